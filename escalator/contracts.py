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
from escalator.domain.rubric import Rubric, read_rubric, rubric_problems
from escalator.domain.shape import shape_problems
from escalator.resources import schemas_folder
from escalator.scrub.own import NO_OWN_RULES, OwnRules, own_problems, read_own_rules

CHECKLISTS = "checklists"
POLICY = "policy.json"
POLICY_SCHEMA = "policy.schema.json"
RUBRIC = "rubric.json"
RUBRIC_SCHEMA = "rubric.schema.json"
OWN_RULES = "scrub.json"
OWN_RULES_SCHEMA = "scrub.schema.json"
RELEASED = "released.json"
SUFFIX = ".schema.json"
LAST_RESORT = "general"
"""The checklist offered last: for what no other one fits."""

ABOUT = "x-escalator"
_USUAL_ORDER = (
    "$schema $id title description name version summary type format enum const minLength maxLength"
    " minimum maximum minItems maxItems uniqueItems x-escalator section label why example widget"
    " not_available bounce_codes hint tiers only_teams sections order additionalProperties"
    " required if properties items contains then else allOf"
).split()
_RANK = {name: number for number, name in enumerate(_USUAL_ORDER)}

LARGEST_FILE = 5_000_000
"""Bytes; no contract comes near it."""

DEEPEST_FILE = 60
"""Levels of objects and lists; ours have twelve."""


@dataclass(frozen=True, slots=True)
class Contracts:
    """The contracts in use.

    checklists: the current checklist of each name, in the order to offer them in.
    policy: the team's policy. rubric: what sampled packets are scored by. own_rules: what the team
    adds to the scrubber.
    """

    checklists: Mapping[str, Checklist]
    policy: Policy
    rubric: Rubric
    own_rules: OwnRules = NO_OWN_RULES


def load_contracts(folder: Path | None = None) -> Contracts:
    """Read the shipped contracts, and over them those of a team's own folder.

    folder: holds checklists/*.schema.json, policy.json, rubric.json and scrub.json, each as far as
    the team has its own; a checklist of a shipped name takes its place. A team's files are linted.
    Raises BadContract with file, place and reason for the first one that is wrong, or that differs
    from a released version of the same number.
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
    if folder is not None:
        checklists |= _read_folder(folder, shipped, is_linted=True)
    policy_file, rubric_file = _own_or_shipped(folder, POLICY), _own_or_shipped(folder, RUBRIC)
    policy = read_policy(
        read_json(policy_file), policy_file.name, schema=read_json(shipped / POLICY_SCHEMA)
    )
    for problem in check_routing(policy, checklists, policy_file.name):
        raise problem
    rubric = read_rubric(
        read_json(rubric_file), rubric_file.name, schema=read_json(shipped / RUBRIC_SCHEMA)
    )
    own_rules = own_rules_in(folder) if folder else NO_OWN_RULES
    return Contracts(in_offered_order(checklists.values()), policy, rubric, own_rules)


def _own_or_shipped(folder: Path | None, name: str) -> Path:
    """Return a team's own file of a name where there is one, else the shipped one."""
    own = folder / name if folder is not None else None
    return own if own is not None and own.is_file() else schemas_folder() / name


def in_offered_order(checklists: Iterable[Checklist]) -> Mapping[str, Checklist]:
    """Return checklists by name, in the order to offer them in."""
    listed = sorted(checklists, key=lambda one: (one.id.name == LAST_RESORT, one.title))
    return MappingProxyType({one.id.name: one for one in listed})


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


def read_document(content: bytes, file: str) -> dict[str, JSON]:
    """Read a checklist file that was handed over, with references into the shipped definitions.

    It may say anything that a checklist can be read from; lint says what is unwise. Raises
    BadContract with place and reason.
    """
    common = schemas_folder() / CHECKLISTS / COMMON_FILE
    document = bundle(parse_json(content, file), read_json(common), file=file)
    return dict(read_checklist(document, file).schema)


