"""What every verb needs: who acts, on which contracts, in which transaction, at what time.

No verb stands here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.orm import Session

from escalator.contracts import Contracts
from escalator.domain.model import Role

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who acts.

    id: their row. name: as shown to others. role: what they may do at all.
    team_id, team: the team whose packets are theirs; None and "" for a lead or admin without one.
    """

    id: int
    name: str
    role: Role
    team_id: int | None
    team: str


def wall_clock() -> datetime:
    """Give the time now, aware and in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """One person at work.

    session: the database session; verbs commit it, readers never do.
    contracts: checklists in use and the policy.
    secret: keys the hashes of hidden values.
    clock: gives the time; the demo and tests hand over their own.
    """

    session: Session
    actor: Actor
    contracts: Contracts
    secret: bytes
    clock: Callable[[], datetime] = wall_clock

    def now(self) -> datetime:
        """Give the time now, aware and in UTC."""
        return self.clock()

    def before_commit(self, key: object, work: Callable[[], None]) -> None:
        """Have `work` done when the verb is done, in its transaction; once for each key."""
        _endings(self.session).setdefault(key, work)

    def is_awaiting(self, key: object) -> bool:
        """Say whether there is work with this key to do before the verb commits."""
        return key in _endings(self.session)


def _endings(session: Session) -> dict[object, Callable[[], None]]:
    found: dict[object, Callable[[], None]] = session.info.setdefault("before_commit", {})
    return found


def verb(
    function: Callable[Concatenate[Desk, P], R],
) -> Callable[Concatenate[Desk, P], R]:
    """Make a function of a desk one transaction: committed when it returns, else undone."""

    @wraps(function)
    def transaction(desk: Desk, /, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            outcome = function(desk, *args, **kwargs)
            for work in _endings(desk.session).values():
                work()
            desk.session.commit()
        except BaseException:
            desk.session.rollback()
            raise
        finally:
            _endings(desk.session).clear()
        return outcome

    return transaction
