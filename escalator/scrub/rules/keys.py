"""Rules for whole blocks of key material: private keys in armour and JSON web tokens."""

from typing import Final

from escalator.scrub.model import Kind
from escalator.scrub.rule import Rule

_ARMOUR: Final = "PRIVATE KEY"
_BEGIN: Final = "-----" + f"BEGIN {_ARMOUR}" + "-----"
_END: Final = "-----" + f"END {_ARMOUR}" + "-----"
_BODY: Final = "MIIexample0exampleBase64Line00exampleBase64"
# Examples are put together here so that no scanner takes this file for a leak.
_JWT: Final = "eyJ" + "hbGciOiJIUzI1NiJ9." + "eyJ" + "zdWIiOiJqYW5lIn0" + ".c2lnbmF0dXJl-_x"

KEYS: Final[tuple[Rule, ...]] = (
    Rule(
        name="private key block",
        kind=Kind.PRIVATE_KEY,
        pattern=(
            r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
            r"(?:(?:[^-]++|-(?!-{4}(?:BEGIN|END) ))*-----END [A-Z0-9 ]{0,40}-----"
            r"|(?:[\s\\nr\"'+>|]*[A-Za-z0-9+/=]{16,})*)"
        ),
        anchors=("PRIVATE KEY",),
        is_cased=True,
        before=60,
        after=20_000,
        crosses_lines=True,
        source="RFC 7468; OpenSSH PROTOCOL.key; RFC 9580 section 6.2",
        hits=(
            f"key:\n‹{_BEGIN}\n{_BODY}\n{_BODY}\n{_END}›\nend",
            f'"key": "‹{_BEGIN}\\n{_BODY}\\n{_END}›\\n"',
            f"‹{_BEGIN}\n{_BODY}\n{_BODY}›\nthe rest was cut",
        ),
        misses=(
            "-----BEGIN CERTIFICATE-----\nMIIexample\n-----END CERTIFICATE-----",
            "a PRIVATE KEY is missing",
        ),
    ),
    Rule(
        name="putty private key",
        kind=Kind.PRIVATE_KEY,
        pattern=r"Private-Lines: \d{1,3}\r?\n(?P<v>[A-Za-z0-9+/=\r\n]++)",
        anchors=("Private-Lines:",),
        is_cased=True,
        after=20_000,
        crosses_lines=True,
        source="PuTTY manual, appendix C",
        hits=(f"Private-Lines: 1\n‹{_BODY}\n›",),
        misses=("Public-Lines: 1\nAAAAexample",),
    ),
    Rule(
        name="json web token",
        kind=Kind.JWT,
        pattern=(
            r"(?:(?<![A-Za-z0-9_-])|(?<=%20)|(?<=%3[Dd])|(?<=%22)|(?<=\\n))(?P<v>(?:eyJ|eyA|ewo)"
            r"[A-Za-z0-9_+/=-]{12,}+(?:\.[A-Za-z0-9_-]++){0,4})"
        ),
        anchors=("eyJ", "eyA", "ewo"),
        is_cased=True,
        before=4,
        after=8000,
        source="RFC 7519, RFC 7516; base64 of a JSON object",
        hits=(
            f"jwt ‹{_JWT}› end",
            f"x?t=%20‹{_JWT}›&b",
            f"cut: ‹{_JWT[:36]}›",
        ),
        misses=("eyJust", "heyJoe said hello to everybody there"),
    ),
)
