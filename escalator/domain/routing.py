"""Which target is suggested for a packet, with the rule that says so, and which ones may take it.

It suggests; people choose, and the checklist and the policy limit what they can choose from.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from escalator.domain.checklist import Checklist
from escalator.domain.errors import BadContract
from escalator.domain.model import Answers, Priority, Target
from escalator.domain.policy import Policy, PolicyTarget, RoutingRule


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The target that fits best and the sentence of the rule that says so."""

    target: Target
    reason: str


def suggest_target(
    category: str, priority: Priority, answers: Answers, policy: Policy
) -> Suggestion:
    """Return the target of the first routing rule that fits.

    category: a checklist's name. Raises BadContract when no rule fits and no target takes the
    category, which check_routing finds at start.
    """
    takers = [target for target in policy.targets if not target.only or category in target.only]
    for rule in policy.routing:
        may_take = any(taker.target == rule.target for taker in takers)
        if may_take and _fits(rule, category, priority, answers=answers):
            return Suggestion(rule.target, rule.because)
    if not takers:
        reason = f"No target takes packets of the category “{category}”."
        raise BadContract(file="policy.json", place="/targets", reason=reason)
    return Suggestion(takers[0].target, f"{takers[0].name} takes packets of this category.")


def allowed_targets(checklist: Checklist, policy: Policy) -> tuple[PolicyTarget, ...]:
    """Return the targets that a packet of this checklist may go to, in the policy's order."""
    return tuple(
        target
        for target in policy.targets
        if target.tier in checklist.tiers
        and (not checklist.only_teams or target.team in checklist.only_teams)
        and (not target.only or checklist.id.name in target.only)
    )


def check_routing(
    policy: Policy, checklists: Mapping[str, Checklist], file: str
) -> tuple[BadContract, ...]:
    """Return where the policy and the checklists disagree; file: the policy's name."""
    problems: list[BadContract] = []

    def refuse(place: str, reason: str) -> None:
        problems.append(BadContract(file=file, place=place, reason=reason))

    for checklist in checklists.values():
        if not allowed_targets(checklist, policy):
            refuse("/targets", f"No target may take packets of “{checklist.id.name}”.")
    for index, rule in enumerate(policy.routing):
        for name in sorted(rule.categories):
            found = checklists.get(name)
            if found is None:
                refuse(f"/routing/{index}/when/category", f"There is no checklist “{name}”.")
            elif rule.target not in [one.target for one in allowed_targets(found, policy)]:
                reason = f"“{rule.target.team}” may not take packets of “{name}”."
                refuse(f"/routing/{index}/team", reason)
    return tuple(problems)


def _fits(rule: RoutingRule, category: str, priority: Priority, *, answers: Answers) -> bool:
    if rule.categories and category not in rule.categories:
        return False
    if rule.priorities and priority not in rule.priorities:
        return False
    return all(answers.get(item) in values for item, values in rule.answers.items())
