"""Names in what people write; what programs write is never taken for a name."""

import pytest

from escalator.scrub import MemoryVault, scrub_text
from escalator.scrub.gazetteer import Strength, could_be_person, given_strength, surname_strength
from escalator.scrub.lines import is_prose
from escalator.scrub.prose import add_namer, names_in
from tests.scrub.planted import new_hasher, new_vault


def shown(text: str) -> str:
    return scrub_text(text, hasher=new_hasher(), vault=new_vault()).text


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Zofia", Strength.STRONG),
        ("zofia", Strength.STRONG),
        ("José", Strength.STRONG),
        ("Anne-Marie", Strength.STRONG),
        ("Mark", Strength.WEAK),
        ("Rose", Strength.WEAK),
        ("Jenkins", Strength.NONE),
        ("Kafka", Strength.NONE),
        ("Table", Strength.NONE),
    ],
)
def test_a_given_name_that_is_a_word_too_says_less(word: str, expected: Strength) -> None:
    assert given_strength(word) is expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Kowalczyk", Strength.STRONG),
        ("Müller", Strength.STRONG),
        ("Mueller", Strength.STRONG),
        ("O'Brien", Strength.STRONG),
        ("Zhelyazkova", Strength.WEAK),
        ("Hood", Strength.WEAK),
        ("Jackson", Strength.WEAK),
        ("Gateway", Strength.NONE),
    ],
)
def test_surnames_are_known_by_list_or_ending(word: str, expected: Strength) -> None:
    assert surname_strength(word) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jane Doe", True),
        ("Xhesika Brahimllari", True),
        ("Mark", True),
        ("Will Smith", True),
        ("Support Team", False),
        ("Order Service", False),
        ("team", False),
        ("42", False),
        ("", False),
    ],
)
def test_words_where_a_name_is_expected(text: str, expected: bool) -> None:
    assert could_be_person(text) is expected


@pytest.mark.parametrize(
    "line",
    [
        "The export stops at 40 % since the upgrade.",
        "- Jane Doe (CFO)",
        "> she says it works",
        "<td>Jane Doe</td>",
        "12/03/2026 - spoke with Jane",
    ],
)
def test_what_people_write_is_prose(line: str) -> None:
    assert is_prose(line)


@pytest.mark.parametrize(
    "line",
    [
        "2026-03-12 10:20:30,123 INFO started",
        "Mar 12 10:20:30 web-1 app[12]: started",
        "[Sun Dec 04 04:47:44 2005] [notice] workerEnv.init() ok",
        "17/06/09 20:10:41 INFO spark.SecurityManager: Changing view acls",
        "    at com.example.Maria.run(Maria.java:12)",
        "Caused by: com.example.MariaException: gone",
        '{"name": "x"}',
        "- 1117838570 2005.06.03 R02 RAS KERNEL INFO corrected",
        "user=jane host=web",
        "return maria;",
        "GET /maria HTTP/1.1",
    ],
)
def test_what_programs_write_is_not(line: str) -> None:
    assert not is_prose(line)
    assert names_in(line) == []


def test_a_name_found_once_is_hidden_in_all_its_spellings() -> None:
    text = "I spoke with Zofia Kowalczyk.\nzkowalczyk opened it, KOWALCZYK knows."
    assert shown(text) == "I spoke with [NAME-1].\n[NAME-1] opened it, [NAME-1] knows."


def test_a_name_that_is_a_word_too_stays_hidden_by_its_capital_only() -> None:
    text = "Rose said so. Later Rose left.\nThe rose is red."
    assert shown(text) == "[NAME-1] said so. Later [NAME-1] left.\nThe rose is red."


def test_a_known_name_keeps_its_number_in_a_sentence() -> None:
    vault = MemoryVault()
    result = scrub_text(
        "Please ask Mueller Joerg about it.",
        hasher=new_hasher(),
        vault=vault,
        names=("Jörg Müller",),
    )
    assert result.text == "Please ask [NAME-1] about it."


def test_another_finder_of_names_can_be_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("escalator.scrub.prose._namers", [])

    def finds_the_robot(line: str) -> list[tuple[int, int]]:
        place = line.find("R2D2")
        return [(place, place + 4)] if place >= 0 else []

    add_namer(finds_the_robot)
    assert shown("We asked R2D2 about it.") == "We asked [NAME-1] about it."
