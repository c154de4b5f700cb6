"""National identity numbers: right ones are known, one sign changed and they are not."""

import string
from collections.abc import Callable

import pytest

from escalator.domain.hidden import WORDS
from escalator.scrub import identity
from escalator.scrub.model import Kind
from tests.scrub.planted import new_hasher, new_vault

Check = Callable[[str], bool]

CHECKED: tuple[tuple[Check, tuple[str, ...]], ...] = (
    (identity.is_nhs, ("4857773457", "9434765919", "2828807290", "0001011111")),
    (identity.is_dni, ("73105628J", "12345678Z", "X1234567L", "Y3105628K", "Z7975147V")),
    (identity.is_codice_fiscale, ("LNDGNN74C52F205S", "RSSMRA85T10A562S", "YENUMD50L14A277P")),
    (identity.is_codice_fiscale, ("ZRBOKK35H69H146S", "OXWCSV42E06I038B", "PWINVB28R70F992H")),
    (identity.is_codice_fiscale, ("JYQPFT42T54L495X", "DJCSJI37A30G763T", "XQNWUC08D43M400U")),
    (identity.is_steuer_id, ("47036892808", "86095742719", "22894023560", "60337432912")),
    (identity.is_steuer_id, ("66355869096", "63454577904")),
    (identity.is_nir, ("274039912345676", "255081416802538", "732057567569524")),
    (identity.is_pesel, ("90090515829", "44051401359", "44010113572", "44123113559")),
    (identity.is_aadhaar, ("519873640214", "234123412346", "971049746500", "339099603089")),
    (identity.is_aadhaar, ("446281948213", "551819093782", "726018159082", "857975432313")),
    (identity.is_tfn, ("123456782", "648188480", "101101111")),
    (identity.is_nric, ("S7310562E", "T1234567J", "F1234567N", "G5310562P", "M5310562Q")),
    (identity.is_cpf, ("73105642862", "11144477735", "52998224725", "39624595704")),
    (identity.is_cpf, ("15472803870", "00200022202")),
)
RIGHT = [(check, number) for check, numbers in CHECKED for number in numbers]


@pytest.mark.parametrize(("check", "number"), RIGHT)
def test_right_numbers_are_known(check: Check, number: str) -> None:
    assert check(number)


@pytest.mark.parametrize(("check", "number"), RIGHT)
def test_another_last_sign_is_refused(check: Check, number: str) -> None:
    signs = string.digits if number[-1].isdigit() else string.ascii_uppercase
    others = [number[:-1] + sign for sign in signs if sign != number[-1]]
    assert [other for other in others if check(other)] == []


@pytest.mark.parametrize(("check", "number"), RIGHT)
def test_one_digit_changed_is_refused(check: Check, number: str) -> None:
    places = [place for place, sign in enumerate(number[:-2]) if sign.isdigit() and place]
    changed = [
        number[:place] + digit + number[place + 1 :]
        for place in places
        for digit in string.digits
        if digit != number[place]
    ]
    accepted = [one for one in changed if check(one)]
    # Modulo 23, 26 and 11 with ten meaning none let few of them through, never one in ten.
    assert len(accepted) * 10 < len(changed), accepted


EVERY_REST = (
    # One number for each rest of a division by 23, made with another implementation.
    "60717355T 75131377Z 62498494L 78837457N 25488219X 24784691Y 68707214G 63855860V 84541427M "
    "24987809B 19031420R 72302218Q 85154811W 05621083K 53171691S 87251049C 83634885P 02013364J "
    "62268229F 09425238E 91925383H 28147794A 41769849D"
).split()


@pytest.mark.parametrize("number", EVERY_REST)
def test_every_letter_of_a_dni_belongs_to_its_rest(number: str) -> None:
    assert identity.is_dni(number)


PERSONAS = (
    # Whom Singapore's government lets developers try its sign-in with, one for each letter.
    "S9812381D S9812382B S9812385G S9812387C S9912363Z S9912369I S9912374E S9912376A S6005040F "
    "S6005043J S6005053H"
).split()
FOREIGNERS = (
    # Made with another implementation, which counts the letters backwards.
    "F4285656T F6015227Q F8892593U F7811851L F4178410P F0869953N F2631528W F6237657X "
    "F9629135M F4183075K F2218633R M0029777U M0089139P M3615174Q M2793146K M3336809N "
    "M9046668W M3435630T M1092863R M5567594L M9998867X M1107672J"
).split()


@pytest.mark.parametrize("number", [*PERSONAS, *FOREIGNERS])
def test_every_letter_of_an_nric_belongs_to_its_rest(number: str) -> None:
    assert identity.is_nric(number)


def test_two_digits_swapped_in_an_aadhaar_number_are_noticed() -> None:
    number = "519873640214"
    swapped = [
        number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        for place in range(1, 10)
        if number[place] != number[place + 1]
    ]
    assert [one for one in swapped if identity.is_aadhaar(one)] == []


def test_a_corsican_number_counts_its_department_as_the_law_says() -> None:
    assert identity.is_nir("174032A12345655")
    assert not identity.is_nir("174032B12345655")


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("078051120", True),
        ("000051120", False),
        ("666051120", False),
        ("665051120", True),
        ("899051120", True),
        ("900051120", False),
        ("078001120", False),
        ("078050000", False),
    ],
)
def test_areas_groups_and_serials_that_are_never_given_out_are_no_ssn(
    digits: str, expected: bool
) -> None:
    assert identity.is_ssn(digits) is expected


GROUPS = {49: False, 50: True, 65: True, 66: False, 69: False, 70: True, 88: True}
MORE_GROUPS = {89: False, 90: True, 92: True, 93: False, 94: True, 99: True}


