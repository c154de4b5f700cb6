"""Quality scores in words: the figure, its change, the goal, and how far two reviewers agree.

Nothing is counted here.
"""

from escalator.domain.metrics import Agreement
from escalator.domain.quality import Mean
from escalator.services.figures.marks import Of
from escalator.web.companions import Companion
from escalator.web.figure_address import Behind, Count
from escalator.web.figure_words import TOO_FEW_WORDS

NO_CHANGE = 0.05
"""Below this two means read alike, with one decimal."""


def mean_words(mean: Mean) -> str:
    """Say a mean: "4.3", or that there are too few."""
    return TOO_FEW_WORDS if mean.value is None or mean.is_too_few else f"{mean.value:.1f}"


def moved_mean_words(now: Mean, before: Mean) -> str:
    """Say how a mean changed: "up 0.2 from 4.1", "7 scored before"."""
    if not before.n:
        return "none before"
    if now.value is None or before.value is None or now.is_too_few or before.is_too_few:
        return f"{before.n:,} scored before"
    difference = now.value - before.value
    if abs(difference) < NO_CHANGE:
        return f"unchanged from {before.value:.1f}"
    return f"{'up' if difference > 0 else 'down'} {abs(difference):.1f} from {before.value:.1f}"


def quality_goal_words(mean: Mean, goal: float) -> str:
    """Say how a mean stands to the goal; "" when there are too few."""
    if mean.value is None or mean.is_too_few:
        return ""
    if reaches(mean, goal):
        return f"goal {goal:g} reached"
    return f"{goal - mean.value:.1f} short of the goal, {goal:g}"


def reaches(mean: Mean, goal: float) -> bool:
    """Tell whether a mean that can be judged reaches the goal, rounded as it is written."""
    return mean.value is not None and not mean.is_too_few and round(mean.value, 1) >= goal


def quality_companion(now: Mean, before: Mean, behind: Behind) -> Companion:
    """Give the quality score as it stands beside the bounce-back rate."""
    return Companion(
        "Quality score",
        mean_words(now),
        Count(now.n, behind.url(Of.SCORED)),
        "scored packet" if now.n == 1 else "scored packets",
        moved_mean_words(now, before),
        "Mean of what reviewers gave to weekly samples, 1 to 5.",
    )


def agreement_words(found: Agreement) -> str:
    """Say how far two reviewers agree: "0.71", or why that cannot be said."""
    if not found.n:
        return "no packet was scored twice"
    if found.is_too_few:
        return TOO_FEW_WORDS
    if found.kappa is None:
        return "undefined: all gave the same score"
    return f"{found.kappa:.2f}"
