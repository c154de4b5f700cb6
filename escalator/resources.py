"""Where templates/, static/ and schemas/ are: inside the package (wheel) or beside it (checkout).

Finds folders only; what the files in them mean is for those who read them.
"""

from pathlib import Path

from escalator.domain.errors import EscalatorError

_PACKAGE = Path(__file__).resolve().parent


class MissingFolder(EscalatorError):
    """A folder that every installation carries is not there.

    name: the folder's name ("templates", "static" or "schemas").
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The folder {name}/ is missing from this installation. Install Escalator again."
        )
        self.name = name


def templates_folder() -> Path:
    """Return the absolute folder of the page templates; raise MissingFolder if there is none."""
    return _find_folder("templates")


def static_folder() -> Path:
    """Return the absolute folder of the style sheets and scripts; raise MissingFolder if none."""
    return _find_folder("static")


def schemas_folder() -> Path:
    """Return the absolute folder of the shipped contracts; raise MissingFolder if there is none."""
    return _find_folder("schemas")


def _find_folder(name: str) -> Path:
    # The wheel's own copy goes first: beside an installed package stand other people's folders.
    for parent in (_PACKAGE, _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise MissingFolder(name)
