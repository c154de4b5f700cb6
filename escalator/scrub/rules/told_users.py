r"""Rules for user names told in sentences and given to commands: `logged in as jdoe`, `su - jdoe`."""

import re
from typing import Final

from escalator.scrub.rule import Match, Rule
from escalator.scrub.rules.userform import NAME, is_no_word, looks_like_login, user_rule

_AS: Final = (
    "logged in as|log in as|logging in as|logged on as|log on as|signed in as|sign in as|signing in as|connect as|connected as|login as|authenticate as|as user|as the user|run as|running as|ran as|"
    "with (?:the )?(?:user(?:name)?|login|account)|my (?:user(?:name)?|login|account)(?: (?:name|id))?(?: is)?|(?:her|his|their|the) (?:user(?:name)?|login|account)(?: (?:name|id))?(?: is)?|for (?:user|account|login)|"
    "user account|account name|user|username|account|login|logon|benutzer(?:in|konto|name)?|nutzer(?:name)?|konto|angemeldet als|melde mich als|anmelden als|einloggen als|eingeloggt als|mit dem login|"
    "utilisateur|compte(?: utilisateur)?|identifiant|connect[ée]e? en tant que|en tant que|connecte avec|"
    "usuario|cuenta(?: de usuario)?|conect(?:o|ado|ada) como|entr(?:o|ar|ado) como|sesi[oó]n como|con el login|"
    "utente|account utente|accedo come|collegato come|loggato come|con il login|"
    "usu[áa]rio|utilizador|conta|entro como|autenticad[oa] como|conta de utilizador|"
    "gebruiker(?:snaam)?|ingelogd als|aangemeld als|inloggen als|account van|"
    "u[żz]ytkownika?|zalogowan[ya] jako|loguj[ęe] si[ęe] jako|konta|u[žz]ivatele?|p[řr]ihl[áa][šs]en(?:a)? jako|"
    "anv[äa]ndare(?:n)?|inloggad som|bruker(?:en)?|logget inn som|bruger(?:en)?|logget ind som|k[äa]ytt[äa]j[äa]|kullan[ıi]c[ıi]|felhaszn[áa]l[óo]|utilizatorul?|conectat ca"
)
_IS: Final = r"(?:[ ](?:is|ist|lautet|est|es|[èé]|jest|je|[äa]r|er|on|heißt)|:)?[ ]"


def _is_told(match: Match) -> bool:
    """Ask for quotes, or for a name that is built as logins are."""
    name = match["v"]
    if match["quote"]:
        return is_no_word(name) and not _CAPITAL.fullmatch(name)
    return looks_like_login(name) and not name[:1].isupper()


_CAPITAL: Final = re.compile("[A-Z][a-z]+")

TOLD_USERS: Final[tuple[Rule, ...]] = (
    user_rule(
        "user told in a sentence",
        rf"(?i:(?<![^\W_])(?:{_AS}){_IS})(?P<quote>[\"'`«„“*]{{1,2}})?(?P<v>[^\W\d_][\w.+-]{{1,62}}\w)(?=[\"'`»“”*]{{0,2}}(?:[.,;:!?)]*(?:\s|$)|'s\b|[,;)]))",
        gate=rf"(?i:(?<![^\W_])(?:{_AS}){_IS}[\"'`«„“*]{{0,2}}[a-z])",
        before=0,
        after=90,
        check=_is_told,
        source="tickets as people write them, in many languages",
        hits=(
            "I am logged in as ‹lwagner› on the portal",
            "the user ‹nicolas_r› cannot open it",
            "Ich bin als Benutzer ‹jschulz› angemeldet",
            "mit dem Konto '‹enzo77›' geht es",
            "connecté en tant que ‹pmartin›.",
            "entro como ‹rui18›, mas",
            "my account is \"‹hobbit›\", it is locked",
            "zalogowany jako ‹mkowalski›",
        ),
        misses=(
            "the user cannot sign in as administrator",
            "my account is locked, login failed",
            "account settings and user interface",
            "run as root, logged in as admin",
            "the account 'Savings'",
            "user is Wagner",
        ),
    ),
    user_rule(
        "user given to a command",
        rf"(?m)(?:(?<=[\s;&|`$(#])|^)(?:su(?: -l| -c \S{{1,40}}| -)? |sudo (?:-[A-Za-tv-z] )?(?:-u|--user)[ =]?|(?:id|passwd|finger|groups|chage -l|userdel|kinit|getent passwd|last|crontab -u|loginctl (?:show|terminate|kill)-user|"
        rf"usermod [^\n|;]{{1,60}}|useradd [^\n|;]{{0,60}}?|adduser|deluser|pkill -u|killall -u|ps -u|ssh -l|psql (?:[^\n|;]{{0,60}} )?-U|mysql (?:[^\n|;]{{0,60}} )?-u|net user|Get-ADUser(?: -Identity)?|Unlock-ADAccount(?: -Identity)?|whois) |"
        rf"(?:chown|setfacl -m u|chgrp)(?: -R)? |runuser -u )[\"']?(?P<v>{NAME})(?=[\"':;|&)]|\s|$)",
        anchors=(
            "su ", "sudo ", "id ", "passwd ", "finger ", "groups ", "chage ", "userdel ", "kinit ", "crontab ", "loginctl ", "usermod ", "useradd ", "adduser ", "deluser ", "pkill ",
            "killall ", "ps -u ", "ssh -l", "psql ", "mysql ", "net user ", "get-aduser", "unlock-adaccount", "chown ", "setfacl ", "chgrp ", "runuser ",
        ),
        check=lambda match: looks_like_login(match["v"]),
        before=2,
        after=160,
        source="su(1), sudo(8), chown(1), kinit(1), psql(1), Active Directory cmdlets",
        hits=(
            "$ sudo -u ‹jane.doe› ls",
            "su - ‹lwagner›",
            "chown -R ‹nicolas_r›:www-data /srv",
            "Get-ADUser -Identity ‹mkowalski›",
            "psql -h db-1 -U ‹enzo77› shop",
        ),
        misses=("su - postgres", "sudo -u www-data php x", "chown -R root:root /srv", "id name", "groups of people"),
    ),
)  # fmt: skip
