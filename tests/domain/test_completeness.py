from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.completeness import (
    Due,
    all_gaps,
    due,
    gaps,
    progress,
    without_blanks,
)
from escalator.domain.model import Answer, Gap, GapException, Packet, Priority, Tier
from tests.builders import (
    CATEGORIES,
    NOW,
    aimed_at,
    bundled,
    checklist_from,
    checklist_of,
    complete,
    earlier_api_checklist,
    incomplete,
    rows,
    with_answers,
)

TRIED = {"tried": "Restarted the export worker", "result": "Stops at the same row"}


def judge(packet: Packet) -> tuple[Gap, ...]:
    return gaps(checklist_of(packet.checklist.name), packet, now=NOW)


def codes(packet: Packet) -> list[tuple[str, str, str]]:
    return [(gap.item, gap.code, gap.place) for gap in judge(packet)]


def changed(category: str, **answers: Answer | None) -> Packet:
    return with_answers(complete(category), **answers)


ONE_CHANGE: list[tuple[str, Answer, str, str]] = [
    ("ask", "see ticket", "filler", ""),
    ("ask", "What should they do?", "filler", ""),
    ("ask", "x" * 20_001, "too_long", ""),
    ("ticket", "Ticket", "filler", ""),
    ("customer", "n/a", "filler", ""),
    ("scope", "everybody", "not_a_choice", ""),
    ("scope", 3, "not_a_choice", ""),
    ("at_stake", ("money", "honour"), "not_a_choice", ""),
    ("ticket_url", "helpdesk/4711", "bad_url", ""),
    ("ticket_url", "javascript:alert(1)", "bad_url", ""),
    ("ticket_url", "https://", "bad_url", ""),
    ("ticket_url", "https://a b.example.com/", "bad_url", ""),
    ("first_seen", "2025-10-07T07:30", "no_time_zone", ""),
    ("first_seen", "yesterday", "bad_timestamp", ""),
    ("first_seen", "2025-02-30T07:30Z", "bad_timestamp", ""),
    ("first_seen", "2025-10-07T07:30+25:00", "bad_timestamp", ""),
    ("first_seen", "2025-10-08T18:00Z", "in_future", ""),
    ("last_seen", "2025-10-01T07:30Z", "before_first_seen", ""),
    ("affected_count", "many", "not_a_number", ""),
    ("affected_count", 0, "out_of_range", ""),
    ("affected_count", -3, "out_of_range", ""),
    ("ask", 7, "bad_format", ""),
    ("troubleshooting", "restarted", "bad_format", ""),
    ("troubleshooting", rows(TRIED), "too_few", ""),
    ("troubleshooting", rows(TRIED, {"tried": "Cleared the cache"}), "no_result", "1.result"),
    ("troubleshooting", rows(TRIED, {"result": "Nothing changed"}), "missing", "1.tried"),
    ("troubleshooting", rows(TRIED, TRIED | {"tried": "test"}), "filler", "1.tried"),
    ("troubleshooting", rows(TRIED, TRIED | {"mood": "low"}), "bad_format", "1"),
    ("troubleshooting", (TRIED,) * 51, "too_many", ""),
    ("logs", rows({"source": "web", "time_range": "10:00 UTC"}), "missing", "0.text"),
    (
        "evidence_links",
        rows({"what": "asdf", "where": "In the ticket as a.png"}),
        "filler",
        "0.what",
    ),
    ("request_ids", rows({"id": "req_1", "at": "10:42"}), "bad_timestamp", "0.at"),
    ("request_ids", rows({"id": "req_1", "at": "2031-01-01T00:00Z"}), "in_future", "0.at"),
    ("colour", "blue", "unknown_item", ""),
]


@pytest.mark.parametrize(("item", "answer", "code", "place"), ONE_CHANGE)
def test_one_unusable_answer_is_one_gap(item: str, answer: Answer, code: str, place: str) -> None:
    assert codes(changed("general", **{item: answer})) == [(item, code, place)]


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_item_that_is_always_due_blocks_when_it_is_left_out(category: str) -> None:
    packet = complete(category)
    for name, why in due(checklist_of(category), packet).items():
        if name in packet.not_available:
            continue
        found = judge(with_answers(packet, **{name: None}))
        assert (name, "missing") in [(gap.item, gap.code) for gap in found]
        assert next(gap for gap in found if gap.item == name).because == why.because


@pytest.mark.parametrize("text", ["500", "GET", "v2", "No", "/v2/invoices", "429, then 200"])
def test_a_short_honest_value_is_no_gap(text: str) -> None:
    packet = changed("api-integration", api_path=text, http_status="503", region="EU")
    assert judge(packet) == ()


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-07T07:30:00+01:00",
        "2025-10-07T07:30Z",
        "2025-10-07 07:30 +01:00",
        "2025-10-07t07:30:59.123456z",
        "2025-10-07T07:30-0700",
        "2025-10-07 07:30 UTC",
    ],
)
def test_a_timestamp_may_be_written_in_any_of_the_usual_ways(text: str) -> None:
    assert judge(changed("general", first_seen=text)) == ()


