"""Not personal, hide it again, hide this too, leave it: everywhere in the packet, on record."""

import pytest

from escalator.domain.errors import (
    IllegalMove,
    InvalidEntry,
    NotAllowed,
    NotFound,
    StaleVersion,
)
from escalator.domain.events import taken_back
from escalator.domain.model import Action, Answer, Priority
from escalator.domain.packet import answers_from_json
from escalator.scrub import Kind
from escalator.services.drafts import Edit, save_draft
from escalator.services.exceptions import ask_exception
from escalator.services.hiding import ALWAYS_HIDDEN, Choice, Chosen, Decision, decide_hidden
from escalator.services.lists import history
from escalator.services.review import bounce
from escalator.services.scrubbing import scrubber_for
from escalator.store.engine import writing
from escalator.store.rows import EventRow, ExceptionRow, PacketRow
from tests.house import House, missing
from tests.services.test_filing import everything_in

MAIL = "help@vendor-desk.example"
TAKE_BACK, HIDE_AGAIN, HIDE, LEAVE = Decision


def decided(house: House, row: PacketRow, choice: Choice, *, name: str = "sam") -> Chosen:
    with writing():
        return decide_hidden(house.desk(name), row.reference, choice, version=None)


def answers_of(house: House, row: PacketRow) -> dict[str, Answer]:
    return answers_from_json(house.desk("sam").session.get_one(PacketRow, row.id).answers)


def events_of(house: House, row: PacketRow) -> tuple[EventRow, ...]:
    return history(house.desk("sam"), row)


def test_a_finding_taken_back_stays_hidden_where_nobody_knows_the_text_any_more(
    house: House,
) -> None:
    row = house.start(actual=f"Write to {MAIL}")
    chosen = decided(house, row, Choice(TAKE_BACK, "EMAIL-1"))
    assert (chosen.items, chosen.still) == (("actual",), ("actual",))
    assert answers_of(house, row)["actual"] == "Write to [EMAIL-1]"


def test_typed_again_it_stays(house: House) -> None:
    row = house.start(actual=f"Write to {MAIL}")
    decided(house, row, Choice(TAKE_BACK, "EMAIL-1"))
    with writing():
        again = Edit({"actual": f"Write to {MAIL} or bo@customer.example"}, {})
        save_draft(house.desk("sam"), row.reference, again, version=None)
    assert answers_of(house, row)["actual"] == f"Write to {MAIL} or [EMAIL-2]"


def test_typed_once_it_stands_everywhere_in_the_packet(house: House) -> None:
    row = house.start(
        actual=f"Write to {MAIL}",
        expected=f"{MAIL} answers",
        logs=({"source": "mail log", "text": f"to=<{MAIL}> from=<bo@customer.example>"},),
    )
    chosen = decided(house, row, Choice(TAKE_BACK, "EMAIL-1", value=MAIL))
    assert chosen.still == ()
    answers = answers_of(house, row)
    assert answers["actual"] == f"Write to {MAIL}"
    assert answers["logs"] == ({"source": "mail log", "text": f"to=<{MAIL}> from=<[EMAIL-2]>"},)


def test_a_value_that_did_not_stand_there_is_refused(house: House) -> None:
    row = house.start(actual=f"Write to {MAIL}")
    with pytest.raises(InvalidEntry) as refused:
        decided(house, row, Choice(TAKE_BACK, "EMAIL-1", value="help@vendor-desk.test"))
    assert "EMAIL-1" in refused.value.problems["value"]
    assert taken_back(events_of(house, row)) == ()


def test_what_the_browser_still_held_comes_back_letter_for_letter(house: House) -> None:
    typed = {"actual": "Dear Zofia Haddad, says Haddad", "expected": "Zofia is let in"}
    row = house.start(**typed)
    assert answers_of(house, row)["actual"] == "Dear [NAME-1], says [NAME-1]"
    chosen = decided(house, row, Choice(TAKE_BACK, "NAME-1", typed=({"actual": typed["actual"]},)))
    answers = answers_of(house, row)
    assert answers["actual"] == typed["actual"]
    assert answers["expected"] == "[NAME-1] is let in"
    assert chosen.still == ("expected",)


def test_a_text_typed_once_more_stands_where_the_browser_held_no_other_spelling(
    house: House,
) -> None:
    typed = {"actual": "Dear Zofia Haddad, says Haddad", "expected": "Zofia is let in"}
    row = house.start(**typed)
    held = ({"actual": typed["actual"]},)
    chosen = decided(house, row, Choice(TAKE_BACK, "NAME-1", value="Haddad", typed=held))
    answers = answers_of(house, row)
    assert answers["actual"] == typed["actual"]
    assert answers["expected"] == "Haddad is let in"
    assert chosen.still == ()


