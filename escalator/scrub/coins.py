"""Checks of crypto wallet addresses by the rules of their chains.

Each takes an address and answers yes or no; none looks at the text around it.
"""

from hashlib import sha256
from typing import Final

_BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_TURN: Final = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_SUMS: Final = (1, 0x2BC830A3)
"""BIP 173 and BIP 350 (bech32m)."""

_ROUNDS: Final = 24
_MASK: Final = (1 << 64) - 1


def is_base58check(address: str) -> bool:
    """Tell whether an address ends in its double SHA-256 checksum (Bitcoin's base58check)."""
    number = 0
    for letter in address:
        place = _BASE58.find(letter)
        if place < 0:
            return False
        number = number * 58 + place
    zeros = len(address) - len(address.lstrip("1"))
    body = number.to_bytes((number.bit_length() + 7) // 8, "big")
    raw = b"\0" * zeros + body
    if len(raw) < 21:
        return False
    return sha256(sha256(raw[:-4]).digest()).digest()[:4] == raw[-4:]


def is_base58_of(address: str, size: int) -> bool:
    """Tell whether base58 letters are a key of so many bytes, for chains without a checksum."""
    number = 0
    for letter in address:
        place = _BASE58.find(letter)
        if place < 0:
            return False
        number = number * 58 + place
    zeros = len(address) - len(address.lstrip("1"))
    return zeros + (number.bit_length() + 7) // 8 == size


def is_bech32(address: str) -> bool:
    """Tell whether an address has a right bech32 or bech32m checksum (BIP 173, BIP 350)."""
    if address.lower() != address and address.upper() != address:
        return False
    prefix, _, body = address.lower().rpartition("1")
    values = [_BECH32.find(letter) for letter in body]
    if not prefix or len(values) < 8 or min(values) < 0:
        return False
    head = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    return _polymod([*head, *values]) in _BECH32_SUMS


def _polymod(values: list[int]) -> int:
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for place, turn in enumerate(_BECH32_TURN):
            if top >> place & 1:
                total ^= turn
    return total


def is_ethereum(address: str) -> bool:
    """Tell whether the case of an address is its checksum (EIP-55); one case alone has none."""
    digits = address[2:]
    if digits in (digits.lower(), digits.upper()):
        return False
    digest = keccak256(digits.lower().encode("ascii")).hex()
    return all(
        not letter.isalpha() or letter.isupper() == (int(nibble, 16) > 7)
        for letter, nibble in zip(digits, digest, strict=False)
    )


def keccak256(message: bytes) -> bytes:
    """Return the Keccak-256 digest, as before NIST changed its padding; hashlib has SHA-3 only."""
    rate = 136
    padded = bytearray(message) + b"\x01"
    padded += b"\0" * (-len(padded) % rate)
    padded[-1] |= 0x80
    state = [0] * 25
    for start in range(0, len(padded), rate):
        for place in range(rate // 8):
            low = start + 8 * place
            state[place] ^= int.from_bytes(padded[low : low + 8], "little")
        state = _permuted(state)
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])


def _permuted(state: list[int]) -> list[int]:
    """Return the state after Keccak-f[1600] (FIPS 202, section 3.2)."""
    register = 1
    for _ in range(_ROUNDS):
        columns = [_xor(state[x::5]) for x in range(5)]
        state = [
            lane ^ columns[(place + 4) % 5] ^ _turned(columns[(place + 1) % 5], 1)
            for place, lane in enumerate(state)
        ]
        state = _moved(state)
        state = [
            lane
            ^ (
                ~state[place - place % 5 + (place + 1) % 5]
                & state[place - place % 5 + (place + 2) % 5]
            )
            for place, lane in enumerate(state)
        ]
        for bit in range(7):
            if register & 1:
                state[0] ^= 1 << ((1 << bit) - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
    return [lane & _MASK for lane in state]


def _moved(state: list[int]) -> list[int]:
    moved = list(state)
    x, y, lane = 1, 0, state[1]
    for step in range(24):
        x, y = y, (2 * x + 3 * y) % 5
        place = x + 5 * y
        lane, moved[place] = state[place], _turned(lane, (step + 1) * (step + 2) // 2 % 64)
    return moved


def _xor(lanes: list[int]) -> int:
    total = 0
    for lane in lanes:
        total ^= lane
    return total


def _turned(lane: int, bits: int) -> int:
    lane &= _MASK
    return (lane << bits | lane >> (64 - bits)) & _MASK
