"""People who do not exist: names by language, and everything that belongs to one person."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bench.scrub.draw import Draw
from bench.scrub.places import PHONES, TOWNS, make_birth_date, make_street

FIRST: Mapping[str, tuple[str, ...]] = {
    "en": tuple(
        "James Olivia Oliver Amelia Harry Isla Jack Emily Charlie Sophie Thomas Grace Oscar Freya"
        " William Charlotte Henry Alice Brian Donna Kevin Brenda Tyler Megan Sean Siobhan Callum"
        " Aisha Marcus Latoya Rhys Bethany Derek Joanne Wesley Priscilla".split()
    ),
    "de": tuple(
        "Thomas Sabine Stefan Petra Andreas Claudia Jürgen Monika Uwe Heike Matthias Anja Sebastian"
        " Katrin Florian Lena Maximilian Jana Tobias Ulrike Björn Gisela Wolfgang Käthe Jörg Sünje"
        " Hans-Peter Anne-Marie Emre Aylin Lukas Frieda Ottmar Roswitha Detlef Brigitte".split()
    ),
    "fr": tuple(
        "Jean Marie Pierre Nathalie Michel Isabelle Philippe Sylvie Julien Camille Nicolas Chloé"
        " Antoine Élodie Rémi Océane Jean-Luc Anne-Sophie Thibault Maëlle Yves Solène François"
        " Hélène Mehdi Fatoumata Bastien Clémence Gérard Josiane Loïc Inès".split()
    ),
    "es": tuple(
        "Antonio Carmen José María Manuel Ana Javier Laura Alejandro Lucía Raúl Pilar Íñigo Rocío"
        " Álvaro Begoña Sergio Mercedes Iván Nuria Joaquín Concepción Andrés Ximena Ramón Yolanda"
        " Gonzalo Itziar Jesús Montserrat".split()
    ),
    "pt": tuple(
        "João Maria António Ana Francisco Mariana Tiago Beatriz Rui Inês Luís Catarina Gonçalo"
        " Joana Márcio Thaís Rodrigo Fernanda Wesley Jéssica Vinícius Larissa Nuno Filipa Caio"
        " Letícia Sérgio Conceição Davi Rosângela".split()
    ),
    "it": tuple(
        "Marco Giulia Andrea Francesca Luca Chiara Matteo Valentina Giuseppe Rosa Alessandro Elena"
        " Davide Federica Nicolò Beatrice Salvatore Concetta Gianluca Ilaria Pietro Ornella Enzo"
        " Donatella Simone Graziella Tommaso Noemi Umberto Fiorella".split()
    ),
    "nl": tuple(
        "Jan Anna Pieter Sanne Willem Femke Daan Lotte Sjoerd Maaike Bram Fleur Kees Marijke Joost"
        " Annemiek Ruben Iris Teun Liesbeth Wouter Yvonne Hidde Roos Gerrit Truus Thijs Noor Jeroen"
        " Ilse".split()
    ),
    "other": tuple(
        "Agnieszka Krzysztof Zofia Wojciech Mehmet Elif Yusuf Zeynep Priya Rajesh Ananya Vikram"
        " Hiroshi Yuki Wei Xiuying Min-jun Seo-yeon Nguyen Linh Mohammed Fatima Omar Layla Olena"
        " Dmytro Svetlana Igor Lars Astrid Mikko Aino Chidi Ngozi Kwame Ama".split()
    ),
}

LAST: Mapping[str, tuple[str, ...]] = {
    "en": tuple(
        "Smith Jones Taylor Brown Williams Wilson Davies Walker Whitfield Thornbury O'Connor"
        " McAllister Hargreaves Osborne Pemberton Ashworth Bradley Cartwright Fitzgerald Lockwood"
        " Murphy Nakamura-Reid Okafor Prescott Radcliffe Stanhope Underhill Wainwright Young Mason"
        " Baker Hill Rose Park Long Price".split()
    ),
    "de": tuple(
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Hoffmann Schäfer Koch Bauer"
        " Richter Klein Wolf Neumann Schwarz Zimmermann Braun Krüger Hartmann Lange Brinkhaus"
        " Oberhuber Pfannenstiel Wittgenbach Sauerland Yılmaz Öztürk Dombrowski Weiß Groß Kühn"
        " Leutheuser Ziegler Engelhardt".split()
    ),
    "fr": tuple(
        "Martin Bernard Dubois Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia Roux"
        " Fontaine Chevalier Gauthier Le~Goff De~La~Tour Benoît Delacroix Marchand Boucher Traoré"
        " Belkacem Rousselet Vaillancourt Perrin Lemaître Haddad Guérin Blanc Petitjean".split()
    ),
    "es": tuple(
        "García~López Martínez Rodríguez~Gómez Fernández Sánchez~Ruiz Pérez Gómez Jiménez~Vidal"
        " Ruiz Hernández Díaz Moreno Muñoz~Ortega Álvarez Romero Navarro Torres Domínguez Vázquez"
        " Ramos Gil Serrano~Ibáñez Blanco Castro Etxeberria Puigdomènech Iglesias Cortés Luna"
        " Villanueva".split()
    ),
    "pt": tuple(
        "Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Jesus Sousa~Dias Fernandes"
        " Gonçalves da~Silva dos~Santos de~Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia"
        " Mendes Nunes Soares Vieira Cardoso Guimarães Leitão Brandão Queiroz".split()
    ),
    "it": tuple(
        "Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti"
        " De~Luca Costa Giordano Mancini Rizzo Lombardi Moretti D'Angelo Di~Stefano Barbieri"
        " Fontana Santoro Caruso Quattrocchi Zanetti Pellegrini Bellucci".split()
    ),
    "nl": tuple(
        "de~Jong Jansen de~Vries van~den~Berg Bakker van~Dijk Visser Smit Meijer de~Boer Mulder"
        " Bos Vos Peters Hendriks van~Leeuwen Dekker Brouwer de~Wit Dijkstra Postma Hoekstra"
        " Kuipers van~'t~Hof Schouten Verhoeven Wijnands El~Amrani Doğan Huisman".split()
    ),
    "other": tuple(
        "Kowalczyk Nowak Wiśniewska Zielińska Kaya Demir Şahin Çelik Sharma Patel Iyer Banerjee"
        " Tanaka Suzuki Zhang Chen Kim Park Tran Pham Al-Rashid Haddad Khalil Ibrahim Shevchenko"
        " Kovalenko Petrova Volkov Lindqvist Nygård Virtanen Korhonen Okonkwo Adeyemi Mensah"
        " Owusu".split()
    ),
}

DOMAINS = (
    "example.com",
    "example.org",
    "example.net",
    "brightwater.example.com",
    "mail.nordhafen.example.net",
    "kontor-west.example.org",
    "post.example.net",
    "atelier-lumen.example.com",
)

_MAILS = (
    "{first}.{last}",
    "{f}.{last}",
    "{first}{last}<n1><d1>",
    "{last}_{first}",
    "{first}+shop",
    "{first}-{last}",
    "<l5><d3>",
    "{last}.{f}",
)
_LOGINS = (
    "{f}{last}",
    "{first}.{last}",
    "{first}<n1><d1>",
    "{stem}{f}",
    "{first}_{l}",
    "{last}{f}",
)


@dataclass(frozen=True, slots=True)
class Person:
    """One person and what belongs to them."""

    first: str
    last: str
    mail: str
    login: str
    phone: str
    street: str
    town: str
    birth_date: str


def make_person(draw: Draw, language: str) -> Person:
    """Make a person; one in seven has a name from elsewhere."""
    origin = "other" if draw.chance(0.15) else language
    first, last = draw.pick(FIRST[origin]), draw.pick(LAST[origin]).replace("~", " ")
    mail = f"{_account(draw, _MAILS, first, last)}@{draw.pick(DOMAINS)}"
    return Person(
        first=first,
        last=last,
        mail=mail.title() if draw.chance(0.08) else mail,
        login=_account(draw, _LOGINS, first, last),
        phone=draw.shape(draw.pick(PHONES[language])),
        street=make_street(draw, language),
        town=draw.pick(TOWNS[language]).replace("#", draw.shape("<d1>")),
        birth_date=make_birth_date(draw, language),
    )


def _account(draw: Draw, patterns: tuple[str, ...], first: str, last: str) -> str:
    given, family = _fold(first), _fold(last)
    letters = {"first": given, "last": family, "f": given[0], "l": family[0], "stem": family[:5]}
    return draw.shape(draw.pick(patterns).format(**letters))


def _fold(name: str) -> str:
    """Return a name as it stands in addresses: plain small letters."""
    plain = name.lower().replace("ü", "ue").replace("ö", "oe").replace("ä", "ae").replace("ß", "ss")
    letters = unicodedata.normalize("NFKD", plain.replace("ı", "i")).encode("ascii", "ignore")
    return "".join(filter(str.isalpha, letters.decode()))


FIELDS: Mapping[str, tuple[str, Callable[[Person], str]]] = {
    "first": ("name", lambda person: person.first),
    "last": ("name", lambda person: person.last),
    "full": ("name", lambda person: f"{person.first} {person.last}"),
    "turned": ("name", lambda person: f"{person.last}, {person.first}"),
    "initial": ("name", lambda person: f"{person.first[0]}. {person.last}"),
    "capitals": ("name", lambda person: f"{person.first} {person.last.upper()}"),
    "mail": ("email", lambda person: person.mail),
    "login": ("user", lambda person: person.login),
    "home": ("home user", lambda person: person.login),
    "phone": ("phone", lambda person: person.phone),
    "street": ("address", lambda person: person.street),
    "town": ("address", lambda person: person.town),
    "born": ("birth date", lambda person: person.birth_date),
}
"""Field of a person in a template -> kind, and how it reads."""
