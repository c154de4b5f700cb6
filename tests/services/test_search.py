"""Searching finds packets by any part of their words, on both databases alike."""

import pytest

from escalator.services.drafts import Edit, save_draft
from escalator.services.lists import View, queue, team_packets
from escalator.store import search
from escalator.store.engine import writing
from tests.house import House

PROBLEM = 'Export of "Q3 50% report_final" stops: Überweisung fehlt'


def found(house: House, words: str) -> list[str]:
    return [row.problem for row in team_packets(house.desk("sam"), words=words).rows]


@pytest.mark.parametrize(
    "words",
    [
        "export",
        "EXPORT stops",
        "xpor",
        "überweisung",
        "uberweisung",
        "50%",
        '"q3',
        "report_final",
        "of",
        "q3 fehlt",
    ],
)
def test_any_part_of_its_words_finds_a_packet(house: House, words: str) -> None:
    house.start(problem=PROBLEM)
    house.start(problem="Nothing of the kind happens")
    assert PROBLEM in found(house, words)


@pytest.mark.parametrize(
    "words", ["report-final", "50_", "exp_rt", 'fin"al', "stops export2", "xport NOT stops", "q%"]
)
def test_what_is_not_in_its_words_does_not(house: House, words: str) -> None:
    house.start(problem=PROBLEM)
    assert found(house, words) == []


def test_a_changed_packet_is_found_by_its_new_words_only(house: House) -> None:
    row = house.start(problem=PROBLEM)
    with writing():
        changed = Edit({"problem": "The invoice is printed twice"}, {})
        save_draft(house.desk("sam"), row.reference, changed, version=None)
    assert found(house, "export") == []
    assert found(house, "invoice twice") == ["The invoice is printed twice"]


def test_words_of_few_and_of_many_packets_find_the_same(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    problems = [f"Export {when} stops" for when in ("nightly", "weekly", "monthly", "yearly")]
    for problem in problems:
        house.start(problem=problem)
    wanted = problems[::-1]
    assert found(house, "export stops") == wanted
    monkeypatch.setattr(search, "FEW", 3)
    assert found(house, "export stops") == wanted
    assert found(house, "export weekly") == ["Export weekly stops"]


def test_what_a_person_may_not_read_is_not_found(house: House) -> None:
    house.start("sam", "security", problem=PROBLEM)
    house.submitted(problem="Export of invoices stops")
    everything = queue(house.desk("theo"), view=View.ALL, words="export")
    assert [row.problem for row in everything.rows] == []
    here = queue(house.desk("erin"), view=View.ALL, words="export")
    assert [row.problem for row in here.rows] == ["Export of invoices stops"]
