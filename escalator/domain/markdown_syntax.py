"""How one text is written in a packet's Markdown so that it stays text, and how it is read back.

A person's text stands in a fence, in a code span, or as it is when every character of it means
nothing to Markdown; words from a checklist (labels, titles) are escaped. So a text can never become
a heading, a link, HTML, a table's edge or the end of its own fence, here or in Python-Markdown,
whose habits some of the rules below answer. Knows nothing of packets.
"""

import json
import re

LONGEST_INLINE = 300
"""Characters up to which a one-line text stands within a line; a longer one is fenced."""

NOTHING = "(empty)"
"""Stands for a text without characters; no text is spelled so, as no plain one begins with (."""

_NAME = r"[A-Za-z][A-Za-z0-9_.-]{0,63}"
_BACKTICKS = re.compile("`+")
_FENCE = re.compile(r"(`{3,}|~{3,})[ ]*[\w.+-]*[ \t]*")
_HEADING = re.compile(r"(#{1,6}) +(.*?)[ \t]*")
_SPAN = re.compile(r"`([^`]+)`")
_LABELLED = re.compile(r".* \(`([^`]+)`\)")
_SPELLED_OUT = re.compile(r'`("[^`]*")` \(JSON\)')
_NAMED = re.compile(rf"(?:.* )?`({_NAME})`")
_COLUMN = re.compile(rf"(?:.* )?`({_NAME})`:(.*)")

# Letters, digits and the marks of prose to which Markdown gives no meaning inside a line; an
# underscore only within a word. At least one letter, and not begun like a numbered list.
_PLAIN = re.compile(
    r"(?!\d+[.)])(?=.*[^\W\d_])[“„«‘\"']?[^\W_]"
    r"(?:[^\W_]|(?<=[^\W_])_(?=[^\W_])|[ ,;:.'\"()?!%/+=…–—“”„‘’«»°×€£-])*"
)

# Trackers make links of these where they stand bare.
_LINKED = re.compile(r"://|\bwww\.", re.IGNORECASE)

# Python-Markdown takes these two out of its input before it looks for fences, so that a run of
# backticks with one of them inside grows there.
_DROPPED = str.maketrans("", "", "\x02\x03")

# They join or part letters (Persian, emoji) and are harmless, unlike the marks that turn text
# around.
_JOINERS = "\u200c\u200d"

_ESCAPES = str.maketrans(
    {character: f"\\{character}" for character in "\\`*{}[]#|"} | {"<": "&lt;", "&": "&amp;"}
)
_OUTER_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_SPELL_OUT = str.maketrans({"`": "\\u0060", "<": "\\u003c", "&": "\\u0026", "\x7f": "\\u007f"})


def escape(text: str) -> str:
    """Return a checklist's words, or a title, as one line that Markdown shows as they are."""
    shown = "".join(character if _is_visible(character) else " " for character in text)
    return _OUTER_UNDERSCORE.sub(r"\\_", " ".join(shown.split()).translate(_ESCAPES))


def fence(text: str, language: str) -> list[str]:
    """Return the lines of a fence around the text, longer than any run of backticks in it."""
    runs = _BACKTICKS.findall(text) + _BACKTICKS.findall(text.translate(_DROPPED))
    bar = "`" * max(3, 1 + max(map(len, runs), default=0))
    return [f"{bar}{language}", *text.split("\n"), bar]


def inline(text: str, label: str = "", *, is_code: bool = False) -> str | None:
    """Return the text as part of a line, or None when it has to be fenced.

    label: what people call this value (a choice's label), "" when it is its own name.
    is_code: it came from a machine, so it never stands as prose.
    """
    if not text:
        return NOTHING
    if not is_inline(text):
        return None
    if label and _begins_a_line(label):
        return f"{escape(label)} (`{text}`)"
    return text if _is_plain(text) and not is_code else f"`{text}`"


def spelled_out(text: str) -> str:
    """Return any text at all as part of a line; hard to read, for texts that nobody types."""
    return inline(text) or f"`{json.dumps(text).translate(_SPELL_OUT)}` (JSON)"


def read_inline(line: str) -> str | None:
    """Return the text that part of a line stands for, or None when it is not in canonical form."""
    if line == NOTHING:
        return ""
    if match := _SPAN.fullmatch(line) or _LABELLED.fullmatch(line):
        return match[1]
    if match := _SPELLED_OUT.fullmatch(line):
        return _read_spelled_out(match[1])
    return line if _is_plain(line) else None


def read_name(text: str) -> str | None:
    """Return the name in the code span that ends a heading or a table's head, None without one."""
    match = _NAMED.fullmatch(text)
    return match[1] if match else None


def column_of(line: str) -> tuple[str, str] | None:
    """Return the name and what follows of a line such as "**Result** `result`: none", or None."""
    match = _COLUMN.fullmatch(line)
    return (match[1], match[2].strip()) if match else None


def heading_of(line: str) -> tuple[int, str] | None:
    """Return the level and the text of a heading line, None for another line."""
    match = _HEADING.fullmatch(line) if line.startswith("#") else None
    return (len(match[1]), match[2]) if match else None


def fence_of(line: str) -> str | None:
    """Return the bar of a line that opens a fence, None for another line."""
    match = _FENCE.fullmatch(line) if line.startswith(("```", "~~~")) else None
    return match[1] if match else None


def closes(line: str, bar: str) -> bool:
    """Return whether the line ends the fence that the bar opened."""
    if not line.startswith(bar):
        return False
    rest = line.rstrip(" \t")
    return rest.strip(bar[0]) == ""


def is_inline(text: str) -> bool:
    """Return whether the text fits into a code span that every Markdown reader agrees on."""
    return (
        0 < len(text) <= LONGEST_INLINE
        and text[0] != " " != text[-1]
        and "`" not in text
        and "<" not in text
        and all(map(_is_visible, text))
    )


def _is_plain(text: str) -> bool:
    """Return whether the text may stand as it is; one that looks like an identifier is code."""
    if len(text) > LONGEST_INLINE or _LINKED.search(text) or not _PLAIN.fullmatch(text):
        return False
    return " " in text or text.isalpha()


def _begins_a_line(label: str) -> bool:
    """Return whether a line may begin with the label without becoming a list."""
    return re.match(r"[^\W_]", label) is not None and re.match(r"\d+[.)]", label) is None


def _read_spelled_out(literal: str) -> str | None:
    try:
        text = json.loads(literal)
    except ValueError:
        return None
    return text if isinstance(text, str) else None


def _is_visible(character: str) -> bool:
    return character.isprintable() or character in _JOINERS
