"""How much may be typed is said when it comes near, and nothing is cut off."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opens
from tests.house import House


@pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("name", "limit"), [("problem", 300), ("actual", 20_000)])
def test_a_limit_is_told_when_it_comes_near_and_when_it_is_passed(
    house: House, opened: Opens, name: str, limit: int
) -> None:
    row = house.start()
    page = opened("sam@north.example", f"/packets/{row.reference}/edit")
    note = page.locator(f"#{name}-limit")
    page.fill(f"#{name}", "Half of it. " * (limit // 24))
    expect(page.get_by_text("characters left")).to_have_count(0)
    page.fill(f"#{name}", "x" * (limit - 10))
    expect(note).to_have_text("10 characters left")
    assert f"{name}-limit" in str(page.get_attribute(f"#{name}", "aria-describedby"))
    page.fill(f"#{name}", "x" * (limit + 3))
    expect(note).to_have_text("3 characters too many")
    assert len(page.input_value(f"#{name}")) == limit + 3
