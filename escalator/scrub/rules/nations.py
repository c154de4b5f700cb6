"""Rules for national identity numbers: beside their word, or in a form that nothing else has.

Whether a number is one, identity.py knows.
"""

import re
from collections.abc import Callable
from typing import Final

from escalator.scrub import identity
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule

_SEPARATOR: Final = re.compile(r"[ ./\u00a0-]+")
_NO: Final = r"(?:[\s_.-]{0,2}(?:number|num|no|nr|id|code))?"


def _plain(match: Match) -> str:
    return _SEPARATOR.sub("", match["v"]).upper()


def _holds(check: Callable[[str], bool]) -> Callable[[Match], bool]:
    return lambda match: check(_plain(match))


def beside(
    name: str,
    words: str,
    shape: str,
    check: Callable[[str], bool],
    *,
    anchors: tuple[str, ...],
    source: str,
    hits: tuple[str, ...],
    misses: tuple[str, ...],
    is_shielded: bool = False,
) -> Rule:
    """Make the rule of a number that counts beside its word only: `words`, then at most 25 signs."""
    return Rule(
        name=name,
        kind=Kind.NATIONAL_ID,
        pattern=(
            rf"(?i)(?<![^\W_])(?:{words}){_NO}(?![^\W_])[^\n0-9]{{0,25}}?"
            rf"(?<![0-9A-Za-z])(?P<v>{shape})(?![0-9A-Za-z]|[-.][0-9])"
        ),
        anchors=anchors,
        before=24,
        after=90,
        is_shielded=is_shielded,
        check=_holds(check),
        source=source,
        hits=hits,
        misses=misses,
    )


def alone(
    name: str,
    shape: str,
    gate: str,
    check: Callable[[str], bool],
    *,
    source: str,
    hits: tuple[str, ...],
    misses: tuple[str, ...],
    also: Callable[[Match], bool] | None = None,
) -> Rule:
    """Make the rule of a number whose form is its own; `also` judges it with what stands around."""
    return Rule(
        name=name,
        kind=Kind.NATIONAL_ID,
        pattern=rf"(?<![\w.+/-])(?P<v>{shape})(?![\w-]|\.[0-9])",
        gate=gate,
        before=2,
        after=30,
        is_shielded=True,
        check=also or _holds(check),
        source=source,
        hits=hits,
        misses=misses,
    )


_CALLED_OTHERWISE: Final = re.compile(
    r"\b(?:artic(?:le|ulo|olo)|artikel|artigo|encomenda|item|part|ref(?:erence)?|référence|refer[eê]nc[ie]a|riferimento|referentie|order|sku|serial|model|lot|batch|case|ticket|"
    r"invoice|tracking|bestel\w*|auftrag\w*|kunden\w*|rechnung\w*|commande|pedido|factura|fattura|fatura|ordine|zamówieni\w*)\b[^\n\d]{0,20}$",
    re.IGNORECASE,
)


def _is_lone_us(match: Match) -> bool:
    """Ask for a number that nothing calls otherwise and that stands in no row of numbers."""
    before = match.string[max(0, match.start("v") - 40) : match.start("v")]
    after = match.string[match.end("v") : match.end("v") + 3]
    is_in_row = re.search(r"\d[ \t]$", before) or re.match(r"[ \t]\d", after)
    return not is_in_row and not _CALLED_OTHERWISE.search(before) and _is_us(_plain(match))


def _is_us(digits: str) -> bool:
    return identity.is_ssn(digits) or identity.is_itin(digits)


