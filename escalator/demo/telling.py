"""Turns a story into the answers of one packet: whose, when, with its own details and logs.

It draws nothing but through the chance it is given, so that the same seed tells the same packet.
"""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from escalator.demo.cast import ZONE, Customer
from escalator.demo.logs import Excerpt, excerpt
from escalator.demo.story import Story
from escalator.domain.model import Answer

_WORD = re.compile(r"\{([a-z_]+\d*)\}")
_MOMENT = re.compile(r"@(first|last|filed)(?:([+-]\d+)([mhd]))?")
_RANGE = re.compile(r"(\d+)\.\.(\d+)")
_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_NUMBERS = frozenset({"affected_count"})
_PROSE = frozenset(
    {"problem", "ask", "actual", "expected", "affected", "cannot_do", "stake_detail"}
)
DAY = (7, 18)
"""From which hour to which people work, on their own clock."""
REGIONS = ("eu-west-1", "eu-west-2", "eu-central-1", "eu-north-1", "eu-south-1")


@dataclass(frozen=True, slots=True)
class Filing:
    """What one packet is about to say.

    story: what it tells. customer: whose it is. answers: complete, and in time.
    filed_at: when it is begun. asked: what an engineer may ask, and the author's reply.
    solved: (root cause, summary) the engineers may come to.
    """

    story: Story
    customer: Customer
    answers: Mapping[str, Answer]
    filed_at: datetime
    asked: tuple[str, str]
    solved: tuple[tuple[str, str], ...]

    @property
    def people(self) -> tuple[str, ...]:
        """Give the names to hide."""
        return (self.customer.contact,)


def tell(
    story: Story,
    chance: random.Random,
    *,
    customer: Customer,
    filed_at: datetime,
    ticket: str,
    details: Mapping[str, str] | None = None,
) -> Filing:
    """Make a story happen to a customer, as told at a moment.

    filed_at: aware; all that the packet tells of has happened before.
    details: those of the story's that are not left to chance.
    """
    moments = _moments(story, chance, filed_at.astimezone(UTC))
    words = _words(story, chance, customer, moments, details or {})
    prose = words | _grouped(story, words)
    answers: dict[str, Answer] = {
        "ticket": ticket,
        "customer": f"{customer.name} (account {customer.account})",
        "service_level": customer.service_level,
        "first_seen": _stamp(moments["first"]),
        "last_seen": _stamp(moments["last"]),
        "last_update": _stamp(moments["filed"] - timedelta(minutes=chance.randint(1, 6))),
        **{
            item: _told(item, value, prose if item in _PROSE else words, moments)
            for item, value in story.answers.items()
        },
    }
    log = _log(story, chance, words, moments)
    answers["logs"] = (log.row,)
    if story.requests:
        answers["request_ids"] = _request_ids(story, words, moments, log)
    question, reply = story.asked
    return Filing(
        story,
        customer,
        answers,
        filed_at,
        asked=(_filled(question, words), _filled(reply, words)),
        solved=tuple((cause, _filled(summary, words)) for cause, summary in story.solved),
    )


def _log(
    story: Story,
    chance: random.Random,
    words: Mapping[str, str],
    moments: Mapping[str, datetime],
) -> Excerpt:
    log = replace(
        story.log,
        source=_filled(story.log.source, words),
        text=_filled(story.log.text, words, keep="at"),
    )
    return excerpt(log, chance, end=_local(_moment(log.end, moments)), words=words)


def _request_ids(
    story: Story, words: Mapping[str, str], moments: Mapping[str, datetime], log: Excerpt
) -> Answer:
    """Give a row for each request, at the time the log has for it where it is there."""
    return tuple(
        {
            "id": words[f"id{number}"],
            "at": _stamp(log.moment_of(words[f"id{number}"]) or _moment(at, moments), "seconds"),
            "action": _filled(action, words),
        }
        for number, (action, at) in enumerate(story.requests, 1)
    )


def _moments(story: Story, chance: random.Random, filed: datetime) -> dict[str, datetime]:
    """Give when it was first and last seen, in UTC; nobody tells of what lies ahead."""
    last = filed - timedelta(minutes=chance.randint(9, 40))
    if isinstance(story.began, str):
        first = _last_time(story.began, before=last)
    else:
        first = last - timedelta(minutes=60 * story.began * chance.uniform(0.6, 1.4))
        if not story.is_rare:
            first = _by_day(first, chance, before=last)
    return {"first": first, "last": last, "filed": filed}


