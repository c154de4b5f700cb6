"""Values that hide in codes, odd letters and broken lines; input that is broken itself."""

import base64
import html
import urllib.parse

import pytest

from escalator.scrub import Kind, is_clean, scrub_answers, scrub_text
from escalator.scrub.coded import decoded
from tests.scrub.planted import new_hasher, new_vault

MAIL = "jane.doe@quayside.example"
SECRET = "hunter2" + "Zk88x"
QUOTED = "Content-Transfer-Encoding: quoted-printable\n\n"
ENCODED = "Content-Transfer-Encoding: base64\n\n"


def scrub(text: str) -> str:
    return scrub_text(text, hasher=new_hasher(), vault=new_vault()).text


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


CODED = [
    ("at percent", "to=jane.doe%40quayside.example&x=1", "to=[EMAIL-1]&x=1"),
    ("letters percent", "to=%6Aane.doe%40quayside%2Eexample now", "to=[EMAIL-1] now"),
    ("all percent", "".join(f"%{ord(letter):02X}" for letter in MAIL), "[EMAIL-1]"),
    ("at entity", "mail jane.doe&#64;quayside.example.", "mail [EMAIL-1]."),
    ("at hex entity", "mail jane.doe&#x40;quayside&#x2E;example.", "mail [EMAIL-1]."),
    ("at named", "mail jane.doe&commat;quayside.example.", "mail [EMAIL-1]."),
    ("all entities", "".join(f"&#{ord(letter)};" for letter in MAIL), "[EMAIL-1]"),
    ("address entities", "from 203&#46;0&#46;113&#46;7 on", "from [IP-1.1] on"),
    ("quoted-printable", f"{QUOTED}to jane.doe=40quayside.example", f"{QUOTED}to [EMAIL-1]"),
    (
        "wrapped at 76 columns",
        f"{QUOTED}please do not hesitate to write to jane.d=\r\noe@quayside.example today",
        f"{QUOTED}please do not hesitate to write to [EMAIL-1] today",
    ),
    ("base64", f"{ENCODED}{b64('write to ' + MAIL)}\n", f"{ENCODED}[HIDDEN-1]\n"),
    (
        "data address",
        f"src=data:text/plain;base64,{b64(MAIL)}",
        "src=data:text/plain;base64,[HIDDEN-1]",
    ),
    ("basic", f"Authorization: Basic {b64('jdoe:' + SECRET)}", "Authorization: Basic [TOKEN-1]"),
    ("JSON break", f'{{"msg":"to\\n{MAIL}\\nnow"}}', '{"msg":"to\\n[EMAIL-1]\\nnow"}'),
    ("JSON escape", '{"m":"jane.doe\\u0040quayside.example"}', '{"m":"[EMAIL-1]"}'),
    ("continued", f"mytool --password \\\n  {SECRET} -v", "mytool --password \\\n  [SECRET-1] -v"),
    ("continued value", f"curl -u jdoe:\\\n{SECRET} x", "curl -u [USER-1]:\\\n[SECRET-1] x"),
]


@pytest.mark.parametrize(
    ("text", "shown"), [row[1:] for row in CODED], ids=[row[0] for row in CODED]
)
def test_a_value_that_is_written_in_codes_is_hidden(text: str, shown: str) -> None:
    assert scrub(text) == shown
    assert is_clean(shown)


def test_a_value_in_codes_has_the_placeholder_of_the_plain_one() -> None:
    coded = "".join(f"&#{ord(letter)};" for letter in MAIL)
    assert scrub(f"{MAIL} {coded} {urllib.parse.quote(MAIL)}") == "[EMAIL-1] [EMAIL-1] [EMAIL-1]"


def test_two_secrets_that_differ_in_codes_stay_two() -> None:
    shown = scrub("password=hunter%41Zk88 password=hunterAZk88")
    assert shown == "password=[SECRET-1] password=[SECRET-2]"


QUIET_CODES = [
    "GET /api/items?page=2&amp;sort=asc&q=caf%C3%A9%20au%20lait HTTP/1.1",
    "10%25 of 200 &lt;unknown&gt; at com.example.Handler&#36;Inner",
    "make \\\n  install \\\n  -j4",
    f"{QUOTED}a =3D b, it costs 5=80 and goes =\non",
    f"{ENCODED}{b64('nothing to see in this text')}\n",
    f"data:image/png;base64,{b64('x' * 80)}",
    "data:;base64,AAAA%%%",
]


@pytest.mark.parametrize("text", QUIET_CODES)
def test_codes_without_a_value_stay_as_they_are(text: str) -> None:
    assert scrub(text) == text


ODD_LETTERS = {
    "zero width": "ja\u200bne.doe@\u2060quay\u00adside.example",
    "full width": "\uff4aane.doe\uff20quayside\uff0eexample",
    "look-alike full stop": "jane.doe@quayside\u3002example",
    "Cyrillic letter": "j\u0430ne.doe@quayside.example",
    "right to left": f"\u202e{MAIL}\u202c",
    "lone surrogates": f"\ud800{MAIL}\udfff",
    "NUL": f"\0{MAIL}\0",
    "UTF-16 read as bytes": MAIL.encode("utf-16-le").decode("latin-1"),
    "UTF-16, the other way round": MAIL.encode("utf-16-be").decode("latin-1"),
}


@pytest.mark.parametrize("text", ODD_LETTERS.values(), ids=ODD_LETTERS.keys())
def test_odd_letters_do_not_hide_a_value(text: str) -> None:
    shown = scrub(f"mail {text} now")
    assert "[EMAIL-1]" in shown
    assert "quay" not in shown.replace("\0", "")


BROKEN = [
    "[" * 50_000,
    '{"a":' * 20_000,
    '{"password": "' + "\\" * 9_999,
    "<a>" * 20_000 + "&#" * 5_000,
    "&#1114112;&#x110000;&#99999999;",
    "%" * 1_000 + "%4" + "%G0",
    "=\n" * 500 + "quoted-printable =4",
    "data:;base64," * 500,
    "content-transfer-encoding: base64\n" * 300,
    "-----BEGIN " + "PRIVATE KEY-----" + "A" * 60_000,
    "\u202e" * 5_000,
    "\ud83d" * 5_000,
]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("text", BROKEN, ids=[text[:12] for text in BROKEN])
def test_broken_input_is_scrubbed_like_any_other(text: str) -> None:
    assert scrub(scrub(text)) == scrub(text)


def test_names_of_the_html_standard_that_count_are_read_right() -> None:
    for name in ("commat", "period", "colon", "lowbar", "plus", "sol", "quot", "amp", "num"):
        assert decoded(f"&{name};") == html.unescape(f"&{name};")


def test_a_packet_hides_a_coded_value_where_the_plain_one_gave_it_away() -> None:
    answers = {"a": f"user=jdoe77 wrote {MAIL}", "b": "seen: jdoe77, &#106;doe77"}
    result = scrub_answers(answers, hasher=new_hasher(), vault=new_vault())
    assert result.answers["b"] == "seen: [USER-1], [USER-1]"
    assert {found.finding.kind for found in result.findings} == {Kind.USER, Kind.EMAIL}
