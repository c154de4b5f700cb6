"""The front matter of a packet's Markdown: its lines read into fields, all of them text.

Only the events of the YAML reader are used, and only scalars are let in: so there are no aliases to
multiply, no nesting to sink into and no types to be surprised by. What the fields mean is
markdown_reader.py's.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NoReturn

import yaml

from escalator.domain.errors import Unreadable
from escalator.domain.packet import FORMAT

FENCED_OFF = "---"
"""The line before and after the front matter."""

KEYS = ("format", "reference", "revision", "checklist", "tier", "team", "priority")
"""What front matter can say, in this order."""

_OPTIONAL_KEYS = ("reference", "revision")
_MOST_LINES = 40
_LONGEST_LINE = 200


def read_front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """Return the front matter's fields and the index of the first line after it.

    lines: a whole file that is not blank. Raises Unreadable with the line.
    """
    first = next(index for index, line in enumerate(lines) if line.strip())
    if lines[first].rstrip() != FENCED_OFF:
        _refuse_stranger(lines[first], first + 1)
    window = lines[first + 1 : first + 1 + _MOST_LINES]
    end = next((n for n, line in enumerate(window) if line.rstrip() == FENCED_OFF), None)
    if end is None:
        raise Unreadable("The front matter has no closing line of three dashes (---).", first + 1)
    if max(map(len, window[:end]), default=0) > _LONGEST_LINE:
        raise Unreadable("A line of the front matter is too long.", first + 1)
    fields = _read_yaml(window[:end], first + 2)
    for key in KEYS:
        if key not in fields and key not in _OPTIONAL_KEYS:
            raise Unreadable(f"The front matter does not say `{key}`.", first + 1)
    if fields["format"] != FORMAT:
        raise Unreadable(f'The format must be "{FORMAT}".', first + 1)
    return fields, first + 1 + end + 1


def body_of(text: str) -> str:
    """Return the Markdown after the front matter, for whoever shows it; all of it without one."""
    if not text.startswith(f"{FENCED_OFF}\n"):
        return text
    _, divider, body = text.partition(f"\n{FENCED_OFF}\n")
    return body.lstrip("\n") if divider else text


def _refuse_stranger(line: str, number: int) -> NoReturn:
    if line.lstrip().startswith(("{", "[")):
        raise Unreadable("This looks like JSON, not like a packet in Markdown.", number)
    raise Unreadable(
        "This is not a packet: a packet begins with a line of three dashes (---) and its front"
        " matter, as in a packet downloaded from Escalator.",
        number,
    )


def _read_yaml(lines: Sequence[str], first: int) -> dict[str, str]:
    try:
        return _fields(_scalars(yaml.parse("\n".join(lines), Loader=yaml.SafeLoader), first))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        number, why = _broken_line(lines, mark.line if mark else 0)
        reason = f"The front matter is not valid YAML: {why}. A line is written `priority: P2`."
        raise Unreadable(reason, first + number) from error
    except yaml.YAMLError as error:
        raise Unreadable("The front matter holds a character that YAML forbids.", first) from error


def _broken_line(lines: Sequence[str], where: int) -> tuple[int, str]:
    """Give the index of the line to mend and what is wrong with it.

    where: the line YAML's reader stopped at, which is often one after it; taken where no line looks
    wrong by itself.
    """
    for number, line in enumerate(lines):
        if why := _complaint(line):
            return number, why
    return min(where, len(lines) - 1), "this line cannot be read"


def _complaint(line: str) -> str:
    _, colon, value = line.partition(":")
    value = value.strip(" ")
    if not line.strip() or line.lstrip().startswith("#"):
        return ""
    if line[0].isspace() or "\t" in line:
        return "it has a tab, or a space at the start"
    if not colon:
        return "there is no colon"
    if value[:1] in ('"', "'"):
        return "" if value.count(value[0]) > 1 else "a quotation mark is not closed"
    return "there is a second colon; put the value in quotation marks" if ": " in value else ""


def _scalars(events: Iterable[yaml.Event], first: int) -> Iterator[tuple[str, int]]:
    """Yield each scalar of the one mapping there may be, with its line."""
    is_open = False
    for event in events:
        is_tagged = isinstance(event, yaml.NodeEvent) and event.anchor is not None
        if isinstance(event, yaml.MappingStartEvent) and not is_open and not is_tagged:
            is_open = True
        elif isinstance(event, yaml.ScalarEvent) and is_open and not is_tagged:
            yield event.value, _line(event, first)
        elif isinstance(event, yaml.NodeEvent):
            raise Unreadable(
                "The front matter holds only lines such as `priority: P2`.", _line(event, first)
            )


def _line(event: yaml.Event, first: int) -> int:
    return first + (event.start_mark.line if event.start_mark else 0)


def _fields(scalars: Iterator[tuple[str, int]]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for key, line in scalars:
        if key not in KEYS:
            raise Unreadable("The front matter says something a packet does not have.", line)
        if key in fields:
            raise Unreadable(f"The front matter says `{key}` twice.", line)
        fields[key], _ = next(scalars)
    return fields
