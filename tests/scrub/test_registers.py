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

MADE: tuple[tuple[Callable[[str], bool], str], ...] = (
    (registers.is_bsn, "754261839 154922687 823564976"),
    (registers.is_belgian, "25101496713 47062518297 15112368714"),
    (registers.is_portuguese, "147385296 318742659 296871435"),
    (registers.is_swedish, "3705241689 9711236845 4801275639"),
    (registers.is_finnish, "150873649W 2704893541 111273A6984"),
    (registers.is_norwegian, "22091563782 19035627467 15078321641"),
    (registers.is_danish, "2109638475 1806975423 0612384759"),
    (registers.is_sin, "612587394 376245189 127948693"),
    (registers.is_ahv, "7568594721273 7569685432115 7561181435492"),
    (registers.is_austrian, "8697230514 4917230586 8157260413"),
    (registers.is_pps, "8761954IH 3815274SA 3716985DA"),
    (registers.is_czech, "9557132486 3159266847 4951080850"),
    (registers.is_cnp, "1920527346817 1760815423192 2681111397854"),
    (registers.is_egn, "4603271598 2702193865 5107283646"),
    (registers.is_turkish, "43205761918 79023741856 76431429758"),
    (registers.is_afm, "817562943 216574893 528196473"),
    (registers.is_amka, "14056832679 12034256987 23119845776"),
    (registers.is_inn, "384555927631 715625394850 229335584176"),
    (registers.is_chinese, "110105197411233816 11010519630628174X 11010519840625713X"),
    (registers.is_korean, "7506261384794 7312056585294 6803122943754"),
    (registers.is_my_number, "534173802964 819476129345 952747389161"),
    (registers.is_thai, "5372846891166 4318297651720 3779738658142"),
    (registers.is_indonesian, "3179524811464916 3175182706391341 3175632409253857"),
    (registers.is_israeli, "528437916 421537689 287491583"),
    (registers.is_south_african, "2411267895073 9111263765048 1512239268074"),
    (registers.is_rut, "781592463 123784596 352148679"),
    (registers.is_cuil, "23971426586 27489683135 27584382916"),
    (registers.is_curp, "VESI140925HJCFZT86 QEYC681223MVZLRW97 SEGX930514HDFRWY62"),
)
"""Numbers that python-stdnum 2.2 takes for right, made at random."""


@pytest.mark.parametrize(("check", "numbers"), MADE)
def test_numbers_that_another_implementation_knows_are_known(
    check: Callable[[str], bool], numbers: str
) -> None:
    assert [number for number in numbers.split() if not check(number)] == []


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
