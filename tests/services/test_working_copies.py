"""Leads work on one copy of each checklist and publish it: what is in use, and who wins."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC
from threading import Barrier

import pytest

from escalator.contracts import Contracts, in_offered_order
from escalator.domain.checklist import Checklist, read_checklist
from escalator.domain.errors import BadContract, InvalidEntry, NotFound, StaleCopy
from escalator.domain.json_places import Document, at, drop, put
from escalator.domain.model import ChecklistId, Tier
from escalator.services.checklists import (
    checklist_to_export,
    contracts_in_use,
    find_checklist,
    release_checklists,
    released_checklist,
    releases,
)
from escalator.services.drafts import Edit, Start, save_draft, start_packet
from escalator.services.figures.causes import checklist_changes
from escalator.services.figures.filters import Days, Filters
from escalator.services.working_copies import (
    Change,
    begun_copies,
    change_copy,
    discard_copy,
    findings,
    numbered,
    open_copy,
    publish,
    replace_copy,
)
from escalator.store.engine import writing
from tests.house import House, contracts, example

LABEL = ("properties", "region", "x-escalator", "label")
GENERAL = contracts.checklists["general"]


def labelled(text: str) -> Change:
    """A change of one item's label."""
    return lambda document: put(document, *LABEL, value=text)


def published(house: House, text: str = "Where", note: str = "Because") -> ChecklistId:
    """Change and publish the general checklist as Lee."""
    with writing():
        copy = open_copy(house.desk("lee"), "general")
        copy = change_copy(house.desk("lee"), "general", labelled(text), version=copy.version)
        return publish(house.desk("lee"), "general", version=copy.version, note=note)


def from_file(checklist: Checklist) -> dict[str, Checklist]:
    """The shipped checklists with one in place of its namesake."""
    return {**contracts.checklists, checklist.id.name: checklist}


def test_nothing_is_stored_before_something_is_changed(house: House) -> None:
    copy = open_copy(house.desk("lee"), "general")
    assert (copy.is_begun, copy.version, copy.checklist) == (False, 0, GENERAL)
    assert begun_copies(house.desk("lee")) == ()


def test_a_change_is_kept_with_who_made_it_and_leaves_the_version_in_use(house: House) -> None:
    with writing():
        change_copy(house.desk("lee"), "general", labelled("Where"), version=0)
    copy = open_copy(house.desk("lee"), "general")
    assert (copy.changed_by, copy.version, copy.base) == ("Lee Stone", 1, 1)
    assert at(copy.document, *LABEL) == "Where"
    assert copy.checklist.id.version == 2
    assert copy.in_use == GENERAL
    assert house.desk("sam").contracts.checklists["general"] == GENERAL


def test_a_new_packet_takes_the_published_version_and_one_under_way_keeps_its_own(
    house: House,
) -> None:
    before = house.start()
    assert published(house) == ChecklistId("general", 2)
    desk = house.desk("sam")
    with writing():
        after = start_packet(desk, Start("another", "general", example("general").target, {}))
    assert (before.checklist_version, after.checklist_version) == (1, 2)
    with writing():
        saved = save_draft(
            house.desk("sam"), before.reference, Edit({"region": "eu-west-1"}, {}), version=None
        ).row
    assert saved.checklist_version == 1
    assert find_checklist(desk, ChecklistId("general", 1)).item("region").label != "Where"
    assert find_checklist(desk, ChecklistId("general", 2)).item("region").label == "Where"


def test_a_published_version_is_on_record_with_its_note_and_marks_the_charts(house: House) -> None:
    house.clock.advance(days=1)
    published(house, note="Engineers asked for it.")
    newest, first = releases(house.session(), "general")
    assert (newest.id.version, newest.by, newest.note) == (
        2,
        "Lee Stone",
        "Engineers asked for it.",
    )
    assert (first.by, first.note) == ("", "")
    today = house.clock.now.astimezone(UTC).date()
    days = Days(today, today, "UTC")
    (change,) = checklist_changes(house.desk("lee"), Filters(days), days.period)
    assert (change.name, change.version) == ("general", 2)
    assert (change.by, change.note) == ("Lee Stone", "Engineers asked for it.")


