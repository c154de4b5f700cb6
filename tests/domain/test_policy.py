from copy import deepcopy
from datetime import time

import pytest

from escalator.contracts import read_json
from escalator.domain.errors import BadContract
from escalator.domain.model import JSON, BounceReason, DeclineKind, Priority, RootCause
from escalator.domain.policy import policy_problems, read_policy
from escalator.resources import schemas_folder
from tests.builders import shipped

SCHEMA = read_json(schemas_folder() / "policy.schema.json")


def as_object(value: JSON) -> dict[str, JSON]:
    assert isinstance(value, dict)
    return value


def changed(path: str, value: JSON) -> JSON:
    """The shipped policy with the value at a JSON pointer replaced; None takes it away."""
    policy = deepcopy(read_json(schemas_folder() / "policy.json"))
    *way, last = path.strip("/").split("/")
    inner: JSON = policy
    for key in way:
        inner = inner[int(key)] if isinstance(inner, list) else as_object(inner)[key]
    if isinstance(inner, list):
        inner[int(last)] = value
    elif value is None:
        del as_object(inner)[last]
    else:
        as_object(inner)[last] = value
    return policy


def test_acknowledgement_and_update_targets_are_those_promised() -> None:
    policy = shipped().policy
    assert [policy.acknowledge_minutes(each) for each in Priority] == [15, 60, 240, 480]
    assert [policy.update_minutes(each) for each in Priority] == [60, 240, None, None]


def test_a_p1_runs_round_the_clock_and_the_others_in_business_hours() -> None:
    policy = shipped().policy
    assert policy.hours_for(Priority.P1) is None
    for priority in (Priority.P2, Priority.P3, Priority.P4):
        hours = policy.hours_for(priority)
        assert hours is not None
        assert (hours.start, hours.end, sorted(hours.days)) == (time(9), time(17), [1, 2, 3, 4, 5])


def test_every_reason_people_choose_from_is_described() -> None:
    policy = shipped().policy
    assert set(policy.bounce_reasons) == set(BounceReason)
    assert set(policy.decline_kinds) == set(DeclineKind)
    assert set(policy.root_causes) == set(RootCause)


def test_the_file_says_of_each_bounce_reason_what_the_figures_count() -> None:
    policy = read_json(schemas_folder() / "policy.json")
    assert isinstance(policy, dict)
    reasons = policy["bounce_reasons"]
    assert isinstance(reasons, dict)
    for reason in BounceReason:
        described = reasons[reason]
        assert isinstance(described, dict)
        assert described["charged"] is reason.is_charged_to_packet


def test_a_team_is_found_by_its_slug() -> None:
    found = shipped().policy.target_of("platform-s3")
    assert found is not None
    assert found.name == "Platform S3"
    assert shipped().policy.target_of("nobody") is None


BAD: list[tuple[str, JSON, str]] = [
    ("/priority/matrix/one_user/blocked/none", "P9", "/priority/matrix/one_user/blocked/none"),
    ("/priority/matrix/one_user/blocked/none", None, "/priority/matrix/one_user/blocked"),
    ("/priority/raise/0/when/at_stake", ["honour"], "/priority/raise/0/when/at_stake/0"),
    ("/acknowledge_minutes/P1", 0, "/acknowledge_minutes/P1"),
    ("/acknowledge_minutes/P3", None, "/acknowledge_minutes"),
    ("/update_minutes/P7", 30, "/update_minutes"),
    ("/targets/0/tier", "S1", "/targets/0/tier"),
    ("/targets/1/team", "applications-s2", "/targets/1/team"),
    ("/routing/0/team", "nobody", "/routing/0/team"),
    ("/routing/0/because", "", "/routing/0/because"),
    ("/bounce_reasons/missing/charged", False, "/bounce_reasons/missing/charged"),
    ("/root_causes/usage", None, "/root_causes"),
    ("/business_hours/time_zone", "Europe/Atlantis", "/business_hours"),
    ("/business_hours/days", [0], "/business_hours/days/0"),
    ("/business_hours/end", "08:00", "/business_hours"),
    ("/colour", "blue", ""),
]


@pytest.mark.parametrize(("path", "value", "place"), BAD)
def test_a_bad_policy_is_refused_with_file_place_and_reason(
    path: str, value: JSON, place: str
) -> None:
    with pytest.raises(BadContract) as caught:
        read_policy(changed(path, value), "own.json", schema=SCHEMA)
    assert (caught.value.file, caught.value.place) == ("own.json", place)
    assert caught.value.reason.endswith(".")


def test_all_problems_of_shape_are_told_at_once() -> None:
    policy = changed("/acknowledge_minutes/P1", 0)
    assert isinstance(policy, dict)
    policy["targets"] = []
    places = [problem.place for problem in policy_problems(policy, "own.json", schema=SCHEMA)]
    assert places == ["/acknowledge_minutes/P1", "/targets"]


@pytest.mark.parametrize("value", [None, [], "policy", 7, {}])
def test_what_is_no_policy_at_all_is_refused(value: JSON) -> None:
    with pytest.raises(BadContract):
        read_policy(value, "own.json", schema=SCHEMA)
