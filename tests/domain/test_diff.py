from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.compare import Budget, compare
from escalator.domain.diff import Change, ItemChange, Part, changed_items, changes
from escalator.domain.model import Answer, GapException, Packet, Priority, Row, Target, Tier
from escalator.domain.text_diff import MOST_LINES, Line, Mark, Piece, compare_texts
from tests.domain.packets import ANSWERS, CHECKLIST, any_text, make_packet, packets, with_answers

letters = st.text("abcd\n", max_size=30)
members = st.lists(st.integers(0, 5), max_size=40)


def found(before: Packet, after: Packet) -> tuple[ItemChange, ...]:
    return changes(before, after, CHECKLIST)


def only_parts(before: Answer, after: Answer, item: str) -> tuple[Part, ...]:
    (change,) = found(with_answers(**{item: before}), with_answers(**{item: after}))
    return change.parts


def shown(lines: tuple[Line, ...]) -> list[str]:
    """Return the lines as in a patch: " same", "-gone", "+new", and "..." for skipped ones."""
    signs = {Mark.SAME: " ", Mark.GONE: "-", Mark.NEW: "+"}
    return [
        f"{signs.get(line.of, '?')}... {line.skipped}"
        if line.mark is Mark.SKIPPED
        else signs[line.mark] + "".join(piece.text for piece in line.pieces)
        for line in lines
    ]


def side(lines: tuple[Line, ...], absent: Mark) -> list[str]:
    """Return what one side said: every line but those of the other."""
    return [
        "".join(piece.text for piece in line.pieces) for line in lines if line.mark is not absent
    ]


def test_the_same_packet_has_no_changes() -> None:
    assert found(make_packet(), make_packet(revision=3)) == ()


@given(packets, packets)
def test_exactly_the_items_that_differ_are_changes(before: Packet, after: Packet) -> None:
    items = [change.name for change in found(before, after) if change.is_item]
    assert set(items) == changed_items(before, after)
    assert len(items) == len(set(items))


@given(packets, packets)
def test_every_change_has_something_to_show(before: Packet, after: Packet) -> None:
    assert all(change.parts for change in found(before, after))


@given(packets, packets)
def test_the_other_way_round_added_is_removed(before: Packet, after: Packet) -> None:
    other = {Change.ADDED: Change.REMOVED, Change.REMOVED: Change.ADDED}
    there = [(each.name, other.get(each.change, each.change)) for each in found(before, after)]
    assert there == [(each.name, each.change) for each in found(after, before)]


def test_changes_stand_in_the_checklists_order_between_the_facts() -> None:
    before = make_packet()
    after = make_packet(
        target=Target(Tier.S2, "applications-s2"),
        priority=Priority.P1,
        priority_rationale="The launch is today",
        answers={"zz_later": "x", **ANSWERS, "scope": "many", "ask": "Fix it"},
        not_available={},
        exceptions=(GapException(("logs", "gone_item"), "Tonight.", True),),
    )
    assert [(each.name, each.is_item) for each in found(before, after)] == [
        ("target", False),
        ("priority", False),
        ("priority_rationale", False),
        ("ask", True),
        ("scope", True),
        ("environment", True),
        ("zz_later", True),
        ("exceptions", False),
    ]


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ({}, {"ask": "a"}, Change.ADDED),
        ({"ask": "a"}, {}, Change.REMOVED),
        ({"ask": "a"}, {"ask": "b"}, Change.CHANGED),
    ],
)
def test_an_item_is_added_removed_or_changed(
    before: dict[str, Answer], after: dict[str, Answer], change: Change
) -> None:
    (only,) = found(with_answers(**before), with_answers(**after))
    assert only.change is change


def test_an_answer_given_up_as_not_available_is_a_change_of_both() -> None:
    before = make_packet(answers={"error_text": "502"}, not_available={})
    after = make_packet(answers={}, not_available={"error_text": "The log is gone."})
    (only,) = found(before, after)
    assert only.change is Change.CHANGED
    assert [(part.place, part.change) for part in only.parts] == [
        ("not_available", Change.ADDED),
        ("", Change.REMOVED),
    ]


def test_words_that_changed_are_marked() -> None:
    (part,) = only_parts("returns 502 for imports", "returns 504 for imports", "problem")
    assert [line.pieces for line in part.lines] == [
        (Piece(Mark.SAME, "returns "), Piece(Mark.GONE, "502"), Piece(Mark.SAME, " for imports")),
        (Piece(Mark.SAME, "returns "), Piece(Mark.NEW, "504"), Piece(Mark.SAME, " for imports")),
    ]


def test_a_rewritten_line_is_not_cut_into_words() -> None:
    (part,) = only_parts("It is slow", "Users see error 502", "problem")
    assert [line.pieces for line in part.lines] == [
        (Piece(Mark.GONE, "It is slow"),),
        (Piece(Mark.NEW, "Users see error 502"),),
    ]


def test_lines_far_from_a_change_are_counted() -> None:
    lines = [f"line {number}" for number in range(20)]
    (part,) = only_parts("\n".join(lines), "\n".join([*lines[:10], "new", *lines[10:]]), "ask")
    assert shown(part.lines) == [
        " ... 7",
        " line 7",
        " line 8",
        " line 9",
        "+new",
        " line 10",
        " line 11",
        " line 12",
        " ... 7",
    ]


def test_choices_show_their_labels() -> None:
    (part,) = only_parts(("money",), ("money", "safety"), "at_stake")
    assert shown(part.lines) == [" Money", "+Safety of people"]


