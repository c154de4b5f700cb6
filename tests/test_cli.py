"""The command `escalator`, run as people run it: exit status, output, messages, no traceback."""

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from escalator.cli import main
from escalator.config import load_settings
from escalator.contracts import load_checklist, load_contracts
from escalator.domain.packet import write_json
from escalator.resources import schemas_folder
from escalator.services.validation import judge, read_packet

ROOT = Path(__file__).parents[1]
EXAMPLES = schemas_folder() / "examples"
COMPLETE = sorted(EXAMPLES.glob("*.complete.json"))
INCOMPLETE = sorted(EXAMPLES.glob("*.incomplete.json"))
COMMAND = (sys.executable, "-c", "from escalator.cli import main; main(prog_name='escalator')")


def escalator(
    *arguments: str | Path, given: bytes = b"", settings: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command; whatever it refuses, it refuses in words."""
    inherited = {key: value for key, value in os.environ.items() if "ESCALATOR" not in key}
    done = subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=given,
        capture_output=True,
        cwd=ROOT,
        env={**inherited, **(settings or {})},
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def one_error(done: subprocess.CompletedProcess[bytes]) -> str:
    """Give what it said on standard error, one line."""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


# -- validate -----------------------------------------------------------------------------------


def test_complete_examples_have_no_gap() -> None:
    done = escalator("validate", *COMPLETE)
    assert done.returncode == 0
    assert done.stdout.count(b": no gap") == len(COMPLETE) == 10


def test_incomplete_examples_have_exactly_the_gaps_written_beside_them() -> None:
    done = escalator("validate", "--json", *INCOMPLETE)
    assert done.returncode == 1
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(one["file"]) for one in said] == INCOMPLETE
    for file, one in zip(INCOMPLETE, said, strict=True):
        expected = json.loads(file.with_name(f"{file.stem}.gaps.json").read_text())["gaps"]
        found = {(gap["item"], gap["code"]) for gap in one["gaps"]}
        assert found == {(gap["item"], gap["code"]) for gap in expected}, file.name
        assert not one["ok"]
        assert {"file", "ok", "gaps", "advice", "findings"} <= one.keys()
        assert all(gap["message"] for gap in one["gaps"])


def test_findings_say_kind_item_and_place_and_never_the_value(tmp_path: Path) -> None:
    packet = json.loads(COMPLETE[0].read_text())
    packet = packet.get("packet", packet)
    packet["answers"]["actual"] = "🙂 Write to mara@customer.example"
    file = tmp_path / "packet.json"
    file.write_text(json.dumps(packet))
    said = json.loads(escalator("validate", "--json", file).stdout)
    found = [one for one in said["findings"] if one["item"] == "actual"]
    assert found == [{"kind": "email", "item": "actual", "place": "", "start": 11, "end": 32}]
    assert "mara" not in json.dumps(said)


def test_what_stands_beside_the_answers_is_searched_and_hidden_too(tmp_path: Path) -> None:
    packet = json.loads(COMPLETE[0].read_text())
    packet = packet.get("packet", packet)
    text = "Ask mara@customer.example for it"
    packet["not_available"] = {"steps": text}
    packet["priority_rationale"] = text
    packet["exceptions"] = [{"items": ["steps"], "reason": text, "broke_glass": False}]
    file = tmp_path / "packet.json"
    file.write_text(json.dumps(packet))
    said = json.loads(escalator("validate", "--json", file).stdout)
    places = [(one["item"], one["place"], one["start"]) for one in said["findings"]]
    assert [one for one in places if one[2] == 4] == [
        ("steps", "not_available", 4),
        ("priority_rationale", "", 4),
        ("exceptions", "0", 4),
    ]
    judged = judge(read_packet(file.read_text()), load_contracts(), now=datetime.now(UTC))
    assert "mara" not in write_json(judged.clean)


def test_a_file_of_countless_little_texts_is_no_packet(tmp_path: Path) -> None:
    packet = json.loads(COMPLETE[0].read_text())
    packet = packet.get("packet", packet)
    packet["answers"]["actual"] = ["word"] * 10_001
    file = tmp_path / "packet.json"
    file.write_text(json.dumps(packet))
    done = escalator("validate", file)
    assert done.returncode == 2
    assert "more than 10,000" in done.stderr.decode()


def test_findings_are_said_by_item_in_the_words_of_the_pages(tmp_path: Path) -> None:
    packet = json.loads(COMPLETE[0].read_text())
    packet = packet.get("packet", packet)
    packet["answers"]["actual"] = "mara@customer.example and bo@customer.example from 203.0.113.9"
    packet["not_available"] = {"steps": "Only bo@customer.example knows"}
    file = tmp_path / "packet.json"
    file.write_text(json.dumps(packet))
    said = escalator("validate", file).stdout.decode().splitlines()
    assert "  to hide, actual: 2 e-mail addresses, 1 IP address" in said
    assert "  to hide, steps: 1 e-mail address" in said


def test_standard_input_is_judged_too() -> None:
    done = escalator("validate", "-", given=COMPLETE[0].read_bytes())
    assert (done.returncode, done.stdout.decode()) == (0, "-: no gap\n")


def test_another_checklist_may_judge() -> None:
    general = EXAMPLES / "general.complete.json"
    assert escalator("validate", "--checklist", "login-sso", general).returncode == 1
    unknown = escalator("validate", "--checklist", "nonsense", general)
    assert unknown.returncode == 2
    assert "no checklist “nonsense”" in one_error(unknown)


UNREADABLE: Mapping[str, tuple[bytes, str]] = {
    "empty": (b"", "nothing in it"),
    "latin-1": ("---\nformat: escalator-packet/1\n---\nzurück".encode("latin-1"), "UTF-8"),
    "json cut off": (b'{"format": "escalator-packet/1", ', "JSON"),
    "deep json": (b'{"a":' * 200_000, "nested too deeply"),
    "no packet": (b'{"a": 1}', ""),
    "a letter": (b"Dear support, it does not work.", ""),
    "too large": (b"x" * 25_000_000, "larger than"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_packet_is_refused_in_one_line(name: str, tmp_path: Path) -> None:
    content, words = UNREADABLE[name]
    file = tmp_path / "packet.md"
    file.write_bytes(content)
    done = escalator("validate", file)
    assert done.returncode == 2
    assert words in one_error(done)
    assert str(file) in one_error(done)


def test_a_file_that_is_not_there_and_a_folder_are_named(tmp_path: Path) -> None:
    done = escalator("validate", tmp_path / "none.md", tmp_path, COMPLETE[0])
    assert done.returncode == 2
    assert len(done.stderr.decode().splitlines()) == 2
    assert b": no gap" in done.stdout, "the readable one is judged all the same"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_packet_saved_by_windows_reads_the_same(encoding: str, tmp_path: Path) -> None:
    plain = escalator("render", "--to", "markdown", COMPLETE[0]).stdout.decode()
    file = tmp_path / "packet.md"
    file.write_bytes(plain.replace("\n", "\r\n").encode(encoding))
    assert escalator("validate", file).returncode == 0


# -- render -------------------------------------------------------------------------------------


def rendered(form: str, given: bytes) -> bytes:
    """Convert in this process: twenty files four times over."""
    done = CliRunner().invoke(main, ["render", "--to", form, "-"], input=given)
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


@pytest.mark.parametrize("file", [*COMPLETE, *INCOMPLETE], ids=lambda path: path.stem)
def test_markdown_and_json_convert_into_each_other_byte_by_byte(file: Path) -> None:
    markdown = rendered("markdown", file.read_bytes())
    as_json = rendered("json", markdown)
    assert rendered("markdown", as_json) == markdown
    assert rendered("json", file.read_bytes()) == as_json


def test_html_carries_no_markup_of_the_author(tmp_path: Path) -> None:
    packet = json.loads(COMPLETE[0].read_text())
    packet = packet.get("packet", packet)
    packet["answers"]["actual"] = "<script>alert(1)</script> [x](javascript:alert(2)) <b onclick=y>"
    file = tmp_path / "packet.json"
    file.write_text(json.dumps(packet))
    html = escalator("render", "--to", "html", file).stdout.decode()
    assert "&lt;script&gt;" in html
    assert not re.search(r"<script|<b |href=.javascript", html)


# -- scrub --------------------------------------------------------------------------------------


def test_scrub_hides_and_leaves_the_rest_byte_for_byte() -> None:
    text = "08:00 \xe9\r\nmail mara@customer.example failed\tagain\n".encode("latin-1")
    done = escalator("scrub", given=text)
    assert done.returncode == 0
    assert done.stdout == text.replace(b"mara@customer.example", b"[EMAIL-1]")


def test_scrub_of_lines_gives_offsets_in_code_points() -> None:
    text = "🙂👩‍💻 mara@customer.example"
    done = escalator("scrub", "--jsonl", given=json.dumps({"id": 7, "text": text}).encode())
    said = json.loads(done.stdout)
    (finding,) = said["findings"]
    assert said["id"] == 7
    assert said["text"] == "🙂👩‍💻 [EMAIL-1]"
    assert text[finding["start"] : finding["end"]] == "mara@customer.example"


def test_scrub_names_the_line_that_it_cannot_read() -> None:
    given = b'{"id": 1, "text": "a"}\n\n{"id": 2, "text": secret@customer.example}\n'
    done = escalator("scrub", "--jsonl", given=given)
    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 1
    assert "line 3" in one_error(done).lower()
    assert "secret" not in one_error(done)


OWN_RULES = schemas_folder() / "examples" / "scrub.json"


def test_scrub_takes_rules_of_a_team() -> None:
    done = escalator("scrub", "--rules", OWN_RULES, given=b"by EMP-204417, a Temp-204417")
    assert done.stdout == b"by [OWN_EMPLOYEE_NUMBER-1], a Temp-204417"


def test_scrub_refuses_rules_that_lint_refuses(tmp_path: Path) -> None:
    file = tmp_path / "scrub.json"
    file.write_text('{"kinds": [{"name": "x"}]}')
    for arguments in (("scrub", "--rules", file), ("scrub", "--rules", tmp_path / "none.json")):
        done = escalator(*arguments, given=b"EMP-204417")
        assert done.returncode == 2
        assert done.stdout == b""
        assert "json" in one_error(done)


def test_scrub_lint_says_file_place_and_reason(tmp_path: Path) -> None:
    assert escalator("scrub", "lint", OWN_RULES).returncode == 0
    rules = json.loads(OWN_RULES.read_text("utf-8"))
    rules["kinds"][0]["pattern"] = "EMP-.*"
    file = tmp_path / "scrub.json"
    file.write_text(json.dumps(rules))
    done = escalator("scrub", "lint", file)
    assert done.returncode == 1
    assert done.stdout.decode().startswith("scrub.json at /kinds/0/pattern: “.” takes any")


def test_scrub_into_a_pipe_that_closes_says_nothing(tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"id": 1, "text": "mail mara@customer.example"}\n' * 20_000)
    command = f"'{COMMAND[0]}' -c \"{COMMAND[2]}\" scrub --jsonl < {lines} | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, check=False)  # nosec
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == b""


# -- checklist export, import -------------------------------------------------------------------


def test_a_checklist_goes_out_as_a_file_and_comes_back_as_a_working_copy(tmp_path: Path) -> None:
    settings = {"ESCALATOR_FOLDER": str(tmp_path)}
    out = escalator("checklist", "export", "general/1", "--number", "2", settings=settings)
    assert out.returncode == 0
    document = json.loads(out.stdout)
    assert document["$id"] == "urn:escalator:checklist:general:2"
    file = tmp_path / "general.schema.json"
    file.write_bytes(out.stdout)
    assert escalator("checklist", "lint", file).returncode == 0
    add = ("user", "add", "lee@lead.example", "--name", "Lee Stone", "--role", "lead")
    assert escalator(*add, settings=settings).returncode == 0
    take = ("checklist", "import", file, "--as", "lee@lead.example")
    assert escalator(*take, settings=settings).returncode == 0
    again = escalator(*take, settings=settings)
    assert again.returncode == 2
    assert "working copy of general, changed last by" in one_error(again)
    assert escalator(*take, "--replace", settings=settings).returncode == 0


def test_a_checklist_can_be_exported_into_the_folder_that_files_are_read_from(
    tmp_path: Path,
) -> None:
    settings = {"ESCALATOR_FOLDER": str(tmp_path)}
    assert escalator("recount", "--check", settings=settings).returncode == 0
    file = tmp_path / "ours" / "checklists" / "general.schema.json"
    file.parent.mkdir(parents=True)
    file.touch()  # as a shell leaves it before the command begins
    settings["ESCALATOR_SCHEMAS"] = str(tmp_path / "ours")
    out = escalator("checklist", "export", "general", "--number", "2", settings=settings)
    assert out.returncode == 0
    file.write_bytes(out.stdout)
    assert escalator("recount", "--check", settings=settings).returncode == 0


@pytest.mark.parametrize("wanted", ["nothing", "general/7", "general/x", "/1"])
def test_a_checklist_that_is_not_there_is_not_exported(tmp_path: Path, wanted: str) -> None:
    done = escalator("checklist", "export", wanted, settings={"ESCALATOR_FOLDER": str(tmp_path)})
    assert done.returncode == 2
    assert one_error(done) == "escalator: no such checklist"


def test_import_refuses_a_bad_file_and_whoever_may_not(tmp_path: Path) -> None:
    settings = {"ESCALATOR_FOLDER": str(tmp_path)}
    file = tmp_path / "general.schema.json"
    file.write_text('{"x-escalator": {}}')
    take = ("checklist", "import", file, "--as", "ada@admin.example")
    assert "general.schema.json at /properties" in one_error(escalator(*take, settings=settings))
    file.write_bytes(escalator("checklist", "export", "general", settings=settings).stdout)
    assert one_error(escalator(*take, settings=settings)) == "escalator: no such person"


# -- checklist lint -----------------------------------------------------------------------------


def test_lint_passes_the_shipped_checklists_and_names_file_and_place(tmp_path: Path) -> None:
    shipped = sorted((schemas_folder() / "checklists").glob("[!_]*.schema.json"))
    good = escalator("checklist", "lint", *shipped)
    assert (good.returncode, good.stdout.decode()) == (0, "10 files without a problem\n")
    broken = json.loads(shipped[0].read_text())
    broken["required"] = ["no_such_item"]
    file = tmp_path / "broken.schema.json"
    file.write_text(json.dumps(broken))
    bad = escalator("checklist", "lint", file)
    assert bad.returncode == 1
    assert "broken.schema.json" in bad.stdout.decode()
    assert "no_such_item" in bad.stdout.decode()


def test_lint_refuses_a_changed_checklist_under_a_released_version(tmp_path: Path) -> None:
    folder = tmp_path / "checklists"
    folder.mkdir()
    file = folder / "general.schema.json"
    changed = json.loads((schemas_folder() / "checklists" / file.name).read_text())
    changed["title"] = "General, as we ask it"
    file.write_text(json.dumps(changed))
    refused = escalator("checklist", "lint", file)
    assert refused.returncode == 1
    assert "general.schema.json at /x-escalator/version" in refused.stdout.decode()
    changed["x-escalator"]["version"] += 1
    file.write_text(json.dumps(changed))
    assert escalator("checklist", "lint", file).returncode == 0
    own = load_checklist(file)
    (tmp_path / "released.json").write_text(json.dumps({str(own.id): "0" * 64}))
    assert "Give the changed checklist" in escalator("checklist", "lint", file).stdout.decode()


# -- people -------------------------------------------------------------------------------------


def test_a_first_administrator_and_a_team_with_a_technician_from_the_shell(tmp_path: Path) -> None:
    where = {"ESCALATOR_FOLDER": str(tmp_path / "var")}
    team = ("user", "team", "desk-north", "--name", "Desk North", "--tier", "S1")
    assert escalator(*team, settings=where).returncode == 0
    assert "this short name already" in one_error(escalator(*team, settings=where))
    sam = ("user", "add", "sam@desk.example", "--name", "Sam", "--role", "technician")
    assert escalator(*sam, settings=where).returncode == 2, "a technician needs a team"
    added = escalator(*sam, "--team", "desk-north", settings=where)
    link = re.search(r"http://127\.0\.0\.1:8000/set-up/\S{20,}", added.stdout.decode())
    assert added.returncode == 0
    assert link
    assert escalator(*sam, "--team", "desk-north", settings=where).returncode == 2, "twice"
    assert escalator(*sam, "--team", "nowhere", settings=where).returncode == 2
    again = escalator("user", "link", "sam@desk.example", settings=where)
    assert "/set-up/" in again.stdout.decode()
    assert link[0] not in again.stdout.decode()
    assert escalator("user", "link", "nobody@desk.example", settings=where).returncode == 2


def first_admin_link(folder: Path) -> str:
    """Give the link that `serve` prints while there is no administrator; "" when it prints none."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    inherited = {key: value for key, value in os.environ.items() if "ESCALATOR" not in key}
    settings = {"ESCALATOR_FOLDER": str(folder), "ESCALATOR_PORT": port, "PYTHONUNBUFFERED": "1"}
    command = [*COMMAND, "serve"]
    said = ""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=ROOT, env={**inherited, **settings}
    ) as serving:
        assert serving.stdout
        for line in iter(serving.stdout.readline, b""):
            said += line.decode()
            if "listens on" in said:
                break
        serving.terminate()
    found = re.search(r"/set-up/\S+", said)
    return found[0] if found else ""


