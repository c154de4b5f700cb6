"""Families of values together, as they stand in letters, forms and logs."""

import pytest

from escalator.scrub import scrub_text
from tests.scrub.planted import new_hasher, new_vault

LETTERS = [
    (
        "a German letter",
        "Sehr geehrte Frau Müller,\nich wohne in der Musterstraße 12a, 10115 Berlin. "
        "Mein Geburtsdatum ist der 12.03.1980.\nMit freundlichen Grüßen\nJörg Schulz",
        "Sehr geehrte Frau [NAME-1],\nich wohne in der [ADDRESS-1]. "
        "Mein Geburtsdatum ist der [BIRTH_DATE-1].\nMit freundlichen Grüßen\n[NAME-2]",
    ),
    (
        "a Spanish form",
        "Nombre: Xiomara\nApellidos: GARCIA LOPEZ\nDNI 12345678-Z\nmatrícula 1234 BCD",
        "Nombre: [NAME-1]\nApellidos: [NAME-2]\nDNI [NATIONAL_ID-1]\nmatrícula [PLATE-1]",
    ),
    (
        "a chat",
        "[10:32] Priya Sharma: call me on 963 859 657\n[10:33] Jan: ok Priya",
        "[10:32] [NAME-1]: call me on [PHONE-1]\n[10:33] [NAME-2]: ok [NAME-1]",
    ),
    (
        "a payment",
        "sent to bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4 from 48.858370, 2.294481",
        "sent to [WALLET-1] from [COORDINATES-1]",
    ),
    (
        "a login log",
        "su[12]: Successful su for jdoe by root\nsshd[3]: connect from cpe-76-171.res.example.net",
        "su[12]: Successful su for [USER-1] by root\nsshd[3]: connect from [HOST-1]",
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in LETTERS], ids=[row[0] for row in LETTERS]
)
def test_values_of_many_kinds_are_hidden_together(text: str, expected: str) -> None:
    assert scrub_text(text, hasher=new_hasher(), vault=new_vault()).text == expected


@pytest.mark.parametrize(
    "line",
    [
        "081109 203615 148 INFO dfs.DataNode: block blk_-1608999687919862906 terminating",
        "- 1117838570 2005.06.03 R02-M1-N0-C:J12-U11 RAS KERNEL INFO parity error corrected",
        "Package_for_KB2928120~31bf3856ad364e35~amd64~~6.1.1.2, state 112, parent 53",
        "job_1445144423722_0020 map 100% attempt_1445144423722_0020_m_000001_0 at nn-1:50070",
        "134681 node-246 unix.hw state_change.unavailable 1077804742 1 Component State Change",
        "20171223-22:15:29:606|Step_LSC|30002312|onStandStepChanged 3579",
        '10.0.0.3 - - [21/May/2026:07:59:18 +0000] "GET /x HTTP/1.1" 304 9662075 "-" "-"',
        "https 2026-03-12T10:20:30.1Z app/lb 10.0.0.1:80 0.000 119 0.000 401 204 869 7983",
        "2026-03-12 10:20:30 INFO [main] took 963 859 657 ns, heap 123 456 789",
    ],
)
def test_what_a_diagnosis_needs_stays(line: str) -> None:
    assert scrub_text(line, hasher=new_hasher(), vault=new_vault()).text == line
