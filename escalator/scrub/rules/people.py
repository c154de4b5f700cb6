"""Rules for names that the text itself gives away: beside an address, a label, a title, a greeting.

Names typed in ticket fields are names.py's work.
"""

from typing import Final

from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule
from escalator.scrub.words import PARTICLES, fold, is_common, word_list

_UPPER: Final = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0160\u017d\u0141\u0410-\u042f"
_LOWER: Final = "a-z\u00df-\u00f6\u00f8-\u024f\u0430-\u044f'\u2019-"
_PART: Final = rf"[{_UPPER}][{_UPPER}{_LOWER}]{{1,30}}"
_FULL: Final = rf"{_PART}(?:[ ]+(?:[a-z]{{2,4}}[ ]+){{0,2}}(?:{_PART}|[{_UPPER}]\.)){{1,3}}"


def is_person(name: str) -> bool:
    """Tell whether words may be a person's name: none of them is an English or log word."""
    words = [fold(word) for word in word_list(name)]
    telling = [word for word in words if word not in PARTICLES and len(word) > 1]
    return bool(telling) and not any(is_common(word) or word.isdigit() for word in telling)


def _is_person(match: Match) -> bool:
    return is_person(match["v"])


PEOPLE: Final[tuple[Rule, ...]] = (
    Rule(
        name="display name of an address",
        kind=Kind.NAME,
        pattern=(
            rf"(?:\"(?P<q>[^\"<>@\r\n]{{2,60}})\"|(?P<v>{_PART}(?:[ ]+[.{_UPPER}{_LOWER}]{{1,30}}){{0,3}}))\s?(?=<[^\s<>@]{{1,64}}@)"
        ),
        anchors=("<",),
        before=80,
        after=80,
        check=lambda match: is_person(match["q"] or match["v"]),
        pick=lambda match: (match.span("q") if match["q"] else match.span("v"),),
        source="RFC 5322 section 3.4",
        hits=("From: ‹Jane Doe› <jane@example.com>", '"‹Doe, Jane›" <jd@example.com>'),
        misses=("Support Team <support@example.com>", "see <jane@example.com>", "List<String>"),
    ),
    Rule(
        name="labelled name",
        kind=Kind.NAME,
        pattern=(
            r"(?i:(?<![\w-])(?:contact|contact person|requester|requested by|requestor|reporter|reported by|caller|customer name|full[ _]?name|"
            r"first[ _]?name|last[ _]?name|surname|given[ _]?name|family[ _]?name|opened by|submitted by|spoke (?:to|with)|attn|"
            r"ansprechpartner|gemeldet von|nom|nombre|vorname|nachname)\\{0,3}[\"']?\s?[:=]?\s{0,2}\\{0,3}[\"']?)"
            rf"(?P<v>{_FULL}|{_PART}(?=\\{{0,3}}\"))(?!\w|\()"
        ),
        anchors=(
            "contact",
            "request",
            "report",
            "caller",
            "name",
            "opened by",
            "submitted by",
            "spoke ",
            "attn",
            "ansprechpartner",
            "gemeldet",
            "nom",
        ),
        before=40,
        after=200,
        check=_is_person,
        source="ticket templates as commonly written",
        hits=(
            "Contact: ‹Jane Doe›, Lisbon",
            '"first_name":"‹Jane›"',
            "spoke to ‹Jane van der Berg› today",
        ),
        misses=("Contact: Support Team", "Reporter: none", "name: Order Service"),
    ),
    Rule(
        name="greeting or title",
        kind=Kind.NAME,
        pattern=(
            "(?m)"
            rf"(?:(?:^|(?<=[>\n.!?] )|(?<=[\n\"'>]))(?:Hi|Hello|Hey|Dear|Hallo|Liebe|Lieber|Bonjour|Hola|Olá|Ciao|Beste|Hoi)[ ]+|"
            rf"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Herr|Herrn|Frau|Monsieur|Madame|Señora?|Sr|Sra|Mevrouw|Meneer)\.?[ ]+)"
            rf"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Herr|Frau)\.?[ ]+){{0,2}}(?P<v>{_PART}(?:[ ]{_PART}){{0,2}})(?!\w)"
        ),
        anchors=(
            "hi ",
            "hello ",
            "hey ",
            "dear ",
            "hallo ",
            "liebe",
            "bonjour ",
            "hola ",
            "olá ",
            "ciao ",
            "beste ",
            "hoi ",
            "mr",
            "ms",
            "mx",
            "dr",
            "prof",
            "herr",
            "frau",
            "monsieur",
            "madame",
            "señor",
            "sr",
            "mevrouw",
            "meneer",
        ),
        before=12,
        after=160,
        check=_is_person,
        source="letters as commonly written",
        hits=(
            "Hi ‹Jane›, the export fails",
            "I called Mr. ‹Doe› twice",
            "Sehr geehrte Frau ‹Müller›,",
        ),
        misses=(
            "Hi team,",
            "Dear Support,",
            "Dr Watson Error".replace("Watson Error", "error"),
            "Hello World",
        ),
    ),
    Rule(
        name="signature",
        kind=Kind.NAME,
        pattern=(
            r"(?i:\b(?:regards|cheers|thanks|thank you|sincerely|grüße|grüßen|gruß|cordialement|saludos|atenciosamente|groeten|saluti))"
            rf"[,.!]?[ ]?\r?\n(?:[ ]{{0,4}}\r?\n)?[ ]{{0,4}}(?P<v>{_FULL}|{_PART})[ ]{{0,4}}(?=\r?\n|$|,|\|)"
        ),
        anchors=(
            "regards",
            "cheers",
            "thank",
            "sincerely",
            "grüße",
            "gruß",
            "cordialement",
            "saludos",
            "atenciosamente",
            "groeten",
            "saluti",
        ),
        before=12,
        after=160,
        crosses_lines=True,
        check=_is_person,
        source="letters as commonly written",
        hits=(
            "Kind regards,\n‹Jane Doe›\nLisbon",
            "Mit freundlichen Grüßen\n\n‹Jörg Müller›",
            "thanks\n‹Jane›",
        ),
        misses=("Thanks,\nSupport Team", "regards the queue\nWorker stopped"),
    ),
)
