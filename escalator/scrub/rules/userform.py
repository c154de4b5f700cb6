"""What the rules for user names share: how a rule for them is made, and how a name is judged.

Groups of a pattern whose names begin with `v` are names; only those that may be a person's count.
"""

import re
from collections.abc import Callable
from typing import Final

from escalator.scrub.gazetteer import Strength, given_strength, surname_strength
from escalator.scrub.lines import is_machine_line
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span, always
from escalator.scrub.service import is_account

NAME: Final = r"[A-Za-z_\u00c0-\u024f][\w.+-]{0,62}[\w$]"
"""A login name of two letters or more; it does not end in a full stop."""

V4: Final = r"\d{1,3}(?:\.\d{1,3}){3}"

_WORD_FORM: Final = re.compile(
    r"[a-z]{2,40}(?:ed|ing|tion|sion|ment|ness|able|ible|ions|ates|izes|ises|ies|ware|less|ful|ity)"
)
"""How verbs and nouns of messages end: "user requested", "user authentication"."""

_HOST: Final = re.compile(
    r".*\.(?:com|net|org|edu|gov|io|local|internal|example|test|lan|corp)|\d.*"
)


def accounts(match: Match) -> tuple[Span, ...]:
    """Return the names in a match that may be a person's, without the domain in front."""
    spans = []
    for group, value in match.groupdict().items():
        if value and group.startswith("v"):
            start = match.start(group) + value.rfind("\\") + 1
            name = match.string[start : match.end(group)].rstrip(".-")
            if is_account(name):
                spans.append((start, start + len(name)))
    return tuple(spans)


def is_logged(match: Match) -> bool:
    """Ask for a program's line and a name that is no word of a message; services' have hyphens."""
    is_service = any("-" in value for value in match.groupdict().values() if value)
    return not is_service and is_named(match) and is_machine_line(match.string, match.start())


def is_named(match: Match) -> bool:
    """Refuse a word of a message: "user requested", "by loading"; Ahmed and Alfred are names."""
    return all(
        is_no_word(value.rsplit("\\", 1)[-1])
        for group, value in match.groupdict().items()
        if value and group.startswith("v")
    )


def is_no_word(name: str) -> bool:
    """Tell whether a name is no verb or noun by its ending, and no host."""
    if _HOST.fullmatch(name):
        return False
    if not _WORD_FORM.fullmatch(name.lower()):
        return True
    return Strength.STRONG in (given_strength(name), surname_strength(name))


def looks_like_login(name: str) -> bool:
    """Tell whether a name is built as logins are: a digit, a sign, or an initial and a surname."""
    if any(sign.isdigit() or sign in "._" for sign in name[:-1] + name[-1:].rstrip(".")):
        return not _HOST.fullmatch(name)
    plain = name.lower()
    if not plain.isalpha() or len(plain) < 4:
        return False
    if Strength.STRONG in (given_strength(plain), surname_strength(plain)):
        return True
    whole = len(plain) >= 5 and Strength.STRONG in (
        surname_strength(plain[1:]),
        given_strength(plain[:-1]),
    )
    return whole and is_no_word(plain)


def user_rule(
    name: str,
    pattern: str,
    *,
    source: str,
    hits: tuple[str, ...],
    misses: tuple[str, ...],
    anchors: tuple[str, ...] = (),
    gate: str = "",
    check: Callable[[Match], bool] = always,
    pick: Callable[[Match], tuple[Span, ...]] = accounts,
    kind: Kind = Kind.USER,
    is_cased: bool = False,
    before: int = 90,
    after: int = 220,
) -> Rule:
    """Return a rule for user names; see Rule for what its parts are."""
    return Rule(
        name=name,
        kind=kind,
        pattern=pattern,
        anchors=anchors,
        gate=gate,
        is_cased=is_cased,
        before=before,
        after=after,
        check=check,
        pick=pick,
        source=source,
        hits=hits,
        misses=misses,
    )
