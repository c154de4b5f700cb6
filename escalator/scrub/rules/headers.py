"""Rules for HTTP headers and command lines that carry them: Authorization, cookies, `curl -u`."""

import re
from typing import Final

from escalator.scrub.model import PLACEHOLDER, Kind
from escalator.scrub.rule import Match, Rule, Span
from escalator.scrub.strength import is_stand_in, is_strong, is_template

ATTRIBUTES: Final = frozenset(
    "path domain expires max-age httponly secure samesite priority partitioned version comment "
    "$path $domain $version".split()
)
"""Attributes of a cookie, which stay (RFC 6265, RFC 2965)."""

_OPENS: Final = (
    r"\\{0,3}[\"']?\s{0,4}(?:[:=]|=>|,\s{0,4}\\{0,3}[\"']?value\\{0,3}[\"']?\s{0,3}:)\s{0,4}"
    r"(?:\[\s{0,4})?\\{0,3}[\"']?\[?"
)
_WHOLE_LINE: Final = frozenset(
    {"digest", "aws4-hmac-sha256", "oauth", "hawk", "signature", "credential"}
)
_PAIR: Final = re.compile(
    r"(?<![^\s;,\"'=:\[\\])([^=;,\s]{1,128})="
    r"(\"[^\"\r\n]*+\"(?=\s{0,9}(?:[;,\r\n]|$))|(?>(?:[^;,\r\n]++|,(?!\s{0,9}[^=;,\s]{1,128}=))*))"
)
_UNSET: Final = frozenset({"", '""', "deleted"})


