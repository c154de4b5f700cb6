"""The packet's editor: one form of the whole checklist, saved as often as somebody likes."""

from collections.abc import Iterator, Mapping

from flask import Response, flash, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from escalator.domain.checklist import Checklist, Item
from escalator.domain.errors import InvalidEntry, StaleVersion
from escalator.domain.hidden import describe_hidden
from escalator.domain.model import Action, Target
from escalator.domain.packet import answers_from_json
from escalator.services.access import find_packet
from escalator.services.conflicts import differences
from escalator.services.documents import checklist_of, packet_of
from escalator.services.drafts import Edit, Saved, save_draft
from escalator.services.followup import contest
from escalator.store.rows import PacketRow
from escalator.web.access import allow
from escalator.web.desk import desk, form_version
from escalator.web.editor_page import Asked, editor_page
from escalator.web.forms import Filled, add_row, edit_of, read_form, remove_row, said
from escalator.web.present import clock
from escalator.web.stale_page import stale_page
from escalator.web.views.packets.blueprint import WRITERS, Page, load, packets, to_packet
from escalator.web.whole_text import whole_text

GAPS = "gaps"
"""The value of `show` with which the editor names every gap at its field."""

MOST_ROWS_SHOWN = 50

CONTEST = "contest-"
"""How the boxes begin in which an author says why an item should stand as it is."""


@packets.route("/<reference>/edit", methods=["GET", "POST"])
@allow(*WRITERS)
def edit(reference: str) -> Page:
    """Show the editor, or save what it holds."""
    if request.method == "POST":
        return _save(reference)
    row = load(reference, Action.EDIT)
    if row is None:
        return to_packet(reference)
    return _page(row, Asked(request.args.get("show") == GAPS, _row_counts()))


def _page(row: PacketRow, asked: Asked) -> str:
    return render_template("packets/edit.html", page=editor_page(desk(), row, asked))


def _save(reference: str) -> Page:
    row = find_packet(desk(), reference)
    checklist = checklist_of(desk(), row)
    filled = _with_button(read_form(checklist.items, request.form))
    try:
        edit = edit_for(row, checklist, filled)
        saved = save_draft(desk(), reference, edit, version=form_version())
        _contest(reference, saved)
    except InvalidEntry as error:
        asked = Asked(typed=filled, problems=error.problems)
        return _page(find_packet(desk(), reference), asked), 422
    except StaleVersion as error:
        return _came_late(reference, filled, error)
    _say(saved)
    return redirect(_onward(reference, checklist, filled), 303)


def edit_for(row: PacketRow, checklist: Checklist, filled: Filled) -> Edit:
    """Give what a form changes in a draft; raises InvalidEntry for what cannot be kept."""
    return edit_of(
        checklist.items,
        filled,
        stored=answers_from_json(row.answers),
        marked=row.not_available,
        policy=desk().contracts.policy,
    )


def _with_button(filled: Filled) -> Filled:
    """Give the form as it stands after the button that was pressed added or removed a row."""
    verb, _, rest = request.form.get("do", "").partition(":")
    item, _, number = rest.partition(":")
    if verb == "add":
        return add_row(filled, item)
    if verb == "remove" and number.isascii() and number.isdigit() and len(number) < 6:
        return remove_row(filled, item, int(number))
    return filled


def _contest(reference: str, saved: Saved) -> None:
    """Contest the items of the bounce that a reason is given for, whichever button was pressed.

    Raises InvalidEntry where a reason says nothing, or the button was pressed without one.
    """
    verb, _, pressed = request.form.get("do", "").partition(":")
    boxes = [field for field in request.form if field.startswith(CONTEST)]
    reasons = {field.removeprefix(CONTEST): said(request.form, field) for field in boxes}
    version = saved.row.version
    for item, why in {**({pressed: ""} if verb == "contest" else {}), **reasons}.items():
        if not why and (verb, pressed) != ("contest", item):
            continue
        try:
            version = contest(desk(), reference, why=why, item=item, version=version).packet.version
        except InvalidEntry as error:
            field, problem = CONTEST + item, next(iter(error.problems.values()))
            raise InvalidEntry({field: problem}) from error


def _came_late(reference: str, filled: Filled, error: StaleVersion) -> Page:
    """Show both texts; a form that says what is stored already just goes on."""
    row = find_packet(desk(), reference)
    checklist = checklist_of(desk(), row)
    edit = edit_for(row, checklist, filled)
    target = Target(row.target_team.tier, row.target_team.slug)
    is_same = not differences(desk(), row, edit) and edit.target in (None, target)
    if is_same and load(reference, Action.EDIT) and not request.form.get("do", "").count(":"):
        return redirect(_onward(reference, checklist, filled), 303)
    page = stale_page(desk(), row, edit, error, form=request.form)
    return render_template("packets/stale.html", page=page), 409


def _say(saved: Saved) -> None:
    at = clock(saved.row.updated_at, g.person.time_zone)
    hidden = describe_hidden(" ".join(one.finding.placeholder for one in saved.findings))
    if hidden:
        flash(f"Saved at {at}. Hidden before it was stored: {hidden}.", "note")
    elif request.form.get("do") != "check":  # the page that follows shows what was saved
        flash(f"Saved at {at}.", "go")


def _onward(reference: str, checklist: Checklist, filled: Filled) -> str:
    """Give the page that the button that was pressed leads to."""
    verb, _, rest = request.form.get("do", "").partition(":")
    item = rest.partition(":")[0]
    if verb == "check":
        return url_for("packets.check", reference=reference)
    if verb == "hidden":
        return url_for("packets.hidden", reference=reference, _anchor=rest or None)
    show = request.form.get("show") or None
    if verb in ("add", "remove") and checklist.has_item(item):
        count, anchor = _rows_after(checklist.item(item), filled, is_added=verb == "add")
        rows = f"{item}:{count}"
        return url_for("packets.edit", reference=reference, show=show, rows=rows, _anchor=anchor)
    return url_for("packets.edit", reference=reference, show=show, _anchor=item or None)


def _rows_after(item: Item, filled: Filled, *, is_added: bool) -> tuple[int, str]:
    """Give how many rows an item shows from here on, and where the person goes on."""
    rows = filled.answers.get(item.name, ())
    count = len(rows) if isinstance(rows, tuple) else 0
    if not is_added or not item.columns:
        return count, item.name
    return count, f"{item.name}-{max(count - 1, 0)}-{item.columns[0].name}"


def _row_counts() -> Mapping[str, int]:
    return dict(_read_counts(request.args.getlist("rows")))


def _read_counts(given: list[str]) -> Iterator[tuple[str, int]]:
    for one in given:
        item, _, count = one.partition(":")
        if count.isascii() and count.isdigit() and len(count) < 4:
            yield item, min(int(count), MOST_ROWS_SHOWN)


@packets.get("/<reference>/edit/items/<item>/<int:number>")
@allow(*WRITERS)
def log(reference: str, item: str, number: int) -> AnyResponse:
    """Give one whole text as it is stored now, for the form that only names it."""
    row = load(reference, Action.EDIT)
    if row is None:
        return to_packet(reference)
    text = whole_text(packet_of(desk(), row), checklist_of(desk(), row), item=item, number=number)
    return Response(text, content_type="text/plain; charset=utf-8")