def test_the_first_admin_s_link_outlives_people_who_are_no_admins(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    where = {"ESCALATOR_FOLDER": str(folder)}
    assert first_admin_link(folder)
    escalator("user", "add", "lee@desk.example", "--name", "Lee", "--role", "lead", settings=where)
    assert first_admin_link(folder), "a lead cannot add anybody"
    escalator("user", "add", "ada@desk.example", "--name", "Ada", "--role", "admin", settings=where)
    assert not first_admin_link(folder)
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}, "its owner's only"


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        settings = {"ESCALATOR_FOLDER": str(tmp_path), "ESCALATOR_PORT": port}
        done = escalator("serve", settings=settings)
    assert done.returncode == 2
    assert "ESCALATOR_PORT" in one_error(done)
    assert done.stdout == b""


@pytest.mark.parametrize(
    "email", ["sam", "sam@", "sam@desk..example", "Sam <sam@desk.example>", ""]
)
def test_what_is_no_address_is_not_added(email: str, tmp_path: Path) -> None:
    done = escalator(
        *("user", "add", email, "--name", "Sam", "--role", "admin"),
        settings={"ESCALATOR_FOLDER": str(tmp_path / "var")},
    )
    assert done.returncode == 2


def test_a_setting_that_cannot_be_used_is_named_without_its_value(tmp_path: Path) -> None:
    done = escalator(
        "serve",
        settings={"ESCALATOR_SECRET": "short-secret", "ESCALATOR_FOLDER": str(tmp_path)},
    )
    assert done.returncode == 2
    assert "ESCALATOR_SECRET" in one_error(done)
    assert "short-secret" not in one_error(done)


