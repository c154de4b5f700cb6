"""The queue of an engineer's team: views as addresses, a search, pages of rows that never jump."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, g, render_template, request, url_for

from escalator.domain.model import Role
from escalator.services.lists import View, excepted_counts, queue_counts
from escalator.services.lists import queue as packets_in
from escalator.services.paging import Page
from escalator.web.access import allow
from escalator.web.desk import desk
from escalator.web.present import line_of, page_words

queue = Blueprint("queue", __name__)

LABELS = {
    View.WAITING: "Waiting",
    View.MINE: "Accepted by you",
    View.P1: "P1",
    View.BACK: "Back again",
    View.ALL: "All",
}

EMPTY = {
    View.WAITING: "Nothing waits. A packet that is handed up to your team appears here, complete"
    " and with the most urgent first.",
    View.MINE: "You have accepted nothing that is still open. Open a packet that waits, read its"
    " first look, and press a to accept it.",
    View.P1: "No P1 is open. One that comes in stands here until it is resolved.",
    View.BACK: "Nothing has come back. A packet you bounced returns here with what changed on top.",
    View.ALL: "No packet has been handed to your team yet.",
}


@dataclass(frozen=True, slots=True)
class ViewLink:
    """One view of the queue, as `ui.views` takes it."""

    label: str
    url: str
    is_current: bool
    count: int | None


@queue.get("/queue")
@allow(Role.ENGINEER)
def show() -> str:
    """Show one view of the queue, narrowed by a search."""
    view, words, number = _view(), request.args.get("q", "").strip(), _page_number()
    page = packets_in(desk(), view=view, words=words, page=number)
    now, zone = desk().now(), g.person.time_zone
    return render_template(
        "queue/show.html",
        team=g.person.team.name if g.person.team else "your team",
        view=view.value,
        views=_views(view, words),
        words=words,
        rows=tuple(line_of(row, now=now, zone=zone, reader=desk().actor) for row in page.rows),
        excepted=_excepted(page),
        empty=EMPTY[view],
        here=_url(view, words, number),
        paging=_paging(view, words, page),
    )


def _excepted(page: Page) -> Mapping[str, str]:
    """Say of each packet that runs under an exception how much it goes without."""
    counts = excepted_counts(desk(), page.rows)
    return {
        row.reference: f"{counts[row.id]} item{'' if counts[row.id] == 1 else 's'} excepted"
        for row in page.rows
        if row.id in counts
    }


def _view() -> View:
    asked = request.args.get("view", "")
    return View(asked) if asked in frozenset(View) else View.WAITING


def _page_number() -> int:
    text = request.args.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _views(current: View, words: str) -> tuple[ViewLink, ...]:
    """Link every view, the search kept; a search does not count what each view holds of it."""
    counts = {} if words else queue_counts(desk())
    return tuple(
        ViewLink(label, _url(view, words), view is current, counts.get(view))
        for view, label in LABELS.items()
    )


def _url(view: View, words: str = "", page: int = 1) -> str:
    return url_for("queue.show", view=view.value, q=words or None, page=page if page > 1 else None)


def _paging(view: View, words: str, page: Page) -> tuple[str, str, str]:
    """Give what page this is in words, and the addresses of the pages around it, "" for none."""
    before = _url(view, words, page.number - 1) if page.number > 1 else ""
    after = _url(view, words, page.number + 1) if page.has_more else ""
    return page_words(page), before, after
