"""Scrubs made-up messes for as long as it is told, and says by which seed a promise broke.

make fuzz ARGS="--minutes 10"
make fuzz ARGS="--seed 4711 --minutes 0"    # one mess again
"""

import argparse
import base64
import quopri
import random
import time
import urllib.parse
from collections.abc import Callable, Iterator

from escalator.scrub import Hasher, MemoryVault, ScrubError, is_clean, scrub_text
from escalator.scrub.detect import detect
from escalator.scrub.rule import unmarked
from escalator.scrub.rules import RULES
from escalator.scrub.sieve import Engine, choose_engine

_EXAMPLES = tuple(unmarked(text)[0] for rule in RULES for text in (*rule.hits, *rule.misses))
_PLANTED = (
    ("zofia.kowalczyk{}@quayside.example", ("mail {}", "<{}>", "to={}&x=1", '{{"email":"{}"}}')),
    ("203.0.113.{}", ("from {} port 22", "src={} dst=10.0.0.7", "peer [{}]")),
    ("qhunter{}Zk88x", ("password={}", '"client_secret": "{}"', "postgres://app:{}@db/x")),
    ("+1 415 555 01{}", ("Phone: {}", "call {} now")),
)
"""Values that must never be seen again, and what they are planted in."""

_SIGNS = "@.:-_/\\=\"'<>[]{}(),;+% \n\r\t\0\u200b\u202e\u00ad\ud800\uff20\u0130\u017f0129aeAEXx"
_BETWEEN = ("", " ", "\n", "\r\n", "\t", ", ", "\\n", "=\n", "\\\n ", "\0")
_CODED: tuple[Callable[[str], str], ...] = (
    urllib.parse.quote,
    lambda text: "".join(f"&#{ord(letter)};" for letter in text),
    lambda text: base64.b64encode(text.encode("utf-8", "replace")).decode(),
    lambda text: quopri.encodestring(text.encode("utf-8", "replace")).decode(),
    "\0".join,
    lambda text: text.encode("unicode_escape").decode(),
)


def mess(chance: random.Random) -> tuple[str, list[str]]:
    """Return a text and the values that were planted in it as they are."""
    parts, planted = [], []
    for _ in range(chance.randint(1, 12)):
        kind = chance.random()
        if kind < 0.3:
            form, sentences = chance.choice(_PLANTED)
            value = form.format(chance.randint(10, 99))
            parts.append(chance.choice(sentences).format(value))
            planted.append(value)
        elif kind < 0.6:
            parts.append(_broken(chance.choice(_EXAMPLES), chance))
        elif kind < 0.7:
            parts.append(chance.choice(_CODED)(chance.choice(_EXAMPLES)))
        elif kind < 0.9:
            parts.append("".join(chance.choices(_SIGNS, k=chance.randint(1, 40))))
        else:
            parts.append(
                "".join(chance.choices(_EXAMPLES[0] + _SIGNS, k=3)) * chance.randint(1, 400)
            )
    # A value counts as planted only where nothing can have been glued to it.
    return "\n".join(_glued(parts, planted, chance)), planted


def _glued(parts: list[str], planted: list[str], chance: random.Random) -> Iterator[str]:
    line = ""
    for part in parts:
        if any(value in part for value in planted):
            yield line
            yield part
            line = ""
        else:
            line += chance.choice(_BETWEEN) + part
    yield line


def _broken(text: str, chance: random.Random) -> str:
    """Return a text cut, with a sign put in or a part said twice."""
    place, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    return chance.choice(
        (
            text,
            text[place:],
            text[:end],
            text[:place] + chance.choice(_SIGNS) + text[place:],
            text[:end] + text[place:],
            text.upper(),
        )
    )


def problem(text: str, planted: list[str]) -> str:
    """Return which promise a text breaks, empty when all are kept."""
    hasher, vault = Hasher(secret=b"only for made-up texts", packet="1"), MemoryVault()
    try:
        choose_engine(Engine.PLAIN)
        result = scrub_text(text, hasher=hasher, vault=vault)
        again = scrub_text(result.text, hasher=hasher, vault=vault).text
    except ScrubError as error:
        return f"refused: {error}"
    shown: list[str] = []
    place = 0
    for finding in result.findings:
        if not place <= finding.start < finding.end <= len(text):
            return "findings overlap or are out of order"
        shown += (text[place : finding.start], finding.placeholder)
        place = finding.end
    if "".join((*shown, text[place:])) != result.text:
        return "findings do not explain the output"
    if again != result.text:
        return "scrubbing twice changes something"
    if not is_clean(result.text):
        return "a rule still finds something"
    if any(value in result.text for value in planted):
        return "a planted value can be read"
    return _difference(text)


def _difference(text: str) -> str:
    plain = sorted(map(repr, detect(text)))
    try:
        choose_engine(Engine.FAST)
    except ScrubError:
        return ""  # not installed
    return "" if sorted(map(repr, detect(text))) == plain else "the engines differ"


def main() -> int:
    """Scrub messes until the time is over; exit 1 when a promise broke."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    chosen = parser.parse_args()
    end, seed, broken, size = time.monotonic() + 60 * chosen.minutes, chosen.seed, 0, 0
    while True:
        text, planted = mess(random.Random(seed))
        size += len(text)
        if found := problem(text, planted):
            broken += 1
            print(f"seed {seed}: {found}")
        seed += 1
        if time.monotonic() >= end:
            break
    print(
        f"{seed - chosen.seed} texts of {size} characters from seed {chosen.seed}: {broken} broke"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
