"""The slots that every template may use, and what becomes of each: hide, keep, leave alone."""

import base64
import ipaddress
from collections.abc import Mapping

from bench.scrub import numbers, secrets
from bench.scrub.draw import Draw, Make, one_of
from bench.scrub.lookalikes import ALIKE
from bench.scrub.model import Role
from bench.scrub.writer import Leaf, Slots


def public_ip(draw: Draw) -> str:
    """Return an address that is routed on the internet."""
    while True:
        address = ipaddress.IPv4Address(draw.random.getrandbits(32))
        if address.is_global and not address.is_multicast:
            return str(address)


def public_ip6(draw: Draw) -> str:
    """Return a global unicast address, written out or shortened."""
    prefix = draw.pick(("2a02:810d", "2001:41d0", "2600:1f18", "2a01:4f8"))
    if draw.chance(0.4):
        return draw.shape(f"{prefix}:<h4>:<h3>::<n1>")
    return draw.shape(f"{prefix}:<h4>:<h4>:<n1><h3>:<n1><h3>:<n1><h3>:<n1><h3>")


def mac(draw: Draw) -> str:
    """Return a hardware address in the notations of Linux, Windows and Cisco."""
    shape = draw.pick(
        (
            "<h2>:<h2>:<h2>:<h2>:<h2>:<h2>",
            "<H2>-<H2>-<H2>-<H2>-<H2>-<H2>",
            "<h4>.<h4>.<h4>",
            "<H2>:<H2>:<H2>:<H2>:<H2>:<H2>",
        )
    )
    # An address that sticks to digits would be a time or a number as well.
    return "a" + draw.shape(shape)[1:] if shape.islower() else "A" + draw.shape(shape)[1:]


def reverse_host(draw: Draw) -> str:
    """Return a reverse-DNS name with the customer's address inside."""
    a, b, c, d = public_ip(draw).split(".")
    return draw.pick(
        (
            f"{a}-{b}-{c}-{d}.dyn.example.net",
            f"ip-{d}-{c}-{b}-{a}.pool.example.com",
            f"host{d}.{c}-{b}-{a}.cable.example.org",
            f"p{draw.shape('<H8>')}.dip0.t-example.net",
            f"cpe-{a}-{b}-{c}-{d}.socal.res.example.com",
            f"{d}.{c}.{b}.{a}.static.example.net",
            f"dsl-{d}-{c}.broadband.example.org",
            f"{a}.{b}.{c}.{d}.adsl.example.com",
        )
    )


def private_ip(draw: Draw) -> str:
    """Return an address of a private network."""
    return draw.shape(
        draw.any(("10.<n1>.<n1>.<n1><d1>", "192.168.<n1>.<n1><d1>", "172.16.<n1>.<n1>"))
    )


def coordinates(draw: Draw) -> str:
    """Return a place on the map as phones, maps and JSON write it."""
    lat, lon = draw.random.uniform(36, 60), draw.random.uniform(3, 28)
    minutes = draw.number(10, 59), draw.number(10, 59)
    return draw.pick(
        (
            f"{lat:.5f}, {lon:.5f}",
            f"{lat:.6f},{lon:.6f}",
            f"{int(lat)}°{minutes[0]}'{minutes[1]}.2\"N {int(lon)}°{minutes[1]}'{minutes[0]}.7\"E",
            f"{lat:.4f}° N, {lon:.4f}° E",
        )
    )


def uuid(draw: Draw) -> str:
    """Return a random UUID."""
    return draw.shape("<h8>-<h4>-4<h3>-a<h3>-<h12>")


def plain_secret(draw: Draw) -> str:
    """Return a secret that reads the same in a URL, a header and JSON."""
    return draw.shape(draw.pick(("<w32>", "<h40>", "<b43>", "<w24>")))


def _basic(draw: Draw) -> str:
    return base64.b64encode(f"user:{secrets.password(draw)}".encode()).decode()


def _bearer(draw: Draw) -> str:
    return draw.any((secrets.opaque, secrets.jwt, secrets.vendor_key))(draw)


def _shape(pattern: str) -> Make:
    return lambda draw: draw.shape(pattern)


def _hide(kind: str, make: Make) -> Leaf:
    return Leaf(Role.HIDE, kind, make)


def _keep(kind: str, make: Make) -> Leaf:
    return Leaf(Role.KEEP, kind, make)


