"""Rules for secrets that are told: in sentences, on command lines, in SQL and in protocols.

Where a key stands with a separator, assignments.py finds the secret.
"""

import re
from typing import Final

from escalator.scrub.keynames import PASSWORD_WORDS, Demand, demand
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule
from escalator.scrub.strength import is_secret, is_stand_in

_ORDINARY: Final = re.compile(r"[A-Za-z']+(?:-[A-Za-z]+)*|[\d.,:]+")
_PASS_ANCHORS: Final = ("pass", "pwd", "pw", "kennwort", "contrase", "senha", "mot de", "wachtwoord", "parola", "clave", "lösenord", "hasło", "heslo")  # fmt: skip


def _is_given(match: Match) -> bool:
    return is_secret(match["v"], Demand.NOTHING, is_quoted=True)


def _is_told(match: Match) -> bool:
    """Ask a password told in a sentence to look like one: a digit or a sign inside, or quotes."""
    value = match["v"].rstrip(".,!?;:)")
    if is_stand_in(value) or len(value) < 4:
        return False
    return bool(match.groupdict().get("quote")) or _ORDINARY.fullmatch(value) is None


def _is_flag(match: Match) -> bool:
    asked = demand(match["key"])
    return asked is not None and is_secret(match["v"], Demand.NOTHING)


