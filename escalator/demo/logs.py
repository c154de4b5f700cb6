"""Logs that look like the real thing: a story's telling lines among the everyday ones.

Every person and address in them is invented, or from a range set aside for examples (RFC 5737).
"""

import random
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from escalator.demo.story import LogExcerpt

NETWORKS = ("192.0.2", "198.51.100", "203.0.113")
_BLANK = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Noise:
    """What a kind of log is full of. stamp: its moments (strftime). lines: templates."""

    stamp: str
    lines: tuple[str, ...]


@cache
def noises() -> Mapping[str, Noise]:
    """Give each kind of log by its name."""
    written = (Path(__file__).parent / "noise.toml").read_text(encoding="utf-8")
    return {
        name: Noise(table["stamp"], tuple(table["lines"]))
        for name, table in tomllib.loads(written).items()
    }


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A row of the packet's logs, and when each of its lines was written."""

    row: dict[str, str]
    lines: tuple[tuple[datetime, str], ...]

    def moment_of(self, request_id: str) -> datetime | None:
        """Give when a request is first seen in it, or None."""
        return next((moment for moment, line in self.lines if request_id in line), None)


def excerpt(
    log: LogExcerpt, chance: random.Random, *, end: datetime, words: Mapping[str, str]
) -> Excerpt:
    """Write a log up to `end`: everyday lines, the telling ones, a few more.

    log: complete but for the {at} of its lines. words: what the everyday lines may name.
    """
    noise = noises()[log.noise]
    before, after = chance.randint(6, 28), chance.randint(1, 5)
    everyday = [_line(noise, chance, words) for _ in range(before + after)]
    lines = [*everyday[:before], *log.text.splitlines(), *everyday[before:]]
    begin = moment = end.astimezone(UTC) - timedelta(seconds=3 * len(lines) + 2)
    written: list[tuple[datetime, str]] = []
    for line in lines:
        if "{at}" in line:
            moment += timedelta(milliseconds=chance.randint(150, 2900))
        written.append((moment, line.replace("{at}", _stamped(noise, moment))))
    shown = f"{begin.astimezone(end.tzinfo):%Y-%m-%d %H:%M:%S} to {end:%H:%M:%S} {_offset(end)}"
    text = "\n".join(line for _, line in written)
    row = {"source": log.source, "time_range": shown, "text": text}
    return Excerpt(row, tuple(written))


def _line(noise: Noise, chance: random.Random, words: Mapping[str, str]) -> str:
    drawn = {
        **words,
        "ip": f"{chance.choice(NETWORKS)}.{chance.randint(2, 250)}",
        "n": str(chance.randint(1, 60)),
        "pair": str(chance.randint(10, 99)),
        "ms": str(chance.randint(2, 900)),
        "size": str(chance.randint(180, 9000)),
        "hex": f"{chance.randrange(16**8):08x}",
    }
    return _BLANK.sub(lambda blank: drawn.get(blank[1], blank[0]), chance.choice(noise.lines))


def _stamped(noise: Noise, moment: datetime) -> str:
    return moment.strftime(noise.stamp).replace("<ms>", f"{moment.microsecond // 1000:03}")


def _offset(moment: datetime) -> str:
    return f"{moment:%z}"[:3] + ":" + f"{moment:%z}"[3:]
