r"""Rules for user names in the sentences that programs log: `user 'jdoe' ...`, `failed for jdoe`.

They hold for programs of all kinds; what one program alone writes is in the modules of its family.
"""

from typing import Final

from escalator.scrub.rule import Rule
from escalator.scrub.rules.userform import NAME, is_logged, is_named, is_no_usual_word, user_rule

_OPEN: Final = r"(?:\\{0,3}[\"'`]{1,2}|\[(?:[\w.-]{1,64}\]\\{1,2}\[)?|<)"
_CLOSE: Final = r"(?=\\{0,3}[\"'`\]>@])(?!\]\\)"
_DOMAIN: Final = r"(?:[\w.-]{1,64}\\{1,2})?"

_DONE: Final = (
    "has|was|is|not|does|did|could|cannot|can't|failed|failure|logged|login|logon|logout|signed|authenticated|authentication|authorized|"
    "authorised|account|granted|denied|rejected|refused|unknown|invalid|locked|unlocked|disabled|expired|blocked|executed|ran|"
    "timed out|connected|disconnected|created|added|removed|deleted|changed|for service|via|on|to|with|tally|without"
)
_TRIED: Final = r"(?:log-?[io]ns?|sign-?ins?|auth\w{0,12}|\w{1,20}_authenticator|passwords?|accounts?)(?: [\w-]{1,16}){0,3}"
_CHANGED: Final = (
    "changed|configured from \\w{1,20}|owned|modified|saved|approved|edited|acknowledged|unlocked"
)
_STARTED: Final = (
    "start|submitt|trigger|request|initiat|creat|delet|launch|execut|cancel|cancell|abort|clos|open|updat|upload|download|assign|queu|schedul|"
    "invok|committ|push|merg|deploy|restart|stopp|paus|resum|enabl|disabl|export|import|publish|review|reject|revok|issu|renew"
).replace("|", "ed|") + "ed|(?:re)?set|run"
_THINGS: Final = frozenset(
    "timer cron scm webhook upstream downstream push schedule scheduler remote peer client kernel policy rule hook system admission".split()
)


def _is_somebody(name: str) -> bool:
    """Refuse what starts jobs besides people, and words that end as no login does."""
    return name.lower() not in _THINGS and is_no_usual_word(name)


