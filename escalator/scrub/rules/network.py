"""Rules for addresses in networks: IPv4, IPv6 and MAC in every notation.

Private, loopback and multicast addresses stay: they say where in a network a fault is, not whose.
"""

import re
from ipaddress import IPv4Address, IPv6Address
from typing import Final

from escalator.scrub.checks import is_public_address
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span
from escalator.scrub.rules.quads import is_address_v4, is_hidden_v4


def _address_v6(match: Match) -> tuple[Span, ...]:
    """Return the address, without a colon of the sentence around it."""
    start, end = match.span("v")
    value = match["v"]
    if value.endswith(":") and not value.endswith("::"):
        end, value = end - 1, value[:-1]
    if value.count(":") == 8 and "::" not in value:  # Java joins the port with one more colon
        value = value.rsplit(":", 1)[0]
        end = start + len(value)
    return ((start, end),) if is_public_address(value) or _is_whole_v6(value) else ()


def _is_whole_v6(value: str) -> bool:
    """Tell whether all eight groups are there, with letters, outside a house's own blocks.

    Blocks that nobody gives out yet are somebody's mistyped or made-up address.
    """
    groups = value.lower().split(":")
    if len(groups) != 8 or not all(0 < len(group) <= 4 for group in groups):
        return False
    is_own = groups[0].startswith(("fc", "fd", "fe", "ff")) and len(groups[0]) == 4
    is_written = sum(len(group) for group in groups) >= 20
    return is_written and not is_own and re.search("[a-f]", value.lower()) is not None


def _is_mapped(match: Match) -> bool:
    """Ask for a public address in the last four bytes."""
    return is_public_address(str(IPv4Address(int(IPv6Address(match["v"])) & 0xFFFFFFFF)))


def _is_bsd_mac(match: Match) -> bool:
    """Ask for letters, and a number that is no clock's."""
    return re.search("[a-fA-F]", match["v"]) is not None and _is_mac(match)


def _macs(match: Match) -> tuple[Span, ...]:
    """Return the two addresses of an Ethernet header as netfilter logs it."""
    start = match.start("v")
    return ((start, start + 17), (start + 18, start + 35))


def _is_mac(match: Match) -> bool:
    """Refuse the empty and the broadcast address."""
    digits = set(re.sub(r"[^0-9a-f]", "", match["v"].lower()))
    return digits not in ({"0"}, {"f"})


_HEX2: Final = "[0-9A-Fa-f]{2}"

