"""What is kept of a value: one digest for all its spellings, in this and every later release."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.scrub import Hasher, Kind, ScrubError
from escalator.scrub.hashing import folded_value
from tests.scrub.planted import new_hasher

SECRET = b"sixteen bytes it"


def hasher(secret: bytes = SECRET, packet: str = "1") -> Hasher:
    return Hasher(secret=secret, packet=packet)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ScrubError) as refused:
        hasher(SECRET[1:])
    assert str(refused.value) == "the secret needs at least 16 bytes"


def test_a_hasher_is_never_written_out() -> None:
    with pytest.raises(ScrubError) as refused:
        pickle.dumps(hasher())
    assert str(refused.value) == "a hasher is never written out"
    assert repr(hasher()) == "<Hasher>"


def test_a_hasher_for_one_scrubbing_agrees_with_no_other() -> None:
    one, other = Hasher.throwaway(), Hasher.throwaway()
    assert one.of_value(Kind.USER, "jdoe") != other.of_value(Kind.USER, "jdoe")
    assert one.of_value(Kind.USER, "jdoe") == one.of_value(Kind.USER, "JDoe")


def test_digests_depend_on_secret_packet_and_kind() -> None:
    digests = {
        hasher().of_value(Kind.USER, "jdoe"),
        hasher(SECRET[::-1]).of_value(Kind.USER, "jdoe"),
        hasher(packet="2").of_value(Kind.USER, "jdoe"),
        hasher().of_value(Kind.HOST, "jdoe"),
    }
    assert len(digests) == 4


@pytest.mark.parametrize(
    ("kind", "value", "digest"),
    [
        (Kind.USER, "JDoe", "6aa1265c7595ef5706a8fcd10d4674da"),
        (Kind.EMAIL, "Jane@Example.com", "7273252fd463920214d509196f18736a"),
        (Kind.IBAN, "de89 3704 0044 0532 0130 00", "7dedf9a6c353d04cd08f818b4ac583be"),
        (Kind.NAME, "Jane  Doe", "fc1b87592256a63279fb69991b8e3f50"),
        (Kind.SECRET, "Hunter2\ud800", "9305a830c4ef6ec61e96545c1d7f02cf"),
    ],
)
def test_digests_that_databases_hold_stay_good(kind: Kind, value: str, digest: str) -> None:
    assert hasher().of_value(kind, value) == digest


def test_digests_of_words_and_groups_that_databases_hold_stay_good() -> None:
    assert hasher().of_word("Jane") == "7a8c1efbb5d22b385c7d051efe96f58b"
    assert hasher().of_words(["Jane", "Doe"]) == "dfe3df3fbf707380816ff6810fe17cdf"
    assert hasher().of_exact_words(["Jane", "Doe"]) == "79febaf3f881bdd62aa1d0f01757dfca"
    assert hasher().of_group(Kind.IP, "203.0.113.7") == "33d5550a7b42edc04a207e58e13421ee"


def test_one_word_has_one_digest_and_exact_words_keep_their_case() -> None:
    assert hasher().of_words(["JANE"]) == hasher().of_word("jane")
    assert hasher().of_words(["jane", "Doe"]) == hasher().of_words(["Jane", "doe"])
    assert hasher().of_exact_words(["jane"]) != hasher().of_exact_words(["Jane"])


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("203.0.113.0", "203.0.113.255", True),
        ("203.0.113.7", "203.0.112.7", False),
        ("203.0.113.7", "::ffff:203.0.113.9", True),
        ("2001:db8:0:1::", "2001:db8:0:1:ffff::", True),
        ("2001:db8:0:1::", "2001:db8:0:2::", False),
    ],
)
def test_addresses_of_one_subnet_belong_together(one: str, other: str, is_same: bool) -> None:
    groups = [hasher().of_group(Kind.IP, address) for address in (one, other)]
    assert all(groups)
    assert (groups[0] == groups[1]) is is_same


@pytest.mark.parametrize(("kind", "value"), [(Kind.IP, "x203"), (Kind.HOST, "203.0.113.7")])
def test_what_is_no_address_belongs_to_nothing(kind: Kind, value: str) -> None:
    assert hasher().of_group(kind, value) == ""


def test_a_noting_hasher_gives_the_same_digests_and_knows_the_first_words() -> None:
    noting = hasher().noting()
    assert noting.of_word("Jane") == hasher().of_word("Jane")
    assert noting.of_words(["Max", "Doe"]) == hasher().of_words(["Max", "Doe"])
    assert noting.of_exact_words(["Ida", "Doe"]) == hasher().of_exact_words(["Ida", "Doe"])
    assert noting.first_words == {"jane", "max", "ida"}


@pytest.mark.parametrize(
    ("kind", "spellings"),
    [
        (Kind.EMAIL, ["Jane@Example.com", "jane%40example.com", "jane@example.com"]),
        (Kind.PHONE, ["+1 (415) 555-0132", "0014155550132", "%2B1%20415%205550132", "14155550132"]),
        (Kind.PHONE, ["+49 (0)30 901820", "+4930901820", "%2b49 (0)30 901820", "%2B49(0)30901820"]),
        (Kind.PHONE, ["(0)30 901820", "030901820"]),
        (Kind.CARD, ["4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111"]),
        (Kind.IBAN, ["DE89 3704 0044 0532 0130 00", "de89370400440532013000"]),
        (Kind.MAC, ["00-1A-2B-3C-4D-5E", "001a.2b3c.4d5e", "00:1a:2b:3c:4d:5e"]),
        (Kind.IP, ["2001:DB8:0:0:0:0:0:1", "2001:db8::1", "2001:db8::1%eth0"]),
        (Kind.IP, ["::ffff:203.0.113.7", "203.0.113.7"]),
        (Kind.IP, ["203.0.113.X", "203.0.113.x"]),
        (Kind.NAME, ["Jane Doe", "JANE  doe", "jane_doe"]),
        (Kind.USER, ["JDoe", "jdoe"]),
    ],
)
def test_spellings_of_one_value_are_one(kind: Kind, spellings: list[str]) -> None:
    assert len({folded_value(kind, spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.PHONE, "(0)30 901820", "30 901820"),
        (Kind.IP, "203.0.113.7", "203.0.113.8"),
        (Kind.IP, "203.0.113.x", "203.0.113.y"),
        (Kind.NAME, "Jane Doe", "Janedoe"),
        (Kind.NAME, "?!", "!?"),
    ],
)
def test_values_that_differ_stay_apart(kind: Kind, one: str, other: str) -> None:
    assert folded_value(kind, one) != folded_value(kind, other)


@given(st.text(), st.text())
def test_different_secrets_never_fold_into_one(one: str, other: str) -> None:
    hasher = new_hasher()
    same = hasher.of_value(Kind.SECRET, one) == hasher.of_value(Kind.SECRET, other)
    assert same == (one == other)
