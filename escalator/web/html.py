"""The one module that makes Markup: canonical packets and people's words become safe HTML here.

A packet goes Markdown -> HTML -> bleach -> nh3, of which each would do alone; the strict content
policy stands behind them. Nothing a person typed is ever taken for Markdown or HTML: the canonical
form (domain/markdown.py) fences or escapes it, and nothing but canonical Markdown comes here.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement  # nosec B405 # makes elements, reads none

import bleach
import nh3
from flask import has_request_context, url_for
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markupsafe import Markup, escape

from escalator.domain.checklist import Checklist, Widget
from escalator.domain.hidden import PLACEHOLDER_PATTERN, words_of
from escalator.domain.markdown import body_of, render
from escalator.domain.model import Packet
from escalator.domain.text_diff import Line, Mark
from escalator.web.abridge import Links, abridge

MACHINE_WIDGETS = (Widget.CODE, Widget.TIMESTAMP, Widget.URL)

_TAGS = frozenset(
    {
        *("div", "h2", "h3", "h4", "p", "ul", "li", "pre", "code", "em", "strong", "a"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
)
_ID = re.compile(r"item-[A-Za-z][A-Za-z0-9_.-]{0,63}")
_CLASSES = frozenset({"item", "answer", "language-text", "language-log", "left-out", "none"})
_SCHEMES = frozenset({"http", "https"})
_ADDRESS = re.compile(r"https?://[A-Za-z0-9][\w.~:/?#@!$&()*+,;=%-]*", re.ASCII)
_PLACEHOLDER = re.compile("<[^>]*>|" + PLACEHOLDER_PATTERN)
_CACHED_PACKETS = 128


def packet_html(packet: Packet, checklist: Checklist, *, revision: int | None = None) -> Markup:
    """Give a packet as a document: headings from level 2, no title, long texts shortened.

    How much is hidden is left to the page's head. Each item's heading has the id `item-<name>`.
    revision: which submission the packet is, for the links to whole texts; None for what it says
    now.
    """
    is_ours = bool(packet.reference) and has_request_context()  # else there are no addresses
    links = _links(packet.reference, revision) if is_ours else None
    _title, _, body = body_of(render(packet, checklist)).partition("\n")
    if body.startswith("\nHidden: "):  # the page's head says it
        _hidden, _, body = body.lstrip("\n").partition("\n")
    return _html_of(abridge(body, links), _machine_names(checklist))


def marked(text: str) -> Markup:
    """Give a person's words with each placeholder marked as something hidden."""
    return _mark_hidden(str(escape(text)))


def changed_line(line: Line) -> Markup:
    """Give a line of a comparison, the words that changed in it emphasised."""
    if line.mark is Mark.SKIPPED:
        words = "1 line" if line.skipped == 1 else f"{line.skipped:,} lines"
        return escape(f"{words} not shown")
    is_mixed = any(piece.mark is Mark.SAME for piece in line.pieces)
    return Markup().join(
        Markup("<strong>{}</strong>").format(marked(piece.text))
        if is_mixed and piece.mark is not Mark.SAME
        else marked(piece.text)
        for piece in line.pieces
    )


def _links(reference: str, revision: int | None) -> Links:
    def text(item: str, row: int) -> str:
        return url_for("packet.log", reference=reference, item=item, number=row, revision=revision)

    whole = url_for("packet.markdown", reference=reference, revision=revision, download=1)
    return Links(text, whole)


@lru_cache(maxsize=32)
def _machine_names(checklist: Checklist) -> frozenset[str]:
    """Give the items, and the columns as "item.column", whose answers came from a machine."""
    return frozenset(
        name
        for item in checklist.items
        for name, widget in (
            (item.name, item.widget),
            *((f"{item.name}.{column.name}", column.widget) for column in item.columns),
        )
        if widget in MACHINE_WIDGETS
    )


@lru_cache(maxsize=_CACHED_PACKETS)
def _html_of(body: str, machine_names: frozenset[str]) -> Markup:
    """Render canonical Markdown; kept by content, as pages are read more often than they change."""
    form = _PacketForm(machine_names)
    extensions: list[str | Extension] = ["tables", "fenced_code", "sane_lists", form]
    raw = Markdown(extensions=extensions).convert(body)
    return _mark_hidden(_clean(raw))


Check = Callable[[str, str, str], bool]
"""Whether an attribute may stand: (tag, name, value) -> bool."""


def _is_link(_tag: str, name: str, value: str) -> bool:
    # Our own addresses begin with one slash; two would lead to another host.
    is_ours = value.startswith("/") and not value.startswith(("//", "/\\"))
    return name == "href" and (is_ours or _ADDRESS.fullmatch(value) is not None)


def _is_class(_tag: str, name: str, value: str) -> bool:
    return name == "class" and value in _CLASSES


def _is_item_id(_tag: str, name: str, value: str) -> bool:
    return name == "id" and _ID.fullmatch(value) is not None


_ATTRIBUTES: dict[str, Check] = {
    "a": _is_link,
    "div": _is_class,
    "p": _is_class,
    "code": _is_class,
    "h2": _is_item_id,
    "h3": _is_item_id,
}
_NAMES: Mapping[Check, str] = {_is_link: "href", _is_class: "class", _is_item_id: "id"}


def _allowed_value(tag: str, name: str, value: str) -> str | None:
    if name == "rel":
        return value  # nh3's own, see link_rel
    check = _ATTRIBUTES.get(tag)
    return value if check is not None and check(tag, name, value) else None


