import json
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Page

from tests.browser.gallery.app import page_names
from tests.browser.gallery.conftest import Gallery

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
WIDTHS = (375, 768, 1440)


def findings(page: Page) -> list[str]:
    """Give what axe finds on the page as it stands, one line each.

    The script goes in by evaluate, as the content policy refuses a script tag.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("name", page_names())
def test_a_page_is_accessible_in_light_and_dark_at_every_width(
    gallery: Gallery, page: Page, complaints: list[str], name: str
) -> None:
    page.emulate_media(reduced_motion="reduce")  # a colour on its way to another is neither
    page.goto(f"{gallery.url}/{name}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert findings(page) == [], f"{name}, light, {width} px"
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    assert findings(page) == [], f"{name}, dark"
    assert complaints == []


@pytest.mark.parametrize("name", page_names())
def test_a_page_fits_the_narrowest_phone_with_one_heading_and_no_id_twice(
    gallery: Gallery, page: Page, name: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{gallery.url}/{name}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("h1").count() == 1
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert sorted(ids) == sorted(set(ids))


def test_a_chosen_theme_wins_over_the_system_s(gallery: Gallery, page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{gallery.url}/queue")
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(paper)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert page.evaluate(paper) != light


@pytest.mark.parametrize("section", ["context", "troubleshooting", "impact"])
def test_a_phone_shows_one_section_at_a_time(gallery: Gallery, page: Page, section: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{gallery.url}/editor")
    assert page.locator("section.section:visible").count() == 0
    page.locator(f"[data-rail] [data-section={section}] a").click()
    shown = page.locator("section.section:visible")
    assert [each.get_attribute("id") for each in shown.all()] == [f"section-{section}"]
    page.get_by_role("link", name="All sections").locator("visible=true").click()
    assert page.locator("[data-rail]").is_visible()


def test_a_gap_s_link_leads_to_its_field_on_a_phone(gallery: Gallery, page: Page) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{gallery.url}/editor")
    page.get_by_role("link", name="Say in which region").click()
    assert page.evaluate("document.activeElement.id") == "region"
    assert page.locator("#region").is_visible()


def test_a_packet_prints_without_what_one_presses(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/review")
    page.emulate_media(media="print")
    assert page.locator("article.packet").is_visible()
    for pressed in (".site-header", ".packet-head .actions", ".site-footer"):
        assert not page.locator(pressed).is_visible()


def test_axe_would_find_something_here(gallery: Gallery, page: Page) -> None:
    page.goto(f"{gallery.url}/queue")
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert any(json.dumps(found).startswith('"button-name') for found in findings(page))
