"""Rules for secrets on command lines, in configurations, SQL and protocols, and for their hashes.

Where a key stands with a separator, assignments.py finds the secret.
"""

import re
from typing import Final

from escalator.scrub.keynames import PASSWORD_WORDS, Demand, demand
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span
from escalator.scrub.strength import is_secret, is_stand_in
from escalator.scrub.told import ORDINARY, is_given, is_told

_SQL_VALUE: Final = re.compile(r"\s*(?:N?'(?P<v>(?>(?:[^']|'')*))'|[^,']*+)(?:,|$)")
_FIVE: Final = ("v", "v2", "v3", "v4", "v5")
_SETTINGS: Final = ("requirepass", "masterauth", "rootpw", "bindpw", "storepass", "keypass")


def _is_set(match: Match) -> bool:
    """Judge a key and a value with only a space between, which words may be as well."""
    asked, value = demand(match["key"]), match["v"]
    is_sure = bool(match["setter"] or match["quote"]) or match["key"] in _SETTINGS
    if asked is None or not is_secret(value, asked, is_quoted=bool(match["quote"])):
        return False
    return is_sure or ORDINARY.fullmatch(value) is None


def _is_flag(match: Match) -> bool:
    asked = demand(match["key"])
    return asked is not None and is_secret(match["v"], Demand.NOTHING)


def _is_built(match: Match) -> bool:
    key = re.sub(r"(?i)^(?:set|with|use|using|add)_?", "", match["key"])
    asked = demand(key)
    if asked is None or re.match(
        r"(?i:get|find|has|is|fetch|read|load|check|hash|verify)", match["key"]
    ):
        return False
    return is_secret(match["v"], asked, is_quoted=True) and not match["v"].endswith(":")


def _of_columns(match: Match) -> list[Span]:
    """Return the values of the columns whose names are keys of secrets."""
    columns = [name.strip(' "`[]\n\t') for name in match["columns"].split(",")]
    values = list(_SQL_VALUE.finditer(match.string, *match.span("v")))
    return [
        value.span("v")
        for name, value in zip(columns, values, strict=False)
        if value["v"]
        and (asked := demand(name)) is not None
        and is_secret(value["v"], asked, is_quoted=True)
    ]


