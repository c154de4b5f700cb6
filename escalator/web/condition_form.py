"""The form of one condition of a checklist: when it holds, and what is due then."""

from collections.abc import Iterable, Mapping

from werkzeug.datastructures import MultiDict

from escalator.domain.checklist import Checklist, Column, Item, Widget
from escalator.domain.conditions import Asked, Condition, Wanted, may_be_asked
from escalator.domain.model import Priority, Tier
from escalator.web.checklist_form import LONGEST_SENTENCE, asked
from escalator.web.forms import Filled, read_form

WHEN = "when-"
MOST_WANTED = 20


def shown_answers(
    condition: Condition, form: MultiDict[str, str], items: Iterable[str]
) -> tuple[str, ...]:
    """Name the items whose answers the form asks about: those of the condition, and one added."""
    named = [part.item for part in condition.asked]
    named += form.getlist("shown")
    known = set(items)
    return tuple(name for name in dict.fromkeys(named) if name in known)


def condition_questions(checklist: Checklist, answers: Iterable[str]) -> tuple[Item, ...]:
    """Give what is asked about a condition; answers: items whose answers it looks at."""
    tiers = ((Tier.S2.value, "S2"), (Tier.S3.value, "S3"))
    priorities = tuple((one.value, one.value) for one in Priority)
    return (
        asked("tiers", "For the target's tier", Widget.CHOICES, choices=tiers),
        asked("priorities", "For the priority", Widget.CHOICES, choices=priorities),
        *(_answer_question(checklist.item(name)) for name in answers),
        _wanted_question(checklist),
        asked(
            "because",
            "Why it is due then",
            Widget.TEXT,
            hint="One sentence, read at the gap: what engineers do with it in this case.",
            longest=LONGEST_SENTENCE,
        ),
    )


def _answer_question(item: Item) -> Item:
    verb = "has" if item.widget is Widget.CHOICES else "is"
    label = f"When “{item.label}” {verb} one of"
    return asked(f"{WHEN}{item.name}", label, Widget.CHOICES, choices=item.choices)


def _wanted_question(checklist: Checklist) -> Item:
    items = tuple((item.name, item.label) for item in checklist.items)
    return asked(
        "wanted",
        "Then these are due",
        Widget.ROWS,
        hint="A number of rows means something only for items that are answered in rows.",
        longest=MOST_WANTED,
        columns=(
            Column("item", "Item", Widget.CHOICE, items, 64, True, ""),
            Column("rows", "At least so many rows", Widget.LINE, (), 2, False, ""),
        ),
    )


def filled_condition(condition: Condition) -> Filled:
    """Give the form of a condition as it stands in the checklist."""
    return Filled(
        {
            "tiers": condition.tiers,
            "priorities": condition.priorities,
            "because": condition.because,
            "wanted": tuple(
                {"item": one.item, "rows": str(one.rows or "")} for one in condition.wanted
            ),
            **{f"{WHEN}{part.item}": part.options for part in condition.asked},
        }
    )


def read_condition_form(
    form: MultiDict[str, str], checklist: Checklist
) -> tuple[Condition, dict[str, str]]:
    """Give what a form says about a condition, and what of it cannot be kept."""
    answers = [one for one in may_be_asked(checklist) if one in form.getlist("shown")]
    filled = read_form(condition_questions(checklist, answers), form)
    problems: dict[str, str] = {}
    because = str(filled.answers.get("because", "")).strip()
    if not because:
        problems["because"] = "Say in a sentence why it is due then."
    elif len(because) > LONGEST_SENTENCE:
        problems["because"] = f"At most {LONGEST_SENTENCE:,} characters."
    condition = Condition(
        tiers=_chosen(filled, "tiers", ("S2", "S3")),
        priorities=_chosen(filled, "priorities", tuple(Priority)),
        asked=tuple(
            Asked(name, options)
            for name in answers
            if (options := _options(filled, checklist.item(name)))
        ),
        wanted=_wanted(filled, checklist, problems),
        because=because,
    )
    if not (condition.tiers or condition.priorities or condition.asked):
        problems["tiers"] = "Choose when it holds. What every packet needs is said at the item."
    return condition, problems


def _options(filled: Filled, item: Item) -> tuple[str, ...]:
    return _chosen(filled, f"{WHEN}{item.name}", tuple(value for value, _ in item.choices))


def _chosen(filled: Filled, name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give what was ticked, in the order of the options."""
    found = filled.answers.get(name, ())
    ticked = set(found) if isinstance(found, tuple) else set()
    return tuple(str(each) for each in known if each in ticked)


def _wanted(filled: Filled, checklist: Checklist, problems: dict[str, str]) -> tuple[Wanted, ...]:
    typed = filled.answers.get("wanted", ())
    rows = typed if isinstance(typed, tuple) else ()
    found: dict[str, Wanted] = {}
    for number, row in enumerate(row for row in rows if isinstance(row, Mapping)):
        name, fewest = row.get("item", ""), row.get("rows", "").strip()
        if not name and not fewest:
            continue
        if not checklist.has_item(name):
            problems[f"wanted-{number}-item"] = "Choose an item."
            continue
        item = checklist.item(name)
        is_number = fewest.isascii() and fewest.isdigit() and 1 <= int(fewest) <= item.max_length
        if fewest and not (item.columns and is_number):
            words = (
                f"A whole number from 1 to {item.max_length}."
                if item.columns
                else (f"“{item.label}” is not answered in rows.")
            )
            problems[f"wanted-{number}-rows"] = words
            continue
        found[name] = Wanted(name, int(fewest or 0))
    if not found and not any(one.startswith("wanted") for one in problems):
        problems["wanted"] = "Choose at least one item."
    return tuple(found.values())
