"""Words: how text is cut into them, how they are folded, and which are too common to hide alone.

Nothing here knows rules, kinds or hashes.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

ASCII_WORD: Final = re.compile(r"[A-Za-z0-9]+")

_ONE_BY_ONE: Final = (
    "\u3041-\u3096\u30a1-\u30fa\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\u0e01-\u0e30"
)
"""Scripts written without spaces (or with particles attached): each letter is a word of its own."""

MAX_WORD: Final = 80
"""Longer runs are base64 and the like, never a name; they are not looked up."""


@cache
def _word_pattern() -> re.Pattern[str]:
    """Return a pattern for words of any script, combining marks included."""
    single = re.compile(f"[{_ONE_BY_ONE}]")
    ranges: list[list[int]] = []
    for point in range(0x30, 0xFFF0):
        letter = chr(point)
        if unicodedata.category(letter)[0] not in "LMN" or single.match(letter):
            continue
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    inside = "".join(f"{re.escape(chr(a))}-{re.escape(chr(b))}" for a, b in ranges)
    astral = "\U00010000-\U0001cfff\U0001e000-\U0001eeff\U00020000-\U0003ffff"
    return re.compile(f"[{_ONE_BY_ONE}]|[{inside}{astral}]+")


def words_of(text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the words of a part of a text in order; `_` and punctuation part them."""
    words = ASCII_WORD if text.isascii() else _word_pattern()
    return words.finditer(text, start, len(text) if end is None else end)


def word_list(text: str) -> list[str]:
    """Return the words of a text in order, as written."""
    return (ASCII_WORD if text.isascii() else _word_pattern()).findall(text)


def fold(word: str) -> str:
    """Return a word without case, accents and width, so that José, JOSE and jose are one."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


PARTICLES: Final = frozenset(
    "de del della di da do dos das du la le les el al bin ibn ben van von der den dem ten ter "
    "zu zur zum vom y e und and of the a an af av i san mac mc st saint sir mr mrs ms miss mx "
    "dr prof herr frau monsieur madame señor señora sr sra jr ii iii iv phd md esq".split()
)
"""Parts of a name that are never hidden by themselves."""

ROLES: Final = frozenset(
    "abuse account accounts admin administrator alert alerts api app apps audit backup "
    "billing bot build bounce careers chat ci cloud contact cron customer customers daemon "
    "data db dev devops do donotreply email enquiries events feedback finance ftp git github "
    "gitlab group guest hello help helpdesk hostmaster hr info it jenkins jobs kafka legal "
    "list mail mailer manager marketing monitor monitoring mysql news newsletter nginx no noc "
    "node noreply notification notifications notify office oncall operations ops order orders "
    "postgres postmaster press privacy prod production redis reply report reports root sales "
    "security server service services shop smtp spam sre staff staging status store support "
    "svc sys sysadmin system team tech test tester tests ticket tickets user users web "
    "webmaster webhook www desk anonymous nobody unknown default public shared local "
    "localhost null none".split()
)
"""Mail boxes, accounts and log words that are not persons."""

COMMON: Final = (
    ROLES
    | PARTICLES
    | frozenset(
        "about above access action active add address after again agent all allow also am an and "
        "any are area array as ask at auth authentication authorization available back bad base "
        "basic be been before begin best between big bill black blocked blue body book both "
        "branch bridge brown browser but by cache call called can cannot card case cause chain "
        "change changed charge chase chat check city class clear click client close closed code "
        "cold come command common company complete config connect connected connection console "
        "container content control cookie copy core correct could count country crash create "
        "created current cut dawn day days dead debug delete denied desktop detail device did "
        "different direct disk display docker document does domain done down drive driver drop "
        "due each early edge edit either else empty enable enabled end engine enter entry "
        "environment error errors even event ever every example exception exit expired export "
        "extra fail failed failure faith false fatal feature few field file files filter find "
        "fine first fix flag folder follow for forbidden force form found fox frame free from "
        "front full gateway gene general get give global go good got grace grant gray green grey "
        "group grow had hall handle happen hard harmony has have he head header health heart here "
        "high hill him his history hold home hope host hot hour house how however hunter id if "
        "image immediately import in inactive index input inside install instance internal into "
        "invalid is issue it item its job join joy just keep key kind king know label lane large "
        "last late later law lead left less let level light like line link linux list little live "
        "load local lock locked log login logged logout logs long look lost low mac machine main "
        "make man many mark master match max may me mean media member memory menu message method "
        "might mile min minute missing mobile mode model modern module month more most move much "
        "must my name need network never new next nice night node normal north not note nothing "
        "now number object of off offline often old olive on once one online only open option or "
        "order other our out output over own page paid panel park parse part pass password path "
        "pay payment peace pending people phone place plain plan platform please point pool poor "
        "port portal post power press previous price primary print prince private problem process "
        "product profile program project proxy pull push put query queue quick quit raise random "
        "ray read ready real reason received record red ref refused region reject release reload "
        "remote remove reply request require required reset resolve response rest restart result "
        "retry return rich right river road robin rock role rose row ruby rule run running rust "
        "safe same save say scan schedule schema school scope screen script search secret section "
        "secure see select self send sent session set setting settings several shell short should "
        "show shut side sign signin signed silver simple since single site size skill sleep slow "
        "small so socket some soon sort source south space spring stack stage standard start "
        "started state static step still stone stop storage stream street string strong style "
        "subject submit success such summer sun sure switch sync table tag take target task tell "
        "template temp terminal text than thank thanks that their them then there these they "
        "thing think this those thread through time timeout title to today token tomorrow too "
        "tool top total trace traffic true try turn two type under undefined unit until up update "
        "updated upgrade upload url us usage use used using valid value van variable version very "
        "via view virtual visit volume wait walk wall want warn warning warm was wave way we weak "
        "week welcome well were west what when where which while white who why wide will window "
        "windows winter with within without wood word work worked worker working world would "
        "write wrong year yes yet you young your zone jan feb mar apr jun jul aug sep sept oct "
        "nov dec january february march april june july august september october november "
        "december monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri "
        "sat art basis bank bay bell berry bird bishop bush buyer carpenter cash clay cook cooper "
        "cross daisy dean destiny drew eve fisher flora forest ford gold guy hardy hay holly iris "
        "ivy jack jay jewel jones junior lily lord love major marine miles miller noble paris "
        "parker pat piper pope potter ram rod rusty sage scout senior shepherd sky sterling swift "
        "taylor terry trust usher victor wade ward wells wolf worth admins incorrect expected "
        "actual customer tenant account cluster pod deployment namespace kernel service database "
        "backend frontend postgresql mongodb elasticsearch kubernetes apache tomcat java python "
        "golang ubuntu debian firefox chrome safari android iphone".split()
    )
)
"""English and log words (some are also names) that alone say nothing about a person."""


def is_common(word: str) -> bool:
    """Tell whether a folded word is too common to be hidden wherever it occurs."""
    return word in COMMON
