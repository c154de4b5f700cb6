"""Presidio with all that it loads by itself and blank spaCy models, so without names."""

from importlib.metadata import version

import spacy
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from presidio_analyzer.nlp_engine import SpacyNlpEngine
from presidio_anonymizer import AnonymizerEngine
from spacy.language import Language

from bench.scrub.peers.protocol import Answer, serve

LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl")


@Language.component("small_lemma")
def small_lemma(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
    """Take a word in small letters for its lemma: Presidio finds context words by lemma."""
    for token in doc:
        token.lemma_ = token.lower_
    return doc


def blank(language: str) -> Language:
    """Return a model that splits words and knows nothing else."""
    model = spacy.blank(language)
    model.max_length = 20_000_000
    model.add_pipe("small_lemma")
    return model


def main() -> None:
    """Serve."""
    models = [{"lang_code": one, "model_name": "blank"} for one in LANGUAGES]
    engine = SpacyNlpEngine(models=models)
    engine.nlp = {one: blank(one) for one in LANGUAGES}
    registry = RecognizerRegistry(supported_languages=list(LANGUAGES))
    registry.load_predefined_recognizers(languages=list(LANGUAGES), nlp_engine=engine)
    analyzer = AnalyzerEngine(
        registry=registry, nlp_engine=engine, supported_languages=list(LANGUAGES)
    )
    anonymizer = AnonymizerEngine()

    def scrub(text: str, language: str) -> Answer:
        found = analyzer.analyze(text, language=language)
        return anonymizer.anonymize(text, found).text, None

    serve(version("presidio-analyzer"), scrub)


if __name__ == "__main__":
    main()
