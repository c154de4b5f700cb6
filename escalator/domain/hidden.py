"""What was hidden in a text, by kind and in words: "3 e-mail addresses, 1 IP address".

Reads placeholders only; what is hidden, and how, is the scrubber's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from escalator.domain.model import Answer, Packet

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

_OWN = "OWN_"
"""How the kinds begin that a team adds; their names are their words."""

PLACEHOLDER_PATTERN = (
    r"\[("
    + "|".join(WORDS)
    + rf"|{_OWN}[A-Z][A-Z0-9_]{{1,39}}"
    + r")-([1-9][0-9]{0,5}(?:\.[1-9][0-9]{0,5})?)\]"
)
"""A placeholder as it stands in a text: group 1 is the kind, group 2 its number."""

_PLACEHOLDER = re.compile(PLACEHOLDER_PATTERN)


@dataclass(frozen=True, slots=True)
class Hidden:
    """One hidden value, as its placeholder tells of it.

    kind: "EMAIL". number: "1", or "2.1" for the first address of the second subnet.
    """

    kind: str
    number: str

    @property
    def name(self) -> str:
        """The placeholder without its brackets: "EMAIL-1"."""
        return f"{self.kind}-{self.number}"

    @property
    def words(self) -> str:
        """What it is: "e-mail address"."""
        return words_of(self.kind)[0]


def words_of(kind: str) -> tuple[str, str]:
    """Return the word of a kind ("EMAIL"), for one and for several."""
    own = kind.removeprefix(_OWN).replace("_", " ").lower()
    return WORDS.get(kind, (own, f"{own}s"))


def hidden_in(text: str) -> tuple[Hidden, ...]:
    """Return the different values hidden in a text, in the order in which they occur first."""
    found = _PLACEHOLDER.findall(text) if "[" in text else ()
    return tuple(Hidden(kind, number) for kind, number in dict.fromkeys(found))


def count_hidden(text: str) -> dict[str, int]:
    """Return how many different values of each kind are hidden in a text, as in `{"EMAIL": 2}`."""
    found = [one.kind for one in hidden_in(text)]
    kinds = (*WORDS, *sorted(set(found).difference(WORDS)))
    return {kind: found.count(kind) for kind in kinds if kind in found}


def describe_hidden(text: str) -> str:
    """Return how many different values of each kind are hidden in the text; "" when none is."""
    return describe_counts(count_hidden(text))


def describe_counts(counts: Mapping[str, int]) -> str:
    """Say counts by kind in words; "" when there are none."""
    return ", ".join(
        f"{count} {words_of(kind)[0 if count == 1 else 1]}" for kind, count in counts.items()
    )


def packet_text(packet: Packet) -> str:
    """Return all that people wrote in a packet, to look for placeholders in."""
    answers = (text for answer in packet.answers.values() for text in texts_of(answer))
    reasons = (exception.reason for exception in packet.exceptions)
    rationale = packet.priority_rationale
    return "\n".join((rationale, *answers, *packet.not_available.values(), *reasons))


def texts_by_item(packet: Packet) -> dict[str, str]:
    """Return what a packet says to each item: its answer, or the reason why there is none."""
    texts = {name: "\n".join(texts_of(answer)) for name, answer in packet.answers.items()}
    for name, reason in packet.not_available.items():
        texts[name] = f"{texts.get(name, '')}\n{reason}"
    return texts


def texts_of(answer: Answer) -> Iterator[str]:
    """Yield each text of an answer: the text itself, options, or the cells of rows."""
    if isinstance(answer, str):
        yield answer
    elif not isinstance(answer, int):
        for part in answer:
            yield from (part,) if isinstance(part, str) else part.values()
