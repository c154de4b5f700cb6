"""Rules for where somebody lives: postal addresses.

They are looked for in what people write and in fields of forms, never on a program's line.
"""

import re
from typing import Final

from escalator.scrub.lines import is_machine_line
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span

_WORD: Final = r"[^\W\d_][^\W\d_'\u2019.-]*(?:['\u2019.-][^\W\d_]+)*\.?"
_CAP: Final = r"(?-i:(?=[^\W\d_a-zß-öø-ÿ]))" + _WORD
_NUMBER: Final = r"(?!\d\d-\d{3}\b|\d{4}-\d{3}\b)\d{1,4}(?!\d)(?:[-/]\d{1,4})?[ ]?/?(?:(?-i:[A-Za-z])(?![^\W_]))?(?:[ ](?:bis|ter|1/2))?"
_UNIT: Final = (
    r"(?:,?[ ](?:apt|apartment|suite|ste|unit|flat|floor|fl|room|rm|bldg|building|wohnung|whg|appt|appartement|bâtiment|bat|étage|piso|puerta|"
    r"apto|bloco|sala|andar|interno|scala|int)\.?[ ]?#?[ ]?[\w-]{1,6}|,?[ ]#[ ]?\d{1,5}[a-z]?)"
)
_US_STREET: Final = (
    r"street|str|st|avenue|ave|av|road|rd|boulevard|blvd|lane|ln|drive|dr|court|ct|circle|cir|place|pl|square|sq|terrace|ter|"
    r"parkway|pkwy|highway|hwy|way|trail|trl|loop|alley|aly|plaza|plz|crescent|cres|close|gardens|gdns|grove|mews|row|hill|walk|"
    r"wharf|quay|parade|pde|esplanade|causeway|expressway|extension|freeway|turnpike|tpke|pike|bypass|crossing|ridge|view|vista|"
    r"point|path|run|station|junction|junctions|island|islands|islands|isle|manor|manors|meadow|meadows|mill|mills|mission|motorway|mount|mountain|"
    r"orchard|oval|overpass|park|parks|pass|passage|pine|pines|plain|plains|port|ports|prairie|radial|ramp|ranch|rapid|rapids|rest|ridges|river|"
    r"roads|route|rue|shoal|shoals|shore|shores|skyway|spring|springs|spur|spurs|squares|stravenue|stream|streets|summit|trace|track|trafficway|"
    r"tunnel|underpass|union|unions|valley|valleys|via|viaduct|views|village|villages|ville|vistas|walks|wall|well|wells|bluff|bluffs|branch|bridge|"
    r"brook|brooks|burg|burgs|camp|canyon|cape|center|centers|cliff|cliffs|club|common|corner|corners|course|courts|cove|coves|creek|crest|crossroad|"
    r"curve|dale|dam|divide|estate|estates|fall|falls|ferry|field|fields|flat|flats|ford|fords|forest|forge|forges|fork|forks|fort|garden|gateway|glen|"
    r"glens|green|greens|groves|harbor|harbors|haven|heights|hills|hollow|inlet|key|keys|knoll|knolls|lake|lakes|land|landing|light|lights|loaf|lock|locks|lodge"
)
_GERMAN: Final = r"(?:straße|strasse|str\.|weg|gasse|allee|platz|ring|damm|ufer|chaussee|stieg|steig|pfad|graben|markt|hof|berg|promenade|wall|tor|twiete|kamp|brücke|zeile)"
_DUTCH: Final = r"(?:straat|laan|weg|plein|gracht|kade|singel|dreef|steeg|hof|pad|dijk|baan|markt|plantsoen|park|wal|haven|lei|steenweg|vest)"
_NORDIC: Final = r"(?:gatan|vägen|gränd|gata|veien|vegen|gate|gaten|vej|vejen|gade|allé|katu|tie|kuja|polku|väylä)"
_FRONT: Final = (
    r"(?:rue|avenue|av\.?|boulevard|bd\.?|bvd|place|pl\.?|allée|allées|chemin|ch\.?|route|rte|impasse|quai|cours|square|passage|villa|sentier|faubourg|"
    r"calle|c/|cl\.|avenida|avda\.?|avd\.?|paseo|p\.º|plaza|pza\.?|laan|camino|carretera|ctra\.?|ronda|travesía|carrer|urbanización|urb\.?|glorieta|cuesta|callejón|"
    r"calzada|privada|prolongación|circuito|cerrada|andador|diagonal|boulevard|blvd\.?|"
    r"via|viale|v\.le|piazza|p\.z?za|piazzale|corso|c\.so|largo|vicolo|strada|contrada|borgo|lungomare|salita|"
    r"rua|r\.|travessa|tv\.|largo|praça|pça\.?|alameda|al\.|estrada|rodovia|rod\.|beco|praceta|calçada|"
    r"ul\.|ulica|al\.|aleja|pl\.|os\.|ulice|nám\.|náměstí|tř\.|strada|str\.|bulevardul|bd\.|aleea|șoseaua|calea|utca|út|ulitsa|ул\.|улица|проспект|пр\.|пер\.|вул\.|бул\.|οδός|λεωφόρος)"
)
_SMALL: Final = r"(?:de|del|della|dello|dei|degli|di|da|do|dos|das|du|des|de la|de las|de los|la|le|les|el|los|las|van|van de|van der|den|der|of|the|y|e|et|d['\u2019]|l['\u2019])"
_STATES: Final = "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|PR|GU|VI|AE|AP|AA"
_POSTCODE_GB: Final = r"(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\d[\dA-HJKPSTUW]? \d[ABD-HJLNP-UW-Z]{2})"
_LABEL: Final = (
    r"(?:(?:street|home|mailing|billing|shipping|postal|residential|delivery|work|office|physical|permanent|current|new|old)?[ _-]?address(?:[ _-]?(?:line)?[ _-]?[12])?|street|"
    r"anschrift|adresse(?: postale)?|wohnort|straße|strasse|straße und hausnummer|rue|domicilio|dirección|direccion|calle|indirizzo|residenza|endereço|endereco|morada|"
    r"adres|straat|ulica|adresa|utca|cím|lakcím|osoite|gatuadress|adress|адрес|адреса|διεύθυνση|地址|住所|주소|العنوان|पता|địa chỉ|alamat)"
)


