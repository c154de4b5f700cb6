from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.metrics import TOO_FEW, Rate, wilson
from escalator.domain.proposal_counts import ProposalCounts
from escalator.domain.proposals import (
    FEWEST_CITED,
    SAME_ERROR,
    SURELY_AT_FAULT,
    SURELY_CITED,
    SURELY_PASSED_ON,
    SURELY_UNAVAILABLE,
    Choice,
    Kind,
    Proposal,
    Standing,
    Verdict,
    has_grown,
    may_be_left_out,
    propose,
    rule_now,
    standing,
)
from tests.house import contracts

NOTHING = ProposalCounts({}, {}, 0, {}, {}, {}, {}, {}, {}, {})
OPTIONAL, REQUIRED = "recent_changes", "problem"
APPLICATIONS, INFRASTRUCTURE, PLATFORM = "applications-s2", "infrastructure-s2", "platform-s3"
TODAY = date(2026, 11, 24)

shares = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def proposed(counts: ProposalCounts) -> tuple[Proposal, ...]:
    return propose(counts, contracts.checklists, contracts.policy)


def cited(k: int, n: int, item: str = OPTIONAL) -> ProposalCounts:
    return replace(NOTHING, decided={"general": n}, cited={("general", item): k})


def unavailable(k: int, n: int) -> ProposalCounts:
    return replace(NOTHING, filed={"general": n}, not_available={("general", "region"): k})


def passed(k: int, n: int, went: str = INFRASTRUCTURE) -> ProposalCounts:
    came = {("general", APPLICATIONS): n}
    return replace(NOTHING, came_to=came, passed_on={("general", APPLICATIONS, went): k})


def shown(k: int, n: int) -> ProposalCounts:
    return replace(NOTHING, accepted=n, errors={"d1": k})


def charged(k: int, n: int, *, others: tuple[int, int] = (0, 200)) -> ProposalCounts:
    return replace(
        NOTHING,
        by_person={7: n, 8: others[1]},
        charged={(7, "steps"): k, (8, "steps"): others[0]},
    )


Made = tuple[Kind, Callable[[int, int], ProposalCounts], Callable[[int, int], bool]]

MADE: tuple[Made, ...] = (
    (Kind.REQUIRE, cited, lambda k, n: k >= FEWEST_CITED and wilson(k, n).low >= SURELY_CITED),
    (Kind.BELONGS, unavailable, lambda k, n: wilson(k, n).low >= SURELY_UNAVAILABLE),
    (Kind.ROUTE, passed, lambda k, n: wilson(k, n).low >= SURELY_PASSED_ON),
    (Kind.RECORD, shown, lambda k, _: k >= SAME_ERROR),
    (Kind.COACH, charged, lambda k, n: wilson(k, n).low >= SURELY_AT_FAULT),
)


@given(st.sampled_from(MADE), shares)
def test_a_proposal_is_made_exactly_from_its_threshold_on(
    made: Made, share: tuple[int, int]
) -> None:
    kind, counts, is_enough = made
    k, n = share
    found = proposed(counts(k, n))
    assert [one.kind for one in found] == [kind] * int(n >= TOO_FEW and is_enough(k, n))
    assert all(one.rate == Rate(k, n) for one in found)


@given(st.sampled_from(MADE), st.integers(0, TOO_FEW - 1))
def test_nothing_is_proposed_from_fewer_than_ten(made: Made, n: int) -> None:
    assert not proposed(made[1](n, n))


@given(st.sampled_from(MADE), shares)
def test_one_packet_more_never_takes_a_proposal_away(made: Made, share: tuple[int, int]) -> None:
    _, counts, _ = made
    k, n = share
    if k < n and proposed(counts(k, n)):
        assert proposed(counts(k + 1, n))


@pytest.mark.parametrize(
    "counts",
    [
        cited(20, 40, REQUIRED),
        cited(20, 40, "no_longer_asked"),
        replace(NOTHING, decided={"gone": 40}, cited={("gone", "steps"): 20}),
        replace(NOTHING, filed={"gone": 40}, not_available={("gone", "region"): 30}),
        replace(NOTHING, filed={"general": 40}, not_available={("general", "gone"): 30}),
        passed(30, 40, "security-s3"),
        passed(30, 40, "no-team"),
    ],
)
def test_what_could_not_be_done_is_not_proposed(counts: ProposalCounts) -> None:
    assert not proposed(counts)


