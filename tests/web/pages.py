"""A visitor of the pages who checks every page they see, and reads forms as a browser does."""

import re
from collections import Counter
from pathlib import Path
from typing import Any, Protocol

from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from escalator.resources import static_folder
from escalator.store.rows import Person
from escalator.web.assets import BUNDLES


class Visitor:
    """A person with a browser that has no JavaScript."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def sign_in(self, person: Person) -> None:
        """Be signed in, without the page (that has a test of its own)."""
        with self.client.session_transaction() as session:
            session["_user_id"] = person.fs_uniquifier
            session["_fresh"] = True

    def get(self, url: str, status: int = 200) -> BeautifulSoup:
        """Open a page, follow redirects, check the page and give it back."""
        response = self.client.get(url, follow_redirects=True)
        return self._checked(response, status)

    def send(
        self,
        page: BeautifulSoup,
        form: str = "form",
        status: int = 200,
        *,
        typed: Any = None,
        **fields: str | list[str],
    ) -> BeautifulSoup:
        """Send the form found by a CSS selector, some fields changed, as a click on it would.

        typed: a mapping of fields whose names are not Python's, such as "logs-0-text".
        """
        found = page.select_one(form)
        assert found is not None, f"no form {form!r} on the page"
        values = {**form_values(found), **(typed or {}), **fields}
        action = str(found.get("action") or "")
        response = self.client.post(action, data=values, follow_redirects=True)
        return self._checked(response, status)

    def post(self, url: str, status: int = 200, **fields: str | list[str]) -> BeautifulSoup:
        """Post fields with a good CSRF token."""
        data = {"csrf_token": self.csrf(), **fields}
        return self._checked(self.client.post(url, data=data, follow_redirects=True), status)

    def csrf(self) -> str:
        """Give the token that this visitor's forms carry."""
        page = BeautifulSoup(self.client.get("/account").text, "html.parser")
        field = page.select_one("input[name=csrf_token]")
        assert field is not None
        return str(field["value"])

    def _checked(self, response: TestResponse, status: int) -> BeautifulSoup:
        assert response.status_code == status, f"{response.request.path}: {response.status}"
        page = BeautifulSoup(response.text, "html.parser")
        if response.mimetype == "text/html":
            check_page(page)
        return page


class Visit(Protocol):
    """What the fixture `visit` is: `visit("sam")` is Sam, signed in; `visit()` is nobody."""

    def __call__(self, name: str = "") -> Visitor: ...


def heading(page: BeautifulSoup) -> str:
    """Give the page's one h1."""
    found = page.select_one("h1")
    return found.get_text(" ", strip=True) if found else ""


def form_values(form: Tag) -> dict[str, str | list[str]]:
    """Give what a browser would send for a form left as it is, buttons aside."""
    values: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name], select[name]"):
        for value in _sent_by(field):
            values.setdefault(str(field["name"]), []).append(value)
    return {name: many[0] if len(many) == 1 else many for name, many in values.items()}


def _sent_by(field: Tag) -> list[str]:
    if field.name == "textarea":
        return [field.get_text().removeprefix("\n")]
    if field.name == "select":
        chosen = field.select("option[selected]") or field.select("option")[:1]
        return [str(one.get("value", one.get_text())) for one in chosen]
    kind = field.get("type", "text")
    if kind in ("checkbox", "radio"):
        return [str(field.get("value", "on"))] if field.has_attr("checked") else []
    return [] if kind in ("submit", "button", "file") else [str(field.get("value", ""))]


def check_page(page: BeautifulSoup) -> None:
    """Hold a page to what every page keeps: one h1, a title, labels, unique ids, no inline code."""
    assert len(page.select("h1")) == 1, "a page has exactly one h1"
    title = page.title.get_text(" ", strip=True) if page.title else ""
    assert title.removesuffix("- Escalator").strip(), f"title: {title!r}"
    twice = [
        one for one, times in Counter(tag["id"] for tag in page.select("[id]")).items() if times > 1
    ]
    assert not twice, f"ids used twice: {twice}"
    assert not page.select("[style], style, script:not([src])"), "no inline style or script"
    handlers = [
        tag.name for tag in page.find_all(True) if any(a.startswith("on") for a in tag.attrs)
    ]
    assert not handlers, f"inline handlers on {handlers}"
    labelled = {str(label.get("for")) for label in page.select("label[for]")}
    for field in page.select("input, select, textarea"):
        if field.get("type") in ("hidden", "submit", "button"):
            continue
        named = (
            field.get("id") in labelled
            or field.find_parent("label")
            or field.get("aria-label")
            or field.get("aria-labelledby")
        )
        assert named, f"no label for {field.get('name')}"
    for form in page.select("form"):
        if form.get("method") == "dialog":
            continue  # closes its dialog and goes nowhere
        assert form.has_attr("action"), "a form says where it goes"
        if str(form.get("method", "get")).lower() == "post":
            assert form.select_one("input[name=csrf_token]"), "a posting form carries its token"
    unstyled = _classes(page) & _styled_elsewhere(page)
    assert not unstyled, f"style sheets not loaded for {sorted(unstyled)}"
    known = {str(tag["id"]) for tag in page.select("[id]")}
    broken = [
        str(link["href"])
        for link in page.select('a[href^="#"]')
        if str(link["href"])[1:] not in known
    ]
    assert not broken, f"links to nowhere: {broken}"


def _classes(page: BeautifulSoup) -> set[str]:
    return {name for tag in page.select("[class]") for name in tag["class"]}


def _styled_elsewhere(page: BeautifulSoup) -> set[str]:
    """Give the classes that only style sheets have which the page does not load."""
    loaded = {
        Path(str(link["href"]).partition("?")[0]).name
        for link in page.select("link[rel=stylesheet]")
    }
    parts = {Path(part).name for part in BUNDLES["css/page.css"]}
    here = [name for name in SHEETS if name in loaded | parts]
    return set().union(*SHEETS.values()) - set().union(*(SHEETS[name] for name in here))


SHEETS = {
    sheet.name: set(re.findall(r"\.([a-z][\w-]*)(?=[^{}]*\{)", sheet.read_text("utf-8")))
    for sheet in (static_folder() / "css").glob("*.css")
    if sheet.name != "print.css"
}
"""Style sheet -> the classes it has a rule for; what paper hides is styled elsewhere."""