TOLD: Final[tuple[Rule, ...]] = (
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
        check=_is_told,
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
            r"\b(?:sqlplus|expdp|impdp|sqlldr|rman target|smbclient[^\n]{0,80}? -U|net use[^\n]{0,80}? /user:\S{1,60})\s"
            r"\"?[\w.\\-]{0,60}[/% ](?P<v>[^\s@\"'/]{3,128})(?=[@\s\"]|$)"
        ),
        anchors=("sqlplus", "expdp", "impdp", "sqlldr", "rman target", "smbclient", "net use"),
        before=0,
        after=400,
        check=_is_told,
        source="SQL*Plus: logon; smbclient(1)",
        hits=("sqlplus scott/‹t1ger!›@orcl", "smbclient //a/b -U jdoe7%‹s3cr3t1›"),
        misses=("sqlplus / as sysdba", "sqlplus scott@orcl"),
    ),
    Rule(
        name="user and password for a program that reads them",
        kind=Kind.SECRET,
        pattern=(
            r"(?:\becho\s{1,3}(?:-\w{1,3}\s)?[\"']?[\w.-]{1,40}:(?P<v>[^\s\"'|]{3,128})[\"']?\s{0,3}\|\s{0,3}(?:sudo )?chpasswd"
            r"|\bConvertTo-SecureString\s(?:-String\s)?[\"'](?P<v2>[^\"'\r\n]{2,256})"
            r"|\s-pass(?:in|out)?\s{1,2}pass:(?P<v3>[^\s\"']{2,128})"
            r"|\bnet user [\w.-]{1,40} (?P<v4>[^\s/\"'*]{4,128})(?= /|\s*$))"
        ),
        anchors=("chpasswd", "converttosecurestring", "convertto-securestring", "pass:", "net user"),
        before=200,
        after=400,
        pick=lambda match: [match.span(name) for name in ("v", "v2", "v3", "v4") if match[name]],
        check=lambda match: not is_stand_in(match["v"] or match["v2"] or match["v3"] or match["v4"]),
        source="chpasswd(8), PowerShell ConvertTo-SecureString, openssl-passphrase-options(1), net user",
        hits=(
            "echo 'jdoe7:‹s3cr3t›' | chpasswd",
            'ConvertTo-SecureString "‹S3cret!›" -AsPlainText -Force',
            "openssl rsa -in a.pem -passin pass:‹hunter2›",
            "net user jdoe7 ‹S3cret!› /add",
        ),
        misses=("openssl rsa -passin pass:$PW", "echo 'done: ok' | tee x", "net user jdoe7 /delete"),
    ),
    Rule(
        name="login of a mail, file or chat protocol",
        kind=Kind.SECRET,
        pattern=(
            r"(?m:^(?:[<>\w\[\]()., :+-]{0,80}?[\s>\]])?)"
            r"(?:PASS (?P<v>\S{3,128})|AUTH (?:PLAIN|LOGIN|XOAUTH2|CRAM-MD5) (?P<v2>[A-Za-z0-9+/=]{8,4000})|"
            r"[\w.]{1,10} LOGIN \"?[\w.@+-]{1,100}\"? \"?(?P<v3>[^\s\"]{3,128}))(?=\"?\s*$)"
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
        misses=("TEST PASS in 3 s", "C: AUTH LOGIN", "USER jdoe7", "PASS required"),
    ),
    Rule(
        name="password told in a sentence",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:\b(?:{PASSWORD_WORDS}|clave|pass|pw|api key|access key|pin|token|secret|credentials?)"
            r"(?: (?:for|of|für|von|pour|de|del|para|per|on|to)(?: [\w.@\\-]{1,40}){1,5}?)?(?: \([^()]{1,60}\))?"
            r"\s(?:is now|is|was|are|will be|ist|lautet|war|est|es|é|è|is set to|set to|changed to|to|of|como)\s?:?\s)"
            r"(?P<quote>[\"'`*]{1,2})?(?P<v>[^\s\"'`]{4,128}?)(?=[.,?;)*]{0,3}(?:[\s\"'`]|$))"
        ),
        anchors=(*_PASS_ANCHORS, "api key", "access key", "pin", "token", "secret", "credential"),
        before=2,
        after=500,
        check=_is_told,
        source="tickets as people write them, in English, German, French, Spanish, Italian, Portuguese",
        hits=(
            "the password is ‹Summer2024!›",
            "reset the password to ‹hunter2›.",
            "Das Passwort für den Testzugang lautet ‹Sommer24!›",
            "le mot de passe est ‹Soleil24!›, merci",
            "la contraseña es ‹Verano24!›",
            "password for user jdoe7 is '‹sesame›'",
        ),
        misses=(
            "the password is wrong",
            "the token is expired",
            "token is {{token}}",
            "the password was changed on 12.03.2026",
            "the password is case-sensitive",
        ),
    ),
    Rule(
        name="password used in a sentence",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:\b(?:with|using|use|mit|avec|con|com|and|und|et|y|/|his|her|my|mein) (?:the |dem |le |la )?"
            rf"(?:temporary |new |old |initial |default |same )?(?:{PASSWORD_WORDS}|pw|pass) )"
            r"(?P<quote>[\"'`*]{1,2})?(?P<v>[^\s\"'`]{4,128}?)(?=[.,?;)*]{0,3}(?:[\s\"'`]|$))"
        ),
        anchors=_PASS_ANCHORS,
        before=40,
        after=200,
        check=_is_told,
        source="tickets as people write them",
        hits=(
            "log in with password ‹Summer2024!›.",
            "user jdoe7 and password ‹hunter2›",
            "mit dem Passwort '‹Sommer›'",
        ),
        misses=("with the password reset link", "user and password fields", "with password authentication"),
    ),
    Rule(
        name="user and password side by side",
        kind=Kind.SECRET,
        pattern=(
            r"(?i:\b(?:credentials?|creds|login|logins|user ?/ ?(?:pass(?:word)?|pw)|username ?/ ?password|zugangsdaten|"
            r"identifiants)\s?(?:are|is|sind|:|=)\s{0,3}[\"'`]?)[\w.@\\+-]{2,80}[\"'`]?\s?[/:|]\s?[\"'`]?"
            r"(?P<v>[^\s\"'`/]{4,128}?)(?=[.,;)]?(?:[\s\"'`]|$))"
        ),
        anchors=("credential", "creds", "login", "user/", "user /", "username/", "username /", "zugangsdaten", "identifiants"),
        before=2,
        after=400,
        check=_is_told,
        source="tickets as people write them",
        hits=("Credentials: jdoe7 / ‹hunter2›", "user/pass: jdoe7:‹s3cr3t!›"),
        misses=("login: yes / no", "Login: 10:20:30", "credentials: see vault/ops"),
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
            _is_given(match)
            if match["quote"] or match[0].lower().startswith("machine")
            else match[0].lower().startswith("identified") and _is_told(match)
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
            r" (?P<v>[^\s]{4,200})(?=\s|$)"
        ),
        anchors=("enable ", "username ", "password ", "secret ", "key ", "key-string", "pre-shared-key", "community", "snmp-server", "wpa-psk"),
        before=160,
        after=300,
        check=lambda match: _is_told(match) or "community" in match[0],
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
