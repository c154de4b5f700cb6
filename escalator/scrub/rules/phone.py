"""Rules for phone numbers: international, labelled, and national ones in sentences only."""

import re
from typing import Final

from escalator.scrub.checks import is_phone
from escalator.scrub.lines import is_machine_line
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule

_NOT_DIGIT: Final = re.compile(r"\D+")


def _is_international(match: Match) -> bool:
    return is_phone(
        "+"
        + _NOT_DIGIT.sub("", match["v"].replace("%2B", "").replace("%2b", "").replace("(0)", ""))
    )


def _has_phone_length(match: Match) -> bool:
    """E.164 allows 15 digits; a local number has at least 6."""
    return 6 <= len(_NOT_DIGIT.sub("", match["v"])) <= 15


def _is_national(match: Match) -> bool:
    """Ask for a sentence around, and for NANP's or a trunk number's length."""
    digits = _NOT_DIGIT.sub("", match["v"])
    is_nanp = len(digits) == 10 and digits[0] in "23456789" and digits[3] in "23456789"
    is_trunk = digits[0] == "0" and 9 <= len(digits) <= 12
    return (is_nanp or is_trunk) and not is_machine_line(match.string, match.start())


PHONE: Final[tuple[Rule, ...]] = (
    Rule(
        name="international phone",
        kind=Kind.PHONE,
        pattern=(
            r"(?<![\w+.:-])(?P<v>(?:\+|%2[Bb])[ (]{0,2}[1-9](?:(?:[ ().\-/]{0,3}|%20)[0-9]){6,16})(?![0-9A-Za-z])"
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
            r"(?<![\w.+/:=#-])(?P<v>\([2-9][0-9]{2}\) ?[2-9][0-9]{2}[-. ][0-9]{4}|"
            r"[2-9][0-9]{2}([-. ])[2-9][0-9]{2}\2[0-9]{4}|"
            r"\(?0[1-9][0-9]{0,4}\)?[ /-][0-9]{2,8}(?:[ -][0-9]{2,4}){0,3}|0[1-9](?:[ .][0-9]{2}){4})(?![\w]|[-.:/][0-9])"
        ),
        gate=r"[0-9)][-. /][0-9]{2,8}[-. ][0-9]{2}|0[0-9]{1,4}[ /-][0-9]{5}",
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
        ),
        misses=(
            "2026-03-12 10:20:30 ERROR took 415-555-0132",
            "step 01 02 03",
            "2026-03-12",
            "row 123-45-6789",
            "550e8400-e29b-41d4-a716-446655440000",
        ),
    ),
)
