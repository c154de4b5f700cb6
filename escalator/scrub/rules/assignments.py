"""Rules for secrets beside their key: `password=`, `"client_secret": "..."`, XML, flags, prose.

Whether a key and its value make a secret is strength.py's judgement.
"""

import re
from typing import Final

from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule
from escalator.scrub.strength import PASSWORD_WORDS, Demand, demand, is_secret, is_stand_in

_KEYWORDS: Final = (
    rf"{PASSWORD_WORDS}|pass|secret|token|credential|api[_.-]?key|access[_.-]?key|auth|private[_.-]?key|account[_.-]?key|"
    r"(?:shared|app|application|encryption|signing|master|storage|consumer|service|subscription|license|client|server|"
    r"webhook|hmac|functions?|write|ingest|ingestion|session|deploy|aes|integration|instrumentation)[ _.-]?(?:access[_.-]?)?key|"
    r"requirepass|jwt|sig(?:nature)?|csrf|xsrf|j?session[_.-]?id|phpsessid|sessid|saml(?:response|request)|assertion|"
    r"dsn|salt|\botp\b|\bpin\b|cvv2?|cvc2?|verification[ _.-]?code|security[ _.-]?code|code[_.-]?verifier"
)
_ANCHORS: Final = (
    "pass", "pwd", "pswd", "contrase", "kennwort", "senha", "wachtwoord", "motdepasse", "mot_de_passe", "secret", "token",
    "credential", "key", "auth", "jwt", "sig", "csrf", "xsrf", "session", "sessid", "saml", "assertion", "dsn", "salt",
    "otp", "pin", "cvv", "cvc", "code",
)  # fmt: skip
_KEY_BEFORE: Final = re.compile(r"[\w.-]{0,60}$")
_SEPARATOR: Final = r"(?:\s{0,3}(?:=>|:=|==?|:)\s{0,3}|%3[Dd])"
_BARE: Final = r"[^\s\"'`<>,;&|)}]"
_VALUE: Final = (
    r"(?:\\{1,3}[\"'](?P<escaped>[^\"'\\\r\n]++)|"
    r"\"(?P<double>(?:[^\"\\\r\n]++|\\.)+)|'(?P<single>(?:[^'\\\r\n]++|\\.)+)|`(?P<back>[^`\r\n]++)|"
    r"(?<==)\{(?P<brace>[^{}\r\n\"]{1,256})\}|"
    rf"(?P<bare>(?![({{]|\[(?![A-Z_]{{2,11}}-[0-9])){_BARE}++(?:(?:[,&](?![\w.-]{{1,40}}[=:])|[)}}|'](?=\w)){_BARE}++)*))"
)


def _value(match: Match) -> tuple[tuple[int, int], ...]:
    """Return the value without its quotes, and without punctuation that ends the sentence."""
    group = match.lastgroup or "bare"
    start, end = match.span(group)
    if group == "bare":
        encoded = match["bare"].find("%26")
        end = start + encoded if encoded != -1 else end
        end = start + len(match.string[start:end].rstrip(".,:;"))
        if "[" not in match["bare"]:
            end = start + len(match.string[start:end].rstrip("].,:;"))
    return ((start, end),) if end > start else ()


def _is_secret(match: Match) -> bool:
    """Judge by the whole key, of which the pattern saw only the telling part."""
    text, start = match.string, match.start()
    before = _KEY_BEFORE.search(text[max(0, start - 60) : start])
    key = (before[0] if before else "") + match["key"]
    asked = demand(key)
    spans = _value(match)
    if asked is None or not spans:
        return False
    value = text[slice(*spans[0])]
    is_bare = match.lastgroup == "bare"
    is_prose = is_bare and match["sep"].rstrip(" ") == ":" and match["sep"].endswith(" ")
    return is_secret(value, asked, is_quoted=not is_bare, is_prose=is_prose)


def _is_said(match: Match) -> bool:
    """Ask a password told in a sentence to look like one: a digit or a sign inside."""
    value = match["v"]
    return (
        not is_stand_in(value)
        and any(not c.isalpha() for c in value.rstrip(".,!?"))
        and len(value) >= 4
    )


def _is_given(match: Match) -> bool:
    return is_secret(match["v"], Demand.NOTHING, is_quoted=True)


def _is_pair(match: Match) -> bool:
    asked = demand(match["key"] or match["key2"])
    return asked is not None and is_secret(match["v"], asked, is_quoted=True)


