"""The front door: sends each person to the page they work on, and tells a monitor all is well."""

from flask import Blueprint, g, redirect, url_for
from sqlalchemy import text
from werkzeug.wrappers import Response

from escalator.web.access import allow_anyone, allow_everyone
from escalator.web.context import HOME
from escalator.web.database import db

home = Blueprint("home", __name__)


@home.get("/", endpoint="home")
@allow_everyone
def show_home() -> Response:
    """Go to the person's own first page."""
    return redirect(url_for(HOME[g.person.role]), 303)


@home.get("/healthz")
@allow_anyone
def health() -> tuple[dict[str, str], int]:
    """Answer 200 when the database answers."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ok"}, 200
