"""Rules for secrets of tools that have a notation of their own: VPN secrets, expect, flags, files."""

from typing import Final

from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span
from escalator.scrub.strength import is_path, is_stand_in


def _values(match: Match) -> list[Span]:
    return [
        match.span(name) for name, value in match.groupdict().items() if value and name[0] == "v"
    ]


def _is_set(match: Match) -> bool:
    """Refuse placeholders, paths and what a shell fills in."""
    values = [value for name, value in match.groupdict().items() if value and name[0] == "v"]
    return bool(values) and not any(
        is_stand_in(one) or is_path(one) or one[0] in "$-<%{" for one in values
    )


def _rule(
    name: str,
    pattern: str,
    anchors: tuple[str, ...],
    source: str,
    hits: tuple[str, ...],
    misses: tuple[str, ...],
) -> Rule:
    return Rule(
        name=name,
        kind=Kind.SECRET,
        pattern=pattern,
        anchors=anchors,
        before=120,
        after=420,
        check=_is_set,
        pick=_values,
        source=source,
        hits=hits,
        misses=misses,
    )


TOOLS: Final[tuple[Rule, ...]] = (
    _rule(
        "secret of a tunnel or a dialogue",
        r": (?:PSK|XAUTH|EAP|RSA|NTLM|PIN) \"(?P<v>[^\"\n]{2,256})\"|\b(?:send|send_user|exp_send)(?: --)? \"(?P<v2>[^\"\n\\]{4,128})(?:\\r|\\n)\"|"
        r"\bpre-shared-key (?:ascii-text|hexadecimal|local|remote) \"?(?P<v3>[^\s\";]{4,256})|\bCleartext-Password :?= \"(?P<v4>[^\"\n]{2,128})\"|"
        r"\bsecret \"(?P<v5>[A-Za-z0-9+/=]{8,200})\";|"
        r"\b(?:rocommunity6?|rwcommunity6?) (?P<v7>[^\s\"]{3,64})",
        (": psk ", ": xauth ", ": eap ", ": rsa ", ": ntlm ", ": pin ", "send ", "send_user ", "exp_send ", "pre-shared-key ", "cleartext-password", "secret \"", "community"),
        "ipsec.secrets(5), expect(1), Junos, FreeRADIUS users, named.conf(5), snmpd.conf(5)",
        (
            '10.0.0.1 %any : PSK "‹Sommer24!›"',
            'expect "assword:" { send "‹Sommer24!›\\r" }',
            'pre-shared-key ascii-text "‹Sommer24!›";',
            'jdoe7 Cleartext-Password := "‹Sommer24!›"',
            "rocommunity ‹s3cr3tcom› 10.0.0.0/8",
        ),
        ('send "yes\\r" and : PSK "$PSK"', "GET http://x:80", "a b:c", 'send "$pass\\r"'),
    ),
    _rule(
        "secret after a tool's own flag",
        r"\bplink[^\n|;]{1,160}? -pw (?P<v>[^\s\"']{3,128})|\bipmitool [^\n|;]{0,160}?-P (?P<v2>[^\s\"']{3,128})|\bsnmp(?:get|walk|set|bulkwalk|bulkget|table|status|trap) [^\n|;]{0,120}?-c (?P<v3>[^\s\"']{3,64})|"
        r"\bsnmp\w{1,10} [^\n|;]{0,160}?-[AX] [\"']?(?P<v4>[^\s\"']{6,128})|\bssh-keygen [^\n|;]{0,120}?-N [\"'](?P<v5>[^\"'\n]{3,128})|\bgpg2? [^\n|;]{0,160}?--passphrase [\"']?(?P<v6>[^\s\"']{3,128})|"
        r"\blftp [^\n|;]{0,80}?-u [\w.@-]{1,64},(?P<v7>[^\s\"']{3,128})|\bhtpasswd -\w{0,4}b\w{0,4} \S{1,160} \S{1,64} [\"']?(?P<v8>[^\s\"']{3,128})|\bsigntool [^\n|;]{0,160}?/p (?P<v9>[^\s\"']{3,128})|"
        r"\b(?:psexec|wmic|schtasks|tasklist|winrs|cmdkey)\b[^\n|;]{0,200}? [-/](?:p|rp|pass|password)[: ]:?(?P<va>[^\s\"']{3,128})|\bopenssl enc [^\n|;]{0,160}?-k [\"']?(?P<vb>[^\s\"']{3,128})",
        ("plink", "ipmitool", "snmp", "ssh-keygen", "passphrase", "lftp", "htpasswd", "signtool", "psexec", "wmic", "schtasks", "tasklist", "winrs", "cmdkey", "openssl enc"),
        "PuTTY plink, ipmitool(1), snmpcmd(1), ssh-keygen(1), gpg(1), lftp(1), htpasswd(1), Windows commands",
        (
            "plink -ssh jdoe7@web-1 -pw ‹Sommer24!›",
            "snmpwalk -v2c -c ‹s3cr3tcom› 10.0.0.1",
            "htpasswd -cb /etc/x jdoe7 ‹Sommer24!›",
            "psexec \\\\web-1 -u corp\\jdoe7 -p ‹Sommer24!› cmd",
        ),
        ("snmpwalk -v2c -c $COMMUNITY 10.0.0.1", "ssh-keygen -N '' -f x", "plink -i key.ppk"),
    ),
    _rule(
        "secret in a line of a password file",
        r"(?m)^[\w.*-]{1,100}:(?:\d{1,5}|\*):[\w.*-]{1,64}:[\w.*-]{1,64}:(?P<v>[^\s:]{3,128})[ \t]{0,4}$|^\[?[\w.-]{3,100}\]?:\d{1,5}[ \t]{1,8}[\w.@+-]{2,80}:(?P<v6>[^\s:/]{4,128})[ \t]{0,4}$|^\"?[\w.@-]{2,64}\"?[ \t]{1,9}(?:\*|pptpd|l2tpd)[ \t]{1,9}\"?(?P<v2>[^\s\"*]{3,128})\"?[ \t]{1,9}(?=\*|\d{1,3}\.)|"
        r"\b(?P<v3>AGE-SECRET-KEY-(?:PQ-)?1[A-Z0-9]{40,2000})",
        (":5432:", ":5433:", ":6432:", ":*:", ":587 ", ":465 ", ":25 ", ":587\t", ":25\t", "pptpd", "l2tpd", " * ", "\t*\t", "age-secret-key"),
        "pgpass(5), Postfix sasl_passwd, chap-secrets of pppd, age",
        ("db-1:5432:shop:jdoe7:‹Sommer24!›", "[smtp.example.com]:587 jdoe7:‹Sommer24!›", 'jdoe7 * "‹Sommer24!›" *', "‹AGE-SECRET-KEY-1" + "QZPRY9X8" * 7 + "AB›"),
        ("a:1:b:c", "1:2:3:4:5", "root:x:0:0:root"),
    ),
)  # fmt: skip
