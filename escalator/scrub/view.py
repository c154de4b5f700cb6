"""The text as detectors see it, and the way back from there to the input's offsets.

Zero-width characters are dropped, look-alike punctuation and full-width letters become ASCII, so
that an address does not hide behind them. Nothing here decides what is personal.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from escalator.scrub.coded import Code, codes, quoted_codes

_DROPPED: Final = re.compile(
    "[\x00\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
"""Characters without width (Unicode's Default_Ignorable_Code_Point), and NUL."""

_LOOK_ALIKE: Final[dict[int, int | str]] = {
    **{point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)},
    **dict.fromkeys(range(0x2010, 0x2016), "-"),
    **dict.fromkeys((0x2212, 0xFE63, 0x2043), "-"),
    **dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    **dict.fromkeys((0xFE52, 0x2024, 0x3002, 0xFF61), "."),
    **dict.fromkeys((0xFE6B,), "@"),
    **dict.fromkeys((0xFE55, 0xA789, 0x2236), ":"),
    **dict.fromkeys((0x2018, 0x2019, 0x201A, 0x201B), "'"),
    **dict.fromkeys((0x201C, 0x201D, 0x201E, 0x201F), '"'),
    **{
        point: str(digit)
        for zero in (0x660, 0x6F0, 0x966)
        for digit, point in enumerate(range(zero, zero + 10))
    },
}
"""One character for one character, so that offsets stay."""

_FIRST_LOOK_ALIKE: Final = re.compile("[" + "".join(map(chr, sorted(_LOOK_ALIKE))) + "]")


@dataclass(frozen=True, slots=True)
class View:
    """A text ready for detectors.

    text: what patterns run on.
    lower: the same in lower case, with the same length, for anchors in any case.
    only: the lines worth a look, in order; None for all.
    """

    text: str = field(repr=False)
    lower: str = field(repr=False)
    _starts: tuple[int, ...] = field(repr=False)
    _shifts: tuple[int, ...] = field(repr=False)
    only: tuple[tuple[int, int], ...] | None = field(default=None, repr=False)

    @property
    def is_changed(self) -> bool:
        """Tell whether characters were dropped, so that offsets differ from the input's."""
        return bool(self._starts)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the input's offsets of a part of the view, dropped characters inside included."""
        if not self._starts:
            return start, end
        # The last letter may be a code, which ends where the next letter begins.
        stop = self._input(end - 1) + 1 if self.only is None else self._input(end)
        return self._input(start), stop

    def _input(self, offset: int) -> int:
        passed = bisect_right(self._starts, offset)
        return offset + (self._shifts[passed - 1] if passed else 0)


def views_of(text: str) -> Iterator[View]:
    """Yield the views of a text: one, and one more where NUL may be a separator, or codes letters.

    NUL stands between letters in UTF-16 read wrongly and between fields in a process environment;
    both readings are searched.
    """
    if text.isascii() and "\0" not in text:
        yield View(text, text.lower(), (), ())
    else:
        yield _view(text)
        if "\0" in text:
            yield _view(text.replace("\0", "\n"))
    for found in (tuple(codes(text)), tuple(quoted_codes(text))):
        if found:
            yield _coded_view(text, found)


def clean(text: str) -> str:
    """Return a piece of text as detectors see it."""
    if text.isascii() and "\0" not in text:
        return text
    return _aligned(_DROPPED.sub("", text))


def _view(text: str) -> View:
    dropped = [match.span() for match in _DROPPED.finditer(text)]
    kept = _aligned(_DROPPED.sub("", text) if dropped else text)
    shifts = tuple(accumulate(end - start for start, end in dropped))
    starts = tuple(
        start - before for (start, _), before in zip(dropped, (0, *shifts), strict=False)
    )
    return View(kept, kept.replace("\u0130", "i").lower(), starts, shifts)


def _coded_view(text: str, found: Sequence[Code]) -> View:
    """Return a view with letters in place of codes, to be looked at on the lines that have some."""
    parts: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    place = shift = 0
    for code in found:
        parts += (text[place : code.start], code.letter)
        place = code.end
        starts.append(code.start - shift + len(code.letter))
        shift += code.end - code.start - len(code.letter)
        shifts.append(shift)
    plain = _aligned("".join((*parts, text[place:])))
    lower = plain.replace("\u0130", "i").lower()
    return View(plain, lower, tuple(starts), tuple(shifts), tuple(_lines_of(plain, starts)))


def _lines_of(text: str, places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the lines on which places are, each once."""
    end = -1
    for place in places:
        if place > end:
            start, end = text.rfind("\n", max(end, 0), place) + 1, text.find("\n", place)
            end = len(text) if end == -1 else end
            yield start or max(0, start), end


def _aligned(text: str) -> str:
    """Return the text with look-alikes replaced, one character for one."""
    return text.translate(_LOOK_ALIKE) if _FIRST_LOOK_ALIKE.search(text) else text