# -- what starts quickly ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", str(COMPLETE[0])],
        ["render", "--to", "json", str(COMPLETE[0])],
        ["scrub"],
        ["checklist", "lint", str(schemas_folder() / "checklists" / "general.schema.json")],
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_judging_and_scrubbing_load_neither_flask_nor_sqlalchemy(arguments: list[str]) -> None:
    code = (
        "import sys; from escalator.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit: pass\n"
        "print(sorted({'flask', 'sqlalchemy', 'werkzeug', 'jinja2'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"", capture_output=True, cwd=ROOT, check=True
    )
    assert done.stdout.decode().splitlines()[-1].endswith("[]")


def test_report_writes_a_week_as_html_and_markdown(tmp_path: Path) -> None:
    settings = {"ESCALATOR_FOLDER": str(tmp_path)}
    files = {kind: tmp_path / f"week.{kind}" for kind in ("html", "markdown")}
    into = [part for kind, file in files.items() for part in (f"--{kind}", file)]
    done = escalator("report", "--week", "2026-W46", *into, settings=settings)
    assert (done.returncode, done.stdout) == (0, b""), done.stderr.decode()
    assert "<h1>Escalations of week 46, 2026</h1>" in files["html"].read_text("utf-8")
    written = files["markdown"].read_text("utf-8")
    assert "Decided on from 9 to 15 November 2026, days of UTC." in written
    printed = escalator("report", "--week", "2026-W46", settings=settings).stdout.decode()
    assert printed == written


