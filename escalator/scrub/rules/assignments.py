"""Rules for secrets beside their key: `password=`, `"client_secret": "..."`, YAML, XML, pairs.

Whether a key and its value make a secret is the judgement of keynames.py and strength.py.
"""

import re
from typing import Final

from escalator.scrub.keynames import PASSWORD_WORDS, Demand, demand, demand_of_parameter
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span
from escalator.scrub.rules.markup import is_named
from escalator.scrub.strength import is_secret

_KEYWORDS: Final = (
    rf"{PASSWORD_WORDS}|pass|secret|token|credential|api[ _.-]?key|access[ _.-]?key|o?auth|priv(?:ate)?[ _.-]?key|"
    r"account[ _.-]?key|(?:pre[ _.-]?)?shared[ _.-]?key|wpa[_.-]?psk|\bpsk|"
    r"(?:shared|app|application|encryption|encrypt|crypto?|cipher|signing|sign|master|storage|consumer|service|"
    r"subscription|licen[sc]e|activation|client|server|webhook|hmac|functions?|write|ingest|ingestion|session|deploy|"
    r"aes|rsa|ssh|gpg|pgp|integration|instrumentation|admin|root|bot|security|jwt|query)[ _.-]?(?:access[ _.-]?)?key|"
    r"requirepass|masterauth|jwt|sig(?:nature)?|csrf|xsrf|j?session[_.-]?id|phpsessid|sessid|saml(?:request|response)|assertion|"
    r"dsn|salt|mnemonic|\botp\b|\bpin\b|cvv2?|cvc2?|(?:verification|security|recovery|access)[ _.-]?code|code[_.-]?verifier|"
    r"(?:\b|bind|root|user|ldap|admin|db|sql|my|_)pw\b|\bpat\b|passkey"
)
_ANCHORS: Final = (
    "pass", "pwd", "pswd", "paswd", "contrase", "kennwort", "senha", "palavra", "wachtwoord", "motdepasse", "mot_de_passe",
    "mot de", "mot-de", "mdp", "lösenord", "losenord", "adgangskode", "kodeord", "salasana", "hasło", "haslo", "heslo", "geslo",
    "lozinka", "jelsz", "parola", "şifre", "sifre", "пароль", "密码", "密碼", "パスワード", "비밀번호",
    "secret", "token", "credential", "key", "auth", "jwt", "sig", "csrf", "xsrf", "session", "sessid", "saml", "assertion",
    "dsn", "salt", "mnemonic", "otp", "pin", "cvv", "cvc", "code", "psk", "pw", "pat",
)  # fmt: skip
_KEY_BEFORE: Final = re.compile(r"[\w.\[-]{0,60}\Z")
_LINE_BEFORE: Final = re.compile(
    r"[\s\"'>#;|*+-]*(?:(?:export|set|setx|ENV|ARG|local|declare -x|-e|--env)\s+)?(?:[\w.-]*:\s*)?[\w.$-]*"
)
_NEXT_PAIR: Final = re.compile(r"[&;,]\s*[\w .-]{1,40}[=:]|</")
_QUOTE: Final = r"(?:\\{0,3}[\"'`]|&quot;|&#3[49];|%22|\\u0022)"
_TYPE: Final = r"(?:&?(?:'static )?str|string|text|bytes|char|SecretStr|any|Optional\[str\]|str \| None|string \| \w{4,9})\??"
_SEPARATOR: Final = (
    rf"(?:\s{{0,3}}:\s{{0,3}}{_TYPE}\s{{0,2}}=\s{{0,3}}|\s{{1,3}}string\s{{0,2}}=\s{{0,3}}|"
    r"\s{0,3}(?:=>|->|<-|→|⇒|:{1,3}=|\?=|[=!]==?|\|\||:\*{1,2}|::?|=)\s{0,3}| {1,2}- |\s{0,9}\|\s{0,3}|%3[Dd]|%3[Aa])"
)
_BARE: Final = r"[^\s\"'`<>,;&|)}]"
_GLUED: Final = r"(?:[,&](?![\w.-]{1,40}[=:])|[)}|'<>](?=[\w$#!@%^*+-]))"
_FILLED_IN: Final = r"[$#]\{\{?[^{}\s]{0,80}\}{1,2}"
_VALUE: Final = (
    r"(?:[A-Za-z@$]{1,2}(?=[\"']))?(?:!!\w{2,8} )?"
    r"(?:(?:\"{3}|'{3})(?P<triple>[^\"'\r\n]{1,1000})|\[(?![A-Z_]{2,11}-[0-9])(?P<bracket>[^\[\]\s,{}\"'=]{3,256})\]|"
    r"(?P<slashes>\\{1,3})\"(?P<escaped>(?>(?:[^\"\\\r\n]++|(?P=slashes)\\++\"?|\\(?![\"\\])[^\r\n])+))|"
    r"\\{1,3}'(?P<slashed>[^\"'\\\r\n]++)|(?:&quot;|&#3[49];|%22|\\u0022)(?P<entity>[^&%\\\"'\s]++)|"
    r"\"(?P<double>(?:[^\"\\\r\n]++|\\.)+)|'(?P<single>(?:[^'\\\r\n]++|\\.|'')+)|`(?P<back>[^`\r\n]++)|"
    r"(?<==)\{(?P<brace>[^{}\r\n\"]{1,256})\}|"
    rf"(?P<bare>(?![({{]|\[(?![A-Z_]{{2,11}}-[0-9]))(?:{_FILLED_IN}{_BARE}*+|{_BARE}++)(?:{_GLUED}{_BARE}++)*))"
)
_VALUE_GROUPS: Final = (
    "bare",
    "triple",
    "bracket",
    "double",
    "single",
    "escaped",
    "slashed",
    "entity",
    "back",
    "brace",
)


