"""Rules for dates of birth and for what belongs to somebody's car, each beside its word."""

import re
from typing import Final

from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule

_BORN: Final = (
    r"d\.?o\.?b\.?|date_naissance|fecha_nac(?:imiento)?|data_nasc(?:imento|ita)?|anniversaire|cumpleaños|compleanno|anivers[áa]rio|faço[ ]anos|fa[zç][ ]anos|verjaardag|verjaart|compie[ ]gli[ ]anni|"
    r"n[ée]{1,2}(?:\(e\))?[ ]à[ ][^\W\d_][\w-]{1,24}|nat[oa][ ]a[ ][^\W\d_][\w-]{1,24}|nacid[oa][ ]en[ ][^\W\d_][\w-]{1,24}|geboren[ ](?:in|te)[ ][^\W\d_][\w-]{1,24}|nacimiento|naissance|nascita|nascimento|date[ _-]?of[ _-]?birth|birth[ _-]?date|birth[ _-]?day|born(?:[ ]on)?|geburts(?:datum|tag)|geboren(?:[ ](?:am|op))?|geb\.|"
    r"date[ ]de[ ]naissance|n[ée]{1,2}[ ]le|née?\(?e?\)?[ ]le|fecha[ _]de[ _]nacimiento|nacid[oa][ ]el|nac[ií][óo]?[ ]el|f\.?[ ]?nac\.?|data[ ]di[ ]nascita|nat[oa][ ]il|"
    r"data[ _]de[ _]nascimento|nascid[oa][ ](?:em|a)|nasceu[ ](?:em|a)|nasci[ ](?:em|a)|geboortedatum|data[ _]urodzenia|urodzon[ya]|urodziłam?[ ]się|ur\.|datum[ ]narození|dátum[ ]narodenia|narozen[áý]?|"
    r"född|födelsedatum|født|fødselsdato|syntymäaika|syntynyt|doğum[ ]tarihi|születési[ ](?:idő|dátum)|született|data[ ]nașterii|născută?[ ]la|"
    r"дата[ ]рождения|родил(?:ся|ась)|дата[ ]народження|народи(?:вся|лася)|дата[ ]на[ ]раждане|ημερομηνία[ ]γέννησης|生年月日|出生日期|出生|생년월일|تاريخ[ ]الميلاد|जन्म[ ]तिथि|תאריך[ ]לידה|ngày[ ]sinh|tanggal[ ]lahir"
)
_MONTH: Final = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|jän|fév|fev|avr|juin|juil|août|aout|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|mrt|mei|"
    r"out|sty|lut|kwi|maj|cze|lip|sie|wrz|paź|lis|gru|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)[^\W\d_]{0,9}\.?"
)
_DATE: Final = (
    rf"\d{{1,4}}[ ]?[-./][ ]?\d{{1,2}}[ ]?[-./][ ]?\d{{1,4}}|\d{{1,2}}(?:st|nd|rd|th|\.|º|er)?[ -](?:of[ ]|de[ ])?{_MONTH},?[ -](?:de[ ])?\d{{2,4}}|"
    rf"{_MONTH}[ ]\d{{1,2}}(?:st|nd|rd|th)?,?[ ]\d{{2,4}}|\d{{4}}[年년][ ]?\d{{1,2}}[月월][ ]?\d{{1,2}}[日일]|(?:19|20)\d{{6}}|\d{{4}}[ ]{_MONTH}[ ]\d{{1,2}}"
)
_PLATE_WORDS: Final = (
    r"licen[cs]e[ _-]?(?:plate|tag)(?:[ _-]?(?:number|no))?|number[ ]?plates?|plate(?:[ _-]?(?:number|no))?|vehicle[ _-]?registration(?:[ _-]?(?:number|no|plate))?|registration[ _-]?(?:number|no|plate|mark)|car[ ]reg(?:istration)?|reg\.?[ ]?(?:no|number)|vrm|vrn|"
    r"kennzeichen|kfz(?:-kennzeichen)?|nummernschild|autonummer|matr[ií]cula|placas?|patente|plaque(?:[ ]d['\u2019]immatriculation)?|immatriculation|immatriculée?|targa|targat[oa]|kenteken|nummerplaat|"
    r"tablic[aey](?:[ ]rejestracyjn[aey]j?)?|nr[ ]rej(?:estracyjny)?\.?|numer[ ]rejestracyjny|spz|poznávací[ ]značka|evč|registreringsnummer|reg\.?nr|nummerplade|rekisteri(?:numero|tunnus)|plaka(?:sı)?|rendszám|număr(?:ul)?[ ]de[ ]înmatriculare|"
    r"гос\.?[ ]?номер|номер[ ](?:машины|авто)|车牌(?:号码?)?|ナンバー(?:プレート)?|차량번호"
)


