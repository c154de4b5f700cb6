"""What is hidden in a packet, as its author sees it: beside each field, and on a page of its own.

Decides nothing: what may be taken back, and how, is the services'.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from escalator.domain.checklist import Checklist
from escalator.domain.events import taken_back
from escalator.domain.hidden import (
    WORDS,
    Hidden,
    describe_hidden,
    hidden_in,
    packet_text,
    texts_by_item,
    words_of,
)
from escalator.domain.model import Action, Packet
from escalator.scrub import NEVER_TAKEN_BACK, Kind
from escalator.services.desk import Desk
from escalator.services.documents import checklist_of, packet_of
from escalator.services.doubt import doubts
from escalator.services.hiding import Choice, Chosen, Decision, may_be_taken_back
from escalator.services.lists import history
from escalator.store.rows import EventRow, PacketRow
from escalator.web.forms import keep_key
from escalator.web.present import PacketLine, line_of, when

SHOWN = 8
"""Placeholders named beside one field; the others are counted."""

LISTED = 300
"""Placeholders on the page of what is hidden."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that looks random. key: its short name in addresses. where: the items, in words."""

    key: str
    word: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class HiddenHere:
    """What stands beside one field: the first placeholders in it, how many more, and the doubts."""

    hidden: tuple[Hidden, ...]
    more: int
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class HiddenShown:
    """One hidden value. where: the items it stands in, in words."""

    name: str
    words: str
    where: str
    may_be_taken_back: bool


@dataclass(frozen=True, slots=True)
class TakenBack:
    """One value called not personal. by, when: who said so. still: where its text is missing."""

    name: str
    words: str
    by: str
    when: str
    still: str


@dataclass(frozen=True, slots=True)
class HiddenPage:
    """All that an author can decide on; see templates/packets/hidden.html.

    words: what is hidden, counted. more: how many values are not listed. kinds: (value, label).
    """

    line: PacketLine
    version: int
    words: str
    hidden: tuple[HiddenShown, ...]
    more: int
    back: tuple[TakenBack, ...]
    doubts: tuple[Doubt, ...]
    kinds: tuple[tuple[str, str], ...]


def hidden_page(desk: Desk, row: PacketRow, zone: str) -> HiddenPage:
    """Gather the page of a draft that this person may edit."""
    packet, checklist = packet_of(desk, row), checklist_of(desk, row)
    events = history(desk, row)
    gone = taken_back(events)
    places = _places(packet)
    shown = [one for one in hidden_in(packet_text(packet)) if one.name not in gone]
    return HiddenPage(
        line=line_of(row, now=desk.now(), zone=zone, reader=desk.actor),
        version=row.version,
        words=describe_hidden(packet_text(packet)),
        hidden=tuple(_hidden(one, checklist, places) for one in shown[:LISTED]),
        more=len(shown[LISTED:]),
        back=tuple(_taken_back(name, checklist, places, events, zone) for name in gone),
        doubts=doubts_shown(doubts(desk, row, packet), checklist),
        kinds=KINDS,
    )


def hidden_here(packet: Packet, doubtful: Mapping[str, Sequence[str]]) -> Mapping[str, HiddenHere]:
    """Give what stands beside each field that has something hidden or doubtful in it."""
    found = {}
    for name, text in texts_by_item(packet).items():
        hidden, words = hidden_in(text), doubtful.get(name, ())
        if hidden or words:
            beside = tuple(Doubt(keep_key(word), word) for word in words)
            found[name] = HiddenHere(hidden[:SHOWN], len(hidden[SHOWN:]), beside)
    return found


def doubts_shown(found: Mapping[str, Sequence[str]], checklist: Checklist) -> tuple[Doubt, ...]:
    """Give doubtful words, each once, with where it stands."""
    places: dict[str, list[str]] = {}
    for name, words in found.items():
        for word in words:
            places.setdefault(word, []).append(name)
    return tuple(
        Doubt(keep_key(word), word, labels(checklist, names)) for word, names in places.items()
    )


def labels(checklist: Checklist, names: Iterable[str]) -> str:
    """Give items' labels in one phrase."""
    return ", ".join(
        checklist.item(name).label if checklist.has_item(name) else name for name in names
    )


def decided_words(chosen: Chosen, choice: Choice, checklist: Checklist) -> str:
    """Say what a decision came to, and what is left to do."""
    shown, where = f"[{chosen.name}]", labels(checklist, chosen.items)
    match choice.decision:
        case Decision.LEAVE:
            return "Left as it is. It will not be asked about again."
        case Decision.HIDE if not where:
            return f"It stands nowhere in the packet yet; typed, it becomes {shown}."
        case Decision.HIDE:
            return f"Hidden as {shown} in: {where}."
        case Decision.HIDE_AGAIN:
            return f"{shown} is hidden again in: {where}." if where else f"{shown} stays hidden."
        case _:
            return _back_words(shown, chosen, checklist)


def _back_words(shown: str, chosen: Chosen, checklist: Checklist) -> str:
    back = [name for name in chosen.items if name not in chosen.still]
    words = f"{shown} is not personal"
    if back:
        words += f" and stands again in: {labels(checklist, back)}"
    if chosen.still:
        words += (
            f". Its text was never kept: type it again in {labels(checklist, chosen.still)},"
            " and it will stay"
        )
    return f"{words}."


def _places(packet: Packet) -> Mapping[str, Sequence[str]]:
    places: dict[str, list[str]] = {}
    for name, text in texts_by_item(packet).items():
        for one in hidden_in(text):
            places.setdefault(one.name, []).append(name)
    return places


def _hidden(one: Hidden, checklist: Checklist, places: Mapping[str, Sequence[str]]) -> HiddenShown:
    where = labels(checklist, places.get(one.name, ()))
    return HiddenShown(one.name, one.words, where, may_be_taken_back(one.kind))


def _taken_back(
    name: str,
    checklist: Checklist,
    places: Mapping[str, Sequence[str]],
    events: Sequence[EventRow],
    zone: str,
) -> TakenBack:
    event = next(
        one
        for one in reversed(events)
        if one.action is Action.TAKE_BACK and one.facts.get("placeholder") == name
    )
    return TakenBack(
        name=name,
        words=words_of(name.partition("-")[0])[0],
        by=event.actor.name,
        when=when(event.at, zone),
        still=labels(checklist, places.get(name, ())),
    )


def _kinds() -> tuple[tuple[str, str], ...]:
    """Give the kinds that a person can say when hiding more; a secret stays hidden for good."""
    open_kinds = [
        kind for kind in WORDS if kind != "HIDDEN" and Kind(kind.lower()) not in NEVER_TAKEN_BACK
    ]
    named = [(kind.lower(), WORDS[kind][0][:1].upper() + WORDS[kind][0][1:]) for kind in open_kinds]
    return (
        (Kind.HIDDEN.value, "Something else"),
        *named,
        (Kind.SECRET.value, "Password or key (stays hidden for good)"),
    )


KINDS = _kinds()
