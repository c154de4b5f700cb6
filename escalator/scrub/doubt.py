"""Lists what may be a secret but has neither a key nor a form that says so: lone random tokens.

Hiding them would eat the identifiers a diagnosis needs, so a person decides. It hides nothing,
and looks at the text alone.
"""

import re
from typing import Final

from escalator.scrub.rule import Span
from escalator.scrub.shields import is_shielded
from escalator.scrub.strength import entropy, is_path

MIN_LENGTH: Final = 20
"""Shorter tokens look random too often: 20 letters of base64 are 120 bits."""

MAX_LENGTH: Final = 512
"""Longer ones are files and pictures in base64, not keys."""

_TOKEN: Final = re.compile(r"(?<![A-Za-z0-9_+/=.~@%\\-])[A-Za-z0-9_+/.~-]{20,}+={0,2}")
_NUMBER: Final = re.compile(r"(?:0x)?[0-9A-Fa-f_.-]+")
_PART: Final = re.compile(r"[A-Za-z0-9]+")
_NAME: Final = re.compile(r"(?:[A-Z]?[a-z]{2,}|[A-Z]{2,}|[A-Z](?=[A-Z][a-z]))+\d{0,4}|v?\d+")
_MIN_BITS: Final = 3.5
"""Entropy per character below which a token is rather a name with a number."""


def doubtful(text: str) -> tuple[Span, ...]:
    """Return where a text holds lone tokens that look random, in order.

    text: best a scrubbed one. UUIDs, digests, hexadecimal and decimal numbers, timestamps,
        prefixed identifiers (`req_...`), paths, names and placeholders are not doubtful.
    """
    return tuple(
        span
        for match in _TOKEN.finditer(text)
        if _is_random(match[0]) and not is_shielded(text, *(span := _trimmed(match)))
    )


def _trimmed(match: re.Match[str]) -> Span:
    """Return a token without the punctuation of the sentence around it."""
    return match.start(), match.start() + len(match[0].rstrip(".-"))


def _is_random(token: str) -> bool:
    """Tell whether a token has letters in both cases and digits, well mixed, and is no name."""
    plain = token.strip("=.-")
    if not MIN_LENGTH <= len(plain) <= MAX_LENGTH or _NUMBER.fullmatch(plain) or is_path(plain):
        return False
    parts = [part for part in _PART.findall(plain) if not _NAME.fullmatch(part)]
    odd = "".join(parts)
    classes = sum(bool(re.search(letters, odd)) for letters in ("[a-z]", "[A-Z]", "[0-9]"))
    if len(odd) < MIN_LENGTH * 3 // 4 or classes < 2 or odd.isalpha():
        return False
    return entropy(plain) >= _MIN_BITS and not _NUMBER.fullmatch(odd)
