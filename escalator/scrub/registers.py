"""Checks of more identity numbers by the rules of those who issue them: Europe, Asia, the Americas.

Each takes the number in capitals without spaces or separators and answers yes or no; none looks at
the text around it. identity.py has the others.
"""

from collections.abc import Sequence
from typing import Final

from escalator.scrub.checks import passes_luhn

_FINNISH: Final = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_TAIWAN: Final = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
_CHINESE: Final = "10X98765432"
_IRISH: Final = "WABCDEFGHIJKLMNOPQRSTUV"


def _sum(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _is_day(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def is_bsn(digits: str) -> bool:
    """Tell whether nine digits are a Dutch citizen number: weighed, modulo 11 (RvIG)."""
    return _sum(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0 and len(set(digits)) > 1


def is_belgian(digits: str) -> bool:
    """Tell whether eleven digits are a Belgian national number, modulo 97 (FPS Interior)."""
    check = int(digits[9:])
    old, new = 97 - int(digits[:9]) % 97, 97 - int("2" + digits[:9]) % 97
    return check in (old, new) and int(digits[2:4]) <= 52 and int(digits[4:6]) <= 31


def is_portuguese(digits: str) -> bool:
    """Tell whether nine digits are a person's Portuguese tax number, modulo 11 (Finanças)."""
    check = 11 - _sum(digits, range(9, 1, -1)) % 11
    is_person = digits[0] in "123" or digits[:2] == "45"
    return is_person and int(digits[8]) == (0 if check > 9 else check)


def is_swedish(digits: str) -> bool:
    """Tell whether ten or twelve digits are a Swedish personal number (Skatteverket)."""
    short = digits[-10:]
    day = int(short[4:6])
    return (
        1 <= int(short[2:4]) <= 12
        and 1 <= (day - 60 if day > 60 else day) <= 31
        and passes_luhn(short)
    )


def is_finnish(text: str) -> bool:
    """Tell whether a Finnish identity code ends in its sign, modulo 31 (DVV)."""
    digits = text[:6] + text[-4:-1]
    return _is_day(text[:2], text[2:4]) and text[-1] == _FINNISH[int(digits) % 31]


def is_danish(digits: str) -> bool:
    """Tell whether ten digits can be a Danish CPR number: a date; its check was given up."""
    return _is_day(digits[:2], digits[2:4])


def is_norwegian(digits: str) -> bool:
    """Tell whether eleven digits are a Norwegian birth number, modulo 11 twice (Skatteetaten)."""
    first = 11 - _sum(digits, (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
    second = 11 - _sum(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return digits[9:] == f"{first % 11}{second % 11}"


def is_sin(digits: str) -> bool:
    """Tell whether nine digits are a Canadian social insurance number: Luhn (Service Canada)."""
    return digits[0] not in "08" and passes_luhn(digits)


def is_german_pension(text: str) -> bool:
    """Tell whether a German pension number ends in its digit (Deutsche Rentenversicherung)."""
    spelled = text[:8] + f"{ord(text[8]) - 64:02d}" + text[9:11]
    weights = (2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1)
    total = sum(sum(map(int, str(int(d) * w))) for d, w in zip(spelled, weights, strict=True))
    return int(text[11]) == total % 10


def is_ahv(digits: str) -> bool:
    """Tell whether thirteen digits are a Swiss AHV number: EAN-13 from 756 (ZAS)."""
    return digits[:3] == "756" and _sum(digits, (1, 3) * 6 + (1,)) % 10 == 0


def is_austrian(digits: str) -> bool:
    """Tell whether ten digits are an Austrian insurance number, modulo 11 (Dachverband)."""
    check = _sum(digits, (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)) % 11
    return check == int(digits[3]) and int(digits[4:6]) <= 31


def is_pps(text: str) -> bool:
    """Tell whether an Irish PPS number has its letter, modulo 23 (Revenue)."""
    second = _IRISH.find(text[8]) * 9 if len(text) > 8 else 0
    return text[7] == _IRISH[(_sum(text[:7], range(8, 1, -1)) + second) % 23]


def is_czech(digits: str) -> bool:
    """Tell whether ten digits are a Czech or Slovak birth number: date, modulo 11.

    Until 1985 some were given out whose rest is 10; they end in 0.
    """
    month = int(digits[2:4]) % 50 % 20
    is_dated = 1 <= month <= 12 and 1 <= int(digits[4:6]) <= 31
    return is_dated and int(digits[9]) == int(digits[:9]) % 11 % 10


def is_cnp(digits: str) -> bool:
    """Tell whether thirteen digits are a Romanian personal number, modulo 11 (Law 105/1996)."""
    check = _sum(digits, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11
    return digits[0] != "0" and int(digits[12]) == (1 if check == 10 else check)


def is_egn(digits: str) -> bool:
    """Tell whether ten digits are a Bulgarian citizen number, modulo 11 (GRAO)."""
    return int(digits[9]) == _sum(digits, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10


def is_taj(digits: str) -> bool:
    """Tell whether nine digits are a Hungarian insurance number, modulo 10 (NEAK)."""
    return int(digits[8]) == _sum(digits, (3, 7) * 4) % 10 and len(set(digits)) > 1


def is_turkish(digits: str) -> bool:
    """Tell whether eleven digits are a Turkish identity number: two checks modulo 10 (NVİ)."""
    tenth = (7 * sum(map(int, digits[0:9:2])) - sum(map(int, digits[1:8:2]))) % 10
    return digits[0] != "0" and digits[9:] == f"{tenth}{(sum(map(int, digits[:9])) + tenth) % 10}"


def is_afm(digits: str) -> bool:
    """Tell whether nine digits are a Greek tax number, modulo 11 (AADE)."""
    check = _sum(digits, [2**power for power in range(8, 0, -1)]) % 11 % 10
    return int(digits[8]) == check and len(set(digits)) > 1


def is_amka(digits: str) -> bool:
    """Tell whether eleven digits are a Greek insurance number: date and Luhn (IDIKA)."""
    return _is_day(digits[:2], digits[2:4]) and passes_luhn(digits)


def is_snils(digits: str) -> bool:
    """Tell whether eleven digits are a Russian insurance number, modulo 101 (SFR)."""
    return int(digits[9:]) == _sum(digits, range(9, 0, -1)) % 101 % 100


def is_inn(digits: str) -> bool:
    """Tell whether twelve digits are a person's Russian tax number, modulo 11 twice (FNS)."""
    first = _sum(digits, (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
    second = _sum(digits, (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)) % 11 % 10
    return digits[10:] == f"{first}{second}"


def is_chinese(text: str) -> bool:
    """Tell whether eighteen signs are a Chinese identity number: date, modulo 11-2 (GB 11643)."""
    weights = [2**power % 11 for power in range(17, 0, -1)]
    is_dated = text[6:8] in ("19", "20") and _is_day(text[12:14], text[10:12])
    return is_dated and text[17] == _CHINESE[_sum(text, weights) % 11]


def is_korean(digits: str) -> bool:
    """Tell whether thirteen digits can be a Korean resident number: a date; since 2020 no check."""
    return _is_day(digits[4:6], digits[2:4]) and digits[6] in "12345678"


def is_my_number(digits: str) -> bool:
    """Tell whether twelve digits are a Japanese individual number, modulo 11 (MIC)."""
    rest = _sum(digits, (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def is_taiwanese(text: str) -> bool:
    """Tell whether a letter and nine digits are a Taiwanese identity number, modulo 10 (MOI)."""
    place = _TAIWAN.find(text[0]) + 10
    return (place // 10 + place % 10 * 9 + _sum(text[1:], (8, 7, 6, 5, 4, 3, 2, 1, 1))) % 10 == 0


def is_hong_kong(text: str) -> bool:
    """Tell whether a Hong Kong identity card number has its check, modulo 11 (ImmD)."""
    body = text[:-1].rjust(8)
    values = [36 if sign == " " else int(sign, 36) for sign in body]
    check = -sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True)) % 11
    return text[-1] == ("A" if check == 10 else str(check))


def is_thai(digits: str) -> bool:
    """Tell whether thirteen digits are a Thai identity number, modulo 11 (DOPA)."""
    return int(digits[12]) == (11 - _sum(digits, range(13, 1, -1)) % 11) % 10


def is_indonesian(digits: str) -> bool:
    """Tell whether sixteen digits can be an Indonesian NIK: day (40 more for women) and month."""
    return 1 <= int(digits[6:8]) % 40 <= 31 and 1 <= int(digits[8:10]) <= 12


def is_israeli(digits: str) -> bool:
    """Tell whether nine digits are an Israeli identity number: Luhn (Ministry of Interior)."""
    return passes_luhn(digits) and len(set(digits)) > 1


def is_south_african(digits: str) -> bool:
    """Tell whether thirteen digits are a South African identity number: date and Luhn (DHA)."""
    return _is_day(digits[4:6], digits[2:4]) and digits[10] in "012" and passes_luhn(digits)


def is_emirati(digits: str) -> bool:
    """Tell whether fifteen digits are an Emirates ID: 784 and Luhn (ICP)."""
    return digits[:3] == "784" and passes_luhn(digits)


def is_rut(text: str) -> bool:
    """Tell whether a Chilean RUT ends in its sign, modulo 11 (Registro Civil)."""
    weights = [2 + place % 6 for place in range(len(text) - 1)][::-1]
    check = 11 - _sum(text[:-1], weights) % 11
    return text[-1] == {10: "K", 11: "0"}.get(check, str(check))


def is_cuil(digits: str) -> bool:
    """Tell whether eleven digits are a person's Argentine CUIL, modulo 11 (ANSES)."""
    check = 11 - _sum(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return digits[:2] in ("20", "23", "24", "27") and int(digits[10]) == {11: 0, 10: 9}.get(
        check, check
    )


def is_curp(text: str) -> bool:
    """Tell whether a Mexican CURP ends in its digit, modulo 10 (RENAPO)."""
    signs = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    total = sum(signs.index(sign) * (18 - place) for place, sign in enumerate(text[:17]))
    return text[17] == str(-total % 10)


def has_digits(text: str) -> bool:
    """Tell whether a number without a published check has five digits or more."""
    return len(text) <= 20 and sum(sign.isdigit() for sign in text) >= 5
