import re
from collections.abc import Callable
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from escalator.domain.lint import lint_checklist
from escalator.domain.model import JSON
from escalator.domain.patterns import why_slow
from tests.builders import CATEGORIES, bundled

Schema: TypeAlias = dict[str, JSON]


def at(schema: JSON, *keys: str | int) -> Schema:
    """The object at a place of a schema."""
    for key in keys:
        if isinstance(schema, list):
            schema = schema[int(key)]
        else:
            assert isinstance(schema, dict)
            schema = schema[str(key)]
    assert isinstance(schema, dict)
    return schema


@pytest.mark.parametrize("category", CATEGORIES)
def test_the_shipped_checklists_are_clean(category: str) -> None:
    assert lint_checklist(bundled(category), f"{category}.schema.json") == ()


def set_in(*keys: str | int, value: JSON) -> Callable[[Schema], None]:
    def change(schema: Schema) -> None:
        at(schema, *keys[:-1])[str(keys[-1])] = value

    return change


def drop(*keys: str | int) -> Callable[[Schema], None]:
    def change(schema: Schema) -> None:
        del at(schema, *keys[:-1])[str(keys[-1])]

    return change


def about(item: str, key: str, value: JSON) -> Callable[[Schema], None]:
    return set_in("properties", item, "x-escalator", key, value=value)


def take_out(item: str) -> Callable[[Schema], None]:
    """Takes an item away everywhere but from the required list."""

    def change(schema: Schema) -> None:
        del at(schema, "properties")[item]
        head = at(schema, "x-escalator")
        order = head["order"]
        assert isinstance(order, list)
        head["order"] = [name for name in order if name != item]

    return change


PROBLEMS: list[tuple[Callable[[Schema], None], str]] = [
    (set_in("properties", "ticket", "type", value="strong"), "/properties/ticket/type"),
    (set_in("properties", "ticket", "maxLength", value=-1), "/properties/ticket/maxLength"),
    (drop("properties", "ticket", "x-escalator"), "/properties/ticket/x-escalator"),
    (drop("properties", "ticket", "x-escalator", "why"), "/properties/ticket/x-escalator/why"),
    (about("ticket", "why", "Needed."), "/properties/ticket/x-escalator/why"),
    (about("ticket", "label", "x" * 101), "/properties/ticket/x-escalator/label"),
    (about("ticket", "bounce_codes", []), "/properties/ticket/x-escalator/bounce_codes"),
    (about("ticket", "section", "attic"), "/properties/ticket/x-escalator/section"),
    (about("ticket", "example", "n/a"), "/properties/ticket/x-escalator/example"),
    (about("ticket", "example", 7), "/properties/ticket/x-escalator/example"),
    (
        drop("properties", "ticket", "x-escalator", "example"),
        "/properties/ticket/x-escalator/example",
    ),
    (about("first_seen", "example", "9:42"), "/properties/first_seen/x-escalator/example"),
    (about("scope", "example", "few"), "/properties/scope/x-escalator/example"),
    (about("last_seen", "not_before", "noon"), "/properties/last_seen/x-escalator/not_before"),
    (set_in("properties", "ticket", "maxLength", value=301), "/properties/ticket/maxLength"),
    (drop("properties", "ask", "maxLength"), "/properties/ask/maxLength"),
    (set_in("properties", "ask", "type", value="integer"), "/properties/ask/type"),
    (drop("properties", "logs", "maxItems"), "/properties/logs/maxItems"),
    (set_in("properties", "logs", "maxItems", value=51), "/properties/logs/maxItems"),
    (
        set_in("properties", "logs", "items", "required", value=["mood"]),
        "/properties/logs/items/required",
    ),
    (about("logs", "columns", ["source", "text"]), "/properties/logs/x-escalator/columns"),
    (
        set_in(
            "properties",
            "logs",
            "items",
            "properties",
            "text",
            "x-escalator",
            "widget",
            value="rows",
        ),
        "/properties/logs/items/properties/text/x-escalator/widget",
    ),
    (
        set_in(
            "properties",
            "logs",
            "items",
            "properties",
            "source",
            "x-escalator",
            "example",
            value="?",
        ),
        "/properties/logs/items/properties/source/x-escalator/example",
    ),
    (
        set_in("properties", "scope", "enum", value=["one_user", "all"]),
        "/properties/scope/x-escalator/choices/all",
    ),
    (
        about(
            "scope",
            "choices",
            {
                "one_user": "One user",
                "one_site": "One site",
                "one_customer": "One customer",
                "many_customers": "Many",
                "all": "All",
            },
        ),
        "/properties/scope/x-escalator/choices",
    ),
    (set_in("properties", "do", value={}), "/x-escalator/order"),
    (take_out("ticket"), "/properties"),
    (take_out("region"), "/allOf/6/then/required"),
    (set_in("required", value=["ask"]), "/required"),
    (set_in("additionalProperties", value=True), "/additionalProperties"),
    (set_in("type", value="array"), "/type"),
    (set_in("x-escalator", "name", value="No Name"), "/x-escalator/name"),
    (set_in("x-escalator", "tiers", value=["S1"]), "/x-escalator/tiers"),
    (drop("properties", "tier"), "/properties/tier"),
    (drop("allOf", 0, "x-escalator"), "/allOf/0/x-escalator/because"),
    (drop("allOf", 0, "then"), "/allOf/0"),
    (
        set_in("allOf", 0, "if", value={"anyOf": [{"properties": {"mood": {"const": "low"}}}]}),
        "/allOf/0/if",
    ),
    (
        set_in("allOf", 0, "then", value={"properties": {"mood": {"minLength": 3}}}),
        "/allOf/0/then/properties",
    ),
    (set_in("properties", "ticket", "pattern", value="^(a+)+$"), "/properties/ticket/pattern"),
    (set_in("properties", "ask", "pattern", value="^a+$"), "/properties/ask/maxLength"),
    (set_in("patternProperties", value={"^a$": True}), "/patternProperties"),
]


