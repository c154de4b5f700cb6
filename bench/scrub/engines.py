"""Our own scrubber as an engine, through its documented interface and its command."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.scrub.model import Document, Output, Span
from escalator import __version__
from escalator.scrub import Hasher, MemoryVault, ScrubError, scrub_texts
from escalator.scrub.sieve import Engine, choose_engine

ROOT = Path(__file__).parents[2]
PYTHON = (sys.executable, "-c", "from escalator.cli import main; main()")
COMMAND = (*PYTHON, "scrub")


@dataclass(frozen=True, slots=True)
class Ours:
    """Escalator; every document is a packet of its own.

    knows_form: hand over the names that the ticket's own fields hold.
    """

    knows_form: bool = False
    name: str = "Escalator"
    version: str = __version__

    def scrub(self, documents: Sequence[Document]) -> list[Output]:
        """Scrub each document's text."""
        return [self._scrub_one(document) for document in documents]

    def _scrub_one(self, document: Document) -> Output:
        hasher = Hasher(secret=b"only for measuring", packet=document.name)
        names = document.form_names if self.knows_form else ()
        (result,) = scrub_texts([document.text], hasher=hasher, vault=MemoryVault(), names=names)
        spans = tuple(Span(one.start, one.end, one.placeholder) for one in result.findings)
        return Output(result.text, spans)


def engine_names() -> tuple[str, ...]:
    """Return the engines that work here, the plain one first."""
    try:
        choose_engine(Engine.FAST)
    except ScrubError:  # google-re2 is not installed
        return (Engine.PLAIN.value,)
    finally:
        choose_engine(Engine.AUTO)
    return Engine.PLAIN.value, Engine.FAST.value


@contextmanager
def chosen(engine: str) -> Iterator[None]:
    """Let this process use one of `engine_names()` until the block ends."""
    choose_engine(Engine(engine))
    try:
        yield
    finally:
        choose_engine(Engine.AUTO)


def scrub_by_command(documents: Sequence[Document]) -> list[str]:
    """Return what `escalator scrub --jsonl` makes of documents in one run."""
    lines = [json.dumps({"id": one.name, "text": one.text}) for one in documents]
    done = subprocess.run(
        [*COMMAND, "--jsonl"],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return [json.loads(line)["text"] for line in done.stdout.rstrip("\n").split("\n")]
