"""Checks of national identity numbers by the rules of those who issue them.

Each takes the number in capitals without spaces or separators and answers yes or no; none looks at
the text around it.
"""

import re
from collections.abc import Sequence
from operator import mul
from typing import Final

_NINO: Final = re.compile(
    r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]"
)
_PAN: Final = re.compile(r"[A-Z]{3}[ABCFGHJLPT][A-Z][0-9]{4}[A-Z]")
_DNI_LETTERS: Final = "TRWAGMYFPDXBNJZSQVHLCKE"
_CODICE_ODD: Final = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16)
_CODICE_ODD_REST: Final = (10, 22, 25, 24, 23)
_NRIC_LETTERS: Final = {
    **dict.fromkeys("ST", "JZIHGFEDCBA"),
    **dict.fromkeys("FG", "XWUTRQPNMLK"),
    "M": "XWUTRQPNJLK",
}
_NRIC_OFFSET: Final = {"S": 0, "F": 0, "T": 4, "G": 4, "M": 3}
_VERHOEFF_TURN: Final = "1576283094"
_NIE_SERIES: Final = str.maketrans("XYZ", "012")

_NHS_WEIGHTS: Final = (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)
_CPF_WEIGHTS: Final = (11, 10, 9, 8, 7, 6, 5, 4, 3, 2)
_PESEL_WEIGHTS: Final = (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)
_TFN_WEIGHTS: Final = (1, 4, 3, 7, 5, 8, 6, 9, 10)
_MEDICARE_WEIGHTS: Final = (1, 3, 7, 9, 1, 3, 7, 9)
_NRIC_WEIGHTS: Final = (2, 7, 6, 5, 4, 3, 2)


def _weighed(weights: Sequence[int], digits: str) -> int:
    """Return the sum of weights times digits; of more digits than weights the rest is not read."""
    return sum(map(mul, weights, map(int, digits)))


def _varies(digits: str) -> bool:
    """Tell whether digits are more than one, over and over: that is nobody's number."""
    return len(set(digits)) > 1


def is_ssn(digits: str) -> bool:
    """Tell whether nine digits can be a US social security number (SSA, since 2011)."""
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    return area not in ("000", "666") and area < "900" and group != "00" and serial != "0000"


def is_itin(digits: str) -> bool:
    """Tell whether nine digits can be a US taxpayer number of a person without the former (IRS)."""
    group = int(digits[3:5])
    return digits[0] == "9" and (50 <= group <= 65 or 70 <= group <= 88 or 90 <= group != 93)


def is_nhs(digits: str) -> bool:
    """Tell whether ten digits are a UK NHS number: weighed, modulo 11 (NHS Data Dictionary)."""
    return _weighed(_NHS_WEIGHTS, digits) % 11 == 0 and _varies(digits)


def is_nino(text: str) -> bool:
    """Tell whether letters and digits can be a UK national insurance number (HMRC NIM39110)."""
    return _NINO.fullmatch(text) is not None


def is_dni(text: str) -> bool:
    """Tell whether a Spanish DNI or NIE ends in its letter, modulo 23 (Ministerio del Interior)."""
    number = int(text[:-1].translate(_NIE_SERIES))
    return text[-1] == _DNI_LETTERS[number % 23]


def is_codice_fiscale(text: str) -> bool:
    """Tell whether an Italian tax code ends in its letter (Ministero delle Finanze, 1976)."""
    odd = (*_CODICE_ODD, *_CODICE_ODD_REST)
    total = 0
    for place, letter in enumerate(text[:15], start=1):
        value = int(letter) if letter.isdigit() else ord(letter) - ord("A")
        total += odd[value] if place % 2 else value
    return text[15] == chr(ord("A") + total % 26)


def is_steuer_id(digits: str) -> bool:
    """Tell whether eleven digits are a German tax number: ISO 7064 modulo 11,10 (BZSt)."""
    number = digits[:10]
    if number[0] == "0" or max(map(number.count, number)) not in (2, 3):
        return False
    product = 10
    for digit in number:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return int(digits[10]) == (11 - product) % 10


def is_nir(text: str) -> bool:
    """Tell whether a French social security number ends in its key, 97 minus the rest (INSEE).

    It begins with 1 or 2, a temporary one with 7 or 8.
    """
    number = int(text[:13].replace("2A", "19").replace("2B", "18"))
    return text[0] in ("1", "2", "7", "8") and int(text[13:]) == 97 - number % 97


def is_pesel(digits: str) -> bool:
    """Tell whether eleven digits are a Polish PESEL: month, day and weights (Ministry, 2010)."""
    month, day = int(digits[2:4]) % 20, int(digits[4:6])
    is_date = 1 <= month <= 12 and 1 <= day <= 31
    return is_date and _weighed(_PESEL_WEIGHTS, digits) % 10 == 0


def is_aadhaar(digits: str) -> bool:
    """Tell whether twelve digits are an Indian Aadhaar number: Verhoeff's check (UIDAI)."""
    check = 0
    for place, digit in enumerate(reversed(digits)):
        check = _dihedral(check, _turned(int(digit), place % 8))
    return digits[0] >= "2" and check == 0


def _turned(digit: int, times: int) -> int:
    for _ in range(times):
        digit = int(_VERHOEFF_TURN[digit])
    return digit


def _dihedral(one: int, other: int) -> int:
    """Multiply two elements of the symmetries of a pentagon: 0 to 4 turn it, 5 to 9 mirror it."""
    is_mirrored = (one < 5) != (other < 5)
    turned = one + other if one < 5 else one - other
    return turned % 5 + 5 * is_mirrored


def is_pan(text: str) -> bool:
    """Tell whether letters and digits can be an Indian tax number (Income Tax Department)."""
    return _PAN.fullmatch(text) is not None


def is_tfn(digits: str) -> bool:
    """Tell whether nine digits are an Australian tax file number, modulo 11 (ATO)."""
    return _weighed(_TFN_WEIGHTS, digits) % 11 == 0 and _varies(digits)


def is_medicare(digits: str) -> bool:
    """Tell whether ten or eleven digits are an Australian Medicare number (Services Australia)."""
    check = _weighed(_MEDICARE_WEIGHTS, digits) % 10
    return "2" <= digits[0] <= "6" and int(digits[8]) == check


def is_nric(text: str) -> bool:
    """Tell whether a Singapore NRIC or FIN ends in its letter (ICA)."""
    series = text[0]
    place = (_weighed(_NRIC_WEIGHTS, text[1:]) + _NRIC_OFFSET[series]) % 11
    return text[8] == _NRIC_LETTERS[series][place]


def is_cpf(digits: str) -> bool:
    """Tell whether eleven digits are a Brazilian CPF: two check digits (Receita Federal)."""
    first = _weighed(_CPF_WEIGHTS[1:], digits) * 10 % 11 % 10
    second = _weighed(_CPF_WEIGHTS, digits) * 10 % 11 % 10
    return digits[9:] == f"{first}{second}" and _varies(digits)