def test_a_note_is_scrubbed_before_it_is_stored(house: House) -> None:
    published(house, note="Asked for by bo.jensen@customer.example.")
    assert releases(house.session(), "general")[0].note == "Asked for by [EMAIL-1]."


def test_publishing_ends_the_copy_and_the_next_goes_on_counting(house: House) -> None:
    published(house)
    copy = open_copy(house.desk("lee"), "general")
    assert not copy.is_begun
    assert copy.version == 2
    assert published(house, "Where to") == ChecklistId("general", 3)


def test_of_two_who_publish_at_once_one_wins_and_the_other_learns_who(house: House) -> None:
    with writing():
        copy = change_copy(house.desk("lee"), "general", labelled("Where"), version=0)
        publish(house.desk("lee"), "general", version=copy.version, note="First")
        with pytest.raises(StaleCopy) as refused:
            publish(house.desk("ada"), "general", version=copy.version, note="Second")
    assert refused.value.changed_by == "Lee Stone"
    assert refused.value.published == 2
    assert len(releases(house.session(), "general")) == 2


def test_a_change_made_from_a_form_that_is_too_old_is_refused(house: House) -> None:
    with writing():
        change_copy(house.desk("lee"), "general", labelled("Where"), version=0)
        with pytest.raises(StaleCopy) as refused:
            change_copy(house.desk("ada"), "general", labelled("Which"), version=0)
        assert (refused.value.changed_by, refused.value.published) == ("Lee Stone", 0)
        with pytest.raises(StaleCopy) as own:
            change_copy(house.desk("lee"), "general", labelled("Which"), version=0)
    assert own.value.changed_by == ""


def test_a_form_made_before_a_copy_was_discarded_is_not_taken_for_the_next(house: House) -> None:
    with writing():
        old = change_copy(house.desk("lee"), "general", labelled("Where"), version=0)
        discard_copy(house.desk("lee"), "general", version=old.version)
        change_copy(house.desk("lee"), "general", labelled("Which"), version=2)
        with pytest.raises(StaleCopy):
            change_copy(house.desk("ada"), "general", labelled("Whose"), version=old.version)


def test_a_discarded_copy_is_gone_and_the_version_in_use_stays(house: House) -> None:
    with writing():
        copy = change_copy(house.desk("lee"), "general", labelled("Where"), version=0)
        discard_copy(house.desk("lee"), "general", version=copy.version)
        again = open_copy(house.desk("lee"), "general")
        assert (again.is_begun, again.checklist) == (False, GENERAL)
        with pytest.raises(NotFound):
            discard_copy(house.desk("lee"), "general", version=again.version)


@pytest.mark.parametrize(
    ("change", "note", "problem"),
    [
        (labelled("Where"), " ", {"note": "Say in a sentence why it changed."}),
        (labelled("Where"), "x" * 501, {"note": "At most 500 characters; this has 501."}),
        (lambda document: document, "Note", {"copy": "Nothing differs from the version in use."}),
        (
            lambda document: put(document, "properties", "region", "x-escalator", "why", value="?"),
            "Note",
            {"copy": "1 thing has to be changed before it can be published."},
        ),
    ],
)
def test_what_cannot_be_published_is_refused_and_kept(
    house: House, change: Change, note: str, problem: dict[str, str]
) -> None:
    with writing():
        copy = change_copy(house.desk("lee"), "general", change, version=0)
        with pytest.raises(InvalidEntry) as refused:
            publish(house.desk("lee"), "general", version=copy.version, note=note)
    assert refused.value.problems == problem
    assert open_copy(house.desk("lee"), "general").version == copy.version
    assert len(releases(house.session(), "general")) == 1


def test_publishing_what_nobody_began_is_refused(house: House) -> None:
    with writing(), pytest.raises(InvalidEntry):
        publish(house.desk("lee"), "general", version=0, note="Note")


