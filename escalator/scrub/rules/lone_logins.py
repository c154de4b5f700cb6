"""Rule for user names that stand in a sentence without a word that says so: `as lwagner7 it works`.

Only what is made of a name as logins are is taken for one, and never on a program's line.
"""

import re
from typing import Final

from escalator.scrub.lines import is_prose
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule
from escalator.scrub.rules.userform import is_compound_login
from escalator.scrub.service import is_account

_FILE_OR_CALL: Final = re.compile(
    r"\.(?:com|net|org|io|de|fr|es|it|pt|nl|eu|uk|co|local|internal|example|test|exe|txt|log|php|html?|js|py|ts|go|rs|"
    r"java|json|ya?ml|xml|csv|pdf|png|jpe?g|docx?|xlsx?|pptx?|zip|gz|tar|sh|ps1|bat|cfg|conf|ini|md|sql|bak|mp[34])$"
)


def _is_login(match: Match) -> bool:
    """Ask for a line that a person wrote and a word made of a name; no file and no host."""
    name = match["v"]
    if not is_compound_login(name) or _FILE_OR_CALL.search(name) or not is_account(name):
        return False
    text = match.string
    low = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 300)
    high = text.find("\n", match.end())
    return is_prose(text[low : high if high != -1 else match.end() + 300])


LONE_LOGINS: Final[tuple[Rule, ...]] = (
    Rule(
        name="login made of a name",
        kind=Kind.USER,
        pattern=(
            r"(?<![\w.@/\\:=#%$&?-])@?(?P<v>[a-z]{1,20}(?:[._][a-z]{1,20}\d{0,4}|\d{1,4}|(?<=[a-z]{5})))(?![\w@/\\(=#-]|\.\w|:\S)"
        ),
        # Digits and signs first: letters first would be tried at every word.
        gate=(
            r"\d(?<=[a-z]{3}\d)\d{0,3}(?![\w@/\\(=#-]|\.\w)|[._](?<=[a-z][._])[a-z]|"
            r"(?<![^\s\"'(,@])[bcdfghjklmnpqrstvwxz]{2}[a-z]{3}"
        ),
        before=42,
        after=42,
        check=_is_login,
        source="tickets as people write them, in many languages",
        hits=(
            "Als ‹lwagner7› sehe ich nichts.",
            "‹lukas63› is my login, I think",
            "avec ‹marie_d› je ne peux pas entrer",
            "ping @‹jane.kowalczyk›, please",
            "Con ‹fhartmann› non riesco a entrare.",
        ),
        misses=(
            "python3 and debian12 are fine",
            "the table max_size and the file martin.log",
            "2026-03-12 10:20:30 INFO lukas63 connected",
            "see paris.example and rosa.com",
            "module anna.load() and ./lukas63",
            "kafka2 and nginx1 are down",
        ),
    ),
)
