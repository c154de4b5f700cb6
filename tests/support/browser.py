"""The browser that pytest-playwright starts: this machine's own Chromium, kept off the network.

Pages, signing in and the served app belong to tests/browser/.
"""

import pytest
from playwright.sync_api import expect

from tests.support.closing import give_up
from tools.machine import find_browser

_ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    # A page that needs anything but the app under test fails here, as it would for a customer.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

_PATIENCE = 30_000
"""Milliseconds that `expect` waits before it fails: a busy machine is no finding."""


@pytest.fixture(scope="session")
def browser_type_launch_args(pytestconfig: pytest.Config) -> dict[str, object]:
    """How to start Chromium; without one on this machine the test is not run.

    Playwright adds --no-sandbox, which root needs and which is harmless with our own pages.
    """
    expect.set_options(timeout=_PATIENCE)
    is_seen = bool(pytestconfig.getoption("--headed"))
    browser = find_browser(windowed=is_seen)
    if browser is None:
        give_up("chromium")
    return {
        "executable_path": str(browser),
        "headless": not is_seen,
        "args": _ARGUMENTS,
    }
