import io
import json
import subprocess
import sys

import pytest

from escalator.scrub.command import DONE, UNREADABLE, run, scrub_bytes


def call(
    content: bytes, *, is_jsonl: bool = False, names: tuple[str, ...] = ()
) -> tuple[int, bytes, str]:
    target, messages = io.BytesIO(), io.StringIO()
    status = run(io.BytesIO(content), target, messages, is_jsonl=is_jsonl, names=names)
    return status, target.getvalue(), messages.getvalue()


def test_text_goes_in_and_comes_out_scrubbed() -> None:
    content = b"Jane: jane.doe@example.com\n"
    assert call(content, names=("Jane",)) == (DONE, b"[NAME-1]: [EMAIL-1]\n", "")


def test_each_json_line_is_scrubbed_by_itself() -> None:
    lines = [
        {"id": 1, "text": "a@example.com b@example.com"},
        {"id": "x", "text": "b@example.com é"},
    ]
    content = "\n".join(json.dumps(line) for line in lines).encode() + b"\n\n"
    status, out, _ = call(content, is_jsonl=True)
    assert status == DONE
    assert [json.loads(line) for line in out.splitlines()] == [
        {
            "id": 1,
            "text": "[EMAIL-1] [EMAIL-2]",
            "findings": [
                {"kind": "email", "start": 0, "end": 13},
                {"kind": "email", "start": 14, "end": 27},
            ],
        },
        {
            "id": "x",
            "text": "[EMAIL-1] é",
            "findings": [{"kind": "email", "start": 0, "end": 13}],
        },
    ]


@pytest.mark.parametrize(
    "bad",
    [
        b'{"id": 1, "text": "jane@example.com"',
        b'["jane@example.com"]',
        b'{"id": 1}',
        b'{"text": "jane@example.com"}',
        b'{"id": 1, "text": 5}',
        b'{"id": 1, "text": "\xff"}',
        b"[" * 100_000,
    ],
)
def test_a_bad_line_is_named_by_number_and_not_echoed(bad: bytes) -> None:
    status, out, messages = call(b'{"id": 0, "text": "fine"}\n' + bad + b"\n", is_jsonl=True)
    assert status == UNREADABLE
    assert len(out.splitlines()) == 1
    assert messages.startswith("escalator scrub: line 2: ")
    assert "jane" not in messages


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_keeps_its_encoding(encoding: str) -> None:
    assert scrub_bytes("é jane@example.com".encode(encoding)) == "é [EMAIL-1]".encode(encoding)


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\xfd fine", b"caf\xe9 10.0.0.1\x00", b"", b"\xef\xbb\xbf"]
)
def test_bytes_without_findings_come_out_as_they_were(content: bytes) -> None:
    if content.startswith(b"\xff\xfe"):
        content = content[2:]
    assert scrub_bytes(content) == content


def test_bytes_that_are_no_text_do_not_hide_a_value() -> None:
    assert scrub_bytes(b"caf\xe9 jane@example.com \x80") == b"caf\xe9 [EMAIL-1] \x80"


def test_lone_surrogates_in_json_survive() -> None:
    status, out, _ = call(b'{"id": 1, "text": "\\ud800 jane@example.com"}', is_jsonl=True)
    assert status == DONE
    assert json.loads(out)["text"] == "\ud800 [EMAIL-1]"


def test_the_scrubber_loads_nothing_of_the_web_or_the_database() -> None:
    code = (
        "import sys, escalator.scrub.command;"
        "loaded = {name.split('.')[0] for name in sys.modules};"
        "ours = [name for name in sys.modules if name.startswith('escalator.')"
        " and not name.startswith('escalator.scrub')];"
        "print(sorted(loaded & {'flask', 'sqlalchemy', 'phonenumbers', 'jinja2'}), ours)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[] []"
