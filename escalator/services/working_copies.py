"""The verbs of the checklist editor: change a working copy, discard it, publish it.

What may be said in a checklist is the domain's to judge. One working copy for each checklist, so
that leads see each other's work; a stale form is refused and loses nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import lazyload, undefer

from escalator.contracts import POLICY
from escalator.domain.checklist import Checklist, read_checklist
from escalator.domain.checklist_diff import ItemChange, checklist_changes
from escalator.domain.errors import BadContract, InvalidEntry, NotFound, StaleCopy
from escalator.domain.hidden import describe_hidden
from escalator.domain.json_places import Document, at, put, said
from escalator.domain.lint import CHECKLIST_NAME, NAME_WORDS, lint_checklist
from escalator.domain.model import ChecklistId
from escalator.domain.routing import check_routing
from escalator.scrub import Hasher, MemoryVault, scrub_text
from escalator.services.checklists import newest_versions
from escalator.services.desk import Desk, verb
from escalator.store.checklist_rows import Publication, ReleasedChecklist, WorkingCopy

LONGEST_NOTE = 500
FREE_WORDS = frozenset({"Label", "Help", "Good example", "Why engineers need it", "Columns"})
"""Parts of a difference in which somebody's words stand."""

NOTHING_DIFFERS = "Nothing differs from the version in use."
ABOUT = "x-escalator"


@dataclass(frozen=True, slots=True)
class Copy:
    """A checklist as leads work on it.

    checklist: as it stands, in the number it would be published with. in_use: the version in use,
    None for a checklist that has none yet. is_begun: whether anything was saved since.
    version: for optimistic locking; a form carries it. changed_by, changed_at: who saved last.
    base: the version it was begun from.
    """

    checklist: Checklist
    in_use: Checklist | None
    is_begun: bool
    version: int
    changed_by: str = ""
    changed_at: datetime | None = None
    base: int = 0

    @property
    def document(self) -> Document:
        """The checklist as its schema."""
        return dict(self.checklist.schema)

    @property
    def is_behind(self) -> bool:
        """Whether another version came into use since the copy was begun."""
        return self.is_begun and self.in_use is not None and self.in_use.id.version != self.base


Change = Callable[[Document], Document]


def open_copy(desk: Desk, name: str) -> Copy:
    """Give the working copy of a checklist, or the version in use while nothing is begun.

    Raises NotFound when there is neither.
    """
    return _copy(desk, name, _row(desk, name))


def _row(desk: Desk, name: str, *, lock: bool = False) -> WorkingCopy | None:
    query = select(WorkingCopy).where(WorkingCopy.name == name)
    query = query.options(undefer(WorkingCopy.document))
    if lock:
        # Not joined: PostgreSQL gives a row that it waited for with who changed it before.
        query = query.options(lazyload(WorkingCopy.changed_by))
        query = query.with_for_update().execution_options(populate_existing=True)
    return desk.session.scalar(query)


def _copy(desk: Desk, name: str, row: WorkingCopy | None) -> Copy:
    in_use = desk.contracts.checklists.get(name)
    version = row.version if row else 0
    if row is None or not row.is_begun:
        if in_use is None:
            raise NotFound("checklist")
        return Copy(in_use, in_use, is_begun=False, version=version, base=in_use.id.version)
    return Copy(
        read_checklist(row.document, file_of(name)),
        in_use,
        is_begun=True,
        version=version,
        changed_by=row.changed_by.name,
        changed_at=row.changed_at,
        base=row.base,
    )


def file_of(name: str) -> str:
    """Give the name of a checklist's file."""
    return f"{name}.schema.json"


def begun_copies(desk: Desk) -> tuple[Copy, ...]:
    """Give every working copy that was begun, by name."""
    query = select(WorkingCopy).where(WorkingCopy.is_begun).order_by(WorkingCopy.name)
    rows = desk.session.scalars(query.options(undefer(WorkingCopy.document)))
    return tuple(_copy(desk, row.name, row) for row in rows)


