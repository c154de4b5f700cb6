"""Words that look random and are neither hidden nor known to be harmless, for a person to look at.

What was looked at and left is remembered as a digest only (scrubbing.py).
"""

from collections import OrderedDict
from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

from escalator.domain.hidden import texts_by_item
from escalator.domain.model import Packet
from escalator.scrub import doubtful
from escalator.services.desk import Desk
from escalator.services.scrubbing import scrubber_for
from escalator.store.rows import PacketRow

MOST = 50
"""Doubtful words of one packet that are asked about; nobody goes through a log full of them."""

_LONG: Final = 10_000
_KEPT: Final = 500


class _Looked:
    """What was found in long texts, by their digests: logs are megabytes and looked at often."""

    def __init__(self) -> None:
        self._found: OrderedDict[bytes, tuple[str, ...]] = OrderedDict()

    def words(self, text: str) -> tuple[str, ...]:
        """Give the doubtful words of a text, looking once only at a long one."""
        if len(text) < _LONG:
            return doubtful_words(text)
        key = blake2b(text.encode("utf-8", "replace"), digest_size=16).digest()
        found = self._found.pop(key, None)
        self._found[key] = found = doubtful_words(text) if found is None else found
        while len(self._found) > _KEPT:
            self._found.popitem(last=False)
        return found


_looked = _Looked()


def doubtful_words(text: str) -> tuple[str, ...]:
    """Return the different words of a text that look random, in their order."""
    return tuple(dict.fromkeys(text[start:end] for start, end in doubtful(text)))


def doubts(desk: Desk, row: PacketRow, packet: Packet) -> Mapping[str, tuple[str, ...]]:
    """Give the doubtful words of a packet that nobody has left yet, by item, at most MOST."""
    found = {name: _looked.words(text) for name, text in texts_by_item(packet).items()}
    if not any(found.values()):
        return {}
    scrubber = scrubber_for(desk, row)
    words = dict.fromkeys(word for several in found.values() for word in several)
    open_words = [word for word in words if not scrubber.is_left(word)][:MOST]
    by_item = {
        name: tuple(word for word in several if word in open_words)
        for name, several in found.items()
    }
    return {name: several for name, several in by_item.items() if several}
