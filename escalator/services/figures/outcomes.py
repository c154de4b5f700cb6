"""What packets turned out to be, and what they stated when they were first submitted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, union_all

from escalator.domain.figures import Filings, Resolutions
from escalator.domain.metrics import Rate
from escalator.domain.model import RootCause
from escalator.services.desk import Desk
from escalator.services.figures import by_decision, by_outcome
from escalator.services.figures.by_decision import Marks
from escalator.services.figures.filters import Scope
from escalator.services.figures.marks import Of
from escalator.services.figures.sums import Sums
from escalator.services.resolutions import BILLABLE, NOT_AVAILABLE
from escalator.store.counts import Resolved, Stated

Counts = Counter[tuple[Of, str]]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What the packets resolved in the period were, and what those filed in it stated."""

    resolutions: Resolutions
    filings: Filings

    @property
    def resolved(self) -> int:
        """How many were resolved."""
        return self.resolutions.reproduced.n


def outcomes(desk: Desk, summed: Sums) -> Outcomes:
    """Give what was summed, and the rest in one statement."""
    counts = Counter(summed.counts)
    for of, detail, n in desk.session.execute(union_all(*_asked(summed.rest))):
        counts[Of(of), detail] += n
    return Outcomes(_resolutions(counts), _filings(counts))


def _asked(scope: Scope) -> Iterator[Select[*tuple[Any, ...]]]:
    resolved = by_outcome.resolved(scope)
    yield _grouped(resolved, Of.ROOT_CAUSE, cast(Resolved.root_cause, String))
    yield _grouped(resolved, Of.DRIVER, by_outcome.DRIVER)
    yield _counted(by_outcome.reproduced(scope), Of.REPRODUCED)
    yield _counted(by_outcome.s1_could_have_solved(scope), Of.S1_COULD_HAVE_SOLVED)
    yield _counted(by_decision.filed(scope), Of.FILED)
    unavailable = by_outcome.stated(scope, NOT_AVAILABLE)
    yield _grouped(unavailable, Of.NOT_AVAILABLE, by_outcome.UNAVAILABLE)
    yield _grouped(by_outcome.stated(scope, BILLABLE), Of.BILLABLE, cast(Stated.words, String))


def _grouped(marked: Marks, of: Of, detail: ColumnElement[str]) -> Select[*tuple[Any, ...]]:
    return marked.with_only_columns(literal(of.value), detail, func.count()).group_by(detail)


def _counted(marked: Marks, of: Of) -> Select[*tuple[Any, ...]]:
    return marked.with_only_columns(literal(of.value), literal(""), func.count())


def _resolutions(counts: Counts) -> Resolutions:
    causes = {RootCause(word): n for word, n in _of(counts, Of.ROOT_CAUSE).items()}
    resolved = sum(causes.values())
    return Resolutions(
        root_causes=causes,
        drivers={_driver(text): n for text, n in _of(counts, Of.DRIVER).items()},
        reproduced=Rate(counts[Of.REPRODUCED, ""], resolved),
        s1_could_have_solved=Rate(counts[Of.S1_COULD_HAVE_SOLVED, ""], resolved),
    )


def _filings(counts: Counts) -> Filings:
    return Filings(
        packets=counts[Of.FILED, ""],
        not_available={_item(text): n for text, n in _of(counts, Of.NOT_AVAILABLE).items()},
        billable=_of(counts, Of.BILLABLE),
    )


def _of(counts: Counts, wanted: Of) -> Mapping[str, int]:
    return {detail: n for (of, detail), n in counts.items() if of is wanted and n}


def _driver(text: str) -> tuple[str, RootCause]:
    category, _, cause = text.partition(":")
    return category, RootCause(cause)


def _item(text: str) -> tuple[str, str]:
    checklist, _, item = text.partition(":")
    return checklist, item
