import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.scrub import Hasher, Kind, MemoryVault, ScrubError, VaultRow, scrub_text
from escalator.scrub.hashing import folded_value
from escalator.scrub.model import MAX_NUMBER, joined_number, placeholder
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


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ScrubError):
        Hasher(secret=b"short", packet="1")


def test_a_hasher_is_never_written_out() -> None:
    with pytest.raises(ScrubError):
        pickle.dumps(new_hasher())


def test_digests_depend_on_secret_packet_and_kind() -> None:
    digests = {
        Hasher(secret=b"a" * 32, packet="1").of_value(Kind.USER, "jdoe"),
        Hasher(secret=b"b" * 32, packet="1").of_value(Kind.USER, "jdoe"),
        Hasher(secret=b"a" * 32, packet="2").of_value(Kind.USER, "jdoe"),
        Hasher(secret=b"a" * 32, packet="1").of_value(Kind.HOST, "jdoe"),
    }
    assert len(digests) == 4


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        (Kind.EMAIL, ["Jane@Example.com", "jane%40example.com", "jane@example.com"]),
        (Kind.PHONE, ["+1 (415) 555-0132", "0014155550132", "%2B14155550132"]),
        (Kind.PHONE, ["+49 (0)30 901820", "+4930901820"]),
        (Kind.CARD, ["4111 1111 1111 1111", "4111-1111-1111-1111"]),
        (Kind.IBAN, ["DE89 3704 0044 0532 0130 00", "de89370400440532013000"]),
        (Kind.MAC, ["00-1A-2B-3C-4D-5E", "001a.2b3c.4d5e", "00:1a:2b:3c:4d:5e"]),
        (Kind.IP, ["2001:DB8:0:0:0:0:0:1", "2001:db8::1"]),
        (Kind.IP, ["::ffff:203.0.113.7", "203.0.113.7"]),
        (Kind.NAME, ["Jane Doe", "JANE  doe", "jane_doe"]),
        (Kind.USER, ["JDoe", "jdoe"]),
    ],
)
def test_spellings_of_one_value_are_one(kind: Kind, spellings: list[str]) -> None:
    assert len({folded_value(kind, spelling) for spelling in spellings}) == 1


@given(st.text(), st.text())
def test_different_secrets_never_fold_into_one(one: str, other: str) -> None:
    hasher = new_hasher()
    same = hasher.of_value(Kind.SECRET, one) == hasher.of_value(Kind.SECRET, other)
    assert same == (one == other)
