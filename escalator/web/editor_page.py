"""Gathers all that the editor of one packet shows, in a bounded number of queries.

What was typed but refused is shown instead of what is stored; the verdict is always the stored one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask import g, url_for
from markupsafe import Markup

from escalator.domain.checklist import Checklist, Item
from escalator.domain.completeness import Progress, SectionState, due
from escalator.domain.hidden import describe_hidden, packet_text
from escalator.domain.model import Answer, Gap, Packet, Priority, State
from escalator.domain.priority import compute_priority
from escalator.domain.routing import allowed_targets, suggest_target
from escalator.services.desk import Desk
from escalator.services.documents import (
    STILL_AT_FAULT,
    Verdict,
    checklist_of,
    packet_of,
    verdict_on,
)
from escalator.services.doubt import doubts
from escalator.services.lists import exceptions_of, latest_bounces
from escalator.services.precedents import returned_for
from escalator.store.rows import Bounce, ExceptionRow, PacketRow
from escalator.store.words import ExceptionState, FaultState, Ruling
from escalator.web.fields import (
    Beside,
    Field,
    control_of,
    fields_of,
    filled_from,
    gap_errors,
    zone_words,
)
from escalator.web.forms import Filled
from escalator.web.hidden_page import hidden_here
from escalator.web.html import marked, packet_html
from escalator.web.present import PacketLine, clock, line_of, when
from escalator.web.same_error import SameError, before_escalating
from escalator.web.words import REASON_WORDS
from escalator.web.zone_offer import offer_zone

NOT_YET_ASKED = frozenset({"missing", "too_few", STILL_AT_FAULT})
"""Gaps that an empty form has by nature; they are shown at the field once the person asks."""


@dataclass(frozen=True, slots=True)
class Bar:
    """The line under a packet's head: "stopped", "go" or "exception", and what it says."""

    state: str
    words: str


@dataclass(frozen=True, slots=True)
class GapLink:
    """A gap as the summary lists it: the id of its control, and the sentence."""

    item: str
    message: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class SectionShown:
    """One section of the form: how it stands, its fields, and the section after it.

    more: fields that the packet does not need and that say nothing yet; they stand folded away.
    """

    state: SectionState
    intro: str
    fields: tuple[Field, ...]
    more: tuple[Field, ...]
    following: SectionState | None


@dataclass(frozen=True, slots=True)
class ChargeShown:
    """One reason of a bounce: its words, (label, link) of each item, and what was wanted."""

    reason: str
    faults: tuple[tuple[str, str], ...]
    wanted: Markup


@dataclass(frozen=True, slots=True)
class FaultShown:
    """An item at fault: its name and label, whether it is contested, why, and what was refused."""

    name: str
    label: str
    is_contested: bool
    why: str
    error: str


@dataclass(frozen=True, slots=True)
class BounceShown:
    """Why the packet came back: by whom, when, whether after accepting, for what.

    faults: the items, each of which has to be changed or contested. may_contest: whether nobody
    has ruled yet.
    """

    by: str
    when: str
    late: bool
    charges: tuple[ChargeShown, ...]
    faults: tuple[FaultShown, ...]
    may_contest: bool


@dataclass(frozen=True, slots=True)
class ExceptionNote:
    """Where an exception stands, in words: the meaning, a title, and who said what."""

    kind: str
    title: str
    words: Markup