def test_what_the_browser_held_of_one_field_brings_it_back_in_all_others(house: House) -> None:
    row = house.start(actual=f"Write to {MAIL}", expected=f"{MAIL} answers")
    held = ({"actual": f"Write to {MAIL}"},)
    with writing():
        later = Edit({"actual": "Write to [EMAIL-1] at once"}, {})
        save_draft(house.desk("sam"), row.reference, later, version=None)
    chosen = decided(house, row, Choice(TAKE_BACK, "EMAIL-1", typed=held))
    answers = answers_of(house, row)
    assert answers["actual"] == f"Write to {MAIL} at once"
    assert answers["expected"] == f"{MAIL} answers"
    assert chosen.still == ()


@pytest.mark.parametrize(
    ("secret", "name"),
    [
        ("card 4111 1111 1111 1111", "CARD-1"),
        ("password=hunter-and-7-gatherers", "SECRET-1"),
        ("authorization: Bearer tok-9f8e7d6c5b4a39281706f5e4", "TOKEN-1"),
    ],
)
def test_keys_cards_and_passwords_are_never_taken_back(
    house: House, secret: str, name: str
) -> None:
    row = house.start(actual=f"It says {secret}")
    assert f"[{name}]" in str(answers_of(house, row)["actual"])
    with pytest.raises(InvalidEntry) as refused:
        decided(house, row, Choice(TAKE_BACK, name, value=secret.split("=")[-1]))
    assert ALWAYS_HIDDEN in refused.value.problems.values()
    assert [one.action for one in events_of(house, row)] == [Action.START]


@pytest.mark.parametrize("name", ["EMAIL-7", "EMAIL", "", "PASSWORD-1", "EMAIL-1]"])
def test_only_a_placeholder_of_this_packet_is_taken_back(house: House, name: str) -> None:
    row = house.start(actual=f"Write to {MAIL}")
    with pytest.raises(InvalidEntry):
        decided(house, row, Choice(TAKE_BACK, name))
    with pytest.raises(InvalidEntry):
        decided(house, row, Choice(HIDE_AGAIN, name))


def test_what_was_taken_back_is_hidden_again_and_nowhere_in_the_database(house: House) -> None:
    row = house.start(
        problem=f"Mail to {MAIL} is lost",
        actual=f"Write to {MAIL}",
        logs=({"source": "mail log", "text": f"to=<{MAIL}>"},),
    )
    decided(house, row, Choice(TAKE_BACK, "EMAIL-1", value=MAIL))
    assert MAIL in everything_in(house.engine)
    chosen = decided(house, row, Choice(HIDE_AGAIN, "EMAIL-1"))
    assert set(chosen.items) == {"problem", "actual", "logs"}
    assert MAIL not in everything_in(house.engine)
    assert answers_of(house, row)["actual"] == "Write to [EMAIL-1]"


def test_more_is_hidden_everywhere_it_stands(house: House) -> None:
    row = house.start(
        problem="FALCON fails",
        actual="Project Falcon fails",
        logs=({"source": "log", "text": "falcon: 502"},),
    )
    with writing():
        rest = Edit({}, {"region": "Only Falcon knows"}, sets_priority=True)
        save_draft(house.desk("sam"), row.reference, rest, version=None)
    chosen = decided(house, row, Choice(HIDE, value=" Falcon "))
    assert chosen.name == "HIDDEN-1"
    assert set(chosen.items) == {"problem", "actual", "logs", "region"}
    assert "falcon" not in everything_in(house.engine).lower()


def test_it_is_hidden_in_the_reason_of_the_priority_and_of_an_exception(house: House) -> None:
    row = house.start(actual="n/a")
    with writing():
        because = Edit(
            {},
            {},
            priority=Priority.P1,
            priority_rationale="Falcon launches today",
            sets_priority=True,
        )
        save_draft(house.desk("sam"), row.reference, because, version=None)
    with writing():
        ask_exception(
            house.desk("sam"),
            row.reference,
            items=("actual",),
            reason="Falcon is on a plane.",
            version=None,
        )
    decided(house, row, Choice(HIDE, value="Falcon", kind=Kind.NAME))
    session = house.desk("sam").session
    assert session.get_one(PacketRow, row.id).priority_rationale == "[NAME-1] launches today"
    assert session.query(ExceptionRow).one().reason == "[NAME-1] is on a plane."


