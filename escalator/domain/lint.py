"""Finds what is wrong or unwise in a checklist schema before anyone files a packet under it.

It reports and never mends; checklist.py refuses only what cannot be read at all.
"""

import re
from collections.abc import Iterator

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from escalator.domain import patterns
from escalator.domain.answer_rules import faults
from escalator.domain.checklist import FACTS, Checklist, Item, Widget, read_checklist
from escalator.domain.errors import BadContract
from escalator.domain.filler import is_blank, is_filler
from escalator.domain.model import JSON, Answer, Tier
from escalator.domain.timestamps import LATEST

CORE_ITEMS = (
    "ticket",
    "customer",
    "problem",
    "ask",
    "troubleshooting",
    "scope",
    "blocked",
    "workaround",
)
"""Items without which no packet can be read, routed or prioritised."""

RESERVED = frozenset(
    {"csrf_token", "version", "do", "people", "target", "priority_rationale", *FACTS}
)
"""Names that forms use for themselves."""

WHAT_PRIORITY_READS = {
    "scope": ("one_user", "one_site", "one_customer", "many_customers"),
    "blocked": ("blocked", "degraded", "not_blocked"),
    "workaround": ("none", "painful", "good"),
}

SHORTEST_WHY = 15
"""Characters of a sentence that explains anything."""

LONGEST = {
    Widget.LINE: 300,
    Widget.URL: 2_000,
    Widget.TEXT: 20_000,
    Widget.CODE: 1_000_000,
    Widget.TIMESTAMP: 300,
}
"""The longest text an item of each widget may allow, in characters."""

_ITEM_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
CHECKLIST_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
NAME_WORDS = "A name has lower-case letters, digits and hyphens only."

_TYPES = {
    Widget.NUMBER: "integer",
    Widget.CHOICES: "array",
    Widget.ROWS: "array",
}


def lint_checklist(schema: JSON, file: str) -> tuple[BadContract, ...]:
    """Return everything wrong with a bundled checklist schema, empty when all is well.

    file: the name the problems are told with.
    """
    try:
        Draft202012Validator.check_schema(schema if isinstance(schema, dict | bool) else {})
        checklist = read_checklist(schema, file)
    except SchemaError as error:
        place = "".join(f"/{part}" for part in error.absolute_path)
        reason = f"It is not a JSON Schema of draft 2020-12: {error.message[:300]}."
        return (BadContract(file=file, place=place, reason=reason),)
    except BadContract as problem:
        return (problem,)
    problems = _Linter(checklist).problems()
    return tuple(BadContract(file=file, place=place, reason=reason) for place, reason in problems)


Problem = tuple[str, str]
"""Where (a JSON pointer) and why, one sentence."""


