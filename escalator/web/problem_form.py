"""The form of a problem record: what was typed, what is stored, and both where they differ.

It parses and never judges; services/problems.py does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from escalator.domain.problems import ProblemState
from escalator.services.desk import Desk
from escalator.services.problems import FIELDS, Said, owners
from escalator.store.problems import Problem
from escalator.store.rows import PacketRow
from escalator.web.problem_words import FIELD_WORDS, STATE_HINTS, STATE_WORDS

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ProblemForm:
    """What templates/problems/_form.html shows.

    values: field -> text. problems: field -> sentence. owners, states: (value, words).
    late: who was quicker, "" when nobody was. differing: (label, stored, typed) where a change came
    in between. version: what the form is sent with.
    """

    values: Values
    problems: Mapping[str, str]
    owners: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    hints: Mapping[str, str]
    version: int
    late: str = ""
    differing: tuple[tuple[str, str, str], ...] = ()


def values_of_packet(desk: Desk, row: PacketRow) -> Values:
    """Give what a new record says before anybody wrote anything."""
    return {
        **dict.fromkeys(FIELDS, ""),
        "title": row.problem,
        "state": ProblemState.OPEN.value,
        "owner": str(desk.actor.id),
    }


def values_of(problem: Problem) -> Values:
    """Give what a record says."""
    return {
        "title": problem.title,
        "state": problem.state.value,
        "fixed_in": problem.fixed_in,
        "owner": str(problem.owner_id),
        "known_issue": problem.known_issue,
        "defect_url": problem.defect_url,
        "kb_url": problem.kb_url,
    }


def typed_values() -> Values:
    """Give what was typed."""
    return {name: request.form.get(name, "").replace("\r\n", "\n") for name in FIELDS}


def said_in(typed: Values) -> Said:
    """Read what was typed; a state or an owner that there is none of is None."""
    owner = typed["owner"]
    is_number = owner.isascii() and owner.isdigit() and len(owner) < 10
    state = typed["state"]
    return Said(
        title=typed["title"].strip(),
        state=ProblemState(state) if state in frozenset(ProblemState) else None,
        owner=int(owner) if is_number else None,
        fixed_in=typed["fixed_in"].strip(),
        known_issue=typed["known_issue"].strip(),
        defect_url=typed["defect_url"].strip(),
        kb_url=typed["kb_url"].strip(),
    )


def problem_form(
    desk: Desk,
    values: Values,
    *,
    team: int | None,
    version: int = 0,
    problems: Mapping[str, str] | None = None,
) -> ProblemForm:
    """Give the form; team: whose security packets the record holds, or None."""
    return ProblemForm(
        values=values,
        problems=problems or {},
        owners=tuple((str(one.id), one.name) for one in owners(desk, team)),
        states=tuple((state.value, words) for state, words in STATE_WORDS.items()),
        hints=STATE_HINTS,
        version=version,
    )


def late_form(desk: Desk, problem: Problem, typed: Values, late: str) -> ProblemForm:
    """Give the form after somebody else's change: what was typed, beside what is stored now."""
    form = problem_form(desk, typed, team=problem.team_id)
    names = {"owner": dict(form.owners), "state": dict(form.states)}
    stored = values_of(problem)
    differing = tuple(
        (
            FIELD_WORDS[name],
            names.get(name, {}).get(stored[name], stored[name]) or "Nothing",
            names.get(name, {}).get(typed[name], typed[name]) or "Nothing",
        )
        for name in FIELDS
        if stored[name].strip() != typed[name].strip()
    )
    return ProblemForm(
        values=typed,
        problems={},
        owners=form.owners,
        states=form.states,
        hints=form.hints,
        version=problem.version,
        late=late,
        differing=differing,
    )
