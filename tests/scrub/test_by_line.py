"""In a long text rules look only on lines whose words tell of them, and miss nothing by it."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from escalator.scrub.by_line import judging_once, lines_to_look_at
from escalator.scrub.detect import Candidate, detect
from escalator.scrub.marks import Marks, bits_of
from escalator.scrub.model import Kind
from escalator.scrub.needles import folded
from escalator.scrub.rule import Rule, Span, unmarked
from escalator.scrub.rules import RULES
from tests.scrub.planted import QUIET

LINES = [
    line
    for rule in RULES
    for text in (*rule.hits, *rule.misses)
    for line in unmarked(text)[0].split("\n")
    if line.isascii() and "\0" not in line
]
ON_A_LINE = tuple(rule for rule in RULES if not rule.crosses_lines)
LETTERS = "aB0.:= \t"
LONG = "quiet words " * 9000


def found(text: str, rules: Sequence[Rule]) -> set[Candidate]:
    return set(detect(text, rules))


def made_up(pattern: str, *, gate: str, crosses_lines: bool = False, after: int = 100) -> Rule:
    return Rule(
        "made up",
        Kind.HIDDEN,
        pattern,
        "a test",
        gate=gate,
        before=0,
        after=after,
        crosses_lines=crosses_lines,
    )


def places(text: str, rule: Rule, areas: Sequence[Span] | None = None) -> list[Span]:
    return lines_to_look_at([rule], folded(text.lower()), areas).get(rule, [])


@pytest.mark.parametrize("size", [20_000, 120_000], ids=["long", "very long"])
def test_in_a_long_text_each_line_gives_what_it_gives_alone(size: int) -> None:
    alone = [(line, found(line, ON_A_LINE)) for line in LINES]
    start, text, wanted = 0, [], set()
    while start < size:
        for line, claims in alone:
            text.append(line)
            wanted |= {Candidate(c.kind, c.start + start, c.end + start) for c in claims}
            start += len(line) + 1
    assert found("\n".join(text), ON_A_LINE) >= wanted


@given(
    st.frozensets(st.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=5),
    st.text(LETTERS, max_size=30),
)
@example(frozenset({"a 0"}), "b a\t0")
@example(frozenset({" :"}), "a :0")
@example(frozenset({"0.0.0.0.0.0:"}), "0.0.0.0.0.0: ")
@settings(max_examples=500)
def test_a_line_that_holds_a_needle_has_the_mark_of_its_group(
    group: frozenset[str], line: str
) -> None:
    marks = Marks([group, frozenset({"never"})])
    if group in marks.bits and any(needle in line for needle in group):
        assert marks.of_line(line, {}) & marks.bits[group]


@given(
    st.lists(st.text(LETTERS, min_size=1, max_size=5), min_size=1, max_size=3, unique=True),
    st.lists(st.text(LETTERS, max_size=12), max_size=5),
)
def test_words_that_were_judged_before_tell_the_same(needles: list[str], lines: list[str]) -> None:
    marks = Marks(frozenset({needle}) for needle in needles)
    judged: dict[str, tuple[int, int, int]] = {}
    assert [marks.of_line(line, judged) for line in lines] == [
        marks.of_line(line, {}) for line in lines
    ]


def test_spaces_alone_and_two_lines_have_no_mark() -> None:
    groups = [frozenset({" "}), frozenset({"a", "\t\n"}), frozenset({"a\nb"})]
    assert Marks(groups).bits == {}


def test_the_places_of_a_numbers_bits_are_told_in_order() -> None:
    assert bits_of(0) == []
    assert bits_of(1 << 900 | 5) == [0, 2, 900]


def test_a_line_without_what_a_rule_asks_for_is_left_alone() -> None:
    rule = made_up(r"street \d", gate="street")
    text = f"{LONG}\nstreet 5\nstreet\n{LONG}"
    assert places(text, rule) == [(len(LONG) + 1, len(LONG) + 9)]


def test_what_may_cross_lines_is_looked_for_around_what_tells_of_it() -> None:
    rule = made_up(r"bye,\n\w+", gate="bye", crosses_lines=True)
    text = "x\n" * 2000 + "bye,\nJane\n" + "x\n" * 2000
    ((low, high),) = places(text, rule)
    assert low <= 4000 - 100
    assert 4010 <= high < 5000


def test_what_may_cross_lines_may_begin_as_far_before_an_area_as_it_reaches() -> None:
    text = "bye,\n" + "x\n" * 3000
    near = made_up("bye", gate="bye", crosses_lines=True)
    far = made_up("bye", gate="bye", crosses_lines=True, after=5000)
    assert places(text, near, [(0, 4)])
    assert not places(text, near, [(4001, 4002)])
    assert places(text, far, [(4001, 4002)])


def test_a_text_tells_the_same_whether_its_words_are_remembered_or_not() -> None:
    text = "\n".join(QUIET) * 40
    with judging_once():
        first = lines_to_look_at(RULES, folded(text.lower()), None)
    assert lines_to_look_at(RULES, folded(text.lower()), None) == first
