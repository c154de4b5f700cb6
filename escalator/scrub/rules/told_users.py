r"""Rules for user names told in sentences and given to commands: `logged in as jdoe`, `su - jdoe`.

Behind words that stand before little else (`logged in as`) any word that is no other may be one;
behind a plain `user` a name must be built as logins are.
"""

import re
from typing import Final

from escalator.scrub.lines import is_machine_line
from escalator.scrub.rule import Match, Rule
from escalator.scrub.rules.userform import (
    NAME,
    is_built_as_login,
    is_glued,
    is_no_usual_word,
    is_no_word,
    looks_like_login,
    user_rule,
)

_AS: Final = (
    "logged in as|log in as|logging in as|logged on as|log on as|signed in as|sign in as|signing in as|connect as|connected as|login as|authenticate as|as user|as the user|run as|running as|ran as|"
    "with (?:the )?(?:user(?:name)?|login|account)|my (?:user(?:name)?|login|account)(?: (?:name|id))?(?: is)?|(?:her|his|their|the) (?:user(?:name)?|login|account)(?: (?:name|id))?(?: is)?|for (?:user|account|login)|(?:my |mein |mon |mi |il mio |o meu |mijn )?(?:github|gitlab|slack|discord|telegram|skype|jira|steam)(?:[ -](?:name|handle|user|account|nick|id))?|handle|nick(?:name)?|"
    "report(?:er|ed by)|assignee|caller|request(?:er|or|ed by)|opened by|raised by|submitted by|(?:erstell|meld|anforder)er|gemeldet von|erstellt von|demandeur|demandeuse|rapporteur|solicitante|"
    "richiedente|requerente|aanvrager|ingediend door|alias|k[üu]rzel|identificador|identificativo|identifiant de connexion|member(?: name)?|logon name|sign-?in(?: name)?|sign-on|ldap(?:[ -](?:user|account|benutzer))?|betroffen(?: ist)?|who am i ->|connect[ée]|(?:utilisateur|usuario|utente|utilizador|gebruiker) (?:connecté|conectado|collegato|ligado|conectado)|angemeldeter benutzer|signed in|mon compte s'appelle|modification par|modificaci[óo]n por|modifica di|altera[çc][ãa]o por|gewijzigd door|ge[äa]ndert von|changed by|operator|customer|agent|member|"
    "employee id|personalnummer|matricule|upn|sso-id|dom[äa]nenbenutzer|mein k[üu]rzel|"
    "user account|account name|ad account|account of|account is called|account called|user|users|username|user name|account|accountname|usernamen|login|logon|logins|(?:mfa|mailbox|profile|session|access|rights|2fa|licen[cs]e|home folder) of(?: user| account)?|(?:rechte|postfach|sitzung|zugang|profil) von(?: benutzer)?|session de|sesi[oó]n de|sessione di|sess[ãa]o de|sessie van|owner|eigent[üu]mer|besitzer|windows-anmeldung|anmeldung|benutzer(?:in|konto|name)?|nutzer(?:name)?|konto|angemeldet als|melde mich als|anmelden als|einloggen als|eingeloggt als|mit dem login|"
    "utilisateur|utilisatrice|pseudo|connect[ée]e? (?:sous|avec)|compte de|compte(?: utilisateur)?|identifiant|connect[ée]e? en tant que|en tant que|connecte avec|"
    "usuario|usuaria|cuenta de|cuenta(?: de usuario)?|conect(?:o|ado|ada) como|entr(?:o|ar|ado) como|sesi[oó]n como|con el login|"
    "utente|account di|(?:fatto il )?login come|account utente|accedo come|collegato come|loggato come|con il login|"
    "usu[áa]rio|utilizador|conta|entro como|autenticad[oa] como|conta de utilizador|"
    "gebruiker(?:snaam)?|gebruikster|account heet|inlognaam|ingelogd als|aangemeld als|inloggen als|account van|"
    "u[żz]ytkownika?|zalogowan[ya] jako|loguj[ęe] si[ęe] jako|konta|u[žz]ivatele?|p[řr]ihl[áa][šs]en(?:a)? jako|"
    "anv[äa]ndare(?:n)?|inloggad som|bruker(?:en)?|logget inn som|bruger(?:en)?|logget ind som|k[äa]ytt[äa]j[äa]|kullan[ıi]c[ıi]|felhaszn[áa]l[óo]|utilizatorul?|conectat ca"
)
_IS: Final = r"(?:(?: (?:affected|concerned|in question|concernée?|afectad[oa]|interessat[oa]|afetad[oa]|bloqueado|bloccato))?[ ](?:is|ist|lautet|est|es|[èé]|jest|je|[äa]r|er|on|heißt|heet|called)|[ ]?[:=]|(?=[ ]\())?[ ]"


