"""Tells what wrote a line: a program or a person, by the line's form alone.

It hides nothing and knows no kinds; rules ask it before they trust a name, a number or an address.
"""

import re
from typing import Final

SEEN: Final = 300
"""So many characters on each side of a place are looked at."""

_MONTH: Final = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"

_MACHINE_BEGINS: Final = re.compile(
    # How the lines of programs begin: a time with seconds, a count, a bracket, a stack frame.
    r"\W{0,3}(?:\d{4}-\d\d-\d\d[T ]\d\d:?\d\d|"
    r"\d\d(?:\d\d)?[-/.]\d\d(?:[-/.]\d\d)?[ T]\d\d:\d\d:\d\d|"
    rf"\d\d-(?:{_MONTH})-\d{{4}} \d\d:\d\d|[IWEF]\d{{4}} \d\d:\d\d:\d\d|"
    rf"(?:{_MONTH}) [ \d]\d (?:\d{{4}} )?\d\d:|\d\d:\d\d:\d\d|\d{{8,}}|[{{<]|"
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:)|"
    r".{0,60}\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d|"
    r"\s{0,12}(?:at [\w.$<>/]{1,200}\(|Caused by\b|Traceback\b)",
)
_MACHINE_HOLDS: Final = re.compile(
    # What stands in them only.
    r"\b(?:INFO|WARN|WARNING|ERROR|DEBUG|TRACE|FATAL|NOTICE|CRITICAL|SEVERE)\b|\[\d+\]:|"
    r"\w=\S+ .{0,80}\w=\S|\[\d\d/[A-Z][a-z]{2}/\d{4}:|HTTP/\d\.\d\"|"
    r"\b\w+(?:\.\w+){2,12}(?:Exception|Error)\b|\w::\w",
)


def _is_machine(seen: str) -> bool:
    """Tell whether a program wrote a line, of which so much is seen."""
    return bool(_MACHINE_BEGINS.match(seen) or _MACHINE_HOLDS.search(seen))


def is_machine_line(text: str, start: int) -> bool:
    """Tell whether the line around a place was written by a program, as far as one sees."""
    low = max(text.rfind("\n", 0, start) + 1, start - SEEN)
    end = text.find("\n", start, start + SEEN)
    return _is_machine(text[low : end if end != -1 else start + SEEN])


_HTML: Final = re.compile(
    r"\s*</?(?:p|td|th|tr|li|ul|div|span|h[1-6]|b|br|label|strong|em|i|body)\b[^<>]{0,200}>",
    re.IGNORECASE,
)
_CODE: Final = re.compile(
    r"[;{}]\s*$|\w\(\)|=>|->|\b[a-z]\w*(?:\.[a-z]\w*){2,12}\.[A-Z]|^\s{0,12}(?:\$|>>>|#!|//|/\*|"
    r"\*/|--|"
    r"import |from \w+ import|def |class |public |private |return |const |let |var |SELECT |"
    r"INSERT |UPDATE )|"
    r"^\W{0,3}(?:GET|POST|PUT|HEAD|DELETE|PATCH) /|^\s{0,12}[\w.-]+=\S+$|^[A-Z]:\\|^\s{0,8}/\w+/|"
    r"^\s{0,12}[a-z_]+(?:\.[a-z_]+)+\s?[=:]",
)


def is_prose(line: str) -> bool:
    """Tell whether a person wrote a line: a sentence, a line of a form, a cell of a page."""
    if _HTML.match(line):
        return True
    seen = line[: 2 * SEEN]
    return not _is_machine(seen) and _CODE.search(seen) is None
