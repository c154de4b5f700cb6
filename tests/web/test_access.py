"""Who may open what: every route, every role, and nobody."""

import re

import pytest
from flask import Flask
from werkzeug.routing import Rule

from escalator.domain.model import Role
from escalator.web.access import UnmarkedView, allowed_roles, init_access
from tests.house import House
from tests.support.golden import Golden
from tests.web.pages import Visit

ONE_OF_EACH = {
    Role.TECHNICIAN: "sam",
    Role.ENGINEER: "erin",
    Role.LEAD: "lee",
    Role.ADMIN: "ada",
}
SILENT = {"HEAD", "OPTIONS"}


def routes(app: Flask) -> list[Rule]:
    return sorted(
        (rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"),
        key=lambda rule: (rule.rule, sorted(rule.methods or ())),
    )


def address(rule: Rule) -> str:
    values = {"reference": "E-999999", "token": "none", "item": "problem"}
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values.get(found[1], 999999)), rule.rule)


def test_roles_and_routes(app: Flask, golden: Golden) -> None:
    lines = []
    for rule in routes(app):
        roles = allowed_roles(app, rule.endpoint)
        who = "anyone" if roles is None else ", ".join(role for role in Role if role in roles)
        methods = "/".join(sorted((rule.methods or set()) - SILENT))
        lines.append(f"{methods:<9} {rule.rule:<48} {rule.endpoint:<28} {who}")
    golden("roles_and_routes.txt", "\n".join(lines) + "\n")


def test_nobody_gets_past_the_sign_in_page(app: Flask, house: House) -> None:  # noqa: ARG001  # people exist
    client = app.test_client()
    for rule in routes(app):
        if allowed_roles(app, rule.endpoint) is None:
            continue
        for method in sorted((rule.methods or set()) - SILENT):
            response = client.open(address(rule), method=method)
            if method == "GET":
                assert response.status_code == 303, f"{method} {rule}"
                assert response.location.startswith("/sign-in"), f"{method} {rule}"
            else:
                assert response.status_code in (400, 401), f"{method} {rule}"


@pytest.mark.parametrize("who", ["nobody", *ONE_OF_EACH.values()])
def test_asking_for_the_head_of_a_page_is_only_reading_it(
    app: Flask, house: House, visit: Visit, who: str
) -> None:
    row = house.submitted()
    client = app.test_client() if who == "nobody" else visit(who).client
    for rule in routes(app):
        if "GET" not in (rule.methods or set()):
            continue
        url = address(rule).replace("E-999999", row.reference)
        head, page = client.head(url), client.get(url)
        assert (head.status_code, head.data) == (page.status_code, b""), f"{who} {rule}"


@pytest.mark.parametrize("role", list(Role))
def test_a_role_gets_only_what_is_marked_for_it(app: Flask, visit: Visit, role: Role) -> None:
    visitor = visit(ONE_OF_EACH[role])
    token = visitor.csrf()
    for rule in routes(app):
        roles = allowed_roles(app, rule.endpoint)
        if roles is None or rule.endpoint == "account.sign_out":
            continue
        for method in sorted((rule.methods or set()) - SILENT):
            response = visitor.client.open(
                address(rule), method=method, headers={"X-CSRFToken": token}
            )
            is_refused = response.status_code == 403
            assert is_refused == (role not in roles), f"{role} {method} {rule}"
            assert response.status_code < 500, f"{role} {method} {rule}"


def test_an_unmarked_view_keeps_the_app_from_starting() -> None:
    app = Flask("unmarked")
    app.add_url_rule("/open", "open", lambda: "open")
    with pytest.raises(UnmarkedView, match="open"):
        init_access(app)


def test_every_answer_carries_the_policy_and_is_not_kept(visit: Visit) -> None:
    for url in ("/sign-in", "/nowhere", "/account"):
        response = visit("sam").client.get(url)
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["Cache-Control"] == "no-store"


def test_a_posting_form_without_its_token_is_refused_and_shows_what_was_typed(
    visit: Visit,
) -> None:
    page = visit("sam").client.post("/account", data={"time_zone": "Europe/Lisbon"})
    assert page.status_code == 400
    assert "Europe/Lisbon" in page.text


@pytest.mark.parametrize("number", [2**31, 10**25])
def test_a_number_that_no_row_can_have_leads_nowhere(app: Flask, visit: Visit, number: int) -> None:
    for name in ONE_OF_EACH.values():
        visitor = visit(name)
        token = visitor.csrf()
        for rule in routes(app):
            if "<int:" not in rule.rule:
                continue
            place = re.sub(r"<int:\w+>", str(number), rule.rule)
            place = re.sub(r"<\w+>", "E-999999", place)
            for method in sorted((rule.methods or set()) - SILENT):
                response = visitor.client.open(place, method=method, headers={"X-CSRFToken": token})
                assert response.status_code == 404, f"{name} {method} {place}"