def test_a_number_shows_both() -> None:
    (part,) = only_parts(40, 41, "affected_count")
    assert shown(part.lines) == ["-40", "+41"]


def test_a_changed_cell_is_found_in_its_row() -> None:
    before: tuple[Row, ...] = ({"tried": "a", "result": "b"}, {"tried": "c", "result": "d"})
    after: tuple[Row, ...] = (before[0], {"tried": "c", "result": "e"})
    (part,) = only_parts(before, after, "troubleshooting")
    assert (part.place, part.label, part.change) == ("1.result", "Row 2, Result", Change.CHANGED)


def test_a_row_put_in_between_leaves_the_others_alone() -> None:
    first, second, new = {"tried": "a"}, {"tried": "b"}, {"tried": "c", "rules_out": "one_user"}
    parts = only_parts((first, second), (first, new, second), "troubleshooting")
    assert [(part.place, part.change, shown(part.lines)) for part in parts] == [
        ("1.tried", Change.ADDED, ["+c"]),
        ("1.rules_out", Change.ADDED, ["+One user"]),
    ]


def test_a_row_taken_out_is_gone() -> None:
    first, second = {"tried": "a"}, {"tried": "b"}
    (part,) = only_parts((first, second), (second,), "troubleshooting")
    assert (part.place, part.change) == ("0.tried", Change.REMOVED)


@pytest.mark.parametrize("row", [{}, {"tried": ""}])
def test_a_row_without_words_is_a_change_too(row: Row) -> None:
    (part,) = only_parts(({"tried": "a"},), ({"tried": "a"}, row), "troubleshooting")
    assert (part.change, part.lines) == (Change.ADDED, ())


def test_an_answer_of_another_kind_is_shown_as_text() -> None:
    (part,) = only_parts("see below", ({"tried": "a"},), "troubleshooting")
    assert shown(part.lines) == ["-see below", "+Tried: a"]


@given(letters, letters)
def test_both_texts_can_be_told_from_the_lines(before: str, after: str) -> None:
    lines = compare_texts(before, after)
    if all(line.mark is not Mark.SKIPPED for line in lines):
        assert side(lines, Mark.NEW) == (before.split("\n") if before else [])
        assert side(lines, Mark.GONE) == (after.split("\n") if after else [])


@given(any_text, any_text)
def test_every_line_is_shown_or_counted(before: str, after: str) -> None:
    lines = compare_texts(before, after)
    counts = Counter[Mark]()
    for line in lines:
        counts[line.of if line.mark is Mark.SKIPPED else line.mark] += line.skipped or 1
    assert counts[Mark.SAME] + counts[Mark.GONE] == (len(before.split("\n")) if before else 0)
    assert counts[Mark.SAME] + counts[Mark.NEW] == (len(after.split("\n")) if after else 0)


def test_what_goes_beyond_the_cap_is_counted() -> None:
    before = "".join(f"{number}\nsame\n" for number in range(300))
    after = "".join(f"{number}!\nsame\n" for number in range(300))
    lines = compare_texts(before, after)
    assert len(lines) == MOST_LINES + 1
    assert (lines[-1].mark, lines[-1].of) == (Mark.SKIPPED, Mark.SKIPPED)


def test_a_long_loss_does_not_hide_what_is_new() -> None:
    lines = compare_texts("\n".join(map(str, range(50_000))), "something else")
    assert shown(lines)[-2:] == ["-... 49850", "+something else"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb\n" * 250_000, "b\na\n" * 250_000),
        ("\n".join(map(str, range(200_000))), "\n".join(map(str, range(200_000, 0, -1)))),
        ("x" * 1_000_000, "y" * 1_000_000),
        ("a b " * 250_000, "b a " * 250_000),
        ("a b c " * 3_000, "c a b " * 3_000),
    ],
    ids=["two lines by turns", "all lines turned round", "one line", "words", "words by turns"],
)
def test_big_texts_are_compared_within_the_cap(before: str, after: str) -> None:
    lines = compare_texts(before, after)
    assert 0 < len(lines) <= MOST_LINES + 1
    assert sum(len(piece.text) for line in lines for piece in line.pieces) < 1_000_000


@given(members, members, st.integers(0, 2_000))
def test_stretches_cover_both_and_same_ones_are_the_same(
    before: list[int], after: list[int], budget: int
) -> None:
    left = right = 0
    was_same: bool | None = None
    for stretch in compare(before, after, Budget(budget)):
        assert (stretch.before.start, stretch.after.start) == (left, right)
        left, right = stretch.before.stop, stretch.after.stop
        assert stretch.is_same is not was_same
        was_same = stretch.is_same
        if stretch.is_same:
            assert [before[n] for n in stretch.before] == [after[n] for n in stretch.after]
    assert (left, right) == (len(before), len(after))


@given(members)
def test_a_sequence_is_the_same_as_itself(sequence: list[int]) -> None:
    stretches = compare(sequence, sequence, Budget(0))
    assert [stretch.is_same for stretch in stretches] == ([True] if sequence else [])


def test_what_moved_is_anchored_without_any_budget() -> None:
    before, after = list(range(100)), [*range(50), 999, *range(51, 100)]
    assert [s.before for s in compare(before, after, Budget(0)) if not s.is_same] == [range(50, 51)]


def test_an_answer_changed_back_is_no_change() -> None:
    before = make_packet()
    after = replace(before, answers=dict(before.answers))
    assert changed_items(before, after) == frozenset()
