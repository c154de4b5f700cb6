import pytest
from hypothesis import given
from hypothesis import strategies as st

from escalator.domain.filler import fold, is_blank, is_copy, is_filler

FILLER = [
    *("n/a", "N/A", "N / A", "n.a.", "NA", "not applicable", "Not available!", "unknown", "TBD"),
    *("to be determined", "idk", "don't know", "test", "TEST", "test test test", "this is a test"),
    *("see ticket", "See the ticket.", "see ticket #4821", "Please see ticket for more details"),
    *("as per attached", "see above", "see attachment", "in the ticket", "siehe Ticket"),
    *("voir le ticket", "ver ticket", "vedi ticket", "zie ticket", "неизвестно", "不明", "无"),
    *("n/a, see ticket", "n/a - see above", "keine Angabe", "unbekannt", "nvt", "sans objet"),
    *("asdf", "ASDF", "asdf asdf", "asdfghjkl", "qwerty", "qwertz", "lkjlkj", "sdfkjhsdf"),
    *(".", "...", "-", "–", "?", "!!!", "xxxx", "x", "aaaaa", ". . .", "🙂🙂", "000000", "_"),
    *("foo", "foo bar", "bla bla bla", "lorem ipsum", "none", "Nothing", "keine"),
]
FILLER += [
    *("no info", "Info in ticket", "more details in the ticket", "see Jira", "Refer to Zendesk"),
    *(
        "will update later",
        "k.A.",
        "s.o.",
        "aaa bbb",
        "hello",
        "不清楚",
        "わかりません",
        "Test ticket",
    ),
]
HONEST = [
    *("500", "404", "444", "0", "7", "1111", "GET", "v2", "No", "no", "yes", "OK", "EU", "C:", "A"),
    *("P1", "S3", "AAAA", "www", "III", "1.2.3", "10:42", "443/TCP", "IPv6", "Flask", "salad"),
    *("Production", "All", "Everyone", "Edge 140", "eu-west-1", "null", "pending", "timeout"),
    *("KB-2231", "ZD-48213", "exp_5c90", "req_1", "Typewriter", "property", "test.example.com"),
    *("see ticket ZD-1: it is the second tenant", "n/a on Windows, fails on macOS only"),
    *("Tested with two browsers", "No error is shown, the page stays white", "Tout le monde"),
    *("KA", "so", "ask", "ticket #12345", "111 222 333", "Attached to the ticket as a.png"),
    *("asdf is what the field shows", "unknown host api.example.com", "Alle", "ok", "SSL", "dhl"),
]


@pytest.mark.parametrize("text", FILLER)
def test_a_text_that_says_nothing_is_filler(text: str) -> None:
    assert is_filler(text)


@pytest.mark.parametrize("text", HONEST)
def test_a_short_but_honest_answer_is_not_filler(text: str) -> None:
    assert not is_filler(text)


@pytest.mark.parametrize("text", ["a", "123", "it doesn't work", "please fix", "Problem", "Error!"])
def test_prose_is_held_to_more_than_a_value(text: str) -> None:
    assert is_filler(text, is_prose=True)


@pytest.mark.parametrize("text", ["500", "No", "GET", "same as yesterday", "Alle 45 Nutzer"])
def test_prose_may_be_short(text: str) -> None:
    assert not is_filler(text, is_prose=True)


@pytest.mark.parametrize("text", ["None", "nothing", "keine", "aucune", "No error shown"])
def test_none_is_an_answer_where_the_item_says_so(text: str) -> None:
    assert not is_filler(text, accepts_none=True)


@pytest.mark.parametrize("text", ["Not working", "Same", "OK"])
def test_the_result_of_a_step_may_be_that_it_did_not_help(text: str) -> None:
    assert not is_filler(text, is_prose=True, accepts_none=True)


@given(st.sampled_from(["n/a", "see ticket", "asdf", "tbd"]), st.data())
def test_case_spaces_and_punctuation_do_not_hide_filler(word: str, data: st.DataObject) -> None:
    cased = "".join(data.draw(st.sampled_from([char, char.upper()])) for char in word)
    space = st.text(" \t\n.!\u200b", max_size=4)
    assert is_filler(data.draw(space) + cased + data.draw(space))


@given(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Nd"]))
def test_one_repeated_character_is_filler(char: str) -> None:
    assert is_filler(char * 7)


@given(st.text())
def test_any_text_can_be_judged(text: str) -> None:
    assert is_filler(text) in (True, False)
    assert is_blank(text) == (not text or (is_blank(text[:1]) and is_blank(text[1:])))


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u200b", "\ufeff \u2060", "\0"])
def test_a_text_that_shows_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


def test_a_copy_is_recognised_whatever_its_case_and_punctuation() -> None:
    assert is_copy("export run, 60 SECONDS", "Export run: 60 seconds.")
    assert not is_copy("export run, 61 seconds", "Export run: 60 seconds.")


def test_folding_keeps_letters_digits_and_symbols_of_every_script() -> None:
    assert fold("Straße 12/4, №7 — ПРИВЕТ!") == "strasse124no7привет"
