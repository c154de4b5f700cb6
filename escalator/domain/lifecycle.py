"""The life of a packet: which action moves it from where to where, and who may do it.

One table decides; nothing else does. Whether a guard's condition holds (no gaps, an open
question...) is found out by the services, which ask `failing_guards`. Nothing here stores or
notifies.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from escalator.domain.errors import IllegalMove, NotAllowed
from escalator.domain.model import Action, State


class Relation(StrEnum):
    """How a person stands to one packet. A person can stand in several relations at once.

    AUTHOR: wrote it. TEAMMATE: is in the author's team. TARGET: is an engineer of the team it is
    addressed to now. DECIDER: decided on it before. LEAD: is a support lead (for a security packet
    only if security's own). ADMIN: administers the installation. STRANGER: none of these.
    """

    AUTHOR = "author"
    TEAMMATE = "teammate"
    TARGET = "target"
    DECIDER = "decider"
    LEAD = "lead"
    ADMIN = "admin"
    STRANGER = "stranger"


class Guard(StrEnum):
    """What must hold for a move besides the state and the person.

    NO_GAPS: the checklist is met, exceptions aside.
    FAULTS_ANSWERED: each item of the latest bounce was changed, or that bounce was contested.
    NEW_TARGET_FITS: the packet meets the checklist for the team it is passed on to.
    IS_P1: the packet's priority is P1.
    HAS_GAPS: there is a gap to except.
    NOTHING_WAITING: no exception of this packet waits for a ruling.
    EXCEPTION_WAITING: an exception of this packet waits for a ruling.
    QUESTION_OPEN: a question has no reply yet.
    DEBT_OPEN: an item excepted by break glass is still owed.
    BOUNCE_OPEN: a bounce has no ruling yet; its items may be contested one after another.
    CONTEST_OPEN: a contested bounce has no ruling yet.
    """

    NO_GAPS = "no_gaps"
    FAULTS_ANSWERED = "faults_answered"
    NEW_TARGET_FITS = "new_target_fits"
    IS_P1 = "is_p1"
    HAS_GAPS = "has_gaps"
    NOTHING_WAITING = "nothing_waiting"
    EXCEPTION_WAITING = "exception_waiting"
    QUESTION_OPEN = "question_open"
    DEBT_OPEN = "debt_open"
    BOUNCE_OPEN = "bounce_open"
    CONTEST_OPEN = "contest_open"


class Ball(StrEnum):
    """Who has to act next."""

    AUTHOR = "author"
    TARGET = "target"
    LEAD = "lead"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Move:
    """One legal move.

    to: the state after it; the same state for an action that only goes on record.
    by: the relations of which a person needs at least one.
    not_by: the relations of which a person may have none: nobody decides or rules on their own
    packet.
    guards: what must hold besides.
    """

    to: State
    by: frozenset[Relation]
    not_by: frozenset[Relation] = frozenset()
    guards: tuple[Guard, ...] = ()


FIRST_STATE = State.DRAFT
"""Where every packet begins (the action START, which has no state to start from)."""

FINAL_STATES = frozenset({State.DECLINED, State.CLOSED, State.WITHDRAWN})
"""No action moves a packet out of these."""

DROP_QUESTIONS = frozenset(
    {Action.BOUNCE, Action.PASS_ON, Action.DECLINE, Action.RESOLVE, Action.WITHDRAW}
)
"""After these, whoever asked no longer waits for a reply: the question is closed without one."""

_NOBODY: frozenset[Relation] = frozenset()
_AUTHOR = frozenset({Relation.AUTHOR})
_LEAD = frozenset({Relation.LEAD})
_TARGET = frozenset({Relation.TARGET})

_D, _S, _B, _A = State.DRAFT, State.SUBMITTED, State.BOUNCED, State.ACCEPTED
_R, _C, _X, _W = State.RESOLVED, State.CLOSED, State.DECLINED, State.WITHDRAWN


@dataclass(frozen=True, slots=True)
class _Rule:
    """Moves that share who and what: `to` None keeps the state."""

    action: Action
    states: tuple[State, ...]
    to: State | None
    by: frozenset[Relation]
    not_by: frozenset[Relation] = _NOBODY
    guards: tuple[Guard, ...] = ()


# Contest: a technician often finds out only after the packet was accepted that nothing was amiss,
# and the figures count the bounce either way. So a bounce may be contested, and ruled on, in every
# state that a packet with a bounce can be in (a draft has none); BOUNCE_OPEN and CONTEST_OPEN keep
# a packet without a bounce out.
_EVER_BOUNCED = (_S, _B, _A, _X, _R, _C, _W)
# A broken glass is ruled on whenever the lead gets to it; a withdrawn packet needs no leave any
# more.
_RULED_ON = (_D, _S, _B, _A, _X, _R, _C)

_RULES = (
    _Rule(Action.EDIT, (_D, _B), None, _AUTHOR),
    _Rule(Action.TAKE_BACK, (_D, _B), None, _AUTHOR),
    _Rule(Action.HIDE, (_D, _B), None, _AUTHOR),
    _Rule(Action.SUBMIT, (_D,), _S, _AUTHOR, guards=(Guard.NO_GAPS,)),
    _Rule(Action.SUBMIT, (_B,), _S, _AUTHOR, guards=(Guard.NO_GAPS, Guard.FAULTS_ANSWERED)),
    _Rule(Action.WITHDRAW, (_D, _S, _B), _W, _AUTHOR),
    _Rule(Action.ATTACH, (_D,), _W, _AUTHOR),  # to a known issue, instead of escalating
    _Rule(Action.ACCEPT, (_S,), _A, _TARGET, _AUTHOR),
    _Rule(Action.BOUNCE, (_S, _A), _B, _TARGET, _AUTHOR),
    _Rule(Action.PASS_ON, (_S,), None, _TARGET, _AUTHOR, (Guard.NEW_TARGET_FITS,)),
    _Rule(Action.DECLINE, (_S,), _X, _TARGET, _AUTHOR),
    _Rule(Action.ASK, (_S, _A), None, _TARGET, _AUTHOR),
    _Rule(Action.REPLY, (_S, _A), None, _AUTHOR, guards=(Guard.QUESTION_OPEN,)),
    _Rule(Action.RESOLVE, (_A,), _R, _TARGET, _AUTHOR),
    _Rule(Action.CLOSE, (_R,), _C, _AUTHOR | _LEAD),
    _Rule(Action.REOPEN, (_R,), _A, _AUTHOR),
    _Rule(
        Action.ASK_EXCEPTION,
        (_D, _B),
        None,
        _AUTHOR,
        _NOBODY,
        (Guard.HAS_GAPS, Guard.NOTHING_WAITING),
    ),
    _Rule(Action.BREAK_GLASS, (_D, _B), None, _AUTHOR, _NOBODY, (Guard.HAS_GAPS, Guard.IS_P1)),
    _Rule(Action.APPROVE_EXCEPTION, _RULED_ON, None, _LEAD, _AUTHOR, (Guard.EXCEPTION_WAITING,)),
    _Rule(Action.REFUSE_EXCEPTION, _RULED_ON, None, _LEAD, _AUTHOR, (Guard.EXCEPTION_WAITING,)),
    _Rule(Action.SETTLE_DEBT, (_S, _B, _A, _R), None, _AUTHOR, guards=(Guard.DEBT_OPEN,)),
    _Rule(Action.CONTEST, _EVER_BOUNCED, None, _AUTHOR, guards=(Guard.BOUNCE_OPEN,)),
    _Rule(Action.UPHOLD, _EVER_BOUNCED, None, _LEAD, _AUTHOR, (Guard.CONTEST_OPEN,)),
    _Rule(Action.VOID, _EVER_BOUNCED, None, _LEAD, _AUTHOR, (Guard.CONTEST_OPEN,)),
)

MOVES: Mapping[tuple[State, Action], Move] = MappingProxyType(
    {
        (state, rule.action): Move(rule.to or state, rule.by, rule.not_by, rule.guards)
        for rule in _RULES
        for state in rule.states
    }
)
"""Every legal move: (state, action) -> where to, by whom, under which guards."""


def next_state(state: State, action: Action) -> State:
    """Return the state after the action.

    Raises IllegalMove when the state has no such action.
    """
    return _move(state, action).to


def check_move(state: State, action: Action, relations: Collection[Relation]) -> Move:
    """Return the move if a person in these relations may make it from this state.

    Raises IllegalMove when the state has no such action, then NotAllowed when it is not theirs to
    make.
    """
    move = _move(state, action)
    if not _may(move, relations):
        raise NotAllowed(action)
    return move


def moves_open(state: State, relations: Collection[Relation]) -> tuple[Action, ...]:
    """Return the actions open to a person in these relations, in the order of Action.

    Guards are not looked at: an action whose guard fails is still theirs, and says what is amiss.
    """
    return tuple(
        action
        for action in Action
        if (move := MOVES.get((state, action))) is not None and _may(move, relations)
    )


def failing_guards(move: Move, holding: Collection[Guard]) -> tuple[Guard, ...]:
    """Return the guards of the move that are not among those holding, in the move's order."""
    return tuple(guard for guard in move.guards if guard not in holding)


def ball(state: State, *, question_open: bool = False, exception_waiting: bool = False) -> Ball:
    """Return who has to act next.

    question_open: the target asked and the author has not replied; the ball is the author's.
    exception_waiting: an exception asked for *before* submission has no ruling; the lead has the
        ball. A broken glass waiting for its ruling holds nobody up, so do not count it here.
    """
    if state in (State.SUBMITTED, State.ACCEPTED):
        return Ball.AUTHOR if question_open else Ball.TARGET
    if state in (State.DRAFT, State.BOUNCED):
        return Ball.LEAD if exception_waiting else Ball.AUTHOR
    return Ball.AUTHOR if state is State.RESOLVED else Ball.NOBODY


def _move(state: State, action: Action) -> Move:
    move = MOVES.get((state, action))
    if move is None:
        raise IllegalMove(action, state)
    return move


def _may(move: Move, relations: Collection[Relation]) -> bool:
    held = frozenset(relations)
    return bool(held & move.by) and not held & move.not_by
