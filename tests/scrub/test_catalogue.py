"""docs/scrubbing-rules.md says what the tables of rules say."""

import re

from escalator.scrub import Kind
from escalator.scrub.catalogue import catalogue
from escalator.scrub.rules import RULES
from tests.support.golden import Golden


def test_the_docs_list_the_rules_there_are(golden: Golden) -> None:
    golden("../../docs/scrubbing-rules.md", catalogue())


def test_every_rule_has_its_line_in_a_table_of_four_columns() -> None:
    lines = [line for line in catalogue().splitlines() if line.startswith("| ")]
    assert all(len(re.split(r"(?<!\\)\|", line)) == 6 for line in lines)
    names = [re.split(r"(?<!\\)\|", line)[1].strip() for line in lines]
    assert {rule.name for rule in RULES} <= set(names)


def test_every_kind_that_rules_find_has_its_heading() -> None:
    text = catalogue()
    kinds = {rule.kind for rule in RULES}
    assert [
        kind for kind in Kind if kind in kinds and f"## `[{kind.value.upper()}-1]`" not in text
    ] == []
