"""Tells regular expressions that stay quick on any text from those that a text can stall.

It reads the pattern, it never runs it. The rules are stricter than need be: nothing that varies is
repeated, and the ways in which a pattern can try a text are counted and limited.
"""

import re
import warnings

LONGEST_TEXT = 2_000
"""Characters of a text that may have a pattern; an open-ended repeat has as many ways to match."""

MOST_WAYS = 5_000_000
"""Ways to try one text: two open-ended repeats and a little more."""

_TOKEN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?[:=!<P][^()]{0,40}?>?)?|\)|[*+?]|\{(?:\d+,?\d*|,\d+)\}|\||.",
    re.DOTALL,
)
_REPEAT = re.compile(r"[*+?]|\{(?:\d+,?\d*|,\d+)\}")
_LOOK_OR_BACK = re.compile(r"\(\?(?!:)|\\[1-9]|\\g")


def why_slow(pattern: str) -> str:
    """Return in one sentence why a pattern is refused, "" when it is fine."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # of what will mean something else
            re.compile(pattern)
    except (re.error, FutureWarning) as error:
        return f"The pattern is not valid: {error}."
    if _LOOK_OR_BACK.search(pattern):
        return "The pattern looks around or back; such patterns can stall."
    if not pattern.startswith("^"):
        return "The pattern must begin with ^, or it is tried at each character of the text."
    return _why_repeats_stall(_TOKEN.findall(pattern))


def _why_repeats_stall(tokens: list[str]) -> str:
    varies = [False]  # for each open group, whether something in it can match in several ways
    group_varies = False  # whether the token before closed such a group
    ways = 1
    for token in tokens:
        if token == ")":
            group_varies = varies.pop()
            varies[-1] = varies[-1] or group_varies
            continue
        if token.startswith("("):
            varies.append(False)
        elif token == "|":
            varies[-1] = True
            ways *= 2
        elif _REPEAT.fullmatch(token):
            if group_varies and _most(token) > 1:
                return "The pattern repeats a group that itself varies; such patterns can stall."
            ways *= _most(token) - _least(token) + 1
            varies[-1] = varies[-1] or _most(token) != _least(token)
        group_varies = False
    return "The pattern can try a text in too many ways." if ways > MOST_WAYS else ""


def _least(repeat: str) -> int:
    if repeat in "*?":
        return 0
    return 1 if repeat == "+" else int(repeat[1:-1].partition(",")[0] or 0)


def _most(repeat: str) -> int:
    if repeat == "?":
        return 1
    if repeat in "*+":
        return LONGEST_TEXT
    least, comma, most = repeat[1:-1].partition(",")
    if not comma:
        return int(least)
    return int(most) if most else LONGEST_TEXT
