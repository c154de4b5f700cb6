"""Rules for reverse names that providers give to their customers' lines, wherever they stand.

Servers' own names stay: they say where a fault is.
"""

import re
from typing import Final

from escalator.scrub.checks import is_public_address
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule

V4: Final = r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
_LABEL: Final = r"[A-Za-z0-9_](?:[\w-]{0,61}[A-Za-z0-9])?"
DOTTED: Final = rf"{_LABEL}(?:\.{_LABEL}){{1,8}}"
_FILE_AFTER: Final = re.compile(
    r"\.(?:jar|war|tar|tgz|zip|gz|rpm|deb|exe|msi|whl|dll|so|log|txt)\b|-(?:SNAPSHOT|RELEASE|rc|beta)"
)
_OWN: Final = frozenset(
    "internal local localdomain lan localhost corp intra intranet home private svc cluster arpa "
    "jar war py java js ts go rb php html htm log conf cfg ini xml json yml yaml txt sh so exe dll gz zip".split()
)
"""Last labels of hosts inside a house, and endings of files."""

_PACKAGES: Final = frozenset(
    "com org net io de java javax jakarta android androidx kotlin scala".split()
)
"""First labels of packages of classes, which are written the other way round."""

_LINE: Final = re.compile(
    r"(?:^|[.-])(?:[asvx]?dsl|dyn(?:amic)?(?:ip)?|dial(?:up|in)?|ppp(?:oe)?|cable|catv|cpe|dhcp|broadband|ftth|"
    r"fttx|fib(?:er|re)|pool|hsd1|res|cust(?:omer)?|kunden?|klant(?:en)?|client[ei]?|cliente|wireless|wifi|umts|gprs|lte|modem(?:cable)?|nat|user|static(?:ip)?|"
    r"dip\d?|pppd|isdn|access|bras|vdsl2?|abo|subs?|red|rev|eduroam|fios|lightspeed|gpon|pon|docsis|ipbf|cgn|cgnat)s?(?=[.\d-])|"
    r"^(?:c|h|d|n|p|ip|host|adsl|dsl|ppp|cpe|pool|cm|ool|pc|i|x|s|m|r|fl|kd)-?[0-9a-f-]{5,}\.|^modemcable\d"
)
"""What providers call their customers' lines."""


def _octets(parts: list[str]) -> str:
    """Return four numbers as an address; providers pad them with zeros."""
    return ".".join(str(int(part)) for part in parts)


def _is_public_host(match: Match) -> bool:
    """Ask for four numbers that are a public address; `in-addr.arpa` holds them backwards."""
    if _FILE_AFTER.match(match.string, match.end("d")):
        return False
    if "." not in match["v"][match.end("d") - match.start("v") :]:
        return False  # a kernel's: 5.10.102.1-microsoft-standard
    gaps = {match.string[match.end(group)] for group in "abc"}
    if len(gaps) > 1:
        return False  # a build's number: 13-28-04.00-A
    parts = [match["a"], match["b"], match["c"], match["d"]]
    if match["v"].lower().endswith("in-addr.arpa"):
        parts.reverse()
    return is_public_address(_octets(parts))


def _is_public_number(match: Match) -> bool:
    """Ask for a name with an address of twelve digits: `n203000113007.example.net`."""
    digits = match["digits"]
    parts = [digits[place : place + 3] for place in range(0, 12, 3)]
    return is_public_address(_octets(parts)) and is_foreign(match["v"])


def is_foreign(host: str) -> bool:
    """Tell whether a name ends as those of the internet do, not as a house's own or a file's."""
    last = host.rstrip(".").rsplit(".", 1)[-1].lower()
    if host.partition(".")[0] in _PACKAGES:
        return False
    return last.isalpha() and len(last) >= 2 and last not in _OWN


def _is_line(match: Match) -> bool:
    """Ask for a provider's word for a line and a number that tells it from others."""
    host = match["v"].lower()
    first, _, rest = host.partition(".")
    if not is_foreign(host) or not any(c.isdigit() for c in first) or rest.count(".") < 1:
        return False
    return _LINE.search(host) is not None


_NUMBERS: Final = re.compile(r"\d{1,3}[-x]\d{1,3}[-.]")


