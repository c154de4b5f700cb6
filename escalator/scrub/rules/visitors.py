"""Rules for hosts that are somebody's by what stands around them: peers, visitors, owners' devices.

Servers' own names stay: they say where a fault is.
"""

from typing import Final

from escalator.scrub.checks import is_public_address
from escalator.scrub.gazetteer import Strength, given_strength
from escalator.scrub.lines import is_machine_line
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule
from escalator.scrub.rules.hosts import DOTTED, V4, is_foreign


def _is_visitor(match: Match) -> bool:
    """Ask for a foreign host of three parts with a digit: nobody visits from www.example.com."""
    host = match["v"]
    is_numbered = any(c.isdigit() for c in host.rpartition(".")[0])
    return is_numbered and host.count(".") >= 2 and is_foreign(host)


def _is_beside_public(match: Match) -> bool:
    return is_public_address(match["ip"]) and is_foreign(match["v"])


def _is_client(match: Match) -> bool:
    """Ask for a foreign host on a program's line; classes and files are none."""
    host = next(match[name] for name in ("v", "first", "tty", "key") if match[name])
    if not is_foreign(host) or any(label[:1].isupper() for label in host.split(".")[:-1]):
        return False
    return match["tty"] is not None or is_machine_line(match.string, match.start())


_NOT_OWNERS: Final = frozenset(
    "user apple hi it thi bu addre busine corporate cla acce proce o io window maco guest customer".split()
)


def _is_owned(match: Match) -> bool:
    name = match["v"]
    return any(given_strength(one) is Strength.STRONG for one in (name, name.removesuffix("s")))


VISITORS: Final[tuple[Rule, ...]] = (
    Rule(
        name="host somebody came from",
        kind=Kind.HOST,
        pattern=(
            r"(?i:(?<![^\W_])(?:(?:came|comes|coming|visit(?:s|ed|or)?|access(?:ed)?|arriv(?:es|ed)|request(?:s|ed)?|attempts?|hits?|traffic|login|sign-in|connection|session|user)"
            r"(?: (?:came|comes|is|was|were|made|only))? (?:from|over|via|through)|(?:kam|kommt|kamen|stammt|besuch(?:er)?|zugriffe?|anmeldung(?:en)?|anfragen?|verbindung(?:en)?) (?:kam |kamen )?(?:von|über|aus)|"
            r"(?:venait|vient|provenait|provient|accès|connexions?|visiteur|requêtes?) (?:de|du|depuis|par|via)|(?:ven[ií]an?|viene|vino|proven[ií]a|acceso|accesos|conexi[óo]n|visitante|peticiones) (?:de|desde|por)|"
            r"(?:veniva|viene|arrivava|arriva|proveniva|accesso|accessi|connessione|visitatore|richieste) (?:da|dal|tramite)|(?:vinha|veio|vem|provinha|acesso|acessos|ligação|visitante|pedidos) (?:de|do|a partir de|por|via)|"
            r"(?:kwam(?:en)?|komt|toegang|bezoek(?:er)?|verbinding|aanmelding|verzoek(?:en)?) (?:volgens het log )?(?:van|vanaf|via|uit)|resolves? (?:back )?to|reverse (?:name|lookup|dns)(?: (?:is|gives|says))?|rdns)"
            rf" (?:the host |host |dem host |l['\u2019]hôte |el host |l['\u2019]host |o host |de host )?[\"'`„«]?)(?P<v>{DOTTED})(?=[\"'`“»]?(?:[\s,;:)(!?]|\.?$|\.\s))"
        ),
        gate=r"(?i:(?:from|over|via|through|von|über|aus|de|du|depuis|par|desde|por|da|dal|tramite|partir de|van|vanaf|uit|to|host|dns|hôte|is|gives|says) [\"'`„«]?[\w-]{1,40}\.[\w-]{1,40}\.)(?<=\.)",
        before=90,
        after=200,
        check=_is_visitor,
        source="tickets as people write them, in many languages",
        hits=(
            "The visitor came from ‹p1234-line.tokyo.example.net› at noon",
            "Der Zugriff kam von ‹lns7-c2.access.example.net›.",
            "L'accès venait de ‹tunnel1234.example.net›.",
            "it resolves to ‹vmi123456.host.example.net›",
        ),
        misses=(
            "the mail came from support.example.com",
            "access from www.example.com",
            "connection from web2.internal.local",
            "we moved from v2.example.com",
        ),
    ),
    Rule(
        name="remote host beside its key",
        kind=Kind.HOST,
        pattern=(
            r"(?i:(?<![a-z])(?:rhost|remote[_ -]?host|client[_-]?host(?:name)?|ruhost|helo|ehlo|rdns|reverse[_ -]?dns|ptr)"
            rf"[\"']?\s?[=:]\s?[\"'<]?)(?P<v>{DOTTED})(?![\w-])"
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
        check=lambda match: is_foreign(match["v"]),
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
            rf"(?<![\w.@=-])(?<!relay=)(?<!connect to )(?<!conversation with )(?P<v>{DOTTED})\.?(?:\s?\[|\s?\(|/)(?:::ffff:)?(?P<ip>{V4})(?=[\])]|:\d|\s|$)"
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
        pattern=rf"(?<![0-9A-Za-z.])(?P<ip>{V4})(?:\s?\(|[ ]maps[ ]to[ ]|[ ]resolves[ ]to[ ])(?P<v>{DOTTED})(?=\)|,|\s|$)",
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
            rf"['\"]?(?P<v>{DOTTED})(?=['\"\]]?(?:[\s,;:)(]|\.?$))|"
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
