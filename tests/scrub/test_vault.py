import pickle

import pytest

from escalator.scrub import Kind, ScrubError, scrub_text
from escalator.scrub.model import MAX_NUMBER, joined_number, placeholder
from escalator.scrub.vault import MemoryVault, VaultRow
from tests.scrub.planted import new_hasher, new_vault


def test_values_are_numbered_by_kind_in_order() -> None:
    vault = new_vault()
    numbers = [
        vault.number(kind, digest)
        for kind, digest in [(Kind.IP, "a"), (Kind.IP, "b"), (Kind.EMAIL, "c"), (Kind.IP, "a")]
    ]
    assert numbers == [1, 2, 1, 1]


def test_rows_make_an_equal_vault() -> None:
    vault = new_vault()
    scrub_text(
        "jane.doe@example.com password=hunter2x user=jdoe77 203.0.113.7 203.0.113.8",
        hasher=new_hasher(),
        vault=vault,
        names=("Will Haddad",),
    )
    vault.allow("d")
    again = MemoryVault(vault.rows())
    assert again.rows() == vault.rows()
    assert pickle.loads(pickle.dumps(vault)).rows() == vault.rows()


def test_numbers_go_on_where_the_rows_ended() -> None:
    vault = MemoryVault([VaultRow("ip", "a", 7)])
    assert vault.number(Kind.IP, "b") == 8


def test_a_reserved_number_is_never_given_out() -> None:
    vault = new_vault()
    vault.reserve(Kind.IP, 4)
    assert vault.number(Kind.IP, "a") == 5


def test_a_number_too_high_reserves_nothing() -> None:
    vault = new_vault()
    vault.reserve(Kind.IP, 1_000_000)
    assert vault.number(Kind.IP, "a") == 1


def test_values_of_a_group_share_its_number() -> None:
    vault = new_vault()
    given = [("a", "n"), ("b", "m"), ("c", "n"), ("d", ""), ("e", "n"), ("a", "n")]
    numbers = [vault.number(Kind.IP, digest, group=group) for digest, group in given]
    shown = [placeholder(Kind.IP, number) for number in numbers]
    assert shown == ["[IP-1.1]", "[IP-2.1]", "[IP-1.2]", "[IP-3]", "[IP-1.3]", "[IP-1.1]"]


def test_a_group_goes_on_where_its_rows_ended() -> None:
    vault = new_vault()
    vault.number(Kind.IP, "a", group="n")
    again = MemoryVault(vault.rows())
    assert placeholder(Kind.IP, again.number(Kind.IP, "b", group="n")) == "[IP-1.2]"
    assert placeholder(Kind.IP, again.number(Kind.IP, "c", group="m")) == "[IP-2.1]"
    assert again.digests(Kind.IP, joined_number(1, 1)) == ("a",)


def test_an_address_kept_without_a_group_keeps_its_number() -> None:
    vault = MemoryVault([VaultRow("ip", "a", 3)])
    numbers = [vault.number(Kind.IP, digest, group="n") for digest in "ab"]
    assert [placeholder(Kind.IP, number) for number in numbers] == ["[IP-3]", "[IP-4.1]"]


def test_a_number_within_a_group_that_the_text_shows_is_never_given_out() -> None:
    vault = new_vault()
    vault.number(Kind.IP, "a", group="n")
    vault.reserve(Kind.IP, joined_number(1, 5))
    assert vault.number(Kind.IP, "b", group="n") == joined_number(1, 6)
    assert vault.number(Kind.IP, "c", group="m") == joined_number(2, 1)


def test_a_million_different_values_are_refused() -> None:
    vault = MemoryVault([VaultRow("user", "a", MAX_NUMBER)])
    with pytest.raises(ScrubError):
        vault.number(Kind.USER, "b")


def test_rows_hold_digests_only() -> None:
    vault = new_vault()
    scrub_text("jane.doe@example.com", hasher=new_hasher(), vault=vault)
    assert vault.rows()
    assert all(len(row.digest) == 32 and int(row.digest, 16) >= 0 for row in vault.rows())


def test_a_vault_says_how_much_it_holds_and_nothing_of_it() -> None:
    vault = MemoryVault([VaultRow("ip", "a", 1), VaultRow("allowed", "b", 0)])
    assert repr(vault) == "<MemoryVault of 1 digests>"
    assert vault.size() == 1


def test_rows_of_every_kind_come_back_in_order() -> None:
    rows = (
        VaultRow("allowed", "d", 0),
        VaultRow("email", "e", 1),
        VaultRow("email", "f", 1),
        VaultRow("group", "a", 2),
        VaultRow("head", "h", 2),
        VaultRow("head", "h", 3),
        VaultRow("ip", "a", 4),
        VaultRow("ip", "b", 1),
        VaultRow("subnet", "n", 2),
    )
    vault = MemoryVault(reversed(rows))
    assert vault.rows() == rows
    assert vault.known("a") == (Kind.IP, joined_number(2, 4))
    assert vault.known("b") == (Kind.IP, 1)
    assert vault.known("x") is None
    assert vault.heads() == {"h": frozenset({2, 3})}


def test_a_digest_keeps_the_first_value_it_was_told_for() -> None:
    vault = new_vault()
    vault.alias(Kind.NAME, "a", 3)
    vault.alias(Kind.USER, "a", 5)
    assert vault.known("a") == (Kind.NAME, 3)
    assert (vault.number(Kind.NAME, "b"), vault.number(Kind.USER, "c")) == (4, 6)


def test_a_digest_of_another_kind_gets_a_number_of_its_own() -> None:
    vault = MemoryVault([VaultRow("name", "a", 3)])
    assert vault.number(Kind.USER, "a") == 1
    assert vault.known("a") == (Kind.NAME, 3)


def test_a_value_is_lone_until_a_second_digest_leads_to_its_number() -> None:
    vault = new_vault()
    assert vault.is_lone(Kind.NAME, 1)
    assert vault.digests(Kind.NAME, 1) == ()
    vault.alias(Kind.NAME, "a", 1)
    assert vault.is_lone(Kind.NAME, 1)
    vault.alias(Kind.NAME, "b", 1)
    assert not vault.is_lone(Kind.NAME, 1)
    assert vault.digests(Kind.NAME, 1) == ("a", "b")
    assert vault.is_lone(Kind.NAME, 2)


def test_a_lower_number_reserved_later_takes_nothing_back() -> None:
    rows = [VaultRow("ip", "a", 7), VaultRow("group", "a", 2), VaultRow("subnet", "n", 2)]
    vault = MemoryVault(rows)
    vault.reserve(Kind.IP, joined_number(2, 3))
    vault.reserve(Kind.IP, 1)
    vault.alias(Kind.IP, "s", joined_number(1, 9))
    assert vault.number(Kind.IP, "b") == 3
    assert vault.number(Kind.IP, "c", group="n") == joined_number(2, 8)


def test_what_was_called_not_personal_can_be_called_personal_again() -> None:
    vault = new_vault()
    vault.allow("a")
    assert vault.allowed("a")
    assert not vault.allowed("b")
    vault.disallow("b")
    vault.disallow("a")
    assert not vault.allowed("a")


def test_the_last_number_of_all_is_given_out() -> None:
    vault = MemoryVault([VaultRow("user", "a", MAX_NUMBER - 1)])
    assert vault.number(Kind.USER, "b") == MAX_NUMBER
    with pytest.raises(ScrubError) as refused:
        vault.number(Kind.USER, "c")
    assert str(refused.value) == f"there are more than {MAX_NUMBER} different values of one kind"
