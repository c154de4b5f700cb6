"""scrubadub with the detectors that it switches on by itself, in the text's locale."""

from importlib.metadata import version

import scrubadub

from bench.scrub.peers.protocol import Answer, replace, serve

LOCALES = {
    "en": "en_US",
    "de": "de_DE",
    "fr": "fr_FR",
    "es": "es_ES",
    "pt": "pt_PT",
    "it": "it_IT",
    "nl": "nl_NL",
}


def main() -> None:
    """Serve."""
    scrubbers = {one: scrubadub.Scrubber(locale=locale) for one, locale in LOCALES.items()}

    def scrub(text: str, language: str) -> Answer:
        filth = scrubbers[language].iter_filth(text)
        return replace(text, [(one.beg, one.end, "{{" + one.type.upper() + "}}") for one in filth])

    serve(version("scrubadub"), scrub)


if __name__ == "__main__":
    main()
