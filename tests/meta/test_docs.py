"""What can be typed or set is documented, and what the docs link to exists."""

import re
from pathlib import Path

import click
import pytest

from escalator.cli import main
from escalator.config import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md"])
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|#|mailto:)([^)#]+)")


def commands(group: click.Group, before: str = "escalator") -> list[str]:
    found = []
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            found += commands(command, f"{before} {name}")
        else:
            found.append(f"{before} {name}")
    return found


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    missing = [name for name in Settings.model_fields if f"`ESCALATOR_{name.upper()}`" not in text]
    assert not missing, f"say in docs/settings.md what these do: {missing}"


@pytest.mark.parametrize("command", commands(main))
def test_every_command_is_documented(command: str) -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert command in text, f"say in README.md or docs/ what “{command}” does"


@pytest.mark.parametrize("doc", PAGES, ids=lambda doc: doc.name)
def test_links_lead_to_files_that_exist(doc: Path) -> None:
    for target in LINK.findall(doc.read_text(encoding="utf-8")):
        assert (doc.parent / target).exists(), f"{doc.name} links to {target}"
