"""The checklist editor: a lead changes, previews, publishes; nothing anybody typed is lost."""

import io
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from escalator.contracts import read_document, write_document
from escalator.domain.errors import BadContract
from escalator.domain.json_places import Document, at, mapping, put
from escalator.services.checklists import releases
from escalator.services.working_copies import change_copy, open_copy, publish
from escalator.store.engine import writing
from tests.builders import CATEGORIES, bundled
from tests.house import House
from tests.web.pages import Visit, Visitor, form_values, heading

FORM = "main form"


def copy_of(house: House, name: str = "general") -> Document:
    """The working copy as it is stored."""
    return open_copy(house.desk("lee"), name).document


def about(document: Document, item: str) -> Document:
    return mapping(document, "properties", item, "x-escalator")


def text_of(page: BeautifulSoup) -> str:
    return page.get_text(" ", strip=True)


def press(
    visitor: Visitor, page: BeautifulSoup, do: str, form: str = FORM, **more: Any
) -> BeautifulSoup:
    """Press one of a form's buttons."""
    assert page.select_one(f"{form} [value='{do}']"), do
    return visitor.send(page, form, do=do, **more)


def relabel(house: House, text: str, who: str = "ada") -> None:
    """Change an item behind the visitor's back."""
    with writing():
        copy = open_copy(house.desk(who), "general")
        change_copy(
            house.desk(who),
            "general",
            lambda one: put(one, "properties", "region", "x-escalator", "label", value=text),
            version=copy.version,
        )


def test_a_lead_changes_an_item_and_publishes_it_with_a_note(visit: Visit, house: House) -> None:
    lee = visit("lee")
    page = lee.get("/checklists/general/items/region")
    page = lee.send(
        page,
        FORM,
        label="Region or tenant",
        why="Engineers open the log of one tenant at a time.",
        hint="As the address bar shows it.",
        always="always",
        codes=["missing"],
        may=["common_value"],
        do="save",
    )
    assert "Saved in the working copy: Region or tenant." in text_of(page)
    stored = copy_of(house)
    assert about(stored, "region")["label"] == "Region or tenant"
    assert about(stored, "region")["not_available"] is False
    assert about(stored, "region")["bounce_codes"] == ["missing"]
    page = lee.get("/checklists/general/publish")
    assert "Was: For S3 Now: Always" in text_of(page)
    assert "Was: Region and tenant Now: Region or tenant" in text_of(page)
    page = lee.send(page, FORM, note="Packets came back for it.")
    assert "Published: version 2." in text_of(page)
    assert releases(house.session(), "general")[0].note == "Packets came back for it."
    reference = house.start().reference
    assert "Region or tenant" in text_of(visit("sam").get(f"/packets/{reference}/edit"))


def test_a_form_left_as_it_is_changes_nothing(visit: Visit, house: House) -> None:
    lee = visit("lee")
    for item in (
        "ask",
        "first_seen",
        "environment",
        "at_stake",
        "affected_count",
        "logs",
        "ticket_url",
    ):
        before = copy_of(house)
        lee.send(lee.get(f"/checklists/general/items/{item}"), FORM, do="save")
        after = copy_of(house)
        assert after["properties"] == before["properties"], item
        assert after["required"] == before["required"]
    assert "Nothing differs" in text_of(
        lee.send(lee.get("/checklists/general/publish"), FORM, 422, note="Nothing")
    )


def test_a_real_value_in_an_example_is_pointed_out_before_publishing(visit: Visit) -> None:
    lee = visit("lee")
    page = lee.get("/checklists/general/items/client")
    lee.send(page, FORM, example="Safari of mara.jensen@customer.example", do="save")
    page = lee.get("/checklists/general/publish")
    assert "Looks personal or secret Browser, system or app: 1 e-mail address" in text_of(page)
    lee.send(lee.get("/checklists/general/items/client"), FORM, example="Safari 18", do="save")
    assert "Looks personal" not in text_of(lee.get("/checklists/general/publish"))


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"label": " "}, "Give it a label."),
        ({"label": "x" * 101}, "At most 100 characters; this has 101."),
        ({"why": ""}, "Say in a sentence who does what with the answer."),
        ({"section": "nowhere"}, "Choose one of the sections."),
        ({"limit": "0"}, "A whole number from 1 to 300."),
        ({"limit": "many"}, "A whole number from 1 to 300."),
    ],
)
def test_what_cannot_be_kept_is_refused_and_stays_in_the_form(
    visit: Visit, house: House, fields: dict[str, str], problem: str
) -> None:
    lee = visit("lee")
    page = lee.get("/checklists/general/items/region")
    typed = {"hint": "Typed by Lee", **fields}
    page = lee.send(page, FORM, 422, typed=typed, do="save")
    assert problem in text_of(page)
    assert form_values(page.select_one(FORM))["hint"] == "Typed by Lee"  # type: ignore[arg-type]  # it is there
    assert not open_copy(house.desk("lee"), "general").is_begun


