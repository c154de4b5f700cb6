"""Rules for names in the fields of forms, records and pages: `Vorname: Jane`, `"name": "Jane Doe"`.

The words stand in many languages; what a sentence says is people.py's work.
"""

from typing import Final

from escalator.scrub.gazetteer import (
    Strength,
    could_be_person,
    given_strength,
    is_known,
    surname_strength,
)
from escalator.scrub.lines import is_machine_line
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule
from escalator.scrub.rules.people import FULL, PART
from escalator.scrub.words import PARTICLES, fold, is_common, word_list

_SURE: Final = (
    "first[ _-]?names?|last[ _-]?names?|middle[ _-]?names?|maiden[ _-]?name|given[ _-]?names?|family[ _-]?names?|forenames?|surnames?|sur[ _-]name|"
    "full[ _-]?name|legal[ _-]?name|preferred[ _-]?name|nick[ _-]?name|display[ _-]?name|real[ _-]?name|birth[ _-]?name|name[ _]of[ _](?:patient|applicant|insured|employee|customer|holder)|"
    "(?:customer|client|patient|employee|contact|caller|student|member|applicant|guest|passenger|owner|holder|card[ _-]?holder|account[ _-]?holder|beneficiary|recipient|sender|"
    "payee|payer|insured|tenant|driver|parent|guardian|witness|spouse|signatory|author|manager|supervisor|agent|technician|engineer|assignee|reporter|requester|user)'?s?[ _-]?(?:full[ _-]?)?name|"
    "contact(?:[ _-]?person)?|requester|requested[ _-]?(?:by|for)|requestor|reporter|reported[ _-]?by|caller|opened[ _-]?(?:by|for)|submitted[ _-]?by|raised[ _-]?by|"
    "created[ _-]?by|updated[ _-]?by|assigned[ _-]?to|assignee|attn|attention|patient|applicant|cardholder|account holder|beneficiary|employee|manager|supervisor|doctor|physician|"
    "signed(?:[ _-]?by)?|approved[ _-]?by|prepared[ _-]?by|witness|emergency contact|next of kin|"
    "ansprechpartner(?:in)?|gemeldet von|vorname|vornamen|nachname|familienname|geburtsname|kontaktperson|antragsteller(?:in)?|kunde|kundin|versicherte[rn]?|patient(?:in)?|sachbearbeiter(?:in)?|mitarbeiter(?:in)?|"
    "nom(?: de famille| complet)?|pr[ée]noms?|demandeur|interlocuteur|titulaire|b[ée]n[ée]ficiaire|"
    "nombres?(?: completo| y apellidos?)?|apellidos?|primer apellido|segundo apellido|solicitante|titular|paciente|persona de contacto|"
    "nome(?: completo| e cognome)?|cognome|intestatario|richiedente|paziente|referente|sobrenome|apelido|solicitante|respons[áa]vel|"
    "voornaam|voornamen|achternaam|naam|contactpersoon|aanvrager|"
    "imi[ęe](?: i nazwisko)?|nazwisko|jm[ée]no(?: a p[řr][ií]jmen[ií])?|p[řr][ií]jmen[ií]|krstn[ée] meno|priezvisko|meno|"
    "f[öo]rnamn|efternamn|namn|fornavn|etternavn|efternavn|navn|etunimi|sukunimi|nimi|kontakti?henkil[öo]|"
    "vezet[ée]kn[ée]v|keresztn[ée]v|n[ée]v|prenume|nume(?: complet)?|ad(?:ı)? soyad(?:ı)?|soyad[ıi]?|"
    "имя|фамилия|отчество|фио|контактное лицо|заявитель|клиент|ім'я|прізвище|піб|име|фамилно име|όνομα|επώνυμο|ονοματεπώνυμο|"
    "姓名|联系人|客户姓名|名字|氏名|お名前|名前|担当者|이름|성명|담당자|الاسم(?: الكامل)?|اسم العائلة|الاسم الأول|नाम|पूरा नाम|שם(?: מלא| פרטי| משפחה)?|họ và tên|họ tên|ชื่อ|nama(?: lengkap)?"
)
_FREE: Final = "(?:(?<![^\\W_])|(?<=[a-z])(?-i:(?=[A-Z])))"
"""A word's beginning, also inside `userDisplayName`."""

_ANY_WORD: Final = r"[^\W\d_][^\W\d_'\u2019.-]{0,30}(?:['\u2019.-][^\W\d_]{1,30}){0,3}\.?"
_VALUE: Final = rf"(?P<v>{_ANY_WORD}(?:,[ ]{_ANY_WORD})?(?:[ ]{_ANY_WORD}){{0,4}})"
_END: Final = r"(?=[ \t]{0,8}(?:[\"'\\<>,;|\t\r\n(/\[•·*)]|$)|[ ]{2,}|[ ][-–—|][ ]|\.[ \r\n]|\.$)"


def _words(match: Match) -> list[str]:
    return [word for word in word_list(match["v"]) if fold(word) not in PARTICLES]


def _is_filled_in(match: Match) -> bool:
    """Ask for a name: written as one, or from the lists; no word of a form or a program."""
    words = _words(match)
    if not could_be_person(match["v"]) or any(fold(word) in _FORM_WORDS for word in words):
        return False
    if match["v"].count(".") > 1 and " " not in match["v"]:
        return False  # a service: org.gtk.vfs.Daemon
    is_written = all(not word[:1].islower() for word in words)
    # `ActivityManager: Skipping` is a program's.
    is_hump = match.string[max(0, match.start() - 1) : match.start()].islower()
    is_logged = is_hump and len(words) == 1 and is_machine_line(match.string, match.start())
    return (is_written and not is_logged) or any(
        Strength.STRONG in (given_strength(word), surname_strength(word)) for word in words
    )


