import pytest

from escalator.scrub.checks import (
    IBAN_LENGTHS,
    is_card,
    is_iban,
    is_issued_card,
    is_phone,
    is_public_address,
    passes_luhn,
)
from escalator.scrub.shields import SHIELDS, is_shielded


@pytest.mark.parametrize("digits", ["79927398713", "0", "18", "4111111111111111"])
def test_luhn_accepts_right_check_digits(digits: str) -> None:
    assert passes_luhn(digits)


@pytest.mark.parametrize("last", "012456789")
def test_luhn_refuses_every_other_check_digit(last: str) -> None:
    assert not passes_luhn("7992739871" + last)


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("4" + "0" * 12, True),
        ("4" + "0" * 13, False),
        ("4" + "0" * 15, True),
        ("4" + "0" * 18, True),
        ("51" + "0" * 14, True),
        ("50" + "0" * 14, False),
        ("55" + "0" * 14, True),
        ("56" + "0" * 14, False),
        ("2221" + "0" * 12, True),
        ("2220" + "0" * 12, False),
        ("2720" + "0" * 12, True),
        ("2721" + "0" * 12, False),
        ("34" + "0" * 13, True),
        ("35" + "0" * 13, False),
        ("37" + "0" * 13, True),
        ("37" + "0" * 14, False),
        ("6011" + "0" * 12, True),
        ("6012" + "0" * 12, True),
        ("644" + "0" * 13, True),
        ("643" + "0" * 13, False),
        ("36" + "0" * 12, True),
        ("305" + "0" * 11, True),
        ("306" + "0" * 11, False),
        ("3528" + "0" * 12, True),
        ("3527" + "0" * 12, False),
        ("62" + "0" * 14, True),
        ("17" + "0" * 14, False),
        ("99" + "0" * 14, False),
    ],
)
def test_only_issued_prefixes_and_lengths_are_cards(digits: str, expected: bool) -> None:
    assert is_issued_card(digits) is expected


def test_one_repeated_digit_is_no_card() -> None:
    assert passes_luhn("4444444444444448")
    assert not is_card("0000000000000000")


@pytest.mark.parametrize(
    "iban",
    [
        "DE89370400440532013000",
        "GB82WEST12345698765432",
        "NL91ABNA0417164300",
        "NO9386011117947",
        "FR1420041010050500013M02606",
        "MT84MALT011000012345MTLCAST001S",
        "gb82west12345698765432",
    ],
)
def test_published_example_ibans_pass(iban: str) -> None:
    assert is_iban(iban)


@pytest.mark.parametrize(
    "iban",
    [
        "DE88370400440532013000",
        "DE8937040044053201300",
        "XX89370400440532013000",
        "",
        "DE89٣70400440532013000",
    ],
)
def test_wrong_ibans_fail(iban: str) -> None:
    assert not is_iban(iban)


def test_iban_lengths_lie_in_the_standard() -> None:
    assert all(15 <= length <= 34 for length in IBAN_LENGTHS.values())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.7", True),
        ("192.0.2.1", True),
        ("198.51.100.255", True),
        ("8.8.8.8", True),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.0.1", False),
        ("127.0.0.1", False),
        ("169.254.1.1", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("0.0.0.0", False),
        ("256.1.1.1", False),
        ("1.2.3", False),
        ("2001:db8::1", True),
        ("2a00:1450::1", True),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::1", False),
        ("a::b", False),
        ("", False),
    ],
)
def test_public_addresses(address: str, expected: bool) -> None:
    assert is_public_address(address) is expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("+14155550132", True),
        ("+442079460958", True),
        ("+1415", False),
        ("+999123456789", False),
        ("+", False),
    ],
)
def test_possible_phones(number: str, expected: bool) -> None:
    assert is_phone(number) is expected


SHIELDED = [
    pytest.param(example, id=f"{name}: {example}")
    for name, _, examples in SHIELDS
    for example in examples
]


@pytest.mark.parametrize("example", SHIELDED)
def test_a_shield_covers_its_own_examples(example: str) -> None:
    text = f"x {example} y"
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    assert is_shielded(text, digits[-1] - 1, digits[-1] + 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("at 10:20:30 call 4155550132 x", "4155550132"),
        ("2026-03-12 10:20:30 4111111111111111", "4111111111111111"),
        ("id: 4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("550e8400-e29b-41d4-a716-446655440000 4111111111111111", "4111111111111111"),
        ("Mar 12 10:20:30\n4111111111111111", "4111111111111111"),
    ],
)
def test_a_shield_beside_a_value_does_not_cover_it(text: str, value: str) -> None:
    start = text.index(value)
    assert not is_shielded(text, start, start + len(value))
