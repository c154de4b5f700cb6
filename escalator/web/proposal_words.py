"""Proposals in words: what is proposed, why, and what there is to do for it.

Counts nothing and decides nothing; a proposal about something that is gone is called by its name.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for

from escalator.domain.errors import StaleProposal
from escalator.domain.metrics import Rate
from escalator.domain.policy import Policy
from escalator.domain.proposals import Choice, Kind, Standing, may_be_left_out, rule_now
from escalator.services.desk import Desk
from escalator.services.figures.filters import Days
from escalator.services.figures.lists import packets_behind
from escalator.services.figures.names import Names
from escalator.services.proposal_effects import Measure, measure_of
from escalator.services.proposals import ErrorShown, KnownProposal, errors_shown
from escalator.web.cause_lines import item_label
from escalator.web.figure_address import Behind, Count
from escalator.web.figure_words import show_rate
from escalator.web.present import category_title

LONGEST_SHAPE = 80

STANDING_WORDS: Mapping[Standing, str] = {
    Standing.OPEN: "Open",
    Standing.ACCEPTED: "Accepted",
    Standing.PUT_OFF: "Put off",
    Standing.DISMISSED: "Dismissed",
}

CHOICE_WORDS: Mapping[Choice, str] = {
    Choice.ACCEPT: "accepted it",
    Choice.PUT_OFF: "put it off",
    Choice.DISMISS: "dismissed it",
    Choice.REOPEN: "took the decision back",
}
"""What somebody did, after their name."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What speaks for a proposal: "[part] of [whole] {counted}", and the rest of the sentence.

    before: goes before the whole ("their"). share: with its interval, "" where it says little.
    """

    part: Count
    whole: Count
    before: str
    counted: str
    share: str


@dataclass(frozen=True, slots=True)
class Step:
    """What there is to do. label, url: the button, "" for none. rule: of policy.json, or ""."""

    words: str
    label: str = ""
    url: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """What proposals name, so that they can be said."""

    desk: Desk
    names: Names
    errors: Mapping[str, ErrorShown]

    def title(self, kind: Kind, about: tuple[str, ...]) -> str:
        """Say what is proposed, in a few words."""
        match kind:
            case Kind.REQUIRE:
                return f"Require {self._item(about)} in {category_title(about[0])}"
            case Kind.BELONGS:
                return f"Ask whether {self._item(about)} belongs in {category_title(about[0])}"
            case Kind.ROUTE:
                return f"Send {category_title(about[0])} to {self._team(about[2])} at once"
            case Kind.RECORD:
                return "Open a problem record for"
            case Kind.COACH:
                return f"A word with {self._person(about[0])} about {self._item(about)}"

    def code(self, kind: Kind, about: tuple[str, ...]) -> str:
        """Give the error it is about, "" for other kinds."""
        if kind is not Kind.RECORD:
            return ""
        found = self.errors.get(about[0])
        shape = found.shape if found else "an error that no packet shows any more"
        return shape if len(shape) <= LONGEST_SHAPE else f"{shape[:LONGEST_SHAPE]}…"

    def counted(self, kind: Kind, about: tuple[str, ...]) -> tuple[str, str]:
        """Say what its two numbers count: before the whole, and after both."""
        match kind:
            case Kind.REQUIRE:
                return "", "packets decided on came back for it"
            case Kind.BELONGS:
                return "", "packets were filed without it, marked not available"
            case Kind.ROUTE:
                came, went = self._team(about[1]), self._team(about[2])
                return "", f"packets that came to {came} first were passed on to {went}"
            case Kind.RECORD:
                return "", "accepted packets show it"
            case Kind.COACH:
                return "their ", "packets came back for it, charged to the packet"

    def heading(self, kind: Kind) -> str:
        """Head the column of the packets that speak for it."""
        return {
            Kind.REQUIRE: "Came back",
            Kind.BELONGS: "Without it",
            Kind.ROUTE: "Passed on",
            Kind.RECORD: "Show it",
            Kind.COACH: "Came back",
        }[kind]

    def besides(self, kind: Kind) -> str:
        """Say what else is known, in a sentence."""
        return {
            Kind.REQUIRE: "Not every packet has to answer it.",
            Kind.BELONGS: "",
            Kind.ROUTE: "",
            Kind.RECORD: "No problem record holds one of them.",
            Kind.COACH: "That is more often than chance explains beside everybody else's.",
        }[kind]

    def step(self, one: KnownProposal, days: Days) -> Step:
        """Say what there is to do for it."""
        about = one.about
        match one.kind:
            case Kind.REQUIRE | Kind.BELONGS:
                return self._item_step(one.kind, about)
            case Kind.ROUTE:
                return Step(_route_words(about, self.desk.contracts.policy), rule=rule_text(about))
            case Kind.RECORD:
                return self._record_step(about[0])
            case Kind.COACH:
                return self._coaching_step(measure_of(one.kind, about, days), about[1])

    def _item_step(self, kind: Kind, about: tuple[str, ...]) -> Step:
        category, item = about
        checklist = self.desk.contracts.checklists.get(category)
        if checklist is None or not checklist.has_item(item):
            return Step("The checklist no longer asks for it.")
        if kind is Kind.REQUIRE and not may_be_left_out(item, checklist):
            return Step("Every packet has to answer it now.")
        if kind is Kind.REQUIRE:
            url = url_for("checklists.item", name=category, item=item, due="always")
            words = (
                "The editor opens with the change prepared. Save it in the working copy, try it,"
                " and publish it: new packets take it from then on."
            )
            return Step(words, "Open the prepared change", url)
        words = (
            "Look whether authors can have it at all when they file: ask for something they can"
            " have, make it due only where it is known, or take it out."
        )
        url = url_for("checklists.item", name=category, item=item)
        return Step(words, "Open the item in the editor", url)

    def _record_step(self, digest: str) -> Step:
        found = self.errors.get(digest)
        if found is None:
            return Step("No packet that you can read shows it any more.")
        words = "Its form opens filled from the newest packet; add the others from theirs."
        url = url_for("problems.open_one", reference=found.packet)
        return Step(words, f"Open a record with {found.packet}", url)

    def _coaching_step(self, measure: Measure, item: str) -> Step:
        rows = packets_behind(self.desk, measure.filters, *measure.part).rows
        own = [
            one.row for one in rows if one.is_readable and one.row.author_id != self.desk.actor.id
        ]
        if not own:
            words = "Read them together: what engineers wanted, and how a good answer looks."
            return Step(words, "Open the packets", behind_of(measure)[0])
        words = (
            "Write them a coaching note on the newest of these packets, which only they and leads"
            " read: what engineers wanted, and how a good answer looks."
        )
        url = url_for("quality.note", reference=own[0].reference, item=item)
        return Step(words, "Write a coaching note", url)

    def _item(self, about: tuple[str, ...]) -> str:
        first, item = about
        here = self.desk.contracts.checklists
        having = here.get(first) or next((one for one in here.values() if one.has_item(item)), None)
        named = {having.id.name: having} if having else {}
        return f"“{item_label(named, next(iter(named), ''), item)}”"

    def _team(self, slug: str) -> str:
        found = self.names.team(slug)
        return found.name if found else slug

    def _person(self, number: str) -> str:
        return self.names.people.get(int(number), "somebody who is gone")


def speaker(desk: Desk, names: Names, known: tuple[KnownProposal, ...]) -> Speaker:
    """Learn what these proposals name; one query where some are about errors."""
    digests = tuple(one.key for one in known if one.kind is Kind.RECORD)
    return Speaker(desk, names, errors_shown(desk, digests))


def reason_shown(
    speaks: Speaker, kind: Kind, about: tuple[str, ...], rate: Rate, days: Days
) -> Reason:
    """Say what speaks for a proposal, each number with its packets."""
    before, counted = speaks.counted(kind, about)
    part, whole = behind_of(measure_of(kind, about, days))
    shown = show_rate(rate)
    has_share = shown.is_judged and kind is not Kind.RECORD
    return Reason(
        Count(rate.k, part),
        Count(rate.n, whole),
        before,
        counted,
        f"{shown.value}, 95 % interval {shown.interval}" if has_share else "",
    )


def behind_of(measure: Measure) -> tuple[str, str]:
    """Give the addresses of the lists behind the part and the whole."""
    behind = Behind(measure.filters)
    return behind.url(*measure.part), behind.url(*measure.whole)


def rule_text(about: tuple[str, ...]) -> str:
    """Write the routing rule as policy.json would have it."""
    category, _, team = about
    because = f"{category_title(category)} ends with this team most of the time."
    rule = {"team": team, "when": {"category": [category]}, "because": because}
    return json.dumps(rule, indent=2, ensure_ascii=False)


def _route_words(about: tuple[str, ...], policy: Policy) -> str:
    now = rule_now(about[0], policy)
    place = f"before the rule that says “{now.because}”" if now else "at the end"
    return (
        f"Put this rule under “routing” in policy.json, {place}, and start Escalator again."
        " Narrow it by priority or answers if only some of these packets are theirs."
    )


def stale_proposal_words(error: StaleProposal) -> str:
    """Say who decided what while the person had their page open."""
    if not error.choice:
        return "This proposal changed while you had this page open."
    done = CHOICE_WORDS[Choice(error.choice)]
    return f"{error.changed_by or 'You, in another window,'} {done} while you had this page open."
