"""Reading the checklist's form: what was typed, what it changes, what cannot be kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from escalator.domain.checklist import Widget
from escalator.domain.errors import InvalidEntry
from escalator.domain.model import Answer, Priority
from escalator.services.drafts import Edit
from escalator.web.autosave import read_autosave
from escalator.web.fields import Beside, Field, fields_of, filled_from
from escalator.web.forms import (
    KEPT_FROM,
    Filled,
    add_row,
    edit_of,
    people_of,
    read_form,
    remove_row,
)
from tests.builders import CATEGORIES, checklist_of, complete, shipped

GENERAL = checklist_of("general")
ITEMS = {item.name: item for item in GENERAL.items}
TEXT = st.text(max_size=60)


def read(**fields: str | list[str]) -> Filled:
    return read_form(GENERAL.items, MultiDict(fields))


def edit(filled: Filled, stored: dict[str, Answer] | None = None, **marked: str) -> Edit:
    policy = shipped().policy
    return edit_of(GENERAL.items, filled, stored=stored or {}, marked=marked, policy=policy)


def as_sent(fields: tuple[Field, ...]) -> MultiDict[str, str]:
    """Give what a browser would send for fields left as they are."""
    sent: list[tuple[str, str]] = [("whole", "1")]
    for field in fields:
        if field.widget == Widget.ROWS:
            for number, row in enumerate(field.rows):
                for column in field.columns:
                    name = f"{field.name}-{number}-{column.name}"
                    sent.append((name, row.get(column.name, "")))
                    if kept := field.kept.get(f"{number}.{column.name}"):
                        sent.append((f"{name}-kept", kept.key))
        elif isinstance(field.value, tuple):
            sent.extend((field.name, one) for one in field.value)
        elif field.widget != Widget.CHOICE or field.value:
            sent.append((field.name, field.value.replace("\n", "\r\n")))
        if field.not_available:
            sent.append((f"na_reason-{field.name}", field.not_available.reason))
            if field.not_available.is_marked:
                sent.append((f"na-{field.name}", "1"))
    return MultiDict(sent)


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_form_sent_back_as_it_was_shown_changes_nothing(category: str) -> None:
    checklist, packet = checklist_of(category), complete(category)
    shown = fields_of(
        checklist.items,
        filled_from(packet.answers, packet.not_available),
        Beside(),
        stored=packet.answers,
    )
    found = edit_of(
        checklist.items,
        read_form(checklist.items, as_sent(shown)),
        stored=packet.answers,
        marked=packet.not_available,
        policy=shipped().policy,
    )
    assert (found.answers, found.not_available) == ({}, {})


@given(line=TEXT, text=TEXT, code=TEXT, cells=st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_whatever_is_typed_comes_back_the_same_after_saving(
    line: str, text: str, code: str, cells: list[tuple[str, str]]
) -> None:
    form = {"problem": line, "steps": text, "error_text": code, "whole": "1"}
    for number, (source, excerpt) in enumerate(cells):
        form |= {f"logs-{number}-source": source, f"logs-{number}-text": excerpt}
    first = edit(read_form(GENERAL.items, MultiDict(form)))
    stored = {name: answer for name, answer in first.answers.items() if answer is not None}
    shown = fields_of(GENERAL.items, filled_from(stored, {}), Beside(), stored=stored)
    again = edit(read_form(GENERAL.items, as_sent(shown)), stored)
    assert again.answers == {}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("24", 24), (" 24 ", 24), ("a dozen", "a dozen"), ("-3", "-3"), ("1e3", "1e3"), ("٣", "٣")],
)
def test_a_number_is_read_and_anything_else_is_kept_for_the_verdict(
    typed: str, kept: str | int
) -> None:
    assert edit(read(affected_count=typed)).answers == {"affected_count": kept}


def test_a_huge_number_stays_text() -> None:
    assert edit(read(affected_count="9" * 16)).answers == {"affected_count": "9" * 16}


def test_blank_rows_and_blank_cells_are_dropped() -> None:
    filled = read(
        **{
            "troubleshooting-0-tried": " ",
            "troubleshooting-1-tried": "Cleared the cache",
            "troubleshooting-1-rules_out": "",
            "troubleshooting-10-tried": "Another browser",
            "troubleshooting-2-nonsense": "x",
            "troubleshooting-x-tried": "x",
        }
    )
    rows = ({"tried": "Cleared the cache"}, {"tried": "Another browser"})
    assert edit(filled).answers == {"troubleshooting": rows}


def test_rows_are_added_and_taken_away_as_they_stand() -> None:
    filled = read(**{"logs-0-source": "one", "logs-1-source": ""})
    assert add_row(filled, "logs").answers["logs"] == ({"source": "one"}, {"source": ""}, {})
    assert remove_row(filled, "logs", 0).answers["logs"] == ({"source": ""},)
    assert remove_row(filled, "logs", 7).answers["logs"] == filled.answers["logs"]


def test_only_what_differs_is_in_the_edit() -> None:
    stored: dict[str, Answer] = {"problem": "It stops", "ticket": "ZD-1"}
    found = edit(read(problem="It stops", ticket="ZD-2", steps=""), stored)
    assert found.answers == {"ticket": "ZD-2"}


def test_an_answer_emptied_is_taken_away() -> None:
    assert edit(read(problem="  "), {"problem": "It stops"}).answers == {"problem": None}


def test_a_kept_log_is_found_wherever_its_row_went() -> None:
    log = "line\n" * KEPT_FROM
    stored: dict[str, Answer] = {"logs": ({"source": "a", "text": "short"}, {"text": log})}
    shown = fields_of(GENERAL.items, filled_from(stored, {}), Beside(), stored=stored)
    [field] = [one for one in shown if one.name == "logs"]
    assert "1.text" in field.kept
    form = {"logs-0-text": "", "logs-0-text-kept": field.kept["1.text"].key, "whole": "1"}
    assert edit(read_form(GENERAL.items, MultiDict(form)), stored).answers["logs"] == (
        {"text": log},
    )


@pytest.mark.parametrize("item", ["problem", "steps", "error_text", "logs-0-text"])
def test_a_text_past_every_limit_is_refused_at_its_field(item: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        edit(read(**{item: "x" * 1_000_001}))
    assert list(refused.value.problems) == [item]
    assert "1,000,001" in refused.value.problems[item]


def test_a_text_past_its_own_limit_is_kept_for_the_verdict() -> None:
    assert edit(read(problem="x" * 400)).answers == {"problem": "x" * 400}


def test_people_stand_one_a_line_or_between_commas() -> None:
    assert people_of("Mara Lindqvist, Tomas Reyes;Ida Brandt\n Mara Lindqvist,,") == (
        "Mara Lindqvist",
        "Tomas Reyes",
        "Ida Brandt",
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("people", "x" * 300),
        ("people", ",".join(f"name {n}" for n in range(60))),
        ("target", "nowhere"),
        ("priority", "P9"),
        ("priority_rationale", "x" * 501),
    ],
)
def test_what_stands_apart_from_the_answers_is_checked_too(field: str, value: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        edit(read(**{field: value}))
    assert list(refused.value.problems) == [field]


def test_target_and_priority_are_only_set_when_they_were_sent() -> None:
    silent = edit(read(problem="x"))
    assert (silent.target, silent.sets_priority) == (None, False)
    said = edit(read(target="platform-s3", priority="P2", priority_rationale="They open at noon."))
    assert said.target is not None
    assert (said.target.team, said.priority, said.sets_priority) == (
        "platform-s3",
        Priority.P2,
        True,
    )


@given(
    body=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["version", "answers", "not_available", "problem", "logs", "text"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused(body: object) -> None:
    from escalator.domain.errors import EscalatorError

    try:
        found = read_autosave(GENERAL, json.dumps(body).encode())
    except EscalatorError:
        return
    assert set(found.filled.answers) <= set(ITEMS)


def test_an_autosaved_null_empties_the_answer() -> None:
    body = json.dumps({"version": 3, "answers": {"problem": None, "logs": None}}).encode()
    found = read_autosave(GENERAL, body)
    stored: dict[str, Answer] = {"problem": "x", "logs": ({"source": "y"},)}
    assert edit(found.filled, stored).answers == {"problem": None, "logs": None}
