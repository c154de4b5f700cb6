"""Records the scenarios: the demo on a free port of this machine, Chromium, Playwright's HAR.

Nothing is kept: the demo's folder and the recordings are gone when the run ends.
"""

import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, Route, sync_playwright

from bench.scrub.engines import PYTHON, ROOT
from bench.scrub.har.plant import Planted, plant
from bench.scrub.har.scenarios import SCENARIOS, Exchange
from escalator.demo import PASSWORD, SIGN_INS
from tools.machine import find_browser

_COMMAND = (*PYTHON, "demo")
_LOOPBACK_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
_BULKY = ("text/css", "javascript", "image/", "font")
_ASK = """async ({url, method, sends, body}) => {
  const answer = await fetch(url, {method, headers: sends, body: body || undefined});
  return (await answer.text()).length;
}"""


class NoBrowser(Exception):
    """There is no Chromium on this machine."""


@dataclass(frozen=True, slots=True)
class Recording:
    """One HAR, parsed, with what was planted in it.

    either: the demo's forgery tokens, cookies such as `theme`: hidden or not, both is right.
    """

    name: str
    har: Mapping[str, Any]
    secrets: frozenset[str]
    personal: frozenset[str]
    either: frozenset[str]


def record(seed: str) -> list[Recording]:
    """Record every scenario; raises NoBrowser."""
    program = find_browser()
    if program is None:
        raise NoBrowser("Chromium is missing")
    with (
        tempfile.TemporaryDirectory() as folder,
        _demo(Path(folder)) as url,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(program), args=[_LOOPBACK_ONLY])
        return [
            _record_one(browser, url, plant(scenario, seed), Path(folder) / f"{number}.har")
            for number, scenario in enumerate(SCENARIOS)
        ]


@contextmanager
def _demo(folder: Path) -> Iterator[str]:
    """Serve the demo until the block ends; filling it takes most of a minute."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "ESCALATOR_FOLDER": str(folder)}
    command = [*_COMMAND, "--port", str(port)]
    with (folder / "demo.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(f"{url}/sign-in", process)
            yield url
        finally:
            process.terminate()
            process.wait(30)


def _wait(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except urllib.error.URLError:
            if process.poll() is not None:
                raise
            time.sleep(0.5)
    raise TimeoutError("the demo did not start")


def _record_one(browser: Browser, url: str, planted: Planted, path: Path) -> Recording:
    scenario = planted.scenario
    context = browser.new_context(
        base_url=url, record_har_path=path, extra_http_headers=dict(scenario.headers)
    )
    context.add_cookies(
        [{"name": name, "value": value, "url": url} for name, value in scenario.cookies.items()]
    )
    answers = {url + one.url: one for one in scenario.exchanges}
    context.route("**/made-up/**", lambda route: _answer(route, answers))
    page = context.new_page()
    either: set[str] = set()
    for number, place in enumerate(scenario.pages):
        page.goto(place)
        either |= _forgery_tokens(page)
        if number == 0 and scenario.signs_in:
            _sign_in(page)
            planted.secrets.add(PASSWORD)
            planted.personal.add(SIGN_INS[0][0])
    for one in scenario.exchanges:
        asked = {"url": one.url, "method": one.method, "sends": one.sends, "body": one.body}
        page.evaluate(_ASK, {**asked, "sends": dict(one.sends)})
    context.close()
    har = json.loads(path.read_text(encoding="utf-8"))
    cookies = set(_cookies(har))
    sessions = {value for value in cookies if len(value) > 20}
    return Recording(
        scenario.name,
        _without_bulk(har),
        secrets=frozenset(planted.secrets | sessions),
        personal=frozenset(planted.personal),
        either=frozenset(either | cookies),
    )


def _answer(route: Route, answers: Mapping[str, Exchange]) -> None:
    one = answers.get(route.request.url)
    if one is None:
        one = next(iter(answers.values()))
    route.fulfill(
        status=200, headers={"content-type": "application/json", **one.gets}, body=one.answer
    )


def _sign_in(page: Page) -> None:
    page.fill("input[type=email]", SIGN_INS[0][0])
    page.fill("input[type=password]", PASSWORD)
    page.press("input[type=password]", "Enter")
    page.wait_for_load_state()


def _forgery_tokens(page: Page) -> set[str]:
    found = page.locator("input[name=csrf_token]").all()
    return {value for one in found if (value := one.get_attribute("value"))}


def _cookies(har: Mapping[str, Any]) -> Iterator[str]:
    for entry in har["log"]["entries"]:
        for side in ("request", "response"):
            yield from (one["value"] for one in entry[side]["cookies"])


def _without_bulk(har: dict[str, Any]) -> dict[str, Any]:
    """Drop the bodies of styles, scripts, pictures and fonts: nothing is planted there."""
    for entry in har["log"]["entries"]:
        content = entry["response"]["content"]
        if any(word in content.get("mimeType", "") for word in _BULKY):
            content.pop("text", None)
    return har
