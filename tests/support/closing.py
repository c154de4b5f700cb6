"""The closing lines of a run: what ran where, and what did not.

Counts only. A test that did not run is never a pass: one skip makes the run fail.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NoReturn

import pytest

from tests.support.run import is_worker
from tools.machine import advise_install, find_browser, find_postgres, version_of


class Place(StrEnum):
    """Where a test runs: in plain Python, or on something that a machine may lack."""

    UNIT = "unit"
    SQLITE = "SQLite"
    POSTGRESQL = "PostgreSQL"
    CHROMIUM = "Chromium"


class Outcome(StrEnum):
    """How a test ended; of several, the last in this order counts."""

    PASSED = "passed"
    NOT_RUN = "NOT RUN"
    FAILED = "failed"


_PLACE = "place"
_WORST = tuple(Outcome)


def give_up(need: str) -> NoReturn:
    """End the test as not run, for want of "postgresql" or "chromium"."""
    pytest.skip(f"not on this machine. {advise_install(need)}")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--everything",
        action="store_true",
        help="fail when no test at all ran on one of the databases or in the browser",
    )


def pytest_configure(config: pytest.Config) -> None:
    if not is_worker(config):
        config.pluginmanager.register(_Tally(config), "escalator-closing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # A property travels with the report from an xdist worker (as plain text); a marker would not.
    for item in items:
        item.user_properties.append((_PLACE, str(_place_of(item))))


def _place_of(item: pytest.Item) -> Place:
    """Return the most demanding place that the test's fixtures and parameters name."""
    if not isinstance(item, pytest.Function):
        return Place.UNIT
    if "browser_name" in item.fixturenames:
        return Place.CHROMIUM
    chosen = item.callspec.params.values() if hasattr(item, "callspec") else ()
    if "postgresql" in chosen or "postgres_server" in item.fixturenames:
        return Place.POSTGRESQL
    return Place.SQLITE if "sqlite" in chosen else Place.UNIT


class _Tally:
    """The outcome of each test, and the lines made of them."""

    def __init__(self, config: pytest.Config) -> None:
        self._is_everything = bool(config.getoption("--everything"))
        self._outcomes: dict[str, tuple[Place, Outcome]] = {}
        self._reasons: dict[Place, str] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        place = Place(str(dict(report.user_properties).get(_PLACE, Place.UNIT)))
        outcome = _outcome_of(report)
        if outcome is None:
            return
        _, before = self._outcomes.get(report.nodeid, (place, Outcome.PASSED))
        self._outcomes[report.nodeid] = (place, max(before, outcome, key=_WORST.index))
        if outcome is Outcome.NOT_RUN:
            self._reasons[place] = _reason_of(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        is_selected = bool(self._outcomes) and (self._count(Outcome.NOT_RUN) or self._empty())
        if exitstatus == pytest.ExitCode.OK and is_selected:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(trylast=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._outcomes:
            terminalreporter.section("what ran where")
            for line in self._lines():
                terminalreporter.write_line(line)

    def _lines(self) -> Iterator[str]:
        empty = self._empty()
        for place in Place:
            counts = Counter(outcome for at, outcome in self._outcomes.values() if at is place)
            if counts:
                counted = ", ".join(f"{counts[each]} {each}" for each in Outcome if counts[each])
                reason = f" ({self._reasons[place]})" if place in self._reasons else ""
                yield f"{_title(place)}: {counted}{reason}"
            elif place in empty:
                yield f"{_title(place)}: NOT RUN (there is no such test)"

    def _count(self, wanted: Outcome) -> int:
        return sum(outcome is wanted for _, outcome in self._outcomes.values())

    def _empty(self) -> Sequence[Place]:
        """Return the places without a test, when a run of everything should have had some."""
        seen = {place for place, _ in self._outcomes.values()}
        return [place for place in Place if self._is_everything and place not in seen]


def _outcome_of(report: pytest.TestReport) -> Outcome | None:
    """Return what this part of a test says about it; None for a set-up that went well."""
    if report.failed:
        return Outcome.FAILED
    if report.skipped:
        return Outcome.NOT_RUN
    return Outcome.PASSED if report.when == "call" else None


def _reason_of(report: pytest.TestReport) -> str:
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return "expected to fail"


def _title(place: Place) -> str:
    """Return the place's name with the version of what is there."""
    if place is Place.SQLITE:
        return f"{place} {sqlite3.sqlite_version}"
    postgres = find_postgres() if place is Place.POSTGRESQL else None
    program = postgres / "postgres" if postgres else None
    if place is Place.CHROMIUM:
        program = find_browser()
    return f"{place} {version_of(program)}" if program else str(place)
