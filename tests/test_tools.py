"""The commands of the house itself: what they must never do to a machine."""

from pathlib import Path

import pytest

from tools import environment


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