def test_a_clock_a_few_minutes_ahead_is_not_the_future() -> None:
    ahead = (NOW + timedelta(minutes=4)).isoformat()
    assert judge(changed("general", first_seen=ahead)) == ()


def test_a_deadline_may_lie_in_the_future() -> None:
    assert judge(changed("general", deadline="2031-01-01T00:00Z")) == ()


@pytest.mark.parametrize(
    "link", ["https://[IP-1]/x?y=1", "http://[HOST-2.1]:8080/", "HTTPS://a.example/"]
)
def test_a_link_whose_host_the_scrubber_hid_is_still_a_link(link: str) -> None:
    assert judge(changed("general", ticket_url=link)) == ()


def test_an_example_typed_back_is_a_gap_but_a_common_value_is_not() -> None:
    item = checklist_of("general").item("ask")
    assert codes(changed("general", ask=item.example.upper())) == [("ask", "example_copied", "")]
    region = checklist_of("general").item("region")
    assert judge(changed("general", region=region.example)) == ()


def test_the_example_of_a_column_typed_back_is_a_gap_too() -> None:
    column = checklist_of("general").item("troubleshooting").column("tried")
    assert column is not None
    packet = changed(
        "general", troubleshooting=rows(TRIED, {"tried": column.example, "result": "No change"})
    )
    assert codes(packet) == [("troubleshooting", "example_copied", "1.tried")]


def test_blank_rows_do_not_count_and_do_not_move_the_places_of_others() -> None:
    blank = {"tried": " ", "result": "\u200b"}
    packet = changed(
        "general", troubleshooting=rows(blank, TRIED, blank, {"tried": "Cleared the cache"})
    )
    assert codes(packet) == [("troubleshooting", "no_result", "3.result")]


@pytest.mark.parametrize(("tier", "fewest"), [(Tier.S2, 2), (Tier.S3, 3)])
@pytest.mark.parametrize("category", [name for name in CATEGORIES if name != "security"])
def test_each_tier_wants_its_number_of_things_tried(category: str, tier: Tier, fewest: int) -> None:
    packet = aimed_at(complete(category), tier)
    other = {"tried": "Signed in from another office", "result": "No difference"}
    for count in range(1, 4):
        answer = (TRIED, other, TRIED)[:count]
        found = judge(with_answers(packet, troubleshooting=answer))
        has_gap = ("troubleshooting", "too_few") in [(gap.item, gap.code) for gap in found]
        assert has_gap == (count < fewest)


def test_a_gap_inside_a_row_says_which_row_it_is() -> None:
    bad = {"tried": "test", "result": "x" * 20_001}
    messages = [gap.message for gap in judge(changed("general", troubleshooting=rows(TRIED, bad)))]
    assert len(messages) == 2
    assert all(message.startswith("Row 2: ") for message in messages)


def test_a_missing_repeated_item_says_how_many_rows_it_needs() -> None:
    packet = with_answers(complete("api-integration"), troubleshooting=None)
    (gap,) = judge(packet)
    assert "at least 3 rows" in gap.message
    assert gap.because.startswith("S3 ")


@pytest.mark.parametrize("priority", list(Priority))
def test_a_p1_or_p2_needs_the_affected_count_and_the_next_update(priority: Priority) -> None:
    packet = replace(changed("general", affected_count=None, next_update=None), priority=priority)
    wanted = ["next_update", "affected_count"] if priority in ("P1", "P2") else []
    assert [gap.item for gap in judge(packet)] == wanted


SOFTWARE = (
    "api-integration",
    "data-integrity",
    "general",
    "login-sso",
    "performance-outage",
    "release-regression",
)


@pytest.mark.parametrize("category", SOFTWARE)
def test_software_sent_to_s3_needs_reproduction_request_ids_and_environment(category: str) -> None:
    packet = aimed_at(complete(category), Tier.S3)
    asked = due(checklist_of(category), with_answers(packet, reproduces="always"))
    assert {"steps", "request_ids", "environment", "reproduces"} <= set(asked)
    asked = due(checklist_of(category), with_answers(packet, reproduces="no"))
    assert "reproduction_attempts" in asked
    assert "steps" not in asked


