"""Settings from the environment, checked at start; a bad one stops the program with its name.

Nothing else reads the environment.
"""

import ipaddress
import os
import secrets
from pathlib import Path
from typing import Literal
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from escalator.domain.errors import EscalatorError

SHORTEST_SECRET = 32
FEWEST_CHARACTERS = 8
"""Different ones in a secret; a random text of 32 hexadecimal digits has fewer once in millions."""


class BadSetting(EscalatorError):
    """A setting cannot be used.

    problems: the environment variable -> one plain sentence.
    """

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {text}" for name, text in problems.items()))
        self.problems = problems


class Settings(BaseSettings):
    """Everything an installation can set, each as `ESCALATOR_<NAME>`.

    folder: where the database, the key file and logs live when nothing else is said.
    database_url: SQLAlchemy URL; empty means SQLite in `folder`.
    secret: signs sessions and keys the hashes of hidden values; empty means one is made on first
        start and kept in `folder`, readable by its owner only.
    schemas: a folder with a team's own checklists and policy.
    host, port: where `escalator serve` listens.
    base_url: how people reach it, for links printed at start; empty means host and port.
    time_zone: the time zone of people who have not chosen one.
    threads: request threads of the one worker.
    demo: fill an empty database with the demo; refused on anything but loopback.
    secure_cookies: send cookies over HTTPS only; by default on exactly when base_url is https.
    max_request_bytes: the largest request taken.
    scrub_engine: what searches texts: Python alone (auto, plain), or google-re2 and Python.
    """

    model_config = SettingsConfigDict(env_prefix="ESCALATOR_", extra="ignore")

    folder: Path = Path("var")
    database_url: str = ""
    secret: SecretStr = SecretStr("")
    schemas: Path | None = None
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    base_url: str = ""
    time_zone: str = "UTC"
    threads: int = Field(default=8, ge=1, le=64)
    demo: bool = False
    secure_cookies: bool | None = None
    max_request_bytes: int = Field(default=16_000_000, ge=1_000_000)
    scrub_engine: Literal["auto", "plain", "fast"] = "auto"

    @field_validator("time_zone")
    @classmethod
    def _know_time_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("is not a time zone name such as Europe/Berlin")
        return value

    @field_validator("schemas")
    @classmethod
    def _find_schemas(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("is not a folder")
        return value

    @field_validator("secret")
    @classmethod
    def _need_good_secret(cls, value: SecretStr) -> SecretStr:
        given = value.get_secret_value()
        problem = _secret_problem(given) if given else ""
        if problem:
            raise ValueError(problem)
        return value

    @model_validator(mode="after")
    def _keep_demo_local(self) -> "Settings":
        if self.demo and not is_loopback(self.host):
            raise ValueError("the demo has published passwords, so it listens on 127.0.0.1 only")
        return self

    def sqlalchemy_url(self) -> str:
        """Give the database's URL, with psycopg 3 for PostgreSQL."""
        if not self.database_url:
            return f"sqlite:///{(self.folder / 'escalator.db').absolute()}"
        for scheme in ("postgres://", "postgresql://"):
            if self.database_url.startswith(scheme):
                return "postgresql+psycopg://" + self.database_url.removeprefix(scheme)
        return self.database_url

    def public_url(self) -> str:
        """Give the address people type, without a slash at its end."""
        return (self.base_url or f"http://{self.host}:{self.port}").rstrip("/")

    def cookies_are_secure(self) -> bool:
        """Tell whether cookies may travel over HTTPS only."""
        if self.secure_cookies is not None:
            return self.secure_cookies
        return self.public_url().startswith("https://")

    def make_folder(self) -> None:
        """Make the folder where it is missing, for its owner only: others could read packets."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def secret_bytes(self) -> bytes:
        """Give the application's secret, making and keeping one on first use.

        Raises BadSetting when the kept one is damaged.
        """
        given = self.secret.get_secret_value()
        if given:
            return given.encode()
        self.make_folder()
        return _kept_secret(self.folder / "secret.key")


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load_settings(**given: object) -> Settings:
    """Read the settings; `given` wins over the environment.

    Raises BadSetting, naming each variable and never its value.
    """
    if unknown := given.keys() - Settings.model_fields.keys():
        raise TypeError(f"no such settings: {', '.join(sorted(unknown))}")
    try:
        return Settings(**given)  # type: ignore[arg-type]  # checked by pydantic itself
    except ValidationError as error:
        problems = {
            f"ESCALATOR_{str(one['loc'][0]).upper()}" if one["loc"] else "ESCALATOR_DEMO": str(
                one["msg"]
            ).removeprefix("Value error, ")
            for one in error.errors(include_input=False, include_context=False)
        }
        raise BadSetting(problems) from None


def _secret_problem(secret: str) -> str:
    """Say why a secret could be guessed, "" when it could not."""
    if len(secret) < SHORTEST_SECRET:
        return f"must be at least {SHORTEST_SECRET} characters"
    return "repeats a few characters" if len(set(secret)) < FEWEST_CHARACTERS else ""


def _kept_secret(path: Path) -> bytes:
    try:
        # Its mode is set as it is made: later would be a moment in which others could open it.
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w") as made:
            made.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    kept = path.read_text(encoding="utf-8", errors="replace").strip()
    if _secret_problem(kept):
        words = f"{path} is damaged; put it back from your backup, or remove it for a new one"
        raise BadSetting({"ESCALATOR_SECRET": words})
    return kept.encode()
