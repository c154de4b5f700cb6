"""Puts the application together: settings in, a Flask application out; nothing else."""

import time
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from flask_compress import Compress
from flask_wtf import CSRFProtect

from escalator.config import BadSetting, Settings, load_settings
from escalator.contracts import load_contracts
from escalator.resources import templates_folder
from escalator.scrub.budget import limit_work
from escalator.scrub.errors import ScrubError
from escalator.scrub.sieve import Engine, choose_engine
from escalator.services.checklists import release_checklists
from escalator.services.desk import wall_clock
from escalator.services.errors import find_errors
from escalator.services.figures.kept import count_unless_done
from escalator.services.people import ensure_target_teams
from escalator.services.resolutions import keep_resolutions
from escalator.services.waits import measure_waits
from escalator.store.engine import writing
from escalator.store.migrate import migrate
from escalator.web.access import init_access
from escalator.web.application import Application
from escalator.web.assets import init_assets
from escalator.web.bodies import init_bodies
from escalator.web.context import init_context
from escalator.web.database import db, init_database
from escalator.web.desk import Installation, install
from escalator.web.errors import init_errors
from escalator.web.headers import init_headers
from escalator.web.signin import init_sign_in
from escalator.web.views import BLUEPRINTS

csrf = CSRFProtect()
compress = Compress()

COMPRESSED = [
    "text/html",
    "text/css",
    "text/javascript",
    "text/markdown",
    "text/csv",
    "application/json",
    "image/svg+xml",
]


def create_app(
    settings: Settings | None = None, *, clock: Callable[[], datetime] = wall_clock
) -> Flask:
    """Make an application whose database is migrated and ready.

    clock: gives the time; tests hand over their own.

    Raises BadSetting or BadContract when it must not start.
    """
    settings = settings or load_settings()
    contracts = load_contracts(settings.schemas)
    _prepare_scrubber(settings)
    app = Application("escalator", template_folder=str(templates_folder()), static_folder=None)
    app.config.from_mapping(_flask_settings(settings))
    install(app, Installation(settings, contracts, settings.secret_bytes(), clock))
    init_bodies(app)
    init_database(app)
    with app.app_context(), writing():
        migrate(db.engine)
        release_checklists(db.session(), contracts, now=clock())
        ensure_target_teams(db.session(), contracts)
        measure_waits(db.session(), contracts)
        keep_resolutions(db.session())
        count_unless_done(db.session())
        find_errors(db.session())
        db.session.remove()
    init_sign_in(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    init_assets(app)
    init_access(app)
    # After the guard: whoever is signed out is told so, not that their page is too old.
    csrf.init_app(app)
    init_context(app)
    init_errors(app)
    init_headers(app)
    compress.init_app(app)
    return app


def _prepare_scrubber(settings: Settings) -> None:
    limit_work(time.thread_time)
    problem = ""
    try:
        choose_engine(Engine(settings.scrub_engine))
    except ScrubError as error:
        problem = error.reason
    if problem:
        raise BadSetting({"ESCALATOR_SCRUB_ENGINE": problem})


def _flask_settings(settings: Settings) -> dict[str, object]:
    settings.make_folder()
    secret = settings.secret_bytes().decode("utf-8", "surrogateescape")
    return {
        "SECRET_KEY": secret,
        "SQLALCHEMY_DATABASE_URI": settings.sqlalchemy_url(),
        "MAX_CONTENT_LENGTH": settings.max_request_bytes,
        # Flask's own half megabyte would refuse a pasted log before we could say so kindly.
        "MAX_FORM_MEMORY_SIZE": settings.max_request_bytes,
        "MAX_FORM_PARTS": 5_000,
        # A token in a compressed page gives nothing away: it is signed anew each second.
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_BR_LEVEL": 7,
        "COMPRESS_MIMETYPES": COMPRESSED,
        "WTF_CSRF_TIME_LIMIT": None,  # the default hour loses long forms
        "WTF_CSRF_SSL_STRICT": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.cookies_are_secure(),
        "SESSION_COOKIE_NAME": "escalator",
        "REMEMBER_COOKIE_HTTPONLY": True,
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_PASSWORD_SALT": secret,
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_STATIC_FOLDER_URL": None,
    }
