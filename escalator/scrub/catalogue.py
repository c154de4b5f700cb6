"""Writes down what the rules find: a Markdown page made from their own tables."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from escalator.scrub.model import Kind
from escalator.scrub.rule import MARKED, Rule
from escalator.scrub.rules import RULES
from escalator.scrub.rules.formats import Format
from escalator.scrub.rules.vendors import FORMATS, VENDORS

_HEAD: Final = """# What the scrubber finds

Made from the rules' own tables by `escalator scrub rules`. Tests hold each rule to all its examples and
look-alikes; one of each stands here, the hidden part in ‹›. Names, user names and secrets that were found
once are hidden wherever they stand again, and the names in the ticket's fields from the start.
"""  # noqa: E501  # lines of a page
_VENDORS: Final = """Keys whose vendor gives them a form. `…` stands for letters and digits of the
number and kind that the vendor uses; with a word, only beside it. The source is where the
vendor tells of its keys; few entries were compared with it so far.
"""


def catalogue() -> str:
    """Return the page: a table for each kind, in the order of `Kind`, and one of vendors' keys."""
    formless = set(map(id, VENDORS))
    rules = [rule for rule in RULES if id(rule) not in formless]
    tables = (_table(kind, [rule for rule in rules if rule.kind is kind]) for kind in Kind)
    return "\n".join(chain((_HEAD,), *tables, _vendors(FORMATS))) + "\n"


def _table(kind: Kind, rules: Iterable[Rule]) -> Iterator[str]:
    rows = [_row(rule) for rule in rules]
    if rows:
        yield from (f"## `[{kind.value.upper()}-1]`", "")
        yield from ("| rule | finds | leaves alone | source |", "|---|---|---|---|")
        yield from (*rows, "")


def _row(rule: Rule) -> str:
    hit = rule.hits[0] if rule.hits else ""
    miss = rule.misses[0] if rule.misses else ""
    return f"| {rule.name} | {_code(hit)} | {_code(miss)} | {_cell(rule.source)} |"


def _vendors(formats: Iterable[Format]) -> Iterator[str]:
    yield from ("## `[KEY-1]` of vendors", "", _VENDORS)
    yield from ("| key | form | word beside it | source |", "|---|---|---|---|")
    for one in formats:
        form = "".join(part if isinstance(part, str) else "…" for part in one.parts)
        words = ", ".join(one.words)
        yield f"| {_cell(one.name)} | {_code(form)} | {words} | {_cell(one.source)} |"


def _code(text: str) -> str:
    """Return a text as code in a cell: in one line, its marks and bars kept."""
    shown = _cell(" ".join(text.split())[:120])
    if not shown:
        return ""
    if MARKED.search(text) and shown.count("‹") > shown.count("›"):
        shown += "›"
    fence = "``" if "`" in shown else "`"
    gap = " " if fence == "``" else ""
    return f"{fence}{gap}{shown}{gap}{fence}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
