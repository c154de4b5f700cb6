import shutil
import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("templates", "static", "schemas")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the source archive of this checkout, built offline."""
    folder = tmp_path_factory.mktemp("built")
    _build(ROOT, folder)
    return folder


def _build(source: Path, folder: Path) -> None:
    # The back end itself: pip would fetch it into an environment of its own.
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    said = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


def _wheel_names(folder: Path) -> set[str]:
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        return set(wheel.namelist())


def _files_in_checkout(folder: str) -> set[str]:
    """Return the files below a folder, as paths in the checkout, caches left out."""
    found = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix() for path in found if path.suffix != ".pyc"}


@pytest.mark.parametrize("folder", FOLDERS)
def test_wheel_holds_every_file_of_the_folder(built: Path, folder: str) -> None:
    files = _files_in_checkout(folder)
    assert files
    assert {f"escalator/{name}" for name in files} <= _wheel_names(built)


def test_wheel_holds_every_module_and_nothing_outside_the_package(built: Path) -> None:
    names = _wheel_names(built)
    assert _files_in_checkout("escalator") <= names
    tops = {PurePosixPath(name).parts[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"escalator"}


def test_wheel_brings_the_command(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        entry_points = next(name for name in wheel.namelist() if name.endswith("entry_points.txt"))
        assert b"escalator = escalator.cli:main" in wheel.read(entry_points)


def test_installed_copy_finds_its_own_folders(built: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        wheel.extractall(installed)
    empty = tmp_path / "empty"
    empty.mkdir()
    script = (
        "from escalator import resources as r; "
        "print(r.templates_folder(), r.static_folder(), r.schemas_folder(), sep='\\n')"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        cwd=empty,
        env={"PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout.splitlines() == [str(installed / "escalator" / each) for each in FOLDERS], (
        said.stderr
    )


def test_wheel_built_from_the_source_archive_is_the_same(built: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(next(built.glob("*.tar.gz")), tmp_path)
    unpacked = next(tmp_path.iterdir())
    again = tmp_path / "again"
    _build(unpacked, again)
    assert _wheel_names(again) == _wheel_names(built)
