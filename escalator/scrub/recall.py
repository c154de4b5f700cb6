"""Finds values again that were hidden before, anywhere in the packet, by their words' digests.

Values that their form alone gives away need no memory; names, users, secrets and what a person
hid by hand do. It decides nothing about overlaps.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import islice, pairwise
from typing import Final

from escalator.scrub.detect import Candidate
from escalator.scrub.hashing import Hasher
from escalator.scrub.model import SECRETS, Kind
from escalator.scrub.rule import Match, any_of
from escalator.scrub.service import SERVICE
from escalator.scrub.shields import is_shielded
from escalator.scrub.vault import Vault
from escalator.scrub.view import View, views_of
from escalator.scrub.words import MAX_WORD, fold, is_common, word_list, words_of

_REMEMBERED: Final = SECRETS - {Kind.PRIVATE_KEY, Kind.JWT} | {Kind.USER, Kind.PHONE}
"""Kinds found by what stands around them; names are learned apart."""

MAX_WORDS: Final = 16
"""A longer value is found by its form or not at all."""

_ANY_GAP: Final = re.compile(r"[\s\S]{0,3}")
_PLAIN_GAP: Final = re.compile(r"[\s.,_'\u2019+-]{0,3}")
"""Between the words of a name or of what a person hid; "Doe (Jane" is two things."""

_WITHIN_NAME: Final = re.compile(r"[ ._'\u2019-]")
"""Between two parts of one name that were remembered apart."""

_MIN_SECRET: Final = 6
_MIN_USER: Final = 4
_MONTHS: Final = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())

_BEFORE_CODES: Final = 300
"""How far before the line of a code a value that goes on there may begin, in characters."""

_MANY: Final = 500
"""So many words are looked up one by one; one pattern for fewer is faster."""


def remember(kind: Kind, value: str, number: int, *, hasher: Hasher, vault: Vault) -> None:
    """Remember a value by its words, if its other occurrences can be told from ordinary words."""
    if kind in _REMEMBERED and is_distinctive(kind, value):
        remember_words(kind, value, number, hasher=hasher, vault=vault)


def remember_words(kind: Kind, value: str, number: int, *, hasher: Hasher, vault: Vault) -> None:
    """Remember a value by its words: secrets exactly as written, all else in any case."""
    words = word_list(value)
    if not 0 < len(words) <= MAX_WORDS:
        return
    is_exact = kind in SECRETS
    digest = hasher.of_exact_words(words) if is_exact else hasher.of_words(words)
    vault.alias(kind, digest, number)
    if is_exact or len(words) > 1:
        vault.add_head(hasher.of_word(words[0]), len(words))


def is_distinctive(kind: Kind, value: str) -> bool:
    """Tell whether a value means the same wherever it stands: `hunter2` does, `summer` does not."""
    letters = "".join(word_list(value))
    if kind is Kind.PHONE:
        return len(letters) >= 7
    if letters.isdigit():
        return len(letters) >= 8
    if is_common(fold(letters)):
        return False
    if kind is Kind.USER:
        return len(letters) >= _MIN_USER and value.lower() not in SERVICE
    return len(letters) >= _MIN_SECRET and not all(is_common(fold(w)) for w in word_list(value))


class Recall:
    """Finds remembered values in the texts of one packet, hashing each of their words once.

    hasher, vault: the packet's own.
    first_words: where it is known, every folded word that begins a remembered value; other words
        need no digest.
    """

    def __init__(
        self, hasher: Hasher, vault: Vault, first_words: AbstractSet[str] | None = None
    ) -> None:
        self._hasher = hasher
        self._vault = vault
        self._first_words = first_words
        self._digests: dict[str, str] = {}

    def find(self, text: str) -> list[Candidate]:
        """Return where a text holds remembered values."""
        if not self._vault.size():
            return []
        found = (_joined(self._in_view(view), text) for view in views_of(text))
        return [candidate for view in found for candidate in view]

    def _in_view(self, view: View) -> Iterator[Candidate]:
        place = 0
        # What is found as it is written needs no reading of its codes.
        for low, high in ((0, len(view.text)),) if view.only is None else view.only:
            start = view.text.rfind("\n", 0, max(0, low - _BEFORE_CODES)) + 1
            telling = {w for w in self._likely(view.text[start:high]) if self._begins(w)}
            for match in _occurrences(view.text, telling, start, high):
                if match.start() >= place and (hit := self._longest(match)):
                    kind, number, place = hit
                    if not _is_month(kind, match):
                        begin, stop = view.back(match.start(), place)
                        yield Candidate(kind, begin, stop, number)

    def _likely(self, text: str) -> Iterator[str]:
        """Yield a text's words as written, each once; where it can be told, only the likely."""
        words = set(word_list(text))
        known = self._first_words
        return (w for w in words if len(w) <= MAX_WORD and (known is None or fold(w) in known))

    def _begins(self, word: str) -> bool:
        digest = self._digests.get(word)
        if digest is None:
            digest = self._digests[word] = self._hasher.of_word(word)
        return digest in self._vault.heads() or self._vault.known(digest) is not None

    def _longest(self, match: Match) -> tuple[Kind, int, int] | None:
        """Return kind, number and end of the longest remembered value that begins at a word."""
        hasher, vault = self._hasher, self._vault
        digest = self._digests[match[0]]
        for count in sorted(vault.heads().get(digest, ()), reverse=True):
            words = list(islice(words_of(match.string, match.start()), count))
            if len(words) < count:
                continue
            written = [word[0] for word in words]
            keys = [hasher.of_exact_words(written)] if _are_close(words, _ANY_GAP) else []
            keys += [hasher.of_words(written)] if _are_close(words, _PLAIN_GAP) else []
            for key in keys:
                if (known := vault.known(key)) and not vault.allowed(key):
                    return *known, words[-1].end()
        known = vault.known(digest)
        return (*known, match.end()) if known and not vault.allowed(digest) else None


def _occurrences(text: str, telling: AbstractSet[str], start: int, end: int) -> Iterator[Match]:
    """Yield where these words stand in a part of a text, in order."""
    if not telling:
        return iter(())
    if not text.isascii() or len(telling) > _MANY:
        return (match for match in words_of(text, start, end) if match[0] in telling)
    either = re.compile(f"(?<![A-Za-z0-9])(?:{any_of(telling)})(?![A-Za-z0-9])")
    return either.finditer(text, start, end)


def _joined(candidates: Iterable[Candidate], text: str) -> Iterator[Candidate]:
    """Yield candidates in order, the parts of one name in a row as one."""
    last: Candidate | None = None
    for new in candidates:
        if last and _is_continued(last, new, text):
            last = Candidate(last.kind, last.start, new.end, last.number)
            continue
        if last:
            yield last
        last = new
    if last:
        yield last


def _is_continued(last: Candidate, new: Candidate, text: str) -> bool:
    is_same = last.kind is new.kind is Kind.NAME and last.number == new.number
    return is_same and _WITHIN_NAME.fullmatch(text, last.end, new.start) is not None


def _are_close(words: list[Match], gap: re.Pattern[str]) -> bool:
    """Tell whether only what a gap may hold stands between the words."""
    return all(
        gap.fullmatch(before.string, before.end(), after.start()) is not None
        for before, after in pairwise(words)
    )


def _is_month(kind: Kind, match: Match) -> bool:
    """Tell whether a name is a month here: "May 12 10:20:30"."""
    if kind is not Kind.NAME or match[0][:3].lower() not in _MONTHS:
        return False
    return is_shielded(match.string, match.start(), match.end())
