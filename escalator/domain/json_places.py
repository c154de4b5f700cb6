"""Reads and changes a place of a JSON value; a change makes a new value and keeps the old one.

It knows no checklist. A place is a path of keys; what is not there, or is no object, reads as None.
"""

from collections.abc import Mapping

from escalator.domain.model import JSON

Document = dict[str, JSON]


def at(value: JSON, *path: str) -> JSON:
    """Return what stands at a place, None when nothing does."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def mapping(value: JSON, *path: str) -> Document:
    """Return the object at a place, an empty one when there is none."""
    found = at(value, *path)
    return found if isinstance(found, dict) else {}


def listing(value: JSON, *path: str) -> list[JSON]:
    """Return the list at a place, an empty one when there is none."""
    found = at(value, *path)
    return found if isinstance(found, list) else []


def words(value: JSON, *path: str) -> tuple[str, ...]:
    """Return the texts of the list at a place."""
    return tuple(each for each in listing(value, *path) if isinstance(each, str))


def said(value: JSON, *path: str) -> str:
    """Return the text at a place, "" when there is none."""
    found = at(value, *path)
    return found if isinstance(found, str) else ""


def put(document: Document, *path: str, value: JSON) -> Document:
    """Return the document with a value at a place; objects on the way are made."""
    key, *rest = path
    new = put(mapping(document, key), *rest, value=value) if rest else value
    return {**document, key: new}


def drop(document: Document, *path: str) -> Document:
    """Return the document without a place; the same when there is none."""
    key, *rest = path
    if key not in document:
        return document
    if not rest:
        return {name: each for name, each in document.items() if name != key}
    inner = document[key]
    return {**document, key: drop(inner, *rest)} if isinstance(inner, dict) else document


def put_or_drop(document: Document, *path: str, value: JSON) -> Document:
    """Return the document with a value at a place, or without the place when the value is empty."""
    if value in (None, "", False) or value == []:
        return drop(document, *path)
    return put(document, *path, value=value)


def texts(values: Mapping[str, str]) -> Document:
    """Return texts by name as a JSON object."""
    return dict(values)