def test_report_refuses_a_week_that_there_is_not_and_a_folder_that_there_is_not(
    tmp_path: Path,
) -> None:
    settings = {"ESCALATOR_FOLDER": str(tmp_path)}
    done = escalator("report", "--week", "2026-W60", settings=settings)
    assert done.returncode == 2
    assert "there is no week 2026-W60" in one_error(done)
    nowhere = tmp_path / "none" / "week.html"
    done = escalator("report", "--html", nowhere, settings=settings)
    assert done.returncode == 1
    assert "No such file or directory" in one_error(done)


def test_sample_draws_a_week_once_and_refuses_one_that_is_none(tmp_path: Path) -> None:
    settings = {"ESCALATOR_FOLDER": str(tmp_path)}
    first, again = (escalator("sample", "--week", "2026-W46", settings=settings) for _ in range(2))
    assert first.returncode == 0
    assert b"Quality samples of 2026-W46, 9 to 15 November 2026 (Europe/London)" in first.stdout
    assert b"No packet was accepted in this week." in first.stdout
    assert again.stdout == first.stdout
    for week, words in (("2026-W60", "there is no week"), ("2099-W01", "is not over")):
        done = escalator("sample", "--week", week, settings=settings)
        assert done.returncode == 2
        assert words in one_error(done)


def test_recount_names_a_count_that_is_off_and_mends_it(tmp_path: Path) -> None:
    settings = {"ESCALATOR_FOLDER": str(tmp_path)}
    assert escalator("recount", "--check", settings=settings).returncode == 0
    with sqlite3.connect(tmp_path / "escalator.db") as connection:
        connection.execute(
            "INSERT INTO day_counts (dimension, key, figure, day, detail, n) "
            "VALUES ('', '', 'accepted', '2026-06-01', '', 3)"
        )
    connection.close()
    for arguments, status in ((("--check",), 1), ((), 0), (("--check",), 0)):
        done = escalator("recount", *arguments, settings=settings)
        assert done.returncode == status, done.stdout
        assert (b"1 counts were off" in done.stdout) == (arguments == () or status == 1)


def test_a_setting_that_there_is_not_is_no_setting() -> None:
    with pytest.raises(TypeError, match="no such settings: database"):
        load_settings(database="postgresql://nobody@127.0.0.1/none")