@pytest.mark.parametrize(("group", "expected"), (GROUPS | MORE_GROUPS).items())
def test_a_taxpayer_number_has_one_of_its_groups(group: int, expected: bool) -> None:
    assert identity.is_itin(f"900{group}1234") is expected
    assert not identity.is_itin(f"800{group}1234")


def _accepted(check: Check, before: str, after: str) -> str:
    """Return the letters and digits that may stand between two parts of a number."""
    signs = string.ascii_uppercase + string.digits
    return "".join(sign for sign in signs if check(before + sign + after))


def _without(letters: str) -> str:
    return "".join(letter for letter in string.ascii_uppercase if letter not in letters)


def test_a_national_insurance_number_has_letters_and_digits_where_hmrc_says() -> None:
    # NIM39110: not D, F, I, Q, U, V in the prefix, no O at its end; A to D at the number's end.
    assert _accepted(identity.is_nino, "", "A123456C") == _without("DFIQUV")
    assert _accepted(identity.is_nino, "A", "123456C") == _without("DFIQUVO")
    assert _accepted(identity.is_nino, "AB123456", "") == "ABCD"
    for place in range(6):
        digits = _accepted(identity.is_nino, "AB" + "1" * place, "1" * (5 - place) + "C")
        assert digits == string.digits


@pytest.mark.parametrize("prefix", ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"])
def test_prefixes_that_are_not_used_are_no_national_insurance_number(prefix: str) -> None:
    assert not identity.is_nino(prefix + "123456C")
    assert identity.is_nino(prefix[0] + "A123456C")
    assert identity.is_nino("A" + prefix[1] + "123456C")


@pytest.mark.parametrize("text", ["AB12345C", "AB1234567C", "AB123456", "AB123456CC", "ab123456c"])
def test_a_national_insurance_number_has_nine_signs(text: str) -> None:
    assert not identity.is_nino(text)


# Their check digits are right.
IMPOSSIBLE: tuple[tuple[Check, tuple[str, ...]], ...] = (
    # Begins with zero; one digit four times, all different.
    (identity.is_steuer_id, ("09577647481", "68582785280", "94387152604")),
    # Month 0 and 13, of the centuries counted by 20 and 80 too; day 0 and 32.
    (identity.is_pesel, ("44000113502", "44130113539", "44133113512", "44200113560")),
    (identity.is_pesel, ("44930115597", "44010013575", "44013213538", "44803213555")),
    # Begin with 0, 1.
    (identity.is_aadhaar, ("062527601890", "148757491184")),
    # Neither a man's nor a woman's.
    (identity.is_nir, ("032057580728921", "361057510677975", "532057567569527")),
    (identity.is_medicare, ("1379485491", "7647207161")),
)


@pytest.mark.parametrize(
    ("check", "number"), [(check, number) for check, numbers in IMPOSSIBLE for number in numbers]
)
def test_numbers_that_nobody_is_given_are_refused_whatever_their_check_digit(
    check: Check, number: str
) -> None:
    assert not check(number)


def test_an_nhs_number_whose_check_digit_would_be_ten_is_not_given_out() -> None:
    assert [last for last in string.digits if identity.is_nhs("528084148" + last)] == []


BIRTHS = ("44810113507", "44923113577", "44211213505", "44321213530", "44410513534")
MORE_BIRTHS = ("44523013585", "44611113579", "44720913594")


@pytest.mark.parametrize("number", [*BIRTHS, *MORE_BIRTHS])
def test_a_pesel_tells_the_century_by_its_month(number: str) -> None:
    assert identity.is_pesel(number)


def test_an_indian_tax_number_says_whose_it_is_by_its_fourth_letter() -> None:
    # Persons, companies, families, firms, associations, trusts, bodies, authorities, the state.
    assert _accepted(identity.is_pan, "ABC", "E1234F") == "ABCFGHJLPT"
    number = "ABCPE1234F"
    for place in (0, 1, 2, 4, 9):
        letters = _accepted(identity.is_pan, number[:place], number[place + 1 :])
        assert letters == string.ascii_uppercase
    for place in range(5, 9):
        digits = _accepted(identity.is_pan, number[:place], number[place + 1 :])
        assert digits == string.digits


@pytest.mark.parametrize(
    "text", ["ABCPE123F", "ABCPE12345F", "ABPE1234F", "ABCPE1234FG", "ABCPE1234"]
)
def test_an_indian_tax_number_has_ten_signs(text: str) -> None:
    assert not identity.is_pan(text)


@pytest.mark.parametrize(
    "number", ["2638419671", "3950123491", "3538081021", "4322553331", "6411869301"]
)
def test_a_medicare_number_begins_with_two_to_six_and_checks(number: str) -> None:
    checks = [digit for digit in string.digits if identity.is_medicare(number[:8] + digit + "1")]
    assert checks == [number[8]]


@pytest.mark.parametrize("check", [identity.is_nhs, identity.is_tfn, identity.is_cpf])
def test_one_digit_over_and_over_is_nobodys_number(check: Check) -> None:
    length = {"is_nhs": 10, "is_tfn": 9, "is_cpf": 11}[check.__name__]
    assert [digit for digit in string.digits if check(digit * length)] == []


def test_a_number_has_one_placeholder_however_it_is_spaced() -> None:
    from escalator.scrub import scrub_text

    text = "CPF 731.056.428-62, again cpf 73105642862, PESEL 90090515829"
    scrubbed = scrub_text(text, hasher=new_hasher(), vault=new_vault())
    assert scrubbed.text == (
        "CPF [NATIONAL_ID-1], again cpf [NATIONAL_ID-1], PESEL [NATIONAL_ID-2]"
    )


def test_every_kind_has_its_word_where_hidden_things_are_counted() -> None:
    assert set(WORDS) == {kind.value.upper() for kind in Kind}