CONDITIONS: list[tuple[str, dict[str, Answer], str]] = [
    ("api-integration", {"http_status": "503, then 429"}, "rate_limit"),
    ("login-sso", {"protocol": "saml"}, "certificate_expiry"),
    ("network-connectivity", {"failure_kind": "dns"}, "dns_result"),
    ("network-connectivity", {"failure_kind": "tls"}, "tls_detail"),
    ("network-connectivity", {"failure_kind": "loss"}, "loss_latency"),
    ("email-delivery", {"delivery_result": "bounced"}, "bounce_text"),
    ("email-delivery", {"delivery_result": "vanished"}, "message_trace"),
    ("release-regression", {"rollback_possible": "no"}, "rollback_blocker"),
    ("release-regression", {"deploy_kind": "flag"}, "flag_off"),
    ("endpoint-device", {"same_model": "fail"}, "affected"),
    ("data-integrity", {"data_symptom": "mixed"}, "downstream"),
    ("security", {"data_exposed": "confirmed"}, "data_kinds"),
    ("security", {"contained": "yes"}, "containment"),
    ("performance-outage", {"symptom": "slow"}, "baseline"),
    ("general", {"workaround": "good"}, "workaround_text"),
    ("general", {"at_stake": ("none", "data")}, "stake_detail"),
]


@pytest.mark.parametrize(("category", "answers", "item"), CONDITIONS)
def test_one_answer_makes_another_item_due_and_says_why(
    category: str, answers: dict[str, Answer], item: str
) -> None:
    packet = with_answers(complete(category), **{item: None}, **answers)
    packet = replace(packet, not_available={})
    (gap,) = [gap for gap in judge(packet) if gap.item == item]
    assert gap.code == "missing"
    assert gap.because.endswith(".")


def test_the_earlier_api_checklist_let_s2_packets_pass_without_request_ids() -> None:
    packet = aimed_at(changed("api-integration", request_ids=None), Tier.S2)
    assert gaps(earlier_api_checklist(), packet, now=NOW) == ()
    assert [gap.item for gap in judge(packet)] == ["request_ids"]


# Not available


def marked(item: str, reason: str) -> Packet:
    packet = with_answers(complete("api-integration"), **{item: None})
    return replace(packet, not_available={item: reason})


def test_a_due_item_that_cannot_be_had_for_a_reason_is_no_gap() -> None:
    assert judge(marked("request_ids", "The customer's client does not keep them.")) == ()


@pytest.mark.parametrize(
    "reason", ["", " ", "n/a", "not available", ".", "Request, trace or correlation IDs"]
)
def test_a_mark_without_a_real_reason_is_a_gap(reason: str) -> None:
    assert codes(marked("request_ids", reason)) == [("request_ids", "na_without_reason", "")]


def test_a_reason_has_a_limit() -> None:
    assert codes(marked("request_ids", "word " * 500)) == [("request_ids", "too_long", "")]


def test_some_items_cannot_be_marked_not_available() -> None:
    assert codes(marked("ticket", "Nobody wrote it down.")) == [("ticket", "na_not_allowed", "")]


def test_an_item_nobody_asked_for_cannot_be_marked_either() -> None:
    packet = replace(complete("general"), not_available={"colour": "It has none."})
    assert codes(packet) == [("colour", "unknown_item", "")]


def test_an_answer_counts_even_when_the_item_is_also_marked() -> None:
    packet = replace(complete("general"), not_available={"ticket": "", "error_text": ""})
    assert judge(packet) == ()


# Exceptions


def test_an_exception_takes_its_items_out_of_gaps_but_not_out_of_all_gaps() -> None:
    packet = replace(
        changed("general", ticket=None, customer=None),
        exceptions=(GapException(("ticket",), "The helpdesk is down."),),
    )
    assert [gap.item for gap in judge(packet)] == ["customer"]
    found = all_gaps(checklist_of("general"), packet, now=NOW)
    assert [gap.item for gap in found] == ["ticket", "customer"]


@given(st.sampled_from(CATEGORIES), st.data())
def test_gaps_are_all_gaps_without_those_of_excepted_items(
    category: str, data: st.DataObject
) -> None:
    packet = incomplete(category)
    found = all_gaps(checklist_of(category), packet, now=NOW)
    items = data.draw(st.sets(st.sampled_from([gap.item for gap in found])))
    excepted = replace(packet, exceptions=(GapException(tuple(items), "It cannot wait."),))
    assert all_gaps(checklist_of(category), excepted, now=NOW) == found
    assert judge(excepted) == tuple(gap for gap in found if gap.item not in items)


# Properties


@given(st.sampled_from(CATEGORIES), st.data())
def test_filling_an_item_never_adds_an_unrelated_gap(category: str, data: st.DataObject) -> None:
    checklist, good = checklist_of(category), complete(category)
    names = sorted(good.answers)
    some = data.draw(st.sets(st.sampled_from(names)))
    name = data.draw(st.sampled_from(names))
    before = replace(
        good, answers={each: answer for each, answer in good.answers.items() if each in some}
    )
    after = with_answers(before, **{name: good.answers[name]})
    new = set(gaps(checklist, after, now=NOW)) - set(gaps(checklist, before, now=NOW))
    newly_due = due(checklist, after).keys() - due(checklist, before).keys()
    assert {gap.item for gap in new} <= newly_due


