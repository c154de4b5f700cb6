import base64
import json
from urllib.parse import quote

import pytest

from tests.proof.search import Search, plain
from tests.proof.served import unpacked
from tests.proof.values import KINDS, Plant, Supply

MAIL = "maren.o'dell@alder.example"
CARD = "4000 1234 5678 9010"
PLANTS = (Plant("mail", "", (MAIL,), "a form"), Plant("card", "", (CARD,), "a form"))


def kinds_in(text: str) -> list[str]:
    return [found.plant.kind for found in Search(PLANTS).look(text, "here")]


@pytest.mark.parametrize(
    "text",
    [
        f"write to {MAIL}.",
        f"write to {MAIL.upper()}.",
        f"/packets?q={quote(MAIL, safe='')}",
        "<p>maren.o&#x27;dell@alder.example</p>",
        "VALUES ('maren.o''dell@alder.example')",
        json.dumps({"a": f"<{MAIL}>"}),
        base64.b64encode(f"to {MAIL} ".encode()).decode(),
        base64.urlsafe_b64encode(f"too {MAIL} ".encode()).decode(),
        base64.b64encode(f"tool {MAIL} ".encode()).decode(),
        "marenodellalderexample",
        plain("maren.o%2527dell%40alder.example".replace("%2527", "&#39;")),
    ],
)
def test_a_value_is_found_however_it_is_spelled(text: str) -> None:
    assert kinds_in(text) == ["mail"]


def test_a_number_is_found_without_its_spaces_and_not_in_another() -> None:
    assert kinds_in("card=4000123456789010;") == ["card"]
    assert kinds_in("card=4000 1234 5678 9011") == []


def test_every_value_is_found_in_the_line_it_is_typed_in() -> None:
    supply = Supply("found in its line")
    for _ in range(600):
        supply.line()
    search = Search(supply.planted)
    missed = [p for p in supply.planted if p not in {f.plant for f in search.look(p.line, "")}]
    assert missed == []
    assert {plant.kind for plant in supply.planted} == set(KINDS)


def test_a_finding_shows_kind_and_way_and_not_the_value() -> None:
    found = [*Search(PLANTS).look(f"{MAIL} {CARD}", "the page")]
    assert len(found) == 2
    assert not any(value in repr(found) for value in (MAIL, CARD))


def test_what_a_session_s_cookie_carries_is_read() -> None:
    assert unpacked("eyJfZnJlc2giOnRydWV9.aGVsbG8.c2lnbmF0dXJl; Path=/") == '{"_fresh":true}'
