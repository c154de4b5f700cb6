"""Reads the contracts from their folders: the shipped checklists and policy, and a team's own.

It reads files and refuses bad ones; what a checklist means is domain/checklist.py's, what is unwise
in one is domain/lint.py's. It knows neither the web nor the database nor the environment.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from escalator.domain.checklist import COMMON_FILE, Checklist, bundle, read_checklist
from escalator.domain.errors import BadContract
from escalator.domain.lint import lint_checklist
from escalator.domain.model import JSON
from escalator.domain.policy import Policy, policy_problems, read_policy
from escalator.domain.routing import check_routing
from escalator.domain.shape import shape_problems
from escalator.resources import schemas_folder
from escalator.scrub.own import NO_OWN_RULES, OwnRules, own_problems, read_own_rules

CHECKLISTS = "checklists"
POLICY = "policy.json"
POLICY_SCHEMA = "policy.schema.json"
OWN_RULES = "scrub.json"
OWN_RULES_SCHEMA = "scrub.schema.json"
RELEASED = "released.json"
SUFFIX = ".schema.json"
LAST_RESORT = "general"
"""The checklist offered last: for what no other one fits."""

LARGEST_FILE = 5_000_000
"""Bytes; no contract comes near it."""


@dataclass(frozen=True, slots=True)
class Contracts:
    """The contracts in use.

    checklists: the current checklist of each name, in the order to offer them in.
    policy: the team's policy. own_rules: what the team adds to the scrubber.
    """

    checklists: Mapping[str, Checklist]
    policy: Policy
    own_rules: OwnRules = NO_OWN_RULES


def load_contracts(folder: Path | None = None) -> Contracts:
    """Read the shipped contracts, and over them those of a team's own folder.

    folder: holds checklists/*.schema.json, policy.json and scrub.json, each as far as the team has
    its own; a checklist of a shipped name takes its place. A team's files are linted. Raises
    BadContract with file, place and reason for the first one that is wrong, or that differs from
    a released version of the same number.
    """
    shipped = schemas_folder()
    if folder is not None and not folder.is_dir():
        raise BadContract(file=str(folder), place="", reason="There is no such folder.")
    for stray in sorted(folder.glob("*.schema.json")) if folder is not None else ():
        raise BadContract(
            file=str(stray),
            place="",
            reason=f"It is not read here; checklists belong in {CHECKLISTS}/ beside it.",
        )
    checklists = _read_folder(shipped, shipped, is_linted=False)
    policy_file = shipped / POLICY
    if folder is not None:
        checklists |= _read_folder(folder, shipped, is_linted=True)
        policy_file = folder / POLICY if (folder / POLICY).is_file() else policy_file
    policy = read_policy(
        read_json(policy_file), policy_file.name, schema=read_json(shipped / POLICY_SCHEMA)
    )
    for problem in check_routing(policy, checklists, policy_file.name):
        raise problem
    in_order = sorted(checklists.values(), key=lambda one: (one.id.name == LAST_RESORT, one.title))
    named = MappingProxyType({one.id.name: one for one in in_order})
    return Contracts(named, policy, own_rules_in(folder) if folder else NO_OWN_RULES)


def own_rules_in(folder: Path) -> OwnRules:
    """Read what a team's folder adds to the scrubber, nothing when it has no file for it.

    Raises BadContract.
    """
    path = folder / OWN_RULES
    return load_own_rules(path) if path.is_file() else NO_OWN_RULES


def load_own_rules(path: Path) -> OwnRules:
    """Read one file of own rules; raises BadContract for the first thing wrong with it."""
    value = read_json(path)
    for problem in _own_problems(value, path.name):
        raise problem
    return read_own_rules(value)


def lint_own_rules(paths: Iterable[Path]) -> tuple[BadContract, ...]:
    """Return everything wrong with files of own rules, file by file."""
    return tuple(problem for path in paths for problem in _lint_own_rules(path))


def _lint_own_rules(path: Path) -> tuple[BadContract, ...]:
    try:
        return tuple(_own_problems(read_json(path), path.name))
    except BadContract as problem:
        return (problem,)


def _own_problems(value: JSON, file: str) -> Iterator[BadContract]:
    problems = shape_problems(value, file, schema=read_json(schemas_folder() / OWN_RULES_SCHEMA))
    yield from problems
    if not problems:
        for one in own_problems(value):
            yield BadContract(file=file, place=one.place, reason=one.reason)


def load_checklist(path: Path) -> Checklist:
    """Read one checklist file; common definitions stand beside it or are the shipped ones.

    Raises BadContract.
    """
    return read_checklist(_read_bundled(path, schemas_folder()), path.name)


def lint_files(paths: Iterable[Path]) -> tuple[BadContract, ...]:
    """Return everything wrong with checklist and policy files, file by file.

    A file of the name policy.json, or one with acknowledgement times, is judged as a policy.
    """
    return tuple(problem for path in paths for problem in _lint_file(path))


def released_hashes(folder: Path) -> dict[str, str]:
    """Return the frozen versions of a folder: "general/1" -> SHA-256 of the bundled schema."""
    path = folder / RELEASED
    if not path.is_file():
        return {}
    value = read_json(path)
    if not isinstance(value, dict):
        raise BadContract(file=path.name, place="", reason="An object is needed here.")
    return {name: digest for name, digest in value.items() if isinstance(digest, str)}


def _released_beside(path: Path) -> dict[str, str]:
    """Return the frozen versions of the contracts folder that a checklist file stands in."""
    folder = path.resolve().parent
    return released_hashes(folder.parent) if folder.name == CHECKLISTS else {}


def read_json(path: Path) -> JSON:
    """Read a JSON file; raises BadContract when it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadContract(file=path.name, place="", reason="The file is larger than 5 MB.")
        value: JSON = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        reason = f"It cannot be read: {error.strerror}."
        raise BadContract(file=path.name, place="", reason=reason) from error
    except UnicodeDecodeError as error:
        raise BadContract(file=path.name, place="", reason="It is not UTF-8 text.") from error
    except json.JSONDecodeError as error:
        reason = f"It is not JSON: {error.msg} in line {error.lineno}, column {error.colno}."
        raise BadContract(file=path.name, place="", reason=reason) from error
    except RecursionError as error:
        raise BadContract(file=path.name, place="", reason="It is nested too deeply.") from error
    return value


def _read_folder(folder: Path, shipped: Path, *, is_linted: bool) -> dict[str, Checklist]:
    released = released_hashes(shipped) | released_hashes(folder)
    found: dict[str, Checklist] = {}
    for path in checklist_files(folder):
        schema = _read_bundled(path, shipped)
        for problem in lint_checklist(schema, path.name) if is_linted else ():
            raise problem
        checklist = read_checklist(schema, path.name)
        if checklist.id.name in found:
            reason = f"“{checklist.id.name}” is the name of another checklist here."
            raise BadContract(file=path.name, place="/x-escalator/name", reason=reason)
        for problem in _version_problems(checklist, released, path.name):
            raise problem
        found[checklist.id.name] = checklist
    return found


def _version_problems(
    checklist: Checklist, released: Mapping[str, str], file: str
) -> Iterator[BadContract]:
    if released.get(str(checklist.id), checklist.sha256) != checklist.sha256:
        reason = (
            f"Version {checklist.id.version} is released with other content. "
            "Give the changed checklist the next version."
        )
        yield BadContract(file=file, place="/x-escalator/version", reason=reason)


def checklist_files(folder: Path) -> tuple[Path, ...]:
    """Return the checklist files of a contracts folder, by name."""
    files = (folder / CHECKLISTS).glob(f"*{SUFFIX}")
    return tuple(sorted(path for path in files if path.name != COMMON_FILE))


def _read_bundled(path: Path, shipped: Path) -> JSON:
    own = path.with_name(COMMON_FILE)
    common = own if own.is_file() else shipped / CHECKLISTS / COMMON_FILE
    return bundle(read_json(path), read_json(common), file=path.name)


def _lint_file(path: Path) -> tuple[BadContract, ...]:
    shipped = schemas_folder()
    try:
        value = read_json(path)
        if path.name == POLICY or (isinstance(value, dict) and "acknowledge_minutes" in value):
            schema = read_json(shipped / POLICY_SCHEMA)
            return tuple(policy_problems(value, path.name, schema=schema))
        bundled = _read_bundled(path, shipped)
        problems = lint_checklist(bundled, path.name)
        released = released_hashes(shipped) | _released_beside(path)
        return problems or tuple(
            _version_problems(read_checklist(bundled, path.name), released, path.name)
        )
    except BadContract as problem:
        return (problem,)
