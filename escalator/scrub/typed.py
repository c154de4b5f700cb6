"""The typed lane: JSON and HAR inside a text, where a key speaks for its value.

It claims parts of the text itself, so that layout and offsets stay. It chooses nothing among
what is claimed and hides nothing.
"""

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from escalator.scrub.bykey import (
    COOKIES,
    claims_by_key,
    claims_of_cookie,
    is_media,
    speaking_key,
)
from escalator.scrub.detect import Candidate
from escalator.scrub.jsontext import Escapes, Holder, Member, holders, outside
from escalator.scrub.model import PLACEHOLDER, Kind
from escalator.scrub.own import NO_OWN_RULES, OwnRules
from escalator.scrub.rule import Span

MAX_NESTING: Final = 4
"""How deep JSON inside strings of JSON is followed."""

_HIDES_LETTERS: Final = re.compile(r"\\[u/]")
"""Escapes behind which rules do not see: `\\u0040`, `https:\\/\\/`."""

_BODY_LENGTH: Final = 40
"""Shorter strings with escapes are header values and the like, which rules read as they are."""

PAIR_NAMES: Final = ("name", "key", "Name", "Key")
"""Members that name the value beside them: HAR, Kubernetes, AWS tags."""
_BINARY_FRAME: Final = "2"
"""Opcode of a binary WebSocket message (RFC 6455 section 5.2), which HAR files hold as base64."""


def survey(
    text: str, own: OwnRules = NO_OWN_RULES, *, near: Sequence[Span] | None = None
) -> list[Candidate]:
    """Return what rules and keys claim in a text, overlapping as they may, in no order.

    own: what the team adds to the rules.
    near: parts of the text to which the rules may keep; keys always count in all of it.
    """
    found = own.detect(text, near=near)
    if "{" not in text:
        return found
    strings: list[Span] = []
    claims = key_claims(text, own, strings)
    strings.sort()
    return [*(_aligned(claim, strings, text) for claim in found), *claims]


def key_claims(text: str, own: OwnRules, strings: list[Span]) -> list[Candidate]:
    """Return what the keys of all JSON in a text say, and add its strings that have escapes."""
    return list(_Reader(own, strings).by_key(text))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the JSON in one text.

    own: what the team adds to the rules.
    strings: filled with the text's strings that have escapes.
    """

    own: OwnRules
    strings: list[Span]

    def by_key(self, text: str, depth: int = 0) -> Iterator[Candidate]:
        """Yield what the keys of JSON in a text say, JSON in its strings included."""
        for holder in holders(text):
            for member in holder.members:
                yield from self._of_member(member, holder, text, depth)
                if depth == 0 and "\\" in text[member[1] : member[2]]:
                    self.strings.append(member[1:])
            yield from self._of_body(holder, text)

    def _of_member(
        self, member: Member, holder: Holder, text: str, depth: int
    ) -> Iterator[Candidate]:
        name, start, end = member
        escapes = Escapes(text[start:end])
        claims = list(self._of_value(name, escapes.plain, holder, text))
        if depth < MAX_NESTING and "{" in escapes.plain:
            claims += self.by_key(escapes.plain, depth + 1)
        if _is_disguised(text[start:end], depth):
            claims += self.own.detect(escapes.plain)
        for claim in claims:
            low, high = escapes.back(claim.start, claim.end)
            yield Candidate(claim.kind, start + low, start + high)

    def _of_value(self, name: str, plain: str, holder: Holder, text: str) -> tuple[Candidate, ...]:
        if name.lower() != "value":
            return claims_by_key(name, plain, holder.key, self.own)
        if holder.key.lower() in COOKIES:
            return claims_of_cookie(plain)
        said = next((said for pair in PAIR_NAMES if (said := holder.said(pair, text))), "")
        key = speaking_key(name, Escapes(said).plain, holder.key)
        return claims_by_key(key, plain, holder.key, self.own)

    def _of_body(self, holder: Holder, text: str) -> Iterator[Candidate]:
        """Yield the bodies (HAR 1.2 content, WebSocket frames) that cannot stay, as a whole."""
        kind = Escapes(holder.said("mimeType", text)).plain
        is_encoded = holder.said("encoding", text) == "base64" or (
            holder.said("opcode", text) == _BINARY_FRAME
        )
        for name, start, end in holder.members:
            body = text[start:end]
            if name not in ("text", "data") or PLACEHOLDER.fullmatch(body) or not body:
                continue
            if (name == "text" and is_media(kind)) or (is_encoded and not self._may_stay(body)):
                yield Candidate(Kind.HIDDEN, start, end)

    def _may_stay(self, body: str) -> bool:
        """Tell whether a base64 body is text in which nothing is to be hidden."""
        plain = from_base64(Escapes(body).plain)
        return plain is not None and not survey(plain, self.own)


def _is_disguised(written: str, depth: int) -> bool:
    """Tell whether rules see a string better without its escapes: a body, or hidden letters."""
    is_body = depth == 0 and len(written) >= _BODY_LENGTH and "\\" in written
    return is_body or _HIDES_LETTERS.search(written) is not None


def from_base64(body: str) -> str | None:
    """Return a base64 body as text, None when it is none."""
    try:
        return base64.b64decode(body, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None


def _aligned(claim: Candidate, strings: list[Span], text: str) -> Candidate:
    """Return a claim that cuts no escape of a JSON string in two, so that it stays JSON."""
    place = bisect_right(strings, (claim.start, len(text) + 1)) - 1
    if place < 0 or strings[place][1] < claim.end:
        return claim
    start, end = outside(text, claim.start, claim.end)
    return Candidate(claim.kind, start, end) if start < end else claim
