"""Letters that are written as codes: %40, &#64;, =40, and lines that go on after a break.

It says where codes are and what they stand for. It searches nothing.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_CODE: Final = re.compile(
    r"(?P<percent>%[2-7][0-9A-Fa-f])|&(?P<entity>#[xX][0-9A-Fa-f]{1,6}|#[0-9]{1,7}|[a-z]{3,6});"
    r"|(?P<continued>\\\r?\n)"
)
_QUOTED: Final = re.compile(r"=(?:(?P<quoted>[2-7][0-9A-F])|\r?\n)")
"""Quoted-printable (RFC 2045 section 6.7), where a header names it."""

_SAYS_QUOTED: Final = "quoted-printable"
_ENTITIES: Final = {
    "commat": "@",
    "period": ".",
    "colon": ":",
    "lowbar": "_",
    "plus": "+",
    "sol": "/",
    "quot": '"',
    "apos": "'",
    "amp": "&",
    "equals": "=",
    "lt": "<",
    "gt": ">",
    "num": "#",
}
_ASCII: Final = range(0x20, 0x7F)


class Code(NamedTuple):
    """A letter that is written as a code.

    start, end: where it is written.
    letter: what it stands for; empty for a break inside of a line.
    """

    start: int
    end: int
    letter: str


def codes(text: str) -> Iterator[Code]:
    """Yield the codes of a text in order."""
    if "%" in text or "&" in text or "\\\n" in text or "\\\r\n" in text:
        for match in _CODE.finditer(text):
            if (letter := _letter(match)) is not None:
                yield Code(*match.span(), letter)


def quoted_codes(text: str) -> Iterator[Code]:
    """Yield the codes of quoted-printable in order, none where nothing names it."""
    if _SAYS_QUOTED in text.lower():
        for match in _QUOTED.finditer(text):
            yield Code(*match.span(), chr(int(match["quoted"], 16)) if match["quoted"] else "")


def decoded(text: str) -> str:
    """Return a text with the letters that its codes stand for."""
    if not ("%" in text or "&" in text or "\\" in text):
        return text
    parts: list[str] = []
    place = 0
    for code in codes(text):
        parts += (text[place : code.start], code.letter)
        place = code.end
    return "".join((*parts, text[place:])) if place else text


def _letter(match: re.Match[str]) -> str | None:
    if match["continued"]:
        return ""
    if match["percent"]:
        return chr(int(match[0][1:], 16))
    name = match["entity"]
    if not name.startswith("#"):
        return _ENTITIES.get(name)
    number = int(name[2:], 16) if name[1] in "xX" else int(name[1:])
    return chr(number) if number in _ASCII else None
