"""What a team adds to the scrubber: kinds, keys, values always or never hidden."""

from typing import Any

import pytest

from escalator.scrub import Kind, scrub_text, scrub_tree
from escalator.scrub.own import OwnProblem, OwnRules, own_problems, read_own_rules
from tests.scrub.planted import new_hasher, new_vault

OWN: dict[str, Any] = {
    "kinds": [
        {
            "name": "employee_number",
            "pattern": "EMP-[0-9]{6}",
            "hits": ["staff no ‹EMP-123456›, desk 4"],
            "misses": ["EMP-12345", "TEMP-123456"],
        },
        {
            "name": "badge",
            "pattern": "[0-9]{7}",
            "beside": ["badge", "Ausweis"],
            "hits": ["badge: ‹1234567›", "Ausweis Nr. ‹7654321›"],
            "misses": ["order 1234567", "badges 1234567"],
        },
        {
            "name": "key",
            "pattern": "acme_live_[0-9a-f]{16}",
            "hits": ["set ‹acme_live_00112233aabbccdd›"],
            "misses": ["acme_live_00"],
        },
    ],
    "secret_keys": ["x-acme-ticket"],
    "harmless_keys": ["acme_token_kind"],
    "always_hide": ["Project Nightjar"],
    "never_hide": ["desk@example.com", "203.0.113.7"],
}


def scrubbed(text: str, own: OwnRules | None = None) -> str:
    own = own or read_own_rules(OWN)
    return scrub_text(text, hasher=new_hasher(), vault=new_vault(), own=own).text


def test_a_file_without_a_problem_has_none() -> None:
    assert list(own_problems(OWN)) == []
    assert list(own_problems({})) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("by EMP-123456 and EMP-123456", "by [OWN_EMPLOYEE_NUMBER-1] and [OWN_EMPLOYEE_NUMBER-1]"),
        ("his BADGE is 1234567", "his BADGE is [OWN_BADGE-1]"),
        ("order 1234567", "order 1234567"),
        ("set acme_live_00112233aabbccdd", "set [KEY-1]"),
        ("X_ACME_Ticket=ab12 next", "X_ACME_Ticket=[SECRET-1] next"),
        ('{"xAcmeTicket": "cased, and joined"}', '{"xAcmeTicket": "[SECRET-1]"}'),
        ('"x-acme-ticket": "ab12"', '"x-acme-ticket": "[SECRET-1]"'),
        ("x-acme-ticket: ****", None),
        ("acme_token_kind=opaque7Kq2Lw9Zt", None),
        ("token=opaque7Kq2Lw9Zt", "token=[SECRET-1]"),
        ("on project  NIGHTJAR now", "on [HIDDEN-1] now"),
        ("the projector Nightjars", None),
        ("ask DESK@example.com or jane@example.com", "ask DESK@example.com or [EMAIL-1]"),
        ("from 203.0.113.7", None),
    ],
)
def test_own_rules_hide_and_spare(text: str, shown: str | None) -> None:
    assert scrubbed(text) == (shown or text)


def test_own_keys_count_in_trees() -> None:
    tree = {"xAcmeTicket": "a b", "acme_token_kind": "opaque7Kq2Lw9Zt", "token": "opaque7Kq2Lw9Zt"}
    own = read_own_rules(OWN)
    clean, _ = scrub_tree(tree, hasher=new_hasher(), vault=new_vault(), own=own)
    assert clean == {
        "xAcmeTicket": "[SECRET-1]",
        "acme_token_kind": "[SECRET-2]",  # the same value is a secret elsewhere
        "token": "[SECRET-2]",
    }
    del tree["token"]
    clean, _ = scrub_tree(tree, hasher=new_hasher(), vault=new_vault(), own=own)
    assert clean == {"xAcmeTicket": "[SECRET-1]", "acme_token_kind": "opaque7Kq2Lw9Zt"}


def test_without_own_rules_nothing_of_them_is_known() -> None:
    assert "EMP-123456" in scrubbed("by EMP-123456", OwnRules())


def test_a_kind_that_a_team_added_is_one_kind() -> None:
    assert Kind("own_badge") is Kind("own_badge")
    assert Kind("own_badge") not in list(Kind)
    with pytest.raises(ValueError, match="not a valid Kind"):
        Kind("badge")


def test_scrubbing_again_changes_nothing() -> None:
    once = scrubbed("EMP-123456, badge 1234567, Project Nightjar, x-acme-ticket=ab12")
    assert scrubbed(once) == once


def test_a_placeholder_of_an_own_kind_keeps_its_number() -> None:
    assert scrubbed("[OWN_BADGE-1] and badge 7654321") == "[OWN_BADGE-1] and badge [OWN_BADGE-2]"


def changed(**parts: Any) -> dict[str, Any]:
    return {"kinds": [{**OWN["kinds"][0], **parts}]}


PROBLEMS = [
    (changed(pattern="EMP-.*"), "/kinds/0/pattern", "takes any character"),
    (changed(pattern="[0-9]{10}"), "/kinds/0/pattern", "holds no fixed characters"),
    (changed(hits=["staff no EMP-123456"]), "/kinds/0/hits/0", "Mark what is to be hidden"),
    (changed(hits=["staff ‹no EMP-123456›"]), "/kinds/0/hits/0", "exactly what is marked"),
    (changed(misses=["EMP-123456"]), "/kinds/0/misses/0", "finds something"),
    ({"kinds": [OWN["kinds"][0]] * 2}, "/kinds/1/name", "name of another kind"),
    ({"never_hide": ["4111 1111 1111 1111"]}, "/never_hide/0", "always hidden"),
    (
        {"never_hide": ["nightjar"], "always_hide": ["Nightjar"]},
        "/always_hide/0",
        "under never_hide",
    ),
    (
        {"secret_keys": ["x-acme"], "harmless_keys": ["X_ACME"]},
        "/harmless_keys/0",
        "under secret_keys",
    ),
]


@pytest.mark.parametrize(("given", "place", "reason"), PROBLEMS, ids=lambda one: str(one)[:30])
def test_a_problem_is_named_with_its_place_and_reason(
    given: dict[str, Any], place: str, reason: str
) -> None:
    (problem,) = own_problems(given)
    assert isinstance(problem, OwnProblem)
    assert problem.place == place
    assert reason in problem.reason
