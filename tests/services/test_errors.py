"""The errors that packets show: kept with each submission, found at start, told to readers only."""

import pytest
from sqlalchemy import delete, literal, select, update

from escalator.domain.fingerprint import fingerprint
from escalator.services.errors import digest_kept, error_of, find_errors, packets_alike
from escalator.services.review import bounce
from escalator.services.submission import submit, withdraw
from escalator.store.engine import writing
from escalator.store.fingerprints import ErrorRow
from escalator.store.rows import PacketRow
from tests.house import House, missing
from tests.services.moves import save

ERROR = "EXPORT_TIMEOUT: job exp_5c90 exceeded 60000 ms in stage stream_rows"
SAME = "EXPORT_TIMEOUT: job exp_77aa exceeded 30000 ms in stage stream_rows"
OTHER = "EXPORT_REFUSED: job exp_5c90 has no rows in stage stream_rows"


def digests(house: House) -> dict[int, str]:
    with house.session() as session:
        return {row.packet_id: row.digest for row in session.scalars(select(ErrorRow))}


def test_a_submission_keeps_the_error_that_it_shows_and_a_draft_none(house: House) -> None:
    house.start(error_text=ERROR)
    row = house.submitted(error_text=ERROR, product_area="Exports", product_version="4.18")
    assert digests(house) == {row.id: fingerprint({"error_text": SAME}, "general").digest}
    with house.session() as session:
        kept = session.get_one(ErrorRow, row.id)
    assert (kept.area, kept.version) == ("Exports", "4.18")
    assert kept.shape == "EXPORT_TIMEOUT: job exp_… exceeded … ms in stage stream_rows"


def test_a_resubmission_keeps_the_error_that_it_shows_now(house: House) -> None:
    row = house.submitted(error_text=ERROR)
    with writing():
        bounce(house.desk("erin"), row.reference, [missing("error_text")], version=None)
    changed = save(house, row, error_text=OTHER)
    assert digests(house)[row.id] != error_of(changed).digest
    with writing():
        submit(house.desk("sam"), row.reference, version=None)
    assert digests(house)[row.id] == error_of(changed).digest


def test_what_is_hidden_does_not_make_an_error_another(house: House) -> None:
    first = house.submitted(error_text="mailbox of mara@customer.example is over its quota now")
    second = house.submitted(error_text="mailbox of jon@other.example is over its quota now")
    found = digests(house)
    assert found[first.id] == found[second.id] != ""


def test_errors_of_packets_from_before_are_found_at_start(house: House) -> None:
    rows = [house.submitted(error_text=ERROR), house.submitted(category="security")]
    bounced = house.submitted(error_text=ERROR)
    with writing():
        bounce(house.desk("erin"), bounced.reference, [missing("error_text")], version=None)
    save(house, bounced, error_text=OTHER)  # not submitted yet, so nobody's to compare with
    kept = digests(house)
    with writing(), house.session() as session:
        session.execute(delete(ErrorRow).where(ErrorRow.packet_id == rows[0].id))
        session.execute(
            update(ErrorRow)
            .where(ErrorRow.packet_id != rows[0].id)
            .values(made_as=0, digest="of another definition")
        )
        session.commit()
        find_errors(session)
    assert digests(house) == kept
    assert kept[rows[1].id] == ""
    assert kept[bounced.id] == kept[rows[0].id]


@pytest.mark.parametrize(("name", "expected"), [("sid", 2), ("erin", 2), ("lee", 2), ("olga", 0)])
def test_a_reader_is_told_of_packets_with_the_same_error_that_they_may_read(
    house: House, name: str, expected: int
) -> None:
    rows = [house.submitted(error_text=text) for text in (ERROR, SAME, OTHER)]
    mine = house.submitted("olga", error_text=ERROR)
    found = packets_alike(house.desk(name), digest_kept(mine), but=mine)
    assert [row.id for row in found.rows] == [row.id for row in reversed(rows[:2])][:expected]
    assert found.total == expected


def test_a_withdrawn_packet_is_like_no_other(house: House) -> None:
    gone, row = house.submitted(error_text=ERROR), house.submitted(error_text=ERROR)
    with writing():
        withdraw(house.desk("sam"), gone.reference, why="Solved meanwhile.", version=None)
    assert packets_alike(house.desk("erin"), digest_kept(row), but=row).total == 0


@pytest.mark.parametrize(("name", "expected"), [("sid", 0), ("lee", 0), ("erin", 0), ("sky", 1)])
def test_a_security_packet_shows_up_only_for_those_who_may_read_it(
    house: House, name: str, expected: int
) -> None:
    row = house.submitted(error_text=ERROR)
    secret = house.submitted(category="security")
    digest = digests(house)[row.id]
    with writing(), house.session() as session:
        session.get_one(ErrorRow, secret.id).digest = digest
        session.get_one(PacketRow, row.id).team_id = None
        session.commit()
    found = packets_alike(house.desk(name), literal(digest), but=row)
    assert (found.total, len(found.rows)) == (expected, expected)


def test_packets_without_an_error_are_not_alike(house: House) -> None:
    row = house.submitted(error_text="None shown")
    house.submitted(error_text="None shown")
    assert packets_alike(house.desk("erin"), digest_kept(row), but=row).total == 0