def _by_day(moment: datetime, chance: random.Random, *, before: datetime) -> datetime:
    """Move a moment of the night to the day: what people cause or notice happens then."""
    local, end = _local(moment), _local(before)
    if DAY[0] <= local.hour < DAY[1]:
        return moment
    hours = (DAY[0], DAY[0] + 1) if local.date() == end.date() else DAY
    moved = local.replace(hour=chance.randrange(*hours), minute=chance.randrange(60))
    if moved > end - timedelta(minutes=30):
        moved = local.replace(hour=chance.randrange(*DAY)) - timedelta(days=1)
    return moved.astimezone(UTC)


def _last_time(clock: str, *, before: datetime) -> datetime:
    """Give when it was this time of day last ("02:10"), or so many days before ("02:10 -2d")."""
    of_day, _, days = clock.partition(" -")
    at = time.fromisoformat(of_day)
    zone = ZoneInfo(ZONE)
    day = before.astimezone(zone).date() - timedelta(days=int(days.removesuffix("d") or 0))
    found = datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
    if found > before - timedelta(minutes=40):
        return datetime.combine(day - timedelta(days=1), at, tzinfo=zone).astimezone(UTC)
    return found


def _words(
    story: Story,
    chance: random.Random,
    customer: Customer,
    moments: Mapping[str, datetime],
    details: Mapping[str, str],
) -> dict[str, str]:
    first, last = _local(moments["first"]), _local(moments["last"])
    words = {
        "customer": customer.name,
        "domain": customer.mail.split("@")[1],
        "mail": customer.mail,
        "contact": customer.contact,
        "region": chance.choice(REGIONS),
        "tenant": f"{chance.randrange(16**6):06x}",
        "first": f"{first:%H:%M}",
        "last": f"{last:%H:%M}",
        "first_day": f"{first.day} {first:%B}",
        "day_before": _day(first - timedelta(days=1)),
        "week_before": _day(first - timedelta(days=7)),
        "year": f"{first:%Y}",
        "last_year": str(first.year - 1),
        "year_before": str(first.year - 2),
        "release": f"{first:%G.%V}.{chance.randint(0, 3)}",
        "release_before": f"{first - timedelta(days=14):%G.%V}.{chance.randint(1, 4)}",
        "month": f"{first:%B}",
        "hex4": f"{chance.randrange(16**4):04x}",
        "n": str(chance.randint(12, 97)),
    }
    for names, choices in story.vary.items():
        drawn = _filled(_drawn(choices, chance), words).split("|")
        words |= zip(names.split("|"), drawn, strict=True)
    words |= details
    for number in range(1, len(story.requests) + 1):
        token = {"hex8": f"{chance.randrange(16**8):08x}", "n5": str(chance.randint(10000, 99999))}
        words[f"id{number}"] = _filled(story.request_id, {**words, **token})
    return words


def _grouped(story: Story, words: Mapping[str, str]) -> dict[str, str]:
    """Write counts as people do: 1,200."""
    counts = [
        name
        for name, choices in story.vary.items()
        if all(choice.isdigit() or _RANGE.fullmatch(choice) for choice in choices)
    ]
    return {name: f"{int(words[name]):,}" for name in counts}


def _drawn(choices: tuple[str, ...], chance: random.Random) -> str:
    choice = chance.choice(choices)
    span = _RANGE.fullmatch(choice)
    return str(chance.randint(int(span[1]), int(span[2]))) if span else choice


def _told(
    item: str, value: Answer, words: Mapping[str, str], moments: Mapping[str, datetime]
) -> Answer:
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return int(_filled(value, words)) if item in _NUMBERS else _text(value, words, moments)
    return tuple(  # type: ignore[return-value]  # rows stay rows, options stay options
        one if isinstance(one, str) else {name: _filled(text, words) for name, text in one.items()}
        for one in value
    )


def _text(template: str, words: Mapping[str, str], moments: Mapping[str, datetime]) -> str:
    if _MOMENT.fullmatch(template):
        return _stamp(_moment(template, moments))
    return _filled(template.strip(), words)


def _moment(told: str, moments: Mapping[str, datetime]) -> datetime:
    name, amount, unit = _MOMENT.fullmatch(told).groups()  # type: ignore[union-attr]  # a story's
    return moments[name] + timedelta(**{_UNITS[unit or "m"]: int(amount or 0)})


def _filled(template: str, words: Mapping[str, str], *, keep: str = "") -> str:
    return _WORD.sub(lambda found: found[0] if found[1] == keep else words[found[1]], template)


def _stamp(moment: datetime, precision: str = "minutes") -> str:
    return _local(moment).isoformat(timespec=precision)


def _local(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(ZONE))


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B}"