HIDDEN: Mapping[str, Leaf] = {
    "ip": _hide("ip", public_ip),
    "ipsix": _hide("ip", public_ip6),
    "mac": _hide("mac", mac),
    "rdns": _hide("host", reverse_host),
    "card": _hide("card", numbers.card),
    "iban": _hide("iban", numbers.iban),
    "wallet": _hide("wallet", numbers.wallet),
    "coords": _hide("coordinates", coordinates),
    "vendor": _hide("vendor key", secrets.vendor_key),
    "slack_hook": _hide("vendor key", _shape("T<U9>/B<U9>/<w24>")),
    "discord_hook": _hide("vendor key", _shape("<n1><d17>/<b68>")),
    "office_hook": _hide("vendor key", _shape("<h8>-<h4>-4<h3>-a<h3>-<h12>/IncomingWebhook/<h32>")),
    "password": _hide("keyed secret", secrets.password),
    "opaque": _hide("keyed secret", secrets.opaque),
    "aws_secret": _hide("keyed secret", _shape("<B40>")),
    "account_key": _hide("keyed secret", _shape("<B86>==")),
    "totp": _hide("keyed secret", _shape("<t32>")),
    "bearer": _hide("authorization", _bearer),
    "basic": _hide("authorization", _basic),
    "cookie": _hide("cookie", one_of("<a26>", "s%3A<b32>.<b43>", "<H32>", "<b64>")),
    "url_secret": _hide("url credential", one_of("<w14>", "<w8>%21<w3>", "<h24>", "<b16>")),
    "conn_secret": _hide("connection string", one_of("<w12>!", "<b16>", "<w10>#<d2>", "<w20>")),
    "jwt": _hide("jwt", secrets.jwt),
    "pem": _hide("private key", secrets.private_key),
    **{name: _hide("national id", make) for name, make in numbers.NATIONAL_IDS.items()},
}

KEPT: Mapping[str, Leaf] = {
    "uuid": _keep("uuid", uuid),
    "privip": _keep("private ip", private_ip),
    "port": _keep("port", lambda draw: str(draw.number(1024, 65535))),
    "pid": _keep("pid", lambda draw: str(draw.number(300, 99999))),
    "num": _keep("number", lambda draw: str(draw.number(0, 10 ** draw.number(1, 7)))),
    "small": _keep("number", lambda draw: str(draw.number(0, 99))),
    "ms": _keep("number", lambda draw: f"{draw.random.expovariate(0.02):.{draw.any((0, 2, 3))}f}"),
    "hex": _keep("hex", lambda draw: draw.shape(draw.any(("0x<h8>", "0x<h12>", "0x0000<h12>")))),
    "md": _keep("hash", _shape("<h32>")),
    "sha": _keep("hash", _shape("<h40>")),
    "shaa": _keep("hash", _shape("<h64>")),
    "short": _keep("hash", _shape("<h8>")),
    "version": _keep(
        "version",
        one_of(
            "<n1>.<d1>.<d1>",
            "v<n1>.<d2>.<d1>",
            "6.<d1>.<d1>.0",
            "<n1>.<d1>.<d1>.<d1>",
            "<n1><d1>.<d1>.<d4>.<d2>",
            "<n1>.<d1>.0-rc<n1>",
            "2026.<n1>.<d1>",
            "<n1>.<d2>.<d1>",
        ),
    ),
    "status": _keep(
        "status",
        lambda draw: str(
            draw.any(
                (200, 201, 204, 301, 304, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504)
            )
        ),
    ),
    "epoch": _keep("timestamp", lambda draw: str(int(draw.now.timestamp()))),
    "epochms": _keep("timestamp", lambda draw: str(int(draw.now.timestamp() * 1000))),
    "iso": _keep("timestamp", lambda draw: draw.now.isoformat(timespec="milliseconds")),
    "day": _keep(
        "timestamp",
        lambda draw: draw.any(
            (f"{draw.now:%Y-%m-%d}", f"{draw.now:%d.%m.%Y}", f"{draw.now:%d/%m/%Y}")
        ),
    ),
    "clock": _keep("timestamp", lambda draw: f"{draw.now:%H:%M}"),
    "maildate": _keep("timestamp", lambda draw: f"{draw.now:%a, %d %b %Y %H:%M:%S} +0200"),
    "ticket": _keep("number", one_of("INC-<d5>", "#<n1><d4>", "CASE<d7>", "SUP-<n1><d3>")),
    "path": _keep(
        "path",
        one_of(
            "/var/lib/app/queue/<d4>",
            "C:\\Program Files\\App\\bin\\<l6>.dll",
            "/etc/nginx/conf.d/<l5>.conf",
            "/opt/app/releases/<d8>/lib",
            "/usr/share/<l6>/<l4>.xml",
            "D:\\data\\export\\<d4>.csv",
        ),
    ),
}

NEUTRAL: Mapping[str, Leaf] = {
    "company": Leaf(
        Role.EITHER,
        "company",
        lambda draw: draw.pick(
            (
                "Brightwater Ltd",
                "Nordhafen GmbH",
                "Atelier Lumen",
                "Kontor West AG",
                "Vega Foods",
                "Oakline Inc.",
            )
        ),
    ),
    "service": Leaf(Role.EITHER, "service account", lambda draw: draw.pick(secrets.SERVICES)),
    "preference": Leaf(Role.EITHER, "preference", one_of("dark", "light", "en", "de")),
    "server": Leaf(
        Role.EITHER, "host", one_of("web-<d2>", "db<n1>", "app-<n1>.internal", "srv-mail-<d2>")
    ),
}

CHOICES: Mapping[str, tuple[str, ...]] = {
    "keyed": secrets.KEYED,
    "webhook": secrets.WEBHOOKS,
    "header": secrets.HEADERS,
    "cookies": secrets.COOKIES,
    "connection": secrets.CONNECTIONS,
    "harmless": secrets.HARMLESS_IDS,
    "placeholder": secrets.PLACEHOLDERS,
}

SLOTS: Slots = {**HIDDEN, **KEPT, **ALIKE, **NEUTRAL, **CHOICES}
