"""Invented personal values and secrets, and the line each of them is typed in.

Every value comes from a seed, by the published format of its kind (see bench/scrub, tuning half);
no value stands in this file. It knows nothing of the application.
"""

import base64
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import cycle

from bench.scrub import numbers, secrets, values
from bench.scrub.draw import Draw, Make
from bench.scrub.model import Half


@dataclass(frozen=True, slots=True)
class Plant:
    """One value as it is typed.

    kind: what it is. line: the words it stands in. told: pieces of it of which none may be read
    anywhere; the value itself, and what gives it away alone.
    way: into which box of which page it was typed.
    """

    kind: str
    line: str
    told: tuple[str, ...]
    way: str = ""

    def __repr__(self) -> str:
        """Show kind and way, and never the value."""
        return f"<{self.kind} typed into {self.way}>"


Grow = Callable[[Draw], tuple[str, tuple[str, ...]]]
"""What makes a value, and the pieces of it that may not be read."""

GIVEN = "Maren Tilda Oskar Ines Bruno Frida Henrik Paula Anton Clara Emil Nora Jonas Vera".split()
SYLLABLES = "bra dov gel hus kin lem mar nis pol rud sten tor vik wen zal fjor".split()


def surname(draw: Draw) -> str:
    """Return a surname that no list has."""
    return "".join(draw.any(SYLLABLES) for _ in range(4)).capitalize()


def full_name(draw: Draw) -> tuple[str, tuple[str, ...]]:
    """Return first name and surname; the surname alone gives somebody away."""
    last = surname(draw)
    return f"{draw.any(GIVEN)} {last}", (last,)


def mail(draw: Draw) -> tuple[str, tuple[str, ...]]:
    """Return an address at a customer's own host."""
    local, host = f"{draw.any(GIVEN)}.{surname(draw)}".lower(), draw.shape("<l9>") + ".example"
    return f"{local}@{host}", (local, host)


def login(draw: Draw) -> str:
    """Return a user name."""
    return draw.shape("<l1>") + surname(draw).lower() + draw.shape("<n1><d1>")


def phone(draw: Draw) -> str:
    """Return a number that its country keeps for fiction (NANPA, Ofcom, ACMA, BNetzA, Arcep)."""
    area = draw.any(("212", "415", "312", "617", "206", "303", "404", "713"))
    shapes = (
        f"+1 ({area}) 555-01<d2>",
        f"+1 {area} 555 01<d2>",
        "+44 20 7946 0<d3>",
        "+44 161 496 0<d3>",
        "+61 2 5550 <d4>",
        "+49 30 23125 <d3>",
        "+33 1 99 00 <d2> <d2>",
    )
    return draw.shape(draw.any(shapes))


def street(draw: Draw) -> tuple[str, tuple[str, ...]]:
    """Return a street that no town has, with its number; the street alone tells where."""
    name = surname(draw)
    shape = draw.any((f"<n1><d1> {name} Street", f"{name}straße <n1><d1>", f"<n1> {name} Road"))
    return draw.shape(shape), (name,)


