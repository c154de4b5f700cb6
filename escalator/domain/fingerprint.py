"""Tells whether two packets show the same error: the exact error text without what changes in it.

Numbers, identifiers, hexadecimal, paths, addresses, moments, quoted values and placeholders differ
each time the same error happens; the words around them do not, and are the fingerprint. Codes that
name an error (HTTP 504, ORA-00600, 0x80070005) are words here, not numbers.

It reads scrubbed text and keeps nothing; which packets are compared is the services' business. An
identifier without a digit in it cannot be told from a word, and counts as one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from escalator.domain.filler import is_filler
from escalator.domain.hidden import PLACEHOLDER_PATTERN
from escalator.domain.model import Answers

MADE_AS = 1
"""Which definition of a fingerprint this is; kept ones of another are made anew at start."""

GAP = "…"
"""What stands in a shape for whatever was left out."""

LONGEST_LINE = 1_000
MOST_LINES = 40
"""Different lines that are looked at; an error is named long before its trace ends."""

LONGEST_SHAPE = 400
LONGEST_PART = 120
FEWEST_WORDS = 3
"""A text with fewer telling words ("Internal Server Error") is the same only in the same area."""

_MARK = "\ue020"
_DIGITS = "0123456789abcdefx"
_SPELT = {digit: chr(0xE000 + place) for place, digit in enumerate(_DIGITS)}
"""Digits of codes in characters of Unicode's private use, so that nothing below takes them for
numbers; they and the mark are taken out of what people wrote."""

_OURS = re.compile("[\ue000-\ue020]")
_READABLE = str.maketrans({spelt: digit for digit, spelt in _SPELT.items()} | {_MARK: GAP})

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|januar|februar|märz|mai|juni|juli|oktober|dezember|okt|dez)\b\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
_CLOCK = (
    r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?"
    r"(?:\s?[ap]\.?m\b\.?)?(?:\s?(?:z|utc|gmt|cet|cest)\b|\s?[+-]\d{2}:?\d{2}\b)?"
)

_JSON_STRING = re.compile(r'"([^"\\]{0,400})"(?=\s*:)|(?<=":)(\s*)"([^"\\]{0,400})"')
"""Keys and values of JSON: its quotes are structure."""

_QUOTED = re.compile(
    r"""(?<![\w"])"[^"]{0,400}"(?!\w)"""
    r"""|(?<![\w'])'[^']{0,400}'(?!\w)"""
    r"|“[^”]{0,400}”|„[^“”]{0,400}[“”]|«[^»]{0,400}»|‘[^’]{0,400}’|`[^`]{0,400}`"
)
_CODE = re.compile(
    r"\b(https?(?:/\d(?:\.\d)?)?|status(?:[ _]?code)?|errno|(?:error|exit)[ _]?(?:code|number|no)"
    r"|code|alert number|exited with|exit status|signal|sqlstate|hresult|error(?=[ #(-])|ora"
    r"|aadsts)([\s:=#(-]{0,3})(0x[0-9a-f]{1,8}|[0-9]{1,6})(?![.,:]?\w)",
    re.IGNORECASE,
)
_SYSTEM_CODE = re.compile(r"\b0x[8c][0-9a-f]{7}\b", re.IGNORECASE)
"""HRESULT and NTSTATUS values that say failure begin with 8 or C (Microsoft MS-ERREF 2.1, 2.3)."""

_PIECE = r"[^\W_]"
_LEFT_OUT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        PLACEHOLDER_PATTERN,
        r"\b[a-z][a-z0-9+.-]{1,20}://[^\s\"'<>]+",
        r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",
        # moments
        rf"\b\d{{4}}-\d{{2}}-\d{{2}}(?:[t ]\s?{_CLOCK})?",
        rf"\b\d{{1,2}}[/.-](?:\d{{1,2}}|{_MONTH})[/.-]\d{{2,4}}(?:[:, ]\s?{_CLOCK})?",
        rf"(?:\b{_DAY},?\s+)?\b\d{{1,2}}\.?\s+{_MONTH}(?:,?\s+\d{{4}}\b)?(?:,?\s+{_CLOCK})?",
        rf"(?:\b{_DAY},?\s+)?\b{_MONTH}\s+\d{{1,2}}\b(?:,?\s+\d{{4}}\b)?(?:,?\s+{_CLOCK})?"
        r"(?:\s+\d{4}\b)?",
        rf"\b{_CLOCK}",
        # places on a disk or a server
        r"(?<![\w/\\])(?:[a-z]:)?[\\/][^\s\"'<>|,;:()\[\]]+",
        r"(?<![\w/])(?:[\w@.-]{1,64}/){2,}[\w@.-]*|(?<![\w/])[\w@.-]{1,64}/[\w@-]{1,64}\.\w{1,5}\b",
        # identifiers
        r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b",
        r"(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])",
        r"\b0x[0-9a-f]+\b",
        rf"(?<!{_PIECE})(?=[a-f]*\d)[0-9a-f]{{4,}}(?!{_PIECE})|\b[0-9a-f]{{8,}}\b",
        rf"(?<!{_PIECE})(?={_PIECE}*(?:\d[a-z]+\d|[a-z]\d+[a-z])){_PIECE}{{6,}}(?!{_PIECE})",
        r"\d+",
    )
)
_MARKS = re.compile(rf"{_MARK}(?:[\s,;:./_+-]*{_MARK})+")
_WORD = re.compile(r"(?:[\w\ue000-\ue010])+")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a packet's error is recognised by.

    digest: equal for the same error; "" when the packet shows none. shape: the text without what
    changes, to be read. area, version: of the product, as the packet says them.
    """

    digest: str
    shape: str
    area: str
    version: str


NO_ERROR = Fingerprint("", "", "", "")


def fingerprint(answers: Answers, category: str) -> Fingerprint:
    """Return the fingerprint of a packet's exact error text.

    answers: scrubbed. category: the checklist's name, which stands for the area where none is told.
    """
    error, area = _text(answers, "error_text"), _text(answers, "product_area")
    lines = () if is_filler(error) else tuple(_telling_lines(error))
    words = tuple(word for line in lines for word in _words(line))
    if not words:
        return NO_ERROR
    is_general = len({word for word in words if len(word) > 2}) < FEWEST_WORDS
    place = f"\n{area or category}".casefold() if is_general else ""
    version = _text(answers, "product_version") or _text(answers, "first_bad_version")
    return Fingerprint(
        digest=sha256(f"{' '.join(words)}{place}".encode()).hexdigest(),
        shape=" ".join(" ".join(lines).translate(_READABLE).split())[:LONGEST_SHAPE],
        area=area[:LONGEST_PART],
        version=version[:LONGEST_PART],
    )


def _text(answers: Answers, item: str) -> str:
    answer = answers.get(item, "")
    return answer.strip() if isinstance(answer, str) else ""


def _telling_lines(error: str) -> Iterator[str]:
    """Yield the lines that say something, marks included, each once."""
    plain = _OURS.sub("", error)
    for keep_quoted in (False, True):  # an error that is one quotation would say nothing else
        seen: set[tuple[str, ...]] = set()
        for line in plain.splitlines():
            found = _leave_out(line[:LONGEST_LINE], keep_quoted=keep_quoted)
            words = _words(found)
            if words and words not in seen and len(seen) < MOST_LINES:
                seen.add(words)
                yield found
        if seen:
            return


def _words(line: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(line.casefold()))


def _leave_out(line: str, *, keep_quoted: bool) -> str:
    """Return a line with a mark for each part that changes."""
    line = _JSON_STRING.sub(lambda found: f"{found[1] or found[3] or ''} ", line)
    line = line if keep_quoted else _QUOTED.sub(_MARK, line)
    line = _CODE.sub(lambda found: f"{found[1]}{found[2]}{_spelt(found[3])}", line)
    line = _SYSTEM_CODE.sub(lambda found: _spelt(found[0]), line)
    for pattern in _LEFT_OUT:
        line = pattern.sub(_MARK, line)
    return _MARKS.sub(_MARK, line)


def _spelt(code: str) -> str:
    """Spell a code so that it is no number."""
    return "".join(_SPELT[digit] for digit in code.casefold())
