"""Seeded choice: every value of the generator comes from one random source and one half.

It knows nothing about kinds, languages or formats.
"""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import TypeVar

from bench.scrub.model import Half

T = TypeVar("T")

LOWER = "abcdefghijklmnopqrstuvwxyz"
UPPER = LOWER.upper()
DIGITS = "0123456789"
CLASSES = {
    "d": DIGITS,
    "n": "123456789",
    "l": LOWER,
    "u": UPPER,
    "a": LOWER + DIGITS,
    "U": UPPER + DIGITS,
    "w": LOWER + UPPER + DIGITS,
    "b": LOWER + UPPER + DIGITS + "-_",
    "B": LOWER + UPPER + DIGITS + "+/",
    "h": "0123456789abcdef",
    "H": "0123456789ABCDEF",
    "t": UPPER + "234567",
}
"""Letter of a shape -> the characters it stands for; "t" is base32."""

_PIECE = re.compile(r"<([dnlauUwbBhHt])(\d+)>")
_EPOCH = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


class Draw:
    """A source of choices.

    seed: the same seed gives the same choices on every run and machine.
    half: pools are split by position, even for tuning and odd for held-out.
    """

    def __init__(self, seed: str, half: Half) -> None:
        self.random = Random(seed)
        self.half = half
        self._used: set[str] = set()
        self.now = _EPOCH + timedelta(seconds=self.random.randrange(20_000_000))

    def pick(self, pool: Sequence[T]) -> T:
        """Return one of this half's share of a pool; a pool of one belongs to both halves."""
        if len(pool) == 1:
            return pool[0]
        odd = self.half is Half.HELD_OUT
        count = len(pool) // 2 if odd else (len(pool) + 1) // 2
        return pool[2 * self.random.randrange(count) + odd]

    def fresh(self, pool: Sequence[str]) -> str:
        """Return one of this half's share, if possible one that was not returned before."""
        found = self.pick(pool)
        for _ in range(8):
            if found not in self._used:
                break
            found = self.pick(pool)
        self._used.add(found)
        return found

    def any(self, pool: Sequence[T]) -> T:
        """Return one of a pool that both halves share (digits, ports, months)."""
        return pool[self.random.randrange(len(pool))]

    def chance(self, share: float) -> bool:
        """Tell yes in that share of the calls."""
        return self.random.random() < share

    def number(self, low: int, high: int) -> int:
        """Return a whole number, both ends included."""
        return self.random.randint(low, high)

    def shape(self, pattern: str) -> str:
        """Fill a pattern: `AK-<U8>-<d2>` has 8 capitals or digits and 2 digits."""
        return _PIECE.sub(lambda m: self.letters(CLASSES[m[1]], int(m[2])), pattern)

    def letters(self, alphabet: str, count: int) -> str:
        """Return that many characters of an alphabet."""
        return "".join(self.random.choices(alphabet, k=count))

    def tick(self, seconds: float) -> None:
        """Let the document's clock go on by up to that many seconds."""
        self.now += timedelta(milliseconds=self.random.randrange(1, max(2, int(seconds * 1000))))


Make = Callable[[Draw], str]
"""What makes one value."""


def one_of(*shapes: str) -> Make:
    """Return a maker that fills one of these shapes."""
    return lambda draw: draw.shape(draw.pick(shapes))