def test_what_lint_finds_is_saved_and_said_at_its_place(visit: Visit, house: House) -> None:
    lee = visit("lee")
    page = lee.send(lee.get("/checklists/general/items/region"), FORM, why="x", do="save")
    assert "To change before it can be published" in text_of(page)
    assert "/properties/region/x-escalator/why" in text_of(page)
    link = page.select_one(".callout a")
    assert link is not None
    page = lee.get(str(link["href"]))
    assert "Say in a sentence who does what" in text_of(page)
    page = lee.send(lee.get("/checklists/general/publish"), FORM, 422, note="My note")
    assert "1 thing has to be changed before it can be published." in text_of(page)
    assert "My note" in text_of(page)
    assert len(releases(house.session(), "general")) == 1


@pytest.mark.parametrize(
    ("widget", "fields"),
    [
        ("line", {"example": "Rack 14"}),
        ("number", {"example": "24"}),
        ("timestamp", {"example": "2025-09-18T17:00+01:00"}),
        ("url", {"example": "https://helpdesk.example.com/1"}),
    ],
)
def test_an_item_is_added(visit: Visit, house: House, widget: str, fields: dict[str, str]) -> None:
    lee = visit("lee")
    start = lee.get("/checklists/general/add")
    assert heading(start) == "Add an item"
    again = lee.get("/checklists/general/add?label=Rack&section=&widget=")
    assert "Choose how it is answered." in text_of(again)
    page = lee.get(f"/checklists/general/add?label=Rack+number&section=context&widget={widget}")
    page = lee.send(
        page,
        FORM,
        why="Engineers walk straight to it.",
        codes=["missing"],
        do="save",
        typed=fields,
    )
    assert "Saved in the working copy: Rack number." in text_of(page)
    assert at(copy_of(house), "properties", "rack_number", "x-escalator", "widget") == widget
    assert "To change before" not in text_of(page)


def test_an_item_with_options_is_added_row_by_row_without_javascript(
    visit: Visit, house: House
) -> None:
    lee = visit("lee")
    page = lee.get("/checklists/general/add?label=Site&section=context&widget=choice")
    page = press(
        lee, page, "add:choices", typed={"choices-0-label": "North"}, why="Kept while typing."
    )
    assert "Kept while typing." in text_of(page)
    page = lee.send(
        page,
        FORM,
        why="Engineers call the site first.",
        do="save",
        typed={"choices-0-label": "North", "choices-1-label": "South"},
        codes=["missing"],
    )
    page = lee.get("/checklists/general/items/site")
    page = lee.send(page, FORM, example="north", do="save")
    document = copy_of(house)
    assert at(document, "properties", "site", "enum") == ["north", "south"]
    assert about(document, "site")["example"] == "north"
    assert "To change before" not in text_of(page)


def test_columns_of_rows_are_changed(visit: Visit, house: House) -> None:
    lee = visit("lee")
    page = lee.get("/checklists/general/items/request_ids")
    page = press(lee, page, "remove:columns:2")
    page = press(lee, page, "add:columns")
    lee.send(
        page,
        FORM,
        do="save",
        typed={
            "columns-2-label": "Host",
            "columns-2-widget": "line",
            "columns-2-example": "edge-17",
            "columns-2-required": "no",
        },
    )
    rows = mapping(copy_of(house), "properties", "request_ids")
    assert about(copy_of(house), "request_ids")["columns"] == ["id", "at", "host"]
    assert at(rows, "items", "required") == ["id", "at"]


