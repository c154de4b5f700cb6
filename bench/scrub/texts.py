"""Support texts: tickets, mails, chats, forms and tables in seven languages, with labels.

Half of them give away people, half of those secrets too; every text says what does not work.
"""

from collections.abc import Callable, Iterator, Mapping
from math import gcd

from bench.scrub.draw import Draw
from bench.scrub.model import Document, Half, Role
from bench.scrub.phrases import PHRASES, Phrases
from bench.scrub.places import PLATES
from bench.scrub.values import SLOTS
from bench.scrub.writer import Leaf, Slots, Writer

_TECHNICAL = (
    *("keyed", "keyed", "keyed", "vendor_line", "vendor_line"),
    *("header", "cookies", "connection", "pem", "jwt_line"),
)
_HARMLESS = (
    "{harmless}",
    "{harmless}",
    "{harmless}",
    "{placeholder}",
    "{shaped}",
    "{trap}",
    "{fact}",
    "{fact}",
)
_FACTS = (
    "version={version} commit={sha}",
    "listening on {privip}:{port}, pid {pid}",
    "request {uuid} -> {status} in {ms} ms",
    "{iso} {path}: error {hex}",
    "checksum {shaa}, size {num}",
    "{epochms} {uuid} {version}",
)
"""Lines in which all must survive; both halves share them."""

_CODE = {
    "shaped": (
        "order_id={order}",
        "invoice: {order}",
        "sku = {part}",
        "batch,{part},{small}",
        "{order};{part};{small}",
        "tracking={tracking}",
        "{num} {order} {num}",
        "#{order} shipped {day}",
    ),
    "vendor_line": (
        "{vendor}",
        "token for the build: {vendor}",
        "we use {vendor} in staging",
        "API_TOKEN={vendor}",
        '  "key": "{vendor}"',
        "remote: denied for {vendor}",
        "{webhook}",
        "posts to {webhook}",
    ),
    "trap": (
        "build={trapversion}",
        "version: {trapversion}",
        "started {trapid}",
        "ts={trapid}",
        "agent {trapversion}",
        "updated to {trapversion}",
        "job {trapid} done",
        "id;{trapid}",
    ),
    "jwt_line": ("{jwt}", "id_token={jwt}", "Authorization: Bearer {jwt}", "jwt: {jwt}"),
}


