"""A checklist as S1 will see it, to be tried out; nothing that is typed here is stored."""

from dataclasses import dataclass

from flask import g, render_template, request

from escalator.domain.checklist import Checklist
from escalator.domain.completeness import due, gaps
from escalator.domain.errors import InvalidEntry
from escalator.domain.model import Answer, Packet, Priority, Target, Tier
from escalator.services.working_copies import open_copy
from escalator.web.access import allow
from escalator.web.checklist_page import next_version
from escalator.web.desk import desk
from escalator.web.editor_page import GapLink, gap_links
from escalator.web.fields import Beside, Field, fields_of, gap_errors, zone_words
from escalator.web.forms import Filled, add_row, edit_of, read_form, remove_row
from escalator.web.views.checklists.blueprint import EDITORS, Page, checklists, pressed


@dataclass(frozen=True, slots=True)
class SectionPreview:
    """A section as S1 sees it; more: what is folded away because nobody needs it."""

    name: str
    title: str
    intro: str
    fields: tuple[Field, ...]
    more: tuple[Field, ...]


@checklists.route("/<name>/preview", methods=["GET", "POST"])
@allow(*EDITORS)
def preview(name: str) -> Page:
    """Show the form for a tier and a priority, and what would be missing."""
    copy = open_copy(desk(), name)
    checklist = copy.checklist
    filled = _typed(checklist)
    try:
        packet = _packet(checklist, filled)
        problems: dict[str, str] = {}
    except InvalidEntry as error:
        packet, problems = _packet(checklist, Filled({})), error.problems
    asks = pressed()[0] == "check"
    open_gaps = gaps(checklist, packet, now=desk().now()) if asks else ()
    items = {item.name: item for item in checklist.items}
    beside = Beside(
        due=due(checklist, packet),
        errors=gap_errors(open_gaps, items) | problems,
        zone=zone_words(g.person.time_zone, desk().now()),
    )
    links: tuple[GapLink, ...] = gap_links(open_gaps, items)
    return render_template(
        "checklists/preview.html",
        name=name,
        title=checklist.title,
        number=next_version(copy) if copy.is_begun else checklist.id.version,
        is_begun=copy.is_begun,
        sections=_sections(checklist, filled, beside),
        gaps=links,
        problems=tuple(problems.items()),
        asks=asks,
        tiers=[(one.value, one.value) for one in checklist.tiers],
        tier=packet.target.tier.value,
        priorities=[(one.value, one.value) for one in Priority],
        priority=packet.priority.value,
    )


def _typed(checklist: Checklist) -> Filled:
    filled = read_form(checklist.items, request.form)
    verb, rest = pressed()
    item, _, row = rest.partition(":")
    if verb == "add" and checklist.has_item(item):
        return add_row(filled, item)
    return remove_row(filled, item, int(row)) if verb == "remove" and row.isdigit() else filled


def _packet(checklist: Checklist, filled: Filled) -> Packet:
    """Give the packet that was typed; raises InvalidEntry for what no draft could keep."""
    policy = desk().contracts.policy
    edit = edit_of(checklist.items, filled, stored={}, marked={}, policy=policy)
    answers: dict[str, Answer] = {
        name: answer for name, answer in edit.answers.items() if answer is not None
    }
    marks = {name: why for name, why in edit.not_available.items() if why is not None}
    tier, priority = request.form.get("as_tier", ""), request.form.get("as_priority", "")
    tiers = [one for one in checklist.tiers if one == tier] or [*checklist.tiers, Tier.S2]
    return Packet(
        checklist.id,
        Target(tiers[0], ""),
        Priority(priority) if priority in frozenset(Priority) else Priority.P3,
        answers,
        marks,
    )


def _sections(checklist: Checklist, filled: Filled, beside: Beside) -> tuple[SectionPreview, ...]:
    found = []
    for section in checklist.sections:
        fields = fields_of(checklist.items_of(section.name), filled, beside, stored={})
        needed = tuple(one for one in fields if not one.may_be_folded)
        more = tuple(one for one in fields if one.may_be_folded)
        found.append(SectionPreview(section.name, section.title, section.intro, needed, more))
    return tuple(found)
