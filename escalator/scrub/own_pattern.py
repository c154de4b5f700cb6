"""Reads the patterns of a team's own kinds: a small part of regular expressions that stays linear.

A pattern is a row of characters, classes and choices of words, each with its repeat; nothing looks
around, nothing nests, and no repeat may take in what has to follow it, so that nothing is ever
tried twice. It judges form only; whether a pattern finds its examples, own.py tells.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

LONGEST_RUN: Final = 200
"""What an open-ended repeat takes at most, in characters."""

LONGEST_PATTERN: Final = 300
MOST_CHOICES: Final = 50
SHORTEST_VALUE: Final = 3

_TOKEN: Final = re.compile(
    r"(?P<class>\[(?:\\.|[^\]\\\n])+\])|(?P<choice>\(\?:(?P<words>[\w |./-]{1,250})\))"
    r"|(?P<escape>\\.)|(?P<plain>[^\\\[\](){}?*+|^$.\n])"
)
_REPEAT: Final = re.compile(r"\{(\d{1,3})(,(\d{1,3})?)?\}|[?*+]")
_OPEN: Final = {"?": (0, 1), "*": (0, LONGEST_RUN), "+": (1, LONGEST_RUN)}
_SHORT: Final = {r"\d": "[0-9]", r"\w": "[A-Za-z0-9_]"}
_TOO_WIDE: Final = re.compile(r"\[\^|\\[DWsSbB]")


class BadPattern(Exception):
    """A pattern is refused.

    reason: one sentence that says why.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a pattern.

    written: as in the pattern, without its repeat.
    firsts: the characters it may begin with; every character of a class.
    literal: the character where it is fixed, else "".
    words: of a choice.
    length: of one turn, in characters, at the most.
    low, high: how often it stands.
    """

    written: str
    firsts: frozenset[str]
    literal: str
    words: tuple[str, ...]
    length: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class OwnPattern:
    """A pattern that was read.

    pattern: to be compiled; runs never give back what they took, and the value stands alone.
    anchors: every value holds one of them; none when there is nothing worth looking for.
    before: how far into the value an anchor may begin, in characters.
    longest: of a value, in characters.
    """

    pattern: str
    anchors: tuple[str, ...]
    before: int
    longest: int


def read_pattern(written: str) -> OwnPattern:
    """Read one pattern; raises BadPattern when it cannot be taken."""
    if len(written) > LONGEST_PATTERN:
        raise BadPattern(f"The pattern is longer than {LONGEST_PATTERN} characters.")
    pieces = tuple(_pieces(written))
    if sum(piece.length * piece.low for piece in pieces) < SHORTEST_VALUE:
        raise BadPattern(f"The pattern takes texts of fewer than {SHORTEST_VALUE} characters.")
    for place, piece in enumerate(pieces):
        _refuse_greed(piece, pieces[place + 1 :])
    anchors, before = _anchors(pieces)
    body = "".join(map(_compiled, pieces))
    return OwnPattern(
        pattern=f"{_before(pieces[0])}(?a:{body}){_after(pieces[-1])}",
        anchors=anchors,
        before=before,
        longest=sum(piece.length * piece.high for piece in pieces),
    )


def _pieces(written: str) -> Iterator[Piece]:
    place = 0
    while place < len(written):
        token = _TOKEN.match(written, place)
        if token is None:
            raise BadPattern(_why_not(written[place]))
        repeat = _REPEAT.match(written, token.end())
        place = repeat.end() if repeat else token.end()
        yield _piece(token, *(_bounds(repeat) if repeat else (1, 1)))


def _why_not(sign: str) -> str:
    if sign == ".":
        return "“.” takes any character; say which in a class such as [A-Z0-9], or write “\\.”."
    if sign in "^$":
        return f"“{sign}” is not needed: a value always stands alone."
    if sign in "?*+{":
        return f"There is nothing that “{sign}” could repeat."
    return f"“{sign}” is not taken here; groups are choices of words only, such as (?:EMP|STAFF)."


def _bounds(repeat: re.Match[str]) -> tuple[int, int]:
    if repeat[0] in _OPEN:
        return _OPEN[repeat[0]]
    low = int(repeat[1])
    high = low if not repeat[2] else int(repeat[3]) if repeat[3] else LONGEST_RUN
    if not low <= high <= LONGEST_RUN:
        raise BadPattern(f"“{repeat[0]}” repeats in no order, or more than {LONGEST_RUN} times.")
    return low, high


def _piece(token: re.Match[str], low: int, high: int) -> Piece:
    written = _SHORT.get(token[0], token[0])
    if token["choice"]:
        return _choice(token["words"].split("|"), low, high)
    if written.startswith("[") or _TOO_WIDE.match(written):
        return Piece(written, _members(written), "", (), 1, low, high)
    sign = written[-1]
    if token["escape"] and sign.isalnum():
        raise BadPattern(f"“{written}” is not taken here; write the character itself.")
    literal = sign if low == high == 1 else ""
    return Piece(re.escape(sign), frozenset(sign), literal, (), 1, low, high)


def _choice(words: list[str], low: int, high: int) -> Piece:
    if not all(words) or len(words) > MOST_CHOICES or high > 1:
        raise BadPattern(f"A choice is of up to {MOST_CHOICES} words, and stands once.")
    # Longest first, so that no word hides one that goes on.
    ordered = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    firsts = frozenset(word[0] for word in words)
    return Piece(f"(?>{ordered})", firsts, "", tuple(words), max(map(len, words)), low, high)


def _members(written: str) -> frozenset[str]:
    """Return the characters of a class; one that takes white space or all but some is refused."""
    if _TOO_WIDE.search(written):
        raise BadPattern(f"“{written}” takes too much; name the characters that belong to a value.")
    try:
        one = re.compile(written, re.ASCII)
    except re.error as error:
        raise BadPattern(f"“{written}” is not valid: {error.msg}.") from None
    signs = {*map(chr, range(128)), *written}
    members = frozenset(sign for sign in signs if one.fullmatch(sign))
    if not members or members & set("\n\r\t\0"):
        raise BadPattern(f"“{written}” is no class of visible characters.")
    return members


def _refuse_greed(piece: Piece, following: Sequence[Piece]) -> None:
    """Raise BadPattern where a piece that varies could take the first character of what follows."""
    if piece.low == piece.high:
        return
    for after in following:
        if piece.firsts & after.firsts:
            reason = f"The repeat of “{piece.written}” can take in what has to follow it."
            raise BadPattern(reason)
        if after.low:
            return


def _anchors(pieces: Sequence[Piece]) -> tuple[tuple[str, ...], int]:
    """Return the longest fixed row, or a choice's words, and how far in they begin at most."""
    best: tuple[tuple[str, ...], int] = ((), 0)
    row, row_before, passed = "", 0, 0
    for piece in pieces:
        row_before = row_before if row else passed
        row = row + piece.literal if piece.literal else ""
        words = piece.words if piece.low else ()
        found = (row,) if row else words
        if min(map(_telling, found), default=1) > min(map(_telling, best[0]), default=1):
            best = (found, row_before if row else passed)
        passed += piece.length * piece.high
    return best


def _telling(anchor: str) -> int:
    return len(anchor.strip())


def _compiled(piece: Piece) -> str:
    if piece.low == piece.high:
        return piece.written if piece.low == 1 else f"{piece.written}{{{piece.low}}}"
    return f"{piece.written}{{{piece.low},{piece.high}}}+"


def _before(first: Piece) -> str:
    """Return what may not stand before a value: a letter, a digit, or more of its first run."""
    return f"(?<![A-Za-z0-9{_more(first)}])"


def _after(last: Piece) -> str:
    """Return what may not stand after a value: a letter, a digit, or more of its last run."""
    return f"(?![A-Za-z0-9{_more(last)}])"


def _more(piece: Piece) -> str:
    if piece.high == 1:
        return ""
    return "".join(re.escape(sign) for sign in sorted(piece.firsts) if not sign.isalnum())
