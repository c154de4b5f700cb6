import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from escalator.contracts import checklist_files, load_checklist, read_json, released_hashes
from escalator.domain.checklist import COMMON_FILE, Checklist, Widget
from escalator.domain.completeness import due
from escalator.domain.errors import Unreadable
from escalator.domain.model import JSON, Packet, Priority, Target, Tier
from escalator.domain.packet import from_json, to_json
from escalator.resources import schemas_folder
from tests.builders import CATEGORIES, aimed_at, checklist_of, complete, incomplete

SCHEMAS = sorted(schemas_folder().rglob("*.schema.json"))
PACKET_SCHEMA = read_json(schemas_folder() / "packet.schema.json")
EARLIER = schemas_folder() / "examples/earlier/api-integration.schema.json"


def validator() -> Draft202012Validator:
    assert isinstance(PACKET_SCHEMA, dict)
    return Draft202012Validator(PACKET_SCHEMA)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_schema_is_one_of_draft_2020_12(path: Path) -> None:
    schema = read_json(path)
    assert isinstance(schema, dict)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def every_checklist() -> list[Checklist]:
    return [load_checklist(path) for path in (*checklist_files(schemas_folder()), EARLIER)]


def test_a_released_version_never_changes() -> None:
    now = {str(checklist.id): checklist.sha256 for checklist in every_checklist()}
    released = released_hashes(schemas_folder())
    changed = sorted(name for name in now if released.get(name, now[name]) != now[name])
    unlisted = {name: digest for name, digest in now.items() if name not in released}
    assert not changed, f"{changed} were released with other content: raise their versions"
    assert not unlisted, f"add to released.json: {json.dumps(unlisted, indent=2)}"


def test_nothing_is_listed_as_released_that_is_not_kept() -> None:
    kept = {str(checklist.id) for checklist in every_checklist()}
    assert set(released_hashes(schemas_folder())) == kept


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_reference_of_a_checklist_leads_to_a_common_definition(category: str) -> None:
    common = read_json(schemas_folder() / "checklists" / COMMON_FILE)
    assert isinstance(common, dict)
    known = common["$defs"]
    assert isinstance(known, dict)
    text = json.dumps(read_json(schemas_folder() / f"checklists/{category}.schema.json"))
    used = {part.partition('"')[0] for part in text.split(f"{COMMON_FILE}#/$defs/")[1:]}
    assert used
    assert used <= set(known)


def test_every_common_definition_is_used_by_some_checklist() -> None:
    folder = schemas_folder() / "checklists"
    common = read_json(folder / COMMON_FILE)
    assert isinstance(common, dict)
    known = common["$defs"]
    assert isinstance(known, dict)
    texts = [path.read_text("utf-8") for path in checklist_files(schemas_folder())]
    unused = {name for name in known if not any(f'$defs/{name}"' in text for text in texts)}
    assert not unused


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_examples_are_packets_by_the_packet_schema(category: str) -> None:
    for packet in (complete(category), incomplete(category)):
        assert list(validator().iter_errors(to_json(packet))) == []


NAMES = st.from_regex(r"\A[A-Za-z][A-Za-z0-9_.-]{0,8}\Z")
ROWS = st.lists(st.dictionaries(NAMES, st.text(max_size=9), max_size=3), min_size=1, max_size=3)
PACKETS = st.builds(
    Packet,
    checklist=st.just(complete("general").checklist),
    target=st.builds(Target, tier=st.sampled_from([Tier.S2, Tier.S3]), team=st.just("platform-s3")),
    priority=st.sampled_from(list(Priority)),
    answers=st.dictionaries(
        NAMES,
        st.one_of(
            st.text(max_size=20),
            st.integers(-(2**53) + 1, 2**53 - 1),
            st.lists(st.text(max_size=9), min_size=1, max_size=3).map(tuple),
            ROWS.map(tuple),
        ),
        max_size=4,
    ),
    not_available=st.dictionaries(NAMES, st.text(max_size=9), max_size=3),
    priority_rationale=st.text(max_size=20),
)


@given(PACKETS)
def test_any_packet_is_valid_by_the_packet_schema(packet: Packet) -> None:
    assert list(validator().iter_errors(to_json(packet))) == []


WRONG: list[tuple[str, JSON]] = [
    ("format", "escalator-packet/2"),
    ("reference", "1042"),
    ("revision", -1),
    ("checklist", {"name": "general"}),
    ("target", {"tier": "S4", "team": "platform-s3"}),
    ("priority", "S1"),
    ("answers", {"a b": "x"}),
    ("answers", {"a": 1.5}),
    ("answers", {"a": [{"b": 1}]}),
    ("not_available", {"a": None}),
    ("exceptions", [{"items": ["a"]}]),
    ("colour", "blue"),
]


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_what_the_packet_schema_refuses_cannot_be_read_either(key: str, value: JSON) -> None:
    document = to_json(complete("general")) | {key: value}
    assert not validator().is_valid(document)
    with pytest.raises(Unreadable):
        from_json(document)


# What a technician on a call can manage


@pytest.mark.parametrize("category", [name for name in CATEGORIES if name != "security"])
def test_an_s2_packet_asks_for_no_more_than_a_call_allows(category: str) -> None:
    checklist = checklist_of(category)
    packet = aimed_at(complete(category), Tier.S2, priority=Priority.P3)
    asked = [checklist.item(name) for name in due(checklist, packet) if checklist.has_item(name)]
    written = [item for item in asked if item.widget not in (Widget.CHOICE, Widget.CHOICES)]
    assert len(asked) <= 26
    assert len(written) <= 18


@pytest.mark.parametrize("category", CATEGORIES)
def test_examples_hold_no_address_of_a_person(category: str) -> None:
    text = json.dumps(checklist_of(category).schema) + json.dumps(to_json(complete(category)))
    assert "@" not in text.replace("after the @ only", "").replace("@mta-out-3", "")
