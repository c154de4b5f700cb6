"""An answer as plain text, for pages that show one item of a packet and not the whole.

A packet as a document is html.py's to make.
"""

from collections.abc import Iterator, Mapping

from escalator.domain.checklist import Checklist, Item
from escalator.domain.model import Answer, Packet, Row

NOTHING = "Nothing"


def answer_text(packet: Packet, checklist: Checklist, name: str, *, longest: int = 0) -> str:
    """Give what a packet says to one item.

    longest: characters after which it is cut, with a mark that it goes on; 0 for all of it.
    """
    reason = packet.not_available.get(name)
    if reason is not None:
        return f"Not available: {reason}"
    answer = packet.answers.get(name)
    if answer is None or not checklist.has_item(name):
        return NOTHING
    text = "\n".join(_lines(checklist.item(name), answer))
    return text if not longest or len(text) <= longest else f"{text[:longest].rstrip()} …"


def item_label(checklist: Checklist, name: str) -> str:
    """Give what people read for an item."""
    return checklist.item(name).label if checklist.has_item(name) else name


def _lines(item: Item, answer: Answer) -> Iterator[str]:
    labels = dict(item.choices)
    if not isinstance(answer, tuple):
        yield labels.get(str(answer), str(answer))
        return
    parts: tuple[str | Row, ...] = answer
    for number, one in enumerate(parts, 1):
        if isinstance(one, Mapping):
            cells = [one[column.name] for column in item.columns if column.name in one]
            yield f"{number}. " + "\n   ".join(cells)
        else:
            yield labels.get(one, one)
