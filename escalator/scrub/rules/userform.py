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
from escalator.scrub.service import SERVICE, is_account
from escalator.scrub.words import is_common

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


_ODD_START: Final = re.compile(
    r"(?=[^aeiouy]{0,4}[aeiouy])(?!b[lr]|c[hlrz]|d[hjnrwz]|f[jlr]|g[hlnrw]|h[jlrt]|k[hjlnrvw]|ll|mc|p[fhlnrst]|qu|rh|"
    r"s[cfhjklmnpqrtvwz]|t[hjrswz]|v[lr]|w[hr]|z[bhlnw]|js|tm|tc(?!h)|vm|vs|pg|rs|x[fmp]|mk|db|n[gpt]|s[bds]|rm|rp|cm|ct|ms)"
    r"[bcdfghjklmnpqrstvwxz]{2}[a-z]{2,14}"
)
"""An initial glued to a surname: consonants with which no word begins, nor any tool's name."""

_TOOLS: Final = frozenset(
    "cdrom cdrw gmail wlan wlans vcenter cpanel fdisk kbytes mbytes gbytes mtime dmesg bzip nslookup zsync rclone jboss gpio "
    "vnet vhost vhosts xcode vdisk rdesktop fping dconf gconf kvstore dlopen lvcreate fstab fstat bzimage gzip "
    "tcpip vpnc vlans nvme nvidia bcache fsync bluez hbase zfs zpool mdadm dmraid fuser mtab lftp bcc".split()
)
"""Tools and parts of systems that begin so, too."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_HUMPED: Final = re.compile(
    r"(?:[A-Z]{1,2}(?P<name>[A-Z][a-z]{2,20})|(?P<first>[A-Z][a-z]{2,20})[A-Z]{1,2}|[A-Z](?P<glued>[a-z]{4,20}))\d{0,4}"
)
"""`JDoe`, `DoeJ`, `Jdoe`."""

_MIXED: Final = re.compile("[a-z][A-Z]|[A-Z]{2}[a-z]")
_NUMBERED: Final = re.compile(r"[a-zA-Z]{1,3}-?\d{4,8}[a-zA-Z]{0,2}")


def looks_like_login(name: str) -> bool:
    """Tell whether a name is built as logins are: a digit, a sign, or an initial and a surname."""
    if humped := _HUMPED.fullmatch(name):
        if (part := humped["name"] or humped["first"]) is not None:
            return _is_name(part)
        if not name[-1].isdigit():
            return is_glued(name.lower())
    if any(sign.isdigit() or sign in "._" for sign in name[:-1] + name[-1:].rstrip(".")):
        return not _HOST.fullmatch(name)
    return is_built_as_login(name) and is_no_word(name.lower())


def is_built_as_login(name: str) -> bool:
    """Tell whether a name is made of names: of one, of two, or of one and initials or digits."""
    if _NUMBERED.fullmatch(name):
        return name[:1].isalpha() and len(name) >= 6 and not _HARDWARE.match(name)
    if _MIXED.search(name):
        return False
    parts = [part.lower() for part in _LETTERS.findall(name)]
    if not parts or sum(map(len, parts)) < 4 or any(map(is_common, parts)):
        return False
    if len(parts) > 1:
        long = [part for part in parts if len(part) > 2]
        if len(parts) == 2 and min(map(len, parts)) == 1:
            return bool(long) and _is_known(long[0])
        is_named = any(_is_name(part) or _has_initial(part) for part in long)
        return is_named and len(long) <= 3 and not _HOST.fullmatch(name)
    return _is_name(parts[0]) or _has_initial(parts[0])


_HARDWARE: Final = re.compile(
    r"(?i:(?:kb|ms|cve|rfc|iso|din|en|id|inc|req|chg|prb|tkt|err|ora|sql|win|ver?|rev|rel|pid|tid|po|so|sn|pn|hp|ean|sku|no|nr|"
    r"amd|x|i|gtx?|rtx?|a|s|g)-?\d)"
)
"""Letters before digits that make no login: a patch, a norm, a ticket, a part."""


def is_compound_login(name: str) -> bool:
    """Tell whether a word is a name and digits, two names or one and an initial, and no word."""
    parts = (
        name.rstrip("0123456789").split(".")
        if "." in name
        else name.rstrip("0123456789").split("_")
    )
    if any(map(is_common, parts)) or not all(parts):
        return False
    if len(parts) == 1:
        word = parts[0]
        is_numbered = name[-1].isdigit()
        if is_numbered and len(word) > 3 and word not in SERVICE and _is_name(word):
            return True
        is_odd = is_numbered or _ODD_START.fullmatch(word) is not None
        return is_odd and len(word) > 4 and word not in SERVICE and _is_name(word[1:])
    one, other = sorted(parts, key=len)
    if len(one) == 1:
        return len(other) > 3 and _is_name(other)
    return _is_known(one) and _is_known(other) and (_is_name(one) or _is_name(other))


def is_glued(name: str) -> bool:
    """Tell whether a name is an initial and a surname in small letters, and no name itself."""
    return name.isalpha() and name.islower() and not _is_name(name) and _has_initial(name)


def _is_name(word: str) -> bool:
    return Strength.STRONG in (given_strength(word), surname_strength(word))


def _is_known(word: str) -> bool:
    return given_strength(word) > Strength.NONE or surname_strength(word) > Strength.NONE


def _has_initial(word: str) -> bool:
    """Tell whether a word is an initial and a surname, or a given name and an initial."""
    if len(word) < 4:
        return False
    if len(word) > 4 and _is_name(word[1:]):
        return True
    if word[-1] not in "nrs" and _is_name(word[:-1]):
        return True
    if len(word) > 5 and word[-1] in "bcfghjklmpqvwxz" and _is_known(word[:-1]):
        return True
    if any(_are_names(word[:cut], word[cut:]) for cut in range(3, len(word) - 2)):
        return True
    is_odd = _ODD_START.fullmatch(word) is not None and word not in _TOOLS
    return is_odd and not word.endswith(_WORD_ENDS)


def _are_names(given: str, surname: str) -> bool:
    """Tell whether two halves of a word are a given name and a surname, one of them surely."""
    strengths = given_strength(given), surname_strength(surname)
    return min(strengths) > Strength.NONE and max(strengths) is Strength.STRONG


_WORD_ENDS: Final = ("ing", "tion", "ment", "ness")


_USUAL_END: Final = re.compile(
    r".*(?:ing|tion|sion|ment|ness|ware|able|ible|ions|ates|ises|ies|less|ful|ity|ed|er|ers|ly|al|els?|ant|ent|ance|ence|ique|ist|"
    r"ad[oa]s?|id[oa]s?|at[oaie]|it[oaie]|ut[oaie]|iv[oaei]s?|[ií]nea?|ale|ile|ario|aria|ico|ica|ich|isch|bar|los|ung|heit|keit|schaft|"
    r"(?:ge|ver|be|ent|er|un)[a-z]{3,}(?:t|en)|lich|ige?[nrs]?|ene?[nrs]?|end|ente|ante|aire|eur|euse|oir|ot|elle|eerd|oso|osa|eux|ami|mente|ment|ns|nt|st|te|ten|ces|es|os|as|is|us)"
)
"""How adjectives, adverbs and nouns end that stand beside `user` and `account` in seven languages."""

_USUAL: Final = frozenset(
    "then that which still also just only never always again ever soon here there there already maybe often from into over with without because since until while when where "
    "nicht auch noch nur schon immer wieder sich hier dort dann jetzt leider mehr selbst wird wurde kann konnte muss darf soll hatte habe haben sind waren aber oder wenn dass damit "
    "qui plus mais aussi encore toujours jamais ici bien seul donc dont avec sans pour alors deux trois autre autres pro perso test lui nous vous que "
    "quien pero siempre nunca aqui solo sola para como cuando porque este esta otro otra pues "
    "anche ancora sempre solo sola però dove quando perche questo questa altro altra invece ora "
    "também ainda sempre nunca aqui quando porque este esta outro outra "
    "niet ook nog zelf alleen altijd maar omdat hier daar toen waar deze andere want "
    "email mail home name page data base role type group list link form input output info panel menu area zone store shop card plan "
    "final total value state guide story flow base pool side space view web api".split()
)


def is_no_usual_word(name: str) -> bool:
    """Tell whether a small word beside `user` is no word of a sentence: it is none's ending."""
    if looks_like_login(name):
        return True
    is_word = is_common(name) or name in _USUAL or _USUAL_END.fullmatch(name) is not None
    return not is_word and is_account(name)


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
