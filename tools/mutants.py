"""Mutation tests: modules are changed line by line; what no test notices is shown.

mutmut does the work. It changes what stands in functions, never tables and patterns.
"""

import argparse
import ast
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from tools.environment import ROOT

_FOLDER = ROOT / "mutants"
_CHANGED = ("domain", "scrub")
"""The pure packages, without names the only ones that are changed."""

_NEEDED = ("escalator", "schemas", "static", "templates", "tests", "tools", "bench", "docs")


def run(python: Path, arguments: Sequence[str]) -> int:
    """Change the named modules, or all pure ones; return 1 when a change stayed unnoticed.

    arguments: names of modules, with wildcards, and `--max-children N` for fewer processes.
    """
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("names", nargs="*", help='modules, such as "escalator.scrub.checks*"')
    parser.add_argument("--max-children", default=str(os.cpu_count()), help="processes")
    chosen = parser.parse_args(arguments)
    mutmut = [str(python), "-m", "mutmut"]
    command = [*mutmut, "run", "--max-children", chosen.max_children]
    if not chosen.names:
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    modules = modules_named(chosen.names)
    if not modules:
        print(f"No module is named {' or '.join(chosen.names)}")
        return 2
    folder = _make_folder(modules)
    status = subprocess.run(command, cwd=folder, check=False).returncode
    return status or _report(mutmut, folder)


def modules_named(names: Sequence[str]) -> list[str]:
    """Return the modules of escalator that a name, or one with wildcards, means."""
    files = sorted((ROOT / "escalator").rglob("*.py"))
    modules = [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]
    return [module for module in modules if any(fnmatch(module, name) for name in names)]


def tests_of(module: str) -> list[str]:
    """Return the files of the tests that import a module; without any, its package's."""
    package = module.split(".")[1]
    files = {
        str(file.relative_to(ROOT)): set(_imported(file))
        for file in sorted((ROOT / "tests").rglob("test_*.py"))
        if file.parent.name in (*_CHANGED, package)
    }
    own = [file for file, imported in files.items() if module in imported]
    return own or [f"tests/{package}"]


def settings_for(modules: Sequence[str], settings: str) -> str:
    """Return pyproject.toml with mutmut's table, the last one there, for these modules only."""
    others, mark, _ = settings.partition("[tool.mutmut]\n")
    tests = sorted({test for module in modules for test in tests_of(module)})
    files = [module.replace(".", "/") + ".py" for module in modules]
    table = {
        "source_paths": ["escalator/"],
        "only_mutate": files,
        "pytest_add_cli_args": ["-n0", "-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": tests,
        "also_copy": [f"{name}/" for name in _NEEDED],
    }
    lines = [f"{key} = {json.dumps(value)}\n" for key, value in table.items()]
    return others + mark + "".join(lines)


def _imported(file: Path) -> Iterator[str]:
    """Yield the names that a file imports, `from a import b` as a and as a.b."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _make_folder(modules: Sequence[str]) -> Path:
    """Make the folder that mutmut works in: a copy, with settings of its own.

    No links: what packs the checkout for a release would follow them.
    """
    folder = _FOLDER / "named"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in _NEEDED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    settings = settings_for(modules, (ROOT / "pyproject.toml").read_text("utf-8"))
    (folder / "pyproject.toml").write_text(settings, "utf-8")
    return folder


def _report(mutmut: Sequence[str], folder: Path) -> int:
    """Print each change that no test noticed, and how many there were; return 1 for any."""
    listed = subprocess.run(
        [*mutmut, "results"], cwd=folder, check=False, capture_output=True, text=True
    )
    survivors = [line.split(":")[0].strip() for line in listed.stdout.splitlines()]
    for name in survivors:
        subprocess.run([*mutmut, "show", name], cwd=folder, check=False)
    subprocess.run([*mutmut, "export-cicd-stats"], cwd=folder, check=False, capture_output=True)
    figures = json.loads((folder / "mutants" / "mutmut-cicd-stats.json").read_text())
    print(f"{figures['total']} changes, {figures['killed']} noticed, {len(survivors)} not")
    return 1 if survivors else 0