def test_a_checklist_that_no_target_may_take_is_found_before_it_is_published(house: House) -> None:
    only_s2 = put(dict(GENERAL.schema), "x-escalator", "only_teams", value=["nobody-s2"])
    problems = findings(house.desk("lee"), read_checklist(only_s2, ""))
    assert [problem.reason for problem in problems] == ["No target may take packets of “general”."]


def test_a_change_after_which_it_cannot_be_read_is_refused(house: House) -> None:
    with writing(), pytest.raises(BadContract) as refused:
        change_copy(house.desk("lee"), "general", lambda one: drop(one, *LABEL), version=0)
    assert refused.value.place == "/properties/region/x-escalator/label"
    assert begun_copies(house.desk("lee")) == ()


# -- Import ---------------------------------------------------------------------------------------


def test_a_file_with_the_next_number_becomes_the_working_copy(house: House) -> None:
    document = labelled("Where")(numbered(dict(GENERAL.schema), 2))
    with writing():
        copy = replace_copy(house.desk("lee"), document, version=None)
    assert copy.document == document
    assert copy.base == 1


def test_a_released_version_can_be_taken_up_again_under_the_next_number(house: House) -> None:
    published(house)
    with writing():
        copy = replace_copy(house.desk("lee"), dict(GENERAL.schema), version=None)
        again = publish(house.desk("lee"), "general", version=copy.version, note="Back again")
    assert again.version == 3
    assert house.desk("sam").contracts.checklists["general"].items == GENERAL.items


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (1, "Version 1 is released with other content."),
        (3, "The newest version here is 1, so 3 is too high."),
    ],
)
def test_a_file_with_a_wrong_number_is_refused(house: House, number: int, reason: str) -> None:
    document = labelled("Where")(numbered(dict(GENERAL.schema), number))
    with writing(), pytest.raises(BadContract) as refused:
        replace_copy(house.desk("lee"), document, version=None)
    assert refused.value.place == "/x-escalator/version"
    assert refused.value.reason == f"{reason} Give the changed checklist version 2."
    assert begun_copies(house.desk("lee")) == ()


def test_a_file_replaces_only_a_copy_that_was_seen(house: House) -> None:
    document = labelled("Where")(numbered(dict(GENERAL.schema), 2))
    with writing():
        change_copy(house.desk("lee"), "general", labelled("Which"), version=0)
        with pytest.raises(StaleCopy):
            replace_copy(house.desk("ada"), document, version=None)
        assert at(replace_copy(house.desk("ada"), document, version=1).document, *LABEL) == "Where"


def test_a_new_checklist_comes_from_a_file_and_is_offered_once_published(house: House) -> None:
    document = put(dict(GENERAL.schema), "x-escalator", "name", value="field-service")
    document = put(document, "x-escalator", "title", value="Field service")
    with writing():
        copy = replace_copy(house.desk("lee"), document, version=None)
    assert copy.in_use is None
    assert "field-service" not in house.desk("sam").contracts.checklists
    house.desk("sam").session.close()
    with writing():
        publish(house.desk("lee"), "field-service", version=copy.version, note="New")
    offered = house.desk("sam").contracts.checklists
    assert offered["field-service"].title == "Field service"
    assert list(offered)[-1] == "general"


# -- Versions of files ----------------------------------------------------------------------------


def restart(house: House, *checklists: Checklist) -> None:
    files = dict(contracts.checklists)
    for one in checklists:
        files[one.id.name] = one
    with writing(), house.session() as session:
        release_checklists(session, replace(contracts, checklists=files), now=house.clock())


def other(number: int, label: str = "From a file") -> Checklist:
    """Another general checklist, as a file would bring it."""
    document: Document = labelled(label)(numbered(dict(GENERAL.schema), number))
    return read_checklist(document, "general.schema.json")


def test_a_restart_with_the_same_files_keeps_what_was_published(house: House) -> None:
    published(house)
    restart(house)
    assert house.desk("sam").contracts.checklists["general"].id.version == 2


