"""Keeps every checklist version that packets are filed under, exactly as it was released.

Reading and judging a checklist is the domain's; files are read by contracts.py.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from escalator.contracts import Contracts
from escalator.domain.checklist import Checklist, read_checklist
from escalator.domain.errors import BadContract, NotFound
from escalator.domain.model import ChecklistId
from escalator.services.desk import Desk
from escalator.store.rows import ReleasedChecklist

_read: dict[str, Checklist] = {}  # by SHA-256: a released version never changes


def release_checklists(session: Session, contracts: Contracts, *, now: datetime) -> None:
    """Keep the checklists in use; called at start, idempotent.

    Raises BadContract when a version already kept has other content: it must become a new one.
    """
    kept = {
        (row.name, row.version): row.sha256 for row in session.scalars(select(ReleasedChecklist))
    }
    for checklist in contracts.checklists.values():
        key = (checklist.id.name, checklist.id.version)
        if kept.get(key, checklist.sha256) != checklist.sha256:
            raise BadContract(
                file=f"{checklist.id.name}.schema.json",
                place="/x-escalator/version",
                reason=f"version {checklist.id.version} was released with other content; "
                "give the changed checklist the next version",
            )
        if key not in kept:
            session.add(_row(checklist, now))
    session.commit()


def _row(checklist: Checklist, now: datetime) -> ReleasedChecklist:
    return ReleasedChecklist(
        name=checklist.id.name,
        version=checklist.id.version,
        sha256=checklist.sha256,
        document=dict(checklist.schema),
        released_at=now,
    )


def find_checklist(desk: Desk, wanted: ChecklistId) -> Checklist:
    """Give a checklist in the version a packet was filed under.

    Raises NotFound when this installation never released it.
    """
    current = desk.contracts.checklists.get(wanted.name)
    if current is not None and current.id == wanted:
        return current
    row = desk.session.scalar(
        select(ReleasedChecklist)
        .where(ReleasedChecklist.name == wanted.name, ReleasedChecklist.version == wanted.version)
        .options(undefer(ReleasedChecklist.document))
    )
    if row is None:
        raise NotFound("checklist")
    if row.sha256 not in _read:
        _read[row.sha256] = read_checklist(row.document, f"{wanted}")
    return _read[row.sha256]
