"""What an author decides about what is hidden: not personal, hide it again, hide more, leave it.

A hidden text does not rest here, so nothing can bring it back from here. It stands again where it
is typed once more: `Choice.value` is that, `Choice.typed` what the author's browser still held.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select

from escalator.domain.errors import InvalidEntry
from escalator.domain.hidden import describe_hidden, hidden_in, texts_of
from escalator.domain.model import JSON, Action, Answer, Answers
from escalator.domain.packet import answers_from_json
from escalator.scrub import NEVER_TAKEN_BACK, Kind, NotHidden
from escalator.services.access import find_packet
from escalator.services.desk import Desk, verb
from escalator.services.drafts import Edit, Saved, write_edit
from escalator.services.guards import guard
from escalator.services.record import record, touch
from escalator.services.scrubbing import Scrubber, scrubber_for
from escalator.store.rows import ExceptionRow, PacketRow

ALWAYS_HIDDEN = "Keys, cards and passwords always stay hidden."


class Decision(StrEnum):
    """What can be decided about a hidden or doubtful text."""

    TAKE_BACK = "take_back"
    HIDE_AGAIN = "hide_again"
    HIDE = "hide"
    LEAVE = "leave"


_MOVES: Mapping[Decision, Action] = {
    Decision.TAKE_BACK: Action.TAKE_BACK,
    Decision.HIDE_AGAIN: Action.HIDE,
    Decision.HIDE: Action.HIDE,
    Decision.LEAVE: Action.EDIT,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One decision of an author.

    decision: which. name: of the placeholder taken back or hidden again, as in "EMAIL-1".
    value: the text to hide or to leave; or what stands behind the placeholder, typed once more.
    kind: what the text to hide is. typed: answers as the author's browser last held them, each
    before something in it was hidden.
    """

    decision: Decision
    name: str = ""
    value: str = ""
    kind: Kind = Kind.HIDDEN
    typed: Sequence[Answers] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a decision came to.

    saved: the draft as stored. name: the placeholder it was about, "" when a word was left.
    items: the items whose text it touches. still: the items in which a placeholder that was taken
    back still stands, because nobody knows the text any more.
    """

    saved: Saved
    name: str
    items: tuple[str, ...]
    still: tuple[str, ...]


NOTHING = Edit({}, {})


def may_be_taken_back(kind: str) -> bool:
    """Tell whether a kind of placeholder ("EMAIL") can be called not personal at all."""
    return Kind(kind.lower()) not in NEVER_TAKEN_BACK


@verb
def decide_hidden(
    desk: Desk, reference: str, choice: Choice, *, version: int | None, edit: Edit = NOTHING
) -> Chosen:
    """Follow a decision everywhere in a draft, and record it without the value.

    edit: what was typed besides and not saved yet; written in the same transaction.

    Raises NotFound, StaleVersion, IllegalMove, NotAllowed, or InvalidEntry with a sentence for
    `name` or `value`.
    """
    row = find_packet(desk, reference, lock=True)
    guard(desk, row, _MOVES[choice.decision], version=version)
    scrubber = scrubber_for(desk, row)
    stored = answers_from_json(row.answers)
    if choice.decision is Decision.TAKE_BACK:
        items = _standing(row, {**stored, **_given(edit)}, choice.name)
        edit = _taken_back(row, stored, edit, choice, scrubber)
        saved = _written(desk, row, edit, scrubber)
        still = _standing(row, answers_from_json(row.answers), choice.name)
        _record(desk, row, choice, choice.name, items)
        return Chosen(saved, choice.name, items, still)
    name = _told(scrubber, choice)
    saved = _written(desk, row, edit, scrubber)
    items = _standing(row, answers_from_json(row.answers), name)
    _record(desk, row, choice, name, items)
    return Chosen(saved, name, items, ())


def _written(desk: Desk, row: PacketRow, edit: Edit, scrubber: Scrubber) -> Saved:
    saved = write_edit(desk, row, edit, scrubber)
    if scrubber.looks_again:  # the reasons of exceptions are a part of the packet, too
        for one in _exceptions(desk, row):
            one.reason = scrubber.text(one.reason)
        scrubber.keep()
    return saved


def _record(desk: Desk, row: PacketRow, choice: Choice, name: str, items: Sequence[str]) -> None:
    if choice.decision is Decision.LEAVE:
        touch(desk, row)
        return
    touched: list[JSON] = [*items]
    kind = name.partition("-")[0].lower()
    facts: dict[str, JSON] = {"kind": kind, "placeholder": name, "items": touched}
    record(desk, row, _MOVES[choice.decision], facts)


def _told(scrubber: Scrubber, choice: Choice) -> str:
    """Tell the scrubber what to hide or to leave; gives the name of the placeholder."""
    match choice.decision:
        case Decision.HIDE:
            return _hidden_too(scrubber, choice)
        case Decision.HIDE_AGAIN:
            _need_placeholder(scrubber, choice.name)
            scrubber.hide_again(f"[{choice.name}]")
            return choice.name
        case _:
            scrubber.leave(_need_value(choice))
            return ""


def _hidden_too(scrubber: Scrubber, choice: Choice) -> str:
    value = _need_value(choice)
    if describe_hidden(value):
        raise InvalidEntry({"value": "A part of this is hidden already. Take the words beside it."})
    try:
        shown = scrubber.hide(value, choice.kind)
    except NotHidden as error:
        raise InvalidEntry(
            {"value": "Only a word, a number or a few words can be hidden; take longer text out."}
        ) from error
    return shown[1:-1]


def _need_value(choice: Choice) -> str:
    value = choice.value.strip()
    if not value:
        raise InvalidEntry({"value": "Say which words."})
    return value


def _need_placeholder(scrubber: Scrubber, name: str) -> None:
    is_one = [one.name for one in hidden_in(f"[{name}]")] == [name]
    if not is_one or not scrubber.has(f"[{name}]"):
        raise InvalidEntry({"name": "Nothing is hidden here under this name."})


def _taken_back(
    row: PacketRow, stored: Answers, edit: Edit, choice: Choice, scrubber: Scrubber
) -> Edit:
    """Let a placeholder's text stand, and give the edit that puts it back where it is known."""
    _need_placeholder(scrubber, choice.name)
    if not may_be_taken_back(choice.name.partition("-")[0]):
        raise InvalidEntry({"name": ALWAYS_HIDDEN})
    shown = f"[{choice.name}]"
    if choice.value and not scrubber.is_behind(choice.value, shown):
        raise InvalidEntry(
            {"value": f"This is not what stood in place of {shown}; see to its spelling."}
        )
    spellings, exact = _remembered(stored, choice, scrubber)
    scrubber.take_back(shown)
    edit = replace(edit, answers={**exact, **edit.answers})
    value = choice.value.strip() or (min(spellings) if len(spellings) == 1 else "")
    if not value:
        return edit
    row.priority_rationale = scrubber.text(row.priority_rationale.replace(shown, value))
    return _put_back_everywhere(row, stored, edit, shown=shown, value=value)


