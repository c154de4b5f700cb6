"""Fills scenarios with values and remembers them: what was planted is what may leak."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bench.scrub.draw import Draw
from bench.scrub.har.scenarios import Exchange, Scenario
from bench.scrub.model import Half, Role
from bench.scrub.values import SLOTS, plain_secret
from bench.scrub.writer import Leaf, Writer

SECRETS = frozenset(
    {"keyed secret", "authorization", "cookie", "jwt", "vendor key", "url credential"}
)
_SLOTS = {
    **SLOTS,
    "plain": Leaf(Role.HIDE, "keyed secret", plain_secret),
    "latlon": Leaf(Role.HIDE, "coordinates", lambda draw: draw.shape("48.1<d4>, 11.5<d4>")),
}


@dataclass(slots=True)
class Planted:
    """A scenario that is filled in.

    secrets, personal: values that must not be readable afterwards.
    """

    scenario: Scenario
    secrets: set[str] = field(default_factory=set)
    personal: set[str] = field(default_factory=set)


def plant(scenario: Scenario, seed: str) -> Planted:
    """Fill every slot of a scenario; the same person stands behind `me` throughout."""
    writer = Writer(Draw(f"{seed}/har/{scenario.name}", Half.TUNING), _SLOTS, language="en")
    planted = Planted(scenario)

    def fill(template: str) -> str:
        before = writer.length
        writer.write(template)
        document = writer.document("")
        for label in document.labels:
            if label.start >= before and label.role is Role.HIDE:
                wanted = planted.secrets if label.kind in SECRETS else planted.personal
                wanted.add(document.text[label.start : label.end])
        return document.text[before:]

    def fill_all(templates: Mapping[str, str]) -> dict[str, str]:
        return {name: fill(template) for name, template in templates.items()}

    planted.scenario = replace(
        scenario,
        pages=tuple(map(fill, scenario.pages)),
        cookies=fill_all(scenario.cookies),
        headers=fill_all(scenario.headers),
        exchanges=tuple(
            Exchange(
                url=fill(one.url),
                method=one.method,
                sends=fill_all(one.sends),
                body=fill(one.body),
                gets=fill_all(one.gets),
                answer=fill(one.answer),
            )
            for one in scenario.exchanges
        ),
    )
    return planted
