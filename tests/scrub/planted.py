"""Invented personal values and secrets, and the sentences and log lines they are planted in."""

from hypothesis import strategies as st

from escalator.scrub import Hasher, Kind, MemoryVault

LETTERS = "abcdefghijklmnopqrstuvwxyz"
FIRST = ("jane", "aarav", "zofia", "bjorn", "chidi", "yuki", "ines", "tomasz", "leila", "oksana")
LAST = (
    "doering",
    "okafor",
    "lindqvist",
    "marchetti",
    "kowalczyk",
    "haddad",
    "nakagawa",
    "ferreira",
)


def luhn_complete(front: str) -> str:
    """Return digits with their Luhn check digit."""
    for last in "0123456789":
        digits = [int(letter) for letter in reversed(front + last)]
        doubled = [
            d if i % 2 == 0 else (2 * d - 9 if d > 4 else 2 * d) for i, d in enumerate(digits)
        ]
        if sum(doubled) % 10 == 0:
            return front + last
    raise AssertionError


def iban_complete(country: str, account: str) -> str:
    """Return an IBAN with its check digits (ISO 13616)."""
    number = int("".join(str(int(letter, 36)) for letter in account + country + "00"))
    return f"{country}{98 - number % 97:02d}{account}"


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


words = st.text(LETTERS, min_size=5, max_size=9)
mails = st.builds(
    lambda first, last, host: f"{first}.{last}@{host}.example",
    st.sampled_from(FIRST),
    st.sampled_from(LAST),
    words,
)
phones = digits(2).map(lambda last: f"+1 415 555 01{last}")
addresses = st.tuples(
    st.sampled_from(("192.0.2", "198.51.100", "203.0.113")), st.integers(1, 254)
).map(lambda pair: f"{pair[0]}.{pair[1]}")
long_addresses = st.integers(1, 0xFFFF).map(lambda n: f"2001:db8:17::{n:x}")
macs = st.lists(st.integers(16, 254), min_size=6, max_size=6).map(
    lambda parts: ":".join(f"{part:02x}" for part in [2, *parts[1:]])
)
cards = digits(11).map(lambda middle: luhn_complete("4000" + middle))
ibans = digits(18).map(lambda account: iban_complete("DE", account))
tokens = st.tuples(st.text(LETTERS + "ABCDEFGH", min_size=12, max_size=20), digits(6)).map(
    lambda pair: "q" + pair[0] + pair[1] + "Zk"
)
github_keys = st.text(LETTERS + "0123456789", min_size=32, max_size=32).map(
    lambda body: "gh" + "p_" + body + "aB39"
)
users = st.tuples(st.sampled_from(FIRST), st.sampled_from(LAST), st.integers(10, 99)).map(
    lambda parts: f"{parts[0][0]}{parts[1]}{parts[2]}"
)

PLANTS: dict[Kind, tuple[st.SearchStrategy[str], tuple[str, ...]]] = {
    Kind.EMAIL: (mails, ("Please write to {} soon.", "rcpt=<{}> status=sent", "mail {}: bounced")),
    Kind.PHONE: (phones, ("Her number is {} until six", "Phone: {}", "dialled {} at 10:20:30")),
    Kind.IP: (
        st.one_of(addresses, long_addresses),
        ("Failed login from {} port 22", "src={} dst=10.0.0.7", "peer [{}]:443 reset"),
    ),
    Kind.MAC: (macs, ("eth0 link {} is up", "dhcp lease hwaddr={} ok")),
    Kind.CARD: (cards, ("paid with {} yesterday", "card: {} declined")),
    Kind.IBAN: (ibans, ("refund to {} please", "iban={};bank=x")),
    Kind.KEY: (github_keys, ("pushed with {} by mistake", "x={}")),
    Kind.TOKEN: (
        tokens,
        ("Authorization: Bearer {}", "curl -H 'Authorization: Bearer {}' https://a.example"),
    ),
    Kind.SECRET: (
        tokens,
        ("db.password={}", 'conf {{"client_secret": "{}"}}', "Server=db;Password={};Encrypt=true"),
    ),
    Kind.COOKIE: (tokens, ("Cookie: sid={}", "Set-Cookie: sid={}; Path=/; HttpOnly")),
    Kind.USER: (
        users,
        (
            "Failed password for invalid user {} from 10.0.0.1 port 22 ssh2",
            "open /home/{}/app.log",
            "login user={} ok",
        ),
    ),
}
"""Per kind: how values look, and lines that hold one."""

QUIET = (
    "2026-03-12T10:20:30.123Z INFO [main-3] com.example.OrderService - order 918273645 took 88 ms",
    "request_id=4bf92f3577b34da6a3ce929d0e0e4736 status=502 upstream=10.0.0.12:8443",
    "at com.example.http.Handler$Inner.handle(Handler.java:214) ~[app-6.1.1.0.jar!/:?]",
    "traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    "kernel: [12345.678901] eth0: link up, 1000 Mbps, pid 4321, addr 0x7ffdeadbeef0",
    "session 550e8400-e29b-41d4-a716-446655440000 expired after 1773310830 s",
    "Mar 12 10:20:30 web-1 systemd[1]: Started version 6.1.1.0 of the agent.",
    "The export stops at 40 % since the upgrade from 6.1.0.3 to 6.1.1.0; two other tenants work.",
    "GET /api/v2/items/918273?page=2&sort=asc HTTP/1.1 200 5120 Chrome/142.0.0.0",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 pulled",
    "WARN pool size 20, active 20, waiting 113, max_tokens=4096, keyboard layout de",
    "User-Agent: curl/8.5.0",
    'ERROR: relation "orders" does not exist at character 15',
    'Traceback (most recent call last): File "app/main.py", line 12, in <module>',
)
"""Lines with nothing personal in them; every character matters to a diagnosis."""


def new_hasher(packet: str = "1") -> Hasher:
    return Hasher(secret=b"not a real secret, only for tests", packet=packet)


def new_vault() -> MemoryVault:
    return MemoryVault()
