"""`make bench`: measure and print; `--strict` makes a missed limit an error."""

import argparse

from bench import pages, texts

KINDS = ("sqlite", "postgresql")


def main() -> int:
    """Run every benchmark and say which limits were missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--packets", type=int, default=100_000, help="packets in the database")
    parser.add_argument("--on", choices=KINDS, help="measure pages on this database only")
    parser.add_argument("--strict", action="store_true", help="exit 1 when a limit is missed")
    arguments = parser.parse_args()
    kinds = (arguments.on,) if arguments.on else KINDS
    missed = [*texts.run(), *pages.run(arguments.packets, kinds)]
    print(f"\n{len(missed)} limits missed" + "".join(f"\n  {one}" for one in missed))
    return 1 if missed and arguments.strict else 0


if __name__ == "__main__":
    raise SystemExit(main())
