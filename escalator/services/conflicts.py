"""What a form that came too late would change in the packet as it is stored now.

It writes nothing: the person decides between the two texts.
"""

from escalator.domain.packet import answers_from_json
from escalator.services.desk import Desk
from escalator.services.drafts import Edit
from escalator.services.scrubbing import scrubber_for
from escalator.store.rows import PacketRow


def differences(desk: Desk, row: PacketRow, edit: Edit) -> tuple[str, ...]:
    """Name the items whose stored answer, or mark of not available, an edit would change.

    Typed text is scrubbed before it is compared: what is stored was, too.
    """
    scrubber = scrubber_for(desk, row)
    stored = answers_from_json(row.answers)
    given = {name: one for name, one in edit.answers.items() if one is not None}
    clean = scrubber.answers(stored, given, edit.people).answers
    changed = [
        name
        for name, one in edit.answers.items()
        if stored.get(name) != (None if one is None else clean.get(name))
    ]
    marked = [
        name
        for name, reason in edit.not_available.items()
        if row.not_available.get(name)
        != (None if reason is None else scrubber.text(reason, edit.people))
    ]
    return tuple(dict.fromkeys([*changed, *marked]))
