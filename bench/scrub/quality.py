"""Measures ours and the peers on generated texts and logs; gives tables.

Ours takes everything; a peer takes the share that its speed allows.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from bench.scrub.engines import Ours, scrub_by_command
from bench.scrub.logs import logs
from bench.scrub.model import Document, Engine, Half
from bench.scrub.report import NOTHING, Section, by_kind, summary, table
from bench.scrub.rivals import RIVALS, NotInstalled, Rival, running
from bench.scrub.score import Tally
from bench.scrub.texts import texts

TEXTS, LOG_MEGABYTES = 2_800, 20.0


@dataclass(frozen=True, slots=True)
class Amount:
    """How much is measured.

    share: 1 is everything, 0.1 a tenth.
    only: "texts" or "logs" leaves out the other.
    """

    share: float
    seed: str
    only: str | None = None

    def documents(self, share: float = 1) -> Iterator[Document]:
        """Yield the documents, or a share of them that has every format and language."""
        share *= self.share
        wanted = texts(max(84, round(TEXTS * share)), self.seed) if self.only != "logs" else ()
        return chain(wanted, logs(LOG_MEGABYTES * share, self.seed) if self.only != "texts" else ())


def measure(engine: Engine, documents: Iterator[Document]) -> Tally:
    """Count what an engine does to documents."""
    tally = Tally()
    for document in documents:
        (output,) = engine.scrub([document])
        tally.add(document, output)
    return tally


def ours(amount: Amount) -> tuple[Tally, list[Section]]:
    """Measure ours on everything."""
    tally = measure(Ours(), amount.documents())
    if amount.only != "logs":
        knowing = measure(Ours(knows_form=True), texts(round(TEXTS * amount.share), amount.seed))
        tally.form_names = knowing.form_names
    halves = [summary(tally, [half]) for half in Half]
    rows = [(what, one, other) for (what, one), (_, other) in zip(*halves, strict=True)]
    rows = [row for row in rows if set(row[1:]) != {NOTHING}]
    return tally, [
        Section("Ours, on both halves", table(("% of", *Half), rows)),
        Section("By kind", table(("in", "must", "kind", "values", *Half), by_kind(tally))),
    ]


def against_peers(amount: Amount, tally: Tally) -> Section:
    """Measure the peers beside ours; one that cannot be installed is named with the reason."""
    columns = {"Escalator": [cell for _, cell in summary(tally, [Half.HELD_OUT])]}
    notes = ["Escalator: everything, held-out half."]
    for rival in RIVALS:
        try:
            column, note = _rival(rival, amount)
        except NotInstalled as error:
            notes.append(f"{rival.name} could not be measured: {error}.")
            continue
        columns[rival.name] = column
        notes.append(note)
    titles = [what for what, _ in summary(tally, list(Half))]
    rows = [row for row in zip(titles, *columns.values(), strict=True) if set(row[1:]) != {NOTHING}]
    return Section("Beside peers", table(("% of", *columns), rows), " ".join(notes))


def _rival(rival: Rival, amount: Amount) -> tuple[list[str], str]:
    with running(rival) as engine:
        size = sum(len(document.text) for document in amount.documents(rival.share))
        tally = measure(engine, amount.documents(rival.share))
        column = [cell for _, cell in summary(tally, list(Half))]
        note = (
            f"{engine.name} {engine.version}: {size / 1_000_000:.2g} MB, both halves,"
            f" {size / 1_000_000 / engine.seconds:.2g} MB/s."
        )
        return column, note


def by_command(amount: Amount) -> Section:
    """Say whether the command gives what the Python interface gives."""
    documents = list(texts(round(400 * amount.share), amount.seed))
    expected = [output.text for output in Ours().scrub(documents)]
    started = time.perf_counter()
    same = expected == scrub_by_command(documents)
    seconds = time.perf_counter() - started
    verdict = "the same text for each" if same else "ANOTHER TEXT FOR SOME"
    return Section(
        "By command",
        f"`escalator scrub --jsonl` on {len(documents)} texts: {verdict}, {seconds:.1f} s.",
    )