def test_items_move_go_and_come_back(visit: Visit, house: House) -> None:
    lee = visit("lee")
    page = press(lee, lee.get("/checklists/general"), "down:ask")
    assert "Moved down" in text_of(page)
    page = press(lee, page, "remove:region")
    assert "Version 1 still asks for these." in text_of(page)
    assert "region" not in mapping(copy_of(house), "properties")
    page = press(lee, page, "restore:region")
    assert "region" in mapping(copy_of(house), "properties")
    assert "still asks for these" not in text_of(page)
    lee.post("/checklists/general/arrange", 422, do="explode:region", version="3")


def test_a_condition_is_added_changed_and_removed(visit: Visit, house: House) -> None:
    lee = visit("lee")
    page = lee.get("/checklists/general/conditions/new?item=client")
    page = press(lee, page, "ask", ask="scope")
    assert "How far does it reach?" in text_of(page)
    page = lee.send(
        page,
        FORM,
        do="save",
        tiers=["S3"],
        because="S3 needs the same client.",
        typed={"when-scope": ["many_customers"]},
    )
    assert "For S3, when “How far does it reach?” is “More than one customer”" in text_of(page)
    rules = copy_of(house)["allOf"]
    assert isinstance(rules, list)
    number = len(rules) - 1
    page = lee.get(f"/checklists/general/conditions/{number}")
    page = lee.send(page, FORM, do="save", tiers=["S2", "S3"], priorities=["P1"])
    assert "For S2 and S3, for P1, when" in text_of(page)
    page = lee.get(f"/checklists/general/conditions/{number}")
    press(lee, page, "delete")
    assert copy_of(house)["allOf"] == bundled("general")["allOf"]


def test_a_condition_without_what_it_needs_is_refused(visit: Visit) -> None:
    lee = visit("lee")
    page = lee.get("/checklists/general/conditions/new")
    page = lee.send(page, FORM, 422, do="save", typed={"wanted-0-rows": "3"})
    for problem in ("Say in a sentence why", "Choose an item.", "Choose when it holds."):
        assert problem in text_of(page)


def test_a_condition_that_no_form_can_show_is_shown_and_cannot_be_opened(visit: Visit) -> None:
    lee = visit("lee")
    assert "changed by importing a file" in text_of(lee.get("/checklists/api-integration"))
    rules = bundled("api-integration")["allOf"]
    assert isinstance(rules, list)
    odd = next(n for n, rule in enumerate(rules) if "pattern" in json.dumps(rule))
    lee.get(f"/checklists/api-integration/conditions/{odd}", 404)


def test_the_preview_is_the_form_of_the_tier_and_says_what_is_missing(visit: Visit) -> None:
    lee = visit("lee")
    page = lee.get("/checklists/general/preview")
    assert "Check what I typed" in text_of(page)
    page = lee.send(page, FORM, as_tier="S3", as_priority="P1", do="check", problem="n/a")
    assert "This is what S1 would be told." in text_of(page)
    assert "S3 finds a request by its ID" in text_of(page)
    page = press(lee, page, "add:request_ids")
    assert page.select_one("#request_ids-1-id")


def test_the_preview_shows_the_working_copy(visit: Visit, house: House) -> None:
    relabel(house, "Where exactly")
    assert "Where exactly" in text_of(visit("lee").get("/checklists/general/preview"))


# -- Two at once ----------------------------------------------------------------------------------


def test_who_saves_too_late_is_told_who_was_first_and_keeps_what_they_wrote(
    visit: Visit, house: House
) -> None:
    lee = visit("lee")
    page = lee.get("/checklists/general/items/region")
    relabel(house, "Written by Ada")
    page = lee.send(page, FORM, 409, label="Written by Lee", do="save")
    assert "Ada Finch changed the working copy while you had this page open." in text_of(page)
    stored = page.select_one("section[aria-labelledby=stored-title]")
    assert stored is not None
    assert [each.get_text() for each in stored.select("dt, dd")] == ["Label", "Written by Ada"]
    page = lee.send(page, FORM, do="save")
    assert about(copy_of(house), "region")["label"] == "Written by Lee"


def test_of_two_who_publish_one_wins_and_the_other_keeps_the_note(
    visit: Visit, house: House
) -> None:
    relabel(house, "Where")
    lee = visit("lee")
    page = lee.get("/checklists/general/publish")
    with writing():
        publish(house.desk("ada"), "general", version=1, note="Ada was first")
    page = lee.send(page, FORM, 409, note="Lee's reason")
    assert "Ada Finch published version 2 while you had this page open." in text_of(page)
    assert "Lee's reason" in text_of(page)
    assert len(releases(house.session(), "general")) == 2


