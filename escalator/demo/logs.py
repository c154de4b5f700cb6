"""Logs that look like the real thing, with the packet's own request IDs, error and time.

Every person and address in them is invented, or from a range set aside for examples (RFC 5737).
"""

import random
from datetime import datetime, timedelta

NETWORKS = ("192.0.2", "198.51.100", "203.0.113")
PATHS = ("/v2/orders", "/v2/invoices/export", "/login", "/api/session", "/reports/daily", "/health")
AGENTS = ("Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "okhttp/4.12", "python-requests/2.32")


def access_log(
    chance: random.Random, *, end: datetime, mail: str, request_ids: tuple[str, ...], lines: int
) -> str:
    """Give lines of a gateway's access log that ends at `end` (nginx's combined format)."""
    moment = end - timedelta(seconds=3 * lines)
    written = []
    for number in range(lines):
        moment += timedelta(seconds=chance.randint(1, 4))
        status = chance.choice((200, 200, 200, 204, 304, 401, 502, 503))
        address = f"{chance.choice(NETWORKS)}.{chance.randint(2, 250)}"
        user = mail if chance.random() < 0.3 else "-"
        request_id = request_ids[number % len(request_ids)] if request_ids else f"r{number:05x}"
        written.append(
            f"{address} - {user} [{moment:%d/%b/%Y:%H:%M:%S %z}] "
            f'"GET {chance.choice(PATHS)} HTTP/1.1" {status} {chance.randint(180, 9000)} '
            f'"-" "{chance.choice(AGENTS)}" rid={request_id} '
            f"upstream={chance.randint(1, 900) / 1000:.3f}"
        )
    return "\n".join(written)


def service_log(
    chance: random.Random, *, end: datetime, error: str, mail: str, contact: str, lines: int
) -> str:
    """Give lines of a service's log that ends with the error (Spring's default layout)."""
    moment = end - timedelta(seconds=2 * lines)
    first_line = error.splitlines()[0] if error else "request failed"
    written = []
    for number in range(lines):
        moment += timedelta(milliseconds=chance.randint(200, 2400))
        stamp = f"{moment:%Y-%m-%dT%H:%M:%S}.{chance.randint(0, 999):03d}{moment:%z}"
        thread = f"[exec-{chance.randint(1, 16)}]"
        if number % 9 == 8:
            written.append(f"{stamp}  WARN 4127 --- {thread} c.e.session.Refresher : {first_line}")
        elif number % 7 == 3:
            written.append(
                f"{stamp}  INFO 4127 --- {thread} c.e.audit.Trail : user={mail} "
                f'name="{contact}" from={chance.choice(NETWORKS)}.{chance.randint(2, 250)} ok'
            )
        else:
            written.append(
                f"{stamp} DEBUG 4127 --- {thread} c.e.queue.Worker : batch {number} "
                f"took {chance.randint(3, 800)} ms, depth {chance.randint(0, 60)}"
            )
    return "\n".join([*written, *error.splitlines()])