def _group(match: Match) -> str:
    return next(group for group in _VALUE_GROUPS if match.start(group) >= 0)


def _value(match: Match) -> tuple[Span, ...]:
    """Return the value without its quotes, and without punctuation that ends the sentence."""
    group = _group(match)
    start, end = match.span(group)
    if group == "bare":
        end = _end_of_line(match) or _end_of_bare(match)
    return ((start, end),) if end > start else ()


def _end_of_bare(match: Match) -> int:
    start, end = match.span("bare")
    encoded = match["bare"].find("%26")
    end = start + encoded if encoded != -1 else end
    end = start + len(match.string[start:end].rstrip(".,:;"))
    if "[" in match["bare"]:
        return end
    return start + len(match.string[start:end].rstrip("].,:;"))


def _end_of_line(match: Match) -> int:
    """Return the line's end where the line is nothing but the key and one value; else 0."""
    text, start = match.string, match.start("bare")
    stop = text.find("\n", start, start + 1000)
    rest = text[start : stop if stop != -1 else start + 1000].rstrip(" \t\r,;")
    if any(letter.isspace() for letter in rest) or _NEXT_PAIR.search(rest, 2) or "%26" in rest:
        return 0
    low = text.rfind("\n", max(0, match.start() - 100), match.start()) + 1
    is_alone = match.start() - low < 100 and _LINE_BEFORE.fullmatch(text, low, match.start())
    return start + len(rest) if is_alone and "|" not in match["sep"] else 0


def whole_key(match: Match) -> str:
    """Return the key of which a pattern saw only the telling part."""
    text, start = match.string, match.start("key")
    before = _KEY_BEFORE.search(text[max(0, start - 60) : start])
    return (before[0] if before else "") + match["key"]


_TELLS: Final = (":", "|", "-")
"""Separators after which a sentence may follow as well."""


def _is_secret(match: Match) -> bool:
    asked = demand(whole_key(match))
    spans = _value(match)
    if asked is None or not spans or (match["sep"].strip() == "|" and not _is_cell(match)):
        return False
    is_bare = _group(match) == "bare"
    is_told = is_bare and match["sep"].strip(" *") in _TELLS and match["sep"] != ":"
    is_prose = is_told and (match["sep"].strip() == "-" or not _end_of_line(match))
    value = match.string[slice(*spans[0])]
    return is_secret(value, asked, is_quoted=not is_bare, is_prose=is_prose)


def _is_cell(match: Match) -> bool:
    """Tell a table's cell from a pipe: `| password | x |`, not `cat token | base64`."""
    return match.string[max(0, match.start() - 40) : match.start()].rstrip(" *").endswith("|")


_GETS: Final = re.compile(
    r"(?i:.*(?:get\w*|find\w*|label\w*|translate|trans|t|i18n|has\w*|isset|in_array))"
)
"""Calls whose second argument is no value for the first."""

_DEFAULTS: Final = re.compile(r"(?i:.*(?:getenv|environ\.get|\benv|getproperty))")
"""Calls whose second argument is the value where there is no other."""


def _is_set(call: str, value: str) -> bool:
    """Tell whether a call's second argument is the value of its first."""
    if _DEFAULTS.fullmatch(call):
        return not re.fullmatch(r"[A-Za-z_ ]+", value)
    return _GETS.fullmatch(call) is None


def _is_parameter(match: Match) -> bool:
    asked = demand_of_parameter(match["key"])
    return asked is not None and is_secret(match["v"], asked, is_quoted=True)


