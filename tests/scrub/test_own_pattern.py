"""Patterns of a team's own kinds: what is taken, what is refused, and that none can stall."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.scrub.own_pattern import LONGEST_RUN, BadPattern, read_pattern

TAKEN = [
    # pattern, texts it finds whole, texts in which it finds nothing
    ("EMP-[0-9]{6}", ("EMP-123456",), ("EMP-12345", "EMP-1234567", "XEMP-123456", "emp-123456")),
    ("[A-Z]{2,4}-[0-9]+", ("AB-1", "ABCD-1234567"), ("A-1", "ABCDE-1", "AB-")),
    (r"(?:EMP|STAFF)[- ]?\d{4,8}", ("EMP 1234", "STAFF12345678"), ("BOSS 1234", "EMP  1234")),
    (r"\w{3,}@acme", ("jane_d@acme",), ("jd@acme", "jane@acmes")),
    (r"K\.[0-9a-f]{4}(?:-A|-B)", ("K.00ff-A",), ("K:00ff-A", "K.00ff-C")),
    ("Nr [0-9]{3}", ("Nr 123",), ("Nr123",)),
    ("(?:A|AB)C{3}", ("ACCC", "ABCCC"), ("ABBCCC",)),
]

REFUSED = {
    "a.c": "takes any character",
    "^EMP-[0-9]{6}": "not needed",
    "EMP-[0-9]{6}$": "not needed",
    "[^0-9]{4}": "takes too much",
    r"\D{4}": "takes too much",
    r"\s{4}x": "takes too much",
    "(a+)+": "not taken here",
    "(?=EMP)EMP": "not taken here",
    r"(?P<x>EMP)\1": "not taken here",
    r"EMP\1\2": "write the character itself",
    r"\xab\xab\xab": "write the character itself",
    "[0-9]{2,9}5[0-9]": "take in what has to follow",
    "[a-z]{3,}x?y": "take in what has to follow",
    "[0-9]{2,300}ab": "more than 200 times",
    "[0-9]{5,2}ab": "in no order",
    "*abc": "nothing that",
    "A[0-9]?": "fewer than 3",
    "x?y?z?": "fewer than 3",
    "[z-a]{3}": "not valid",
    "[\n]{3}": "not taken here",
    "[A-Z\\t]{3}": "no class of visible",
    "(?:EMP||X)123": "is of up to 50 words",
    "(?:EMP|X){3}": "is of up to 50 words",
    "E" * 301: "longer than 300",
    "EMP[": "not taken here",
    "EMP\\": "not taken here",
    "EMP|STAFF": "not taken here",
}


def found(pattern: str, text: str) -> list[str]:
    return [match[0] for match in re.compile(read_pattern(pattern).pattern).finditer(text)]


@pytest.mark.parametrize(("pattern", "hits", "misses"), TAKEN, ids=lambda one: str(one)[:30])
def test_a_pattern_finds_values_that_stand_alone(
    pattern: str, hits: tuple[str, ...], misses: tuple[str, ...]
) -> None:
    for hit in hits:
        assert found(pattern, f"see {hit}, please") == [hit]
        assert found(pattern, f"{hit}") == [hit]
    for miss in misses:
        assert found(pattern, f"see {miss}, please") == []


@pytest.mark.parametrize("pattern", REFUSED)
def test_a_pattern_that_cannot_be_taken_is_refused_with_its_reason(pattern: str) -> None:
    with pytest.raises(BadPattern) as refused:
        read_pattern(pattern)
    assert REFUSED[pattern] in refused.value.reason
    assert str(refused.value) == refused.value.reason


@pytest.mark.parametrize(
    ("pattern", "anchors", "before"),
    [
        ("EMP-[0-9]{6}", ("EMP-",), 0),
        ("[0-9]{2,4}-EMP", ("-EMP",), 4),
        ("[A-Z]+/ACME[0-9]{2}", ("/ACME",), LONGEST_RUN),
        ("(?:EMP|STAFF)[0-9]{4}", ("EMP", "STAFF"), 0),
        ("(?:EMP|STAFF)?[0-9]{4}", (), 0),
        ("[0-9]{10}", (), 0),
        ("A[0-9]{3}B[0-9]{3}", (), 0),
        ("A[0-9]{3}-BC[0-9]", ("-BC",), 4),
    ],
)
def test_a_pattern_says_by_what_it_is_found(
    pattern: str, anchors: tuple[str, ...], before: int
) -> None:
    read = read_pattern(pattern)
    assert (read.anchors, read.before) == (anchors, before)


PIECES = st.sampled_from(
    ["EMP", "-", "[0-9]", "[A-Z]", r"\d", r"\w", "(?:a|ab|b)", "x", "[a-f0-9]", " ", r"\."]
)
REPEATS = st.sampled_from(["", "?", "*", "+", "{2}", "{2,5}", "{3,}"])
PATTERNS = st.lists(st.tuples(PIECES, REPEATS), min_size=1, max_size=8).map(
    lambda parts: "".join(piece + repeat for piece, repeat in parts)
)


@given(PATTERNS, st.text("EMP-019azAZ_xab. ", max_size=60))
def test_a_taken_pattern_finds_only_what_its_plain_form_matches(pattern: str, text: str) -> None:
    try:
        read = read_pattern(pattern)
    except BadPattern:
        return
    plain = re.compile(pattern, re.ASCII)
    for value in found(pattern, text):
        assert plain.fullmatch(value)
        assert len(value) <= read.longest
        assert not read.anchors or any(
            -1 < value.find(anchor) <= read.before for anchor in read.anchors
        )


@given(PATTERNS, st.sampled_from(["a", "0", "EMP", "x", "ab", "E-0a. "]))
def test_a_taken_pattern_does_not_stall(pattern: str, unit: str) -> None:
    # One that tries a text again and again would run into the limit that every test has.
    try:
        compiled = re.compile(read_pattern(pattern).pattern)
    except BadPattern:
        return
    text = unit * (50_000 // len(unit))
    assert all(match.end() <= len(text) for match in compiled.finditer(text))
