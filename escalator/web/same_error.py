"""What a page says about packets with the same error: known issues, records, packets alike.

For the author before they escalate, and for whoever reviews. A reader is shown only what they may
read.
"""

from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup
from sqlalchemy import literal

from escalator.domain.lifecycle import moves_open
from escalator.domain.model import Action, State
from escalator.services.access import relations
from escalator.services.desk import Desk
from escalator.services.errors import Alike, digest_kept, error_of, packets_alike
from escalator.services.problem_lists import (
    Counted,
    known_issues,
    records_beside,
)
from escalator.services.problems import may_keep
from escalator.store.problems import Problem
from escalator.store.rows import PacketRow
from escalator.web.html import marked
from escalator.web.present import when
from escalator.web.problem_words import Tag, lately_words, state_tag
from escalator.web.words import STATE_WORDS


@dataclass(frozen=True, slots=True)
class RecordShown:
    """A problem record in short.

    told: the known issue as S1 sees it. lately: how often it came, "" where that is not asked.
    attach_url: where a draft can end at it, "" where it cannot. version: for the form that adds to
    it.
    """

    reference: str
    url: str
    title: Markup
    state: Tag
    owner: str
    told: Markup
    kb_url: str
    lately: str
    attach_url: str
    version: int


@dataclass(frozen=True, slots=True)
class AlikeShown:
    """A packet with the same error. words: its state, target and day. record: "PRB-101" or ""."""

    reference: str
    url: str
    problem: Markup
    words: str
    record: str


@dataclass(frozen=True, slots=True)
class SameError:
    """What is known of a packet's error; see templates/packets/_same_error.html and packet/.

    issues: what to tell whoever is about to escalate. packets: alike, newest first; more: how many
    are left out. record: the one this packet is in. fitting: those it could be added to. may_open:
    whether this person may keep records and this packet may be in one.
    """

    issues: tuple[RecordShown, ...] = ()
    packets: tuple[AlikeShown, ...] = ()
    more: int = 0
    record: RecordShown | None = None
    fitting: tuple[RecordShown, ...] = ()
    may_open: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say or do."""
        said = self.issues or self.packets or self.record or self.fitting
        return not (said or self.may_open)


NOTHING_KNOWN = SameError()


def before_escalating(desk: Desk, row: PacketRow, *, zone: str) -> SameError:
    """Say what is known of the error that a draft shows now; its answers should be loaded."""
    digest = error_of(row).digest
    if not digest:
        return NOTHING_KNOWN
    may_attach = Action.ATTACH in moves_open(row.state, relations(desk.actor, row))
    issues = () if row.restricted else known_issues(desk, digest)
    alike = packets_alike(desk, literal(digest), but=row)
    return SameError(
        issues=tuple(
            _record(one.problem, one, attach_to=row if may_attach else None) for one in issues
        ),
        packets=_alike(alike, zone),
        more=alike.total - len(alike.rows),
    )


def beside_packet(desk: Desk, row: PacketRow, *, zone: str) -> SameError:
    """Say what is known of the error that a submitted packet shows, and where it may be added."""
    if row.state is State.DRAFT:
        return NOTHING_KNOWN
    record, others = records_beside(desk, row)
    is_kept = may_keep(desk.actor) and bool(row.revision) and row.state is not State.WITHDRAWN
    is_theirs = not row.restricted or row.target_team_id == desk.actor.team_id
    may_open = is_kept and is_theirs and record is None
    fitting = [one for one in others if may_open and one.problem.restricted == row.restricted]
    alike = packets_alike(desk, digest_kept(row), but=row)
    return SameError(
        record=_record(record) if record else None,
        fitting=tuple(_record(one.problem, one) for one in fitting),
        may_open=may_open,
        packets=_alike(alike, zone),
        more=alike.total - len(alike.rows),
    )


def _record(
    problem: Problem, counts: Counted | None = None, *, attach_to: PacketRow | None = None
) -> RecordShown:
    attach_url = ""
    if attach_to:
        attach_url = url_for(
            "packets.attach", reference=attach_to.reference, problem=problem.reference
        )
    return RecordShown(
        reference=problem.reference,
        url=url_for("problems.show", reference=problem.reference),
        title=marked(problem.title),
        state=state_tag(problem),
        owner=problem.owner.name,
        told=marked(problem.known_issue),
        kb_url=problem.kb_url,
        lately=lately_words(counts.lately, counts.total) if counts else "",
        attach_url=attach_url,
        version=problem.version,
    )


def _alike(alike: Alike, zone: str) -> tuple[AlikeShown, ...]:
    return tuple(_packet(row, zone, alike.records.get(row.id)) for row in alike.rows)


def _packet(row: PacketRow, zone: str, record: Problem | None) -> AlikeShown:
    at = when(row.submitted_at or row.created_at, zone).partition(",")[0]
    return AlikeShown(
        reference=row.reference,
        url=url_for("packet.show", reference=row.reference),
        problem=marked(row.problem),
        words=f"{STATE_WORDS[row.state].lower()}, {row.target_team.name}, {at}",
        record=record.reference if record else "",
    )
