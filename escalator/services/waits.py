"""How long submissions wait for their first decision: begun, ended and measured here.

A wait is measured once, when it ends: business hours that change later change no figure.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from escalator.contracts import Contracts
from escalator.domain.hours import working_time_between
from escalator.domain.policy import Policy
from escalator.services.desk import Desk
from escalator.store.rows import PacketRow, Submission

MILLISECOND = timedelta(milliseconds=1)


def start_waiting(desk: Desk, row: PacketRow) -> None:
    """Note a submission, just made."""
    desk.session.add(
        Submission(
            packet_id=row.id,
            revision=row.revision,
            submitted_at=row.submitted_at,
            priority=row.priority,
            due_at=row.due_at,
        )
    )


def end_waiting(desk: Desk, row: PacketRow) -> None:
    """Note the decision, if it is the first on what was submitted.

    Not by the revision: what was owed may have come in since, and that made one too.
    """
    waiting = select(Submission).where(
        Submission.packet_id == row.id, Submission.decided_at.is_(None)
    )
    for submission in desk.session.scalars(waiting):
        submission.decided_at = desk.now()
        submission.waited = _waited(submission, desk.now(), desk.contracts.policy)


def measure_waits(session: Session, contracts: Contracts) -> None:
    """Measure what was decided before waits were kept; called at start, idempotent."""
    unmeasured = select(Submission).where(
        Submission.decided_at.is_not(None), Submission.waited.is_(None)
    )
    for submission in session.scalars(unmeasured):
        if submission.decided_at is not None:
            submission.waited = _waited(submission, submission.decided_at, contracts.policy)
    session.commit()


def _waited(submission: Submission, until: datetime, policy: Policy) -> int:
    """Give the milliseconds of business time, or of any time where a priority runs in that."""
    hours = policy.hours_for(submission.priority)
    since = submission.submitted_at
    span = working_time_between(since, until, hours) if hours else until - since
    return round(span / MILLISECOND)
