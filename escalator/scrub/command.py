"""What `escalator scrub` does: bytes in, scrubbed bytes out, an exit status.

It parses no command line. Messages name a line's number, never its content.
"""

import codecs
import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import BinaryIO, Final, TextIO

from escalator.scrub.engine import Scrubbing, scrub_texts
from escalator.scrub.errors import BadLine, ScrubError
from escalator.scrub.hashing import Hasher
from escalator.scrub.model import Scrubbed
from escalator.scrub.own import NO_OWN_RULES, OwnRules
from escalator.scrub.stream import scrub_pieces
from escalator.scrub.vault import MemoryVault

DONE: Final = 0
UNREADABLE: Final = 2

WHOLE: Final = 8_000_000
"""So many bytes are scrubbed as one text; what is longer goes in pieces."""

_PART: Final = 1 << 20

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
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
            for part in scrub_stream(source, names=names, own=own):
                target.write(part)
    except ScrubError as error:
        messages.write(f"escalator scrub: {error}\n")
        return UNREADABLE
    finally:
        target.flush()
    return DONE


def scrub_stream(
    source: BinaryIO,
    *,
    names: Sequence[str] = (),
    own: OwnRules = NO_OWN_RULES,
    whole: int = WHOLE,
) -> Iterator[bytes]:
    """Yield a stream's content scrubbed; bytes that are no text come out as they were.

    Up to `whole` bytes are scrubbed as one text. More goes in pieces: a file is read twice, so that
    a value first recognised near its end is hidden at its beginning too; of a pipe, which can be
    read but once, it is hidden from the piece on in which it was recognised.
    """
    begin = source.tell() if source.seekable() else -1
    first = source.read(whole + 1)
    if len(first) <= whole:
        yield scrub_bytes(first, names=names, own=own)
        return
    encoding, errors = _coding(first)
    scrubbing = Scrubbing(hasher=Hasher.throwaway(), vault=MemoryVault(), names=names, own=own)
    if begin >= 0:
        for _ in scrub_pieces(_decoded(_parts(first, source), encoding, errors), scrubbing):
            pass
        source.seek(begin)
        first = b""
    for text in scrub_pieces(_decoded(_parts(first, source), encoding, errors), scrubbing):
        yield text.encode(encoding, errors)


def scrub_bytes(
    content: bytes, *, names: Sequence[str] = (), own: OwnRules = NO_OWN_RULES
) -> bytes:
    """Scrub a file's content as one text; bytes that are no text come out as they were."""
    encoding, errors = _coding(content)
    text = "".join(_decoded((content,), encoding, errors))
    return _scrub(text, names, own).text.encode(encoding, errors)


def _coding(content: bytes) -> tuple[str, str]:
    """Return a content's encoding by its byte order mark, and what keeps its broken characters."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return encoding, "surrogatepass"
    return "utf-8", "surrogateescape"


def _parts(first: bytes, source: BinaryIO) -> Iterator[bytes]:
    for start in range(0, len(first), _PART):
        yield first[start : start + _PART]
    yield from iter(partial(source.read, _PART), b"")


def _decoded(parts: Iterable[bytes], encoding: str, errors: str) -> Iterator[str]:
    """Yield bytes as text; a byte order mark stays in it as a character without width."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for part in parts:
        yield decoder.decode(part)
    # Half a character at the end has no place in UTF-16.
    decoder.errors = "replace" if encoding.startswith("utf-16") else errors
    yield decoder.decode(b"", final=True)


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
