"""What waits on whose desk in the demo today: a table of scenes, each named by its story.

How a scene is played stands in today.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from escalator.demo.cast import (
    DANA,
    ERIN,
    IVO,
    JONAH,
    MEI,
    NILS,
    OLGA,
    SAM,
    SKY,
    THEO,
    TOMAS,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """One packet that waits today.

    story, author, customer: what, by whom and whose. minutes: how long ago it was handed up last.
    before: "new", "back" (returned for `item` before), "back late" (the same after it had been
        accepted) or "answered" (asked and replied to).
    is_p1: minutes are not working minutes. details: of the story, not left to chance.
    """

    story: str
    author: str
    customer: str
    minutes: float
    before: str = "new"
    item: str = ""
    is_p1: bool = False
    details: Mapping[str, str] = field(default_factory=dict)


APPLICATIONS = (
    Scene("payroll-export-empty", OLGA, "Lumen Terrace Hotels", 7, is_p1=True),
    Scene("orders-time-out", MEI, "Tessaly Foods", 12),
    Scene("storage-count-jumped", DANA, "Wexcombe Council", 38),
    Scene("saml-audience-mismatch", NILS, "Quarrymen Insurance", 49),
    Scene("groups-renamed-no-rights", OLGA, "Copperline Rail", 68, "back", "not_affected"),
    Scene("archive-search-slow", MEI, "Arrowmere Legal", 100),
    Scene("session-drops-every-minutes", SAM, "Pinefall Schools", 150, "answered"),
    Scene("report-mail-wrong-hour", SAM, "Nordkap Outfitters", 190),
    Scene("rate-limit-too-early", TOMAS, "Osterholt Energy", 272),
)
PLATFORM = (
    Scene("region-dark", MEI, "Birchwater Clinics", 6, is_p1=True),
    Scene("date-filter-drops-last-day", SAM, "Mirador Pharma", 18),
    Scene("rights-menu-missing", TOMAS, "Lumen Terrace Hotels", 24, "back", "steps"),
    Scene("labels-half-size", OLGA, "Halden Freight", 51),
    Scene("stock-jumps-back", OLGA, "Veldkamp Seeds", 120),
    Scene("history-gap-after-migration", NILS, "Osterholt Energy", 205, "answered"),
    Scene("rounding-differs-by-cent", DANA, "Granite Lane Builders", 263),
)
SECURITY = (
    Scene("copied-sign-in-page", TOMAS, "Osterholt Energy", 8, is_p1=True),
    Scene("laptop-left-on-train", DANA, "Quarrymen Insurance", 20),
    Scene("malware-in-upload", MEI, "Tessaly Foods", 46),
    Scene("api-key-in-repository", NILS, "Nordkap Outfitters", 95, "back late", "not_affected"),
    Scene("push-bombing", OLGA, "Saltmarsh Bank", 140, "answered"),
    Scene("report-link-public", SAM, "Mirador Pharma", 505),
)
INFRASTRUCTURE = (
    Scene("large-pages-hang", DANA, "Birchwater Clinics", 14),
    Scene(
        "bitlocker-recovery-firmware", MEI, "Pinefall Schools", 60, "back late", "troubleshooting"
    ),
    Scene("alias-loop", TOMAS, "Wexcombe Council", 130),
    Scene("wifi-roaming-drops", NILS, "Halden Freight", 210),
)


@dataclass(frozen=True, slots=True)
class Work:
    """One packet that an engineer works on. minutes: how long ago it was accepted."""

    story: str
    author: str
    customer: str
    engineer: str
    minutes: float


IN_WORK = (
    Work("import-wizard-umlauts", SAM, "Veldkamp Seeds", JONAH, 140),
    Work("pdf-queue-grows", NILS, "Halden Freight", ERIN, 75),
    Work("save-button-dead-long-forms", OLGA, "Mirador Pharma", THEO, 110),
    Work("mass-download-by-leaver", MEI, "Saltmarsh Bank", SKY, 300),
    Work("confirmations-late", DANA, "Birchwater Clinics", IVO, 85),
)

STORIES_OF_TODAY = frozenset(
    one.story for one in (*APPLICATIONS, *PLATFORM, *SECURITY, *INFRASTRUCTURE, *IN_WORK)
) | {
    "csv-import-separator",
    "booking-unreachable-new-range",
    "dock-blue-screen",
    "certificate-expired-adfs",
    "attachments-swapped",
    "oidc-key-rotated",
    "webhooks-silent",
    "inbound-tickets-missing",
}
