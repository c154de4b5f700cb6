"""Bodies in base64, where a header or a data address says so: hidden whole if they hold a value.

It decodes and asks; what counts as personal is the rules' to say.
"""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from typing import Final

from escalator.scrub.detect import Candidate
from escalator.scrub.model import Kind

_BODY: Final = re.compile(
    r"(?i:content-transfer-encoding):[ \t]*(?:base64|BASE64)[^\n]*+\n(?:[^\r\n]++\r?\n){0,20}\r?\n"
    r"(?P<body>(?>(?:[A-Za-z0-9+/=]{4,}+\r?\n?)+))"
    r"|data:[\w.+/-]{0,60}(?:;[\w=.-]{1,40}){0,4};base64,(?P<address>[A-Za-z0-9+/=]{8,}+)"
)
"""RFC 2045 section 6.8, RFC 2397."""


def body_claims(text: str, finds_something: Callable[[str], bool]) -> Iterator[Candidate]:
    """Yield the bodies in which something is found once they are decoded."""
    if "base64" not in text and "BASE64" not in text:
        return
    for match in _BODY.finditer(text):
        group = match.lastgroup or "body"
        plain = _decoded(match[group])
        if plain and finds_something(plain):
            start = match.start(group)
            yield Candidate(Kind.HIDDEN, start, start + len(match[group].rstrip()))


def _decoded(body: str) -> str:
    """Return a body as text, as far as it goes where it was cut; empty where it is no text."""
    letters = "".join(body.split()).rstrip("=")
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        content = base64.b64decode(letters + "=" * (-len(letters) % 4))
    except (binascii.Error, ValueError):
        return ""
    text = content.decode("utf-8", "replace")
    return "" if text.count("\ufffd") > len(text) // 10 else text
