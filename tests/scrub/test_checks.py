import string

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


@pytest.mark.parametrize("digits", ["79927398713", "0", "4111111111111111"])
def test_luhn_accepts_right_check_digits(digits: str) -> None:
    assert passes_luhn(digits)


@pytest.mark.parametrize("digits", "00 18 26 34 42 59 67 75 83 91".split())
def test_luhn_doubles_every_digit_as_the_standard_says(digits: str) -> None:
    assert [last for last in string.digits if passes_luhn(digits[0] + last)] == [digits[1]]


@pytest.mark.parametrize("last", "012456789")
def test_luhn_refuses_every_other_check_digit(last: str) -> None:
    assert not passes_luhn("7992739871" + last)


MAESTRO = "12 13 14 15 16 17 18 19"
UP_TO_19 = "16 17 18 19"


@pytest.mark.parametrize(
    ("prefix", "lengths"),
    [
        # The first and the last number of each range that the networks publish, and those beside
        # it, with the lengths that a number may have there.
        *(("199", ""), ("2199", ""), ("2200", UP_TO_19), ("2204", UP_TO_19), ("2205", "")),
        *(("2220", ""), ("2221", "16"), ("2720", "16"), ("2721", "")),
        *(("299", ""), ("300", "14 16"), ("305", "14 16"), ("306", ""), ("33", ""), ("34", "15")),
        *(("3527", ""), ("3528", UP_TO_19), ("3589", UP_TO_19), ("3590", "")),
        *(("36", "14 16"), ("37", "15"), ("38", "14 16"), ("39", "14 16")),
        *(("40", "13 16 19"), ("49", "13 16 19")),
        *(("5017", ""), ("5018", MAESTRO), ("5038", MAESTRO), ("5039", "")),
        *(("50", ""), ("51", "16"), ("55", "16"), ("56", ""), ("59", "")),
        *(("600", "16"), ("6010", "16"), ("6011", "16 19"), ("6012", "16"), ("609", "16")),
        *(("61", ""), ("62", UP_TO_19), ("63", ""), ("6303", ""), ("6304", MAESTRO), ("6305", "")),
        *(("643", ""), ("644", "16 19"), ("649", "16 19"), ("65", "16 19"), ("66", "")),
        *(("6758", ""), ("6759", MAESTRO), ("6763", MAESTRO), ("6764", "")),
        *(("80", ""), ("81", "16"), ("82", ""), ("9791", ""), ("9792", "16"), ("9793", "")),
    ],
)
def test_only_issued_prefixes_and_lengths_are_cards(prefix: str, lengths: str) -> None:
    found = [n for n in range(8, 24) if is_issued_card(prefix.ljust(n, "0"))]
    assert found == [int(length) for length in lengths.split()]


@pytest.mark.parametrize(
    "digits",
    [
        # Published by payment providers for trying out their gateways: nobody's cards.
        *("378282246310005", "371449635398431", "343434343434343"),
        *("30569309025904", "38520000023237", "36227206271667", "3056930009020004"),
        *("3530111333300000", "3566002020360505"),
        *("4111111111111111", "4012888888881881", "4222222222222"),
        *("5555555555554444", "5105105105105100", "2223003122003222"),
        *("6011111111111117", "6011000990139424", "6445644564456445"),
        *("6200000000000005", "6205500000000000004", "8171999927660000"),
        *("6759649826438453", "6304000000000000", "9792030394440796"),
    ],
)
def test_the_networks_test_numbers_are_cards(digits: str) -> None:
    assert is_card(digits)
    assert not is_card(digits[:-1] + str((int(digits[-1]) + 1) % 10))


@pytest.mark.parametrize("digits", ["79927398713", "1111111111111117", "9999999999999995"])
def test_a_right_check_digit_alone_makes_no_card(digits: str) -> None:
    assert passes_luhn(digits)
    assert not is_card(digits)


@pytest.mark.parametrize("digit", string.digits)
def test_one_repeated_digit_is_no_card(digit: str) -> None:
    assert [length for length in range(8, 24) if is_card(digit * length)] == []


