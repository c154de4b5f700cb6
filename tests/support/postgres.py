"""A PostgreSQL server for one test run: started when a test first needs it, stopped at the end.

Knows no test framework. Its files lie in the run's folder; durability is off.
"""

import fcntl
import os
import pwd
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

_USER = "escalator"

_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    # Far from UTC, so that an instant that took the server's zone for granted shows up.
    "timezone": "Asia/Kathmandu",
}


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server.

    programs: the folder of its programs.
    port: where it listens on 127.0.0.1.
    """

    programs: Path
    port: int

    def url(self, database: str) -> str:
        """Return the address of a database as SQLAlchemy writes it."""
        return f"postgresql+psycopg://{_USER}@127.0.0.1:{self.port}/{database}"

    @contextmanager
    def database(self, name: str) -> Iterator[str]:
        """Make an empty database, give its address, and drop it at the end."""
        self._execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self._execute("CREATE DATABASE {}", name)
        try:
            yield self.url(name)
        finally:
            self._execute("DROP DATABASE {} WITH (FORCE)", name)

    def dump(self, database: str) -> bytes:
        """Return everything that the database holds, as pg_dump writes it."""
        address = f"postgresql://{_USER}@127.0.0.1:{self.port}/{database}"
        command = [str(self.programs / "pg_dump"), "--inserts", f"--dbname={address}"]
        return subprocess.run(command, capture_output=True, check=True).stdout

    def _execute(self, statement: str, name: str) -> None:
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=_USER, dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def join_server(run_folder: Path, programs: Path) -> PostgresServer:
    """Return the run's one server; whoever asks first starts it, the others wait for that."""
    with (run_folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        note = run_folder / "port"
        if not note.is_file():
            note.write_text(f"{programs}\n{_start_server(run_folder, programs)}")
            _leave_keeper(run_folder)
    port = int(note.read_text().splitlines()[1])
    return PostgresServer(programs, port)


def stop_server(run_folder: Path) -> None:
    """Stop the run's server at once, if it has one that runs."""
    note = run_folder / "port"
    if note.is_file():
        programs = Path(note.read_text().splitlines()[0])
        stop = [str(programs / "pg_ctl"), "stop", "-m", "immediate", "-D"]
        _run([*stop, str(run_folder / "server")], run_folder, is_stopping=True)


def _start_server(run_folder: Path, programs: Path) -> int:
    """Start a server in the run's folder; return its port."""
    folder = run_folder / "server"
    folder.mkdir(mode=0o700)
    owner = _server_user()
    if owner is not None:
        os.chown(folder, pwd.getpwnam(owner).pw_uid, pwd.getpwnam(owner).pw_gid)
    initdb = [str(programs / "initdb"), "-D", str(folder), "-U", _USER, "--auth=trust", "--no-sync"]
    _run([*initdb, "--encoding=UTF8", "--no-locale"], run_folder)
    port = _free_port()
    options = " ".join(f"-c {name}='{value}'" for name, value in _SETTINGS.items())
    start = [str(programs / "pg_ctl"), "start", "-w", "-D", str(folder), "-l", f"{folder}/log"]
    _run([*start, "-o", f"-p {port} {options}"], run_folder)
    return port


def _run(command: list[str], folder: Path, *, is_stopping: bool = False) -> None:
    # PostgreSQL refuses to run as root, and its user may not enter the folder we are in.
    owner = _server_user()
    said = subprocess.run(
        command,
        cwd=folder,
        user=owner,
        group=pwd.getpwnam(owner).pw_gid if owner else None,
        extra_groups=[] if owner else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if said.returncode != 0 and not is_stopping:
        raise RuntimeError(f"{command[0]} failed: {said.stdout}")


def _server_user() -> str | None:
    """Return whom to run the server as when we are root; None when it runs as ourselves."""
    if os.geteuid() != 0:
        return None
    return "postgres" if any(user.pw_name == "postgres" for user in pwd.getpwall()) else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _leave_keeper(run_folder: Path) -> None:
    """Leave a process behind that ends the server should the run die without doing so."""
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    arguments = [sys.executable, "-m", "tests.support.keeper", str(run), str(run_folder)]
    root = str(Path(__file__).parents[2])
    os.posix_spawn(
        sys.executable,
        arguments,
        {**os.environ, "PYTHONPATH": root},
        file_actions=[(os.POSIX_SPAWN_OPEN, each, os.devnull, os.O_RDWR, 0) for each in range(3)],
        setpgroup=0,
    )
