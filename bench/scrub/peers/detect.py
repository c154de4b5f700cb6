"""detect-secrets with its default plugins and filters, on a file as it expects.

It names secrets and hides nothing. It is given the benefit of the doubt: what it names is replaced
up to the ends of the word around it, and a private key up to its last line.
"""

import re
import tempfile
from importlib.metadata import version
from pathlib import Path

from detect_secrets.core.scan import scan_file
from detect_secrets.settings import default_settings

from bench.scrub.peers.protocol import Answer, replace, serve

WORD = re.compile(r"[\w.+/=-]+")
KEY_END = re.compile(r"-----END [A-Z ]+-----")


def span_of(text: str, start: int, end: int, kind: str) -> tuple[int, int, str]:
    """Return what is replaced for a finding."""
    if kind == "Private Key":
        last = KEY_END.search(text, end)
        return start, last.end() if last else end, "[SECRET]"
    while start > 0 and WORD.fullmatch(text, start - 1, start):
        start -= 1
    match = WORD.match(text, end)
    return start, match.end() if match else end, "[SECRET]"


def main() -> None:
    """Serve."""
    with tempfile.TemporaryDirectory() as folder, default_settings():
        path = Path(folder) / "ticket.txt"

        def scrub(text: str, _language: str) -> Answer:
            path.write_text(text, encoding="utf-8", newline="")
            starts = [0]
            for line in text.split("\n"):
                starts.append(starts[-1] + len(line) + 1)
            spans = []
            for secret in scan_file(str(path)):
                value, line_start = secret.secret_value or "", starts[secret.line_number - 1]
                place = text.find(value, line_start, starts[secret.line_number]) if value else -1
                if place >= 0:
                    spans.append(span_of(text, place, place + len(value), secret.type))
            return replace(text, spans)

        serve(version("detect-secrets"), scrub)


if __name__ == "__main__":
    main()
