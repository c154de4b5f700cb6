"""Judges whether the value beside a key is a secret, by the strength that its key asks for.

It finds nothing by itself; rules and the JSON lane ask it.
"""

import math
import re
from collections import Counter
from typing import Final

from escalator.scrub.keynames import Demand
from escalator.scrub.model import PLACEHOLDER

_TEMPLATE: Final = re.compile(
    r"[*•.x_?#X…-]+|_{1,2}[A-Z][A-Z0-9_]*__|"
    r"`[^`]*`?|cat [\w./-]+|\$\(.*|\[[A-Z_]{2,16}\]|<[A-Z_]{2,16}>|"
    r"<[^<>]*>|<[a-z_ -]+|\$\{[\w.]+(?::?[-=?]?(?:\$\{?[\w.]+\}?|null|none)?)?\}|"
    r"\$\{(?:env|ssm|sm|secrets?|file|self|opt|cf|var|vault|param|sys)[:.(][^{}]*\}|\$\([^()]*\)|\$[A-Z_][A-Z0-9_]*|"
    r"\$[A-Za-z_]+|\$\{\{.*|\{\{.*|\{[A-Za-z_][\w.]*\}|#\{[^{}]*\}|%\w+%|%[sdv]|%\(\w+\)s|@\w+@|@@.*|"
    r"\[?\W{0,3}(?:redacted|filtered|masked|scrubbed|removed|sanitized|hidden|snipped?|omitted)\b.*|"
    r"!(?:secret|vault|env\w*|ref|sub|getatt|include|importvalue|join)\b.*|"
    r"(?:process\.|import\.meta\.)?env\..*|env\(.*|os\.environ.*|(?:os\.)?getenv.*|"
    r"(?:vault|secretref|aws-ssm|op|ref\+\w+):.*|arn:aws:.*",
    re.IGNORECASE | re.DOTALL,
)
"""What a program fills in, and what another tool has masked."""

_EXAMPLE: Final = re.compile(
    r"(?:your|insert|enter|example|sample|dummy|fake|placeholder|replace[_ -]?with|put)[ _.-]?"
    r"(?:your[ _.-]?)?(?:api|secret|token|pass|key|value|client|here|access|own|app|db|auth|user)"
    r".*|"
    r"(?:replace|change|fill|set)[_ -]?me(?:[_ -]in)?|replaceme|fixme|todo|tbd|n/a|"
    r"(?:my|the|some)[ _.-](?:api[ _.-]?key|token|secret|password|key|value)|\w*_here",
    re.IGNORECASE | re.DOTALL,
)
_WORDS: Final = re.compile(r"[a-z]+|[A-Z][a-z]+|[A-Z]+")
_SEVERAL_WORDS: Final = re.compile(r"[A-Za-z]{2,}(?:[ _./:-][A-Za-z]{2,}){1,8}[.:]?")
_NUMBERED_NAME: Final = re.compile(
    r"[a-z]{2,}\d{0,2}(?:[-_./][a-z]{2,}\d{0,2}){1,6}(?:[-_.]v?\d{1,3})*"
)
_NUMBER: Final = re.compile(r"[\d.,]+%?")
_CALL: Final = re.compile(r"[A-Za-z_][\w.$-]*\(.*|(?:[A-Z][a-z]+)+\{[0-9a-f]{3,8}\b.*", re.DOTALL)
"""Calls, and objects as Android prints them: `Token{a64f992`."""
_WHOLE_CALL: Final = re.compile(r"[A-Za-z_][\w.$]*\([\w\s,.'\"]*\)")
_SUBSCRIPT: Final = re.compile(r"[A-Za-z_]\w*\[[\w, .:]*\]?")
_MEMBER: Final = re.compile(
    r"(?:self|this|args|opts|options|config|cfg|settings|params|props|state|data|body|form|user|request|"
    r"req|res|response|ctx|context|[a-z]|_\w*)(?:\??\.[A-Za-z_$][\w$]*)+|"
    r"(?:[a-z]\w*\.)+(?:password|passwd|pass|secret|token|key|value|text)",
    re.IGNORECASE,
)
_PATH: Final = re.compile(r"(?:https?://|file:|[A-Za-z]:[\\/]|\.{0,2}/|~/)[\w./\\~+:%@-]*")
_RANDOM_STEP: Final = re.compile(r"(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=\D*\d)[\w+]{10,}")
_CLASS_NAME: Final = re.compile(r"(?:[a-z]\w*\.){2,}[A-Z]\w*|(?:[A-Z][a-z]+){2,}")
_SAID: Final = frozenset(
    "true false null none nil undefined yes no on off empty void nan string str int bool "
    "number object any required optional invalid incorrect wrong missing expired failed "
    "failure ok success valid set unset basic bearer digest negotiate ntlm default disabled "
    "enabled unknown anonymous deny denied allow allowed must should is was the has are not "
    "and for from with password passwd secret token key hidden change changed reset forgotten "
    "forgot type bytes char varchar text prompt sent received revoked refreshed mismatch "
    "error match entered unchanged correct accepted rejected login user username email "
    "authentication please cannot could does did will would can when what which that this he "
    "she they it we you provided stored encrypted protected deleted generated updated created "
    "failing locked rotated unavailable blank boolean integer float array list dict map self "
    "falsch ungültig abgelaufen fehlt geändert incorrecto incorrecta caducada incorrect erroné "
    "expiré auth session account chauthtok setcred".split()
)
_MIN_STRONG: Final = 8
_MIN_MIXED: Final = 6
_MIN_DIGITS: Final = 10
_MIN_LETTERS: Final = 20
_MIXED: Final = re.compile(r"(?=\D*\d)(?=[^A-Za-z]*[A-Za-z])(?!v?[A-Za-z]+\d{1,2}$)[A-Za-z0-9_-]+")
_WHEN: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")
_EPOCH: Final = re.compile(r"1[4-9]\d{8}(?:\d{3}|\d{6}|\d{9})?")
_POINTER: Final = re.compile(r"0x[0-9A-Fa-f]{1,16}")
_MIN_BITS: Final = 2.5
"""Shannon entropy per character below which a value is not random: words and counters."""


