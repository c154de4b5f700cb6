import gzip
import json
from random import Random

import pytest
from bs4 import BeautifulSoup

from escalator.domain.markdown import parse
from escalator.domain.model import (
    Action,
    BounceCharge,
    BounceReason,
    Resolution,
    RootCause,
    State,
)
from escalator.domain.packet import read_json
from escalator.services.drafts import Edit, save_draft
from escalator.services.exceptions import break_glass, decide_exception
from escalator.services.followup import contest, reply
from escalator.services.review import accept, ask, bounce, resolve
from escalator.services.rulings import rule_on_bounce
from escalator.services.submission import submit
from escalator.store.engine import writing
from escalator.store.rows import PacketRow
from tests.house import House, missing
from tests.web.pages import Visit
from tests.web.queries import counted_queries

MOST_QUERIES = 15
MOST_BYTES = 30_000
FIXED = Resolution(
    summary="The certificate was renewed; tell the customer to sign in again.",
    root_cause=RootCause.CONFIGURATION,
    reproduced=True,
    s1_could_have_solved=False,
    kb_url="https://kb.example.com/certificates",
)


def url(row: PacketRow, rest: str = "") -> str:
    return f"/packets/{row.reference}{rest}"


def words(page: BeautifulSoup, selector: str = "main") -> str:
    found = page.select_one(selector)
    assert found is not None, selector
    return found.get_text(" ", strip=True)


def resubmitted(house: House, row: PacketRow, **answers: str) -> PacketRow:
    """Bounce a packet for these items, change them, submit again."""
    with writing():
        charges = [missing(*answers, wanted="Give the exact values, as the log has them.")]
        bounce(house.desk("theo"), row.reference, charges, version=None)
    with writing():
        edit = Edit(dict(answers), {})
        saved = save_draft(house.desk("sam"), row.reference, edit, version=None)
    with writing():
        return submit(house.desk("sam"), row.reference, version=saved.row.version)


def moved(house: House, row: PacketRow, *, to: State) -> PacketRow:
    """Bring a submitted packet of Platform S3 into a state."""
    theo = house.desk("theo")
    with writing():
        if to is State.BOUNCED:
            bounce(theo, row.reference, [missing("ask")], version=None)
        if to in (State.ACCEPTED, State.RESOLVED):
            accept(theo, row.reference, version=None)
        if to is State.RESOLVED:
            resolve(theo, row.reference, FIXED, version=None)
    return row


@pytest.mark.parametrize(
    ("category", "readers"),
    [
        ("api-integration", {"sam", "sid", "theo", "tess", "lee"}),
        ("endpoint-device", {"sam", "sid", "ivo", "lee"}),
        ("security", {"sam", "sky"}),
    ],
)
def test_a_submitted_packet_is_there_for_those_who_may_read_it(
    house: House, visit: Visit, category: str, readers: set[str]
) -> None:
    row = house.submitted(category=category)
    for name in set(house.people) - {"ada"}:
        status = 200 if name in readers else 404
        for rest in ("", ".md", ".json", "/changes", "/items/ask/0"):
            assert visit(name).client.get(url(row, rest)).status_code == status, (name, rest)


