import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "escalator"

MAY_IMPORT = {
    "domain": set[str](),
    "scrub": set[str](),
    "resources": {"domain"},
    "config": {"domain", "resources"},
    "contracts": {"domain", "scrub", "resources"},
    "store": {"domain"},
    "services": {"domain", "scrub", "store", "contracts"},
    "web": {"domain", "scrub", "store", "services", "contracts", "config", "resources"},
    "jobs": {"domain", "scrub", "store", "services", "contracts", "config", "resources"},
    "connect": {"domain", "scrub", "store", "services", "contracts", "config", "resources"},
}
"""Whom each part may import besides itself. Parts not named here wire the others together (the app,
the commands, the demo): they may import anything, and no part named here may import them."""

PURE = {"domain": {"yaml", "jsonschema"}, "scrub": {"phonenumbers", "re2", "hyperscan"}}
"""The parts that know neither clock nor file nor network, and the libraries they may use."""

WORLD = set(
    "asyncio fileinput ftplib glob http imaplib io logging mmap multiprocessing os pathlib"
    " select shelve shutil signal smtplib socket socketserver sqlite3 ssl subprocess sys"
    " tempfile threading time urllib.request webbrowser xmlrpc".split()
)
"""Modules of the standard library that reach outside; `time` is the clock."""

CLOCKS = {"now", "utcnow", "today"}
DOORS = {"open", "input", "print", "exec", "eval", "__import__"}


def modules_of(part: str) -> list[Path]:
    """Return the files of a part, a folder or a single module; none while it is not there."""
    single = PACKAGE / f"{part}.py"
    return [single] if single.is_file() else sorted((PACKAGE / part).rglob("*.py"))


def imports_of(source: str) -> Iterator[str]:
    """Yield the full name of every module that the source imports, inside functions too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def trespasses(part: str, source: str) -> list[str]:
    """Return the imports by which a module of the part reaches to where it may not."""
    allowed = MAY_IMPORT[part] | {part, "__version__"}
    ours = [name for name in imports_of(source) if name.split(".")[0] == "escalator"]
    return [name for name in ours if not {*name.split(".")[1:2]} & allowed]


def outside(part: str, source: str) -> list[str]:
    """Return whatever in a pure module's source touches the world outside."""
    found = [name for name in imports_of(source) if _is_outside(name, PURE[part])]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            found += [f".{node.func.attr}()"] if node.func.attr in CLOCKS else []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found += [f"{node.func.id}()"] if node.func.id in DOORS else []
    return found


def _is_outside(name: str, libraries: set[str]) -> bool:
    first = name.split(".")[0]
    if first in sys.stdlib_module_names:
        return first in WORLD or any(f"{name}.".startswith(f"{module}.") for module in WORLD)
    return first not in libraries | {"escalator"}


@pytest.mark.parametrize("part", MAY_IMPORT)
def test_imports_go_one_way(part: str) -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): wrong
        for path in modules_of(part)
        if (wrong := trespasses(part, path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize("part", PURE)
def test_pure_parts_touch_nothing_outside(part: str) -> None:
    paths = modules_of(part)
    found = {
        path.relative_to(PACKAGE).as_posix(): wrong
        for path in paths
        if (wrong := outside(part, path.read_text(encoding="utf-8")))
    }
    assert found == {}
    assert paths, f"escalator/{part} is not there"


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("domain", "from escalator.scrub.model import Kind"),
        ("domain", "import escalator.services.review"),
        ("scrub", "from escalator.domain import errors"),
        ("store", "def f():\n    from escalator.services import review"),
        ("services", "from escalator.web.access import who"),
        ("web", "from escalator.app import create_app"),
        ("web", "from escalator import cli"),
        ("jobs", "from escalator.web.html import page"),
    ],
)
def test_an_import_the_other_way_is_found(part: str, line: str) -> None:
    assert trespasses(part, line)


@pytest.mark.parametrize(
    "line",
    [
        "import flask",
        "from sqlalchemy import select",
        "import time",
        "from time import monotonic",
        "from pathlib import Path",
        "import os.path",
        "from urllib.request import urlopen",
        "from urllib import request",
        "from datetime import datetime\nat = datetime.now()",
        "import datetime\nday = datetime.date.today()",
        "text = open('a')",
    ],
)
def test_a_look_outside_is_found(line: str) -> None:
    assert outside("domain", line)


@pytest.mark.parametrize(
    "line",
    [
        "from datetime import datetime",
        "import yaml",
        "from urllib.parse import urlsplit",
        "now = 1",
    ],
)
def test_pure_means_are_let_pass(line: str) -> None:
    assert outside("domain", line) == []
