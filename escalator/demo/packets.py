"""Turns a story into the answers of one packet: whose, when, with logs around it.

Timestamps are moved by whole days, so that times of day told in prose stay true.
"""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from escalator.demo.cast import Customer
from escalator.demo.logs import access_log, service_log
from escalator.demo.stories import Story
from escalator.domain.model import Answer, Packet, Target
from escalator.domain.packet import read_json
from escalator.resources import schemas_folder

_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}(?=[T ]\d{2}:\d{2})")
_DAY = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October"
    r"|November|December)\b"
)
MONTHS = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True, slots=True)
class Filing:
    """What one packet is about to say.

    packet: the example it started from. target: who it goes to.
    answers: complete and in time. people: names to hide. filed_at: when it is begun.
    """

    packet: Packet
    target: Target
    answers: Mapping[str, Answer]
    people: tuple[str, ...]
    filed_at: datetime


@cache
def example(category: str) -> Packet:
    """Give the category's complete example packet."""
    path = schemas_folder() / "examples" / f"{category}.complete.json"
    return read_json(path.read_text(encoding="utf-8"))


def tell(
    story: Story,
    chance: random.Random,
    *,
    customer: Customer,
    day: datetime,
    ticket: str,
    by: datetime | None = None,
) -> Filing:
    """Make a story happen to a customer on a day.

    day: any moment of that day, aware; the packet is begun after the last thing it tells.
    by: nothing it tells may lie after this moment; it moves to earlier days where it must.
    """
    base = example(story.category)
    told = _last_moment(base)
    shift = timedelta(days=(day.date() - told.date()).days)
    if by is not None and told + shift >= by:
        shift -= timedelta(days=1)
    company = str(base.answers["customer"]).split(" (")[0]
    answers = {
        name: _moved(value, shift, told.year, company, customer.name)
        for name, value in {**base.answers, **story.answers}.items()
        if value not in ("", ())
    }
    answers["customer"] = f"{customer.name} (account {customer.account})"
    answers["service_level"] = customer.service_level
    answers["ticket"] = ticket
    answers.pop("ticket_url", None)
    filed_at = told + shift + timedelta(minutes=chance.randint(2, 20))
    answers["logs"] = _logs(answers, story, chance, customer=customer, end=told + shift)
    return Filing(base, base.target, answers, (customer.contact,), filed_at)


def _last_moment(base: Packet) -> datetime:
    """Give the latest moment the example tells of that is not still to come."""
    names = ("last_update", "last_seen", "detected_at", "first_seen")
    moments = [
        datetime.fromisoformat(str(base.answers[name])) for name in names if name in base.answers
    ]
    return max(moments)


def _moved(value: Answer, shift: timedelta, year: int, company: str, customer: str) -> Answer:
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return _moved_text(value, shift, year).replace(company, customer)
    return tuple(  # type: ignore[return-value]  # rows stay rows, options stay options
        _moved_text(one, shift, year)
        if isinstance(one, str)
        else {
            name: _moved_text(text, shift, year).replace(company, customer)
            for name, text in one.items()
        }
        for one in value
    )


def _moved_text(text: str, shift: timedelta, year: int) -> str:
    def stamp(match: re.Match[str]) -> str:
        return (datetime.fromisoformat(match[0]) + shift).strftime("%Y-%m-%d")

    def day(match: re.Match[str]) -> str:
        try:
            told = datetime(year, MONTHS.index(match[2]) + 1, int(match[1]))  # noqa: DTZ001
        except ValueError:
            return match[0]
        moved = told + shift
        return f"{moved.day} {MONTHS[moved.month - 1]}"

    return _DAY.sub(day, _STAMP.sub(stamp, text))


def _logs(
    answers: Mapping[str, Answer],
    story: Story,
    chance: random.Random,
    *,
    customer: Customer,
    end: datetime,
) -> Answer:
    error = str(answers.get("error_text", ""))
    ids = tuple(
        str(row["id"])
        for row in answers.get("request_ids", ())  # type: ignore[union-attr]
        if isinstance(row, Mapping) and "id" in row
    )
    begin = end - timedelta(minutes=15)
    time_range = f"{begin:%Y-%m-%d %H:%M} to {end:%H:%M %z}"
    rows: list[dict[str, str]] = []
    kept = answers.get("logs", ())
    if not story.answers and isinstance(kept, tuple):
        rows += [dict(row) for row in kept if isinstance(row, Mapping)]
    rows.append(
        {
            "source": "gateway, access log",
            "time_range": time_range,
            "text": access_log(
                chance, end=end, mail=customer.mail, request_ids=ids, lines=chance.randint(20, 90)
            ),
        }
    )
    rows.append(
        {
            "source": "service log around the error",
            "time_range": time_range,
            "text": service_log(
                chance,
                end=end,
                error=error,
                mail=customer.mail,
                contact=customer.contact,
                lines=chance.randint(30, 160),
            ),
        }
    )
    return tuple(rows)
