"""More identity numbers: right ones are known, another last sign and they are not."""

import string
from collections.abc import Callable

import pytest

from escalator.scrub import registers

CHECKED: tuple[tuple[Callable[[str], bool], str], ...] = (
    (registers.is_bsn, "111222333"),
    (registers.is_belgian, "85073003328"),
    (registers.is_portuguese, "123456789"),
    (registers.is_swedish, "8112189876"),
    (registers.is_finnish, "131052308T"),
    (registers.is_norwegian, "15076500565"),
    (registers.is_sin, "130692544"),
    (registers.is_german_pension, "15070649C103"),
    (registers.is_ahv, "7569217076985"),
    (registers.is_pps, "1234567T"),
    (registers.is_czech, "7801233506"),
    (registers.is_cnp, "1800101221144"),
    (registers.is_egn, "7523169263"),
    (registers.is_taj, "111111110"),
    (registers.is_turkish, "10000000146"),
    (registers.is_afm, "094259216"),
    (registers.is_amka, "01013099997"),
    (registers.is_snils, "11223344595"),
    (registers.is_inn, "500100732259"),
    (registers.is_chinese, "11010519491231002X"),
    (registers.is_my_number, "123456789018"),
    (registers.is_taiwanese, "A123456789"),
    (registers.is_hong_kong, "A1234563"),
    (registers.is_thai, "1101700230708"),
    (registers.is_israeli, "123456782"),
    (registers.is_south_african, "8001015009087"),
    (registers.is_emirati, "784198012345678"),
    (registers.is_rut, "123456785"),
    (registers.is_cuil, "20123456786"),
    (registers.is_curp, "HEGG560427MVZRRL04"),
)


@pytest.mark.parametrize(("check", "number"), CHECKED)
def test_a_right_number_is_known(check: Callable[[str], bool], number: str) -> None:
    assert check(number)


@pytest.mark.parametrize(("check", "number"), CHECKED)
def test_any_other_last_sign_is_refused(check: Callable[[str], bool], number: str) -> None:
    signs = string.digits if number[-1].isdigit() else string.ascii_uppercase
    others = [number[:-1] + sign for sign in signs if sign != number[-1]]
    assert [other for other in others if check(other)] == []


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (registers.is_danish, "0707614285", "9907614285"),
        (registers.is_korean, "8001011234567", "8013011234567"),
        (registers.is_indonesian, "3171234509800001", "3171239913800001"),
        (registers.is_austrian, "1237010180", "1238010180"),
        (registers.has_digits, "AB12345", "AB1234"),
    ],
)
def test_numbers_without_a_check_at_their_end(
    check: Callable[[str], bool], right: str, wrong: str
) -> None:
    assert check(right)
    assert not check(wrong)
