"""Every box of every page into which somebody types, and what has to be chosen beside it.

Shared by the tests that type personal data into all of them.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from bs4 import Tag
from sqlalchemy import select

from escalator.domain.model import Action
from escalator.services.review import accept, bounce
from escalator.store.engine import writing
from escalator.store.proposals import ProposalDecision
from escalator.store.rows import (
    Bounce,
    Charge,
    EventRow,
    ExceptionRow,
    Fault,
    PacketRow,
    Question,
    Revision,
)
from tests.house import House, missing
from tests.web.pages import form_values

WORDS = ("text", "search", "url")
PLACEHOLDER = re.compile(r"\[[a-z_]+-\d")


def stuffed(
    form: Tag, words: Callable[[Tag], str], *, only: str = "input, textarea"
) -> dict[str, object]:
    """Give what the form sends when every text box of it holds words made for it."""
    typed: dict[str, object] = dict(form_values(form))
    for box in form.select(only):
        if box.name == "textarea" or box.get("type", "text") in WORDS:
            typed[str(box["name"])] = words(box)
        elif box.get("type") == "checkbox" and str(box["name"]).startswith("na-"):
            typed[str(box["name"])] = "1"
    return typed


DECIDED: Mapping[str, dict[str, object]] = {
    "ask": {},
    "pass-on": {"team": "infrastructure-s2"},
    "decline": {"kind": "out_of_scope"},
    "bounce": {"reason-0": "missing", "items-0": ["steps"]},
}
SOLVED: dict[str, object] = {
    "root_cause": "defect",
    "reproduced": "yes",
    "s1_could_have_solved": "no",
}
"""What is chosen where somebody decides on a packet."""


def ways_in(house: House, said: str) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield who opens which page and chooses what there, in an order in which all is possible.

    said: an answer with something personal in it, for a packet that comes back.
    """
    yield "sam", "/packets/new", {"category": "general"}
    yield "sam", "/packets/team", {}
    yield "erin", "/queue?view=all", {}
    yield "lee", "/scoreboard", {}
    yield "lee", proposed(house), {"choice": "dismiss"}
    yield "lee", "/validator", {}
    for category in ("general", "login-sso", "email-delivery"):
        draft = url(house.start(category=category))
        yield "sam", f"{draft}/edit", {"priority": "P1", "do": "save"}
        yield "sam", f"{draft}/edit", {"do": "check"}
        yield "sam", f"{draft}/edit", {"do": "add:troubleshooting"}
        yield "sam", f"{draft}/hidden", {"do": "hide", "kind": "hidden"}
        yield "sam", f"{draft}/hidden", {"do": "take_back:EMAIL-1"}
    gap = house.start(actual="")
    yield "sam", f"{url(gap)}/exception", {"items": "actual"}
    yield "lee", "/requests", {"do": "approve"}
    burning = house.start(actual="", scope="many_customers", blocked="blocked", workaround="none")
    yield "sam", f"{url(burning)}/exception", {"do": "break_glass"}
    yield "sam", f"{url(burning)}/settle", {}
    yield "sam", f"{url(house.start())}/withdraw", {}
    for step, chosen in DECIDED.items():
        row = house.submitted()
        yield "erin", f"{url(row)}/{step}", chosen
        yield "sam", f"{url(row)}/reply", {}
        yield "sam", url(row), {}
    yield from after_a_decision(house, said)


def after_a_decision(house: House, said: str) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield the same where a packet came back or was solved."""
    returned = house.submitted(actual=said)
    with writing():
        bounce(house.desk("erin"), returned.reference, [missing("steps")], version=None)
    yield "sam", f"{url(returned)}/edit", {}
    yield "sam", f"{url(returned)}/contest", {"item": "steps"}
    yield "sam", url(returned), {}
    yield "lee", "/requests", {"do": "uphold"}
    solved = house.submitted()
    with writing():
        accept(house.desk("erin"), solved.reference, version=None)
    yield "erin", f"{url(solved)}/resolve", SOLVED
    yield "sam", f"{url(solved)}/reopen", {}
    yield "erin", url(solved), {}


def proposed(house: House) -> str:
    """Have so many packets come back for an item that it is proposed; gives the proposal's page."""
    for number in range(10):
        row = house.submitted()
        with writing():
            if number < 5:
                bounce(house.desk("erin"), row.reference, [missing("recent_changes")], version=None)
            else:
                accept(house.desk("erin"), row.reference, version=None)
    return "/scoreboard/fixes/require/general:recent_changes"


def url(row: PacketRow) -> str:
    """Give where a packet is found."""
    return f"/packets/{row.reference}"


TYPED = (
    *(PacketRow.ticket, PacketRow.customer, PacketRow.problem, PacketRow.priority_rationale),
    *(PacketRow.answers, PacketRow.not_available, PacketRow.search_text),
    *(Bounce.contest, Bounce.ruling_reason, Charge.wanted, Fault.contest),
    *(Question.text, Question.reply, ExceptionRow.reason, ExceptionRow.decision_reason),
    *(Revision.document, ProposalDecision.reason),
)
SAID = (Action.WITHDRAW, Action.PASS_ON, Action.DECLINE, Action.RESOLVE, Action.REOPEN)
"""Where people's words are kept: in columns, and in the facts of these events."""


def not_reached(house: House) -> list[str]:
    """Give the places that hold no placeholder, where nothing personal was typed then."""
    with house.session() as session:
        said = {
            action: str(list(session.scalars(select(EventRow.facts).filter_by(action=action))))
            for action in SAID
        }
        typed = {str(column): str(list(session.scalars(select(column)))) for column in TYPED}
    texts = {**{str(action): text for action, text in said.items()}, **typed}
    return [place for place, text in texts.items() if not PLACEHOLDER.search(text.lower())]
