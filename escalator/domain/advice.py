"""Findings about a packet that do not block: what a careful reader would ask before sending it.

It judges no single answer (completeness.py does); it compares the log with what is said about it.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from escalator.domain.answers import without_blanks
from escalator.domain.checklist import Checklist
from escalator.domain.filler import is_filler
from escalator.domain.model import Advice, Answers, Packet
from escalator.domain.timestamps import Span, find_span, read_moment

MARGIN = timedelta(hours=1)
"""A log may begin before the first sign of trouble and run on after the last."""

SHORTEST_WORD = 8
"""Characters of an identifier that can be looked for."""

SHORTEST_PHRASE = 12
"""Characters of a phrase of an error text that can be looked for."""

_PHRASE_END = re.compile(r"[\n:;,\"'{}()\[\]=|]+")
_TELLING_WORD = re.compile(r"[\w.$:/-]{8,}")
"""Identifiers, exception classes and error codes, cut out of an error text."""


def advice(checklist: Checklist, packet: Packet, *, now: datetime) -> tuple[Advice, ...]:
    """Return what does not block but may make an engineer ask, in checklist order.

    now: aware. Codes: error_not_in_log, request_id_not_in_log, log_outside_time_range. Without a
    log there is nothing to compare and nothing to say.
    """
    answers = without_blanks(packet.answers)
    logs = _column(answers, "logs", "text")
    if not logs:
        return ()
    found = [
        *_check_error(answers, logs),
        *_check_times(answers, logs, now),
        *_check_request_ids(answers, logs),
    ]
    rank = {item.name: index for index, item in enumerate(checklist.items)}
    known = [each for each in found if each.item in rank]
    return tuple(sorted(known, key=lambda each: rank[each.item]))


def _check_error(answers: Answers, logs: list[str]) -> list[Advice]:
    error = answers.get("error_text")
    if not isinstance(error, str) or is_filler(error):
        return []
    if any(_is_in_log(error, log) for log in logs):
        return []
    message = "The error text does not occur in the log. Check that it is the log of that moment."
    return [Advice("error_text", "error_not_in_log", message)]


def _is_in_log(error: str, log: str) -> bool:
    """Whether a phrase of the error text, or an identifier in it, stands in the log.

    Screens wrap what logs say in words of their own, so the text need not occur as a whole.
    """
    haystack = log.casefold()
    if error.strip().casefold() in haystack:
        return True
    phrases = (phrase.strip().casefold() for phrase in _PHRASE_END.split(error))
    if any(phrase in haystack for phrase in phrases if len(phrase) >= SHORTEST_PHRASE):
        return True
    words = (word.strip(".:/-") for word in _TELLING_WORD.findall(error))
    telling = {word for word in words if len(word) >= SHORTEST_WORD and _is_identifier(word)}
    return any(word.casefold() in haystack for word in telling)


def _is_identifier(word: str) -> bool:
    has_inner_capital = any(char.isupper() for char in word[1:])
    return has_inner_capital or any(char.isdigit() or char in "_.$" for char in word)


def _check_request_ids(answers: Answers, logs: list[str]) -> list[Advice]:
    ids = [text.strip().casefold() for text in _column(answers, "request_ids", "id")]
    if not ids or any(each in log.casefold() for log in logs for each in ids):
        return []
    message = (
        "None of the request IDs occurs in the log. Check that both are from the same attempt."
    )
    return [Advice("request_ids", "request_id_not_in_log", message)]


def _check_times(answers: Answers, logs: list[str], now: datetime) -> list[Advice]:
    seen = _time_seen(answers, now)
    spans = [span for span in map(find_span, logs) if span is not None]
    if seen is None or not spans:
        return []
    if any(span.end >= seen.start and span.start <= seen.end for span in spans):
        return []
    message = "The log is not from the time between first and last seen. Check its time range."
    return [Advice("logs", "log_outside_time_range", message)]


def _time_seen(answers: Answers, now: datetime) -> Span | None:
    """Return the time in which a log is expected, None when it is not known."""
    first, last = (_moment(answers, name) for name in ("first_seen", "last_seen"))
    if first is None or (last is not None and last < first):
        return None
    return Span(first - MARGIN, (last or now) + MARGIN)


def _moment(answers: Answers, name: str) -> datetime | None:
    text = answers.get(name)
    moment = read_moment(text) if isinstance(text, str) else None
    return moment.at if moment is not None and moment.has_zone else None


def _column(answers: Answers, item: str, column: str) -> list[str]:
    rows = answers.get(item)
    if not isinstance(rows, tuple):
        return []
    return [row[column] for row in rows if isinstance(row, Mapping) and column in row]
