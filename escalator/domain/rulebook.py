"""A checklist schema compiled once: the JSON Schema validator and what is due when, and why.

It reports what the schema says and turns nothing into words (completeness.py does).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from escalator.domain.checklist import FACTS, Checklist
from escalator.domain.model import JSON


@dataclass(frozen=True, slots=True)
class Due:
    """That an item has to be answered.

    because: the sentence of the condition that makes it due, "" when it always is.
    rows: the fewest rows it needs; 0 when no number is asked for.
    """

    because: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Condition:
    """One if/then of a checklist: what is due when it holds, and when it does not."""

    test: Validator
    holds: Mapping[str, Due]
    otherwise: Mapping[str, Due]


class Rulebook:
    """Answers what is due and what the schema finds wrong, for one checklist."""

    def __init__(self, schema: Mapping[str, JSON]) -> None:
        self._validator: Validator = _BoundedValidator(dict(schema))
        self._always = _due_items(dict(schema), "")
        self._conditions = tuple(_conditions(schema.get("allOf")))

    def due(self, instance: dict[str, JSON]) -> dict[str, Due]:
        """Return the items due for an instance (see answers.as_instance), by name."""
        found = dict(self._always)
        for condition in self._conditions:
            holds = condition.test.is_valid(instance)
            for name, each in (condition.holds if holds else condition.otherwise).items():
                if name not in found or found[name].rows < each.rows:
                    found[name] = each
        return found

    def errors(self, instance: dict[str, JSON]) -> Iterator[ValidationError]:
        """Yield everything JSON Schema finds wrong with an instance."""
        yield from self._validator.iter_errors(instance)


@lru_cache(maxsize=128)
def rulebook_of(checklist: Checklist) -> Rulebook:
    """Return the compiled rules of a checklist; compiling takes far longer than judging."""
    return Rulebook(checklist.schema)


def _match_within_limit(
    _validator: Validator, pattern: str, instance: JSON, schema: Mapping[str, JSON]
) -> Iterator[ValidationError]:
    """Apply `pattern` only to a text within its limit: matching time grows with the length."""
    limit = schema.get("maxLength")
    if not isinstance(instance, str) or (isinstance(limit, int) and len(instance) > limit):
        return
    if re.search(pattern, instance) is None:
        yield ValidationError("does not match")


_BoundedValidator: type[Validator] = extend(  # type: ignore[no-untyped-call]  # its stub has none
    Draft202012Validator, {"pattern": _match_within_limit}
)


def _conditions(entries: JSON) -> Iterator[Condition]:
    for entry in entries if isinstance(entries, list) else []:
        test = entry.get("if") if isinstance(entry, dict) else None
        if isinstance(entry, dict) and isinstance(test, dict):
            about = entry.get("x-escalator")
            because = str(about.get("because", "")) if isinstance(about, dict) else ""
            yield Condition(
                _BoundedValidator(test),
                _due_items(entry.get("then"), because),
                _due_items(entry.get("else"), because),
            )


def _due_items(schema: JSON, because: str) -> dict[str, Due]:
    if not isinstance(schema, dict):
        return {}
    names, properties = schema.get("required"), schema.get("properties")
    if not isinstance(names, list):
        return {}
    rules = properties if isinstance(properties, dict) else {}
    return {
        name: Due(because, _fewest_rows(rules.get(name)))
        for name in names
        if isinstance(name, str) and name not in FACTS
    }


def _fewest_rows(rule: JSON) -> int:
    fewest = rule.get("minItems", 0) if isinstance(rule, dict) else 0
    return fewest if isinstance(fewest, int) else 0