def _is_plate(match: Match) -> bool:
    """Ask for letters and digits, as many as plates have; a few lands use digits alone."""
    sign = re.sub(r"[\W_]", "", match["v"])
    return 4 <= len(sign) <= 9 and any(c.isdigit() for c in sign) and any(c.isalpha() for c in sign)


def _is_vin(match: Match) -> bool:
    return any(c.isdigit() for c in match["v"]) and any(c.isalpha() for c in match["v"])


_PLATE: Final = (
    r"[A-Z]{2}\d{2}[ ]?[A-Z]{3}|[A-Z]\d{1,3}[ ]?[A-Z]{3}|[A-Z]{3}[ ]?\d{1,3}[A-Z]|"  # United Kingdom
    r"[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[ -]?\d{1,4}[EH]?|"  # Germany
    r"[A-Z]{2}[- ]\d{3}[- ][A-Z]{2}|[A-Z]{2}\d{3}[A-Z]{2}|\d{2,4}[ ][A-Z]{2,3}[ ]\d{2}|"  # France, Italy
    r"\d{4}[ -]?[BCDFGHJ-NPR-TV-Z]{3}|[A-Z]{1,2}-\d{4}-[A-Z]{1,2}|"  # Spain
    r"\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-(?:[A-Z]{2}|\d{2})|\d{2}-\d{2}-[A-Z]{2}|"  # Portugal
    r"[A-Z]{3}[- ]?\d{3,4}|[A-Z]{3}\d[A-Z]\d{2}|\d[A-Z]{3}\d{3}|"  # Americas
    r"\d{1,2}-[A-Z]{2,3}-\d{1,3}|[A-Z]{1,3}-\d{2,3}-[A-Z]{1,2}|[A-Z]{2,3}[ ]\d{4,5}"  # Netherlands, Belgium, Poland
)
"""Marks as the states of the seven languages shape them, and some more."""

_YEAR: Final = re.compile(r"[A-Z]{2,3}[ -]?(?:19|20)\d\d")
_CAR: Final = (
    "car|vehicle|van|truck|lorry|motorbike|taxi|parked|auto|wagen|fahrzeug|pkw|lkw|motorrad|voiture|véhicule|camion|moto|coche|vehículo|camión|furgoneta|macchina|"
    "automobile|veicolo|furgone|carro|veículo|carrinha|voertuig|bestelauto|registration|reg"
)
_BETWEEN: Final = r"(?:(?:is|reads|was|with|the|plate|mit|dem|der|ist|lautet|est|avec|es|con|la|è|é|com|a|met|van|de|het|auto|dell['\u2019]auto|della|macchina|del|coche|do|carro|meu|minha|of|my|our|has|hat|tem|tiene)[ ]){0,4}"


