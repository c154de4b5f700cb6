"""Rules for phone numbers: international, labelled, and national ones in sentences only."""

import re
from typing import Final

from escalator.scrub.checks import is_phone
from escalator.scrub.lines import is_machine_line
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule

_NOT_DIGIT: Final = re.compile(r"\D+")
_EXT: Final = r"(?:,?[ ]?(?:x|ext\.?|extension)[ ]?[0-9]{1,6})?"
_EXTENSION: Final = re.compile(r",?[ ]?(?:x|ext\.?|extension)[ ]?[0-9]{1,6}$")
_MEASURE: Final = re.compile(
    r"\s?(?:%|€|\$|£|EUR|USD|GBP|CHF|ms\b|MB|GB|KB|bytes|rows|records|lines|items|Zeilen|lignes|filas|righe|linhas|regels|s\b|[.,]\d)"
)
_SPOKEN: Final = (
    r"call(?:ed|ing)?(?![a-z])|dial|phone|telephone|tel\.|mobile|cell|fax|whatsapp|reach(?:able|ed)?|ring(?![a-z])|text(?:ed)?[ ]me|sms|contact(?:ed)?|get[ ]hold|"
    r"(?:my|her|his|their|our)[ ](?:new[ ]|old[ ]|other[ ]|work[ ]|home[ ])?(?:number|line)|(?:mi|su|mon|son|notre|mio|suo|nostro|meu|seu|nosso|mijn|zijn|haar|ons|meine|seine|ihre|unsere)[ ](?:n[úu]m[ée]ro|nummer)(?![ ](?:de|do|da|di|du|van|von)\b)|tfno|tl?f(?=[. ])|tlfn|ph[.:]|mob[.:]|hotline|helpline|voicemail|"
    r"telefon|handy|mobil|rufnummer|erreich|anruf|ruf(?:en|t)?[ ]|durchwahl|télé?phone|tél\.|portable|appel|joindre|joignable|"
    r"teléfono|telefono|móvil|celular|llam|localizable|cellulare|chiam|raggiungibil|recapito|telefone|telemóvel|ligue|ligar|contact[eo]|"
    r"telefoon|mobiel|bereik|bel[ ]|bellen|zadzwoń|dzwoni|komórk|mobiln|puhelin|ring[ ]|mobilnummer|numar[ăa]|zavol|"
    r"звони|телефон|позвон|电话|手机|電話|携帯|전화|휴대폰|هاتف|जलव|τηλ|טלפון|điện thoại|telepon|nomor hp"
)


def _is_international(match: Match) -> bool:
    value = _EXTENSION.sub("", match["v"])
    value = value.replace("%2B", "").replace("%2b", "").replace("(0)", "").replace("%20", "")
    return is_phone("+" + _NOT_DIGIT.sub("", value))


def _has_phone_length(match: Match) -> bool:
    """E.164 allows 15 digits; a local number has at least 6."""
    return 6 <= len(_NOT_DIGIT.sub("", match["v"])) <= 15


def _is_national(match: Match) -> bool:
    """Ask for a sentence around, and for the length of NANP's, a trunk or a listed number."""
    digits = _NOT_DIGIT.sub("", _EXTENSION.sub("", match["v"]))
    if digits.startswith("00"):
        return is_phone(f"+{digits[2:]}") and not is_machine_line(match.string, match.start())
    digits = digits.removeprefix("1") if len(digits) == 11 else digits
    is_nanp = len(digits) == 10 and digits[0] in "23456789" and digits[3] in "23456789"
    is_trunk = digits[0] == "0" and 9 <= len(digits) <= 12
    is_written = is_nanp or is_trunk or match["shape"] is not None
    return is_written and not is_machine_line(match.string, match.start())


def _is_spoken_of(match: Match) -> bool:
    """Ask for a phone's length and for groups that are no version, amount or date."""
    value = _EXTENSION.sub("", match["v"])
    digits = _NOT_DIGIT.sub("", value)
    if not 7 <= len(digits) <= 15 or is_machine_line(match.string, match.start()):
        return False
    groups = re.findall(r"\d+", value)
    if "." in value and (len(groups) > 5 or min(map(len, groups)) < 2 or len(groups) < 3):
        return False
    return _MEASURE.match(match.string, match.end()) is None


def _is_cell(match: Match) -> bool:
    """Ask for a row of a table that holds a mail address too."""
    text = match.string
    low, high = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
    row = text[max(low, match.start() - 300) : high if high != -1 else match.end() + 300]
    has_mail = "@" in row or "[EMAIL-" in row
    return has_mail and 8 <= len(_NOT_DIGIT.sub("", match["v"])) <= 15