@dataclass(frozen=True, slots=True)
class TargetShown:
    """Who the packet goes to: what is chosen, from what, and which target a rule suggests."""

    chosen: str
    choices: tuple[tuple[str, str], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class PriorityShown:
    """How urgent it is: the level with its reason, what a person insists on and why."""

    level: str
    computed: str
    reason: str
    insists: str
    rationale: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EditorPage:
    """The editor of one packet; see templates/packets/edit.html.

    line: as in a list. version: of the packet stored. errors: (control, sentence) for what was
    refused. gaps: shown when the person asked for them. hidden: what is hidden, counted. same: what
    is known of the same error.
    """

    line: PacketLine
    version: int
    bar: Bar
    progress: Progress
    sections: tuple[SectionShown, ...]
    errors: tuple[tuple[str, str], ...]
    gaps: tuple[GapLink, ...]
    shows_gaps: bool
    bounce: BounceShown | None
    exceptions: tuple[ExceptionNote, ...]
    target: TargetShown
    priority: PriorityShown
    people: str
    problems: Mapping[str, str]
    saved: str
    paste_log: str
    hidden: str
    same: SameError
    preview: Markup


@dataclass(frozen=True, slots=True)
class Asked:
    """How the editor is shown: with every gap at its field, and with how many rows of an item.

    typed: what a refused form held, None to show what is stored. problems: what was refused in it.
    """

    shows_gaps: bool = False
    row_count: Mapping[str, int] | None = None
    typed: Filled | None = None
    problems: Mapping[str, str] | None = None


def editor_page(desk: Desk, row: PacketRow, asked: Asked) -> EditorPage:
    """Gather the editor of a packet that this person may edit."""
    checklist, packet = checklist_of(desk, row), packet_of(desk, row)
    verdict = verdict_on(desk, row, packet)
    shown_gaps = offer_zone(verdict.gaps, packet, g.person.time_zone)
    items = {item.name: item for item in checklist.items}
    stored = filled_from(packet.answers, packet.not_available)
    filled = _over(stored, asked.typed) if asked.typed else stored
    problems = dict(asked.problems or {})
    bounce = latest_bounces(desk, [row]).get(row.id) if row.state is State.BOUNCED else None
    found = shown_gaps if asked.shows_gaps else _wrong(shown_gaps)
    beside = Beside(
        due=due(checklist, packet),
        errors=gap_errors(found, items) | problems if not asked.typed else problems,
        faults=_wanted(bounce),
        returned=returned_for(desk, checklist.id.name),
        zone=zone_words(g.person.time_zone, desk.now()),
        row_count=asked.row_count or {},
        hidden=hidden_here(packet, doubts(desk, row, packet)),
        log_url=lambda item, number: url_for(
            "packets.log", reference=row.reference, item=item, number=number
        ),
    )
    return EditorPage(
        line=line_of(row, now=desk.now(), zone=g.person.time_zone, reader=desk.actor),
        version=row.version,
        bar=bar_of(verdict, packet),
        progress=verdict.progress,
        sections=_sections(checklist, verdict.progress, filled, beside, packet.answers),
        errors=tuple(problems.items()),
        gaps=gap_links(shown_gaps, items),
        shows_gaps=asked.shows_gaps and bool(verdict.gaps),
        bounce=_bounce_shown(bounce, checklist, problems) if bounce else None,
        exceptions=exception_notes(exceptions_of(desk, row), checklist),
        target=_target(desk, row, checklist, filled, packet),
        priority=_priority(desk, row, filled, packet),
        people=filled.people or "",
        problems=problems,
        saved=f"Saved {clock(row.updated_at, g.person.time_zone)}",
        paste_log="logs" if "logs" in items else "",
        hidden=describe_hidden(packet_text(packet)),
        same=before_escalating(desk, row, zone=g.person.time_zone),
        preview=packet_html(packet, checklist),
    )


def bar_of(verdict: Verdict, packet: Packet) -> Bar:
    """Say whether the line is stopped."""
    if verdict.gaps:
        count = len(verdict.gaps)
        return Bar("stopped", f"Stopped: {'1 gap' if count == 1 else f'{count} gaps'}")
    if any(one.items for one in packet.exceptions):
        return Bar("exception", "May run under an exception")
    return Bar("go", "May run: nothing is missing")


def gap_links(gaps: Iterable[Gap], items: Mapping[str, Item]) -> tuple[GapLink, ...]:
    """Give the gaps as links to their controls."""
    return tuple(GapLink(control_of(gap, items.get(gap.item)), gap.message) for gap in gaps)


def _over(stored: Filled, typed: Filled) -> Filled:
    return replace(
        typed,
        answers={**stored.answers, **typed.answers},
        not_available={**stored.not_available, **typed.not_available},
    )


def _wrong(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    return tuple(gap for gap in gaps if gap.code not in NOT_YET_ASKED)


def _sections(
    checklist: Checklist,
    progress: Progress,
    filled: Filled,
    beside: Beside,
    stored: Mapping[str, Answer],
) -> tuple[SectionShown, ...]:
    following = (*progress.sections[1:], None)
    found = []
    for section, state, after in zip(checklist.sections, progress.sections, following, strict=True):
        items = checklist.items_of(section.name)
        fields = fields_of(items, filled, beside, stored=stored)
        needed = tuple(field for field in fields if not field.may_be_folded)
        folded = tuple(field for field in fields if field.may_be_folded)
        found.append(SectionShown(state, section.intro, needed, folded, after))
    return tuple(found)


def _target(
    desk: Desk, row: PacketRow, checklist: Checklist, filled: Filled, packet: Packet
) -> TargetShown:
    policy = desk.contracts.policy
    suggested = suggest_target(checklist.id.name, row.priority, packet.answers, policy)
    name = next((one.name for one in policy.targets if one.target == suggested.target), "")
    is_taken = suggested.target.team == row.target_team.slug
    return TargetShown(
        chosen=filled.target if filled.target is not None else row.target_team.slug,
        choices=tuple(
            (one.team, one.name if one.tier in one.name else f"{one.name} ({one.tier})")
            for one in allowed_targets(checklist, policy)
        ),
        reason=suggested.reason if is_taken else f"{name} is suggested. {suggested.reason}",
    )


def _priority(desk: Desk, row: PacketRow, filled: Filled, packet: Packet) -> PriorityShown:
    found = compute_priority(packet.answers, desk.contracts.policy, now=desk.now())
    insists = row.priority_override.value if row.priority_override else ""
    return PriorityShown(
        level=row.priority.value,
        computed=found.priority.value,
        reason=found.reason,
        insists=insists if filled.priority is None else filled.priority,
        rationale=row.priority_rationale if filled.rationale is None else filled.rationale,
        choices=(
            ("", "As the facts say"),
            *((one.value, one.value) for one in Priority),
        ),
    )


def _wanted(bounce: Bounce | None) -> dict[str, str]:
    """Give what was wanted at each item of a bounce that nobody contested."""
    if bounce is None or bounce.ruling is Ruling.VOIDED:
        return {}
    wanted: dict[str, str] = {}
    for charge in bounce.charges:
        for fault in charge.faults:
            if fault.state is not FaultState.CONTESTED:
                wanted.setdefault(fault.item, charge.wanted)
    return wanted


def _bounce_shown(bounce: Bounce, checklist: Checklist, problems: Mapping[str, str]) -> BounceShown:
    def label(item: str) -> str:
        return checklist.item(item).label if checklist.has_item(item) else item

    faults = {fault.item: fault for charge in bounce.charges for fault in charge.faults}
    return BounceShown(
        by=bounce.engineer.name,
        when=when(bounce.at, g.person.time_zone),
        late=bounce.is_late,
        charges=tuple(
            ChargeShown(
                REASON_WORDS[charge.reason],
                tuple((label(fault.item), f"#{fault.item}") for fault in charge.faults),
                marked(charge.wanted),
            )
            for charge in bounce.charges
        ),
        faults=tuple(
            FaultShown(
                name,
                label(name),
                fault.state is FaultState.CONTESTED,
                fault.contest,
                problems.get(f"contest-{name}", ""),
            )
            for name, fault in faults.items()
        ),
        may_contest=bounce.ruling in (None, Ruling.CONTESTED),
    )


_NOTES: Mapping[ExceptionState, tuple[str, str]] = {
    ExceptionState.ASKED: ("caution", "You asked a lead for an exception; it is not decided yet"),
    ExceptionState.TAKEN: ("caution", "You broke the glass; a lead decides after"),
    ExceptionState.APPROVED: ("caution", "A lead gave an exception"),
    ExceptionState.REFUSED: ("stop", "A lead refused the exception"),
}


def exception_notes(
    exceptions: Iterable[ExceptionRow], checklist: Checklist
) -> tuple[ExceptionNote, ...]:
    """Say where each exception of a packet stands."""
    notes = []
    for one in exceptions:
        kind, title = _NOTES[one.state]
        labels = [
            checklist.item(name).label if checklist.has_item(name) else name for name in one.items
        ]
        said = f" {one.decision_reason}" if one.decision_reason else ""
        notes.append(ExceptionNote(kind, title, marked(f"For: {', '.join(labels)}.{said}")))
    return tuple(notes)
