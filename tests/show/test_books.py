"""The books in the dossier: every statement once, every contradiction with its words, every amount a link."""

from __future__ import annotations

from lxml import html

from stemmata.show import Report


def parsed(page: str) -> html.HtmlElement:
    return html.document_fromstring(page)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_every_statement_is_one_line_with_its_amount_as_printed(page: str, report: Report) -> None:
    assert report.balance is not None
    claims = {claim.id: claim for claim in report.claims}
    lines = parsed(page).xpath("//table[@class='journal']//tr[starts-with(@id, 'e-')]")
    assert len(lines) == len(report.balance.entries) > 20
    linked = sorted(line.xpath(".//a[contains(@class, 'figure')]/@href")[0][1:] for line in lines)
    assert linked == sorted(entry.claims[0] for entry in report.balance.entries)
    for line in lines:
        claim = claims[line.xpath(".//a[contains(@class, 'figure')]/@href")[0][1:]]
        assert claim.quantity is not None
        number = f"{claim.quantity.low or claim.quantity.high:,.0f}"
        assert number in words(line) or claim.quantity.text.lower() in words(line)


def test_an_amount_stands_in_the_column_of_its_account(page: str) -> None:
    """What is made comes in, what is launched goes out, what is shot down is part of what went out."""
    for outlet, column in (("Weir Street", "In"), ("Bell Wire", "Out"), ("Pier Nine", "Of these")):
        line = parsed(page).xpath(f"//table[@class='journal']//tr[contains(., '{outlet}')]")[0]
        assert line.xpath(".//td[a[contains(@class, 'figure')]]/@data-label") == [column], outlet


def test_plans_and_abilities_are_in_a_table_of_their_own(page: str) -> None:
    (plans,) = [t for t in parsed(page).xpath("//table[@class='journal']") if "Plans" in words(t.find("caption"))]
    assert "Amber Street" in words(plans)
    assert "Chalk Hill Post" not in words(plans)


def test_a_contradiction_shows_each_quote_with_its_link_and_its_claim(page: str, report: Report) -> None:
    assert report.balance is not None
    shown = parsed(page).xpath("//ol[@class='contradictions']/li")
    assert len(shown) == len(report.balance.contradictions) >= 4
    for item, found in zip(shown, report.balance.contradictions, strict=True):
        assert item.xpath(".//blockquote//a[@class='open']/@href") == [f"#{s.claim}" for s in found.standings]
        for standing in found.standings:
            assert " ".join(standing.quote.split()) in words(item)
            assert standing.claim in words(item)
        assert all(" ".join(way.words.split()) in words(item) for way in found.reconciliations)
        lines = parsed(page).xpath(f"//tr[.//a[@href='#{item.get('id')}']]")
        assert len(lines) == len(found.standings)


def test_the_overview_leads_to_the_contradictions(page: str) -> None:
    assert parsed(page).xpath("//dl[@class='counts']//a[@href='#contradictions']")


def test_promises_are_listed_with_outcome_and_evidence(page: str, report: Report) -> None:
    rows = parsed(page).xpath("//table[contains(@class, 'due')]/tbody/tr")
    assert len(rows) == len(report.forecasts) >= 7
    for row, forecast in zip(rows, report.forecasts, strict=True):
        assert row.xpath(".//a[@class='open']/@href") == [f"#{claim}" for claim in forecast.evidence]
        assert forecast.reason[1:] in words(row)
    assert {"met", "late", "missed", "not due yet", "cannot be resolved"} == {
        words(outcome) for outcome in parsed(page).xpath("//span[contains(@class, 'outcome')]")
    }


def test_accounts_are_drawn_with_a_link_for_every_statement(page: str) -> None:
    pictures = parsed(page).xpath("//figure[@class='drawn']//svg")
    assert pictures
    for picture in pictures:
        assert len(picture.xpath(".//a")) >= 2
        assert picture.xpath("./title")


def test_what_is_in_hand_is_one_line_an_account_with_its_last_day(page: str, report: Report) -> None:
    assert report.balance is not None
    last = {stock.account: stock for stock in report.balance.stocks}
    lines = parsed(page).xpath("//ul[@class='stocks']/li")
    assert len(lines) == len(last) >= 1
    for line, stock in zip(lines, last.values(), strict=True):
        assert stock.name
        assert words(line).casefold().startswith(f"{stock.name}: {stock.sentence}".casefold())
