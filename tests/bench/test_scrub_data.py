import hashlib
import re
from collections.abc import Callable, Iterator

import phonenumbers
import pytest

from bench.scrub import numbers, secrets
from bench.scrub.draw import Draw, Make
from bench.scrub.formats import FORMATS
from bench.scrub.logs import logs
from bench.scrub.model import Document, Half, Role
from bench.scrub.phrases import PHRASES
from bench.scrub.places import PHONES
from bench.scrub.texts import texts
from bench.scrub.writer import Writer

WORDS = re.compile(r"\w+")


def every_document() -> list[Document]:
    return [*texts(140, "seed"), *logs(0.1, "seed")]


DOCUMENTS = every_document()


def values(make: Make, half: Half) -> Iterator[str]:
    draw = Draw("values", half)
    return (make(draw) for _ in range(200))


def digits(text: str) -> list[int]:
    return [int(letter) for letter in text if letter.isdigit()]


def luhn(text: str) -> bool:
    doubled = [n * 2 if place % 2 else n for place, n in enumerate(reversed(digits(text)))]
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0


def mod97(text: str) -> bool:
    letters = text.replace(" ", "").upper()
    return int("".join(str(int(one, 36)) for one in letters[4:] + letters[:4])) % 97 == 1


def nhs(text: str) -> bool:
    return sum(n * (10 - place) for place, n in enumerate(digits(text))) % 11 == 0


def dni(text: str) -> bool:
    number = text.replace("X", "0").replace("Y", "1").replace("Z", "2")[:-1].replace("-", "")
    return text[-1] == "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23]


def steuer_id(text: str) -> bool:
    found = digits(text)
    state = 10
    for n in found[:-1]:
        state = ((n + state) % 10 or 10) * 2 % 11
    repeats = sorted(found[:-1].count(n) for n in set(found[:-1]))
    return (state + found[-1]) % 10 == 1 and found[0] != 0 and repeats == [1] * 8 + [2]


def nir(text: str) -> bool:
    number = text.replace(" ", "")
    return (int(number[:13]) + int(number[13:])) % 97 == 0


def pesel(text: str) -> bool:
    return sum(a * b for a, b in zip(digits(text), digits("13791379131"), strict=True)) % 10 == 0


def verhoeff(text: str) -> bool:
    # The dihedral group of ten elements, computed instead of tabled.
    def times(a: int, b: int) -> int:
        if a < 5:
            return (a + b) % 5 if b < 5 else 5 + (a + b) % 5
        return 5 + (a - b) % 5 if b < 5 else (a - b) % 5

    turn = {0: list(range(10))}
    for place in range(1, 8):
        turn[place] = [(1, 5, 7, 6, 2, 8, 3, 0, 9, 4)[turn[place - 1][n]] for n in range(10)]
    state = 0
    for place, n in enumerate(reversed(digits(text))):
        state = times(state, turn[place % 8][n])
    return state == 0


def tfn(text: str) -> bool:
    return (
        sum(a * b for a, b in zip(digits(text), (1, 4, 3, 7, 5, 8, 6, 9, 10), strict=True)) % 11
        == 0
    )


def medicare(text: str) -> bool:
    found = digits(text)
    return (
        sum(a * b for a, b in zip(found, (1, 3, 7, 9, 1, 3, 7, 9), strict=False)) % 10 == found[8]
    )


def cpf(text: str) -> bool:
    found = digits(text)
    sums = [sum(n * (end + 1 - p) for p, n in enumerate(found[:end])) for end in (9, 10)]
    return [total * 10 % 11 % 10 for total in sums] == found[9:]


def nif(text: str) -> bool:
    found = digits(text)
    rest = sum(n * (9 - place) for place, n in enumerate(found[:8])) % 11
    return found[8] == (0 if rest < 2 else 11 - rest)


def bsn(text: str) -> bool:
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(a * b for a, b in zip(digits(text), weights, strict=True)) % 11 == 0


def nric(text: str) -> bool:
    offset = 4 if text[0] in "TG" else 0
    total = offset + sum(a * b for a, b in zip(digits(text), (2, 7, 6, 5, 4, 3, 2), strict=True))
    letters = "ABCDEFGHIZJ" if text[0] in "ST" else "KLMNPQRTUWX"
    return text[-1] == letters[10 - total % 11]


def codice_fiscale(text: str) -> bool:
    order = "BAKPLCQDREVOSFTGUHMINJWZYX"
    odd = {letter: value for value, letter in enumerate(order)}
    odd |= {str(n): odd[chr(65 + n)] for n in range(10)}
    even = {chr(65 + n): n for n in range(26)} | {str(n): n for n in range(10)}
    total = sum((even if place % 2 else odd)[one] for place, one in enumerate(text[:15]))
    return chr(65 + total % 26) == text[15]


def wallet(text: str) -> bool:
    if text.startswith("0x"):
        return len(text) == 42
    if text.startswith(("bc1", "ltc1")):
        prefix, _, rest = text.partition("1")
        spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
        places = ["qpzry9x8gf2tvdw0s3jn54khce6mua7l".index(letter) for letter in rest]
        return numbers.bech32_polymod(spread + places) == 1
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number = sum(alphabet.index(c) * int(pow(58, place)) for place, c in enumerate(reversed(text)))
    raw = number.to_bytes(25, "big")
    check: bytes = hashlib.sha256(hashlib.sha256(raw[:21]).digest()).digest()
    return check[:4] == raw[21:]


