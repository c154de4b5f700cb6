import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from escalator.scrub import (
    Finding,
    Kind,
    MemoryVault,
    Scrubbed,
    ScrubError,
    VaultRow,
    is_clean,
    scrub_text,
    scrub_texts,
)
from tests.scrub.planted import PLANTS, QUIET, new_hasher, new_vault

lines = st.sampled_from(QUIET)
plants = st.sampled_from(list(PLANTS)).flatmap(
    lambda kind: st.tuples(st.just(kind), st.sampled_from(PLANTS[kind][1]), PLANTS[kind][0])
)
rough = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("@.:-_/\\=\"'<>[]{}(),;+% \n\t01259aeAEXx")),
        st.characters(),
        st.sampled_from(["\u200b", "\x00", "\ud800", "\u202e", "@", "［", "．"]),
    ),
    max_size=60,
)
pieces = st.one_of(
    lines,
    plants.map(lambda plant: plant[1].format(plant[2])),
    rough,
    st.sampled_from(
        [
            "[EMAIL-7]",
            "[SECRET-1]",
            "password=",
            "token: ",
            "Bearer ",
            "user=",
            "Cookie: ",
            "/home/",
            "Jane",
            "doe",
            "://",
            "@example.com",
            "-----",
            "eyJ",
            "for ",
            "key",
            "4111 1111 1111 1111",
        ]
    ),
)
messes = st.lists(pieces, max_size=8).flatmap(
    lambda parts: st.sampled_from(["", " ", "\n"]).map(lambda between: between.join(parts))
)


def scrub(text: str, *names: str, vault: MemoryVault | None = None) -> Scrubbed:
    return scrub_text(text, hasher=new_hasher(), vault=vault or new_vault(), names=names)


@given(messes)
def test_scrubbing_twice_changes_nothing(text: str) -> None:
    vault = new_vault()
    once = scrub(text, "Jane Doe", vault=vault).text
    assert scrub(once, "Jane Doe", vault=vault).text == once


@given(messes)
def test_a_new_vault_finds_nothing_in_scrubbed_text(text: str) -> None:
    assert is_clean(scrub(text).text)


@given(messes)
def test_findings_are_in_order_apart_and_explain_the_output(text: str) -> None:
    result = scrub(text, "Jane Doe")
    shown, place = "", 0
    for finding in result.findings:
        assert place <= finding.start < finding.end <= len(text)
        shown += text[place : finding.start] + finding.placeholder
        place = finding.end
    assert shown + text[place:] == result.text


@given(plants, st.lists(lines, max_size=3), st.lists(lines, max_size=3))
def test_a_planted_value_is_found_exactly_where_it_stands(
    plant: tuple[Kind, str, str], before: list[str], after: list[str]
) -> None:
    kind, sentence, value = plant
    front = "\n".join([*before, ""]) if before else ""
    start = len(front) + sentence.format("\0").index("\0")
    text = "\n".join([front + sentence.format(value), *after])
    found = [(f.kind, f.start, f.end) for f in scrub(text).findings]
    assert (kind, start, start + len(value)) in found
    assert {entry[0] for entry in found} == {kind}


@given(st.lists(lines, max_size=10))
def test_text_without_personal_values_is_unchanged(quiet: list[str]) -> None:
    text = "\n".join(quiet)
    assert scrub(text) == Scrubbed(text, ())


@given(st.lists(plants, min_size=1, max_size=6), st.data())
def test_no_planted_value_survives_anywhere_in_the_packet(
    planted: list[tuple[Kind, str, str]], data: st.DataObject
) -> None:
    told = [sentence.format(value) for _, sentence, value in planted]
    bare = [f"see {value} again" for _, _, value in planted]
    texts = data.draw(st.permutations([*told, *bare]))
    results = scrub_texts(texts, hasher=new_hasher(), vault=new_vault())
    everything = "\n".join(result.text for result in results)
    for _, _, value in planted:
        assert value not in everything


@given(
    st.sampled_from(list(PLANTS)).flatmap(
        lambda k: st.tuples(st.just(k), PLANTS[k][0], PLANTS[k][0])
    )
)
def test_same_value_same_placeholder_and_different_values_different_ones(
    pair: tuple[Kind, str, str],
) -> None:
    kind, one, other = pair
    sentences = PLANTS[kind][1]
    texts = [sentences[0].format(one), sentences[-1].format(one), sentences[0].format(other)]
    shown = [result.findings[0].placeholder for result in scrub_all(texts)]
    assert shown[0] == shown[1]
    assert (shown[0] == shown[2]) == (one == other)


def scrub_all(texts: list[str]) -> tuple[Scrubbed, ...]:
    return scrub_texts(texts, hasher=new_hasher(), vault=new_vault())


@given(messes, messes)
@settings(max_examples=50)
def test_the_same_input_gives_the_same_output(one: str, other: str) -> None:
    assert scrub_all([one, other]) == scrub_all([one, other])


neighbours = st.tuples(
    st.sampled_from(["192.0.2.{}", "203.0.113.{}", "2001:db8::{:x}", "2001:db8:0:9::{:x}"]),
    st.integers(1, 4),
).map(lambda pair: pair[0].format(pair[1]))


@given(st.lists(st.lists(neighbours, max_size=5), max_size=6))
def test_an_address_keeps_its_placeholder_over_all_runs_and_shows_its_neighbours(
    runs: list[list[str]],
) -> None:
    shown: dict[str, str] = {}
    rows: tuple[VaultRow, ...] = ()
    for addresses in runs:
        vault = MemoryVault(rows)
        words = scrub(" ".join(addresses), vault=vault).text.split()
        rows = vault.rows()
        for address, word in zip(addresses, words, strict=True):
            assert shown.setdefault(address, word) == word
    assert len(set(shown.values())) == len(shown)
    subnets = {re.sub(r"(\d|\w+)$", "", address) for address in shown}
    groups = {word.partition(".")[0] for word in shown.values()}
    assert len(groups) == len(subnets)


