"""Finds the names of people in a line that a person wrote.

By itself a name from the lists is one signal; two are needed: a second name beside it, a cue in
front of it, or that the list's name is nothing else in any language we know. What is on a log line
is never prose (logged_names.py looks there). It hides nothing; the rule in rules/people.py calls
it.

A language model plugs in through `add_namer`: a function from a line to the spans of names in it.
What it finds is joined with what is found here; a namer may only add.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from escalator.scrub.cues import CALL, CUE, NOT_NAMES, PLACE, SAYS, SPEAKS, STRONG_CUE
from escalator.scrub.gazetteer import (
    Strength,
    given_strength,
    is_known,
    is_plausible,
    surname_strength,
)
from escalator.scrub.lines import is_prose
from escalator.scrub.rule import Span
from escalator.scrub.words import fold, is_common

Namer: TypeAlias = Callable[[str], Iterable[Span]]
"""Returns the spans of names in one line of prose."""

_MAX_WORDS: Final = 4
_PARTICLES: Final = frozenset(
    "de del della di da do dos das du la le el al bin ibn ben bint van von der den dem ten ter "
    "zu zum vom "
    "af av san st".split()
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['\u2019](?:s|S)?$")
_CAPITAL_AFTER: Final = re.compile(
    r"^(?:Mc|Mac|De|Di|Da|Du|La|Le|Van|Von|O['\u2019]|D['\u2019]|L['\u2019]|Fitz|El|Al)(?=[A-Z])"
)
"""Beginnings of surnames that are followed by a capital in the same word."""

_HUMP: Final = re.compile("[a-z0-9][A-Z]")
_GLUED_BEFORE: Final = frozenset("._/\\@#$%&=<-~0123456789+")
_GLUED_AFTER: Final = frozenset("_/\\@=0123456789(+[{")

_namers: Final[list[Namer]] = []


def add_namer(namer: Namer) -> None:
    """Let one more finder of names look at each line of prose, for example a language model."""
    if namer not in _namers:
        _namers.append(namer)


_MONTH: Final = re.compile("jan|april|may|june|august|augusto|abril|mars|juni|juli|avril")
_WHEN: Final = re.compile(r"\b(?:from|with|by|before|after)\s{1,2}$", re.IGNORECASE)
"""What stands before months that are names too: "a defect from May"."""


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a line with what it says about being a name."""

    text: str
    start: int
    end: int
    is_capital: bool
    is_upper: bool
    is_initial: bool
    given: Strength
    surname: Strength

    @property
    def is_strong(self) -> bool:
        return Strength.STRONG in (self.given, self.surname)

    @property
    def is_name(self) -> bool:
        return max(self.given, self.surname) is not Strength.NONE


def names_in(line: str) -> list[Span]:
    """Return where a line of prose holds names of people; nothing on a program's line."""
    if not is_prose(line):
        return []
    found = list(_named(line))
    for namer in _namers:
        found += [span for span in namer(line) if 0 <= span[0] < span[1] <= len(line)]
    return found


def _named(line: str) -> Iterator[Span]:
    words = [_word(match, line, is_each_judged=False) for match in _WORD.finditer(line)]
    if not any(word.is_capital for word in words if len(word.text) > 1):
        words = [_word(match, line, is_each_judged=True) for match in _WORD.finditer(line)]
        yield from _lower_names(words, line)
        return
    place = 0
    while place < len(words):
        run = _run(words, place, line)
        if run:
            yield from _names_of(run, line)
        place += max(1, len(run))


def _word(match: re.Match[str], line: str, *, is_each_judged: bool) -> _Word:
    """Return a word; what may stand in no name with capitals is looked up only if each is."""
    text, start = match[0], match.start()
    text = _POSSESSIVE.sub("", text)
    end = start + len(text)
    before, after = line[max(0, start - 1) : start], line[match.end() : match.end() + 2]
    is_glued = before in _GLUED_BEFORE or after[:1] in _GLUED_AFTER
    is_glued = is_glued or (after[:1] in (".", ":", "-") and after[1:].isalnum())
    is_initial = len(text) == 1 and text.isupper()
    is_capital = text[:1].isupper() and not is_glued and not is_code(text)
    given = surname = Strength.NONE
    is_judged = is_each_judged or is_capital or text.lower() in _PARTICLES
    if is_judged and not is_glued and len(text) > 1 and fold(text) not in NOT_NAMES:
        given, surname = given_strength(text), surname_strength(text)
    is_upper = text.isupper() and len(text) > 1
    return _Word(text, start, end, is_capital, is_upper, is_initial, given, surname)


def is_code(text: str) -> bool:
    """Tell a class name (`OrderService`) from McDonald, O'Neill and Jean-Paul."""
    if text[1:].islower() or text.isupper():
        return False
    plain = _CAPITAL_AFTER.sub("", text)
    return any(_HUMP.search(part) for part in plain.split("-"))


