"""The known issue shows up while its error is written down, and goes when the error is another."""

import pytest
from playwright.sync_api import expect

from escalator.domain.problems import ProblemState
from escalator.services.problems import Said, open_problem
from escalator.store.engine import writing
from tests.browser.conftest import Opens
from tests.house import House


@pytest.mark.parametrize("empty_database_url", ["sqlite"], indirect=True)
def test_a_known_issue_shows_while_its_error_is_written(opened: Opens, house: House) -> None:
    row = house.submitted(error_text="EXPORT_TIMEOUT: job exp_5c90 exceeded 60000 ms")
    told = Said(
        "Exports of many rows time out",
        ProblemState.KNOWN,
        house.people["erin"].id,
        known_issue="Export one month at a time.",
    )
    with writing():
        open_problem(house.desk("erin"), row.reference, told)
    draft = house.start(error_text="MAIL_REFUSED: the other side said no to it")
    page = opened("sam@north.example", f"/packets/{draft.reference}/edit")
    place = page.locator("[data-same-error]")
    expect(place).to_be_empty()
    page.fill("#error_text", "EXPORT_TIMEOUT: job exp_77aa exceeded 30000 ms")
    expect(place).to_contain_text("Known issue: Exports of many rows time out")
    page.fill("#error_text", "MAIL_REFUSED: the other side said no to it")
    expect(place).to_be_empty()