PHONE: Final[tuple[Rule, ...]] = (
    Rule(
        name="international phone",
        kind=Kind.PHONE,
        pattern=(
            r"(?<![\w+.:-])(?P<v>(?:\+|%2[Bb])[ (]{0,2}[1-9](?:(?:[ ().\-/]{0,3}|%20)[0-9]){6,16}(?:,?[ ]?(?:x|ext\.?|extension)[ ]?[0-9]{1,6})?)(?![0-9A-Za-z])"
        ),
        anchors=("+", "%2b"),
        before=2,
        after=80,
        is_shielded=True,
        check=_is_international,
        source="ITU-T E.164",
        hits=(
            "call ‹+1 (415) 555-0132› now",
            "To: ‹+442079460958›",
            "phone=‹%2B14155550132›&",
            "‹+49 (0)30 901820› today",
        ),
        misses=(
            "2026-03-12T10:20:30+01:00",
            "+0000",
            "+1 -1 @@",
            "a+14155550132b",
            "UTC+2 2026-03-12 10:20:30",
        ),
    ),
    Rule(
        name="labelled phone",
        kind=Kind.PHONE,
        pattern=(
            r"(?i:(?<![A-Za-z])(?:tel|telephone|phone|phone[ _-]?(?:number|no)|mobile|mobil|cell|cellphone|fax|whatsapp|"
            r"telefon|telefono|teléfono|téléphone|telefone|handy|rufnummer|msisdn|call[ ]back|callback|"
            r"(?:call|reach|ring)[ ](?:me|him|her|them|us)(?:[ ](?:at|on|under))?))"
            r"[\"'.]{0,2}\s?(?:(?:number|no|nr|is)\b\.?\s?)?[:=#]{0,2}\s{0,2}[\"']?"
            r"(?P<v>\+?\(?[0-9](?:[ ().\-/]{0,3}[0-9]){5,16})(?![0-9A-Za-z])"
        ),
        anchors=(
            "tel",
            "phone",
            "mobil",
            "cell",
            "fax",
            "whatsapp",
            "handy",
            "rufnummer",
            "msisdn",
            "call",
            "reach",
            "ring",
            "tél",
        ),
        before=12,
        after=120,
        check=_has_phone_length,
        source="ITU-T E.123",
        hits=(
            "Phone: ‹415-555-0132›",
            '"phone_number":"‹4155550132›"',
            "reach me at ‹555 0132 99›",
            "Tel.: ‹030 / 901820›",
        ),
        misses=("mobile 12.4", "cell 7", "callback took 12 ms", "telemetry 123456789"),
    ),
    Rule(
        name="national phone",
        kind=Kind.PHONE,
        pattern=(
            r"(?<![\w.+/:=#-])(?P<v>(?:(?:(?:1|001)[-. ])?(?:\([2-9][0-9]{2}\) ?[2-9][0-9]{2}[-. ][0-9]{4}|[2-9][0-9]{2}([-. ])[2-9][0-9]{2}\2[0-9]{4})|"
            r"00[1-9][0-9]{0,3}(?:[ ().\-/]{1,3}[0-9]{1,8}){2,5}|"
            r"(?P<shape>\([1-9][0-9]\) ?9?[0-9]{4}[- ][0-9]{4}|8[ -]?\([0-9]{3}\)[ -]?[0-9]{3}[- ][0-9]{2}[- ][0-9]{2}|1[3-9][0-9][ -][0-9]{4}[ -][0-9]{4}|"
            r"(?:(?<= no )|(?<= ao )|(?<= al )|(?<= au )|(?<= on )|(?<= at )|(?<=úmero )|(?<=uméro )|(?<=numero )|(?<=nummer ))[679][0-9]{2} [0-9]{3} [0-9]{3}|[6-9][0-9]{4} [0-9]{5}|[6-9][0-9]{2} [0-9]{2} [0-9]{2} [0-9]{2}|9[0-9] [0-9]{3} [0-9]{2} [0-9]{2}|2[0-9] [0-9]{3} [0-9]{4}|3[0-9]{2}[ -][0-9]{3} ?[0-9]{4})|"
            r"\(?0[1-9][0-9]{0,4}\)?(?:[ /-]|[ ][/\u2013-][ ])[0-9]{2,8}(?:[ -][0-9]{2,4}){0,3}|0[1-9](?:[ .][0-9]{2}){4})"
            r"(?:,?[ ]?(?:x|ext\.?|extension)[ ]?[0-9]{1,6})?)(?![\w]|[-.:/][0-9])"
        ),
        gate=r"[0-9)][-. /][0-9]{2,8}[-. ][0-9]{2}|0[0-9]{1,4}\)?[ /-][0-9]{5}|0[0-9]{1,4}\)? [/\u2013-] [0-9]{2}|\)[0-9]{3,5}[- .][0-9]{4}|(?<![0-9])00[1-9][0-9]{1,2}[ -][0-9]|[6-9][0-9]{4} [0-9]{5}",
        before=16,
        after=40,
        is_shielded=True,
        check=_is_national,
        source="NANP (ITU-T E.164 country code 1); national trunk prefix 0",
        hits=(
            "You can get her under ‹(415) 555-0132› until six",
            "my number: ‹415-555-0132›",
            "ring ‹020 7946 0958› and ask",
            "c'est le ‹01 99 00 12 34›",
            "mon portable ‹0033 6 99 00 12 34›.",
            "liga ‹(11) 98616-7141› ou ‹21 353 4356›",
            "llama al ‹655 99 88 52›",
            "Ela está no ‹963 321 014› até às cinco",
            "büro: ‹030 – 901820›, ‹(0170) 9876543›",
            "ask for ‹1-800-555-0199 ext. 12›",
        ),
        misses=(
            "2026-03-12 10:20:30 ERROR took 415-555-0132",
            "step 01 02 03",
            "https 2026-03-12T10:20:30.1Z app 0.0 204 869 7983 5",
            "2026-03-12",
            "row 123-45-6789",
            "550e8400-e29b-41d4-a716-446655440000",
        ),
    ),
    Rule(
        name="phone where phones are spoken of",
        kind=Kind.PHONE,
        pattern=(
            rf"(?i:(?<![^\W_])(?:{_SPOKEN}))[^\n\d]{{0,60}}?"
            rf"(?<![\w.+/:=#-])(?P<v>\+?\(?[0-9](?:[ ().\-/]{{0,3}}[0-9]){{6,15}}{_EXT})(?!\w|[-:/][0-9])"
        ),
        gate=rf"(?i:(?<![^\W_])(?:{_SPOKEN}))[^\n\d]{{0,60}}\d",
        before=0,
        after=60,
        is_shielded=True,
        check=_is_spoken_of,
        source="sentences as commonly written; ITU-T E.123",
        hits=(
            "you can call me on ‹963 859 657›, please",
            "Sie erreichen mich unter ‹089 63648018›.",
            "reach her at ‹5417543010› today",
            "mi número de teléfono es ‹963.128.675›",
            "o meu número é o ‹912345678›",
            "Mon numéro est le ‹0639981234›.",
            "电话是‹13800138000›".replace("是‹", " ‹"),
        ),
        misses=(
            "call took 1234567 ms",
            "contact us before 2026-03-12 10:20",
            "calls: 12345",
            "called with version 6.1.1.0.2",
            "mi número de pedido es 12345678",
            "2026-03-12 10:20:30 INFO call 963859657",
        ),
    ),
    Rule(
        name="phone in a table",
        kind=Kind.PHONE,
        pattern=r"(?:(?<=[;|,\t])|(?<=[;|,] ))(?P<v>\+?\(?[0-9]{1,5}\)?(?:[ .\-/]{1,3}[0-9]{1,8}){1,6}|\+[1-9][0-9]{8,13}|0[1-9][0-9]{7,10})(?=[ ]?(?:[;|,\t]|\r?$|\r?\n))",
        gate=r"[;|,\t][ ]?\+?\(?[0-9]{1,5}\)?[ .\-/]{1,3}[0-9]{1,8}[ .\-/0-9]{2}|[;|,\t][ ]?(?:\+|0)[1-9][0-9]{7}",
        before=0,
        after=40,
        is_shielded=True,
        check=_is_cell,
        source="tables as people paste them",
        hits=(
            "Jane;jane@example.com;‹963 859 657›;ativo",
            "Omar;omar@example.com;‹0 69 / 9 05 50 86›;aktiv",
            "Omar | omar@example.com | ‹0034 96 359 39 61› | activo",
        ),
        misses=(
            "a;963 859 657;b",
            "jane@example.com;2026-03-12;x",
            "jane@example.com, 12 34, x",
        ),
    ),
    Rule(
        name="phone behind its letter",
        kind=Kind.PHONE,
        pattern=r"(?m)(?:^[ ]{0,4}|[|•·][ ]?)[TMPFHC][.:]?[ ](?P<v>\+?\(?[0-9](?:[ ().\-/]{0,3}[0-9]){6,15})(?=[ ]?(?:$|[|•·,]|\r))",
        gate=r"(?m)(?:^[ ]{0,4}|[|•·][ ]?)[TMPFHC][.:]?[ ]\+?[(0-9]",
        before=0,
        after=40,
        is_shielded=True,
        check=_is_spoken_of,
        source="signatures as commonly written",
        hits=("T ‹963 786 664› | jane@example.com", "x | M: ‹0171 3251260›"),
        misses=("T 12 | x", "F 2026-03-12", "C 1.2.3.4.5.6.7"),
    ),
)
