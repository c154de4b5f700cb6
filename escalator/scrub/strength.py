"""Judges whether the value beside a key is a secret, by the key's name and the value's strength.

It finds nothing by itself; rules and the JSON lane ask it.
"""

import math
import re
from collections import Counter
from enum import IntEnum
from typing import Final

from escalator.scrub.model import PLACEHOLDER


class Demand(IntEnum):
    """How strong a value must be before its key makes it a secret."""

    NOTHING = 0
    """The key says it all: password, client_secret."""
    CODE = 1
    """Short codes: PIN, CVV, one-time codes. Three to ten digits or letters."""
    NO_NUMBER = 2
    """`pass` alone may count passed tests."""
    STRONG = 3
    """The key is often harmless: token, api_key, signature. The value must look random."""


PASSWORD_WORDS: Final = (
    "password|passwd|passwort|passphrase|passcode|pwd|pswd|contraseña|contrasena|"
    "kennwort|senha|motdepasse|mot_de_passe|wachtwoord"
)

_ALWAYS: Final = re.compile(
    rf"(?:{PASSWORD_WORDS}|secret|secret[_.-]?(?:access[_.-]?)?key|private[_.-]?key|"
    r"shared[_.-]?(?:key|access[_.-]?key)|account[_.-]?key|credentials?|requirepass|masterauth)$"
)
_PASS: Final = re.compile(r"(?:^|[_.-]|user|db|smtp|ftp|mail)pass$")
_CODES: Final = re.compile(
    r"(?:^|[_.-])(?:pin|pin[_.-]?code|otp|totp|mfa[_.-]?code|2fa[_.-]?code|cvv2?|cvc2?|"
    r"verification[_.-]?code|security[_.-]?code|one[_.-]?time[_.-]?code)$"
)
_STRONG: Final = re.compile(
    r"token$|(?:api|access|auth|app|application|encryption|signing|master|storage|consumer|service|"
    r"subscription|license|client|server|webhook|hmac|functions?|write|ingest|ingestion|session|deploy|"
    r"aes|integration|instrumentation)[_.-]?key$|"
    r"j?session[_.-]?id$|(?:^|[_.-])(?:phpsessid|sessid|connect\.sid|csrf|xsrf|jwt|auth|authorization|sig|"
    r"signature|dsn|salt|bearer|assertion|saml(?:response|request)|code[_.-]?verifier|mnemonic|"
    r"x-amz-credential|x-amz-security-token)$"
)
_HARMLESS_END: Final = re.compile(
    r"(?:^|[_.-]|(?<=token)|(?<=secret)|(?<=password))(?:url|uri|endpoint|type|name|names|count|length|len|"
    r"size|expiry|expires(?:[_.-]?(?:in|at|on))?|expiration|expire|ttl|age|policy|hint|fields?|label|format|"
    r"path|file|dir|directory|status|valid|validity|required|reset|changed|updated|created|at|limit|max|min|"
    r"usage|used|enabled|disabled|algorithm|alg|errors?|version|index|location|provider|class|method|mode|"
    r"cost|rounds|regex|pattern|text|column|prompt|attempts?|retries|failures?|strength|store|server|service|"
    r"validator|encoder|decoder|factory|handler|filter|manager|rotation|budget|estimate|ids?|kind|source|"
    r"issuer|audience|scopes?|info|parser|cache|bucket|total|alias|arn|ref|date|time|days|interval|env|var)$"
)
_HARMLESS_START: Final = re.compile(
    r"(?:^|[_.-])(?:max|min|total|num|prompt|completion|input|output|used|remaining|cached|next|prev|page|"
    r"continuation|next_page|sync|delta|primary|public|cursor|partition|sort|foreign|cache|routing|idempotency|hash|"
    r"range|object|hot|short|is|has|no|use|with|forgot|change|reset|show|unexpected|bad)[_.-]?"
    rf"(?:token|key|secret|auth|{PASSWORD_WORDS})$"
)
_QUALIFIED: Final = re.compile(
    rf"(?:^|[_.-])(?P<always>{PASSWORD_WORDS}|secret)(?:[_.-]?\d{{1,3}}|[_.-][a-z]{{1,12}})$|"
    r"(?:^|[_.-])(?:token|api[_.-]?key)(?:[_.-]?\d{1,3}|[_.-][a-z]{1,12})$"
)
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_STAND_IN: Final = re.compile(
    r"[*•.x_?#X-]+|<.*>?|\$\{.*|\$\(.*|\$[A-Za-z_]\w*|\{.*|%\w+%|%[sdv]|%\(.*|@\w+@|"
    r"\[?\W?(?:redacted|filtered|masked|scrubbed|removed|sanitized|hidden|snipped?|omitted)\b.*|"
    r"(?:your|my|the|some|insert|enter|example|sample|dummy|fake|placeholder)[ _.-]?"
    r"(?:api|secret|token|password|key|value|client|here|access).*|"
    r"(?:process\.)?env\..*|env\(.*|os\.environ.*|(?:os\.)?getenv.*|vault:.*|secretref:.*|arn:aws:.*|!\w+",
    re.IGNORECASE | re.DOTALL,
)
_WORDS: Final = re.compile(r"[a-z]+|[A-Z][a-z]+|[A-Z]+")
_SEVERAL_WORDS: Final = re.compile(r"[A-Za-z]{2,}(?:[ _./:-][A-Za-z]{2,}){1,8}[.:]?")
_NUMBER: Final = re.compile(r"[\d.,]+%?")
_CALL: Final = re.compile(r"[A-Za-z_][\w.$]*\(.*", re.DOTALL)
_SUBSCRIPT: Final = re.compile(r"[A-Za-z_]\w*\[[\w, .:]*\]?")
_MEMBER: Final = re.compile(
    r"(?:self|this|args|opts|options|config|cfg|settings|params|request|req|ctx)\.[\w.]+"
)
_PATH: Final = re.compile(r"(?:https?://|file:|[A-Za-z]:[\\/]|\.{0,2}/)[\w./\\~+:%@-]*")
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
    "she they it we you".split()
)
_MIN_STRONG: Final = 8
_MIN_BITS: Final = 2.5
"""Shannon entropy per character below which a value is not random: words and counters."""


