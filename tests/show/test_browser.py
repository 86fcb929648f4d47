"""The page in a browser: no script of an article runs, nothing is requested, nothing sticks out on a telephone.

Skips where no Chromium is installed. With AXE_CORE set to a copy of axe.min.js the page is also checked for
accessibility.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright.sync_api")

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
TARGET = "document.getElementById(location.hash.slice(1))"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(page: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("browser") / "dossier.html"
    path.write_text(page, encoding="utf-8")
    return path.as_uri()


def opened(browser: Browser, address: str, **settings: Any) -> tuple[Page, list[str]]:
    context = browser.new_context(**settings)
    tab = context.new_page()
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(address)
    return tab, requests


def test_no_script_of_an_article_runs_and_nothing_is_requested(browser: Browser, address: str) -> None:
    tab, requests = opened(browser, address)
    assert requests == [address]
    assert tab.evaluate("window.owned") is None
    assert tab.title().endswith("Stemmata")


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_page_is_never_wider_than_the_screen(browser: Browser, address: str, width: int) -> None:
    tab, _ = opened(browser, address, viewport={"width": width, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_a_figure_opens_its_sentence_from_the_keyboard(browser: Browser, address: str) -> None:
    tab, _ = opened(browser, address, viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    tab.focus("table.witnesses a.figure")
    tab.keyboard.press("Enter")
    top = f"(e => e.closest('mark').getBoundingClientRect().top)({TARGET})"
    for _ in range(50):  # the page's policy forbids wait_for_function
        tab.wait_for_timeout(100)
        if 0 <= tab.evaluate(top) < 800:
            return
    raise AssertionError(f"the sentence stands at {tab.evaluate(top)} px")


def test_a_link_into_a_folded_thread_unfolds_it(browser: Browser, address: str) -> None:
    tab, _ = opened(browser, address)
    thread = tab.evaluate("document.querySelector('details.lone').id")
    tab.goto(f"{address}#{thread}")
    tab.wait_for_timeout(200)
    assert tab.evaluate(f"document.getElementById('{thread}').open")


@pytest.mark.skipif("AXE_CORE" not in os.environ, reason="AXE_CORE names no copy of axe.min.js")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_barrier_is_found(browser: Browser, address: str, scheme: str, width: int) -> None:
    tab, _ = opened(browser, address, viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    tab.evaluate(Path(os.environ["AXE_CORE"]).read_text(encoding="utf-8"))
    violations = tab.evaluate("axe.run()")["violations"]
    assert [(v["id"], len(v["nodes"]), v["nodes"][0]["html"]) for v in violations] == []
