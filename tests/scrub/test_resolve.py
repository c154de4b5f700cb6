"""What becomes of candidates that overlap, and of placeholders that stand in the text already."""

import pytest

from escalator.scrub import Finding, Kind
from escalator.scrub.detect import Candidate
from escalator.scrub.resolve import merge, placeholders_in, replace

OWN = Kind("own_badge")
TEXT = "0123456789 0123456789 0123456789"
EMAIL, IP, KEY, NAME, SECRET, USER = (
    Kind.EMAIL,
    Kind.IP,
    Kind.KEY,
    Kind.NAME,
    Kind.SECRET,
    Kind.USER,
)


@pytest.mark.parametrize(
    ("claims", "left"),
    [
        ([], []),
        ([(USER, 5, 8), (IP, 0, 3)], [(IP, 0, 3), (USER, 5, 8)]),
        ([(IP, 0, 3), (USER, 3, 8)], [(IP, 0, 3), (USER, 3, 8)]),
        ([(IP, 0, 3), (USER, 2, 8)], [(IP, 0, 8)]),
        ([(USER, 0, 8), (SECRET, 7, 9)], [(SECRET, 0, 9)]),
        ([(EMAIL, 0, 9), (SECRET, 2, 3)], [(SECRET, 0, 9)]),
        ([(USER, 0, 9), (EMAIL, 2, 5)], [(EMAIL, 0, 9)]),
        ([(USER, 0, 3), (NAME, 1, 6)], [(NAME, 0, 6)]),
        ([(NAME, 0, 3), (USER, 1, 6)], [(USER, 0, 6)]),
        ([(SECRET, 0, 5), (KEY, 0, 5)], [(KEY, 0, 5)]),
        ([(KEY, 0, 5), (SECRET, 0, 5)], [(KEY, 0, 5)]),
        ([(USER, 0, 9), (USER, 1, 3), (IP, 8, 10)], [(IP, 0, 10)]),
        ([(USER, 0, 4), (USER, 3, 6), (USER, 5, 9), (IP, 9, 12)], [(USER, 0, 9), (IP, 9, 12)]),
        ([(USER, 0, 9), (USER, 1, 3), (IP, 5, 6)], [(IP, 0, 9)]),
        ([(OWN, 0, 5), (USER, 0, 5)], [(USER, 0, 5)]),
        ([(USER, 0, 4), (OWN, 1, 6)], [(OWN, 0, 6)]),
    ],
)
def test_what_overlaps_is_one_finding_of_the_kind_that_weighs_most(
    claims: list[tuple[Kind, int, int]], left: list[tuple[Kind, int, int]]
) -> None:
    merged = merge([Candidate(*claim) for claim in claims], TEXT)
    assert [(one.kind, one.start, one.end) for one in merged] == left


@pytest.mark.parametrize(
    ("claims", "number"),
    [
        ([Candidate(NAME, 0, 5, 3)], 3),
        ([Candidate(NAME, 0, 5, 3), Candidate(USER, 1, 2, 7)], 3),
        ([Candidate(NAME, 0, 5, 3), Candidate(NAME, 0, 6, 4)], 4),
        ([Candidate(NAME, 0, 5, 3), Candidate(USER, 4, 6, 7)], 0),
        ([Candidate(SECRET, 2, 5, 3), Candidate(USER, 0, 5, 7)], 0),
    ],
)
def test_a_number_is_kept_where_nothing_was_added_to_its_value(
    claims: list[Candidate], number: int
) -> None:
    (merged,) = merge(claims, TEXT)
    assert merged.number == number


HELD = "ab [IP-1] cd [NAME-2]ef"


@pytest.mark.parametrize(
    ("claim", "left"),
    [
        ((0, 2), (0, 2)),
        ((0, 3), (0, 3)),
        ((9, 12), (9, 12)),
        ((3, 9), None),
        ((5, 6), None),
        ((2, 10), None),
        ((1, 5), (1, 9)),
        ((4, 11), (3, 11)),
        ((1, 11), (1, 11)),
        ((9, 14), (9, 21)),
        ((14, 22), (13, 22)),
        ((4, 20), (3, 21)),
        ((0, 23), (0, 23)),
    ],
)
def test_a_placeholder_stays_unless_letters_beside_it_are_claimed_with_it(
    claim: tuple[int, int], left: tuple[int, int] | None
) -> None:
    merged = merge([Candidate(USER, *claim, 5)], HELD)
    assert [(one.start, one.end) for one in merged] == ([left] if left else [])
    assert all(one.kind is USER for one in merged)


def test_letters_before_the_first_of_two_placeholders_count() -> None:
    (merged,) = merge([Candidate(USER, 0, 18)], "ab [IP-1] [NAME-2]")
    assert (merged.start, merged.end) == (0, 18)
    assert merge([Candidate(USER, 2, 18)], "ab [IP-1] [NAME-2]") == []


def test_placeholders_are_told_from_other_brackets() -> None:
    assert placeholders_in(HELD) == [(3, 9), (13, 21)]
    assert placeholders_in("[IP] [x-1] none") == []


def test_what_was_chosen_is_replaced_and_told_by_its_place_in_the_text_that_was() -> None:
    chosen = [Candidate(IP, 0, 2, 1), Candidate(USER, 5, 6, 12)]
    text, findings = replace("abcdefgh", chosen)
    assert text == "[IP-1]cde[USER-12]gh"
    assert findings == (Finding(IP, 0, 2, "[IP-1]"), Finding(USER, 5, 6, "[USER-12]"))
    assert replace("abc", []) == ("abc", ())