def _is_told(match: Match) -> bool:
    """Ask for quotes, or for a name that is built as logins are."""
    name = match["v"]
    if match["quote"]:
        return is_no_word(name) and not _CAPITAL.fullmatch(name)
    return looks_like_login(name)


def _is_signed_in(match: Match) -> bool:
    """Ask for a name that is built as logins are, or, where hardly another word stands, any."""
    name = next(match[group] for group in ("v", "v2", "v3") if match[group])
    if looks_like_login(name):
        return True
    is_other = name in _OTHERS or not name.islower() or len(name) < 4
    is_any = match["sure"] is not None or match["v2"] is not None
    return not is_other and (is_no_word(name) if is_any else is_no_usual_word(name))


def _is_handled(match: Match) -> bool:
    """Ask for a name made of names: many things are unlocked, started and deleted."""
    name = next(match[group] for group in ("v", "v2") if match[group])
    return is_built_as_login(name) and not name[:1].isupper()


def _is_stuck(match: Match) -> bool:
    """Ask for an initial and a surname or for a digit: `jane cannot` is a name."""
    name = match["v"] or match["v2"]
    return (is_built_as_login(name) and name.islower() and not name.isalpha()) or is_glued(name)


_CAPITAL: Final = re.compile("[A-Z][a-z]+")
_OTHERS: Final = frozenset(
    "usual always before expected normal soon someone somebody another different other same well such member members owner owners moderator "
    "intended described required needed shown follows explained instructed suggested told they them myself himself herself yourself themselves "
    "superuser poweruser subscriber editor viewer author reader writer contributor developer operator technician teacher student employee "
    "gast gewohnt üblich immer vorher gefordert administratorin benutzer benutzerin nutzer anderer andere anderen jemand mitarbeiter kunde kundin "
    "lehrer schüler besitzer mitglied moderatorin invité invitée administrateur administratrice utilisateur client cliente membre habitude toujours "
    "avant propriétaire invitado administradora administrador cliente siempre antes usuario miembro propietario invitada ospite amministratore "
    "amministratrice utente sempre prima solito membro proprietario convidado convidada utilizador usuário costume gebruiker beheerder gasten "
    "altijd voorheen gewoonlijk klant medewerker eigenaar google microsoft apple facebook github gitlab okta windows linux single-sign-on saml facebook linkedin yubikey passkey fingerprint biometrics certificate smartcard touchid faceid freundlichen besten vielen google azure entra keycloak auth adfs wifi vpn chrome firefox edge safari iphone ipad android".split()
)
"""What one signs in as, or with, that is nobody in particular."""

