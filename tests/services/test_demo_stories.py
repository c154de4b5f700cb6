"""The demo's stories are whole, and told of nobody but the packet's own customer."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from escalator.demo.cast import CUSTOMERS, PEOPLE
from escalator.demo.story import FOLDER, Story, stories
from escalator.demo.telling import Filing, tell
from escalator.domain.advice import advice
from escalator.domain.completeness import gaps
from escalator.domain.model import Packet, RootCause
from escalator.domain.priority import compute_priority
from escalator.domain.routing import suggest_target
from tests.house import contracts

NOW = datetime(2026, 7, 1, 10, 30, tzinfo=UTC)
BLANK = re.compile(r"\{[a-z_]+\d*\}")
EACH = pytest.mark.parametrize("story", stories().values(), ids=lambda story: story.name)


def tellings(story: Story) -> Iterator[tuple[Filing, Packet]]:
    """Tell a story three times, to three customers."""
    chance = random.Random(story.name)
    for customer in chance.sample(CUSTOMERS, 3):
        filing = tell(story, chance, customer=customer, filed_at=NOW, ticket="T-40123")
        priority = compute_priority(filing.answers, contracts.policy, now=NOW).priority
        target = suggest_target(story.category, priority, filing.answers, contracts.policy).target
        checklist = contracts.checklists[story.category].id
        yield filing, Packet(checklist, target, priority, filing.answers)


def words_of(filing: Filing) -> str:
    return repr((filing.answers, filing.asked, filing.solved))


def test_each_category_has_five_stories_or_more() -> None:
    counted = Counter(story.category for story in stories().values())
    assert set(counted) == set(contracts.checklists)
    assert min(counted.values()) >= 5


@EACH
def test_a_story_has_no_gap_at_the_team_it_goes_to(story: Story) -> None:
    checklist = contracts.checklists[story.category]
    for filing, packet in tellings(story):
        assert not [name for name in filing.answers if not checklist.has_item(name)]
        assert gaps(checklist, packet, now=NOW) == ()


@EACH
def test_a_story_leaves_no_blank(story: Story) -> None:
    for filing, _ in tellings(story):
        assert not BLANK.findall(words_of(filing))


@EACH
def test_a_story_ends_in_causes_that_exist(story: Story) -> None:
    assert story.solved
    assert {cause for cause, _ in story.solved} <= {cause.value for cause in RootCause}


@EACH
def test_a_story_tells_of_no_other_customer(story: Story) -> None:
    for filing, _ in tellings(story):
        said = words_of(filing).replace(filing.customer.name, "")
        assert not [one.name for one in CUSTOMERS if one.name in said]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.stem)
def test_no_file_names_a_customer_or_a_colleague(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    names = [*(one.name.split()[0] for one in CUSTOMERS), *(one.contact for one in CUSTOMERS)]
    names += [one.name for one in PEOPLE]
    assert not [name for name in names if re.search(rf"\b{name}\b", written)]


def rows_of(filing: Filing, item: str) -> list[Mapping[str, str]]:
    answer = filing.answers[item]
    assert isinstance(answer, tuple)
    return [row for row in answer if isinstance(row, Mapping)]


def test_the_log_shows_a_request_at_the_time_that_is_given() -> None:
    (filing, _), *_ = tellings(stories()["orders-time-out"])
    (log,) = rows_of(filing, "logs")
    for request in rows_of(filing, "request_ids"):
        moment = datetime.fromisoformat(request["at"]).astimezone(UTC)
        line = next(one for one in log["text"].splitlines() if request["id"] in one)
        assert f"{moment:%d/%b/%Y:%H:%M:%S +0000}" in line


def test_hardly_any_story_is_told_with_something_to_advise() -> None:
    advised = [
        story.name
        for story in stories().values()
        if any(
            advice(contracts.checklists[story.category], packet, now=NOW)
            for _, packet in tellings(story)
        )
    ]
    assert len(advised) <= len(stories()) / 10
