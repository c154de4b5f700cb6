import pytest

from escalator.scrub import (
    Kind,
    MemoryVault,
    NotHidden,
    NotTakenBack,
    ScrubError,
    allow,
    allow_placeholder,
    disallow_placeholder,
    hide,
    is_left,
    leave,
    scrub_text,
    stands_behind,
)
from tests.scrub.planted import new_hasher, new_vault

HASHER = new_hasher()


def shown(text: str, vault: MemoryVault, *names: str) -> str:
    return scrub_text(text, hasher=HASHER, vault=vault, names=names).text


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.IP, "203.0.113.7", "ip 203.0.113.7"),
        (Kind.EMAIL, "Jane@example.com", "mail jane@example.com"),
        (Kind.USER, "jdoe77", "user=jdoe77"),
        (Kind.IBAN, "DE89370400440532013000", "DE89 3704 0044 0532 0130 00"),
    ],
)
def test_what_is_not_personal_stays(kind: Kind, value: str, text: str) -> None:
    vault = new_vault()
    allow(value, kind=kind, hasher=HASHER, vault=vault)
    assert shown(text, MemoryVault(vault.rows())) == text


def test_only_the_allowed_value_stays() -> None:
    vault = new_vault()
    allow("203.0.113.7", kind=Kind.IP, hasher=HASHER, vault=vault)
    assert shown("203.0.113.7 203.0.113.8", vault) == "203.0.113.7 [IP-1.1]"


def test_a_name_that_is_no_person_stays() -> None:
    vault = new_vault()
    allow("Jordan", kind=Kind.NAME, hasher=HASHER, vault=vault)
    assert shown("in Jordan; Haddad", vault, "Jordan Haddad") == "in Jordan; [NAME-1]"


def test_a_finding_is_taken_back_by_its_placeholder() -> None:
    vault = new_vault()
    assert shown("user=jdoe77", vault) == "user=[USER-1]"
    assert allow_placeholder("[USER-1]", vault=vault)
    assert shown("user=jdoe77 jdoe77", vault) == "user=jdoe77 jdoe77"


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.CARD, "4111 1111 1111 1111"),
        (Kind.SECRET, "hunter2x"),
        (Kind.KEY, "x"),
        (Kind.TOKEN, "x"),
        (Kind.COOKIE, "x"),
        (Kind.JWT, "x"),
        (Kind.PRIVATE_KEY, "x"),
        (Kind.IP, "4111111111111111"),
        (Kind.USER, "gh" + "p_" + "aB3dE6gH9jK2mN5pQ8rS1tU4vW7xY0zA2bC4"),
    ],
)
def test_keys_cards_and_passwords_are_never_taken_back(kind: Kind, value: str) -> None:
    with pytest.raises(NotTakenBack) as caught:
        allow(value, kind=kind, hasher=HASHER, vault=new_vault())
    assert value not in str(caught.value)


def test_a_secret_is_not_taken_back_by_its_placeholder() -> None:
    with pytest.raises(NotTakenBack):
        allow_placeholder("[SECRET-1]", vault=new_vault())


def test_text_that_is_no_placeholder_is_refused() -> None:
    with pytest.raises(ScrubError):
        allow_placeholder("jane", vault=new_vault())


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("Falcon", "project FALCON, falcons", "project [HIDDEN-1], falcons"),
        ("Project Falcon", "the project  falcon; project only", "the [HIDDEN-1]; project only"),
        ("acme-prod-7", "on acme-prod-7.", "on [HIDDEN-1]."),
        ("山田", "担当の山田です", "担当の[HIDDEN-1]です"),
    ],
)
def test_what_a_person_hides_is_hidden_everywhere(value: str, text: str, expected: str) -> None:
    vault = new_vault()
    assert hide(value, hasher=HASHER, vault=vault) == "[HIDDEN-1]"
    assert shown(text, MemoryVault(vault.rows())) == expected


def test_hiding_takes_an_earlier_allowance_back() -> None:
    vault = new_vault()
    allow("jdoe77", kind=Kind.USER, hasher=HASHER, vault=vault)
    hide("jdoe77", hasher=HASHER, vault=vault)
    assert shown("jdoe77", vault) == "[HIDDEN-1]"


def test_a_name_hidden_by_hand_hides_its_parts() -> None:
    vault = new_vault()
    assert hide("Zofia Haddad", hasher=HASHER, vault=vault, kind=Kind.NAME) == "[NAME-1]"
    assert shown("haddad and Zofia", vault) == "[NAME-1] and [NAME-1]"


