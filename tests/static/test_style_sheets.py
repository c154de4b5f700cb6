import gzip
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from escalator.domain.errors import NotFound
from escalator.resources import static_folder, templates_folder
from escalator.web.assets import BUNDLES, find_asset

CSS = static_folder() / "css"
JS = static_folder() / "js"

GROUNDS = (
    "paper",
    "sheet",
    "well",
    "press-tint",
    "stop-tint",
    "caution-tint",
    "go-tint",
    "note-tint",
)
TEXTS = ("ink", "quiet", "press", "press-more", "stop", "caution", "go", "note")
EDGES = ("edge", "focus")
LABELS = (
    ("on-press", "press"),
    ("on-press", "press-more"),
    ("on-meaning", "stop"),
)
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(", re.IGNORECASE)


def tokens() -> Mapping[str, tuple[str, str]]:
    """Give each colour's name with its light and its dark value."""
    text = (CSS / "tokens.css").read_text()
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", text)
    return {name: (light, dark) for name, light, dark in found}


def luminance(colour: str) -> float:
    """Give the relative luminance, as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio, as WCAG 2.2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_stands_out_from_every_ground(ground: str, scheme: int) -> None:
    colours = tokens()
    weak = {
        text: ratio
        for text in TEXTS
        if (ratio := contrast(colours[text][scheme], colours[ground][scheme])) < 4.5
    }
    assert weak == {}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_edges_and_the_focus_ring_stand_out_from_every_ground(ground: str, scheme: int) -> None:
    colours = tokens()
    weak = {
        edge: ratio
        for edge in EDGES
        if (ratio := contrast(colours[edge][scheme], colours[ground][scheme])) < 3
    }
    assert weak == {}


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("label", "ground"), LABELS)
def test_labels_stand_out_on_their_buttons(label: str, ground: str, scheme: int) -> None:
    assert contrast(tokens()[label][scheme], tokens()[ground][scheme]) >= 4.5


@pytest.mark.parametrize("sheet", sorted(CSS.glob("*.css")), ids=lambda path: path.name)
def test_raw_colours_stand_in_the_tokens_only(sheet: Path) -> None:
    found = COLOUR.findall(sheet.read_text())
    assert bool(found) is (sheet.name == "tokens.css")


def test_every_token_in_use_is_there_and_every_one_there_is_in_use() -> None:
    sheets = {path.name: path.read_text() for path in CSS.glob("*.css")}
    made = set(re.findall(r"(--[\w-]+):", "".join(sheets.values())))
    used = set(re.findall(r"var\((--[\w-]+)", "".join(sheets.values())))
    assert used - made == set()
    assert made - used == set()


def weight(*names: str) -> int:
    """Give what files weigh as they are served, compressed, in bytes."""
    return sum(len(gzip.compress(find_asset(name).content, mtime=0)) for name in names)


def test_the_style_sheets_of_the_page_with_most_of_them_stay_light() -> None:
    editor_after_a_bounce = ("page", "filing", "packet", "review", "print")
    assert weight(*(f"css/{name}.css" for name in editor_after_a_bounce)) <= 9_000


def test_every_style_sheet_is_served_to_some_page() -> None:
    base = (templates_folder() / "base.html").read_text("utf-8")
    bundled = {part for parts in BUNDLES.values() for part in parts}
    for sheet in sorted(CSS.glob("*.css")):
        name = f"css/{sheet.name}"
        assert name in bundled or f"'{name}'" in base or f'"{sheet.stem}"' in base, name


def test_comments_are_left_out_and_rules_are_not() -> None:
    served = find_asset("css/page.css").content.decode()
    assert "/*" not in served
    written = [(static_folder() / part).read_text("utf-8") for part in BUNDLES["css/page.css"]]
    assert served.count("{") == sum(part.count("{") for part in written)


@pytest.mark.parametrize("path", sorted(JS.glob("*.js")), ids=lambda path: path.name)
def test_a_script_loses_its_comments_and_nothing_else(path: Path) -> None:
    served = find_asset(f"js/{path.name}").content.decode()
    written = path.read_text("utf-8")
    in_comment, kept = False, []
    for line in written.splitlines():
        in_comment = in_comment or line.lstrip().startswith("/**")
        if not in_comment and not line.lstrip().startswith("//"):
            kept.append(line)
        in_comment = in_comment and not line.rstrip().endswith("*/")
    assert served.splitlines() == kept
    assert all(line.count("`") % 2 == 0 for line in kept), "a text goes over several lines"


@pytest.mark.parametrize("name", ["css/none.css", "../pyproject.toml", "css", "", "css/page.txt"])
def test_what_is_not_a_static_file_is_not_served(name: str) -> None:
    with pytest.raises(NotFound):
        find_asset(name)


def test_the_editor_loads_little_script() -> None:
    editor = (templates_folder() / "packets" / "edit.html").read_text("utf-8")
    names = re.search(r"with names=\((.*?)\)", editor)
    assert names
    own = re.findall(r'"([\w-]+)"', names[1])
    assert "autosave" in own
    assert weight(*(f"js/{name}.js" for name in (*own, "guard", "shortcuts"))) <= 10_500
