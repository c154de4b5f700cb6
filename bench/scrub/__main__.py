"""`make bench-scrub`: what the scrubber hides, keeps and costs, on generated texts and logs."""

import argparse
from collections.abc import Iterator
from itertools import chain

from bench.scrub import show
from bench.scrub.engines import Ours, scrub_by_command
from bench.scrub.logs import logs
from bench.scrub.model import Document, Engine, Half
from bench.scrub.report import by_kind, summary, table
from bench.scrub.score import Tally
from bench.scrub.texts import texts

TEXTS, LOG_MEGABYTES = 2_800, 20.0


def main() -> int:
    """Measure and print; or print failed examples."""
    arguments = _arguments()
    share = 0.1 if arguments.quick or arguments.show else 1
    if arguments.show:
        documents = _documents(arguments.only, share, arguments.seed)
        engine = Ours(knows_form=arguments.form_names)
        found = show.examples(arguments.show, documents, engine)
        show.print_examples(found, kind=arguments.kind, count=arguments.n)
        return 0
    tally = _measure(Ours(), _documents(arguments.only, share, arguments.seed))
    halves = [summary(tally, half) for half in Half]
    rows = [(what, one, other) for (what, one), (_, other) in zip(*halves, strict=True)]
    print(table(("% of", *Half), rows))
    print("\n" + table(("in", "must", "kind", "values", *Half), by_kind(tally)))
    _compare_command(share, arguments.seed)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.scrub", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the texts and logs")
    parser.add_argument("--only", choices=("texts", "logs"), help="measure one of the two")
    parser.add_argument("--seed", default="1", help="another seed makes other values")
    parser.add_argument(
        "--show",
        choices=(show.LEAKED, show.TOUCHED, show.OUTSIDE),
        help="print failed examples of the tuning half, from a tenth of the data",
    )
    parser.add_argument("--kind", default="", help="with --show: this kind only")
    parser.add_argument("-n", type=int, default=20, help="with --show: how many of each kind")
    parser.add_argument(
        "--form-names", action="store_true", help="with --show: tell the names of the form"
    )
    return parser.parse_args()


def _documents(only: str | None, share: float, seed: str) -> Iterator[Document]:
    wanted = texts(round(TEXTS * share), seed) if only != "logs" else ()
    return chain(wanted, logs(LOG_MEGABYTES * share, seed) if only != "texts" else ())


def _measure(engine: Engine, documents: Iterator[Document]) -> Tally:
    tally = Tally()
    for document in documents:
        (output,) = engine.scrub([document])
        tally.add(document, output)
    return tally


def _compare_command(share: float, seed: str) -> None:
    """Say whether the command gives what the Python interface gives."""
    documents = list(texts(round(400 * share), seed))
    ours = [output.text for output in Ours().scrub(documents)]
    same = ours == scrub_by_command(documents)
    verdict = "the same" if same else "DIFFERS"
    print(f"\n`escalator scrub --jsonl` on {len(documents)} texts: {verdict}")


if __name__ == "__main__":
    raise SystemExit(main())
