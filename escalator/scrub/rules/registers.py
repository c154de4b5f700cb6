"""Rules for more identity numbers of Europe, as one table: words, form, check.

nations.py makes the rules and has the rest; registers.py beside this package knows the checks.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from escalator.scrub import identity, registers
from escalator.scrub.rule import Rule
from escalator.scrub.rules.nations import alone, beside


class Register(NamedTuple):
    """One number that counts beside its word.

    words: a pattern for what stands before it.
    shape: a pattern for the number, letters in any case.
    check: judges it without separators, in capitals.
    anchors: literals of the words.
    hit, miss: an example and a look-alike; ‹› marks the number.
    """

    name: str
    words: str
    shape: str
    check: Callable[[str], bool]
    anchors: tuple[str, ...]
    source: str
    hit: str
    miss: str


def made(register: Register) -> Rule:
    """Make the rule of a register."""
    return beside(
        register.name,
        register.words,
        register.shape,
        register.check,
        anchors=register.anchors,
        source=register.source,
        hits=(register.hit,),
        misses=(register.miss,),
        is_shielded=register.check is registers.has_digits,
    )


TABLE: Final[tuple[Register, ...]] = (
    Register(
        "dutch citizen number",
        r"bsn|burgerservice(?:nummer)?|sofi(?:nummer)?",
        r"[0-9]{3}[ .-]?[0-9]{3}[ .-]?[0-9]{3}|[0-9]{4}[ .][0-9]{2}[ .][0-9]{3}",
        registers.is_bsn,
        ("bsn", "burgerservice", "sofi"),
        "RvIG, burgerservicenummer",
        "BSN ‹111222333›",
        "BSN 111222334",
    ),
    Register(
        "belgian national number",
        r"rijksregister(?:nummer)?|registre[ ]national|num[ée]ro[ ]national|nationaal[ ]nummer|niss|insz|rrn",
        r"[0-9]{2}\.?[0-9]{2}\.?[0-9]{2}[ -]?[0-9]{3}[ .-]?[0-9]{2}",
        registers.is_belgian,
        ("rijksregister", "registre", "national", "nationaal", "niss", "insz", "rrn"),
        "FPS Interior, national register",
        "rijksregisternummer ‹85.07.30-033.28›",
        "rijksregisternummer 85.07.30-033.29",
    ),
    Register(
        "portuguese tax number",
        r"nif|contribuinte|identifica[çc][ãa]o[ ]fiscal",
        r"[0-9]{3}[ .]?[0-9]{3}[ .]?[0-9]{3}",
        registers.is_portuguese,
        ("nif", "contribuinte", "fiscal"),
        "Autoridade Tributária, NIF",
        "NIF ‹123 456 789›",
        "NIF 123 456 788",
    ),
    Register(
        "swedish personal number",
        r"person(?:nummer|nr)|samordningsnummer|pnr|swedish[ ]id",
        r"(?:19|20)?[0-9]{6}[-+ ]?[0-9]{4}",
        registers.is_swedish,
        ("person", "samordning", "pnr", "swedish"),
        "Skatteverket, personnummer",
        "personnummer ‹811218-9876›",
        "personnummer 811218-9875",
    ),
    Register(
        "danish personal number",
        r"cpr(?:-?(?:nummer|nr))?|personnummer",
        r"[0-9]{6}[ -]?[0-9]{4}",
        registers.is_danish,
        ("cpr", "personnummer"),
        "CPR-kontoret, personnummer",
        "CPR ‹070761-4285›",
        "CPR 997761-4285",
    ),
    Register(
        "norwegian birth number",
        r"f[øo]dselsnummer|personnummer|d-nummer|fnr",
        r"[0-9]{6}[ ]?[0-9]{5}",
        registers.is_norwegian,
        ("fødsel", "fodsel", "personnummer", "d-nummer", "fnr"),
        "Skatteetaten, fødselsnummer",
        "fødselsnummer ‹15076500565›",
        "fødselsnummer 15076500566",
    ),
    Register(
        "canadian social insurance number",
        r"sin|social[ _-]?insurance|assurance[ ]sociale|nas",
        r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}",
        registers.is_sin,
        (
            "sin ",
            "sin:",
            "sin=",
            "sin#",
            "social insur",
            "social_insur",
            "assurance",
            "nas ",
            "nas:",
        ),
        "Service Canada, SIN",
        "SIN: ‹130 692 544›",
        "SIN: 130 692 545",
    ),
    Register(
        "german pension number",
        r"rentenversicherung(?:snummer)?|sozialversicherung(?:snummer)?|rv-?nummer|rvnr|sv-?nummer|svnr|versicherungsnummer",
        r"[0-9]{2}[ ]?[0-9]{6}[ ]?[a-z][ ]?[0-9]{3}",
        registers.is_german_pension,
        ("versicherung", "rv-nummer", "rvnummer", "rvnr", "sv-nummer", "svnummer", "svnr"),
        "Deutsche Rentenversicherung, Versicherungsnummer",
        "Rentenversicherungsnummer ‹15 070649 C 103›",
        "Rentenversicherungsnummer 15 070649 C 104",
    ),
    Register(
        "austrian insurance number",
        r"sozialversicherung(?:snummer)?|sv-?nummer|svnr|sv-nr",
        r"[0-9]{4}[ ]?[0-9]{6}",
        registers.is_austrian,
        ("sozialversicherung", "sv-nummer", "svnummer", "svnr", "sv-nr"),
        "Dachverband der Sozialversicherungsträger",
        "SVNR ‹1237 010180›",
        "SVNR 1238 010180",
    ),
    Register(
        "irish public service number",
        r"ppsn?|personal[ ]public[ ]service",
        r"[0-9]{7}[ ]?[a-z]{1,2}",
        registers.is_pps,
        ("pps", "personal public"),
        "Revenue, PPS number",
        "PPSN ‹1234567T›",
        "PPSN 1234567A",
    ),
    Register(
        "czech birth number",
        r"rodn[ée][ ][čc][ií]slo|rodn[ée]ho[ ][čc][ií]sla|r\.[čc]\.|r[čc]",
        r"[0-9]{6}[ ]?/?[ ]?[0-9]{4}",
        registers.is_czech,
        ("rodn", "r.č", "r.c", "rč"),
        "Ministerstvo vnitra, rodné číslo",
        "rodné číslo ‹780123/3506›",
        "rodné číslo 780123/3507",
    ),
    Register(
        "romanian personal number",
        r"cnp|cod[ ]numeric[ ]personal",
        r"[0-9]{13}",
        registers.is_cnp,
        ("cnp", "cod numeric"),
        "Law 105/1996, CNP",
        "CNP ‹1800101221144›",
        "CNP 1800101221145",
    ),
    Register(
        "bulgarian citizen number",
        r"егн|egn",
        r"[0-9]{10}",
        registers.is_egn,
        ("егн", "egn"),
        "GRAO, EGN",
        "ЕГН ‹7523169263›",
        "ЕГН 7523169264",
    ),
    Register(
        "hungarian insurance number",
        r"taj(?:[ -]?sz[áa]m)?",
        r"[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{3}",
        registers.is_taj,
        ("taj",),
        "NEAK, TAJ-szám",
        "TAJ szám ‹111 111 110›",
        "TAJ szám 111 111 112",
    ),
    Register(
        "turkish identity number",
        r"t\.?c\.?(?:[ ]kimlik)?|kimlik|tckn|vatandaşlık",
        r"[0-9]{11}",
        registers.is_turkish,
        ("tc ", "t.c", "kimlik", "tckn", "vatanda"),
        "NVİ, T.C. kimlik numarası",
        "TC kimlik no ‹10000000146›",
        "TC kimlik no 10000000147",
    ),
    Register(
        "greek tax number",
        r"αφμ|afm|α\.φ\.μ\.",
        r"[0-9]{9}",
        registers.is_afm,
        ("αφμ", "afm", "α.φ"),
        "AADE, ΑΦΜ",
        "ΑΦΜ ‹094259216›",
        "ΑΦΜ 094259217",
    ),
    Register(
        "greek insurance number",
        r"αμκα|amka",
        r"[0-9]{11}",
        registers.is_amka,
        ("αμκα", "amka"),
        "IDIKA, ΑΜΚΑ",
        "ΑΜΚΑ ‹01013099997›",
        "ΑΜΚΑ 01013099998",
    ),
)

REGISTERS: Final[tuple[Rule, ...]] = (
    *(made(register) for register in TABLE),
    alone(
        "belgian national number with points",
        r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}-[0-9]{3}\.[0-9]{2}",
        r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}-",
        registers.is_belgian,
        source="FPS Interior, national register",
        hits=("c'est le ‹85.07.30-033.28›",),
        misses=("85.07.30-033.29",),
    ),
    alone(
        "swiss insurance number",
        r"756\.[0-9]{4}\.[0-9]{4}\.[0-9]{2}",
        r"756\.[0-9]{4}\.",
        registers.is_ahv,
        source="Zentrale Ausgleichsstelle, AHV-Nummer",
        hits=("AHV ‹756.9217.0769.85›",),
        misses=("756.9217.0769.84",),
    ),
    alone(
        "finnish identity code",
        r"[0-9]{6}[-+A][0-9]{3}[0-9A-FHJ-NPR-Y]",
        r"[0-9]{6}[-+A][0-9]{3}[0-9A-Y]",
        registers.is_finnish,
        source="Digi- ja väestötietovirasto, henkilötunnus",
        hits=("hetu ‹131052-308T›",),
        misses=("131052-308U", "991352-308T"),
    ),
    alone(
        "spanish identity number alone",
        r"(?:[0-9]{8}-[A-HJ-NP-TV-Z]|[XYZ]-?[0-9]{7}-[A-HJ-NP-TV-Z])",
        r"[0-9]{7}-[A-Z]",
        identity.is_dni,
        source="Ministerio del Interior, cálculo del dígito de control del NIF-NIE",
        hits=("es ‹12345678-Z›",),
        misses=("12345678-A",),
    ),
)
