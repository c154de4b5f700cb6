"""What can go wrong in the demo: reads the stories, one TOML file for each category.

A story is a template. {name} stands for a detail drawn for each packet; an answer that begins
with @ is a moment ("@first-3h": three hours before the trouble began). It never names a
customer: that comes from the packet. How each table of the files is read stands at Story.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from escalator.domain.model import Answer

FOLDER = Path(__file__).parent / "stories"


@dataclass(frozen=True, slots=True)
class LogExcerpt:
    """The telling lines of a log.

    source: as the packet names it. noise: what stands around the lines. end: when they end.
    text: one line of the log per line; {at} is the next moment in the log's own format.
    """

    source: str
    noise: str
    end: str
    text: str


@dataclass(frozen=True, slots=True)
class Story:
    """One thing that went wrong.

    name: how the code calls it. category: its checklist's name.
    began: hours before the packet is filed, or the time of day ("02:10") it came to at last,
        or so many days before that ("02:10 -2d").
    answers: item name to template; the category's defaults are in it already.
    vary: detail name to what it may be; "40..900" is any number from 40 to 900, and what goes
        together stands together ("name|code": "Mill Road|MR").
    requests: (action, moment) for each request ID; a number is minutes before it was last seen.
    request_id: what these look like, e.g. "req_{hex8}".
    solved: (root cause, summary) the engineers may come to. asked: a question and its answer.
    not_available: item name to the reason. is_rare: it comes seldom, at any hour (a P1).
    """

    name: str
    category: str
    began: float | str
    answers: Mapping[str, Answer]
    vary: Mapping[str, tuple[str, ...]]
    log: LogExcerpt
    requests: tuple[tuple[str, str], ...]
    request_id: str
    solved: tuple[tuple[str, str], ...]
    asked: tuple[str, str]
    not_available: Mapping[str, str]
    is_rare: bool


@cache
def stories() -> Mapping[str, Story]:
    """Give every story by its name."""
    return {one.name: one for path in sorted(FOLDER.glob("*.toml")) for one in _read(path)}


@cache
def stories_of(category: str) -> tuple[Story, ...]:
    """Give the stories of a category in the order of its file."""
    return tuple(one for one in stories().values() if one.category == category)


def _read(path: Path) -> tuple[Story, ...]:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    usual = tables.pop("defaults")
    return tuple(_story(name, path.stem, usual, table) for name, table in tables.items())


def _story(
    name: str,
    category: str,
    usual: Mapping[str, Any],  # TOML's tables are of any type until they are read here
    table: dict[str, Any],
) -> Story:
    own = {**usual, **table}
    source, noise, *moment, text = own.pop("log")
    end = moment[0] if moment else "@last"
    question, reply = own.pop("asked")
    tried = [dict(zip(("tried", "result", "rules_out"), row, strict=True)) for row in own["tried"]]
    return Story(
        name=name,
        category=category,
        began=own.pop("began"),
        vary={word: tuple(map(str, choices)) for word, choices in own.pop("vary", {}).items()},
        log=LogExcerpt(source, noise, end, text.strip()),
        requests=tuple((action, _moment(at)) for action, at in own.pop("requests", ())),
        request_id=own.pop("request_id"),
        solved=tuple((str(cause), str(summary)) for cause, summary in own.pop("solved")),
        asked=(question, reply),
        not_available=own.pop("not_available", {}),
        is_rare=own.pop("rare", False),
        answers={
            "troubleshooting": tuple(tried),
            **{item: _answer(value) for item, value in own.items() if item != "tried"},
        },
    )


def _moment(at: int | str) -> str:
    return at if isinstance(at, str) else f"@last-{at}m"


def _answer(value: Any) -> Answer:  # as above
    return tuple(value) if isinstance(value, list) else value
