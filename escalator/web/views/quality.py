"""Quality: a week's samples, scoring a packet, coaching notes."""

from collections.abc import Mapping

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from escalator.domain.errors import InvalidEntry, NotFound, StaleReview
from escalator.domain.model import Role
from escalator.services import coaching, reviewers, scoring
from escalator.services.figures.filters import Days, weeks_to
from escalator.services.figures.names import names
from escalator.services.figures.quality import agreement, quality_trend
from escalator.services.quality_lists import own_reviews, week_samples
from escalator.services.samples import draw_week, is_drawn, is_over, sampled_week
from escalator.store.rows import PacketRow
from escalator.web.access import allow
from escalator.web.database import writing_after_all
from escalator.web.desk import desk
from escalator.web.errors import STALE_REVIEW
from escalator.web.note_form import about_in, asked_note, note_form, notes_shown, typed_note
from escalator.web.quality_page import OverTime, over_time, quality_page
from escalator.web.score_form import ScorePage, points_in, score_page, typed_points

quality = Blueprint("quality", __name__)

REVIEWERS = (Role.ENGINEER, Role.LEAD)
WEEKS = 26
"""How many weeks of scores are charted."""
Page = Response | str | tuple[str, int]


@quality.get("/quality")
@allow(*REVIEWERS)
def week() -> Page:
    """Show a week's samples, drawn now if it is over and recent; engineers see their own part."""
    try:
        days = sampled_week(desk(), request.args.get("week", ""))
    except InvalidEntry:
        raise NotFound("week") from None
    state = _drawn(days)
    is_lead = desk().actor.role is Role.LEAD
    return render_template(
        "quality/week.html",
        page=quality_page(
            desk(),
            days,
            week_samples(desk(), days) if is_lead else (),
            own_reviews(desk()),
            state=state,
            zone=g.person.time_zone,
        ),
        over_time=_over_time(days) if is_lead else None,
        is_lead=is_lead,
    )


def _over_time(days: Days) -> OverTime:
    """Gather the scores of the weeks up to this one."""
    weeks = weeks_to(days.first, WEEKS, days.zone)
    trends, agreements = quality_trend(desk(), weeks), agreement(desk(), weeks)
    return over_time(trends, agreements, weeks, desk().contracts.rubric)


def _drawn(days: Days) -> str:
    """Draw a week that is over and not long ago, and say how it stands."""
    if not is_over(desk(), days):
        return "running"
    if is_drawn(desk(), days):
        return "drawn"
    if request.method != "GET" or desk().now() - days.period.end > reviewers.LATELY:
        return "not drawn"
    with writing_after_all():
        draw_week(desk(), days)
    return "drawn"


@quality.route("/quality/reviews/<int:number>", methods=["GET", "POST"])
@allow(*REVIEWERS)
def score(number: int) -> Page:
    """Score a packet by the rubric."""
    review = scoring.find_review(desk(), number)
    zone = g.person.time_zone
    if request.method != "POST":
        return _score_page(score_page(desk(), review, zone=zone))
    typed = typed_points(desk())
    turn = request.form.get("turn", "")
    seen = int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 6 else None
    try:
        scoring.score(desk(), number, points_in(typed), turn=seen)
    except InvalidEntry as error:
        page = score_page(desk(), review, zone=zone, typed=typed, problems=error.problems)
        return _score_page(page), 422
    except StaleReview:
        now = scoring.find_review(desk(), number)
        return _score_page(score_page(desk(), now, zone=zone, typed=typed, late=STALE_REVIEW)), 409
    flash(f"{review.packet.reference} is scored.", "go")
    return redirect(url_for("quality.week", week=review.sampled.sample.week), 303)


def _score_page(page: ScorePage) -> str:
    return render_template("quality/score.html", page=page)


@quality.post("/quality/<int:number>/second")
@allow(Role.LEAD)
def ask_second(number: int) -> Response:
    """Have a second reviewer score a packet apart from the first."""
    try:
        made = reviewers.ask_second(desk(), number)
        flash(f"{made.reviewer.name} scores it too, without seeing the first score.", "go")
    except InvalidEntry as error:
        flash(next(iter(error.problems.values())), "caution")
    return _to_week()


@quality.post("/quality/<int:number>/hand-over")
@allow(Role.LEAD)
def hand_over(number: int) -> Response:
    """Give a review to another reviewer."""
    slot, turn = (request.form.get(name, "") for name in ("slot", "turn"))
    try:
        made = reviewers.hand_over(
            desk(), number, 2 if slot == "2" else 1, turn=int(turn) if turn.isdecimal() else None
        )
        flash(f"{made.reviewer.name} reviews it now.", "go")
    except InvalidEntry as error:
        flash(next(iter(error.problems.values())), "caution")
    return _to_week()


def _to_week() -> Response:
    return redirect(url_for("quality.week", week=request.form.get("week") or None), 303)


@quality.get("/quality/notes")
@allow(Role.LEAD)
def notes() -> str:
    """List the coaching notes, of one person where the address names them."""
    people = names(desk()).people
    person, page = _number("person"), _number("page") or 1
    found = coaching.notes_for_lead(desk(), person=person or None, page=page)
    of = person or None
    return render_template(
        "quality/notes.html",
        notes=notes_shown(desk(), found.rows, zone=g.person.time_zone),
        person=people.get(person, ""),
        newer=url_for("quality.notes", person=of, page=page - 1) if page > 1 else "",
        older=url_for("quality.notes", person=of, page=page + 1) if found.has_more else "",
        first=(page - 1) * coaching.PAGE + 1,
    )


def _number(name: str) -> int:
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@quality.route("/packets/<reference>/note", methods=["GET", "POST"])
@allow(*REVIEWERS)
def note(reference: str) -> Page:
    """Write a coaching note to a packet's author; `?line=` or `?item=` says what it is about."""
    row = coaching.packet_to_coach(desk(), reference)
    if request.method != "POST":
        return _note_page(row, asked_note())
    typed = typed_note()
    try:
        made = coaching.write_note(desk(), reference, about_in(typed), typed["text"])
    except InvalidEntry as error:
        return _note_page(row, typed, error.problems), 422
    is_hidden = made.text != typed["text"].strip()
    hidden = " Personal data was hidden in what you wrote." if is_hidden else ""
    flash(f"Sent to {row.author.name}.{hidden}", "go")
    return redirect(url_for("packet.show", reference=reference), 303)


def _note_page(
    row: PacketRow, typed: Mapping[str, str], problems: Mapping[str, str] | None = None
) -> str:
    form = note_form(desk(), row, typed, problems)
    return render_template("quality/note.html", form=form)
