"""Rules for user names in context: home folders, log lines of logins, DOMAIN\\user, user@host.

Root, service and role accounts stay: they say what failed, not who.
"""

import re
from typing import Final

from escalator.scrub.lines import is_machine_line
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span
from escalator.scrub.rules.userform import V4, accounts, is_no_word, looks_like_login
from escalator.scrub.service import is_account

_NOT_DOMAINS: Final = frozenset(
    "HKLM HKCU HKEY HKCR HKU NT BUILTIN IIS AUTHORITY SYSTEM SYSTEM32 WINDOWS ERROR WARN WARNING INFO DEBUG TRACE FATAL "
    "NOTICE OK FAIL PASS GET POST PUT SOFTWARE USERS AD REGISTRY MACHINE DEVICE GLOBAL ROOT WORKGROUP APPPOOL SERVICE".split()
)


def _is_account(match: Match) -> bool:
    return is_account(match["v"])


def _after_domain(match: Match) -> tuple[Span, ...]:
    """Return the user of DOMAIN\\user, else the whole value; no full stop at the end."""
    start, end = match.span("v")
    value = match["v"]
    cut = value.rfind("\\") + 1
    stop = end - (len(value) - len(value.rstrip(".-")))
    if "@" in value and (cut or "." in value.partition("@")[2]):
        return ()  # a mail address
    stop = start + value.index("@", 1) if "@" in value[1:] else stop
    return ((start + cut, stop),) if stop > start + cut else ()


def _is_assigned(match: Match) -> bool:
    """Tell `user=jdoe` and a log's `user: jdoe` from a sentence with a colon."""
    name = match["v"].rsplit("\\", 1)[-1].rstrip(".-").partition("@")[0]
    if not is_account(name) or _is_code_name(name):
        return False
    if "=" in match["sep"] or match["quote"]:
        return True
    if not is_no_word(name):
        return False
    tells = any(c.isdigit() or c in "._" for c in name)
    rest = match.string[match.end() : match.end() + 1]
    return bool(
        tells
        or rest in ("", "\n", "\r", ",", ";", ")", "]")
        or _NEXT_FIELD.match(match.string, match.end())
        or is_machine_line(match.string, match.start())
    )


def _is_domain_user(match: Match) -> bool:
    name = match["v"]
    if match["domain"].upper() in _NOT_DOMAINS or not is_account(name):
        return False
    return not (
        match["slash"] == "\\"
        and match["domain"].isalpha()
        and name[0] in "nrt"
        and not name[1:2].islower()
    )


_CALLED: Final = (
    r"user[ _-]?name|user[ _-]?id|login(?:[ _-]?name)?|log-?in|handle|screen[ _]name|account[ ]name|benutzer(?:name|kennung)?|nutzername|loginname|loginnaam|inlognaam|accountnaam|nick(?:name)?|sso-id|upn|windows-login|windows-anmeldung|anmeldename|kennung|nombre[ ]de[ ]usuario|usuario|"
    r"nome[ ]utente|utente|nom[ ]d['\u2019]utilisateur|utilisateur|identifiant|pseudo|nome[ ]de[ ](?:usuário|utilizador)|usuário|utilizador|gebruikersnaam|gebruiker|nazwa[ ]użytkownika|"
    r"użytkownik|uživatelské[ ]jméno|uživatel|användarnamn|användare|brukernavn|brugernavn|käyttäjätunnus|käyttäjä|kullanıcı(?:[ ]adı)?|utilizator|felhasználónév|логин|имя[ ]пользователя|用户名|ユーザー名|사용자"
)


def _is_told(match: Match) -> bool:
    """Ask for an account; a plain word in a sentence counts at the sentence's end only."""
    name = match["v"].rstrip(".-")
    if not is_account(name) or _is_code_name(name) or ("." in name and "-" in name):
        return False
    # `imap-login: Disconnected`, and LOGIN ON tty1.
    is_program = match.string[max(0, match.start() - 1) : match.start()] == "-"
    if not is_no_word(name) or is_program or _ON.match(match[0]):
        return False
    if any(c.isdigit() or c in "._" for c in name) or ":" in match[0] or "=" in match[0]:
        return not _FILE.search(name)
    if not looks_like_login(name) and _STATE.fullmatch(name.lower()):
        return False
    return match["after"][-1:] in (".", ",", ";", "!", "\n", "")


_ON: Final = re.compile(r"(?i)log-?in[ ]on[ ]")
_STATE: Final = re.compile(
    r"ge\w{2,}(?:t|en)|(?:ver|be|ent|er)\w{2,}(?:t|en)|un\w+|in\w+|\w+(?:lich|isch|bar|los|ig|ad[oa]|id[oa]|at[oa]|it[oa]|ut[oa]|iv[oa]|[ée]e?s?|oso|osa|ed|ct|"
    r"ive|nt|ong|ble|ing|ern|eerd|aar|ig|te[sr]?)|hier|ici|aqu[ií]|qui|hier|weg|neu|alt|new|old|long|short|taken|okay|da|futsch|nuevo|nova|nieuw|fout|mal|bien|same|empty|blank"
)
"""What a user or a login *is* in a sentence: locked, unknown, wrong, gone."""

