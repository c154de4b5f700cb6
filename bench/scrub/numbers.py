"""Checksummed numbers: cards, IBANs, wallets and national identity numbers.

Each maker computes the check digits from the published rule; `tests/bench` checks them by
computations of its own.
"""

import hashlib
from collections.abc import Mapping

from bench.scrub.draw import DIGITS, UPPER, Draw, Make

_CARDS = (
    ("4", 16),
    ("51", 16),
    ("55", 16),
    ("2221", 16),
    ("37", 15),
    ("34", 15),
    ("6011", 16),
    ("3530", 16),
)
"""Issuer prefixes and lengths (ISO/IEC 7812)."""

_IBANS = (
    ("DE", "<d18>"),
    ("FR", "<d10><U11><d2>"),
    ("ES", "<d20>"),
    ("IT", "<u1><d10><U12>"),
    ("NL", "<u4><d10>"),
    ("PT", "<d21>"),
    ("GB", "<u4><d14>"),
    ("AT", "<d16>"),
    ("CH", "<d5><U12>"),
    ("BE", "<d12>"),
    ("PL", "<d24>"),
    ("IE", "<u4><d14>"),
)
"""Country -> what follows the check digits (ISO 13616 registry)."""

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def luhn_digit(digits: str) -> str:
    """Return the digit that completes a number by Luhn's rule."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 == 0 else 1)
        total += doubled - 9 if doubled > 9 else doubled
    return str(-total % 10)


def card(draw: Draw) -> str:
    """Return a card number: bare, in groups, or with hyphens."""
    prefix, length = draw.pick(_CARDS)
    body = prefix + draw.letters(DIGITS, length - len(prefix) - 1)
    number = body + luhn_digit(body)
    sizes = (4, 6, 5) if length == 15 else (4, 4, 4, 4)
    return draw.any(("", " ", " ", "-")).join(_groups(number, sizes))


def iban(draw: Draw) -> str:
    """Return an IBAN: in fours, bare, or in small letters."""
    country, shape = draw.pick(_IBANS)
    body = draw.shape(shape)
    spelled = "".join(str(int(letter, 36)) for letter in f"{body}{country}00")
    whole = f"{country}{98 - int(spelled) % 97:02}{body}"
    if draw.chance(0.1):
        return whole.lower()
    return " ".join(_groups(whole, (4,) * 9)) if draw.chance(0.6) else whole


def wallet(draw: Draw) -> str:
    """Return a wallet address: Bitcoin (base58, bech32), Ethereum, Litecoin or Tron."""
    makers: tuple[Make, ...] = (
        lambda d: _base58check(bytes([0]) + d.random.randbytes(20)),
        lambda d: _segwit("bc", d),
        lambda d: d.shape("0x<h40>"),
        lambda d: _base58check(bytes([5]) + d.random.randbytes(20)),
        lambda d: _base58check(bytes([0x41]) + d.random.randbytes(20)),
        lambda d: _segwit("ltc", d),
    )
    return draw.pick(makers)(draw)


def _groups(text: str, sizes: tuple[int, ...]) -> list[str]:
    found, start = [], 0
    for size in sizes:
        found.append(text[start : start + size])
        start += size
    return [part for part in found if part]


def _base58check(payload: bytes) -> str:
    digest = hashlib.sha256(hashlib.sha256(payload).digest()).digest()
    rest, text = int.from_bytes(payload + digest[:4], "big"), ""
    while rest:
        rest, digit = divmod(rest, 58)
        text = _BASE58[digit] + text
    zeros = len(payload) - len(payload.lstrip(b"\0"))
    return "1" * zeros + text


def _segwit(prefix: str, draw: Draw) -> str:
    """Return a version 0 witness address of 20 bytes (BIP 173)."""
    program = [0, *(draw.number(0, 31) for _ in range(32))]
    expanded = [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix)]
    check = bech32_polymod([*expanded, *program, 0, 0, 0, 0, 0, 0]) ^ 1
    digits = [*program, *((check >> 5 * (5 - place)) & 31 for place in range(6))]
    return f"{prefix}1" + "".join(_BECH32[digit] for digit in digits)


def bech32_polymod(values: list[int]) -> int:
    """Return BIP 173's checksum state after these five-bit values."""
    state = 1
    for value in values:
        top = state >> 25
        state = (state & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(
            (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
        ):
            state ^= generator if top >> bit & 1 else 0
    return state


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def ssn(draw: Draw) -> str:
    """US social security number; areas 000, 666 and 900 to 999 are not given out."""
    area = draw.number(1, 665)
    return f"{area:03}-{draw.number(1, 99):02}-{draw.number(1, 9999):04}"


def itin(draw: Draw) -> str:
    """US taxpayer number: starts with 9, its fourth and fifth digits 70 to 88 (IRS)."""
    return f"9{draw.shape('<d2>')}-{draw.number(70, 88)}-{draw.shape('<d4>')}"


def nhs(draw: Draw) -> str:
    """UK health number: ten digits, modulo 11 (NHS data dictionary)."""
    while True:
        body = draw.shape("<n1><d8>")
        check = 11 - _weighted(body, tuple(range(10, 1, -1))) % 11
        if check != 10:
            number = body + str(check % 11)
            return " ".join(_groups(number, (3, 3, 4))) if draw.chance(0.7) else number


def nino(draw: Draw) -> str:
    """UK national insurance number (HMRC manual NIM39110)."""
    prefix = draw.any("ABCEGHJKLMOPRSTWXYZ") + draw.any("ABCEGHJKLMPRSTWXYZ")
    if prefix in {"GB", "BG", "NK", "KN", "TN", "NT", "ZZ"}:
        prefix = "AB"
    number = prefix + draw.shape("<d6>") + draw.any("ABCD")
    return " ".join(_groups(number, (2, 2, 2, 2, 1))) if draw.chance(0.5) else number


def dni(draw: Draw) -> str:
    """Spanish DNI or NIE: the letter is the number modulo 23."""
    lead = draw.any(("", "", "X", "Y", "Z"))
    body = draw.shape("<d7>" if lead else "<n1><d7>")
    value = int({"": "", "X": "0", "Y": "1", "Z": "2"}[lead] + body)
    separator = draw.any(("", "", "-"))
    return f"{lead}{body}{separator}{'TRWAGMYFPDXBNJZSQVHLCKE'[value % 23]}"


_ODD = dict(
    zip(
        DIGITS + UPPER,
        map(
            int,
            "1 0 5 7 9 13 15 17 19 21 1 0 5 7 9 13 15 17 19 21 2 4 18 20 11 3 6 8 12 14 16 10 22 25"
            " 24 23".split(),
        ),
        strict=True,
    )
)
"""Italy: value of a character in an odd place (decree of 23 December 1976)."""


def codice_fiscale(draw: Draw) -> str:
    """Italian tax code: sixteen characters, the last one a check letter."""
    consonants = "BCDFGLMNPRSTVZ"
    name = draw.letters(consonants, 6)
    day = draw.number(1, 28) + draw.any((0, 40))
    body = f"{name}{draw.number(45, 99)}{draw.any('ABCDEHLMPRST')}{day:02}"
    body += draw.any("ABDFGHL") + f"{draw.number(1, 999):03}"
    total = sum(_ODD[char] for char in body[::2])
    total += sum(int(c) if c.isdigit() else ord(c) - 65 for c in body[1::2])
    return body + UPPER[total % 26]


def steuer_id(draw: Draw) -> str:
    """German tax number: one digit twice among the first ten, ISO 7064 modulo 11, 10."""
    while True:
        digits = draw.random.sample(DIGITS, 9)
        digits.insert(draw.number(1, 9), draw.any(digits))
        if digits[0] != "0":
            break
    body = "".join(digits)
    product = 10
    for digit in body:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    number = body + str((11 - product) % 10)
    return " ".join(_groups(number, (2, 3, 3, 3))) if draw.chance(0.6) else number


def nir(draw: Draw) -> str:
    """French social security number with its key: 97 minus the number modulo 97."""
    body = f"{draw.any('12')}{draw.number(45, 99)}{draw.number(1, 12):02}"
    body += f"{draw.number(1, 95):02}{draw.number(1, 990):03}{draw.number(1, 999):03}"
    number = f"{body}{97 - int(body) % 97:02}"
    return " ".join(_groups(number, (1, 2, 2, 2, 3, 3, 2))) if draw.chance(0.6) else number


def pesel(draw: Draw) -> str:
    """Polish PESEL: weights 1, 3, 7, 9."""
    body = (
        f"{draw.number(45, 99)}{draw.number(1, 12):02}{draw.number(1, 28):02}{draw.shape('<d4>')}"
    )
    return body + str(-_weighted(body, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3)) % 10)


_TIMES = (
    "0123456789 1234067895 2340178956 3401289567 4012395678"
    " 5987604321 6598710432 7659821043 8765932104 9876543210"
).split()
_TURN = (
    "0123456789 1576283094 5803796142 8916043527 9453126870 4286573901 2793806415 7046913258"
).split()


def aadhaar(draw: Draw) -> str:
    """Indian Aadhaar: twelve digits, Verhoeff's check digit."""
    body = draw.any("23456789") + draw.shape("<d10>")
    state = 0
    for place, digit in enumerate(reversed(body), start=1):
        state = int(_TIMES[state][int(_TURN[place % 8][int(digit)])])
    number = body + str(next(d for d in range(10) if _TIMES[state][d] == "0"))
    return draw.any((" ", " ", "")).join(_groups(number, (4, 4, 4)))


def pan(draw: Draw) -> str:
    """Indian permanent account number of a person: the fourth letter is P."""
    return draw.shape("<u3>P<u1><d4><u1>")


def tfn(draw: Draw) -> str:
    """Australian tax file number: nine digits, modulo 11."""
    while True:
        body = draw.shape("<n1><d7>")
        rest = _weighted(body, (1, 4, 3, 7, 5, 8, 6, 9))
        for check in DIGITS:
            if (rest + 10 * int(check)) % 11 == 0:
                return draw.any((" ", "")).join(_groups(body + check, (3, 3, 3)))


def medicare(draw: Draw) -> str:
    """Australian Medicare number: ten digits, the ninth one checks."""
    body = draw.any("23456") + draw.shape("<d7>")
    number = body + str(_weighted(body, (1, 3, 7, 9, 1, 3, 7, 9)) % 10) + draw.shape("<n1>")
    return " ".join(_groups(number, (4, 5, 1))) if draw.chance(0.7) else number


def nric(draw: Draw) -> str:
    """Singapore NRIC or FIN of the series S, T, F and G."""
    series, body = draw.any("STFG"), draw.shape("<d7>")
    total = _weighted(body, (2, 7, 6, 5, 4, 3, 2)) + (4 if series in "TG" else 0)
    letters = "JZIHGFEDCBA" if series in "ST" else "XWUTRQPNMLK"
    return f"{series}{body}{letters[total % 11]}"


def cpf(draw: Draw) -> str:
    """Brazilian CPF: two check digits, modulo 11."""
    number = draw.shape("<d9>")
    for length in (10, 11):
        rest = _weighted(number, tuple(range(length, 1, -1))) * 10 % 11 % 10
        number += str(rest)
    dotted = f"{number[:3]}.{number[3:6]}.{number[6:9]}-{number[9:]}"
    return dotted if draw.chance(0.7) else number


def nif(draw: Draw) -> str:
    """Portuguese tax number of a person: nine digits, modulo 11."""
    body = draw.any("12") + draw.shape("<d7>")
    check = 11 - _weighted(body, tuple(range(9, 1, -1))) % 11
    number = body + str(0 if check > 9 else check)
    return " ".join(_groups(number, (3, 3, 3))) if draw.chance(0.4) else number


def bsn(draw: Draw) -> str:
    """Dutch citizen service number: nine digits, the eleven test."""
    while True:
        body = draw.shape("<n1><d7>")
        check = _weighted(body, tuple(range(9, 1, -1))) % 11
        if check < 10:
            return body + str(check)


NATIONAL_IDS: Mapping[str, Make] = {
    "ssn": ssn,
    "itin": itin,
    "nhs": nhs,
    "nino": nino,
    "dni": dni,
    "codice": codice_fiscale,
    "steuerid": steuer_id,
    "nir": nir,
    "pesel": pesel,
    "aadhaar": aadhaar,
    "pan": pan,
    "tfn": tfn,
    "medicare": medicare,
    "nric": nric,
    "cpf": cpf,
    "nif": nif,
    "bsn": bsn,
}
"""Slot -> maker."""
