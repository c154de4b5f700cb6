"""Where people live and how they are reached: streets, towns, phones, plates, dates, by language.

In a pattern `<d4>` is four digits, see `Draw.shape`. Towns and number plans are facts; street
names, house numbers and subscribers are made up.
"""

from collections.abc import Mapping

from bench.scrub.draw import Draw

STREETS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "<n1><d1> Maple Street",
        "<n1><d2> Old Mill Road",
        "<n1><d3> W. Cedar Ave, Apt <n1><u1>",
        "Flat <n1>, <n1><d1> Chestnut Grove",
        "<n1> Harbour View Terrace",
        "PO Box <n1><d3>",
        "<n1><d3> Lakeshore Blvd Suite <n1>00",
        "<n1><d1>b Kingsway",
    ),
    "de": (
        "Lindenstraße <n1><d1>",
        "Am Alten Markt <n1>",
        "Goethestr. <n1><d1>a",
        "Hinter der Mühle <n1>",
        "Bahnhofsallee <n1><d1>",
        "An der Schanze <n1><d1>",
        "Friedrich-Ebert-Platz <n1>",
        "Kirchweg <n1><d1>-<n1><d1>",
    ),
    "fr": (
        "<n1><d1> rue des Lilas",
        "<n1> bis, avenue de la Gare",
        "<n1><d1>, impasse du Moulin",
        "<n1><d2> boulevard Victor Hugo",
        "<n1> place de l'Église",
        "<n1><d1> chemin des Vignes, Bât. <u1>",
    ),
    "es": (
        "Calle Mayor, <n1><d1>",
        "Avda. de la Constitución <n1><d1>, <n1>º <u1>",
        "C/ del Olivo <n1>",
        "Plaza de San Juan, <n1>",
        "Paseo de las Acacias <n1><d1>, bajo",
        "Camino Viejo s/n",
    ),
    "pt": (
        "Rua das Flores, <n1><d1>",
        "Avenida da Liberdade <n1><d1>, <n1>º Esq.",
        "Travessa do Carmo, n.º <n1>",
        "Rua São João, <n1><d2> - apto <n1><d1>",
        "Largo da Igreja <n1>",
        "Alameda dos Pinheiros, <n1><d2>",
    ),
    "it": (
        "Via Garibaldi <n1><d1>",
        "Viale dei Tigli, <n1>",
        "Piazza del Duomo <n1>",
        "Corso Italia <n1><d1>/<u1>",
        "Via della Fonte, <n1><d1>",
        "Strada Provinciale <n1><d1> n. <n1>",
    ),
    "nl": (
        "Dorpsstraat <n1><d1>",
        "Prinsengracht <n1><d2>-<n1>",
        "Molenweg <n1>",
        "Burgemeester de Vlugtlaan <n1><d1>",
        "Kerkplein <n1><d1>",
        "Oude Haven <n1> bis",
    ),
}

TOWNS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "Springfield, IL 627##",
        "Bristol BS# #AB",
        "Leeds LS## #QT",
        "Portland, OR 972##",
        "Austin, Texas 787##",
        "Dublin 0#",
        "Wellington 60##",
        "Toronto, ON M5V #K#",
    ),
    "de": (
        "#0#15 Berlin",
        "80##1 München",
        "D-2#457 Hamburg",
        "A-10#0 Wien",
        "50#67 Köln",
        "CH-80#4 Zürich",
        "01#99 Dresden",
        "79#00 Freiburg im Breisgau",
    ),
    "fr": ("7501# Paris", "69 00# Lyon", "3300# Bordeaux", "F-4400# Nantes", "59#00 Lille"),
    "es": ("2801# Madrid", "0800# Barcelona", "4600# Valencia (Valencia)", "4100# Sevilla"),
    "pt": ("1250-1#7 Lisboa", "4000-3#2 Porto", "01310-#00 São Paulo - SP", "3000-2#1 Coimbra"),
    "it": ("2012# Milano (MI)", "0018# Roma", "I-4012# Bologna", "8013# Napoli NA"),
    "nl": ("101# AB Amsterdam", "3511 #X Utrecht", "30#4 CD Rotterdam", "97#2 EH Groningen"),
}

