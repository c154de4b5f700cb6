"""What a person decides about findings: *not personal*, *hide this too*, *leave it*.

All are remembered in the vault as digests; the next scrubbing of the packet follows them.
"""

from typing import Final

from escalator.scrub.detect import detect
from escalator.scrub.errors import NotHidden, NotTakenBack, ScrubError
from escalator.scrub.hashing import Hasher
from escalator.scrub.model import NEVER_TAKEN_BACK, PLACEHOLDER, Kind, placeholder, read_placeholder
from escalator.scrub.names import learn_name
from escalator.scrub.recall import MAX_WORDS, remember_words
from escalator.scrub.vault import Vault
from escalator.scrub.view import clean
from escalator.scrub.words import MAX_WORD, word_list

_MAX_HIDDEN: Final = 200


def allow(value: str, *, kind: Kind, hasher: Hasher, vault: Vault) -> tuple[str, ...]:
    """Remember that a value of this kind is not personal in this packet.

    Returns the digests that stand for it, for the record. Raises NotTakenBack for keys, cards and
    passwords, whatever kind they are called.
    """
    _refuse_secrets(kind, value)
    plain = clean(value)
    words = word_list(plain)
    digests = [hasher.of_value(kind, plain)]
    if words:
        digests += (hasher.of_words(words), hasher.of_exact_words(words))
    for digest in digests:
        vault.allow(digest)
    return tuple(digests)


def allow_placeholder(shown: str, *, vault: Vault) -> tuple[str, ...]:
    """Remember that what stands behind a placeholder is not personal.

    The hidden text does not come back; the same value typed again will stay. Returns the digests,
    none when the packet has no such placeholder. Raises NotTakenBack as `allow` does.
    """
    kind, digests = _behind(shown, vault)
    if kind in NEVER_TAKEN_BACK:
        raise NotTakenBack(kind)
    for digest in digests:
        vault.allow(digest)
    return digests


def disallow_placeholder(shown: str, *, vault: Vault) -> tuple[str, ...]:
    """Take an `allow_placeholder` back: what stood behind the placeholder is hidden again.

    Returns the digests, none when the packet has no such placeholder.
    """
    _, digests = _behind(shown, vault)
    for digest in digests:
        vault.disallow(digest)
    return digests


def stands_behind(value: str, shown: str, *, hasher: Hasher, vault: Vault) -> bool:
    """Tell whether a typed value is what a placeholder stands for, in whatever spelling."""
    kind, digests = _behind(shown, vault)
    plain = clean(value)
    words = word_list(plain)
    typed = {hasher.of_value(kind, plain)}
    if words:
        typed |= {hasher.of_words(words), hasher.of_exact_words(words)}
    return not typed.isdisjoint(digests)


def _behind(shown: str, vault: Vault) -> tuple[Kind, tuple[str, ...]]:
    match = PLACEHOLDER.fullmatch(shown)
    if match is None:
        raise ScrubError("this is no placeholder")
    kind, number = read_placeholder(match)
    return kind, vault.digests(kind, number)


def hide(value: str, *, hasher: Hasher, vault: Vault, kind: Kind = Kind.HIDDEN) -> str:
    """Remember that a value is to be hidden wherever it occurs in this packet.

    Returns its placeholder: the one it has, where it was hidden before. Takes back an earlier
    `allow` of the same value. Raises NotHidden when there is no letter or digit in it, or when it
    is longer than 200 characters or 16 words, or has a word of more than 80 characters.
    """
    plain = clean(value)
    words = word_list(plain)
    if not words:
        raise NotHidden("there is no letter or digit in it")
    if len(plain) > _MAX_HIDDEN or len(words) > MAX_WORDS or max(map(len, words)) > MAX_WORD:
        raise NotHidden("it is too long to be one value")
    if found := _hidden_once(plain, words, hasher, vault):
        return placeholder(*found)
    if kind is Kind.NAME and (number := learn_name(plain, hasher=hasher, vault=vault)):
        return placeholder(kind, number)
    if known := vault.known(hasher.of_words(words)):
        return placeholder(*known)
    number = vault.number(kind, hasher.of_value(kind, plain), group=hasher.of_group(kind, plain))
    remember_words(kind, plain, number, hasher=hasher, vault=vault)
    # As written, whatever stands between its words: "acme/prod", "acme@prod".
    vault.alias(kind, hasher.of_exact_words(words), number)
    if len(words) > 1:
        vault.add_head(hasher.of_word(words[0]), len(words))
    return placeholder(kind, number)


def _hidden_once(
    plain: str, words: list[str], hasher: Hasher, vault: Vault
) -> tuple[Kind, int] | None:
    """Forget that a value was called not personal; give what it was hidden as before that."""
    found = None
    of_kinds = [hasher.of_value(kind, plain) for kind in Kind]
    for digest in (hasher.of_words(words), hasher.of_exact_words(words), *of_kinds):
        if vault.allowed(digest):
            vault.disallow(digest)
            found = found or vault.known(digest)
    return found


def leave(word: str, *, hasher: Hasher, vault: Vault) -> None:
    """Remember that a doubtful word was looked at and is no secret.

    It hides and shows nothing: where a rule calls the same word a secret, it stays one.
    """
    vault.allow(hasher.of_value(Kind.SECRET, clean(word)))


def is_left(word: str, *, hasher: Hasher, vault: Vault) -> bool:
    """Tell whether somebody looked at a doubtful word and left it."""
    return vault.allowed(hasher.of_value(Kind.SECRET, clean(word)))


def _refuse_secrets(kind: Kind, value: str) -> None:
    kinds = {kind, *(found.kind for found in detect(value))}
    for never in Kind:
        if never in kinds and never in NEVER_TAKEN_BACK:
            raise NotTakenBack(never)
