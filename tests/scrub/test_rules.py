"""Every rule proves itself by the examples and look-alikes of its own table."""

import random
import re
import string

import pytest
from _pytest.mark.structures import ParameterSet

from escalator.scrub.detect import detect
from escalator.scrub.rule import Rule, unmarked
from escalator.scrub.rules import RULES
from escalator.scrub.rules.formats import Format, Part, Run
from escalator.scrub.rules.vendors import FORMATS, VENDORS

TABLE = [rule for rule in RULES if rule not in VENDORS]

HITS = [
    pytest.param(rule, text, id=f"{rule.name}-{i}")
    for rule in TABLE
    for i, text in enumerate(rule.hits)
]
ANYWHERE = [
    pytest.param(rule, text, id=f"{rule.name}-{i}")
    for rule in TABLE
    for i, text in enumerate(rule.hits)
    if not rule.pattern.startswith("(?m")  # these ask for the start of a line
]
MISSES = [
    pytest.param(rule, text, id=f"{rule.name}-{i}")
    for rule in TABLE
    for i, text in enumerate(rule.misses)
]


def spans(text: str, rule: Rule) -> list[tuple[int, int]]:
    return sorted((found.start, found.end) for found in detect(text, [rule]))


@pytest.mark.parametrize(("rule", "example"), HITS)
def test_a_rule_finds_exactly_what_its_example_marks(rule: Rule, example: str) -> None:
    text, marked = unmarked(example)
    assert spans(text, rule) == list(marked)


@pytest.mark.parametrize(("rule", "text"), MISSES)
def test_a_rule_leaves_its_look_alikes_alone(rule: Rule, text: str) -> None:
    assert spans(text, rule) == []


@pytest.mark.parametrize("rule", TABLE, ids=lambda rule: rule.name)
def test_a_rule_has_examples_look_alikes_and_a_source(rule: Rule) -> None:
    assert rule.hits
    assert rule.misses
    assert rule.source
    assert bool(rule.anchors) != bool(rule.gate)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_anchors_in_any_case_are_written_in_lower_case(rule: Rule) -> None:
    assert rule.is_cased or all(anchor == anchor.lower() for anchor in rule.anchors)


def test_no_two_rules_share_a_name() -> None:
    names = [rule.name for rule in RULES]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(("rule", "example"), ANYWHERE)
def test_an_example_is_found_at_the_end_of_a_long_line_too(rule: Rule, example: str) -> None:
    text, marked = unmarked(example)
    front = "lorem ipsum " * 1000
    found = [(start - len(front), end - len(front)) for start, end in spans(front + text, rule)]
    assert found == list(marked)


# Vendor formats: examples are made from the parts, so that none stands here.


def letters_of(run: Run) -> str:
    every = string.ascii_letters + string.digits + "+/=_-.~%*^:@,!#$&()?<>{}"
    return "".join(letter for letter in every if re.match(f"[{run.letters}]", letter))


def make_part(part: Part, chance: random.Random) -> str:
    if isinstance(part, str):
        return part
    count = part.low if part.high is None else chance.randint(part.low, part.high)
    return "".join(chance.choice(letters_of(part)) for _ in range(count))


def make_key(form: Format, seed: int) -> str:
    chance = random.Random(f"{form.name}{seed}")
    return "".join(make_part(part, chance) for part in form.parts)


def context(form: Format) -> str:
    near = f"_{form.near[0]}" if form.near else ""
    return f"{form.words[0]}{near} = " if form.words else ""


def formats(*, with_words: bool = False, ending_in_a_run: bool = False) -> list[ParameterSet]:
    return [
        pytest.param(form, rule, id=form.name)
        for form, rule in zip(FORMATS, VENDORS, strict=True)
        if not (with_words and not form.words) and not (ending_in_a_run and not ends_in_a_run(form))
    ]


def ends_in_a_run(form: Format) -> bool:
    return isinstance(form.parts[-1], Run) and form.parts[-1].low >= 4


@pytest.mark.parametrize(("form", "rule"), formats())
def test_a_vendor_key_is_found_whole(form: Format, rule: Rule) -> None:
    for seed in range(5):
        key = make_key(form, seed)
        before = f"set {context(form)}"
        assert spans(f"{before}{key} now", rule) == [(len(before), len(before) + len(key))]


@pytest.mark.parametrize(("form", "rule"), formats(ending_in_a_run=True))
def test_a_vendor_key_without_its_last_part_is_none(form: Format, rule: Rule) -> None:
    chance = random.Random(form.name)
    cut = "".join(make_part(part, chance) for part in form.parts[:-1])
    assert spans(f"set {context(form)}{cut} now", rule) == []


@pytest.mark.parametrize(("form", "rule"), formats(with_words=True))
def test_a_vendor_key_without_form_needs_its_word(form: Format, rule: Rule) -> None:
    assert spans(f"x = {make_key(form, 0)} now", rule) == []


NOTATIONS = (
    "export {name}={key}",
    '{{"{name}": "{key}"}}',
    "{name}: '{key}'",
    '<add name="{name}" value="{key}"/>',
    "X-{name}: {key}",
    "tool --{name} {key} --verbose",
    "we use the {name} {key} since May",
)


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize(("form", "rule"), formats(with_words=True))
def test_a_vendor_key_without_form_is_found_in_every_notation(
    form: Format, rule: Rule, notation: str
) -> None:
    name = context(form).removesuffix(" = ").replace("(?!or)", "").replace("(?![a-z])", "")
    key = make_key(form, 3)
    text = notation.format(name=name, key=key)
    start = text.rindex(key)
    assert spans(text, rule) == [(start, start + len(key))]


@pytest.mark.parametrize("what", ["commit", "sha256:", "trace_id=", "request-id: ", "image digest"])
def test_an_identifier_beside_a_vendor_is_no_key(what: str) -> None:
    digest = "9e107d9d372bb6826bd81d3542a419d6"
    for form, rule in zip(FORMATS, VENDORS, strict=True):
        if form.words:
            assert spans(f"{form.words[0]} key {what} {digest}", rule) == []
