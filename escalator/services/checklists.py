"""Keeps every checklist version that packets are filed under, and says which are in use.

Versions come from files at start and from leads who publish them (working_copies.py); they share
one count of numbers, and the highest is in use. Reading and judging a checklist is the domain's.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, undefer

from escalator.contracts import POLICY, Contracts, in_offered_order
from escalator.domain.checklist import Checklist, read_checklist
from escalator.domain.errors import BadContract, NotFound
from escalator.domain.model import ChecklistId
from escalator.domain.routing import check_routing
from escalator.services.desk import Desk
from escalator.store.checklist_rows import Publication, ReleasedChecklist

_read: dict[str, Checklist] = {}  # by SHA-256: a released version never changes


@dataclass(frozen=True, slots=True)
class Release:
    """A version as it was released. by, note: of the lead who published it, "" for a file's."""

    id: ChecklistId
    at: datetime
    by: str
    note: str


def release_checklists(session: Session, contracts: Contracts, *, now: datetime) -> None:
    """Keep the checklists of files; called at start, idempotent.

    A file with a number lower than the version in use is left alone. Raises BadContract when a
    version already kept has other content, or when the policy does not fit what is in use.
    """
    kept = {(row.name, row.version): row for row in session.scalars(select(ReleasedChecklist))}
    newest = newest_versions(session)
    for checklist in contracts.checklists.values():
        row = kept.get((checklist.id.name, checklist.id.version))
        if row is not None and row.sha256 != checklist.sha256:
            raise _contradiction(row, newest[row.name])
        if row is None and checklist.id.version > newest.get(checklist.id.name, 0):
            session.add(_row(checklist, now))
    session.flush()
    in_use = contracts_in_use(session, contracts)
    for problem in check_routing(contracts.policy, in_use.checklists, POLICY):
        raise problem
    session.commit()


def _contradiction(row: ReleasedChecklist, newest: int) -> BadContract:
    reason = f"Version {row.version} was released with other content."
    if row.publication is not None:
        by, on = row.publication.person.name, f"{row.released_at:%Y-%m-%d}"
        reason = (
            f"Version {row.version} was published here by {by} on {on} with other content. To keep "
            f"that one, put into ESCALATOR_SCHEMAS what `escalator checklist export {row.name} "
            f"--number {newest + 1}` prints."
        )
    return BadContract(
        file=f"{row.name}.schema.json",
        place="/x-escalator/version",
        reason=f"{reason} To use the file, give it version {newest + 1}.",
    )


def _row(checklist: Checklist, now: datetime) -> ReleasedChecklist:
    return ReleasedChecklist(
        name=checklist.id.name,
        version=checklist.id.version,
        sha256=checklist.sha256,
        document=dict(checklist.schema),
        released_at=now,
    )


def newest_versions(session: Session) -> dict[str, int]:
    """Give the highest version of each checklist that was ever released here."""
    return {row.name: row.version for row in session.execute(_newest())}


def _newest() -> Select[str, int]:
    version = func.max(ReleasedChecklist.version).label("version")
    return select(ReleasedChecklist.name, version).group_by(ReleasedChecklist.name)


def contracts_in_use(session: Session, files: Contracts) -> Contracts:
    """Give the contracts of the files, with the newest version of each checklist.

    A checklist that only leads published is in use too; one whose file was taken away is not.
    """
    newest = _newest().subquery()
    rows = session.execute(
        select(
            ReleasedChecklist.name,
            ReleasedChecklist.version,
            ReleasedChecklist.sha256,
            Publication.person_id,
        )
        .join(
            newest,
            (newest.c.name == ReleasedChecklist.name)
            & (newest.c.version == ReleasedChecklist.version),
        )
        .outerjoin(Publication)
    ).all()
    found = dict(files.checklists)
    for name, version, sha256, publisher in rows:
        of_file = files.checklists.get(name)
        is_newer = of_file is None or version > of_file.id.version
        if is_newer and (of_file is not None or publisher is not None):
            found[name] = read_release(session, ChecklistId(name, version), sha256)
    if found == files.checklists:
        return files
    return replace(files, checklists=in_offered_order(found.values()))


def read_release(session: Session, wanted: ChecklistId, sha256: str) -> Checklist:
    """Give a released version by its digest; one that was read before costs no query."""
    if sha256 not in _read:
        _read[sha256] = read_checklist(_find(session, wanted).document, f"{wanted}")
    return _read[sha256]


def _find(session: Session, wanted: ChecklistId) -> ReleasedChecklist:
    row = session.scalar(
        select(ReleasedChecklist)
        .where(ReleasedChecklist.name == wanted.name, ReleasedChecklist.version == wanted.version)
        .options(undefer(ReleasedChecklist.document))
    )
    if row is None:
        raise NotFound("checklist")
    return row


def find_checklist(desk: Desk, wanted: ChecklistId) -> Checklist:
    """Give a checklist in the version a packet was filed under.

    Raises NotFound when this installation never released it.
    """
    current = desk.contracts.checklists.get(wanted.name)
    if current is not None and current.id == wanted:
        return current
    return released_checklist(desk.session, wanted)


def released_checklist(session: Session, wanted: ChecklistId) -> Checklist:
    """Give a released version; raises NotFound when there is none."""
    row = _find(session, wanted)
    return read_release(session, wanted, row.sha256)


def checklist_to_export(
    session: Session, files: Callable[[], Contracts], name: str, version: int | None
) -> Checklist:
    """Give one version of a checklist, the newest one when no version is named.

    files: asked only when nothing of that name was released yet, so that a published version can
    be had while a file contradicts it, or is being written. Raises NotFound.
    """
    newest = newest_versions(session).get(name)
    if newest is not None:
        return released_checklist(session, ChecklistId(name, version or newest))
    of_file = files().checklists.get(name)
    if of_file is None or version not in (None, of_file.id.version):
        raise NotFound("checklist")
    return of_file


def releases(session: Session, name: str) -> tuple[Release, ...]:
    """Give the versions of a checklist, newest first."""
    query = select(ReleasedChecklist).where(ReleasedChecklist.name == name)
    query = query.order_by(ReleasedChecklist.version.desc())
    return tuple(map(_release, session.scalars(query)))


def releases_in_use(desk: Desk) -> Mapping[str, Release]:
    """Give how each checklist in use was released, by name."""
    return {release.id.name: release for release in _in_use(desk)}


def _in_use(desk: Desk) -> Iterator[Release]:
    for row in desk.session.scalars(select(ReleasedChecklist)):
        current = desk.contracts.checklists.get(row.name)
        if current is not None and current.id.version == row.version:
            yield _release(row)


def _release(row: ReleasedChecklist) -> Release:
    published = row.publication
    return Release(
        ChecklistId(row.name, row.version),
        row.released_at,
        published.person.name if published else "",
        published.note if published else "",
    )
