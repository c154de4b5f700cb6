"""HAR-like JSON: what a browser records, made up, in one long text."""

import json

from bench.scrub import secrets
from bench.scrub.draw import Draw
from bench.scrub.model import Half
from bench.scrub.people import make_person
from bench.scrub.values import public_ip, uuid

_PATHS = ("/api/cart", "/static/app.js", "/v1/orders/4711", "/login", "/img/logo.png", "/search")


def archive_text(size: int, seed: str) -> str:
    """Return a HAR of about that many characters, indented as browsers write it."""
    draw = Draw(f"{seed}/har", Half.TUNING)
    entries: list[object] = []
    length = 0
    while length < size:
        entries.append(_entry(draw))
        length += len(json.dumps(entries[-1], indent=2)) + 40
    log = {"version": "1.2", "creator": {"name": "bench", "version": "1"}, "entries": entries}
    return json.dumps({"log": log}, indent=2)


def _entry(draw: Draw) -> dict[str, object]:
    draw.tick(2)
    person = make_person(draw, "en")
    url = f"https://shop.example.com{draw.any(_PATHS)}?session={uuid(draw)}"
    sent = {
        ":authority": "shop.example.com",
        "authorization": f"Bearer {secrets.opaque(draw)}",
        "cookie": f"sid={secrets.opaque(draw)}; theme=dark",
        "x-request-id": uuid(draw),
    }
    got = {
        "content-type": "application/json",
        "etag": f'"{draw.shape("<h32>")}"',
        "set-cookie": f"sid={secrets.opaque(draw)}; Path=/; HttpOnly",
    }
    body = {"user": {"name": f"{person.first} {person.last}", "email": person.mail}, "total": 12.5}
    return {
        "startedDateTime": draw.now.isoformat(),
        "time": draw.random.uniform(1, 900),
        "serverIPAddress": public_ip(draw),
        "request": {
            "method": draw.any(("GET", "POST")),
            "url": url,
            "httpVersion": "h2",
            "headers": [{"name": name, "value": value} for name, value in sent.items()],
            "queryString": [{"name": "session", "value": url.rpartition("=")[2]}],
            "headersSize": -1,
        },
        "response": {
            "status": draw.any((200, 304, 404, 500)),
            "headers": [{"name": name, "value": value} for name, value in got.items()],
            "content": {"size": 812, "mimeType": "application/json", "text": json.dumps(body)},
        },
        "timings": {"send": 0.1, "wait": draw.random.uniform(1, 300), "receive": 0.9},
    }
