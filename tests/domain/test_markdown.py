import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from escalator.domain.errors import Unreadable
from escalator.domain.markdown import body_of, parse, render
from escalator.domain.markdown_blocks import Fence, Heading, blocks
from escalator.domain.model import GapException, Packet
from escalator.domain.packet import read_json, write_json
from tests.domain.html_outline import as_markdown_shows, outline
from tests.domain.packets import (
    ANSWERS,
    CHECKLIST,
    NASTY,
    any_text,
    make_packet,
    packets,
    some_text,
    with_answers,
)
from tests.support.golden import Golden

OUR_TAGS = set("h1 h2 h3 h4 p code pre ul li table thead tbody tr th td strong em".split())

COMPLETE = make_packet(
    priority_rationale="The launch is today",
    exceptions=(
        GapException(("logs",), "The customer collects them tonight."),
        GapException(("request_ids", "error_text"), "Down, and\nnobody can look.", True),
    ),
)


def rendered(packet: Packet) -> str:
    return render(packet, CHECKLIST)


def test_a_packet_reads_as_its_golden(golden: Golden) -> None:
    golden("packets/small.md", rendered(COMPLETE))


@given(packets)
def test_a_packet_survives_its_markdown(packet: Packet) -> None:
    assert parse(rendered(packet)) == packet


@given(packets)
def test_the_same_packet_gives_the_same_markdown_again(packet: Packet) -> None:
    text = rendered(packet)
    assert rendered(parse(text)) == text


@given(packets)
def test_markdown_and_json_turn_into_each_other_byte_for_byte(packet: Packet) -> None:
    text, same = rendered(packet), write_json(packet)
    assert write_json(parse(text)) == same
    assert rendered(read_json(same)) == text


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_survives_wherever_it_is_typed(text: str) -> None:
    packet = make_packet(
        answers={
            "problem": text,
            "at_stake": (text, text),
            "logs": ({"source": text, "text": f"{text}\n{text}\n"},),
            "request_ids": ({"id": text, "at": text},),
        },
        not_available={"environment": text},
        priority_rationale=text,
        exceptions=(GapException(("logs",), text),),
    )
    assert parse(rendered(packet)) == packet


@given(st.text(st.sampled_from("`~\x02\x03 \t\nx#|<&"), min_size=1).filter(lambda t: "\r" not in t))
def test_no_text_ends_its_own_fence(text: str) -> None:
    packet = with_answers(ask=text, logs=({"source": "gateway", "text": text},))
    assert parse(rendered(packet)) == packet
    _check_html(packet)


@given(packets)
def test_html_has_exactly_the_packets_own_structure(packet: Packet) -> None:
    _check_html(packet)


@given(any_text, some_text)
@example("``\x02`", "x\n# not a heading")
def test_no_text_makes_html_of_its_own(one: str, two: str) -> None:
    rows = ({"tried": one, "result": two, "rules_out": one}, {"tried": two, "result": one})
    _check_html(
        make_packet(
            answers={"problem": two, "ask": two, "troubleshooting": rows, "at_stake": (one, two)},
            not_available={"scope": one},
            priority_rationale=two,
        )
    )


@given(st.lists(st.fixed_dictionaries({"id": any_text, "at": any_text}), min_size=1, max_size=3))
def test_no_text_adds_a_cell_to_a_table(rows: list[dict[str, str]]) -> None:
    found = outline(body_of(rendered(with_answers(request_ids=tuple(rows)))))
    assert set(found.cells) <= {2}


