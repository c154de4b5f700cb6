"""`make bench-scrub`: what the scrubber hides, keeps and costs, on generated texts and logs."""

import argparse
from collections.abc import Iterator

from bench.scrub import show
from bench.scrub.engines import Ours
from bench.scrub.har.measure import har_section
from bench.scrub.quality import Amount, against_peers, by_command, ours
from bench.scrub.report import Section, write
from bench.scrub.speed import long_log, speed

PARTS = ("quality", "peers", "hars", "speed", "long")
BY_ITSELF = PARTS[:-1]
"""The log of 100 MB takes some ten minutes alone, and only who asks for it gets it."""


def main() -> int:
    """Measure and print; or print failed examples."""
    arguments = _arguments()
    share = 0.1 if arguments.quick or arguments.show else 1
    amount = Amount(share, arguments.seed, arguments.only)
    if arguments.show:
        engine = Ours(knows_form=arguments.form_names)
        found = show.examples(arguments.show, amount.documents(), engine)
        show.print_examples(found, kind=arguments.kind, count=arguments.n)
        return 0
    sections = []
    for section in _measure(arguments.parts, amount):
        print(section.plain(), flush=True)
        sections.append(section)
    if arguments.write:
        write(sections, command=_command(arguments))
    return 0


def _measure(parts: list[str], amount: Amount) -> Iterator[Section]:
    if "quality" in parts or "peers" in parts:
        tally, sections = ours(amount)
        yield from sections
        yield by_command(amount)
        if "peers" in parts:
            yield against_peers(amount, tally)
    if "hars" in parts:
        yield har_section(amount.seed)
    if "speed" in parts:
        yield from speed(amount.seed, quick=amount.share < 1)
    if "long" in parts:
        yield long_log(amount.seed)


def _command(arguments: argparse.Namespace) -> str:
    words = ["--quick"] if arguments.quick else []
    words += ["--seed", arguments.seed] if arguments.seed != "1" else []
    words += ["--parts", *arguments.parts] if tuple(arguments.parts) != BY_ITSELF else []
    return f'make bench-scrub ARGS="{" ".join([*words, "--write"])}"'


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.scrub", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a tenth of the texts and logs, and no log of 10 MB"
    )
    parser.add_argument(
        "--parts",
        nargs="+",
        choices=PARTS,
        default=BY_ITSELF,
        help="what to measure; all but long by itself",
    )
    parser.add_argument("--only", choices=("texts", "logs"), help="leave out the other")
    parser.add_argument("--seed", default="1", help="another seed makes other values")
    parser.add_argument("--write", action="store_true", help="put the tables into the docs")
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


if __name__ == "__main__":
    raise SystemExit(main())
