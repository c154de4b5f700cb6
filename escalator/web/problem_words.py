"""Problem records in words: states, counts, and what was done to them.

Reads nothing from the database and decides nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from escalator.domain.model import JSON
from escalator.domain.problems import ProblemAction, ProblemState
from escalator.store.problems import Problem, ProblemEvent
from escalator.web.figure_words import counted
from escalator.web.html import marked
from escalator.web.present import stamp

STATE_WORDS: Mapping[ProblemState, str] = {
    ProblemState.OPEN: "Open",
    ProblemState.KNOWN: "Known, with a workaround",
    ProblemState.FIXING: "Fix under way",
    ProblemState.FIXED: "Fixed",
    ProblemState.CLOSED: "Closed",
}

STATE_HINTS: Mapping[str, str] = {
    ProblemState.OPEN: "Somebody looks into it.",
    ProblemState.KNOWN: "S1 can help the customer past it.",
    ProblemState.FIXING: "A fix is being made or rolled out.",
    ProblemState.FIXED: "In the version named below.",
    ProblemState.CLOSED: "Nothing more is expected; S1 is no longer told of it.",
}

STATE_LOOKS: Mapping[ProblemState, tuple[str, str]] = {
    ProblemState.OPEN: ("plain", "open"),
    ProblemState.KNOWN: ("note", "note"),
    ProblemState.FIXING: ("caution", "clock"),
    ProblemState.FIXED: ("go", "go"),
    ProblemState.CLOSED: ("plain", "shut"),
}
"""State -> the kind and shape of its tag."""

FIELD_WORDS: Mapping[str, str] = {
    "title": "Problem in one sentence",
    "state": "State",
    "fixed_in": "Fixed in version",
    "owner": "Owner",
    "known_issue": "Known issue, as S1 sees it",
    "defect_url": "Link to the defect",
    "kb_url": "Link to the KB article",
}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as `ui.tag` takes it."""

    kind: str
    words: str
    shape: str


@dataclass(frozen=True, slots=True)
class Done:
    """Something done to a record, as `ui.timeline` takes it."""

    at: str
    when: str
    who: str
    words: str
    quote: Markup
    kind: str = ""


def state_tag(problem: Problem) -> Tag:
    """Give a record's state: "Fixed in 4.19"."""
    kind, shape = STATE_LOOKS[problem.state]
    words = STATE_WORDS[problem.state]
    if problem.state is ProblemState.FIXED and problem.fixed_in:
        words = f"{words} in {problem.fixed_in}"
    return Tag(kind, words, shape)


def lately_words(lately: int, total: int) -> str:
    """Say how often it came: "3 packets in the last four weeks, 12 in all"."""
    if not lately:
        return f"none in the last four weeks, {counted(total, 'packet')} in all"
    more = f", {total:,} in all" if total > lately else ""
    return f"{counted(lately, 'packet')} in the last four weeks{more}"


def done_words(event: ProblemEvent, zone: str, names: Mapping[int, str]) -> Done:
    """Say what was done; names: of people, by their number."""
    at = stamp(event.at, zone)
    return Done(at.iso, at.words, event.actor.name, _words(event, names), marked(_quote(event)))


def _words(event: ProblemEvent, names: Mapping[int, str]) -> str:
    facts = event.facts
    packet = event.packet.reference if event.packet else ""
    match event.action:
        case ProblemAction.OPEN:
            return "opened the record"
        case ProblemAction.ADD:
            return f"added {packet}"
        case ProblemAction.REMOVE:
            return f"removed {packet}"
        case ProblemAction.ATTACH:
            return f"attached ticket {_text(facts, 'ticket')} instead of escalating it"
        case ProblemAction.CHANGE_STATE:
            return f"changed the state to: {STATE_WORDS[ProblemState(_text(facts, 'to'))].lower()}"
        case ProblemAction.HAND_OVER:
            to = facts.get("to")
            return f"handed it to {names.get(to, 'somebody') if isinstance(to, int) else ''}"
        case ProblemAction.EDIT:
            fields = (FIELD_WORDS[name] for name in facts)
            return f"changed: {', '.join(fields)}"


def _quote(event: ProblemEvent) -> str:
    name = "note" if event.action is ProblemAction.ATTACH else "known_issue"
    return _text(event.facts, name)


def _text(facts: Mapping[str, JSON], name: str) -> str:
    value = facts.get(name)
    return value if isinstance(value, str) else ""
