"""What this machine has: a PostgreSQL server, a Chromium, a package manager that we may use.

Finds and installs programs; starts none of them.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PackageManager:
    """A system's package manager.

    command: the program.
    refresh: its arguments that fetch the list of packages; empty when it does so by itself.
    install: its arguments before the packages' names.
    packages: what we need ("postgresql", "chromium", "driver", "pip") -> its package; the driver is
        Playwright's own, and needs one library that a bare system has not.
    needs_root: False when it works as, and only as, an ordinary user.
    """

    command: str
    refresh: tuple[str, ...]
    install: tuple[str, ...]
    packages: Mapping[str, str]
    needs_root: bool = True


_MANAGERS = (
    PackageManager(
        "apt-get",
        ("update", "-qq"),
        ("install", "-y", "-qq", "--no-install-recommends"),
        {
            "postgresql": "postgresql",
            "chromium": "chromium-headless-shell",
            "driver": "libatomic1",
            "pip": "python3-venv",
        },
    ),
    PackageManager(
        "dnf",
        (),
        ("install", "-y", "-q"),
        {
            "postgresql": "postgresql-server",
            "chromium": "chromium",
            "driver": "libatomic",
            "pip": "python3-pip",
        },
    ),
    PackageManager(
        "pacman",
        (),
        ("-Sy", "--noconfirm", "--needed"),
        {
            "postgresql": "postgresql",
            "chromium": "chromium",
            "driver": "gcc-libs",
            "pip": "python-pip",
        },
    ),
    PackageManager(
        "brew",
        (),
        ("install", "--quiet"),
        {"postgresql": "postgresql@17", "chromium": "chromium", "driver": "gcc", "pip": "python"},
        needs_root=False,
    ),
)

_SHELLS = ("chromium-headless-shell",)
"""Chromium without the window around a page, which nobody looks at: half the work per page."""

_DOWNLOADED_SHELLS = (
    ".cache/ms-playwright/chromium_headless_shell-*/chrome-*/*headless[-_]shell",
    "Library/Caches/ms-playwright/chromium_headless_shell-*/chrome-*/*headless[-_]shell",
)

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

_SHELLS = ("chromium-headless-shell",)
"""Chromium without the window around a page, which nobody looks at: half the work per page."""

_DOWNLOADED_BROWSERS = (
    ".cache/ms-playwright/chromium-*/chrome-linux*/chrome",
    "Library/Caches/ms-playwright/chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
"""Where Playwright keeps the Chromium it downloads, below the home folder."""

_DOWNLOADED_SHELLS = (
    ".cache/ms-playwright/chromium_headless_shell-*/chrome-*/*headless[-_]shell",
    "Library/Caches/ms-playwright/chromium_headless_shell-*/chrome-*/*headless[-_]shell",
)

_POSTGRES_FOLDERS = (
    "usr/lib/postgresql/*/bin",  # Debian keeps the server off the PATH
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql*/bin",
    "usr/local/opt/postgresql*/bin",
)


def find_postgres() -> Path | None:
    """Return the folder of the newest PostgreSQL server's programs, or None.

    $ESCALATOR_POSTGRES names a folder that goes before all others.
    """
    chosen = os.environ.get("ESCALATOR_POSTGRES")
    on_path = shutil.which("initdb")
    installed = _newest_first(Path("/"), _POSTGRES_FOLDERS)
    folders = (
        *([Path(chosen)] if chosen else []),
        *([Path(on_path).resolve().parent] if on_path else []),
        *installed,
    )
    programs = ("initdb", "postgres", "pg_ctl", "pg_dump")
    return next((f for f in folders if all((f / each).is_file() for each in programs)), None)


def find_browser(*, windowed: bool = False) -> Path | None:
    """Return a Chromium that starts, or None; $ESCALATOR_BROWSER goes before all others.

    windowed: whether somebody is to see it; if not, one that can draw no window is preferred.
    """
    chosen = os.environ.get("ESCALATOR_BROWSER")
    shells = () if windowed else (*_SHELLS, *_downloaded(_DOWNLOADED_SHELLS))
    browsers = (*_BROWSERS, *_downloaded(_DOWNLOADED_BROWSERS))
    for name in (*([chosen] if chosen else []), *shells, *browsers):
        found = shutil.which(name)
        # Ubuntu's chromium-browser is a script that only says to install a snap.
        if found and version_of(Path(found)):
            return Path(found)
    return None


def _downloaded(patterns: Sequence[str]) -> list[str]:
    return [str(path) for path in _newest_first(Path.home(), patterns)]


def version_of(program: Path) -> str:
    """Return the first dotted number that `program --version` prints, or "" when it fails."""
    try:
        said = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    number = re.search(r"\d+(\.\d+)+", said.stdout)
    return number.group() if said.returncode == 0 and number else ""


def succeeds_quietly(command: Sequence[str | Path]) -> bool:
    """Run a command whose output nobody needs; return whether it ended well."""
    devnull = subprocess.DEVNULL
    said = subprocess.run(command, stdin=devnull, stdout=devnull, stderr=devnull, check=False)
    return said.returncode == 0


def install_package(need: str) -> bool:
    """Install what is needed with the system's package manager, when we may; return whether it did.

    need: "postgresql", "chromium", "driver" or "pip".
    """
    manager = _find_manager()
    prefix = _privilege(manager) if manager else None
    if manager is None or prefix is None:
        return False
    print(f"Installing {need} with {manager.command}", flush=True)
    if manager.refresh:
        # Not being able to refresh is no reason not to try: the list may be recent enough.
        _run([*prefix, manager.command, *manager.refresh])
    return _run([*prefix, manager.command, *manager.install, manager.packages[need]])


def advise_install(*needs: str) -> str:
    """Return one sentence that says how a person installs what is needed on this machine."""
    manager = _find_manager()
    if manager is None:
        return f"Install {' and '.join(needs)} and run the command again."
    packages = " ".join(manager.packages[need] for need in needs)
    sudo = "sudo " if manager.needs_root and os.geteuid() != 0 else ""
    refresh = f"{sudo}{manager.command} update && " if manager.refresh else ""
    return f"Install with: {refresh}{sudo}{manager.command} {manager.install[0]} {packages}"


def _find_manager() -> PackageManager | None:
    return next((each for each in _MANAGERS if shutil.which(each.command)), None)


def _privilege(manager: PackageManager) -> list[str] | None:
    """Return the words that run the manager with the rights it needs; None when we have none."""
    # RUNLEVEL=1 keeps Debian from starting a server of the machine's own, which nobody asked for.
    as_root = ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1"]
    is_root = os.geteuid() == 0
    if not manager.needs_root:
        return None if is_root else []
    if is_root:
        return as_root
    has_sudo = shutil.which("sudo") and succeeds_quietly(["sudo", "-n", "true"])
    return ["sudo", "-n", *as_root] if has_sudo else None


def _run(command: list[str]) -> bool:
    """Run a command without a keyboard; show what it said only when it failed."""
    said = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if said.returncode != 0:
        print(said.stdout, file=sys.stderr)
    return said.returncode == 0


def _newest_first(folder: Path, patterns: Iterable[str]) -> list[Path]:
    """Return what is found below the folder, the highest version numbers first."""
    found = (path for pattern in patterns for path in folder.glob(pattern))
    return sorted(found, key=_numbers, reverse=True)


def _numbers(path: Path) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", str(path)))