def _block(match: Match) -> tuple[Span, ...]:
    """Return the lines of a YAML block: those indented deeper than its key."""
    text, place = match.string, match.end()
    depth = len(match["indent"])
    spans = []
    while place < len(text):
        stop = text.find("\n", place)
        stop = len(text) if stop == -1 else stop
        line = text[place:stop]
        value = line.strip()
        if value and len(line) - len(line.lstrip()) <= depth:
            break
        if value and not is_secret(value, Demand.NOTHING, is_quoted=True):
            break
        if value:
            start = place + line.index(value)
            spans.append((start, start + len(value)))
        place = stop + 1
    return tuple(spans)


ASSIGNMENTS: Final[tuple[Rule, ...]] = (
    Rule(
        name="secret beside its key",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:(?P<key>(?:{_KEYWORDS})[\w.-]{{0,40}}+)(?:{_QUOTE}?[\])]{{0,2}}|\*{{1,2}}|[ ]?\([^()\r\n]{{1,40}}\)|[ ]?\[[\w *]{{0,40}}\])(?P<sep>{_SEPARATOR}))(?:{_VALUE})"
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
            "**Password:** ‹Summer24!›",
            "password (temporary): ‹Summer24!›",
            "Password - ‹Summer24!›",
            "password: ‹m{{h}o)p${e]n>-_$#t›",
            "| password | ‹Summer24!› |",
            "api_key: str = '‹a8s7d6f5g4›'",
            "x = process.env.TOKEN || '‹a8s7d6f5g4›'",
            "password <- '‹hunter2›'",
            "userPassword:: ‹aHVudGVyMg›",
            'password = """‹hunter2›"""',
            "login failed, password=[‹hunter2›] user=[x]",
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
        name="secret in a query string",
        kind=Kind.SECRET,
        pattern=(
            r"(?<=[?&;])(?P<key>[\w.~%\[\]-]{1,80}+)=(?P<v>[^&#\s\"'`<>\\\\;,|(){}\[\]]{2,4000}+|\[[A-Z_]{2,11}-\d{1,6}\])"
        ),
        anchors=("?", "&"),
        before=0,
        after=4100,
        check=_is_parameter,
        source="RFC 6749 sections 4.1.2 and 4.1.3, RFC 7636; CAS protocol; AWS and Google Cloud signed URLs",
        hits=(
            "GET /cb?code=‹a8s7d6f5g4h3›&scope=openid",
            "/?page=2&sid=‹a8s7d6f5g4h3›#top",
            "a=1&amp;client_secret=‹geheim›&amp;b",
        ),
        misses=(
            "/cb?error=1&code=404&state=open",
            "?key=order_id&sort=asc",
            "a?token=[SECRET-1]&b",
            "x?token_type=bearer_token_1",
        ),
    ),
    Rule(
        name="secret in a YAML block",
        kind=Kind.SECRET,
        pattern=r"(?m:^)(?P<indent>[ \t]{0,60}+)(?:- )?(?P<key>[\w.-]{1,60}+)[ ]?:[ ]{0,3}[|>][+-]?\d?[ ]{0,3}\r?\n",
        anchors=(": |\n", ": >\n", ": |-", ": >-", ": |+", ": >+", ": |\r", ": >\r"),
        before=130,
        after=4,
        crosses_lines=True,
        check=lambda match: demand(match["key"]) is not None,
        pick=_block,
        source="YAML 1.2.2 section 8.1",
        hits=(
            "a:\n  password: |\n    ‹hunter2›\n  b: 1",
            "client_secret: >-\n  ‹abc 1›\n  ‹def 2›\nnext: 1",
        ),
        misses=("text: |\n  hunter2", "password: |\nnext: 1", "tokens: >-\n  words"),
    ),
    Rule(
        name="secret as an argument after its key",
        kind=Kind.SECRET,
        pattern=(
            r"(?P<call>[\w.]{1,60}+)[( ]\s{0,4}(?P<quote>\\{0,3}[\"'])?(?P<key>[\w.:>-]{1,80})(?(quote)(?P=quote))\s{0,3},\s{0,40}"
            r"(?P<open>\\{0,3}[\"'])(?P<v>[^\"'\\\r\n]{2,1000})(?P=open)"
        ),
        anchors=("pass", "pwd", "secret", "token", "key", "credential"),
        before=160,
        after=1300,
        check=lambda match: is_named(match) and _is_set(match["call"], match["v"]),
        source="PHP define(), setenv(3), java.util.Properties",
        hits=(
            "define('DB_PASSWORD', '‹hunter2›');",
            'os.Setenv("API_KEY", "‹a8s7d6f5g4h3›")',
            'os.getenv("DB_PASSWORD", "‹hunter2›")',
            'strcpy(cfg->password, "‹hunter2›");',
            'props.setProperty("db.password", "‹hunter2›");',
        ),
        misses=(
            "getParameter('password', 'username')",
            'in_array("password", "token")',
            'request.getHeader("token", "x-auth-token-1")',
        ),
    ),
)
