"""Every component in every state, on pages of their own, with invented words and no application.

Run it to look at them: `python -m tests.browser.gallery.app`, then open the address it prints.
"""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace as Thing

from flask import Flask, abort, render_template
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from escalator.resources import templates_folder
from escalator.web.assets import init_assets
from escalator.web.headers import init_headers
from tests.browser.gallery import cast

PAGES = Path(__file__).parent / "pages"

STOPS: Mapping[str, Mapping[str, object]] = {
    "signed_out": {"back": "/"},
    "csrf": {"back": "/"},
    "stale": {"back": "/", "message": "Erin Vale changed this packet while you had it open."},
    "403": {},
    "404": {},
    "link": {},
    "413": {"limit_mb": 16},
    "422": {"back": "/", "problems": ("Say in one sentence what would make it acceptable.",)},
    "429": {"wait": "4 minutes"},
    "500": {},
    "other": {"name": "Method not allowed"},
}

ACCOUNT: Mapping[str, tuple[str, Mapping[str, object]]] = {
    "sign-in": ("sign_in", {"next": "/", "email": "", "problem": ""}),
    "sign-in-refused": (
        "sign_in",
        {
            "next": "/",
            "email": "sam@example.com",
            "problem": "Address and password do not go together.",
        },
    ),
    "settings": (
        "settings",
        {
            "account": Thing(
                name="Sam Ortega",
                email="sam@example.com",
                time_zone="Europe/Berlin",
                shortcuts=True,
            ),
            "problems": {"current_password": "This is not your password."},
            "time_zones": ("America/Lima", "Europe/Berlin", "UTC"),
        },
    ),
    "set-up": (
        "set_up",
        {"token": "t", "is_first": True, "problems": {}, "email": "", "name": ""},
    ),
}


def page_names() -> tuple[str, ...]:
    """Give the paths of all pages, in the order to look at them."""
    own = (path.stem for path in sorted(PAGES.glob("[!_]*.html")))
    return (*own, *ACCOUNT, *(f"stop-{name}" for name in STOPS))


def create_gallery() -> Flask:
    """Make the application that serves the gallery, with the headers of the real one."""
    app = Flask("gallery", static_folder=None, template_folder=None)
    app.jinja_loader = ChoiceLoader([FileSystemLoader(PAGES), FileSystemLoader(templates_folder())])
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["csrf_token"] = lambda: "token"
    app.secret_key = "only for flashes of the gallery"
    app.context_processor(_common_values)
    init_assets(app)
    init_headers(app)
    _add_routes(app)
    return app


def _common_values() -> dict[str, object]:
    return {
        "person": cast.SAM,
        "nav": cast.NAV,
        "signed_out_home": "/sign-in",
        "is_demo": True,
        "sheets": ("lists", "packet", "review", "filing", "figures"),
        "cast": cast,
        "pages": page_names(),
    }


def _add_routes(app: Flask) -> None:
    for endpoint, rule in (
        ("account.sign_in", "/sign-in"),
        ("account.sign_out", "/sign-out"),
        ("account.settings", "/settings"),
        ("account.set_up", "/set-up/<token>"),
        ("validator.page", "/components"),
        ("home.home", "/"),
    ):
        app.add_url_rule(f"/app{rule}", endpoint, lambda **_: "", methods=["GET", "POST"])
    app.add_url_rule("/", "gallery", _show)
    app.add_url_rule("/<name>", "gallery_page", _show)


def _show(name: str = "components") -> tuple[str, int]:
    if name in ACCOUNT:
        template, values = ACCOUNT[name]
        is_outside = name != "settings"
        outside: Mapping[str, object] = {"person": None, "nav": ()} if is_outside else {}
        return render_template(f"account/{template}.html", **values, **outside), 200
    if name.startswith("stop-"):
        values = STOPS[name.removeprefix("stop-")]
        page = f"errors/{name.removeprefix('stop-')}.html"
        return render_template(page, typed=tuple(cast.TYPED.items()), **values), 200
    if name not in page_names():
        abort(404)
    return render_template(f"{name}.html"), 200


if __name__ == "__main__":
    create_gallery().run(port=8009)
