import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.errors import Unreadable
from escalator.domain.model import JSON, Packet
from escalator.domain.packet import from_json, plain_text, read_json, to_json, write_json
from tests.domain.packets import make_packet, packets, with_answers


def changed(**changes: JSON) -> dict[str, JSON]:
    """Return a packet's JSON with these keys changed, or left out when None."""
    value = {**to_json(make_packet()), **changes}
    return {key: entry for key, entry in value.items() if entry is not None}


@given(packets)
def test_a_packet_survives_json(packet: Packet) -> None:
    assert from_json(to_json(packet)) == packet


@given(packets)
def test_a_packet_survives_its_json_text_byte_for_byte(packet: Packet) -> None:
    text = write_json(packet)
    assert read_json(text) == packet
    assert write_json(read_json(text)) == text


def test_the_order_of_answers_does_not_show() -> None:
    there = with_answers(ask="Fix it today", problem="It is down")
    back = with_answers(problem="It is down", ask="Fix it today")
    assert write_json(there) == write_json(back)


def test_what_may_be_left_out_is_empty() -> None:
    packet = from_json(
        changed(
            reference=None,
            revision=None,
            priority_rationale=None,
            not_available=None,
            exceptions=None,
        )
    )
    assert packet == make_packet(reference="", revision=0, not_available={})


@pytest.mark.parametrize("empty", ["", []])
def test_an_answer_that_says_nothing_is_no_answer(empty: JSON) -> None:
    assert from_json(changed(answers={"ask": empty})).answers == {}


@pytest.mark.parametrize(
    ("value", "place"),
    [
        (None, "The whole file"),
        ([], "The whole file"),
        (changed(format=None), "format"),
        (changed(format="escalator-packet/2"), "format"),
        (changed(checklist=None), "checklist"),
        (changed(checklist="general/1"), "checklist"),
        (changed(checklist={"name": "general"}), "checklist.version"),
        (changed(checklist={"name": "General", "version": 1}), "checklist.name"),
        (changed(checklist={"name": "general", "version": 0}), "checklist.version"),
        (changed(checklist={"name": "general", "version": True}), "checklist.version"),
        (changed(checklist={"name": "general", "version": 1, "x": 1}), "checklist.x"),
        (changed(target={"tier": "S4", "team": "a"}), "target.tier"),
        (changed(target={"tier": "S3", "team": "a/../b"}), "target.team"),
        (changed(target={"tier": "S3", "team": "a\n"}), "target.team"),
        (changed(priority="P5"), "priority"),
        (changed(priority=1), "priority"),
        (changed(answers=[]), "answers"),
        (changed(answers={"ask": True}), "answers.ask"),
        (changed(answers={"ask": 1.5}), "answers.ask"),
        (changed(answers={"ask": {}}), "answers.ask"),
        (changed(answers={"ask": 2**53}), "answers.ask"),
        (changed(answers={"logs": ["a", {}]}), "answers.logs[0]"),
        (changed(answers={"logs": [{"text": 1}]}), "answers.logs[0].text"),
        (changed(answers={"logs": [{"te`xt": "a"}]}), "answers.logs[0]"),
        (changed(answers={"a b": "c"}), "answers"),
        (changed(answers={"": "c"}), "answers"),
        (changed(not_available={"ask": 1}), "not_available.ask"),
        (changed(reference="e-1"), "reference"),
        (changed(reference="E-1\n"), "reference"),
        (changed(revision=-1), "revision"),
        (changed(revision="1"), "revision"),
        (changed(priority_rationale=1), "priority_rationale"),
        (changed(exceptions={}), "exceptions"),
        (changed(exceptions=[{}]), "exceptions[0].items"),
        (changed(exceptions=[{"items": ["a"], "reason": 1}]), "exceptions[0].reason"),
        (changed(exceptions=[{"items": [1], "reason": "b"}]), "exceptions[0].items"),
        (
            changed(exceptions=[{"items": [], "reason": "b", "broke_glass": 1}]),
            "exceptions[0].broke_glass",
        ),
        (changed(extra=1), "extra"),
    ],
)
def test_another_shape_is_refused_with_its_place(value: JSON, place: str) -> None:
    with pytest.raises(Unreadable) as refused:
        from_json(value)
    assert refused.value.reason.startswith(f"{place} ")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("---\nformat: escalator-packet/1\n", 1),
        ('{\n  "format": "escalator-packet/1",\n}', 3),
        ('{"a": 1, "a": 2}', 0),
        ('{"a": NaN}', 0),
        ("[" * 100_000, 0),
        ('{"a": ' + "9" * 10_000 + "}", 0),
    ],
)
def test_what_is_not_json_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(Unreadable) as refused:
        read_json(text)
    assert refused.value.line == line


def test_a_byte_order_mark_is_let_pass() -> None:
    assert read_json("\ufeff" + write_json(make_packet())) == make_packet()


def test_typed_text_is_made_plain_on_reading() -> None:
    value = json.loads('{"ask": "a\\r\\nb\\rc\\u0000d\\ud800e"}')
    assert from_json(changed(answers=value)).answers == {"ask": "a\nb\ncd\ufffde"}


@given(st.text())
def test_making_text_plain_twice_changes_nothing_more(text: str) -> None:
    plain = plain_text(text)
    assert plain_text(plain) == plain
    plain.encode()


@pytest.mark.parametrize("name", ["\x1b]0;typed\x07", "mara@customer.example", "x" * 65])
def test_a_name_that_cannot_be_one_is_not_quoted(name: str) -> None:
    target: dict[str, JSON] = {"tier": "S2", "team": "applications-s2", name: 1}
    for changes in ({name: 1}, {"target": target}):
        with pytest.raises(Unreadable) as caught:
            from_json(changed(**changes))
        assert "not part of a packet" in caught.value.reason
        assert name not in caught.value.reason


def test_a_list_of_packets_is_called_one() -> None:
    with pytest.raises(Unreadable, match="JSON list"):
        read_json("[" + write_json(make_packet()) + "]")
