"""Fingerprints of errors: the same whatever changes each time, another for another error."""

import string
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.fingerprint import LONGEST_SHAPE, NO_ERROR, fingerprint
from escalator.domain.hidden import WORDS


def digest_of(error: str, **others: str) -> str:
    return fingerprint({"error_text": error, **others}, "general").digest


NUMBERS = st.integers(0, 10**12).map(str)
HEX = st.from_regex(r"[0-9a-f]{3,39}[0-9]", fullmatch=True)
MOMENTS = st.datetimes(datetime(2001, 1, 1), datetime(2059, 1, 1), timezones=st.just(UTC))
PLACES = st.from_regex(r"[A-Za-z][A-Za-z0-9_.-]{0,14}", fullmatch=True)
IN_QUOTES = st.text(st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="'"))
PATHS: tuple[Callable[[list[str]], str], ...] = (
    lambda parts: "/" + "/".join(parts),
    lambda parts: "C:\\" + "\\".join(parts),
    lambda parts: "https://files.example.com/" + "/".join(parts),
)
STAMPS: tuple[Callable[[datetime], str], ...] = (
    lambda at: at.isoformat(),
    lambda at: f"{at:%Y-%m-%d %H:%M:%S,%f}"[:-3],
    lambda at: f"{at:%d/%b/%Y:%H:%M:%S +0000}",
    lambda at: f"{at:%b %d %H:%M:%S}",
    lambda at: f"{at:%a, %d %b %Y %H:%M:%S} GMT",
    lambda at: f"{at:%d.%m.%Y %H:%M}",
    lambda at: f"{at:%I:%M %p}",
)
PLACEHOLDERS = st.builds("[{}-{}]".format, st.sampled_from(tuple(WORDS)), st.integers(1, 999))
IDENTIFIERS = st.one_of(
    st.uuids().map(str),
    HEX,
    st.from_regex(r"[0-9][a-z]{1,6}[0-9][A-Za-z0-9]{3,20}", fullmatch=True),
    st.from_regex(r"[A-Z][0-9]{1,6}[a-z][A-Za-z0-9]{3,20}", fullmatch=True),
)
CHANGING = st.one_of(
    NUMBERS,
    st.integers(0, 2**40).map("{:,}".format),
    st.floats(0.001, 1e6).map("{:.3f}".format),
    st.integers(0, 2**64).map("0x{:x}".format).filter(lambda code: len(code) != 10),
    IDENTIFIERS,
    st.tuples(st.sampled_from(PATHS), st.lists(PLACES, min_size=1, max_size=4)).map(
        lambda made: made[0](made[1])
    ),
    st.tuples(st.sampled_from(STAMPS), MOMENTS).map(lambda made: made[0](made[1])),
    IN_QUOTES.map("'{}'".format),
    st.ip_addresses().map(str),
    PLACEHOLDERS,
)
TEMPLATES = (
    "export of tenant {0} was stopped after {1} rows",
    "{0} worker {1} lost its lease on partition {2}",
    "cannot convert value of field {0} at record {1}: type mismatch",
    "upstream request timeout: order-writer did not answer within {0} ({1})",
    "{0}\n  File {1}, in run\nValueError: unexpected end of stream at {2}",
)


@given(st.sampled_from(TEMPLATES), st.lists(CHANGING, min_size=6, max_size=6))
def test_a_fingerprint_is_stable_under_what_changes(template: str, parts: list[str]) -> None:
    first, second = template.format(*parts[:3]), template.format(*parts[3:])
    assert digest_of(first) == digest_of(second), (first, second)


@given(st.sampled_from(TEMPLATES), st.lists(CHANGING, min_size=3, max_size=3))
def test_a_fingerprint_is_stable_under_layout(template: str, parts: list[str]) -> None:
    told = template.format(*parts)
    again = "\n".join(f"  {line}\t " for line in told.splitlines())
    assert digest_of(told) == digest_of(again) == digest_of(f"{told}\n{told}")


NAMES = st.text(string.ascii_lowercase, min_size=9, max_size=14).filter(
    lambda name: not set(name) <= set("abcdef")
)


@given(st.lists(NAMES, min_size=4, max_size=4), st.lists(NAMES, min_size=4, max_size=4))
def test_different_words_make_different_fingerprints(one: list[str], other: list[str]) -> None:
    same = digest_of(" ".join(one)) == digest_of(" ".join(other))
    assert same == (one == other)


