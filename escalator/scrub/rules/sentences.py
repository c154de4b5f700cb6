"""Rules for secrets told in sentences, in the languages that tickets are written in.

Where a key stands with a separator, assignments.py finds the secret.
"""

from typing import Final

from escalator.scrub.keynames import PASSWORD_WORDS
from escalator.scrub.model import Kind
from escalator.scrub.rule import Rule
from escalator.scrub.told import is_told

_PASS_ANCHORS: Final = (
    "pass", "pwd", "pw", "kennwort", "contrase", "senha", "mot de", "wachtwoord", "parola", "clave", "lösenord", "hasło", "heslo",
)  # fmt: skip

SENTENCES: Final[tuple[Rule, ...]] = (
    Rule(
        name="password told in a sentence",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:\b(?:{PASSWORD_WORDS}|clave|pass|pw|api key|access key|pin|token|secret|credentials?)"
            r"(?:(?:(?: (?:for|of|für|von|pour|de|del|para|per|on|to|voor))?(?: [\w.@\\-]{1,40}){1,6}?)?(?: \([^()]{1,60}\))?"
            r"\s(?:is now|is|was|are|will be|ist|lautet|war|est|es|é|è|era|är|er|jest|is set to|set to|changed to|to|of|como)\s?:?|(?: [^\W\d_]{3,16}){1,2}\s?:)\s{1,3})"
            r"(?P<quote>[\"'`*]{1,2})?(?P<v>[^\s\"'`]{4,128}?)(?=[.,?;)*]{0,3}(?:[\s\"'`]|$))"
        ),
        anchors=(*_PASS_ANCHORS, "api key", "access key", "pin", "token", "secret", "credential"),
        before=2,
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
            rf"(?i:\b(?:with|using|use|to|as|mit|avec|con|com|and|und|et|y|/|his|her|my|mein) (?:the |dem |le |la )?"
            rf"(?:temporary |new |old |initial |default |same )?(?:{PASSWORD_WORDS}|pw|pass) )"
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
            r"(?i:\b(?:pin|otp|tan|passcode|(?:verification|security|confirmation|login|sign-in|access|2fa|mfa|one[- ]time)"
            r"[ -](?:code|pin|password)|bestätigungscode|sicherheitscode|code de vérification)"
            r"(?: for [\w .@-]{1,40}?)?\s(?:is|was|ist|lautet|est|es)\s?:?\s{0,2}[\"']?)(?P<v>\d{3}[ -]?\d{0,7})(?!\w)"
        ),
        anchors=("pin", "otp", "tan", "passcode", "code", "one-time", "one time"),
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
            r"(?i:\b(?:credentials?|creds|login|logins|user ?/ ?(?:pass(?:word)?|pw)|username ?/ ?password|zugangsdaten|"
            r"identifiants)\s?(?:are|is|sind|:|=)\s{0,3}[\"'`]?)[\w.@\\+-]{2,80}[\"'`]?\s?[/:|]\s?[\"'`]?"
            r"(?P<v>(?!\w{2,20}=)[^\s\"'`/]{4,128}?)(?=[.,;)]?(?:[\s\"'`]|$))"
        ),
        anchors=("credential", "creds", "login", "user/", "user /", "username/", "username /", "zugangsdaten", "identifiants"),
        before=2,
        after=400,
        check=is_told,
        source="tickets as people write them",
        hits=("Credentials: jdoe7 / ‹hunter2›", "user/pass: jdoe7:‹s3cr3t!›"),
        misses=("login: yes / no", "Login: 10:20:30", "credentials: see vault/ops", "x-login: Login: user=<jdoe7>, m"),
    ),
)  # fmt: skip
