"""The order of a checklist's items, and taking one out or putting it back.

What one item says is entry.py's; what a rule says is conditions.py's.
"""

from escalator.domain.conditions import ABOUT, due_by
from escalator.domain.json_places import (
    Document,
    at,
    drop,
    listing,
    mapping,
    put,
    said,
    words,
)
from escalator.domain.model import JSON


def move_item(document: Document, name: str, *, up: bool) -> Document:
    """Return the checklist with an item moved by one place within its section."""
    order = list(words(document, ABOUT, "order"))
    section = _section(document, name)
    mates = [one for one in order if _section(document, one) == section]
    if name not in mates:
        return document
    place = mates.index(name) + (-1 if up else 1)
    if not 0 <= place < len(mates):
        return document
    here, there = order.index(name), order.index(mates[place])
    order[here], order[there] = order[there], order[here]
    return put(document, ABOUT, "order", value=[*order])


def place_item(document: Document, name: str, *, after: str) -> Document:
    """Return the checklist with an item right after another, or first when that is ""."""
    order: list[JSON] = [one for one in words(document, ABOUT, "order") if one != name]
    place = order.index(after) + 1 if after in order else 0
    return put(document, ABOUT, "order", value=[*order[:place], name, *order[place:]])


def take_out(document: Document, name: str) -> Document:
    """Return the checklist without an item, and without what made it due.

    A condition that looks at its answer stays: a person has to say what holds instead, and lint
    names the place.
    """
    new = drop(document, "properties", name)
    new = put(new, ABOUT, "order", value=_without(words(new, ABOUT, "order"), name))
    new = put(new, "required", value=_without(words(new, "required"), name))
    if "allOf" in new:
        rules = [_rule_without(rule, name) for rule in listing(new, "allOf")]
        kept = [rule for rule in rules if due_by(rule)]
        new = put(new, "allOf", value=kept)
    for other in mapping(new, "properties"):
        if said(new, "properties", other, ABOUT, "not_before") == name:
            new = drop(new, "properties", other, ABOUT, "not_before")
    return new


def put_back(document: Document, released: Document, name: str) -> Document:
    """Return the checklist with an item as the version in use has it, in its place, due as there.

    Whatever the checklist said to the item before is gone; rules that name it stay where they are.
    """
    new = take_out(document, name)
    new = put(new, "properties", name, value=at(released, "properties", name))
    new = place_item(new, name, after=_predecessor(released, new, name))
    if name in words(released, "required"):
        required: list[JSON] = [*words(new, "required"), name]
        new = put(new, "required", value=required)
    for rule in listing(released, "allOf"):
        if name in due_by(rule):
            new = _with_rule(new, rule, name)
    return new


def _section(document: Document, name: str) -> str:
    return said(document, "properties", name, ABOUT, "section")


def _without(names: tuple[str, ...], name: str) -> list[JSON]:
    return [one for one in names if one != name]


def _rule_without(rule: JSON, name: str) -> JSON:
    for branch in ("then", "else"):
        if isinstance(rule, dict) and name in words(rule, branch, "required"):
            left = _without(words(rule, branch, "required"), name)
            rule = put(rule, branch, "required", value=left)
            rule = drop(rule, branch, "properties", name)
            if not mapping(rule, branch, "properties"):
                rule = drop(rule, branch, "properties")
    return rule


def _predecessor(released: Document, document: Document, name: str) -> str:
    """Give the nearest item before `name` in the version in use that is still there."""
    order = words(released, ABOUT, "order")
    there = set(words(document, ABOUT, "order"))
    before = [one for one in order[: order.index(name)] if one in there] if name in order else []
    return before[-1] if before else ""


def _with_rule(document: Document, rule: JSON, name: str) -> Document:
    """Make an item due by a rule again: in the same rule where it still is, else by one more."""
    rules = listing(document, "allOf")
    for number, here in enumerate(rules):
        is_same = at(here, "if") == at(rule, "if") and at(here, ABOUT) == at(rule, ABOUT)
        if is_same and isinstance(here, dict):
            due: list[JSON] = [*words(here, "then", "required"), name]
            new = put(here, "then", "required", value=due)
            fewest = at(rule, "then", "properties", name)
            if fewest is not None:
                new = put(new, "then", "properties", name, value=fewest)
            return put(document, "allOf", value=[*rules[:number], new, *rules[number + 1 :]])
    alone = rule
    for other in due_by(rule):
        alone = alone if other == name else _rule_without(alone, other)
    return put(document, "allOf", value=[*rules, alone])
