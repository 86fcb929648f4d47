"""The page as a file: self-contained, every link leads somewhere, an article's markup is only text."""

from __future__ import annotations

import re
from collections import Counter

from lxml import html

from stemmata.show import Report, render_dossier
from tests.show.conftest import HOSTILE


def parsed(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def test_nothing_is_asked_from_outside(page: str) -> None:
    tree = parsed(page)
    for element in tree.iter():
        for name, value in element.attrib.items():
            if name in {"src", "srcset", "action", "data", "poster", "background", "formaction", "ping"}:
                raise AssertionError((element.tag, name, value))
            assert not name.startswith("on"), (element.tag, name)
    assert {a.get("href")[:8].partition(":")[0] for a in tree.xpath("//a[not(starts-with(@href, '#'))][@href]")} <= {
        "http",
        "https",
    }
    assert not tree.xpath("//link | //iframe | //object | //embed | //img | //base | //form")
    style = tree.xpath("string(//head/style)")
    assert "@import" not in style
    assert "url(" not in style


def test_only_our_own_script_and_style_are_on_the_page(page: str) -> None:
    tree = parsed(page)
    assert len(tree.xpath("//script")) == 1
    assert len(tree.xpath("//style")) == 1
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_every_inner_link_has_its_target_and_no_id_is_given_twice(page: str) -> None:
    tree = parsed(page)
    ids = Counter(tree.xpath("//@id"))
    assert [i for i, n in ids.items() if n > 1] == []
    targets = {link[1:] for link in tree.xpath("//@href") if link.startswith("#")}
    assert targets <= ids.keys()


def test_every_claim_opens_the_sentence_it_rests_on(page: str, report: Report) -> None:
    tree = parsed(page)
    claims = {c.id: c for c in report.claims}
    anchors = {a.get("id"): a for a in tree.xpath("//mark//a[@class='anchor']")}
    links = {link[1:] for link in tree.xpath("//*[contains(@class, 'open') or contains(@class, 'figure')]/@href")}
    assert claims.keys() <= anchors.keys()
    assert claims.keys() <= links
    for key, claim in claims.items():
        mark = next(e for e in anchors[key].iterancestors() if e.tag == "mark")
        assert claim.evidence.quote.replace("\r", "") in mark.text_content()


def test_the_texts_are_printed_whole(page: str, report: Report) -> None:
    tree = parsed(page)
    printed = [e.text_content() for e in tree.xpath("//div[@class='text']")]
    assert sorted(printed) == sorted(d.text for d in report.documents)


def test_markup_of_an_article_is_only_text(page: str) -> None:
    texts = [e.text_content() for e in parsed(page).xpath("//div[@class='text']")]
    assert HOSTILE in texts
    assert "<script>window.owned" not in page
    assert "<b onclick" not in page
    assert not re.search(r'href="\s*javascript:', page)


def test_refused_inputs_are_named(page: str) -> None:
    rows = parsed(page).xpath("//table[@class='account']//tr[@class='refused']")
    assert len(rows) == 1
    assert "empty<script>.txt" in rows[0].text_content()


def test_the_same_report_gives_the_same_page(page: str, report: Report) -> None:
    assert render_dossier(report) == page
