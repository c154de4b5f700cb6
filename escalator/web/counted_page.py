"""The list behind a figure, in words: what it counts, and one line for each.

A packet that the person may not read is named, and nothing of it is shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from escalator.domain.errors import InvalidEntry
from escalator.domain.model import BounceReason, DeclineKind, Role, RootCause
from escalator.services.desk import Actor, Desk
from escalator.services.figures.filters import Filters
from escalator.services.figures.lists import Counted, CountedPage
from escalator.services.figures.marks import Age, Of
from escalator.services.figures.names import Names
from escalator.web.answer_text import item_label
from escalator.web.desk import contracts
from escalator.web.figure_address import Behind, address
from escalator.web.figure_words import period_words
from escalator.web.present import PacketLine, category_title, line_of, when
from escalator.web.scoreboard_form import narrowings
from escalator.web.words import CAUSE_WORDS, DECLINE_WORDS, REASON_WORDS

TITLES = {
    Of.DECIDED: "Packets decided on",
    Of.ACCEPTED: "Accepted at the first look",
    Of.BOUNCED: "Bounced at the first look",
    Of.BY_SYSTEM: "Bounced, charged to the system",
    Of.EVER_BOUNCED: "Packets ever bounced",
    Of.BOUNCES: "Bounces of the packets decided on",
    Of.EVER_ACCEPTED: "Packets ever accepted",
    Of.LATE_BOUNCED: "Packets bounced after acceptance",
    Of.QUESTIONS: "Questions on accepted packets",
    Of.HANDLED: "Packets first handled",
    Of.PASSED_ON: "Packets passed on",
    Of.DECLINED: "Packets declined",
    Of.REASON: "Bounces",
    Of.ITEM: "Bounces that cite an item",
    Of.ACKNOWLEDGED: "Submissions decided on",
    Of.ON_TIME: "Submissions decided on in time",
    Of.OPEN: "Open packets",
    Of.EXCEPTIONS_ASKED: "Exceptions asked for",
    Of.EXCEPTIONS_APPROVED: "Exceptions approved",
    Of.EXCEPTIONS_REFUSED: "Exceptions refused",
    Of.BROKEN_GLASS: "Glass broken",
    Of.EXCEPTED: "Packets with an exception given",
    Of.LATER_BOUNCED: "Packets bounced after an exception",
    Of.RESOLVED: "Packets resolved",
    Of.ROOT_CAUSE: "Packets resolved",
    Of.DRIVER: "Packets resolved",
    Of.REPRODUCED: "Packets reproduced",
    Of.S1_COULD_HAVE_SOLVED: "Packets that S1 could have solved",
    Of.FILED: "Packets filed",
    Of.NOT_AVAILABLE: "Items not available",
    Of.BILLABLE: "Packets that say whether they are billable",
    Of.CITED: "Packets that came back for an item",
    Of.CHARGED: "Packets at fault in an item",
    Of.CAME_TO: "Packets by the team they came to first",
    Of.PASSED_TO: "Packets passed on by the team they came to first",
    Of.SAME_ERROR: "Accepted packets that show an error",
    Of.ATTACHED: "Attached to a known issue instead of escalated",
    Of.SCORED: "Scored packets of quality samples",
    Of.PENDING: "Not decided on yet",
    Of.WITHDRAWN: "Withdrawn packets",
    Of.WITHDRAWN_AFTER_BOUNCE: "Withdrawn after a bounce",
    Of.TEST: "Test packets",
}

HAPPENED = {
    Of.BOUNCES: "bounced",
    Of.REASON: "bounced",
    Of.ITEM: "bounced",
    Of.QUESTIONS: "asked",
    Of.DECLINED: "declined",
    Of.OPEN: "first submitted",
    **dict.fromkeys((Of.RESOLVED, Of.ROOT_CAUSE, Of.DRIVER), "resolved"),
    **dict.fromkeys((Of.REPRODUCED, Of.S1_COULD_HAVE_SOLVED), "resolved"),
    **dict.fromkeys((Of.FILED, Of.NOT_AVAILABLE, Of.BILLABLE), "first submitted"),
    Of.PENDING: "first submitted",
    Of.TEST: "first submitted",
    Of.EXCEPTIONS_ASKED: "asked for",
    Of.EXCEPTIONS_APPROVED: "approved",
    Of.EXCEPTIONS_REFUSED: "refused",
    Of.BROKEN_GLASS: "glass broken",
    Of.EXCEPTED: "exception given",
    Of.LATER_BOUNCED: "exception given",
    Of.ATTACHED: "attached",
    Of.SCORED: "accepted or bounced late",
    Of.WITHDRAWN: "withdrawn",
    Of.WITHDRAWN_AFTER_BOUNCE: "withdrawn",
}
"""What happened when a line says; for all others, the decision."""

BILLABLE_TITLES = {
    "yes": "Packets that say they are billable",
    "no": "Packets that say they are not billable",
    "unknown": "Packets that do not know whether they are billable",
}

AGE_WORDS = {Age.YOUNG: "0 to 2 days", Age.MIDDLE: "3 to 7 days", Age.OLD: "8 days and more"}

AS_OFTEN = frozenset(
    {
        Of.BOUNCES,
        Of.QUESTIONS,
        Of.REASON,
        Of.ITEM,
        Of.ACKNOWLEDGED,
        Of.ON_TIME,
        Of.NOT_AVAILABLE,
        Of.SCORED,
    }
)
"""Figures that can count one packet several times."""


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One thing counted. at: when it happened. packet: None where it may not be read."""

    at: str
    reference: str
    packet: PacketLine | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list behind a figure. total: "16 of 16"... in words. about: period and filters."""

    title: str
    about: str
    note: str
    lines: tuple[CountedLine, ...]
    paging: str
    newer: str
    older: str
    back: str
    back_words: str
    problems: tuple[str, ...] = ()


def counted_page(
    desk: Desk,
    found: CountedPage,
    filters: Filters,
    names: Names,
    figure: tuple[Of, str],
    *,
    zone: str,
) -> ListPage:
    """Put a list into words."""
    of, detail = figure
    behind = Behind(filters)
    url = behind.url(of, detail)
    return ListPage(
        title=f"{_title(of, detail)}: {found.total:,}",
        about=_about(of, filters, names),
        note="A packet stands here once for each." if of in AS_OFTEN else "",
        lines=tuple(_line(one, desk, zone, HAPPENED.get(of, "decided on")) for one in found.rows),
        paging=f"{found.first:,} to {found.last:,} of {found.total:,}" if found.rows else "",
        newer=f"{url}&page={found.number - 1}" if found.number > 1 else "",
        older=f"{url}&page={found.number + 1}" if found.has_more else "",
        back=_back(desk.actor, filters),
        back_words="the scoreboard" if desk.actor.role is Role.LEAD else "your figures",
    )


def refused_page(error: InvalidEntry) -> ListPage:
    """Give the page of an address that means no figure."""
    return replace(_NOTHING, problems=tuple(error.problems.values()))


_NOTHING = ListPage("No such figure", "", "", (), "", "", "", "", "")


def _back(actor: Actor, filters: Filters) -> str:
    return address("lead.scoreboard", filters) if actor.role is Role.LEAD else ""


def _title(of: Of, detail: str) -> str:
    title = TITLES[of]
    if not detail:
        return title
    match of:
        case Of.REASON:
            return f"{title}, {REASON_WORDS[BounceReason(detail)].lower()}"
        case Of.DECLINED:
            return f"{title}, {DECLINE_WORDS[DeclineKind(detail)].lower()}"
        case Of.OPEN:
            return f"{title}, {AGE_WORDS[Age(detail)]}"
        case _ if of in _TITLED:
            return _TITLED[of](detail)
        case _:
            return f"{title}, {detail}"


def _driver_words(detail: str) -> str:
    category, _, cause = detail.partition(":")
    words = CAUSE_WORDS[RootCause(cause)] if cause in tuple(RootCause) else cause
    return f"{words.lower()} in {category_title(category)}"


def _item_words(detail: str) -> str:
    """Say an item of a checklist's version ("general/1:steps"), of all versions, or of any."""
    checklist, _, item = detail.partition(":")
    name, _, version = checklist.partition("/")
    here = contracts().checklists
    in_use = (
        here.get(name) if name else next((one for one in here.values() if one.has_item(item)), None)
    )
    label = item_label(in_use, item) if in_use else item
    where = category_title(name) + (f", version {version}" if version else "")
    return f"“{label}” ({where})" if name else f"“{label}”"


