"""Scrubs texts that belong together: detect, remember, recall, replace, and look again.

It keeps nothing itself; what is remembered goes to the vault as digests.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, TypeVar

from escalator.scrub.bodies import body_claims
from escalator.scrub.budget import budget_for
from escalator.scrub.by_line import judging_once
from escalator.scrub.detect import Candidate
from escalator.scrub.errors import ScrubError
from escalator.scrub.hashing import Hasher
from escalator.scrub.model import PLACEHOLDER, Finding, Kind, Scrubbed, read_placeholder
from escalator.scrub.names import learn_names
from escalator.scrub.numbering import Numbering
from escalator.scrub.own import NO_OWN_RULES, OwnRules
from escalator.scrub.recall import Recall
from escalator.scrub.resolve import merge, replace
from escalator.scrub.rule import Span
from escalator.scrub.typed import survey
from escalator.scrub.vault import Vault

_PATIENCE: Final = 6
"""After so many looks a line that still shows something new is hidden whole."""

Claims = Sequence[Candidate]
Worked = TypeVar("Worked")


def scrub_texts(
    texts: Sequence[str],
    *,
    hasher: Hasher,
    vault: Vault,
    names: Iterable[str] = (),
    claims: Sequence[Claims] | None = None,
    own: OwnRules = NO_OWN_RULES,
) -> tuple[Scrubbed, ...]:
    """Hide what is personal or secret in texts of one packet, the same value alike in all.

    names: people named in the ticket's fields.
    claims: per text, what its surroundings already say (a JSON key, a header's name).
    own: what the team adds to the rules.
    Returns one result per text, in order. Scrubbing a result again changes nothing.
    Raises ScrubError, without any part of the text, when a text cannot be searched.
    """
    return Scrubbing(hasher=hasher, vault=vault, names=names, own=own).texts(texts, claims)


class Scrubbing:
    """Scrubs texts of one packet that come one after another; see `scrub_texts`.

    A value is known from the text on in which it was recognised first.
    """

    def __init__(
        self,
        *,
        hasher: Hasher,
        vault: Vault,
        names: Iterable[str] = (),
        own: OwnRules = NO_OWN_RULES,
    ) -> None:
        # With an empty vault every word to recall passes through our hands.
        noting = None if vault.size() else hasher.noting()
        hasher = noting or hasher
        self._vault = vault
        self._own = own
        self._numbering = Numbering(hasher, vault)
        self._recall = Recall(hasher, vault, noting.first_words if noting else None)
        _guarded(lambda: learn_names(names, hasher=hasher, vault=vault))

    def texts(
        self, texts: Sequence[str], claims: Sequence[Claims] | None = None
    ) -> tuple[Scrubbed, ...]:
        """Scrub texts together, so that a value recognised in one is hidden in all of them."""
        with budget_for(sum(map(len, texts))), judging_once():
            return _guarded(lambda: self._scrub(texts, claims or [()] * len(texts)))

    def _scrub(self, texts: Sequence[str], claims: Sequence[Claims]) -> tuple[Scrubbed, ...]:
        for text in texts:
            _reserve_numbers(text, self._vault)
        found = [
            [*_claims(text, self._own), *claim] for text, claim in zip(texts, claims, strict=True)
        ]
        looks = 0
        seen: list[AbstractSet[Finding]] = [frozenset() for _ in texts]
        shown: list[Claims] = [() for _ in texts]
        while True:
            chosen = _choose(texts, found, self._numbering, self._recall, self._vault)
            results = [replace(text, picks) for text, picks in zip(texts, chosen, strict=True)]
            looks += 1
            for place, (output, findings) in enumerate(results):
                news = _news(findings, seen[place], shown[place])
                more = _second_look(output, findings, news, self._numbering, self._own)
                seen[place], shown[place] = frozenset(findings), more
                found[place] += more if looks < _PATIENCE else _whole_lines(texts[place], more)
            if not any(shown):
                return tuple(Scrubbed(output, findings) for output, findings in results)


def _guarded(work: Callable[[], Worked]) -> Worked:
    """Turn whatever fails into a ScrubError: no raw value may leave in a message or a cause."""
    failure = ""
    try:
        return work()
    except ScrubError:
        raise
    except Exception as error:  # noqa: BLE001  # its type is all that may be told
        failure = type(error).__name__
    raise ScrubError(f"the text could not be searched ({failure})")


def _claims(text: str, own: OwnRules, *, near: Sequence[Span] | None = None) -> list[Candidate]:
    """Return what rules, keys and bodies in base64 claim in a text."""
    bodies = body_claims(text, lambda plain: bool(merge(survey(plain, own), plain)))
    return [*survey(text, own, near=near), *bodies]


def _reserve_numbers(text: str, vault: Vault) -> None:
    """Keep numbers apart from placeholders that a text already holds."""
    if "[" in text:
        for match in PLACEHOLDER.finditer(text):
            vault.reserve(*read_placeholder(match))


def _choose(
    texts: Sequence[str],
    found: Sequence[list[Candidate]],
    numbering: Numbering,
    recall: Recall,
    vault: Vault,
) -> list[list[Candidate]]:
    """Return what to hide in each text, numbered, after remembered values were recalled."""
    kept = [numbering.not_allowed(text, claims) for text, claims in zip(texts, found, strict=True)]
    chosen = [
        numbering.number(text, merge(claims, text))
        for text, claims in zip(texts, kept, strict=True)
    ]
    size = -1
    while vault.size() != size:
        size = vault.size()
        chosen = [
            numbering.number(
                text, merge(numbering.not_allowed(text, [*claims, *recall.find(text)]), text)
            )
            for text, claims in zip(texts, found, strict=True)
        ]
    return chosen


def _news(findings: Sequence[Finding], seen: AbstractSet[Finding], shown: Claims) -> set[Finding]:
    """Return the findings that are new since the last look, and those beside what it showed."""
    news = set(findings) - seen
    starts = [finding.start for finding in findings]
    for claim in shown:
        place = bisect_right(starts, claim.start)
        news.update(findings[max(0, place - 1) : place + 1])
    return news


def _second_look(
    output: str,
    findings: Sequence[Finding],
    news: AbstractSet[Finding],
    numbering: Numbering,
    own: OwnRules,
) -> list[Candidate]:
    """Return what shows only now that placeholders stand in a text, in the input's offsets.

    Where no new placeholder can be seen the text is as it was, and was searched.
    """
    if not news:
        return []
    starts, shifts, ends = [], [], []
    shift = 0
    for finding in findings:
        starts.append(finding.start + shift)
        ends.append(starts[-1] + len(finding.placeholder))
        shift = ends[-1] - finding.end
        shifts.append(shift)
    back = _Back(findings, starts, ends, shifts)
    places = zip(findings, starts, ends, strict=True)
    near = [(start, end) for finding, start, end in places if finding in news]
    again = merge(numbering.not_allowed(output, _claims(output, own, near=near)), output)
    return [Candidate(new.kind, back.start(new.start), back.end(new.end)) for new in again]


class _Back:
    """The way from an output's offsets to the input's; a placeholder counts as a whole."""

    def __init__(
        self,
        findings: Sequence[Finding],
        starts: Sequence[int],
        ends: Sequence[int],
        shifts: Sequence[int],
    ) -> None:
        self._findings = findings
        self._starts = starts
        self._ends = ends
        self._shifts = shifts

    def start(self, offset: int) -> int:
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self._ends[place]:
            return self._findings[place].start
        return offset - (self._shifts[place] if place >= 0 else 0)

    def end(self, offset: int) -> int:
        place = bisect_right(self._starts, offset - 1) - 1
        if place >= 0 and offset <= self._ends[place]:
            return self._findings[place].end
        return offset - (self._shifts[place] if place >= 0 else 0)


def _whole_lines(text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    lines = []
    for candidate in candidates:
        end = text.find("\n", candidate.end)
        start = text.rfind("\n", 0, candidate.start) + 1
        lines.append(Candidate(Kind.HIDDEN, start, len(text) if end == -1 else end))
    return lines


def is_clean(text: str) -> bool:
    """Tell whether no rule finds anything in a text; placeholders are nothing."""
    return not merge(_claims(text, NO_OWN_RULES), text)
