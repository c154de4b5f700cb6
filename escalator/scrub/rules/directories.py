r"""Rules for user names in the logs of directories, file shares, sign-on services and web servers."""

from typing import Final

from escalator.scrub.rule import Match, Rule, Span
from escalator.scrub.rules.userform import (
    NAME,
    V4,
    accounts,
    is_built_as_login,
    is_named,
    user_rule,
)

_CLF: Final = r"\[\d{1,2}/[A-Z][a-z]{2}/\d{4}:"


def _people(match: Match) -> tuple[Span, ...]:
    """Return a session's name only where it is written as a person's, not as a program's."""
    session = match["v2"]
    if session and ("-" in session or session[1:].lower() != session[1:]):
        return ()
    return accounts(match)


DIRECTORIES: Final[tuple[Rule, ...]] = (
    user_rule(
        "user in an access log",
        rf"(?:(?m:^)\S{{2,100}} [\w.@-]{{1,64}}|(?<=\S) -) \"?(?:[\w.-]{{1,64}}\\)?(?P<v>[\w.@+-]{{2,64}})\"? (?={_CLF})",
        gate=rf"[\w\"$] {_CLF}",
        before=240,
        after=2,
        source="Apache HTTP Server mod_log_config and nginx log_format, %u",
        hits=(
            '10.0.0.1 - ‹jdoe› [12/Mar/2026:10:20:30 +0000] "GET / HTTP/1.1" 200 1',
            'www.example.com:443 10.0.0.1 - ‹jdoe› [12/Mar/2026:10:20:30 +0000] "GET /',
            '10.0.0.1 - "‹jdoe›" [12/Mar/2026:10:20:30 +0000] "GET /',
            '10.0.0.1 - CORP\\‹jdoe› [12/Mar/2026:10:20:30 +0000] "GET /',
        ),
        misses=(
            '10.0.0.1 - - [12/Mar/2026:10:20:30 +0000] "GET / HTTP/1.1" 200 1',
            "79a59df900b949e5 my-bucket [06/Feb/2026:00:00:38 +0000] 10.0.0.7",
        ),
    ),
    user_rule(
        "user in a log of IIS",
        rf"(?:GET|POST|HEAD|PUT|DELETE|PATCH|OPTIONS|PROPFIND|RPC_IN_DATA|RPC_OUT_DATA) \S{{1,2000}} \S{{1,2000}} \d{{2,5}} (?:[\w.-]{{1,64}}\\)?(?P<v>[\w.+$-]{{2,64}})(?= {V4} )",
        gate=rf" \d{{2,5}} [A-Za-z][\w.\\+$-]{{1,90}} {V4} ",
        before=2100,
        after=4,
        source="W3C Extended Log File Format as IIS writes it",
        hits=(
            "10.0.0.5 GET /app/default.aspx id=4711 443 ‹jdoe› 10.0.0.7 Mozilla/5.0",
            "10.0.0.5 POST /owa/ - 443 CORP\\‹jdoe› 10.0.0.7 HTTP/1.1",
        ),
        misses=("10.0.0.5 GET /app/default.aspx - 80 - 10.0.0.7 - - 200 0 0 31", "took 12 ms 10.0.0.7 x"),
    ),
    user_rule(
        "user of a cloud's role",
        rf"\barn:aws[\w-]{{0,10}}:(?:iam::\d{{0,12}}:user/(?:[\w+=,.@-]{{1,64}}/){{0,3}}(?P<v>{NAME})|sts::\d{{0,12}}:(?:assumed-role/[\w+=,.@-]{{1,64}}/|federated-user/)(?P<v2>{NAME}))(?![\w@/])",
        anchors=("arn:aws",),
        before=0,
        after=260,
        pick=_people,
        source="AWS Identity and Access Management: identifiers",
        hits=(
            "User: arn:aws:iam::123456789012:user/‹jdoe› is not authorized",
            "arn:aws:sts::123456789012:assumed-role/DevOps/‹jane.doe›",
        ),
        misses=(
            "arn:aws:sts::123456789012:assumed-role/app/i-0a1b2c3d4e5f6a7b8",
            "arn:aws:sts::123456789012:assumed-role/OrderRole/OrderProcessor",
            "arn:aws:iam::123456789012:role/service-role/app",
            "arn:aws:iam::123456789012:user/svc-backup",
        ),
    ),
    user_rule(
        "user of a share or a sign-on service",
        rf"(?m:(?:^|(?<=\s)))(?P<v>{NAME}) \(ipv[46]:|\] -> \[(?P<v2>{NAME})\]|\bmapped to \[[\w.-]{{0,60}}\]\\\[(?P<v3>{NAME})\]|"
        rf"\bsmbd_audit: (?:[\w.-]{{1,60}}[\\|])?(?P<v4>{NAME})\||Z\|(?P<v5>{NAME})\|https?://|"
        rf"<Data Name=[\"'](?:Target|Subject|Account)?User(?:Name)?[\"']>(?:[\w.-]{{1,60}}\\)?(?P<v6>{NAME})(?=<)|"
        rf"\bStarted by user (?P<v7>{NAME})(?=\s|$|<)|(?m:^)WHO: (?P<v8>{NAME})(?m:$)|\bThe user (?P<v9>{NAME}) has (?:logged|signed)",
        anchors=("(ipv4:", "(ipv6:", "] -> [", "mapped to [", "smbd_audit", "z|", "<data name=", "started by user", "who: ", "the user "),
        check=is_named,
        before=70,
        after=140,
        source="Samba, vfs_full_audit; Shibboleth, audit log; Windows events in XML; Jenkins; CAS",
        hits=(
            "smbd[77]:   ‹jdoe› (ipv4:10.0.0.7:51234) connect to service homes",
            "user [x] -> [‹jdoe›] FAILED",
            "mapped to [CORP]\\[‹jdoe›].",
            "smbd_audit: ‹jdoe›|10.0.0.7|share|open|ok",
            "2026-03-12T10:20:30Z|‹jdoe›|https://sp.example.org/shibboleth|_a1",
            "<Data Name='TargetUserName'>‹jdoe›</Data>",
            "Started by user ‹jdoe›",
            "The user ‹jdoe› has logged off.",
        ),
        misses=(
            '<Data Name="SubjectUserName">SYSTEM</Data>',
            "[a] -> [root]",
            "Started by user anonymous",
            "WHO: the people",
        ),
    ),
    user_rule(
        "domain in small letters and user",
        r"(?i:\b(?:user(?:[ ]?name)?|account|login|logon|whoami|as|by|for|identity|owner|credentials)(?:[ ]|\s?[:=]\s?[\"']?))(?P<domain>[a-z][a-z0-9-]{1,14})\\{1,2}(?P<v>[A-Za-z][\w.-]{2,63})(?![\\\w$/:])|"
        r"(?i:/user:)[\w.-]{1,64}\\{1,2}(?P<v2>[A-Za-z][\w.-]{2,63})(?![\\\w$/:])|(?<![\w\\:/.%$-])[a-z][a-z0-9-]{1,14}\\(?P<v3>[a-z][\w.-]{3,40})(?![\\\w$/:(])",
        anchors=("\\",),
        check=lambda match: is_named(match) and (match["v3"] is None or is_built_as_login(match["v3"])),
        before=40,
        after=80,
        source="Windows down-level logon names (MS-ADTS)",
        hits=(
            "whoami: corp\\‹jdoe›",
            "logged in as corp\\‹jane.doe›.",
            "runas /user:CORP\\‹fhartmann› cmd",
            "corp\\‹fhartmann› cannot log in",
        ),
        misses=("saved as app\\models\\user", "for nt\\system", "as c:\\temp", "app\\models", "src\\main\\x"),
    ),
)  # fmt: skip