_DATE: Final = re.compile(
    r"\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December)\b(?: \d{4})?[.,]"
)
"""The end of a sentence: "until 5 November. Point-in-time restore"."""


def _trimmed(match: Match) -> tuple[Span, ...]:
    """Return the address without the sentence's full stop or comma."""
    start, _ = match.span("v")
    return ((start, start + len(match["v"].rstrip(" .,\n-"))),)


_NOT_STREET: Final = re.compile(
    r"(?i:(?!\w*(?:west|ost)ring\b).*(?:[acdeinopstu]tor|(?:fire|pay|draw)wall|(?:^|.*[^a-z])spring|.*(?:st|[eoui])ring|bearing|sharing|.*(?:note|think|i|touch|track|key|launch|scratch|mouse)pad|"
    r".*(?:ga|ri|le|ni|li|ti|mi|ro|bi|re)gate|.*(?:de|ar|block|cas)(?:c?)ade|.*(?:inter|har)vest|cutie|tie|bootie))[ ]\d.*",
    re.DOTALL,
)
"""Words that end as streets do: `Monitor 2`, `Firewall 3`, `String 5`, `Aggregate 4`."""


def _is_before_number(match: Match) -> bool:
    return _NOT_STREET.fullmatch(match["v"]) is None and _is_written(match)


def _is_written(match: Match) -> bool:
    """Ask for a line that a person wrote."""
    return not is_machine_line(match.string, match.start())


def _is_street(match: Match) -> bool:
    """Ask for a capital, and for no measure or count (`3 Point Plan`) or date in a sentence."""
    is_named = re.search(r"[A-ZÀ-ÞŁŚŻ]", match["v"]) is not None
    return is_named and _DATE.match(match["v"]) is None and _is_written(match)


def _is_filled(match: Match) -> bool:
    """Ask for a field with a number and a word, no link, no mail and no network address."""
    value = match["v"]
    has_both = re.search(r"\d", value) and re.search(r"[^\W\d_]{3}", value)
    is_other = re.search(
        r"@|://|\d{1,3}(?:\.\d{1,3}){3}|0x|[0-9a-f]{2}:[0-9a-f]{2}:|[{}=\[\]\\]", value
    )
    return bool(has_both) and not is_other and _is_written(match)


def _is_under_street(match: Match) -> bool:
    """Ask for a line above that ends in a number: the street of an address."""
    before = match.string[max(0, match.start("line") - 80) : match.start("line")]
    return (
        re.search(
            r"[^\W\d_]{3}[ .,]{1,2}\d{1,4}[ ]?[a-zA-Z]?(?:,[ ][\w. ºª]{1,12})?[ ]?\r?\n[ \t]{0,8}$|\[ADDRESS-\d{1,4}\][ ]?\r?\n[ \t]{0,8}$",
            before,
        )
        is not None
    )


