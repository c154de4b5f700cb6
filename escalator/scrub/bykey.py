"""What a key alone says of its value: headers, cookies, query parameters and members of JSON.

It reads no JSON and searches no text; the tree and the typed lane ask it, so that both agree.
"""

from typing import Final

from escalator.scrub.detect import Candidate
from escalator.scrub.keynames import Demand, demand, demand_of_parameter
from escalator.scrub.model import PLACEHOLDER, Kind
from escalator.scrub.own import NO_OWN_RULES, OwnRules
from escalator.scrub.rule import Span
from escalator.scrub.rules.headers import cookie_spans, credential_spans
from escalator.scrub.strength import is_secret, is_stand_in, is_template

CREDENTIALS: Final = frozenset({"authorization", "proxy-authorization", "proxyauthorization"})
COOKIES: Final = frozenset({"cookie", "cookies", "set-cookie", "setcookie", "set_cookie"})
HEADERS: Final = frozenset({"headers", "requestheaders", "responseheaders"})
PARAMETERS: Final = frozenset({"querystring", "params", "query", "formdata", "queryparams"})
MEDIA: Final = (
    "image/",
    "font/",
    "audio/",
    "video/",
    "application/font",
    "application/x-font",
    "application/vnd.ms-fontobject",
)
"""Beginnings of MIME types whose bodies are dropped."""

_TELLING_LENGTH: Final = 16


def speaking_key(name: str, pair_name: str, above: str) -> str:
    """Return the key that speaks for a value.

    name: its own. pair_name: the name beside it in a name and value pair, else empty.
    above: the key of what holds it.
    """
    return name if name.lower() != "value" else pair_name or above


def claims_by_key(
    key: str, text: str, above: str = "", own: OwnRules = NO_OWN_RULES
) -> tuple[Candidate, ...]:
    """Return what a key says of its value: the team's word first.

    above: the key of what holds it, for example `cookies`, `headers` or `queryString`.
    """
    if own.secret_keys and own.is_secret(key):
        return tuple(Candidate(Kind.SECRET, *span) for span in _whole(text))
    is_harmless = own.harmless_keys and own.is_harmless(key)
    return () if is_harmless else _shipped_claims(key, text, above)


def _shipped_claims(key: str, text: str, above: str) -> tuple[Candidate, ...]:
    plain, place = key.lower(), above.lower()
    if plain in CREDENTIALS:
        spans = credential_spans(text, 0, len(text)) or _whole(text)
        return tuple(Candidate(Kind.TOKEN, *span) for span in spans)
    if plain in COOKIES:
        spans = cookie_spans(text, 0, len(text)) if "=" in text else _whole_cookie(text)
        return tuple(Candidate(Kind.COOKIE, *span) for span in spans)
    asked = demand_of_parameter(key) if place in PARAMETERS else demand(key)
    if asked is None or not is_secret(text, _eased(asked, text, place), is_quoted=True):
        return ()
    return (Candidate(Kind.SECRET, 0, len(text)),)


def claims_of_cookie(text: str) -> tuple[Candidate, ...]:
    """Return what a value in a list of cookies says: all of it goes, even `a=b` or `true`."""
    return tuple(Candidate(Kind.COOKIE, *span) for span in _whole_cookie(text))


def is_media(mime_type: str) -> bool:
    """Tell whether a body of this type is dropped: a picture, font, sound or film."""
    return mime_type.lower().startswith(MEDIA)


def _eased(asked: Demand, text: str, place: str) -> Demand:
    """Return less of a demand where a value surely is its key's own, however short of digits."""
    if asked is not Demand.STRONG or " " in text or text.isdigit():
        return asked
    is_telling = len(text) >= _TELLING_LENGTH or place in HEADERS
    return Demand.NOTHING if is_telling else asked


def _whole(text: str) -> tuple[Span, ...]:
    """Return all of a text, unless it ends in a stand-in: `****`, `Bearer <token>`."""
    last = text.rsplit(maxsplit=1)[-1:]
    return ((0, len(text)),) if last and not is_stand_in(last[0]) else ()


def _whole_cookie(text: str) -> tuple[Span, ...]:
    value = text.strip()
    is_nothing = not value or PLACEHOLDER.fullmatch(value) or is_template(value)
    return () if is_nothing else ((0, len(text)),)