def _is_known_name(match: Match) -> bool:
    """Ask for two words, one of them surely a name, behind a key that names all sorts of things."""
    words = _words(match)
    if any(fold(word) in _FORM_WORDS for word in words) or not could_be_person(match["v"]):
        return False
    if len(words) < 2:
        return (
            len(words) == 1 and given_strength(words[0]) is Strength.STRONG and words[0].istitle()
        )
    is_sure = any(
        Strength.STRONG in (given_strength(word), surname_strength(word)) for word in words
    )
    return is_sure and (is_known(words[0]) or is_known(words[-1]))


_FORM_WORDS: Final = frozenset(
    "address street city state zip postcode email mail phone telephone mobile fax date birth gender sex male female nationality occupation "
    "title company organization organisation department position signature number code type status required optional yes no none unknown "
    "anonymous example sample string text null field label value first last middle name names surname given family full form please enter "
    "your adresse strasse ort plz telefon datum geburtsdatum geschlecht firma beruf ville rue telephone courriel direccion calle ciudad "
    "correo fecha nacimiento indirizzo citta data nascita endereco cidade telefone adres plaats bakery primary secondary true false".split()
)

FORMS: Final[tuple[Rule, ...]] = (
    Rule(
        name="name in a form",
        kind=Kind.NAME,
        pattern=(
            rf"(?i:{_FREE}(?:{_SURE})(?:\s?\([^()\n]{{1,30}}\))?[*\\\"'\])]{{0,5}}[ \t]{{0,4}}[:=>|\t][\s>*|]{{0,8}}\\{{0,3}}[\"']{{0,3}})"
            rf"{_VALUE}{_END}"
        ),
        gate=rf"(?i:{_FREE}(?:{_SURE})(?:\s?\([^()\n]{{1,30}}\))?[*\\\"'\])]{{0,5}}[ \t]{{0,4}}[:=>|\t])",
        before=0,
        after=200,
        check=_is_filled_in,
        source="forms, tickets and records as commonly written, in many languages",
        hits=(
            "Contact: ‹Jane Doe›, Lisbon",
            '"first_name":"‹Jane›"',
            "Vorname: ‹Jörg›  Nachname: ‹Müller›",
            "Nombre y apellidos: ‹Xiomara Ñáñez›",
            "Apellidos: ‹GARCIA LOPEZ›",
            "<td>Last name:</td><td>x</td> <lastName>‹Brahimllari›</lastName>",
            "| Full Name | ‹Jane van der Berg› |",
            "First Name: ‹priya›",
            "Фамилия: ‹Петрова›",
            '"userDisplayName":"‹Wouter Visser›"',
            "Patient: ‹Baker, Tom›",
            "姓名：‹王小明›",
        ),
        misses=(
            "Contact: Support Team",
            "Reporter: none",
            "name: Order Service",
            "First name: Last name:",
            "Full name: required",
            "created_by: system",
            "firstName: String,",
            "03-17 16:13:47.518  1702  8671 D ActivityManager: Skipping, withExcluded: false",
        ),
    ),
    Rule(
        name="name behind a common key",
        kind=Kind.NAME,
        pattern=(
            rf"(?i:(?<![^\W_-])(?:name|owner|author|user|customer|client|from|to|cc|bcc|agent|sender|recipient|engineer|member|driver|guest|student|teacher|participants?|attendees?|organizer|host)"
            r"[*\\\"'\])]{0,5}[ \t]{0,4}[:=>|\t][\s>*|]{0,8}\\{0,3}[\"']{0,3})"
            rf"{_VALUE}(?:{_END}|(?=[ ]<))"
        ),
        anchors=(
            "name",
            "owner",
            "author",
            "user",
            "customer",
            "client",
            "from",
            "to",
            "cc",
            "agent",
            "sender",
            "recipient",
            "engineer",
            "member",
            "driver",
            "guest",
            "student",
            "teacher",
            "participant",
            "attendee",
            "organizer",
            "host",
        ),
        before=1,
        after=200,
        check=_is_known_name,
        source="forms, tickets and records as commonly written",
        hits=(
            "Name: ‹Jane Doering›",
            '"name":"‹Jane Doering›","id":1',
            "From: ‹Priya Sharma›",
            "<name>‹Zofia Kowalczyk›</name>",
            "Name: ‹DOERING JANE›",
        ),
        misses=(
            "name: Order Service",
            '"name":"Mark Read"',
            "to: Grant Park",
            "user: Jackson Parser",
            "From: Georgia",
            "name=mark",
        ),
    ),
    Rule(
        name="name after its word",
        kind=Kind.NAME,
        pattern=(
            r"(?i:(?<![\w-])(?:contact person|requested by|reported by|opened by|submitted by|spoke (?:to|with)|attn|ansprechpartner(?:in)?|gemeldet von)"
            r"[ ]{1,2})"
            rf"(?P<v>{FULL}|{PART}(?=[,.]|$))(?!\w|\()"
        ),
        anchors=(
            "contact person",
            "requested by",
            "reported by",
            "opened by",
            "submitted by",
            "spoke ",
            "attn ",
            "ansprechpartner",
            "gemeldet",
        ),
        before=20,
        after=200,
        check=lambda match: could_be_person(match["v"]) and not is_common(fold(match["v"])),
        source="ticket templates as commonly written",
        hits=("spoke to ‹Jane van der Berg› today", "Reported by ‹Xhesika Brahimllari›"),
        misses=("reported by Support Team", "opened by Order Service"),
    ),
)
