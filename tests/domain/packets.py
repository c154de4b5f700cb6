"""Builders for the tests of the domain: packets, a small checklist, any text one can type."""

from hypothesis import strategies as st

from escalator.domain.checklist import Checklist, Column, Item, Section, Widget
from escalator.domain.model import (
    Answer,
    Answers,
    ChecklistId,
    GapException,
    Packet,
    Priority,
    Target,
    Tier,
)
from escalator.domain.packet import plain_text

SCOPES = (("one_user", "One user"), ("many", "3) Many <b>customers</b> | *all*"))
STAKES = (("money", "Money"), ("safety", "Safety of people"))


def make_item(name: str, widget: Widget, **changes: object) -> Item:
    """Return an item with a label made from its name."""
    fields: dict[str, object] = {
        "name": name,
        "label": name.replace("_", " ").capitalize(),
        "section": "context",
        "widget": widget,
        "why": "Engineers need it.",
        "example": "An example.",
        "hint": "",
        "choices": (),
        "columns": (),
        "max_length": 20_000,
        "not_available": True,
        "bounce_codes": (),
    }
    return Item(**{**fields, **changes})  # type: ignore[arg-type]  # checked by the tests


def make_column(name: str, widget: Widget, choices: tuple[tuple[str, str], ...] = ()) -> Column:
    """Return a column with a label made from its name."""
    label = name.replace("_", " ").capitalize()
    return Column(name, label, widget, choices, 20_000, True, "An example.")


ITEMS = (
    make_item("ask", Widget.TEXT, section="ask"),
    make_item("problem", Widget.LINE, label="Problem in one sentence"),
    make_item("scope", Widget.CHOICE, choices=SCOPES),
    make_item("at_stake", Widget.CHOICES, choices=STAKES),
    make_item("affected_count", Widget.NUMBER),
    make_item("error_text", Widget.CODE, label="Exact `error` text # <i>[x](y)</i>"),
    make_item(
        "troubleshooting",
        Widget.ROWS,
        section="troubleshooting",
        columns=(
            make_column("tried", Widget.TEXT),
            make_column("result", Widget.TEXT),
            make_column("rules_out", Widget.CHOICE, SCOPES),
        ),
    ),
    make_item(
        "request_ids",
        Widget.ROWS,
        section="troubleshooting",
        columns=(make_column("id", Widget.LINE), make_column("at", Widget.TIMESTAMP)),
    ),
    make_item(
        "logs",
        Widget.ROWS,
        section="troubleshooting",
        columns=(make_column("source", Widget.LINE), make_column("text", Widget.CODE)),
    ),
)

CHECKLIST = Checklist(
    id=ChecklistId("general", 1),
    title="General",
    summary="Anything else.",
    tiers=(Tier.S2, Tier.S3),
    only_teams=(),
    sections=(
        Section("ask", "What you need", ""),
        Section("context", "Context", ""),
        Section("troubleshooting", "Troubleshooting `exceptions`", ""),
    ),
    items=ITEMS,
    schema={},
    sha256="0" * 64,
    _by_name={item.name: item for item in ITEMS},
)

ANSWERS: Answers = {
    "ask": "Find out why imports over 10 MB fail.",
    "problem": "Orders API returns 502 for bulk_imports over 10 MB",
    "scope": "one_user",
    "at_stake": ("money", "safety"),
    "affected_count": 40,
    "error_text": "HTTP/1.1 502 Bad Gateway\n\n```\nupstream closed\n```",
    "troubleshooting": (
        {"tried": "Restarted the connector", "result": "No change", "rules_out": "many"},
        {"tried": "Sent 9 MB\nand 11 MB", "result": "9 MB works", "rules_out": "one_user"},
    ),
    "request_ids": ({"id": "req-8f1", "at": "2026-11-02T10:15:00+01:00"},),
    "logs": ({"source": "gateway", "text": "10:15 user [EMAIL-1] from [IP-1]\n\tat f()\n"},),
}


