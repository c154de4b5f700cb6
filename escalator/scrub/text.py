"""Scrubs one text."""

from collections.abc import Sequence

from escalator.scrub.engine import scrub_texts
from escalator.scrub.hashing import Hasher
from escalator.scrub.model import Scrubbed
from escalator.scrub.own import NO_OWN_RULES, OwnRules
from escalator.scrub.vault import Vault


def scrub_text(
    text: str,
    *,
    hasher: Hasher,
    vault: Vault,
    names: Sequence[str] = (),
    own: OwnRules = NO_OWN_RULES,
) -> Scrubbed:
    """Hide what is personal or secret in one text; see `scrub_texts`."""
    return scrub_texts((text,), hasher=hasher, vault=vault, names=names, own=own)[0]