def _is_shared_line(match: Match) -> bool:
    """Ask for two numbers where the word is a server's as often as a line's: `vpn-12-34.example`."""
    first, _, rest = match["v"].partition(".")
    is_line = _NUMBERS.search(first + ".") is not None and rest.count(".") >= 1
    return is_line and is_foreign(match["v"])


def _is_public_hex(match: Match) -> bool:
    """Ask for eight hexadecimal digits that are a public address, in a name of three parts."""
    digits = match["digits"].lower()
    parts = [str(int(digits[place : place + 2], 16)) for place in range(0, 8, 2)]
    if not (any(c.isdigit() for c in digits) and any(c.isalpha() for c in digits)):
        return False
    return is_public_address(".".join(parts)) and is_foreign(match["v"])


HOSTS: Final[tuple[Rule, ...]] = (
    Rule(
        name="host made from an address",
        kind=Kind.HOST,
        pattern=(
            "(?a)"
            r"(?<![\w.-])(?P<v>(?:[A-Za-z][A-Za-z0-9-]{0,30}[.-]|[A-Za-z]{1,12})?"
            r"(?P<a>\d{1,3})[.-](?P<b>\d{1,3})[.-](?P<c>\d{1,3})[.-](?P<d>\d{1,3})"
            r"(?:[.-][A-Za-z][\w-]{0,62}){1,8})(?![\w-])"
        ),
        gate=(
            "(?a)"
            r"[.-]\d{1,3}[.-]\d{1,3}[.-]\d{1,3}[.-][A-Za-z]"
        ),
        before=40,
        after=300,
        is_shielded=True,
        check=_is_public_host,
        source="RFC 1912 section 2.1: reverse names as providers build them",
        hits=(
            "rhost=‹host-203-0-113-7.dyn.example.net› user",
            "from ‹7.113.0.203.in-addr.arpa›",
            "‹203-0-113-7.static.example.com›",
            "‹dsl-203-000-113-007.example-ip.net›: gone",
            "connection from (‹lns-vlq-45-tou-203-0-113-81.adsl.example.net›)",
            "‹h203-0-113-7.example.net› refused",
        ),
        misses=(
            "ip-10-0-0-1.ec2.internal",
            "app-6.1.1.0.jar",
            "Android 13, build 13-28-04.00-TG-U05",
            "build-2026-03-12-10.log",
            "Linux/5.10.102.1-microsoft-standard exe",
            "calvisitor-10-105-160-95 kernel[0]",
            "dsl-192-168-001-007.example.net",
        ),
    ),
    Rule(
        name="host with an address of twelve digits",
        kind=Kind.HOST,
        pattern=rf"(?a)(?<![\w.@/-])(?P<v>[A-Za-z]{{0,12}}-?(?P<digits>(?:[01]\d\d|2[0-5]\d){{4}})(?:\.{_LABEL}){{2,8}})(?![\w-])",
        gate=r"(?a)\d{12}\.[A-Za-z]",
        before=16,
        after=200,
        check=_is_public_number,
        source="RFC 1912 section 2.1: reverse names as providers build them",
        hits=(
            "rhost=‹n203000113117.example-net.com› ",
            "from ‹203000113098.example-ip.com›",
        ),
        misses=(
            "010001000001.example.corp.net",
            "backup.203000113117.tar.gz",
            "x203000113117.log.gz",
            "1773310830123.example.net",
        ),
    ),
    Rule(
        name="host of a customer's line",
        kind=Kind.HOST,
        pattern=rf"(?<![\w.@/-])(?P<v>{DOTTED})(?![\w/-]|\.[A-Za-z0-9])",
        anchors=(
            "dsl",
            "dyn",
            "dial",
            "ppp",
            "cable",
            "catv",
            "cpe",
            "dhcp",
            "broadband",
            "ftth",
            "fiber",
            "fttx",
            "pool-",
            "hsd1",
            ".res.",
            "cust",
            "dip",
            "abo.",
            ".red-",
            ".sub-",
            ".subs.",
            "staticip",
            ".rev.",
            "clients.",
            "clienti.",
            "kunde",
            "klant",
            "modem",
            "eduroam",
            ".fios.",
            "lightspeed",
            "gpon",
            "ipbf",
            "cgn",
        ),
        before=70,
        after=160,
        check=_is_line,
        source="RFC 1912 section 2.1: reverse names as providers build them",
        hits=(
            "rhost=‹pool-96-245.city.fios.example.net›",
            "refused connect from ‹cpe-76-171.socal.res.example.com›",
            "lookup of ‹c-24-5.hsd1.ca.example.net›.",
            "‹p5483AF21.dip.example-dialin.net›",
            "session with ‹ppp0421.dialup.example.org› ended",
            "over ‹lfbn-par-1-123-45.w90-12.abo.example.net›,",
            "by ‹123.red-80-32-12.staticip.example.net›",
        ),
        misses=(
            "dhcp1.example.internal",
            "dhcpd.conf.d",
            "com.example.dynamic.Loader4",
            "cable.example.com",
            "customer.api.v2.json",
            "pool-1-thread-7",
        ),
    ),
    Rule(
        name="host of a shared line",
        kind=Kind.HOST,
        pattern=rf"(?<![\w.@/-])(?P<v>(?:{_LABEL}\.)?(?:vpn|nat|wlan|wifi|tunnel|line|mobile|members|li|home|lan|wireless|campus|residence|dorm|port|bb|priv|h|u)[\w-]{{0,24}}?-?\d{{1,3}}[-x]\d{{1,3}}[\w-]{{0,24}}(?:\.{_LABEL}){{2,8}})(?![\w/-]|\.[A-Za-z0-9])",
        gate=r"\d[-x]\d{1,3}[\w-]{0,24}\.[A-Za-z]",
        before=90,
        after=160,
        check=_is_shared_line,
        source="RFC 1912 section 2.1: reverse names as providers, campuses and hosters build them",
        hits=(
            "from ‹wlan-12-34.campus.example.edu›",
            "‹li123-45.members.example.com› again",
            "via ‹h-12-34.A123.priv.example.net›",
        ),
        misses=(
            "vpn-1.example.com",
            "line 12-34.example.com",
            "home-2026-03.tar.gz",
            "wlan-12-34.lan",
        ),
    ),
    Rule(
        name="host with an address in hexadecimal",
        kind=Kind.HOST,
        pattern=rf"(?<![\w.@/-])(?P<v>(?:0x|[A-Za-z]{{1,3}}-?)?(?P<digits>[0-9A-Fa-f]{{8}})(?:\.{_LABEL}){{2,8}})(?![\w/-]|\.[A-Za-z0-9])",
        gate=r"[0-9A-Fa-f]{8}\.[A-Za-z]",
        before=6,
        after=160,
        check=_is_public_hex,
        source="RFC 1912 section 2.1: reverse names as providers build them",
        hits=(
            "from ‹p54BD1F2A.dip0.example-ipconnect.net›",
            "from ‹cb00712f.example.net›".replace(
                "‹cb00712f.example.net›", "‹5e0b3a21.line.example.net›"
            ),
        ),
        misses=(
            "deadbeef.example.com",
            "0a1b2c3d.chunk.js",
            "1a2b3c4d.log",
            "12345678.example.co.uk",
        ),
    ),
    Rule(
        name="host with a hardware address",
        kind=Kind.HOST,
        pattern=rf"(?<![\w.@/-])(?P<v>[A-Z]{{1,4}}\d{{0,4}}-?(?:[0-9A-Fa-f]{{12}})(?:-[A-Za-z]{{1,4}}[0-9A-Fa-f]{{12}})?(?:\.{_LABEL}){{2,8}})(?![\w/-]|\.[A-Za-z0-9])",
        gate=r"[0-9A-Fa-f]{12}\.[A-Za-z]",
        before=40,
        after=160,
        check=lambda match: is_foreign(match["v"]) and any(c.isdigit() for c in match["v"]),
        source="names that cable providers give by the modem's hardware address",
        hits=("came over ‹S0106001122334455.vc.example.net›",),
        misses=("d111111abcdef8.example.net", "x00112233aabb.log", "app-00112233aabb.svc.local"),
    ),
)