def _put_back_everywhere(
    row: PacketRow, stored: Answers, edit: Edit, *, shown: str, value: str
) -> Edit:
    answers = {
        name: _put_back(answer, shown, value)
        for name, answer in {**stored, **_given(edit)}.items()
        if shown in _text(answer)
    }
    reasons = {
        name: reason.replace(shown, value)
        for name, reason in {**row.not_available, **edit.not_available}.items()
        if isinstance(reason, str) and shown in reason
    }
    return replace(
        edit,
        answers={**edit.answers, **answers},
        not_available={**edit.not_available, **reasons},
    )


def _remembered(
    stored: Answers, choice: Choice, scrubber: Scrubber
) -> tuple[frozenset[str], dict[str, Answer]]:
    """Give how the text was spelled, and the answers that can be put back letter for letter."""
    spellings = set[str]()
    exact: dict[str, Answer] = {}
    for held in choice.typed:
        answers = {name: one for name, one in held.items() if one != stored.get(name)}
        clean = scrubber.tried(answers)
        for found in clean.findings:
            if found.finding.placeholder == f"[{choice.name}]":
                text = _text_at(answers[found.item], found.row, found.column)
                spellings.add(text[found.finding.start : found.finding.end])
        exact |= {
            name: answer
            for name, answer in answers.items()
            if name in stored and clean.answers[name] == stored[name]
        }
    return frozenset(spellings), exact


def _text_at(answer: Answer, row: int | None, column: str | None) -> str:
    if isinstance(answer, str | int) or row is None:
        return str(answer)
    part = answer[row]
    return part if isinstance(part, str) else part[column or ""]


def _put_back(answer: Answer, shown: str, value: str) -> Answer:
    if isinstance(answer, str):
        return answer.replace(shown, value)
    if isinstance(answer, int):
        return answer
    texts = tuple(part.replace(shown, value) for part in answer if isinstance(part, str))
    rows = tuple(
        {column: cell.replace(shown, value) for column, cell in part.items()}
        for part in answer
        if not isinstance(part, str)
    )
    return texts or rows


def _given(edit: Edit) -> dict[str, Answer]:
    return {name: answer for name, answer in edit.answers.items() if answer is not None}


def _text(answer: Answer) -> str:
    return "\n".join(texts_of(answer))


def _standing(row: PacketRow, answers: Answers, name: str) -> tuple[str, ...]:
    """Give the items in whose answer, or reason for having none, a placeholder stands."""
    if not name:
        return ()
    return tuple(dict.fromkeys(_holders(row, answers, f"[{name}]")))


def _holders(row: PacketRow, answers: Answers, shown: str) -> Iterator[str]:
    yield from (name for name, answer in answers.items() if shown in _text(answer))
    yield from (name for name, reason in row.not_available.items() if shown in str(reason))


def _exceptions(desk: Desk, row: PacketRow) -> Iterable[ExceptionRow]:
    return desk.session.scalars(select(ExceptionRow).where(ExceptionRow.packet_id == row.id))
