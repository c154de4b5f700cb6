"""Signing in and out, a person's own settings, and the page behind a one-time link."""

import re

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from escalator.domain.errors import InvalidEntry
from escalator.domain.model import Role
from escalator.services.people import (
    NewPerson,
    change_password,
    find_set_up_link,
    save_settings,
    time_zones,
    use_set_up_link,
)
from escalator.web.access import allow_anyone, allow_everyone
from escalator.web.database import db
from escalator.web.desk import installation
from escalator.web.signin import hashed, password_fits, sign_in, sign_out

account = Blueprint("account", __name__)

OWN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x1f\x7f-\x9f]*")
"""One slash and no second: browsers read a backslash as a slash, and skip tabs and line ends."""


@account.route("/sign-in", methods=["GET", "POST"], endpoint="sign_in")
@allow_anyone
def show_sign_in() -> Response | str | tuple[str, int]:
    """Ask for address and password, then go on to where the person wanted to go."""
    onward = _own_path(request.values.get("next", ""))
    if request.method != "POST":
        return redirect(onward, 303) if g.person else _sign_in_page(onward)
    if sign_in(request.form.get("email", ""), request.form.get("password", "")):
        return redirect(onward, 303)
    return _sign_in_page(onward, email=request.form.get("email", "")), 422


def _sign_in_page(onward: str, email: str | None = None) -> str:
    problem = "" if email is None else "Address and password do not go together."
    return render_template("account/sign_in.html", next=onward, email=email or "", problem=problem)


def _own_path(wanted: str) -> str:
    """Give a path on this site and nowhere else: an open redirect helps only phishers."""
    return wanted if OWN_PATH.fullmatch(wanted) else url_for("home.home")


@account.post("/sign-out", endpoint="sign_out")
@allow_everyone
def do_sign_out() -> Response:
    """End the session."""
    sign_out()
    flash("You are signed out.", "note")
    return redirect(url_for("account.sign_in"), 303)


@account.route("/account", methods=["GET", "POST"])
@allow_everyone
def settings() -> Response | str | tuple[str, int]:
    """Let a person choose time zone and shortcuts, or change their password."""
    if request.method != "POST":
        return _settings_page({})
    try:
        _save_settings()
    except InvalidEntry as error:
        return _settings_page(error.problems), 422
    flash("Saved.", "go")
    return redirect(url_for("account.settings"), 303)


def _save_settings() -> None:
    form = request.form
    if form.get("do") != "password":
        save_settings(
            db.session(),
            g.person,
            time_zone=form.get("time_zone", ""),
            shortcuts="shortcuts" in form,
        )
        return
    if not password_fits(g.person, form.get("current_password", "")):
        raise InvalidEntry({"current_password": "This is not your password."})
    new = form.get("new_password", "")
    now = installation().clock()
    change_password(db.session(), g.person, new, hash_password=hashed, now=now)
    sign_in(g.person.email, new)


def _settings_page(problems: dict[str, str]) -> str:
    return render_template(
        "account/settings.html",
        account=g.person,
        problems=problems,
        time_zones=time_zones(),
    )


@account.route("/set-up/<token>", methods=["GET", "POST"])
@allow_anyone
def set_up(token: str) -> Response | str | tuple[str, int]:
    """Let the holder of a one-time link set their password (and become the first admin)."""
    now = installation().clock()
    link = find_set_up_link(db.session(), token, now=now)
    is_first = link.person_id is None
    if request.method != "POST":
        return _set_up_page(token, is_first, {})
    form = request.form
    email, name, zone = (
        form.get("email", ""),
        form.get("name", ""),
        installation().settings.time_zone,
    )
    first = NewPerson(email, name, Role.ADMIN, time_zone=zone) if is_first else None
    try:
        person = use_set_up_link(
            db.session(),
            token,
            first_admin=first,
            password=form.get("password", ""),
            hash_password=hashed,
            now=now,
        )
    except InvalidEntry as error:
        db.session.rollback()
        return _set_up_page(token, is_first, error.problems), 422
    sign_in(person.email, form.get("password", ""))
    return redirect(url_for("home.home"), 303)


def _set_up_page(token: str, is_first: bool, problems: dict[str, str]) -> str:
    return render_template(
        "account/set_up.html",
        token=token,
        is_first=is_first,
        problems=problems,
        email=request.form.get("email", ""),
        name=request.form.get("name", ""),
    )
