import gzip
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from escalator.resources import static_folder

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


def weight(paths: list[Path]) -> int:
    """Give what the files weigh compressed, in bytes."""
    return sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in paths)


def test_all_style_sheets_together_stay_light() -> None:
    assert weight(list(CSS.glob("*.css"))) <= 11_000


def test_the_editor_loads_little_script() -> None:
    editor = (
        "autosave",
        "copy",
        "guard",
        "limits",
        "paste-log",
        "rows",
        "sections",
        "shortcuts",
    )
    assert weight([JS / f"{name}.js" for name in editor]) <= 10_500
