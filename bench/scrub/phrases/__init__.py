"""What people write in tickets, by language: tables of templates only."""

from collections.abc import Mapping

from bench.scrub.phrases import de, en, es, fr, it, nl, pt
from bench.scrub.phrases.model import Phrases

PHRASES: Mapping[str, Phrases] = {
    "en": en.PHRASES,
    "de": de.PHRASES,
    "fr": fr.PHRASES,
    "es": es.PHRASES,
    "pt": pt.PHRASES,
    "it": it.PHRASES,
    "nl": nl.PHRASES,
}

__all__ = ["PHRASES", "Phrases"]
