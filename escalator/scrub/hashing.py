"""Keyed digests of values: what alone may be kept of them.

It knows how values of each kind are folded, so that two spellings of one value give one digest.
It keeps no value and shows none.
"""

import ipaddress
import re
import secrets
from collections.abc import Sequence
from hashlib import blake2b
from typing import Final, Self
from urllib.parse import unquote

from escalator.scrub.errors import ScrubError
from escalator.scrub.model import Kind
from escalator.scrub.words import fold, word_list

_DIGEST_BYTES: Final = 16
_MIN_SECRET: Final = 16
_NOT_DIGIT: Final = re.compile(r"\D+")
_NOT_DIALLED_ABROAD: Final = re.compile(r"\(0\)|\D")
_NOT_ALNUM: Final = re.compile(r"[^0-9A-Za-z]+")


class Hasher:
    """Makes digests for one packet from the application's secret and the packet's own key.

    secret: at least 16 bytes.
    packet: what tells this packet from others, the same on every run; digests of different
        packets never agree.
    """

    __slots__ = ("_state",)

    def __init__(self, *, secret: bytes, packet: str) -> None:
        if len(secret) < _MIN_SECRET:
            raise ScrubError(f"the secret needs at least {_MIN_SECRET} bytes")
        outer = blake2b(secret, digest_size=32, person=b"escalator.scrub").digest()
        key = blake2b(_bytes(packet), key=outer, digest_size=32).digest()
        self._state = blake2b(key=key, digest_size=_DIGEST_BYTES)

    @classmethod
    def throwaway(cls) -> Self:
        """Return a hasher whose digests mean nothing afterwards, for a single scrubbing."""
        return cls(secret=secrets.token_bytes(), packet="")

    def noting(self) -> "NotingHasher":
        """Return a hasher with the same digests that keeps in mind which words it was shown."""
        noting = NotingHasher.__new__(NotingHasher)
        noting._state = self._state
        noting.first_words = set()
        return noting

    def __repr__(self) -> str:
        return "<Hasher>"

    def __reduce__(self) -> tuple[type[Self], tuple[()]]:
        raise ScrubError("a hasher is never written out")

    def of_value(self, kind: Kind, value: str) -> str:
        """Return the digest of a value of a kind, whatever its spelling."""
        return self._digest(f"{kind.value}\0{folded_value(kind, value)}")

    def of_group(self, kind: Kind, value: str) -> str:
        """Return the digest of what a value belongs to, "" for nothing: an address's subnet."""
        network = _subnet(value) if kind is Kind.IP else ""
        return self._digest(f"subnet\0{network}") if network else ""

    def of_word(self, word: str) -> str:
        """Return the digest of one word in any case."""
        return self._digest(f"word\0{fold(word)}")

    def of_words(self, words: Sequence[str]) -> str:
        """Return the digest of words in a row in any case, whatever stands between them."""
        return self._digest("word\0" + " ".join(fold(word) for word in words))

    def of_exact_words(self, words: Sequence[str]) -> str:
        """Return the digest of words in a row exactly as written."""
        return self._digest("exact\0" + " ".join(words))

    def _digest(self, text: str) -> str:
        state = self._state.copy()
        state.update(_bytes(text))
        return state.hexdigest()


class NotingHasher(Hasher):
    """A hasher that keeps in mind, while it lives, the first words of what it was shown.

    first_words: folded. Where a vault was empty before, no other word begins a remembered value,
        so that a long text's words need no digests.
    """

    __slots__ = ("first_words",)

    first_words: set[str]

    def of_word(self, word: str) -> str:
        """Return the digest of one word in any case."""
        self.first_words.add(fold(word))
        return super().of_word(word)

    def of_words(self, words: Sequence[str]) -> str:
        """Return the digest of words in a row in any case, whatever stands between them."""
        self.first_words.add(fold(words[0]))
        return super().of_words(words)

    def of_exact_words(self, words: Sequence[str]) -> str:
        """Return the digest of words in a row exactly as written."""
        self.first_words.add(fold(words[0]))
        return super().of_exact_words(words)


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def folded_value(kind: Kind, value: str) -> str:
    """Return what all spellings of one value have in common.

    Mails and hosts lose case and percent-encoding; phones and cards keep their digits; accounts,
    identity numbers and plates their letters too; IPv6 is compressed (RFC 5952); names, postal
    addresses, dates of birth and what was hidden by hand keep folded words. All else stays as is.
    """
    match kind:
        case Kind.EMAIL:
            return fold(unquote(value))
        case Kind.PHONE:
            return _digits_of_phone(value)
        case Kind.CARD:
            return _NOT_DIGIT.sub("", value)
        case Kind.IBAN | Kind.MAC | Kind.NATIONAL_ID | Kind.PLATE:
            return _NOT_ALNUM.sub("", value).upper()
        case Kind.IP:
            return _folded_address(value)
        case Kind.NAME | Kind.ADDRESS | Kind.BIRTH_DATE | Kind.HIDDEN:
            return " ".join(fold(word) for word in word_list(value)) or value
        case Kind.USER | Kind.HOST:
            return fold(value)
        case _:
            return value


def _digits_of_phone(value: str) -> str:
    """Return the digits with the country's, without the zero that is dialled inside it only."""
    dialled = unquote(value)
    left_out = _NOT_DIALLED_ABROAD if "+" in dialled else _NOT_DIGIT
    return left_out.sub("", dialled).removeprefix("00")


def _folded_address(value: str) -> str:
    address = _address(value)
    return value.casefold() if address is None else str(address)


def _subnet(value: str) -> str:
    """Return the network that neighbours share: /24, and /64 (RFC 4291 section 2.5.4)."""
    address = _address(value)
    if address is None:
        return ""
    length = 24 if address.version == 4 else 64
    return str(ipaddress.ip_interface((address, length)).network)


def _address(value: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(value.split("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address
