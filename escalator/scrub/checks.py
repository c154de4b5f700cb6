"""Checks of values by their own rules: checksums, lengths, address ranges.

Each takes a value and answers yes or no; none looks at the text around it.
"""

import ipaddress
from typing import Final

_DOCUMENTATION: Final = tuple(
    ipaddress.IPv4Network(block) for block in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24")
)
"""RFC 5737: treated as if they were somebody's."""

_INSIDE: Final = ("10.", "127.", "192.168.")
"""How the addresses begin that logs are full of (RFC 1918, RFC 1122): none is public."""

_GLOBAL_V6: Final = ipaddress.ip_network("2000::/3")
"""The only global unicast block that is given out (IANA, RFC 4291)."""


_DOUBLED: Final = "0246813579"
"""Twice a digit, its own digits added where it has two."""


def passes_luhn(digits: str) -> bool:
    """Tell whether digits end in their Luhn check digit (ISO/IEC 7812-1)."""
    doubled = (_DOUBLED[int(digit)] for digit in digits[-2::-2])
    return sum(map(int, (*digits[::-2], *doubled))) % 10 == 0


_ISSUERS: Final = (
    # Low and high prefix, lengths. Source: ISO/IEC 7812 ranges as published by the networks.
    ("34", "34", (15,)),  # American Express
    ("37", "37", (15,)),
    ("300", "305", (14, 16)),  # Diners Club
    ("36", "36", (14, 16)),
    ("38", "39", (14, 16)),
    ("3528", "3589", (16, 17, 18, 19)),  # JCB
    ("4", "4", (13, 16, 19)),  # Visa
    ("51", "55", (16,)),  # Mastercard
    ("2221", "2720", (16,)),
    ("6011", "6011", (16, 19)),  # Discover
    ("644", "649", (16, 19)),
    ("65", "65", (16, 19)),
    ("62", "62", (16, 17, 18, 19)),  # UnionPay
    ("81", "81", (16,)),
    ("5018", "5038", (12, 13, 14, 15, 16, 17, 18, 19)),  # Maestro
    ("6304", "6304", (12, 13, 14, 15, 16, 17, 18, 19)),
    ("6759", "6763", (12, 13, 14, 15, 16, 17, 18, 19)),
    ("2200", "2204", (16, 17, 18, 19)),  # Mir
    ("60", "60", (16,)),  # RuPay
    ("9792", "9792", (16,)),  # Troy
)


def is_issued_card(digits: str) -> bool:
    """Tell whether a card network issues numbers with this prefix and length."""
    return any(
        low <= digits[: len(low)] <= high and len(digits) in lengths
        for low, high, lengths in _ISSUERS
    )


def is_card(digits: str) -> bool:
    """Tell whether digits are a payment card number: issuer, length and Luhn."""
    return is_issued_card(digits) and passes_luhn(digits)


def may_be_maestro(digits: str) -> bool:
    """Tell whether digits pass Luhn within all that Maestro may issue: 50, 56 to 58, 639, 67.

    The ranges are wide; something beside the number has to call it a card as well.
    """
    is_in_range = digits.startswith(("50", "56", "57", "58", "639", "67"))
    return is_in_range and 12 <= len(digits) <= 19 and passes_luhn(digits)


IBAN_LENGTHS: Final = {
    # Source: SWIFT IBAN registry (ISO 13616).
    code: int(length)
    for code, length in (
        pair.split(":")
        for pair in (
            "AD:24 AE:23 AL:28 AT:20 AZ:28 BA:20 BE:16 BG:22 BH:22 BI:27 BR:29 BY:28 CH:21 "
            "CR:22 CY:28  CZ:24 DE:22 DJ:27 DK:18 DO:28 EE:20 EG:29 ES:24 FI:18 FK:18 FO:18 "
            "FR:27 GB:22 GE:22 GI:23  GL:18 GR:27 GT:28 HN:28 HR:21 HU:28 IE:22 IL:23 IQ:23 "
            "IS:26 IT:27 JO:30 KW:30 KZ:20 LB:28  LC:32 LI:21 LT:20 LU:20 LV:21 LY:25 MC:27 "
            "MD:24 ME:22 MK:19 MN:20 MR:27 MT:31 MU:30 NI:28  NL:18 NO:15 OM:23 PK:24 PL:28 "
            "PS:29 PT:25 QA:29 RO:24 RS:22 RU:33 SA:24 SC:31 SD:18 SE:24  SI:19 SK:24 SM:27 "
            "SO:23 ST:25 SV:28 TL:23 TN:24 TR:26 UA:29 VA:22 VG:24 XK:20 YE:30"
        ).split()
    )
}


def is_iban(compact: str) -> bool:
    """Tell whether letters and digits without spaces are an IBAN: country, length, mod 97-10."""
    compact = compact.upper()
    if IBAN_LENGTHS.get(compact[:2]) != len(compact) or not compact.isascii():
        return False
    turned = compact[4:] + compact[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1


def is_public_address(text: str) -> bool:
    """Tell whether an IPv4 or IPv6 address may belong to somebody: global or documentation."""
    if text.startswith(_INSIDE):
        return False
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        return address in _GLOBAL_V6
    if any(address in block for block in _DOCUMENTATION):
        return True
    return address.is_global and not address.is_multicast


def is_phone(number: str) -> bool:
    """Tell whether an international number (`+` and digits) has a possible length (E.164)."""
    # Loaded on the first number only: most texts have none, and start-up stays short.
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(parsed)
