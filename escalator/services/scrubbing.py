"""Hides personal data and secrets in whatever is about to be stored, and remembers placeholders.

Raw text lives in memory only; what is written down are keyed hashes (escalator.scrub).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, tuple_

from escalator.domain.model import Answer, Answers
from escalator.scrub import (
    AnswerFinding,
    Hasher,
    Kind,
    MemoryVault,
    ScrubbedAnswers,
    VaultRow,
    allow_placeholder,
    disallow_placeholder,
    hide,
    is_left,
    leave,
    scrub_answers,
    scrub_text,
    scrub_texts,
    stands_behind,
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
    """Scrubs the words of one packet; `keep` writes down what it has to remember.

    looks_again: whether more is to be hidden than before, so that all has to be scrubbed anew.
    """

    def __init__(self, desk: Desk, packet_id: int, scope: str) -> None:
        self._desk = desk
        self._packet_id = packet_id
        self._own = desk.contracts.own_rules
        self._hasher = Hasher(secret=desk.secret, packet=scope)
        self._stored = frozenset(_stored_rows(desk, packet_id))
        self._vault = MemoryVault(sorted(self._stored))
        self.looks_again = False

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
        is_new = self.looks_again or len(self._vault.rows()) != before
        if not others or not is_new:
            return CleanAnswers({**stored, **clean.answers}, clean.findings)
        whole = self._scrub({**stored, **changed}, names)
        return CleanAnswers(whole.answers, whole.findings)

    def _scrub(self, answers: Answers, names: Sequence[str]) -> ScrubbedAnswers:
        return scrub_answers(
            answers, hasher=self._hasher, vault=self._vault, names=names, own=self._own
        )

    def has(self, shown: str) -> bool:
        """Tell whether a placeholder is one of this packet's."""
        return bool(disallow_placeholder(shown, vault=MemoryVault(self._vault.rows())))

    def take_back(self, shown: str) -> None:
        """Let what stands behind a placeholder stand from now on.

        Raises NotTakenBack for keys, cards and passwords.
        """
        allow_placeholder(shown, vault=self._vault)

    def hide_again(self, shown: str) -> None:
        """Hide what stands behind a placeholder that was taken back."""
        disallow_placeholder(shown, vault=self._vault)
        self.looks_again = True

    def hide(self, value: str, kind: Kind) -> str:
        """Hide one more value from now on and give its placeholder.

        Raises NotHidden when it is no single value.
        """
        self.looks_again = True
        return hide(value, hasher=self._hasher, vault=self._vault, kind=kind)

    def leave(self, word: str) -> None:
        """Remember that a doubtful word is no secret."""
        leave(word, hasher=self._hasher, vault=self._vault)

    def is_left(self, word: str) -> bool:
        """Tell whether somebody looked at a doubtful word and left it."""
        return is_left(word, hasher=self._hasher, vault=self._vault)

    def is_behind(self, value: str, shown: str) -> bool:
        """Tell whether a typed value is what a placeholder stands for."""
        return stands_behind(value, shown, hasher=self._hasher, vault=self._vault)

    def tried(self, answers: Answers) -> CleanAnswers:
        """Scrub answers without remembering anything of it."""
        vault = MemoryVault(self._vault.rows())
        clean = scrub_answers(answers, hasher=self._hasher, vault=vault, own=self._own)
        return CleanAnswers(clean.answers, clean.findings)

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


def scrub_apart(desk: Desk, scope: str, texts: Sequence[str]) -> tuple[str, ...]:
    """Scrub texts that belong to no packet, such as those of a problem record, as one.

    Nothing is remembered: placeholders that stand in the texts keep their numbers, new ones get
    others. scope: keeps digests apart, as a packet's does.
    """
    found = scrub_texts(
        [text.strip() for text in texts],
        hasher=Hasher(secret=desk.secret, packet=scope),
        vault=MemoryVault(()),
        own=desk.contracts.own_rules,
    )
    return tuple(one.text for one in found)


def _stored_rows(desk: Desk, packet_id: int) -> list[VaultRow]:
    rows = desk.session.execute(
        select(Placeholder.kind, Placeholder.digest, Placeholder.number).where(
            Placeholder.packet_id == packet_id
        )
    )
    return [VaultRow(kind, digest, number) for kind, digest, number in rows]
