import pytest

from escalator.domain.checklist import Widget, bundle, read_checklist
from escalator.domain.errors import BadContract, NotFound
from escalator.domain.model import JSON, BounceReason, Tier
from tests.builders import CATEGORIES, bundled, checklist_from, checklist_of, shipped

SECTIONS = (
    "ask",
    "context",
    "troubleshooting",
    "evidence",
    "request_ids",
    "urgency",
    "impact",
)


def test_the_ten_categories_are_shipped_and_general_is_offered_last() -> None:
    assert set(shipped().checklists) == set(CATEGORIES)
    assert list(shipped().checklists)[-1] == "general"


@pytest.mark.parametrize("category", CATEGORIES)
def test_items_stand_section_by_section(category: str) -> None:
    checklist = checklist_of(category)
    assert tuple(section.name for section in checklist.sections) == SECTIONS
    ranks = [SECTIONS.index(item.section) for item in checklist.items]
    assert ranks == sorted(ranks)
    assert all(checklist.items_of(section) for section in SECTIONS)


@pytest.mark.parametrize("category", CATEGORIES)
def test_each_category_asks_at_least_two_things_that_only_it_asks(category: str) -> None:
    others = {
        item.name for name in CATEGORIES if name != category for item in checklist_of(name).items
    }
    own = [item.name for item in checklist_of(category).items if item.name not in others]
    assert len(own) >= 2


def test_an_item_is_read_with_everything_pages_need() -> None:
    item = checklist_of("api-integration").item("troubleshooting")
    assert item.widget is Widget.ROWS
    assert [column.name for column in item.columns] == ["tried", "result", "rules_out"]
    assert [column.required for column in item.columns] == [True, True, False]
    assert item.max_length == 50
    assert BounceReason.SOP_SKIPPED in item.bounce_codes
    assert not item.not_available
    assert item.column("nothing") is None


def test_choices_stand_in_the_order_of_the_schema_with_their_labels() -> None:
    item = checklist_of("general").item("scope")
    assert item.choices[0] == ("one_user", "One user")
    assert item.example == "One customer"


def test_security_goes_to_the_security_team_only() -> None:
    checklist = checklist_of("security")
    assert checklist.tiers == (Tier.S3,)
    assert checklist.only_teams == ("security-s3",)


def test_an_unknown_item_is_not_found() -> None:
    checklist = checklist_of("general")
    assert not checklist.has_item("colour")
    with pytest.raises(NotFound):
        checklist.item("colour")


def test_the_section_of_an_item_is_known() -> None:
    assert checklist_of("general").section_of("ticket").title == "Context"


def test_the_hash_does_not_depend_on_the_order_of_keys() -> None:
    schema = bundled("general")
    turned = dict(reversed(schema.items()))
    assert checklist_from(turned).sha256 == checklist_of("general").sha256


def test_a_reference_is_written_out_and_its_neighbours_win() -> None:
    common: JSON = {"$defs": {"a": {"type": "string", "x-escalator": {"label": "A", "why": "W"}}}}
    schema: JSON = {"a": {"$ref": "_common.schema.json#/$defs/a", "x-escalator": {"why": "X"}}}
    written = bundle(schema, common)
    assert written == {"a": {"type": "string", "x-escalator": {"label": "A", "why": "X"}}}


@pytest.mark.parametrize(
    "reference", ["_common.schema.json#/$defs/b", "https://example.com/a.json", "#/$defs/a"]
)
def test_a_reference_that_leads_nowhere_is_refused_with_its_place(reference: str) -> None:
    schema: JSON = {"properties": {"a": {"$ref": reference}}}
    with pytest.raises(BadContract) as caught:
        bundle(schema, {"$defs": {"a": {}}}, file="x.schema.json")
    assert (caught.value.file, caught.value.place) == ("x.schema.json", "/properties/a")


def test_references_in_a_circle_are_refused() -> None:
    common: JSON = {"$defs": {"a": {"$ref": "_common.schema.json#/$defs/a"}}}
    with pytest.raises(BadContract):
        bundle({"$ref": "_common.schema.json#/$defs/a"}, common)


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        (("x-escalator",), None),
        (("x-escalator", "name"), ""),
        (("x-escalator", "version"), 0),
        (("x-escalator", "tiers"), ["S9"]),
        (("x-escalator", "sections"), "ask"),
        (("x-escalator", "order"), ["nothing_like_it"]),
        (("properties", "ticket", "x-escalator", "widget"), "wheel"),
        (("properties", "ticket", "x-escalator", "why"), " "),
        (("properties", "ticket", "x-escalator", "section"), "attic"),
        (("properties", "ticket", "x-escalator", "bounce_codes"), ["bad"]),
        (("properties", "scope", "enum"), [1]),
        (("properties", "scope", "x-escalator", "choices"), {"one_user": "One user"}),
        (("properties", "logs", "items"), []),
        (("properties", "logs", "x-escalator", "columns"), ["weather"]),
    ],
)
def test_what_cannot_be_read_is_refused_with_file_and_place(
    keys: tuple[str, ...], value: JSON
) -> None:
    schema = bundled("general")
    inner: JSON = schema
    for key in keys[:-1]:
        assert isinstance(inner, dict)
        inner = inner[key]
    assert isinstance(inner, dict)
    inner[keys[-1]] = value
    with pytest.raises(BadContract) as caught:
        read_checklist(schema, "own.schema.json")
    assert caught.value.file == "own.schema.json"
    assert caught.value.place
    assert caught.value.reason.endswith(".")
