"""One run of the tests: the folder its processes share, and which of them is in charge.

Under xdist the process in charge starts workers; alone it is its own worker.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from xdist.workermanage import WorkerController

from tests.support import postgres

RUN_FOLDER = pytest.StashKey[Path]()
"""The folder that all processes of one run share; gone at its end."""


def is_worker(config: pytest.Config) -> bool:
    """Tell whether this process was started by xdist to run a share of the tests."""
    return _worker_input(config) is not None


def worker_name() -> str:
    """Return a short name that no other process of this run has."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


def pytest_configure(config: pytest.Config) -> None:
    told = _worker_input(config)
    config.stash[RUN_FOLDER] = Path(told["run_folder"]) if told else _make_run_folder()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: WorkerController) -> None:
    """Tell a new xdist worker where the shared folder is."""
    node.workerinput["run_folder"] = str(node.config.stash[RUN_FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    if not is_worker(config) and RUN_FOLDER in config.stash:
        postgres.stop_server(config.stash[RUN_FOLDER])
        shutil.rmtree(config.stash[RUN_FOLDER], ignore_errors=True)


def _worker_input(config: pytest.Config) -> dict[str, str] | None:
    """Return what the process in charge told this worker; None in the process in charge."""
    return getattr(config, "workerinput", None)


def _make_run_folder() -> Path:
    """Make the folder where the server's own user can reach it, which $TMPDIR may not allow."""
    places = (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp"))
    reachable = next(place for place in places if _is_open_to_all(place))
    folder = Path(tempfile.mkdtemp(prefix="escalator-tests-", dir=reachable))
    folder.chmod(0o711)
    return folder


def _is_open_to_all(place: Path) -> bool:
    real = place.resolve()
    return real.is_dir() and all(each.stat().st_mode & 0o001 for each in (real, *real.parents))
