"""Rules for postal addresses that their postcode gives away, whatever the street is called."""

from typing import Final

from escalator.scrub.lines import is_machine_line
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span

_CAPITAL: Final = "A-Z\u00c0-\u00de\u0141\u015a\u017b\u010c\u0160\u017d"
_PART: Final = rf"(?:[{_CAPITAL}][\w'\u2019.-]{{0,24}}|d[aeiou]s?|del|della|des|la|le|van|de[nrm])"
_TOWN: Final = rf"[{_CAPITAL}][\w'\u2019-]{{1,24}}(?:[ -](?:[{_CAPITAL}][\w'\u2019-]{{1,24}}|a[mn]|an der|de[rn]?|la|sur|les)){{0,3}}"
_CODE: Final = r"(?:[A-Z]{1,2}-)?(?:\d{5}(?:-\d{3})?|\d{4}(?:[ ]?[A-Z]{2}(?![A-Za-z]))?|\d{4}-\d{3}|\d{2}-\d{3}|\d{3}[ ]\d{2})"
_LABEL: Final = r"plz|postleitzahl|zip(?:[ -]?code)?|post[ -]?code|postal[ -]code|code postal|c\.?p\.?|c[óo]digo[ -]postal|cap|cep|postnummer|kod pocztowy|ps[čc]"


def _is_written(match: Match) -> bool:
    """Ask for a line that a person wrote."""
    return not is_machine_line(match.string, match.start())


def _is_code(match: Match) -> bool:
    return _is_written(match) and any(c.isdigit() for c in match["v"])


def _trimmed(match: Match) -> tuple[Span, ...]:
    """Return the address without the sentence's full stop."""
    start, end = match.span("v")
    return ((start, end - len(match["v"]) + len(match["v"].rstrip(" .,-"))),)


POSTCODES: Final[tuple[Rule, ...]] = (
    Rule(
        name="number, postcode and town",
        kind=Kind.ADDRESS,
        pattern=(
            rf"(?<![\w./-])(?P<v>(?:C/[ ]?)?(?=[{_CAPITAL}]){_PART}(?:[ ]{_PART}){{0,5}},?[ ](?:n[.º°o]{{1,3}}[ ]?)?\d{{1,4}}[ ]?[a-zA-Z]?(?:,[ ][^\n,;:]{{1,16}})?,[ ]{_CODE}[ ]{_TOWN}(?:[ ]\([^()\n]{{2,24}}\))?)(?![\w])"
        ),
        gate=rf"\d[ ]?[a-zA-Z]?(?:,[ ][^\n,;:]{{1,16}})?,[ ]{_CODE}[ ][{_CAPITAL}]",
        before=120,
        after=110,
        check=_is_written,
        pick=_trimmed,
        source="Universal Postal Union, addressing systems: number, postcode, town",
        hits=(
            "wohnhaft ‹Am Markt 3, 01067 Dresden›.",
            "bezorgen op ‹Lange Voorbeeld 7, 2514 EA Den Haag›",
            "envío a ‹C/ Olivo, 45, 2º izq., 28014 Madrid›",
        ),
        misses=(
            "2026-03-12 10:20:30 INFO Queue 3, 01067 Dresden",
            "versions 3, 10115 and 4",
            "see Table 3, 12345 rows",
        ),
    ),
    Rule(
        name="line above postcode and town",
        kind=Kind.ADDRESS,
        pattern=(
            rf"(?m:^)[ \t>]{{0,8}}(?P<v>(?=[{_CAPITAL}]){_PART}(?:[ ](?:{_PART}|alten|neuen|großen|kleinen)){{0,5}},?[ ]\d{{1,4}}[ ]?[a-zA-Z]?)[ \t,]{{0,4}}\r?\n(?=[ \t>]{{0,8}}{_CODE}[ ][{_CAPITAL}])"
        ),
        gate=rf"\d[ ]?[a-zA-Z]?[ \t,]{{0,4}}\r?\n[ \t>]{{0,8}}{_CODE}[ ][{_CAPITAL}]",
        before=120,
        after=40,
        crosses_lines=True,
        check=_is_written,
        source="Universal Postal Union, addressing systems: a line for the street above the town's",
        hits=("Jane Doe\n‹Im Winkel 9›\n10115 Berlin", "‹Zur alten Post 1›\n50667 Köln"),
        misses=(
            "Step 3\n12345 rows",
            "Total 5\n\n10115 Berlin",
            "2026-03-12 10:20:30 Queue 3\n12345 Items",
        ),
    ),
    Rule(
        name="dutch postcode and town",
        kind=Kind.ADDRESS,
        pattern=rf"(?<![\w.,/:#$€£-])(?P<v>[1-9]\d{{3}}[ ]?(?!SA|SD|SS|[KMGTP]B|OK|HZ|ID|EU|US|UK|CE|AD|BC|AM|PM|IT|HR|PR|QA|UI|VM|PC)[A-Z]{{2}},?[ ]{{1,2}}{_TOWN})(?![\w])",
        gate=rf"\d{{4}}[ ]?[A-Z]{{2}},?[ ]{{1,2}}[{_CAPITAL}][a-z]",
        before=4,
        after=90,
        check=_is_written,
        pick=_trimmed,
        source="PostNL, postcodes; NEN 5825",
        hits=("post naar ‹1012 AB Amsterdam›, graag",),
        misses=("1024 MB Memory", "2026-03-12 10:20:30 INFO 1012 AB Amsterdam", "8080 OK Status"),
    ),
    Rule(
        name="postcode beside its label",
        kind=Kind.ADDRESS,
        pattern=rf"(?i:(?<![\w-])(?:{_LABEL})[ ]?[:=][ ]{{0,3}})(?P<v>{_CODE}(?:-\d{{4}})?|[A-Z]{{1,2}}\d[A-Z\d]?[ ]\d[A-Z]{{2}}|[A-Z]\d[A-Z][ ]\d[A-Z]\d)(?![\w-])",
        gate=rf"(?i:(?<![\w-])(?:{_LABEL})[ ]?[:=][ ]{{0,3}}[a-z\d])",
        before=0,
        after=40,
        check=_is_code,
        source="forms as commonly written; Universal Postal Union, addressing systems",
        hits=("PLZ: ‹10115›", "code postal : ‹75002›", "Postcode: ‹NW1 6XE›", "ZIP: ‹62704-1234›"),
        misses=(
            "zip: 1 file",
            "zipcode: required",
            "cap: 80",
            "2026-03-12 10:20:30 INFO cp: 12345",
        ),
    ),
)
