"""The scrubber, the gate and the Markdown, beside the simplest work on the same text."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from bench.clock import milliseconds
from bench.logs import ordinary_log
from escalator.contracts import load_contracts
from escalator.domain.completeness import gaps
from escalator.domain.markdown import parse, render
from escalator.domain.model import Packet
from escalator.domain.packet import read_json
from escalator.resources import schemas_folder
from escalator.scrub import Hasher, MemoryVault, scrub_text
from escalator.scrub.sieve import Engine, choose_engine
from tests.browser.ticket import messy_log

MEGABYTE = 1_000_000
BARE = re.compile(r"[\w.]+@[\w.]+")


def run() -> list[str]:
    """Print how fast texts are worked on; gives the limits that were missed."""
    missed = _scrub_all()
    contracts, packet = load_contracts(), _example()
    checklist = contracts.checklists[packet.checklist.name]
    now = datetime.now(UTC)
    big = _with_log(packet, messy_log(MEGABYTE))
    for name, one, limit in (("typical packet", packet, 5), ("1 MB log", big, 50)):
        took = min(milliseconds(partial(gaps, checklist, one, now=now)) for _ in range(5))
        print(f"gate, {name:<20} {took:6.2f} ms, {took / limit:.2f} of the limit")
        if took > limit:
            missed.append(f"gate, {name}: {took:.1f} ms, limit {limit}")
    huge = _with_log(packet, messy_log(5 * MEGABYTE))
    text = render(huge, checklist)
    print(f"render 5 MB {milliseconds(lambda: render(huge, checklist)):8.0f} ms")
    print(f"parse 5 MB  {milliseconds(lambda: parse(text)):8.0f} ms")
    return missed


def _scrub_all() -> list[str]:
    """Print how fast each engine scrubs logs, beside the simplest work on the same text."""
    missed = []
    print("text                               MB/s   times str.count   times one bare re scan")
    dense = {f"dense, {size:g} MB": messy_log(int(size * MEGABYTE)) for size in (0.1, 1, 5)}
    dense["dense in one line, 1 MB"] = messy_log(MEGABYTE).replace("\n", " ")
    logs = {
        **dense,
        "ordinary, 1 MB": ordinary_log(MEGABYTE),
        "ordinary, 5 MB": ordinary_log(5 * MEGABYTE),
    }
    for engine, limit in ((Engine.PLAIN, 1), (Engine.FAST, 20)):
        choose_engine(engine)
        _speed(logs["ordinary, 1 MB"], _scrub)  # the fast engine learns as it goes
        for name, text in logs.items():
            speed = _speed(text, _scrub)
            count, scan = _speed(text, lambda t: t.count("@")), _speed(text, BARE.findall)
            print(
                f"{engine} {name:<27} {speed:6.2f}   {count / speed:15.0f}   {scan / speed:22.1f}"
            )
            if speed < limit and (engine is Engine.PLAIN or "ordinary" in name):
                missed.append(f"scrub, {engine} {name}: {speed:.2f} MB/s, limit {limit}")
    choose_engine(Engine.AUTO)
    return missed


def _speed(text: str, work: Callable[[str], object]) -> float:
    return len(text) / MEGABYTE / (milliseconds(lambda: work(text)) / 1000)


def _scrub(text: str) -> object:
    return scrub_text(text, hasher=Hasher.throwaway(), vault=MemoryVault())


def _example() -> Packet:
    path = schemas_folder() / "examples" / "login-sso.complete.json"
    return read_json(path.read_text(encoding="utf-8"))


def _with_log(packet: Packet, log: str) -> Packet:
    row = {"source": "service", "time_range": "this morning", "text": log}
    return replace(packet, answers={**packet.answers, "logs": (row,)})
