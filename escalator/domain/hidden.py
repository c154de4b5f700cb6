"""What was hidden in a text, said in words: "3 e-mail addresses, 1 IP address".

Reads placeholders only; what is hidden, and how, is the scrubber's.
"""

import re

WORDS = {
    "EMAIL": ("e-mail address", "e-mail addresses"),
    "PHONE": ("phone number", "phone numbers"),
    "NAME": ("name", "names"),
    "USER": ("user name", "user names"),
    "IP": ("IP address", "IP addresses"),
    "MAC": ("MAC address", "MAC addresses"),
    "HOST": ("host name", "host names"),
    "CARD": ("card number", "card numbers"),
    "IBAN": ("bank account number", "bank account numbers"),
    "WALLET": ("crypto wallet", "crypto wallets"),
    "NATIONAL_ID": ("national identity number", "national identity numbers"),
    "BIRTH_DATE": ("date of birth", "dates of birth"),
    "ADDRESS": ("postal address", "postal addresses"),
    "COORDINATES": ("pair of coordinates", "pairs of coordinates"),
    "PLATE": ("licence plate", "licence plates"),
    "PRIVATE_KEY": ("private key", "private keys"),
    "JWT": ("JSON web token", "JSON web tokens"),
    "KEY": ("key", "keys"),
    "TOKEN": ("token", "tokens"),
    "SECRET": ("secret", "secrets"),
    "COOKIE": ("cookie", "cookies"),
    "HIDDEN": ("passage hidden by hand", "passages hidden by hand"),
}
"""The word of each kind of placeholder, for one and for several, in the order listed."""

_PLACEHOLDER = re.compile(r"\[(" + "|".join(WORDS) + r")-([1-9][0-9]{0,5}(?:\.[1-9][0-9]{0,5})?)\]")


def describe_hidden(text: str) -> str:
    """Return how many different values of each kind are hidden in the text; "" when none is."""
    found = set(_PLACEHOLDER.findall(text))
    parts = []
    for kind, (one, several) in WORDS.items():
        count = sum(1 for other, _ in found if other == kind)
        if count:
            parts.append(f"{count} {one if count == 1 else several}")
    return ", ".join(parts)
