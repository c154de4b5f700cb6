"""Who works in the demo, and for whom; every name is invented.

Nothing here acts: history.py does.
"""

from dataclasses import dataclass

from escalator.domain.model import Role, Tier
from escalator.services.people import NewPerson

PASSWORD = "escalate-with-care"  # nosec B105: published; the demo binds to loopback
ZONE = "Europe/Berlin"

DESKS = (
    ("service-desk-north", "Service Desk North", Tier.S1),
    ("service-desk-south", "Service Desk South", Tier.S1),
)

SAM, NILS, DANA = "sam@desk.example", "nils@desk.example", "dana@desk.example"
OLGA, TOMAS, MEI = "olga@desk.example", "tomas@desk.example", "mei@desk.example"
ERIN, JONAH = "erin@apps.example", "jonah@apps.example"
IVO, CARLA = "ivo@infra.example", "carla@infra.example"
THEO, TESS = "theo@platform.example", "tess@platform.example"
SKY, RUTH = "sky@security.example", "ruth@security.example"
LEE, ADA = "lee@lead.example", "ada@admin.example"

PEOPLE = (
    NewPerson(SAM, "Sam Ortega", Role.TECHNICIAN, "service-desk-north", ZONE),
    NewPerson(NILS, "Nils Ahlgren", Role.TECHNICIAN, "service-desk-north", ZONE),
    NewPerson(DANA, "Dana Whitlock", Role.TECHNICIAN, "service-desk-north", ZONE),
    NewPerson(OLGA, "Olga Brandt", Role.TECHNICIAN, "service-desk-south", ZONE),
    NewPerson(TOMAS, "Tomas Reyes", Role.TECHNICIAN, "service-desk-south", ZONE),
    NewPerson(MEI, "Mei Tanaka", Role.TECHNICIAN, "service-desk-south", ZONE),
    NewPerson(ERIN, "Erin Vale", Role.ENGINEER, "applications-s2", ZONE),
    NewPerson(JONAH, "Jonah Pike", Role.ENGINEER, "applications-s2", ZONE),
    NewPerson(IVO, "Ivo Reed", Role.ENGINEER, "infrastructure-s2", ZONE),
    NewPerson(CARLA, "Carla Nunes", Role.ENGINEER, "infrastructure-s2", ZONE),
    NewPerson(THEO, "Theo Marsh", Role.ENGINEER, "platform-s3", ZONE),
    NewPerson(TESS, "Tess Quill", Role.ENGINEER, "platform-s3", ZONE),
    NewPerson(SKY, "Sky Hale", Role.ENGINEER, "security-s3", ZONE),
    NewPerson(RUTH, "Ruth Adler", Role.ENGINEER, "security-s3", ZONE),
    NewPerson(LEE, "Lee Stone", Role.LEAD, "", ZONE),
    NewPerson(ADA, "Ada Finch", Role.ADMIN, "", ZONE),
)

AUTHORS = (SAM, NILS, DANA, OLGA, TOMAS, MEI)
LEARNER = TOMAS
"""Joined when the half year began: returned often at first, seldom at its end."""

ENGINEERS = {
    "applications-s2": (ERIN, JONAH),
    "infrastructure-s2": (IVO, CARLA),
    "platform-s3": (THEO, TESS),
    "security-s3": (SKY, RUTH),
}

SIGN_INS = (
    (SAM, "Sam, technician: files packets"),
    (ERIN, "Erin, engineer on S2: accepts or bounces"),
    (THEO, "Theo, engineer on S3: accepts or bounces"),
    (SKY, "Sky, security: sees what others must not"),
    (LEE, "Lee, support lead: opens the scoreboard"),
    (OLGA, "Olga, technician of another team"),
    (ADA, "Ada, administrator: people and teams"),
)


@dataclass(frozen=True, slots=True)
class Customer:
    """An organisation that has tickets. name: with its account. contact: a person to hide."""

    name: str
    account: int
    service_level: str
    contact: str

    @property
    def mail(self) -> str:
        """Give the contact's address."""
        local = self.contact.lower().replace(" ", ".")
        return f"{local}@{self.name.split()[0].lower()}.example"


PREMIUM, STANDARD = "Premium, first response in 15 minutes", "Standard, first response in 4 hours"

CUSTOMERS = (
    Customer("Halden Freight", 20114, PREMIUM, "Marta Lindqvist"),
    Customer("Birchwater Clinics", 20377, PREMIUM, "Anders Holmgren"),
    Customer("Tessaly Foods", 21802, STANDARD, "Ioana Petrescu"),
    Customer("Quarrymen Insurance", 20655, PREMIUM, "Declan Moriarty"),
    Customer("Lumen Terrace Hotels", 22019, STANDARD, "Beatriz Carvalho"),
    Customer("Osterholt Energy", 20901, PREMIUM, "Henrike Vossberg"),
    Customer("Pinefall Schools", 23340, STANDARD, "Graham Tolliver"),
    Customer("Copperline Rail", 20488, PREMIUM, "Agnieszka Wrona"),
    Customer("Saltmarsh Bank", 20032, PREMIUM, "Rowena Achterberg"),
    Customer("Veldkamp Seeds", 24117, STANDARD, "Joris Hoekstra"),
    Customer("Arrowmere Legal", 22760, STANDARD, "Philippa Strand"),
    Customer("Nordkap Outfitters", 23955, STANDARD, "Eirik Solbakken"),
    Customer("Mirador Pharma", 20219, PREMIUM, "Lucia Ferrandiz"),
    Customer("Granite Lane Builders", 25006, STANDARD, "Callum Drysdale"),
    Customer("Wexcombe Council", 21190, STANDARD, "Harriet Ollerton"),
)

FREQUENT = CUSTOMERS[:3]
"""They come back often: repeat drivers for the lead to see."""
