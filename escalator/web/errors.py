"""Turns errors into pages and statuses, in this one place.

Each page says what happened, that the person's text is safe and where, and what to do next. What
was typed is shown again, so that nothing is lost even without JavaScript.
"""

from flask import Flask, current_app, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    Forbidden,
    HTTPException,
    InternalServerError,
    NotFound,
    RequestEntityTooLarge,
    Unauthorized,
)
from werkzeug.wrappers import Response

from escalator.domain.errors import (
    EscalatorError,
    IllegalMove,
    Incomplete,
    InvalidEntry,
    NotAllowed,
    NotYet,
    StaleCopy,
    StaleProblem,
    StaleReview,
    StaleVersion,
)
from escalator.domain.errors import NotFound as NoSuchThing
from escalator.scrub import ScrubError
from escalator.scrub.errors import TooMuchWork
from escalator.web.application import log_error
from escalator.web.checklist_page import stale_copy_words
from escalator.web.desk import installation
from escalator.web.typed_again import typed_text
from escalator.web.words import EVENT_WORDS, GUARD_WORDS, MOVE_WORDS, STATE_WORDS

STALE_REVIEW = "You scored this packet in another window while you had this one open."

PLAIN_WORDS = (
    "Something broke on our side, and it is on record. What you had typed is still in the form:"
    " go back in the browser and try again in a minute."
)


def _page(template: str, status: int, **values: object) -> tuple[str, int]:
    return render_template(f"errors/{template}.html", typed=typed_text(), **values), status


def _wants_json() -> bool:
    return request.is_json or request.accept_mimetypes.best == "application/json"


def _signed_out(_error: Unauthorized) -> Response | tuple[object, int]:
    if _wants_json():
        return jsonify(error="signed_out", message="You are signed out."), 401
    if request.method != "POST":
        return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")), 303)
    return _page("signed_out", 401, back=request.path)


def _csrf(_error: CSRFError) -> tuple[object, int]:
    if _wants_json():
        return jsonify(error="csrf", message="This page is too old to save from."), 400
    return _page("csrf", 400, back=request.path)


def _stale(error: StaleVersion) -> tuple[object, int]:
    if _wants_json():
        return jsonify(error="stale", message=stale_words(error), version=error.current), 409
    return _page("stale", 409, message=stale_words(error), back=_packet_url())


def _stale_copy(error: StaleCopy) -> tuple[object, int]:
    back = url_for("checklists.show", name=error.name)
    return _page("stale", 409, message=stale_copy_words(error), back=back, thing="checklist")


def stale_words(error: StaleVersion) -> str:
    """Say who did what while the person had their page open."""
    if not error.changed_by or error.action is None:
        return "You changed this packet in another window while you had this one open."
    return f"{error.changed_by} {EVENT_WORDS[error.action]} while you had this page open."


def _stale_problem(error: StaleProblem) -> tuple[object, int]:
    message = stale_problem_words(error)
    reference = (request.view_args or {}).get("reference", "")
    if _wants_json():
        return jsonify(error="stale", message=message, version=error.current), 409
    back = url_for("problems.show", reference=reference)
    return _page("stale", 409, message=message, back=back, thing="problem record")


def _stale_review(_error: StaleReview) -> tuple[object, int]:
    return _page("stale", 409, message=STALE_REVIEW, back=url_for("quality.week"), thing="review")


def stale_problem_words(error: StaleProblem) -> str:
    """Say who changed a problem record while the person had their page open."""
    if not error.changed_by:
        return "You changed this problem record in another window while you had this one open."
    return f"{error.changed_by} changed this problem record while you had this page open."


def _moved_on(error: IllegalMove) -> tuple[object, int]:
    state, move = STATE_WORDS[error.state].lower(), MOVE_WORDS[error.action]
    words = f"This packet is {state}, so it cannot be {move}."
    if _wants_json():
        return jsonify(error="stale", message=words), 409
    return _page("stale", 409, message=words, back=_packet_url())


def _not_yet(error: NotYet) -> tuple[object, int]:
    return _page("stale", 409, message=GUARD_WORDS[error.guard], back=_packet_url())


def _not_allowed(_error: NotAllowed) -> tuple[object, int]:
    if _wants_json():
        return jsonify(error="forbidden", message="This is not yours to do."), 403
    return _page("403", 403)


def _no_such_thing(error: NoSuchThing) -> tuple[object, int]:
    return _page("link", 404) if error.kind == "link" else _not_found(NotFound())


def _not_found(_error: NotFound) -> tuple[object, int]:
    if _wants_json():
        return jsonify(error="not_found", message="There is no such packet for you."), 404
    return _page("404", 404)


def _forbidden(_error: Forbidden) -> tuple[object, int]:
    return _page("403", 403)


def _too_large(_error: RequestEntityTooLarge) -> tuple[object, int]:
    limit = installation().settings.max_request_bytes
    if _wants_json():
        return jsonify(error="too_large", limit=limit, message="This is too large to save."), 413
    return _page("413", 413, limit_mb=limit // 1_000_000)


def _unprocessable(error: EscalatorError) -> tuple[object, int]:
    if _wants_json():
        return jsonify(error=type(error).__name__, message=str(error)), 422
    return _page("422", 422, problems=_problems(error), back=_packet_url())


def _problems(error: EscalatorError) -> tuple[str, ...]:
    if isinstance(error, InvalidEntry):
        return tuple(error.problems.values())
    if isinstance(error, Incomplete):
        return tuple(gap.message for gap in error.gaps)
    return (str(error),)


def _unscrubbed(error: ScrubError) -> tuple[object, int]:
    message = "The text could not be checked for personal data, so nothing was stored."
    if isinstance(error, TooMuchWork):
        message += " It takes too long to search: shorten it, or hand it in in parts."
    if _wants_json():
        return jsonify(error="unscrubbed", message=message), 422
    return _page("422", 422, problems=(message,), back=_packet_url())


def _broken(_error: InternalServerError) -> tuple[object, int]:
    if _wants_json():
        return jsonify(error="broken", message="Something broke on our side."), 500
    try:
        return _page("500", 500)
    except Exception as error:  # noqa: BLE001 - logged; without a database the page breaks as well
        log_error(current_app.logger, error)
        return PLAIN_WORDS, 500


def _other(error: HTTPException) -> HTTPException | tuple[object, int]:
    return _page("other", error.code or 500, name=error.name) if error.code else error


def _packet_url() -> str:
    reference = (request.view_args or {}).get("reference")
    return url_for("packet.show", reference=reference) if reference else url_for("home.home")


def init_errors(app: Flask) -> None:
    """Register a page for everything that can be refused."""
    for kind, handler in (
        (Unauthorized, _signed_out),
        (CSRFError, _csrf),
        (StaleVersion, _stale),
        (StaleCopy, _stale_copy),
        (StaleProblem, _stale_problem),
        (StaleReview, _stale_review),
        (IllegalMove, _moved_on),
        (NotYet, _not_yet),
        (NotAllowed, _not_allowed),
        (NoSuchThing, _no_such_thing),
        (NotFound, _not_found),
        (Forbidden, _forbidden),
        (RequestEntityTooLarge, _too_large),
        (InvalidEntry, _unprocessable),
        (Incomplete, _unprocessable),
        (ScrubError, _unscrubbed),
        (InternalServerError, _broken),
        (HTTPException, _other),
    ):
        app.register_error_handler(kind, handler)  # type: ignore[arg-type]  # one loop, many errors
