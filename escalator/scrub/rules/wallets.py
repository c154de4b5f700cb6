"""Rules for crypto wallets: by their checksum, or beside a word for one where there is none."""

import re
from typing import Final

from escalator.scrub.coins import is_base58_of, is_base58check, is_bech32, is_ethereum
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule

_BASE58: Final = "[1-9A-HJ-NP-Za-km-z]"
_WORDS: Final = re.compile(
    r"wallet|crypto|bitcoin|\bbtc\b|ethereum|\beth\b|ether\b|litecoin|\bltc\b|dogecoin|\bdoge\b|monero|\bxmr\b|ripple|\bxrp\b|"
    r"solana|\bsol\b|cardano|\bada\b|\btron\b|\btrx\b|usdt|usdc|tether|dash|\bbnb\b|polygon|\bmatic\b|stellar|\bxlm\b|erc-?20|"
    r"token address|portefeuille|payment|paid\b|pago|pagamento|paiement|virement|zahlung|bezahlt|überweis|betaling|przelew|płatno|transferred|geldbörse|monedero|carteira|billetera|coin"
)
_NEAR: Final = 60


def _is_called(match: Match) -> bool:
    """Look for a word for a wallet on either side of an address."""
    low, high = max(0, match.start() - _NEAR), match.end() + _NEAR
    return _WORDS.search(match.string[low:high].lower()) is not None


def _is_ethereum(match: Match) -> bool:
    return is_ethereum(match["v"]) or _is_called(match)


def _is_monero(match: Match) -> bool:
    return match["v"][0] in "48" and _is_called(match)


def _is_solana(match: Match) -> bool:
    return _is_called(match) and is_base58_of(match["v"], 32)


WALLETS: Final[tuple[Rule, ...]] = (
    Rule(
        name="wallet in base58check",
        kind=Kind.WALLET,
        pattern=rf"(?<![0-9A-Za-z_/+.-])(?P<v>[13mn2LMDXArtT9]{_BASE58}{{24,33}})(?![0-9A-Za-z_/+=])",
        gate=r"[13mn2LMDXArtT9][1-9A-HJ-NP-Za-km-z]{24}",
        before=36,
        after=60,
        check=lambda match: is_base58check(match["v"]),
        source="Bitcoin, Litecoin, Dogecoin, Dash, Tron: base58check of version, hash and checksum",
        hits=(
            "send it to ‹1111111111111111111114oLvT2›.",
            "btc=‹16L5yRNPTuciSgXGHqYwn9N6NeoKqopAu›",
        ),
        misses=(
            "1111111111111111111114oLvT3",
            "id 16L5yRNPTuciSgXGHqYwn9N6NeoKqopAv",
            "x1111111111111111111114oLvT2y",
        ),
    ),
    Rule(
        name="wallet in bech32",
        kind=Kind.WALLET,
        pattern=(
            r"(?<![0-9A-Za-z_])(?P<v>(?:bc|tb|bcrt|ltc|addr|stake|cosmos|osmo|terra|thor|bnb|inj|zil|one|kava|fio)1[02-9ac-hj-np-z]{8,110}|"
            r"(?:BC|TB|LTC)1[02-9AC-HJ-NP-Z]{8,87})(?![0-9A-Za-z])"
        ),
        anchors=(
            "bc1",
            "tb1",
            "bcrt1",
            "ltc1",
            "addr1",
            "stake1",
            "cosmos1",
            "osmo1",
            "terra1",
            "thor1",
            "bnb1",
            "inj1",
            "zil1",
            "one1",
            "kava1",
            "fio1",
        ),
        before=2,
        after=130,
        check=lambda match: is_bech32(match["v"]),
        source="BIP 173, BIP 350; SLIP-0173 for the prefixes",
        hits=(
            "pay ‹bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4› now",
            "‹BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4›",
            "‹bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0›",
        ),
        misses=("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "abc1qqqqqqqqqq", "addr1: none"),
    ),
    Rule(
        name="ethereum wallet",
        kind=Kind.WALLET,
        pattern=r"(?<![0-9A-Za-z_])(?P<v>0[xX][0-9A-Fa-f]{40})(?![0-9A-Za-z_])",
        gate=r"0[xX][0-9A-Fa-f]{40}",
        before=2,
        after=50,
        check=_is_ethereum,
        source="EIP-55; without mixed case beside a word only",
        hits=(
            "from ‹0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed› to",
            "my ETH wallet: ‹0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed›",
        ),
        misses=(
            "sha1 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD",
            "0x7ffdeadbeef0",
        ),
    ),
    Rule(
        name="monero wallet",
        kind=Kind.WALLET,
        pattern=rf"(?<![0-9A-Za-z_])(?P<v>[48]{_BASE58}{{94}}(?:{_BASE58}{{11}})?)(?![0-9A-Za-z])",
        gate=r"[48][1-9A-HJ-NP-Za-km-z]{94}",
        before=2,
        after=120,
        check=_is_monero,
        source="Monero: base58 in blocks, 95 or 106 letters",
        hits=(f"monero wallet ‹4{'Ab1' * 31}Z›",),
        misses=(f"key 4{'Ab1' * 31}Z",),
    ),
    Rule(
        name="wallet of 32 bytes in base58",
        kind=Kind.WALLET,
        pattern=rf"(?<![0-9A-Za-z_/+.-])(?P<v>{_BASE58}{{43,44}})(?![0-9A-Za-z_/+=])",
        anchors=("solana", "sol ", "sol:", "wallet", "phantom"),
        before=120,
        after=120,
        check=_is_solana,
        source="Solana: an Ed25519 key in base58, no checksum",
        hits=(f"solana wallet ‹{'4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T'}›",),
        misses=("wallet " + "z" * 44, "id 4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T"),
    ),
    Rule(
        name="xrp wallet",
        kind=Kind.WALLET,
        pattern=r"(?<![0-9A-Za-z_/+.-])(?P<v>r[1-9A-HJ-NP-Za-km-z]{24,34})(?![0-9A-Za-z_/+=])",
        anchors=("xrp", "ripple"),
        before=80,
        after=80,
        check=lambda match: any(letter.isdigit() for letter in match["v"]),
        source="XRP Ledger: base58 with its own alphabet, beside its word",
        hits=("XRP: ‹rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh›",),
        misses=("ripple requestAnimationFramePolyfill", "id rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh"),
    ),
)
