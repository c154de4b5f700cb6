"""How fast the scrubber is and what it needs, beside the least that reading a text can cost.

Whole runs of the command are children, so that their memory can be told from ours.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from bench.scrub.archives import archive_text
from bench.scrub.engines import COMMAND, ROOT, Ours, chosen, engine_names
from bench.scrub.logs import logs
from bench.scrub.model import Document, Half
from bench.scrub.report import Section, table
from bench.scrub.texts import texts

MEGABYTE = 1_000_000
GROWTH = (0.1, 1, 10)
LONG = 100
HEADS = ("processor seconds", "MB/s with its start", "peak memory, MB")
_WATCH = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
sys.exit(code)
"""
"""Runs a command from a small process: a child's peak begins with the size of who started it."""

BARE = re.compile(r"[\w.]+@[\w.]+")


def speed(seed: str, *, quick: bool) -> Iterator[Section]:
    """Yield the tables: MB/s by kind of text and engine, then growth of the command.

    quick: leave out the longest log.
    """
    yield _by_text(seed, size=MEGABYTE)
    yield _growth(seed, GROWTH[:-1] if quick else GROWTH)


def long_log(seed: str) -> Section:
    """Return one run of the command on a log that is far longer than its pieces."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "raw.log"
        _write_log(path, seed, LONG)
        cells = _run_cells(path, "plain", LONG)
    return Section(
        "`escalator scrub` on a very long log",
        table(("log, MB", *(f"plain: {head}" for head in HEADS)), [(f"{LONG}", *cells)]),
        "Ten times the same 10 MB; a file is read twice, the first time to learn.",
    )


def _by_text(seed: str, *, size: int) -> Section:
    engines = engine_names()
    rows = []
    for title, text in _samples(seed, size).items():
        document = Document(title, Half.TUNING, text, ())
        ours = []
        for name in engines:
            with chosen(name):
                ours.append(_rate(size, Ours().scrub, [document]))
        count_rate, bare = _rate(size, text.count, "@"), _rate(size, BARE.findall, text)
        rows.append((title, *(f"{one:.2f}" for one in ours), f"{bare:.0f}", f"{count_rate:.0f}"))
    head = (f"MB/s, {size / MEGABYTE:g} MB", *engines)
    return Section(
        "Speed by text",
        table((*head, "one bare `re` scan", "`str.count`"), rows),
        "One process, one packet, by processor time, the better of two runs.",
    )


def _samples(seed: str, size: int) -> Mapping[str, str]:
    log = _log_text(seed, size)
    return {
        "logs": log,
        "prose": _joined((document.text for document in _endless_texts(seed)), size),
        "HAR-like JSON": archive_text(size, seed)[:size],
        "one long line": log.replace("\n", " "),
    }


def _endless_texts(seed: str) -> Iterator[Document]:
    for again in count():
        yield from texts(1000, f"{seed}/{again}")


def _log_text(seed: str, size: int) -> str:
    """Return a log of that length with all formats in equal shares, however short."""
    parts = (d.text for again in count() for d in logs(size / MEGABYTE, f"{seed}/speed/{again}"))
    return _joined(parts, size)


def _joined(parts: Iterator[str], size: int) -> str:
    taken, length = [], 0
    while length < size:
        taken.append(next(parts))
        length += len(taken[-1])
    return "".join(taken)[:size]


def _rate(size: int, work: Callable[..., object], *arguments: object) -> float:
    """Return MB/s, the better of two runs."""
    took = []
    for _ in range(2):
        started = time.process_time()
        work(*arguments)
        took.append(time.process_time() - started)
    return size / MEGABYTE / min(took)


def _growth(seed: str, sizes: Sequence[float]) -> Section:
    """Run `escalator scrub` on longer and longer logs."""
    engines, rows = engine_names(), []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "raw.log"
        for megabytes in (0.0, *sizes):
            _write_log(path, seed, megabytes)
            cells = [cell for engine in engines for cell in _run_cells(path, engine, megabytes)]
            rows.append((f"{megabytes:g}", *cells))
    columns = [f"{engine}: {head}" for engine in engines for head in HEADS]
    return Section("`escalator scrub` on longer logs", table(("log, MB", *columns), rows))


def _run_cells(path: Path, engine: str, megabytes: float) -> tuple[str, str, str]:
    seconds, peak = _run(path, engine)
    return f"{seconds:.1f}", f"{megabytes / seconds:.2f}" if megabytes else "", f"{peak:.0f}"


def _write_log(path: Path, seed: str, megabytes: float) -> None:
    """Write a log; beyond 10 MB it is the same one again, for the generator is slow too."""
    size = int(megabytes * MEGABYTE)
    text = _log_text(seed, min(size, 10 * MEGABYTE)) if size else ""
    with path.open("w", encoding="utf-8") as file:
        written = 0
        while written < size:
            file.write(text)
            written += len(text)


def _run(path: Path, engine: str) -> tuple[float, float]:
    """Return seconds of processor time and peak memory in MB of one run of the command."""
    command = [sys.executable, "-c", _WATCH, *COMMAND, "--engine", engine]
    with path.open("rb") as raw:
        done = subprocess.run(command, stdin=raw, capture_output=True, cwd=ROOT, check=True)
    seconds, peak = map(float, done.stderr.split()[-2:])
    # Kilobytes on Linux, bytes on macOS.
    return seconds, peak / (MEGABYTE if sys.platform == "darwin" else 1000)
