"""Tells regular expressions that stay quick on any text from those that a text can stall.

It reads the pattern, it never runs it. The rules are stricter than need be: what they let through
takes at most time proportional to the square of the text, and texts with a pattern are short.
"""

import re

LONGEST_TEXT = 2_000
"""Characters of a text that may have a pattern."""

MOST_UNBOUNDED = 2
"""Open-ended repeats in one pattern."""

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?[:=!<P][^()]{0,40}?>?)?|\)|[*+?]|\{\d*,?\d*\}|\||.",
    re.DOTALL,
)
_REPEAT = re.compile(r"[*+?]|\{\d*,?\d*\}")
_LOOK_OR_BACK = re.compile(r"\(\?(?!:)|\\[1-9]|\\g")


def why_slow(pattern: str) -> str:
    """Return in one sentence why a pattern is refused, "" when it is fine."""
    try:
        re.compile(pattern)
    except re.error as error:
        return f"The pattern is not valid: {error}."
    if _LOOK_OR_BACK.search(pattern):
        return "The pattern looks around or back; such patterns can stall."
    if not pattern.startswith("^"):
        return "The pattern must begin with ^, or it is tried at each character of the text."
    return _why_repeats_stall(_TOKEN.findall(pattern))


def _why_repeats_stall(tokens: list[str]) -> str:
    varies = [False]
    """For each open group, whether something in it can match in more than one way."""
    unbounded = 0
    closed = False
    for token in tokens:
        if token.startswith("("):
            varies.append(False)
        elif token == ")":
            closed = varies.pop()
            varies[-1] = varies[-1] or closed
            continue
        elif token == "|":
            varies[-1] = True
        elif _REPEAT.fullmatch(token):
            if closed and _is_many(token):
                return "The pattern repeats a group that itself varies; such patterns can stall."
            unbounded += _is_open_ended(token)
            varies[-1] = True
        closed = False
    if unbounded > MOST_UNBOUNDED:
        return f"The pattern has more than {MOST_UNBOUNDED} open-ended repeats."
    return ""


def _is_many(repeat: str) -> bool:
    return repeat != "?" and repeat not in ("{0,1}", "{,1}", "{1}")


def _is_open_ended(repeat: str) -> bool:
    return repeat in ("*", "+") or repeat.endswith(",}")
