"""What was hidden once is found again by its words, and what says too little by itself is not."""

import pytest

from escalator.scrub import Kind, MemoryVault
from escalator.scrub.recall import MAX_WORDS, Recall, is_distinctive, remember, remember_words
from escalator.scrub.words import MAX_WORD
from tests.scrub.planted import new_hasher

HASHER = new_hasher()
STAMP = "Thu, 12 June 2026 10:20:30 +0200"


def told(*values: tuple[Kind, str]) -> MemoryVault:
    """Give a vault that remembers values, numbered from 1."""
    vault = MemoryVault()
    for number, (kind, value) in enumerate(values, 1):
        remember_words(kind, value, number, hasher=HASHER, vault=vault)
    return vault


def found(vault: MemoryVault, text: str) -> list[tuple[str, int]]:
    return [(text[one.start : one.end], one.number) for one in Recall(HASHER, vault).find(text)]


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.PHONE, "555-0132", True),
        (Kind.PHONE, "555-013", False),
        (Kind.SECRET, "12345678", True),
        (Kind.SECRET, "1234567", False),
        (Kind.USER, "12345678", True),
        (Kind.USER, "1234567", False),
        (Kind.SECRET, "hunter2", True),
        (Kind.SECRET, "xq7zk2", True),
        (Kind.SECRET, "xq7zk", False),
        (Kind.SECRET, "summer", False),
        (Kind.SECRET, "Summer", False),
        (Kind.SECRET, "summer-table", False),
        (Kind.USER, "zhad", True),
        (Kind.USER, "zha", False),
        (Kind.USER, "postgres", False),
        (Kind.USER, "POSTGRES", False),
        (Kind.USER, "Airflow", False),
        (Kind.USER, "summer", False),
    ],
)
def test_a_value_is_distinctive_where_it_means_the_same_everywhere(
    kind: Kind, value: str, expected: bool
) -> None:
    assert is_distinctive(kind, value) is expected


@pytest.mark.parametrize(
    ("kind", "is_kept"),
    [
        (Kind.USER, True),
        (Kind.PHONE, True),
        (Kind.SECRET, True),
        (Kind.TOKEN, True),
        (Kind.EMAIL, False),
        (Kind.JWT, False),
        (Kind.PRIVATE_KEY, False),
    ],
)
def test_what_its_form_gives_away_is_not_remembered(kind: Kind, is_kept: bool) -> None:
    vault = MemoryVault()
    remember(kind, "zq7k 2081 9934x", 3, hasher=HASHER, vault=vault)
    assert bool(vault.rows()) is is_kept


@pytest.mark.parametrize(
    ("kind", "value", "rows"),
    [
        (Kind.SECRET, "summer", []),
        (Kind.USER, "zhad", ["user"]),
        (Kind.SECRET, "zhad", []),
        (Kind.SECRET, "zhaddad7", ["head", "secret"]),
        (Kind.USER, "zoe haddad", ["head", "user"]),
    ],
)
def test_what_is_remembered_of_a_value(kind: Kind, value: str, rows: list[str]) -> None:
    vault = MemoryVault()
    remember(kind, value, 3, hasher=HASHER, vault=vault)
    assert [row.kind for row in vault.rows()] == rows


def test_a_word_as_long_as_words_may_be_is_found_again() -> None:
    longest = "z7" * (MAX_WORD // 2)
    assert found(told((Kind.USER, longest)), f"login {longest} ok") == [(longest, 1)]


@pytest.mark.parametrize(("count", "is_kept"), [(0, False), (MAX_WORDS, True), (17, False)])
def test_values_of_too_many_words_are_left_to_their_form(count: int, is_kept: bool) -> None:
    assert bool(told((Kind.HIDDEN, " ".join(["word"] * count))).rows()) is is_kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("login zhaddad7 ok", [("zhaddad7", 1)]),
        ("ZHADDAD7, zhaddad7.", [("ZHADDAD7", 1), ("zhaddad7", 1)]),
        ("zhaddad70 xzhaddad7", []),
        ("key Hunter2x is set", [("Hunter2x", 2)]),
        ("key hunter2x is set", []),
        ("Ida Brunsk called", [("Ida Brunsk", 3)]),
        ("IDA.BRUNSK called", [("IDA.BRUNSK", 3)]),
        ("Ida (Brunsk) called", []),
        ("Ida called", []),
        ("Ida", []),
        ("a Blue-Fox/9 token", [("Blue-Fox/9", 4)]),
        ("a Blue(Fox)9 token", [("Blue(Fox)9", 4)]),
        ("a Blue and Fox and 9", []),
        ("a blue-fox/9 token", []),
        ("äzhaddad7 zhaddad7", [("zhaddad7", 1)]),
        ("a Blue ---- Fox/9 token", []),
        ("saw Ida Brunsk", [("Ida Brunsk", 3)]),
    ],
)
def test_a_remembered_value_is_found_as_a_whole(text: str, expected: list[tuple[str, int]]) -> None:
    vault = told(
        (Kind.USER, "zhaddad7"),
        (Kind.SECRET, "Hunter2x"),
        (Kind.NAME, "Ida Brunsk"),
        (Kind.SECRET, "Blue-Fox/9"),
    )
    assert found(vault, text) == expected


