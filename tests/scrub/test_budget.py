"""A text that takes far too much work is refused, and nothing of it is told."""

import time
from collections.abc import Iterator
from itertools import count

import pytest

from escalator.scrub import ScrubError, scrub_text
from escalator.scrub.budget import SECONDS, budget_for, current_budget, limit_work
from escalator.scrub.errors import TooMuchWork
from tests.scrub.planted import QUIET, new_hasher, new_vault


@pytest.fixture(autouse=True)
def limit_as_ever() -> Iterator[None]:
    """Leave the process without a limit."""
    yield
    limit_work(None)


def test_a_text_that_takes_too_much_work_is_refused_without_a_part_of_it() -> None:
    ticks = count()
    limit_work(lambda: next(ticks) * SECONDS / 5)
    vault = new_vault()
    with pytest.raises(TooMuchWork) as caught:
        scrub_text("jane.doe@example.com " * 50, hasher=new_hasher(), vault=vault)
    assert "jane" not in str(caught.value)
    assert caught.value.__cause__ is caught.value.__context__ is None
    assert isinstance(caught.value, ScrubError)
    assert vault.rows() == ()


def test_ordinary_texts_are_far_from_the_limit() -> None:
    limit_work(time.thread_time)
    text = "\n".join(QUIET * 20)
    assert scrub_text(text, hasher=new_hasher(), vault=new_vault()).text == text


def test_a_longer_text_may_cost_more() -> None:
    now = [0.0]
    limit_work(lambda: now[0])
    with budget_for(1_000_000):
        now[0] = SECONDS + 1
        current_budget().check()
    with budget_for(0):
        now[0] += SECONDS + 1
        with pytest.raises(TooMuchWork):
            current_budget().check()


def test_there_is_no_limit_outside_of_a_text() -> None:
    limit_work(lambda: 1e9)
    current_budget().check()
