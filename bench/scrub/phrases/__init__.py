"""What people write in tickets, by language: tables of templates only."""

from collections.abc import Mapping

from bench.scrub.phrases import de, en
from bench.scrub.phrases.model import Phrases

PHRASES: Mapping[str, Phrases] = {"en": en.PHRASES, "de": de.PHRASES}

__all__ = ["PHRASES", "Phrases"]