def test_a_value_keeps_its_placeholder_in_a_later_run_from_rows() -> None:
    first = new_vault()
    scrub("user=jdoe77 wrote jane.doe@example.com", vault=first)
    later = MemoryVault(first.rows())
    assert scrub("JANE.DOE@example.com and jdoe77", vault=later).text == "[EMAIL-1] and [USER-1]"


def test_digests_of_two_packets_never_agree() -> None:
    vaults = new_vault(), new_vault()
    for name, vault in zip("12", vaults, strict=True):
        scrub_text("jane.doe@example.com", hasher=new_hasher(name), vault=vault)
    one, other = ({row.digest for row in vault.rows()} for vault in vaults)
    assert not one & other


TELLING = [
    ("two spellings", "Jane@Example.com jane%40example.com", "[EMAIL-1] [EMAIL-1]"),
    (
        "phone spellings",
        "Tel: +1 415 555 0132, phone=%2B14155550132",
        "Tel: [PHONE-1], phone=[PHONE-1]",
    ),
    ("ip in ip", "10.0.0.12 203.0.113.1 203.0.113.12", "10.0.0.12 [IP-1.1] [IP-1.2]"),
    ("ipv6 spellings", "2001:db8::1 and 2001:DB8:0:0:0:0:0:1", "[IP-1.1] and [IP-1.1]"),
    (
        "subnets",
        "203.0.113.1 198.51.100.1 203.0.113.2 2001:db8::1 2001:db8:0:0:9::2 2001:db8:0:1::1",
        "[IP-1.1] [IP-2.1] [IP-1.2] [IP-3.1] [IP-3.2] [IP-4.1]",
    ),
    ("older placeholder", "[IP-3] from 203.0.113.1", "[IP-3] from [IP-4.1]"),
    ("a word on the line before", "s-iPad\npassword=hunter2x", "s-iPad\npassword=[SECRET-1]"),
    ("full-width", "mail ｊａｎｅ＠ｅｘａｍｐｌｅ．ｃｏｍ now", "mail [EMAIL-1] now"),
    ("zero width", "ja\u200bne@exam\u200dple.com.", "[EMAIL-1]."),
    ("UTF-16 read wrongly", "j\0a\0n\0e\0@\0e\0x\0.\0c\0o\0m", "[EMAIL-1]"),
    ("environment, on the safe side", "A=1\0PASSWORD=hunter2x\0B=2", "A=1\0PASSWORD=[SECRET-1]"),
    ("right to left", "\u202eמייל jane@example.com\u202c", "\u202eמייל [EMAIL-1]\u202c"),
    ("lone surrogate", "\ud800 jane@example.com", "\ud800 [EMAIL-1]"),
    ("own placeholder", "[EMAIL-7] and jane@example.com", "[EMAIL-7] and [EMAIL-8]"),
    ("huge placeholder", "[EMAIL-9999999] jane@example.com", "[EMAIL-9999999] [EMAIL-1]"),
    ("glued to a placeholder", "password=[SECRET-4]x9", "password=[SECRET-5]"),
    ("secret over mail", "password=jane@example.com", "password=[SECRET-1]"),
    (
        "password told once",
        "password=hunter2x failed; hunter2x again",
        "password=[SECRET-1] failed; [SECRET-1] again",
    ),
    ("common password elsewhere", "password=summer in summer", "password=[SECRET-1] in summer"),
    (
        "connection string",
        "postgres://app:s3cr3tX@10.0.0.5/db",
        "postgres://app:[SECRET-1]@10.0.0.5/db",
    ),
    (
        "log of a login",
        "Accepted publickey for jdoe7 from 203.0.113.9",
        "Accepted publickey for [USER-1] from [IP-1.1]",
    ),
    (
        "cookie attributes stay",
        "Set-Cookie: a=x1; Path=/; Secure",
        "Set-Cookie: a=[COOKIE-1]; Path=/; Secure",
    ),
    (
        "name inside a mail",
        "jane.doe@example.com: Jane is out, DOE too",
        "[EMAIL-1]: [NAME-1] is out, [NAME-1] too",
    ),
]


@pytest.mark.parametrize(
    ("text", "shown"), [row[1:] for row in TELLING], ids=[row[0] for row in TELLING]
)
def test_telling_cases(text: str, shown: str) -> None:
    assert scrub(text).text == shown


def test_nothing_that_is_returned_or_kept_shows_the_value() -> None:
    vault = new_vault()
    result = scrub("password=hunter2x jane@example.com", "Zofia", vault=vault)
    everything = repr((result.findings, vault, vault.rows(), new_hasher(), result.text)).lower()
    assert not any(value in everything for value in ("hunter2x", "jane", "zofia"))


def test_an_error_carries_no_part_of_the_text() -> None:
    class Broken(MemoryVault):
        def number(self, kind: Kind, digest: str, *, group: str = "") -> int:
            raise ValueError("jane@example.com")

    with pytest.raises(ScrubError) as caught:
        scrub("jane@example.com", vault=Broken())
    assert "jane" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_findings_count_in_code_points() -> None:
    result = scrub("😀 jane@example.com")
    assert result.findings == (Finding(Kind.EMAIL, 2, 18, "[EMAIL-1]"),)
