import json
from pathlib import Path

from bench.scrub.archives import archive_text
from bench.scrub.engines import Ours, chosen, engine_names, scrub_by_command
from bench.scrub.report import BEGIN, END, PAGE, Section, table, write
from bench.scrub.texts import texts


def test_an_archive_is_json_of_the_wanted_length() -> None:
    text = archive_text(20_000, "seed")
    assert len(text) >= 20_000
    assert json.loads(text)["log"]["entries"]
    assert text == archive_text(20_000, "seed")


def test_every_engine_that_is_offered_scrubs() -> None:
    documents = list(texts(2, "seed"))
    for name in engine_names():
        with chosen(name):
            outputs = Ours().scrub(documents)
        assert outputs == Ours().scrub(documents)


def test_the_command_gives_what_the_interface_gives() -> None:
    documents = list(texts(14, "seed"))
    assert scrub_by_command(documents) == [one.text for one in Ours().scrub(documents)]


def test_a_table_has_a_cell_for_every_column() -> None:
    lines = table(("what", "share"), [("a", "1"), ("longer", "0.02")]).splitlines()
    assert {line.count("|") for line in lines} == {3}
    assert len({len(line) for line in lines}) == 1


def test_a_section_reads_in_a_terminal() -> None:
    assert Section("Title", "body", "note").plain().split() == ["Title", "body", "note"]


def test_writing_keeps_what_was_not_measured_again(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"head\n\n{BEGIN}\n{END}\n\ntail\n", encoding="utf-8")
    write([Section("One", "old"), Section("Two", "kept", "note")], command="make x", page=page)
    write([Section("One", "new")], command="make y", page=page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"head\n\n{BEGIN}\n\n### One\n\nMeasured ")
    assert text.endswith(f"kept\n\nnote\n\n{END}\n\ntail\n")
    assert "new" in text
    assert "old" not in text
    assert text.index("`make y`") < text.index("### Two") < text.index("`make x`")


def test_the_page_has_both_markers() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.count(BEGIN) == page.count(END) == 1
    assert page.index(BEGIN) < page.index(END)
