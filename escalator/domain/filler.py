"""Tells an answer that says nothing ("n/a", "see ticket", "asdf") from a short but honest one.

It sees one text at a time and judges only whether it is filler, never whether it is right. When in
doubt it lets a text pass: an engineer can bounce filler, nobody can argue with a false alarm.
"""

import re
import unicodedata

LONGEST_FILLER = 120
"""A text with more characters is looked at for one repeated character only."""

_LATIN_REPEATS_THAT_MEAN_SOMETHING = frozenset({"AAA", "AAAA", "III", "WWW", "www"})
"""Service levels, DNS records, Roman numerals, host names."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOTHING_SAID = _words(
    """
    na notapplicable notavailable notrelevant notneeded notrequired unknown unkown idk dontknow
    idontknow notsure noidea dunno tbd tba tbc todo tobedetermined tobedefined tobeconfirmed
    willadd willaddlater addlater later fillin fillmein placeholder
    test tests testing testtest test1 test123 tester testdata dummy sample example
    foo bar baz foobar foobarbaz blah bla blabla blahblah loremipsum lorem whatever
    sometext thisisatest justatest justtesting abc abcd abcde abcdef abc123 xyz
    sameasabove asabove ditto idem asbefore samehere asdiscussed asdescribed
    asmentioned asrequested asdescribedabove asstatedabove likeabove mentionedabove
    pleasefix pleasehelp plshelp helpme fixit fixthis pleasecheck plscheck noinfo noinformation
    donthave donthaveit willupdate willupdatelater tofollow abcabc hello hi lol dummydata
    testticket testcase testing123 testing12 askcustomer askthecustomer
    entfällt keineangabe keineangaben unbekannt weißnicht weissnicht nichtzutreffend trifftnichtzu
    nichtverfügbar kenneichnicht folgt siehe sieheoben dito
    nonapplicable sansobjet inconnu inconnue jenesaispas àcompléter acompleter néant
    noaplica nosé nose nolosé desconocido desconocida noaplicable
    nonapplicabile nonsaprei sconosciuto nonloso dadefinire nondisponibile
    nvt nietvantoepassing onbekend weetikniet
    nãoaplicável naoaplicavel nãosei naosei desconhecido
    niedotyczy nieznany niewiem brakdanych
    ikketilgjengelig ikkerelevant okänt ejtillämpligt vetej eitiedossa
    нет нд неизвестно незнаю тест неприменимо 无 不知道 不清楚 未知 测试 不适用 暂无
    わかりません なし 不明 テスト 該当なし
    """
)
"""Folded: no case, no spaces, no punctuation."""

_NOTHING_SAID_IN_PROSE = _words(
    """
    please fix help check something anything stuff things text string error errors issue problem bug
    broken itsbroken itisbroken doesntwork doesnotwork notworking itdoesntwork itdoesnotwork
    itsnotworking ticket gehtnicht funktioniertnicht marchepas nefonctionnepas nofunciona
    nonfunziona werktniet attached above below
    """
)
"""True of anything that is escalated, so filler where a sentence is expected.

