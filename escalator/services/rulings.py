"""A lead's word on a contested bounce: upheld, or voided and so counted as accepted."""

from escalator.domain.errors import NotFound, NotYet
from escalator.domain.lifecycle import Guard
from escalator.domain.model import Action
from escalator.services.access import find_packet
from escalator.services.desk import Desk, verb
from escalator.services.guards import guard
from escalator.services.record import record
from escalator.services.scrubbing import scrub_for
from escalator.services.submission import need_sentence
from escalator.store.rows import Bounce
from escalator.store.words import Ruling


@verb
def rule_on_bounce(desk: Desk, bounce_id: int, *, void: bool, reason: str) -> Bounce:
    """Uphold or void a contested bounce.

    Raises NotFound, NotAllowed, NotYet when nobody contests it, InvalidEntry without a reason.
    """
    made = desk.session.get(Bounce, bounce_id)
    if made is None:
        raise NotFound("bounce")
    row = find_packet(desk, made.packet.reference, lock=True)
    action = Action.VOID if void else Action.UPHOLD
    guard(desk, row, action)
    if made.ruling is not Ruling.CONTESTED:
        raise NotYet(action, Guard.CONTEST_OPEN)
    why = need_sentence(reason, "reason", "Say why, for both sides.")
    made.ruling = Ruling.VOIDED if void else Ruling.UPHELD
    made.ruling_reason = scrub_for(desk, row, why)
    made.ruled_at, made.ruled_by = desk.now(), desk.actor.id
    if void and made.is_first:
        row.first_decision = "accepted"
    desk.session.flush()
    record(desk, row, action, {"bounce": made.id})
    return made
