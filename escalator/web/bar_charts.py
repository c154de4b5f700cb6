"""Charts of bars: Pareto charts, waits against their targets, age, and who held packets."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from escalator.domain.metrics import TOO_FEW
from escalator.domain.model import Priority
from escalator.domain.policy import Policy
from escalator.domain.timings import Court, Times
from escalator.services.figures.marks import Of
from escalator.web.cause_lines import Cause
from escalator.web.drawing import (
    Chart,
    Label,
    Mark,
    Stroke,
    TwinRow,
    box,
    dot,
    level,
    shortened,
    upright,
)
from escalator.web.figure_address import Behind, Count
from escalator.web.figure_words import TOO_FEW_WORDS, percent, slowest_words, span_words
from escalator.web.present import duration_words

WIDTH, LEFT, RIGHT = 720, 260, 640
ROW, BAR, TOP = 34, 18, 30
MOST_WORDS, MOST_OF_NOTE = 30, 38
MOST_BARS = 10
PARETO_HEADINGS = (
    ("Bounces", "num"),
    ("Before", "num"),
    ("Share", "num"),
    ("Running total", "num"),
    ("Note", ""),
)
PARETO_LEGEND = "Bars: bounces that name it. Line: the running share of all that are named."
SHARES = (0.5, 0.8, 1.0)
MOST_OF_ALL = 0.8
SIDES = ("target", "author", "lead")
SIDE_WORDS = {"author": "S1", "target": "the target team", "lead": "a lead"}
WAITS_LEGEND = (
    "Dot: half were decided sooner. Bar: nine of ten were, where there are ten of them."
    " P2 to P4 are measured in business hours."
)
COURT_LEGEND = (
    "Mean of the packets resolved in this period, round the clock, from first submission to"
    " resolution. Filled: with the target team. Outlined: with S1. Pale: with a lead."
)
COURT_END = 600
"""Leaves room for the words behind the longest bar."""
FARTHEST = 4.0
"""So many times its target is the end of the axis; what took longer is drawn there."""


def pareto_chart(name: str, title: str, heading: str, causes: Sequence[Cause]) -> Chart:
    """Give a Pareto chart: bars by how many bounces name each, and the running share over them."""
    shown = causes[:MOST_BARS]
    bottom = TOP + ROW * len(shown)
    has_shares = bool(causes) and bool(causes[0].cumulative)
    marks = (
        Mark(cause.bounces.url, _cause_words(cause), (Stroke("fill", _bar(place, cause.length)),))
        for place, cause in enumerate(shown)
    )
    return Chart(
        name=name,
        title=title,
        summary=_pareto_summary(causes),
        width=WIDTH,
        height=bottom + 8,
        strokes=tuple(_grid(bottom)) if has_shares else (),
        labels=(
            *(label for place, cause in enumerate(shown) for label in _cause_labels(place, cause)),
            *(_share_labels() if has_shares else ()),
        ),
        marks=tuple(marks),
        headings=((heading, ""), *PARETO_HEADINGS),
        rows=tuple(_cause_row(cause) for cause in causes),
        legend=PARETO_LEGEND if has_shares else "",
        over=tuple(_running(shown)) if has_shares else (),
    )


def _bar(place: int, length: float) -> str:
    return box(LEFT, TOP + ROW * place + 8, round((RIGHT - LEFT) * length, 1), BAR)


def _at(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * share, 1)


def _cause_words(cause: Cause) -> str:
    note = f", {cause.note}" if cause.note else ""
    share = f", {cause.share}, together {cause.cumulative}" if cause.share else ""
    return f"{cause.label}{note}: {cause.bounces.number}{share}"


def _cause_labels(place: int, cause: Cause) -> Iterator[Label]:
    y = TOP + ROW * place + 22
    words = shortened(cause.label, MOST_WORDS)
    yield Label("at-end", LEFT - 10, y - 7 if cause.note else y, words)
    if cause.note:
        yield Label("at-end aside", LEFT - 10, y + 7, shortened(cause.note, MOST_OF_NOTE))
    yield Label("at-start strong", RIGHT + 14, y, str(cause.bounces.number))


def _share_labels() -> Iterator[Label]:
    for share in SHARES:
        yield Label("at-middle", _at(share), TOP - 10, f"{share * 100:.0f} %")


def _grid(bottom: float) -> Iterator[Stroke]:
    for share in SHARES:
        yield Stroke("grid", upright(_at(share), TOP, bottom))


def _running(shown: Sequence[Cause]) -> Iterator[Stroke]:
    points = [
        (_at(cause.so_far), TOP + ROW * place + 8 + BAR / 2) for place, cause in enumerate(shown)
    ]
    yield Stroke("run", "M" + "L".join(f"{x:g} {y:g}" for x, y in points))
    for x, y in points:
        yield Stroke("point", dot(x, y))


def _cause_row(cause: Cause) -> TwinRow:
    number, before = str(cause.bounces.number), str(cause.before)
    cells = (number, before, cause.share, cause.cumulative, cause.note)
    return TwinRow(cause.label, cause.bounces.url, cells)


def _pareto_summary(causes: Sequence[Cause]) -> str:
    if not causes:
        return "Nothing was bounced."
    first = causes[0]
    if not first.share:
        return f"Most often: {first.label}, {first.bounces.number}; {TOO_FEW_WORDS}."
    said = f"{first.label} is named most, {first.share} of all."
    enough = next(place for place, cause in enumerate(causes, 1) if cause.so_far >= MOST_OF_ALL)
    if enough == 1:
        return said
    return f"{said} {enough} of {len(causes)} make up {causes[enough - 1].cumulative}."


def ageing_chart(ageing: Sequence[tuple[str, Count]]) -> Chart:
    """Give how many packets are open for how long."""
    most = max((count.number for _, count in ageing), default=0) or 1
    total = sum(count.number for _, count in ageing)
    labels, marks = [], []
    for place, (words, count) in enumerate(ageing):
        y = ROW * place
        length = (RIGHT - LEFT) * count.number / most
        labels.append(Label("at-end", LEFT - 10, y + 22, words))
        labels.append(
            Label("at-start strong", round(LEFT + length + 6, 1), y + 22, str(count.number))
        )
        if count.number:
            kind = "fill old" if place == len(ageing) - 1 else "fill"
            bar = Stroke(kind, box(LEFT, y + 8, round(length, 1), BAR))
            marks.append(Mark(count.url, f"Open for {words}: {count.number}", (bar,)))
    return Chart(
        name="ageing",
        title="Open packets by age",
        summary=f"{total} open now, {ageing[-1][1].number} of them for 8 days or more.",
        width=WIDTH,
        height=ROW * len(ageing) + 8,
        strokes=(Stroke("axis", upright(LEFT, 0, ROW * len(ageing) + 8)),),
        labels=tuple(labels),
        marks=tuple(marks),
        headings=(("Open for", ""), ("Packets", "num")),
        rows=tuple(
            TwinRow(words, count.url if count.number else "", (str(count.number),))
            for words, count in ageing
        ),
    )


def waits_chart(times: Mapping[Priority, Times], behind: Behind, policy: Policy) -> Chart:
    """Give the middle and the slowest tenth of waits, as parts of their target."""
    height = TOP + ROW * len(times) + 8
    strokes = [Stroke("grid", upright(_far(part), TOP, height)) for part in (0.0, 2.0, 4.0)]
    labels = [
        Label("at-middle", _far(part), TOP - 10, words)
        for part, words in ((0.0, "at once"), (2.0, "2 × target"), (4.0, "4 ×"))
    ]
    strokes.append(Stroke("goal", upright(_far(1.0), TOP, height)))
    labels.append(Label("at-middle goal-words", _far(1.0), TOP - 10, "target"))
    marks = []
    for place, (priority, found) in enumerate(times.items()):
        target, y = policy.acknowledge_minutes(priority), TOP + ROW * place
        words = f"{priority.value}, {duration_words(timedelta(minutes=target))}"
        labels.append(Label("at-end", LEFT - 10, y + 22, words))
        if found.median is None:
            labels.append(Label("at-start", LEFT + 10, y + 22, "no decision"))
            continue
        url = behind.url(Of.ACKNOWLEDGED, priority.value)
        marks.append(Mark(url, _wait_words(priority, found), tuple(_wait(found, target, y))))
    return Chart(
        name="waits",
        title="Time to acknowledge against its target",
        summary=_waits_summary(times),
        width=WIDTH,
        height=height,
        strokes=tuple(strokes),
        labels=tuple(labels),
        marks=tuple(marks),
        headings=(
            ("Priority", ""),
            ("Target", ""),
            ("Decisions", "num"),
            ("Median", "num"),
            ("90 % within", "num"),
            ("On time", "num"),
        ),
        rows=tuple(
            TwinRow(
                priority.value,
                behind.url(Of.ACKNOWLEDGED, priority.value) if found.count else "",
                (
                    duration_words(timedelta(minutes=policy.acknowledge_minutes(priority))),
                    str(found.count),
                    span_words(found.median),
                    slowest_words(found.count, found.percentile_90),
                    f"{found.within.k} of {found.within.n}",
                ),
            )
            for priority, found in times.items()
        ),
        legend=WAITS_LEGEND,
    )


def _far(part: float) -> float:
    return round(LEFT + min(part, FARTHEST) / FARTHEST * (RIGHT - LEFT), 1)


def _wait(found: Times, target: int, y: float) -> Iterator[Stroke]:
    unit = timedelta(minutes=target)
    middle = _far((found.median or timedelta(0)) / unit)
    yield Stroke("hit", box(LEFT, y + 4, RIGHT - LEFT, ROW - 8))
    if found.count >= TOO_FEW and found.percentile_90 is not None:
        slow = _far(found.percentile_90 / unit)
        yield Stroke("reach", level(LEFT, y + 17, slow))
        yield Stroke("reach-end", upright(slow, y + 10, y + 24))
    yield Stroke("point", dot(middle, y + 17, 5))


def _wait_words(priority: Priority, found: Times) -> str:
    slow = slowest_words(found.count, found.percentile_90)
    slowest = f", 90 % within {slow}" if slow != "–" else ""
    return (
        f"{priority.value}: {found.within.k} of {found.within.n} on time,"
        f" median {span_words(found.median)}{slowest}"
    )


def _waits_summary(times: Mapping[Priority, Times]) -> str:
    total = sum(found.count for found in times.values())
    on_time = sum(found.within.k for found in times.values())
    if not total:
        return "Nothing was decided on in this period."
    share = f", {percent(on_time / total)}" if total >= TOO_FEW else ""
    return f"{on_time:,} of {total:,} decisions came within their target{share}."


def court_chart(courts: Mapping[Priority, Court], behind: Behind) -> Chart:
    """Give how long each side held an average packet, by priority."""
    longest = max((_mean(court).total for court in courts.values()), default=timedelta(0))
    labels, marks = [], []
    for place, (priority, court) in enumerate(courts.items()):
        y = ROW * place
        labels.append(
            Label("at-end", LEFT - 10, y + 22, f"{priority.value}, {court.packets} resolved")
        )
        mean, url = _mean(court), behind.url(Of.RESOLVED, priority.value)
        if not court.packets:
            labels.append(Label("at-start", LEFT + 10, y + 22, "none"))
            continue
        bars, end = _court_bars(mean, longest, y)
        marks.append(Mark(url, f"{priority.value}: {_held_words(court)}", bars))
        labels.append(Label("at-start strong", round(end + 6, 1), y + 22, span_words(mean.total)))
    height = ROW * len(courts) + 8
    return Chart(
        name="court",
        title="Who held the packets until they were resolved",
        summary=_court_summary(courts),
        width=WIDTH,
        height=height,
        strokes=(Stroke("axis", upright(LEFT, 0, height)),),
        labels=tuple(labels),
        marks=tuple(marks),
        headings=(
            ("Priority", ""),
            ("Resolved", "num"),
            ("With S1", "num"),
            ("With the target", "num"),
            ("With a lead", "num"),
            ("Together", "num"),
        ),
        rows=tuple(_court_row(priority, court, behind) for priority, court in courts.items()),
        legend=COURT_LEGEND,
    )


def _mean(court: Court) -> Court:
    n = court.packets or 1
    return Court(court.packets, court.author / n, court.target / n, court.lead / n)


def _court_bars(mean: Court, longest: timedelta, y: float) -> tuple[tuple[Stroke, ...], float]:
    x, bars = float(LEFT), []
    for side in SIDES:
        width = (COURT_END - LEFT) * (getattr(mean, side) / longest) if longest else 0.0
        bars.append(Stroke(f"court {side}", box(round(x, 1), y + 8, round(width, 1), BAR)))
        x += width
    return tuple(bars), x


def _held_words(court: Court) -> str:
    mean = _mean(court)
    sides = ", ".join(f"{SIDE_WORDS[side]} {span_words(getattr(mean, side))}" for side in SIDES)
    return f"on average {span_words(mean.total)}: {sides}"


def _court_summary(courts: Mapping[Priority, Court]) -> str:
    whole = Court()
    for court in courts.values():
        whole = whole.plus(court)
    if not whole.packets:
        return "No packet was resolved in this period."
    packets = "packet" if whole.packets == 1 else "packets"
    return f"{whole.packets:,} {packets} resolved, {_held_words(whole)}."


def _court_row(priority: Priority, court: Court, behind: Behind) -> TwinRow:
    mean = _mean(court)
    spans = (mean.author, mean.target, mean.lead, mean.total)
    return TwinRow(
        priority.value,
        behind.url(Of.RESOLVED, priority.value) if court.packets else "",
        (
            str(court.packets),
            *(span_words(span) if court.packets else "–" for span in spans),
        ),
    )
