r"""Rules for user names in what login programs, directories and clusters write.

Names beside a key and in folders are accounts.py's work.
"""

import re
from collections.abc import Callable
from typing import Final

from escalator.scrub.lines import is_machine_line
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span, always
from escalator.scrub.rules.userform import is_no_word
from escalator.scrub.service import is_account, is_tried_account
from escalator.scrub.words import PARTICLES, fold, is_common, word_list

_USER: Final = r"(?P<v>[A-Za-z_\u00c0-\u024f][\w.+-]{0,62}[\w$])"
_LOG_USER: Final = r"(?P<v>[\w.+@\\-]{1,64}\$?)"


def _after_domain(match: Match) -> tuple[Span, ...]:
    """Return the user of DOMAIN\\user, else the whole value; no full stop at the end."""
    start, end = match.span("v")
    value = match["v"]
    cut = value.rfind("\\") + 1
    stop = end - (len(value) - len(value.rstrip(".-")))
    return ((start + cut, stop),) if stop > start + cut and "@" not in value else ()


def _is_logged(match: Match) -> bool:
    """Tell a program's "user jdoe" from a sentence about some user record."""
    if not is_account(match["v"].rsplit("\\", 1)[-1].rstrip(".-")):
        return False
    if match["sure"] or match["quote"] or any(c.isdigit() or c in "._" for c in match["v"][:-1]):
        return True
    if not match["sure"] and not is_no_word(match["v"]):
        return False
    is_event = match["after"] in ("(uid=", " logged", " authenticated")
    return is_event or is_machine_line(match.string, match.start())


def _is_account(match: Match) -> bool:
    return is_account(match["v"])


def _is_person(match: Match) -> bool:
    """Tell a person's common name from a group's, a template's or an authority's."""
    words = [fold(word) for word in word_list(match["v"]) if fold(word) not in PARTICLES]
    if not words or any(is_common(word) or word.isdigit() for word in words):
        return False
    if len(words) == 1 and "." not in match["v"]:
        return is_account(match["v"]) and match["v"][:1].islower()
    return not _AUTHORITY.search(match["v"]) and "." not in match["v"].rstrip(".")


_AUTHORITY: Final = re.compile(
    r"\b(?:CA|R\d|E\d|TLS|SSL|RSA|ECC|EV|OV|DV|Root|Inc|Ltd|GmbH|LLC|G\d)\b"
)


def _users(match: Match) -> tuple[Span, ...]:
    """Return the names of a list, or the one of a folder, that may be a person's."""
    return tuple(
        (match.start(group) + name.start(), match.start(group) + name.end())
        for group, found in match.groupdict().items()
        if found
        for name in re.finditer(r"[\w.-]+", found)
        if is_account(name[0])
    )


def _form(
    name: str,
    pattern: str,
    *,
    anchors: tuple[str, ...],
    source: str,
    hits: tuple[str, ...],
    misses: tuple[str, ...],
    check: Callable[[Match], bool] = _is_account,
    pick: Callable[[Match], tuple[Span, ...]] = _after_domain,
    kind: Kind = Kind.USER,
    is_cased: bool = False,
) -> Rule:
    return Rule(
        name=name,
        kind=kind,
        pattern=pattern,
        anchors=anchors,
        is_cased=is_cased,
        before=90,
        after=220,
        check=check,
        pick=pick,
        source=source,
        hits=hits,
        misses=misses,
    )


