"""The peers: what to install where, how to start them, and how to talk to them.

Each has an environment of its own under .bench/, made when it is first needed.
"""

import json
import os
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.scrub.model import Document, Output, Span

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".bench"


class NotInstalled(Exception):
    """A peer cannot be measured here; the text says why in one line."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A peer before it runs.

    name: as its makers write it.
    packages: what pip installs, pinned: figures belong to versions.
    module: the script below bench.scrub.peers.
    share: how much of the texts and logs it is given; the slow ones get less.
    """

    name: str
    packages: tuple[str, ...]
    module: str
    share: float


RIVALS = (
    Rival(
        "Presidio",
        ("presidio-analyzer==2.2.366", "presidio-anonymizer==2.2.366"),
        "presidio",
        0.04,
    ),
    Rival("scrubadub", ("scrubadub==2.0.1", "setuptools<81"), "scrub_a_dub", 0.1),
    Rival("detect-secrets", ("detect-secrets==1.5.0",), "detect", 0.1),
    Rival("DataFog", ("datafog==4.9.0",), "data_fog", 0.2),
    Rival("Relay rules", ("sentry-relay==0.10.1",), "relay", 0.2),
)


@dataclass(slots=True)
class Running:
    """A peer that runs, as an engine.

    seconds: processor time so far, as it measured itself.
    """

    name: str
    version: str
    _process: "subprocess.Popen[str]"
    seconds: float = field(default=0.0)

    def scrub(self, documents: Sequence[Document]) -> list[Output]:
        """Scrub each document's text."""
        return [self._scrub_one(document) for document in documents]

    def _scrub_one(self, document: Document) -> Output:
        asked = {"text": document.text, "language": document.language}
        answer = _talk(self._process, json.dumps(asked))
        self.seconds += answer["seconds"]
        spans = answer["spans"]
        if spans is None:
            return Output(answer["text"])
        return Output(answer["text"], tuple(Span(*span) for span in spans))


@contextmanager
def running(rival: Rival) -> Iterator[Running]:
    """Start a peer, installed first where needed; raises NotInstalled."""
    python = _environment(rival)
    log = FOLDER / f"{rival.module}.log"
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [python, "-m", f"bench.scrub.peers.{rival.module}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        try:
            yield Running(rival.name, _talk(process)["version"], process)
        except (BrokenPipeError, json.JSONDecodeError) as error:
            raise NotInstalled(f"stopped: {_last_line(log.read_text())}") from error
        finally:
            process.kill()
            process.wait()


def _talk(process: "subprocess.Popen[str]", line: str = "") -> dict[str, Any]:
    assert process.stdin is not None
    assert process.stdout is not None
    if line:
        process.stdin.write(line + "\n")
        process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def _environment(rival: Rival) -> Path:
    folder = FOLDER / rival.module
    python, stamp = folder / "bin" / "python", folder / "packages"
    wanted = "\n".join([sys.version, str(folder), *rival.packages])
    if stamp.is_file() and stamp.read_text() == wanted and python.exists():
        return python
    print(f"Installing {rival.name} into {folder.relative_to(ROOT)}/", flush=True)
    try:
        venv.create(folder, clear=True, symlinks=True, with_pip=True)
    except subprocess.CalledProcessError as error:
        raise NotInstalled("python3-venv is missing") from error
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, *rival.packages], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalled(_last_line(done.stderr))
    stamp.write_text(wanted)
    return python


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:160] if lines else "it said nothing"
