"""Tells four numbers with points that are an address from those of a version.

It judges a match by what stands around it; network.py finds the matches.
"""

import re
from typing import Final

from escalator.scrub.checks import is_public_address
from escalator.scrub.rule import Match

_JOINED: Final = (
    r"(?:[ \t:=/(\"'_,+-]|from|to|of|is|was|number|v|auf|von|a|à|la|de|da|do|di|del|alla|dalla|vers|naar|van|para|na|z|till|til|från|fra|на|с|до|"
    r"\d{1,3}(?:\.\d{1,5}){1,4}){0,8}$"
)
_VERSION_BEFORE: Final = re.compile(
    r"(?:\bv|(?<=[a-z_-])versions?|\b(?:versions?|ver|releases?|released|build|firmware|fw|rpm|sdk|jdk|jre|driver|kernel|schema|plugin|library|"
    r"rev\.?|current|latest|running|newest|stable|tags?|erlang|otp|snapd|workspace app|receiver|windows|nt|android|ios|wersj\w|versi[oó]n|vers[aã]o|versione|versie|verze|верси\w))\b"
    + _JOINED,
    re.IGNORECASE,
)
_CHANGE_BEFORE: Final = re.compile(
    r"\b(?:upgrad\w{0,5}|downgrad\w{0,5}|updat\w{0,3}|patch(?:ed)?|aktualisier\w{0,5}|instal\w{0,8}|actualizaci[oó]n|actualizar|mise à jour|"
    r"aggiornamento|atualiza[cç][aã]o|bijgewerkt|aktualizacj\w|uppdatering\w{0,3}|oppdatering\w{0,3}|обновлени\w)\b"
    + _JOINED,
    re.IGNORECASE,
)
"""What is done to a program; people and hosts update things too, so the number must look like one."""

_ADDRESS_BEFORE: Final = re.compile(
    r"(?:\b(?:ip|ipv4|addr|address|src|dst|source|client|host|peer|server|dns|nameserver|resolver|gateway|ping|from|rip|lip)\b[\w ]{0,12}[:=\[(<\"' ]{0,4}|//|@|/)$",
    re.IGNORECASE,
)
_OID_BEFORE: Final = re.compile(
    r"\boid[\s:=]{1,3}$|\b(?:section|chapter|clause|rfc ?\d{3,5},?)\s$|§\s?$|[=~<>!]=\s?$",
    re.IGNORECASE,
)
_PRODUCT_BEFORE: Final = re.compile(
    r"(?:(?:(?<![\w./-])|(?<=%20))(?:(?=[a-z]{0,30}[A-Z])(?=[A-Z]{0,30}[a-z])[A-Za-z][A-Za-z0-9-]{0,30}|OPR|GSA)(?:\\{0,3}/|%2[Ff])|"
    r"\brv:|[A-Za-z]\w{1,30}/\d[\w.]{0,20}[ +;]{1,2}[A-Za-z][\w-]{0,30}/)$"
)
"""A program in a user agent: `Linux/5.10.102.1`; a peer as Java names it is a host in small letters."""

_PRODUCT_ENDS: Final = ("/", "%2F", "%2f", "rv:")
"""How what is taken for a program ends."""

_NAMED_BEFORE: Final = re.compile(
    r"\b[A-Z][A-Za-z+#]{1,30}(?: |%20|\+)(?:[A-Z][\w-]{0,20} |agent |client |server |daemon |runtime |app )?$|(?<![\w./-])[a-z]{2,20}[/-]$|"
    r"\b(?:using|with|starting|started|installed|launching|agent|daemon) (?:[a-z]{2,20} )?$|(?:npm|yarn|pnpm|node_modules|[├└+]).{0,40}[\w/]@$"
)
"""A product in a sentence or in small letters: `Oracle Database 12.2.0.1`, `okhttp/4.9.0.1`."""

_AGENT_BEFORE: Final = re.compile(
    r"\b(?:firefox|chromium|chrome|edge|opera|vivaldi|brave|safari)[ /]$|\buser-?agent\\?\"?[:=][ ]?\\?\"?[A-Za-z][^\n\"]{0,40}[ /]$|\d\.\d{4,5}(?:\.\d{1,5}){0,2} (?:to|->|=>|→) $",
    re.IGNORECASE,
)
"""The program that a client says it is, and what another version gave way to."""

_PORT_AFTER: Final = re.compile(r":\d")
_PREFIX_AFTER: Final = re.compile(r"/\d")
_DOTTED_NAME_BEFORE: Final = re.compile(r"[A-Za-z][-_]$")
_PACKAGE_BEFORE: Final = re.compile(r"~$|\b(?:ver|version|sp|kb)[\w.-]{0,12}$", re.IGNORECASE)
"""Windows servicing (`~~6.1.1.0`) and versions glued to their word."""
_FILE_AFTER: Final = re.compile(
    r"\.(?:jar|war|tar|tgz|zip|gz|rpm|deb|exe|msi|whl|dll|so)\b|-(?:SNAPSHOT|RELEASE|rc|beta)"
)


_SPECIAL: Final = frozenset({0, 10, 100, 127, 169, 172, 192, 198, 203, *range(224, 256)})
"""First numbers under which IANA keeps blocks for special purposes (RFC 6890); the others are all
somebody's."""

_SEEN: Final = 60
_NEAR: Final = 40
"""So much of what stands before is enough for what must stand right before."""


def is_hidden_v4(address: str) -> bool:
    """Ask for an address that is somebody's; programs of old pad numbers with zeros."""
    parts = [int(part) for part in address.split(".")]
    if parts[0] not in _SPECIAL:
        return max(parts) < 256
    return is_public_address(".".join(map(str, parts)))


def is_address_v4(match: Match) -> bool:
    """Ask for a public address that is no version, object identifier or file name."""
    if not is_hidden_v4(match["v"]):
        return False
    text, start, end = match.string, match.start("v"), match.end("v")
    before = text[max(0, start - _SEEN) : start].rpartition("\n")[2]
    near = max(0, len(before) - _NEAR)
    if _DOTTED_NAME_BEFORE.search(before) and _FILE_AFTER.match(text, end):
        return False
    is_product = before.rstrip("\n").endswith(_PRODUCT_ENDS) and _PRODUCT_BEFORE.search(before)
    if is_product and not _PORT_AFTER.match(text, end):
        return False
    if match["v"].endswith(".0.0.0") and not _PREFIX_AFTER.match(text, end):
        return False
    if _OID_BEFORE.search(before, near) or _PACKAGE_BEFORE.search(before, near):
        return False
    if _VERSION_BEFORE.search(before) or _AGENT_BEFORE.search(before):
        return False
    parts = [int(part) for part in match["v"].split(".")]
    if max(parts) < 100 and sum(part < 10 for part in parts) >= 2 and _CHANGE_BEFORE.search(before):
        return False
    is_named = max(parts) < 100 and sum(part < 10 for part in parts) >= 2
    is_called = _ADDRESS_BEFORE.search(before, near)
    if is_named and _is_product(before, text, end) and (not is_called or before[-1:] in "/@"):
        return False
    if len(set(parts)) == 1 or is_called:
        return True
    # Small numbers are a version, unless something calls them an address.
    is_small = max(parts) < 10 or (max(parts) <= 30 and 0 in parts)
    return not is_small


def _is_product(before: str, text: str, end: int) -> bool:
    """Tell whether a product or a package stands before the numbers, not a peer and its address."""
    is_peer = before.endswith("/") and _PORT_AFTER.match(text, end) is not None
    return not is_peer and _NAMED_BEFORE.search(before) is not None
