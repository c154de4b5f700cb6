from dataclasses import replace

from escalator.domain.answers import with_choices
from escalator.domain.checklist import Widget
from escalator.domain.model import Answers
from tests.domain.packets import CHECKLIST, make_column, make_item

OUTCOMES = (("none", "Nothing found"), ("fits", "It fits"))
ITEMS = (
    make_item("scope", Widget.CHOICE, choices=OUTCOMES),
    make_item("at_stake", Widget.CHOICES, choices=OUTCOMES),
    make_item("ask", Widget.TEXT),
    make_item("affected_count", Widget.NUMBER),
    make_item(
        "searched",
        Widget.ROWS,
        columns=(
            make_column("words", Widget.TEXT),
            make_column("outcome", Widget.CHOICE, OUTCOMES),
        ),
    ),
)


ASKED = replace(CHECKLIST, items=ITEMS, _by_name={item.name: item for item in ITEMS})


def test_options_stay_as_they_were_chosen_and_nothing_else_does() -> None:
    typed: Answers = {
        "scope": "none",
        "at_stake": ("none", "typed by hand"),
        "ask": "none",
        "affected_count": 3,
        "searched": ({"words": "none", "outcome": "none"}, {"words": "x", "outcome": "by hand"}),
        "gone": "none",
    }
    clean: Answers = {
        "scope": "[HIDDEN-1]",
        "at_stake": ("[HIDDEN-1]", "[HIDDEN-2]"),
        "ask": "[HIDDEN-1]",
        "affected_count": 3,
        "searched": (
            {"words": "[HIDDEN-1]", "outcome": "[HIDDEN-1]"},
            {"words": "x", "outcome": "[HIDDEN-2]"},
        ),
        "gone": "[HIDDEN-1]",
    }
    assert with_choices(ASKED, typed, clean) == {
        "scope": "none",
        "at_stake": ("none", "[HIDDEN-2]"),
        "ask": "[HIDDEN-1]",
        "affected_count": 3,
        "searched": (
            {"words": "[HIDDEN-1]", "outcome": "none"},
            {"words": "x", "outcome": "[HIDDEN-2]"},
        ),
        "gone": "[HIDDEN-1]",
    }
