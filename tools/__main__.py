"""The commands behind the Makefile: run, test, check and the rest.

Each makes the environment it needs first; none keeps anything outside the checkout.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tools.environment import LOCKS, ROOT, CannotInstall, prepare
from tools.machine import (
    advise_install,
    find_browser,
    find_postgres,
    install_package,
    succeeds_quietly,
)
from tools.mutants import run as run_mutants

_LEFT_BEHIND = (
    ".venv",
    ".venv-lint",
    ".bench",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    "dist",
    "mutants",
    "test-results",
)


def run(arguments: list[str]) -> int:
    """Serve the demo: its database is made and filled when there is none."""
    python = prepare(".venv", lock="runtime")
    command = [str(python.with_name("escalator")), "demo", *arguments]
    sys.stdout.flush()
    os.chdir(ROOT)
    os.execv(command[0], command)  # so that it alone gets the signals that stop it


def test(arguments: list[str]) -> int:
    """Run the tests, all of them when none is named; a part that cannot run is a failure."""
    python = prepare(".venv", lock="test")
    _complete_machine(python)
    everything = [] if arguments else ["--everything"]
    return _call([python, "-m", "pytest", "-n", _workers(), *everything, *arguments])


def _workers() -> str:
    """Give how many tests run side by side: many of them wait for a browser or a database."""
    return str(min(2 * (os.cpu_count() or 1), 8))


def check(_arguments: list[str]) -> int:
    """Check format, lint, types, templates and safety; go on after a finding to show them all."""
    python = prepare(".venv-lint", lock="lint")
    folders = [name for name in ("escalator", "tests", "tools", "bench") if (ROOT / name).is_dir()]
    commands = {
        "format": ["ruff", "format", "--check", "--quiet", *folders],
        "lint": ["ruff", "check", "--quiet", *folders],
        "types": ["mypy", *folders],
        "templates": ["djlint", "--lint", "--quiet", "templates"],
        "safety": ["bandit", "-r", "--quiet", "--configfile", "pyproject.toml", "escalator"],
    }
    failed = [name for name, each in commands.items() if _call([str(python), "-m", *each]) != 0]
    print(f"check: findings in {', '.join(failed)}" if failed else "check: nothing found")
    return 1 if failed else 0


def format_code(_arguments: list[str]) -> int:
    """Format the Python files and mend what ruff can mend by itself."""
    python = prepare(".venv-lint", lock="lint")
    _call([python, "-m", "ruff", "check", "--quiet", "--fix-only", "."])
    return _call([python, "-m", "ruff", "format", "."])


def golden(arguments: list[str]) -> int:
    """Write the goldens anew from what the tests get now."""
    python = prepare(".venv", lock="test")
    command = [str(python), "-m", "pytest", "-q", "-m", "golden", *arguments]
    status = _call(command, environment={"ESCALATOR_UPDATE_GOLDEN": "1"})
    subprocess.run(["git", "status", "--short", "tests/golden"], cwd=ROOT, check=False)
    return status


def bench(arguments: list[str]) -> int:
    """Measure the pages."""
    python = prepare(".venv", lock="test")
    return _call([python, "-m", "bench", *arguments])


def bench_scrub(arguments: list[str]) -> int:
    """Measure the scrubber on generated texts and logs."""
    python = prepare(".venv", lock="test")
    return _call([python, "-m", "bench.scrub", *arguments])


def fuzz(arguments: list[str]) -> int:
    """Scrub made-up messes and see whether the scrubber keeps its promises."""
    python = prepare(".venv", lock="test")
    return _call([python, "-m", "bench.scrub.fuzz", *arguments])


def mutants(arguments: list[str]) -> int:
    """Change the pure rules, or the modules that are named, and show what no test notices."""
    return run_mutants(prepare(".venv-lint", lock="lint"), arguments)


def lock(arguments: list[str]) -> int:
    """Write the lock files anew; each is held to the pins of the one before it."""
    uv = shutil.which("uv")
    if uv is None:
        print("make lock needs uv: pip install uv", file=sys.stderr)
        return 2
    fixed = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate"]
    common = [uv, "pip", "compile", "--quiet", "--custom-compile-command", "make lock", *fixed]
    project = ["pyproject.toml", "--extra", "postgres"]
    wanted: Mapping[str, list[str]] = {
        "build": ["--group", "build"],
        "runtime": project,
        "test": [*project, "--group", "test"],
        "lint": [*project, "--group", "test", "--group", "lint"],
    }
    held: list[str] = []
    for name, inputs in wanted.items():
        target = LOCKS / f"{name}.lock"
        if _call([*common, *inputs, *held, *arguments, "--output-file", target]) != 0:
            return 1
        held += ["--constraint", str(target)]
    return 0


def clean(_arguments: list[str]) -> int:
    """Remove what the other commands made, the database in var/ excepted."""
    for name in _LEFT_BEHIND:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


def _complete_machine(python: Path) -> None:
    """Install the server and the browser that the tests need, or say in one line what to do."""
    for name in _missing_programs(python):
        install_package(name)
    if "chromium" in _missing_programs(python):
        # Where the system has no such package (Ubuntu), Playwright has a build of its own.
        print("Downloading chromium with Playwright", flush=True)
        deps = ["--with-deps"] if os.geteuid() == 0 else []
        succeeds_quietly([python, "-m", "playwright", "install", *deps, "chromium"])
    missing = _missing_programs(python)
    if missing:
        print(f"{' and '.join(missing)} missing. {advise_install(*missing)}", flush=True)


def _missing_programs(python: Path) -> list[str]:
    is_there = {
        "postgresql": find_postgres() is not None,
        "chromium": find_browser() is not None,
        "driver": succeeds_quietly([python, "-m", "playwright", "--version"]),
    }
    return [name for name, is_found in is_there.items() if not is_found]


def _call(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> int:
    """Run a command in the checkout, its output going straight through; return its exit code."""
    sys.stdout.flush()
    variables = {**os.environ, **(environment or {})}
    try:
        return subprocess.run(command, cwd=ROOT, env=variables, check=False).returncode
    except KeyboardInterrupt:
        return 130  # the command got the same key and has said goodbye itself


_COMMANDS: Mapping[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "format": format_code,
    "golden": golden,
    "bench": bench,
    "bench-scrub": bench_scrub,
    "fuzz": fuzz,
    "mutants": mutants,
    "lock": lock,
    "clean": clean,
}


def main() -> int:
    """Run the command that is named; exit 2 when the environment for it cannot be made."""
    parser = argparse.ArgumentParser(prog="python3 -m tools", description=__doc__)
    parser.add_argument("command", choices=_COMMANDS)
    chosen, arguments = parser.parse_known_args()
    try:
        return _COMMANDS[chosen.command](arguments)
    except CannotInstall as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
