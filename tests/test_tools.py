"""The commands of the house itself: what they must never do to a machine."""

import tomllib
from pathlib import Path

import pytest

from tools import environment, machine, mutants


def test_an_environment_shared_by_a_link_is_never_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, checkout = tmp_path / "shared", tmp_path / "checkout"
    (shared / "bin").mkdir(parents=True)
    (shared / "bin" / "tool").touch()
    checkout.mkdir()
    (checkout / ".venv").symlink_to(shared)
    monkeypatch.setattr(environment, "ROOT", checkout)
    with pytest.raises(environment.CannotInstall, match="link"):
        environment.prepare(".venv", lock="test")
    assert (shared / "bin" / "tool").exists()


def test_a_changed_module_is_judged_by_the_tests_that_import_it() -> None:
    assert mutants.tests_of("escalator.scrub.shields") == ["tests/scrub/test_shields.py"]
    assert mutants.tests_of("escalator.scrub.identity") == ["tests/scrub/test_identity.py"]


def test_a_module_that_no_test_imports_is_judged_by_those_of_its_package() -> None:
    assert mutants.tests_of("escalator.scrub.no_such_module") == ["tests/scrub"]


def test_names_of_modules_may_have_wildcards() -> None:
    assert mutants.modules_named(["escalator.scrub.check*"]) == ["escalator.scrub.checks"]
    assert mutants.modules_named(["check*"]) == []


def test_mutmut_is_told_to_change_the_named_modules_only() -> None:
    settings = (environment.ROOT / "pyproject.toml").read_text("utf-8")
    told = tomllib.loads(mutants.settings_for(["escalator.scrub.checks"], settings))
    assert told["tool"]["mutmut"]["only_mutate"] == ["escalator/scrub/checks.py"]
    assert {**told["tool"], "mutmut": None} == {**tomllib.loads(settings)["tool"], "mutmut": None}


def test_a_chromium_without_a_window_goes_first_unless_somebody_is_to_see_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell, browser = tmp_path / "chromium-headless-shell", tmp_path / "chromium"
    for program in (shell, browser):
        program.write_text("#!/bin/sh\necho Chromium 1.2.3\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("ESCALATOR_BROWSER", raising=False)
    assert machine.find_browser() == shell
    assert machine.find_browser(windowed=True) == browser
    shell.unlink()
    assert machine.find_browser() == browser


def test_a_downloaded_chromium_without_a_window_is_found_in_the_newest_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in (
        "1187/chrome-linux/headless_shell",
        "1200/chrome-headless-shell-linux64/chrome-headless-shell",
    ):
        program = tmp_path / ".cache/ms-playwright" / f"chromium_headless_shell-{place}"
        program.parent.mkdir(parents=True)
        program.write_text("#!/bin/sh\necho Chromium 1.2.3\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("ESCALATOR_BROWSER", raising=False)
    found = machine.find_browser()
    assert found is not None
    assert found.name == "chrome-headless-shell"
