from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.model import Answer, Priority
from escalator.domain.policy import Blocked, Scope, Workaround
from escalator.domain.priority import PriorityVerdict, compute_priority
from tests.builders import NOW, shipped


def computed(**answers: Answer) -> PriorityVerdict:
    return compute_priority(answers, shipped().policy, now=NOW)


def facts(scope: str, blocked: str, workaround: str) -> dict[str, Answer]:
    return {"scope": scope, "blocked": blocked, "workaround": workaround}


REASONS = [
    (
        ("one_customer", "blocked", "none"),
        "P2: one customer is blocked and there is no workaround.",
    ),
    (
        ("many_customers", "blocked", "none"),
        "P1: many customers are blocked and there is no workaround.",
    ),
    (
        ("many_customers", "degraded", "painful"),
        "P2: many customers are slowed down and the workaround is painful.",
    ),
    (("one_site", "blocked", "good"), "P3: one site is blocked but there is a good workaround."),
    (("one_user", "blocked", "painful"), "P3: one user is blocked and the workaround is painful."),
    (("one_user", "not_blocked", "none"), "P4: one user can work but there is no workaround."),
    (
        ("one_customer", "not_blocked", "good"),
        "P4: one customer can work and there is a good workaround.",
    ),
]


@pytest.mark.parametrize(("cell", "reason"), REASONS)
def test_the_priority_says_its_reason_in_one_sentence(
    cell: tuple[str, str, str], reason: str
) -> None:
    verdict = computed(**facts(*cell))
    assert verdict.reason == reason
    assert verdict.priority == reason[:2]


def test_data_at_stake_raises_by_one_and_says_so() -> None:
    verdict = computed(**facts("one_customer", "degraded", "painful"), at_stake=("money", "data"))
    assert verdict.priority is Priority.P2
    assert verdict.reason == (
        "P2: one customer is slowed down and the workaround is painful; "
        "raised from P3 because data is at stake."
    )


def test_safety_at_stake_makes_a_blocked_user_a_p1() -> None:
    assert computed(**facts("one_user", "blocked", "none"), at_stake=("safety",)).priority == "P1"


@pytest.mark.parametrize(
    ("deadline", "priority"),
    [
        (NOW + timedelta(hours=23), "P3"),
        (NOW + timedelta(hours=25), "P4"),
        (NOW - timedelta(hours=1), "P3"),
    ],
)
def test_a_deadline_within_a_day_raises_by_one(deadline: object, priority: str) -> None:
    cell = facts("one_user", "degraded", "good")
    assert computed(**cell, deadline=str(deadline).replace(" ", "T")).priority == priority


@pytest.mark.parametrize("deadline", ["tomorrow", "2025-10-09T09:00"])
def test_a_deadline_that_cannot_be_placed_in_time_raises_nothing(deadline: str) -> None:
    assert computed(**facts("one_user", "degraded", "good"), deadline=deadline).priority == "P4"


def test_nothing_goes_above_p1() -> None:
    verdict = computed(**facts("many_customers", "blocked", "none"), at_stake=("data", "safety"))
    assert verdict.priority is Priority.P1
    assert "raised" not in verdict.reason


def test_two_reasons_to_raise_are_both_told() -> None:
    verdict = computed(
        **facts("one_user", "degraded", "good"), at_stake=("data",), deadline="2025-10-08T20:00Z"
    )
    assert verdict.priority is Priority.P2
    assert verdict.reason.endswith(
        "raised from P4 because data is at stake and the deadline is within 24 hours."
    )


def test_without_facts_the_priority_is_provisional_and_says_what_is_missing() -> None:
    verdict = computed()
    assert verdict.is_provisional
    assert verdict.missing == ("scope", "blocked", "workaround")
    assert verdict.reason == (
        "P4 for now: say how far it reaches, whether work is blocked "
        "and whether there is a workaround."
    )


def test_one_missing_fact_is_named_alone() -> None:
    verdict = computed(scope="many_customers", blocked="blocked")
    assert verdict.reason == "P2 for now: say whether there is a workaround."


@given(
    st.sampled_from(list(Scope)),
    st.sampled_from(list(Blocked)),
    st.sampled_from(list(Workaround)),
    st.sets(st.sampled_from(["scope", "blocked", "workaround"])),
)
def test_answering_a_missing_fact_never_makes_a_packet_less_urgent(
    scope: Scope, blocked: Blocked, workaround: Workaround, left_out: set[str]
) -> None:
    answers = facts(scope, blocked, workaround)
    partial = {name: value for name, value in answers.items() if name not in left_out}
    assert computed(**answers).priority <= computed(**partial).priority


@pytest.mark.parametrize("cell", list(product(Scope, Blocked, Workaround)))
def test_worse_facts_are_never_less_urgent(cell: tuple[Scope, Blocked, Workaround]) -> None:
    matrix = shipped().policy.matrix
    for worse in product(Scope, Blocked, Workaround):
        is_worse = (
            list(Scope).index(worse[0]) >= list(Scope).index(cell[0])
            and list(Blocked).index(worse[1]) <= list(Blocked).index(cell[1])
            and list(Workaround).index(worse[2]) <= list(Workaround).index(cell[2])
        )
        if is_worse:
            assert matrix[worse] <= matrix[cell]


def test_an_answer_that_is_no_fact_counts_as_missing() -> None:
    assert computed(**facts("everyone", "blocked", "none")).missing == ("scope",)