def demand(key: str) -> Demand | None:
    """Return what a key asks of its value, None when the key is harmless.

    key: as written, for example `clientSecret`, `X-Api-Key`, `spring.datasource.password`.
    """
    plain = _CAMEL.sub("_", key).replace(" ", "_").lower().strip("_.-")
    if _HARMLESS_START.search(plain):
        return None
    if _HARMLESS_END.search(plain) and not plain.endswith(
        ("sessionid", "session_id", "session-id")
    ):
        return None
    if _ALWAYS.search(plain):
        return Demand.NOTHING
    if _PASS.search(plain):
        return Demand.NO_NUMBER
    if _CODES.search(plain):
        return Demand.CODE
    if _STRONG.search(plain):
        return Demand.STRONG
    if qualified := _QUALIFIED.search(plain):
        return Demand.NOTHING if qualified["always"] else Demand.STRONG
    return None


def is_stand_in(value: str) -> bool:
    """Tell whether a value only stands for one: `****`, `${VAR}`, `<token>`, `null`."""
    return (
        value.lower().rstrip(".,;:!") in _SAID
        or _STAND_IN.fullmatch(value) is not None
        or PLACEHOLDER.fullmatch(value) is not None
        or not any(letter.isalnum() for letter in value)
    )


def is_secret(
    value: str, asked: Demand, *, is_quoted: bool = False, is_prose: bool = False
) -> bool:
    """Tell whether the value beside a key is to be hidden.

    is_quoted: it stood in quotes or in a JSON string, so that words in it are no sentence.
    is_prose: it followed a colon and a space, as in "Password: wrong again".
    """
    value = PLACEHOLDER.sub("x", value)
    if is_stand_in(value) or any(code.fullmatch(value) for code in (_CALL, _MEMBER)):
        return False
    if not is_quoted and _SUBSCRIPT.fullmatch(value):
        return False
    if asked is Demand.CODE:
        return 3 <= len(value) <= 10 and value.isalnum() and any(c.isdigit() for c in value)
    if asked is Demand.STRONG:
        return is_strong(value)
    if asked is Demand.NO_NUMBER and _NUMBER.fullmatch(value):
        return False
    if len(value) < 2 or _PATH.fullmatch(value):
        return False
    if is_quoted or not is_prose:
        return True
    return not (_WORDS.fullmatch(value) or _CLASS_NAME.fullmatch(value))


def is_strong(value: str) -> bool:
    """Tell whether a value looks random: long enough, mixed, no path, class name or words."""
    if len(value) < _MIN_STRONG or value.isdigit() or " " in value:
        return False
    if _PATH.fullmatch(value) or _CLASS_NAME.fullmatch(value) or _SEVERAL_WORDS.fullmatch(value):
        return False
    if _WORDS.fullmatch(value) and len(value) < 24:
        return False
    return entropy(value[:256]) >= _MIN_BITS


def entropy(value: str) -> float:
    """Return Shannon's entropy in bits per character."""
    total = len(value)
    return -sum(n / total * math.log2(n / total) for n in Counter(value).values())
