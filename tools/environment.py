"""The virtual environments: what makes one, what is installed in it, whether it is up to date.

Installs nothing outside its folder and nothing that a lock file does not pin with a hash.
"""

import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from tools.machine import install_package, succeeds_quietly

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"

_LARGER = {
    "runtime": ("runtime", "test", "lint"),
    "test": ("test", "lint"),
    "lint": ("lint",),
}
"""Lock name -> the locks that hold everything it pins, itself first."""


class CannotInstall(Exception):
    """An environment cannot be made; the text says what to do about it."""


def prepare(name: str, *, lock: str) -> Path:
    """Make the environment ROOT/name hold what the lock pins; return its Python.

    lock: "runtime", "test" or "lint". Nothing is run when the environment is up to date.
    Raises CannotInstall.
    """
    folder = ROOT / name
    python = folder / "bin" / "python"
    stamp = folder / "escalator-stamp"
    installed = stamp.read_text().splitlines() if stamp.is_file() else []
    if _works(python) and installed in ([_place(folder), _digest(each)] for each in _LARGER[lock]):
        return python
    # Scripts carry the path of their Python: an environment that moved cannot be mended.
    moved = bool(installed) and installed[0] != _place(folder)
    if moved or not _works(python):
        if folder.is_symlink():  # clearing it would empty what other checkouts work with
            raise CannotInstall(f"{name} is a link to another checkout's. Remove the link first.")
        venv.create(folder, clear=True, symlinks=True)
    stamp.unlink(missing_ok=True)
    print(f"Installing into {name}/ (needed once, and after a change of the lock file)", flush=True)
    _install(python, lock)
    stamp.write_text(f"{_place(folder)}\n{_digest(lock)}\n")
    return python


def _works(python: Path) -> bool:
    return python.exists() and subprocess.run([python, "-c", ""], check=False).returncode == 0


def _place(folder: Path) -> str:
    return f"{folder} {sys.version.split()[0]}"


def _digest(lock: str) -> str:
    parts = (LOCKS / "build.lock", LOCKS / f"{lock}.lock", ROOT / "pyproject.toml")
    return hashlib.sha256(b"\0".join(part.read_bytes() for part in parts)).hexdigest()


def _install(python: Path, lock: str) -> None:
    """Install build backends, the lock, then this checkout, with the first installer that can."""
    pinned = ["--require-hashes", "--no-deps", "--no-build-isolation"]
    steps = (
        [*pinned, "-r", str(LOCKS / "build.lock")],
        [*pinned, "-r", str(LOCKS / f"{lock}.lock")],
        ["--no-deps", "--no-build-isolation", "-e", str(ROOT)],
    )
    for command in _installers(python):
        if all(_succeeds([*command, *step]) for step in steps):
            return
    raise CannotInstall(
        "The packages could not be installed: see above. Are you online? "
        "Run the command again when you are."
    )


def _installers(python: Path) -> list[list[str]]:
    """Return the commands to try, best first: uv, then a pip inside or outside the environment."""
    uv = shutil.which("uv")
    commands = [[uv, "pip", "install", "--quiet", "--python", str(python)]] if uv else []
    pip = _find_pip(python)
    if pip:
        commands.append([*pip, "install", "--quiet", "--no-input", "--disable-pip-version-check"])
    if not commands:
        raise CannotInstall(
            "Neither pip nor uv is here. Install one; on Debian: apt-get install python3-venv"
        )
    return commands


def _find_pip(python: Path) -> list[str]:
    """Return a pip command that installs into the environment, or an empty list."""
    return _pip_at_hand(python) or (_pip_at_hand(python) if install_package("pip") else [])


def _pip_at_hand(python: Path) -> list[str]:
    inside = [str(python), "-m", "pip"]
    if succeeds_quietly([*inside, "--version"]):
        return inside
    if succeeds_quietly([str(python), "-m", "ensurepip", "--default-pip"]):
        return inside
    # Debian cuts ensurepip out of Python; a pip of its own can still install into our folder.
    outside = [sys.executable, "-m", "pip", "--python", str(python)]
    return outside if succeeds_quietly([*outside, "--version"]) else []


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0