def findings(desk: Desk, checklist: Checklist) -> tuple[BadContract, ...]:
    """Give all that keeps a checklist from being published: what lint finds, and the policy."""
    in_use = desk.contracts.checklists
    together = {**in_use, checklist.id.name: checklist}
    policy = desk.contracts.policy
    known = check_routing(policy, in_use, POLICY)
    routing = [one for one in check_routing(policy, together, POLICY) if one not in known]
    return (*_linted(checklist), *routing)


@lru_cache(maxsize=32)
def _linted(checklist: Checklist) -> tuple[BadContract, ...]:
    """Lint once what several pages show."""
    return lint_checklist(dict(checklist.schema), file_of(checklist.id.name))


def looks_personal(desk: Desk, changes: Iterable[ItemChange]) -> tuple[tuple[str, str], ...]:
    """Say what in changed words looks personal or secret: (label, "1 e-mail address").

    Nothing is hidden: an example has to look like one, and a lead sees whether it is made up.
    """
    found = []
    for change in changes:
        text = "\n".join(part.now for part in change.parts if part.what in FREE_WORDS)
        words = describe_hidden(_scrubbed(desk, text, "checklist:look"))
        if words:
            found.append((change.label, words))
    return tuple(found)


@verb
def change_copy(desk: Desk, name: str, change: Change, *, version: int) -> Copy:
    """Change a working copy, beginning it from the version in use where it was not.

    version: of the copy that the person saw. Raises StaleCopy, NotFound, BadContract for a change
    after which it could not be read.
    """
    row = _locked(desk, name, version)
    before = _copy(desk, name, row)
    return _keep(desk, row, name, change(before.document), base=before.base)


@verb
def replace_copy(desk: Desk, document: Document, *, version: int | None) -> Copy:
    """Put what a file says in place of a working copy.

    version: of the copy that it may replace; None when there must be none.

    Raises BadContract for a number that cannot be the next, StaleCopy when there is a copy that
    the person has not seen.
    """
    checklist = read_checklist(document, "")
    name = checklist.id.name
    newest = newest_versions(desk.session).get(name, 0)
    _check_id(desk, checklist, newest)
    row = _row(desk, name, lock=True)
    if version is None and row is not None and row.is_begun:
        raise _stale(desk, row)
    row = _locked(desk, name, version if version is not None else row.version if row else 0)
    return _keep(desk, row, name, dict(checklist.schema), base=newest)


def _check_id(desk: Desk, checklist: Checklist, newest: int) -> None:
    """Refuse a bad name, and a number that is neither the next nor of a version just like it."""
    if not CHECKLIST_NAME.fullmatch(checklist.id.name):  # addresses are made of it
        raise BadContract(file="", place="/x-escalator/name", reason=NAME_WORDS)
    given = checklist.id.version
    if given == newest + 1:
        return
    same = select(ReleasedChecklist.id).where(
        ReleasedChecklist.name == checklist.id.name,
        ReleasedChecklist.version == given,
        ReleasedChecklist.sha256 == checklist.sha256,
    )
    if desk.session.scalar(same) is not None:
        return
    if given <= newest:
        reason = f"Version {given} is released with other content."
    else:
        reason = f"The newest version here is {newest}, so {given} is too high."
    raise BadContract(
        file=file_of(checklist.id.name),
        place="/x-escalator/version",
        reason=f"{reason} Give the changed checklist version {newest + 1}.",
    )


@verb
def discard_copy(desk: Desk, name: str, *, version: int) -> None:
    """Throw a working copy away; the version in use stays as it is. Raises StaleCopy, NotFound."""
    row = _locked(desk, name, version)
    if row is None or not row.is_begun:
        raise NotFound("checklist")
    _end(desk, row)


