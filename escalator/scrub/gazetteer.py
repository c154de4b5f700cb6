"""Which words are names of people: lists of given names and surnames of many cultures.

A word is judged alone; what stands around it is prose.py's work. The lists are read on first use.
"""

import re
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Final

from escalator.scrub.words import PARTICLES, ROLES, fold, is_common, word_list

_LISTS: Final = files(__package__) / "namelists"

_SURNAME_END: Final = re.compile(
    r"(?:ski|ska|sky|skyi|skiy|wicz|czyk|czak|niak|enko|chuk|shvili|adze|ovic|evic|ović|ević|ova|eva|"
    r"ová|sson|sdottir|sdóttir|ström|strom|qvist|quist|berg|gaard|opoulos|opoulou|idis|akis|"
    r"oglu|oğlu|yan|ian|escu|eanu|mann|stein|feld|bauer|meier|meyer|ez|inho|elli|etti|ucci|"
    r"moto|mura|naka|yama|kawa|guchi|nathan|swamy|murthy|wardena|singhe|"
    r"ов|ова|ев|ева|ёв|ёва|ин|ина|ский|ская|енко|чук|ук|юк|ич|όπουλος|ίδης|άκης)$"
)
"""Endings that surnames have in many languages, words seldom; a second signal at best."""

_SURNAME_BEGIN: Final = re.compile(r"(?:mc|o['\u2019]|d['\u2019])[a-z]{3}")
_PREFIX_LETTERS: Final = frozenset("mod")

_WORD_END: Final = re.compile(
    r"(?:ing|tion|sion|ment|ness|ity|ware|able|ible|ful|less|ous|ology|graphy|ance|ence|ship|ism|"
    r"ized|ised|ung|heit|keit|schaft|ción|sión|dad|miento|zione|mento|ção|ement|ité|eur|euse|ware)$"
)
"""Endings of words that are no names."""


_SPELLED: Final = re.compile("ae|oe|ue|aa")
"""Umlauts as those without them type them."""


_ADDRESSED: Final = frozenset(
    "grusse gruss grussen wunsche groeten groet saludos saludo regards wishes kollegen kolleginnen "
    "kollege kollegin damen herren kunde kundin kunden all everyone everybody folks guys both alle "
    "alles allerseits zusammen tous toutes todos todas equipo equipe tutti iedereen allemaal sirs "
    "sir madam customer colleague colleagues amigos there again".split()
)
"""Who is greeted without a name, and what wishes are made of."""


class Strength(IntEnum):
    """How much a word says about being a name."""

    NONE = 0
    WEAK = 1
    """A name, and a word, a place or a product too."""
    STRONG = 2


@cache
def _words(name: str) -> frozenset[str]:
    lines = (_LISTS / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _parts(word: str) -> tuple[str, ...]:
    return tuple(part for part in re.split(r"[-'\u2019]", fold(word)) if part)


def _strength(word: str, names: str) -> Strength:
    folded = fold(word)
    known = _words(names)
    if folded.isalpha() and folded not in known and not _SPELLED.search(folded):
        return Strength.NONE
    bare = folded.replace("'", "").replace("\u2019", "")
    if bare not in known and _SPELLED.search(bare):
        bare = _SPELLED.sub(lambda umlaut: umlaut[0][0], bare)
    if folded in known or bare in known:
        return Strength.WEAK if len(bare) <= 3 or is_ordinary(bare) else Strength.STRONG
    parts = _parts(word)
    if parts and parts[0] in ("al", "el", "abd", "ould", "ait"):
        parts = parts[1:]
    if "-" in word and parts and all(part in known for part in parts):
        return Strength.STRONG
    return Strength.NONE


def given_strength(word: str) -> Strength:
    """Return how much a word says about being somebody's given name."""
    return _strength(word, "given")


def surname_strength(word: str) -> Strength:
    """Return how much a word says about being somebody's surname."""
    found = _strength(word, "surnames")
    if found is not Strength.NONE:
        return found
    folded = word.lower()
    if folded[:1] in _PREFIX_LETTERS and _SURNAME_BEGIN.match(folded):
        return Strength.STRONG
    is_typical = len(folded) >= 6 or not folded.isascii()
    return Strength.WEAK if is_typical and _SURNAME_END.search(folded) else Strength.NONE


def is_plausible(word: str) -> bool:
    """Tell whether a word that no list has may be a name: no common word, no word's ending."""
    folded = fold(word)
    if is_known(word):
        return True
    if is_common(folded) or folded in ROLES or folded in PARTICLES or len(folded) < 2:
        return False
    if any(is_common(part) for part in _parts(word)):
        return False
    return _WORD_END.search(word.lower()) is None


def is_known(word: str) -> bool:
    """Tell whether a list of names has a word."""
    return (
        given_strength(word) is not Strength.NONE
        or _strength(word, "surnames") is not Strength.NONE
    )


def is_ordinary(word: str) -> bool:
    """Tell whether a folded word is a word, a place or a product as well as somebody's name."""
    return is_common(word) or word in _words("ordinary")


def could_be_person(text: str) -> bool:
    """Tell whether words that stand where a name is expected may be one.

    No word may be common English or a log's, unless the lists have it beside a word that is a name.
    """
    words = [word for word in word_list(text) if fold(word) not in PARTICLES]
    words = [word for word in words if len(word) > 1 or not word.isascii()]
    if not words or any(word.isdigit() or fold(word) in _ADDRESSED for word in words):
        return False
    plain = [word for word in words if not is_common(fold(word))]
    if len(plain) == len(words):
        return True
    if len(words) == 1:
        return given_strength(words[0]) is not Strength.NONE
    return bool(plain or given_strength(words[0])) and all(
        is_known(w) for w in words if w not in plain
    )