def test_an_admin_reads_no_packet(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    for rest in ("", ".md", ".json", "/changes", "/items/ask/0"):
        visit("ada").get(url(row, rest), status=403)


def test_a_draft_is_there_for_its_team_and_no_engineer(house: House, visit: Visit) -> None:
    row = house.start(category="api-integration")
    seen = {name: visit(name).client.get(url(row)).status_code for name in house.people}
    assert {name for name, status in seen.items() if status == 200} == {"sam", "sid", "lee"}
    assert seen["theo"] == 404


@pytest.mark.parametrize(
    ("state", "name", "offered"),
    [
        (State.SUBMITTED, "theo", {"accept", "bounce", "pass-on", "decline", "ask"}),
        (State.SUBMITTED, "sam", {"withdraw"}),
        (State.SUBMITTED, "sid", set()),
        (State.SUBMITTED, "lee", set()),
        (State.ACCEPTED, "tess", {"bounce", "ask", "resolve"}),
        (State.ACCEPTED, "sam", set()),
        (State.BOUNCED, "sam", {"edit", "check", "contest", "withdraw"}),
        (State.BOUNCED, "theo", set()),
        (State.RESOLVED, "sam", {"close", "reopen"}),
        (State.RESOLVED, "theo", set()),
    ],
)
def test_each_person_is_offered_their_own_moves(
    house: House, visit: Visit, state: State, name: str, offered: set[str]
) -> None:
    row = moved(house, house.submitted(category="api-integration"), to=state)
    page = visit(name).get(url(row))
    links = [str(tag["href"]) for tag in page.select("main a[href]")]
    links += [str(tag["action"]) for tag in page.select("main form[action]")]
    ends = {link.removeprefix(url(row, "/")) for link in links if link.startswith(url(row, "/"))}
    moves = {action.value.replace("_", "-") for action in Action} | {"check"}
    assert ends & moves == offered


def test_an_engineer_is_offered_no_decision_on_their_own_packet(house: House, visit: Visit) -> None:
    row = house.submitted("theo", "api-integration")
    assert row.target_team.slug == "platform-s3"
    page = visit("theo").get(url(row))
    assert page.select_one(f'form[action="{url(row, "/accept")}"]') is None
    assert page.select_one("[data-bounce]") is None


def test_the_first_look_says_five_things(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    page = visit("theo").get(url(row))
    terms = [one.get_text() for one in page.select(".first-look dt")]
    assert terms == ["They ask", "Impact", "Why P2", "Evidence", "Ruled out"]
    looks = [one.get_text() for one in page.select(".first-look dd")]
    assert looks[0].startswith(row.ask)
    assert "1,912 affected" in looks[1]
    assert looks[2] == "One customer is blocked and the workaround is painful."
    assert "log excerpt" in looks[3]
    assert "the signing secret" in looks[4]


def test_each_item_of_the_packet_can_be_linked_to(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    page = visit("theo").get(url(row))
    for item in row.answers:
        assert page.select_one(f"#item-{item}") is not None, item


def test_an_answer_with_personal_data_shows_a_marked_placeholder(
    house: House, visit: Visit
) -> None:
    row = house.submitted(
        category="api-integration", actual="The mail to kim@customer.example never arrives there."
    )
    page = visit("theo").get(url(row))
    assert "kim@customer.example" not in str(page)
    marks = [one["title"] for one in page.select("#item-actual + .answer mark")]
    assert marks == ["Hidden e-mail address 1"]


def test_hostile_text_never_becomes_a_tag(house: House, visit: Visit) -> None:
    evil = "</code></pre><script>alert(1)</script><img src=x onerror=alert(1)> is what it shows"
    row = house.submitted(
        category="api-integration", problem=evil, actual=evil, error_text=f"{evil}\n{evil}"
    )
    row = moved(house, row, to=State.ACCEPTED)
    with writing():
        ask(house.desk("theo"), row.reference, text=evil, version=None)
    for name in ("sam", "theo", "lee"):
        page = visit(name).get(url(row))
        assert page.select("script:not([src]), main img") == []
        assert evil in words(page)


def test_a_bounced_packet_shows_why_and_links_to_the_items(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    with writing():
        wanted = BounceCharge(BounceReason.UNUSABLE, ("actual",), "Say what the log says here.")
        bounce(house.desk("theo"), row.reference, [wanted], version=None)
    page = visit("sam").get(url(row))
    assert "Stopped: 1 item to change" in words(page, ".line")
    bounced = words(page, ".bounce")
    assert "Theo Marsh returned this" in bounced
    assert "Unusable : What happens instead" in bounced
    assert "Say what the log says here." in bounced
    assert page.select_one('.bounce a[href="#item-actual"]') is not None


def test_what_changed_since_the_bounce_stands_before_the_first_look(
    house: House, visit: Visit
) -> None:
    row = house.submitted(category="api-integration")
    row = resubmitted(house, row, region="eu-central-1, tenant t-4411", steps="1. Call it twice")
    page = visit("theo").get(url(row))
    headings = [one.get_text(strip=True) for one in page.select("main h2")]
    changed = headings.index("What changed since the bounce")
    assert changed < headings.index("First look")
    items = [one.get_text(" ", strip=True) for one in page.select(".returned h3")]
    assert items == [
        "Region and tenant was at fault, changed",
        "Steps to reproduce was at fault, changed",
    ]
    added = page.select_one(".diff .added ins")
    assert added is not None
    assert added.get_text() == "eu-central-1, tenant t-4411"
    assert page.select_one(".diff .removed del") is not None


def test_what_was_at_fault_comes_first_among_what_changed(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    with writing():
        bounce(house.desk("theo"), row.reference, [missing("steps")], version=None)
    with writing():
        edit = Edit({"steps": "1. Call it twice", "region": "eu-central-1, tenant t-4411"}, {})
        saved = save_draft(house.desk("sam"), row.reference, edit, version=None)
    with writing():
        submit(house.desk("sam"), row.reference, version=saved.row.version)
    page = visit("theo").get(url(row))
    items = [one.get_text(" ", strip=True) for one in page.select(".returned h3")]
    assert items == ["Steps to reproduce was at fault, changed", "Region and tenant changed"]


def test_a_packet_submitted_once_has_no_changes_to_show(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    page = visit("theo").get(url(row))
    assert page.select(".returned, .diff") == []


def test_two_revisions_can_be_compared(house: House, visit: Visit) -> None:
    row = resubmitted(house, house.submitted(category="api-integration"), region="eu-west-9")
    row = resubmitted(house, row, steps="1. Call it twice")
    theo = visit("theo")
    assert "Region and tenant" not in words(theo.get(url(row, "/changes")))
    page = theo.get(url(row, "/changes?from=1&to=3"))
    assert "Region and tenant" in words(page)
    assert "Steps to reproduce" in words(page)
    same = theo.get(url(row, "/changes?from=2&to=2"))
    assert "say the same" in words(same)


@pytest.mark.parametrize("number", ["9", "0", "-1", "x", "1e3", "٣", "99999999999"])
def test_a_revision_that_never_was_is_not_found(house: House, visit: Visit, number: str) -> None:
    row = house.submitted(category="api-integration")
    for rest in (f"?revision={number}", f".md?revision={number}", f"/changes?from={number}"):
        visit("theo").get(url(row, rest), status=404)


def test_an_earlier_revision_says_that_it_is_one(house: House, visit: Visit) -> None:
    row = resubmitted(house, house.submitted(category="api-integration"), region="eu-west-9")
    page = visit("theo").get(url(row, "?revision=1"))
    assert "You are reading revision 1" in words(page)
    assert "eu-west-9" not in words(page, ".packet")
    assert "eu-west-9" in words(visit("theo").get(url(row)), ".packet")


def test_markdown_and_json_give_the_packet_back(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    client = visit("theo").client
    as_markdown, as_json = client.get(url(row, ".md")), client.get(url(row, ".json"))
    assert as_markdown.content_type == "text/markdown; charset=utf-8"
    assert as_json.content_type.startswith("application/json")
    assert parse(as_markdown.text) == read_json(as_json.text)
    assert json.loads(as_json.text)["reference"] == row.reference


@pytest.mark.parametrize(
    ("rest", "header"),
    [
        (".md", 'inline; filename="{0}-r2.md"'),
        (".md?download=1", 'attachment; filename="{0}-r2.md"'),
        (".md?revision=1&download=1", 'attachment; filename="{0}-r1.md"'),
        (".json?download=1", 'attachment; filename="{0}-r2.json"'),
        ("/items/logs/0", 'inline; filename="{0}-r2-logs-1.txt"'),
    ],
)
def test_a_file_is_named_after_the_revision(
    house: House, visit: Visit, rest: str, header: str
) -> None:
    row = resubmitted(house, house.submitted(category="api-integration"), region="eu-west-9")
    response = visit("theo").client.get(url(row, rest))
    assert response.headers["Content-Disposition"] == header.format(row.reference)


def test_a_long_log_is_shortened_and_can_be_read_whole(house: House, visit: Visit) -> None:
    log = "\n".join(f"2026-06-01T08:00:00Z step {number} of the job" for number in range(2_000))
    logs = ({"source": "gateway", "time_range": "08:00 to 08:10 UTC", "text": log},)
    row = house.submitted(category="api-integration", logs=logs)
    page = visit("theo").get(url(row))
    assert "step 1000 of" not in words(page)
    link = page.select_one(".left-out a")
    assert link is not None
    whole = visit("theo").client.get(str(link["href"]))
    assert whole.content_type == "text/plain; charset=utf-8"
    assert whole.text.startswith("Source: gateway\n")
    assert whole.text.endswith(log)


@pytest.mark.parametrize("rest", ["/items/logs/9", "/items/nothing/0", "/items/ask/1"])
def test_a_text_that_is_not_there_is_not_found(house: House, visit: Visit, rest: str) -> None:
    row = house.submitted(category="api-integration")
    visit("theo").get(url(row, rest), status=404)


def test_an_open_question_asks_its_author_for_the_reply(house: House, visit: Visit) -> None:
    row = moved(house, house.submitted(category="api-integration"), to=State.ACCEPTED)
    with writing():
        ask(house.desk("theo"), row.reference, text="Was a backup restored?", version=None)
    page = visit("sam").get(url(row))
    assert "Was a backup restored?" in words(page, ".question")
    assert page.select_one(f'form[action="{url(row, "/reply")}"] textarea[name="text"]') is not None
    assert visit("theo").get(url(row)).select(f'form[action="{url(row, "/reply")}"]') == []
    with writing():
        reply(house.desk("sam"), row.reference, text="No, nobody did.", version=None)
    page = visit("theo").get(url(row))
    assert page.select(".question") == []
    assert "No, nobody did." in words(page, "aside")


def test_a_question_that_a_decision_closed_is_asked_no_more(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    with writing():
        ask(house.desk("theo"), row.reference, text="Was a backup restored?", version=None)
    row = moved(house, row, to=State.BOUNCED)
    page = visit("sam").get(url(row))
    assert page.select(".question") == []
    assert "Closed without a reply" in words(page, "aside")


def test_a_resolution_says_how_it_was_solved(house: House, visit: Visit) -> None:
    row = moved(house, house.submitted(category="api-integration"), to=State.RESOLVED)
    told = words(visit("sam").get(url(row)), ".resolution")
    assert FIXED.summary in told
    assert "Root cause Configuration" in told
    assert "S1 could have solved it No" in told
    assert FIXED.kb_url in told


def test_a_contest_and_its_ruling_are_told(house: House, visit: Visit) -> None:
    row = moved(house, house.submitted(category="api-integration"), to=State.BOUNCED)
    with writing():
        made = contest(
            house.desk("sam"), row.reference, why="The ask is there, in full.", version=None
        )
    page = visit("sam").get(url(row))
    assert "Contested; a lead will rule on it" in words(page)
    assert page.select(f'form[action="{url(row, "/contest")}"]') == []
    assert visit("lee").get(url(row)).select_one('a[href="/requests"]') is not None
    with writing():
        rule_on_bounce(house.desk("lee"), made.id, void=True, reason="It was there in full.")
    assert "it counts as accepted" in words(visit("theo").get(url(row)))


def test_a_broken_glass_says_what_is_owed_and_till_when(house: House, visit: Visit) -> None:
    row = house.start(category="login-sso")
    with writing():
        save_draft(house.desk("sam"), row.reference, Edit({"actual": None}, {}), version=None)
    with writing():
        made = break_glass(
            house.desk("sam"), row.reference, reason="Nobody can sign in.", version=None
        )
    with writing():
        row = submit(house.desk("sam"), row.reference, version=None)
    house.clock.advance(hours=1)
    page = visit("theo").get(url(row))
    assert "Runs under an exception" in words(page, ".line")
    assert page.select(".line-bar .open") != []
    assert "Sam Porter broke the glass; a lead decides after" in words(page)
    assert "Still owed, due in 3 h." in words(page)
    assert "Hand in what is owed" in words(visit("sam").get(url(row)))
    with writing():
        decide_exception(house.desk("lee"), made.id, approve=True, reason="Right to do.")
    assert "a lead approved" in words(visit("theo").get(url(row)))


def test_the_history_tells_who_did_what(house: House, visit: Visit) -> None:
    row = resubmitted(house, house.submitted(category="api-integration"), region="eu-west-9")
    told = [
        one.get_text(" ", strip=True) for one in visit("theo").get(url(row)).select(".timeline li")
    ]
    assert [one.rsplit(" ", 4)[0] for one in told] == [
        "Sam Porter submitted it again, revision 2",
        "Theo Marsh bounced it: Missing",
        "Sam Porter submitted it",
        "Sam Porter started the packet",
    ]


def test_times_are_shown_in_the_time_zone_of_who_looks(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    theo = visit("theo")
    theo.post("/account", time_zone="Asia/Tokyo", do="settings")
    shown = theo.get(url(row)).select_one(".timeline time")
    assert shown is not None
    assert shown.get_text() == "1 Jun 2026, 18:00"
    assert shown["datetime"] == "2026-06-01T09:00:00+00:00"


def test_the_page_costs_few_queries_whatever_its_history(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    theo, counts = visit("theo"), []
    for number in range(3):
        row = resubmitted(house, row, region=f"eu-west-{number + 2}")
        with counted_queries(house) as asked:
            theo.get(url(row))
        counts.append(len(asked))
    assert counts[1] == counts[2] <= MOST_QUERIES


@pytest.mark.parametrize("is_noise", [False, True])
def test_the_page_of_a_large_packet_loads_in_thirty_kilobytes(
    house: House, visit: Visit, is_noise: bool
) -> None:
    noise = Random(1)
    log = "\n".join(
        f"step {noise.randbytes(60).hex() if is_noise else n} took {n % 900} ms"
        for n in range(3_000)
    )
    logs = tuple(
        {"source": f"gateway {number}", "time_range": "08:00 to 09:00 UTC", "text": log}
        for number in range(8)
    )
    row = house.submitted(category="api-integration", logs=logs)
    response = visit("theo").client.get(url(row))
    page = BeautifulSoup(response.text, "html.parser")
    linked = [str(tag.get("href") or tag.get("src")) for tag in page.select("link[href], script")]
    files = [visit("theo").client.get(one).data for one in linked]
    sizes = [len(gzip.compress(part)) for part in (response.data, *files)]
    assert sum(sizes) <= MOST_BYTES, sizes


def test_keys_do_what_their_buttons_say(house: House, visit: Visit) -> None:
    row = house.submitted(category="api-integration")
    page = visit("theo").get(url(row))
    keys = {
        str(one["data-key"]): next(one.stripped_strings) for one in page.select("main [data-key]")
    }
    assert keys == {"a": "Accept", "b": "Bounce", "q": "Ask", "p": "Pass on", "d": "Decline"}