@verb
def publish(desk: Desk, name: str, *, version: int, note: str) -> ChecklistId:
    """Make a working copy the next version, in use from now on.

    Packets under way keep theirs. note: why, shown on the scoreboard's charts; scrubbed.

    Raises StaleCopy, NotFound, and InvalidEntry under "note" or "copy" for what has to be done
    first.
    """
    row = _locked(desk, name, version)
    if row is None or not row.is_begun:
        raise InvalidEntry({"copy": NOTHING_DIFFERS})
    copy = _copy(desk, name, row)
    number = newest_versions(desk.session).get(name, 0) + 1
    checklist = read_checklist(numbered(copy.document, number), file_of(name))
    _check_publishable(desk, copy, checklist, note)
    released = ReleasedChecklist(
        name=name,
        version=number,
        sha256=checklist.sha256,
        document=dict(checklist.schema),
        released_at=desk.now(),
    )
    desk.session.add(released)
    desk.session.flush()
    clean = _scrubbed(desk, note.strip(), f"checklist:{checklist.id}")
    desk.session.add(Publication(checklist_id=released.id, person_id=desk.actor.id, note=clean))
    _end(desk, row, published=number)
    return checklist.id


def _check_publishable(desk: Desk, copy: Copy, checklist: Checklist, note: str) -> None:
    problems = {}
    found = findings(desk, checklist)
    if found:
        count = "1 thing has" if len(found) == 1 else f"{len(found)} things have"
        problems["copy"] = f"{count} to be changed before it can be published."
    elif copy.in_use is not None and not checklist_changes(copy.in_use, checklist):
        problems["copy"] = NOTHING_DIFFERS
    if not note.strip():
        problems["note"] = "Say in a sentence why it changed."
    elif len(note) > LONGEST_NOTE:
        problems["note"] = f"At most {LONGEST_NOTE} characters; this has {len(note)}."
    if problems:
        raise InvalidEntry(problems)


def _scrubbed(desk: Desk, text: str, scope: str) -> str:
    hasher = Hasher(secret=desk.secret, packet=scope)
    own = desk.contracts.own_rules
    return scrub_text(text, hasher=hasher, vault=MemoryVault(()), own=own).text


def numbered(document: Document, number: int) -> Document:
    """Give a checklist another version number, in its $id too where that names the number."""
    old = at(document, ABOUT, "version")
    name = said(document, ABOUT, "name")
    if said(document, "$id") == f"urn:escalator:checklist:{name}:{old}":
        document = put(document, "$id", value=f"urn:escalator:checklist:{name}:{number}")
    return put(document, ABOUT, "version", value=number)


def _locked(desk: Desk, name: str, version: int) -> WorkingCopy | None:
    """Lock the copy that a form was made from; None when there never was one.

    Raises StaleCopy.
    """
    row = _row(desk, name, lock=True)
    if row is not None and row.version != version:
        raise _stale(desk, row)
    return row


def _stale(desk: Desk, row: WorkingCopy) -> StaleCopy:
    is_own = row.changed_by_id == desk.actor.id
    return StaleCopy(
        row.name,
        changed_by="" if is_own else row.changed_by.name,
        published=0 if row.is_begun else row.base,
    )


def _keep(desk: Desk, row: WorkingCopy | None, name: str, document: Document, *, base: int) -> Copy:
    number = newest_versions(desk.session).get(name, 0) + 1
    document = dict(read_checklist(numbered(document, number), file_of(name)).schema)
    if row is None:
        return _copy(desk, name, _begin(desk, name, document, base))
    row.document, row.is_begun, row.base = document, True, base
    _sign(desk, row)
    return _copy(desk, name, row)


def _begin(desk: Desk, name: str, document: Document, base: int) -> WorkingCopy:
    row = WorkingCopy(
        name=name,
        is_begun=True,
        document=document,
        base=base,
        version=1,
        changed_by_id=desk.actor.id,
        changed_at=desk.now(),
    )
    try:
        with desk.session.begin_nested():
            desk.session.add(row)
    except IntegrityError:  # someone began it in the same moment
        there = _row(desk, name, lock=True)
        if there is None:
            raise
        raise _stale(desk, there) from None
    return row


def _end(desk: Desk, row: WorkingCopy, *, published: int = 0) -> None:
    row.is_begun, row.document, row.base = False, {}, published
    _sign(desk, row)


def _sign(desk: Desk, row: WorkingCopy) -> None:
    row.version += 1
    row.changed_by_id, row.changed_at = desk.actor.id, desk.now()
    desk.session.flush()
    desk.session.refresh(row, ["changed_by"])
