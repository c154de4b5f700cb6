"""Rules for payment cards and bank accounts; each needs its checksum."""

import re
from typing import Final

from escalator.scrub.checks import IBAN_LENGTHS, is_card, is_iban, may_be_maestro
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span

_NOT_DIGIT: Final = re.compile(r"\D+")
_SPACED: Final = re.compile(
    r"\d{4}([ -])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{1,3})?|\d{4}([ -])\d{6}\2\d{4,5}|\d+"
)
_CALLED_CARD: Final = re.compile(
    r"card|visa|mastercard|amex|maestro|\bpan\b|\bcc\b|karte|carte|tarjeta|cartão|carta"
)
_FRACTION: Final = re.compile(r"\d[.,]$")


def _is_card(match: Match) -> bool:
    """Ask for the network's grouping and checksum, no fraction before."""
    value = match["v"]
    if _FRACTION.search(match.string[max(0, match.start() - 2) : match.start()]):
        return False
    digits = _NOT_DIGIT.sub("", value)
    if not is_card(digits) and not may_be_maestro(digits):
        return False
    if is_card(digits) and _SPACED.fullmatch(value):
        return True
    return (
        _CALLED_CARD.search(match.string[max(0, match.start() - 40) : match.start()].lower())
        is not None
    )


def _iban(match: Match) -> tuple[Span, ...]:
    """Return the account number at the front of a run, without the words that follow it."""
    length = IBAN_LENGTHS.get(match["v"][:2].upper())
    start, seen = match.start("v"), 0
    for place, letter in enumerate(match["v"]):
        seen += letter.isalnum()
        if seen == length:
            end = start + place + 1
            rest = match.string[end : end + 1]
            compact = "".join(c for c in match.string[start:end] if c.isalnum())
            return ((start, end),) if not rest.isalnum() and is_iban(compact) else ()
    return ()


MONEY: Final[tuple[Rule, ...]] = (
    Rule(
        name="card",
        kind=Kind.CARD,
        pattern=r"(?<![0-9A-Za-z_.,+-])(?P<v>[0-9](?:[ -]?[0-9]){11,18})(?![0-9A-Za-z]|[.,-][0-9])",
        gate=r"[0-9]{4}[ -]?[0-9]{4}(?:[ -]?[0-9]{4}|[0-9]{2}[ -][0-9]{2})",
        before=24,
        after=40,
        is_shielded=True,
        check=_is_card,
        source="ISO/IEC 7812-1; issuer ranges as published by the networks",
        hits=(
            "paid with ‹4111 1111 1111 1111›, thanks",
            "card=‹4111111111111111›&x=1",
            "‹3782-822463-10005› declined",
            "Maestro ‹6771798025000004› declined",
            "my card is ‹6799990100000000019›",
            "card ‹5000550000000029›",
            '"number":"‹5555555555554444›"',
        ),
        misses=(
            "id 4111111111111112",
            "id 6771798025000004, row 5000550000000029",
            "order_id=4111111111111111",
            "1773310830123456",
            "0.4111111111111111",
            "550e8400-e29b-41d4-a716-446655440000",
            "17 4242 4242\n4242 4242",
        ),
    ),
    Rule(
        name="iban",
        kind=Kind.IBAN,
        pattern=r"(?<![0-9A-Za-z])(?P<v>[A-Za-z]{2}[0-9]{2}(?:[ -]?[0-9A-Za-z]){11,32})",
        gate=r"[A-Za-z]{2}[0-9]{2}[ -]?[0-9A-Za-z]{4}[ -]?[0-9A-Za-z]{4}[ -]?[0-9A-Za-z]{3}",
        before=1,
        after=70,
        pick=_iban,
        source="ISO 13616, SWIFT IBAN registry",
        hits=(
            "IBAN: ‹DE89 3704 0044 0532 0130 00› please",
            "to ‹GB82WEST12345698765432›.",
            "iban=‹nl91abna0417164300›",
            "‹FR14 2004 1010 0505 0001 3M02 606›",
        ),
        misses=(
            "DE88 3704 0044 0532 0130 00",
            "XX89370400440532013000",
            "sha DE89370400440532013000ab",
        ),
    ),
)
