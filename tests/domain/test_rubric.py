"""The rubric is read from its file, and a bad one is refused at its place."""

from copy import deepcopy

import pytest

from escalator.contracts import lint_files, load_contracts, read_json
from escalator.domain.errors import BadContract
from escalator.domain.model import JSON
from escalator.domain.rubric import points_problems, read_rubric
from escalator.resources import schemas_folder

SCHEMA = read_json(schemas_folder() / "rubric.schema.json")
LINES = ("problem_statement", "reproduction", "evidence", "impact", "troubleshooting")


def shipped() -> dict[str, JSON]:
    value = deepcopy(read_json(schemas_folder() / "rubric.json"))
    assert isinstance(value, dict)
    return value


def test_the_shipped_rubric_has_five_lines_with_words_for_one_three_and_five() -> None:
    rubric = load_contracts().rubric
    assert tuple(line.name for line in rubric.lines) == LINES
    assert (rubric.sample, rubric.goal) == (5, 4.5)
    for line in rubric.lines:
        assert sorted(line.anchors) == [1, 3, 5]
        assert all(words.endswith(".") for words in line.anchors.values())


def test_a_line_that_is_gone_is_still_named() -> None:
    rubric = load_contracts().rubric
    assert rubric.label_of("evidence") == "Evidence"
    assert rubric.label_of("clear_language") == "Clear language"


def line(value: dict[str, JSON], place: int) -> dict[str, JSON]:
    lines = value["lines"]
    assert isinstance(lines, list)
    found = lines[place]
    assert isinstance(found, dict)
    return found


def test_two_lines_of_one_name_are_refused() -> None:
    value = shipped()
    line(value, 3)["name"] = "evidence"
    with pytest.raises(BadContract) as refused:
        read_rubric(value, "rubric.json", schema=SCHEMA)
    assert refused.value.place == "/lines/3/name"


@pytest.mark.parametrize(
    ("name", "wrong", "place"),
    [("goal", 6, "/goal"), ("sample", 0, "/sample"), ("lines", [], "/lines")],
)
def test_what_no_rubric_can_say_is_refused_at_its_place(name: str, wrong: JSON, place: str) -> None:
    with pytest.raises(BadContract) as refused:
        read_rubric({**shipped(), name: wrong}, "rubric.json", schema=SCHEMA)
    assert refused.value.place == place


def test_lint_reads_a_rubric_by_its_name() -> None:
    assert lint_files([schemas_folder() / "rubric.json"]) == ()


def test_every_line_needs_points_from_one_to_five() -> None:
    rubric = load_contracts().rubric
    whole: dict[str, int | None] = dict.fromkeys(LINES, 3)
    assert points_problems(rubric, whole) == {}
    for wrong in (None, 0, 6):
        assert list(points_problems(rubric, {**whole, "impact": wrong})) == ["impact"]