@pytest.mark.parametrize("half", Half)
@pytest.mark.parametrize(
    ("make", "valid"),
    [
        (numbers.card, luhn),
        (numbers.iban, mod97),
        (numbers.wallet, wallet),
        (numbers.nhs, nhs),
        (numbers.dni, dni),
        (numbers.codice_fiscale, codice_fiscale),
        (numbers.steuer_id, steuer_id),
        (numbers.nir, nir),
        (numbers.pesel, pesel),
        (numbers.aadhaar, verhoeff),
        (numbers.tfn, tfn),
        (numbers.medicare, medicare),
        (numbers.nric, nric),
        (numbers.cpf, cpf),
        (numbers.nif, nif),
        (numbers.bsn, bsn),
    ],
)
def test_check_digits_are_right(make: Make, valid: Callable[[str], bool], half: Half) -> None:
    wrong = [value for value in values(make, half) if not valid(value)]
    assert not wrong


def test_published_examples_pass_the_checks_that_the_tests_use() -> None:
    published = {
        luhn: "79927398713",
        mod97: "GB82 WEST 1234 5698 7654 32",
        nhs: "943 476 5919",
        dni: "12345678Z",
        codice_fiscale: "RSSMRA85T10A562S",
        steuer_id: "86 095 742 719",
        pesel: "44051401359",
        verhoeff: "2363",
        tfn: "123 456 782",
        cpf: "529.982.247-25",
        nif: "123456789",
        bsn: "111222333",
        nric: "S1234567D",
        wallet: "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4".lower(),
    }
    assert [check.__name__ for check, value in published.items() if not check(value)] == []


def test_labels_are_in_order_and_lie_inside_the_text() -> None:
    for document in DOCUMENTS:
        ends = 0
        for label in document.labels:
            assert ends <= label.start < label.end <= len(document.text), (document.name, label)
            assert document.text[label.start : label.end].strip(), (document.name, label)
            ends = label.end


def test_no_value_to_hide_stands_in_a_log_without_a_label() -> None:
    for document in DOCUMENTS:
        if document.name.startswith("log/"):
            assert not hidden_values(document) & set(WORDS.findall(rest(document))), document.name


def hidden_values(document: Document) -> set[str]:
    labels = (label for label in document.labels if label.role is Role.HIDE)
    return {document.text[label.start : label.end] for label in labels}


def rest(document: Document) -> str:
    parts, last = [], 0
    for label in document.labels:
        parts.append(document.text[last : label.start])
        last = label.end
    return " ".join([*parts, document.text[last:]])


def test_a_label_says_what_was_written() -> None:
    writer = Writer(Draw("seed", Half.TUNING), {}, language="en")
    writer.write("Hello ")
    writer.put("Jane", Role.HIDE, "name")
    writer.write(" and {me.mail}!")
    document = writer.document("x")
    found = [document.text[label.start : label.end] for label in document.labels]
    assert found == ["Jane", writer.person("me").mail]


def test_the_same_seed_gives_the_same_documents() -> None:
    assert every_document() == DOCUMENTS


def test_another_seed_gives_other_values() -> None:
    assert next(texts(1, "other")).text != DOCUMENTS[0].text


def test_halves_share_nothing_of_a_pool_and_use_all_of_it_together() -> None:
    pool = secrets.VENDOR_KEYS
    draws = [Draw("pool", half) for half in Half]
    tuning, held_out = ({draw.pick(pool) for _ in range(2000)} for draw in draws)
    assert not tuning & held_out
    assert tuning | held_out == set(pool)


def test_every_language_fills_every_kind_for_both_halves() -> None:
    kinds = set(PHRASES["en"].tells)
    for language, phrases in PHRASES.items():
        assert set(phrases.tells) == kinds, language
        short = [kind for kind, lines in phrases.tells.items() if len(lines) < 2]
        assert not short, language


def test_every_format_has_lines_for_both_halves() -> None:
    assert [one.name for one in FORMATS if len(one.lines) < 2] == []
    assert len({one.name for one in FORMATS}) == len(FORMATS)


IBAN_LENGTHS = dict(
    zip(
        "DE FR ES IT NL PT GB AT CH BE PL IE".split(),
        (22, 27, 24, 27, 18, 25, 22, 20, 21, 16, 28, 22),
        strict=True,
    )
)
"""From the registry of ISO 13616."""

REGIONS = {
    "en": ("US", "GB"),
    "de": ("DE",),
    "fr": ("FR",),
    "es": ("ES",),
    "pt": ("PT", "BR"),
    "it": ("IT",),
    "nl": ("NL",),
}
"""Language -> where its national numbers belong."""


def test_ibans_are_as_long_as_their_country_says() -> None:
    drawn = [
        value.replace(" ", "").upper() for half in Half for value in values(numbers.iban, half)
    ]
    assert [value for value in drawn if len(value) != IBAN_LENGTHS[value[:2]]] == []
    assert {value[:2] for value in drawn} == set(IBAN_LENGTHS)


@pytest.mark.parametrize(
    ("language", "pattern"), [(one, pattern) for one in PHONES for pattern in PHONES[one]]
)
def test_phone_numbers_are_possible_where_they_are_dialled(language: str, pattern: str) -> None:
    draw = Draw("phones", Half.TUNING)
    drawn = [draw.shape(pattern) for _ in range(30)]
    valid = [number for number in drawn if any(dials(number, one) for one in REGIONS[language])]
    # Some ranges within an area are not given out yet.
    assert len(valid) >= 27


def dials(number: str, region: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