def credential_spans(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the credentials of an Authorization value without its scheme (RFC 9110 section 11.4)."""
    scheme = re.compile(r"\s*([A-Za-z][\w-]{1,30})[ \t]+(?=\S)").match(text, start, end)
    if scheme is None:
        word = re.compile(r"[^\s\"',;]++").match(text, start, end)
        return (word.span(),) if word and is_strong(word[0]) else ()
    if scheme[1].lower() in _WHOLE_LINE:
        stop = start + len(text[start:end].rstrip())
        return ((scheme.end(), stop),)
    word = re.compile(r"[^\s\"'\\,;]++").match(text, scheme.end(), end)
    if word is None or is_stand_in(word[0]) or _is_prose(scheme[1], word[0]):
        return ()
    return (word.span(),)


def _is_prose(scheme: str, word: str) -> bool:
    """Tell "Authorization: Bearer abc1" from "authorization: header missing"."""
    known = scheme.lower() in {
        "bearer",
        "basic",
        "token",
        "apikey",
        "api-key",
        "negotiate",
        "ntlm",
        "key",
        "jwt",
    }
    return word.isalpha() and len(word) < 8 if known else not is_strong(word)


def cookie_spans(text: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the values of the cookies in a Cookie or Set-Cookie value; names and attributes stay."""
    return tuple(
        (pair.start(2), pair.start(2) + len(pair[2].rstrip()))
        for pair in _PAIR.finditer(text, start, end)
        if pair[1].lower() not in ATTRIBUTES and _is_cookie_value(pair[2].strip())
    )


_HIDDEN: Final = re.compile(rf"\[COOKIE-[1-9]\d*\]|(?:{PLACEHOLDER.pattern})+(?=\s|$)")
"""What an earlier scrub left of a value. A cookie has no space in it, so it ends there; one of
which only the beginning was hidden lay across two pieces of an endless line.
"""


def _is_cookie_value(value: str) -> bool:
    """Tell whether a value says anything: even `true` tells two visitors apart."""
    return value.lower() not in _UNSET and not is_template(value) and _HIDDEN.match(value) is None


def _header_end(match: Match) -> int:
    """Return where a header's value ends: at the quote that opened it, or at the end of the line."""
    text, start = match.string, match.start("v")
    opened = text[start - 1 : start]
    if opened not in ("'", '"', "["):
        opened = text[match.start() - 1 : match.start()]
    stop = match.end("v")
    if opened == "[":
        opened = "]"
    if opened in ("'", '"', "]"):
        quote = text.find(opened, start, stop)
        stop = stop if quote == -1 else quote
        if text[stop - 1 : stop] == "\\":
            stop -= 1
    return stop


def _authorization(match: Match) -> tuple[Span, ...]:
    return credential_spans(match.string, match.start("v"), _header_end(match))


def _folded(match: Match) -> tuple[Span, ...]:
    """Return the credentials on a header's first line and on the lines that continue it."""
    start = match.start("v")
    return tuple(
        (start + word.start(), start + word.end())
        for word in re.finditer(r"\S+", match["v"])
        if is_strong(word[0])
    )


def _cookies(match: Match) -> tuple[Span, ...]:
    text, start, end = match.string, match.start("v"), _header_end(match)
    if match["sep"].strip() == "=":
        blank = re.compile(r"\s(?!\S{1,128}=)|[,}&]").search(text, start, end)
        end = blank.start() if blank else end
    return cookie_spans(text, start, end)


def _is_bare_credential(match: Match) -> bool:
    """Refuse words after the scheme: "bearer token", "basic authentication"."""
    return is_strong(match["v"]) and (any(c.isdigit() for c in match["v"]) or len(match["v"]) >= 20)


def _is_login(match: Match) -> bool:
    return not is_stand_in(match["v"])


HEADERS: Final[tuple[Rule, ...]] = (
    Rule(
        name="authorization header",
        kind=Kind.TOKEN,
        pattern=rf"(?i:authorization{_OPENS})(?P<v>[^\r\n]++)",
        anchors=("authorization",),
        before=0,
        after=4000,
        pick=_authorization,
        source="RFC 9110 section 11.6.2",
        hits=(
            "Authorization: Bearer ‹abc-123.def_456›",
            "authorization: Basic ‹dXNlcjpwYXNz›",
            "curl -H 'Authorization: token ‹a1b2c3d4e5›' https://example.com",
            '{"name": "authorization", "value": "Bearer ‹abc123def456›"}, 200',
            '"Proxy-Authorization": "Digest ‹username=x, nonce=ab12›",',
        ),
        misses=("Authorization: required", "authorization failed", "Authorization: Bearer <token>"),
    ),
    Rule(
        name="authorization header on folded lines",
        kind=Kind.TOKEN,
        pattern=(
            r"(?i:authorization[ ]?:[ \t]{0,4}(?:bearer|basic|token|negotiate|ntlm|apikey)?)"
            r"(?P<v>(?:[ \t]{1,4}[A-Za-z0-9._~+/=-]{4,4000}+)?[ \t]{0,4}(?:\r?\n[ \t]{1,12}[A-Za-z0-9._~+/=-]{4,4000}+[ \t]{0,4}(?=\r?\n|$)){1,20})"
        ),
        anchors=("authorization",),
        before=0,
        after=9000,
        crosses_lines=True,
        pick=_folded,
        source="RFC 9112 section 5.2: obsolete line folding",
        hits=(
            "Authorization: Basic\r\n ‹dXNlcjpwYXNzMTIz›\r\nHost: x",
            "authorization: Bearer a1b2c3d4e5f6\n\t‹g7h8i9j0k1l2›\nAccept: */*".replace(
                "a1b2c3d4e5f6", "‹a1b2c3d4e5f6›"
            ),
        ),
        misses=("Authorization:\n  required\n", "Authorization: Bearer a1b2c3d4e5f6\nHost: x"),
    ),
    Rule(
        name="bearer or basic credentials",
        kind=Kind.TOKEN,
        pattern=r"(?i:\b(?:bearer|basic)(?:\s|%20|\+){1,3})(?P<v>[A-Za-z0-9._~+/=-]{8,}+)",
        anchors=("bearer", "basic"),
        before=0,
        after=4000,
        check=_is_bare_credential,
        source="RFC 6750, RFC 7617",
        hits=("sent Bearer ‹a1b2c3d4e5f6g7h8› twice", "Bearer%20‹a1b2c3d4e5f6g7h8›"),
        misses=("use a Bearer token", "basic authentication failed", "basic-auth"),
    ),
    Rule(
        name="cookie header",
        kind=Kind.COOKIE,
        pattern=rf"(?i:(?<![a-z])(?:set-)?cookie2?(?P<sep>{_OPENS}))(?P<v>[^\r\n]++)",
        anchors=("cookie",),
        before=4,
        after=8000,
        pick=_cookies,
        source="RFC 6265",
        hits=(
            "Cookie: sid=‹abc123›; theme=‹dark›",
            "set-cookie: sid=‹a1b2›; Path=/; Expires=Thu, 12 Mar 2026 10:00:00 GMT; HttpOnly",
            "curl -H 'cookie: a=‹1x›; b=‹2y›' https://example.com/?q=1",
            '{"name":"Cookie","value":"sid=‹abc123›"},{"name":"Host","value":"a=b"}',
        ),
        misses=(
            "cookie: not set",
            "no cookies here",
            "Cookie: sid=${SID}",
            "Cookie: sid=[COOKIE-1][COOKIE-2] took 88 ms",
            "Cookie: sid=[COOKIE-1][COOKIE-2]5 took 88 ms",
        ),
    ),
    Rule(
        name="cookie on a command line",
        kind=Kind.COOKIE,
        pattern=r"(?<!\S)(?:-b|--cookie)[ =](?P<quote>[\"'])?(?P<v>(?(quote)[^\"'\r\n]{3,4000}|[^\s\"']{3,4000}))",
        anchors=("-b", "--cookie"),
        before=1,
        after=4100,
        pick=lambda match: cookie_spans(match.string, *match.span("v")),
        source="curl(1), -b",
        hits=("curl -b 'sid=‹abc123›; x=‹y1›' https://example.com", "curl --cookie sid=‹abc123› x"),
        misses=("curl -b jar.txt https://example.com", "git checkout -b topic"),
    ),
    Rule(
        name="key header",
        kind=Kind.SECRET,
        pattern=(
            r"(?i:(?<![\w-])(?P<key>x-api-key|x-apikey|api-key|x-auth-token|x-auth-key|x-access-token|x-session-token|"
            r"x-csrf-token|x-xsrf-token|csrf-token|x-amz-security-token|x-goog-api-key|x-vault-token|x-consul-token|"
            r"private-token|job-token|deploy-token|x-token|x-secret|x-client-secret|x-shopify-access-token|x-functions-key|"
            r"ocp-apim-subscription-key|x-ms-token-[\w-]{1,40}|x-rapidapi-key|x-figma-token|x-gitlab-token|x-hub-signature(?:-256)?|"
            r"circle-token|dd-api-key|dd-application-key|x-insert-key|x-query-key|x-postmark-server-token|x-parse-rest-api-key|"
            r"x-algolia-api-key|x-jfrog-art-api|x-nuget-apikey|x-honeycomb-team|x-octopus-apikey|x-subject-token|x-storage-token)"
            r"\\{0,3}[\"']?(?:\s{0,3}:\s{0,3}|[ ]{1,3}(?=[\"']))\\{0,3}[\"']?)(?P<v>[^\s\"',;\\]{3,4000})"
        ),
        anchors=(
            "token",
            "key",
            "secret",
            "x-hub-signature",
            "x-jfrog-art-api",
            "x-honeycomb-team",
        ),
        before=40,
        after=4100,
        check=lambda match: not is_stand_in(match["v"]) and not match["v"].isalpha(),
        source="names registered by their vendors' API references; OWASP REST security cheat sheet",
        hits=(
            "x-api-key: ‹a8s7d6›",
            "curl -H 'PRIVATE-TOKEN: ‹a8s7d6›' https://example.com",
            'proxy_set_header X-Api-Key "‹a8s7d6›";',
        ),
        misses=("X-Api-Key: missing", "x-api-key: ${KEY}", "x-csrf-token: fetch"),
    ),
    Rule(
        name="curl user",
        kind=Kind.SECRET,
        pattern=(
            r"(?<!\S)(?:-u|--user|--proxy-user)[ =]?(?P<quote>[\"'])?[^\s:\"']{1,128}:"
            r"(?P<v>(?(quote)[^\"'\r\n]{1,256}|[^\s\"']{1,256}))"
        ),
        anchors=("-u", "--user", "--proxy-user"),
        before=0,
        after=600,
        check=_is_login,
        source="curl(1), -u",
        hits=(
            "curl -u jdoe7:‹s3cr3t› https://example.com",
            "curl --user 'jdoe7:‹pa:ss word›'",
        ),
        misses=("docker run -u 1000", "sort -u a.txt", "curl -u $USER:$PASS https://example.com"),
    ),
    Rule(
        name="password in a URL",
        kind=Kind.SECRET,
        pattern=r"://(?P<user>[^\s:/@\"'<>?#]{0,128}):(?P<v>[^\s/\"'<>]{1,256})@(?=[\w\[.-])",
        anchors=("://",),
        before=0,
        after=600,
        check=_is_login,
        source="RFC 3986 section 3.2.1",
        hits=(
            "postgres://app:‹hunter2x›@db.example.com:5432/app",
            "https://jdoe7:‹p@ss›@example.com/x",
            "redis://:‹s3cr3t›@cache:6379/0",
        ),
        misses=(
            "https://example.com:8080/a@b",
            "http://host:80/",
            "mongodb://user:${PASSWORD}@db/x",
        ),
    ),
    Rule(
        name="token in a URL",
        kind=Kind.TOKEN,
        pattern=r"https?://(?P<v>[A-Za-z0-9_.~-]{8,256})@(?=[\w.-])",
        anchors=("://",),
        before=6,
        after=400,
        check=lambda match: is_strong(match["v"]) and any(c.isdigit() for c in match["v"]),
        source="RFC 3986 section 3.2.1",
        hits=("git clone https://‹a1b2c3d4e5f6›@example.com/x.git",),
        misses=("https://gitlabuser@example.com/",),
    ),
)
