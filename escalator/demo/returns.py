"""What makes a packet come back: how it is weak, what engineers write, how authors mend it."""

import random
from collections.abc import Mapping

from escalator.domain.model import Answer, BounceReason

WANTED: Mapping[str, tuple[str, ...]] = {
    "request_ids": (
        "Add the request ID of at least one failing call with its time; without it the logs cannot be searched.",
        "One ID of a failing call, please, and one of a call that worked, both with their time.",
    ),
    "steps": (
        "Write the steps so that someone who does not know the customer can follow them, with the account used.",
        "The first step alone does not show it here; say what comes after it and with which test user.",
    ),
    "logs": (
        "The excerpt ends before the error; attach the lines around it, with the request's ID in them.",
        "Attach the lines of the failing minute; these are of a quiet one.",
    ),
    "recent_changes": (
        "Say what changed in the days before, with the hour, or that the customer confirmed nothing did.",
    ),
    "known_issues_searched": (
        "Name the words you searched the known issues for, and what came up.",
    ),
    "troubleshooting": (
        "Say what the last attempt rules out; as it stands it only repeats the problem.",
    ),
    "actual": ("Say what happens exactly, with one example and its time.",),
    "not_affected": (
        "Say who is not affected; it tells us whether this is the tenant or the region.",
        "Compare with one other tenant or site, and name it.",
    ),
    "workaround_text": (
        "Say what the workaround costs them, so that we can judge how long they can wait.",
    ),
    "sop": ("Follow the procedure to its end, and say at which step it stopped you.",),
    "error_text": ("Paste the exact error text instead of its beginning.",),
}
"""What engineers write when they return a packet for an item."""

WEIGHTS: Mapping[str, int] = {
    "steps": 4, "logs": 4, "not_affected": 3, "recent_changes": 2, "known_issues_searched": 2,
    "troubleshooting": 2, "sop": 2, "error_text": 1, "actual": 2, "workaround_text": 1,
}  # fmt: skip
"""How often an item is the weak one."""

ADDED: Mapping[str, str] = {
    "steps": "Done again with the test account of the tenant; it fails in the same way.",
    "recent_changes": "Asked the customer again: no other change in the last seven days.",
    "known_issues_searched": "Searched again with the exact error text: no open record.",
    "actual": "Seen again with the customer on the phone, three attempts out of three.",
    "not_affected": "Two more were checked and work.",
    "workaround_text": "The customer can live with it until the end of the week, not longer.",
    "sop": "Followed again from the start; it stops where S1 has no rights.",
    "error_text": "(the same text in the log)",
}
"""What authors add where the item said all it could."""

EXTRA_ATTEMPT = {
    "tried": "Repeated the failing step with a second account of the same tenant",
    "result": "Fails in the same way after the same time",
    "rules_out": "A fault of one account or its rights",
}
ONE_LINE = frozenset({"recent_changes", "sop", "known_issues_searched", "error_text"})
QUIET_LINES = 5  # what is left of a log that was cut too early


def weak(item: str, whole: Answer) -> Answer:
    """Give an answer as an engineer will return it, without making it a gap."""
    if isinstance(whole, str):
        first = whole.split("\n")[0].split(". ")[0].split("; ")[0]
        return first if len(first) > 25 else whole
    if isinstance(whole, tuple) and whole and isinstance(whole[-1], Mapping):
        last = dict(whole[-1])
        if item == "logs":
            last["text"] = "\n".join(last["text"].splitlines()[:QUIET_LINES])
        if item == "troubleshooting":
            last["rules_out"] = "Not clear"
        return (*whole[:-1], last)  # type: ignore[return-value]  # rows stay rows
    return whole


def mended(item: str, whole: Answer) -> Answer:
    """Give the answer that the author sends instead."""
    if item == "troubleshooting" and isinstance(whole, tuple):
        return (*whole, {**EXTRA_ATTEMPT})  # type: ignore[return-value]  # rows stay rows
    added = ADDED.get(item)
    if isinstance(whole, str) and added and weak(item, whole) == whole:
        return f"{whole} {added}" if item in ONE_LINE else f"{whole}\n{added}"
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


LACKING: Mapping[str, tuple[str, str]] = {
    "api-integration": ("http_status", "Their developer who saw the answers is back tomorrow."),
    "login-sso": ("sign_in_at", "The user who failed is at sea until tonight; nobody noted the time."),
    "release-regression": ("last_good_version", "The customer skipped three releases and kept no notes."),
    "performance-outage": ("now_measured", "It cannot be measured before the evening's peak."),
    "general": ("actual", "Their only user who saw it is on a flight until tonight."),
    "data-integrity": ("affected_ids", "The list takes their warehouse until tomorrow; it gets worse."),
    "network-connectivity": ("trace", "Nobody at the site may run a trace before their IT is back."),
    "endpoint-device": ("asset_tag", "The labels are inside the cabinets; the key holder comes on Monday."),
    "email-delivery": ("message_id", "The sender deleted the mail; the next one goes out tonight."),
    "security": ("evidence_kept", "The customer's IT lead decides tonight what may be kept."),
}  # fmt: skip
"""Category to what cannot be had before tomorrow, and why it cannot wait: an exception."""
