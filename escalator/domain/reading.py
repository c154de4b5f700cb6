"""Takes typed values out of JSON, refusing the file at the place where one is wrong.

It knows neither checklists nor policies, only shapes.
"""

from enum import StrEnum
from typing import TypeVar

from escalator.domain.errors import BadContract
from escalator.domain.model import JSON

Word = TypeVar("Word", bound=StrEnum)


class Reader:
    """Reads one file's JSON; every refusal is a BadContract that names the file and the place."""

    def __init__(self, file: str) -> None:
        self.file = file

    def refuse(self, place: str, reason: str) -> BadContract:
        """Return the error to raise for a place (a JSON pointer) and a one-sentence reason."""
        return BadContract(file=self.file, place=place, reason=reason)

    def mapping(self, value: JSON, place: str) -> dict[str, JSON]:
        """Return an object."""
        if not isinstance(value, dict):
            raise self.refuse(place, "An object is needed here.")
        return value

    def listing(self, value: JSON, place: str) -> list[JSON]:
        """Return a list."""
        if not isinstance(value, list):
            raise self.refuse(place, "A list is needed here.")
        return value

    def words(self, value: JSON, place: str) -> tuple[str, ...]:
        """Return a list of strings."""
        listed = self.listing(value, place)
        words = tuple(each for each in listed if isinstance(each, str))
        if len(words) != len(listed):
            raise self.refuse(place, "A list of words is needed here.")
        return words

    def text(self, value: dict[str, JSON], key: str, place: str) -> str:
        """Return the text under a key, which must not be blank."""
        found = value.get(key)
        if not isinstance(found, str) or not found.strip():
            raise self.refuse(f"{place}/{key}", f"“{key}” needs a text.")
        return found

    def number(self, value: dict[str, JSON], key: str, place: str) -> int:
        """Return the whole number under a key, at least 1."""
        found = value.get(key)
        if not isinstance(found, int) or isinstance(found, bool) or found < 1:
            raise self.refuse(f"{place}/{key}", f"“{key}” needs a whole number from 1.")
        return found

    def member(self, kind: type[Word], word: str, place: str) -> Word:
        """Return the member of an enum that a word spells."""
        try:
            return kind(word)
        except ValueError:
            known = ", ".join(kind)
            raise self.refuse(place, f"“{word}” is not one of: {known}.") from None

    def one_of(self, kind: type[Word], value: dict[str, JSON], key: str, place: str) -> Word:
        """Return the member of an enum that the text under a key spells."""
        return self.member(kind, self.text(value, key, place), f"{place}/{key}")