def test_a_log_of_200_kb_survives() -> None:
    line = "2026-11-02T10:15:00Z gateway ERROR ``` upstream [HOST-1] closed <eof> | # \t\n"
    log = line * (200_000 // len(line))
    packet = with_answers(logs=({"source": "gateway", "text": log},))
    assert parse(rendered(packet)) == packet


@pytest.mark.parametrize("piece", ["`", "```\n", "# x\n", "[", "<!--", " \n", "\x02`", "~~~\n"])
def test_five_megabytes_of_anything_survive(piece: str) -> None:
    packet = with_answers(error_text=piece * (5_000_000 // len(piece)))
    assert parse(rendered(packet)) == packet


def test_items_stand_in_the_checklists_order_whatever_theirs() -> None:
    backwards = replace(COMPLETE, answers=dict(list(ANSWERS.items())[::-1]))
    assert rendered(backwards) == rendered(COMPLETE)


def test_items_without_an_answer_are_left_out() -> None:
    text = rendered(with_answers(ask="Find out why"))
    assert "### Ask `ask`" in text
    assert "`problem`" not in text


def test_items_the_checklist_does_not_ask_come_last() -> None:
    text = rendered(with_answers(later_item="still here", ask="Find out why"))
    assert text.index("## Other answers") > text.index("### Ask `ask`")
    assert "### `later_item`" in text


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("one_user", "One user (`one_user`)"),
        ("gone_option", "`gone_option`"),
        ("many", "many"),  # its label begins like a numbered list
    ],
)
def test_a_choice_stands_with_its_label(answer: str, shown: str) -> None:
    assert f"### Scope `scope`\n\n{shown}\n" in rendered(with_answers(scope=answer))


@pytest.mark.parametrize(
    ("problem", "title"),
    [
        ("Imports fail", "# E-1042: Imports fail"),
        ("a # b *c* [d] <e> `f` g_h _i_ {j}|k&l\\",
         "# E-1042: a \\# b \\*c\\* \\[d\\] &lt;e> \\`f\\` g_h \\_i\\_ \\{j\\}\\|k&amp;l\\\\"),
        ("two\nlines", "# E-1042: two lines"),
        ("\u202e", "# E-1042"),
        ("x" * 151, f"# E-1042: {'x' * 150}…"),
    ],
)  # fmt: skip
def test_the_title_is_the_problem(problem: str, title: str) -> None:
    assert f"\n\n{title}\n\n" in rendered(with_answers(problem=problem))


def test_what_a_machine_said_stands_as_code_however_short() -> None:
    text = rendered(with_answers(error_text="Not found", ask="Not found"))
    assert "`error_text`\n\n`Not found`\n" in text
    assert "`ask`\n\nNot found\n" in text


def test_a_draft_without_a_problem_has_a_title_too() -> None:
    assert "# Escalation\n" in rendered(make_packet(reference="", answers={}))


def test_what_was_hidden_is_counted_by_value() -> None:
    log = "[EMAIL-1] [EMAIL-1] [EMAIL-2] [IP-2.1] [WORKER-1] [EMAIL-0]"
    text = rendered(with_answers(problem="[IP-3] fails", logs=({"text": log},)))
    assert "\nHidden: 2 e-mail addresses, 2 IP addresses\n" in text


def test_nothing_is_said_when_nothing_was_hidden() -> None:
    assert "Hidden" not in rendered(with_answers(ask="Find out why"))


def test_short_rows_stand_in_a_table() -> None:
    text = rendered(with_answers(request_ids=({"id": "req-8f1", "at": "10:15"}, {"id": "b c"})))
    assert (
        "| Id `id`   | At `at` |\n"
        "| --------- | ------- |\n"
        "| `req-8f1` | `10:15` |\n"
        "| b c       |         |\n"
    ) in text


@pytest.mark.parametrize("cell", ["a|b", "a\\b", "two\nlines", "`", "x" * 60])
def test_a_row_that_a_table_would_break_stands_by_itself(cell: str) -> None:
    text = rendered(with_answers(request_ids=({"id": cell, "at": "10:15"},)))
    assert "#### 1\n" in text
    assert "| --" not in text


CHANGES: dict[str, Callable[[str], str]] = {
    "a byte order mark": lambda text: "\ufeff" + text,
    "blank lines before": lambda text: "\n\n" + text,
    "Windows line endings": lambda text: text.replace("\n", "\r\n"),
    "old Mac line endings": lambda text: text.replace("\n", "\r"),
    "blanks at the end": lambda text: text + " \n\n\t\n",
    "no line feed at the end": lambda text: text.rstrip("\n"),
    "spaces after headings": lambda text: re.sub(r"(?m)^(#.*)$", r"\1  ", text),
    "another spelling in YAML": lambda text: text.replace("ity: P2", "ity:  'P2' # high"),
    "no line on what is hidden": lambda text: re.sub(r"\nHidden: .*\n", "", text),
    "another title": lambda text: re.sub(r"(?m)^# .*$", "# Another title", text),
    "another word on a fence": lambda text: text.replace("```log", "```text"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_an_editor_does_to_a_file_is_let_pass(change: str) -> None:
    before = rendered(COMPLETE)
    after = CHANGES[change](before)
    assert after != before
    assert parse(after) == COMPLETE


HEAD = rendered(with_answers()).partition("## Other")[0]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 0, "empty"),
        (" \n\n", 0, "empty"),
        ("Hello,\n\nplease look at this.", 1, "not a packet"),
        ("\n\n# A README\n", 3, "not a packet"),
        ('{"format": "escalator-packet/1"}', 1, "JSON"),
        ("---\nformat: escalator-packet/1\n", 1, "closing"),
        ("---\ntitle: A blog\n---\n", 2, "does not have"),
        ("---\nformat: escalator-packet/1\n---\n", 1, "`checklist`"),
        (HEAD.replace("packet/1", "packet/2"), 1, "format"),
        (HEAD.replace("tier: S3", "tier: S9"), 0, "target.tier"),
        (HEAD.replace("revision: 2", "revision: two"), 0, "revision"),
        (HEAD.replace("revision: 2", "revision: 1e9"), 0, "revision"),
        (HEAD.replace("general/1", "general"), 0, "version"),
        (HEAD.replace("team: platform-s3", "tier: S2"), 7, "twice"),
        (HEAD.replace("team: platform-s3", "team: [a]"), 7, "only lines"),
        (HEAD.replace("team: platform-s3", "team: &a b"), 7, "only lines"),
        (HEAD.replace("team: platform-s3", "team: *a"), 7, "only lines"),
        (HEAD.replace("team: platform-s3", "team: {a: b}"), 7, "only lines"),
        (HEAD.replace("team: platform-s3", "? {a: b}\n: c"), 7, "only lines"),
        (HEAD.replace("team: platform-s3", "team: a\n..."), 8, "no colon"),
        (HEAD.replace("team: platform-s3", "team: \x1b"), 2, "YAML"),
        (HEAD.replace("team: platform-s3", "team: 'a"), 7, "a quotation mark is not closed"),
        (HEAD.replace("team: platform-s3", "team platform-s3"), 7, "there is no colon"),
        (HEAD.replace("team: platform-s3", "team: platform: s3"), 7, "a second colon"),
        (HEAD.replace("team: platform-s3", "team:\tplatform-s3"), 7, "it has a tab"),
        (HEAD.replace("team: platform-s3", "team: @platform"), 7, "not valid YAML"),
        (HEAD.replace("team: platform-s3", f"team: {'a' * 300}"), 1, "too long"),
        (HEAD.replace("team: platform-s3", "[" * 150), 7, "YAML"),
        (HEAD + "Some more words.\n", 13, "no place"),
        (HEAD + "# Title\n", 13, "second"),
        (HEAD + "## Context\n\nAn intro.\n", 15, "no place"),
        (HEAD + "### Ask\n", 13, "heading ends with its name"),
        (HEAD + "### Ask `ask`\n\nx_y\n", 15, "backticks"),
        (HEAD + "### Ask `ask`\n\na\nb\n", 15, "no place"),
        (HEAD + "### Ask `ask`\n\n```\na\n", 15, "never closed"),
        (HEAD + "### Ask `ask`\n\n```\na\n```\n\nb\n", 19, "no place"),
        (HEAD + "### Ask `ask`\n\na\n\n### Ask `ask`\n\nb\n", 17, "again"),
        (HEAD + "### Ask `ask`\n\n- a\n* b\n", 16, "no place"),
        (HEAD + "### Ask `ask`\n\n##### deep\n", 15, "no place"),
        (HEAD + "### Ask `ask`\n\n*Not available:*\n", 15, "no text"),
        (HEAD + "### Logs `logs`\n\n#### one\n", 15, "no place"),
        (HEAD + "### Logs `logs`\n\n#### 1\n\n**T** `t`:\n", 17, "no text"),
        (HEAD + "### Logs `logs`\n\n#### 1\n\n`t`: a\n`t`: b\n", 18, "again"),
        (HEAD + "### Logs `logs`\n\n#### 1\n\nplain\n", 17, "no place"),
        (HEAD + "### Logs `logs`\n\n#### 1\n\n```\na\n```\n", 17, "no place"),
        (HEAD + "### Ids `ids`\n\n| `a` | b |\n|---|---|\n| c | d |\n", 15, "own name"),
        (HEAD + "### Ids `ids`\n\n| `a` | `a` |\n|---|---|\n| c | d |\n", 15, "own name"),
        (HEAD + "### Ids `ids`\n\n| `a` | `b` |\n|---|---|\n| c |\n", 17, "as many cells"),
        (HEAD + "### Ids `ids`\n\n| `a` | `b` |\n| c | d |\n| c | d |\n", 15, "dashes"),
        (HEAD + "### Ids `ids`\n\n| `a` | `b`\n|---|---|\n| c | d |\n", 15, "bar"),
        (HEAD + "## Exceptions `exceptions`\n\n### First\n", 15, "its number"),
        (HEAD + "## Exceptions `exceptions`\n\n### 1\n\n**Items:** a\n", 17, "`first`"),
        (HEAD + "## Exceptions `exceptions`\n\n### 1\n\n**Items:** `a`\n", 15, "reason"),
        (HEAD + "## Why `priority_rationale`\n", 13, "no text"),
    ],
)  # fmt: skip
def test_what_cannot_be_placed_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse(text)
    assert says in refused.value.reason
    assert refused.value.line == line


