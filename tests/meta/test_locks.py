import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
CHAIN = ("build", "runtime", "test", "lint")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def _text(lock: str) -> str:
    return (ROOT / "requirements" / f"{lock}.lock").read_text()


def _pins(lock: str) -> set[tuple[str, str]]:
    """Return (canonical name, version) of each pin; a name has one per range of Python versions."""
    return set(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", _text(lock), flags=re.MULTILINE))


def _wanted() -> list[tuple[str, Requirement]]:
    """Return each requirement of pyproject.toml with the lock that must hold it."""
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    by_lock = {
        "build": sorted({*groups["build"], *PROJECT["build-system"]["requires"]}),
        "runtime": [*project["dependencies"], *project["optional-dependencies"]["postgres"]],
        "test": groups["test"],
        "lint": groups["lint"],
    }
    return [(lock, Requirement(text)) for lock, texts in by_lock.items() for text in texts]


@pytest.mark.parametrize(
    ("lock", "requirement"), [pytest.param(*each, id=f"{each[0]}-{each[1]}") for each in _wanted()]
)
def test_lock_pins_what_the_project_asks_for(lock: str, requirement: Requirement) -> None:
    name = canonicalize_name(requirement.name)
    pinned = [version for each, version in _pins(lock) if each == name]
    assert pinned, f"{name} is not in {lock}.lock: make lock"
    assert all(map(requirement.specifier.contains, pinned)), f"{lock}.lock has {pinned}: make lock"


@pytest.mark.parametrize(("smaller", "larger"), tuple(pairwise(CHAIN[1:])))
def test_larger_lock_holds_the_smaller_one(smaller: str, larger: str) -> None:
    assert _pins(smaller) <= _pins(larger)


@pytest.mark.parametrize("lock", CHAIN)
def test_every_pin_has_a_hash(lock: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9])", _text(lock), flags=re.MULTILINE)[1:]
    assert len(blocks) == len(_pins(lock)) > 0
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("lock", CHAIN)
def test_lock_names_no_server_and_no_folder(lock: str) -> None:
    assert re.findall(r"https?:|file:|--index|--find-links|(?<![\w.])/\w+", _text(lock)) == []
