"""Sentry's Relay: its ten built-in rules that replace a part of a text, on the whole text.

`@password` is left out: it empties every text in which the word stands.
"""

from importlib.metadata import version

from sentry_relay.processing import pii_strip_event

from bench.scrub.peers.protocol import Answer, serve

RULES = (
    "@ip",
    "@mac",
    "@email",
    "@creditcard",
    "@iban",
    "@usssn",
    "@userpath",
    "@pemkey",
    "@urlauth",
    "@bearer",
)


def main() -> None:
    """Serve."""
    rules = {"applications": {"$string": list(RULES)}}

    def scrub(text: str, _language: str) -> Answer:
        event = pii_strip_event(rules, {"logentry": {"formatted": text}})
        return event["logentry"]["formatted"], None

    serve(version("sentry-relay"), scrub)


if __name__ == "__main__":
    main()
