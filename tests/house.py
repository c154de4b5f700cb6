"""A whole installation in memory of a test: database, contracts, a clock to turn, and the cast.

Sam (S1) files, Erin (S2) and Theo (S3) review, Sky guards security, Lee leads, Ada administers,
Sid is Sam's teammate, and Olga of another team must see nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from escalator.contracts import Contracts, load_contracts
from escalator.domain.model import (
    Answer,
    BounceCharge,
    BounceReason,
    Packet,
    Role,
    Tier,
)
from escalator.domain.packet import from_json
from escalator.resources import schemas_folder
from escalator.services.checklists import contracts_in_use, release_checklists
from escalator.services.desk import Desk
from escalator.services.drafts import Edit, Start, save_draft, start_packet
from escalator.services.people import (
    NewPerson,
    actor_for,
    add_person,
    add_team,
    ensure_target_teams,
)
from escalator.services.submission import submit
from escalator.store.engine import writing
from escalator.store.rows import Base, PacketRow, Person

SECRET = b"a secret that only tests know, long enough"
MONDAY = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
"""When every test begins: a working day, within business hours."""

CAST = (
    NewPerson("sam@north.example", "Sam Porter", Role.TECHNICIAN, "desk-north"),
    NewPerson("sid@north.example", "Sid Lowe", Role.TECHNICIAN, "desk-north"),
    NewPerson("olga@south.example", "Olga Brandt", Role.TECHNICIAN, "desk-south"),
    NewPerson("erin@apps.example", "Erin Vale", Role.ENGINEER, "applications-s2"),
    NewPerson("ivo@infra.example", "Ivo Reed", Role.ENGINEER, "infrastructure-s2"),
    NewPerson("theo@platform.example", "Theo Marsh", Role.ENGINEER, "platform-s3"),
    NewPerson("tess@platform.example", "Tess Quill", Role.ENGINEER, "platform-s3"),
    NewPerson("sky@security.example", "Sky Hale", Role.ENGINEER, "security-s3"),
    NewPerson("lee@lead.example", "Lee Stone", Role.LEAD),
    NewPerson("ada@admin.example", "Ada Finch", Role.ADMIN),
)

contracts: Contracts = load_contracts()


@dataclass
class Clock:
    """A clock that only moves when told to."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **time: float) -> datetime:
        """Turn the clock on by a timedelta's arguments."""
        self.now += timedelta(**time)
        return self.now


@dataclass
class House:
    """What a test works with; `desk("sam")` acts as Sam in a session of its own."""

    engine: Engine
    clock: Clock = field(default_factory=Clock)
    people: dict[str, Person] = field(default_factory=dict)
    _sessions: dict[str, Session] = field(default_factory=dict)
    _keys: Callable[[], int] = field(default_factory=lambda: count(1).__next__)

    def fill(self, hash_password: Callable[[str], str] | None = None) -> None:
        """Make the teams and the cast."""
        with self.session() as session:
            release_checklists(session, contracts, now=self.clock())
            ensure_target_teams(session, contracts)
            for slug, name in (("desk-north", "Desk North"), ("desk-south", "Desk South")):
                add_team(session, slug=slug, name=name, tier=Tier.S1)
            for new in CAST:
                hashed = hash_password(new.email) if hash_password else None
                person = add_person(session, new, password_hash=hashed, now=self.clock())
                self.people[new.email.split("@")[0]] = person

    def know_cast(self) -> None:
        """Learn who is in a database that another house filled."""
        with self.session() as session:
            for person in session.scalars(select(Person)):
                self.people[person.email.split("@")[0]] = person

    def session(self) -> Session:
        """Open a session of its own."""
        return Session(self.engine, expire_on_commit=False)

    def desk(self, name: str) -> Desk:
        """Give one person's desk; each call ends what the person left open before."""
        if name in self._sessions:
            self._sessions[name].close()
        session = self._sessions[name] = self.session()
        return self.desk_in(session, name)

    def desk_in(self, session: Session, name: str) -> Desk:
        """Give one person's desk in a session that the caller ends."""
        actor = actor_for(session.get_one(Person, self.people[name].id))
        in_use = contracts_in_use(session, contracts)
        session.rollback()
        return Desk(session, actor, in_use, SECRET, self.clock)

    def close(self) -> None:
        """Let go of every session."""
        for session in self._sessions.values():
            session.close()

    def start(self, author: str = "sam", category: str = "general", **changes: Answer) -> PacketRow:
        """Begin a packet from the category's complete example, some answers changed."""
        packet = example(category)
        answers: Mapping[str, Answer] = {**packet.answers, **changes}
        key = f"key-{self._keys()}"
        with writing():
            desk = self.desk(author)
            row = start_packet(desk, Start(key, category, packet.target, {}))
            edit = Edit(answers, dict(packet.not_available))
            return save_draft(desk, row.reference, edit, version=row.version).row

    def submitted(
        self, author: str = "sam", category: str = "general", **changes: Answer
    ) -> PacketRow:
        """Begin and submit a packet."""
        row = self.start(author, category, **changes)
        with writing():
            return submit(self.desk(author), row.reference, version=row.version)


def example(category: str) -> Packet:
    """Give the category's complete example packet."""
    import json

    path = schemas_folder() / "examples" / f"{category}.complete.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    return from_json(document.get("packet", document))


def missing(*items: str, wanted: str = "Give the exact value from the log.") -> BounceCharge:
    """Make a bounce reason charged to the packet."""
    return BounceCharge(BounceReason.MISSING, items, wanted)


def empty(engine: Engine) -> None:
    """Take every row out of the database, children first."""
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(text(f"DELETE FROM {table.name}"))  # our own names
