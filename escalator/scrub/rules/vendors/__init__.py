"""Rules for keys and tokens whose vendor gives them a recognisable form: a table for each field."""

from typing import Final

from escalator.scrub.rule import Rule
from escalator.scrub.rules.formats import Format, rule_of
from escalator.scrub.rules.vendors.clouds import CLOUDS
from escalator.scrub.rules.vendors.code import CODE
from escalator.scrub.rules.vendors.models import MODELS
from escalator.scrub.rules.vendors.money import MONEY_KEYS
from escalator.scrub.rules.vendors.prefixes import prefix_rule
from escalator.scrub.rules.vendors.talk import TALK
from escalator.scrub.rules.vendors.watch import WATCH
from escalator.scrub.rules.vendors.work import WORK

FORMATS: Final[tuple[Format, ...]] = (*CLOUDS, *CODE, *TALK, *MONEY_KEYS, *MODELS, *WATCH, *WORK)

VENDORS: Final[tuple[Rule, ...]] = tuple(map(rule_of, FORMATS))

PREFIXES: Final[tuple[Rule, ...]] = (prefix_rule(FORMATS),)
