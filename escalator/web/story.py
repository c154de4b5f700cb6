"""What happened to a packet, as its page tells it: bounces, questions, exceptions, history.

Everything comes loaded; nothing is asked of the database or decided here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from escalator.domain.checklist import Checklist
from escalator.domain.hidden import words_of
from escalator.domain.model import JSON, Action, BounceReason, DeclineKind, RootCause
from escalator.domain.policy import Policy
from escalator.store.rows import Bounce, Charge, EventRow, ExceptionRow, Fault, Question
from escalator.store.words import ExceptionState, FaultState, Ruling
from escalator.web.html import marked
from escalator.web.present import Stamp, duration_words, stamp, when
from escalator.web.words import CAUSE_WORDS, DECLINE_WORDS, EVENT_WORDS, REASON_WORDS

KINDS: Mapping[Action, str] = {
    Action.BOUNCE: "stop",
    Action.DECLINE: "stop",
    Action.ACCEPT: "go",
    Action.RESOLVE: "go",
    Action.BREAK_GLASS: "caution",
    Action.ASK_EXCEPTION: "caution",
    Action.APPROVE_EXCEPTION: "caution",
    Action.ASK: "note",
    Action.REPLY: "note",
}
FAULT_WORDS: Mapping[FaultState, str] = {
    FaultState.OPEN: "",
    FaultState.CHANGED: " (changed)",
    FaultState.CONTESTED: " (contested)",
}


@dataclass(frozen=True, slots=True)
class ChargeShown:
    """One reason of a bounce: its words, (label, link) of each item, and what was wanted."""

    reason: str
    faults: tuple[tuple[str, str], ...]
    wanted: Markup


@dataclass(frozen=True, slots=True)
class BounceShown:
    """One bounce.

    by, when, late: who made it, when in words, whether after accepting. charges: its reasons.
    items: (name, label) of the items at fault that nobody contested yet.
    contest: what the author holds against it, or "". ruling: what became of that, in words.
    ruling_kind, ruling_reason: the meaning of it, as a callout, and what the lead said.
    """

    by: str
    when: str
    late: bool
    charges: tuple[ChargeShown, ...]
    items: tuple[tuple[str, str], ...]
    contest: Markup
    ruling: str
    ruling_kind: str
    ruling_reason: Markup


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question, and its reply: "" while it is open, or when it was closed without one."""

    is_open: bool
    by: str
    when: str
    text: Markup
    reply: Markup
    replied: str


@dataclass(frozen=True, slots=True)
class ExceptionShown:
    """An exception: items in words, why, what became of it, and what is still owed, or ""."""

    items: str
    reason: Markup
    by: str
    words: str
    kind: str
    decision: Markup
    owed: str


@dataclass(frozen=True, slots=True)
class ResolutionShown:
    """How a packet was solved: summary, and facts as (term, words)."""

    by: str
    when: str
    summary: Markup
    facts: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EventShown:
    """One line of the history, as `ui.timeline` takes it."""

    at: str
    when: str
    who: str
    words: str
    quote: Markup
    kind: str