def test_hiding_what_is_hidden_already_gives_its_placeholder() -> None:
    vault = new_vault()
    shown("", vault, "Zofia Haddad")
    assert hide("haddad", hasher=HASHER, vault=vault) == "[NAME-1]"
    assert hide("Falcon", hasher=HASHER, vault=vault) == "[HIDDEN-1]"
    assert hide("falcon", hasher=HASHER, vault=vault) == "[HIDDEN-1]"


@pytest.mark.parametrize("value", ["", "...", "x" * 81, "x " * 101, "a " * 17])
def test_what_is_no_single_value_cannot_be_hidden(value: str) -> None:
    with pytest.raises(NotHidden):
        hide(value, hasher=HASHER, vault=new_vault())


def test_an_address_taken_back_stands_whole_though_a_name_is_in_it() -> None:
    vault = new_vault()
    text = "mail jane.doe@example.com, says Jane Doe"
    assert shown(text, vault) == "mail [EMAIL-1], says [NAME-1]"
    allow_placeholder("[EMAIL-1]", vault=vault)
    assert shown(text, vault) == "mail jane.doe@example.com, says [NAME-1]"


def test_a_name_that_a_rule_found_is_taken_back_by_its_placeholder() -> None:
    vault = new_vault()
    assert shown("Dear Zofia Haddad,", vault) == "Dear [NAME-1],"
    allow_placeholder("[NAME-1]", vault=vault)
    assert shown("Dear Zofia Haddad,", vault) == "Dear Zofia Haddad,"


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [
        ("ip 203.0.113.7", "[IP-1.1]"),
        ("mail zofia.haddad@example.com", "[EMAIL-1]"),
        ("Dear Zofia Haddad,", "[NAME-1]"),
        ("user=zhaddad77", "[USER-1]"),
    ],
)
def test_what_was_taken_back_is_hidden_again_under_its_old_placeholder(
    text: str, placeholder: str
) -> None:
    vault = new_vault()
    before = shown(text, vault)
    allow_placeholder(placeholder, vault=vault)
    assert shown(text, vault) == text
    assert disallow_placeholder(placeholder, vault=vault)
    assert shown(text, MemoryVault(vault.rows())) == before


@pytest.mark.parametrize(
    ("text", "placeholder", "right", "wrong"),
    [
        ("ip 203.0.113.7", "[IP-1.1]", "203.0.113.7", "203.0.113.8"),
        ("mail zh@example.com", "[EMAIL-1]", "ZH@example.com", "z@example.com"),
        ("Dear Zofia Haddad,", "[NAME-1]", "zofia haddad", "Zofia Hadad"),
        ("user=zhaddad77", "[USER-1]", "zhaddad77", ""),
    ],
)
def test_a_typed_value_is_known_for_what_a_placeholder_stands_for(
    text: str, placeholder: str, right: str, wrong: str
) -> None:
    vault = new_vault()
    shown(text, vault)
    assert stands_behind(right, placeholder, hasher=HASHER, vault=vault)
    assert not stands_behind(wrong, placeholder, hasher=HASHER, vault=vault)


def test_a_doubtful_word_that_was_left_is_still_hidden_where_its_key_makes_it_a_secret() -> None:
    vault, word = new_vault(), "q7Zk2pLx9Rv4"
    leave(word, hasher=HASHER, vault=vault)
    vault = MemoryVault(vault.rows())
    assert is_left(word, hasher=HASHER, vault=vault)
    assert not is_left(word.lower(), hasher=HASHER, vault=vault)
    assert shown(f"{word} password={word}", vault) == "[SECRET-1] password=[SECRET-1]"


@pytest.mark.parametrize(
    "value", ["acme/prod", "acme@prod", "acme:5432", r"C:\acme", "Acme (Nord)", "acme.prod"]
)
def test_what_a_person_hides_may_have_any_sign_between_its_words(value: str) -> None:
    vault = new_vault()
    hide(value, hasher=HASHER, vault=vault)
    hidden = shown(f"see {value}, here", MemoryVault(vault.rows()))
    assert "[HIDDEN-1]" in hidden
    assert "acme" not in hidden.lower()


@pytest.mark.parametrize(
    ("text", "placeholder"),
    [
        ("mail zh@example.com", "[EMAIL-1]"),
        ("ip 203.0.113.7", "[IP-1.1]"),
        ("Falcon", "[HIDDEN-1]"),
    ],
)
def test_hiding_by_hand_what_was_taken_back_gives_the_placeholder_it_had(
    text: str, placeholder: str
) -> None:
    vault, value = new_vault(), text.split()[-1]
    if placeholder == "[HIDDEN-1]":
        hide(value, hasher=HASHER, vault=vault)
    shown(text, vault)
    allow_placeholder(placeholder, vault=vault)
    assert shown(text, vault) == text
    assert hide(value, hasher=HASHER, vault=vault) == placeholder
    assert shown(text, vault) == text.replace(value, placeholder)