def _route_words(detail: str) -> str:
    """Say a route such as "general:applications-s2:platform-s3"."""
    category, *teams = detail.split(":")
    policy = contracts().policy
    named = [found.name if (found := policy.target_of(team)) else team for team in teams]
    passed = f", passed on to {named[1]}" if len(named) > 1 else ""
    return f"{category_title(category)}, to {named[0] if named else 'any team'} first{passed}"


_TITLED: Mapping[Of, Callable[[str], str]] = {
    Of.ITEM: lambda detail: f"Bounces that cite {_item_words(detail)}",
    Of.NOT_AVAILABLE: lambda detail: f"Packets without {_item_words(detail)}",
    Of.ROOT_CAUSE: lambda detail: f"Packets resolved, {CAUSE_WORDS[RootCause(detail)].lower()}",
    Of.DRIVER: lambda detail: f"Packets resolved, {_driver_words(detail)}",
    Of.BILLABLE: BILLABLE_TITLES.__getitem__,
    Of.CITED: lambda detail: f"Packets that came back for {_item_words(detail)}",
    Of.CHARGED: lambda detail: f"Packets at fault in {_item_words(detail)}",
    Of.CAME_TO: lambda detail: f"Packets of {_route_words(detail)}",
    Of.PASSED_TO: lambda detail: f"Packets of {_route_words(detail)}",
    Of.SAME_ERROR: lambda _: "Accepted packets that show the same error",
}
"""Titles of figures whose detail is more than a word."""


def _about(of: Of, filters: Filters, names: Names) -> str:
    when_counted = "Open now" if of is Of.OPEN else period_words(filters.days)
    filtered = ", ".join(f"{one.label} {one.value}" for one in narrowings(filters, names))
    return f"{when_counted}. {filtered}." if filtered else f"{when_counted}."


def _line(one: Counted, desk: Desk, zone: str, happened: str) -> CountedLine:
    packet = None
    if one.is_readable:
        packet = line_of(one.row, now=desk.now(), zone=zone, reader=desk.actor)
    return CountedLine(f"{happened} {when(one.at, zone)}", one.row.reference, packet)
