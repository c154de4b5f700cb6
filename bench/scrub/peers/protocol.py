"""How a peer talks: one JSON line in, one JSON line out, until the input ends.

In: `{"text": ..., "language": "de"}`. Out: `{"text": ..., "spans": [[start, end, replacement]] or
null, "seconds": ...}`, the seconds of processor time. The first line out is `{"version": ...}`.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence

Spans = list[tuple[int, int, str]]
Answer = tuple[str, Spans | None]


def serve(version: str, scrub: Callable[[str, str], Answer]) -> None:
    """Answer every line of standard input; `scrub` takes a text and its language."""
    # What a library prints must not come between the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    print(json.dumps({"version": version}), file=answers, flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        started = time.process_time()
        text, spans = scrub(asked["text"], asked["language"])
        seconds = time.process_time() - started
        answer = {"text": text, "spans": spans, "seconds": seconds}
        print(json.dumps(answer), file=answers, flush=True)


def replace(text: str, spans: Sequence[tuple[int, int, str]]) -> Answer:
    """Replace spans, the earlier and longer one first where two overlap."""
    kept: Spans = []
    for start, end, replacement in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, replacement))
    parts, last = [], 0
    for start, end, replacement in kept:
        parts += [text[last:start], replacement]
        last = end
    return "".join([*parts, text[last:]]), kept