def test_an_item_saved_after_somebody_published_goes_on_from_their_version(
    visit: Visit, house: House
) -> None:
    relabel(house, "Where")
    lee = visit("lee")
    page = lee.get("/checklists/general/items/client")
    with writing():
        publish(house.desk("ada"), "general", version=1, note="Ada was first")
    page = lee.send(page, FORM, 409, label="Which browser", do="save")
    assert "published version 2" in text_of(page)
    lee.send(page, FORM, do="save")
    stored = open_copy(house.desk("lee"), "general")
    assert stored.base == 2
    assert about(stored.document, "region")["label"] == "Where"
    assert about(stored.document, "client")["label"] == "Which browser"


def test_a_condition_saved_too_late_keeps_what_was_chosen(visit: Visit, house: House) -> None:
    lee = visit("lee")
    page = lee.get("/checklists/general/conditions/0")
    relabel(house, "Where")
    page = lee.send(page, FORM, 409, because="Written by Lee", do="save")
    assert "Ada Finch changed the working copy" in text_of(page)
    lee.send(page, FORM, do="save")
    assert at(copy_of(house)["allOf"][0], "x-escalator", "because") == "Written by Lee"  # type: ignore[index]  # a list


def test_moving_and_discarding_from_a_page_that_is_too_old_is_refused(
    visit: Visit, house: House
) -> None:
    lee = visit("lee")
    relabel(house, "Where")
    page = lee.get("/checklists/general")
    relabel(house, "Which")
    moved = lee.send(page, "form[action$=arrange]", 409, do="down:ask")
    assert "Look at the checklist as it is now" in text_of(moved)
    lee.send(page, "form[action$=discard]", 409)
    assert about(copy_of(house), "region")["label"] == "Which"


def test_a_discarded_copy_leaves_the_version_in_use(visit: Visit, house: House) -> None:
    relabel(house, "Where")
    lee = visit("lee")
    page = lee.send(lee.get("/checklists/general"), "form[action$=discard]")
    assert "Discarded: the working copy of General." in text_of(page)
    assert copy_of(house) == bundled("general")


# -- Files ----------------------------------------------------------------------------------------


def exported(visitor: Visitor, url: str) -> str:
    response = visitor.client.get(url)
    assert response.status_code == 200
    assert response.mimetype == "application/json"
    return response.text


def import_text(visitor: Visitor, text: str, status: int = 200, **more: str) -> BeautifulSoup:
    return visitor.send(visitor.get("/checklists/import/file"), FORM, status, text=text, **more)


def test_an_exported_working_copy_comes_back_as_it_was(visit: Visit, house: House) -> None:
    lee = visit("lee")
    relabel(house, "Where")
    before = copy_of(house)
    text = exported(lee, "/checklists/general/working-copy.schema.json")
    lee.send(lee.get("/checklists/general"), "form[action$=discard]")
    page = import_text(lee, text)
    assert "Imported: General." in text_of(page)
    assert copy_of(house) == before


def test_a_file_is_uploaded_as_well_as_pasted(visit: Visit, house: House) -> None:
    lee = visit("lee")
    relabel(house, "Where")
    text = exported(lee, "/checklists/general/working-copy.schema.json")
    lee.send(lee.get("/checklists/general"), "form[action$=discard]")
    page = lee.get("/checklists/import/file")
    upload: Any = (io.BytesIO(text.encode()), "general.schema.json")
    lee.send(page, FORM, file=upload)
    assert about(copy_of(house), "region")["label"] == "Where"


def test_a_released_version_is_exported_as_it_was(visit: Visit) -> None:
    text = exported(visit("lee"), "/checklists/general/1.schema.json")
    assert json.loads(text) == bundled("general")
    visit("lee").get("/checklists/general/9.schema.json", 404)


def test_a_file_does_not_replace_a_working_copy_that_nobody_looked_at(
    visit: Visit, house: House
) -> None:
    lee = visit("lee")
    relabel(house, "From the file")
    text = exported(lee, "/checklists/general/working-copy.schema.json")
    relabel(house, "Written since")
    page = import_text(lee, text, 409)
    assert "There is a working copy of General already" in text_of(page)
    assert "From the file" in text_of(page)
    assert about(copy_of(house), "region")["label"] == "Written since"
    lee.send(page, FORM, replace="general")
    assert about(copy_of(house), "region")["label"] == "From the file"


