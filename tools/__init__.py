"""Commands for working on Escalator: standard library only, so that a fresh clone can run them."""

import sys

# Said here, before a newer syntax in the modules below can fail with something less clear.
if sys.version_info < (3, 11):  # noqa: UP036 - this is where an older one is refused
    sys.exit("Escalator needs Python 3.11 or later. Name one: make run PYTHON=python3.12")
