"""What a lead does to a checklist: entries, conditions, order, and the differences in words."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalator.domain.checklist import Checklist, Widget, canonical
from escalator.domain.checklist_diff import Kind, Part, checklist_changes, due_words
from escalator.domain.conditions import (
    Asked,
    Condition,
    Wanted,
    put_rule,
    rules_for,
    rules_of,
    take_rule,
    when_words,
)
from escalator.domain.entry import (
    ColumnEntry,
    Entry,
    add_entry,
    blank_entry,
    name_of,
    put_entry,
    read_entry,
)
from escalator.domain.json_places import Document, at, drop, listing, put, words
from escalator.domain.lint import lint_checklist
from escalator.domain.outline import move_item, put_back, take_out
from tests.builders import CATEGORIES, bundled, checklist_from, earlier_api_checklist

ALL = [
    (category, item.name)
    for category in CATEGORIES
    for item in checklist_from(bundled(category)).items
]


def changes(old: Document, new: Document) -> dict[str, dict[str, tuple[str, str]]]:
    """Item name -> what differs -> what it was and is."""
    found = checklist_changes(checklist_from(old), checklist_from(new))
    return {one.name: {part.what: (part.was, part.now) for part in one.parts} for one in found}


@pytest.mark.parametrize("category", CATEGORIES)
def test_an_entry_written_back_changes_nothing(category: str) -> None:
    document = bundled(category)
    for item in checklist_from(document).items:
        assert put_entry(document, read_entry(document, item.name)) == document


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_condition_written_back_changes_nothing(category: str) -> None:
    document = bundled(category)
    shown = [rule for rule in rules_of(document) if rule.condition is not None]
    assert len(shown) >= 5
    for rule in shown:
        assert rule.condition is not None
        assert put_rule(document, rule.number, rule.condition) == document


def test_a_condition_that_no_form_can_show_is_left_as_it_is() -> None:
    document = bundled("api-integration")
    odd = [rule for rule in rules_of(document) if rule.condition is None]
    assert [rule.because for rule in odd] == [
        "A 429 is judged against the rate the customer calls at."
    ]
    added = put_rule(document, None, Condition(tiers=("S2",), wanted=(Wanted("client"),)))
    assert rules_of(added)[odd[0].number].raw == odd[0].raw


TEXT = st.text('abc ÄöüЖ"\\{}1', min_size=1, max_size=20).map(lambda text: f"x{text}x")


@settings(max_examples=60)
@given(st.sampled_from(ALL), st.data())
def test_what_an_entry_says_is_what_is_read_again(
    where: tuple[str, str], data: st.DataObject
) -> None:
    category, name = where
    document = bundled(category)
    old = read_entry(document, name)
    new = replace(
        old,
        label=data.draw(TEXT),
        hint=data.draw(st.one_of(st.just(""), TEXT)),
        why=data.draw(TEXT),
        always=data.draw(st.booleans()),
        not_available=data.draw(st.booleans()),
        accepts_none=data.draw(st.booleans()),
        common_value=data.draw(st.booleans()),
        bounce_codes=tuple(
            data.draw(st.lists(st.sampled_from(["missing", "unusable"]), unique=True))
        ),
        limit=data.draw(st.integers(1, 40)) if old.limit else 0,
        choices=tuple((value, data.draw(TEXT)) for value, _ in reversed(old.choices)),
        columns=tuple(replace(one, label=data.draw(TEXT)) for one in old.columns[:2]),
    )
    changed = put_entry(document, new)
    assert read_entry(changed, name) == new
    others = checklist_from(document).items
    for other in others:
        if other.name != name:
            assert read_entry(changed, other.name) == read_entry(document, other.name)


@settings(max_examples=40)
@given(st.sampled_from(ALL), st.sampled_from(ALL), TEXT)
def test_versions_have_no_differences_only_when_they_ask_the_same(
    one: tuple[str, str], other: tuple[str, str], label: str
) -> None:
    document = bundled(one[0])
    changed = move_item(document, one[1], up=True)
    if other[0] == one[0]:
        changed = put(changed, "properties", other[1], "x-escalator", "label", value=label)
    is_same = canonical(document) == canonical(changed)
    assert (changes(document, changed) == {}) == is_same


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize(
    "path",
    [
        ("description",),
        ("x-escalator", "anything"),
        ("properties", "ticket", "pattern"),
        ("properties", "ticket", "x-escalator", "anything"),
        ("properties", "troubleshooting", "items", "properties", "tried", "pattern"),
        ("properties", "tier", "description"),
    ],
)
def test_no_difference_is_left_out(category: str, path: tuple[str, ...]) -> None:
    document = bundled(category)
    assert changes(document, put(document, *path, value="^new{1}$"))


def test_rules_in_another_order_are_told_as_no_matter() -> None:
    document = bundled("security")
    rules = document["allOf"]
    assert isinstance(rules, list)
    turned = put(document, "allOf", value=[*reversed(rules)])
    found = changes(document, turned)
    assert all("Its rule" not in what for parts in found.values() for what in parts)
    assert found


def test_differences_are_said_item_by_item() -> None:
    new = checklist_from(bundled("api-integration"))
    found = {one.name: one for one in checklist_changes(earlier_api_checklist(), new)}
    assert found["request_ids"].kind is Kind.CHANGED
    assert Part("Due", "For S3", "Always") in found["request_ids"].parts
    assert Part("Due", "Never", "For S3") in found["response_body"].parts


def test_added_removed_and_moved_items_are_told_apart() -> None:
    old = bundled("general")
    new = move_item(take_out(old, "billable"), "client", up=True)
    new = add_entry(
        new, replace(blank_entry("seats", Widget.NUMBER, "impact", "Seats"), why="W" * 20)
    )
    new = put(new, "properties", "seats", "x-escalator", "example", value=3)
    found = {one.name: one for one in checklist_changes(checklist_from(old), checklist_from(new))}
    assert found["seats"].kind is Kind.ADDED
    assert found["billable"].kind is Kind.REMOVED
    moved = found.get("client") or found["region"]
    assert [part.what for part in moved.parts] == ["Place"]
    assert len(found) == 3


def test_when_an_item_is_due_is_said_in_words() -> None:
    checklist = checklist_from(bundled("login-sso"))
    assert due_words("ticket", checklist) == ("always",)
    assert due_words("deadline", checklist) == ()
    assert due_words("clock_skew", checklist) == ("for S3, when “Protocol” is “SAML 2.0”",)
    assert due_words("affected_count", checklist) == ("for P1 or P2",)
    assert due_words("stake_detail", checklist) == (
        "when “At stake” has “Money”, “A contract or a promised service level”, “Data” or"
        " “People's safety”",
    )
    assert "for S3 (at least 3)" in due_words("troubleshooting", checklist)


def test_a_condition_without_parts_holds_always() -> None:
    assert when_words(Condition(), checklist_from(bundled("general"))) == "always"


def test_a_new_condition_makes_its_items_due() -> None:
    document = bundled("general")
    new = Condition(
        tiers=("S3",),
        priorities=("P1",),
        asked=(Asked("scope", ("many_customers",)), Asked("at_stake", ("data",))),
        wanted=(Wanted("client"), Wanted("logs", 2)),
        because="S3 compares several logs.",
    )
    changed = put_rule(document, None, new)
    assert lint_checklist(changed, "") == ()
    rule = rules_of(changed)[-1]
    assert rule.condition == new
    assert [one.number for one in rules_for("client", rules_of(changed))] == [rule.number]
    assert take_rule(changed, rule.number) == document


@pytest.mark.parametrize("widget", list(Widget))
def test_a_new_item_of_each_kind_needs_no_more_than_its_form_asks(widget: Widget) -> None:
    document = bundled("general")
    examples = {
        Widget.NUMBER: "24",
        Widget.TIMESTAMP: "2025-09-18T17:00+01:00",
        Widget.URL: "https://helpdesk.example.com/1",
        Widget.CHOICE: "north",
        Widget.CHOICES: "north\nsouth",
        Widget.ROWS: "",
    }
    is_choice = widget in (Widget.CHOICE, Widget.CHOICES)
    entry = replace(
        blank_entry("new_one", widget, "context", "A new one"),
        why="Engineers open this before anything else.",
        example=examples.get(widget, "Rack 14, second row"),
        choices=(("north", "North"), ("south", "South")) if is_choice else (),
        columns=(ColumnEntry("seen", "Seen", example="A red lamp on unit 7"),)
        if widget is Widget.ROWS
        else (),
        always=True,
    )
    changed = add_entry(document, entry)
    assert lint_checklist(changed, "") == ()
    assert read_entry(changed, "new_one") == entry
    assert checklist_from(changed).items_of("context")[-1].name == "new_one"


def test_an_item_moves_within_its_section_only() -> None:
    document = bundled("general")
    assert move_item(document, "ask", up=True) == document
    moved = move_item(document, "ask_by", up=True)
    assert words(moved, "x-escalator", "order")[:2] == ("ask_by", "ask")
    assert move_item(moved, "ask_by", up=False) == document
    assert move_item(document, "nothing", up=True) == document


@pytest.mark.parametrize("category", CATEGORIES)
def test_an_item_taken_out_and_put_back_asks_the_same(category: str) -> None:
    document = bundled(category)
    before = checklist_from(document)
    for item in before.items:
        gone = take_out(document, item.name)
        assert not checklist_from(gone).has_item(item.name)
        back = checklist_from(put_back(gone, document, item.name))
        assert [one.name for one in back.items] == [one.name for one in before.items]
        assert asked(back) == asked(before)


def asked(checklist: Checklist) -> tuple[set[str], list[str]]:
    """What is due always, and what when, whatever the order of names and rules."""
    document = dict(checklist.schema)
    rules = [
        json.dumps(
            [
                at(rule, "if"),
                sorted(words(rule, "then", "required")),
                at(rule, "then", "properties"),
            ]
        )
        for rule in listing(document, "allOf")
    ]
    return set(words(document, "required")), sorted(rules)


def test_an_item_taken_out_leaves_only_questions_to_a_person() -> None:
    document = take_out(bundled("login-sso"), "protocol")
    reasons = [problem.reason for problem in lint_checklist(document, "")]
    assert reasons == ["The condition uses “protocol”, which nobody answers."]
    assert lint_checklist(take_out(bundled("general"), "first_seen"), "") == ()


def test_putting_back_undoes_what_was_changed_at_an_item() -> None:
    document = bundled("general")
    entry = replace(read_entry(document, "region"), label="Where", always=True)
    back = put_back(put_entry(document, entry), document, "region")
    assert read_entry(back, "region") == read_entry(document, "region")
    assert asked(checklist_from(back)) == asked(checklist_from(document))


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Error code", "error_code"),
        ("3 of 5", "item_3_of_5"),
        ("Größe", "gr_e"),
        ("!?", "item"),
        ("Ticket", "ticket_2"),
        ("x" * 90, "x" * 50),
    ],
)
def test_a_name_is_made_of_the_label(label: str, name: str) -> None:
    assert name_of(label, frozenset({"ticket"})) == name


def test_dropping_what_is_not_there_changes_nothing() -> None:
    document = bundled("general")
    assert drop(document, "nowhere", "deep") is document
    assert isinstance(read_entry(document, "ticket"), Entry)
