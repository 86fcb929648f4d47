"""The reader's view: all that was read stands on its words, an article is never more than text, errors can be sent."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from stemmata.annotate.document import annotate
from stemmata.claim import find_claims
from stemmata.model import Document
from stemmata.packs import load_pack
from stemmata.show import ReadText, render_reader

PACK = load_pack()
TEXT = """<script>window.owned = true</script> Norway delivered 40 launchers to Estonia in January, two officials said.

</mark></div><iframe src="https://evil.example/"></iframe> The works could make at least 6,000 drones a year, the
ministry said. <style>@import "https://evil.example/x.css"</style> {{ view }} 
"><img src=x onerror="window.owned = true">
"""
CHROMIUM = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)


@pytest.fixture(scope="module")
def read() -> ReadText:
    document = Document(
        id="d",
        sha256="b" * 64,
        text=TEXT,
        language="en",
        title="</title><script>window.owned = true</script>",
        outlet="<b onclick=alert(2)>Courier</b>",
        published="2023-02-07",
    )
    annotations = annotate(document, PACK)
    return ReadText(document, annotations, find_claims(document, annotations, PACK).claims)


@pytest.fixture(scope="module")
def page(read: ReadText) -> str:
    return render_reader([read], PACK, "test")


def test_the_words_of_an_article_are_only_text(page: str, read: ReadText) -> None:
    tree: Any = html.fromstring(page)
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//iframe | //img | //*[@onclick] | //*[@onerror]")
    assert len(tree.xpath("//style")) == 1
    (text,) = tree.xpath("//div[@class='text']")
    for extra in text.xpath(".//*[contains(@class,'lab') or contains(@class,'badge') or contains(@class,'end')]"):
        extra.text = ""
    assert text.text_content() == read.document.text


def test_nothing_outside_is_asked_for(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src &#39;none&#39;") or policy[1].startswith("default-src 'none'")
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert render_reader([], PACK, "test").startswith("<!DOCTYPE html>")


def test_every_claim_has_its_card_its_words_and_its_report(page: str, read: ReadText) -> None:
    tree: Any = html.fromstring(page)
    assert read.claims
    cards = tree.xpath("//li[@class='card']")
    assert len(cards) == len(read.claims)
    for number, (claim, card) in enumerate(zip(read.claims, cards, strict=True), start=1):
        key = f"t1c{number}"
        assert tree.xpath(f"//div[@class='text']//a[@id='{key}'][@href='#{key}-card']")
        assert card.xpath(f".//a[@href='#{key}']")
        words = "".join(tree.xpath(f"//span[contains(concat(@class,' '),' w-{key} ')]/text()"))
        assert all(span.of(TEXT) in words or " " in span.of(TEXT) for span in claim.support["measure"])
        (report,) = card.xpath(".//textarea/text()")
        span = claim.evidence.span
        for part in (f"sha256 {'b' * 64}", f"claim: {claim.id}", f"span: {span.start}-{span.end}", "wrong: "):
            assert part in report


def test_the_same_texts_give_the_same_page(page: str, read: ReadText) -> None:
    assert render_reader([read], PACK, "test") == page


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def address(page: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("reader") / "read.html"
    path.write_text(page, encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_page_fits_and_runs_nothing_of_the_article(browser: Any, address: str, width: int) -> None:
    tab = browser.new_page(viewport={"width": width, "height": 800})
    requests: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.goto(address)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate("window.owned") is None
    assert requests == [address]


def test_choosing_a_claim_marks_its_words_without_a_script(browser: Any, address: str) -> None:
    tab = browser.new_context(java_script_enabled=False).new_page()
    tab.goto(address)
    ground = "getComputedStyle(document.querySelector('.text .w-t1c1')).backgroundColor"
    other = browser.new_page()
    other.goto(address)
    before = other.evaluate(ground)
    other.focus("a[href='#t1c1']")
    other.keyboard.press("Enter")
    assert other.evaluate(ground) != before
    tab.click("a[href='#t1c1']")
    assert tab.url.endswith("#t1c1")


def test_a_report_can_be_copied(browser: Any, address: str) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(address)
    tab.click("#t1c1-card summary")
    tab.click("#t1c1-card button")
    tab.wait_for_function("document.querySelector('#t1c1-card button').textContent === 'Copied'")
    assert "claim: c" in tab.evaluate("navigator.clipboard.readText()")
