"""Learns the names of people: typed in ticket fields, beside a mail address, or inside one.

All spellings and parts of one name share one number. Only digests go to the vault; finding the
names again is recall.py's work.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from escalator.scrub.gazetteer import is_ordinary
from escalator.scrub.hashing import Hasher
from escalator.scrub.model import PLACEHOLDER, Kind
from escalator.scrub.vault import Vault
from escalator.scrub.view import clean
from escalator.scrub.words import PARTICLES, ROLES, fold, is_common, word_list

_BETWEEN_PARTS: Final = re.compile(r"[\s,;/_()\"<>-]+")
_BETWEEN_LOCAL: Final = re.compile(r"[._+-]+|\d+")
_MAX_PARTS: Final = 8
_MIN_JOINED: Final = 5
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})

Words = Sequence[str]


def learn_names(names: Iterable[str], *, hasher: Hasher, vault: Vault) -> None:
    """Learn names typed in fields; the longest first, so that "Jane" joins "Jane Doe"."""
    # A field that was saved before holds a placeholder where the name was.
    typed = [PLACEHOLDER.sub(" ", name) for name in names]
    for name in sorted(typed, key=lambda name: (-len(word_list(name)), name)):
        if "@" in name:
            learn_address(name, hasher=hasher, vault=vault)
        else:
            learn_name(name, hasher=hasher, vault=vault, is_typed=True)


def learn_address(address: str, *, hasher: Hasher, vault: Vault) -> None:
    """Learn the name inside `jane.doe@example.com`; role mail boxes and single words give none."""
    local = clean(address).replace("%40", "@").split("@", 1)[0].split("+", 1)[0]
    parts = [part for part in _BETWEEN_LOCAL.split(local) if part]
    folded = [fold(part) for part in parts]
    if not 2 <= len(parts) <= 3 or not all(part.isalpha() for part in parts):
        return
    if any(part in ROLES for part in folded) or all(is_common(p) or len(p) < 3 for p in folded):
        return
    learn_name(" ".join(parts), hasher=hasher, vault=vault, is_typed=True)


def learn_name(name: str, *, hasher: Hasher, vault: Vault, is_typed: bool = False) -> int:
    """Learn one name with its parts and usual spellings.

    is_typed: whether it stood in a name's own field; a part of any other name that is an ordinary
        word too is known by its capital only.
    Returns the number of its placeholder; 0 when there is nothing in it that could be hidden.
    """
    parts = [tuple(word_list(part)) for part in _BETWEEN_PARTS.split(clean(name))]
    parts = [part for part in parts if part][:_MAX_PARTS]
    while len(parts) > 1 and fold("".join(parts[0])) in PARTICLES:
        parts = parts[1:]
    spellings = _spellings(parts)
    telling = [part for part in parts if _is_telling(part)]
    if not spellings and not telling:
        return 0
    bound = [not is_typed and is_ordinary(fold("".join(part))) for part in telling]
    number = _number(spellings, telling, hasher=hasher, vault=vault, is_bound=any(bound[:1]))
    for spelling in spellings:
        _remember(spelling, number, hasher=hasher, vault=vault)
    for part, is_bound in zip(telling, bound, strict=True):
        _remember_part(part, number, hasher=hasher, vault=vault, is_bound=is_bound)
    return number


def _is_telling(part: Words) -> bool:
    """Tell whether a part may be hidden by itself: two letters or more and no particle."""
    word = fold("".join(part))
    return len(word) >= 2 and not word.isdigit() and word not in PARTICLES


def _spellings(parts: Sequence[Words]) -> list[Words]:
    """Return the whole name in the orders and contractions in which logs hold it."""
    if len(parts) < 2:
        return []
    whole = [word for part in parts for word in part]
    turned = [*parts[-1], *(word for part in parts[:-1] for word in part)]
    first, last = fold("".join(parts[0])), fold("".join(parts[-1]))
    ends = [*parts[0], *parts[-1]]
    joined = [first + last, last + first, first[:1] + last, first + last[:1], last + first[:1]]
    fit = [[word] for word in joined if len(word) >= _MIN_JOINED and not is_common(word)]
    return [whole, turned, ends, *(fit if len(last) >= 2 and last.isalpha() else [])]


def _number(
    spellings: Sequence[Words],
    telling: Sequence[Words],
    *,
    hasher: Hasher,
    vault: Vault,
    is_bound: bool,
) -> int:
    """Return the number the name has, the one of a lone part it completes, or a new one."""
    if spellings:
        known = vault.known(hasher.of_words(spellings[0]))
        if known and known[0] is Kind.NAME:
            return known[1]
    parts = [_known_part(part, hasher=hasher, vault=vault) for part in telling]
    if parts and parts[0] and len(set(parts)) == 1:
        return parts[0]
    for number in parts:
        if number and (not spellings or vault.is_lone(Kind.NAME, number)):
            return number
    if spellings:
        return vault.number(Kind.NAME, hasher.of_words(spellings[0]))
    return vault.number(Kind.NAME, _part_digest(telling[0], hasher, is_bound=is_bound))


def _known_part(part: Words, *, hasher: Hasher, vault: Vault) -> int:
    """Return the number of the name a part belongs to, 0 for none."""
    for is_bound in (False, True):
        known = vault.known(_part_digest(part, hasher, is_bound=is_bound))
        if known and known[0] is Kind.NAME:
            return known[1]
    return 0


def _part_digest(part: Words, hasher: Hasher, *, is_bound: bool = False) -> str:
    """Return the digest of a part: of any case, or capitalised only where it is a common word."""
    if is_bound or is_common(fold("".join(part))):
        return hasher.of_exact_words([word.capitalize() for word in part])
    return hasher.of_words(part)


def _remember(words: Words, number: int, *, hasher: Hasher, vault: Vault) -> None:
    vault.alias(Kind.NAME, hasher.of_words(words), number)
    if len(words) > 1:
        vault.add_head(hasher.of_word(words[0]), len(words))


def _remember_part(
    part: Words, number: int, *, hasher: Hasher, vault: Vault, is_bound: bool
) -> None:
    vault.alias(Kind.NAME, _part_digest(part, hasher, is_bound=is_bound), number)
    if len(part) > 1 or is_bound or is_common(fold("".join(part))):
        vault.add_head(hasher.of_word(part[0]), len(part))
    spelled = [word.lower().translate(_UMLAUTS) for word in part]
    if [fold(word) for word in part] != spelled:
        _remember(spelled, number, hasher=hasher, vault=vault)
