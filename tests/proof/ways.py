"""Types planted values into every box and everything else a request may carry.

What must come of it is the test's to say; here is only what is sent, and by whom.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import quote, urlencode

from bs4 import BeautifulSoup, Tag

from escalator.domain.checklist import Widget
from escalator.domain.packet import to_json
from tests.house import House, contracts, example
from tests.proof.served import Answer, Person
from tests.proof.values import GREETING, SENTENCES, Plant, Supply
from tests.web.pages import form_values
from tests.web.ways_in import stuffed, url, ways_in

People = Mapping[str, Person]
ROOM = 290
"""Characters that go into a box of one line; the shortest of ours take 300."""
JSON_TYPE = "application/json"
LISTED = (Widget.ROWS, Widget.CHOICES)


class Typist:
    """Hands values out for one way in after the other, and sends them."""

    def __init__(self, supply: Supply, people: People) -> None:
        self.supply = supply
        self.people = people
        self._mark = 0

    def own(self) -> tuple[Plant, ...]:
        """Give what was planted since this was last asked."""
        before, self._mark = self._mark, len(self.supply.planted)
        return tuple(self.supply.planted[before:])

    def words(self, way: str) -> Callable[[Tag], str]:
        """Give what makes the words for each box of a form."""

        def fill(box: Tag) -> str:
            self.supply.way = f"{way}, {box['name']}"
            if box["name"] == "people":
                return self.supply.value(GREETING)
            return self.supply.lines(2) if box.name == "textarea" else self.supply.line(ROOM)

        return fill

    def send_forms(self, name: str, path: str, chosen: Mapping[str, object]) -> None:
        """Open a page and send each of its forms with every box filled.

        Where that is refused (an address of an article may be no sentence), only the large ones.
        """
        person = self.people[name]
        page = BeautifulSoup(person.get(path).text, "html.parser")
        for form in page.select("main form[action]"):
            for boxes in ("input, textarea", "textarea"):
                words = self.words(_shape(path))
                if self._send(person, form, {**stuffed(form, words, only=boxes), **chosen}) < 400:
                    break

    def _send(self, person: Person, form: Tag, fields: Mapping[str, object]) -> int:
        action = str(form["action"])
        if form.get("method", "get") == "get":
            asked = f"{action}?{urlencode(fields, doseq=True)}"
            return person.get(asked, own=self.own()).status
        # The validator keeps nothing, and hands the packet back to be mended.
        echo = action in ("/validator", "/packets/new")
        return person.post(action, fields, own=self.own(), may_echo=echo).status


def _shape(path: str) -> str:
    """Give a path with a packet's reference left out, to name a way in by."""
    parts = path.partition("?")[0].split("/")
    return "/".join("…" if part.startswith("E-") else part for part in parts)


def fill_every_form(typist: Typist, house: House) -> None:
    """Type into every box of every page, in every state a packet may be in."""
    typist.supply.way = "an answer of a packet that comes back"
    for name, path, chosen in ways_in(house, typist.supply.lines(3)):
        typist.send_forms(name, path, chosen)


def har(supply: Supply) -> str:
    """Give a browser's recording with values where browsers put them."""
    headers = [
        ("authorization", "Bearer " + supply.value("authorization")),
        ("cookie", "sid=" + supply.value("cookie")),
        ("x-forwarded-for", supply.value("address")),
        ("x-api-key", supply.value("secret beside its key")),
    ]
    form = {"username": supply.value("user"), "password": supply.value("password beside its key")}
    told = {
        "email": supply.value("mail"),
        "id_token": supply.value("web token"),
        "iban": supply.value("account"),
        "phone": supply.value("phone"),
        "note": supply.line(),
    }
    request = {
        "method": "POST",
        "url": "https://shop.example/cb?code=" + supply.value("code of a sign-in"),
        "headers": _pairs(headers),
        "cookies": _pairs([("sid", supply.value("cookie"))]),
        "queryString": _pairs([("access_token", supply.value("code of a sign-in"))]),
        "postData": {
            "mimeType": "application/x-www-form-urlencoded",
            "text": urlencode(form),
            "params": _pairs([("passwd", supply.value("password beside its key"))]),
        },
    }
    answer = {
        "status": 200,
        "headers": _pairs([("set-cookie", f"sid={supply.value('cookie')}; Path=/")]),
        "content": {"mimeType": JSON_TYPE, "text": json.dumps(told)},
    }
    entry = {"startedDateTime": "2026-11-18T09:00:01Z", "request": request, "response": answer}
    return json.dumps({"log": {"version": "1.2", "entries": [entry]}})


