"""An ordinary log, in which one line of thirty or so holds something personal; all invented."""

import random
from collections.abc import Callable

_CLASSES = ("com.example.orders.OrderService", "com.example.http.Handler$Inner", "org.example.Pool")
_SERVICES = ("orders", "billing", "gateway", "search", "export", "ledger", "mailer")
_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0"

Line = Callable[[random.Random, str], str]


def ordinary_log(size: int, seed: int = 5) -> str:
    """Give a log of about `size` characters."""
    chance = random.Random(seed)
    lines: list[str] = []
    length = 0
    while length < size:
        second = len(lines) // 10
        clock = f"{9 + second // 3600 % 12:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        kinds = _PERSONAL if chance.random() < 0.03 else _QUIET
        lines.append(chance.choice(kinds)(chance, clock))
        length += len(lines[-1]) + 1
    return "\n".join(lines)


def _hex(chance: random.Random, count: int) -> str:
    return "".join(chance.choices("0123456789abcdef", k=count))


def _inside(chance: random.Random) -> str:
    return f"10.0.{chance.randint(0, 9)}.{chance.randint(1, 250)}"


def _stamp(chance: random.Random, clock: str) -> str:
    return f"2026-11-18T{clock}.{chance.randint(0, 999):03d}Z"


_QUIET: tuple[Line, ...] = (
    lambda c, t: (
        f"{_stamp(c, t)} INFO  [http-nio-8080-exec-{c.randint(1, 40)}] {c.choice(_CLASSES)} - "
        f"order {c.randint(10**8, 10**9)} took {c.randint(2, 900)} ms"
    ),
    lambda c, t: (
        f"{_stamp(c, t)} DEBUG {c.choice(_SERVICES)} request_id={_hex(c, 32)} "
        f"status={c.choice((200, 200, 304, 502))} upstream={_inside(c)}:8443"
    ),
    lambda c, t: (
        f"{_stamp(c, t)} WARN  {c.choice(_SERVICES)} pool size {c.randint(10, 40)}, "
        f"waiting {c.randint(0, 200)}, max_tokens=4096"
    ),
    lambda c, _: f"\tat {c.choice(_CLASSES)}.run(Handler.java:{c.randint(10, 900)})",
    lambda c, t: (
        f'{_inside(c)} - - [18/Nov/2026:{t} +0000] "GET /api/v2/items/{c.randint(1, 99999)}?page=2 '
        f'HTTP/1.1" {c.choice((200, 200, 404))} {c.randint(100, 99999)} "-" "{_AGENT}"'
    ),
    lambda c, t: (
        f"Nov 18 {t} web-{c.randint(1, 9)} systemd[1]: Started Session {c.randint(1, 9999)}."
    ),
    lambda c, t: (
        f"{_stamp(c, t)} INFO  {c.choice(_SERVICES)} traceparent=00-{_hex(c, 32)}-{_hex(c, 16)}-01 "
        f"cache hit key=orders:{c.randint(1, 99999)} ttl=300"
    ),
    lambda c, t: (
        f'{{"time":"{_stamp(c, t)}","level":"info","service":"{c.choice(_SERVICES)}",'
        f'"msg":"batch done","rows":{c.randint(1, 9999)},"request_id":"{_hex(c, 32)}"}}'
    ),
    lambda c, t: (
        f"{_stamp(c, t)} ERROR {c.choice(_SERVICES)} connection to {_inside(c)}:5432 refused, "
        f"retry {c.randint(1, 5)} of 5"
    ),
)

_PERSONAL: tuple[Line, ...] = (
    lambda c, t: (
        f"{_stamp(c, t)} INFO  auth user=jdoe{c.randint(10, 99)} from 203.0.113.{c.randint(1, 250)}"
    ),
    lambda c, t: f"{_stamp(c, t)} INFO  mailer sent to maren{c.randint(1, 50)}@alderquay.example",
    lambda c, t: f"{_stamp(c, t)} DEBUG gateway authorization: Bearer tok-{_hex(c, 32)}",
)
