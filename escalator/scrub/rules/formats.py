"""How vendors' keys and tokens are written down, and the rules made from that.

A format is written as its parts, from which come the pattern, the anchor and the tests' examples,
so that no real-looking key stands in any file. The tables are in `vendors/`.
"""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule

ALNUM: Final = "A-Za-z0-9"
UPPER: Final = "A-Z0-9"
LOWER: Final = "a-z0-9"
HEX: Final = "0-9a-f"
ANY_HEX: Final = "0-9a-fA-F"
DIGIT: Final = "0-9"
B64: Final = "A-Za-z0-9+/"
URL64: Final = r"A-Za-z0-9_\-"
KEYISH: Final = ("key", "token", "secret", "passw", "auth(?!or)", "pat(?![a-z])", "credential")
"""What a key's name says beside a vendor whose keys have no telling form."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of characters of one class.

    letters: the inside of a character class.
    low, high: how many; `high` None means as many as there are.
    """

    letters: str
    low: int
    high: int | None = None

    @property
    def pattern(self) -> str:
        """Return the run as a pattern that never gives back what it took."""
        count = f"{{{self.low},}}+" if self.high is None else f"{{{self.low},{self.high}}}"
        return f"[{self.letters}]{count}"


Part: TypeAlias = str | Run


@dataclass(frozen=True, slots=True)
class Format:
    """How a vendor's key looks.

    name: vendor and thing.
    parts: literals and runs in order; one is a literal unless `words` are given.
    source: the vendor's documentation.
    words: where the form alone says too little, one of these stands up to 40 characters before
        the key on its line, in any case: in a variable, a key, an attribute, a header, a sentence.
    near: patterns of which one follows within 20 characters of the first.
    """

    name: str
    parts: tuple[Part, ...]
    source: str
    words: tuple[str, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def literal(self) -> str:
        """Return the longest literal part, by which the key is found."""
        return max((part for part in self.parts if isinstance(part, str)), key=len, default="")


def n(letters: str, count: int) -> Run:
    """Return a run of an exact length."""
    return Run(letters, count, count)


def uuid(letters: str = HEX) -> tuple[Part, ...]:
    """Return the parts of a UUID."""
    return (
        n(letters, 8), "-", n(letters, 4), "-", n(letters, 4), "-", n(letters, 4), "-", n(letters, 12),
    )  # fmt: skip


def named(
    vendor: str, parts: tuple[Part, ...] | Run, source: str, *words: str, what: str = "key"
) -> Format:
    """Return a format without a telling form: the vendor and a word for keys stand before it."""
    given = parts if isinstance(parts, tuple) else (parts,)
    return Format(f"{vendor} {what}", given, source, words or (vendor.lower(),), KEYISH)


def _letters(part: Part) -> str:
    """Return the letters that would make a part longer than it may be."""
    return part.letters if isinstance(part, Run) else ALNUM


def _before(form: Format) -> str:
    """Return what must stand before the key: no letter that would be part of it, or its words."""
    if form.words:
        near = f"[\\w .-]{{0,20}}?(?:{'|'.join(form.near)})" if form.near else ""
        words = "|".join(map(re.escape, form.words))
        return f"(?i:(?:{words}){near})[^\\n\\r]{{0,40}}?(?<![A-Za-z0-9_+/.-])"
    first = form.parts[0]
    if isinstance(first, str) and not first[0].isalnum():
        return ""
    return f"(?:(?<![{_letters(first)}])|(?<=%3[Dd])|(?<=%2[027])|(?<=\\\\[ntr]))"


_IDENTIFIES: Final = re.compile(
    r"(?i:commit|sha\d*|hash|digest|trace|span|request|revision|checksum|md5|etag|build|version|"
    r"image|layer)(?:[_ -]?id)?[\s\"'`:=@#]*$"
)
"""What says, right before a value without form, that it is an identifier."""


def _is_key(match: Match) -> bool:
    """Refuse runs of one or two characters: a filled-in form, not a key."""
    return len(set(match["v"][-12:])) > 2


def _is_named_key(match: Match) -> bool:
    return _is_key(match) and not _IDENTIFIES.search(match[0][: match.start("v") - match.start()])


def rule_of(form: Format) -> Rule:
    """Return the rule for a format: its parts, not glued to more of the same letters."""
    body = "".join(
        re.escape(part) if isinstance(part, str) else part.pattern for part in form.parts
    )
    return Rule(
        name=form.name,
        kind=Kind.KEY,
        pattern=f"{_before(form)}(?P<v>{body})(?![{_letters(form.parts[-1])}])",
        anchors=form.words or (form.literal,),
        is_cased=not form.words,
        before=0 if form.words else 120,
        after=2000,
        check=_is_named_key if form.words else _is_key,
        source=form.source,
    )
