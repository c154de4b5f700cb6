import pytest

from escalator.scrub.rule import Rule, compiled, unmarked
from escalator.scrub.rules import RULES
from escalator.scrub.shape import starts
from tests.scrub.planted import PLANTS

BEGINNINGS = [
    ("abc", ("abc",)),
    ("abcdefghijklmnopq", ("abcdefghijkl",)),
    ("(?i:Pass(?:word|code)?)", ("pass",)),
    ("(?:https?|ftp)://", ("ftp://", "http://", "https://")),
    ("(?<![a-z])(?=x)ab", ("ab",)),
    ("(?P<v>ab[0-9]c)", ("ab",)),
    ("(?>ab|cd)e", ("abe", "cde")),
    ("(?:ab)++c", ("ab",)),
    ("[Hh]allo", ("hallo",)),
    (r"\d+x", ()),
    ("a[0-9]", ()),
    ("(?:abc)?", ()),
    ("x?abc", ("abc", "xabc")),
    ("(?:abc|d)", ()),
    (r"(ab)\1c", ("ab",)),
]


@pytest.mark.parametrize(("pattern", "found"), BEGINNINGS)
def test_a_pattern_tells_how_its_matches_begin(pattern: str, found: tuple[str, ...]) -> None:
    assert starts(pattern) == found


def test_where_there_are_too_many_beginnings_fewer_letters_are_told() -> None:
    threes = [a + b + c for a in "abcdefghij" for b in "abcdefghij" for c in "ab"]
    pattern = "|".join(f"{three}{last}xyz" for three in threes for last in "pqr")
    assert starts(pattern) == tuple(threes)


TEXTS = [
    *(unmarked(example)[0] for rule in RULES for example in (*rule.hits, *rule.misses)),
    *(sentence.format("x") for _, sentences in PLANTS.values() for sentence in sentences),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_match_of_a_rule_begins_as_its_pattern_told(rule: Rule) -> None:
    begins = starts(rule.pattern)
    for text in TEXTS:
        for match in compiled(rule.pattern).finditer(text):
            assert not begins or match[0].lower().startswith(begins)


def test_most_rules_tell_how_their_matches_begin() -> None:
    told = [rule for rule in RULES if starts(rule.pattern)]
    assert len(told) > len(RULES) * 0.8
