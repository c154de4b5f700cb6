"""Where a rule may find something its needles stand, so that a glance passes over nothing."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from escalator.scrub.glance import worth_a_look
from escalator.scrub.model import Kind
from escalator.scrub.needles import folded, more_needles, needles
from escalator.scrub.rule import Rule, Span, compiled, unmarked
from escalator.scrub.rules import RULES
from escalator.scrub.view import views_of

EXAMPLES = [unmarked(text)[0] for rule in RULES for text in (*rule.hits, *rule.misses)]
GATED = [rule for rule in RULES if rule.gate]


def gated(pattern: str) -> Rule:
    return Rule(name="made up", kind=Kind.HIDDEN, pattern=pattern, source="a test", gate=pattern)


def stand_in(rule: Rule, text: str) -> bool:
    """Tell whether of each group of a rule's needles one is in a text, or no one can tell."""
    plain = folded(text.lower())
    return not plain or all(any(needle in plain for needle in group) for group in needles(rule))


def looked_at(text: str, rules: Sequence[Rule]) -> list[tuple[Rule, list[Span] | None]]:
    view = next(views_of(text))
    found = worth_a_look(rules, view, None)
    return [(rule, None if where is None else list(where)) for rule, where in found]


@pytest.mark.parametrize("rule", GATED, ids=lambda rule: rule.name)
def test_needles_stand_in_whatever_a_gate_takes(rule: Rule) -> None:
    text = "\n".join(EXAMPLES)
    for spelled in (text, text.upper(), text.title()):
        for match in compiled(rule.gate).finditer(spelled):
            assert stand_in(rule, match[0])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_needles_of_a_pattern_stand_in_whatever_it_takes(rule: Rule) -> None:
    for line in EXAMPLES if rule.crosses_lines else "\n".join(EXAMPLES).split("\n"):
        for match in compiled(rule.pattern).finditer(line):
            plain = folded(match[0].lower())
            assert all(any(one in plain for one in group) for group in more_needles(rule))


PATTERNS = (
    r"(?i:kiss|kelvin)[ :]?\d{2,4}",
    r"(?i)(?:stra(?:ß|ss)e|ulic[ae]|улица|дом|οδός|住所)[ ]?[1-9]",
    r"(?<!\d)(?:4\d{3}|5[1-5]\d\d)[- ]?\d{4}(?!\d)",
    r"(?:x|(?P<q>[\"'])y(?P=q)){2,5}+z?",
    r"(?:ab?c){1,3}|d+e*f",
    r"(?>a|ab)c|\.0",
    r"(?s:a.{0,2}b)(?!c)1{3}",
    r"(?P<o>\()?[0-9]{2}(?(o)\)|-)k",
)


@given(
    st.sampled_from(PATTERNS),
    st.text("abcdefkiselvn KS\u017f\u212a\u0130ßдомДОМ住所xyz\"'.()-1945\u0665\n", max_size=30),
)
@example(PATTERNS[0], "\u212aiss 12")
@example(PATTERNS[1], "Ulica 7")
@settings(max_examples=600)
def test_needles_stand_in_whatever_a_pattern_takes(pattern: str, text: str) -> None:
    if re.search(pattern, text):
        assert stand_in(gated(pattern), text)


def test_digits_of_any_script_are_alike() -> None:
    assert folded("a1-\u0665") == "a0-0"


def test_a_text_whose_case_misleads_is_no_folded_text() -> None:
    assert folded("\u017ftreet 1") == ""
    rule = gated(r"(?i:street) \d")
    assert looked_at("\u017ftreet 1", [rule]) == [(rule, None)]


def test_a_rule_whose_needles_are_absent_is_not_worth_a_look() -> None:
    rules = [gated(r"(?i:street) \d"), gated(r"road"), gated(r"\w+")]
    assert looked_at("in the street", rules) == [(rules[2], None)]


@pytest.mark.parametrize("padding", ["", "quiet words " * 400], ids=["short", "long"])
def test_a_gate_is_tried_on_the_lines_that_hold_its_needle(padding: str) -> None:
    rule = gated(r"(?i:street) \d")
    text = f"{padding}\nmain STREET 5 or street 7\n\nno\nstreet 9\n"
    start = len(padding) + 1
    assert looked_at(text, [rule]) == [(rule, [(start, start + 25), (start + 30, start + 38)])]


def test_in_a_long_text_all_that_a_line_needs_must_stand_on_it() -> None:
    rule = Rule(
        "made up", Kind.SECRET, r"[\w.]{1,60}+\(key, *1(?P<v>\w+)", "a test", anchors=("key",)
    )
    text = "a key\nkey, 2\nput(key, 1x)\n" + "quiet words " * 9000
    assert looked_at(text, [rule]) == [(rule, [(13, 25)])]
    assert looked_at(text[:100], [rule]) == [(rule, None)]


def test_a_rule_that_may_cross_lines_is_looked_for_in_all_of_the_text() -> None:
    rule = Rule("made up", Kind.HIDDEN, r"bye,\n\w+", "a test", gate=r"bye,\n", crosses_lines=True)
    view = next(views_of("bye,\nJane"))
    assert list(worth_a_look([rule], view, [(5, 9)])) == [(rule, None)]


def test_all_rules_together_are_passed_over_as_one_by_one() -> None:
    for text in EXAMPLES[::5]:
        view = next(views_of(text))
        assert [rule for rule, _ in looked_at(text, RULES)] == [
            rule for rule in RULES if stand_in(rule, view.text + "\n")
        ]
