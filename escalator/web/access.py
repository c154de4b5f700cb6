"""Deny by default: every view names who may use it; one that does not keeps the app from starting.

Which packets a person may see is asked when one is loaded (services/access.py).
"""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, g, request
from werkzeug.exceptions import Forbidden, Unauthorized

from escalator.domain.model import Role
from escalator.web.signin import signed_in_person

View = TypeVar("View", bound=Callable[..., object])

EVERYONE = frozenset(Role)
_MARK = "allowed_roles"


class UnmarkedView(RuntimeError):
    """A view does not say who may use it."""


def allow(*roles: Role) -> Callable[[View], View]:
    """Mark a view for people of these roles who are signed in."""
    return _marker(frozenset(roles))


def allow_everyone(view: View) -> View:
    """Mark a view for whoever is signed in."""
    return _marker(EVERYONE)(view)


def allow_anyone(view: View) -> View:
    """Mark a view that needs no sign-in."""
    return _marker(None)(view)


def _marker(roles: frozenset[Role] | None) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, _MARK, roles)
        return view

    return mark


def allowed_roles(app: Flask, endpoint: str) -> frozenset[Role] | None:
    """Give the roles that may use an endpoint, None when it needs no sign-in."""
    roles: frozenset[Role] | None = getattr(app.view_functions[endpoint], _MARK)
    return roles


def init_access(app: Flask) -> None:
    """Check that every view is marked, and stand guard before each request.

    Raises UnmarkedView naming those that are not.
    """
    unmarked = [
        endpoint for endpoint, view in app.view_functions.items() if not hasattr(view, _MARK)
    ]
    if unmarked:
        raise UnmarkedView(f"who may use these views? {', '.join(sorted(unmarked))}")

    @app.before_request
    def stand_guard() -> None:
        g.person = signed_in_person()
        if request.endpoint is None:
            return  # no such address: the 404 page
        roles = allowed_roles(app, request.endpoint)
        if roles is None:
            return
        if g.person is None:
            raise Unauthorized
        if g.person.role not in roles:
            raise Forbidden
