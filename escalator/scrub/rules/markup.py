"""Rules for secrets in XML and HTML, and in pairs of a name and a value in any notation.

What a name asks of its value is the judgement of keynames.py.
"""

from typing import Final

from escalator.scrub.keynames import PASSWORD_WORDS, demand
from escalator.scrub.model import Kind
from escalator.scrub.rule import Match, Rule, Span
from escalator.scrub.strength import is_secret


def is_named(match: Match) -> bool:
    """Judge a quoted value by the first of the groups `key`, `key2`, `key3` that matched."""
    groups = (match.groupdict().get(name) for name in ("key", "key2", "key3"))
    asked = demand(next((key for key in groups if key), ""))
    return asked is not None and is_secret(match["v"].strip(), asked, is_quoted=True)


def _stripped(match: Match) -> tuple[Span, ...]:
    value = match["v"].strip()
    start = match.start("v") + match["v"].index(value)
    return ((start, start + len(value)),)


MARKUP: Final[tuple[Rule, ...]] = (
    Rule(
        name="secret in XML",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:<(?:[\w-]{{1,30}}:)?(?P<key>[\w.-]{{0,30}}?(?:{PASSWORD_WORDS}|pass|secret|token|key))(?:\s[^<>]{{0,200}})?>"
            r"(?:\s{0,40}<value>)?(?:\s{0,40}<!\[CDATA\[)?)(?P<v>[^<>]{2,4000}?)(?=\s{0,40}(?:\]\]>\s{0,40})?</)"
        ),
        anchors=("pass", "pwd", "secret", "token", "key"),
        before=60,
        after=4200,
        crosses_lines=True,
        check=is_named,
        pick=_stripped,
        source="Maven settings.xml, web.config, SOAP WS-Security UsernameToken",
        hits=(
            "<password>‹hunter2›</password>",
            "<ns:apiKey a='b'>‹a8s7d6f5g4›</ns:apiKey>",
            "<githubToken>\n  ‹a8s7d6f5g4h3›\n</githubToken>",
            "<Password><![CDATA[‹hunter2›]]></Password>",
        ),
        misses=(
            "<password></password>",
            "<password>${env.PW}</password>",
            "<passwordless>true</passwordless>",
            "<primaryKey>order_id_12345</primaryKey>",
        ),
    ),
    Rule(
        name="secret in a named XML element",
        kind=Kind.SECRET,
        pattern=(
            r"(?i:(?:name|key|id)\s?=\s?[\"'](?P<key>[\w.:-]{1,80})[\"'][^<>]{0,120}>(?:\s{0,40}<value>)?"
            r"|<key>(?P<key2>[\w .-]{1,80})</key>\s{0,40}<string>)(?P<v>[^<>]{2,4000}?)(?=\s{0,40}</)"
        ),
        anchors=("name=", "key=", "id=", "name =", "<key>"),
        before=0,
        after=4300,
        crosses_lines=True,
        check=is_named,
        pick=_stripped,
        source="Android string resources, Java properties XML, Spring bean XML, Apple property lists",
        hits=(
            '<string name="api_key">‹a8s7d6f5g4h3›</string>',
            '<property name="password" type="x">‹hunter2›</property>',
            '<property name="password"><value>‹hunter2›</value>',
            "<key>AdminPassword</key>\n\t<string>‹hunter2›</string>",
        ),
        misses=(
            '<string name="password_hint">Enter it</string>',
            '<string name="password">Password</string>',
            "<key>CFBundleName</key>\n<string>App</string>",
        ),
    ),
    Rule(
        name="secret in a key and value pair",
        kind=Kind.SECRET,
        pattern=(
            r"(?i:(?:name|key)\\{0,3}[\"']?\s{0,3}[=:]\s{0,3}\\{0,3}[\"'](?P<key>[\w.:\[\]-]{1,80})\\{0,3}[\"'],?\s{1,4}"
            r"(?:(?!value|content)[\w-]{1,20}=[\"'][^\"'<>]{0,60}[\"']\s{1,4}){0,3}"
            r"|(?:name|key)\\{0,3}[\"']\s{0,3}:\s{0,3}\\{0,3}[\"'](?P<key2>[\w.:\[\]-]{1,80})\\{0,3}[\"'],\s{0,40}"
            r"|\bname:\s{1,3}(?P<key3>[\w.-]{1,80})\r?\n\s{1,40})"
            r"(?i:\\{0,3}[\"']?(?:value|content)\\{0,3}[\"']?\s{0,3}[=:]\s{0,3}(?:\\{0,3}[\"']|(?<=: )))"
            r"(?P<v>[^\"'\\\r\n]{1,4000})"
        ),
        anchors=("value", "content"),
        before=300,
        after=4200,
        crosses_lines=True,
        check=is_named,
        pick=_stripped,
        source="HAR 1.2 name/value pairs; web.config add key/value; HTML meta and input; Kubernetes env",
        hits=(
            '{"name": "X-Api-Key", "value": "‹a8s7d6f5g4h3›"}',
            '<add key="SmtpPassword" value="‹hunter2›" />',
            '"name":"csrf_token","value":"‹a8s7d6f5g4h3›"',
            '"name": "DB_PASSWORD",\n  "value": "‹geheim1›"',
            '<meta name="csrf-token" content="‹a8s7d6f5g4h3›" />',
            '<input name="authenticity_token" type="hidden" value="‹a8s7d6f5g4h3›">',
            "- name: DB_PASSWORD\n  value: ‹geheim1›\n",
        ),
        misses=(
            '{"name": "accept", "value": "application/json"}',
            '"key": "token_type", "value": "bearer"',
            '<input name="password" type="password" value="">',
        ),
    ),
    Rule(
        name="value before its name",
        kind=Kind.SECRET,
        pattern=(
            r"(?i:\\{0,3}\b(?:value|content)\\{0,3}[\"']?\s{0,3}[=:]\s{0,3}\\{0,3}[\"'])(?P<v>[^\"'\\\r\n]{4,4000})\\{0,3}[\"']"
            r"(?i:,?\s{0,40}\\{0,3}[\"']?(?:name|key)\\{0,3}[\"']?\s{0,3}[=:]\s{0,3}\\{0,3}[\"'])(?P<key>[\w.:\[\]-]{1,80})"
        ),
        anchors=("value", "content"),
        before=4,
        after=4300,
        crosses_lines=True,
        check=is_named,
        source="HTML meta and input; JSON pairs in any order",
        hits=(
            '<input type="hidden" value="‹a8s7d6f5g4h3›" name="csrf_token">',
            '{"value": "‹hunter2›", "name": "DB_PASSWORD"}',
        ),
        misses=('{"value": "application/json", "name": "accept"}',),
    ),
    Rule(
        name="secret in a part of a form",
        kind=Kind.SECRET,
        pattern=(
            r"(?i:form-data;\s{0,3}name=\"(?P<key>[\w.\[\]-]{1,80})\"[^\r\n]{0,200}\r?\n(?:[\w-]{1,40}:[^\r\n]{0,200}\r?\n){0,3}\r?\n)"
            r"(?P<v>[^\r\n]{2,4000})"
        ),
        anchors=("form-data",),
        before=0,
        after=5200,
        crosses_lines=True,
        check=is_named,
        source="RFC 7578",
        hits=('Content-Disposition: form-data; name="password"\r\n\r\n‹hunter2›\r\n--x',),
        misses=('Content-Disposition: form-data; name="title"\r\n\r\nhunter2\r\n--x',),
    ),
    Rule(
        name="secret in an attribute of its element",
        kind=Kind.SECRET,
        pattern=(
            rf"(?i:<(?:[\w-]{{1,30}}:)?(?P<key>[\w.-]{{0,30}}?(?:{PASSWORD_WORDS}|secret|token|key))\s[^<>]{{0,120}}?\bvalue\s?=\s?)"
            r"(?P<quote>[\"'])(?P<v>[^\"'<>\r\n]{2,1000})(?P=quote)"
        ),
        anchors=("pass", "pwd", "secret", "token", "key"),
        before=60,
        after=1300,
        check=is_named,
        source="configuration in XML as commonly written",
        hits=('<password type="x" value="‹hunter2›"/>',),
        misses=('<passwordPolicy value="strong1"/>', '<primaryKey value="order1"/>'),
    ),
)