As the result of a step ("not working") it is an answer, so it counts only where "none" does not.
"""

_NONE_SAID = _words(
    """
    none nothing nil nope same noneshown nonegiven notknown nothingshown nonevisible
    noerror noerrors noerrorshown nomessage noerrormessage noneknown nothingknown
    keine keiner keines nichts aucun aucune rien ninguno ninguna nada
    nessuno nessuna niente geen niets nenhum nenhuma brak ingen inga inget ei
    """
)
"""Filler, unless the item says that "none" is an answer."""

_ELSEWHERE = re.compile(
    r"(?:(?:please|pls|plz|all|more|info|information|detail|details|everything|it|is|its) ){0,2}"
    r"(?:see|refer to|check|look at|look in|as in|as per|per|in|cf|read|"
    r"siehe|steht im|vgl|voir|cf|ver|véase|vease|vedi|zie|se|zobacz)"
    r"(?: the| my| our| this| im| in| le| la| el| il| het| de| o)?"
    r"(?: original| zendesk| jira| helpdesk| support| servicenow| full| linked| previous| first)?"
    r" (?:ticket|tickets|zendesk|jira|servicenow|helpdesk|slack|case|incident|issue|above|below|"
    r"attached|attachment|attachments|"
    r"description|notes|note|comments|comment|thread|email|mail|chat|screenshot|screenshots|"
    r"log|logs|link|history|summary|title|subject|oben|unten|anhang|beschreibung|"
    r"ci dessus|plus haut|pièce jointe|arriba|adjunto|sopra|allegato|boven|bijlage|zgłoszenie)"
    r"(?: (?:no|nr|id|ref|number|#)?\s?[a-z]{0,6} ?\d{1,12})?"
    r"(?: (?:above|below|attached|please|thanks|notes|history|description|comments))?"
    r"(?: for (?:more |all |further |the )?(?:details|detail|info|information|more))?"
)

_ABBREVIATED = frozenset({"k.a.", "k. a.", "s.o.", "s. o.", "s. ticket", "s.u."})
"""Filler only with its full stops: without them it may be a region or a name."""

_PART = re.compile(r"[\n,;:|()–—]| - ")
"""Where "n/a, see ticket" falls into its parts."""

_KEY_RUNS = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "йцукен",
    "фывапролдж",
)
_HOME_ROW_MASH = re.compile(r"[sdfghjkl]{6,}")
_NUMBER_RUNS = frozenset({"123", "1234", "12345", "123456", "1234567", "12345678", "123456789"})


def fold(text: str) -> str:
    """Return a text without case, spaces, punctuation and invisible characters.

    Two texts that fold alike say the same to a reader.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if unicodedata.category(char)[0] in "LNS")


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: only spaces, control and invisible characters."""
    return all(
        char.isspace() or unicodedata.category(char) in ("Cc", "Cf") for char in text.strip()
    )


def is_filler(text: str, *, is_prose: bool = False, accepts_none: bool = False) -> bool:
    """Whether a text that is not blank says nothing.

    is_prose: whole sentences are expected, so a single letter or counting digits say nothing
        either; elsewhere they may be a drive, a size or a number.
    accepts_none: "none" and "same" are answers to what was asked.
    """
    stripped = text.strip()
    if is_one_character(stripped, is_prose=is_prose):
        return True
    if len(stripped) > LONGEST_FILLER:
        return False
    parts = [part for part in _PART.split(stripped) if fold(part)]
    return all(
        _is_empty_phrase(part, is_prose=is_prose, accepts_none=accepts_none)
        for part in (parts if len(parts) > 1 else [stripped])
    )


def _is_empty_phrase(text: str, *, is_prose: bool, accepts_none: bool) -> bool:
    if text.strip().casefold() in _ABBREVIATED:
        return True
    words = _spaced(text).split()
    if len(words) > 1 and all(len(word) > 2 and len(set(word)) == 1 for word in words):
        return not words[0].isdigit()
    folded = words[0] if len(set(words)) == 1 else fold(text)
    if folded in _NOTHING_SAID or _is_mash(folded):
        return True
    if folded in _NONE_SAID:
        return not accepts_none
    if is_prose and not accepts_none and folded in _NOTHING_SAID_IN_PROSE:
        return True
    if is_prose and folded in _NUMBER_RUNS:
        return True
    return _ELSEWHERE.fullmatch(" ".join(words)) is not None


def is_one_character(text: str, *, is_prose: bool) -> bool:
    """Whether a text is one character over and over ("....", "x x x").

    Digits may repeat up to five times ("444" is a status, "1111" a ticket), and outside prose one
    letter may stand alone.
    """
    if not text or text in _LATIN_REPEATS_THAT_MEAN_SOMETHING:
        return False
    first = text[0]
    if text.count(first) + text.count(" ") + text.count("\n") != len(text):
        return False
    times = text.count(first)
    if first.isdigit():
        return times > 5
    if not first.isalpha():
        return True
    if times == 1:
        return first in "xX" or (is_prose and first.isascii())
    return True


def is_copy(text: str, original: str) -> bool:
    """Whether a text is another one typed back."""
    if len(text) > 2 * len(original) + LONGEST_FILLER:
        return False
    folded = fold(original)
    return folded != "" and fold(text) == folded


def _spaced(text: str) -> str:
    """Return the words of a text, lower case, one space between, no punctuation."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(char if char.isalnum() else " " for char in plain)
    return " ".join(kept.split())


def _is_mash(folded: str) -> bool:
    """Whether fingers ran along the keyboard: "asdf", "qweqwe", "sdfkjhsdf"."""
    if len(folded) < 3:
        return False
    if _HOME_ROW_MASH.fullmatch(folded):
        return True
    return any(
        len(folded) % size == 0
        and folded == folded[:size] * (len(folded) // size)
        and _is_key_run(folded[:size], repeats=len(folded) // size)
        for size in range(3, min(len(folded), 10) + 1)
    )


def _is_key_run(unit: str, *, repeats: int) -> bool:
    shortest = 3 if repeats > 1 or unit in ("asd", "qwe", "zxc", "yxc", "qsd", "wxc") else 4
    if len(unit) < shortest or unit in ("were", "rewe", "wert", "trew", "erty"):
        return False
    return any(unit in run or unit in run[::-1] for run in _KEY_RUNS)