def birth_date(draw: Draw) -> str:
    """Return a day on which somebody was born, in a local order or in ISO 8601."""
    day = date(draw.number(1945, 2001), draw.number(1, 12), draw.number(1, 28))
    return draw.any((f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day:%d/%m/%Y}"))


def coordinates(draw: Draw) -> tuple[str, tuple[str, ...]]:
    """Return a place on the map; one of the two numbers tells nearly as much."""
    latitude = f"{draw.number(36, 69)}" + draw.shape(".<d5><n1>")
    longitude = draw.shape("<d1>.<d5><n1>")
    return f"{latitude}, {longitude}", (latitude,)


def ip_address(draw: Draw) -> str:
    """Return a public IPv4 address that is no version number."""
    while len(found := values.public_ip(draw)) < 12:
        pass
    return found


def _mac(draw: Draw) -> str:
    return values.mac(draw)


def _whole(make: Make) -> Grow:
    def grow(draw: Draw) -> tuple[str, tuple[str, ...]]:
        value = make(draw)
        return value, (value,)

    return grow


def _opaque(make: Make) -> Grow:
    """Return what makes a random text, of which no half may be read either."""

    def grow(draw: Draw) -> tuple[str, tuple[str, ...]]:
        value = make(draw)
        return value, (value, value[-max(8, len(value) // 2) :])

    return grow


def jwt(draw: Draw) -> tuple[str, tuple[str, ...]]:
    """Return a web token; its payload and signature are its own, its head is everybody's."""
    token = secrets.jwt(draw)
    return token, tuple(token.split(".")[1:])


def private_key(draw: Draw) -> tuple[str, tuple[str, ...]]:
    """Return a PEM block; each line is a piece of the key."""
    block = secrets.private_key(draw)
    return block, tuple(line for line in block.splitlines() if not line.startswith("-"))


def vendor_key(draw: Draw) -> str:
    """Return a key that its vendor's own format gives away."""
    while (shape := draw.pick(secrets.VENDOR_KEYS)) in SAY_TOO_LITTLE:
        pass
    return draw.shape(shape)


def basic(draw: Draw) -> tuple[str, tuple[str, ...]]:
    """Return the credentials of HTTP's basic scheme, and the password inside."""
    password = draw.shape("<w14>")
    return base64.b64encode(f"app:{password}".encode()).decode(), (password,)


def webhook(draw: Draw) -> tuple[str, tuple[str, ...]]:
    """Return a chat's incoming address; its last part lets anybody in."""
    secret = draw.shape("<w24>")
    return draw.shape(f"https://hooks.slack.com/services/T<U9>/B<U9>/{secret}"), (secret,)


SAY_TOO_LITTLE = frozenset({"M<b23>.<b6>.<b27>", "PRVT-<h32>"})
"""Formats that no vendor's documentation tells from any other dotted or lettered ID; the first of
them has a line of its own, beside its vendor's name."""

ID_WORDS: Mapping[str, str] = {
    "ssn": "SSN",
    "itin": "ITIN",
    "nhs": "NHS number",
    "nino": "NINO",
    "dni": "DNI",
    "codice": "codice fiscale",
    "steuerid": "Steuer-ID",
    "nir": "NIR",
    "pesel": "PESEL",
    "aadhaar": "Aadhaar",
    "pan": "PAN",
    "tfn": "TFN",
    "medicare": "Medicare",
    "nric": "NRIC",
    "cpf": "CPF",
    "nif": "NIF",
    "bsn": "BSN",
}
"""National number -> the word that stands beside it."""

GREETING = "name in a greeting"
SENTENCES = frozenset({GREETING, "street", "post box"})
"""Kinds that nothing but a sentence gives away. A line that looks written by a program is searched
for names that are known already and for no postal address (escalator/scrub/lines.py)."""

KINDS: Mapping[str, tuple[Grow, tuple[str, ...]]] = {
    "mail": (mail, ("Write to {} soon", "rcpt=<{}> status=sent", "{} cannot sign in")),
    "phone": (_whole(phone), ("Her number is {} until six", "Phone: {}", "call me at {}")),
    "address": (
        _whole(ip_address),
        ("Failed login from {} port 22", "src={} dst=10.0.0.7", "it comes from {} each time"),
    ),
    "long address": (_whole(values.public_ip6), ("peer [{}]:443 reset", "client {} gave up")),
    "hardware address": (_whole(_mac), ("eth0 link {} is up", "lease for hwaddr={} ok")),
    "host": (
        _whole(values.reverse_host),
        ("connect from {}[10.0.0.9]", "rhost={} user=root"),
    ),
    "card": (_whole(numbers.card), ("paid with {} yesterday", "card: {} declined")),
    "account": (_whole(numbers.iban), ("refund to {} please", "IBAN: {}")),
    "wallet": (_whole(numbers.wallet), ("sent it to the wallet {} at noon",)),
    GREETING: (full_name, ("Dear {}, it fails again", "Hello {}, it fails again")),
    "street": (street, ("She lives at {}, thanks", "Address: {}")),
    "post box": (_whole(lambda draw: draw.shape("P.O. Box <n1><d4>")), ("write to {}, please",)),
    "birth date": (_whole(birth_date), ("DOB: {}", "date of birth: {}")),
    "coordinates": (coordinates, ("it happens at {} near the gate", "GPS: {}")),
    "plate": (
        _whole(lambda draw: draw.shape("<u2><d2> <u3>")),
        ("The car with number plate {} was let out",),
    ),
    "passport": (_whole(lambda draw: draw.shape("<u1><d2>X<d5>")), ("passport number {}",)),
    "name with a title": (
        lambda draw: (last := surname(draw), (last,)),
        ("Mrs {} called twice", "Mr {} sees it as well"),
    ),
    "user": (
        _whole(login),
        (
            "Failed password for invalid user {} from 10.0.0.1 port 22 ssh2",
            "login user={} ok",
            "username: {}",
        ),
    ),
    "home folder": (
        _whole(login),
        ("open /home/{}/app.log", r"cannot read C:\Users\{}\Desktop\a.txt", "in /Users/{}/Library"),
    ),
    "web token": (jwt, ("id_token={}", "the token {} ran out")),
    "authorization": (
        _opaque(lambda draw: draw.shape("<w32>")),
        ("Authorization: Bearer {}", "curl -H 'Authorization: Bearer {}' https://a.example"),
    ),
    "basic authorization": (basic, ("authorization: Basic {}",)),
    "cookie": (
        _opaque(lambda draw: draw.shape("<a26>")),
        ("Cookie: sid={}; theme=dark", "Set-Cookie: PHPSESSID={}; Path=/; HttpOnly"),
    ),
    "password in an address": (
        _opaque(lambda draw: draw.shape("<w16>")),
        ("postgres://app:{}@db01:5432/shop", "https://deploy:{}@git.example.com/team/app.git"),
    ),
    "connection": (
        _opaque(lambda draw: draw.shape("<w18>")),
        (
            "Server=db01;Database=crm;User Id=sa;Password={};Encrypt=True",
            "jdbc:postgresql://db01/shop?user=app&password={}",
        ),
    ),
    "password beside its key": (
        _opaque(secrets.password),
        ("password={}", '{{"password": "{}"}}', "DB_PASSWORD={}", "mysql -u root -p{} shop"),
    ),
    "secret beside its key": (
        _opaque(secrets.opaque),
        (
            "client_secret: {}",
            "export API_KEY='{}'",
            "x-api-key: {}",
            "GET /v1/orders?api_key={}&page=2",
        ),
    ),
    "password in a sentence": (
        _opaque(lambda draw: draw.shape("<w7>#<d3>")),
        ("the password is {}", "log in with password {}"),
    ),
    "code of a sign-in": (
        _opaque(lambda draw: draw.shape("<w24>")),
        ("GET /cb?code={}&scope=openid", "GET /r?access_token={}"),
    ),
    "vendor's key": (
        _opaque(vendor_key),
        ("pushed with {} by mistake", "key={}", "we use {} here"),
    ),
    "key beside its vendor": (
        _opaque(lambda draw: draw.shape("M<b23>.<b6>.<b27>")),
        ("the Discord bot has {} there",),
    ),
    "webhook": (webhook, ("it posts to {} each hour",)),
    "password hash": (
        _opaque(lambda draw: draw.shape("$2b$12$<w53>")),
        ("hash {}",),
    ),
    **{
        f"national number, {word}": (_whole(numbers.NATIONAL_IDS[name]), (f"{word}: {{}}",))
        for name, word in ID_WORDS.items()
    },
}
"""Kind -> what makes its values, and lines that hold one."""

NATIONAL = tuple(kind for kind in KINDS if kind.startswith("national"))
USUAL = tuple(kind for kind in KINDS if kind not in NATIONAL)


class Supply:
    """Values that were never handed out before, and all that were.

    way: what a value is noted with; set it before it is asked for one.
    """

    def __init__(self, seed: str) -> None:
        self.draw = Draw(seed, Half.TUNING)
        self.planted: list[Plant] = []
        self.way = ""
        self._used: set[str] = set()
        self._kinds = self._in_turn()

    def _in_turn(self) -> Iterator[str]:
        """Yield kinds: every one in turn, of the national numbers one each round."""
        national = cycle(NATIONAL)
        while True:
            yield from USUAL
            yield next(national)

    def line(self, room: int = 1_000, *, without: Collection[str] = ()) -> str:
        """Plant a value of the next kind and give its line, of at most so many characters."""
        while True:
            plant = self._grown(next(self._kinds))
            if len(plant.line) <= room and plant.kind not in without:
                return self._noted(plant).line

    def lines(self, count: int) -> str:
        """Plant some values and give their lines."""
        return "\n".join(self.line() for _ in range(count))

    def value(self, kind: str) -> str:
        """Plant a value of a kind where the box itself says what it is, without a line around."""
        plant = self._grown(kind, bare=True)
        return self._noted(plant).line

    def block(self) -> str:
        """Plant a private key and give it, which takes several lines."""
        value, told = private_key(self.draw)
        return self._noted(Plant("private key", value, told)).line

    def _grown(self, kind: str, *, bare: bool = False) -> Plant:
        make, lines = KINDS[kind]
        while True:
            value, told = make(self.draw)
            if value not in self._used:
                break
        self._used.add(value)
        return Plant(kind, value if bare else self.draw.any(lines).format(value), (value, *told))

    def _noted(self, plant: Plant) -> Plant:
        self.planted.append(Plant(plant.kind, plant.line, plant.told, self.way))
        return plant