def _run(words: Sequence[_Word], place: int, line: str) -> list[_Word]:
    """Return words in a row that could be one name, particles inside included."""
    run: list[_Word] = []
    for word in words[place : place + 12]:
        if run and not _is_beside(run[-1], word, line):
            break
        is_particle = bool(run) and word.text.lower() in _PARTICLES and not word.is_upper
        if not (is_particle or (word.is_capital and (word.is_initial or _may_be_name(word)))):
            break
        run.append(word)
    while run and run[-1].text.lower() in _PARTICLES and not run[-1].is_name:
        run.pop()
    return run


def _is_beside(one: _Word, other: _Word, line: str) -> bool:
    gap = line[one.end : other.start]
    return gap in (" ", "  ", "\u00a0") or (one.is_initial and gap in (".", ". "))


def _may_be_name(word: _Word) -> bool:
    return fold(word.text) not in NOT_NAMES and (word.is_name or is_plausible(word.text))


def _names_of(run: Sequence[_Word], line: str) -> Iterator[Span]:
    """Yield the names in a run of capitalised words."""
    if run[0].text.isupper() and not run[0].is_initial and not _is_shouted(run):
        return
    before = line[max(0, run[0].start - 40) : run[0].start]
    if PLACE.search(before):
        return
    if STRONG_CUE.search(before) and _is_after_cue(run):
        yield run[0].start, run[min(len(run), _MAX_WORDS) - 1].end
        return
    first = _first(run, before, line)
    if first is None:
        return
    last = first
    while last + 1 < len(run) and last - first + 1 < _MAX_WORDS and _continues(run[last + 1]):
        last += 1
    while first > 0 and (run[first - 1].is_name or run[first - 1].is_initial):
        first -= 1
    yield run[first].start, run[last].end


def _is_shouted(run: Sequence[_Word]) -> bool:
    """Ask for two names in a row where all is written in capitals: one of them might be an "
    "acronym."""
    known = sum(word.is_name for word in run)
    return any(word.is_strong for word in run) and (known >= 2 or len(run) in (2, 3))


def _is_after_cue(run: Sequence[_Word]) -> bool:
    """Tell whether a run behind a cue is a name: not one of words alone."""
    return len(run[0].text) > 1 or len(run) > 1


def _continues(word: _Word) -> bool:
    return (
        word.is_initial
        or word.is_name
        or word.text.lower() in _PARTICLES
        or is_plausible(word.text)
    )


def _first(run: Sequence[_Word], before: str, line: str) -> int | None:
    """Return the place in a run where a name begins, if two signals say so."""
    for place, word in enumerate(run):
        following = run[place + 1] if place + 1 < len(run) else None
        if word.given is Strength.STRONG:
            return place
        if word.given is Strength.WEAK and following and _is_second(following):
            return place
        if word.is_initial and following and (following.is_name or len(following.text) > 4):
            return place
        if word.surname is Strength.STRONG:
            return place - 1 if place and _is_second(run[place - 1]) else place
        if len(run) > 1 and place and word.surname is Strength.WEAK and run[place - 1].given:
            return place - 1
    lone = run[0]
    if len(run) == 1 and lone.given is Strength.WEAK and len(lone.text) > 2:
        after = line[lone.end : lone.end + 24]
        if _MONTH.fullmatch(fold(lone.text)) and _WHEN.search(before):
            return None
        is_start = not before.strip() or before.rstrip().endswith((".", "!", "?", ":"))
        is_speaking = is_start and SPEAKS.match(after) is not None
        if is_speaking or CALL.search(before) or (CUE.search(before) and SAYS.match(after)):
            return 0
    return None


def _is_second(word: _Word) -> bool:
    """Tell whether a word beside a name is the other half of it."""
    if word.is_name:
        return True
    return not word.is_initial and not is_known(word.text) and is_plausible(word.text)


def _is_lower_surname(word: _Word) -> bool:
    return word.surname is not Strength.NONE and not is_common(fold(word.text))


def _lower_names(words: Sequence[_Word], line: str) -> Iterator[Span]:
    """Yield names in a line without any capital: chat, typed in a hurry."""
    place = 0
    while place < len(words):
        word = words[place]
        following = words[place + 1] if place + 1 < len(words) else None
        is_sure = word.given is Strength.STRONG and len(word.text) >= 4
        is_short = word.given is Strength.WEAK and len(word.text) >= 3
        before = line[max(0, word.start - 40) : word.start]
        if is_short and following and CALL.search(before):
            if following.surname is Strength.STRONG and _is_beside(word, following, line):
                yield word.start, following.end
        elif is_sure:
            is_pair = following is not None and _is_lower_surname(following)
            if following and is_pair and _is_beside(word, following, line):
                yield word.start, following.end
                place += 2
                continue
            is_called = (
                not before.strip()
                or CALL.search(before)
                or CUE.search(before)
                or STRONG_CUE.search(before)
            )
            if is_called or SAYS.match(line[word.end : word.end + 24]):
                yield word.start, word.end
        place += 1
