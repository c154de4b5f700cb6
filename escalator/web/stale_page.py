"""Gathers both texts of a packet whose form came too late: what is stored, and what was typed.

It decides nothing; the person saves theirs over the other, or leaves it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from escalator.domain.checklist import Item
from escalator.domain.errors import StaleVersion
from escalator.domain.lifecycle import moves_open
from escalator.domain.model import Action, Answer
from escalator.domain.packet import answers_from_json
from escalator.services.access import relations
from escalator.services.conflicts import differences
from escalator.services.desk import Desk
from escalator.services.documents import checklist_of
from escalator.services.drafts import Edit
from escalator.store.rows import PacketRow
from escalator.web.words import EVENT_WORDS

UNSENT = frozenset({"csrf_token", "version", "do"})
NOTHING = "Nothing"


@dataclass(frozen=True, slots=True)
class TwoTexts:
    """One item in two versions."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, slots=True)
class StalePage:
    """A form that came too late; see templates/packets/stale.html.

    what: who did what meanwhile. version: of the packet stored. texts: what differs.
    fields: (name, value) of everything typed, to be sent again. may_save: whether it still can be.
    """

    reference: str
    what: str
    version: int
    texts: tuple[TwoTexts, ...]
    fields: tuple[tuple[str, str], ...]
    may_save: bool


def stale_page(
    desk: Desk, row: PacketRow, edit: Edit, error: StaleVersion, *, form: MultiDict[str, str]
) -> StalePage:
    """Gather both texts; edit: what the form would change in the packet as it is stored now."""
    checklist = checklist_of(desk, row)
    stored = answers_from_json(row.answers)
    names = differences(desk, row, edit)
    return StalePage(
        reference=row.reference,
        what=_what(error),
        version=row.version,
        texts=tuple(
            TwoTexts(
                checklist.item(name).label,
                _text(checklist.item(name), stored.get(name), _mark(row.not_available, name)),
                _text(
                    checklist.item(name),
                    edit.answers.get(name, stored.get(name)),
                    _mark({**row.not_available, **edit.not_available}, name),
                ),
            )
            for name in names
        ),
        fields=tuple(
            (name, value) for name, values in form.lists() if name not in UNSENT for value in values
        ),
        may_save=Action.EDIT in moves_open(row.state, relations(desk.actor, row)),
    )


def _what(error: StaleVersion) -> str:
    if not error.changed_by or error.action is None:
        return "You saved this packet in another window while you had this one open."
    return f"{error.changed_by} {EVENT_WORDS[error.action]} while you had this page open."


def _mark(marks: Mapping[str, object], name: str) -> str:
    reason = marks.get(name)
    return "" if reason is None else f"Not available: {reason}"


def _text(item: Item, answer: Answer | None, mark: str) -> str:
    lines = [*([] if answer is None else _lines(item, answer)), *([mark] if mark else [])]
    return "\n".join(lines) or NOTHING


def _lines(item: Item, answer: Answer) -> Iterator[str]:
    labels = dict(item.choices)
    if isinstance(answer, str | int):
        yield labels.get(str(answer), str(answer))
        return
    for number, row in enumerate(answer, 1):
        if isinstance(row, Mapping):
            cells: Mapping[str, str] = row
            texts = [cells[column.name] for column in item.columns if column.name in cells]
            yield f"{number}. " + "\n   ".join(texts)
    yield from (labels.get(one, one) for one in answer if isinstance(one, str))