VITAL: Final[tuple[Rule, ...]] = (
    Rule(
        name="date of birth",
        kind=Kind.BIRTH_DATE,
        pattern=rf"(?i:(?:(?<![^\W_])|(?<=[a-z])(?-i:(?=[A-Z])))(?:{_BORN})(?![^\W\d_])[^\n\d]{{0,24}}?)(?P<v>(?i:{_DATE}))(?!(?!T\d\d:)[\w/-]|[.:]\d)",
        gate=rf"(?i:(?:{_BORN})(?![^\W\d_])[^\n\d]{{0,24}}?(?:\d|{_MONTH}[ ]\d))",
        before=1,
        after=60,
        source="forms and sentences as commonly written; ISO 8601 and local orders",
        hits=(
            "DOB: ‹03/12/1980›",
            "she was born on ‹March 12, 1980› in Lyon",
            "Geburtsdatum: ‹12.03.1980›",
            "Je suis née le ‹17/09/1965›.",
            "Mi fecha de nacimiento es ‹22/08/1970›.",
            '"dateOfBirth":"‹1980-03-12›"',
            "geboren op ‹23-10-1960›, het systeem",
            "nata il ‹3 marzo 1980›",
            "née à Lyon le ‹3 mai 1984›",
            '"birthday": "‹1984-05-03›T00:00:00Z"',
            "mi cumpleaños es el ‹3 de mayo de 1984›",
            "生年月日：‹1980年3月12日›",
        ),
        misses=(
            "born to run 2026-03-12T10:20:30Z in the logs".replace("born to", "airborne"),
            "birthday party",
            "the date 03/12/1980",
            "dob 12",
            "geb. 5",
        ),
    ),
    Rule(
        name="date before its birth",
        kind=Kind.BIRTH_DATE,
        pattern=rf"(?i:(?<![^\W_])(?:am|op|on|le|el|il|em|den|dne|dnia)[ ](?P<v>{_DATE})[ ](?:in[ ][^\W\d_]{{2,20}}[ ])?(?:geboren|born|né|nacid|nat[oa]|nasc|född|født|narozen|urodz))",
        anchors=(
            "geboren",
            "born",
            "né",
            "nacid",
            "nato",
            "nata",
            "nasc",
            "född",
            "født",
            "narozen",
            "urodz",
        ),
        before=70,
        after=10,
        source="sentences as commonly written",
        hits=("Sie ist am ‹1971-08-08› geboren, im System", "am ‹3. März 1980› in Köln geboren"),
        misses=("am 1971-08-08 gestartet", "geboren um 5"),
    ),
    Rule(
        name="licence plate beside its word",
        kind=Kind.PLATE,
        pattern=(
            rf"(?i:(?<![^\W_])(?:{_PLATE_WORDS})(?![^\W_])[\"']?(?:[ ]?[:=#(][ ]?|[ ](?:is|was|ist|lautet|est|es|é|è|to|jest|er|är|on|of|with|no\.?|number|nr\.?)[ ]|[ ])[\"'(]{{0,2}})"
            r"(?P<v>[A-ZÄÖÜА-Я0-9]{1,4}(?:[ ·•.-]{0,3}[A-ZÄÖÜА-Я0-9]{1,5}){0,3})(?![\w])"
        ),
        gate=rf"(?i:(?<![^\W_])(?:{_PLATE_WORDS})(?![^\W_]))",
        before=0,
        after=60,
        check=_is_plate,
        source="registration marks as the states give them; Vienna Convention on Road Traffic, annex 2",
        hits=(
            "The car with number plate ‹GC12 WYX› was let out",
            "Kennzeichen ‹M-ZN 5147› kam",
            "targa ‹KK 406 RK› è uscita",
            "kenteken ‹60-ELZ-6› reed",
            "matrícula ‹24-UR-63› saiu",
            "license plate: ‹7ABC123›",
        ),
        misses=("plate 5 of 7", "number plate OK", "registration number 2026", "Kennzeichen A"),
    ),
    Rule(
        name="licence plate by its shape",
        kind=Kind.PLATE,
        pattern=rf"(?i:(?<![^\W_])(?:{_CAR}|{_PLATE_WORDS})(?![^\W_]))[:,]?[ ]\(?{_BETWEEN}[\"'(]?(?P<v>{_PLATE})(?![\w-])",
        gate=rf"(?i:(?<![^\W_])(?:{_CAR}|{_PLATE_WORDS})(?![^\W_]))[:,]?[ ](?:[a-zé'\u2019]{{1,12}}[ ]){{0,4}}[\"'(]{{0,2}}[A-ZÄÖÜ\d]{{1,4}}[ -]?[A-Z\d]",
        before=0,
        after=70,
        check=lambda match: _is_plate(match) and _YEAR.fullmatch(match["v"]) is None,
        source="registration marks as the states give them; Vienna Convention on Road Traffic, annex 2",
        hits=(
            "my car is ‹M-AB 1234›",
            "the vehicle ‹AB12 CDE› entered at noon",
            "mein Auto (‹S-PQ 7›) wurde nicht erkannt",
            "la matrícula del coche es ‹1234 BCD›",
            "il veicolo ‹AB123CD› è uscito",
            "het kenteken van de auto is ‹12-ABC-3›",
            "o carro ‹12-AB-34› saiu",
        ),
        misses=(
            "the car park on level B12",
            "vehicle tracking v2.3",
            "auto 2026-03-12",
            "the tag PCI 0000",
            "the vehicle API 2024",
            "registration is closed",
            "tag v1.2.3",
        ),
    ),
    Rule(
        name="vehicle number beside its word",
        kind=Kind.PLATE,
        pattern=(
            r"(?i:(?<![^\W_])(?:vin|vehicle[ ]identification|fahrgestellnummer|fahrzeug-?ident(?:ifizierungs)?nummer|fin|ch[âa]ssis|bastidor|telaio|chassi|nr[ ]vin)(?![^\W_])[^\n0-9]{0,18}?)"
            r"(?<![0-9A-Za-z])(?P<v>[A-HJ-NPR-Z0-9]{17})(?![0-9A-Za-z])"
        ),
        anchors=(
            "vin",
            "vehicle ident",
            "fahrgestell",
            "fahrzeug",
            "fin",
            "chassis",
            "châssis",
            "bastidor",
            "telaio",
            "chassi",
        ),
        before=4,
        after=60,
        check=_is_vin,
        source="ISO 3779",
        hits=("VIN: ‹1M8GDM9AXKP042788›", "Fahrgestellnummer ‹WVWZZZ1JZXW000001›"),
        misses=("vin: 12345", "serving 1M8GDM9AXKP042788", "fin 1M8GDM9AXKP04278"),
    ),
)
