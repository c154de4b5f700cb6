"""A rule for what begins like a vendor's key but is longer, shorter or of other letters than it.

Vendors lengthen their keys without notice, and people paste parts of them. It knows no vendor by
itself: the beginnings are those of the tables.
"""

import re
from collections.abc import Iterable
from typing import Final

from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, any_of
from escalator.scrub.rules.formats import Format
from escalator.scrub.strength import entropy

_TELLING: Final = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9_.-]{3,24}[_.-]")
_ORDINARY: Final = frozenset(
    "test_ live_ secret_ secret- sandbox_ token- access-production- access-development- "
    "access-sandbox- public- pubkey- hawk. v1.0- pub-c- sub-c-".split()
)
"""Beginnings that words have as well."""

_SHORT_ONES: Final = frozenset(
    "ghp_ gho_ ghu_ ghs_ ghr_ hvs. hvb. hvr. gsk_ xai- sbp_ pul-".split()
)
_MIN_DIGITS: Final = 2
_MIN_PART: Final = 12
_MIN_BITS: Final = 3.0


def telling_prefixes(formats: Iterable[Format]) -> tuple[str, ...]:
    """Return the beginnings that nothing but a vendor's key has, sorted."""
    firsts = {form.parts[0] for form in formats if not form.words}
    return tuple(
        sorted(
            first
            for first in firsts
            if isinstance(first, str)
            and _TELLING.fullmatch(first)
            and (len(first) > 4 or first in _SHORT_ONES)
            and first not in _ORDINARY
        )
    )


def _is_random(match: Match) -> bool:
    """Ask for one long part of mixed letters and digits: names of things have words instead."""
    longest = max(re.split("[_-]", match["body"]), key=len)
    digits = sum(letter.isdigit() for letter in longest)
    is_mixed = _MIN_DIGITS <= digits <= len(longest) - _MIN_DIGITS
    return len(longest) >= _MIN_PART and is_mixed and entropy(match["body"]) >= _MIN_BITS


def prefix_rule(formats: Iterable[Format]) -> Rule:
    """Return the rule for beginnings of vendors' keys."""
    prefixes = telling_prefixes(formats)
    return Rule(
        name="beginning of a vendor's key",
        kind=Kind.KEY,
        pattern=(rf"(?<![A-Za-z0-9])(?P<v>(?:{any_of(prefixes)})(?P<body>[A-Za-z0-9_-]{{16,}}+))"),
        anchors=prefixes,
        is_cased=True,
        before=1,
        after=600,
        check=_is_random,
        source="the beginnings in the tables of vendors",
        hits=tuple(
            f"we use ‹{prefix}a8s7d6f5g4h3j2k1› here" for prefix in ("gh" + "p_", "dop" + "_v1_")
        ),
        misses=(
            "gh" + "p_this_is_no_key_but_words",
            "dop" + "_v1_short1",
            "sn" + "yk_scan_2026_03_12_result_of_main",
            "gl" + "pat-1234567890123456789",
        ),
    )