@pytest.mark.parametrize(
    "piece", ["#### 1\n", "```\n", "- `a`\n", "## x\n", "x\n", "| `a` |\n", "** `", "### `a`\n"]
)
def test_a_megabyte_that_is_no_packet_is_read_to_the_end(piece: str) -> None:
    text = HEAD + "### Logs `logs`\n\n" + piece * (1_000_000 // len(piece))
    try:
        parse(text)
    except Unreadable as refused:
        assert refused.line > 0  # noqa: PT017 - whether it is readable differs by piece


@given(st.text() | st.lists(st.sampled_from(NASTY)).map("\n".join))
def test_any_file_is_read_or_refused(text: str) -> None:
    for whole in (text, HEAD + text, f"---\n{text}\n---\n"):
        try:
            parse(whole)
        except Unreadable as refused:
            assert refused.reason  # noqa: PT017 - most are refused, none may fail otherwise


def test_a_readme_is_no_packet() -> None:
    with pytest.raises(Unreadable):
        parse(Path(__file__).read_text(encoding="utf-8"))


def test_the_body_is_what_follows_the_front_matter() -> None:
    assert body_of(rendered(COMPLETE)).startswith("# E-1042: ")
    assert body_of("# No front matter\n") == "# No front matter\n"
    assert body_of("---\nnever closed\n") == "---\nnever closed\n"


def _check_html(packet: Packet) -> None:
    """Check that Python-Markdown finds our headings and fences, and no other structure."""
    body = body_of(rendered(packet))
    own = list(blocks(body.split("\n"), 0))
    found = outline(body)
    assert found.tags <= OUR_TAGS
    assert [tag for tag, _ in found.headings] == [
        f"h{block.level}" for block in own if isinstance(block, Heading)
    ]
    assert [text.rstrip("\n") for text in found.code_blocks] == [
        as_markdown_shows(block.text).rstrip("\n") for block in own if isinstance(block, Fence)
    ]
