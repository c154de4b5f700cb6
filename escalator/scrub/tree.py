"""Scrubs JSON trees and HAR files by key, and the strings in them as text.

Status, timings, URLs without secrets, request IDs, traceparent and etag stay; bodies of pictures,
fonts, sound and film are dropped. It reads no files and parses no JSON.
"""

import base64
from collections.abc import Iterator, Mapping, Sequence
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
from escalator.scrub.engine import scrub_texts
from escalator.scrub.errors import ScrubError
from escalator.scrub.hashing import Hasher
from escalator.scrub.model import JSON, Scrubbed, Step, TreeFinding
from escalator.scrub.own import NO_OWN_RULES, OwnRules
from escalator.scrub.typed import PAIR_NAMES, from_base64
from escalator.scrub.vault import Vault

MAX_DEPTH: Final = 200
"""Deeper trees are refused: no log and no HAR is."""

Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One string to scrub.

    path: where it is.
    text: the string; a body in base64 is decoded.
    claims: what its key already says.
    """

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
    leaves = list(leaves_of(value, own=own))
    texts = [leaf.text for leaf in leaves]
    claims = [leaf.claims for leaf in leaves]
    results = scrub_texts(texts, hasher=hasher, vault=vault, names=names, claims=claims, own=own)
    findings = tuple(
        TreeFinding(leaf.path, finding)
        for leaf, result in zip(leaves, results, strict=True)
        for finding in result.findings
    )
    return rebuilt(value, iter(results)), findings


def leaves_of(
    value: JSON, path: Path = (), key: str = "", own: OwnRules = NO_OWN_RULES
) -> Iterator[Leaf]:
    """Yield the strings of a tree in the order in which `rebuilt` takes them back.

    key: the key under which the value stands; a list hands its own on to what it holds.
    """
    if len(path) > MAX_DEPTH:
        raise ScrubError(f"the JSON is nested more than {MAX_DEPTH} levels deep")
    if isinstance(value, Mapping):
        for name, child in value.items():
            yield Leaf((*path, name), name, ())
            if not _is_dropped(value, name):
                plain = _decoded(value, name, child)
                yield from _member(value, name, plain, (*path, name), key, own)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for index, child in enumerate(value):
            yield from leaves_of(child, (*path, index), key, own)
    elif value is not None and not isinstance(value, bool):
        yield Leaf(path, str(value), claims_by_key(key, str(value), key, own))


def _member(
    parent: Mapping[str, JSON], name: str, child: JSON, path: Path, above: str, own: OwnRules
) -> Iterator[Leaf]:
    """Yield a member of an object: itself, judged by its key, or the strings in it."""
    if isinstance(child, str | int | float) and not isinstance(child, bool):
        yield Leaf(path, str(child), _claims(parent, name, above, str(child), own))
    else:
        yield from leaves_of(child, path, name, own)


def rebuilt(value: JSON, results: Iterator[Scrubbed]) -> JSON:
    """Return the tree with its strings taken from the results, in the order of `leaves_of`."""
    if isinstance(value, Mapping):
        made: dict[str, JSON] = {}
        for name, child in value.items():
            shown = _free(next(results).text, made)
            if _is_dropped(value, name):
                made[shown] = ""
                continue
            clean = rebuilt(_decoded(value, name, child), results)
            made[shown] = _encoded(value, name, child, clean)
        return made
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [rebuilt(child, results) for child in value]
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


def _claims(
    parent: Mapping[str, JSON], name: str, above: str, text: str, own: OwnRules
) -> tuple[Candidate, ...]:
    """Return what the key of a string or number says of it.

    above: the key under which its parent stands.
    """
    if name.lower() == "value" and above.lower() in COOKIES:
        return claims_of_cookie(text)
    said = next((said for pair in PAIR_NAMES if isinstance(said := parent.get(pair), str)), "")
    return claims_by_key(speaking_key(name, said, above), text, above, own)


def _is_dropped(parent: Mapping[str, JSON], name: str) -> bool:
    """Tell whether a string is the body of a picture, font, sound or film (HAR 1.2 content)."""
    kind = parent.get("mimeType")
    if name != "text" or not isinstance(kind, str):
        return False
    if is_media(kind):
        return True
    return parent.get("encoding") == "base64" and _plain(parent.get("text")) is None


def _plain(body: JSON) -> str | None:
    return from_base64(body) if isinstance(body, str) else None


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
