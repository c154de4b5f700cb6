"""DataFog with its regular expressions, the engine that needs no model."""

from importlib.metadata import version

import datafog

from bench.scrub.peers.protocol import Answer, serve


def main() -> None:
    """Serve."""

    def scrub(text: str, _language: str) -> Answer:
        return datafog.redact(text).redacted_text, None

    serve(version("datafog"), scrub)


if __name__ == "__main__":
    main()
