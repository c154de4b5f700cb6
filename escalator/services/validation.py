"""Judges a packet no matter where it was written: Markdown or JSON text in, the verdict out.

Stores nothing and needs no database; the page and the command show what is found here.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from escalator.contracts import Contracts
from escalator.domain.advice import advice
from escalator.domain.checklist import Checklist
from escalator.domain.completeness import gaps
from escalator.domain.errors import Unreadable
from escalator.domain.hidden import describe_hidden
from escalator.domain.markdown import parse
from escalator.domain.model import JSON, Advice, Answer, Gap, Packet, Row
from escalator.domain.packet import read_json
from escalator.scrub import AnswerFinding, Hasher, MemoryVault, OwnRules, scrub_answers

JSON_TEXT = re.compile(r"\s*(\{|\[\s*[\[\]{\"])")
"""Begins an object, or a list of anything but words: those may be the brackets of a placeholder."""

LARGEST = 16_000_000
"""Bytes of the largest packet file that is read."""

MOST_TEXTS = 10_000
"""Texts of a packet file that are judged; each is searched by every rule, however short it is."""

REASONS, RATIONALE, EXCEPTIONS = "/not_available", "/priority_rationale", "/exceptions"
"""What stands beside the answers, named as no item can be."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one packet file.

    packet: what the file says. clean: the same with findings hidden. checklist: what it was
    judged by.
    gaps, advice: as at submission. findings: personal data or secrets still in it.
    """

    packet: Packet
    clean: Packet
    checklist: Checklist
    gaps: tuple[Gap, ...]
    advice: tuple[Advice, ...]
    findings: tuple[AnswerFinding, ...]

    @property
    def is_ok(self) -> bool:
        """Whether nothing blocks it."""
        return not self.gaps

    def found_words(self) -> tuple[tuple[str, str], ...]:
        """Say what had to be hidden: item -> "2 e-mail addresses", in the packet's order."""
        places: dict[str, list[str]] = {}
        for one in self.findings:
            places.setdefault(one.item, []).append(one.finding.placeholder)
        return tuple((item, describe_hidden(" ".join(shown))) for item, shown in places.items())

    def as_json(self, file: str) -> dict[str, JSON]:
        """Give the verdict as plain JSON values; no value from the packet is in it."""
        return {
            "file": file,
            "ok": self.is_ok,
            "gaps": [
                {"item": gap.item, "code": gap.code, "place": gap.place, "message": gap.message}
                for gap in self.gaps
            ],
            "advice": [
                {"item": one.item, "code": one.code, "message": one.message} for one in self.advice
            ],
            "findings": [_finding_json(one) for one in self.findings],
        }


def unreadable_json(file: str, error: Unreadable) -> dict[str, JSON]:
    """Give the verdict on a file that could not be read, in the shape of the others."""
    return {
        "file": file,
        "ok": False,
        "gaps": [],
        "advice": [],
        "findings": [],
        "error": {"line": error.line, "reason": error.reason},
    }


def _finding_json(found: AnswerFinding) -> dict[str, JSON]:
    place = ".".join(str(part) for part in (found.row, found.column) if part is not None)
    return {
        "kind": found.finding.kind.value,
        "item": found.item,
        "place": place,
        "start": found.finding.start,
        "end": found.finding.end,
    }


def decode(content: bytes) -> str:
    """Give the text of a file in UTF-8, or UTF-16 with its mark.

    Raises Unreadable when it is neither, or is too large to be a packet.
    """
    if len(content) > LARGEST:
        raise Unreadable(f"The file is larger than {LARGEST // 1_000_000} MB.")
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Unreadable("This is not UTF-8 text.", line) from None


def read_packet(text: str) -> Packet:
    """Read a packet written as JSON or as Markdown.

    Raises Unreadable with the line and the reason.
    """
    if not text.strip():
        raise Unreadable("There is nothing in it.")
    packet = read_json(text) if JSON_TEXT.match(text) else parse(text)
    if _texts_in(packet) > MOST_TEXTS:
        raise Unreadable(f"It holds more than {MOST_TEXTS:,} answers and cells of rows.")
    return packet


def _texts_in(packet: Packet) -> int:
    cells = sum(
        1 if isinstance(part, str) else len(part)
        for answer in packet.answers.values()
        for part in _parts(answer)
    )
    return cells + len(packet.answers) + len(packet.not_available) + len(packet.exceptions)


def judge(packet: Packet, contracts: Contracts, *, now: datetime, checklist: str = "") -> Judgement:
    """Judge a packet by the checklist it names, or by another.

    checklist: the name of the checklist to judge by instead.

    Raises Unreadable when this installation has no such checklist.
    """
    name = checklist or packet.checklist.name
    judged_by = contracts.checklists.get(name)
    if judged_by is None:
        known = ", ".join(sorted(contracts.checklists))
        raise Unreadable(f"There is no checklist “{name}”; there are {known}.")
    packet = replace(packet, checklist=judged_by.id) if checklist else packet
    clean, findings = _scrubbed(packet, contracts.own_rules)
    return Judgement(
        packet=packet,
        clean=clean,
        checklist=judged_by,
        gaps=gaps(judged_by, packet, now=now),
        advice=(*advice(judged_by, packet, now=now), *_other_version(packet, judged_by)),
        findings=findings,
    )


def _scrubbed(packet: Packet, own: OwnRules) -> tuple[Packet, tuple[AnswerFinding, ...]]:
    """Give the packet with everything a person wrote in it scrubbed, and what was found.

    All at once, so that a value found in one place is hidden in all.
    """
    written = {
        **packet.answers,
        REASONS: (dict(packet.not_available),),
        RATIONALE: packet.priority_rationale,
        EXCEPTIONS: tuple(one.reason for one in packet.exceptions),
    }
    found = scrub_answers(written, hasher=Hasher.throwaway(), vault=MemoryVault(), own=own)
    answers = dict(found.answers)
    reasons, rationale, excepted = (answers.pop(one) for one in (REASONS, RATIONALE, EXCEPTIONS))
    clean = replace(
        packet,
        answers=answers,
        not_available=_only_row(reasons),
        priority_rationale=str(rationale),
        exceptions=tuple(
            replace(one, reason=str(reason))
            for one, reason in zip(packet.exceptions, _parts(excepted), strict=True)
        ),
    )
    return clean, tuple(_placed(one) for one in found.findings)


def _parts(answer: Answer) -> tuple[str | Row, ...]:
    return answer if isinstance(answer, tuple) else ()


def _only_row(answer: Answer) -> dict[str, str]:
    return {
        name: text
        for row in _parts(answer)
        if not isinstance(row, str)
        for name, text in row.items()
    }


def _placed(found: AnswerFinding) -> AnswerFinding:
    """Give a finding with the place it has in a packet's JSON."""
    if found.item == REASONS:
        return replace(found, item=str(found.column), row=None, column=REASONS.strip("/"))
    return replace(found, item=found.item.strip("/"))


def _other_version(packet: Packet, judged_by: Checklist) -> tuple[Advice, ...]:
    if packet.checklist == judged_by.id:
        return ()
    message = f"Filed under {packet.checklist}, judged by {judged_by.id}."
    return (Advice("", "other_version", message),)
