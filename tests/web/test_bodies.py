"""What requests carry: read before the database is asked, and no more fields than forms have."""

import sqlite3
from io import BytesIO

import pytest
from flask import Flask

from escalator.web.database import db
from tests.house import House
from tests.web.pages import Visit


class SlowBody(BytesIO):
    """A body that arrives piece by piece, and asks on the way whether others can write."""

    def __init__(self, body: bytes, database: str) -> None:
        super().__init__(body)
        self.database = database
        self.times_asked = 0

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]  # as the server's own
        self._ask()
        return super().readinto(buffer)

    def read(self, size: int | None = -1) -> bytes:
        self._ask()
        return super().read(size)

    def _ask(self) -> None:
        other = sqlite3.connect(self.database, timeout=0, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        other.close()
        self.times_asked += 1


@pytest.mark.parametrize(
    ("address", "kind", "body"),
    [
        ("/packets/{}/autosave", "application/json", b'{"version": 1, "answers": {}}'),
        ("/packets/{}/edit", "application/x-www-form-urlencoded", b"version=1&problem=late"),
        (
            "/validator",
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="packet"\r\n\r\n{}\r\n--x--\r\n',
        ),
    ],
)
def test_nobody_waits_for_a_body_that_still_arrives(
    app: Flask, house: House, visit: Visit, address: str, kind: str, body: bytes
) -> None:
    reference = house.start().reference
    sam = visit("sam")
    with app.app_context():
        stream = SlowBody(body, str(db.engine.url.database))
    response = sam.client.post(
        address.format(reference),
        headers={"X-CSRFToken": sam.csrf()},
        content_type=kind,
        input_stream=stream,
        content_length=len(body),
    )
    assert response.status_code < 500
    assert stream.times_asked


def test_a_form_of_more_fields_than_any_of_ours_is_refused_before_it_is_shown(
    visit: Visit,
) -> None:
    body = "&".join(f"field{number}=words" for number in range(6_000))
    page = visit().client.post(
        "/sign-in", data=body, content_type="application/x-www-form-urlencoded"
    )
    assert page.status_code == 413
    assert len(page.data) < 10_000


def test_a_request_too_large_is_told_so_whatever_it_is(visit: Visit) -> None:
    for kind in ("application/json", "application/x-www-form-urlencoded", "text/plain"):
        page = visit("sam").client.post("/account", data=b"x" * 16_000_001, content_type=kind)
        assert page.status_code == 413, kind


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("erin", "/queue?q=abc%00def"),
        ("sam", "/packets/team?q=%00abc"),
        ("ada", "/people?q=abc%00def"),
    ],
)
def test_nul_in_words_searched_for_is_left_out(visit: Visit, name: str, address: str) -> None:
    page = visit(name).get(address)
    box = page.select_one("input[name=q]")
    assert box is not None
    assert str(box["value"]) == address.partition("=")[2].replace("%00", "")


def test_nul_in_a_form_is_left_out_wherever_it_stands(house: House, visit: Visit) -> None:
    row = house.submitted()
    visit("erin").post(f"/packets/{row.reference}/ask", text="Which tenant\0 was it?")
    assert "Which tenant was it?" in visit("sam").get(f"/packets/{row.reference}").text


def test_an_address_with_nul_leads_nowhere(visit: Visit) -> None:
    for address in ("/packets/E-1001%00", "/set-up/%00", "/static/%00"):
        assert visit("sam").client.get(address).status_code == 404
