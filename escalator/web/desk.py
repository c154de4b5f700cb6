"""The desk of a request: the signed-in person with the contracts, the session and the clock.

Views get theirs here and hand it to a service; they never make one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app, g, request

from escalator.config import Settings
from escalator.contracts import Contracts
from escalator.services.checklists import contracts_in_use
from escalator.services.desk import Desk, wall_clock
from escalator.services.people import actor_for
from escalator.web.database import db

_KEY = "escalator"


@dataclass(frozen=True, slots=True)
class Installation:
    """What the application was started with.

    contracts: those of the files; what is in use now, `contracts()` says.
    clock: gives the time; tests hand over their own.
    """

    settings: Settings
    contracts: Contracts
    secret: bytes
    clock: Callable[[], datetime] = wall_clock


def install(app: Flask, installation: Installation) -> None:
    """Keep the installation with the application."""
    app.extensions[_KEY] = installation


def installation() -> Installation:
    """Give what this application was started with."""
    found: Installation = current_app.extensions[_KEY]
    return found


def contracts() -> Contracts:
    """Give the contracts in use: a lead may have published a checklist since the start."""
    if "contracts" not in g:
        g.contracts = contracts_in_use(db.session(), installation().contracts)
    found: Contracts = g.contracts
    return found


def desk() -> Desk:
    """Give the desk of the person behind this request; only in views that need a sign-in."""
    here = installation()
    return Desk(
        session=db.session(),
        actor=actor_for(g.person),
        contracts=contracts(),
        secret=here.secret,
        clock=here.clock,
    )


def form_version() -> int | None:
    """Give the packet's version that the form was made from; None when it says none."""
    given = request.form.get("version", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None