@dataclass(frozen=True, slots=True)
class Storyteller:
    """Puts a packet's past into words.

    checklist: for the items' labels. policy: for the teams' names. present: items that stand in the
    document below, and so can be linked to. zone: the person's time zone.
    """

    checklist: Checklist
    policy: Policy
    present: frozenset[str]
    zone: str
    now: datetime

    def bounces(self, bounces: Sequence[Bounce]) -> tuple[BounceShown, ...]:
        """Give the bounces, newest first."""
        return tuple(self._bounce(one) for one in reversed(bounces))

    def _bounce(self, bounce: Bounce) -> BounceShown:
        faults = [fault for charge in bounce.charges for fault in charge.faults]
        open_items = dict.fromkeys(
            fault.item for fault in faults if fault.state is not FaultState.CONTESTED
        )
        words, kind = _RULINGS.get(bounce.ruling, ("", ""))
        return BounceShown(
            by=bounce.engineer.name,
            when=when(bounce.at, self.zone),
            late=bounce.is_late,
            charges=tuple(self._charge(charge) for charge in bounce.charges),
            items=tuple((item, self.label(item)) for item in open_items),
            contest=marked(bounce.contest),
            ruling=words,
            ruling_kind=kind,
            ruling_reason=marked(bounce.ruling_reason),
        )

    def _charge(self, charge: Charge) -> ChargeShown:
        return ChargeShown(
            REASON_WORDS[charge.reason],
            tuple(self._fault(fault) for fault in charge.faults),
            marked(charge.wanted),
        )

    def _fault(self, fault: Fault) -> tuple[str, str]:
        href = f"#item-{fault.item}" if fault.item in self.present else ""
        return self.label(fault.item) + FAULT_WORDS[fault.state], href

    def label(self, item: str) -> str:
        """Give an item's label, or its name when the checklist does not ask it."""
        return self.checklist.item(item).label if self.checklist.has_item(item) else item

    def labels(self, items: Sequence[str]) -> str:
        """Give several items' labels in one phrase."""
        return ", ".join(map(self.label, items))

    def questions(self, questions: Sequence[Question]) -> tuple[QuestionShown, ...]:
        """Give the questions, oldest first."""
        return tuple(
            QuestionShown(
                is_open=one.replied_at is None,
                by=one.engineer.name,
                when=when(one.asked_at, self.zone),
                text=marked(one.text),
                reply=marked(one.reply),
                replied=when(one.replied_at, self.zone) if one.replied_at else "",
            )
            for one in questions
        )

    def exceptions(self, exceptions: Sequence[ExceptionRow]) -> tuple[ExceptionShown, ...]:
        """Give the exceptions, oldest first."""
        return tuple(
            ExceptionShown(
                items=self.labels(one.items),
                reason=marked(one.reason),
                by=one.author.name,
                words=_exception_words(one),
                kind="stop" if one.state is ExceptionState.REFUSED else "caution",
                decision=marked(one.decision_reason),
                owed=self._owed(one),
            )
            for one in exceptions
        )

    def _owed(self, one: ExceptionRow) -> str:
        if not one.broke_glass or one.due_at is None:
            return ""
        if one.settled_at is not None:
            return f"What was owed was handed in, {when(one.settled_at, self.zone)}."
        left = one.due_at - self.now
        if left.total_seconds() < 0:
            return f"Still owed, {duration_words(-left)} over the time given."
        return f"Still owed, due in {duration_words(left)}."

    def resolution(self, events: Sequence[EventRow]) -> ResolutionShown | None:
        """Give the latest resolution, None when there is none."""
        event = next((one for one in reversed(events) if one.action is Action.RESOLVE), None)
        if event is None:
            return None
        facts = event.facts
        could = facts.get("s1_could_have_solved")
        links = (("Defect", "defect_url"), ("KB article", "kb_url"))
        return ResolutionShown(
            by=event.actor.name,
            when=when(event.at, self.zone),
            summary=marked(_text(facts, "summary")),
            facts=(
                ("Root cause", CAUSE_WORDS[RootCause(_text(facts, "root_cause"))]),
                ("Reproduced", "Yes" if facts.get("reproduced") is True else "No"),
                ("S1 could have solved it", "Yes" if could is True else "No"),
            ),
            links=tuple((term, url) for term, name in links if (url := _text(facts, name))),
        )

    def history(
        self,
        events: Sequence[EventRow],
        *,
        questions: Sequence[Question],
        exceptions: Sequence[ExceptionRow],
    ) -> tuple[EventShown, ...]:
        """Give what happened, newest first."""
        asked: dict[JSON, Question] = {one.id: one for one in questions}
        excepted: dict[JSON, ExceptionRow] = {one.id: one for one in exceptions}
        return tuple(
            self._event(
                event,
                asked.get(event.facts.get("question")),
                excepted.get(event.facts.get("exception")),
            )
            for event in reversed(events)
        )

    def _event(
        self, event: EventRow, question: Question | None, exception: ExceptionRow | None
    ) -> EventShown:
        at: Stamp = stamp(event.at, self.zone)
        return EventShown(
            at=at.iso,
            when=at.words,
            who=event.actor.name,
            words=self._words(event),
            quote=marked(_quote(event, question, exception)),
            kind=KINDS.get(event.action, ""),
        )

    def _words(self, event: EventRow) -> str:
        words = EVENT_WORDS[event.action]
        facts = event.facts
        match event.action:
            case Action.SUBMIT if event.revision > 1:
                return f"{words} again, revision {event.revision}"
            case Action.TAKE_BACK:
                return f"called {_placeholder_words(facts)} not personal{self._where(facts)}"
            case Action.HIDE:
                return f"hid {_placeholder_words(facts)}{self._where(facts)}"
            case Action.PASS_ON:
                team = self.policy.target_of(_text(facts, "team"))
                return f"{words} to {team.name if team else _text(facts, 'team')}"
            case Action.DECLINE:
                return f"{words}: {_decline_words(facts)}"
            case Action.BOUNCE:
                return f"{words}: {', '.join(_reasons(facts))}"
            case _:
                return words

    def _where(self, facts: Mapping[str, JSON]) -> str:
        items = facts.get("items")
        names = [str(one) for one in items] if isinstance(items, list) else []
        return f", in: {self.labels(names)}" if names else ""


