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
