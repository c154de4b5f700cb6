"""Rules for addresses in networks: IPv4, IPv6, MAC, and host names made from an address.

Private, loopback and multicast addresses stay: they say where in a network a fault is, not whose.
"""

import re
from typing import Final

from escalator.scrub.checks import is_public_address
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span

_VERSION_BEFORE: Final = re.compile(
    r"(?:\bv|\b(?:versions?|ver|releases?|released|build|firmware|fw|upgrad\w{0,5}|downgrad\w{0,5}|updated|patch(?:ed)?|"
    r"rpm|sdk|jdk|jre|driver|kernel|schema|plugin|library|installed))\b"
    r"(?:[ \t:=/(\"'_,-]|from|to|of|is|was|number|v|\d{1,3}(?:\.\d{1,5}){1,4}){0,8}$",
    re.IGNORECASE | re.ASCII,
)
_OID_BEFORE: Final = re.compile(
    r"\boid[\s:=]{1,3}$|\b(?:section|chapter|clause|rfc ?\d{3,5},?)\s$|§\s?$|[=~<>!]=\s?$",
    re.IGNORECASE,
)
_PRODUCT_BEFORE: Final = re.compile(r"[A-Z][A-Za-z]{1,30}/$")
_DOTTED_NAME_BEFORE: Final = re.compile(r"[A-Za-z]-$|[A-Za-z]_$")
_FILE_AFTER: Final = re.compile(
    r"\.(?:jar|war|tar|tgz|zip|gz|rpm|deb|exe|msi|whl|dll|so)\b|-(?:SNAPSHOT|RELEASE|rc|beta)"
)


def _is_address_v4(match: Match) -> bool:
    """Ask for a public address that is no version, object identifier or file name."""
    if not is_public_address(match["v"]):
        return False
    text, start, end = match.string, match.start("v"), match.end("v")
    before = text[max(0, start - 60) : start]
    if _DOTTED_NAME_BEFORE.search(before) and _FILE_AFTER.match(text, end):
        return False
    if match["v"].endswith(".0") and _PRODUCT_BEFORE.search(before):
        return False
    return not (_VERSION_BEFORE.search(before) or _OID_BEFORE.search(before))


def _address_v6(match: Match) -> tuple[Span, ...]:
    """Return the address, without a colon of the sentence around it."""
    start, end = match.span("v")
    value = match["v"]
    if value.endswith(":") and not value.endswith("::"):
        end, value = end - 1, value[:-1]
    return ((start, end),) if is_public_address(value) else ()


def _macs(match: Match) -> tuple[Span, ...]:
    """Return the two addresses of an Ethernet header as netfilter logs it."""
    start = match.start("v")
    return ((start, start + 17), (start + 18, start + 35))


def _is_mac(match: Match) -> bool:
    """Refuse the empty and the broadcast address."""
    digits = set(re.sub(r"[^0-9a-f]", "", match["v"].lower()))
    return digits not in ({"0"}, {"f"})


def _is_public_host(match: Match) -> bool:
    """Ask for four numbers that are a public address; `in-addr.arpa` holds them backwards."""
    if _FILE_AFTER.match(match.string, match.end("d")):
        return False
    parts = [match["a"], match["b"], match["c"], match["d"]]
    if match["v"].lower().endswith("in-addr.arpa"):
        parts.reverse()
    return is_public_address(".".join(parts))


_HEX2: Final = "[0-9A-Fa-f]{2}"