LOGINS: Final[tuple[Rule, ...]] = (
    _form(
        "login in a system log",
        "(?m)"
        r"(?:(?P<sure>\b(?:authenticating user |new (?:user|group): name=|"
        r"(?:Accepted|Postponed) [\w/-]{1,40} for |Failed [\w/-]{1,40} for (?!invalid user )))|\b[Uu]ser )"
        rf"(?P<quote>[\"']?){_LOG_USER}(?P=quote)"
        r"(?P<after> from | by |\(uid=|,|:? logged| \d{1,3}\.| port|\.?$| authenticated| login| \[preauth\]| at |\s?\(| failed|@['\"]| not allowed)",
        anchors=("user ", "accepted ", "failed ", "postponed ", "user: name=", "group: name="),
        check=_is_logged,
        source="OpenSSH sshd, Linux-PAM, shadow-utils messages",
        hits=(
            "Accepted publickey for ‹jdoe› from 10.0.0.1 port 22",
            "session opened for user ‹jdoe›(uid=1000) by (uid=0)",
            "Connection closed by authenticating user ‹jdoe› 10.0.0.1 port 22 [preauth]",
            "User ‹jdoe› logged in",
            "Access denied for user '‹jdoe›'@'10.0.0.9' (using password: YES)",
            'FATAL: password authentication failed for user "‹jdoe›"',
            "2026-03-12 10:20:30 New session 3 of user ‹jdoe›.",
            "sshd[12]: User ‹jdoe› from 10.0.0.1 not allowed because not listed in AllowUsers",
        ),
        misses=(
            "Accepted password for root from 10.0.0.1 port 22",
            "session closed for user root",
            "Failed to connect for reasons",
            "the user from sales",
            "writes the codes into the user record.",
        ),
    ),
    _form(
        "account that does not exist",
        r"(?i:\b(?:invalid|illegal|unknown)[ ]user )(?P<v>(?!(?:from|or|and|input|name|id|in|session|agent|data)\b|\[)[^\s:\[\],;]{1,64}(?: (?!from )[^\s:\[\],;]{1,64}){0,2}?)(?=[ ]?:? ?(?:from[ ]|\[preauth\]|\d{1,3}\.\d|$|\n|\())",
        anchors=("invalid user", "illegal user", "unknown user"),
        check=lambda match: is_tried_account(match["v"]),
        pick=lambda match: (match.span("v"),),
        source="OpenSSH sshd: what somebody typed as a user name",
        hits=(
            "Failed password for invalid user ‹jdoe› from 10.0.0.1 port 22 ssh2",
            "Invalid user ‹0101› from 10.0.0.1",
            "input_userauth_request: invalid user ‹oracle› [preauth]",
            "Connection closed by invalid user ‹jane.doe› 10.0.0.1 port 22 [preauth]",
            "Invalid user ‹jane doe› from 10.0.0.1",
        ),
        misses=(
            "Failed password for invalid user admin from 10.0.0.1",
            "Invalid user  from 10.0.0.1",
            "Invalid user or password",
            "invalid user input in the form",
        ),
    ),
    _form(
        "session opened or closed",
        rf"(?:\bsession (?:opened|closed) for user [\w$.-]{{1,64}}(?:\(uid=\d{{1,10}}\))? by |\bsession (?:opened|closed) for |\bchanged for |"
        rf"\bpassword for ['\"]?|\bLOGIN ON \S{{1,20}} BY |\bFOR (?=\S{{1,64}}, Auth)|\bfailures? for |\battempts exceeded for (?:invalid user )?|"
        rf"\buser-?unknown: |\bshell on \S{{1,20}} for |\bStarting session: \S{{1,40}} for |\bsession for |\bDisconnected from user |\bUser Slice of |\badd ['\"]|\bdelete user ['\"]|\bUSER )"
        rf"(?!user ){_USER}(?=\(uid|['\"]| by | from | to group| on | changed|[,.]?\s?$|[,.]?\n|, |: | \d)",
        anchors=(
            "session ",
            "changed for",
            "password for",
            "login on",
            " for ",
            "user slice",
            "from user ",
            "add '",
            "delete user",
            "user ",
        ),
        check=lambda match: _is_account(match) and is_machine_line(match.string, match.start()),
        source="Linux-PAM, util-linux login, shadow-utils, su(1), systemd-logind",
        hits=(
            "su[12]: pam_unix(su:session): session opened for user root by ‹jdoe›(uid=1000)",
            "login[12]: LOGIN ON tty1 BY ‹jdoe›",
            "login[12]: FAILED LOGIN 1 FROM (null) FOR ‹jdoe›, Authentication failure",
            "passwd[12]: password changed for ‹jdoe›",
            "sshd[12]: Disconnected from user ‹jdoe› 10.0.0.1 port 22",
            "usermod[12]: add '‹jdoe›' to group 'wheel'",
            "sshd[12]: error: maximum authentication attempts exceeded for ‹jdoe› from 10.0.0.1 port 22 ssh2",
        ),
        misses=(
            "su[12]: session opened for user root by (uid=0)",
            "the password was changed for security",
            "kernel[1]: session for root closed",
            "USER root",
        ),
    ),
    _form(
        "user who became another",
        rf"\b(?:[Ss]uccessful|FAILED) su for {_USER} by (?P<by>[A-Za-z_][\w.-]{{1,63}})",
        anchors=(" su for ",),
        check=always,
        pick=_users,
        source="su(1) of shadow-utils",
        hits=(
            "su[12]: Successful su for ‹jdoe› by root",
            "su[12]: FAILED su for root by ‹jdoe›",
        ),
        misses=("Successful su for root by admin",),
    ),
    _form(
        "user in brackets after a number",
        r"\b(?:[a-z]?uid|user)=\d{1,10}\((?P<v>[\w.-]{1,64})\)",
        anchors=("uid=", "user="),
        source="id(1)",
        hits=("uid=1000(‹jdoe›) gid=1000(x)",),
        misses=("uid=0(root)",),
    ),
    _form(
        "user of sudo or cron",
        r"\bsudo(?:\[\d{1,9}\])?:\s{1,10}(?P<sudo>[\w.-]{1,64}) : |\b(?:[Cc][Rr][Oo][Nn][Dd]?|crontab|anacron|atd)(?:\([\w-]{1,20}\))?\[\d{1,9}\]: \((?P<cron>[\w.-]{1,64})\) |"
        r"\b(?:su|doas)(?:\[\d{1,9}\])?: \(to (?:[\w.-]{1,64})\) (?P<su>[\w.-]{1,64}) on ",
        anchors=("sudo", "cron", "atd[", "su: (to", "]: (to", "doas"),
        check=lambda match: is_account(match["sudo"] or match["cron"] or match["su"]),
        pick=lambda match: tuple(
            match.span(group) for group in ("sudo", "cron", "su") if match[group]
        ),
        source="sudo(8), cron(8), su(1)",
        hits=(
            "web sudo:     ‹jdoe› : TTY=pts/0 ; PWD=/srv",
            "Mar 12 10:20:30 web-1 sudo[12]: ‹jdoe› : command not allowed",
            "web-1 CRON[123]: (‹jdoe›) CMD (run-parts /etc/cron.hourly)",
            "su: (to root) ‹jdoe› on pts/0",
        ),
        misses=(
            "crond[2920]: (root) CMD (run-parts)",
            "sudo: root : TTY=x",
            "sudo: unable to resolve",
        ),
    ),
    _form(
        "principal of a realm",
        r"(?<![\w.@/-])(?P<v>[a-z][\w.-]{0,62}\w)(?:/(?:admin|root|cron))?@(?=[A-Z][A-Z0-9-]{1,30}(?:\.[A-Z0-9-]{1,30}){0,4}(?![\w.]))",
        anchors=("@",),
        source="RFC 4120, Kerberos principals",
        hits=("AS_REQ ‹jdoe›@EXAMPLE for krbtgt/EXAMPLE", "kinit ‹jdoe›/admin@CORP.EXAMPLE"),
        misses=("host/web-1@EXAMPLE", "root@EXAMPLE", "icon@2X", "krbtgt/CORP@CORP"),
    ),
    _form(
        "common name in a directory",
        r"(?i:\bCN=)(?P<v>[^,=+<>#;\\\"\n/*@]{2,64})(?=,\s?(?i:OU|DC|O|CN|L|C)=)",
        anchors=("cn=",),
        check=_is_person,
        pick=lambda match: (match.span("v"),),
        kind=Kind.NAME,
        source="RFC 4514, LDAP distinguished names",
        hits=(
            "bind as CN=‹Jane Doering›,OU=People,DC=example,DC=com",
            "cn=‹jdoe›,ou=staff,dc=example",
        ),
        misses=(
            "CN=Domain Admins,OU=Groups,DC=example",
            "CN=Users,DC=example,DC=com",
            "CN=Example Global Root CA, O=Example",
            "CN=www.example.com,O=Example",
        ),
    ),
    _form(
        "user in a directory",
        r"(?i:\b(?:uid|samaccountname|userid)=)(?P<v>[A-Za-z][\w.-]{1,63})(?=,\s?(?i:ou|dc|o|cn)=|\))",
        anchors=("uid=", "samaccountname=", "userid="),
        source="RFC 4514 and RFC 4515, LDAP names and filters",
        hits=("uid=‹jdoe›,ou=people,dc=example", "(&(objectClass=person)(sAMAccountName=‹jdoe›))"),
        misses=("uid=admin,ou=system", "uid=1000,gid=1000"),
    ),
    _form(
        "user of a call or share",
        r"(?i:\bsips?:)(?P<v>[\w.+-]{2,64})@|\\\\[\w.-]{1,64}\\(?:(?i:home|homes|users|userdata|redirected|profiles?)\$?\\)(?P<share>[A-Za-z][\w.-]{1,63})|"
        r"\\\\[\w.-]{1,64}\\(?P<own>[a-z][\w.-]{1,63})\$(?!\w)",
        anchors=("sip:", "sips:", "\\\\"),
        check=lambda match: (
            is_account(match["v"] or match["share"] or match["own"]) or (match["v"] or "").isdigit()
        ),
        pick=lambda match: tuple(
            match.span(group) for group in ("v", "share", "own") if match[group]
        ),
        source="RFC 3261 section 19.1; Windows file shares",
        hits=(
            "INVITE sip:‹jdoe›@10.0.0.5:5060",
            "From: <sip:‹4711›@10.0.0.5>",
            "map \\\\fs01\\home$\\‹jdoe›\\x",
            "map \\\\fs01\\‹jdoe›$",
        ),
        misses=("sip:10.0.0.5:5060", "\\\\fs01\\admin$", "\\\\fs01\\public\\x", "\\\\fs01\\C$"),
    ),
    _form(
        "web folder of a user",
        r"(?<=/)~(?P<v>[a-z_][\w.-]{1,31})(?=[/\s\"'?]|$)|(?:(?<=[ \"'=])|^)~(?P<shell>[a-z_][\w.-]{1,31})/",
        anchors=("~",),
        check=lambda match: is_account(match["v"] or match["shell"]),
        pick=lambda match: (match.span("v") if match["v"] else match.span("shell"),),
        source="Apache HTTP Server mod_userdir; POSIX tilde expansion",
        hits=("GET /~‹jdoe›/index.html HTTP/1.1", "cd ~‹jdoe›/src", "'/~‹jdoe›'"),
        misses=("cd ~/src", "x~y/z", "a ~5 percent", "/~root/"),
    ),
    _form(
        "mailbox on a host",
        r"(?i:\b(?:from|to|orig_to|ctladdr|rcpt|sender)=<?)(?P<v>[A-Za-z][\w.+-]{1,63})(?=@[\w-]{1,64}(?:\.(?:local|localdomain|internal|lan))?[>,\s]|> |>,|>$|, | \(\d)",
        anchors=("from=", "to=", "ctladdr=", "rcpt=", "sender="),
        source="sendmail and Postfix logs",
        hits=(
            "to=<‹jdoe›@web-1>, relay=local",
            "from=‹jdoe›, size=312, class=0",
            "ctladdr=‹jdoe› (1000/1000), delay=00:00:01",
        ),
        misses=("from=root, size=312", "from=<>, size=1", "from=2026-01-01, to=2026-02-01"),
    ),
    _form(
        "user of a cluster's job",
        r"(?:\b(?:view|modify) acls(?: groups)? to: |\bpermissions: Set\()(?P<list>[\w.-]{2,64}(?:, ?[\w.-]{2,64}){0,9})|"
        r"(?<=/usercache/)(?P<cache>[a-z][\w.-]{1,31})(?=/|\s|$)|(?<=/staging/)(?P<staging>[a-z][\w.-]{1,31})(?=/\.staging)|"
        r"(?<=/tmp/hadoop-)(?P<tmp>[a-z]\w{1,31})(?=/)|hdfs://[\w.:-]{1,80}/user/(?P<hdfs>[a-z][\w.-]{1,31})(?=/|\s|$)",
        anchors=(
            "acls to: ",
            "groups to: ",
            "permissions: set(",
            "/usercache/",
            "/staging/",
            "/tmp/hadoop-",  # nosec B108  # a path in a log
            "/user/",
        ),
        check=always,
        pick=_users,
        source="Apache Hadoop and Spark: access lists, caches, staging folders",
        hits=(
            "Changing view acls to: yarn,‹jdoe›",
            "users with view permissions: Set(yarn, ‹jdoe›); users",
            "/nm/usercache/‹jdoe›/appcache/application_1",
            "hdfs://nn-1:9000/user/‹jdoe›/.sparkStaging",
            "/tmp/hadoop-yarn/staging/‹jdoe›/.staging/job_1",  # nosec B108
        ),
        misses=(
            "Changing view acls to: yarn",
            "/tmp/hadoop-yarn/nm",  # nosec B108
            "hdfs://nn-1:9000/user/hive/warehouse",
        ),
    ),
)
