"""What Python-Markdown makes of a packet's Markdown: its headings, tags and blocks of code."""

import re
from html.parser import HTMLParser

import markdown

_VOID = {"br", "hr", "img", "input"}
_HEADING = re.compile("h[1-6]")


class Outline(HTMLParser):
    """Reads HTML into its outline; fails on tags that do not nest, comments and declarations.

    headings: (tag, text) in order. tags: every tag that occurs. code_blocks: text of each <pre>.
    cells: number of cells of each table row.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[tuple[str, str]] = []
        self.tags: set[str] = set()
        self.code_blocks: list[str] = []
        self.cells: list[int] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = {"class", "style"} if tag in ("code", "th", "td") else set()
        assert {name for name, _ in attrs} <= allowed, (tag, attrs)
        self.tags.add(tag)
        if tag not in _VOID:
            self._open.append(tag)
        if _HEADING.fullmatch(tag):
            self.headings.append((tag, ""))
        if tag == "pre":
            self.code_blocks.append("")
        if tag == "tr":
            self.cells.append(0)
        if tag in ("td", "th"):
            self.cells[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "pre" in self._open:
            self.code_blocks[-1] += data
        if any(_HEADING.fullmatch(tag) for tag in self._open):
            tag, text = self.headings[-1]
            self.headings[-1] = (tag, text + data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"comment {data!r}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"declaration {decl!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"processing instruction {data!r}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"declaration {data!r}")


def outline(body: str) -> Outline:
    """Return the outline of a packet's Markdown, as the pages show it."""
    return Outline(markdown.markdown(body, extensions=["tables", "fenced_code", "sane_lists"]))


def as_markdown_shows(text: str) -> str:
    """Return the text as Python-Markdown hands it on: tabs widened, its own marks gone."""
    widened = text.translate({2: None, 3: None}).expandtabs(4)
    return re.sub(r"(?m)^ +$", "", widened)
