"""The fast engine only narrows where to look: findings are the same with it and without."""

import re
from collections.abc import Iterator

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from escalator.scrub import Scrubbed, read_own_rules, scrub_text
from escalator.scrub.detect import Candidate, detect
from escalator.scrub.loose import loosened
from escalator.scrub.rule import Rule, compiled, unmarked
from escalator.scrub.rules import RULES
from escalator.scrub.sieve import Engine, choose_engine, sieve_for
from tests.browser.ticket import messy_log
from tests.scrub.planted import QUIET, new_hasher, new_vault
from tests.scrub.test_text import messes, plants

EXAMPLES = [unmarked(text)[0] for rule in RULES for text in (*rule.hits, *rule.misses)]


@pytest.fixture(autouse=True)
def choose_as_ever() -> Iterator[None]:
    """Leave the process with the engine it had."""
    yield
    choose_engine(Engine.AUTO)


def found(engine: Engine, text: str, rules: tuple[Rule, ...] = RULES) -> list[Candidate]:
    choose_engine(engine)
    return sorted(detect(text, rules), key=repr)


def scrubbed(engine: Engine, text: str) -> Scrubbed:
    choose_engine(engine)
    return scrub_text(text, hasher=new_hasher(), vault=new_vault(), names=("Jane Doe",))


def test_both_engines_find_the_same_in_every_example() -> None:
    for text in EXAMPLES:
        assert found(Engine.FAST, text) == found(Engine.PLAIN, text)


def test_both_engines_find_the_same_in_all_examples_together() -> None:
    text = "\n".join(EXAMPLES)
    assert found(Engine.FAST, text) == found(Engine.PLAIN, text)


@pytest.mark.parametrize("end", ["\r\n", "\n\u200b", " \u00e9\n", "\0\n"], ids=repr)
def test_both_engines_find_the_same_whatever_ends_the_lines(end: str) -> None:
    text = end.join(EXAMPLES)
    assert found(Engine.FAST, text) == found(Engine.PLAIN, text)


@given(messes)
@settings(max_examples=200)
def test_both_engines_scrub_alike(text: str) -> None:
    assert scrubbed(Engine.FAST, text) == scrubbed(Engine.PLAIN, text)


@given(st.lists(st.one_of(st.sampled_from(QUIET), plants.map(lambda p: p[1].format(p[2])))))
def test_both_engines_scrub_logs_alike(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert scrubbed(Engine.FAST, text) == scrubbed(Engine.PLAIN, text)


def test_both_engines_scrub_a_long_log_alike() -> None:
    text = messy_log(30_000)
    assert scrubbed(Engine.FAST, text) == scrubbed(Engine.PLAIN, text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_looser_pattern_is_found_wherever_the_rule_matches(rule: Rule) -> None:
    told = loosened(rule.pattern)
    if told is None:
        return
    for text in unmarked("\n".join(rule.hits))[0].split("\n"):
        if text.isascii() and compiled(rule.pattern).search(text):
            assert re2.search(told, text)


PATTERNS = (
    r"(?<!\w)ab+(?=c|$)",
    r"(?i:k[^a-y]s)\b",
    r"(?:x|(?P<q>[\"'])y(?P=q)){2,5}+z?",
    r"^\s{1,3}[\w.]{2,20}@",
    r"(?s:a.{0,2}b)(?!c)",
    r"(?P<o>\()?[0-9]{2}(?(o)\)|-)",
    r"(?i)[\u0100-\u2200]x",
    r"(?>a|ab)c|\.$",
)


@given(st.sampled_from(PATTERNS), st.text("abckKsS xyz\"'.@()-0129\t", max_size=30))
@settings(max_examples=400)
def test_a_looser_pattern_takes_all_that_the_pattern_takes(pattern: str, text: str) -> None:
    told = loosened(pattern)
    assert told is not None
    if re.search(pattern, text):
        assert re2.search(told, text)


@pytest.mark.parametrize("pattern", [r"\w{1,40}@", r"(?:a|[^ ]+)b", r"(?:\d+)?\w*x"])
def test_a_pattern_that_begins_with_a_run_has_no_looser_form(pattern: str) -> None:
    assert loosened(pattern) is None


@pytest.mark.parametrize("engine", [Engine.AUTO, Engine.PLAIN])
def test_the_fast_engine_is_used_only_where_it_is_asked_for(engine: Engine) -> None:
    choose_engine(engine)
    assert sieve_for(RULES) is None
    choose_engine(Engine.FAST)
    assert sieve_for(RULES) is not None


def test_nearly_all_rules_go_through_the_sieve() -> None:
    choose_engine(Engine.FAST)
    sieve = sieve_for(RULES)
    assert sieve is not None
    assert len(sieve.others) < len(RULES) / 20


def test_rules_of_which_none_goes_through_the_sieve_are_searched_all_the_same() -> None:
    own = read_own_rules({"always_hide": ["Project Nightjar"]})  # may stand on two lines
    choose_engine(Engine.FAST)
    text = "nothing here\n" * 1000 + "on Project\nNightjar"
    result = scrub_text(text, hasher=new_hasher(), vault=new_vault(), own=own)
    assert result.text.endswith("on [HIDDEN-1]")


def test_a_line_on_which_nothing_may_match_is_left_alone() -> None:
    choose_engine(Engine.FAST)
    text = "\u2026".join("z" * 80 + "\n\n" for _ in range(100)) + "mail jane@example.com"
    assert scrub_text(text, hasher=new_hasher(), vault=new_vault()).text.endswith("[EMAIL-1]")
    assert detect("z\n" * 4000, RULES[:1]) == []
