"""The scoreboard, the lists behind its figures, its file, and people's own figures."""

from tests.house import House
from tests.web.pages import Visitor


def test_an_empty_scoreboard_says_so(visit: type[Visitor], house: House) -> None:
    page = visit("lee").get("/scoreboard")
    assert "No packet was decided on in this period." in page.get_text()