def test_the_longest_value_that_begins_at_a_word_is_found() -> None:
    vault = told((Kind.NAME, "Ida"), (Kind.NAME, "Ida Brunsk"), (Kind.NAME, "Ida Brunsk Vey"))
    assert found(vault, "saw Ida Brunsk") == [("Ida Brunsk", 2)]
    text = "Ida Brunsk Vey; Ida Brunsk; Ida"
    assert found(vault, text) == [("Ida Brunsk Vey", 3), ("Ida Brunsk", 2), ("Ida", 1)]


def test_the_parts_of_one_name_are_one_finding_and_those_of_two_are_two() -> None:
    vault = told((Kind.NAME, "Ida"))
    remember_words(Kind.NAME, "Brunsk", 1, hasher=HASHER, vault=vault)
    remember_words(Kind.NAME, "Vey", 2, hasher=HASHER, vault=vault)
    assert found(vault, "Ida Brunsk") == [("Ida Brunsk", 1)]
    assert found(vault, "Brunsk.Ida-Brunsk") == [("Brunsk.Ida-Brunsk", 1)]
    assert found(vault, "Ida, Brunsk") == [("Ida", 1), ("Brunsk", 1)]
    assert found(vault, "Ida Vey") == [("Ida", 1), ("Vey", 2)]


def test_users_in_a_row_stay_two() -> None:
    assert found(told((Kind.USER, "zhaddad7")), "zhaddad7 zhaddad7") == [("zhaddad7", 1)] * 2


def test_what_was_called_not_personal_is_not_found() -> None:
    vault = told((Kind.USER, "zhaddad7"), (Kind.NAME, "Ida Brunsk"), (Kind.NAME, "Ida"))
    vault.allow(HASHER.of_words(["zhaddad7"]))
    vault.allow(HASHER.of_words(["Ida", "Brunsk"]))
    assert found(vault, "zhaddad7 saw Ida Brunsk") == [("Ida", 3)]


def test_a_month_of_a_log_is_no_name() -> None:
    vault = told((Kind.NAME, "May"), (Kind.USER, "june"))
    assert found(vault, "May 12 10:20:30 web-1 x") == []
    assert found(vault, "it was May who called") == [("May", 1)]


def test_many_remembered_words_are_found_like_few() -> None:
    vault = told(*((Kind.USER, f"zhad{number}x") for number in range(600)))
    text = " ".join(f"zhad{number}x" for number in range(600))
    assert found(vault, text) == [(f"zhad{number}x", number + 1) for number in range(600)]


def test_only_words_that_may_begin_a_value_are_looked_up() -> None:
    vault = told((Kind.USER, "zhaddad7"), (Kind.USER, "pquill22"))
    text = "zhaddad7 pquill22"
    hits = Recall(HASHER, vault, frozenset({"zhaddad7"})).find(text)
    assert [text[one.start : one.end] for one in hits] == ["zhaddad7"]


def test_nothing_is_found_where_nothing_is_remembered() -> None:
    assert found(MemoryVault(), "zhaddad7") == []


def test_a_user_named_like_a_month_is_hidden_in_a_stamp_too() -> None:
    assert found(told((Kind.USER, "june")), STAMP) == [("June", 1)]
    assert found(told((Kind.NAME, "June")), STAMP) == []