def _pairs(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs]


def settings(supply: Supply) -> str:
    """Give settings and people as JSON, nested."""
    return json.dumps(
        {
            "db": {"password": supply.value("password beside its key"), "host": "db01"},
            "client_secret": supply.value("secret beside its key"),
            "owner": {"email": supply.value("mail"), "phone": supply.value("phone")},
            "mac": supply.value("hardware address"),
            "cards": [{"card_number": supply.value("card")}],
            "text": [supply.line() for _ in range(6)],
        },
        indent=2,
    )


def log(supply: Supply, count: int) -> str:
    """Give a log, each line with a stamp of time and a value."""
    return "\n".join(
        f"2026-11-18T09:00:{number % 60:02d}Z INFO app {supply.line(without=SENTENCES)}"
        for number in range(count)
    )


def pastes(supply: Supply) -> Iterator[tuple[str, str]]:
    """Yield what is pasted as evidence: what it is, and the text."""
    for what, make in (("HAR", har), ("JSON", settings), ("key", Supply.block)):
        supply.way = f"{what} pasted"
        yield what, make(supply)
    supply.way = "log pasted"
    yield "log", log(supply, 60)


def paste_evidence(typist: Typist, house: House) -> None:
    """Paste recordings, JSON, keys and logs: into the form, and as the editor saves by itself."""
    sam = typist.people["sam"]
    for what, text in pastes(typist.supply):
        row = house.start()
        fields = {
            "logs-0-source": f"{what} of the customer",
            "logs-0-text": text,
            "csrf_token": sam.token,
            "version": str(row.version),
            "do": "save",
        }
        taken = sam.post(f"{url(row)}/edit", fields, own=typist.own())
        assert taken.status == 303, what
    for what, text in pastes(typist.supply):
        row = house.start()
        answers = {"logs": [{"source": what, "text": text}], "actual": text[:15_000]}
        taken = save_by_itself(sam, url(row), row.version, answers, typist.own())
        assert taken.status == 200, what


def save_by_itself(
    person: Person, packet: str, version: int, answers: object, own: tuple[Plant, ...]
) -> Answer:
    """Send what the editor sends while somebody types."""
    body = json.dumps({"version": version, "answers": answers}).encode()
    headers = {"X-CSRFToken": person.token}
    return person.ask("POST", f"{packet}/autosave", body, kind=JSON_TYPE, headers=headers, own=own)


def save_every_item(typist: Typist, house: House) -> None:
    """Save values by themselves as each answer of a checklist, also where none fits."""
    sam, row, supply = typist.people["sam"], house.start(), typist.supply
    version = row.version
    for item in contracts.checklists["general"].items:
        supply.way = f"saved by itself, {item.name}"
        answer = supply.line()
        shapes = (answer, [answer]) if item.widget in LISTED else (answer,)
        for shape in shapes:
            taken = save_by_itself(sam, url(row), version, {item.name: shape}, typist.own())
            if taken.status == 200:
                version = json.loads(taken.text)["version"]


def ask_the_validator(typist: Typist) -> None:
    """Have whole packets judged: pasted, chosen as a file whose name gives something away."""
    supply, erin = typist.supply, typist.people["erin"]
    for category in ("general", "email-delivery"):
        supply.way = "a packet for the validator"
        packet = to_json(example(category))
        answers = dict(packet["answers"])  # type: ignore[arg-type]  # an object
        packet["answers"] = {**answers, "actual": supply.lines(6), "error_text": supply.lines(6)}
        contents = (json.dumps(packet), supply.lines(3), supply.block())
        supply.way = "the name of a file"
        name = f"{supply.value('user')}, {supply.value('mail')}.json"
        own = typist.own()
        for content in contents:
            fields = {"packet": content, "csrf_token": erin.token}
            erin.post("/validator", fields, own=own, may_echo=True)
            body, kind = upload({"csrf_token": erin.token}, name, content)
            erin.ask("POST", "/validator", body, kind=kind, own=own, may_echo=True)


def name_people(typist: Typist) -> None:
    """Begin packets with the customer's people named, who are then spoken of in plain words."""
    supply, sam = typist.supply, typist.people["sam"]
    for _ in range(8):
        supply.way = "people to hide"
        name = supply.value(GREETING)
        first, last = name.split()
        form = BeautifulSoup(sam.get("/packets/new").text, "html.parser").select_one("main form")
        assert form is not None
        told = {"ticket": "ZD-1", "problem": f"{name} is locked out", "customer": f"{last} & Sons"}
        chosen = {"people": name, "category": "general", "do": "anyway"}
        begun = sam.post("/packets/new", {**form_values(form), **told, **chosen}, own=typist.own())
        assert begun.status == 303
        packet = begun.location().removesuffix("/edit")
        answers = {"actual": f"It says no to {last}.\n{first} asked {last.upper()} to try again."}
        assert save_by_itself(sam, packet, 1, answers, ()).status == 200


