"""Every template compiles; none asks for an unsafe value."""

import pytest
from flask import Flask

from escalator.resources import templates_folder

NAMES = sorted(
    str(path.relative_to(templates_folder())) for path in templates_folder().rglob("*.html")
)
FORBIDDEN = ("|safe", "| safe", "autoescape false", "style=", "javascript:", "<style", "onclick=")


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(app: Flask, name: str) -> None:
    app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_marks_nothing_as_safe(name: str) -> None:
    source = (templates_folder() / name).read_text(encoding="utf-8")
    found = [words for words in FORBIDDEN if words in source]
    assert not found, f"{name}: {found}"