_IN: Final = r"(?:log|sign)(?:ged|ging|ned|ning|s)? ?(?:in|on)(?: (?:again|there|here|to \w{2,20}|on \w{2,20}|into \w{2,20}))?|connect(?:ed|ing|s)?|authenticat(?:e|ed|ing)"
_SURE: Final = (
    rf"(?:{_IN}) as|as (?:the )?user|anmeldung als|anmelden als|eingeloggt als|einloggen als|angemeldet als|angemeldet bin ich als|arbeite als|"
    r"connect[ée]e? (?:en tant que|sous|comme)|connexion (?:en tant que|sous|comme)|connecte (?:en tant que|sous|comme)|"
    r"sesi[óo]n como|entr(?:o|ar|ado|é) como|acceso como|conecto como|conectad[oa] como|registrad[oa] como|"
    r"acced(?:o|ere|uto) come|login come|accesso come|colleg(?:o|at[oa]) come|autenticat[oa] come|entr(?:o|ato) come|"
    r"entro como|sessão como|ligad[oa] como|autenticad[oa] como|login como|log(?:o|ado|ada)(?:-me)? como|"
    r"inloggen als|log in als|logt in als|ingelogd als|aangemeld als|aanmelden als|meld me aan als"
)
_WITH: Final = (
    rf"(?:{_IN}) (?:with|using|under)|mit|unter|connecte avec|connexion avec|sesi[óo]n con|entr(?:o|ar) con|conecto con|acced(?:o|ere) con|entr(?:o|are) con|"
    r"entro com|acedo com|collego con|meld me aan met|sessão com|acesso com|login com|inloggen met|log in met|ingelogd met|aanmelden met"
)
_NOUN: Final = (
    "user|users|account|login|benutzer|benutzerin|nutzer|konto|kennung|utilisateur|utilisatrice|compte|identifiant|usuario|usuaria|cuenta|utente|"
    "usuário|utilizador|conta|gebruiker"
)
_VERB: Final = (
    "is|was|has|had|can|cannot|can't|could|couldn't|gets|got|sees|does|doesn't|did|keeps|ist|war|hat|hatte|kann|konnte|wird|wurde|bekommt|sieht|meldet|darf|"
    "est|était|a été|n'a|ne|peut|reçoit|está|no|tiene|puede|recibe|ve|fue|è|non|ha|può|riceve|vede|não|tem|pode|recebe|vê|foi|heeft|kan|krijgt|ziet|werd|wordt"
)
_LOGIN: Final = r"[^\W\d_][\w.+-]{1,62}\w"
_END: Final = r"(?=[\"'`»“”]?(?:[.,;:!?)]{0,3}(?:\s|$)))"

_DO: Final = (
    "password of|passwort von|mot de passe de|contraseña de|password di|senha de|wachtwoord van|unlock|reset|re-?enable|enable|disable|de-?activate|reactivate|activate|lock|invite|onboard|offboard|unsuspend|suspend|remove|delete|add|"
    "d[ée]bloquer|d[ée]verrouiller|r[ée]initialiser|d[ée]sactiver|r[ée]activer|supprimer|ajouter|desbloquear|desbloqueen|restablecer|desactivar|reactivar|eliminar|"
    "sbloccare|disattivare|riattivare|eliminare|desativar|reativar|apagar|deblokkeer|deblokkeren|deactiveer|verwijder|"
    "(?:creat|start|own|open|chang|delet|upload|trigger|modifi|approv|execut|launch|schedul|edit|lock|submitt|us|sent|run)(?:ed)? by|(?:gestartet|angelegt|geändert|gelöscht|erstellt|gesperrt|gehört) (?:von|durch)|"
    "(?:von|durch|gehört)|(?:créée?|lancée?|modifiée?|supprimée?|ouverte?|démarrée?) par|(?:cread|lanzad|modificad|borrad|abiert|iniciad|criad|alterad|apagad)[oa] por|"
    "(?:creat|avviat|modificat|eliminat|apert)[oa] da|(?:gestart|aangemaakt|gewijzigd|verwijderd|geopend) door|"
    "(?:happens|works|fails|broken|only|just|same|also|not) for|nur (?:bei|für)|seulement pour|solo (?:para|per)|só (?:para|com)|alleen (?:bij|voor)|belongs to|assigned to"
)
_UNDONE: Final = "entsperren|freischalten|zurücksetzen|deaktivieren|anlegen|löschen|sperren|angemeldet|eingeloggt|deblokkeren|ontgrendelen|verwijderen|aangemeld|ingelogd"
_STUCK: Final = (
    "can(?:no|')?t|can not|could not|couldn't|is (?:locked|not in|unable|blocked)|has no|gets?|does not have|kann (?:sich )?(?:nicht|kein)|ist (?:gesperrt|nicht)|hat kein|"
    "ne (?:peut|voit|reçoit)|n'a pas|est bloqu|no (?:puede|tiene|ve)|está bloquead|non (?:riesce|ha|vede|può)|è bloccat|não (?:consegue|tem|vê|pode)|kan (?:niet|zich)|heeft geen|is geblokkeerd|komt er niet"
)