ASSIGNMENTS: Final[tuple[Rule, ...]] = (
    Rule(
        name="secret beside its key",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:(?P<key>(?:{_KEYWORDS})(?:[\w.-]{{0,40}})))(?:\\{{0,3}}[\"'`\]])?(?P<sep>{_SEPARATOR}){_VALUE}"
        ),
        anchors=_ANCHORS,
        before=40,
        after=4000,
        check=_is_secret,
        pick=_value,
        source="dotenv, JSON, YAML, INI, Java properties, query strings and connection strings as commonly written",
        hits=(
            "password=‹hunter2›",
            '"client_secret": "‹a b&c›", "x": 1',
            "export API_KEY='‹k9f8s7d6f5›'",
            "DB_PASSWORD: ‹S0mething!›",
            "Server=db;User Id=app;Password=‹Tr0ub4dor,3›;Encrypt=true",
            '{\\"password\\":\\"‹abc123›\\"}',
            "?access_token=‹a1b2c3d4e5f6›&x=1",
            "x%3D1%26password%3D‹hunter2›%26y",
            "spring.datasource.password = ‹geheim1›",
            ':api_key => "‹a8s7d6f5g4›"',
            "PASSWORD_PROD=‹sesame99›",
            "client_secret=‹550e8400-e29b-41d4-a716-446655440000›",
            "PIN: ‹4711›",
            "passphrase: '‹correct horse battery›'",
        ),
        misses=(
            "keyboard=qwerty tokenUrl=https://example.com/token max_tokens=4096",
            "password: incorrect",
            "password=**** secret=${SECRET} token=<token> api_key=null",
            "token_type=bearer expires_in=3600",
            "PWD=/srv/app",
            "password = self.password",
            "password=getenv('X')",
            "primary_key=order_id",
            "author: nobody, authority=none",
            "secret_name: db-credentials-production-main",
            "sorted by key: ascending",
            "pass=14 fail=2, pass_rate=0.93, pass: 12",
            "PWD=/home/[USER-1]",
            "Password: [SECRET-4]",
        ),
    ),
    Rule(
        name="secret in XML",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:<(?:[\w-]{{1,30}}:)?(?P<key>[\w.-]{{0,30}}?(?:{PASSWORD_WORDS}|secret|token|apikey|api-key|api_key))"
            r"(?:\s[^<>]{0,80})?>)(?P<v>[^<>\r\n]{2,512})(?=</)"
        ),
        anchors=("pass", "pwd", "secret", "token", "apikey", "api-key", "api_key"),
        before=40,
        after=700,
        check=lambda match: _is_given(match) and demand(match["key"]) is not None,
        source="Maven settings.xml, web.config",
        hits=("<password>‹hunter2›</password>", "<ns:apiKey a='b'>‹a8s7d6f5g4›</ns:apiKey>"),
        misses=(
            "<password></password>",
            "<password>${env.PW}</password>",
            "<passwordless>true</passwordless>",
        ),
    ),
    Rule(
        name="secret in a key and value pair",
        kind=Kind.SECRET,
        pattern=(
            r"(?i:(?:name|key)\\{0,3}[\"']?\s{0,3}[=:]\s{0,3}\\{0,3}[\"'](?P<key>[\w.-]{1,80})\\{0,3}[\"'],?\s{1,4}"
            r"|(?:name|key)\\{0,3}[\"']\s{0,3}:\s{0,3}\\{0,3}[\"'](?P<key2>[\w.-]{1,80})\\{0,3}[\"'],\s{0,40})"
            r"(?i:\\{0,3}[\"']?value\\{0,3}[\"']?\s{0,3}[=:]\s{0,3}\\{0,3}[\"'])(?P<v>[^\"'\\\r\n]{1,4000})"
        ),
        anchors=("value",),
        before=200,
        after=4200,
        crosses_lines=True,
        check=_is_pair,
        source="HAR 1.2 name/value pairs; web.config add key/value; Kubernetes env",
        hits=(
            '{"name": "X-Api-Key", "value": "‹a8s7d6f5g4h3›"}',
            '<add key="SmtpPassword" value="‹hunter2›" />',
            '"name":"csrf_token","value":"‹a8s7d6f5g4h3›"',
            '"name": "DB_PASSWORD",\n  "value": "‹geheim1›"',
        ),
        misses=(
            '{"name": "accept", "value": "application/json"}',
            '"key": "token_type", "value": "bearer"',
        ),
    ),
    Rule(
        name="secret after its flag",
        kind=Kind.SECRET,
        pattern=(
            rf"(?<![\w-])--?(?P<key>[\w-]{{0,30}}(?:{PASSWORD_WORDS}|secret|token|api-?key))[ ]{{1,3}}"
            r"(?P<quote>[\"']?)(?P<v>[^\s\"'-][^\s\"']{1,256})"
        ),
        anchors=("pass", "pwd", "secret", "token", "key"),
        before=40,
        after=400,
        check=lambda match: _is_given(match) and demand(match["key"]) is not None,
        source="command lines as commonly written",
        hits=("mytool --password ‹hunter2› --verbose", "app --client-secret '‹s3cr3t›'"),
        misses=(
            "tool --password-file /run/x",
            "tool --no-password now",
            "tool --password --verbose",
        ),
    ),
    Rule(
        name="password glued to its flag",
        kind=Kind.SECRET,
        pattern=(
            r"\b(?:mysql|mysqldump|mysqladmin|mariadb|sshpass|mongo|mongosh)\b[^\n|;]{0,200}?\s-p[ ]?(?P<v>[^\s\"'|;-][^\s\"'|;]{2,128})"
        ),
        anchors=("mysql", "mariadb", "sshpass", "mongo"),
        before=0,
        after=400,
        check=_is_said,
        source="mysql(1), sshpass(1)",
        hits=("mysql -u root -p‹hunter2› app", "sshpass -p ‹s3cr3t!› ssh web-1"),
        misses=("mysql -u root -p app", "mysql -P 3306"),
    ),
    Rule(
        name="password told in a sentence",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:\b(?:{PASSWORD_WORDS}|pw|api key|pin|token|secret)\s(?:is|was|ist|lautet|est|es|is set to|to|of)\s)"
            r"[\"']?(?P<v>[^\s\"']{4,128}?)(?=[.,?]?(?:[\s\"']|$))"
        ),
        anchors=(
            "pass",
            "pwd",
            "pw",
            "kennwort",
            "contrase",
            "senha",
            "api key",
            "pin",
            "token",
            "secret",
        ),
        before=2,
        after=300,
        check=_is_said,
        source="tickets as people write them",
        hits=("the password is ‹Summer2024!›", "reset the password to ‹hunter2›."),
        misses=("the password is wrong", "the token is expired", "token is {{token}}"),
    ),
    Rule(
        name="password in SQL or netrc",
        kind=Kind.SECRET,
        pattern=(
            r"(?i:\bidentified by (?:password )?|\bpassword |\bmachine \S{1,100} login \S{1,100} password )"
            r"(?P<quote>['\"]?)(?P<v>[^\s'\"]{3,256})"
        ),
        anchors=("identified by", "password '", 'password "', " login "),
        before=120,
        after=400,
        check=lambda match: (
            bool(match["quote"] or match[0].lower().startswith("machine")) and _is_given(match)
        ),
        source="MySQL and PostgreSQL CREATE USER; netrc(5)",
        hits=(
            "CREATE USER x WITH PASSWORD '‹hunter2›';",
            "machine a.example login jdoe7 password ‹hunter2›",
        ),
        misses=(
            "the password 'null' was refused",
            "asked for password login twice",
            "is identified by their key",
        ),
    ),
    Rule(
        name="password hash",
        kind=Kind.SECRET,
        pattern=(
            r"(?<![\w$])(?P<v>\$(?:1|2[abxy]|5|6|7|y|gy|apr1|argon2(?:id|i|d)|pbkdf2-sha256|scrypt)\$[A-Za-z0-9./+=,$-]{20,512})"
        ),
        anchors=(
            "$1$",
            "$2",
            "$5$",
            "$6$",
            "$7$",
            "$y$",
            "$gy$",
            "$apr1$",
            "$argon2",
            "$pbkdf2",
            "$scrypt",
        ),
        before=1,
        after=600,
        source="crypt(5), RFC 9106",
        hits=("hash ‹$2b$12$abcdefghijklmnopqrstuv0123456789ABCDEFGHIJKLMNOPQRSTU›",),
        misses=("costs $100 or $200", "$1 and $2"),
    ),
)
