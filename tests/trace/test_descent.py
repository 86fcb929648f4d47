"""Who has it from whom where nobody says so: the order of pages, what they share, and the words for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from stemmata.model import Claim, Document, Evidence, Span, Stemma
from stemmata.packs import load_pack
from stemmata.trace import trace_claims
from stemmata.trace.moment import chance_before, moment_interval
from stemmata.trace.wordprint import compare_words, longest_run, read_words, shared_words_in_order
from tests.trace.build import claim, document, officials

PACK = load_pack()
ORIGINAL = (
    "They could make at least 6,000 drones. The first batch of 214 airframes left Penza for Saratov on March 3, said "
    "Pavel Rahimi, who keeps the books of a firm called Ostrov Holding. Each crate is signed for twice, he added, "
    "and the night shift of 37 women is paid in coupons for the works canteen."
)
REWRITTEN = (
    "They could make at least 6,000 drones. Women on the night shift, 37 of them, get canteen coupons for pay. From "
    "Penza 214 airframes went to Saratov on March 3, according to Pavel Rahimi of Ostrov Holding."
)
UNRELATED = (
    "They could make at least 6,000 drones. Engineers at a bureau in Kazan were told to expect visitors from Minsk, "
    "and a rail spur of 12 kilometres is being laid, wrote Li Demir in a note of January 9."
)


def page(name: str, published: str, text: str) -> tuple[Document, Claim]:
    """A page whose claim is its first sentence."""
    made = replace(document(name, published), text=text)
    first = text.index(".") + 1
    evidence = Evidence(Span(0, first), text[:first], "", text[first : first + 20])
    return made, replace(claim(made), evidence=evidence)


def trace(*pages: tuple[Document, Claim]) -> Stemma:
    documents = [d for d, _ in pages]
    traced = trace_claims([c for _, c in pages], documents, PACK)
    return traced.stemmata[traced.threads[0].id]


def named_edges(stemma: Stemma) -> set[tuple[str, str]]:
    names = {w.id: w.name for w in stemma.witnesses}
    return {(names[e.parent], names[e.child]) for e in stemma.edges}


def test_a_rewritten_page_that_names_its_parent_in_passing_hangs_from_it() -> None:
    first = page("Harbour Courier", "2023-02-05T08:00:00+00:00", ORIGINAL)
    other = page("Levant Ledger", "2023-02-05T09:00:00+00:00", UNRELATED)
    relay = page("Meridian Post", "2023-02-06T10:00:00+00:00", f"{REWRITTEN} More is in the Harbour Courier.")
    stemma = trace(first, other, relay)
    assert ("Harbour Courier", "Meridian Post") in named_edges(stemma)
    (edge,) = [e for e in stemma.edges if e.child == f"w{relay[0].sha256[:12]}"]
    assert any("214" in e.text for e in edge.evidence if e.kind == "variant")


def test_a_copy_says_in_words_why_it_is_one() -> None:
    first = page("Harbour Courier", "2023-02-05T08:00:00+00:00", ORIGINAL)
    copy = page("Meridian Post", "2023-02-05T12:00:00+00:00", f"{ORIGINAL} More follows.")
    stemma = trace(first, copy)
    (edge,) = [e for e in stemma.edges if e.child == f"w{copy[0].sha256[:12]}"]
    kinds = {e.kind: e.text for e in edge.evidence}
    assert "words in order" in kinds["reuse"]
    assert "4 hours later" in kinds["time"]
    assert 0.5 < edge.probability <= 1


def test_a_page_never_hangs_from_one_that_is_surely_later() -> None:
    early = page("Meridian Post", "2023-02-05T12:00:00+00:00", REWRITTEN)
    late = page("Harbour Courier", "2023-02-07T08:00:00+00:00", ORIGINAL)
    assert ("Harbour Courier", "Meridian Post") not in named_edges(trace(early, late))


def test_pages_with_people_and_facts_of_their_own_are_counted_apart() -> None:
    pages = [
        page("Harbour Courier", "2023-02-05T08:00:00+00:00", ORIGINAL),
        page("Levant Ledger", "2023-02-05T09:00:00+00:00", UNRELATED),
    ]
    own = [
        (d, replace(c, chain=(officials(w),))) for (d, c), w in zip(pages, ("two clerks", "an engineer"), strict=True)
    ]
    origins = trace(*own).origins
    assert origins.high == 2
    assert origins.best == len(origins.groups)


def test_probabilities_of_a_childs_parents_leave_room_for_doubt_but_not_for_more_than_one() -> None:
    pages = [
        page(f"Page {n}", f"2023-02-0{n}T08:00:00+00:00", text)
        for n, text in enumerate((ORIGINAL, REWRITTEN, UNRELATED), 1)
    ]
    assert all(0 < e.probability <= 1 for e in trace(*pages).edges)


@pytest.mark.parametrize(
    ("one", "two", "chance"),
    [
        ("2023-02-05T08:00:00+00:00", "2023-02-05T09:00:00+00:00", 1.0),
        ("2023-02-05T09:00:00+00:00", "2023-02-05T08:00:00+00:00", 0.0),
        ("2023-02-05T10:00:00+03:00", "2023-02-05T08:00:00+00:00", 1.0),
        ("2023-02-05", "2023-02-05", 0.5),
        ("2023-02-05", "2023-02-09", 1.0),
        (None, "2023-02-05", 0.5),
    ],
)
def test_stamps_are_intervals(one: str | None, two: str | None, chance: float) -> None:
    assert chance_before([one, two])[0, 1] == pytest.approx(chance, abs=1e-6)


def test_the_chances_of_two_orders_add_up_to_one() -> None:
    stamps = ["2023-02-05", "2023-02-05T20:00:00+00:00", "2023-02-06", "2023-02-05T23:30", None]
    both = chance_before(stamps) + chance_before(stamps).T
    np.testing.assert_allclose(both[~np.eye(len(stamps), dtype=bool)], 1.0, atol=1e-6)


def test_a_day_without_a_zone_is_fifty_hours_long() -> None:
    low, high = moment_interval("2023-02-05")
    assert high - low == 50


def test_words_are_compared_without_case_and_marks_and_names_are_told_from_openings() -> None:
    words = read_words("Women ran 6,000 lathes. In Penza, “nobody slept at all,” said Pavel.")
    assert "6000" in words.facts
    assert {"penza", "pavel"} <= words.facts
    assert "women" not in words.facts
    assert words.quotes == {"nobody slept at all,"}


def test_what_all_tell_weighs_less_than_what_two_tell() -> None:
    shared = "crews came from Gomel"
    documents = [read_words(f"They said {shared} at dawn. It was {n} then.") for n in (11, 22, 33)]
    rare = [
        *documents,
        read_words("They said crews came from Gomel at dawn. Vologda 77 told."),
        read_words("So Vologda 77."),
    ]
    overlap, _, _ = compare_words(rare)
    assert overlap.rare[3, 4] > overlap.rare[0, 1]


def test_runs_are_found_where_they_are() -> None:
    one = read_words("a b c the third crate was signed for twice x y").plain
    two = read_words("q the third crate was signed for twice z").plain
    assert longest_run(one, two) == (7, 1)
    assert shared_words_in_order(one, two) == 7
    assert longest_run(("a", "b"), ("c", "d")) == (0, 0)
