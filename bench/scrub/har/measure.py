"""Measures ours and the peers on the recordings: ours on the parsed tree, peers on its text."""

import json
import re

from bench.scrub.har.record import NoBrowser, Recording, record
from bench.scrub.har.score import HarTally
from bench.scrub.model import Document, Half
from bench.scrub.report import Section, percent, table
from bench.scrub.rivals import RIVALS, NotInstalled, Running, running
from bench.scrub.score import Count
from escalator.scrub import Hasher, MemoryVault, scrub_tree

_LINE = re.compile(r"(?P<key>\s*(?:\"(?:[^\"\\]|\\.)*\": )?)(?P<value>.*?)(?P<comma>,?)")


def har_section(seed: str, *, show: bool = False) -> Section:
    """Record, scrub and count; with `show`, print what ours leaked and lost."""
    title = "HARs recorded by a browser"
    try:
        recordings = record(seed)
    except NoBrowser as error:
        return Section(title, f"Not measured: {error}.")
    mine = HarTally()
    for one in recordings:
        mine.add(one, _ours(one))
    if show:
        print("\n".join(mine.examples) or "nothing leaked, nothing lost")
    rows, notes = [_row("Escalator", mine)], []
    for rival in RIVALS:
        try:
            with running(rival) as engine:
                rows.append(_row(rival.name, _peer(engine, recordings)))
        except NotInstalled as error:
            notes.append(f"{rival.name} could not be measured: {error}.")
    head = ("%", "secrets leaked", "personal values leaked", "fields worth reading lost")
    counted = (
        f"{len(recordings)} recordings, {mine.secrets.values} secrets,"
        f" {mine.personal.values} personal values, {mine.fields.values} fields;"
        " bodies of styles, scripts and pictures left out."
        " Ours reads the tree, a peer its text; a text that is no JSON afterwards has lost all."
    )
    return Section(title, table(head, rows), " ".join([counted, *notes]))


def _ours(recording: Recording) -> object:
    hasher = Hasher(secret=b"only for measuring", packet=recording.name)
    tree, _ = scrub_tree(recording.har, hasher=hasher, vault=MemoryVault())
    return json.loads(json.dumps(tree))


def _peer(engine: Running, recordings: list[Recording]) -> HarTally:
    tally = HarTally()
    for one in recordings:
        text = json.dumps(one.har, indent=2, ensure_ascii=False)
        (output,) = engine.scrub([Document(one.name, Half.TUNING, text, ())])
        tally.add(one, parsed(output.text))
    return tally


def parsed(text: str) -> object:
    """Return the HAR in a text, mended line by line where a peer put words for a number.

    A text that still is no JSON is returned as it is.
    """
    try:
        return json.loads("\n".join(map(_mended, text.split("\n"))))
    except json.JSONDecodeError:
        return text


def _mended(line: str) -> str:
    match = _LINE.fullmatch(line)
    if match is None or match["value"] in ("{", "[", "}", "]", "{}", "[]"):
        return line
    try:
        json.loads(match["value"])
    except json.JSONDecodeError:
        return f"{match['key']}{json.dumps(match['value'].strip(chr(34)))}{match['comma']}"
    return line


def _row(name: str, tally: HarTally) -> tuple[str, str, str, str]:
    counts: tuple[Count, ...] = (tally.secrets, tally.personal, tally.fields)
    secrets, personal, fields = (percent(count.share) for count in counts)
    return name, secrets, personal, fields
