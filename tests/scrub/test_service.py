import pytest

from escalator.scrub import scrub_text
from escalator.scrub.service import is_account, is_tried_account
from tests.scrub.planted import new_hasher, new_vault


@pytest.mark.parametrize("name", ["jdoe", "jane.doe", "zofia", "j_doe2", "x7"])
def test_a_name_that_no_system_brings_along_may_be_a_persons(name: str) -> None:
    assert is_account(name)


@pytest.mark.parametrize(
    "name",
    ["root", "ROOT", "www-data", "svc-backup", "jenkins", "WEB01$", "1000", "x", "build-bot"],
)
def test_service_accounts_are_nobodys(name: str) -> None:
    assert not is_account(name)


@pytest.mark.parametrize(
    ("name", "expected"), [("root", False), ("Admin", False), ("oracle", True)]
)
def test_of_accounts_that_do_not_exist_only_what_everybody_tries_stays(
    name: str, expected: bool
) -> None:
    assert is_tried_account(name) is expected


def test_a_service_tried_as_a_user_is_not_hidden_elsewhere() -> None:
    text = "Invalid user oracle from 10.0.0.1\nthe oracle database is down"
    shown = scrub_text(text, hasher=new_hasher(), vault=new_vault()).text
    assert shown == "Invalid user [USER-1] from 10.0.0.1\nthe oracle database is down"


@pytest.mark.parametrize("before", ["svc-", "svc_", "sa-", "system-", "system:", "nt-", "service-"])
def test_a_name_that_begins_like_a_services_is_one(before: str) -> None:
    assert not is_account(before + "qxzul")
    assert not is_account(before.upper() + "QXZUL")
    assert is_account("qxzul." + before + "q")


@pytest.mark.parametrize("after", ["-svc", "_svc", "-service", "[bot]", "-bot", "$"])
def test_a_name_that_ends_like_a_services_or_a_machines_is_one(after: str) -> None:
    assert not is_account("qxzul" + after)
    assert is_account("qxzul" + after + "q")


@pytest.mark.parametrize("name", ["12345", "12-34-5", "12.34.5", "1-2.3", "q", ""])
def test_a_number_or_a_letter_is_no_account(name: str) -> None:
    assert not is_account(name)


@pytest.mark.parametrize("name", ["q1", "qx", "12-q", "1.q"])
def test_two_signs_that_are_no_number_may_be_an_account(name: str) -> None:
    assert is_account(name)


@pytest.mark.parametrize("name", ["front-desk", "created_at", "created.at", "not-found", "--"])
def test_words_joined_are_no_account(name: str) -> None:
    assert not is_account(name)


@pytest.mark.parametrize("name", ["front-zofia", "zofia_at", "at.zofia"])
def test_a_word_joined_to_a_name_may_be_an_account(name: str) -> None:
    assert is_account(name)
