"""Golden texts: what the code makes, compared with the checked-in text in tests/golden/.

`make golden` writes them anew; a person reads the diff. A golden is never the only test of a rule.
"""

import os
from collections.abc import Callable
from difflib import unified_diff
from itertools import islice
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "golden"

Golden = Callable[[str, str], None]
"""golden(name, text): name is the file's path in tests/golden/, as in "mails/bounced.txt"."""


@pytest.fixture
def golden() -> Golden:
    """Compare a text with its golden, byte for byte; fails with the difference and the way out."""
    is_updating = os.environ.get("ESCALATOR_UPDATE_GOLDEN") == "1"
    return _write_golden if is_updating else _compare_golden


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if isinstance(item, pytest.Function) and "golden" in item.fixturenames:
            item.add_marker("golden")


def _write_golden(name: str, text: str) -> None:
    path = FOLDER / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def _compare_golden(name: str, text: str) -> None:
    path = FOLDER / name
    if not path.is_file():
        pytest.fail(f"tests/golden/{name} is not there yet. Write it with: make golden")
    expected = path.read_bytes().decode()
    if text == expected:
        return
    lines = unified_diff(
        expected.splitlines(keepends=True),
        text.splitlines(keepends=True),
        f"tests/golden/{name}",
        "what the code makes now",
    )
    shown = "".join(islice(lines, 200))
    pytest.fail(f"{shown}\nIf the change is meant: make golden, and read the diff.")