def make_packet(**changes: object) -> Packet:
    """Return a complete packet on the small checklist, with these fields changed."""
    fields: dict[str, object] = {
        "checklist": ChecklistId("general", 1),
        "target": Target(Tier.S3, "platform-s3"),
        "priority": Priority.P2,
        "answers": ANSWERS,
        "not_available": {"environment": "The customer has only one."},
        "reference": "E-1042",
        "revision": 2,
    }
    return Packet(**{**fields, **changes})  # type: ignore[arg-type]  # checked by the tests


def with_answers(**answers: Answer) -> Packet:
    """Return a packet with exactly these answers."""
    return make_packet(answers=answers)


NASTY = (
    "```", "````", "~~~", "``\x02`", "`\x03``", "---", "...", "# Title", "## Context",
    "### Label `ask`", "#### 1", "| a | b |", "|---|---|", "<script>alert(1)</script>", "<b>",
    "</div>", "<!--", "<?php", "<![CDATA[", "[x](javascript:alert(1))", "[a]: http://example.com",
    "![i](x)", "**b**", "_i_", "&lt;", "&amp;", "&copy", "[EMAIL-1]", "[IP-2]", "(empty)",
    "*Not available:* no", "**Reason:** x", "- item", "1. one", "> quote", "    code", "\t", "  ",
    " ", "\n", "\n\n", "\\", "\\`", "`x`", "x (`y`)", '`"x"` (JSON)', "\u2028", "\u2029", "\x85",
    "\x0b", "\x0c", "\x1b[31m", "\x1c", "\ufeff", "\u202e", "\u200d",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467", "שלום", "مرحبا", "é", "key: value",
    "&anchor *alias", "Hidden: 3 names", "42", "-5", "wzxhzdk:0", "\x02wzxhzdk:0\x03",
    "klzzwxh:0000", "http://example.com/?a=1&b=2", "www.example.com", "===", "* * *", "{: #id}",
    "a@example.com", "<a@example.com>", "C:\\Users\\", "%s", "{{ x }}",
)  # fmt: skip
"""Pieces that mean something to Markdown, YAML, HTML, or to our own form of a packet."""

any_text = st.one_of(
    st.text(max_size=60),
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=6)), max_size=8).map("".join),
    st.lists(st.sampled_from(NASTY), max_size=6).map("\n".join),
    st.sampled_from(NASTY),
).map(plain_text)
"""Any text a person can type, nasty ones often."""

some_text = any_text.filter(bool)

_names = st.sampled_from([item.name for item in ITEMS] + ["environment", "unknown.item", "X"])
_columns = st.sampled_from(["tried", "result", "rules_out", "id", "at", "source", "text", "other"])
_values = st.one_of(any_text, st.sampled_from(["one_user", "many", "req-8f1", "No change"]))
_rows = st.lists(st.dictionaries(_columns, _values, max_size=4), min_size=1, max_size=4)
_answers = st.one_of(
    some_text,
    st.sampled_from(["one_user", "many"]),
    st.integers(min_value=-(2**53) + 1, max_value=2**53 - 1),
    st.lists(st.one_of(any_text, st.sampled_from(["money"])), min_size=1, max_size=4).map(tuple),
    _rows.map(tuple),
)

packets = st.builds(
    Packet,
    checklist=st.builds(
        ChecklistId,
        st.sampled_from(["general", "api-integration", "no", "null", "1e5", "007"]),
        st.integers(1, 99),
    ),
    target=st.builds(
        Target,
        st.sampled_from([Tier.S2, Tier.S3]),
        st.sampled_from(["platform-s3", "on", "0x10", "1_000", "y"]),
    ),
    priority=st.sampled_from(Priority),
    answers=st.dictionaries(_names, _answers, max_size=6),
    not_available=st.dictionaries(_names, any_text, max_size=3),
    reference=st.sampled_from(["", "E-1", "E-1042"]),
    revision=st.integers(0, 1000),
    priority_rationale=any_text,
    exceptions=st.lists(
        st.builds(GapException, st.lists(_names, max_size=3).map(tuple), any_text, st.booleans()),
        max_size=3,
    ).map(tuple),
)
"""Any packet that can be stored."""
