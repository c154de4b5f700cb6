"""What is left of recordings after scrubbing: planted values that can be read, fields that cannot.

A field worth reading is every name, number and text of the HAR but bodies; where a planted value
is a part of it, what stands around the value.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_plus

from bench.scrub.har.record import Recording
from bench.scrub.score import Count

_BODIES = frozenset({"content", "postData"})
_NOTHING = object()
Path = tuple[str | int, ...]
"""Keys and places from the root of a HAR to a field."""


@dataclass(slots=True)
class HarTally:
    """Counted over recordings: secrets and personal values leaked, fields lost."""

    secrets: Count = field(default_factory=Count)
    personal: Count = field(default_factory=Count)
    fields: Count = field(default_factory=Count)
    examples: list[str] = field(default_factory=list)

    def add(self, recording: Recording, output: object) -> None:
        """Count one recording; the output is a parsed HAR, or text when it is none any more."""
        shown = output if isinstance(output, str) else "\n".join(_strings(output))
        for value in sorted(recording.secrets):
            self._add_value(self.secrets, recording.name, value, shown)
        for value in sorted(recording.personal):
            self._add_value(self.personal, recording.name, value, shown)
        planted = recording.secrets | recording.personal | recording.either
        tree = None if isinstance(output, str) else output
        for path, leaf in _fields(recording.har):
            lost = not _stands(leaf, _at(tree, path), planted)
            self.fields.add(0, 0, is_wrong=lost)
            if lost:
                self.examples.append(f"{recording.name}: lost {'.'.join(map(str, path))}")

    def _add_value(self, counted: Count, name: str, value: str, shown: str) -> None:
        leaked = any(form in shown for form in _forms(value))
        counted.add(len(value), len(value) if leaked else 0, is_wrong=leaked)
        if leaked:
            self.examples.append(f"{name}: leaked {value}")


def _forms(value: str) -> set[str]:
    """Return how a value may be spelled: as it is, in a URL, in JSON inside JSON."""
    once = json.dumps(value)[1:-1]
    return {value, quote(value, safe=""), quote(value), quote_plus(value), once}


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from _strings(value)
    else:
        yield str(node)


def _fields(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            if not (key == "text" and path and path[-1] in _BODIES):
                yield from _fields(value, (*path, key))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from _fields(value, (*path, place))
    elif node not in ("", None):
        yield path, node


def _at(node: Any, path: Path) -> Any:
    try:
        for step in path:
            node = node[step]
    except (KeyError, IndexError, TypeError):
        return _NOTHING
    return node


def _stands(before: Any, after: Any, planted: frozenset[str]) -> bool:
    """Tell whether a field is as it was, planted values aside."""
    if before == after:
        return True
    if not isinstance(before, str) or not isinstance(after, str):
        return False
    forms = sorted({form for value in planted for form in _forms(value)}, key=len, reverse=True)
    pieces = re.split("|".join(map(re.escape, forms)), before)
    return len(pieces) > 1 and all(piece in after for piece in pieces)