NETWORK: Final[tuple[Rule, ...]] = (
    Rule(
        name="ipv4",
        kind=Kind.IP,
        pattern=r"(?<![0-9A-Za-z.])(?P<v>[0-9]{1,3}(?:\.[0-9]{1,3}){3})(?![0-9A-Za-z]|\.[0-9])",
        gate=r"\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]",
        before=4,
        after=24,
        check=_is_address_v4,
        source="RFC 791; IANA special-purpose registry",
        hits=(
            "from ‹203.0.113.7› port 22",
            "src=‹198.51.100.23›:443 dst=10.0.0.1",
            "[‹192.0.2.44›] host/‹203.0.113.9›:8020",
            "‹203.0.113.7›.",
            "for outside:‹203.0.113.5›/4444",
            "firmware update started by ‹203.0.113.5›",
        ),
        misses=(
            "version 6.1.1.0",
            "upgraded from 6.1.0.3 to 6.1.1.2",
            "10.0.0.12 192.168.1.1 172.16.5.4 127.0.0.1 0.0.0.0 255.255.255.0",
            "Chrome/142.0.0.0 Safari/537.36",
            "app-6.1.1.4.jar",
            "1.3.6.1.4.1.311",
            "RFC 5321 4.5.3.1, foo==1.0.0.1",
            "999.0.113.7",
            "224.0.0.251",
            "v8.8.8.8",
        ),
    ),
    Rule(
        name="ipv6",
        kind=Kind.IP,
        pattern=r"(?<![0-9A-Za-z:.])(?P<v>[23][0-9A-Fa-f]{3}:[0-9A-Fa-f:]{1,36})(?![0-9A-Za-z:])",
        gate=r"::|:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:",
        before=40,
        after=48,
        pick=_address_v6,
        source="RFC 4291, RFC 5952; IANA: 2000::/3",
        hits=(
            "peer ‹2001:db8::17›: reset",
            "[‹2001:DB8:0:0:8:800:200C:417A›]:443",
            "‹2001:db8::1›/64",
        ),
        misses=(
            "fe80::1",
            "::1",
            "std::abc::def",
            "fd00::12:34",
            "12/Mar/2026:10:20:30",
            "a::b",
            "2026:10:20",
        ),
    ),
    Rule(
        name="mac",
        kind=Kind.MAC,
        pattern=(
            "(?a)"
            rf"(?<![\w-])(?<!\b{_HEX2}:)(?:01[:-])?(?P<v>{_HEX2}(?P<sep>[:-])(?:{_HEX2}(?P=sep)){{4}}{_HEX2})"
            rf"(?!\w|[:-]{_HEX2}\b)"
        ),
        gate=rf"[:-]{_HEX2}[:-]{_HEX2}[:-]{_HEX2}[:-]",
        before=8,
        after=24,
        check=_is_mac,
        source="IEEE 802",
        hits=(
            "hwaddr ‹00:1A:2b:3c:4d:5e› up",
            "mac=‹00-1a-2b-3c-4d-5e›",
            "eth0:‹00:1a:2b:3c:4d:5e›: link",
        ),
        misses=(
            "00:00:00:00:00:00 ff:ff:ff:ff:ff:ff",
            "SHA1 1a:2b:3c:4d:5e:6f:1a:2b:3c:4d:5e:6f:1a:2b:3c:4d:5e:6f:aa:bb",
            "10:20:30",
        ),
    ),
    Rule(
        name="mac with dots",
        kind=Kind.MAC,
        pattern=(
            "(?a)"
            r"(?<![\w.])(?P<v>[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![\w.]\w)"
        ),
        gate=r"\.[0-9A-Fa-f]{4}\.",
        before=6,
        after=16,
        check=lambda match: _is_mac(match) and re.search("[A-Fa-f]", match["v"]) is not None,
        source="Cisco IOS notation of IEEE 802",
        hits=("Host ‹001a.2b3c.4d5e› is flapping",),
        misses=("1234.5678.9012", "0000.0000.0000"),
    ),
    Rule(
        name="netfilter macs",
        kind=Kind.MAC,
        pattern=rf"\bMAC=(?P<v>(?:{_HEX2}:){{13}}{_HEX2})\b",
        anchors=("MAC=",),
        is_cased=True,
        pick=_macs,
        source="Linux netfilter LOG target",
        hits=("IN=eth0 MAC=‹00:1a:2b:3c:4d:5e›:‹00:1a:2b:3c:4d:5f›:08:00 SRC=10.0.0.1",),
        misses=("IN=eth0 MAC= SRC=10.0.0.1",),
    ),
    Rule(
        name="host made from an address",
        kind=Kind.HOST,
        pattern=(
            "(?a)"
            r"(?<![\w.-])(?P<v>(?:[A-Za-z][A-Za-z0-9-]{0,30}[.-])?"
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
        ),
        misses=("ip-10-0-0-1.ec2.internal", "app-6.1.1.0.jar", "build-2026-03-12-10.log"),
    ),
)