TOLD_USERS: Final[tuple[Rule, ...]] = (
    user_rule(
        "user told in a sentence",
        rf"(?i:(?<![^\W_])(?:{_AS}){_IS})(?P<quote>[\"'`«„“*]{{1,2}})?[@(]?(?P<v>[^\W\d_][\w.+-]{{1,62}}\w)(?=[\"'`»“”*]{{0,2}}(?:[.,;:!?)]*(?:\s|$)|'s\b|[,;)]))",
        gate=rf"(?i:(?<![^\W_])(?:{_AS}){_IS}[\"'`«„“*]{{0,2}}[@(]?[a-z])",
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
        "user before a verb",
        rf"(?i:(?<![^\W_])(?:{_NOUN}) )(?P<v>[a-z]{{4,24}})(?= (?:{_VERB})(?![^\W_])|[.,;!?)](?:\s|$)|\r?\n|$)",
        gate=rf"(?i:(?<![^\W_])(?:{_NOUN}) )[a-z]{{4,24}}(?:[ .,;!?)\r\n]|$)",
        check=lambda match: (
            is_no_usual_word(match["v"]) and not is_machine_line(match.string, match.start())
        ),
        before=0,
        after=60,
        source="tickets as people write them, in many languages",
        hits=(
            "the user ‹hartfe› cannot open it",
            "Das Konto ‹hartfe› ist gesperrt",
            "le compte ‹hartfe› est bloqué",
            "el usuario ‹hartfe› no puede entrar",
            "l'utente ‹hartfe› non riesce",
            "a conta ‹hartfe› está bloqueada",
            "gebruiker ‹hartfe› kan niet inloggen",
        ),
        misses=(
            "the user account is locked",
            "the user interface has gone",
            "the account manager can help",
            "le compte client est bloqué",
            "el usuario afectado no puede entrar",
            "l'utente finale non riesce",
            "the user then can see",
            "Der Benutzer selbst kann nichts tun",
            "Het account zelf is weg",
        ),
    ),
    user_rule(
        "user who signs in",
        rf"(?i:(?<![^\W_])(?:(?P<sure>{_SURE})|{_WITH}) (?:user |benutzer |konto |account )?)[\"'`«„“@]?(?P<v>{_LOGIN}){_END}|"
        rf"(?i:(?<![^\W_])(?:als|mit|unter|met) )[\"'„]?(?P<v2>{_LOGIN})[\"'“]? (?=(?:angemeldet|eingeloggt|registriert|an[.,!]|ein[.,!]|aangemeld|ingelogd|aan[.,!]))",
        gate=rf"(?i:(?<![^\W_])(?:{_SURE}|{_WITH}) (?:user |benutzer |konto |account )?[\"'`«„“@]?[a-z])|(?:als|met) [\"'„]?[A-Za-z][\w.+-]{{2,63}}[\"'“]? (?:ange|einge|reg|an[.,!]|ein[.,!]|aange|inge|aan[.,!])",
        check=_is_signed_in,
        before=24,
        after=100,
        source="tickets as people write them, in many languages",
        hits=(
            "log in as ‹jdoe›",
            "she is logged on as ‹FHARTMANN›, still",
            "I sign in with ‹fhartmann› and see nothing",
            "Ich bin als ‹zirkel› angemeldet",
            "Ich melde mich mit ‹fhartmann› an",
            "Anmeldung als ‹fhartmann› schlägt fehl",
            "je suis connecté sous ‹mdupont›.",
            "accedo con ‹mrossi› al portale",
            "Ik log in als ‹tkuipers› en dan niets",
        ),
        misses=(
            "log in as administrator or guest",
            "sign in with Google",
            "log in as usual",
            "sign in with your phone",
            "mit freundlichen",
            "Ich bin als Gast angemeldet",
            "logged in as root",
            "logged in with password",
        ),
    ),
    user_rule(
        "user to whom something is done",
        rf"(?i:(?<![^\W_])(?:{_DO}) (?:user |account |the user |konto |compte |cuenta |conta )?)[\"'`„]?(?P<v>{_LOGIN}){_END}|"
        rf"(?i:(?<![^\W_])(?:bitte|konto|benutzer|account) )[\"'„]?(?P<v2>{_LOGIN})[\"'“]? (?=(?:{_UNDONE})\b)",
        gate=rf"(?i:(?<![^\W_])(?:{_DO}) (?:user |account |the user |konto |compte |cuenta |conta )?[\"'`„]?[a-z])|[A-Za-z0-9][\"'“]? (?:{_UNDONE})\b",
        check=_is_handled,
        before=90,
        after=110,
        source="tickets as people write them, in many languages",
        hits=(
            "please unlock ‹fhartmann›, thanks",
            "the job was started by ‹fhartmann›",
            "Bitte ‹fhartmann› entsperren",
            "it only happens for ‹fhartmann7›",
            "merci de débloquer ‹mdupont›.",
        ),
        misses=(
            "please unlock the account",
            "started by systemd",
            "created by terraform",
            "only for ipv4 and x86",
            "add python3 and utf8",
            "Bitte Konto entsperren",
            "only for Jane",
        ),
    ),
    user_rule(
        "user who cannot",
        rf"(?<![\w.@/\\-])(?P<v>{_LOGIN})(?= (?:{_STUCK}))|(?i:(?<![^\W_])(?:i am|i'm|ich bin|je suis|soy|sono|sou|ik ben|we know (?:me|her|him) as) )(?P<v2>{_LOGIN})(?= (?:on|in|at|auf|im|bei|sur|dans|en|em|no|na|su|op|bij)\b)",
        gate=rf"\w (?:{_STUCK})|(?i:(?<![^\W_])(?:i am|i'm|ich bin|je suis|soy|sono|sou|ik ben|as) [a-z][\w.+-]{{3,63}} (?:on|in|at|auf|im|bei|sur|dans|en|em|no|na|su|op|bij)\b)",
        check=_is_stuck,
        before=66,
        after=4,
        source="tickets as people write them, in many languages",
        hits=("since noon ‹fhartmann› can't log in", "sudo: ‹jdoe› is not in the sudoers file", "‹mrossi2› non riesce ad accedere", "I'm ‹fhartmann› on Slack"),
        misses=("she cannot log in", "the user can't log in", "python3 is not in the path", "jane cannot open it"),
    ),
    user_rule(
        "user given to a command",
        rf"(?m)(?:(?<=[\s;&|`$(#])|^)(?:su(?: -l| -c \S{{1,40}}| -)? |sudo (?:-[A-Za-tv-z] )?(?:-u|--user)[ =]?|(?:id|passwd|finger|groups|chage -l|userdel|kinit|getent passwd|last|crontab -u|loginctl (?:show|terminate|kill)-user|"
        rf"usermod [^\n|;]{{1,60}}|git config (?:--\w{{1,8}} )?user\.name|curl (?:[^\n|;]{{0,100}} )?(?:-u|--user)|useradd [^\n|;]{{0,60}}?|adduser|deluser|pkill -u|killall -u|ps -u|ssh -l|psql (?:[^\n|;]{{0,60}} )?-U|mysql (?:[^\n|;]{{0,60}} )?-u|net user|Get-ADUser(?: -Identity)?|Unlock-ADAccount(?: -Identity)?|whois) |"
        rf"(?:chown|setfacl -m u|chgrp)(?: -R)? |runuser -u )[\"']?(?P<v>{NAME})(?=[\"':;|&)]|\s|$)",
        anchors=(
            "su ", "sudo ", "id ", "passwd ", "finger ", "groups ", "chage ", "userdel ", "kinit ", "crontab ", "loginctl ", "usermod ", "useradd ", "adduser ", "deluser ", "pkill ",
            "killall ", "ps -u ", "ssh -l", "psql ", "mysql ", "git config ", "curl ", "net user ", "get-aduser", "unlock-adaccount", "chown ", "setfacl ", "chgrp ", "runuser ",
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