COMMANDS: Final[tuple[Rule, ...]] = (
    Rule(
        name="secret after its flag",
        kind=Kind.SECRET,
        pattern=(
            rf"(?<![\w-])--?(?P<key>[\w-]{{0,30}}(?i:{PASSWORD_WORDS}|pass|secret|token|key))[ ]{{1,3}}"
            r"(?P<quote>\\?[\"'])?(?P<v>(?(quote)[^\"'\\\r\n]{1,256}|[^\s\"'-][^\s\"']{1,256}))"
        ),
        anchors=("pass", "pwd", "secret", "token", "key"),
        before=40,
        after=400,
        check=_is_flag,
        source="command lines as commonly written; PowerShell parameters; keytool(1)",
        hits=(
            "mytool --password ‹hunter2› --verbose",
            "app --client-secret '‹s3cr3t›'",
            "keytool -storepass ‹changeit› -list",
            "Set-X -Password \"‹two words›\"",
        ),
        misses=(
            "tool --password-file /run/x",
            "tool --no-password now",
            "tool --password --verbose",
            "ssh-keygen --key id_rsa",
        ),
    ),
    Rule(
        name="password after a short flag",
        kind=Kind.SECRET,
        pattern=(
            r"\b(?:mysql|mysqldump|mysqladmin|mysqlimport|mariadb|sshpass|mongo|mongosh|mongodump|mongorestore|docker login|"
            r"podman login|helm registry login|az login|oc login|sqlcmd|bcp|isql|ldapsearch|ldapmodify|ldapadd|redis-cli|"
            r"smbclient|rpcclient|xfreerdp|rdesktop|htpasswd|zip|7z|unrar|cqlsh|curlftpfs|lftp|influx|nxc|crackmapexec)\b"
            r"[^\n|;&]{0,300}?\s(?:-[pPwa]|/p:|-pw)[ ]?(?P<quote>[\"'])?(?P<v>[^\s\"'|;-][^\s\"'|;]{2,128})"
        ),
        anchors=(
            "mysql", "mariadb", "sshpass", "mongo", "docker login", "podman login", "registry login", "az login", "oc login",
            "sqlcmd", "bcp", "isql", "ldap", "redis-cli", "smbclient", "rpcclient", "xfreerdp", "rdesktop", "htpasswd", "zip",
            "7z", "unrar", "cqlsh", "curlftpfs", "lftp", "influx", "nxc", "crackmapexec",
        ),
        before=20,
        after=500,
        check=is_told,
        source="mysql(1), sshpass(1), docker login, sqlcmd, ldapsearch(1), redis-cli",
        hits=(
            "mysql -u root -p‹hunter2› app",
            "sshpass -p ‹s3cr3t!› ssh web-1",
            "docker login -u jdoe7 -p ‹s3cr3t1› example.com",
            "sqlcmd -S db -U sa -P '‹S3cret!›' -Q x",
            "redis-cli -h cache -a ‹s3cr3t1› ping",
        ),
        misses=(
            "mysql -u root -p app", "mysql -P 3306", "docker login -u jdoe7", "zip -P x",
            "sshpass -p $PASS ssh web-1",
        ),
    ),
    Rule(
        name="user and password as one argument",
        kind=Kind.SECRET,
        pattern=(
            r"\b(?:jdbc:oracle:\w{2,6}:[\w.-]{1,60}/(?P<v2>[^\s@\"'/]{3,128})(?=@)|(?:sqlplus|expdp|impdp|sqlldr|rman target|smbclient[^\n]{0,80}? -U|net use[^\n]{0,80}? \\\\\S{1,80} /user:\S{1,60})"
            r"(?:\s\"?[\w.\\-]{0,60}[/%]|\s)(?P<v>[^\s@\"'/]{3,128})(?=[@\s\"]|$))"
        ),
        anchors=("jdbc:oracle", "sqlplus", "expdp", "impdp", "sqlldr", "rman target", "smbclient", "net use"),
        before=0,
        after=400,
        check=lambda match: match["v2"] is not None or is_told(match),
        pick=lambda match: [match.span(name) for name in ("v", "v2") if match[name]],
        source="SQL*Plus: logon; Oracle JDBC thin driver; smbclient(1); net use",
        hits=(
            "jdbc:oracle:thin:scott/‹tiger›@//db:1521/x",
            "net use x: \\\\srv\\share /user:dom\\jdoe ‹s3cr3t›",
            "sqlplus scott/‹t1ger!›@orcl", "smbclient //a/b -U jdoe7%‹s3cr3t1›"),
        misses=("sqlplus / as sysdba", "sqlplus scott@orcl"),
    ),
    Rule(
        name="user and password for a program that reads them",
        kind=Kind.SECRET,
        pattern=(
            r"(?:\becho\s{1,3}(?:-\w{1,3}\s)?[\"']?(?:[\w.-]{1,40}:(?P<v>[^\s\"'|]{3,128})[\"']?\s{0,3}\|\s{0,3}(?:sudo )?chpasswd|"
            r"(?P<v5>[^\s\"'|$]{3,128})[\"']?\s{0,3}\|\s{0,3}(?:sudo (?:-\w )?-S|[^|\n]{1,120}--password-stdin))"
            r"|\bConvertTo-SecureString\s(?:-String\s)?[\"'](?P<v2>[^\"'\r\n]{2,256})"
            r"|\s-pass(?:in|out)?\s{1,2}pass:(?P<v3>[^\s\"']{2,128})"
            r"|\bnet user [\w.-]{1,40} (?P<v4>[^\s/\"'*]{4,128})(?= /|\s*$))"
        ),
        anchors=("chpasswd", "sudo -", "--password-stdin", "converttosecurestring", "convertto-securestring", "pass:", "net user"),
        before=200,
        after=400,
        pick=lambda match: [match.span(name) for name in _FIVE if match[name]],
        check=lambda match: not is_stand_in(next(match[name] for name in _FIVE if match[name])),
        source="chpasswd(8), PowerShell ConvertTo-SecureString, openssl-passphrase-options(1), net user",
        hits=(
            "echo 'jdoe7:‹s3cr3t›' | chpasswd",
            'ConvertTo-SecureString "‹S3cret!›" -AsPlainText -Force',
            "openssl rsa -in a.pem -passin pass:‹hunter2›",
            "net user jdoe7 ‹S3cret!› /add",
            "echo ‹hunter2› | sudo -S ls",
            'echo "‹hunter2›" | docker login -u x --password-stdin',
        ),
        misses=("openssl rsa -passin pass:$PW", "echo 'done: ok' | tee x", "net user jdoe7 /delete"),
    ),
    Rule(
        name="login of a mail, file or chat protocol",
        kind=Kind.SECRET,
        pattern=(
            r"(?m:^(?:[<>\w\[\]()., :+-]{0,80}?[\s>\]])?)"
            r"(?:PASS (?P<v>\S{3,128})|AUTH (?:PLAIN|LOGIN|XOAUTH2|CRAM-MD5) (?P<v2>[A-Za-z0-9+/=]{8,4000})|"
            r"[\w.]{1,10} LOGIN (?!ON |FROM |FOR )\"?[\w.@+-]{1,100}\"? \"?(?P<v3>[^\s\"]{3,128}))(?=\"?\s*$)"
        ),
        anchors=("PASS ", "AUTH PLAIN", "AUTH LOGIN", "AUTH XOAUTH2", "AUTH CRAM", " LOGIN "),
        is_cased=True,
        before=120,
        after=4100,
        pick=lambda match: [match.span(name) for name in ("v", "v2", "v3") if match[name]],
        check=lambda match: not is_stand_in(match["v"] or match["v2"] or match["v3"]),
        source="RFC 959, RFC 1939, RFC 4954, RFC 9051, RFC 2812",
        hits=(
            "C: PASS ‹hunter2›",
            "> AUTH PLAIN ‹AGpkb2U3AGh1bnRlcjI=›",
            "a1 LOGIN jdoe7 ‹hunter2›",
        ),
        misses=("TEST PASS in 3 s", "C: AUTH LOGIN", "USER jdoe7", "PASS required", "ROOT LOGIN ON tty1"),
    ),
    Rule(
        name="secret after its key and a space",
        kind=Kind.SECRET,
        pattern=(
            r"(?m:^)[ \t>#*-]{0,12}+(?P<setter>(?:#?define|setenv|SetEnv|ENV|set|export|aws configure set|config set|CONFIG SET)\s{1,4})?"
            r"[\"']?(?P<key>[\w.-]{2,60}+)[\"']?[ \t]{1,40}(?P<quote>[\"'])?(?P<v>(?(quote)[^\"'\r\n]{2,512}|[^\s\"'=:|]{3,512}={0,2}))"
            r"[\"']?[ \t;,]{0,4}$"
        ),
        anchors=("pass", "pwd", "secret", "token", "key", "pw", "credential", "masterauth", "kennwort"),
        before=80,
        after=620,
        check=_is_set,
        source="C, csh, Dockerfile ENV; redis.conf, slapd.conf, keytool; tables copied as tabs",
        hits=(
            '#define WIFI_PASSWORD "‹hunter2›"',
            "ENV DB_PASSWORD ‹hunter2›",
            "ENV REDIS_PASSWORD ‹abcd1234efgh5678=›",
            "requirepass ‹hunter2›",
            "Password\t‹Summer24!›",
            "apikey ‹a8s7d6f5g4h3›",
            "rootpw ‹{SSHA}abcdefgh›",
        ),
        misses=(
            "password authentication",
            "token expired",
            "password    requisite     pam_pwquality.so",
            "ENV TOKEN_TTL 3600",
            "password /run/secrets/db",
            "key: value",
        ),
    ),
    Rule(
        name="user and password as arguments",
        kind=Kind.SECRET,
        pattern=(
            r"\b(?:auth|NetworkCredential|UsernamePasswordCredentials?|HTTPBasicAuth|HttpBasicAuth|BasicAuth|basic_auth|SetBasicAuth|"
            r"setBasicAuth|mysqli?_connect|mysqli|getConnection|login|Login|authenticate|PasswordAuthentication|httpBasic|PDO|"
            r"createConnection|NewClientCredential|PSCredential|Credentials?|setCredentials|withCredentials|UserPass|BasicAuthentication|DBI->connect|pymysql\.connect|MySQLdb\.connect|cx_Oracle\.connect)\s?=?\s?\(\s?(?:[\w.$]{1,40},\s{0,3}|\"[^\"\n]{0,100}\",\s{0,3}|"
            r"'[^'\n]{0,100}',\s{0,3}){1,2}(?P<quote>[\"'])(?P<v>[^\"'\n]{3,128})(?P=quote)"
        ),
        anchors=(
            "auth", "networkcredential", "passwordcredential", "mysql", "getconnection", "login", "httpbasic", "pdo",
            "createconnection", "credential", "userpass", "dbi->connect", "pymysql", "mysqldb", "cx_oracle",
        ),
        before=30,
        after=400,
        check=is_given,
        source="requests, .NET, Java, PHP and Go calls that take a user and a password",
        hits=(
            "requests.get(url, auth=('jdoe7', '‹hunter2›'))",
            'new NetworkCredential("jdoe7", "‹hunter2›")',
            'mysqli_connect("localhost", "jdoe7", "‹hunter2›", "db")',
            'DriverManager.getConnection(url, "jdoe7", "‹hunter2›")',
        ),
        misses=("login(user, password)", 'auth=(user, os.environ["X"])', "login('user', '${PW}')"),
    ),
    Rule(
        name="secret given to a method",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:(?:\.|->|\bset_?|\bwith_?|\buse_?|\badd_?)(?P<key>[\w]{{0,30}}?(?:{PASSWORD_WORDS}|secret|token|key)))\("
            r"\s?(?P<quote>[\"'])(?P<v>[^\"'\s\\]{{3,1000}})(?P=quote)\s?\)".replace("{{", "{").replace("}}", "}")
        ),
        anchors=("pass", "pwd", "secret", "token", "key"),
        before=40,
        after=1100,
        check=_is_built,
        source="builders and setters of Java, C#, Kotlin, Swift and Rust clients",
        hits=(
            'Config.builder().password("‹hunter2›").build()',
            'client.setApiKey("‹a8s7d6f5g4›");',
            "opts.withSecret('‹hunter2›')",
        ),
        misses=(
            'form.password("password")',
            'user.getPassword("x7")',
            'cache.findByKey("a8s7d6f5g4")',
            'getpass.getpass("Password:")',
        ),
    ),
    Rule(
        name="secret among the values of SQL",
        kind=Kind.SECRET,
        pattern=r"(?i:\binsert\s{1,4}into\s{1,4}\S{1,80}\s{0,4}\()(?P<columns>[^()]{1,1000})\)(?i:\s{0,4}values\s{0,4})\((?P<v>[^()\n]{1,4000})\)",
        anchors=("insert ",),
        before=0,
        after=5200,
        crosses_lines=True,
        pick=_of_columns,
        source="SQL: INSERT with a list of columns",
        hits=("INSERT INTO users (name, password, age) VALUES ('jdoe7', '‹hunter2›', 7)",),
        misses=("INSERT INTO t (name, password_hint) VALUES ('jdoe7', 'dog')", "insert into t (a) values (1)"),
    ),
    Rule(
        name="password in SQL or netrc",
        kind=Kind.SECRET,
        pattern=(
            r"(?i:\bidentified (?:with [\w']{1,40} )?(?:by|as) (?:password |values )?|\bidentified by |"
            r"\bpassword(?:\s?=\s?N?|\s?\(\s?|\s)(?=['\"])|\bmachine \S{1,100}\s{1,9}login \S{1,100}\s{1,9}password\s{1,9})"
            r"(?P<quote>['\"]?)(?P<v>[^\s'\";]{2,256})"
        ),
        anchors=("identified", "password", " login "),
        before=240,
        after=400,
        crosses_lines=True,
        check=lambda match: (
            is_given(match)
            if match["quote"] or match[0].lower().startswith("machine")
            else match[0].lower().startswith("identified") and is_told(match)
        ),
        source="MySQL, PostgreSQL, Oracle and SQL Server CREATE USER; netrc(5)",
        hits=(
            "CREATE USER x WITH PASSWORD '‹hunter2›';",
            "machine a.example login jdoe7 password ‹hunter2›",
            "machine a.example\n  login jdoe7\n  password ‹hunter2›\n",
            "CREATE USER x IDENTIFIED WITH caching_sha2_password BY '‹hunter2›'",
            "CREATE USER x IDENTIFIED BY ‹tiger7›",
            "SET PASSWORD FOR x = PASSWORD('‹hunter2›')",
            "CREATE LOGIN x WITH PASSWORD = N'‹hunter2›'",
        ),
        misses=(
            "the password 'null' was refused",
            "asked for password login twice",
            "is identified by their key",
        ),
    ),
    Rule(
        name="secret of a router's configuration",
        kind=Kind.SECRET,
        pattern=(
            r"(?m:^)(?i:\s{0,12}(?:enable (?:secret|password)|username \S{1,64}(?: privilege \d{1,2})? (?:secret|password)|password|"
            r"secret|key|key-string|pre-shared-key|neighbor \S{1,64} password|snmp-server community|snmp-server host \S{1,64}|"
            r"(?:tacacs|radius)-server[^\n]{0,80}? key|ip ospf authentication-key|wpa-psk(?: ascii)?)(?: [0-9])?(?: hex| ascii)?)"
            r" (?P<v>[^\s(]\S{3,199})(?=\s|$)"
        ),
        anchors=("enable ", "username ", "password ", "secret ", "key ", "key-string", "pre-shared-key", "community", "snmp-server", "wpa-psk"),
        before=160,
        after=300,
        check=lambda match: is_told(match) or "community" in match[0],
        source="Cisco IOS security command reference: service password-encryption, enable secret",
        hits=(
            "enable secret 5 ‹$1$mERr$hx5rVt7rPNoS4wqbXKX7m0›",
            "username jdoe7 privilege 15 password 7 ‹0822455D0A16›",
            " snmp-server community ‹s3cr3t!› RO",
        ),
        misses=("password authentication failed", "key 7 of 9", "secret management works", "key exchange failed"),
    ),
    Rule(
        name="password hash",
        kind=Kind.SECRET,
        pattern=(
            r"(?<![\w$])(?P<v>\$(?:1|2[abxy]|5|6|7|8|9|14|y|gy|P|H|apr1|argon2(?:id|i|d)|pbkdf2(?:-sha(?:1|256|512))?|scrypt|"
            r"bcrypt-sha256)\$[A-Za-z0-9./+=,$-]{20,512}|\{(?:SSHA|SHA|SMD5|MD5|CRYPT|SSHA512)\}[A-Za-z0-9+/=.$]{20,200}|"
            r"(?:pbkdf2_sha256|pbkdf2_sha1|bcrypt_sha256|argon2)\$[A-Za-z0-9./+=,$-]{30,512})"
        ),
        anchors=(
            "$1$", "$2", "$5$", "$6$", "$7$", "$8$", "$9$", "$14$", "$y$", "$gy$", "$p$", "$h$", "$apr1$", "$argon2", "$pbkdf2",
            "$scrypt", "$bcrypt", "{ssha", "{sha}", "{smd5}", "{md5}", "{crypt}", "pbkdf2_sha", "bcrypt_sha", "argon2$",
        ),
        before=20,
        after=600,
        source="crypt(5), RFC 9106, RFC 2307, Django password storage",
        hits=(
            "hash ‹$2b$12$abcdefghijklmnopqrstuv0123456789ABCDEFGHIJKLMNOPQRSTU›",
            "userPassword: ‹{SSHA}abcdefghijklmnopqrstuv0123456789›",
        ),
        misses=("costs $100 or $200", "$1 and $2", "{SHA} is weak"),
    ),
)  # fmt: skip
