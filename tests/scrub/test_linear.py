"""No rule may take more than linear time; the guard is far above what linear time needs."""

import pytest

from escalator.scrub import scrub_text
from escalator.scrub.detect import detect
from escalator.scrub.rule import Rule, unmarked
from escalator.scrub.rules import RULES
from tests.scrub.planted import new_hasher, new_vault

SIZE = 50_000

pytestmark = pytest.mark.timeout(120)


def prefixes(rule: Rule) -> list[str]:
    """Return beginnings of what the rule looks for: anchors and the front of its examples."""
    fronts = [unmarked(hit)[0] for hit in rule.hits[:2]]
    return [*rule.anchors[:1], *(front[: len(front) * 2 // 3] for front in fronts)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_stays_linear_on_repetitions_of_its_own_beginning(rule: Rule) -> None:
    for prefix in prefixes(rule):
        text = prefix * (SIZE // len(prefix))
        assert all(found.end <= len(text) for found in detect(text, [rule]))


UNITS = ("a", "1", " ", "\n", "-", ".", ":", "@", "=", "\\", '"', "'", "/", "%", "[")
PAIRS = ("a.", "1.", "a@", "k=v&", "\0", "\u200b", "ä", "Aa ", "1 ", "a:", "-a", "::")


@pytest.mark.parametrize("unit", [*UNITS, *PAIRS])
def test_repetition_of_one_character_stays_linear(unit: str) -> None:
    text = unit * (SIZE // len(unit))
    assert scrub_text(text, hasher=new_hasher(), vault=new_vault()).findings == ()


@pytest.mark.parametrize(
    "unit",
    [
        "My name is Zofia Kowalczyk and I live in Warsaw. ",
        "cookie: a=b1c2; ",
        "password=hunter2x ",
        "call +1 415 555 0132 ",
        '{"password": "hunter2x"} ',
    ],
)
def test_a_very_long_line_of_values_stays_linear(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert detect(text)


def test_a_long_line_full_of_values_is_scrubbed_whole() -> None:
    parts = (f"jane{n}@example.com 203.0.113.{n % 250} password=hunter{n}x" for n in range(2000))
    result = scrub_text(" ".join(parts), hasher=new_hasher(), vault=new_vault())
    assert len(result.findings) == 6000
    assert "@" not in result.text
