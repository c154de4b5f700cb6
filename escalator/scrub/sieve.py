"""The engine of choice beside Python, google-re2: it tells on which lines which rules may match.

It only narrows where the rules look; what they find and accept there is theirs to say, so that
findings are the same with it and without.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from types import ModuleType
from typing import Any, Final

from escalator.scrub.by_line import add_span, lines_of
from escalator.scrub.errors import ScrubError
from escalator.scrub.loose import loosened
from escalator.scrub.rule import Rule, Span

_MEMORY: Final = 16 << 20
"""What one set of patterns may remember, in bytes."""

_TOGETHER: Final = 50
"""So many rules make one set. The engine walks through a text in states, each of them all that may
have begun; with all rules in one set nearly every letter of a mixed log makes a new one."""


class Engine(StrEnum):
    """Which engine narrows where the rules look."""

    AUTO = "auto"
    """What is quicker on most logs: Python alone."""
    PLAIN = "plain"
    """None: Python's own regular expressions do all."""
    FAST = "fast"
    """google-re2 names the lines."""


class _Choice:
    engine = Engine.AUTO


def choose_engine(engine: Engine) -> None:
    """Say which engine this process uses. Raises ScrubError when it is not installed."""
    if engine is Engine.FAST and _re2() is None:
        raise ScrubError("google-re2 is not installed; escalator[fast] brings it")
    _Choice.engine = engine


@cache
def _re2() -> ModuleType | None:
    try:
        import re2
    except ImportError:
        return None
    found: ModuleType = re2
    return found


def sieve_for(rules: Sequence[Rule]) -> "Sieve | None":
    """Return the sieve for rules, None where no engine was asked for."""
    return _sieve(tuple(rules)) if _Choice.engine is Engine.FAST else None


@lru_cache(maxsize=4)
def _sieve(rules: tuple[Rule, ...]) -> "Sieve":
    return Sieve(rules)


class Sieve:
    """The rules whose matches stay on one line, made into sets of looser patterns.

    rules: those in the sets. others: those that have no looser pattern, or may cross lines.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        taken: list[Rule] = []
        self.others: list[Rule] = []
        self._sets: list[Any] = []
        for rule in rules:
            if len(taken) == _TOGETHER * len(self._sets):
                self._sets.append(_new_set())
            pattern = None if rule.crosses_lines else _looser(rule)
            if pattern is None or not self._takes(pattern):
                self.others.append(rule)
            else:
                taken.append(rule)
        self.rules = tuple(taken)
        for one in self._sets:
            one.Compile()

    def _takes(self, pattern: str) -> bool:
        re2: Any = _re2()
        try:
            self._sets[-1].Add(pattern)
        except re2.error:
            return False
        return True

    def lines(self, text: str, areas: Iterable[Span]) -> tuple[dict[Rule, list[Span]], list[Span]]:
        """Return for each rule the lines on which it may match, and the lines beyond ASCII.

        Those are not for the engine: a rule's letters may be others there than they look.
        """
        found: dict[int, list[Span]] = {}
        beyond: list[Span] = []
        matches = [(place * _TOGETHER, one.Match) for place, one in enumerate(self._sets)]
        for start, line in lines_of(text, areas):
            end = start + len(line)
            if not line.isascii():
                add_span(beyond, start, end)
                continue
            for first, match in matches:
                # Where nothing matches the engine answers with None.
                for index in match(line) or ():
                    add_span(found.setdefault(first + index, []), start, end)
        return {self.rules[index]: found[index] for index in sorted(found)}, beyond


def _new_set() -> Any:
    re2: Any = _re2()
    options = re2.Options()
    options.max_mem = _MEMORY
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    return re2.Set.SearchSet(options)


def _looser(rule: Rule) -> str | None:
    """Return a pattern that is found on every line of ASCII where the rule matches."""
    told = loosened(rule.pattern)
    if told is None and rule.gate:
        return loosened(rule.gate)
    return told or _any_anchor(rule)


def _any_anchor(rule: Rule) -> str | None:
    either = "|".join(re.escape(anchor) for anchor in rule.anchors if anchor.isascii())
    return (either if rule.is_cased else f"(?i:{either})") if either else None
