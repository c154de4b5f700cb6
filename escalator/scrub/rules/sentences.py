"""Rules for secrets told in sentences, in the languages that tickets are written in.

Where a key stands with a separator, assignments.py finds the secret.
"""

import re
from typing import Final

from escalator.scrub.keynames import PASSWORD_WORDS
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule
from escalator.scrub.strength import is_strong
from escalator.scrub.told import is_told

_WORDS: Final = (
    rf"{PASSWORD_WORDS}|\w{{2,16}}passwort|\w{{2,12}}kennwort|pass|pw|mdp|ww|clave|parola d['\u2019]ordine|parola chiave|palavra[- ]passe|pass[- ]?phrase|"
    r"api[ -]?key|access key|licen[cs]e key|(?:wi-?fi|wlan|wpa2?)[ -]?(?:key|schlüssel|code|pass)|(?:api-?|zugangs|wlan-?|netzwerk|sicherheits)?schlüssel|zugangscode|"
    r"clé (?:d['\u2019])?(?:api|accès)|clé wi-?fi|jeton(?: d['\u2019]accès)?|clave (?:de )?(?:la )?api|chiave (?:api|di accesso)|chave (?:da |de )?(?:api|acesso)|api-?sleutel|toegangscode|"
    r"pin|pin-?code|puk|token|secret|credentials?"
)
"""What tickets call secrets, in seven languages and more."""

_LABELS: Final = (
    r"(?:wi-?fi|wlan|wpa2?)[ -]?(?:key|schlüssel|code|pass)|(?:api-?|zugangs|wlan-?|netzwerk|sicherheits)?schlüssel|zugangscode|clé (?:d['\u2019])?(?:api|accès)|clé wi-?fi|"
    r"jeton(?: d['\u2019]accès)?|clave(?: (?:de )?(?:la )?api)?|chiave (?:api|di accesso)|chave (?:da |de )?(?:api|acesso)|api-?sleutel|toegangscode|ww|puk|"
    r"parola d['\u2019]ordine|parola chiave|licen[cs]e key|(?:snmp )?community(?: string)?"
)
"""Labels of secrets that no program writes as keys."""

_LOGINS: Final = (
    "credentials?|creds|login|logins|user ?/ ?(?:pass(?:word)?|pw)|username ?/ ?password|zugangsdaten|zugang|anmeldedaten|logindaten|identifiants|"
    "credenciales|credenziali|credenciais|inloggegevens|dados de acesso|datos de acceso|accès"
)
_PASS_ANCHORS: Final = (
    "pass", "pwd", "pw", "kennwort", "contrase", "senha", "mot de", "wachtwoord", "parola", "clave", "lösenord", "hasło", "heslo", "mdp", "ww", "palavra",
)  # fmt: skip
_KEY_ANCHORS: Final = (
    "api", "access key", "license key", "licence key", "wifi", "wi-fi", "wlan", "wpa", "schlüssel", "zugangscode", "accès", "jeton", "clave", "chiave", "chave", "sleutel", "toegangscode",
)  # fmt: skip


def _is_alone(match: Match) -> bool:
    """Ask what stands beside the word to mix letters and digits as no version or date does."""
    value = match["v"] or match["v2"]
    if match["v"]:
        return is_strong(value) or (any(c.isdigit() for c in value) and not value.isalnum())
    return is_strong(value) and _DATED.match(value) is None


_DATED: Final = re.compile(r"v?\d{1,4}[.:-]\d|[a-z]{2,8}\d{1,3}\w{0,6}$")


