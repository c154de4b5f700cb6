"""The pages of proposals: those that are open, what became of the others, and one by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask import url_for

from escalator.domain.change import likely_change
from escalator.domain.metrics import Rate
from escalator.domain.proposals import Choice, Standing
from escalator.services.desk import Desk
from escalator.services.figures.filters import Days, today_in
from escalator.services.figures.names import Names
from escalator.services.proposal_effects import Effect, Side, effects
from escalator.services.proposals import (
    OF_CHECKLISTS,
    KnownProposal,
    Proposals,
    decisions_on,
)
from escalator.store.proposals import ProposalDecision
from escalator.web.figure_address import Count
from escalator.web.figure_words import (
    RateShown,
    day_words,
    moved_words,
    period_words,
    show_rate,
)
from escalator.web.present import stamp
from escalator.web.proposal_words import (
    CHOICE_WORDS,
    STANDING_WORDS,
    Reason,
    Speaker,
    Step,
    behind_of,
    reason_shown,
    speaker,
)

ON_THE_SCOREBOARD = 5
"""How many open proposals the scoreboard ends in; the others stand on their own page."""

MOST = 40
"""How many of those decided on are listed, the newest."""

SECTIONS: Mapping[Standing, str] = {
    Standing.OPEN: "Nothing is proposed now.",
    Standing.ACCEPTED: "Nothing was accepted yet.",
    Standing.PUT_OFF: "Nothing is put off.",
    Standing.DISMISSED: "Nothing was dismissed.",
}
"""The lists of the page in their order, and what is said of an empty one."""


@dataclass(frozen=True, slots=True)
class SideLine:
    """The figure on one side of the day: when, the two counts, and the rate."""

    label: str
    part: Count
    whole: Count
    rate: RateShown


@dataclass(frozen=True, slots=True)
class EffectShown:
    """What an accepted proposal brought. sides: before and after, none where there is none yet.

    heading: of the column of the packets that spoke for it.
    """

    heading: str
    since: str
    sides: tuple[SideLine, ...]
    words: str


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal as a list shows it.

    code: the error that ends the title, or "". reason: None where the figures no longer propose it.
    then: on which figures it was decided, decided: who decided what and when, "" where nobody did;
    said: why.
    """

    title: str
    code: str
    url: str
    reason: Reason | None
    besides: str
    then: str
    decided: str
    said: str
    effect: EffectShown | None