REGISTERED = (
    # The example of every country in the IBAN registry that SWIFT publishes (release 101).
    "AD1200012030200359100100 AE070331234567890123456 AL47212110090000000235698741 "
    "AT611904300234573201 AZ21NABZ00000000137010001944 BA391290079401028494 BE68539007547034 "
    "BG80BNBG96611020345678 BH67BMAG00001299123456 BI4210000100010000332045181 "
    "BR1800360305000010009795493C1 BY13NBRB3600900000002Z00AB00 CH9300762011623852957 "
    "CR05015202001026284066 CY17002001280000001200527600 CZ6508000000192000145399 "
    "DE89370400440532013000 DJ2100010000000154000100186 DK5000400440116243 "
    "DO28BAGR00000001212453611324 EE382200221020145685 EG380019000500000000263180002 "
    "ES9121000418450200051332 FI2112345600000785 FK88SC123456789012 FO6264600001631634 "
    "FR1420041010050500013M02606 GB29NWBK60161331926819 GE29NB0000000101904917 "
    "GI75NWBK000000007099453 GL8964710001000206 GR1601101250000000012300695 "
    "GT82TRAJ01020000001210029690 HN88CABF00000000000250005469 HR1210010051863000160 "
    "HU42117730161111101800000000 IE29AIBK93115212345678 IL620108000000099999999 "
    "IQ98NBIQ850123456789012 IS140159260076545510730339 IT60X0542811101000000123456 "
    "JO94CBJO0010000000000131000302 KW81CBKU0000000000001234560101 KZ86125KZT5004100100 "
    "LB62099900000001001901229114 LC55HEMM000100010012001200023015 LI21088100002324013AA "
    "LT121000011101001000 LU280019400644750000 LV80BANK0000435195001 LY83002048000020100120361 "
    "MC5811222000010123456789030 MD24AG000225100013104168 ME25505000012345678951 "
    "MK07250120000058984 MN121234123456789123 MR1300020001010000123456753 "
    "MT84MALT011000012345MTLCAST001S MU17BOMM0101101030300200000MUR "
    "NI45BAPR00000013000003558124 NL91ABNA0417164300 NO9386011117947 OM810180000001299123456 "
    "PK36SCBL0000001123456702 PL61109010140000071219812874 PS92PALS000000000400123456702 "
    "PT50000201231234567890154 QA58DOHB00001234567890ABCDEFG RO49AAAA1B31007593840000 "
    "RS35260005601001611379 RU0304452522540817810538091310419 SA0380000000608010167519 "
    "SC18SSCB11010000000000001497USD SD8811123456789012 SE4550000000058398257466 "
    "SI56263300012039086 SK3112000000198742637541 SM86U0322509800000000270100 "
    "SO211000001001000100141 ST23000100010051845310146 SV62CENR00000000000000700025 "
    "TL380080012345678910157 TN5910006035183598478831 TR330006100519786457841326 "
    "UA213223130000026007233566001 VA59001123000012345678 VG96VPVG0000012345678901 "
    "XK051212012345678906 YE15CBYE0001018861234567891234"
).split()


@pytest.mark.parametrize("iban", [*REGISTERED, "GB82WEST12345698765432", "gb82west12345698765432"])
def test_published_example_ibans_pass(iban: str) -> None:
    assert is_iban(iban)


def test_every_country_of_the_registry_is_known_and_no_other() -> None:
    assert IBAN_LENGTHS.keys() == {iban[:2] for iban in REGISTERED}


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


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("203.0.113.7", True),
        *(("192.0.2.0", True), ("192.0.2.255", True)),
        *(("198.51.100.0", True), ("198.51.100.255", True)),
        *(("203.0.113.0", True), ("203.0.113.255", True)),
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
        *(("2001:db8::", True), ("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", True)),
        *(("1fff::1", False), ("2003::1", True), ("3ffe::1", True), ("4000::1", False)),
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
