"""Offers a person their own time zone where a timestamp lacks one: in words, to be taken or not.

It changes no answer and closes no gap; what a timestamp is, is domain/timestamps.py's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from escalator.domain.model import Gap, Packet
from escalator.domain.timestamps import in_zone


def offer_zone(gaps: Iterable[Gap], packet: Packet, zone: str) -> tuple[Gap, ...]:
    """Give the gaps, those without a time zone with what to write if the person's own is meant."""
    return tuple(_with_offer(gap, packet, zone) for gap in gaps)


def _with_offer(gap: Gap, packet: Packet, zone: str) -> Gap:
    if gap.code != "no_time_zone":
        return gap
    written = in_zone(_text_at(gap, packet), zone)
    offer = f" If it is {zone} time: {written}" if written else ""
    return replace(gap, message=gap.message + offer)


def _text_at(gap: Gap, packet: Packet) -> str:
    answer = packet.answers.get(gap.item)
    number, _, column = gap.place.partition(".")
    if number.isdecimal() and isinstance(answer, tuple) and int(number) < len(answer):
        row = answer[int(number)]
        return row.get(column, "") if isinstance(row, Mapping) else ""
    return answer if isinstance(answer, str) else ""
