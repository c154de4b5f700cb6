"""Rules for host names that tell whose line or machine it is: reverse names, remote hosts, owners.

Servers' own names stay: they say where a fault is.
"""

import re
from typing import Final

from escalator.scrub.checks import is_public_address
from escalator.scrub.gazetteer import Strength, given_strength
from escalator.scrub.lines import is_machine_line
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule

_V4: Final = r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}"
_LABEL: Final = r"[A-Za-z0-9_](?:[\w-]{0,61}[A-Za-z0-9])?"
_DOTTED: Final = rf"{_LABEL}(?:\.{_LABEL}){{1,8}}"
_FILE_AFTER: Final = re.compile(
    r"\.(?:jar|war|tar|tgz|zip|gz|rpm|deb|exe|msi|whl|dll|so|log|txt)\b|-(?:SNAPSHOT|RELEASE|rc|beta)"
)
_OWN: Final = frozenset(
    "internal local localdomain lan localhost corp intra intranet home private svc cluster arpa "
    "jar war py java js ts go rb php html htm log conf cfg ini xml json yml yaml txt sh so exe dll gz zip".split()
)
"""Last labels of hosts inside a house, and endings of files."""

_LINE: Final = re.compile(
    r"(?:^|[.-])(?:[asv]?dsl|dyn(?:amic)?(?:ip)?|dial(?:up|in)?|ppp(?:oe)?|cable|catv|cpe|dhcp|broadband|ftth|"
    r"fttx|fib(?:er|re)|pool|hsd1|res|cust(?:omer)?|client|wireless|wifi|umts|gprs|lte|modem|nat|user|static|"
    r"dip|pppd|isdn|access|bras|vdsl2?)s?(?=[.\d-])|^(?:c|h|d|n|p|ip|host|adsl|dsl|ppp|cpe|pool|cm|ool|pc)-?[0-9a-f-]{5,}\."
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
    return is_public_address(_octets(parts)) and _is_foreign(match["v"])


def _is_foreign(host: str) -> bool:
    last = host.rstrip(".").rsplit(".", 1)[-1].lower()
    return last.isalpha() and len(last) >= 2 and last not in _OWN


def _is_line(match: Match) -> bool:
    """Ask for a provider's word for a line and a number that tells it from others."""
    host = match["v"].lower()
    first, _, rest = host.partition(".")
    if not _is_foreign(host) or not any(c.isdigit() for c in first) or rest.count(".") < 1:
        return False
    return _LINE.search(host) is not None


def _is_beside_public(match: Match) -> bool:
    return is_public_address(match["ip"]) and _is_foreign(match["v"])


def _is_client(match: Match) -> bool:
    """Ask for a foreign host on a program's line; classes and files are none."""
    host = next(match[name] for name in ("v", "first", "tty", "key") if match[name])
    if not _is_foreign(host) or any(label[:1].isupper() for label in host.split(".")[:-1]):
        return False
    return match["tty"] is not None or is_machine_line(match.string, match.start())


_NOT_OWNERS: Final = frozenset(
    "user apple hi it thi bu addre busine corporate cla acce proce o io window maco guest customer".split()
)


def _is_owned(match: Match) -> bool:
    name = match["v"]
    return any(given_strength(one) is Strength.STRONG for one in (name, name.removesuffix("s")))


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
        pattern=rf"(?<![\w.@/-])(?P<v>{_DOTTED})(?![\w/-]|\.[A-Za-z0-9])",
        anchors=(
            "dsl",
            "dyn",
            "dial",
            "ppp",
            "cable",
            "catv",
            "cpe-",
            "dhcp",
            "broadband",
            "ftth",
            "fiber",
            "pool-",
            "hsd1",
            ".res.",
            "cust",
            "dip.",
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
        name="remote host beside its key",
        kind=Kind.HOST,
        pattern=(
            r"(?i:(?<![a-z])(?:rhost|remote[_ -]?host|client[_-]?host(?:name)?|ruhost|helo|ehlo|rdns|reverse[_ -]?dns|ptr)"
            rf"[\"']?\s?[=:]\s?[\"'<]?)(?P<v>{_DOTTED})(?![\w-])"
        ),
        anchors=(
            "rhost",
            "helo",
            "ehlo",
            "remote_h",
            "remote-h",
            "remote h",
            "remoteh",
            "client_h",
            "client-h",
            "clienth",
            "rdns",
            "reverse",
            "ptr",
        ),
        before=16,
        after=200,
        check=lambda match: _is_foreign(match["v"]),
        source="Linux-PAM pam_unix; Postfix and sendmail logs",
        hits=(
            "ruser= rhost=‹csnsu.example.edu›  user=root",
            "helo=<‹mail.jane.example.org›>",
            "remote_host: ‹laptop.example.net›",
        ),
        misses=(
            "ruser= rhost=10.0.0.4 user=root",
            "rhost=web-1.example.internal",
            "hostname=web-1.example.com",
            "rhost=localhost.localdomain",
        ),
    ),
    Rule(
        name="host before its public address",
        kind=Kind.HOST,
        pattern=(
            rf"(?<![\w.@=-])(?<!relay=)(?<!connect to )(?<!conversation with )(?P<v>{_DOTTED})\.?(?:\s?\[|\s?\(|/)(?:::ffff:)?(?P<ip>{_V4})(?=[\])]|:\d|\s|$)"
        ),
        # The bracket first: letters first would be tried at every word.
        gate=(
            r"[\[(/](?:(?<=[A-Za-z].)|(?<=[A-Za-z]\..)|(?<=[A-Za-z] [\[(])|(?<=[A-Za-z]\. [\[(]))"
            r"(?:::ffff:)?[0-9]{1,3}\.[0-9]{1,3}\."
        ),
        before=203,
        after=30,
        check=_is_beside_public,
        source="OpenSSH, Postfix, Java's InetAddress: name and address of a peer",
        hits=(
            "reverse mapping checking getaddrinfo for ‹ns.example.com› [203.0.113.186] failed - POSSIBLE BREAK-IN ATTEMPT!",
            "connect from ‹home.jane.example.org›[203.0.113.5]",
            "peer ‹laptop.example.net›/203.0.113.9:8020 left",
        ),
        misses=(
            "connect from db.example.com[10.0.0.5]",
            "relay=mx.example.com[203.0.113.5]:25",
            "connect to mx.example.com[203.0.113.5]:25: timed out",
            "index.html (203.0.113.5)",
        ),
    ),
    Rule(
        name="host after its public address",
        kind=Kind.HOST,
        pattern=rf"(?<![0-9A-Za-z.])(?P<ip>{_V4})(?:\s?\(|[ ]maps[ ]to[ ]|[ ]resolves[ ]to[ ])(?P<v>{_DOTTED})(?=\)|,|\s|$)",
        gate=r"[0-9](?: ?\([A-Za-z0-9]| maps to | resolves to )",
        before=16,
        after=200,
        check=_is_beside_public,
        source="OpenSSH, ftpd: address and name of a peer",
        hits=(
            "ftpd[2914]: connection from 203.0.113.81 (‹laptop.example.net›) at Mon Jul 18",
            "Address 203.0.113.4 maps to ‹ns.example.com›, but this does not map back",
        ),
        misses=(
            "connection from 10.0.0.81 (db.example.com) at Mon",
            "from 203.0.113.81 () at Mon",
            "203.0.113.81 (app.example.jar)",
        ),
    ),
    Rule(
        name="host a connection comes from",
        kind=Kind.HOST,
        pattern=(
            r"(?m)(?i:\b(?:connect(?:ion|ed|ing|s)?|refused connect|logins?|logon|session|disconnect(?:ed)?|(?:invalid|illegal|unknown|user|for|by) \S{1,64}|request|query|attempts?|host|mail|transfer|received|tunnel|closed|opened|hello) (?:was |is )?(?:refused |accepted |received |established )?(?:from|by)[ ](?:host |client |peer |\[)?)"
            rf"['\"]?(?P<v>{_DOTTED})(?=['\"\]]?(?:[\s,;:)(]|\.?$))|"
            r"^(?P<first>(?=[^\s.]{1,63}\.)[A-Za-z][\w.-]{3,120}) \S{1,64} \S{1,64} (?=\[\d{1,2}/[A-Z][a-z]{2}/\d{4}:)|"
            r"\b(?:pts/\d{1,4}|tty\w{1,6})\s{1,12}\(?(?P<tty>(?=[^\s.]{1,63}\.)[A-Za-z][\w.-]{3,120})\)?\s{1,12}(?=(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b)|"
            r"\b(?:permitted host \(host=|connection received: host=|PTR |domain name pointer |in-addr\.arpa\s{1,4}name = |hostname=)(?P<key>(?=[^\s.]{1,63}\.)[A-Za-z][\w.-]{3,120}?)(?=[\s,)]|\.?$|\.\s)"
        ),
        gate=r"[Ff]rom (?:host |client |peer |\[)?['\"]?[A-Za-z]|by [A-Za-z]|\] ?\[\d{1,2}/|[\w-] \[\d{1,2}/[A-Z]|pts/\d|tty\w|host=[A-Za-z]|PTR [A-Za-z]|pointer |name = |hostname=[A-Za-z]",
        before=200,
        after=160,
        check=_is_client,
        pick=lambda match: [
            match.span(name) for name in ("v", "first", "tty", "key") if match[name]
        ],
        source="OpenSSH, TCP wrappers, ftpd, access logs with HostnameLookups, last(1), host(1)",
        hits=(
            "sshd[12]: error: PAM: x for illegal user jdoe7 from ‹laptop.example.net›",
            "xinetd[12]: refused connect from ‹ns1.example.org›",
            '‹crawler.example.net› - - [12/Mar/2026:10:20:30 +0000] "GET / HTTP/1.0" 304 0',
            "jdoe7  pts/0        ‹home.example.net›     Thu Mar 12 10:20   still logged in",
            "postgres[12]: connection received: host=‹office.example.org› port=51234",
        ),
        misses=(
            "x[12]: connection from db-1.example.internal",
            "pulled from registry.example.com",
            "we got a mail from support.example.com",
            "2026-03-12 10:20:30 INFO request from com.example.app.Client.java",
            "www.example.com:443 10.0.0.1 - - [12/Mar/2026:10:20:30 +0000]",
        ),
    ),
    Rule(
        name="owner in the name of a device",
        kind=Kind.HOST,
        pattern=(
            r"(?<![\w@/-])(?P<v>[A-Z][a-z]{2,20}(?:-?[A-Z][a-z]{1,20})?'?s)[-_ ]?(?=(?:MacBook|iMac|iPhone|iPad|Mac-mini|Mac-Pro|MBP|Galaxy-|Pixel-))"
        ),
        anchors=(
            "macbook",
            "imac",
            "iphone",
            "ipad",
            "mac-mini",
            "mac-pro",
            "mbp",
            "galaxy-",
            "pixel-",
        ),
        before=48,
        after=16,
        check=lambda match: match["v"].lower().rstrip("s'") not in _NOT_OWNERS,
        source="names that systems propose: owner's name and device",
        hits=(
            "host ‹Janes›-MacBook-Pro.local",
            "Mar 12 10:20:30 ‹Zofias›-iPhone mDNSResponder[12]",
            "paired with ‹Jane's› iPad",
        ),
        misses=("Apple-iPhone 15", "the MacBook-Pro.local", "Users iPhone", "This-iPad"),
    ),
    Rule(
        name="owner's given name in the name of a device",
        kind=Kind.HOST,
        pattern=r"(?<![\w@/.])(?P<v>[A-Za-z][a-z]{2,20}|[A-Z]{3,20})(?=[-_](?i:macbook|iphone|ipad|imac|mbp|laptop|notebook|pc|desktop|phone|tablet|galaxy|pixel|thinkpad|surface)(?![a-z]))",
        gate=r"(?i:[a-z][-_](?:macbook|iphone|ipad|imac|mbp|laptop|notebook|pc|desktop|phone|tablet|galaxy|pixel|thinkpad|surface))",
        before=24,
        after=16,
        check=_is_owned,
        source="names that people and systems give to devices",
        hits=("DHCPACK on 10.0.0.3 (‹janes›-iphone) via eth1", "host ‹zofia›-laptop"),
        misses=("dev-laptop", "windows-pc", "mark-desktop"),
    ),
)
