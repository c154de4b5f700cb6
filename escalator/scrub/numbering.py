"""Gives candidates their numbers, and knows which of them a person called not personal.

What the vault said of a value is remembered while one packet is scrubbed, so that a value that
stands there a thousand times is hashed once. It finds nothing and replaces nothing.
"""

from collections.abc import Iterable

from escalator.scrub.coded import decoded
from escalator.scrub.detect import Candidate
from escalator.scrub.hashing import Hasher
from escalator.scrub.model import SECRETS, Kind
from escalator.scrub.names import learn_address, learn_name
from escalator.scrub.recall import remember
from escalator.scrub.rule import Spans
from escalator.scrub.vault import Vault
from escalator.scrub.view import clean
from escalator.scrub.words import word_list


class Numbering:
    """The numbers of one packet's values, for one run.

    hasher, vault: the packet's own.
    """

    def __init__(self, hasher: Hasher, vault: Vault) -> None:
        self._hasher = hasher
        self._vault = vault
        self._numbers: dict[tuple[Kind, str], int] = {}
        self._allowed: dict[tuple[Kind, str], bool] = {}

    def number(self, text: str, chosen: Iterable[Candidate]) -> list[Candidate]:
        """Return the candidates with their numbers, remembering what is new."""
        return [
            candidate
            if candidate.number
            else Candidate(
                candidate.kind,
                candidate.start,
                candidate.end,
                self._number_of(candidate.kind, _value(text, candidate)),
            )
            for candidate in chosen
        ]

    def not_allowed(self, text: str, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Return the candidates that nobody called not personal, nor anything within such a value.

        Secrets always stay.
        """
        kept: list[Candidate] = []
        allowed: list[Candidate] = []
        for candidate in candidates:
            is_allowed = candidate.kind not in SECRETS and self._is_allowed(text, candidate)
            (allowed if is_allowed else kept).append(candidate)
        if not allowed:
            return kept
        free = Spans((one.start, one.end) for one in allowed)
        return [new for new in kept if new.kind in SECRETS or not free.cover(new.start, new.end)]

    def _is_allowed(self, text: str, candidate: Candidate) -> bool:
        value = _value(text, candidate)
        known = self._allowed.get((candidate.kind, value))
        if known is None:
            known = any(map(self._vault.allowed, self._digests(candidate.kind, value)))
            self._allowed[candidate.kind, value] = known
        return known

    def _digests(self, kind: Kind, value: str) -> list[str]:
        """Return what a value may have been allowed by; a name is remembered by its words too."""
        digests = [self._hasher.of_value(kind, value)]
        if kind is Kind.NAME and (words := word_list(value)):
            digests.append(self._hasher.of_words(words))
        return digests

    def _number_of(self, kind: Kind, value: str) -> int:
        number = self._numbers.get((kind, value))
        if number is None:
            number = self._numbers[kind, value] = self._new_number(kind, value)
        return number

    def _new_number(self, kind: Kind, value: str) -> int:
        hasher, vault = self._hasher, self._vault
        number = learn_name(value, hasher=hasher, vault=vault) if kind is Kind.NAME else 0
        if not number:
            group = hasher.of_group(kind, value)
            number = vault.number(kind, hasher.of_value(kind, value), group=group)
            remember(kind, value, number, hasher=hasher, vault=vault)
        if kind is Kind.EMAIL:
            learn_address(value, hasher=hasher, vault=vault)
        return number


def _value(text: str, candidate: Candidate) -> str:
    value = clean(text[candidate.start : candidate.end])
    # A secret counts as it is written: its signs may be no codes.
    return value if candidate.kind in SECRETS else decoded(value)