NETWORK: Final[tuple[Rule, ...]] = (
    Rule(
        name="ipv4",
        kind=Kind.IP,
        pattern=r"(?:(?<![0-9A-Za-z.])|(?<=\.\.\.))(?P<v>[0-9]{1,3}(?:\.[0-9]{1,3}){3})(?![0-9A-Za-z]|\.[0-9])",
        gate=r"\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]",
        before=4,
        after=24,
        check=is_address_v4,
        source="RFC 791; IANA special-purpose registry",
        hits=(
            "from ‹203.0.113.7› port 22",
            "between 10.0.0.1[a]...‹203.0.113.7›[b]",
            "src=‹198.51.100.23›:443 dst=10.0.0.1",
            "[‹192.0.2.44›] host/‹203.0.113.9›:8020",
            "‹203.0.113.7›.",
            "for outside:‹203.0.113.5›/4444",
            "firmware update started by ‹203.0.113.5›",
            "route ‹203.0.113.0›/24 via 10.0.0.1",
            "update from ‹203.0.113.7› received",
            "nameserver ‹9.9.9.9›, server ‹203.0.113.8› and peer ‹4.2.2.1›",
            "peer ‹203.000.113.007› lost",
            "Client ‹8.8.4.4› and Host ‹5.6.7.80›",
            "[::ffff:‹203.0.113.7›]:443",
            "inet_addr:‹203.0.113.7›  Mask:255.255.255.0",
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
            "OPR/105.0.0.0 WhatsApp/2.23.24.76 A, rv:1.9.0.10) Linux/5.10.102.1 exe",
            "Oracle Database 12.2.0.1, okhttp/4.9.0.1, got 19.3.0.0 and 4.18.0.2",
            "tengo 6.8.1.0 y Mozilla/5.0+(Windows+NT+6.1.1.0)",
            "LA ACTUALIZACIÓN A 16.12.3.0 se para",
            "Package_for_KB2928120~31bf3856ad364e35~amd64~~6.1.1.2, state 112",
        ),
    ),
    Rule(
        name="ipv6",
        kind=Kind.IP,
        pattern=r"(?<![0-9A-Za-z:.])(?P<v>[23][0-9A-Fa-f]{3}:[0-9A-Fa-f:]{1,36}|(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4})(?![0-9A-Za-z:])",
        gate=r"::|:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:[0-9A-Fa-f]{1,4}:",
        before=40,
        after=48,
        pick=_address_v6,
        source="RFC 4291, RFC 5952; IANA: 2000::/3",
        hits=(
            "peer ‹2001:db8::17›: reset",
            "[‹2001:DB8:0:0:8:800:200C:417A›]:443",
            "‹2001:db8::1›/64",
            "via [‹2001:db8::1›%eth0]:8443",
            "from /‹2001:db8:0:0:0:0:0:1›:44321 gone",
            "my address is ‹5d2a:8f3c:11ab:7e02:9c4d:0b1e:aa37:f0c2›.",
        ),
        misses=(
            "fe80::1",
            "::1",
            "std::abc::def",
            "fd00::12:34",
            "12/Mar/2026:10:20:30",
            "fe80:0:0:0:211:43ff:abcd:bac3",
            "00:01:02:03:aa:05:06:07",
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
        name="tcpdump address",
        kind=Kind.IP,
        pattern=r"(?a)(?<![\w.])(?P<v>\d{1,3}(?:\.\d{1,3}){3})(?=\.[\w-]{1,15}(?: >|:))",
        gate=r"(?a)\d\.[\w-]{1,15}(?: >|: (?:Flags|UDP|ICMP|[SFPR.]+ ))",
        before=16,
        after=24,
        check=lambda match: is_hidden_v4(match["v"]),
        source="tcpdump(1): address and port are joined by a point",
        hits=(
            "IP ‹203.0.113.7›.443 > 10.0.0.1.55432: Flags [S]",
            "IP 10.0.0.1.55432 > ‹203.0.113.7›.https: Flags [.]",
        ),
        misses=("IP 10.0.0.2.443 > 10.0.0.1.55432: Flags [S]", "1.3.6.1.4.1.311 > 5"),
    ),
    Rule(
        name="ipv4 in hexadecimal beside its word",
        kind=Kind.IP,
        pattern=r"(?i:\b(?:ip|ipv4|[sd]addr|ip[ _-]?addr(?:ess)?)[\"']?\s?[=:]\s?[\"']?)(?P<v>(?:0x)?[0-9A-Fa-f]{8})(?![0-9A-Za-z:.-])",
        anchors=("ip=", "ip:", "ipv4", "addr", "ip "),
        before=12,
        after=40,
        check=lambda match: (
            is_public_address(".".join(str(byte) for byte in bytes.fromhex(match["v"][-8:])))
            and re.search("[a-fA-F]", match["v"][-8:]) is not None
        ),
        source="RFC 791, as kernels print it",
        hits=("saddr=‹0xCB007107› daddr=0x0A000001", "ip: ‹cb007107›"),
        misses=("addr=0xc0000005", "address: 0x7ffdeadb", "ip: 0A000001", "ip=20260312"),
    ),
    Rule(
        name="mac beside its word",
        kind=Kind.MAC,
        pattern=(
            r"(?i:(?<![a-z])(?:mac|hwaddr|hw[_ -]?address|bssid|wlan[_ -]?mac|ether|chaddr)(?:[_ -]?addr(?:ess)?)?[\"']?(?:\s?[=:]\s?|[ ])[\"']?)"
            r"(?P<v>(?:0x)?[0-9A-Fa-f]{12}|[0-9A-Fa-f]{6}[-:][0-9A-Fa-f]{6}|(?:[0-9A-Fa-f]{1,2}:){5}[0-9A-Fa-f]{1,2})(?![\w:-])"
        ),
        anchors=(
            "mac=",
            "mac:",
            'mac"',
            "mac ",
            "mac_",
            "mac-",
            "macaddr",
            "hwaddr",
            "hw_",
            "hw a",
            "bssid",
            "ether ",
            "chaddr",
        ),
        before=8,
        after=60,
        check=lambda match: (
            _is_mac(match) and re.search("[a-fA-F]|[0-9]{12}", match["v"]) is not None
        ),
        source="IEEE 802",
        hits=('"mac": "‹001A2B3C4D5E›"', "MAC address ‹001a2b-3c4d5e›", "bssid=‹0:1a:2b:3:4d:5e›"),
        misses=("macOS 14", "mac=000000000000", "mac: failure12345", "hw 10:20:30"),
    ),
    Rule(
        name="mac without leading zeros",
        kind=Kind.MAC,
        pattern=r"(?<=[ (]at )(?P<v>(?:[0-9A-Fa-f]{1,2}:){5}[0-9A-Fa-f]{1,2})(?= (?:on|\[|via)|$|\n)",
        gate=r" at [0-9A-Fa-f]{1,2}:[0-9A-Fa-f]{1,2}:[0-9A-Fa-f]{1,2}:[0-9A-Fa-f]{1,2}:",
        before=4,
        after=24,
        check=_is_bsd_mac,
        source="arp(8) of BSD and macOS",
        hits=("? (10.0.0.1) at ‹0:c0:9f:1:2:3› on en0 ifscope [ethernet]",),
        misses=("started at 10:20:30 on en0", "at 10:20:30:40:50:60 on en0"),
    ),
    Rule(
        name="mac inside a link-local address",
        kind=Kind.MAC,
        pattern=(
            r"(?i:(?<![0-9a-z:])fe80:(?::|(?:0{1,4}:){3})(?P<v>[0-9a-f]{1,4}:[0-9a-f]{0,2}ff:fe[0-9a-f]{2}:[0-9a-f]{1,4}))(?![0-9A-Za-z:])"
        ),
        anchors=("ff:fe",),
        before=36,
        after=10,
        source="RFC 4291 appendix A, modified EUI-64",
        hits=(
            "inet6 fe80::‹21a:2bff:fe3c:4d5e›%en0 prefixlen 64",
            "fe80:0:0:0:‹21a:2bff:fe3c:4d5e›",
        ),
        misses=("fe80::1", "fe80::21a:2bff:ee3c:4d5e", "2ff:fe3c"),
    ),
    Rule(
        name="dhcp unique identifier",
        kind=Kind.MAC,
        pattern=(
            r"(?i:\b(?:duid|client[_ -]?id(?:entifier)?|iaid|server[_ -]?id)\b[\"']?[\s=:]{1,3}[\"']?(?:0x)?)"
            rf"(?P<v>(?:{_HEX2}[:-]){{9,19}}{_HEX2}|000[1-4][0-9A-Fa-f]{{16,32}})(?![\w:-])"
        ),
        anchors=(
            "duid",
            "client-id",
            "client_id",
            "client id",
            "clientid",
            "iaid",
            "server-id",
            "server_id",
        ),
        before=12,
        after=90,
        source="RFC 8415 section 11: a DUID holds a link-layer address",
        hits=(
            "DHCPv6 DUID ‹00:01:00:01:1c:39:cf:88:00:1a:2b:3c:4d:5e›",
            "client-id=‹00-03-00-01-00-1a-2b-3c-4d-5e›",
            "duid: ‹000300010001a2b3c4d5e›0".replace("›0", "0›"),
        ),
        misses=("uid 1000", "client id 10:20:30", "uid=000120", "duid null"),
    ),
    Rule(
        name="ipv4 in a data connection",
        kind=Kind.IP,
        pattern=r"(?i:passive mode[ ]?\(?|\bPORT[ ])(?P<v>\d{1,3}(?:,\d{1,3}){3})(?=,\d{1,3},\d{1,3})",
        anchors=("passive mode", "port "),
        before=2,
        after=50,
        check=lambda match: is_hidden_v4(match["v"].replace(",", ".")),
        source="RFC 959, PASV and PORT",
        hits=("227 Entering Passive Mode (‹203,0,113,7›,19,137).", "PORT ‹203,0,113,7›,4,1"),
        misses=("227 Entering Passive Mode (10,0,0,7,19,137).", "port 1,2,3"),
    ),
    Rule(
        name="ipv4 inside an ipv6 address",
        kind=Kind.IP,
        pattern=r"(?i:(?<![0-9a-z:])(?P<v>(?:::|(?:0{1,4}:){5})ffff:[0-9a-f]{1,4}:[0-9a-f]{1,4}|64:ff9b::[0-9a-f]{1,4}:[0-9a-f]{1,4}))(?![0-9A-Za-z:.])",
        anchors=("ffff:", "64:ff9b:"),
        before=26,
        after=30,
        check=_is_mapped,
        source="RFC 4291 section 2.5.5.2; RFC 6052",
        hits=("[‹::ffff:cb00:7107›]:443", "‹64:ff9b::cb00:7107› lost"),
        misses=("::ffff:0a00:0001", "ffff:ffff:1"),
    ),
)
