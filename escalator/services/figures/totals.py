"""The single counts of the scoreboard, all asked for in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from escalator.domain.figures import ExceptionFigures, LeftOut
from escalator.domain.metrics import Rate
from escalator.domain.model import DeclineKind
from escalator.domain.timings import Ageing
from escalator.services.desk import Desk
from escalator.services.figures.filters import Filters
from escalator.services.figures.marks import DETAILS, Of, count_of, marks
from escalator.services.figures.sums import Sums

_SINGLE = (
    Of.DECIDED,
    Of.EVER_BOUNCED,
    Of.BOUNCES,
    Of.EVER_ACCEPTED,
    Of.LATE_BOUNCED,
    Of.QUESTIONS,
    Of.HANDLED,
    Of.PASSED_ON,
    Of.EXCEPTIONS_ASKED,
    Of.EXCEPTIONS_APPROVED,
    Of.EXCEPTIONS_REFUSED,
    Of.BROKEN_GLASS,
    Of.EXCEPTED,
    Of.LATER_BOUNCED,
    Of.ATTACHED,
    Of.PENDING,
    Of.WITHDRAWN,
    Of.WITHDRAWN_AFTER_BOUNCE,
    Of.TEST,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the rate, lest bounces hide as something else.

    ever_bounced: of the packets decided on. bounces: counted ones on them. late_bounced: of those
    accepted. questions: on those accepted. passed_on: of packets first handled in the period.
    declined: by kind. attached: escalations avoided, which stand in no rate.
    """

    ever_bounced: Rate
    bounces: int
    late_bounced: Rate
    questions: int
    passed_on: Rate
    declined: Mapping[DeclineKind, int]
    attached: int

    @property
    def bounces_per_packet(self) -> float | None:
        """Counted bounces per packet; None of none."""
        return self.bounces / self.ever_bounced.n if self.ever_bounced.n else None

    @property
    def questions_per_accepted(self) -> float | None:
        """Questions per accepted packet; None of none."""
        return self.questions / self.late_bounced.n if self.late_bounced.n else None


@dataclass(frozen=True, slots=True)
class Totals:
    """The single counts of the page."""

    beside: Beside
    exceptions: ExceptionFigures
    ageing: Ageing
    left_out: LeftOut


_WHOLE = (Of.OPEN, Of.EXCEPTED, Of.LATER_BOUNCED)
"""Not the sum of their days: they depend on the present, or count a packet once a period."""


def totals(desk: Desk, filters: Filters, summed: Sums) -> Totals:
    """Give the single counts: what was summed, and the rest in one statement."""
    asked = [
        *((of, detail) for of in (Of.DECLINED, Of.OPEN) for detail in DETAILS[of]),
        *((of, "") for of in _SINGLE),
    ]
    now = desk.now()
    counts = desk.session.execute(
        select(
            *(
                count_of(marks(filters if of in _WHOLE else summed.rest, of, detail, now=now))
                for of, detail in asked
            )
        )
    ).one()
    found = {
        one: count + summed.counts.get(one, 0) for one, count in zip(asked, counts, strict=True)
    }
    single = {of: found[of, ""] for of in _SINGLE}
    return Totals(
        beside=_beside(single, {kind: found[Of.DECLINED, kind.value] for kind in DeclineKind}),
        exceptions=ExceptionFigures(
            asked=single[Of.EXCEPTIONS_ASKED],
            approved=single[Of.EXCEPTIONS_APPROVED],
            refused=single[Of.EXCEPTIONS_REFUSED],
            broken_glass=single[Of.BROKEN_GLASS],
            later_bounced=Rate(single[Of.LATER_BOUNCED], single[Of.EXCEPTED]),
        ),
        ageing=Ageing(*(found[Of.OPEN, age] for age in DETAILS[Of.OPEN])),
        left_out=LeftOut(
            test=single[Of.TEST],
            withdrawn=single[Of.WITHDRAWN],
            pending=single[Of.PENDING],
            withdrawn_after_bounce=single[Of.WITHDRAWN_AFTER_BOUNCE],
        ),
    )


def _beside(single: Mapping[Of, int], declined: Mapping[DeclineKind, int]) -> Beside:
    return Beside(
        ever_bounced=Rate(single[Of.EVER_BOUNCED], single[Of.DECIDED]),
        bounces=single[Of.BOUNCES],
        late_bounced=Rate(single[Of.LATE_BOUNCED], single[Of.EVER_ACCEPTED]),
        questions=single[Of.QUESTIONS],
        passed_on=Rate(single[Of.PASSED_ON], single[Of.HANDLED]),
        declined=declined,
        attached=single[Of.ATTACHED],
    )
