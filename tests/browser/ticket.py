"""A messy ticket as it comes in on a call, full of what must never be kept; all invented."""

import random
from dataclasses import dataclass

CONTACT = "Maren Oddvik"
PLANTED = (
    "maren.oddvik@alderquay.example",
    "Oddvik",
    "+44 20 7946 0958",
    "203.0.113.61",
    "198.51.100.242",
    "4111 1111 1111 1111",
    "GB82 WEST 1234 5698 7654 32",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJtYXJlbiJ9.c2lnbmF0dXJlLW9mLW5vYm9keQ",
    "tok-9f8e7d6c5b4a39281706f5e4d3c2b1a0",
    "hunter-and-7-gatherers",
    "AKIA" + "QX7RZ2MNB4TLWJ6D",
    "sess-61f2c9d07ab34e58",
    "moddvik",
)
"""Personal values and secrets in the ticket, as they are typed."""

MAIL, _, PHONE, IP, IP_2, CARD, IBAN, JWT, BEARER, PASSWORD, KEY, COOKIE, USER = PLANTED


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the technician has in front of them."""

    reference: str = "ZD-60417"
    customer: str = "Alderquay Shipping (account 20771)"
    problem: str = f"{CONTACT} and others see an empty page after they sign in"


def messy_log(size: int = 200_000) -> str:
    """Give a log of about `size` characters with every planted value in it, several times."""
    chance = random.Random(4)
    lines: list[str] = []
    length = 0
    while length < size:
        number = len(lines)
        stamp = f"2026-11-18T09:{number // 60 % 60:02d}:{number % 60:02d}+01:00"
        line = f"{stamp} {_line(number, chance)}"
        lines.append(line)
        length += len(line) + 1
    return "\n".join(lines)


def _line(number: int, chance: random.Random) -> str:
    told = (
        f"INFO auth user={USER} mail={MAIL} from={IP} ok",
        f'WARN session "{CONTACT}" <{MAIL}> has no start page',
        f"DEBUG gateway authorization: Bearer {BEARER}",
        f"DEBUG gateway cookie: session={COOKIE}; Path=/; HttpOnly",
        f"DEBUG token id_token={JWT}",
        f"INFO billing card {CARD} iban {IBAN}",
        f"WARN config password={PASSWORD} aws_access_key_id={KEY}",
        f"INFO callback phone: {PHONE} path=/home/{USER}/export.csv peer={IP_2}",
    )
    if number % 12 < len(told):
        return told[number % 12]
    return f"DEBUG worker batch {number} took {chance.randint(3, 900)} ms, depth {number % 40}"