class _Linter:
    """Goes through one readable checklist from top to bottom."""

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist
        self.schema = checklist.schema
        self.properties = _mapping(checklist.schema.get("properties"))
        self.names = {item.name for item in checklist.items}

    def problems(self) -> Iterator[Problem]:
        yield from self.check_head()
        yield from self.check_names()
        yield from self.check_core()
        yield from self.check_required(self.schema, "")
        yield from self.check_conditions()
        for item in self.checklist.items:
            place = f"/properties/{item.name}"
            yield from _check_words(item, place)
            yield from _check_shape(item, _mapping(self.properties.get(item.name)), place)
            yield from self.check_examples(item, place)
            if item.not_before and item.not_before not in self.names:
                reason = f"There is no item “{item.not_before}”."
                yield f"{place}/x-escalator/not_before", reason
        yield from _check_patterns(dict(self.schema), "")

    def check_head(self) -> Iterator[Problem]:
        if not CHECKLIST_NAME.fullmatch(self.checklist.id.name):
            yield "/x-escalator/name", NAME_WORDS
        if not self.checklist.tiers or Tier.S1 in self.checklist.tiers:
            yield "/x-escalator/tiers", "A packet goes to S2, S3 or both."
        if self.schema.get("type") != "object":
            yield "/type", "A checklist describes an object."
        if self.schema.get("additionalProperties") is not False:
            reason = "“additionalProperties” must be false, so that no answer is lost unseen."
            yield "/additionalProperties", reason

    def check_names(self) -> Iterator[Problem]:
        order = _words(_mapping(self.schema.get("x-escalator")).get("order"))
        for name in sorted(self.properties.keys() - set(order) - set(FACTS)):
            yield "/x-escalator/order", f"“{name}” is an item but does not stand in the order."
        for name in sorted({name for name in order if order.count(name) > 1}):
            yield "/x-escalator/order", f"“{name}” stands in the order twice."
        for name in sorted(self.names):
            if not _ITEM_NAME.fullmatch(name) or name in RESERVED:
                reason = "An item's name is lower-case letters, digits and _, and no reserved word."
                yield f"/properties/{name}", reason
        for fact in FACTS:
            if fact not in self.properties:
                yield f"/properties/{fact}", f"The fact “{fact}” is missing; conditions need it."

    def check_core(self) -> Iterator[Problem]:
        required = _words(self.schema.get("required"))
        asked = set(required).union(
            *(_words(_mapping(rule.get("then")).get("required")) for _, rule in self.conditions())
        )
        for name in CORE_ITEMS:
            if name not in self.names:
                yield "/properties", f"“{name}” is missing; no packet can do without it."
            elif name not in asked:
                yield "/required", f"“{name}” must be required; no packet can do without it."
        for name, values in WHAT_PRIORITY_READS.items():
            if name in self.names:
                item = self.checklist.item(name)
                if {value for value, _ in item.choices} != set(values):
                    reason = f"The priority is computed from exactly: {', '.join(values)}."
                    yield f"/properties/{name}/enum", reason

    def conditions(self) -> Iterator[tuple[str, dict[str, JSON]]]:
        rules = self.schema.get("allOf")
        for index, rule in enumerate(rules if isinstance(rules, list) else []):
            yield f"/allOf/{index}", _mapping(rule)

    def check_conditions(self) -> Iterator[Problem]:
        for place, rule in self.conditions():
            because = _mapping(rule.get("x-escalator")).get("because")
            if not isinstance(because, str) or len(because) < SHORTEST_WHY:
                reason = "A condition says in “because” why it asks for more."
                yield f"{place}/x-escalator/because", reason
            if "if" not in rule or "then" not in rule:
                yield place, "A condition has an “if” and a “then”."
            known = self.names | set(FACTS)
            for name in sorted(_names_used(rule.get("if")) - known):
                yield f"{place}/if", f"The condition uses “{name}”, which nobody answers."
            for branch in ("then", "else"):
                yield from self.check_required(_mapping(rule.get(branch)), f"{place}/{branch}")

    def check_required(self, schema: object, place: str) -> Iterator[Problem]:
        part = schema if isinstance(schema, dict) else dict(self.schema)
        for name in _words(part.get("required")):
            if name not in self.names and name not in FACTS:
                yield f"{place}/required", f"“{name}” is required but is no item."
        if place:
            for name in sorted(_mapping(part.get("properties")).keys() - self.names):
                yield f"{place}/properties", f"“{name}” is no item."

    def check_examples(self, item: Item, place: str) -> Iterator[Problem]:
        about = _mapping(_mapping(self.properties.get(item.name)).get("x-escalator"))
        if item.widget is not Widget.ROWS:
            if "example" not in about:
                yield f"{place}/x-escalator/example", "An example is missing."
                return
            rule = Draft202012Validator(_mapping(self.properties.get(item.name)))
            if not rule.is_valid(about["example"]):
                reason = "The example breaks the item's own rule."
                yield f"{place}/x-escalator/example", reason
                return
        answer = _answer(about.get("example"), item)
        for fault in faults(item, answer, now=LATEST, is_due=True):
            if fault.code != "example_copied":
                column = fault.place.partition(".")[2]
                inside = f"/items/properties/{column}" if column else ""
                yield (
                    f"{place}{inside}/x-escalator/example",
                    f"The example is refused: {fault.message}",
                )


def _answer(value: JSON, item: Item) -> Answer:
    if item.widget is Widget.ROWS:
        return ({column.name: column.example for column in item.columns},)
    if isinstance(value, list):
        return tuple(str(each) for each in value)
    return value if isinstance(value, int) else str(value)