@pytest.mark.parametrize(
    ("change", "place"),
    PROBLEMS,
    ids=[f"{place} {index}" for index, (_, place) in enumerate(PROBLEMS)],
)
def test_what_is_wrong_is_told_with_its_place(change: Callable[[Schema], None], place: str) -> None:
    schema = bundled("general")
    change(schema)
    problems = lint_checklist(schema, "own.schema.json")
    assert place in [problem.place for problem in problems]
    assert all(problem.file == "own.schema.json" for problem in problems)
    assert all(problem.reason.endswith(".") for problem in problems)


def test_several_problems_are_told_at_once() -> None:
    schema = bundled("general")
    about("ticket", "why", "Needed.")(schema)
    about("customer", "bounce_codes", [])(schema)
    assert len(lint_checklist(schema, "own.schema.json")) == 2


@pytest.mark.parametrize("name", ["priority_rationale", "csrf_token", "Ticket", "a-b", "x" * 65])
def test_names_that_forms_cannot_carry_are_refused(name: str) -> None:
    schema = bundled("general")
    at(schema, "properties")[name] = at(schema, "properties", "region")
    order = at(schema, "x-escalator")["order"]
    assert isinstance(order, list)
    order.append(name)
    assert f"/properties/{name}" in [one.place for one in lint_checklist(schema, "own")]


@pytest.mark.parametrize("value", [None, [], "x", 7, True, {}])
def test_what_is_no_checklist_at_all_is_told_not_raised(value: JSON) -> None:
    assert lint_checklist(value, "own.schema.json")


SLOW = [
    *("^(a+)+$", "^(a*)*$", "^(a|a)*$", "^(a|aa)+$", "^(.*,)*x$", "^([a-z]+[0-9]?)+$"),
    *("^((ab)*c)*$", "^(a?){30}$", "^(?:x+){2,}$", "a+$", ".*", "^.*a.*b.*$", "^(\\d+\\.)+$"),
    *("^" + "a?" * 30 + "a" * 30, "^" + "a{0,20}" * 6 + "$", "^a*a*a*$", "^(a|b)(a|ab){9}$"),
    *(r"^(a)\1+$", "^(?=a+)a", "(?<=x)y", "^(?P<n>a)(?P=n)$", "^(", "^[a", "^a{2,1}$"),
]
QUICK = [
    *("^[A-Z]{2}-[0-9]{1,9}$", "^(GET|POST)$", "^.{0,290}429", "^v?[0-9]+$", "^(ab)?c$", "^$"),
    *("^[^ ]+@[^ ]+$", r"^\(a\)+$", "^[(+*]{3}$", "^(?:ZD|INC)-[0-9]+$", r"^\d{4}$", "^[]a]+$"),
]


@pytest.mark.parametrize("pattern", SLOW)
def test_a_pattern_that_a_text_could_stall_is_refused(pattern: str) -> None:
    assert why_slow(pattern).endswith(".")


TEXTS = [part * 1_000 + end for part in ("a", "1", "GE", " ", "(a)", ".") for end in ("", "!")]


@pytest.mark.parametrize("pattern", QUICK)
def test_a_pattern_that_is_fine_comes_to_an_end_on_texts_made_to_stall_it(pattern: str) -> None:
    assert len([re.search(pattern, text) for text in TEXTS]) == len(TEXTS)


@given(st.text("ab*+?{}()|[],12.", max_size=14).map(lambda text: f"^{text}$"))
@settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_whatever_pattern_is_let_through_comes_to_an_end(pattern: str) -> None:
    assume(why_slow(pattern) == "")
    texts = ("a" * 1_000 + "!", "ab" * 500 + "!")
    assert len([re.search(pattern, text) for text in texts]) == len(texts)


@pytest.mark.parametrize("pattern", QUICK)
def test_a_pattern_that_stays_quick_is_fine(pattern: str) -> None:
    assert why_slow(pattern) == ""
