import pytest

from escalator.scrub import MemoryVault, scrub_text
from tests.scrub.planted import new_hasher, new_vault


def shown(text: str, *names: str) -> str:
    return scrub_text(text, hasher=new_hasher(), vault=new_vault(), names=names).text


CASES = [
    (
        "whole and parts are one",
        ["Jane Doe", "Jane", "DOE"],
        "Jane Doe, jane; DOE",
        "[NAME-1], [NAME-1]; [NAME-1]",
    ),
    ("order of typing does not matter", ["DOE", "Jane", "Jane Doe"], "Jane Doe", "[NAME-1]"),
    ("last name first", ["Jane Doering"], "Doering, Jane", "[NAME-1]"),
    (
        "whole words only",
        ["Ann Lee"],
        "Annual report, fleet, Ann.",
        "Annual report, fleet, [NAME-1].",
    ),
    (
        "particles stay",
        ["Vincent van der Berg"],
        "van der Vincent: berg",
        "van der [NAME-1]: [NAME-1]",
    ),
    (
        "titles are no name",
        ["Dr. Jane Doering"],
        "Dr. Doering and Dr. Watson",
        "Dr. [NAME-1] and Dr. [NAME-2]",
    ),
    (
        "a common word only with its capital",
        ["Will Okafor"],
        "Will said it will work",
        "[NAME-1] said it will work",
    ),
    (
        "a month is a month",
        ["May Okafor"],
        "May 12 10:20:30 host up; ask May",
        "May 12 10:20:30 host up; ask [NAME-1]",
    ),
    ("possessive", ["Jane Doering"], "Jane's tenant", "[NAME-1]'s tenant"),
    ("underscore and dot", ["Jane Doering"], "jane_doering; jane.doering", "[NAME-1]; [NAME-1]"),
    ("initial and last name", ["Jane Doering"], "jdoering logged in", "[NAME-1] logged in"),
    ("accents", ["José Núñez"], "JOSE nunez; josé", "[NAME-1]; [NAME-1]"),
    ("combining marks", ["José"], "Jose\u0301 wrote", "[NAME-1] wrote"),
    ("umlauts spelled out", ["Jörg Müller"], "joerg mueller", "[NAME-1]"),
    (
        "two people with one first name",
        ["Jane Doering", "Jane Okafor"],
        "Jane Okafor and Doering",
        "[NAME-2] and [NAME-1]",
    ),
    ("Cyrillic", ["Оксана Шевченко"], "ОКСАНА пишет", "[NAME-1] пишет"),
    ("Devanagari", ["प्रिया शर्मा"], "प्रिया ने", "[NAME-1] ने"),
    ("Chinese without spaces", ["王小明"], "客户王小明报告", "客户[NAME-1]报告"),
    ("apostrophe", ["Siobhán O'Neill"], "o'neill; O’Neill", "[NAME-1]; [NAME-1]"),
    ("hyphen", ["Anna-Lena Lindqvist"], "Anna-Lena, lena lindqvist", "[NAME-1], [NAME-1]"),
    ("a field that was hidden before", ["[NAME-1]"], "Name 1 name NAME", "Name 1 name NAME"),
    ("one letter is too little", ["J Doering"], "j = 1; doering", "j = 1; [NAME-1]"),
    ("an address typed as a name", ["jane.doering@example.com"], "Doering", "[NAME-1]"),
    ("nothing in it", ["", " ", "...", "42"], "42 ... x", "42 ... x"),
    ("across a wrapped line", ["Jane Doering"], "Jane\nDoering", "[NAME-1]"),
]


@pytest.mark.parametrize(
    ("names", "text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES]
)
def test_typed_names_are_hidden(names: list[str], text: str, expected: str) -> None:
    assert shown(text, *names) == expected


def test_a_later_run_knows_names_by_digest_alone() -> None:
    vault = new_vault()
    scrub_text("", hasher=new_hasher(), vault=vault, names=("Zofia Kowalczyk",))
    later = MemoryVault(vault.rows())
    result = scrub_text("KOWALCZYK, Zofia: hi", hasher=new_hasher(), vault=later)
    assert result.text == "[NAME-1]: hi"


def test_a_lone_first_name_is_completed_by_the_whole_name_later() -> None:
    vault = new_vault()
    scrub_text("", hasher=new_hasher(), vault=vault, names=("Zofia",))
    result = scrub_text(
        "Zofia Kowalczyk", hasher=new_hasher(), vault=vault, names=("Zofia Kowalczyk",)
    )
    assert result.text == "[NAME-1]"


@pytest.mark.parametrize(
    "address",
    [
        "support.team@example.com",
        "no-reply@example.com",
        "jane@example.com",
        "build.bot@example.com",
        "a.b@example.com",
    ],
)
def test_mailboxes_without_a_full_name_teach_none(address: str) -> None:
    text = f"{address}: support team no reply jane build bot a b"
    assert shown(text) == text.replace(address, "[EMAIL-1]")