_FILE: Final = re.compile(
    r"\.(?:example|test|com|net|org|local|internal|exe|txt|log|php|html?|js|py)$"
)
_NEXT_FIELD: Final = re.compile(r"[ ][A-Z][\w ]{1,30}:[ ]")
_CODE_NAME: Final = re.compile(
    r"(?:self|this|request|ctx)\.|_|(?:[a-z]\w*\.){2,12}[A-Z]|[A-Z]+[a-z]+[A-Z]\w*$|[A-Z]{2,}[a-z]+$"
)
"""Variables and classes, as in `owner: DOMNode` and `user=self.user`."""


def _is_code_name(name: str) -> bool:
    """Tell a variable or a class from a login such as DoeJ01."""
    return _CODE_NAME.match(name) is not None and not (name.isalnum() and looks_like_login(name))


_UNIX: Final = r"[A-Za-z_\u00c0-\u024f][\w.+-]{0,63}"

ACCOUNTS: Final[tuple[Rule, ...]] = (
    Rule(
        name="user beside its key",
        kind=Kind.USER,
        pattern=(
            r"(?i:(?<![a-z0-9])(?:[a-z]{0,12}[_.-]?user(?:[_.-]?name|[ _-]?id|[_-]?principal[_-]?name)?|(?<!-)login(?:[_-]?(?:name|id))?|uname|logname|ruser|ugi|"
            r"usr(?:name)?|[aefos]{0,2}uid|account(?:[ _-]?name)?|acct|run[_-]?as|samaccountname|owner|author|assignee|actor|principal(?:[_-]?name)?|modified_by|created_by|identity(?==)|"
            r"auth(?:entication|orization|n|z)?[_-]?id|set_id|(?<=a=)plain\w{0,20}|requester|requestor|initiator|who)"
            r"\\{0,3}[\"'\]]?)(?P<sep>\s?(?:=>?|:)(?:\s{1,8}(?=\S))?)(?P<quote>\\{0,3}[\"'<]|(?<==)\[)?"
            r"(?:[A-Z][A-Z0-9-]{1,14}/)?(?P<v>[A-Za-z0-9_\u00c0-\u024f][\w.+@-]{0,63}(?:\\{1,2}[\w.+-]{1,64})?\$?)(?![\w/(:%{=]|\\(?![\"'])|\.\w|\]\[)"
        ),
        anchors=(
            "user",
            "login",
            "uname",
            "logname",
            "usr",
            "uid",
            "acct",
            "ugi",
            "identity",
            "authn",
            "authz",
            "authid",
            "auth_id",
            "authenticationid",
            "authorizationid",
            "set_id",
            "a=plain",
            "request",
            "initiator",
            "who",
            "run_as",
            "run-as",
            "runas",
            "account",
            "owner",
            "author",
            "assignee",
            "actor",
            "principal",
            "_by",
        ),
        before=24,
        after=200,
        check=_is_assigned,
        pick=_after_domain,
        source="syslog PAM, Windows event fields, JSON logs as commonly written",
        hits=(
            "auth failure; user=‹jdoe›",
            '"username": "‹jane.doe›",',
            "TargetUserName: ‹jdoe›",
            "login=‹CORP\\jdoe›".replace("‹CORP\\", "CORP\\‹"),
            "User Id=‹j.doe›;Password=x",
            "Account Name:\t\t‹jdoe›",
            "logname=‹jdoe› uid=0 ruser=‹jdoe2› rhost=",
            "imap-login: Login: user=<‹jdoe›>, method=PLAIN",
            'acct="‹jdoe›" exe=',
            "authenticationID=‹jdoe›;  authorizationID=‹jdoe›.",
            "ugi=‹jdoe› (auth:KERBEROS)",
            "principal=[‹jdoe›] action=[x]",
            '"user.name":"‹jdoe›","x"',
            '\\"preferred_username\\":\\"‹jdoe›\\"',
            "A=plain_server:‹jdoe› S=1234",
            "remote_user=‹jdoe›",
            "succeeded: User: ‹jdoe› Domain: CORP Source Address: x",
            'a UID="root" AUID="‹jdoe›"',
        ),
        misses=(
            "user: cannot sign in",
            "user=root uid=0",
            "user_id=12345",
            "User-Agent: curl/8.5",
            "user=admin",
            "username: null",
            "uid=0 euid=0 uid: 4711",
            "LogName=Application",
            "user=svc-backup",
            "account=12345678",
            "owner: platform/team",
            "owner: DOMNode, user=self.user, caller: auth/handler.go",
            "imap-login: Aborted login (auth failed)",
            "[Principal=org.springframework.security.core.userdetails.User [x",
            "subject: requested",
            "user=[id][name]",
        ),
    ),
    Rule(
        name="user name in a form or sentence",
        kind=Kind.USER,
        pattern=(
            rf"(?i:(?<![^\W_])(?:{_CALLED})[\"']?(?:\s?[:=][ \t]{{0,8}}|[ ](?:is|ist|lautet|es|est|è|é|jest|je|är|er|on|eh|:)[ ]|[ ](?=[\w.-]{{0,40}}\d))[\"'`«„“]{{0,2}})"
            r"(?P<v>[^\W_][\w.+-]{1,62}\w)(?P<after>[\"'`»“”]?(?:[.,;)!?\s<|]|$))"
        ),
        gate=rf"(?i:(?<![^\W_])(?:{_CALLED})[\"']?[ :=])",
        before=0,
        after=100,
        check=_is_told,
        source="forms and sentences as commonly written",
        hits=(
            "Benutzername: ‹lwagner›",
            "O meu nome de utilizador é ‹rui18›.",
            "usuario: ‹jose82›",
            "my username is ‹jdoe›.",
            "Mein Benutzername ist ‹ananya40›, danke",
        ),
        misses=(
            "username is wrong",
            "your username is case-sensitive and long",
            "usuario: admin",
            "Benutzername: unbekannt.example",
        ),
    ),
    Rule(
        name="target of an audited action",
        kind=Kind.USER,
        pattern=r"(?i:\bactor\W{1,3}[^\s,;]{1,80}[\s,;]{1,3}target\W{1,3})(?P<v>[A-Za-z][\w.+-]{1,63})(?![\w:/@(])",
        anchors=("actor",),
        before=2,
        after=180,
        check=_is_account,
        source="audit logs as commonly written",
        hits=('[meta@32473 actor="pierre" target="‹gerard48›" request="1"]',),
        misses=('actor="x" action="y" target="app::core"', 'actor="x" target="root"'),
    ),
    Rule(
        name="domain and user",
        kind=Kind.USER,
        pattern=(
            r"(?<![\w\\:/.%-])(?P<domain>[A-Z][A-Z0-9-]{1,14})(?P<slash>\\{1,2})(?P<v>[A-Za-z][\w.-]{1,63}\$?)(?![\\\w$/:])"
        ),
        anchors=("\\",),
        before=18,
        after=90,
        check=_is_domain_user,
        pick=_after_domain,
        source="Windows down-level logon names (MS-ADTS)",
        hits=("CORP\\‹jdoe› was locked out", "by EXAMPLE-EU\\\\‹jane.doe›,"),
        misses=(
            "HKLM\\Software",
            "NT AUTHORITY\\SYSTEM",
            "C:\\Windows",
            "ERROR\\nfoo",
            "App\\Models\\User",
            "CORP\\WEB01$",
            "\\\\SERVER\\share",
        ),
    ),
    Rule(
        name="user at host",
        kind=Kind.USER,
        pattern=(
            "(?m)"
            rf"(?:(?<=ssh )|(?<=scp )|(?<=sftp )|(?<=\[)|^)(?P<v>{_UNIX})@(?=[A-Za-z][\w.-]{{0,99}}(?:[: ][~/]|\s|\]|$|:))|"
            rf"(?:(?<=\s)|(?<=[\"'`(]))(?P<v2>{_UNIX})@(?=(?:{V4}|[A-Za-z][\w-]{{0,62}})(?::[~/\w]|[#$] ))|\b(?:ssh|scp|sftp|rsync|ssh-copy-id|mosh|sshfs)\b[^\n|;@]{{0,80}}[ ](?P<v3>{_UNIX})@(?=[\w.\[])"
        ),
        anchors=("@",),
        before=180,
        after=140,
        check=lambda match: is_account(match["v"] or match["v2"] or match["v3"]),
        pick=accounts,
        source="ssh(1), scp(1), rsync(1), shell prompts",
        hits=(
            "scp x.txt ‹fhartmann›@web-01:/tmp",
            "rsync -av x ‹fhartmann›@backup:/srv",
            "ssh -p 22 ‹fhartmann›@10.0.0.5",
            "ssh ‹jdoe›@web-01",
            "[‹jdoe›@laptop ~]$ ls",
            "‹jdoe›@laptop:~/src$ make",
        ),
        misses=("root@web-01:~# ls", "ssh ubuntu@10.0.0.1"),
    ),
    Rule(
        name="user of a URL",
        kind=Kind.USER,
        pattern=r"://(?P<v>[A-Za-z_][\w.+-]{1,63})(?=:[^\s/\"'<>]{1,256}@[\w\[.-]|@[\w\[.-])",
        anchors=("://",),
        before=0,
        after=400,
        check=_is_account,
        source="RFC 3986 section 3.2.1",
        hits=("https://‹jdoe›@example.com/x", "sftp://‹jane.doe›@files.example.com"),
        misses=(
            "https://git@example.com/x",
            "postgres://postgres@db/x",
            "https://example.com:443/@x",
        ),
    ),
)
