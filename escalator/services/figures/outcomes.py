"""What packets turned out to be, and what they stated when they were first submitted."""

from collections.abc import Mapping
from dataclasses import dataclass

from escalator.domain.figures import Filings, Resolutions
from escalator.domain.metrics import Rate
from escalator.domain.model import RootCause
from escalator.services.figures.marks import Of
from escalator.services.figures.sums import Counts


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What the packets resolved in the period were, and what those filed in it stated."""

    resolutions: Resolutions
    filings: Filings

    @property
    def resolved(self) -> int:
        """How many were resolved."""
        return self.resolutions.reproduced.n


def outcomes(counts: Counts) -> Outcomes:
    """Read them from the counts of a period."""
    return Outcomes(_resolutions(counts), _filings(counts))


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
    return {detail: n for (of, detail), n in counts.items() if of == wanted and n}


def _driver(text: str) -> tuple[str, RootCause]:
    category, _, cause = text.partition(":")
    return category, RootCause(cause)


def _item(text: str) -> tuple[str, str]:
    checklist, _, item = text.partition(":")
    return checklist, item
