import json
import shutil
from pathlib import Path

import pytest

from escalator.contracts import (
    checklist_files,
    lint_files,
    load_checklist,
    load_contracts,
    read_json,
    released_hashes,
)
from escalator.domain.checklist import COMMON_FILE
from escalator.domain.errors import BadContract
from escalator.domain.model import JSON, ChecklistId
from escalator.resources import schemas_folder
from tests.builders import CATEGORIES


def write(path: Path, value: JSON) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def raw(category: str) -> dict[str, JSON]:
    """A shipped checklist as its file has it, references and all."""
    value = read_json(schemas_folder() / "checklists" / f"{category}.schema.json")
    assert isinstance(value, dict)
    return value


def versioned(category: str, version: int, *, name: str = "") -> dict[str, JSON]:
    schema = raw(category)
    head = schema["x-escalator"]
    assert isinstance(head, dict)
    head["version"] = version
    head["name"] = name or category
    head["title"] = "Our own title"
    return schema


def test_a_team_s_checklist_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    write(tmp_path / "checklists/general.schema.json", versioned("general", 7))
    found = load_contracts(tmp_path).checklists
    assert found["general"].id == ChecklistId("general", 7)
    assert set(found) == set(CATEGORIES)


def test_a_team_can_add_a_category_of_its_own(tmp_path: Path) -> None:
    write(tmp_path / "checklists/telephony.schema.json", versioned("general", 1, name="telephony"))
    found = load_contracts(tmp_path).checklists
    assert set(found) == {*CATEGORIES, "telephony"}
    assert list(found)[-1] == "general"


def test_a_team_can_bring_common_definitions_of_its_own(tmp_path: Path) -> None:
    common = read_json(schemas_folder() / "checklists" / COMMON_FILE)
    assert isinstance(common, dict)
    definitions = common["$defs"]
    assert isinstance(definitions, dict)
    ticket = definitions["ticket"]
    assert isinstance(ticket, dict)
    ticket["maxLength"] = 40
    write(tmp_path / "checklists" / COMMON_FILE, common)
    write(tmp_path / "checklists/general.schema.json", versioned("general", 7))
    found = load_contracts(tmp_path).checklists
    assert found["general"].item("ticket").max_length == 40
    assert found["security"].item("ticket").max_length == 300


def test_a_team_s_policy_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    policy = read_json(schemas_folder() / "policy.json")
    assert isinstance(policy, dict)
    policy["p1_round_the_clock"] = False
    write(tmp_path / "policy.json", policy)
    assert load_contracts(tmp_path).policy.round_the_clock == frozenset()


def test_a_team_s_rubric_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    rubric = read_json(schemas_folder() / "rubric.json")
    assert isinstance(rubric, dict)
    write(tmp_path / "rubric.json", {**rubric, "sample": 3})
    assert load_contracts(tmp_path).rubric.sample == 3
    write(tmp_path / "rubric.json", {**rubric, "sample": "three"})
    with pytest.raises(BadContract) as caught:
        load_contracts(tmp_path)
    assert (caught.value.file, caught.value.place) == ("rubric.json", "/sample")


def test_changed_content_under_a_released_version_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "checklists/general.schema.json", versioned("general", 1))
    with pytest.raises(BadContract) as caught:
        load_contracts(tmp_path)
    assert caught.value.place == "/x-escalator/version"


def test_a_team_can_freeze_its_own_versions(tmp_path: Path) -> None:
    path = write(tmp_path / "checklists/general.schema.json", versioned("general", 7))
    write(tmp_path / "released.json", {"general/7": load_checklist(path).sha256})
    assert load_contracts(tmp_path).checklists["general"].id.version == 7
    write(tmp_path / "released.json", {"general/7": "0" * 64})
    with pytest.raises(BadContract):
        load_contracts(tmp_path)


def test_two_checklists_of_one_name_are_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write(tmp_path / f"checklists/{name}.schema.json", versioned("general", 7))
    with pytest.raises(BadContract) as caught:
        load_contracts(tmp_path)
    assert caught.value.file == "b.schema.json"