NATIONS: Final[tuple[Rule, ...]] = (
    beside(
        "us social security number",
        r"ssn|itin|social[\s_-]?security|taxpayer[\s_-]?id(?:entification)?",
        r"[0-9]{3}[ -]?[0-9]{2}[ -]?[0-9]{4}",
        _is_us,
        anchors=("ssn", "itin", "social sec", "social_sec", "social-sec", "taxpayer"),
        source="Social Security Administration, POMS RM 10201.035; IRS, ITIN",
        hits=(
            "SSN: ‹078-05-1120›",
            '"ssn":"‹078051120›"',
            "social security number is ‹078 05 1120›",
            "ITIN ‹912-70-1234›",
        ),
        misses=("SSN: 666-05-1120", "ssn=000051120", "testing 078051120", "SSN length 9"),
    ),
    alone(
        "us social security number with hyphens",
        r"[0-9]{3}-[0-9]{2}-[0-9]{4}",
        r"[0-9]{3}-[0-9]{2}-[0-9]{4}",
        _is_us,
        also=_is_lone_us,
        source="Social Security Administration, POMS RM 10201.035; IRS, ITIN",
        hits=("it is ‹078-05-1120›, she says", "‹912-70-1234›"),
        misses=(
            "666-05-1120",
            "Artikel 490-14-5915",
            "Auftragsnummer lautet 490-14-5915",
            "het bestelnummer 490-14-5915",
            "a referência é 490-14-5915",
            "17 123-09-4460 6",
            "078-05-1120-1",
            "ticket-078-05-1120",
            "900-12-1234",
        ),
    ),
    beside(
        "uk nhs number",
        r"nhs",
        r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}",
        identity.is_nhs,
        anchors=("nhs",),
        source="NHS Data Dictionary, NHS NUMBER",
        hits=("NHS number ‹485 777 3457›", "nhs_no=‹4857773457›", '"nhsNumber": "‹485-777-3457›"'),
        misses=("NHS number 485 777 3456", "485 777 3457", "NHS: 0000000000"),
    ),
    beside(
        "uk national insurance number",
        r"nino|national[\s_-]?insurance",
        r"[a-z]{2}[ ]?[0-9]{2}[ ]?[0-9]{2}[ ]?[0-9]{2}[ ]?[a-d]",
        identity.is_nino,
        anchors=("nino", "national ins", "national_ins", "national-ins", "nationalins"),
        source="HMRC, NIM39110",
        hits=("NINO: ‹AB 12 34 56 C›", "national insurance no. ‹ab123456c›"),
        misses=("NINO: BG123456C", "NINO: AB123456E", "unit AB123456C"),
    ),
    alone(
        "uk national insurance number in pairs",
        r"[A-Z]{2} [0-9]{2} [0-9]{2} [0-9]{2} [A-D]",
        r"[A-Z]{2} [0-9]{2} [0-9]{2} [0-9]{2} [A-D]",
        identity.is_nino,
        source="HMRC, NIM39110",
        hits=("hers is ‹AB 12 34 56 C›.",),
        misses=("GB 12 34 56 C", "AB 12 34 56 E"),
    ),
    beside(
        "spanish identity number",
        r"dni|nie|nif|documento(?:\s+nacional)?(?:\s+de\s+identidad)?",
        r"(?:[0-9]{8}|[xyz][ -]?[0-9]{7})[ -]?[a-z]",
        identity.is_dni,
        anchors=("dni", "nie", "nif", "documento"),
        source="Ministerio del Interior, cálculo del dígito de control del NIF-NIE",
        hits=("DNI ‹73105628-J›", "NIE: ‹Y3105628K›", '"nif":"‹73105628j›"'),
        misses=("DNI 73105628A", "Y3105628K", "nie wieder 12345678"),
    ),
    alone(
        "italian tax code",
        r"[A-Z]{6}[0-9]{2}[ABCDEHLMPRST][0-9]{2}[A-Z][0-9]{3}[A-Z]",
        r"[A-Z]{6}[0-9]{2}[ABCDEHLMPRST][0-9]{2}[A-Z]",
        identity.is_codice_fiscale,
        source="Ministero delle Finanze, DM 23/12/1976",
        hits=("codice fiscale ‹LNDGNN74C52F205S›", "CF=‹LNDGNN74C52F205S›;"),
        misses=("LNDGNN74C52F205A", "XLNDGNN74C52F205S"),
    ),
    beside(
        "german tax number",
        r"steuer-?(?:id(?:entifikationsnummer|nr)?|identnummer|nummer)|idnr",
        r"[0-9]{2}[ ]?[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{3}",
        identity.is_steuer_id,
        anchors=("steuer", "idnr"),
        source="Bundeszentralamt für Steuern, Steuerliche Identifikationsnummer",
        hits=("Steuer-ID: ‹47 036 892 808›", "Steueridentifikationsnummer ‹47036892808›"),
        misses=("Steuer-ID: 47 036 892 807", "47 036 892 808", "IdNr 12345678901"),
    ),
    beside(
        "french social security number",
        r"nir|insee|s[ée]curit[ée]\s+sociale|num[ée]ro\s+de\s+s[ée]cu",
        r"[1278][ ]?[0-9]{2}[ ]?[0-9]{2}[ ]?(?:[0-9]{2}|2[ab])[ ]?[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{2}",
        identity.is_nir,
        anchors=("nir", "insee", "sécurité soc", "securite soc", "de sécu", "de secu"),
        source="INSEE, numéro d'inscription au répertoire",
        hits=(
            "NIR ‹2 74 03 99 123 456 76›",
            "NIR ‹874039912345667›",
            "sécurité sociale : ‹174032A12345655›",
        ),
        misses=("NIR 2 74 03 99 123 456 77", "274039912345676"),
    ),
    alone(
        "french social security number in groups",
        r"[12] [0-9]{2} [0-9]{2} (?:[0-9]{2}|2[AB]) [0-9]{3} [0-9]{3} [0-9]{2}",
        r"[12] [0-9]{2} [0-9]{2} (?:[0-9]{2}|2[AB]) [0-9]{3} [0-9]{3}",
        identity.is_nir,
        source="INSEE, numéro d'inscription au répertoire",
        hits=("le ‹2 74 03 99 123 456 76›",),
        misses=("2 74 03 99 123 456 77",),
    ),
    beside(
        "polish pesel",
        r"pesel",
        r"[0-9]{11}",
        identity.is_pesel,
        anchors=("pesel",),
        source="Ministerstwo Cyfryzacji, numer PESEL",
        hits=("PESEL ‹90090515829›", "pesel=‹90090515829›"),
        misses=("PESEL 90090515828", "90090515829", "PESEL 90190515829"),
    ),
    beside(
        "indian aadhaar number",
        r"aadha?ar|uidai",
        r"[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}",
        identity.is_aadhaar,
        anchors=("aadha", "uidai"),
        source="UIDAI, Aadhaar number structure; Verhoeff 1969",
        hits=("Aadhaar: ‹5198 7364 0214›", "aadhar no ‹519873640214›"),
        misses=("Aadhaar: 5198 7364 0215", "5198 7364 0214", "uid=1000"),
    ),
    beside(
        "indian tax number",
        r"pan(?:\s+card)?|permanent\s+account",
        r"[a-z]{5}[0-9]{4}[a-z]",
        identity.is_pan,
        anchors=("pan:", "pan ", "pan=", 'pan"', "permanent acc"),
        source="Income Tax Department, structure of PAN",
        hits=("PAN: ‹ABCPE1234F›", "pan card number ‹abcpe1234f›"),
        misses=("PAN: ABCDE1234F", "company ABCPE1234F", "panel ABCPE1234F"),
    ),
    beside(
        "australian tax file number",
        r"tfn|tax\s+file",
        r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}",
        identity.is_tfn,
        anchors=("tfn", "tax file"),
        source="Australian Taxation Office, TFN validation",
        hits=("TFN ‹123 456 782›", "tax file number: ‹123456782›"),
        misses=("TFN 123 456 783", "123 456 782"),
    ),
    beside(
        "australian medicare number",
        r"medicare(?:\s+card)?",
        r"[2-6][0-9]{3}[ -]?[0-9]{5}[ -]?[0-9](?:[ -/]?[0-9])?",
        identity.is_medicare,
        anchors=("medicare",),
        source="Services Australia, Medicare card number check digit",
        hits=("Medicare ‹3950 12349 1›", "medicare card no. ‹3950123491›"),
        misses=("Medicare 3950 12348 1", "3950 12349 1"),
    ),
    beside(
        "singapore identity number",
        r"nric|fin|identity\s+card",
        r"[stfgm][0-9]{7}[a-z]",
        identity.is_nric,
        anchors=("nric", "fin ", "fin:", "fin=", "identity card"),
        source="Immigration and Checkpoints Authority; check letter as published",
        hits=("NRIC ‹S7310562E›", "FIN: ‹g5310562p›", "NRIC/FIN ‹M5310562Q›"),
        misses=("NRIC S7310562A", "S7310562E", "service S7310562E"),
    ),
    beside(
        "brazilian cpf",
        r"cpf",
        r"[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}[-/]?[0-9]{2}",
        identity.is_cpf,
        anchors=("cpf",),
        source="Receita Federal, dígitos verificadores do CPF",
        hits=("CPF ‹73105642862›", "cpf: ‹731.056.428-62›"),
        misses=("CPF 731.056.428-61", "73105642862"),
    ),
    alone(
        "brazilian cpf with points",
        r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}",
        r"[0-9]{3}\.[0-9]{3}\.[0-9]{3}-[0-9]{2}",
        identity.is_cpf,
        source="Receita Federal, dígitos verificadores do CPF",
        hits=("o dele é ‹731.056.428-62›",),
        misses=("731.056.428-61", "111.111.111-11", "1.731.056.428-62"),
    ),
)
