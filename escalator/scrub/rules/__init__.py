"""All rules, in tables: one module per family. A rule's order decides nothing."""

from typing import Final

from escalator.scrub.rule import Rule
from escalator.scrub.rules.abroad import ABROAD
from escalator.scrub.rules.accounts import ACCOUNTS
from escalator.scrub.rules.assignments import ASSIGNMENTS
from escalator.scrub.rules.commands import COMMANDS
from escalator.scrub.rules.coordinates import COORDINATES
from escalator.scrub.rules.directories import DIRECTORIES
from escalator.scrub.rules.events import EVENTS
from escalator.scrub.rules.folders import FOLDERS
from escalator.scrub.rules.forms import FORMS
from escalator.scrub.rules.headers import HEADERS
from escalator.scrub.rules.hosts import HOSTS
from escalator.scrub.rules.keys import KEYS
from escalator.scrub.rules.logged_names import LOGGED_NAMES
from escalator.scrub.rules.logins import LOGINS
from escalator.scrub.rules.lone_logins import LONE_LOGINS
from escalator.scrub.rules.mail import MAIL
from escalator.scrub.rules.mailboxes import MAILBOXES
from escalator.scrub.rules.markup import MARKUP
from escalator.scrub.rules.money import MONEY
from escalator.scrub.rules.nations import NATIONS
from escalator.scrub.rules.network import NETWORK
from escalator.scrub.rules.people import PEOPLE
from escalator.scrub.rules.phone import PHONE
from escalator.scrub.rules.places import PLACES
from escalator.scrub.rules.postcodes import POSTCODES
from escalator.scrub.rules.registers import REGISTERS
from escalator.scrub.rules.sentences import SENTENCES
from escalator.scrub.rules.stores import STORES
from escalator.scrub.rules.told_users import TOLD_USERS
from escalator.scrub.rules.tools import TOOLS
from escalator.scrub.rules.tunnels import TUNNELS
from escalator.scrub.rules.unix import UNIX
from escalator.scrub.rules.vendors import PREFIXES, VENDORS
from escalator.scrub.rules.visitors import VISITORS
from escalator.scrub.rules.vital import VITAL
from escalator.scrub.rules.wallets import WALLETS

RULES: Final[tuple[Rule, ...]] = (
    *KEYS,
    *VENDORS,
    *PREFIXES,
    *HEADERS,
    *ASSIGNMENTS,
    *MARKUP,
    *COMMANDS,
    *SENTENCES,
    *TOOLS,
    *MONEY,
    *WALLETS,
    *NATIONS,
    *REGISTERS,
    *ABROAD,
    *PLACES,
    *POSTCODES,
    *COORDINATES,
    *VITAL,
    *MAIL,
    *NETWORK,
    *HOSTS,
    *VISITORS,
    *PHONE,
    *ACCOUNTS,
    *FOLDERS,
    *TOLD_USERS,
    *LONE_LOGINS,
    *LOGINS,
    *EVENTS,
    *UNIX,
    *TUNNELS,
    *MAILBOXES,
    *STORES,
    *DIRECTORIES,
    *FORMS,
    *PEOPLE,
    *LOGGED_NAMES,
)
