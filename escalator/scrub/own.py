"""What a team adds to the scrubber: kinds of its own, keys, and values always or never hidden.

Made from plain JSON values of the shape that schemas/scrub.schema.json asks for. It reads no
files, and adds rules beside the shipped ones; none of those can be changed or switched off.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, cast

from escalator.scrub.detect import Candidate, detect
from escalator.scrub.model import JSON, NEVER_TAKEN_BACK, OWN_PREFIX, Kind
from escalator.scrub.own_pattern import BadPattern, OwnPattern, read_pattern
from escalator.scrub.rule import MARKED, Match, Rule, Span, Spans, unmarked
from escalator.scrub.rules import RULES
from escalator.scrub.strength import is_stand_in
from escalator.scrub.view import clean
from escalator.scrub.words import fold

BESIDE: Final = 60
"""How far before a value on its line its word may stand, in characters."""

_SOURCE: Final = "the team's own file"
_GIVEN: Final = r"[\"']?[ \t]{0,3}(?:=>|[:=])[ \t]{0,3}"
"""What stands between a key and its value."""

_VALUE: Final = (
    r"""(?:"(?P<double>[^"\n]{1,400})|'(?P<single>[^'\n]{1,400})|(?P<bare>[^\s"',;&<>]{1,400}))"""
)


@dataclass(frozen=True, slots=True)
class OwnProblem:
    """One thing wrong with a team's file. place: a JSON pointer. reason: one sentence."""

    place: str
    reason: str


@dataclass(frozen=True)
class OwnRules:
    """A team's own rules, ready to be used.

    rules: beside the shipped ones. secret_keys: keys whose values are secrets. harmless_keys:
    keys whose values are none for the key's sake. never: values, folded, that are not hidden
    unless they are a key or a card.
    """

    rules: tuple[Rule, ...] = ()
    secret_keys: tuple[str, ...] = ()
    harmless_keys: tuple[str, ...] = ()
    never: frozenset[str] = frozenset()

    def detect(self, text: str, *, near: Sequence[Span] | None = None) -> list[Candidate]:
        """Return what the shipped rules and the team's own claim in a text; see `detect`."""
        found = detect(text, self._all, near=near)
        return self._spared(text, found) if self.never or self.harmless_keys else found

    def is_secret(self, key: str) -> bool:
        """Tell whether a key of JSON says that its value is a secret."""
        return _folded_key(key) in self._secret

    def is_harmless(self, key: str) -> bool:
        """Tell whether a key of JSON says nothing about its value."""
        return _folded_key(key) in self._harmless

    def _spared(self, text: str, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates without what the team never wants hidden, and parts of it."""
        harmless = Spans(match.span("v") for match in self._harmless_values(text))
        free = Spans((one.start, one.end) for one in candidates if self._is_never(text, one))
        return [
            one
            for one in candidates
            if not (harmless if one.kind is Kind.SECRET else free).cover(one.start, one.end)
            or (one.kind in NEVER_TAKEN_BACK and one.kind is not Kind.SECRET)
        ]

    def _is_never(self, text: str, candidate: Candidate) -> bool:
        if candidate.kind in NEVER_TAKEN_BACK:
            return False
        return fold(clean(text[candidate.start : candidate.end])) in self.never

    def _harmless_values(self, text: str) -> Iterator[Match]:
        return self._harmless_pattern.finditer(text) if self.harmless_keys else iter(())

    @cached_property
    def _all(self) -> tuple[Rule, ...]:
        return (*RULES, *self.rules)

    @cached_property
    def _secret(self) -> frozenset[str]:
        return frozenset(map(_folded_key, self.secret_keys))

    @cached_property
    def _harmless(self) -> frozenset[str]:
        return frozenset(map(_folded_key, self.harmless_keys))

    @cached_property
    def _harmless_pattern(self) -> re.Pattern[str]:
        keys = "|".join(map(_any_key, sorted(self.harmless_keys, key=len, reverse=True)))
        return re.compile(rf"(?i)(?<![\w-])(?:{keys}){_GIVEN}(?P<v>[^\n]{{1,400}})")


NO_OWN_RULES: Final = OwnRules()


def read_own_rules(value: JSON) -> OwnRules:
    """Make a team's rules of a value without a problem (see `own_problems`)."""
    given = _Given(value)
    made = [_kind_rule(kind, read_pattern(str(kind["pattern"]))) for kind in given.kinds]
    made += [_key_rule(key) for key in given.texts("secret_keys")]
    made += [_phrase_rule(phrase) for phrase in given.texts("always_hide")]
    return OwnRules(
        rules=tuple(made),
        secret_keys=given.texts("secret_keys"),
        harmless_keys=given.texts("harmless_keys"),
        never=frozenset(fold(clean(one)) for one in given.texts("never_hide")),
    )


def own_problems(value: JSON) -> Iterator[OwnProblem]:
    """Yield what is wrong with a value of the right shape, in its order."""
    given = _Given(value)
    names = [str(kind["name"]) for kind in given.kinds]
    for place, kind in enumerate(given.kinds):
        pointer = f"/kinds/{place}"
        if names.index(names[place]) < place:
            yield OwnProblem(f"{pointer}/name", f"“{names[place]}” is the name of another kind.")
        yield from _kind_problems(kind, pointer)
    for place, one in enumerate(given.texts("never_hide")):
        if any(found.kind in NEVER_TAKEN_BACK for found in detect(one)):
            reason = "It looks like a key, a card or a password, which are always hidden."
            yield OwnProblem(f"/never_hide/{place}", reason)
    both = {fold(one) for one in given.texts("never_hide")}
    for place, one in enumerate(given.texts("always_hide")):
        if fold(one) in both:
            yield OwnProblem(f"/always_hide/{place}", "It stands under never_hide too.")
    secret = {_folded_key(one) for one in given.texts("secret_keys")}
    for place, one in enumerate(given.texts("harmless_keys")):
        if _folded_key(one) in secret:
            yield OwnProblem(f"/harmless_keys/{place}", "It stands under secret_keys too.")


def _kind_problems(kind: Mapping[str, JSON], pointer: str) -> Iterator[OwnProblem]:
    try:
        read = read_pattern(str(kind["pattern"]))
    except BadPattern as error:
        yield OwnProblem(f"{pointer}/pattern", error.reason)
        return
    if not read.anchors and not _texts(kind, "beside"):
        reason = (
            "Nothing tells this from other texts: it holds no fixed characters. "
            "Say in “beside” which words stand before it."
        )
        yield OwnProblem(f"{pointer}/pattern", reason)
        return
    rule = _kind_rule(kind, read)
    for place, hit in enumerate(rule.hits):
        yield from _hit_problems(rule, hit, f"{pointer}/hits/{place}")
    for place, miss in enumerate(rule.misses):
        if detect(miss, [rule]):
            yield OwnProblem(f"{pointer}/misses/{place}", "The pattern finds something in it.")


def _hit_problems(rule: Rule, hit: str, pointer: str) -> Iterator[OwnProblem]:
    text, marked = unmarked(hit)
    if not MARKED.search(hit):
        yield OwnProblem(pointer, "Mark what is to be hidden: “staff no ‹EMP-123456›”.")
    elif sorted((one.start, one.end) for one in detect(text, [rule])) != list(marked):
        yield OwnProblem(pointer, "The pattern does not find exactly what is marked in it.")


class _Given:
    """A team's file as it was read."""

    def __init__(self, value: JSON) -> None:
        self._value = cast("Mapping[str, JSON]", value)

    @property
    def kinds(self) -> tuple[Mapping[str, JSON], ...]:
        return tuple(cast("Sequence[Mapping[str, JSON]]", self._value.get("kinds", ())))

    def texts(self, name: str) -> tuple[str, ...]:
        return _texts(self._value, name)


def _texts(value: Mapping[str, JSON], name: str) -> tuple[str, ...]:
    return tuple(cast("Sequence[str]", value.get(name, ())))


def _kind_rule(kind: Mapping[str, JSON], read: OwnPattern) -> Rule:
    """Make the rule of one kind; beside its words, where it has some, and only there."""
    words = _texts(kind, "beside")
    name = str(kind["name"])
    hits, misses = _texts(kind, "hits"), _texts(kind, "misses")
    shown = Kind(name) if name in {one.value for one in Kind} else Kind(OWN_PREFIX + name)
    if not words:
        return Rule(
            name=f"own {name}",
            kind=shown,
            pattern=read.pattern,
            source=_SOURCE,
            anchors=read.anchors,
            is_cased=True,
            before=read.before,
            after=read.longest,
            hits=hits,
            misses=misses,
        )
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return Rule(
        name=f"own {name}",
        kind=shown,
        pattern=(
            rf"(?i:(?<![^\W_])(?:{either})(?![^\W_]))[^\n]{{0,{BESIDE}}}?(?P<v>{read.pattern})"
        ),
        source=_SOURCE,
        anchors=tuple(sorted({word.lower() for word in words})),
        before=1,
        after=BESIDE + read.longest,
        hits=hits,
        misses=misses,
    )


def _key_rule(key: str) -> Rule:
    """Make the rule of a key whose value is a secret, however the key is cased and joined."""
    return Rule(
        name=f"own key {key}",
        kind=Kind.SECRET,
        pattern=rf"(?i)(?<![\w-]){_any_key(key)}{_GIVEN}{_VALUE}",
        source=_SOURCE,
        anchors=(max(_parts(key), key=len),),
        before=len(key),
        after=len(key) + 420,
        check=lambda match: not is_stand_in(match[match.lastgroup or 0]),
        pick=lambda match: (match.span(match.lastgroup or 0),),
    )


def _phrase_rule(phrase: str) -> Rule:
    """Make the rule of words that are hidden wherever they stand, in any case."""
    words = phrase.split()
    return Rule(
        name=f"own phrase {fold(phrase)}",
        kind=Kind.HIDDEN,
        pattern=r"(?i)(?<![^\W_])" + r"\s{1,3}".join(map(re.escape, words)) + r"(?![^\W_])",
        source=_SOURCE,
        anchors=(words[0].lower(),),
        before=1,
        after=len(phrase) + 2 * len(words),
        crosses_lines=len(words) > 1,
    )


def _parts(key: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", key.lower())


def _folded_key(key: str) -> str:
    return "".join(_parts(key))


def _any_key(key: str) -> str:
    return r"[-_. ]?".join(map(re.escape, _parts(key)))