SENTENCES: Final[tuple[Rule, ...]] = (
    Rule(
        name="password told in a sentence",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:\b(?:{_WORDS})"
            r"(?:(?:(?: (?:for|of|für|von|pour|de|del|para|per|on|to|voor))?(?: [\w.@\\-]{1,40}){1,6}?)?(?: \([^()]{1,60}\))?"
            r"\s(?:is now|is|was|are|will be|ist|lautet|heißt|war|used to be|est|était|es|era|é|è|era|är|er|jest|is set to|set to|changed to|to|of|como)\s?:?|(?: [^\W\d_]{3,16}){1,2}\s?:)\s{1,3})"
            r"(?P<quote>[\"'`*]{1,2})?(?P<v>[^\s\"'`]{4,128}?)(?=[.,?;)*]{0,3}(?:[\s\"'`]|$))"
        ),
        anchors=(*_PASS_ANCHORS, *_KEY_ANCHORS, "pin", "puk", "token", "secret", "credential"),
        before=24,
        after=500,
        check=is_told,
        source="tickets as people write them, in English, German, French, Spanish, Italian, Portuguese",
        hits=(
            "the password is ‹Summer2024!›",
            "reset the password to ‹hunter2›.",
            "reset the password to ‹correct.horse.staple›",
            "Das Passwort für den Testzugang lautet ‹Sommer24!›",
            "le mot de passe est ‹Soleil24!›, merci",
            "la contraseña es ‹Verano24!›",
            "password for user jdoe7 is '‹sesame›'",
            "La password provvisoria è: ‹Estate24!›",
            "le mot de passe provisoire : ‹f04d4a28c58b›",
            "your temporary password until Monday is ‹Sesame24›",
        ),
        misses=(
            "the password is wrong",
            "the token is expired",
            "token is {{token}}",
            "the password was changed on 12.03.2026",
            "the password is case-sensitive",
            "Password mails to students.alderbrook.example have not arrived",
        ),
    ),
    Rule(
        name="password used in a sentence",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:(?:(?<![^\W_])(?:with|using|use|to|as|mit|avec|con|com|met|and|und|et|y|e|en|his|her|my|mein|mijn|mon|mi|user \S{{2,40}}|login \S{{2,40}})|[/,]) (?:the |dem |le |la |a |o |el |het )?"
            rf"(?:temporary |new |old |initial |default |same )?(?:{PASSWORD_WORDS}|pw|pass|mdp|ww) )"
            r"(?P<quote>[\"'`*]{1,2})?(?P<v>[^\s\"'`]{4,128}?)(?=[.,?;)*]{0,3}(?:[\s\"'`]|$))"
        ),
        anchors=_PASS_ANCHORS,
        before=40,
        after=200,
        check=is_told,
        source="tickets as people write them",
        hits=(
            "log in with password ‹Summer2024!›.",
            "user jdoe7 and password ‹hunter2›",
            "mit dem Passwort '‹Sommer›'",
        ),
        misses=("with the password reset link", "user and password fields", "with password authentication"),
    ),
    Rule(
        name="password beside its label in HTML",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:\b(?:{PASSWORD_WORDS}|api key|access key|secret|token)(?: \(\w{{1,20}}\))?\s?:?\s?(?:</?\w{{1,10}}(?:\s[^<>]{{0,80}})?>\s{{0,9}}){{1,5}}"
            r":?\s?(?:&nbsp;|\s){0,3})(?P<v>[^\s<>&]{4,128})"
        ),
        anchors=(*_PASS_ANCHORS, "api key", "access key", "secret", "token"),
        before=2,
        after=900,
        crosses_lines=True,
        check=is_told,
        source="mail and wiki pages in HTML",
        hits=(
            "<b>Password:</b> ‹Summer24!›<br>",
            "<td>Passwort</td>\n  <td>‹Sommer24!›</td>",
        ),
        misses=("<label>Password</label><input name=x1>", "<b>Token</b> expired"),
    ),
    Rule(
        name="secret behind its label",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:(?<![\w-])(?:{_LABELS})[\"'*]{{0,2}}\s?[:=]\s{{0,3}})[\"'`„«]?(?P<v>(?=\S{{0,30}}[\d!?$%&#*+_@])[^\s\"'`„“«»,;]{{4,128}})"
        ),
        anchors=(*_KEY_ANCHORS, "ww", "puk", "community"),
        before=24,
        after=180,
        check=is_told,
        source="forms and tickets as people write them; RFC 3584, communities",
        hits=(
            "WLAN-Schlüssel: ‹Winter24!›",
            "clé d'API : ‹9f8a7s6d5f4g3h2j›",
            "chave de API: ‹9f8a7s6d5f4g3h2j›",
            "toegangscode: ‹Winter24!›",
        ),
        misses=("Schlüssel: siehe Tabelle", "clave: primaria", "ww: <ww>", "community: open"),
    ),
    Rule(
        name="password in brackets or by itself",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:\b(?:{_WORDS})(?: [^\W\d_]{{3,14}}){{0,2}}?(?:,| you sent,)? )(?:\((?P<v>[^\s()]{{4,64}})\)|"
            r"(?P<v2>(?=[^\s]{0,20}\d)(?=[^\s]{0,20}[A-Za-z])[^\s\"'`()<>\[\],;/=]{8,64}?)(?=[.,?;]?(?:\s|$)))"
        ),
        anchors=(*_PASS_ANCHORS, *_KEY_ANCHORS, "token", "secret"),
        before=24,
        after=140,
        check=_is_alone,
        pick=lambda match: (match.span("v") if match["v"] else match.span("v2"),),
        source="tickets as people write them",
        hits=(
            "the new password (‹Winter24!›) does not work",
            "mon mot de passe (‹Hiver24!x›)",
            "WPA key ‹Winter24!x›",
            "access token ‹9f8a7s6d5f4g3h2j› expired",
        ),
        misses=(
            "the password (optional) is",
            "password policy 2026-03-12",
            "token version v2.10.3-rc1",
            "the password (see docs)",
            "password hash sha256sum12",
        ),
    ),
    Rule(
        name="password set to a value",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:\b(?:{PASSWORD_WORDS}|pw|pin)(?: [^\W\d_]{{1,12}}){{0,3}} (?:auf|en|in|a|to|naar|para|por|as) )[\"'`„«]?"
            r"(?P<v>(?=\S{0,30}[\d!?$%&#*+_@])[^\s\"'`„“«»]{4,64}?)(?=[\"'`“»]?[.,?;]?(?:\s|$))"
        ),
        anchors=_PASS_ANCHORS,
        before=2,
        after=160,
        check=is_told,
        source="tickets as people write them, in German, French, Italian, Spanish, Portuguese, Dutch",
        hits=(
            "Passwort auf ‹Winter24!› gesetzt",
            "le mot de passe a été changé en ‹Hiver24!›",
        ),
        misses=("das Passwort auf der Seite", "password in plain text"),
    ),
    Rule(
        name="used as a password",
        kind=Kind.SECRET,
        pattern=(
            r"(?:(?<=\s)|(?<=[\"'`])|(?m:^))(?P<v>[^\s\"'`]{4,128})(?P<quote>[\"'`])?\s(?i:as|als|comme|como)\s"
            rf"(?i:(?:the |her |his |my |our |their |a |new |root |admin |das |le |la ){{0,2}}(?:{PASSWORD_WORDS}))"
        ),
        anchors=_PASS_ANCHORS,
        before=180,
        after=30,
        check=is_told,
        source="tickets as people write them",
        hits=("she used ‹Summer24!› as her password", "set '‹sesame›' as password"),
        misses=("used it as a password", "stored as password_hash"),
    ),
    Rule(
        name="code told in a sentence",
        kind=Kind.SECRET,
        pattern=(
            r"(?i:\b(?:pin|otp|tan|passcode|(?:verification|security|confirmation|activation|login|sign-in|access|2fa|mfa|one[- ]time)"
            r"[ -](?:code|pin|password)|bestätigungscode|sicherheitscode|einmalpasswort|code de vérification|code pin|pin-?code|puk|código de verificación|codice di verifica|código de verificação|verificatiecode)"
            r"(?: for [\w .@-]{1,40}?)?(?:\s(?:is|was|ist|lautet|est|es|è|é)\s?:?|\s(?=\d{4,8}\b)|:\s?)\s{0,2}[\"']?)(?P<v>\d{3}[ -]?\d{0,7})(?!\w)"
        ),
        anchors=("pin", "otp", "tan", "passcode", "code", "one-time", "one time", "einmal", "puk", "código", "codice"),
        before=30,
        after=80,
        source="tickets and text messages as people write them",
        hits=("your verification code is ‹493021›", "The PIN is ‹4711›."),
        misses=("the pin is closed", "the error code is 404", "PIN was wrong 3 times"),
    ),
    Rule(
        name="user and password side by side",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:\b(?:{_LOGINS})(?:\s?(?:are|is|sind|sont|son|sono|são|zijn|:|=)\s{{0,3}}|\s)[\"'`]?)(?P<user>[\w.@\\+-]{{2,80}})[\"'`]?\s?[/:|,]\s?[\"'`]?(?:(?i:{PASSWORD_WORDS}|pw|pass)[ :=]{{1,3}})?"
            r"(?P<v>(?!\w{2,20}=)[^\s\"'`/]{4,128}?)(?=[.,;)]?(?:[\s\"'`]|$))"
        ),
        anchors=("credential", "creds", "login", "user/", "user /", "username/", "username /", "zugang", "meldedaten", "logindaten", "identifiants", "credenci", "credenzi", "inloggeg", "acesso", "acceso", "accès"),
        before=2,
        after=400,
        check=is_told,
        source="tickets as people write them",
        hits=("Credentials: jdoe7 / ‹hunter2›", "user/pass: jdoe7:‹s3cr3t!›"),
        misses=("login: yes / no", "Login: 10:20:30", "credentials: see vault/ops", "x-login: Login: user=<jdoe7>, m"),
    ),
)  # fmt: skip
