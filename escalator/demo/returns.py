"""What makes a packet come back: how it is weak, what engineers write, how authors mend it.

The sentences stand in returns.toml.
"""

import random
import tomllib
from collections.abc import Mapping
from pathlib import Path

from escalator.domain.model import Answer, BounceReason

_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

WANTED: Mapping[str, list[str]] = _TABLES["wanted"]
"""What engineers write when they return a packet for an item."""

WEIGHTS: Mapping[str, int] = _TABLES["weights"]
"""How often an item is the weak one."""

LACKING: Mapping[str, tuple[str, str]] = {
    category: (item, why) for category, (item, why) in _TABLES["lacking"].items()
}
"""Category to what sometimes cannot be had before tomorrow, and why; not every one has it."""

_ADDED: Mapping[str, str] = _TABLES["added"]
_THIN: Mapping[str, str] = _TABLES["thin"]
_QUIET_LINES = 5  # what is left of a log that was cut too early
_SHORTEST = 25


def weak(item: str, whole: Answer) -> Answer:
    """Give an answer as an engineer will return it, without making it a gap."""
    if item in _THIN:
        return _THIN[item]
    if isinstance(whole, str):
        first = whole.split("\n")[0].split(". ")[0].split("; ")[0]
        return first if len(first) > _SHORTEST else whole
    if isinstance(whole, tuple) and whole and isinstance(whole[-1], Mapping):
        last = dict(whole[-1])
        if item == "logs":
            last["text"] = "\n".join(last["text"].splitlines()[:_QUIET_LINES])
        if item == "troubleshooting":
            last["rules_out"] = "Not clear"
        return (*whole[:-1], last)
    return whole


def mended(item: str, whole: Answer, stands: Answer | None) -> Answer:
    """Give the answer that the author sends instead of what stands in the packet."""
    if item == "troubleshooting" and isinstance(whole, tuple):
        return (*whole, {**_TABLES["another_attempt"]})
    if isinstance(whole, str) and item in _ADDED and stands == whole:
        return f"{whole}\n{_ADDED[item]}"
    return whole


def reason_for(item: str, chance: random.Random) -> BounceReason:
    """Draw a reason that fits the item."""
    if item in ("sop", "known_issues_searched"):
        return BounceReason.SOP_SKIPPED
    if item == "steps":
        return chance.choice((BounceReason.DOES_NOT_REPRODUCE, BounceReason.UNUSABLE))
    if item in ("request_ids", "not_affected", "recent_changes"):
        return BounceReason.MISSING
    return BounceReason.UNUSABLE