PHONES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "(212) 3<d2>-<d4>",
        "+1 415-6<d2>-<d4>",
        "020 7<d3> <d4>",
        "+44 7712 6<d5>",
        "312-4<d2>-<d4>",
        "07911 12<d4>",
        "+1 (646) 5<d2>-<d4> ext. <n1><d2>",
        "+353 1 6<d2> <d4>",
        "415.7<d2>.<d4>",
        "+44 (0)161 4<d2> <d4>",
    ),
    "de": (
        "030 2<d7>",
        "+49 170 2<d6>",
        "0171/3<d6>",
        "+49 (0)89 5<d3> <d3>",
        "040-4<d6>",
        "0049 221 2<d6>",
        "+43 1 5<d6>",
        "+41 44 2<d2> <d2> <d2>",
        "0 69 / 9 <d2> <d2> <d2>",
        "(0351) 4<d6>",
    ),
    "fr": (
        "01 42 <d2> <d2> <d2>",
        "+33 6 12 <d2> <d2> <d2>",
        "06.23.<d2>.<d2>.<d2>",
        "+33 (0)4 78 <d2> <d2> <d2>",
        "0033 1 53 <d2> <d2> <d2>",
        "0762<d6>",
    ),
    "es": (
        "91 5<d2> <d2> <d2>",
        "+34 612 <d3> <d3>",
        "655 <d2> <d2> <d2>",
        "+34 93 4<d6>",
        "0034 96 3<d2> <d2> <d2>",
        "689<d6>",
    ),
    "pt": (
        "21 3<d2> <d4>",
        "+351 912 <d3> <d3>",
        "(11) 98<d3>-<d4>",
        "+55 21 99<d3>-<d4>",
        "963 <d3> <d3>",
        "00351 22 2<d2> <d4>",
    ),
    "it": (
        "02 48<d6>",
        "+39 333 <d3> <d4>",
        "06-69<d6>",
        "+39 051 23<d4>",
        "347 <d7>",
        "0039 011 56<d5>",
    ),
    "nl": (
        "020-6<d6>",
        "+31 6 12<d6>",
        "06-23<d6>",
        "+31 (0)30 2<d2> <d4>",
        "010 4<d2> <d2> <d2>",
        "0031 70 3<d6>",
    ),
}

PLATES: Mapping[str, tuple[str, ...]] = {
    "en": ("<u2>12 <u3>", "7<u3><d3>", "<u2>68<u3>", "<u3>-<d4>"),
    "de": ("M-<u2> <n1><d3>", "B <u2> <n1><d2>", "HH-<u2><n1><d3>", "KA <u1> <n1><d3>"),
    "fr": ("<u2>-<d3>-<u2>", "<u2> <d3> <u2>"),
    "es": ("<d4> BCD", "<d4>-FGH"),
    "pt": ("<d2>-<u2>-<d2>", "<u3>1<u1><d2>"),
    "it": ("<u2> <d3> <u2>", "<u2><d3><u2>"),
    "nl": ("<d2>-<u3>-<n1>", "<u2>-<d3>-<u1>"),
}

MONTHS: Mapping[str, tuple[str, ...]] = {
    "en": tuple(
        "January February March April May June July August September October November"
        " December".split()
    ),
    "de": tuple(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
    ),
    "fr": tuple(
        "janvier février mars avril mai juin juillet août septembre octobre novembre"
        " décembre".split()
    ),
    "es": tuple(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre"
        " diciembre".split()
    ),
    "pt": tuple(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro"
        " dezembro".split()
    ),
    "it": tuple(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
        " dicembre".split()
    ),
    "nl": tuple(
        "januari februari maart april mei juni juli augustus september oktober november"
        " december".split()
    ),
}

_DATES: Mapping[str, tuple[str, ...]] = {
    "en": ("{m:02}/{d:02}/{y}", "{d} {month} {y}", "{y}-{m:02}-{d:02}", "{month} {d}, {y}"),
    "de": ("{d:02}.{m:02}.{y}", "{d}. {month} {y}", "{y}-{m:02}-{d:02}", "{d}.{m}.{y}"),
    "fr": ("{d:02}/{m:02}/{y}", "{d} {month} {y}"),
    "es": ("{d:02}/{m:02}/{y}", "{d} de {month} de {y}"),
    "pt": ("{d:02}/{m:02}/{y}", "{d} de {month} de {y}"),
    "it": ("{d:02}/{m:02}/{y}", "{d} {month} {y}"),
    "nl": ("{d:02}-{m:02}-{y}", "{d} {month} {y}"),
}


def make_street(draw: Draw, language: str) -> str:
    """Return a street with a house number."""
    return draw.shape(draw.pick(STREETS[language]))


def make_birth_date(draw: Draw, language: str) -> str:
    """Return a date between 1945 and 2004 as people of that language write it."""
    month = draw.number(1, 12)
    pattern = draw.pick(_DATES[language])
    return pattern.format(
        d=draw.number(1, 28), m=month, y=draw.number(1945, 2004), month=MONTHS[language][month - 1]
    )
