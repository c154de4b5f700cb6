"""Judgements that rules for told and for commanded secrets share.

They look at one match; they find nothing by themselves.
"""

import re
from typing import Final

from escalator.scrub.keynames import Demand
from escalator.scrub.rule import Match
from escalator.scrub.strength import is_secret, is_stand_in

ORDINARY: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)?|[\d.,:]+")
"""A word or a number, which after "password is" says how it is, not what."""

_SENT: Final = re.compile(
    r"\b(?:mails?|e-mails?|emails?|messages?|links?|requests?)\b"
    r"[^\n]{0,60}?\bto\s{1,3}(?:[a-z]{2,30}\.){1,4}[a-z]{2,10}$"
)
"""Where mails about passwords are sent to, rather than what one was set to."""


def is_given(match: Match) -> bool:
    """Accept what is no stand-in, path or expression."""
    return is_secret(match["v"], Demand.NOTHING, is_quoted=True)


def is_told(match: Match) -> bool:
    """Ask a password told in a sentence to look like one: a digit or a sign inside, or quotes."""
    value = match["v"].rstrip(".,!?;:)")
    if is_stand_in(value) or len(value) < 4 or _SENT.search(match[0].rstrip(".,!?;:)")):
        return False
    return bool(match.groupdict().get("quote")) or ORDINARY.fullmatch(value) is None
