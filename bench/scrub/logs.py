"""Logs in the formats of their programs, one document a file, with labels for every token."""

from collections.abc import Iterator

from bench.scrub.draw import Draw
from bench.scrub.formats import FORMATS, Format
from bench.scrub.model import Document, Half
from bench.scrub.moments import MOMENTS
from bench.scrub.values import SLOTS
from bench.scrub.writer import Writer

DOCUMENT_SIZE = 100_000


def logs(megabytes: float, seed: str) -> Iterator[Document]:
    """Yield about that many megabytes of logs, formats and halves in equal shares."""
    rounds = megabytes * 1_000_000 / (2 * len(FORMATS))
    count = max(1, round(rounds / DOCUMENT_SIZE))
    for number in range(count):
        for form in FORMATS:
            for half in Half:
                yield _document(form, half, number, size=int(rounds / count), seed=seed)


def _document(form: Format, half: Half, number: int, *, size: int, seed: str) -> Document:
    draw = Draw(f"{seed}/log/{form.name}/{half}/{number}", half)
    slots = {**SLOTS, **MOMENTS, **form.slots}
    language = draw.any(("en", "de", "fr", "es", "pt", "it", "nl"))
    writer = Writer(draw, slots, language=language, crowd=25, keep_literals=True)
    writer.write(form.top)
    while writer.length < size:
        draw.tick(3)
        writer.write(f"{form.head}{draw.pick(form.lines)}{form.tail}\n")
    return writer.document(f"log/{form.name}/{number}")