def is_template(value: str) -> bool:
    """Tell whether a value is filled in later or was masked: `${VAR}`, `<token>`, `****`."""
    return _TEMPLATE.fullmatch(value) is not None or not any(letter.isalnum() for letter in value)


def is_stand_in(value: str) -> bool:
    """Tell whether a value only stands for one: a template, `null`, `your_password`."""
    return (
        value.lower().rstrip(".,;:!") in _SAID
        or is_template(value)
        or _EXAMPLE.fullmatch(value) is not None
        or PLACEHOLDER.fullmatch(value) is not None
    )


def is_secret(
    value: str, asked: Demand, *, is_quoted: bool = False, is_prose: bool = False
) -> bool:
    """Tell whether the value beside a key is to be hidden.

    is_quoted: it stood in quotes or in a JSON string, so that words in it are no sentence.
    is_prose: it followed a colon and a space, as in "Password: wrong again".
    """
    value = PLACEHOLDER.sub("x", value)
    if is_stand_in(value) or _is_code(value, is_quoted=is_quoted) or _WHEN.fullmatch(value):
        return False
    if asked is Demand.CODE:
        return 3 <= len(value) <= 10 and value.isalnum() and any(c.isdigit() for c in value)
    if asked is Demand.STRONG:
        return is_strong(value)
    if asked is Demand.NO_NUMBER and _NUMBER.fullmatch(value):
        return False
    if len(value) < 2 or is_path(value):
        return False
    if is_quoted or not is_prose:
        return True
    return not (_WORDS.fullmatch(value) or _CLASS_NAME.fullmatch(value))


def _is_code(value: str, *, is_quoted: bool) -> bool:
    """Tell whether a value is an expression of a program: a call, a member, an index."""
    if is_quoted:
        return _WHOLE_CALL.fullmatch(value) is not None
    return any(code.fullmatch(value) for code in (_CALL, _MEMBER, _SUBSCRIPT))


def is_path(value: str) -> bool:
    """Tell whether a value is a path or an address; base64 may begin with a slash, too."""
    if not _PATH.fullmatch(value):
        return False
    is_address = value.startswith(("http", "file:"))
    return is_address or not any(map(_RANDOM_STEP.fullmatch, re.split(r"[/\\]", value)))


def is_strong(value: str) -> bool:
    """Tell whether a value looks random: long enough, mixed, no path, class name or words."""
    if _POINTER.fullmatch(value):
        return False
    if value.isdigit():
        return len(value) >= _MIN_DIGITS and not _EPOCH.fullmatch(value)
    if len(value) < _MIN_STRONG and not (len(value) >= _MIN_MIXED and _MIXED.fullmatch(value)):
        return False
    if " " in value or is_path(value):
        return False
    if any(name.fullmatch(value) for name in (_CLASS_NAME, _SEVERAL_WORDS, _NUMBERED_NAME)):
        return False
    if _WORDS.fullmatch(value) and len(value) < _MIN_LETTERS:
        return False
    return entropy(value[:256]) >= _MIN_BITS


def entropy(value: str) -> float:
    """Return Shannon's entropy in bits per character."""
    total = len(value)
    return -sum(n / total * math.log2(n / total) for n in Counter(value).values())
