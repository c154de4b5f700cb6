"""Coaching notes, through the services, on both databases: who writes them and who reads them."""

import pytest

from escalator.domain.errors import InvalidEntry, NotAllowed, NotFound
from escalator.services.coaching import About, notes_for_lead, own_notes, write_note
from escalator.services.reviewers import hand_over
from escalator.store.engine import writing
from escalator.store.quality import CoachingNote
from escalator.store.rows import PacketRow
from tests.house import House
from tests.services.test_quality import PLATFORM, accepted, drawn, only, reviewer

NOTE = "Say when it was last seen, with its time zone."


def noted(house: House, who: str, row: PacketRow, words: str = NOTE) -> CoachingNote:
    with writing():
        return write_note(house.desk(who), row.reference, About(item="last_seen"), words)


def test_a_note_is_read_by_its_person_and_the_leads_only(house: House) -> None:
    row = accepted(house)
    noted(house, "lee", row)
    assert [one.text for one in own_notes(house.desk("sam")).rows] == [NOTE]
    assert [one.text for one in notes_for_lead(house.desk("lee")).rows] == [NOTE]
    for other in ("sid", "olga", "erin", "theo", "sky"):
        assert own_notes(house.desk(other)).rows == ()
        with pytest.raises(NotAllowed):
            notes_for_lead(house.desk(other))


def test_a_lead_can_narrow_notes_to_one_person(house: House) -> None:
    noted(house, "lee", accepted(house, "sam"))
    noted(house, "lee", accepted(house, "sid"))
    found = notes_for_lead(house.desk("lee"), person=house.people["sid"].id)
    assert [one.person.name for one in found.rows] == ["Sid Lowe"]


def test_a_reviewer_writes_a_note_and_whoever_is_none_cannot(house: House) -> None:
    row = accepted(house, category=PLATFORM)
    line = only(drawn(house)["desk-north"])
    if reviewer(house, line) != "tess":
        with writing():
            hand_over(house.desk("lee"), line.sampled.id, 1, turn=1)
    assert noted(house, "tess", row).person_id == row.author_id
    with pytest.raises(NotAllowed):
        noted(house, "theo", row)
    with pytest.raises(NotAllowed):
        noted(house, "sid", row)
    with pytest.raises(NotFound):
        noted(house, "olga", row)


def test_nobody_writes_a_note_to_themselves(house: House) -> None:
    with pytest.raises(NotAllowed):
        noted(house, "lee", accepted(house, "lee"))


def test_a_note_is_scrubbed_before_it_is_written(house: House) -> None:
    row = accepted(house)
    made = noted(house, "lee", row, "Leave marta.lind@customer.example out of the first line.")
    assert made.text == "Leave [EMAIL-1] out of the first line."


@pytest.mark.parametrize(
    ("about", "words", "field"),
    [
        (About(), NOTE, "about"),
        (About(line="nothing"), NOTE, "about"),
        (About(item="nothing"), NOTE, "about"),
        (About(line="evidence", item="last_seen"), NOTE, "about"),
        (About(line="evidence"), "  ", "text"),
    ],
)
def test_a_note_says_what_it_is_about(house: House, about: About, words: str, field: str) -> None:
    row = accepted(house)
    with writing(), pytest.raises(InvalidEntry) as refused:
        write_note(house.desk("lee"), row.reference, about, words)
    assert list(refused.value.problems) == [field]


def test_a_note_on_a_security_packet_is_for_its_author_alone(house: House) -> None:
    row = accepted(house, category="security")
    with pytest.raises(NotFound):
        noted(house, "lee", row)
    with house.session() as session:
        session.add(
            CoachingNote(
                packet_id=row.id,
                person_id=row.author_id,
                writer_id=house.people["sky"].id,
                written_at=house.clock(),
                line="evidence",
                item="",
                text=NOTE,
            )
        )
        session.commit()
    assert notes_for_lead(house.desk("lee")).rows == ()
    assert len(own_notes(house.desk("sam")).rows) == 1