@pytest.mark.parametrize(
    ("change", "place", "reason"),
    [
        (lambda text: text[:-40], "", "It is not JSON"),
        (lambda text: text.replace("{", '{"title": "Twice", ', 1), "", "“title” stands twice"),
        (lambda text: text.replace('"General"', "NaN", 1), "", "“NaN” is no number in JSON."),
        (lambda text: text.replace('"General"', '"\\u0000"', 1), "/title", "cannot be kept"),
        (lambda text: text.replace('"General"', '"\\ud800"', 1), "", "half of a character"),
        (
            lambda text: text.replace('"widget": "line"', '"widget": "lines"', 1),
            "/widget",
            "not one",
        ),
        (lambda text: text.replace('"version": 1', '"version": 4', 1), "/version", "version 2."),
        (lambda text: text.replace("General", "Else", 2), "/version", "released with other"),
        (lambda _: "[]", "", "An object is needed here."),
        (lambda _: " ", "", "Choose a file"),
        (lambda _: "[" * 100_000, "", "nested too deeply"),
        (lambda _: "1" * 10_000, "", "a number too large"),
        (lambda _: '{"a": 1e999}', "", "It holds a number too large."),
        (lambda _: "[" * 90 + "]" * 90, "the whole file", "nested too deeply"),
        (lambda text: text.replace('"general"', '"a/b"', 1), "/x-escalator/name", "lower-case"),
    ],
)
def test_a_bad_file_is_refused_with_place_and_reason_and_stays_in_the_form(
    visit: Visit, house: House, change: Any, place: str, reason: str
) -> None:
    text = change(write_document(bundled("general")))
    page = import_text(visit("lee"), text, 422)
    assert reason in text_of(page)
    assert place in text_of(page)
    if text.strip():
        assert str(form_values(page.select_one(FORM))["text"]).strip() == text.strip()  # type: ignore[arg-type]  # there
    assert not open_copy(house.desk("lee"), "general").is_begun


def test_a_file_that_lint_refuses_becomes_a_working_copy_that_cannot_be_published(
    visit: Visit,
) -> None:
    document = put(bundled("general"), "x-escalator", "version", value=2)
    document = put(document, "properties", "ticket", "x-escalator", "why", value="x")
    page = import_text(visit("lee"), write_document(document))
    assert "/properties/ticket/x-escalator/why" in text_of(page)


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text("abcü -/~", min_size=1, max_size=6).filter(lambda key: key != "$ref"),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(CATEGORIES), st.text("abc", min_size=1), JSON_VALUES, st.booleans())
def test_import_of_an_export_is_the_same(
    category: str, key: str, value: Any, is_inside: bool
) -> None:
    document = bundled(category)
    item = next(iter(document["x-escalator"]["order"]))  # type: ignore[index,call-overload,arg-type]  # a list
    path = ("properties", str(item), "x-escalator", f"x-{key}") if is_inside else (f"x-{key}",)
    document = put(document, *path, value=value)
    text = write_document(document)
    assert read_document(text.encode(), "") == document
    assert write_document(read_document(text.encode(), "")) == text


def test_an_import_may_refer_to_the_shipped_definitions() -> None:
    from escalator.resources import schemas_folder

    content = (schemas_folder() / "checklists" / "general.schema.json").read_bytes()
    assert read_document(content, "") == bundled("general")
    with pytest.raises(BadContract):
        read_document(content.replace(b"$defs/ask_by", b"$defs/nothing"), "")


# -- Who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["sam", "erin", "sky"])
def test_only_leads_and_admins_see_the_editor(visit: Visit, name: str) -> None:
    someone = visit(name)
    for path in ("", "/general", "/general/publish", "/general/1.schema.json", "/import/file"):
        someone.get(f"/checklists{path}", 403)


def test_a_checklist_that_is_not_there_is_not_found(visit: Visit) -> None:
    ada = visit("ada")
    for path in (
        "/nothing",
        "/general/items/nothing",
        "/nothing/preview",
        "/general/conditions/99",
    ):
        ada.get(f"/checklists{path}", 404)