def upload(fields: Mapping[str, str], name: str, content: str) -> tuple[bytes, str]:
    """Give the body of a form with a file, and its type."""
    parts = [f'name="{field}"\r\n\r\n{value}' for field, value in fields.items()]
    parts.append(f'name="file"; filename="{name}"\r\nContent-Type: {JSON_TYPE}\r\n\r\n{content}')
    begin = "--part\r\nContent-Disposition: form-data; "
    body = "".join(f"{begin}{part}\r\n" for part in parts) + "--part--\r\n"
    return body.encode(), "multipart/form-data; boundary=part"


def knock(typist: Typist, nobody: Person) -> None:
    """Send what is refused: wrong sign-ins, no token, wrong methods, addresses of nothing."""
    supply = typist.supply
    sam = typist.people["sam"]
    token = nobody.token
    for _ in range(3):
        supply.way = "a wrong sign-in"
        typed = {"email": supply.value("mail"), "password": supply.value("password in a sentence")}
        nobody.post("/sign-in", {**typed, "csrf_token": token}, own=typist.own())
    for path in ("/packets/new", "/packets/E-1001/edit", "/account", "/validator", "/nothing"):
        supply.way = "a form without its token"
        sam.post(path, {"problem": supply.lines(4), "ticket": supply.line()}, own=typist.own())
        supply.way = "a form of somebody signed out"
        nobody.post(path, {"problem": supply.lines(4), "csrf_token": token}, own=typist.own())
    for path in ("/packets/{}", "/set-up/{}", "/static/{}", "/people/{}", "/{}", "/packets/{}.md"):
        supply.way = "an address"
        for person in (sam, nobody):
            person.get(path.format(quote(supply.line(), safe="")), own=typist.own())
    for method in ("PUT", "DELETE", "PATCH", "PROPFIND"):
        supply.way = f"a request by {method}"
        path = "/packets?q=" + quote(supply.line())
        sam.ask(method, path, supply.lines(3).encode(), kind="text/plain", own=typist.own())


def knock_with_more(typist: Typist, nobody: Person, packet: str) -> None:
    """Send what no browser sends: broken bodies, too much, values in headers and searches."""
    supply, sam = typist.supply, typist.people["sam"]
    supply.way = "a body that is broken"
    for kind in (JSON_TYPE, "multipart/form-data; boundary=x", "text/plain", "no type at all"):
        headers = {"X-CSRFToken": sam.token}
        body = ('{"version": 1, "answers": {' + supply.lines(4)).encode()
        sam.ask("POST", f"{packet}/autosave", body, kind=kind, headers=headers, own=typist.own())
    supply.way = "far too much"
    fields = {f"field-{number}": supply.line() for number in range(4)}
    sam.post("/account", {**fields, **dict.fromkeys(map(str, range(6_000)), "")}, own=typist.own())
    supply.way = "headers"
    headers = {
        "User-Agent": supply.line(),
        "Referer": "https://desk.example/?q=" + quote(supply.line()),
        "X-Forwarded-For": supply.value("address"),
        "X-Request-Id": supply.value("user"),
        "Authorization": "Bearer " + supply.value("authorization"),
        "Accept-Language": supply.line(),
    }
    for person in (sam, nobody):
        person.get("/packets", headers=headers, own=typist.own())
    for name, path in SEARCHES:
        supply.way = f"what {path} is asked"
        person = typist.people.get(name, nobody)
        person.get(path + quote(supply.line()), own=typist.own())


SEARCHES = (
    *((name, "/packets/team?q=") for name in ("sam", "lee", "") for _ in range(6)),
    *(("erin", f"/queue?view={view}&q=") for view in ("waiting", "mine", "p1", "back", "all")),
    *(
        ("lee", f"/{page}?{name}=")
        for page in ("scoreboard", "scoreboard.csv", "scoreboard/packets")
        for name in ("customer", "person", "team", "from", "to", "of", "category")
    ),
    *(("", f"/sign-in?{name}=") for name in ("next", "email")),
    ("sam", "/sign-in?next=/packets/team?q="),
)
"""Who asks with which address, up to the value."""
