"""Scrubs JSON trees and HAR files by key, and the strings in them as text.

Status, timings, URLs without secrets, request IDs, traceparent and etag stay; bodies of pictures,
fonts, sound and film are dropped. It reads no files and parses no JSON.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from escalator.scrub.detect import Candidate
from escalator.scrub.engine import scrub_texts
from escalator.scrub.errors import ScrubError
from escalator.scrub.hashing import Hasher
from escalator.scrub.model import JSON, Kind, Scrubbed, Step, TreeFinding
from escalator.scrub.own import NO_OWN_RULES, OwnRules
from escalator.scrub.rules.headers import cookie_spans, credential_spans
from escalator.scrub.strength import Demand, demand, is_secret, is_stand_in
from escalator.scrub.vault import Vault

MAX_DEPTH: Final = 200
"""Deeper trees are refused: no log and no HAR is."""

_DROPPED: Final = ("image/", "font/", "audio/", "video/", "application/font", "application/x-font")
_CREDENTIALS: Final = frozenset({"authorization", "proxy-authorization", "proxyauthorization"})
_COOKIES: Final = frozenset({"cookie", "cookies", "set-cookie", "setcookie", "set_cookie"})
_COOKIE_VALUE: Final = "cookie value"
"""Stands for the key of a value in a list of cookies, which may hold `=` itself."""

Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """One string to scrub: where it is and what its key already says."""

    path: Path
    text: str
    claims: tuple[Candidate, ...]


def scrub_tree(
    value: JSON,
    *,
    hasher: Hasher,
    vault: Vault,
    names: Sequence[str] = (),
    own: OwnRules = NO_OWN_RULES,
) -> tuple[JSON, tuple[TreeFinding, ...]]:
    """Hide what is personal or secret in a JSON value, judging each string by its key too.

    Keys are compared without case. Keys that are personal themselves are replaced. A number that
    is hidden becomes a string. own: what the team adds to the rules.
    Returns a new tree and the findings in the tree's order.
    Raises ScrubError when the tree is deeper than MAX_DEPTH.
    """
    leaves = list(_leaves(value, (), "", own))
    texts = [leaf.text for leaf in leaves]
    claims = [leaf.claims for leaf in leaves]
    results = scrub_texts(texts, hasher=hasher, vault=vault, names=names, claims=claims, own=own)
    findings = tuple(
        TreeFinding(leaf.path, finding)
        for leaf, result in zip(leaves, results, strict=True)
        for finding in result.findings
    )
    return _rebuilt(value, iter(results), ""), findings


def _leaves(value: JSON, path: Path, key: str, own: OwnRules) -> Iterator[_Leaf]:
    """Yield the strings of a tree in the order in which `_rebuilt` takes them back."""
    if len(path) > MAX_DEPTH:
        raise ScrubError(f"the JSON is nested more than {MAX_DEPTH} levels deep")
    if isinstance(value, Mapping):
        for name, child in value.items():
            yield _Leaf((*path, name), name, ())
            if not _is_dropped(value, name):
                yield from _leaves(
                    _decoded(value, name, child), (*path, name), _key(value, name, key), own
                )
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for index, child in enumerate(value):
            yield from _leaves(child, (*path, index), key, own)
    elif value is not None and not isinstance(value, bool):
        text = str(value)
        yield _Leaf(path, text, _claims(key, text, own))


def _rebuilt(value: JSON, results: Iterator[Scrubbed], key: str) -> JSON:
    """Return the tree with its strings taken from the results, in the order of `_leaves`."""
    if isinstance(value, Mapping):
        made: dict[str, JSON] = {}
        for name, child in value.items():
            shown = _free(next(results).text, made)
            if _is_dropped(value, name):
                made[shown] = ""
                continue
            clean = _rebuilt(_decoded(value, name, child), results, _key(value, name, key))
            made[shown] = _encoded(value, name, child, clean)
        return made
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_rebuilt(child, results, key) for child in value]
    if value is None or isinstance(value, bool):
        return value
    result = next(results)
    return result.text if isinstance(value, str) or result.findings else value


def _free(name: str, made: Mapping[str, JSON]) -> str:
    """Return a key that is not taken: two spellings of one address must not become one entry."""
    count, free = 1, name
    while free in made:
        count += 1
        free = f"{name} ({count})"
    return free


def _key(parent: Mapping[str, JSON], name: str, above: str) -> str:
    """Return the key that speaks for a value: its own, or the name of a name/value pair."""
    if name == "value" and isinstance(said := parent.get("name", parent.get("key")), str):
        return _COOKIE_VALUE if above.lower() in _COOKIES else said
    return name if name != "value" else above


def _claims(key: str, text: str, own: OwnRules) -> tuple[Candidate, ...]:
    """Return what a key says of its value: the team's word first."""
    if own.is_secret(key):
        return tuple(Candidate(Kind.SECRET, *span) for span in _whole(text))
    return () if own.is_harmless(key) else claims_by_key(key, text)


def claims_by_key(key: str, text: str) -> tuple[Candidate, ...]:
    """Return what a key alone says of its value."""
    plain = key.lower()
    if plain in _CREDENTIALS:
        spans = credential_spans(text, 0, len(text)) or _whole(text)
        return tuple(Candidate(Kind.TOKEN, *span) for span in spans)
    if plain == _COOKIE_VALUE:
        return tuple(Candidate(Kind.COOKIE, *span) for span in _whole(text))
    if plain in _COOKIES:
        spans = cookie_spans(text, 0, len(text)) if "=" in text else _whole(text)
        return tuple(Candidate(Kind.COOKIE, *span) for span in spans)
    asked = demand(key)
    if asked is None or not is_secret(text, _eased(asked, text), is_quoted=True):
        return ()
    return (Candidate(Kind.SECRET, 0, len(text)),)


def _eased(asked: Demand, text: str) -> Demand:
    """A JSON string under a token's key is its value, however short of digits it may be."""
    return (
        Demand.NOTHING if asked is Demand.STRONG and len(text) >= 16 and " " not in text else asked
    )


def _whole(text: str) -> tuple[tuple[int, int], ...]:
    """Return all of a text, unless it ends in a stand-in: `****`, `Bearer <token>`."""
    last = text.rsplit(maxsplit=1)[-1:]
    return ((0, len(text)),) if last and not is_stand_in(last[0]) else ()


def _is_dropped(parent: Mapping[str, JSON], name: str) -> bool:
    """Tell whether a string is the body of a picture, font, sound or film (HAR 1.2 content)."""
    kind = parent.get("mimeType")
    if name != "text" or not isinstance(kind, str):
        return False
    if kind.lower().startswith(_DROPPED):
        return True
    return parent.get("encoding") == "base64" and _plain(parent.get("text")) is None


def _plain(body: JSON) -> str | None:
    """Return a base64 body as text, None when it is none."""
    if not isinstance(body, str):
        return None
    try:
        return base64.b64decode(body, validate=True).decode("utf-8")
    except (binascii.Error, ValueError):
        return None


def _decoded(parent: Mapping[str, JSON], name: str, child: JSON) -> JSON:
    is_body = name == "text" and parent.get("encoding") == "base64" and "mimeType" in parent
    return (_plain(child) or "") if is_body else child


def _encoded(parent: Mapping[str, JSON], name: str, child: JSON, clean: JSON) -> JSON:
    """Return a body as it was encoded; unchanged where nothing was hidden."""
    if clean == child or not isinstance(clean, str):
        return clean
    if _decoded(parent, name, child) is child:
        return clean
    return base64.b64encode(clean.encode("utf-8", "replace")).decode("ascii")
