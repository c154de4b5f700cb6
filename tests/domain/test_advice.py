import pytest

from escalator.domain.completeness import advice
from escalator.domain.model import Answer, Packet
from tests.builders import NOW, checklist_of, complete, rows, with_answers

LOG = "2025-10-07T10:20:44Z WARN delivery=dlv_71c4b9 paused: circuit open after 20 failures\n"


def log(text: str) -> Answer:
    return rows({"source": "webhook-worker", "time_range": "12:20 +02:00", "text": text})


def advised(packet: Packet) -> list[tuple[str, str]]:
    found = advice(checklist_of(packet.checklist.name), packet, now=NOW)
    return [(each.item, each.code) for each in found]


def packet(**answers: Answer | None) -> Packet:
    """A complete packet whose log fits its error text, request IDs and times."""
    return with_answers(complete("api-integration"), **{"logs": log(LOG), **answers})


def test_a_log_that_fits_gets_no_advice() -> None:
    assert advised(packet()) == []


def test_without_a_log_there_is_no_advice() -> None:
    assert advised(packet(logs=None, error_text="Something else entirely")) == []


@pytest.mark.parametrize(
    "error",
    [
        "CIRCUIT OPEN after 20 failures",
        "Delivery stopped\n  circuit open after 20 failures",
        '{"delivery": "dlv_71c4b9", "state": "stopped"}',
        "None",
        "none shown",
    ],
)
def test_an_error_text_counts_as_found_by_a_line_or_an_identifier_of_it(error: str) -> None:
    assert advised(packet(error_text=error)) == []


def test_an_error_text_that_is_not_in_the_log_is_pointed_out() -> None:
    found = advised(packet(error_text="LABEL_NOT_PRINTED: tray empty"))
    assert found == [("error_text", "error_not_in_log")]


def test_request_ids_of_which_none_is_in_the_log_are_pointed_out() -> None:
    ids = rows({"id": "dlv_000000", "at": "2025-10-07T12:20:44+02:00"})
    assert advised(packet(request_ids=ids)) == [("request_ids", "request_id_not_in_log")]


def test_one_request_id_in_the_log_is_enough() -> None:
    ids = rows(
        {"id": "dlv_000000", "at": "2025-10-07T12:20:44+02:00"},
        {"id": "DLV_71C4B9", "at": "2025-10-07T12:20:44+02:00"},
    )
    assert advised(packet(request_ids=ids)) == []


TIMES = [
    ("2025-10-07T10:20:44Z", True),
    ("2025-10-07T12:20:44.123+0200", True),
    ("2025-10-07 10:20:44,001 UTC", True),
    ("[07/Oct/2025:12:20:44 +0200]", True),
    ("Tue, 7 Oct 2025 12:20:44 +0200", True),
    ("2025/10/07 23:20:44", True),  # without a zone it may be anyone's clock
    ("Oct  7 10:20:44", True),  # without a year it is not understood
    ("2025-09-07T10:20:44Z", False),
    ("2024-10-07T10:20:44Z", False),
    ("[07/Sep/2025:12:20:44 +0200]", False),
    ("2025-10-08T23:20:44Z", False),
    ("2025/10/05 10:20:44", False),
]


@pytest.mark.parametrize(("stamp", "fits"), TIMES)
def test_a_log_from_another_time_is_pointed_out(stamp: str, *, fits: bool) -> None:
    found = advised(packet(logs=log(LOG.replace("2025-10-07T10:20:44Z", stamp))))
    assert found == ([] if fits else [("logs", "log_outside_time_range")])


def test_one_excerpt_from_the_right_time_is_enough() -> None:
    both = rows(
        {"source": "a", "time_range": "b", "text": LOG},
        {"source": "a", "time_range": "b", "text": "2024-01-01T00:00:00Z for comparison"},
    )
    assert advised(packet(logs=both)) == []


def test_a_long_log_is_judged_by_its_beginning_and_its_end() -> None:
    early = "2025-10-01T00:00:00Z INFO still fine\n"
    body = "no time stands in this line\n" * 20_000
    assert advised(packet(logs=log(early + body + LOG))) == []
    assert advised(
        packet(logs=log(early + body + "circuit open after 20 failures dlv_71c4b9"))
    ) == [("logs", "log_outside_time_range")]


@pytest.mark.parametrize("first_seen", [None, "last week", "2025-10-07T12:05"])
def test_times_are_not_compared_while_first_seen_is_not_known(first_seen: str | None) -> None:
    old = log(LOG.replace("2025", "2019"))
    assert advised(packet(first_seen=first_seen, logs=old)) == []


def test_advice_stands_in_checklist_order() -> None:
    ids = rows({"id": "dlv_000000", "at": "2025-10-07T12:20:44+02:00"})
    found = advised(
        packet(error_text="LABEL_NOT_PRINTED", request_ids=ids, logs=log("2019-01-01 00:00:00Z"))
    )
    assert [item for item, _ in found] == ["error_text", "logs", "request_ids"]
