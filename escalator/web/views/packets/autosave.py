"""Saving while somebody types: JSON in, the verdict and the packet's preview out."""

from collections.abc import Mapping

from flask import g, get_template_attribute, jsonify, render_template, request
from werkzeug.wrappers import Response

from escalator.domain.checklist import Checklist
from escalator.domain.errors import InvalidEntry, Unreadable
from escalator.domain.hidden import describe_hidden, packet_text
from escalator.domain.model import JSON, Answer
from escalator.domain.packet import answers_from_json, answers_to_json
from escalator.services.access import find_packet
from escalator.services.documents import checklist_of, packet_of, verdict_on
from escalator.services.doubt import doubts
from escalator.services.drafts import Saved, save_draft
from escalator.services.hiding import decide_hidden
from escalator.store.rows import PacketRow
from escalator.web.access import allow
from escalator.web.autosave import Autosaved, read_autosave
from escalator.web.desk import desk
from escalator.web.editor_page import bar_of
from escalator.web.forms import KEPT_FROM
from escalator.web.hidden_page import decided_words, hidden_here
from escalator.web.html import packet_html
from escalator.web.present import clock
from escalator.web.same_error import before_escalating
from escalator.web.views.packets.blueprint import WRITERS, packets
from escalator.web.views.packets.editor import edit_for


@packets.post("/<reference>/autosave")
@allow(*WRITERS)
def autosave(reference: str) -> Response | tuple[Response, int]:
    """Save what changed and answer with the verdict."""
    row = find_packet(desk(), reference)
    before = answers_from_json(row.answers)
    checklist = checklist_of(desk(), row)
    try:
        given = read_autosave(checklist, request.get_data())
        saved, said = _written(row, checklist, given)
    except Unreadable as error:
        return _refused(error.reason)
    except InvalidEntry as error:
        return _refused(" ".join(dict.fromkeys(error.problems.values())))
    answer = _verdict(saved, _hidden_in(saved.row, before, given.filled.answers))
    return jsonify(answer | said)


def _written(
    row: PacketRow, checklist: Checklist, given: Autosaved
) -> tuple[Saved, dict[str, object]]:
    """Write what came; gives what to say about a decision on something hidden, too."""
    edit = edit_for(row, checklist, given.filled)
    if given.choice is None:
        return save_draft(desk(), row.reference, edit, version=given.version), {}
    chosen = decide_hidden(desk(), row.reference, given.choice, version=given.version, edit=edit)
    words = decided_words(chosen, given.choice, checklist)
    return chosen.saved, {"said": words, "name": chosen.name, "still": [*chosen.still]}


def _refused(message: str) -> tuple[Response, int]:
    return jsonify(error="invalid", message=message), 422


def _hidden_in(
    row: PacketRow, before: Mapping[str, Answer], typed: Mapping[str, Answer]
) -> dict[str, JSON]:
    """Give the answers that are not what was typed, or not what they were before.

    A value hidden for the first time may have stood in other answers, too. Long texts are left
    out: the form only names them.
    """
    now = answers_from_json(row.answers)
    changed = {
        name: answer for name, answer in now.items() if answer != typed.get(name, before.get(name))
    }
    return {name: _short(answer) for name, answer in answers_to_json(changed).items()}


def _short(answer: JSON) -> JSON:
    if not isinstance(answer, list):
        return answer
    return [
        {name: text for name, text in row.items() if not _is_long(text)}
        if isinstance(row, dict)
        else row
        for row in answer
    ]


def _is_long(text: JSON) -> bool:
    return isinstance(text, str) and len(text) > KEPT_FROM


def _same_error_html(row: PacketRow) -> str:
    same = before_escalating(desk(), row, zone=g.person.time_zone)
    return render_template("packets/same_error.html", same=same).strip()


def _verdict(saved: Saved, hidden: dict[str, JSON]) -> dict[str, object]:
    row = saved.row
    packet = packet_of(desk(), row)
    verdict = verdict_on(desk(), row, packet)
    bar = bar_of(verdict, packet)
    here = hidden_here(packet, doubts(desk(), row, packet))
    beside = get_template_attribute("macros/fields.html", "hidden_here")
    return {
        "version": row.version,
        "saved_at": clock(row.updated_at, g.person.time_zone),
        "answers": hidden,
        "hidden": dict(saved.hidden),
        "hidden_words": describe_hidden(packet_text(packet)),
        "beside": {name: str(beside(one)) for name, one in here.items()},
        "gaps": [
            {"item": gap.item, "place": gap.place, "message": gap.message} for gap in verdict.gaps
        ],
        "progress": {"complete": verdict.progress.complete, "total": verdict.progress.total},
        "sections": [
            {"name": one.name, "gap_count": one.gap_count, "words": one.words}
            for one in verdict.progress.sections
        ],
        "line": {"state": bar.state, "words": bar.words},
        "priority": {"level": row.priority.value, "reason": row.priority_reason},
        "same_error_html": _same_error_html(row),
        "preview_html": str(packet_html(packet, checklist_of(desk(), row))),
    }
