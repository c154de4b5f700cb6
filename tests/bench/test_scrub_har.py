import json
from typing import Any

import pytest

from bench.scrub.har.measure import parsed
from bench.scrub.har.plant import plant
from bench.scrub.har.record import Recording
from bench.scrub.har.scenarios import SCENARIOS, Scenario
from bench.scrub.har.score import HarTally

SECRET, MAIL = "a/secret+value", "jane@example.com"


def har(url: str = f"/x?key={SECRET}&page=2", text: str = MAIL) -> dict[str, Any]:
    content = {"mimeType": "text/html", "text": text}
    entry = {"time": 12.5, "request": {"url": url}, "response": {"status": 200, "content": content}}
    return {"log": {"entries": [entry]}}


def tally(output: object) -> HarTally:
    counted = HarTally()
    planted = frozenset({SECRET}), frozenset({MAIL})
    counted.add(Recording("one", har(), *planted, either=frozenset()), output)
    return counted


def test_planted_values_that_stand_have_leaked() -> None:
    counted = tally(har())
    assert (counted.secrets.wrong_values, counted.personal.wrong_values) == (1, 1)
    assert counted.fields.wrong_values == 0


@pytest.mark.parametrize("spelled", ["a%2Fsecret%2Bvalue", "a/secret%2Bvalue"])
def test_a_secret_spelled_as_in_a_url_has_leaked_too(spelled: str) -> None:
    assert tally(har(url=f"/x?key={spelled}")).secrets.wrong_values == 1


def test_a_field_keeps_what_stands_around_a_planted_value() -> None:
    assert tally(har(url="/x?key=[TOKEN-1]&page=2", text="")).fields.wrong_values == 0
    assert tally(har(url="[TOKEN-1]", text="")).fields.wrong_values == 1


def test_a_field_without_a_planted_value_is_lost_when_it_changes() -> None:
    changed = har(url="/x?key=[TOKEN-1]&page=2", text="[EMAIL-1]")
    changed["log"]["entries"][0]["time"] = "[PHONE-1]"
    counted = tally(changed)
    assert counted.secrets.wrong_values == counted.personal.wrong_values == 0
    assert (counted.fields.values, counted.fields.wrong_values) == (4, 1)


def test_a_word_in_place_of_a_number_is_mended_before_fields_are_compared() -> None:
    text = json.dumps(har(), indent=2).replace("12.5", "<PHONE>").replace("200", "2<X>")
    mended = parsed(text)
    assert isinstance(mended, dict)
    assert mended["log"]["entries"][0]["time"] == "<PHONE>"
    assert tally(mended).fields.wrong_values == 2


def test_an_output_that_is_no_json_has_lost_every_field() -> None:
    counted = tally("{broken")
    assert counted.fields.wrong_values == counted.fields.values == 4


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_every_scenario_plants_values_where_it_says(scenario: Scenario) -> None:
    planted = plant(scenario, "seed")
    shown = str(planted.scenario)
    assert planted.secrets | planted.personal
    assert [value for value in planted.secrets | planted.personal if value not in shown] == []
    for one in planted.scenario.exchanges:
        json.loads(one.answer)
        if one.sends.get("content-type") == "application/json":
            json.loads(one.body)
    assert planted == plant(scenario, "seed")
