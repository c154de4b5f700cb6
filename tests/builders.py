"""Makes checklists and packets for tests: shipped ones, examples, and small changes of them.

It judges nothing and touches no database.
"""

import json
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from escalator.contracts import Contracts, load_checklist, load_contracts, read_json
from escalator.domain.checklist import COMMON_FILE, Checklist, bundle, read_checklist
from escalator.domain.model import JSON, Answer, Packet, Priority, Row, Target, Tier
from escalator.domain.packet import read_json as read_packet
from escalator.resources import schemas_folder

NOW = datetime(2025, 10, 8, 16, 0, tzinfo=UTC)
"""The moment at which the example packets are judged."""

CATEGORIES = (
    "api-integration",
    "data-integrity",
    "email-delivery",
    "endpoint-device",
    "general",
    "login-sso",
    "network-connectivity",
    "performance-outage",
    "release-regression",
    "security",
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected of an incomplete example: (item, code, place) and (item, code), in order."""

    gaps: tuple[tuple[str, str, str], ...]
    advice: tuple[tuple[str, str], ...]


@cache
def shipped() -> Contracts:
    """Return the shipped contracts."""
    return load_contracts()


def checklist_of(category: str) -> Checklist:
    """Return a shipped checklist."""
    return shipped().checklists[category]


@cache
def earlier_api_checklist() -> Checklist:
    """Return the version of api-integration that asked for less."""
    return load_checklist(schemas_folder() / "examples/earlier/api-integration.schema.json")


def complete(category: str) -> Packet:
    """Return the complete example packet of a category."""
    return read_packet(example_file(f"{category}.complete.json").read_text("utf-8"))


def incomplete(category: str) -> Packet:
    """Return the incomplete example packet of a category."""
    return read_packet(example_file(f"{category}.incomplete.json").read_text("utf-8"))


def expected_of(category: str) -> Expected:
    """Return what is expected of the incomplete example packet of a category."""
    value = json.loads(example_file(f"{category}.incomplete.gaps.json").read_text("utf-8"))
    return Expected(
        gaps=tuple((gap["item"], gap["code"], gap["place"]) for gap in value["gaps"]),
        advice=tuple((advice["item"], advice["code"]) for advice in value["advice"]),
    )


def example_file(name: str) -> Path:
    """Return the path of an example file."""
    return schemas_folder() / "examples" / name


def with_answers(packet: Packet, **answers: Answer | None) -> Packet:
    """Return the packet with answers changed; None takes one away."""
    kept = {name: answer for name, answer in packet.answers.items() if name not in answers}
    new = {name: answer for name, answer in answers.items() if answer is not None}
    return replace(packet, answers=kept | new)


def aimed_at(packet: Packet, tier: Tier, *, priority: Priority | None = None) -> Packet:
    """Return the packet sent to a team of a tier, with another priority if one is given."""
    team = "platform-s3" if tier is Tier.S3 else "applications-s2"
    return replace(packet, target=Target(tier, team), priority=priority or packet.priority)


def rows(*values: Row) -> tuple[Row, ...]:
    """Return an answer in rows."""
    return values


def bundled(category: str) -> dict[str, JSON]:
    """Return a fresh copy of a shipped checklist's bundled schema, to be broken at will."""
    folder = schemas_folder() / "checklists"
    schema = bundle(read_json(folder / f"{category}.schema.json"), read_json(folder / COMMON_FILE))
    assert isinstance(schema, dict)
    return deepcopy(schema)


def checklist_from(schema: dict[str, JSON]) -> Checklist:
    """Return the checklist that a bundled schema describes."""
    return read_checklist(schema, "test.schema.json")