def _clean(raw: str) -> str:
    once = bleach.clean(raw, tags=_TAGS, attributes=_ATTRIBUTES, protocols=_SCHEMES)
    return nh3.clean(
        once,
        tags=set(_TAGS),
        attributes={tag: {_NAMES[check]} for tag, check in _ATTRIBUTES.items()},
        attribute_filter=_allowed_value,
        url_schemes=set(_SCHEMES),
        link_rel="noopener noreferrer",
    )


def _mark_hidden(html: str) -> Markup:
    """Wrap each placeholder that stands in the text of safe HTML, and in none of its tags."""
    return Markup(_PLACEHOLDER.sub(_marked, html))  # nosec B704 # after bleach and nh3


def _marked(match: re.Match[str]) -> str:
    kind, number = match[1], match[2]
    if kind is None:
        return match[0]
    title = f"Hidden {words_of(kind)[0]} {number}"
    return f'<mark class="placeholder" title="{title}">{match[0]}</mark>'


class _PacketForm(Extension):
    """Adds what makes a canonical packet a document rather than a dump of it."""

    def __init__(self, machine_names: frozenset[str]) -> None:
        super().__init__()
        self.machine_names = machine_names

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the library's name
        """Put the reshaping after the inline patterns (20) and before the serialising."""
        md.treeprocessors.register(_Reshape(md, self.machine_names), "packet", 15)


class _Reshape(Treeprocessor):
    """Turns names in code into ids, drops values behind their labels, and unwraps prose.

    It can tell its own marks from a person's words: a person's text is a whole code span or has
    none, so a code span beside other text is always ours.
    """

    def __init__(self, md: Markdown, machine_names: frozenset[str]) -> None:
        super().__init__(md)
        self.machine_names = machine_names
        self.item = ""

    def run(self, root: Element) -> None:
        """Reshape the blocks, and put each item's heading and answer into a box of its own."""
        blocks = list(root)
        for block in blocks:
            root.remove(block)
        answer = root
        for block in blocks:
            if block.tag in ("h2", "h3"):
                self.item = self._name(block)
                answer = root if block.tag == "h2" else _item_box(root, block)
            if block.tag != "h3":
                self._block(block)
                answer.append(block)

    def _block(self, block: Element) -> None:
        if block.tag == "table":
            self._table(block)
        elif block.tag == "ul":
            for entry in block:
                self._text(entry, self.item)
        elif block.tag == "p":
            self._paragraph(block)

    def _name(self, heading: Element) -> str:
        name = _take_last_code(heading)
        if name:
            heading.set("id", f"item-{name}")
        return name

    def _table(self, table: Element) -> None:
        columns = [_take_last_code(head) for head in table.iter("th")]
        for line in table.iter("tr"):
            for column, cell in zip(columns, line.findall("td"), strict=False):
                self._text(cell, f"{self.item}.{column}")

    def _paragraph(self, paragraph: Element) -> None:
        name = self.item
        if _is_labelled(paragraph):
            name = f"{self.item}.{paragraph[1].text}"
            paragraph[0].tail = (paragraph[1].tail or "").removeprefix(":")
            paragraph.remove(paragraph[1])
        elif len(paragraph) and paragraph[0].tag == "em" and not paragraph.text:
            is_ours = paragraph.find("a") is not None or paragraph[0].tail is None
            paragraph.set("class", "left-out" if is_ours else "none")
        self._text(paragraph, name)

    def _text(self, element: Element, name: str) -> None:
        """Reshape one text that was written inline: a choice, an address, a machine's, or prose."""
        children = list(element)
        codes = [place for place, child in enumerate(children) if child.tag == "code"]
        if len(codes) != 1:
            return
        code = children[codes[0]]
        before = children[codes[0] - 1] if codes[0] else None
        words = str((element.text if before is None else before.tail) or "")
        value = str(code.text or "")
        if words.endswith(" (") and code.tail == ")":
            element.remove(code)
            _set_words(element, before, words.removesuffix(" ("))
        elif _ADDRESS.fullmatch(value):
            link = Element("a", {"href": value})
            element[codes[0]] = link
            link.append(code)
        elif name not in self.machine_names and " " in value and not code.tail:
            element.remove(code)
            _set_words(element, before, words + value)


def _item_box(root: Element, heading: Element) -> Element:
    """Add a box with the heading to the document, and give the box for the answer beside it."""
    box = SubElement(root, "div", {"class": "item"})
    box.append(heading)
    return SubElement(box, "div", {"class": "answer"})


def _is_labelled(paragraph: Element) -> bool:
    """Tell whether a paragraph begins with a column's label: "**Result** `result`: ..."."""
    if [child.tag for child in paragraph][:2] != ["strong", "code"] or paragraph.text:
        return False
    return (paragraph[0].tail or "").isspace() and (paragraph[1].tail or "").startswith(":")


def _take_last_code(element: Element) -> str:
    """Take the name in the code span that ends a heading or a table's head away, and give it."""
    last = element[-1] if len(element) else None
    if last is None or last.tag != "code" or (last.tail or "").strip():
        return ""
    label = "".join(element.itertext()).removesuffix(str(last.text)).rstrip()
    if label:  # a name without a label has to be shown
        element.clear()
        element.text = label
    return str(last.text or "")


def _set_words(element: Element, after: Element | None, words: str) -> None:
    if after is None:
        element.text = words
    else:
        after.tail = words
