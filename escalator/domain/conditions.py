"""The conditions of a checklist as a lead edits them: when these hold, those items are due.

A rule of the schema that says more than a form can show is kept as it is and shown as it stands.
What a rule means for a packet is rulebook.py's to say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from escalator.domain.checklist import Checklist, Widget
from escalator.domain.json_places import Document, listing, mapping, put, said, words
from escalator.domain.model import JSON, Priority, Tier

ABOUT = "x-escalator"


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer that a condition looks at: the item, and the options of which one is enough."""

    item: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item that is due when a condition holds; rows: the fewest, 0 for no number."""

    item: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; all parts that are given have to hold.

    tiers, priorities: of which one is enough. asked: answers to other items.
    wanted: what is due then. because: the sentence people read at the gap.
    """

    tiers: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule where it stands. number: from 0. condition: None when no form can show it."""

    number: int
    condition: Condition | None
    raw: JSON
    because: str

    def wants(self, item: str) -> bool:
        """Whether an item is due by it."""
        return item in due_by(self.raw)


def rules_of(document: Document) -> tuple[Rule, ...]:
    """Return the rules of a checklist in order."""
    return tuple(
        Rule(number, read_condition(raw, document), raw, said(raw, ABOUT, "because"))
        for number, raw in enumerate(listing(document, "allOf"))
    )


@lru_cache(maxsize=64)
def checklist_rules(checklist: Checklist) -> tuple[Rule, ...]:
    """Return the rules of a checklist read before; each of its items asks for them."""
    return rules_of(dict(checklist.schema))


def due_by(rule: JSON) -> tuple[str, ...]:
    """Return the items that a rule makes due, whether its condition holds or not."""
    return (*words(rule, "then", "required"), *words(rule, "else", "required"))


def read_condition(rule: JSON, document: Document) -> Condition | None:
    """Return a rule as a form shows it, None when writing that back would not give the rule."""
    test = mapping(rule, "if", "properties")
    found: dict[str, tuple[str, ...]] = {}
    for name in words(rule, "if", "required"):
        one = mapping(test, name)
        options = words(one, "enum") or words(one, "contains", "enum") or (said(one, "const"),)
        found[name] = options
    fewest = mapping(rule, "then", "properties")
    condition = Condition(
        tiers=found.pop("tier", ()),
        priorities=found.pop("priority", ()),
        asked=tuple(Asked(item, options) for item, options in found.items()),
        wanted=tuple(
            Wanted(item, _whole(mapping(fewest, item).get("minItems")))
            for item in words(rule, "then", "required")
        ),
        because=said(rule, ABOUT, "because"),
    )
    return condition if write_condition(condition, document) == rule else None


def write_condition(condition: Condition, document: Document) -> Document:
    """Return a condition as a rule of the schema."""
    parts = [
        *([Asked("tier", condition.tiers)] if condition.tiers else []),
        *([Asked("priority", condition.priorities)] if condition.priorities else []),
        *condition.asked,
    ]
    tests: Document = {part.item: _test(part, document) for part in parts}
    names: list[JSON] = [part.item for part in parts]
    due: list[JSON] = [wanted.item for wanted in condition.wanted]
    then: Document = {"required": due}
    fewest: Document = {
        wanted.item: {"minItems": wanted.rows} for wanted in condition.wanted if wanted.rows
    }
    if fewest:
        then["properties"] = fewest
    about: Document = {"because": condition.because}
    return {"if": {"properties": tests, "required": names}, "then": then, ABOUT: about}


def put_rule(document: Document, number: int | None, condition: Condition) -> Document:
    """Return the checklist with a rule put in place of another, or, with no number, at the end."""
    rules = listing(document, "allOf")
    new = write_condition(condition, document)
    if number is None or not 0 <= number < len(rules):
        return put(document, "allOf", value=[*rules, new])
    return put(document, "allOf", value=[*rules[:number], new, *rules[number + 1 :]])


def take_rule(document: Document, number: int) -> Document:
    """Return the checklist without a rule."""
    rules = listing(document, "allOf")
    return put(document, "allOf", value=[*rules[:number], *rules[number + 1 :]])


def may_be_asked(checklist: Checklist) -> tuple[str, ...]:
    """Return the items that a condition of a form may look at: those answered by choosing."""
    kinds = (Widget.CHOICE, Widget.CHOICES)
    return tuple(item.name for item in checklist.items if item.widget in kinds)


def when_words(condition: Condition, checklist: Checklist) -> str:
    """Say when a condition holds: "for S3, when “Protocol” is “SAML”"; "always" without parts."""
    parts = []
    if condition.tiers and set(condition.tiers) != {Tier.S2.value, Tier.S3.value}:
        parts.append(f"for {_either(condition.tiers)}")
    elif condition.tiers:
        parts.append("for S2 and S3")
    if condition.priorities and len(condition.priorities) < len(Priority):
        parts.append(f"for {_either(condition.priorities)}")
    parts += [_answer_words(asked, checklist) for asked in condition.asked]
    return ", ".join(parts) or "always"


def wanted_words(wanted: Wanted, checklist: Checklist) -> str:
    """Say what is due: "Steps to reproduce", "What was tried (at least 3)"."""
    label = label_of(wanted.item, checklist)
    return f"{label} (at least {wanted.rows})" if wanted.rows else label


def label_of(name: str, checklist: Checklist) -> str:
    """Return an item's label, its name when the checklist has no such item."""
    return checklist.item(name).label if checklist.has_item(name) else name


def _answer_words(asked: Asked, checklist: Checklist) -> str:
    label = label_of(asked.item, checklist)
    item = checklist.item(asked.item) if checklist.has_item(asked.item) else None
    labels = dict(item.choices) if item else {}
    options = _either([f"“{labels.get(option, option)}”" for option in asked.options])
    verb = "has" if item and item.widget is Widget.CHOICES else "is"
    return f"when “{label}” {verb} {options}"


def _either(names: Sequence[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def _test(part: Asked, document: Document) -> Document:
    options: list[JSON] = list(part.options)
    if said(document, "properties", part.item, ABOUT, "widget") == Widget.CHOICES:
        return {"contains": {"enum": options}}
    return {"const": options[0]} if len(options) == 1 else {"enum": options}


def _whole(value: JSON) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def rules_for(item: str, rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return the rules by which an item is due."""
    return tuple(rule for rule in rules if rule.wants(item))
