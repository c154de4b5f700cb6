"""A person's own figures in words, beside their team's, with the notes written to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for

from escalator.domain.checklist import Checklist
from escalator.domain.model import Role
from escalator.services.coaching import NotesPage
from escalator.services.desk import Desk
from escalator.services.figures.causes import Causes, ItemAtFault
from escalator.services.figures.filters import Days, days_to
from escalator.services.figures.marks import Of
from escalator.services.figures.own import OwnFigures, Share
from escalator.web.cause_lines import Cause, items_shown, reasons_shown
from escalator.web.figure_address import Behind
from escalator.web.figure_words import (
    RateShown,
    before_words,
    change_words,
    goal_words,
    period_words,
    reaches_goal,
    show_rate,
)
from escalator.web.note_form import NoteShown, notes_shown
from escalator.web.present import category_title
from escalator.web.quality_words import (
    mean_words,
    moved_mean_words,
    quality_goal_words,
    reaches,
)
from escalator.web.scoreboard_form import Preset
from escalator.web.time_lines import TimesLine, times_shown

SPANS = ((4, "4 weeks"), (13, "13 weeks"), (26, "26 weeks"))
MOST_MISSED = 2


@dataclass(frozen=True, slots=True)
class OwnRate:
    """One rate of one person or team.

    url: the packets behind it, "" where they are others' too. besides: what it leaves out.
    """

    label: str
    rate: RateShown
    url: str
    change: str
    goal: str = ""
    is_reached: bool = False
    besides: str = ""


@dataclass(frozen=True, slots=True)
class Missed:
    """An item cited most often, and how a good answer looks."""

    label: str
    category: str
    times: str
    url: str
    why: str
    example: str


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What the page shows.

    is_team: whether it is an engineer's, about the team alone. notes: to this person, newest first;
    newer_notes, older_notes: addresses of others, "" for none.
    """

    title: str
    period: str
    presets: tuple[Preset, ...]
    groups: tuple[tuple[str, tuple[OwnRate, ...]], ...]
    missed: tuple[Missed, ...]
    reasons: tuple[Cause, ...]
    items: tuple[Cause, ...]
    times: tuple[TimesLine, ...]
    is_team: bool
    notes: tuple[NoteShown, ...]
    newer_notes: str
    older_notes: str


def own_page(
    desk: Desk, found: OwnFigures, notes: NotesPage, days: Days, *, today: date
) -> OwnPage:
    """Put a person's own figures into words, with the notes written to them."""
    is_team = desk.actor.role is Role.ENGINEER
    basis = found.mine or found.team
    behind = Behind(basis.filters) if basis else None
    checklists = desk.contracts.checklists
    return OwnPage(
        title="Team figures" if is_team else "My figures",
        period=period_words(days),
        presets=tuple(
            Preset(label, url_for("lead.own_figures", weeks=weeks), _is(days, weeks, today))
            for weeks, label in SPANS
        ),
        groups=tuple(_groups(found, desk.contracts.rubric.goal, is_team=is_team)),
        missed=() if is_team or not behind else _missed(found.causes, behind, checklists),
        reasons=reasons_shown(found.causes, behind) if behind else (),
        items=items_shown(found.causes.items, behind, checklists.values()) if behind else (),
        times=times_shown(found.times, behind, desk.contracts.policy) if behind else (),
        is_team=is_team,
        notes=notes_shown(desk, notes.rows, zone=days.zone),
        newer_notes=_notes_url(days, notes.number - 1) if notes.number > 1 else "",
        older_notes=_notes_url(days, notes.number + 1) if notes.has_more else "",
    )


def _notes_url(days: Days, page: int) -> str:
    return url_for("lead.own_figures", weeks=days.count // 7, page=page, _anchor="notes")


def _is(days: Days, weeks: int, today: date) -> bool:
    return days == days_to(today, weeks * 7, days.zone)


def _groups(
    found: OwnFigures, goal: float, *, is_team: bool
) -> list[tuple[str, tuple[OwnRate, ...]]]:
    groups: list[tuple[str, tuple[OwnRate, ...]]] = []
    if found.mine:
        groups.append(("Packets you wrote", _rates(found.mine, goal, is_linked=True)))
    if found.team:
        title = "Packets your team received" if is_team else "Packets your team wrote"
        # A technician may read these, but counted out person by person they would be others'.
        groups.append((title, _rates(found.team, goal, is_linked=is_team)))
    return groups


def _rates(share: Share, goal: float, *, is_linked: bool) -> tuple[OwnRate, ...]:
    behind, span = Behind(share.filters), before_words(share.filters.days)
    first, back = share.now.first_pass, share.now.bounce_back
    return (
        OwnRate(
            "First-pass acceptance",
            show_rate(first),
            behind.url(Of.ACCEPTED) if is_linked else "",
            change_words(first, share.before.first_pass, span),
            goal_words(first),
            reaches_goal(first),
        ),
        OwnRate(
            "Bounce-back rate",
            show_rate(back),
            behind.url(Of.BOUNCED) if is_linked else "",
            change_words(back, share.before.bounce_back, span),
            besides=_besides(share.now.by_system),
        ),
        _quality(share, goal, behind.url(Of.SCORED) if is_linked else ""),
    )


def _quality(share: Share, goal: float, url: str) -> OwnRate:
    now, before = share.quality
    value = mean_words(now)
    share_of_goal = -1.0 if now.is_too_few else (now.value or 0.0) / goal
    return OwnRate(
        "Quality score",
        RateShown(value, f"{now.n:,} scored", "", share_of_goal, -1, -1),
        url if now.n else "",
        moved_mean_words(now, before),
        quality_goal_words(now, goal),
        reaches(now, goal),
    )


def _besides(by_system: int) -> str:
    if not by_system:
        return ""
    return (
        f"Besides, {by_system:,} bounced for what no checklist asked or nobody knew yet:"
        " charged to the system."
    )


def _missed(
    causes: Causes, behind: Behind, checklists: Mapping[str, Checklist]
) -> tuple[Missed, ...]:
    shown = []
    for one in causes.items:
        name = one.checklist.partition("/")[0]
        checklist = checklists.get(name)
        if checklist is not None and checklist.has_item(one.item):
            shown.append(_one_missed(one, checklist, behind))
    return tuple(shown[:MOST_MISSED])


def _one_missed(one: ItemAtFault, checklist: Checklist, behind: Behind) -> Missed:
    item = checklist.item(one.item)
    return Missed(
        label=item.label,
        category=category_title(checklist.id.name),
        times="once" if one.bounces == 1 else f"{one.bounces} times",
        url=behind.url(Of.ITEM, f"{one.checklist}:{one.item}"),
        why=item.why,
        example=item.example,
    )
