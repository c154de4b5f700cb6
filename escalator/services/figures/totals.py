"""The single counts of the scoreboard."""

from collections.abc import Mapping
from dataclasses import dataclass

from escalator.domain.figures import ExceptionFigures, LeftOut
from escalator.domain.metrics import Rate
from escalator.domain.model import DeclineKind
from escalator.domain.timings import Ageing
from escalator.services.figures.marks import Age, Of
from escalator.services.figures.sums import Counts


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


def totals(counts: Counts) -> Totals:
    """Read the single counts of a period; ageing is of the present."""
    return Totals(
        beside=_beside(counts),
        exceptions=ExceptionFigures(
            asked=counts[Of.EXCEPTIONS_ASKED, ""],
            approved=counts[Of.EXCEPTIONS_APPROVED, ""],
            refused=counts[Of.EXCEPTIONS_REFUSED, ""],
            broken_glass=counts[Of.BROKEN_GLASS, ""],
            later_bounced=Rate(counts[Of.LATER_BOUNCED, ""], counts[Of.EXCEPTED, ""]),
        ),
        ageing=Ageing(*(counts[Of.OPEN, age] for age in Age)),
        left_out=LeftOut(
            test=counts[Of.TEST, ""],
            withdrawn=counts[Of.WITHDRAWN, ""],
            pending=counts[Of.PENDING, ""],
            withdrawn_after_bounce=counts[Of.WITHDRAWN_AFTER_BOUNCE, ""],
        ),
    )


def _beside(counts: Counts) -> Beside:
    return Beside(
        ever_bounced=Rate(counts[Of.EVER_BOUNCED, ""], counts[Of.DECIDED, ""]),
        bounces=counts[Of.BOUNCES, ""],
        late_bounced=Rate(counts[Of.LATE_BOUNCED, ""], counts[Of.EVER_ACCEPTED, ""]),
        questions=counts[Of.QUESTIONS, ""],
        passed_on=Rate(counts[Of.PASSED_ON, ""], counts[Of.HANDLED, ""]),
        declined={kind: counts[Of.DECLINED, kind] for kind in DeclineKind},
        attached=counts[Of.ATTACHED, ""],
    )