@given(st.sampled_from(CATEGORIES), st.data())
def test_a_blank_answer_equals_an_absent_one(category: str, data: st.DataObject) -> None:
    packet = complete(category)
    checklist = checklist_of(category)
    blanks: st.SearchStrategy[Answer] = st.one_of(
        st.text(" \t\n\u200b", max_size=5),
        st.just(()),
        st.lists(st.just({"tried": " ", "id": ""}), max_size=3).map(tuple),
    )
    name = data.draw(st.sampled_from([item.name for item in checklist.items]))
    blank = data.draw(blanks)
    found = gaps(checklist, with_answers(packet, **{name: blank}), now=NOW)
    assert found == gaps(checklist, with_answers(packet, **{name: None}), now=NOW)


ANSWERS: st.SearchStrategy[Answer] = st.one_of(
    st.text(max_size=40),
    st.integers(),
    st.lists(st.text(max_size=10), max_size=3).map(tuple),
    st.lists(
        st.dictionaries(st.sampled_from(["tried", "id", "text"]), st.text(max_size=9)), max_size=3
    ).map(tuple),
)


@given(st.sampled_from(CATEGORIES), st.data())
def test_whatever_is_typed_is_judged_in_checklist_order_with_a_sentence_each(
    category: str, data: st.DataObject
) -> None:
    checklist = checklist_of(category)
    order = [item.name for item in checklist.items]
    typed = data.draw(st.dictionaries(st.sampled_from(order), ANSWERS, max_size=6))
    found = gaps(checklist, with_answers(complete(category), **typed), now=NOW)
    ranks = [order.index(gap.item) for gap in found]
    assert ranks == sorted(ranks)
    assert all(gap.message.endswith(".") for gap in found)
    assert len({(gap.item, gap.place) for gap in found}) == len(found)


# Due and progress


def test_due_says_why_and_how_many() -> None:
    asked = due(checklist_of("general"), complete("general"))
    assert asked["ask"] == Due(because="")
    assert asked["troubleshooting"].rows == 2
    assert asked["troubleshooting"].because


def test_progress_counts_sections_without_gaps() -> None:
    checklist = checklist_of("general")
    packet = changed("general", ask=None, ticket=None, customer=None)
    state = progress(checklist, packet, judge(packet))
    assert (state.complete, state.total) == (5, 7)
    assert [section.gap_count for section in state.sections] == [1, 2, 0, 0, 0, 0, 0]
    assert state.sections[0].answered == 0
    assert state.sections[2].is_complete


def test_a_section_says_what_it_holds_and_an_empty_one_is_not_called_complete() -> None:
    packet = changed("general", ask=None, ticket=None, customer=None, request_ids=None)
    packet = replace(packet, not_available={})
    state = progress(checklist_of("general"), packet, judge(packet))
    words = [section.words for section in state.sections]
    assert words[:3] == ["1 gap", "2 gaps", "complete"]
    assert words[4] == "nothing needed"


def test_answers_without_blanks_lose_blank_columns_and_rows() -> None:
    answers: dict[str, Answer] = {
        "a": " ",
        "b": "x",
        "c": ({"p": "1", "q": " "}, {"p": ""}),
        "d": ("", "y"),
        "e": 0,
    }
    assert without_blanks(answers) == {"b": "x", "c": ({"p": "1"},), "d": ("y",), "e": 0}


def test_rules_of_a_team_s_own_schema_become_gaps_too() -> None:
    schema = bundled("general")
    properties = schema["properties"]
    assert isinstance(properties, dict)
    ticket = properties["ticket"]
    assert isinstance(ticket, dict)
    ticket |= {"pattern": "^ZD-[0-9]{1,9}$", "minLength": 6}
    checklist = checklist_from(schema)
    for text, code in (("ZD-1", "too_short"), ("ZD-ABCDEF", "bad_format"), ("ZD-123456", "")):
        found = gaps(checklist, changed("general", ticket=text), now=NOW)
        assert [gap.code for gap in found] == ([code] if code else [])


def test_a_pattern_is_not_tried_on_a_text_over_its_limit() -> None:
    schema = bundled("general")
    properties = schema["properties"]
    assert isinstance(properties, dict)
    ticket = properties["ticket"]
    assert isinstance(ticket, dict)
    ticket["pattern"] = "^(a|a)*$"  # stalls for ever on the text below
    found = gaps(checklist_from(schema), changed("general", ticket="a" * 400 + "b"), now=NOW)
    assert [gap.code for gap in found] == ["too_long"]
