"""Which of a sentence's times dates a claim."""

from __future__ import annotations

from stemmata.annotate.document import annotate
from stemmata.claim.build import find_claims
from stemmata.model import Document
from stemmata.packs import load_pack
from tests.claim.told import read


def dates(text: str) -> list[tuple[str, str | None]]:
    numbered = [c for c in read(text) if c.quantity is not None]
    return [(c.quantity.text, c.time.text if c.time else None) for c in numbered if c.quantity is not None]


def test_a_time_behind_one_number_is_not_that_of_the_next() -> None:
    assert dates("The plant made 25,000 shells in 2021, 40,000 in 2022 and 9,000 more.") == [
        ("25,000", "2021"),
        ("40,000", "2022"),
        ("9,000", None),
    ]


def test_how_often_is_not_when() -> None:
    assert dates("The army wants to double its monthly production of shells to 40,000.") == [("40,000", None)]


def test_a_time_that_describes_a_noun_dates_nothing_else() -> None:
    assert dates("Under the 2016 agreement, India will get 36 Rafale jets.") == [("36", None)]


def test_what_is_done_is_not_dated_after_the_publication() -> None:
    text = "It promises to hand over by the end of 2030 all 66 F-16 jets ordered from the United States."
    assert ("66", "the end of 2030") not in [
        found for c, found in zip(read(text), dates(text), strict=False) if c.measure == "order"
    ]


def test_a_model_number_is_no_year() -> None:
    assert dates("Germany will donate 12 Panzerhaubitze 2000 self-propelled howitzers to Ukraine.") == [("12", None)]


def test_what_is_done_is_not_dated_by_a_time_to_come_where_no_date_of_publication_is_known() -> None:
    text = "Norway will receive the first four of 24 K9 howitzers it ordered from South Korea next April."
    document = Document("test", "0" * 64, text, "en", published=None)
    pack = load_pack()
    ordered = [c for c in find_claims(document, annotate(document, pack), pack).claims if c.measure == "order"]
    assert [(c.quantity.text, c.time) for c in ordered if c.quantity is not None] == [("24", None)]