def test_a_file_that_contradicts_a_published_version_keeps_it_from_starting(house: House) -> None:
    published(house)
    with pytest.raises(BadContract) as refused:
        restart(house, other(2))
    assert refused.value.file == "general.schema.json"
    assert refused.value.place == "/x-escalator/version"
    assert "published here by Lee Stone on 2026-06-01" in refused.value.reason
    assert "escalator checklist export general --number 3" in refused.value.reason
    assert "To use the file, give it version 3." in refused.value.reason


def test_a_published_version_can_be_exported_while_a_file_contradicts_it(house: House) -> None:
    published(house)

    def broken() -> Contracts:
        raise BadContract(file="general.schema.json", place="", reason="It is not JSON.")

    with house.session() as session:
        assert label(checklist_to_export(session, broken, "general", None)) == "Where"
        assert label(checklist_to_export(session, broken, "general", 2)) == "Where"
        assert label(checklist_to_export(session, broken, "general", 1)) == "Region and tenant"
        with pytest.raises(BadContract):
            checklist_to_export(session, broken, "never-released", None)


def label(checklist: Checklist) -> str:
    return checklist.item("region").label


def test_a_file_that_contradicts_an_earlier_file_keeps_it_from_starting(house: House) -> None:
    with pytest.raises(BadContract) as refused:
        restart(house, other(1))
    assert "published" not in refused.value.reason


def test_what_was_published_may_stand_in_a_file_too(house: House) -> None:
    published(house)
    with house.session() as session:
        same = released_checklist(session, ChecklistId("general", 2))
    restart(house, same)
    assert house.desk("sam").contracts.checklists["general"].id.version == 2
    restart(house, read_checklist(numbered(dict(same.schema), 3), "general.schema.json"))
    assert house.desk("sam").contracts.checklists["general"].id.version == 3


def test_a_file_with_a_higher_number_comes_into_use(house: House) -> None:
    published(house)
    files = replace(contracts, checklists=in_offered_order(from_file(other(3)).values()))
    with writing(), house.session() as session:
        release_checklists(session, files, now=house.clock())
        in_use = contracts_in_use(session, files).checklists["general"]
    assert in_use.item("region").label == "From a file"


def test_a_copy_begun_before_another_version_came_into_use_says_so(house: House) -> None:
    with writing():
        change_copy(house.desk("lee"), "general", labelled("Where"), version=0)
    restart(house, other(2))
    copy = open_copy(house.desk("lee"), "general")
    assert copy.is_behind
    assert copy.in_use == other(2)
    assert open_copy(house.desk("lee"), "security").is_behind is False


def test_a_published_checklist_that_the_policy_contradicts_keeps_it_from_starting(
    house: House,
) -> None:
    policy = replace(
        contracts.policy,
        targets=tuple(one for one in contracts.policy.targets if one.tier is Tier.S3),
    )
    with pytest.raises(BadContract) as refused, house.session() as session:
        release_checklists(session, replace(contracts, policy=policy), now=house.clock())
    assert refused.value.file == "policy.json"


def test_of_two_who_publish_in_the_same_moment_exactly_one_wins(house: House) -> None:
    with writing():
        copy = change_copy(house.desk("lee"), "general", labelled("Where"), version=0)
    both = Barrier(2)

    def try_to(name: str) -> str:
        desk = house.desk(name)
        desk.session.rollback()
        both.wait(timeout=30)
        with writing():
            try:
                publish(desk, "general", version=copy.version, note=f"By {name}")
            except StaleCopy as error:
                return f"after {error.changed_by}, version {error.published}"
            finally:
                desk.session.close()
        return "published"

    with ThreadPoolExecutor(2) as pool:
        outcomes = dict(zip(("lee", "ada"), pool.map(try_to, ("lee", "ada")), strict=True))
    winner = next(name for name, outcome in outcomes.items() if outcome == "published")
    loser = "ada" if winner == "lee" else "lee"
    assert outcomes[loser] == f"after {house.people[winner].name}, version 2"
    newest, *others = releases(house.session(), "general")
    assert (newest.id.version, newest.note, len(others)) == (2, f"By {winner}", 1)