@given(st.text(max_size=3000))
def test_any_text_has_a_fingerprint_or_none_and_always_the_same(error: str) -> None:
    found = fingerprint({"error_text": error}, "general")
    assert found == fingerprint({"error_text": error}, "general")
    assert len(found.digest) in (0, 64)
    assert len(found.shape) <= LONGEST_SHAPE


DIFFERENT = (
    "upstream request timeout: order-writer did not answer within 30000 ms",
    "upstream request timeout: stock-writer did not answer within 30000 ms",
    "HTTP 502 from the token service of the gateway",
    "HTTP 504 from the token service of the gateway",
    "HTTP/2 401 from the token service of the gateway",
    "SSL alert number 48: tlsv1 alert unknown ca",
    "SSL alert number 49: tlsv1 alert access denied",
    "ORA-12154: could not resolve the connect identifier",
    "ORA-12541: could not resolve the connect identifier",
    "The operation failed: 0x80070005 while writing the file",
    "The operation failed: 0x80070020 while writing the file",
    "worker exited with code 137 while writing the file",
    "worker exited with code 139 while writing the file",
    '{"error": "invalid_client", "error_description": "secret does not match"}',
    '{"error": "invalid_grant", "error_description": "secret does not match"}',
    "'index out of range'",
    "'division by zero happened'",
    "SQLSTATE 23505 in the nightly import of accounts",
    "SQLSTATE 40001 in the nightly import of accounts",
)


@pytest.mark.parametrize(("one", "other"), [*combinations(DIFFERENT, 2)])
def test_errors_that_differ_in_words_or_codes_are_different(one: str, other: str) -> None:
    assert digest_of(one) != digest_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[EMAIL-1] may not read this folder", "[EMAIL-7] may not read this folder"),
        ("[IP-2.1] refused the connection twice", "[IP-1.4] refused the connection twice"),
        ("user “Jan Blom” has no rights here", "user “Mo” has no rights here"),
        ("lock on `orders_2024` timed out again", "lock on `orders_2025` timed out again"),
        ("no row for id=7fe2 in the ledger table", "no row for id=00a91 in the ledger table"),
        ("Decoded 3 of 12 parts of this archive", "decoded 11 of 90 parts of this archive."),
        ('{"message": "quota is used up", "used": 17}', '{"message":"quota is used up","used":3}'),
        ("it can't open /srv/a/x.csv for you", "it can't open /var/spool/b.csv for you"),
    ],
)
def test_the_same_error_told_of_another_case_is_the_same(one: str, other: str) -> None:
    assert digest_of(one) == digest_of(other) != ""


def test_a_month_in_a_word_is_no_moment() -> None:
    assert digest_of("Decoded 3 of the parts") != digest_of("3 of the parts")


@pytest.mark.parametrize("error", ["", "None shown", "n/a", "4711", "[TOKEN-1]", "...", "17:03"])
def test_a_text_that_names_no_error_has_no_fingerprint(error: str) -> None:
    assert fingerprint({"error_text": error, "product_area": "Sync"}, "general") == NO_ERROR


def test_a_packet_without_an_error_text_has_no_fingerprint() -> None:
    assert fingerprint({}, "security") == NO_ERROR


def test_few_words_are_the_same_error_only_in_the_same_area() -> None:
    error = "500 Internal Server Error"
    assert digest_of("Timed out", product_area="Sync") == digest_of(
        "timed out", product_area="sync"
    )
    assert digest_of("Timed out", product_area="Sync") != digest_of(
        "Timed out", product_area="Mail"
    )
    by_category = [fingerprint({"error_text": "Timed out"}, one).digest for one in ("a", "b")]
    assert by_category[0] != by_category[1]
    assert digest_of(error, product_area="Sync") == digest_of(error, product_area="Mail")


def test_many_words_are_the_same_error_in_any_version_and_area() -> None:
    error = "export was stopped after 1000 rows"
    answers = {"error_text": error, "product_area": "Exports", "product_version": "4.18"}
    found = fingerprint(answers, "general")
    assert (found.area, found.version) == ("Exports", "4.18")
    assert found.digest == digest_of(error)
    since = fingerprint({"error_text": error, "first_bad_version": "4.19"}, "release-regression")
    assert since.version == "4.19"


def test_a_shape_is_the_text_with_gaps_and_its_codes() -> None:
    told = "2026-11-24T08:01:02Z HTTP 504 for /v2/orders,\n  request 9f3b2c1d"
    found = fingerprint({"error_text": told}, "general")
    assert found.shape == "… HTTP 504 for …, request …"
