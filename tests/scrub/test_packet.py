from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from escalator.scrub import Kind, MemoryVault, scrub_answers
from escalator.scrub.model import AnswerFinding, Finding, GivenAnswer
from tests.scrub.planted import PLANTS, QUIET, new_hasher, new_vault

Answers = Mapping[str, GivenAnswer]

plants = st.sampled_from(list(PLANTS)).flatmap(
    lambda kind: st.tuples(st.sampled_from(PLANTS[kind][1]), PLANTS[kind][0])
)


def test_a_value_found_in_one_answer_is_hidden_in_all() -> None:
    answers: Answers = {
        "problem": "jdoe77 cannot print",
        "logs": [{"source": "sshd", "text": "Accepted publickey for jdoe77 from 10.0.0.1"}],
        "choices": ["money", "jdoe77"],
        "affected_count": 3,
    }
    result = scrub_answers(answers, hasher=new_hasher(), vault=new_vault())
    assert result.answers == {
        "problem": "[USER-1] cannot print",
        "logs": ({"source": "sshd", "text": "Accepted publickey for [USER-1] from 10.0.0.1"},),
        "choices": ("money", "[USER-1]"),
        "affected_count": 3,
    }


def test_findings_say_item_row_column_and_place() -> None:
    answers: Answers = {
        "problem": "fine",
        "logs": ({"source": "x"}, {"source": "y", "text": "ip 203.0.113.7"}),
    }
    result = scrub_answers(answers, hasher=new_hasher(), vault=new_vault())
    assert result.findings == (
        AnswerFinding("logs", 1, "text", Finding(Kind.IP, 3, 14, "[IP-1.1]")),
    )


def test_answers_without_findings_are_equal_to_what_was_given() -> None:
    answers: Answers = {"a": "x", "b": 7, "c": ("p", "q"), "d": ({"e": "f"}, {}), "g": (), "h": ""}
    assert scrub_answers(answers, hasher=new_hasher(), vault=new_vault()).answers == answers


def test_a_later_save_gives_the_same_placeholders() -> None:
    vault = new_vault()
    first = scrub_answers(
        {"a": "mail jane.doering@example.com", "b": "password=hunter2x"},
        hasher=new_hasher(),
        vault=vault,
        names=("Zofia Haddad",),
    )
    later = scrub_answers(
        {**first.answers, "c": "Jane and Zofia tried hunter2x at JANE.DOERING@example.com"},
        hasher=new_hasher(),
        vault=MemoryVault(vault.rows()),
    )
    assert later.answers["a"] == first.answers["a"] == "mail [EMAIL-1]"
    assert later.answers["b"] == "password=[SECRET-1]"
    assert later.answers["c"] == "[NAME-2] and [NAME-1] tried [SECRET-1] at [EMAIL-1]"


@given(st.lists(plants, min_size=1, max_size=4), st.data())
def test_no_planted_value_survives_in_any_field(
    planted: list[tuple[str, str]], data: st.DataObject
) -> None:
    cells = [sentence.format(value) for sentence, value in planted]
    cells += [f"again {value}." for _, value in planted] + list(QUIET[:3])
    cells = data.draw(st.permutations(cells))
    half = len(cells) // 2
    answers: Answers = {
        "rows": [{"x": cell} for cell in cells[:half]],
        "list": cells[half:-1],
        "one": cells[-1],
    }
    result = scrub_answers(answers, hasher=new_hasher(), vault=new_vault())
    assert not [value for _, value in planted if value in str(result.answers)]
    again = scrub_answers(result.answers, hasher=new_hasher(), vault=new_vault())
    assert again.answers == result.answers