@dataclass(frozen=True, slots=True)
class ProposalsShown:
    """What the scoreboard ends in. more: how many further ones are open."""

    about: str
    lines: tuple[ProposalLine, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ProposalList:
    """One list of the page. cut: says so where the oldest are left out."""

    name: str
    title: str
    lines: tuple[ProposalLine, ...]
    empty: str
    cut: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One decision in the history, as the timeline shows it."""

    at: str
    when: str
    who: str
    words: str
    quote: str
    kind: str


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One proposal by itself. choices: what may be decided; asks_day: whether it takes effect on a
    day that the lead says; number: what the form carries.
    """

    line: ProposalLine
    standing: str
    step: Step
    choices: tuple[tuple[str, str], ...]
    asks_day: bool
    number: int
    happened: tuple[Happening, ...]


def proposals_shown(desk: Desk, found: Proposals, names: Names) -> ProposalsShown:
    """Give the open proposals as the scoreboard and its report end in them."""
    is_open = found.those(Standing.OPEN)
    shown = is_open[:ON_THE_SCOREBOARD]
    speaks = speaker(desk, names, shown)
    return ProposalsShown(
        f"From all packets of the 13 weeks from {period_words(found.days)}, whatever is chosen"
        " above. Nothing is proposed from fewer than ten.",
        tuple(_line(one, speaks, found.days) for one in shown),
        len(is_open) - len(shown),
    )


def proposal_lists(desk: Desk, found: Proposals, names: Names) -> tuple[ProposalList, ...]:
    """Give every list of the page, what was accepted with its effect."""
    shown = {stands: _those(found, stands) for stands in SECTIONS}
    speaks = speaker(desk, names, tuple(one for some in shown.values() for one in some[:MOST]))
    accepted = [one.latest for one in shown[Standing.ACCEPTED][:MOST] if one.latest]
    brought = dict(
        zip(
            [(row.kind, row.about) for row in accepted],
            effects(desk, accepted, zone=found.days.zone),
            strict=True,
        )
    )
    return tuple(
        ProposalList(
            name=stands.value,
            title=STANDING_WORDS[stands],
            lines=tuple(
                _line(one, speaks, found.days, brought.get((one.kind, one.key)))
                for one in shown[stands][:MOST]
            ),
            empty=empty,
            cut=f"The {MOST} newest are listed." if len(shown[stands]) > MOST else "",
        )
        for stands, empty in SECTIONS.items()
    )


def _those(found: Proposals, stands: Standing) -> tuple[KnownProposal, ...]:
    """Give those that stand so: open ones as proposed, the others newest decision first."""
    those = found.those(stands)
    if stands is Standing.OPEN:
        return those
    return tuple(sorted(those, key=lambda one: -one.latest.id if one.latest else 0))


def proposal_page(desk: Desk, one: KnownProposal, names: Names, days: Days) -> ProposalPage:
    """Give one proposal with what there is to do, what may be decided and what was."""
    speaks = speaker(desk, names, (one,))
    rows = decisions_on(desk, one.kind, one.key)
    effect = None
    if one.standing is Standing.ACCEPTED and one.latest:
        effect = effects(desk, [one.latest], zone=days.zone)[0]
    return ProposalPage(
        line=_line(one, speaks, days, effect),
        standing=STANDING_WORDS[one.standing],
        step=speaks.step(one, days),
        choices=tuple(_choices(one)),
        asks_day=one.kind not in OF_CHECKLISTS,
        number=one.number,
        happened=tuple(_happened(row, days.zone) for row in rows),
    )


def _choices(one: KnownProposal) -> Iterator[tuple[str, str]]:
    is_accepted = one.standing is Standing.ACCEPTED
    if not is_accepted:
        yield Choice.ACCEPT.value, "Accept it: it is being done"
    elif one.kind not in OF_CHECKLISTS:
        yield Choice.ACCEPT.value, "Keep it, with another day in effect"
    yield Choice.PUT_OFF.value, "Put it off until a day"
    yield Choice.DISMISS.value, "Dismiss it: it is wrong, or not worth it"
    if one.standing is not Standing.OPEN:
        yield Choice.REOPEN.value, "Take the decision back, so that it is open again"


def _line(
    one: KnownProposal, speaks: Speaker, days: Days, effect: Effect | None = None
) -> ProposalLine:
    about, latest = one.about, one.latest
    reason = reason_shown(speaks, one.kind, about, one.rate, days) if one.rate else None
    return ProposalLine(
        title=speaks.title(one.kind, about),
        code=speaks.code(one.kind, about),
        url=url_for("lead.fix", kind=one.kind.value, about=one.key),
        reason=reason,
        besides=speaks.besides(one.kind) if reason else "",
        then=_then(speaks, latest) if latest else "",
        decided=_decided_words(latest, days.zone) if latest else "",
        said=latest.reason if latest else "",
        effect=_effect(effect, speaks.heading(one.kind)) if effect else None,
    )


def _then(speaks: Speaker, row: ProposalDecision) -> str:
    before, counted = speaks.counted(row.kind, tuple(row.about.split(":")))
    days = Days(row.first, row.last, "")
    return f"{row.part:,} of {before}{row.whole:,} {counted}, {period_words(days)}."


def _decided_words(row: ProposalDecision, zone: str) -> str:
    until = f" until {day_words(row.until)}" if row.until else ""
    day = day_words(today_in(zone, row.at))
    return f"{row.actor.name} {CHOICE_WORDS[row.choice]}{until} on {day}"


def _happened(row: ProposalDecision, zone: str) -> Happening:
    moment = stamp(row.at, zone)
    details = [f"{CHOICE_WORDS[row.choice]}, at {row.part:,} of {row.whole:,}"]
    if row.until:
        details.append(f"until {day_words(row.until)}")
    if row.since:
        details.append(f"in effect from {day_words(row.since)}")
    kind = {Choice.ACCEPT: "go", Choice.DISMISS: "stop"}.get(row.choice, "note")
    return Happening(moment.iso, moment.words, row.actor.name, ", ".join(details), row.reason, kind)


def _effect(effect: Effect, heading: str) -> EffectShown:
    if effect.since is None:
        return EffectShown(
            heading, "", (), "Not in effect yet: no version since then asks otherwise."
        )
    since = f"In effect since {day_words(effect.since)}"
    if effect.before is None or effect.after is None:
        return EffectShown(heading, since, (), "There is no whole day after it to compare yet.")
    sides = (_side("Before", effect.before), _side("Since", effect.after))
    now, then = effect.after.rate, effect.before.rate
    return EffectShown(heading, since, sides, _brought(now, then))


def _side(label: str, side: Side) -> SideLine:
    part, whole = behind_of(side.measure)
    return SideLine(
        f"{label}, {period_words(side.measure.filters.days)}",
        Count(side.rate.k, part),
        Count(side.rate.n, whole),
        show_rate(side.rate),
    )


def _brought(now: Rate, then: Rate) -> str:
    """Say what a change brought, as carefully as the counts allow."""
    if now.is_too_few or then.is_too_few or then.value is None:
        return "Too few to judge yet."
    moved = moved_words(now, then)
    words = f"{moved[:1].upper()}{moved[1:]}."
    if likely_change(now, then):
        words += (
            f" At the rate before, it would have been {round(then.value * now.n):,} of {now.n:,}."
        )
    return words


def typed_day(text: str) -> date | None:
    """Read a day as a date field sends it; None for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None
