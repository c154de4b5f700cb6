import json
from dataclasses import replace

import pytest

from escalator.domain.errors import BadContract
from escalator.domain.model import Answer, Priority
from escalator.domain.routing import allowed_targets, check_routing, suggest_target
from tests.builders import CATEGORIES, checklist_of, shipped

ROUTES: list[tuple[str, str, dict[str, Answer], str]] = [
    ("security", "P4", {}, "security-s3"),
    ("data-integrity", "P4", {}, "platform-s3"),
    ("release-regression", "P3", {}, "platform-s3"),
    ("login-sso", "P1", {}, "platform-s3"),
    ("login-sso", "P3", {}, "applications-s2"),
    ("api-integration", "P2", {"scope": "many_customers"}, "platform-s3"),
    ("api-integration", "P2", {"scope": "one_customer"}, "applications-s2"),
    ("network-connectivity", "P1", {}, "infrastructure-s2"),
    ("endpoint-device", "P4", {}, "infrastructure-s2"),
    ("email-delivery", "P3", {}, "infrastructure-s2"),
    ("general", "P1", {}, "applications-s2"),
    ("performance-outage", "P2", {}, "applications-s2"),
]


@pytest.mark.parametrize(("category", "priority", "answers", "team"), ROUTES)
def test_the_first_rule_that_fits_suggests_the_target_and_says_why(
    category: str, priority: str, answers: dict[str, Answer], team: str
) -> None:
    found = suggest_target(category, Priority(priority), answers, shipped().policy)
    assert found.target.team == team
    assert found.reason.endswith(".")


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("priority", list(Priority))
def test_what_is_suggested_is_always_allowed(category: str, priority: Priority) -> None:
    policy = shipped().policy
    allowed = [one.target for one in allowed_targets(checklist_of(category), policy)]
    assert suggest_target(category, priority, {}, policy).target in allowed


def test_security_packets_may_go_to_the_security_team_only() -> None:
    policy = shipped().policy
    assert [one.team for one in allowed_targets(checklist_of("security"), policy)] == [
        "security-s3"
    ]
    for category in set(CATEGORIES) - {"security"}:
        teams = [one.team for one in allowed_targets(checklist_of(category), policy)]
        assert teams == ["applications-s2", "infrastructure-s2", "platform-s3"]


def test_without_a_fitting_rule_the_first_team_that_takes_the_category_is_suggested() -> None:
    policy = replace(shipped().policy, routing=())
    found = suggest_target("general", Priority.P3, {}, policy)
    assert found.target.team == "applications-s2"
    assert found.reason == "Applications S2 takes packets of this category."


def test_a_category_that_nobody_takes_is_refused() -> None:
    policy = shipped().policy
    only_security = replace(policy, routing=(), targets=policy.targets[-1:])
    with pytest.raises(BadContract):
        suggest_target("general", Priority.P3, {}, only_security)


def test_the_shipped_policy_agrees_with_the_shipped_checklists() -> None:
    assert check_routing(shipped().policy, shipped().checklists, "policy.json") == ()


def test_a_rule_for_an_unknown_category_or_a_team_that_may_not_take_it_is_told() -> None:
    policy = shipped().policy
    rule = policy.routing[0]
    wrong = (
        replace(rule, categories=frozenset({"weather"})),
        replace(rule, target=policy.targets[0].target),
    )
    problems = check_routing(replace(policy, routing=wrong), shipped().checklists, "policy.json")
    assert [problem.place for problem in problems] == [
        "/routing/0/when/category",
        "/routing/1/team",
    ]


def test_a_checklist_that_no_target_takes_is_told() -> None:
    policy = replace(shipped().policy, targets=shipped().policy.targets[:3], routing=())
    problems = check_routing(policy, shipped().checklists, "policy.json")
    assert [(one.place, "security" in one.reason) for one in problems] == [("/targets", True)]
    assert json.dumps([one.file for one in problems]) == '["policy.json"]'
