"""The form by which a reviewer scores a packet, and the packet as it was then.

It parses and never judges; services/scoring.py does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from escalator.domain.rubric import LEAST, MOST
from escalator.services.checklists import find_checklist
from escalator.services.desk import Desk
from escalator.services.documents import revision_of
from escalator.services.scoring import Review
from escalator.web.html import packet_html
from escalator.web.present import PacketLine, line_of, when
from escalator.web.quality_page import WHY_WORDS


@dataclass(frozen=True, slots=True)
class LineField:
    """One line of the rubric: anchors: (points, words) for 1, 3 and 5. value: points chosen, ""."""

    name: str
    label: str
    asks: str
    anchors: tuple[tuple[str, str], ...]
    value: str
    error: str


@dataclass(frozen=True, slots=True)
class ScorePage:
    """What templates/quality/score.html shows.

    turn: what the form is sent with. late: a sentence when it was scored meanwhile. when: of the
    moment the packet is shown at, with why it is in the sample.
    """

    number: int
    line: PacketLine
    revision: int
    week: str
    why: str
    when: str
    is_second: bool
    document: Markup
    fields: tuple[LineField, ...]
    choices: tuple[tuple[str, str], ...]
    turn: int
    is_given: bool
    late: str = ""

    @property
    def problems(self) -> tuple[tuple[str, str], ...]:
        """What was refused: field, sentence."""
        return tuple((one.name, one.error) for one in self.fields if one.error)


def score_page(
    desk: Desk,
    review: Review,
    *,
    zone: str,
    typed: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    late: str = "",
) -> ScorePage:
    """Give the page of a review; typed: what was chosen, None to show what was given before."""
    sampled = review.sampled
    packet = revision_of(desk, review.packet, sampled.revision)
    given = {one.line: str(one.points) for one in review.given.points} if review.given else {}
    values = given if typed is None else typed
    return ScorePage(
        number=review.assignment.id,
        line=line_of(review.packet, now=desk.now(), zone=zone, reader=desk.actor),
        revision=sampled.revision,
        week=sampled.sample.week,
        why=WHY_WORDS[sampled.why],
        when=when(sampled.at, zone),
        is_second=review.assignment.slot > 1,
        document=packet_html(
            packet, find_checklist(desk, packet.checklist), revision=sampled.revision
        ),
        fields=_fields(desk, values, problems or {}),
        choices=tuple((str(points), str(points)) for points in range(LEAST, MOST + 1)),
        turn=review.turn,
        is_given=review.given is not None,
        late=late,
    )


def _fields(
    desk: Desk, values: Mapping[str, str], problems: Mapping[str, str]
) -> tuple[LineField, ...]:
    return tuple(
        LineField(
            name=one.name,
            label=one.label,
            asks=one.asks,
            anchors=tuple((str(points), words) for points, words in sorted(one.anchors.items())),
            value=values.get(one.name, ""),
            error=problems.get(one.name, ""),
        )
        for one in desk.contracts.rubric.lines
    )


def typed_points(desk: Desk) -> Mapping[str, str]:
    """Give what was chosen for each line."""
    return {one.name: request.form.get(one.name, "") for one in desk.contracts.rubric.lines}


def points_in(typed: Mapping[str, str]) -> Mapping[str, int | None]:
    """Read what was chosen; whatever is no digit is None."""
    return {
        name: int(text) if len(text) == 1 and text.isascii() and text.isdigit() else None
        for name, text in typed.items()
    }