_RULINGS: Mapping[Ruling | None, tuple[str, str]] = {
    Ruling.CONTESTED: ("Contested; a lead will rule on it", "note"),
    Ruling.UPHELD: ("A lead upheld this bounce", "note"),
    Ruling.VOIDED: ("A lead voided this bounce: it counts as accepted", "go"),
}

_EXCEPTION_WORDS: Mapping[ExceptionState, str] = {
    ExceptionState.ASKED: "asked for an exception; a lead decides",
    ExceptionState.TAKEN: "broke the glass; a lead decides after",
    ExceptionState.APPROVED: "was given an exception",
    ExceptionState.REFUSED: "was refused an exception",
}


def _exception_words(one: ExceptionRow) -> str:
    if one.broke_glass and one.state is ExceptionState.APPROVED:
        return "broke the glass, and a lead approved"
    if one.broke_glass and one.state is ExceptionState.REFUSED:
        return "broke the glass, and a lead did not approve"
    return _EXCEPTION_WORDS[one.state]


def _text(facts: Mapping[str, JSON], name: str) -> str:
    value = facts.get(name)
    return value if isinstance(value, str) else ""


def _placeholder_words(facts: Mapping[str, JSON]) -> str:
    name = _text(facts, "placeholder")
    if name.startswith("HIDDEN-"):
        return f"[{name}]"
    return f"the {words_of(name.partition('-')[0])[0]} [{name}]"


def _decline_words(facts: Mapping[str, JSON]) -> str:
    kind = DECLINE_WORDS[DeclineKind(_text(facts, "kind"))]
    more = _text(facts, "duplicate_of") or _text(facts, "kb_url")
    return f"{kind}, {more}" if more else kind


def _reasons(facts: Mapping[str, JSON]) -> Iterator[str]:
    charges = facts.get("charges")
    for charge in charges if isinstance(charges, list) else ():
        if isinstance(charge, dict):
            yield REASON_WORDS[BounceReason(_text(charge, "reason"))]


def _quote(event: EventRow, question: Question | None, exception: ExceptionRow | None) -> str:
    if event.action is Action.ASK and question:
        return question.text
    if event.action is Action.REPLY and question:
        return question.reply
    if event.action in (Action.ASK_EXCEPTION, Action.BREAK_GLASS) and exception:
        return exception.reason
    return _text(event.facts, "why") or _text(event.facts, "note")
