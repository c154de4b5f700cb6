"""Rules for mail addresses, plain, in links and percent-encoded.

Names that addresses and their display names give away are people.py's work.
"""

import re
from typing import Final

from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span

_ENCODED: Final = re.compile(r"%[0-9A-Fa-f]{2}|u00[0-9a-fA-F]{2}", re.ASCII)
_NOT_DOMAINS: Final = frozenset(
    "png jpg jpeg gif svg webp ico css js mjs map ts tsx jsx scss less json service slice scope socket timer target mount path device swap".split()
)
_MESSAGE_ID: Final = re.compile(
    r"(?:message-?id|msg-?id|in-reply-to|references|content-id|cid|processing message)[\"'\s:=<\\]{1,8}[^\s>]{0,80}$|\bid=(?=\d{8})[^\s@]{0,80}$|(?:^|[\s(=])(?:host|https?|cifs|nfs|ldap|krbtgt|hive|hdfs|yarn|mssqlsvc|imap|smtp|postgres)/[\w.-]{0,60}$"
)


def _is_address(match: Match) -> bool:
    """Refuse retina image names, package versions, git remotes and message IDs."""
    domain = match["domain"].rsplit(".", 1)[-1]
    if not domain.isalpha() or len(domain) < 2 or domain.lower() in _NOT_DOMAINS:
        return False
    text, start = match.string, match.start("v")
    if match["local"].lower() == "git" and text[match.end() : match.end() + 1] in (":", "/"):
        return False
    if text[max(0, start - 3) : start] == "://" or _follows_credentials(text, start):
        return False
    front = text[max(0, start - 100) : match.start("domain") - 1]
    return _MESSAGE_ID.search(front.lower()) is None


def _follows_credentials(text: str, start: int) -> bool:
    """Tell whether what looks like a local part is the password of a URL: `//user:here@host`."""
    before = text[max(0, start - 80) : start]
    return re.search(r"://[^\s/@]{0,64}:[^\s/@]{0,64}$", before) is not None


def _address(match: Match) -> tuple[Span, ...]:
    """Return the address without a percent- or JSON-encoded character stuck to its front."""
    text, (start, end) = match.string, match.span("v")
    before = text[start - 1 : start]
    if before == "%" and (encoded := _ENCODED.match(text, start - 1)):
        start = encoded.end()
    elif before == "\\" and text[start] in "nrtf":
        start += 1
    elif before == "\\" and (encoded := _ENCODED.match(text, start)):
        start = encoded.end()
    return ((start, end),) if start < match.end("local") else ()


MAIL: Final[tuple[Rule, ...]] = (
    Rule(
        name="mail",
        kind=Kind.EMAIL,
        pattern=(
            r"(?<![\w.+'-])['.+-]*+(?P<v>(?P<local>\w[\w.+'-]*+)(?:@|%40)"
            r"(?P<domain>(?:[^\W_][\w-]{0,62}\.){1,8}[^\W\d_]{2,24}))(?![\w-])"
        ),
        anchors=("@", "%40"),
        before=200,
        after=600,
        check=_is_address,
        pick=_address,
        source="RFC 5321, RFC 6531; RFC 3986 for percent-encoding",
        hits=(
            "Contact ‹jane.doe@example.com›.",
            "<‹jane@example.org›>, mailto:‹o'neil+test@mail.example.co.uk›?subject=x",
            "GET /reset?user=‹jane.doe%40example.com›&x=1",
            "next=%3D‹jane%40example.com›%26",
            '{"msg":"failed\\n‹jane@example.com›"}',
            "ünïcode ‹jörg.müller@bücher.example›",
            "user ‹JANE@EXAMPLE.COM›: gone",
        ),
        misses=(
            "icon@2x.png",
            "npm install left-pad@1.3.0",
            "git clone git@github.com:acme/app.git",
            "Message-ID: <20260312.1234@mail.example.com>",
            "S=12 id=20260312@mail.example.com, host/web-1.example.com@EXAMPLE.COM",
            "Started user@114.service and getty@tty1.service.",
            "the @ sign, @media, @Override and user@localhost",
        ),
    ),
)
