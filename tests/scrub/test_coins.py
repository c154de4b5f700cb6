"""Wallet addresses: the examples of their standards pass, one sign changed and they do not."""

import pytest

from escalator.scrub.coins import is_base58_of, is_base58check, is_bech32, is_ethereum, keccak256


@pytest.mark.parametrize(
    "address", ["1111111111111111111114oLvT2", "16L5yRNPTuciSgXGHqYwn9N6NeoKqopAu"]
)
def test_base58_addresses_need_their_checksum(address: str) -> None:
    assert is_base58check(address)
    assert not is_base58check(address[:-1] + "9")
    assert not is_base58check(address[:-1] + "0")
    assert not is_base58check(address[:10])


# The examples of BIP 173 and BIP 350.
@pytest.mark.parametrize(
    "address",
    [
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
    ],
)
def test_bech32_addresses_need_their_checksum(address: str) -> None:
    assert is_bech32(address)
    assert not is_bech32(address[:-1] + ("Q" if address.isupper() else "q"))
    assert not is_bech32(address[:-1] + "b")
    assert not is_bech32("B" + address[1:].lower())


# The examples of EIP-55.
@pytest.mark.parametrize(
    "address",
    [
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ],
)
def test_the_case_of_an_ethereum_address_is_its_checksum(address: str) -> None:
    assert is_ethereum(address)
    assert not is_ethereum(address.swapcase().replace("X", "x"))
    assert not is_ethereum(address.lower())


@pytest.mark.parametrize(
    ("length", "digest"),
    [
        (0, "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        (3, "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
    ],
)
def test_keccak_gives_its_published_digests(length: int, digest: str) -> None:
    assert keccak256(b"abc"[:length]).hex() == digest


def test_keccak_takes_messages_of_any_length_around_its_block() -> None:
    assert len({keccak256(b"x" * length) for length in range(130, 275)}) == 145


def test_base58_tells_how_many_bytes_it_holds() -> None:
    key = "4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T"
    assert is_base58_of(key, 32)
    assert not is_base58_of(key, 31)
    assert not is_base58_of("0" + key[1:], 32)
