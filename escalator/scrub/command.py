"""What `escalator scrub` does: bytes in, scrubbed bytes out, an exit status.

It parses no command line. Messages name a line's number, never its content.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO, Final, TextIO

from escalator.scrub.engine import scrub_texts
from escalator.scrub.errors import BadLine, ScrubError
from escalator.scrub.hashing import Hasher
from escalator.scrub.model import Scrubbed
from escalator.scrub.own import NO_OWN_RULES, OwnRules
from escalator.scrub.vault import MemoryVault

DONE: Final = 0
UNREADABLE: Final = 2

_BYTE_ORDER_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def run(
    source: BinaryIO,
    target: BinaryIO,
    messages: TextIO,
    *,
    is_jsonl: bool,
    names: Sequence[str] = (),
    own: OwnRules = NO_OWN_RULES,
) -> int:
    """Scrub everything from source to target.

    is_jsonl: each line is an object with `id` and `text`, scrubbed by itself; else all input is
        one text in which a value has one placeholder throughout.
    Returns 0, or 2 when a line or the text cannot be read; what came before is written.
    """
    try:
        if is_jsonl:
            for line in scrub_lines(source, names=names, own=own):
                target.write(line)
        else:
            target.write(scrub_bytes(source.read(), names=names, own=own))
    except ScrubError as error:
        messages.write(f"escalator scrub: {error}\n")
        return UNREADABLE
    finally:
        target.flush()
    return DONE


def scrub_bytes(
    content: bytes, *, names: Sequence[str] = (), own: OwnRules = NO_OWN_RULES
) -> bytes:
    """Scrub a file's content; bytes that are no UTF-8 come out as they were."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            text = content.decode(encoding, "replace")
            return _scrub(text, names, own).text.encode(encoding, "surrogatepass")
    text = content.decode("utf-8", "surrogateescape")
    return _scrub(text, names, own).text.encode("utf-8", "surrogateescape")


def scrub_lines(
    lines: Iterable[bytes], *, names: Sequence[str] = (), own: OwnRules = NO_OWN_RULES
) -> Iterator[bytes]:
    """Scrub JSON Lines: `{"id", "text"}` in, `{"id", "text", "findings"}` out, line for line.

    findings: `{"kind", "start", "end"}`, in code points of the input. Raises BadLine with the
    number of the first line that cannot be read. Empty lines are left out.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            key, text = _entry(line, number)
            result = _scrub(text, names, own)
            found = [
                {"kind": f.kind.value, "start": f.start, "end": f.end} for f in result.findings
            ]
            entry = {"id": key, "text": result.text, "findings": found}
            # Lone surrogates have no UTF-8 form; ASCII JSON can hold them.
            yield json.dumps(entry, ensure_ascii=True).encode("ascii") + b"\n"


def _entry(line: bytes, number: int) -> tuple[object, str]:
    problem = ""
    entry: object = None
    try:
        entry = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        problem = "not valid UTF-8"
    except (ValueError, RecursionError):
        problem = "not valid JSON"
    # Raised out here, so that no error with a piece of the line hangs on to it.
    if problem:
        raise BadLine(number, problem)
    if not isinstance(entry, dict) or "id" not in entry or not isinstance(entry.get("text"), str):
        raise BadLine(number, 'needs an object with "id" and a string "text"')
    return entry["id"], entry["text"]


def _scrub(text: str, names: Sequence[str], own: OwnRules) -> Scrubbed:
    hasher, vault = Hasher.throwaway(), MemoryVault()
    return scrub_texts((text,), hasher=hasher, vault=vault, names=names, own=own)[0]
