"""Judges by a key's name how strong the value beside it must be to count as a secret.

It never sees a value; strength.py judges that.
"""

import re
from enum import IntEnum
from functools import lru_cache
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
    "password|passwd|passwort|passphrase|passcode|passwrd|pwd|pswd|psswd|paswd|contraseña|contrasena|"
    "contrasenya|kennwort|senha|palavra[_ -]?passe|motdepasse|mot[_ -]de[_ -]passe|mdp|wachtwoord|"
    "lösenord(?:et)?|losenord|passord(?:et)?|adgangskoden?|kodeord(?:et)?|salasana|hasło|hasła|haslo|heslo|"
    "hesla|geslo|lozinka|jelszó|jelszava|jelszo|parola|parolası|şifre(?:si)?|sifre(?:si)?|пароль|密码|密碼|パスワード|비밀번호"
)
"""Password in the languages tickets are written in, and its usual short forms."""

_OPENERS: Final = (
    "api|access|auth|app|application|encryption|encrypt|crypto?|cipher|decryption|signing|sign|master|"
    "storage|consumer|service|subscription|license|licence|activation|client|server|webhook|hmac|functions?|"
    "write|ingest|ingestion|session|deploy|aes|rsa|ssh|gpg|pgp|des|rc4|integration|instrumentation|admin|"
    "root|bot|user|account|project|security|hash|jwt|routing|query|pubsub|event[_.-]?hub|service[_.-]?bus"
)
_ALWAYS: Final = re.compile(
    rf"(?:{PASSWORD_WORDS}|secret|secret[_.-]?(?:access[_.-]?|encryption[_.-]?)?key(?:[_.-]?base)?|"
    r"priv(?:ate)?[_.-]?key|shared[_.-]?(?:key|access[_.-]?key|secret)|pre[_.-]?shared[_.-]?key|account[_.-]?key|"
    r"credentials?|requirepass|masterauth|mnemonic|(?:seed|recovery|backup)[_.-]?phrase|"
    r"(?:^|[_.-])(?:psk|wpa[_.-]?psk|wep[_.-]?key\d?)|seckey|secrete?[_.-]?key)$"
)
_PASS: Final = re.compile(
    r"(?:^|[_.-]|user|db|smtp|ftp|mail|store|key|root|admin|my|ssh|login|ldap|proxy|sql|pg|bind|auth|web|"
    r"wifi|http|redis|mongo|mqtt|sudo|su|vpn|rpc|service|client|server|test|default|old|new)pass$"
)
_SHORT_PASSWORD: Final = re.compile(
    r"(?:^|[_.-]|bind|root|user|ldap|admin|db|sql|my|login|smtp|ftp|ssh|mail)pw$"
)
_CODES: Final = re.compile(
    r"(?:^|[_.-])(?:pin|pin[_.-]?code|otp|totp|mfa[_.-]?code|2fa[_.-]?code|cvv2?|cvc2?|"
    r"verification[_.-]?code|security[_.-]?code|one[_.-]?time[_.-]?(?:code|password)|recovery[_.-]?code|"
    r"access[_.-]?code|sms[_.-]?code)$"
)
_STRONG: Final = re.compile(
    rf"token$|(?:{_OPENERS})[_.-]?key$|j?session[_.-]?id$|"
    r"(?:^|[_.-])(?:phpsessid|sessid|connect\.sid|csrf|xsrf|jwt|o?auth|authorization|sig|signature|dsn|salt|"
    r"pepper|bearer|assertion|saml(?:request|response)|code[_.-]?verifier|license|x-amz-credential|"
    r"x-amz-security-token|pat|secret[_.-]?id|passkey|authtok|cookie[_.-]?secret|nonce[_.-]?key)$"
)
_PARAMETERS: Final = frozenset(
    "code state key sid session sess ticket hmac auth sign skey hdnts hdnea policy "
    "x-amz-signature x-goog-signature x-goog-credential key-pair-id googleaccessid".split()
)
"""Query parameters that often carry a credential: OAuth 2.0 (RFC 6749), CAS, signed URLs."""

_HARMLESS_END: Final = re.compile(
    r"(?:^|[_.-]|(?<=token)|(?<=secret)|(?<=password))(?:url|uri|endpoint|type|name|names|count|length|len|"
    r"size|expiry|expires(?:[_.-]?(?:in|at|on))?|expiration|expire|ttl|age|policy|hint|fields?|label|format|"
    r"path|file|dir|directory|status|valid|validity|required|reset|changed|updated|created|at|limit|max|min|"
    r"usage|used|enabled|disabled|algorithm|alg|errors?|version|index|location|provider|class|method|mode|"
    r"cost|rounds|regex|pattern|text|column|prompt|attempts?|retries|failures?|strength|store|server|service|"
    r"validator|encoder|decoder|factory|handler|filter|manager|rotation|budget|estimate|ids?|kind|source|"
    r"issuer|audience|scopes?|info|parser|cache|bucket|total|alias|arn|ref|date|time|days|interval|env|var|"
    r"input|placeholder|help|title|message|description|button|form|page|link|rules?|check|match|confirm(?:ation)?"
    r"[_.-]required|generator|middleware|interceptor|exception|resolver|mapping|prefix|suffix|header|param(?:eter)?s?)$"
)
_HARMLESS_START: Final = re.compile(
    r"public[_.-]?key[_.-]?token$|(?:^|[_.-])(?:max|min|total|num|prompt|completion|input|output|used|remaining|cached|next|prev|page|"
    r"continuation|next_page|sync|delta|primary|public|cursor|partition|sort|foreign|cache|idempotency|"
    r"range|object|hot|short|is|has|no|use|with|forgot|change|reset|show|unexpected|bad|lookup|row|map|group|"
    r"translation|message|pad|eos|bos|unk|sep|mask|stop|first|last|current|missing|invalid|hide|toggle|publishable|existing|expected)[_.-]?"
    rf"(?:token|key|secret|auth|{PASSWORD_WORDS})$"
)
_QUALIFIED: Final = re.compile(
    rf"(?:^|[_.-])(?P<always>{PASSWORD_WORDS}|secret)(?:[_.-]?\d{{1,3}}|[_.-][a-z]{{1,12}})$|"
    r"(?:^|[_.-])(?:token|(?:api|auth|access)[_.-]?key)(?:[_.-]?\d{1,3}|[_.-][a-z]{1,12})$"
)
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SESSION_IDS: Final = ("sessionid", "session_id", "session-id", "secret_id", "secret-id")


@lru_cache(maxsize=4096)
def demand(key: str) -> Demand | None:
    """Return what a key asks of its value, None when the key is harmless.

    key: as written, for example `clientSecret`, `X-Api-Key`, `spring.datasource.password`.
    """
    if PLACEHOLDER.fullmatch(key.rstrip("]") + "]"):
        return None
    plain = _plain(key)
    if _HARMLESS_START.search(plain):
        return None
    if _HARMLESS_END.search(plain) and not plain.endswith(_SESSION_IDS):
        return None
    if _ALWAYS.search(plain) or _SHORT_PASSWORD.search(plain):
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


def demand_of_parameter(key: str) -> Demand | None:
    """Return what the name of a query or form parameter asks of its value."""
    asked = demand(key)
    return Demand.STRONG if asked is None and key.lower() in _PARAMETERS else asked


def _plain(key: str) -> str:
    """Return a key in lower case with its words parted; `a[token]` and `"token"` are `token`."""
    parted = _CAMEL.sub("_", key.strip("[]\"'`"))
    return parted.replace(" ", "_").replace("[", "_").lower().strip("_.-:")