PLACES: Final[tuple[Rule, ...]] = (
    Rule(
        name="street after its number",
        kind=Kind.ADDRESS,
        pattern=(
            rf"(?i:(?<![\w.,/:#$€£-])(?P<v>(?:(?:flat|unit|apartment|apt|suite|studio|room)[ ]\w{{1,5}},?[ ])?\d{{1,6}}(?:-\d{{1,5}})?[a-z]?[ ](?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?[ ])?"
            rf"(?:{_CAP}[ ]|\d{{1,3}}(?:st|nd|rd|th)[ ]){{1,3}}?(?:{_US_STREET})\b\.?(?![^\W\d_])"
            rf"(?:[ ](?:N|S|E|W|NE|NW|SE|SW)\b\.?)?(?:{_UNIT}){{0,2}}"
            rf"(?:,?[ \n]\s?(?:{_CAP}[ ]?){{1,3}},?[ ](?:(?-i:{_STATES})|(?-i:[A-Z])[a-z]{{3,12}})[ ]\d{{5}}(?:-\d{{4}})?|"
            rf",?[ \n](?:{_CAP},?[ ]){{1,3}}(?-i:{_POSTCODE_GB}))?))"
        ),
        gate=r"\d[A-Za-z]?[ ](?:[A-Z][\w.'-]{0,20}|\d{1,3}(?:st|nd|rd|th))[ ]",
        before=30,
        after=160,
        crosses_lines=True,
        check=_is_street,
        pick=_trimmed,
        source="USPS Publication 28; Royal Mail, address lines",
        hits=(
            "I live at ‹12 Example Street›, thanks",
            "ship to ‹742 North Oak Avenue Apt. 4B, Springfield, IL 62704› today",
            "at ‹10 Invented Road, London NW1 6XE›.",
            "‹221B Sample Lane› is closed",
            "at ‹Flat 3, 12 Elm Road, Leeds LS1 4AB›",
        ),
        misses=(
            "the 3 Point Plan works",
            "kept until 5 November. Point-in-time restore",
            "in 12 easy steps on the street",
            "2026-03-12 10:20:30 ERROR 12 Example Street",
            "42 Open files in path",
            "took 12 ms on Main Street",
        ),
    ),
    Rule(
        name="street before its number",
        kind=Kind.ADDRESS,
        pattern=(
            r"(?<![\w./-])(?P<v>(?:(?:Am|An der|An den|Auf der|Auf dem|Im|In der|In den|Zum|Zur|Unter den|Hinter der|Alte[r]?|Neue[r]?|Große|Kleine|Obere|Untere|Lange|Hohe)[ ])?"
            r"[^\W\d_a-zß-öø-ÿ][^\W\d_]*(?:[ -][^\W\d_a-zß-öø-ÿ][^\W\d_]*){0,3}?"
            rf"(?:(?<=[a-zß-öø-ÿ])(?i:{_GERMAN}|{_DUTCH}|{_NORDIC})|[ -](?i:straße|strasse|str\.|weg|allee|platz|ring|damm|gasse|ufer|tor))"
            r"[ ]\d{1,4}[ ]?(?:[a-zA-Z](?![^\W_]))?(?:[-/]\d{1,4})?"
            r"(?:,?[ \n][ ]?(?:[A-Z]{1,2}-)?\d{4,5}(?:[ ][A-Z]{2})?[ ][^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:[ -][^\W\d_]+){0,2})?)(?!\w)"
        ),
        anchors=(
            "straße ",
            "strasse ",
            "str. ",
            "weg ",
            "gasse ",
            "allee ",
            "platz ",
            "ring ",
            "damm ",
            "ufer ",
            "chaussee ",
            "stieg ",
            "steig ",
            "pfad ",
            "graben ",
            "markt ",
            "hof ",
            "berg ",
            "promenade ",
            "wall ",
            "tor ",
            "twiete ",
            "kamp ",
            "brücke ",
            "zeile ",
            "straat ",
            "laan ",
            "plein ",
            "gracht ",
            "kade ",
            "singel ",
            "dreef ",
            "steeg ",
            "pad ",
            "dijk ",
            "baan ",
            "plantsoen ",
            "park ",
            "wal ",
            "haven ",
            "lei ",
            "steenweg ",
            "vest ",
            "gatan ",
            "vägen ",
            "gränd ",
            "gata ",
            "veien ",
            "vegen ",
            "gate ",
            "gaten ",
            "vej ",
            "vejen ",
            "gade ",
            "allé ",
            "katu ",
            "tie ",
            "kuja ",
            "polku ",
            "väylä ",
        ),
        before=60,
        after=70,
        crosses_lines=True,
        check=_is_before_number,
        source="DIN 5008; NEN 5825; SS 613401: street, then number, then postcode and town",
        hits=(
            "Ich wohne in der ‹Musterstraße 12a, 10115 Berlin›.",
            "‹Am Beispielweg 5› klingeln",
            "‹Prinsengracht 263› bezoeken",
            "am ‹Westring 12› und am ‹Beispieler Tor 1›",
            "‹Lange Voorbeeldlaan 12, 1015 AB Amsterdam›",
            "‹Exempelgatan 4, 111 22›".replace(", 111 22", ""),
        ),
        misses=(
            "der Weg 5 ist lang",
            "auf dem Marktplatz um 5",
            "gateway 12",
            "Escalator 0.1.0, Monitor 2 and Firewall 3",
            "String 5 and Rendering 2, Aggregate 4",
            "a Thinkpad 5",
            "update 12 and template 5",
            "2026-03-12 10:20:30 INFO Musterstraße 12",
        ),
    ),
    Rule(
        name="street with its word in front",
        kind=Kind.ADDRESS,
        pattern=(
            rf"(?i:(?<![\w./-])(?P<v>(?:{_NUMBER},?[ ])?{_FRONT}[ ]?(?:{_SMALL}[ ]?){{0,2}}(?:{_CAP}|\d{{1,3}}(?=[ ](?:de|of)))(?:[ ](?:{_SMALL}[ ])?{_CAP}){{0,4}}"
            rf"(?:,?[ ](?:n[º°.o]{{1,2}}[ ]?|nº[ ]?|núm\.?[ ]?|number[ ]|#[ ]?|km[ ])?{_NUMBER}(?:{_UNIT}){{0,2}}(?:,[ ](?:bajo|ático|izq\.?|dcha\.?|\d{{1,2}}[ºªo°])(?:[ ][A-Z])?)?)?"
            rf"(?:,?[ \n-]{{1,3}}(?:[A-Z]{{1,2}}-)?(?:\d{{5}}(?:-\d{{3}})?|\d{{4}}-\d{{3}}|\d{{2}}-\d{{3}}|\d{{3}}[ ]\d{{2}})[ ]{_CAP}(?:[ -](?:{_SMALL}[ ])?{_CAP}){{0,3}}(?:[ ]\([^()\n]{{2,20}}\)|[ ]?[-/][ ]?(?-i:[A-Z]{{2}})(?![\w]))?)?)(?![\w]))"
        ),
        gate=r"(?i:(?<![\w./-])(?:rue|avenue|av\.|boulevard|bd\.?|bvd|place|allées?|chemin|route|impasse|quai|cours|square|passage|calle|c/|avenida|avda|paseo|plaza|pza|camino|carretera|ctra|ronda|"
        r"travesía|carrer|urbanización|urb|glorieta|cuesta|callejón|calzada|privada|prolongación|circuito|cerrada|andador|diagonal|via|viale|v\.le|piazza|p\.z?za|piazzale|corso|c\.so|largo|vicolo|strada|contrada|borgo|"
        r"rua|travessa|praça|alameda|estrada|rodovia|beco|praceta|calçada|ul\.|ulica|aleja|pl\.|os\.|ulice|nám\.|náměstí|tř\.|str\.|bulevardul|aleea|șoseaua|calea|ул\.|улица|проспект|пр\.|пер\.|вул\.|бул\.|οδός|λεωφόρος|laan|r\.)\.?[ ]?[^\W_])",
        before=16,
        after=170,
        crosses_lines=True,
        check=lambda match: _is_street(match) and re.search(r"\d", match["v"]) is not None,
        pick=_trimmed,
        source="La Poste; Correos; Poste Italiane; CTT; Poczta Polska: word, name, number, postcode, town",
        hits=(
            "J'habite ‹12 bis rue de la Fleur, 75002 Paris›.",
            "vivo en la ‹Calle del Ejemplo, 14, 28013 Madrid›",
            "abito in ‹Via dell'Esempio 7, 00184 Roma›",
            "moro na ‹Rua das Amostras, 120›",
            "abito in ‹P.zza Esempio 1›, prima ‹Viale Esempio, 12/A›",
            "‹Laan van Voorbeeld 70›",
            "mieszka ‹ul. Przykładowa 5, 00-950 Warszawa›",
        ),
        misses=(
            "via SSH tunnel 22",
            "route 10.0.0.0/8 via eth0",
            "la rue est longue",
            "place the file in folder 5",
            "strada 5",
        ),
    ),
    Rule(
        name="post box",
        kind=Kind.ADDRESS,
        pattern=r"(?i:(?<![\w])(?P<v>(?:p\.?[ ]?o\.?[ ]?box|post office box|postfach|postbus|boîte postale|apartado(?: de correos| postal)?|casella postale|caixa postal|private bag|skrytka pocztowa)[ ]#?\d{1,7}))(?!\w)",
        anchors=(
            "box",
            "postfach",
            "postbus",
            "postale",
            "apartado",
            "postal",
            "private bag",
            "skrytka",
        ),
        before=20,
        after=40,
        check=_is_written,
        source="USPS Publication 28, section 28; Deutsche Post; PostNL; La Poste; Correos",
        hits=("write to ‹P.O. Box 1234›, please", "‹Postfach 10 01›".replace("10 01", "1001")),
        misses=("box 12", "inbox 1234", "POBOX", "sandbox 5"),
    ),
    Rule(
        name="town after its postcode",
        kind=Kind.ADDRESS,
        pattern=(
            rf"(?<![\w.,/:#$€£-])(?P<v>(?:[^\W\d_a-zß-öø-ÿ][^\W\d_]+[ ]?){{1,3}},[ ](?:{_STATES})[ ]\d{{5}}(?:-\d{{4}})?)(?![\w-])|"
            r"(?m:^[ \t]{0,8})(?P<line>(?:[A-Z]{1,2}-)?\d{4,5}[ ][^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:[ -][^\W\d_]+){0,3}(?: \([^\W\d_]+\))?|[^\W\d_a-zß-öø-ÿ][^\W\d_]+(?:[ -][^\W\d_]+){0,2}[ ]\d{4})[ \t]{0,4}(?=\r?$|\n|\r)"
        ),
        # Digits first: words first would be tried at every letter.
        gate=(
            r"(?m)(?<![^\s-])\d{4}(?:\d?[ ][^\W\d_][^\W\d_]+(?:[ -][^\W\d_]+){0,3}(?: \([^\W\d_]+\))?[ \t]{0,4}\r?$|"
            r"(?<=[^\W\d_][ ]\d{4})[ \t]{0,4}\r?$|(?<=[A-Z][ ]\d{4})\d)"
        ),
        before=200,
        after=60,
        check=lambda match: (
            _is_written(match) and (match["line"] is None or _is_under_street(match))
        ),
        pick=lambda match: (match.span("v") if match["v"] else match.span("line"),),
        source="USPS Publication 28; DIN 5008",
        hits=("she moved to ‹Springfield, IL 62704› last year", "Musterstraße 5\n‹10115 Berlin›"),
        misses=(
            "5120 Records\nread",
            "ERROR, OK 12345 items".replace("ERROR, ", ""),
            "12345 Items",
        ),
    ),
    Rule(
        name="british postcode",
        kind=Kind.ADDRESS,
        pattern=rf"(?<![\w-])(?P<v>{_POSTCODE_GB})(?![\w-])",
        gate=r"[A-Z]\d[\dA-Z]? \d[A-Z]{2}",
        before=4,
        after=6,
        check=_is_written,
        source="Royal Mail, Postcode Address File; BS 7666",
        hits=("lives in ‹NW1 6XE› now", "‹SW1A 2AA›"),
        misses=("R2 D2", "ERROR E1 2AB failed", "M4 1CIX"),
    ),
    Rule(
        name="address in a form",
        kind=Kind.ADDRESS,
        pattern=(
            rf"(?i:(?<![^\W_-])(?<!mail )(?<!ip )(?<!mac )(?<!web ){_LABEL}[*\\\"'\])]{{0,5}}[ \t]{{0,4}}[:=>|\t]\s?[ >*|]{{0,8}}\\{{0,3}}[\"']{{0,2}})(?P<v>[^\W_][^\n\r<>|\"\t;{{}}]{{4,150}}[^\s<>|\"\t;{{}}.,'\\])"
        ),
        gate=rf"(?i:(?<![^\W_-])(?<!mail )(?<!ip )(?<!mac )(?<!web ){_LABEL}[*\\\"'\])]{{0,5}}[ \t]{{0,4}}[:=>|\t])",
        before=0,
        after=220,
        check=_is_filled,
        source="forms as commonly written",
        hits=(
            "Address: ‹12 Example Street, Flat 3, London›",
            '"street": "‹Musterweg 5›"',
            "Dirección: ‹Av. Siempre Viva 742, Springfield›",
            "住所：‹東京都千代田区1-2-3›",
        ),
        misses=(
            "address: 10.0.0.5",
            "IP address: 203.0.113.7:80 open",
            "address: jane@example.com",
            "address: 0x7ffdeadbeef0",
            "email address: required 1",
            "address: unknown",
        ),
    ),
)
