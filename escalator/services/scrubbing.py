"""Hides personal data and secrets in whatever is about to be stored, and remembers placeholders.

Raw text lives in memory only; what is written down are keyed hashes (escalator.scrub).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, tuple_

from escalator.domain.model import Answer, Answers
from escalator.scrub import (
    PLACEHOLDER,
    AnswerFinding,
    Hasher,
    MemoryVault,
    ScrubbedAnswers,
    VaultRow,
    scrub_answers,
    scrub_text,
)
from escalator.services.desk import Desk
from escalator.store.rows import PacketRow, Placeholder


@dataclass(frozen=True, slots=True)
class CleanAnswers:
    """Answers ready to be stored.

    answers: all of a packet's answers, scrubbed.
    findings: what was hidden this time, by item.
    """

    answers: Answers
    findings: tuple[AnswerFinding, ...]


class Scrubber:
    """Scrubs the words of one packet; `keep` writes down what it has to remember."""

    def __init__(self, desk: Desk, packet_id: int, scope: str) -> None:
        self._desk = desk
        self._packet_id = packet_id
        self._own = desk.contracts.own_rules
        self._hasher = Hasher(secret=desk.secret, packet=scope)
        self._stored = frozenset(_stored_rows(desk, packet_id))
        self._vault = MemoryVault(sorted(self._stored))

    def text(self, text: str, names: Sequence[str] = ()) -> str:
        """Scrub one text."""
        return scrub_text(
            text, hasher=self._hasher, vault=self._vault, names=names, own=self._own
        ).text

    def answers(
        self, stored: Answers, changed: Mapping[str, Answer], names: Sequence[str] = ()
    ) -> CleanAnswers:
        """Scrub changed answers and merge them into the stored ones.

        A value seen for the first time may also stand in an answer given before, so then the
        whole packet is scrubbed again; otherwise megabytes of stored logs are left in peace.
        """
        others = stored.keys() - changed.keys()
        before = len(self._vault.rows())
        clean = self._scrub(changed, names)
        if not others or len(self._vault.rows()) == before:
            return CleanAnswers({**stored, **clean.answers}, clean.findings)
        whole = self._scrub({**stored, **changed}, names)
        return CleanAnswers(whole.answers, whole.findings)

    def _scrub(self, answers: Answers, names: Sequence[str]) -> ScrubbedAnswers:
        return scrub_answers(
            answers, hasher=self._hasher, vault=self._vault, names=names, own=self._own
        )

    def keep(self) -> None:
        """Write down new digests and forget the ones that were taken back."""
        now = frozenset(self._vault.rows())
        session = self._desk.session
        session.add_all(
            Placeholder(
                packet_id=self._packet_id, kind=row.kind, digest=row.digest, number=row.number
            )
            for row in sorted(now - self._stored)
        )
        gone = [tuple(row) for row in self._stored - now]
        if gone:
            columns = tuple_(Placeholder.kind, Placeholder.digest, Placeholder.number)
            session.execute(
                delete(Placeholder).where(
                    Placeholder.packet_id == self._packet_id, columns.in_(gone)
                )
            )
        self._stored = now


def scrubber_for(desk: Desk, row: PacketRow) -> Scrubber:
    """Give the scrubber that knows a stored packet's placeholders."""
    return Scrubber(desk, row.id, row.start_key)


def scrub_for(desk: Desk, row: PacketRow, text: str) -> str:
    """Scrub one text that goes with a packet: a note, a reason, a question."""
    scrubber = scrubber_for(desk, row)
    clean = scrubber.text(text.strip())
    scrubber.keep()
    return clean


def hidden_counts(text: str) -> dict[str, int]:
    """Count the different placeholders in a text by kind: `{"EMAIL": 2}`."""
    return dict(Counter(kind for kind, _ in sorted(set(PLACEHOLDER.findall(text)))))


def _stored_rows(desk: Desk, packet_id: int) -> list[VaultRow]:
    rows = desk.session.execute(
        select(Placeholder.kind, Placeholder.digest, Placeholder.number).where(
            Placeholder.packet_id == packet_id
        )
    )
    return [VaultRow(kind, digest, number) for kind, digest, number in rows]
