r"""Rules for user names and passwords in what databases, queues and SQL write."""

from typing import Final

from escalator.scrub.model import Kind
from escalator.scrub.rule import Rule
from escalator.scrub.rules.userform import NAME, is_named, user_rule
from escalator.scrub.strength import is_stand_in

_LEVELS: Final = "LOG|DETAIL|FATAL|ERROR|STATEMENT|HINT|WARNING|NOTICE|CONTEXT|PANIC|INFO|DEBUG"


STORES: Final[tuple[Rule, ...]] = (
    user_rule(
        "user of a database",
        rf"(?:(?<=\] )|(?<=Connect\t)|(?<=Connect ))[ ]{{0,7}}(?P<v>{NAME})@(?=[\w.:-]{{1,63}} on [\w-]{{0,64}}|[\w.-]{{1,63}} (?:{_LEVELS}):)|"
        rf"(?<=:)(?P<v2>{NAME})(?=@[\w.-]{{1,63}}:\[\d{{1,9}}\]:)|"
        rf"(?<= UTC,\")(?P<v3>{NAME})(?=\",\")|(?:(?<= CET,\")|(?<= CEST,\")|(?<= GMT,\")|(?<= EST,\")|(?<= PST,\"))(?P<v4>{NAME})(?=\",\")|"
        rf"\b[CS]-0x[0-9a-f]{{6,16}}: [\w.-]{{1,63}}/(?P<v5>{NAME})@|"
        rf"\b(?:role|owner|database|schema|member) \"(?P<v6>{NAME})\" (?:does not exist|is not permitted to|cannot be dropped|already exists|has no)",
        anchors=(
            "connect\t", "connect ", *(f" {level.lower()}:" for level in _LEVELS.split("|")), ":[", 'c,"', 't,"', "-0x", "\" does not", "\" is not", "\" cannot", "\" already", "\" has",
        ),
        before=160,
        after=120,
        source="MySQL, general log; PostgreSQL, log_line_prefix as distributions set it, csvlog; PgBouncer",
        hits=(
            "18 Connect\t‹jhaddad›@203.0.113.59 on shop using SSL/TLS",
            "2026-04-30 20:02:47.002 UTC [69448] ‹nicolas_r›@shop DETAIL:  Connection",
            "10.0.0.7(51234):‹jdoe›@shop:[1234]:LOG:  duration",
            '2026-03-12 10:20:30.123 UTC,"‹jdoe›","shop",1234',
            "C-0x55d0a1b2c3d4: shop/‹jdoe›@unix:6432 closing",
            'FATAL:  role "‹jdoe›" does not exist',
        ),
        misses=(
            "UTC [69448] postgres@shop LOG:  x",
            "[1] a@b ok",
            'role "postgres" does not exist',
            'database "orders" does not exist'.replace("orders", "test"),
        ),
    ),
    user_rule(
        "user of MySQL",
        rf"(?m)(?P<quote>['\"`])(?P<v>{NAME})(?P=quote)@(?=['\"`])|\bUser@Host: (?P<v2>{NAME})\[(?P<v3>{NAME})?\] @|"
        rf"^\| {{1,9}}\d{{1,9}} \| (?P<v4>{NAME}) {{1,40}}\| (?=[\w.:-]{{2,80}} {{1,40}}\|)",
        anchors=("'@", '"@', "`@", "user@host:", "|"),
        before=70,
        after=140,
        source="MySQL and MariaDB: account names, slow query log, SHOW PROCESSLIST",
        hits=(
            "GRANT SELECT ON shop.* TO '‹jdoe›'@'%'",
            "DEFINER=`‹jdoe›`@`%` SQL SECURITY DEFINER",
            "# User@Host: ‹jdoe›[‹jdoe›] @  [10.0.0.4]",
            "| 17 | ‹jdoe› | 10.0.0.7:51234 | shop | Query   |",
        ),
        misses=("'root'@'localhost'", "# User@Host: root[root] @ localhost []", "| 17 | open | x"),
    ),
    user_rule(
        "user in SQL or an administrator's command",
        rf"(?:\b(?i:(?:create|alter|drop|rename) (?:user|login|role)(?: if (?:not )?exists)?) \[?|\b(?i:grant|revoke) [^\n;]{{1,160}}? (?i:to|from) )(?P<v>{NAME})(?=[\];,\s]|$)|"
        rf"\brabbitmqctl (?:-\w{{1,3}} \S{{1,40}} )?(?:add_user|delete_user|change_password|authenticate_user|set_user_tags|clear_permissions|clear_password)(?: -p \S{{1,40}})? [\"']?(?P<v2>{NAME})|"
        rf"\brabbitmqctl set_permissions(?: -p \S{{1,40}})? [\"']?(?P<v3>{NAME})|"
        rf"\b(?i:acl setuser|user) (?P<v4>{NAME}) (?=(?:on|off) [>#<~&+-])|\"(?i:auth)\" \"(?P<v5>{NAME})\" (?=\")|"
        rf"\bUSER(?:ID)?:\[\d{{1,3}}\] [\"'](?P<v6>{NAME})[\"']|\bCLIENT USER:\[\d{{1,3}}\] [\"'](?P<v7>{NAME})[\"']|"
        rf"\b(?:principal|username) (?P<v8>{NAME})(?= and/or| on \w)|\bCould not find user (?P<v9>{NAME})(?=@|\s|$)",
        anchors=(
            "create ", "alter ", "drop ", "rename ", "grant ", "revoke ", "rabbitmqctl", "acl setuser", "user ", '"auth"', "user:[", "userid:[", "principal ", "username ",
        ),
        check=is_named,
        before=2,
        after=300,
        source="SQL: CREATE USER, GRANT; rabbitmqctl(8); Redis ACL; Oracle, audit trail; MongoDB; Cassandra",
        hits=(
            "CREATE USER ‹jdoe› WITH x",
            "GRANT SELECT ON orders TO ‹jdoe›;",
            "rabbitmqctl add_user ‹jdoe› x",
            'rabbitmqctl set_permissions -p / ‹jdoe› ".*" ".*" ".*"',
            "ACL SETUSER ‹jdoe› on >x allkeys",
            '"AUTH" "‹jdoe›" "x"',
            "DATABASE USER:[4] '‹jdoe›' PRIVILEGE",
        ),
        misses=(
            "DROP USER IF EXISTS root;",
            "grant access to everyone",
            "rabbitmqctl list_users",
            "user default on nopass",
            '"AUTH" "x1"',
        ),
    ),
    Rule(
        name="password of a database's command",
        kind=Kind.SECRET,
        pattern=(
            r"\brabbitmqctl (?:add_user|change_password|authenticate_user)(?: -p \S{1,40})? \S{1,64} [\"']?(?P<v>[^\s\"']{3,128})|"
            r"\b(?i:acl setuser|user) [\w.-]{1,64} (?:on|off) (?:[~&+\-@*\w:]{1,60} ){0,12}[>](?P<v2>\S{3,128})|"
            r"\"(?i:auth)\" (?:\"[^\"\n]{1,64}\" )?\"(?P<v3>[^\"\n]{3,256})\"|"
            r"\bLogin (?:OK|incorrect)[^\n\[]{0,160}: \[[^\]/\n]{1,80}/(?P<v4>[^\]<\n]{3,128})\]"
        ),
        anchors=("rabbitmqctl", "acl setuser", "user ", '"auth"', "login ok", "login incorrect"),
        before=2,
        after=400,
        check=lambda match: not is_stand_in(next(v for v in match.groups() if v)),
        pick=lambda match: [match.span(name) for name in ("v", "v2", "v3", "v4") if match[name]],
        source="rabbitmqctl(8); Redis: ACL SETUSER, MONITOR; FreeRADIUS, log_auth_badpass",
        hits=(
            "rabbitmqctl add_user jdoe7 ‹Sommer24!›",
            "rabbitmqctl change_password jdoe7 '‹Sommer24!›'",
            "ACL SETUSER jdoe7 on >‹Sommer24!› allkeys",
            "user jdoe7 on ~cached:* +get >‹Sommer24!›",
            '1773310830.123456 [0 10.0.0.4:51234] "AUTH" "‹Sommer24!›"',
            "Login incorrect: [jdoe7/‹Sommer24!›] (from client vpn-1 port 0)",
        ),
        misses=(
            "rabbitmqctl add_user jdoe7",
            "user default on nopass ~* +@all",
            "Login OK: [jdoe7/<via Auth-Type = eap>] (from client)",
            '"AUTH" "****"',
        ),
    ),
)  # fmt: skip
