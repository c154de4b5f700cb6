"""The lists of packets: one's own with what waits for its author first, and all one can read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import g, render_template, request, url_for
from markupsafe import Markup

from escalator.domain.model import State
from escalator.services.awaited import exception_states, open_questions, resolutions
from escalator.services.lists import (
    latest_bounces,
    own_packets,
    packets_needing_author,
    team_packets,
)
from escalator.store.rows import Bounce, EventRow, PacketRow, Question
from escalator.web.access import allow
from escalator.web.desk import desk
from escalator.web.html import marked
from escalator.web.present import PacketLine, line_of, page_words, when
from escalator.web.views.packets.blueprint import WRITERS, packets
from escalator.web.words import EXCEPTION_WORDS, REASON_WORDS

WITH_OTHERS = (State.SUBMITTED, State.ACCEPTED)
FINISHED = (State.CLOSED, State.DECLINED, State.WITHDRAWN)
MOST_FINISHED = 10
WAITING_FIRST = ("bounced", "asked", "resolved")
NO_WORDS = Markup("")


@dataclass(frozen=True, slots=True)
class Charge:
    """One reason of a bounce, as `packet.bounce` takes it."""

    reason: str
    faults: tuple[tuple[str, str], ...]
    wanted: Markup


@dataclass(frozen=True, slots=True)
class Waiting:
    """A packet that waits for its author: the line of the list, and what is asked of them.

    url: where it is done. by, when: who asked, and when. charges: of a bounce. words: of a
    question or a resolution. kind: "bounced", "asked" or "resolved". late: bounced after accepting.
    """

    line: PacketLine
    url: str
    kind: str
    by: str
    when: str
    words: Markup = NO_WORDS
    charges: tuple[Charge, ...] = ()
    late: bool = False


@packets.get("")
@allow(*WRITERS)
def mine() -> str:
    """Show the person's own packets, those that wait for them first."""
    waiting = _waiting(packets_needing_author(desk()))
    named = {one.line.reference for one in waiting}
    others = own_packets(desk(), states=WITH_OTHERS)
    drafts = own_packets(desk(), states=(State.DRAFT,)).rows
    return render_template(
        "packets/mine.html",
        waiting=waiting,
        drafts=_lines(drafts),
        exceptions=_exception_words(drafts),
        others=[line for line in _lines(others.rows) if line.reference not in named],
        finished=_lines(own_packets(desk(), states=FINISHED).rows[:MOST_FINISHED]),
    )


def _exception_words(drafts: Sequence[PacketRow]) -> dict[str, str]:
    """Say what became of the exception asked for a draft, by its reference."""
    states = exception_states(desk(), drafts)
    return {row.reference: EXCEPTION_WORDS[states[row.id]] for row in drafts if row.id in states}


@packets.get("/team")
@allow(*WRITERS)
def team() -> str:
    """Show every packet the person may read, newest first, narrowed by a search."""
    words, number = request.args.get("q", "").strip()[:200], _page_number()
    page = team_packets(desk(), words=words, page=number)
    return render_template(
        "packets/team.html",
        lines=_lines(page.rows),
        words=words,
        paging=page_words(page),
        newer=_url(words, number - 1) if number > 1 else "",
        older=_url(words, number + 1) if page.has_more else "",
    )


def _page_number() -> int:
    text = request.args.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _url(words: str, number: int) -> str:
    return url_for("packets.team", q=words or None, page=number if number > 1 else None)


def _lines(rows: Sequence[PacketRow]) -> list[PacketLine]:
    now, zone = desk().now(), g.person.time_zone
    return [line_of(row, now=now, zone=zone, reader=desk().actor) for row in rows]


def _waiting(rows: Sequence[PacketRow]) -> list[Waiting]:
    bounces, asked = latest_bounces(desk(), rows), open_questions(desk(), rows)
    solved = resolutions(desk(), [row for row in rows if row.state is State.RESOLVED])
    found = []
    for row, line in zip(rows, _lines(rows), strict=True):
        if row.state is State.BOUNCED and row.id in bounces:
            found.append(_bounced(row, line, bounces[row.id]))
        elif row.id in asked:
            found.append(_asked(line, asked[row.id]))
        elif row.id in solved:
            found.append(_resolved(line, solved[row.id]))
    return sorted(found, key=lambda one: WAITING_FIRST.index(one.kind))


def _bounced(row: PacketRow, line: PacketLine, bounce: Bounce) -> Waiting:
    checklist = desk().contracts.checklists.get(row.checklist_name)

    def label(item: str) -> str:
        return checklist.item(item).label if checklist and checklist.has_item(item) else item

    return Waiting(
        line,
        line.edit_url,
        "bounced",
        bounce.engineer.name,
        _when(bounce.at),
        charges=tuple(
            Charge(
                REASON_WORDS[charge.reason],
                tuple((label(fault.item), "") for fault in charge.faults),
                marked(charge.wanted),
            )
            for charge in bounce.charges
        ),
        late=bounce.is_late,
    )


def _asked(line: PacketLine, question: Question) -> Waiting:
    url = url_for("packets.reply", reference=line.reference)
    by, at = question.engineer.name, _when(question.asked_at)
    return Waiting(line, url, "asked", by, at, marked(question.text))


def _resolved(line: PacketLine, event: EventRow) -> Waiting:
    summary = event.facts.get("summary")
    words = marked(summary if isinstance(summary, str) else "")
    return Waiting(line, line.url, "resolved", event.actor.name, _when(event.at), words)


def _when(moment: datetime) -> str:
    return when(moment, g.person.time_zone)
