"""A whole packet at once: fields, logs, HAR files and names of files share their placeholders."""

import json
import subprocess
import sys

from escalator.scrub import (
    Evidence,
    Kind,
    MemoryVault,
    ScrubbedPacket,
    VaultRow,
    scrub_answers,
    scrub_packet,
)
from escalator.scrub.model import JSON, GivenAnswer
from tests.scrub.planted import new_hasher, new_vault

ANSWERS: dict[str, GivenAnswer] = {
    "problem": "Jane Doering cannot sign in",
    "logs": ({"text": "user=jdoering7 ok"},),
}
HAR: JSON = {
    "log": {
        "entries": [
            {
                "request": {
                    "url": "https://app.example/u/jdoering7",
                    "headers": [{"name": "X-User", "value": "jane.doering@quayside.example"}],
                }
            }
        ]
    }
}
EVIDENCE = (
    Evidence("jdoering7-crash.log", "from 203.0.113.7: jdoering7 and Jane"),
    Evidence("session.har", HAR),
)


def scrub(vault: MemoryVault) -> ScrubbedPacket:
    return scrub_packet(
        ANSWERS, EVIDENCE, hasher=new_hasher(), vault=vault, names=("Jane Doering",)
    )


def test_a_value_has_one_placeholder_in_fields_logs_trees_and_names_of_files() -> None:
    packet = scrub(new_vault())
    assert packet.answers.answers == {
        "problem": "[NAME-1] cannot sign in",
        "logs": ({"text": "user=[USER-1] ok"},),
    }
    log, har = packet.evidence
    assert log.name == "[USER-1]-crash.log"
    assert log.content == "from [IP-1.1]: [USER-1] and [NAME-1]"
    shown = json.dumps(har.content)
    assert "/u/[USER-1]" in shown
    assert "[EMAIL-1]" in shown
    assert har.name == "session.har"


def test_findings_say_where_in_the_evidence_they_were() -> None:
    log, har = scrub(new_vault()).evidence
    assert [finding.kind for finding in log.name_findings] == [Kind.USER]
    assert [found.path for found in log.findings] == [(), (), ()]
    url = ("log", "entries", 0, "request", "url")
    assert [found.finding.placeholder for found in har.findings if found.path == url] == [
        "[USER-1]"
    ]


def test_evidence_that_comes_later_gets_the_placeholders_of_before() -> None:
    first = new_vault()
    scrub_answers(ANSWERS, hasher=new_hasher(), vault=first, names=("Jane Doering",))
    later = MemoryVault(first.rows())
    packet = scrub_packet({}, EVIDENCE, hasher=new_hasher(), vault=later)
    assert packet.evidence[0].content == "from [IP-1.1]: [USER-1] and [NAME-1]"
    assert packet.evidence[0].name == "[USER-1]-crash.log"


def test_scrubbing_a_packet_again_changes_nothing() -> None:
    vault = new_vault()
    once = scrub(vault)
    given = [Evidence(one.name, one.content) for one in once.evidence]
    again = scrub_packet(once.answers.answers, given, hasher=new_hasher(), vault=vault)
    assert again.answers.answers == once.answers.answers
    assert [(one.name, one.content) for one in again.evidence] == [
        (one.name, one.content) for one in once.evidence
    ]


def test_another_process_gives_the_same_placeholders_from_the_same_rows() -> None:
    vault = new_vault()
    scrub(vault)
    code = (
        "import json, sys\n"
        "from escalator.scrub import MemoryVault, VaultRow, scrub_text\n"
        "from tests.scrub.planted import new_hasher\n"
        "vault = MemoryVault(VaultRow(*row) for row in json.load(sys.stdin))\n"
        "text = '203.0.113.9 203.0.113.7 JDOERING7 jane.doering@quayside.example'\n"
        "print(scrub_text(text, hasher=new_hasher(), vault=vault).text)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(vault.rows()),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[IP-1.2] [IP-1.1] [USER-1] [EMAIL-1]\n"
    assert all(isinstance(row, VaultRow) for row in vault.rows())
