"""The application as an installation runs it: `escalator serve`, a process asked by HTTP.

Whoever asks keeps every answer, so that afterwards all of them can be looked through.
"""

import base64
import os
import re
import socket
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from tests.house import SECRET
from tests.proof.values import Plant

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-c", "from escalator.cli import main; main(prog_name='escalator')")
PASSWORD = "correct horse battery"
FORM = "application/x-www-form-urlencoded"

Fields = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    own: what was planted in this very request.
    may_echo: whether its boxes may show the person again what they just typed.
    """

    request: str
    status: int
    headers: str
    text: str
    own: tuple[Plant, ...]
    may_echo: bool

    def location(self) -> str:
        """Give where it sends the browser on to, "" when it does not."""
        found = re.search(r"(?m)^Location: (/.*)$", self.headers)
        return found[1] if found else ""


@dataclass
class Served:
    """The running application: where it listens, its folder, and what it wrote to its terminal."""

    port: int
    folder: Path
    answers: list[Answer] = field(default_factory=list)

    def said(self) -> str:
        """Give all that the process wrote, on both outputs."""
        return (self.folder / "said.log").read_text("utf-8")


@contextmanager
def serve(folder: Path, database_url: str) -> Iterator[Served]:
    """Serve the application until the block ends."""
    port = _free_port()
    ours = {
        "ESCALATOR_FOLDER": str(folder),
        "ESCALATOR_DATABASE_URL": database_url,
        "ESCALATOR_SECRET": SECRET.decode(),
        "ESCALATOR_PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }
    with (
        (folder / "said.log").open("wb") as said,
        subprocess.Popen(
            [*COMMAND, "serve"],
            cwd=ROOT,
            env={**os.environ, **ours},
            stdout=said,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            _wait(port, process)
            yield Served(port, folder)
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the application ended by itself")


class Person:
    """Somebody at a browser without scripts; redirects are not followed but noted."""

    def __init__(self, served: Served, email: str = "") -> None:
        self.served = served
        self.cookies: dict[str, str] = {}
        self.token = ""
        if email:
            self._sign_in(email)

    def _sign_in(self, email: str) -> None:
        self.token = token_in(self.get("/sign-in").text)
        typed = {"csrf_token": self.token, "email": email, "password": PASSWORD}
        assert self.post("/sign-in", typed).status == 303
        self.token = token_in(self.get("/account").text)

    def get(self, path: str, **how: object) -> Answer:
        """Open a page."""
        return self.ask("GET", path, **how)  # type: ignore[arg-type]  # handed on as it is

    def post(self, path: str, fields: Fields, **how: object) -> Answer:
        """Send a form."""
        body = urlencode(fields, doseq=True).encode()
        return self.ask("POST", path, body, **how)  # type: ignore[arg-type]

    def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        kind: str = FORM,
        headers: Mapping[str, str] = {},
        own: Sequence[Plant] = (),
        may_echo: bool = False,
    ) -> Answer:
        """Send a request and keep its answer.

        own: what was planted in it. A refusal may show it again, and so may a page that was asked
        for by its address; of what was taken nothing may come back.
        """
        sent = {"Cookie": "; ".join(f"{name}={one}" for name, one in self.cookies.items())}
        if method != "GET":
            sent["Content-Type"] = kind
        line = HTTPConnection("127.0.0.1", self.served.port, timeout=120)
        line.request(method, path, body or None, {**sent, **headers})
        response = line.getresponse()
        text = response.read().decode("utf-8", "replace")
        line.close()
        self._remember(response.headers.get_all("Set-Cookie") or [])
        answer = Answer(
            f"{method} {path.partition('?')[0]}",
            response.status,
            _readable(response.getheaders()),
            text,
            tuple(own),
            may_echo or method == "GET" or response.status >= 400,
        )
        self.served.answers.append(answer)
        return answer

    def _remember(self, cookies: list[str]) -> None:
        for cookie in cookies:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]


def token_in(page: str) -> str:
    """Give the token that a page's forms carry."""
    found = BeautifulSoup(page, "html.parser").select_one("input[name=csrf_token]")
    assert found is not None
    return str(found["value"])


def _readable(headers: list[tuple[str, str]]) -> str:
    """Give the headers as text, what a session's cookie carries unpacked beside it."""
    lines = [f"{name}: {value}" for name, value in headers]
    cookies = [value for name, value in headers if name == "Set-Cookie"]
    return "\n".join([*lines, *(unpacked(re.sub(r"^\w+=", "", one)) for one in cookies)])


def unpacked(cookie: str) -> str:
    """Give what a signed cookie says: base64, after a dot packed with zlib as well."""
    is_packed = cookie.startswith(".")
    payload = cookie.removeprefix(".").partition(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return (zlib.decompress(raw) if is_packed else raw).decode("utf-8", "replace")
