"""Shields: the parts of a text that a diagnosis needs and no numeric detector may touch.

It finds shields near one place; it hides nothing and knows no kinds.
"""

import re
from typing import Final

from escalator.scrub.rule import Span

REACH: Final = 130
"""How far around a candidate its shields are searched, in characters: farther than any is long."""

_BEFORE_LABEL: Final = (
    r"(?<![A-Za-z])(?=[A-Za-z]{2,40}+[\"']?[ ]?[=:#])"
    r"(?:[A-Za-z]{0,30}[a-z](?=[A-Z])|"
    r"(?i:(?!(?:(?:pre|un|re|post|over)?paid|said|(?:in)?valid|a?void|[bm]id|did|(?:medic)?aid|"
    r"android|grid|solid|liquid)\b)[a-z]{1,20}(?=id\b)|"
    r"(?:file|content|src|dst|source|remote|local|date|start|end|up|response|event|system|create)"
    r"(?=time|size|length|port|bytes)))?"
)
"""What may stand before a label in one word: a hump of camelCase, `session` before `id`.

Not half of an ordinary word: no number is an identifier because it was *paid*, or *support*'s.
"""

SHIELDS: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    # name, pattern, examples
    (
        "uuid",
        r"(?<![0-9A-Za-z])[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"
        r"(?![0-9A-Za-z])",
        ("550e8400-e29b-41d4-a716-446655440000",),
    ),
    (
        "iso timestamp",
        r"(?<!\d)(?:19|20)\d\d[-/.]?(?:0[1-9]|1[0-2])[-/.]?(?:0[1-9]|[12]\d|3[01])"
        r"(?:[T _:-]{1,2}\d\d[:.-]?\d\d(?:[:.-]?\d\d)?(?:[.,:]\d{1,9})?"
        r"(?: ?(?:Z|[+-]\d\d:?\d\d|UTC|GMT))?)?(?!\d)",
        (
            "2026-03-12T10:20:30.123456+01:00",
            "2026-03-12 10:20:30,123",
            "20260312T102030Z",
            "2026/03/12",
        ),
    ),
    (
        "syslog timestamp",
        r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[ /]{1,2}\d{1,2},?"
        r"(?:[ /:]{1,2}(?:19|20)\d\d)?(?:[ :T]{1,2}\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?)?(?!\d)",
        ("Mar 12 10:20:30", "Mar 12, 2026 10:20:30"),
    ),
    (
        "clf timestamp",
        r"(?<!\d)\d{1,2}[/ -]"
        r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}[/ -](?:19|20)?\d\d"
        r"(?:[: T]\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?: ?[+-]\d{4})?)?(?!\d)",
        ("12/Mar/2026:10:20:30 +0000", "12-Mar-2026 10:20:30"),
    ),
    (
        "clock",
        r"(?<![\d:.])(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,:]\d{1,9})?(?![\d:])",
        ("10:20:30.123", "9:20:30"),
    ),
    (
        "local date",
        r"(?<![\d.-])\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d(?:,? \d{1,2}:\d\d(?::\d\d)?)?(?!\d)",
        ("12.03.2026 10:20", "3/12/2026"),
    ),
    (
        "epoch",
        r"(?<![\d+.-])1[0-9](?:\d{8}|\d{11}|\d{14}|\d{17})(?:\.\d{1,9})?(?!\d)",
        ("1773310830", "1773310830123", "1773310830.123456"),
    ),
    ("hex address", r"\b0x[0-9A-Fa-f]{2,16}\b", ("0x7ffdeadbeef0",)),
    (
        "digest",
        r"(?<![0-9A-Za-z])(?=\d{0,40}[A-Fa-f])(?:[0-9a-f]{128}|[0-9a-f]{96}|[0-9a-f]{64}|[0-9a-f]{56}|"
        r"[0-9a-f]{40}|[0-9a-f]{32}|[0-9a-f]{16}|[0-9A-F]{64}|[0-9A-F]{40}|[0-9A-F]{32}|[0-9A-F]{16})"
        r"(?![0-9A-Za-z])",
        ("9e107d9d372bb6826bd81d3542a419d6",),
    ),
    (
        "traceparent",
        r"\b[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}\b",
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",),
    ),
    (
        "prefixed identifier",
        r"\b(?:req|request|trace|span|corr|correlation|job|run|build|task|evt|event|txn|order|ord|inv|sess)"
        r"[_-][0-9A-Za-z][0-9A-Za-z_-]{3,63}",
        ("req_01HZX4Y5K6M7N8P9", "trace-4000001234567899"),
    ),
    (
        "labelled identifier",
        _BEFORE_LABEL
        + r"(?i:(?:id|ids|seq|sequence|offset|lsn|nonce|etag|revision|rev|build|port|thread|"
        r"bytes|size|length|count|duration|elapsed|took|timestamp|time|ts|epoch|checksum|crc|hash)"
        r"[\"']?[ ]?[=:#][ ]?[\"']?\d[\d-]{2,40})(?![\w@])",
        ("order_id=4000001234567899", '"offset": 4111111111111111', "pid: 22155501"),
    ),
    (
        "product version",
        r"\b[A-Z][A-Za-z]{1,30}/\d{1,4}(?:\.\d{1,5}){0,2}\.0(?![\d:]|\.\d)",
        ("Chrome/142.0.0.0",),
    ),
    (
        "file version",
        r"\b[A-Za-z][A-Za-z0-9_]{0,40}-\d{1,4}(?:\.\d{1,5}){1,4}"
        r"(?=[.-](?:jar|war|ear|tar|tgz|gz|zip|rpm|deb|exe|msi|whl|dll|so|apk|el\d|x86|amd64|SNAPSHOT|RELEASE))",
        ("app-6.1.1.0.jar",),
    ),
)

WHOLE_ONLY: Final = frozenset({"prefixed identifier", "labelled identifier"})
"""Shields of an identifier's own form: they protect only what lies wholly inside."""

_PATTERNS: Final = tuple(
    (re.compile(pattern, re.ASCII), name in WHOLE_ONLY) for name, pattern, _ in SHIELDS
)


def is_shielded(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a text overlaps something on its line that must survive."""
    # No shield crosses a line: to look at this one only saves time.
    before = text[max(0, start - REACH) : start].rpartition("\n")[2]
    after = text[end : end + REACH].partition("\n")[0]
    piece = before + text[start:end] + after
    candidate = (len(before), len(before) + end - start)
    return any(
        _protects(match.span(), candidate, is_whole_only)
        for pattern, is_whole_only in _PATTERNS
        for match in pattern.finditer(piece)
    )


def _protects(shield: Span, candidate: Span, is_whole_only: bool) -> bool:
    if is_whole_only:
        return shield[0] <= candidate[0] and candidate[1] <= shield[1]
    return shield[0] < candidate[1] and candidate[0] < shield[1]
