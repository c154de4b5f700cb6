"""The secret and the folder: made for their owner only, and refused where they protect nothing."""

import os
from collections.abc import Iterator
from pathlib import Path
from stat import S_IMODE

import pytest

from escalator.app import create_app
from escalator.config import BadSetting, load_settings


@pytest.fixture
def open_house() -> Iterator[None]:
    """Whoever starts Escalator lets others read what they make."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_house")
def test_what_is_made_at_the_first_start_is_for_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "var"
    create_app(load_settings(folder=folder))
    assert S_IMODE(folder.stat().st_mode) == 0o700
    assert S_IMODE((folder / "secret.key").stat().st_mode) == 0o600


def test_the_secret_stays_the_same_from_start_to_start(tmp_path: Path) -> None:
    first = load_settings(folder=tmp_path).secret_bytes()
    assert len(first) >= 32
    assert load_settings(folder=tmp_path).secret_bytes() == first


@pytest.mark.parametrize("kept", ["", "\n", "cut off", "a" * 64])
def test_a_damaged_secret_keeps_escalator_from_starting(tmp_path: Path, kept: str) -> None:
    (tmp_path / "secret.key").write_text(kept)
    with pytest.raises(BadSetting, match=r"secret\.key is damaged") as caught:
        create_app(load_settings(folder=tmp_path))
    assert not kept.strip() or kept.strip() not in str(caught.value)


@pytest.mark.parametrize(
    ("secret", "problem"),
    [("x" * 31, "at least 32"), (" " * 40, "repeats"), ("ab" * 20, "repeats")],
)
def test_a_secret_that_can_be_guessed_is_refused(secret: str, problem: str) -> None:
    with pytest.raises(BadSetting, match=problem):
        load_settings(secret=secret)