EVENTS: Final[tuple[Rule, ...]] = (
    user_rule(
        "user in quotes or brackets",
        rf"(?i:\b(?:[a-z]{{0,10}}user(?:[ _-]?name)?|login|logon|account(?:[ ]name)?|principal|identity|peer|authentication of|"
        rf"login attempt of|removed group|owned by|command by))(?:[ ]|\s?[:=][ ]?){_OPEN}{_DOMAIN}(?P<v>{NAME}){_CLOSE}",
        anchors=(
            "user", "login", "logon", "account", "principal", "identity", "peer", "removed group", "authentication of", "owned by", "command by",
        ),
        check=is_named,
        before=24,
        after=200,
        source="OpenSSH, PAM, nginx, strongSwan, RabbitMQ, SQL Server, Cisco, Kubernetes: a name set apart",
        hits=(
            "pam_winbind(sshd:auth): user '‹jdoe›' granted access",
            "denied for user `‹jdoe›' from 10.0.0.7",
            'user "‹jdoe›" was not found in "/etc/nginx/.htpasswd"',
            "User <‹jdoe›> IP",
            "authenticate the locked user [‹jdoe›]",
            "user [CORP]\\[‹jdoe›] at [x]",
            "authentication of '‹jdoe›' with EAP successful",
            'Could not find user \\"‹jdoe›\\" for db',
            'failed for user ""‹jdoe›"",,',
            "Login failed for user 'CORP\\‹jdoe›'. Reason",
            "removed group '‹jdoe›' owned by '‹jdoe›'",
        ),
        misses=(
            "user 'root' granted",
            "the user 'not found'",
            'User "system:serviceaccount:default:app" cannot',
            "params[:user][:email] user['email']",
            "peer 'vpn.example.com'",
            "user [undefined] and user <none>",
            "Group <VPN-USERS> and group 'docker'",
        ),
    ),
    user_rule(
        "user in a message",
        rf"\b[Uu]ser (?P<v>{NAME})(?=(?: (?:{_DONE})\b)|: | \(\d| \[|\(uid=)",
        anchors=("user ",),
        check=is_logged,
        before=2,
        after=120,
        source="Apache HTTP Server, PAM, Tomcat, Jenkins and others: an event of a user",
        hits=(
            '[Thu Mar 12 10:20:30.1 2026] x[12]: [client 10.0.0.1:5] AH01617: user ‹jdoe›: authentication failure for "/x"',
            "web-1 x[12]: pam_tally2(sshd:auth): user ‹ahmed› (1001) tally 5, deny 3",
            "web-1 x[12]: Refused user ‹jdoe› for service vsftpd",
            "2026-03-12 10:20:30 INFO user ‹jdoe› authorized to use remote access",
        ),
        misses=(
            "2026-03-12 10:20:30 INFO user requested to stop",
            "2026-03-12 10:20:30 INFO user root logged in",
            "the user knows has to",
            "2026-03-12 10:20:30 INFO user authentication failed",
        ),
    ),
    user_rule(
        "user for whom something was tried",
        rf"(?i:\b{_TRIED} (?:\([^()\n]{{1,60}}\) )?for (?:(?:local |invalid |illegal |unknown )?user |account |principal )?)[\"'`\[]?{_DOMAIN}(?P<v>{NAME})(?=[\"'`\]]?(?: (?:from|on|with|against|by|in|at|via|after|to|using|\[|\()|[,;:.]?\s*$|[,:;] | \[))",
        anchors=(" for ",),
        check=is_logged,
        before=80,
        after=160,
        source="OpenSSH, Roundcube, Elasticsearch, MongoDB, shadow-utils: what failed or changed for whom",
        hits=(
            "Mar 12 10:20:30 web-1 sshd[1]: Too many authentication failures for ‹jdoe› [preauth]",
            "Mar 12 10:20:30 web-1 sshd[1]: Authentication tried for ‹jdoe› with correct key",
            "Mar 12 10:20:30 web-1 chage[1]: changed password expiry for ‹jdoe›",
            "[2026-03-12T10:20:30,1][WARN ] Password authentication failed for ‹jdoe›",
            "mongod[12]: I ACCESS SCRAM-SHA-1 authentication failed for ‹jdoe› on admin",
            "x[12]: Login failed for ‹jdoe› against localhost",
        ),
        misses=(
            "2026-03-12 10:20:30 authentication failed for root",
            "2026-03-12 10:20:30 login failed for service on x",
            "2026-03-12 10:20:30 token for monitoring in use",
            "authentication failed for jdoe",
        ),
    ),
    user_rule(
        "user who changed something",
        rf"(?i:\b(?:{_CHANGED}) by (?:user )?)[\"'`]?{_DOMAIN}(?P<v>{NAME})(?=[\"'`]?(?: (?:on|from|at|via|in|\()|[,;:.]?\s*$))",
        anchors=(" by ",),
        check=is_logged,
        before=40,
        after=120,
        source="Cisco IOS, MikroTik RouterOS, shadow-utils: who changed what",
        hits=(
            "sw-1[1]: %SYS-5-CONFIG_I: Configured from console by ‹jdoe› on vty0 (10.0.0.1)",
            "rt-1[1]: system,info address changed by ‹jdoe›",
        ),
        misses=(
            "Mar 12 10:20:30 sw-1 1: %SYS-5-CONFIG_I: Configured from console by console",
            "Mar 12 10:20:30 x: connection reset by peer",
            "Mar 12 10:20:30 x: closed by remote",
            "the text was changed by jdoe",
        ),
    ),
    user_rule(
        "user who started something",
        rf"(?i:\b(?:{_STARTED}) by (?:user )?)[\"'`\[]?{_DOMAIN}(?P<v>{NAME})(?=[\"'`\]]?(?: (?:on|from|at|via|in|for|to|with|\()|[,;:.]?\s*$))",
        anchors=(" by ",),
        check=lambda match: is_logged(match) and _is_somebody(match["v"]),
        before=40,
        after=120,
        source="Jenkins, Azure Pipelines, Slurm, Subversion and others: who started what",
        hits=(
            "Mar 12, 2026 10:20:30 AM hudson.model.Run execute INFO: app #12 started by ‹jdoe›",
            "2026-03-12T10:20:30.1Z INFO Triggered by ‹lwagner›",
        ),
        misses=(
            "2026-03-12T10:20:30.1Z Triggered by timer",
            "2026-03-12 10:20:30 INFO job started by cron",
            "2026-03-12 10:20:30 INFO request cancelled by upstream",
            "2026-03-12 10:20:30 INFO created by scheduler on n1",
        ),
    ),
    user_rule(
        "user who logged in",
        rf"(?<![\w.@\\/:=-])(?P<v>{NAME})(?=(?i: (?:is now|has|was|successfully|just)? ?(?:logged|signed) (?:in|out|on|off)\b| successfully authenticated\b))|"
        rf"(?i:\b(?:as principal|logged in as|logged on as|signed in as|logging in as|log in as|running as|authenticated as|mapped to|connected as|initially as|setuid to|sudo to|switched to user|became|on behalf of|impersonating) (?:user |principal )?)[\"'`\[]?{_DOMAIN}(?P<v2>{NAME})(?=[\"'`\]]?(?:[\s,;.)(]|:\s|$))",
        anchors=(
            " logged ", " signed ", " authenticated", "principal ", " as ", "mapped to", "setuid to", "sudo to", "switched to", "became ", "behalf of", "impersonating ",
        ),
        check=is_logged,
        before=90,
        after=120,
        source="Pure-FTPd, MongoDB, Samba, SpamAssassin and others: who logged in, and as whom",
        hits=(
            "Mar 12 10:20:30 web-1 pure-ftpd: (x@10.0.0.1) [INFO] ‹jdoe› is now logged in",
            "mongod[12]: I ACCESS Successfully authenticated as principal ‹jdoe› on admin",
            "Mar 12 10:20:30 mx-1 spamd[77]: spamd: setuid to ‹jdoe› succeeded",
        ),
        misses=(
            "Mar 12 10:20:30 web-1 x: Session 17 logged out",
            "Mar 12 10:20:30 web-1 x: running as root",
            "2026-03-12 10:20:30 INFO User logged in",
            "she logged in as jdoe",
        ),
    ),
)  # fmt: skip