def _check_words(item: Item, place: str) -> Iterator[Problem]:
    here = f"{place}/x-escalator"
    if len(item.why) < SHORTEST_WHY or is_filler(item.why, is_prose=True):
        yield f"{here}/why", "Say in a sentence who does what with the answer."
    if is_blank(item.label) or len(item.label) > 100:
        yield f"{here}/label", "A label has 1 to 100 characters."
    if not item.bounce_codes:
        yield f"{here}/bounce_codes", "Name at least one reason an engineer may bounce it for."


def _check_shape(item: Item, schema: dict[str, JSON], place: str) -> Iterator[Problem]:
    wanted = _TYPES.get(item.widget, "string")
    if schema.get("type") != wanted:
        yield f"{place}/type", f"An item answered as “{item.widget}” has the type “{wanted}”."
    if item.widget in LONGEST:
        yield from _check_length(schema, item.widget, place)
    if item.widget in (Widget.CHOICE, Widget.CHOICES):
        if not item.choices:
            yield f"{place}/enum", "A choice needs values in “enum”."
        known = {value for value, _ in item.choices}
        labels = _mapping(_mapping(schema.get("x-escalator")).get("choices"))
        for value in sorted(labels.keys() - known):
            yield f"{place}/x-escalator/choices", f"“{value}” is labelled but is no choice."
    if item.widget is Widget.ROWS:
        yield from _check_rows(item, schema, place)


def _check_rows(item: Item, schema: dict[str, JSON], place: str) -> Iterator[Problem]:
    most = schema.get("maxItems")
    if not isinstance(most, int) or not 1 <= most <= 50:
        yield f"{place}/maxItems", "Rows need “maxItems” from 1 to 50."
    row = _mapping(schema.get("items"))
    properties = _mapping(row.get("properties"))
    names = {column.name for column in item.columns}
    for name in sorted(properties.keys() ^ names):
        yield f"{place}/x-escalator/columns", f"“{name}” is not both a column and a property."
    for name in sorted(set(_words(row.get("required"))) - names):
        yield f"{place}/items/required", f"“{name}” is required but is no column."
    for column in item.columns:
        here = f"{place}/items/properties/{column.name}"
        if not _ITEM_NAME.fullmatch(column.name):
            yield here, "A column's name is lower-case letters, digits and _."
        if column.widget in (Widget.ROWS, Widget.CHOICES, Widget.NUMBER, Widget.URL):
            yield f"{here}/x-escalator/widget", f"A column cannot be answered as “{column.widget}”."
        elif column.widget in LONGEST:
            yield from _check_length(_mapping(properties.get(column.name)), column.widget, here)


def _check_length(schema: dict[str, JSON], widget: Widget, place: str) -> Iterator[Problem]:
    limit, most = schema.get("maxLength"), LONGEST[widget]
    if not _is_up_to(limit, most):
        yield f"{place}/maxLength", f"A “{widget}” needs “maxLength” from 1 to {most:,}."


def _check_patterns(value: JSON, place: str) -> Iterator[Problem]:
    if isinstance(value, list):
        for index, each in enumerate(value):
            yield from _check_patterns(each, f"{place}/{index}")
    elif isinstance(value, dict):
        pattern = value.get("pattern")
        if isinstance(pattern, str) and (why := patterns.why_slow(pattern)):
            yield f"{place}/pattern", why
        limit = value.get("maxLength")
        if isinstance(pattern, str) and not _is_up_to(limit, patterns.LONGEST_TEXT):
            reason = f"A text with a pattern needs “maxLength”, at most {patterns.LONGEST_TEXT:,}."
            yield f"{place}/maxLength", reason
        if "patternProperties" in value:
            yield f"{place}/patternProperties", "Items are named, not matched by pattern."
        for key, each in value.items():
            yield from _check_patterns(each, f"{place}/{key}")


def _is_up_to(limit: JSON, most: int) -> bool:
    return isinstance(limit, int) and 1 <= limit <= most


def _names_used(condition: JSON) -> set[str]:
    """Return the properties that a condition looks at."""
    if isinstance(condition, list):
        return set().union(*map(_names_used, condition))
    if not isinstance(condition, dict):
        return set()
    names = set(_mapping(condition.get("properties"))) | set(_words(condition.get("required")))
    for key in ("allOf", "anyOf", "oneOf", "not"):
        names |= _names_used(condition.get(key))
    return names


def _mapping(value: JSON) -> dict[str, JSON]:
    return value if isinstance(value, dict) else {}


def _words(value: JSON) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
