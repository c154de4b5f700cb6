"""Rule for people's names on a program's line: set apart by quotes, a key or a word before them.

Two words in a row must be names by the lists. In sentences prose.py finds more.
"""

from collections.abc import Sequence
from typing import Final

from escalator.scrub.gazetteer import Strength, given_strength, is_plausible, surname_strength
from escalator.scrub.lines import is_machine_line
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span
from escalator.scrub.words import fold, is_common

_CAP: Final = r"[A-Z\u00c0-\u00de\u0141\u015a\u017b\u010c\u0160\u017d][a-z\u00df-\u024f'\u2019]{1,20}(?:-[A-Z\u00c0-\u00de][a-z\u00df-\u024f]{1,20})?"


def _pair(match: Match) -> Sequence[Span]:
    """Return a given name and what stands behind it, from the lists; nothing on prose lines."""
    words = match["v"].split(" ")
    given, surname = given_strength(words[0]), surname_strength(words[-1])
    if any(is_common(fold(word)) for word in words if word[:1].isupper()):
        return ()
    is_pair = given is Strength.STRONG and (surname > Strength.NONE or is_plausible(words[-1]))
    is_pair = is_pair or (given is Strength.WEAK and surname is Strength.STRONG)
    return (match.span("v"),) if is_pair and is_machine_line(match.string, match.start()) else ()


LOGGED_NAMES: Final[tuple[Rule, ...]] = (
    Rule(
        name="name on a program's line",
        kind=Kind.NAME,
        pattern=(
            rf"(?:(?<=[\"'=>(\[:;,|/])|(?<=[:;,|] )|(?<= by )|(?<= for )|(?<= to )|(?<= from )|(?<= of )|(?<= with )|(?<=[Uu]ser )|(?<=[Cc]ustomer )|(?<=articipant )|(?<=[Cc]ontact )|(?<=[Cc]aller )|(?<=[Aa]gent ))"
            rf"(?P<v>{_CAP}(?: (?:{_CAP}|[a-z]{{2,3}}|[A-Z]\.)){{0,2}} {_CAP})(?=[\"'<)\];,&|}}]|\s*$|\.?\s*\n| <| \(|[ ](?:logged|joined|left|created|changed|has|was|is|signed|called|on|from|at|in)\b)"
        ),
        gate=r"[a-z\u00df-\u024f.] [A-Z\u00c0-\u00de\u0141][a-z\u00df-\u024f]",
        before=60,
        after=60,
        pick=_pair,
        source="logs of directories, pipelines, shops and calls as commonly written",
        hits=(
            'INFO {"ts":1773310830,"pusher":"‹Wouter Visser›"}',
            "2026-03-12T10:20:30Z INFO Merged by ‹Anna Kowalczyk›",
            "2026-03-12 10:20:30 INFO Person[first=x, full=‹Jane van der Berg›]",
            "2026-03-12 10:20:30 INFO user ‹Wouter Visser› logged in",
        ),
        misses=(
            '{"name":"Order Service","x":"Main Worker"}',
            '2026-03-12 10:20:30 INFO name="Default Queue"',
            "2026-03-12 10:20:30 INFO Jackson Parser started",
            "the invoice of Order Service",
            '{"os":"Windows Server","city":"San Francisco","x":"New York"}',
        ),
    ),
)
