"""The report's HTML read into Markdown: headings, paragraphs, lists and tables.

Reads only what templates/lead/report.html writes; drawings are left out, their tables are not.
"""

from html.parser import HTMLParser

BLOCKS = {"h1": "# ", "h2": "## ", "h3": "### ", "caption": "#### ", "p": "", "figcaption": ""}
SILENT = frozenset({"head", "svg", "summary"})
HIDDEN = frozenset({("class", "visually-hidden"), ("class", "legend")})
"""Said on the page for those who hear it, or of a drawing that is not here."""
INLINE = frozenset({"a", "span", "strong"})


def to_markdown(html: str) -> str:
    """Give the Markdown of a report."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "\n".join(reader.lines).strip() + "\n"


class _Reader(HTMLParser):
    """Collects lines while it reads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._text: list[str] = []
        self._cells: list[str] = []
        self._rules: list[str] = []
        self._figure: list[str] = []
        self._silenced_by: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or fall silent."""
        if tag in SILENT or HIDDEN & set(attrs):
            self._silenced_by.append(tag)
        if tag not in INLINE:
            self._text = []
        if tag == "tr":
            self._cells, self._rules = [], []
        if tag == "th" and ("scope", "col") in attrs:
            self._rules.append("---:" if ("class", "num") in attrs else "---")

    def handle_data(self, data: str) -> None:
        """Keep what is said aloud."""
        if not self._silenced_by:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Write a block down."""
        if self._silenced_by:
            if self._silenced_by[-1] == tag:
                self._silenced_by.pop()
            return
        text = " ".join("".join(self._text).split())
        if tag in ("th", "td"):
            self._cells.append(text.replace("\\", "\\\\").replace("|", "\\|"))
        elif tag in ("dt", "dd"):
            self._figure.append(text)
        elif tag in BLOCKS and text:
            self.lines += [BLOCKS[tag] + text, ""]
        elif tag == "li":
            self.lines.append(f"- {text}")
        else:
            self._end_of_many(tag)

    def _end_of_many(self, tag: str) -> None:
        if tag == "tr":
            self.lines.append(_row(self._cells))
            if self._rules:
                self.lines.append(_row(self._rules))
        elif tag in ("table", "ul", "dl"):
            self.lines.append("")
        elif tag == "div" and self._figure:
            label, value, *said = self._figure
            self.lines.append(f"- {label}: {'; '.join([value, *said])}")
            self._figure = []


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