def test_a_policy_that_does_not_agree_with_the_checklists_is_refused(tmp_path: Path) -> None:
    policy = read_json(schemas_folder() / "policy.json")
    assert isinstance(policy, dict)
    routing = policy["routing"]
    assert isinstance(routing, list)
    assert isinstance(routing[0], dict)
    routing[0]["team"] = "applications-s2"
    write(tmp_path / "policy.json", policy)
    with pytest.raises(BadContract) as caught:
        load_contracts(tmp_path)
    assert (caught.value.file, caught.value.place) == ("policy.json", "/routing/0/team")


def test_a_team_s_checklist_is_linted_before_it_is_used(tmp_path: Path) -> None:
    schema = versioned("general", 7)
    required = schema["required"]
    assert isinstance(required, list)
    required.remove("scope")
    write(tmp_path / "checklists/general.schema.json", schema)
    with pytest.raises(BadContract) as caught:
        load_contracts(tmp_path)
    assert (caught.value.file, caught.value.place) == ("general.schema.json", "/required")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadContract):
        load_contracts(tmp_path / "nowhere")


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    assert load_contracts(tmp_path) == load_contracts()


def test_a_checklist_beside_the_folder_for_checklists_is_not_silently_left_out(
    tmp_path: Path,
) -> None:
    (tmp_path / "login-sso.schema.json").write_text("{}")
    with pytest.raises(BadContract) as refused:
        load_contracts(tmp_path)
    assert refused.value.file.endswith("login-sso.schema.json")
    assert "checklists/" in refused.value.reason


UNREADABLE = [
    (b"{", "It is not JSON"),
    (b"\xff\xfe{}", "It is not UTF-8"),
    (b"[" * 200_000, "It is nested too deeply."),
    (b'"' + b"x" * 5_000_001 + b'"', "The file is larger than 5 MB."),
    (b"[1, 2]", "An object is needed here."),
]


@pytest.mark.parametrize(
    ("content", "reason"), UNREADABLE, ids=[reason for _, reason in UNREADABLE]
)
def test_an_unreadable_file_is_told_by_name_and_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "own.schema.json"
    path.write_bytes(content)
    problems = lint_files([path])
    assert problems
    assert problems[0].file == "own.schema.json"
    assert any(problem.reason.startswith(reason) for problem in problems)


def test_a_file_that_is_not_there_is_told_too(tmp_path: Path) -> None:
    (problem,) = lint_files([tmp_path / "nothing.schema.json"])
    assert problem.file == "nothing.schema.json"


def test_everything_shipped_is_clean() -> None:
    folder = schemas_folder()
    earlier = sorted((folder / "examples/earlier").glob("*.json"))
    assert earlier
    assert lint_files([*checklist_files(folder), *earlier, folder / "policy.json"]) == ()


def test_a_policy_is_told_from_a_checklist_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "ours.json"
    shutil.copy(schemas_folder() / "policy.json", path)
    assert lint_files([path]) == ()


def test_without_the_list_nothing_counts_as_released(tmp_path: Path) -> None:
    assert released_hashes(tmp_path) == {}


def test_a_team_s_own_rules_are_read_from_its_folder(tmp_path: Path) -> None:
    assert load_contracts(tmp_path).own_rules.rules == ()
    shutil.copy(schemas_folder() / "examples/scrub.json", tmp_path)
    assert len(load_contracts(tmp_path).own_rules.rules) == 6


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"kind": []}, ""),
        (
            {"kinds": [{"name": "Badge", "pattern": "x", "hits": ["a"], "misses": ["b"]}]},
            "/kinds/0",
        ),
        ({"secret_keys": ["a key with spaces"]}, "/secret_keys/0"),
        ({"never_hide": ["4111 1111 1111 1111"]}, "/never_hide/0"),
        ([], ""),
    ],
)
def test_bad_own_rules_are_refused_with_file_and_place(
    tmp_path: Path, value: JSON, place: str
) -> None:
    write(tmp_path / "scrub.json", value)
    with pytest.raises(BadContract) as refused:
        load_contracts(tmp_path)
    assert refused.value.file == "scrub.json"
    assert refused.value.place.startswith(place)
