"""The five lines an engineer reads first: ask, impact, why this priority, evidence, ruled out.

Only condenses what the packet says; judges nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from escalator.domain.checklist import Checklist
from escalator.domain.model import Packet, Row
from escalator.domain.timestamps import read_moment
from escalator.web.html import marked
from escalator.web.present import when

LONGEST = 320
"""Characters of a line; what is longer stands in the packet below."""


@dataclass(frozen=True, slots=True)
class Look:
    """One line: what it is about, and the words."""

    term: str
    words: Markup


def first_look(
    packet: Packet, checklist: Checklist, *, priority_reason: str, zone: str
) -> tuple[Look, ...]:
    """Give the five lines of a packet; one that the packet says nothing to says so.

    priority_reason: why it has its priority, as computed. zone: the person's time zone.
    """
    facts = _Facts(packet, checklist, zone)
    reason = packet.priority_rationale or priority_reason.removeprefix(f"{packet.priority}: ")
    return (
        _look("They ask", facts.ask()),
        _look("Impact", ". ".join(facts.impact())),
        _look(f"Why {packet.priority}", reason),
        _look("Evidence", ", ".join(facts.evidence())),
        _look("Ruled out", "; ".join(facts.ruled_out())),
    )


def _look(term: str, words: str) -> Look:
    line = " ".join(words.split())
    if len(line) > LONGEST:
        line = line[:LONGEST].rsplit(" ", 1)[0] + " …"
    return Look(term, marked(line[:1].upper() + line[1:] or "Nothing said"))


@dataclass(frozen=True, slots=True)
class _Facts:
    """Reads answers of a packet, absent ones as empty."""

    packet: Packet
    checklist: Checklist
    zone: str

    def ask(self) -> str:
        by = read_moment(self.text("ask_by"))
        return self.text("ask") + (f" Needed by {when(by.at, self.zone)}." if by else "")

    def impact(self) -> Iterator[str]:
        count = self.packet.answers.get("affected_count")
        people = f"{count:,} affected" if isinstance(count, int) else ""
        if reach := ", ".join(filter(None, (self.label("scope"), people))):
            yield reach
        if cannot := self.text("cannot_do").rstrip("."):
            yield f"Cannot do: {cannot}"
        stakes = [words for value, words in self.chosen("at_stake") if value != "none"]
        if stakes:
            yield f"At stake: {', '.join(stakes).lower()}"
        workaround = self.packet.answers.get("workaround")
        if workaround == "none":
            yield "No workaround"
        elif workaround:
            yield f"Workaround: {self.label('workaround').lower()}"

    def evidence(self) -> Iterator[str]:
        logs = self.rows("logs")
        if logs:
            size = sum(len(row.get("text", "")) for row in logs)
            yield f"{_counted(len(logs), 'log excerpt')} of {_size(size)}"
        for name, word in (("request_ids", "request ID"), ("evidence_links", "link")):
            if rows := self.rows(name):
                yield _counted(len(rows), word)
        if self.text("error_text"):
            yield "the exact error text"
        if self.text("steps"):
            yield "steps to reproduce"

    def ruled_out(self) -> Iterator[str]:
        for row in self.rows("troubleshooting"):
            if text := row.get("rules_out", "").strip().rstrip("."):
                yield text

    def text(self, name: str) -> str:
        answer = self.packet.answers.get(name)
        return answer if isinstance(answer, str) else ""

    def rows(self, name: str) -> tuple[Row, ...]:
        answer = self.packet.answers.get(name)
        parts = answer if isinstance(answer, tuple) else ()
        return tuple(part for part in parts if not isinstance(part, str))

    def label(self, name: str) -> str:
        return next((words for _, words in self.chosen(name)), "")

    def chosen(self, name: str) -> Iterator[tuple[str, str]]:
        answer = self.packet.answers.get(name)
        values = answer if isinstance(answer, tuple) else (answer,)
        item = self.checklist.item(name) if self.checklist.has_item(name) else None
        labels = dict(item.choices) if item else {}
        for value in values:
            if isinstance(value, str):
                yield value, labels.get(value, value)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _size(characters: int) -> str:
    return f"{characters:,} characters" if characters < 10_000 else f"{characters // 1_000:,} kB"