def test_an_item_may_be_left_out_while_only_a_condition_makes_it_due() -> None:
    checklist = contracts.checklists["general"]
    assert may_be_left_out(OPTIONAL, checklist)
    assert not may_be_left_out(REQUIRED, checklist)
    assert not may_be_left_out("no_longer_asked", checklist)


def test_a_route_that_the_policy_has_already_is_not_proposed_again() -> None:
    rule = rule_now("network-connectivity", contracts.policy)
    assert rule is not None
    assert rule.target.team == INFRASTRUCTURE
    came = {("network-connectivity", PLATFORM): 40}
    route = {("network-connectivity", PLATFORM, INFRASTRUCTURE): 30}
    assert not proposed(replace(NOTHING, came_to=came, passed_on=route))


def test_a_fault_that_everybody_has_is_nobodys_habit() -> None:
    assert proposed(charged(12, 40))
    assert not proposed(charged(12, 40, others=(60, 200)))


def test_a_person_is_not_coached_on_what_the_checklist_should_ask() -> None:
    both = replace(charged(12, 40), decided={"general": 40}, cited={("general", OPTIONAL): 20})
    about_it = replace(both, charged={(7, OPTIONAL): 20, (7, "steps"): 12})
    assert [(one.kind, one.about) for one in proposed(about_it)] == [
        (Kind.REQUIRE, ("general", OPTIONAL)),
        (Kind.COACH, ("7", "steps")),
    ]


def test_people_stand_in_the_order_of_their_numbers_and_each_once() -> None:
    counts = replace(
        NOTHING,
        by_person={3: 20, 5: 20, 9: 400},
        charged={(5, "steps"): 12, (3, "logs"): 8, (3, "steps"): 7},
    )
    assert [one.about for one in proposed(counts)] == [("3", "logs"), ("5", "steps")]


def test_what_speaks_most_for_itself_stands_first() -> None:
    counts = replace(
        NOTHING,
        decided={"general": 40, "login-sso": 60},
        cited={("general", OPTIONAL): 12, ("login-sso", OPTIONAL): 30},
    )
    assert [one.about[0] for one in proposed(counts)] == ["login-sso", "general"]


STANDS: Mapping[Choice, Standing] = {
    Choice.ACCEPT: Standing.ACCEPTED,
    Choice.PUT_OFF: Standing.PUT_OFF,
    Choice.DISMISS: Standing.DISMISSED,
    Choice.REOPEN: Standing.OPEN,
}


@pytest.mark.parametrize(("choice", "stands"), STANDS.items())
def test_a_decision_stands_while_the_figures_stay(choice: Choice, stands: Standing) -> None:
    verdict = Verdict(choice, Rate(8, 40), TODAY + timedelta(days=1))
    for now in (Rate(8, 40), Rate(10, 40), Rate(4, 40), None):
        assert standing(verdict, now, TODAY) is stands


def test_what_nobody_decided_on_is_open() -> None:
    assert standing(None, Rate(8, 40), TODAY) is Standing.OPEN


def test_what_was_put_off_is_back_on_its_day_if_it_is_still_proposed() -> None:
    verdict = Verdict(Choice.PUT_OFF, Rate(8, 40), TODAY)
    assert standing(verdict, Rate(8, 40), TODAY) is Standing.OPEN
    assert standing(verdict, Rate(8, 40), TODAY - timedelta(days=1)) is Standing.PUT_OFF
    assert standing(verdict, None, TODAY) is Standing.PUT_OFF


@given(shares, shares)
def test_figures_have_grown_by_half_and_five_and_a_larger_share(
    now: tuple[int, int], then: tuple[int, int]
) -> None:
    grown = has_grown(Rate(*now), Rate(*then))
    larger = bool(now[1] and then[1]) and now[0] / now[1] > then[0] / then[1] + 1e-12
    enough = now[0] >= then[0] + 5 and 2 * now[0] >= 3 * then[0]
    if then[1] and now[1]:
        assert grown == (enough and larger)
    for choice in (Choice.PUT_OFF, Choice.DISMISS):
        is_open = standing(Verdict(choice, Rate(*then)), Rate(*now), TODAY) is Standing.OPEN
        assert is_open == grown
    assert standing(Verdict(Choice.ACCEPT, Rate(*then)), Rate(*now), TODAY) is Standing.ACCEPTED
