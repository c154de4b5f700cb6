import pytest

from escalator.domain.completeness import advice, all_gaps, gaps
from escalator.domain.packet import read_json, write_json
from escalator.domain.priority import compute_priority
from escalator.domain.routing import allowed_targets
from tests.builders import (
    CATEGORIES,
    NOW,
    checklist_of,
    complete,
    example_file,
    expected_of,
    incomplete,
    shipped,
)


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_complete_example_has_neither_gaps_nor_advice(category: str) -> None:
    checklist, packet = checklist_of(category), complete(category)
    assert gaps(checklist, packet, now=NOW) == ()
    assert advice(checklist, packet, now=NOW) == ()


@pytest.mark.parametrize("category", CATEGORIES)
def test_an_incomplete_example_has_exactly_the_gaps_expected_of_it(category: str) -> None:
    found = all_gaps(checklist_of(category), incomplete(category), now=NOW)
    assert tuple((gap.item, gap.code, gap.place) for gap in found) == expected_of(category).gaps


@pytest.mark.parametrize("category", CATEGORIES)
def test_an_incomplete_example_gets_exactly_the_advice_expected_of_it(category: str) -> None:
    found = advice(checklist_of(category), incomplete(category), now=NOW)
    assert tuple((each.item, each.code) for each in found) == expected_of(category).advice


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_complete_example_carries_the_priority_its_facts_amount_to(category: str) -> None:
    packet = complete(category)
    verdict = compute_priority(packet.answers, shipped().policy, now=NOW)
    assert verdict.priority is packet.priority
    assert not verdict.is_provisional


@pytest.mark.parametrize("category", CATEGORIES)
def test_an_example_goes_to_a_target_that_may_take_it(category: str) -> None:
    targets = [one.target for one in allowed_targets(checklist_of(category), shipped().policy)]
    assert complete(category).target in targets
    assert incomplete(category).target in targets


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("kind", ["complete", "incomplete"])
def test_an_example_file_is_written_the_canonical_way(category: str, kind: str) -> None:
    text = example_file(f"{category}.{kind}.json").read_text("utf-8")
    assert write_json(read_json(text)) == text