def write_document(document: Mapping[str, JSON]) -> str:
    """Write a checklist as a file people can read and compare, the same for the same content.

    Names stand in an order that does not depend on the database it was kept in: those of a
    checklist's own parts as our files have them, the items as they are asked.
    """
    order = document.get(ABOUT)
    listed = order.get("order") if isinstance(order, dict) else None
    items = [each for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
    rank = {name: number for number, name in enumerate(("tier", "priority", *items))}
    value = _in_order(dict(document))
    properties = value.get("properties") if isinstance(value, dict) else None
    if isinstance(value, dict) and isinstance(properties, dict):
        names = sorted(properties, key=lambda name: (rank.get(name, len(rank)), name))
        value["properties"] = {name: properties[name] for name in names}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _in_order(value: JSON) -> JSON:
    if isinstance(value, list):
        return [_in_order(each) for each in value]
    if not isinstance(value, dict):
        return value
    names = sorted(value, key=lambda name: (_RANK.get(name, len(_RANK)), name))
    return {name: _in_order(value[name]) for name in names}


def lint_files(paths: Iterable[Path]) -> tuple[BadContract, ...]:
    """Return everything wrong with checklist, policy and rubric files, file by file.

    A file of the name policy.json, or one with acknowledgement times, is judged as a policy, one of
    the name rubric.json as a rubric.
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
    return parse_json(read_file(path), path.name)


def read_file(path: Path) -> bytes:
    """Read a file, of a large one a little more than is taken; raises BadContract."""
    try:
        with path.open("rb") as opened:
            return opened.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = f"It cannot be read: {error.strerror}."
        raise BadContract(file=path.name, place="", reason=reason) from error


def parse_json(content: bytes, file: str) -> JSON:
    """Read JSON that stands for exactly one value and can be kept by any database.

    file: the name it is told with. Raises BadContract; a name that stands twice in an object is
    refused, because one of the two would be lost unseen.
    """
    try:
        if len(content) > LARGEST_FILE:
            raise BadContract(file=file, place="", reason="The file is larger than 5 MB.")
        value: JSON = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=lambda pairs: _without_twins(pairs, file),
            parse_constant=lambda word: _refuse(file, f"“{word}” is no number in JSON."),
        )
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeDecodeError as error:
        raise BadContract(file=file, place="", reason="It is not UTF-8 text.") from error
    except UnicodeEncodeError as error:
        reason = "It holds half of a character, such as \\ud800, that no text can hold."
        raise BadContract(file=file, place="", reason=reason) from error
    except json.JSONDecodeError as error:
        reason = f"It is not JSON: {error.msg} in line {error.lineno}, column {error.colno}."
        raise BadContract(file=file, place="", reason=reason) from error
    except RecursionError as error:
        raise BadContract(file=file, place="", reason="It is nested too deeply.") from error
    except ValueError as error:  # one of thousands of digits, or past what a float holds
        raise BadContract(file=file, place="", reason="It holds a number too large.") from error
    if _depth(value) > DEEPEST_FILE:
        raise BadContract(file=file, place="", reason="It is nested too deeply.")
    for place, text in _texts(value, ""):
        if "\0" in text:
            reason = "It holds the character \\u0000, which cannot be kept."
            raise BadContract(file=file, place=place, reason=reason)
    return value


def _depth(value: JSON) -> int:
    """Count how deep a value is nested, without going down by calls."""
    level, depth = [value], 0
    while level:
        inner = [
            each
            for one in level
            if isinstance(one, dict | list)
            for each in (one.values() if isinstance(one, dict) else one)
        ]
        level, depth = inner, depth + 1
    return depth


def _refuse(file: str, reason: str) -> JSON:
    raise BadContract(file=file, place="", reason=reason)


def _without_twins(pairs: list[tuple[str, JSON]], file: str) -> JSON:
    found: dict[str, JSON] = {}
    for name, value in pairs:
        if name in found:
            _refuse(file, f"“{name[:80]}” stands twice in the same object.")
        found[name] = value
    return found


def _texts(value: JSON, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _texts(each, f"{place}/{index}")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield place, key
            yield from _texts(each, f"{place}/{key}")


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
        if path.name == RUBRIC:
            schema = read_json(shipped / RUBRIC_SCHEMA)
            return tuple(rubric_problems(value, path.name, schema=schema))
        bundled = _read_bundled(path, shipped)
        problems = lint_checklist(bundled, path.name)
        released = released_hashes(shipped) | _released_beside(path)
        return problems or tuple(
            _version_problems(read_checklist(bundled, path.name), released, path.name)
        )
    except BadContract as problem:
        return (problem,)