def test_a_word_hidden_by_hand_leaves_the_options_of_the_checklist_alone(house: House) -> None:
    row = house.start(actual="One customer, none other")
    before = answers_of(house, row)
    for word in ("customer", "none", "one"):
        decided(house, row, Choice(HIDE, value=word))
    after = answers_of(house, row)
    assert after["actual"] == "[HIDDEN-3] [HIDDEN-1], [HIDDEN-2] other"
    for name in ("scope", "workaround", "at_stake"):
        assert after[name] == before[name], name


def test_what_was_hidden_by_hand_comes_back_typed_once(house: House) -> None:
    row = house.start(actual="Project Falcon fails", expected="Falcon runs")
    decided(house, row, Choice(HIDE, value="Falcon"))
    decided(house, row, Choice(TAKE_BACK, "HIDDEN-1", value="Falcon"))
    answers = answers_of(house, row)
    assert (answers["actual"], answers["expected"]) == ("Project Falcon fails", "Falcon runs")


@pytest.mark.parametrize("value", ["", "  ", "...", "x" * 81, "a [EMAIL-1]"])
def test_what_is_no_single_value_is_refused_in_words(house: House, value: str) -> None:
    row = house.start(actual=f"Write to {MAIL}")
    with pytest.raises(InvalidEntry) as refused:
        decided(house, row, Choice(HIDE, value=value))
    assert list(refused.value.problems) == ["value"]


def test_words_not_saved_yet_are_written_with_the_decision(house: House) -> None:
    row = house.start(actual="Nothing happens")
    with writing():
        decide_hidden(
            house.desk("sam"),
            row.reference,
            Choice(HIDE, value="Falcon"),
            version=row.version,
            edit=Edit({"actual": f"Falcon fails for {MAIL}"}, {}),
        )
    assert answers_of(house, row)["actual"] == "[HIDDEN-1] fails for [EMAIL-1]"


def test_who_decided_what_is_on_record_without_the_value(house: House) -> None:
    row = house.start(actual=f"Write to {MAIL}")
    decided(house, row, Choice(TAKE_BACK, "EMAIL-1", value=MAIL))
    decided(house, row, Choice(HIDE, value="Write"))
    _, back, more = events_of(house, row)
    assert (back.action, back.actor.name) == (Action.TAKE_BACK, "Sam Porter")
    assert back.facts == {"kind": "email", "placeholder": "EMAIL-1", "items": ["actual"]}
    assert more.facts == {"kind": "hidden", "placeholder": "HIDDEN-1", "items": ["actual"]}
    assert taken_back(events_of(house, row)) == ("EMAIL-1",)
    decided(house, row, Choice(HIDE_AGAIN, "EMAIL-1"))
    assert taken_back(events_of(house, row)) == ()


def test_a_doubtful_word_that_was_left_is_remembered_by_its_digest_only(house: House) -> None:
    word = "q7Zk2pLx9Rv4"
    row = house.start()
    decided(house, row, Choice(LEAVE, value=word))
    scrubber = scrubber_for(house.desk("sam"), row)
    assert scrubber.is_left(word)
    assert not scrubber.is_left(word + "x")
    assert word not in everything_in(house.engine)
    assert [one.action for one in events_of(house, row)] == [Action.START]


@pytest.mark.parametrize("choice", [Choice(TAKE_BACK, "EMAIL-1"), Choice(HIDE, value="Falcon")])
def test_a_decision_on_a_packet_as_it_was_is_refused(house: House, choice: Choice) -> None:
    row = house.start(actual=f"Write to {MAIL}")
    with pytest.raises(StaleVersion), writing():
        decide_hidden(house.desk("sam"), row.reference, choice, version=row.version - 1)


@pytest.mark.parametrize(
    ("name", "error"), [("sid", NotAllowed), ("lee", NotAllowed), ("olga", NotFound)]
)
def test_only_the_author_decides(house: House, name: str, error: type[Exception]) -> None:
    row = house.start(actual=f"Write to {MAIL}")
    for choice in (Choice(TAKE_BACK, "EMAIL-1"), Choice(HIDE, value="Falcon")):
        with pytest.raises(error):
            decided(house, row, choice, name=name)


def test_a_bounced_packet_is_decided_on_like_a_draft_and_a_submitted_one_is_not(
    house: House,
) -> None:
    row = house.submitted(actual=f"Write to {MAIL}")
    with pytest.raises(IllegalMove):
        decided(house, row, Choice(HIDE, value="Write"))
    with writing():
        bounce(house.desk("erin"), row.reference, [missing("actual")], version=None)
    decided(house, row, Choice(HIDE, value="Write"))
    assert answers_of(house, row)["actual"] == "[HIDDEN-1] to [EMAIL-1]"
