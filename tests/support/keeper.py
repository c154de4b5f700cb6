"""The process that outlives a killed test run: it stops the run's server and removes its folder.

After a run that ended by itself it finds nothing left to do.
"""

import os
import shutil
import sys
import time
from pathlib import Path

from tests.support.postgres import stop_server


def keep(run: int, run_folder: Path) -> None:
    """Wait for the process of the run to end, then leave nothing of it behind."""
    while _is_alive(run):
        time.sleep(1)
    stop_server(run_folder)
    shutil.rmtree(run_folder, ignore_errors=True)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


if __name__ == "__main__":
    keep(int(sys.argv[1]), Path(sys.argv[2]))
