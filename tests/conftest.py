"""What every test may use, and what none may depend on: the settings of whoever runs them."""

import os

from hypothesis import HealthCheck, settings

pytest_plugins = (
    "tests.support.run",
    "tests.support.closing",
    "tests.support.databases",
    "tests.support.browser",
    "tests.support.golden",
)

_OURS = {"ESCALATOR_BROWSER", "ESCALATOR_POSTGRES", "ESCALATOR_UPDATE_GOLDEN"}
"""Variables that speak to the tests; all others of that name speak to the app."""

# No deadline: no test measures time, and a busy machine must not make one fail. In CI the same
# examples every time, so that a change fails for what it changed; elsewhere new ones.
settings.register_profile(
    "escalator",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("escalator")


def pytest_configure() -> None:
    for name in [each for each in os.environ if each.startswith("ESCALATOR_")]:
        if name not in _OURS:
            del os.environ[name]