def texts(count: int, seed: str) -> Iterator[Document]:
    """Yield that many texts, halves and languages in turn."""
    kinds, languages = tuple(_KINDS), tuple(PHRASES)
    assert gcd(len(kinds), len(languages)) == 1  # so that each kind comes in each language
    for number in range(count):
        half = (Half.TUNING, Half.HELD_OUT)[number % 2]
        language = languages[number // 2 % len(languages)]
        kind = kinds[number // 2 % len(kinds)]
        draw = Draw(f"{seed}/text/{number}", half)
        writer = Writer(draw, _slots(language), language=language, crowd=3)
        _KINDS[kind](writer, PHRASES[language])
        me = writer.person("me")
        yield writer.document(
            f"{kind}/{language}/{number:04}", form_names=(f"{me.first} {me.last}",)
        )


def _slots(language: str) -> Slots:
    plates = PLATES[language]
    plate = Leaf(Role.HIDE, "plate", lambda draw: draw.shape(draw.pick(plates)))
    return {**SLOTS, **_CODE, "plate": plate}


def _ticket(writer: Writer, phrases: Phrases) -> None:
    draw = writer.draw
    noise = _noise(draw)
    writer.write(draw.pick(phrases.greetings) + "\n\n", noise)
    _body(writer, phrases, noise)
    writer.write("\n" + draw.pick(phrases.closings) + "\n", noise)
    writer.write(draw.pick(phrases.signatures) + "\n")


def _mail(writer: Writer, phrases: Phrases) -> None:
    draw = writer.draw
    sender, to, subject, date = phrases.mail_words
    writer.write(f"{sender}: {{me.full}} <{{me.mail}}>\n{to}: {{agent.full}} <{{agent.mail}}>\n")
    writer.write(f"{date}: {{maildate}}\n{subject}: {draw.pick(phrases.subjects)}\n\n")
    _ticket(writer, phrases)
    writer.write("\n" + draw.pick(phrases.quote_heads) + "\n")
    writer.prefix = "> "
    writer.write("> ")
    draw.tick(90_000)
    writer.write(draw.pick(phrases.greetings).replace("{agent.", "{me.") + "\n")
    writer.write(f"{draw.fresh(phrases.problems)}\n{draw.pick(phrases.closings)}\n")
    writer.prefix = ""
    writer.write("{agent.full}\n")


def _chat(writer: Writer, phrases: Phrases) -> None:
    draw = writer.draw
    noise = _noise(draw)
    for turn in range(draw.number(6, 14)):
        draw.tick(120)
        writer.write("[{clock}] {me.full}: " if turn % 3 else "[{clock}] {agent.first}: ")
        kind = draw.any(("chats", "problems", "tells", "tells"))
        if kind == "tells":
            writer.write(_tell(draw, phrases))
        else:
            writer.write(draw.fresh(getattr(phrases, kind)), noise)
        writer.write("\n")


def _form(writer: Writer, phrases: Phrases) -> None:
    draw = writer.draw
    for line in draw.random.sample(phrases.forms, len(phrases.forms) // 2):
        if phrases.forms.index(line) % 2 == (draw.half is Half.HELD_OUT):
            writer.write(line + "\n")
    writer.write("\n")
    _body(writer, phrases, _noise(draw))


def _table(writer: Writer, phrases: Phrases) -> None:
    draw = writer.draw
    head, row = phrases.table
    separator = draw.pick((" | ", "\t", ";", ", "))
    writer.write(draw.fresh(phrases.problems) + "\n\n" + head.replace("|", separator) + "\n")
    for number in range(draw.number(3, 8)):
        line = row.replace("|", separator).replace("{fresh.", f"{{row{'abcdefgh'[number]}.")
        writer.write(line + "\n")
    writer.write("\n" + draw.pick(phrases.closings) + "\n" + "{me.first}\n")


def _paste(writer: Writer, phrases: Phrases) -> None:
    """A question with settings, shell and code below it."""
    draw = writer.draw
    writer.write(f"{draw.pick(phrases.greetings)}\n\n{draw.fresh(phrases.problems)}\n\n")
    for _ in range(draw.number(8, 20)):
        _technical_line(writer)
    writer.write(f"\n{draw.pick(phrases.closings)}\n{{me.first}}\n")


_KINDS: Mapping[str, Callable[[Writer, Phrases], None]] = {
    "ticket": _ticket,
    "mail": _mail,
    "chat": _chat,
    "form": _form,
    "table": _table,
    "paste": _paste,
}


def _body(writer: Writer, phrases: Phrases, noise: Callable[[str], str]) -> None:
    draw = writer.draw
    for _ in range(draw.number(2, 4)):
        writer.write(draw.fresh(phrases.problems) + draw.any((" ", "\n")), noise)
        if draw.chance(0.8):
            writer.write(_tell(draw, phrases) + "\n")
        if draw.chance(0.25):
            writer.write(draw.fresh(phrases.asides) + "\n")
    if draw.chance(0.5):
        writer.write("\n")
        for _ in range(draw.number(1, 4)):
            _technical_line(writer)


def _technical_line(writer: Writer) -> None:
    draw = writer.draw
    if draw.chance(0.55):
        writer.write(f"{{{draw.any(_TECHNICAL)}}}\n")
    else:
        line = draw.any(_HARMLESS)
        writer.write((draw.any(_FACTS) if line == "{fact}" else line) + "\n")


def _tell(draw: Draw, phrases: Phrases) -> str:
    # The kinds are shared by the halves, their sentences are not.
    return draw.fresh(phrases.tells[draw.any(tuple(phrases.tells))])


def _noise(draw: Draw) -> Callable[[str], str]:
    """Return what a hasty writer does to words: nothing, small letters, capitals, swapped ones."""
    style = draw.random.random()
    if style < 0.1:
        return str.lower
    if style < 0.13:
        return str.upper
    return (lambda text: _swap(draw, text)) if style < 0.35 else str


def _swap(draw: Draw, text: str) -> str:
    if len(text) < 12 or not draw.chance(0.4):
        return text
    place = draw.number(1, len(text) - 3)
    pair = text[place : place + 2]
    return text[:place] + pair[::-1] + text[place + 2 :] if pair.isalpha() else text
