"""Chains as a reader relies on them: who had it from whom, nearest first, and nobody who did not give it."""

from __future__ import annotations

import time

import pytest

from stemmata.annotate.document import annotate
from stemmata.claim.chain import ChainReader
from stemmata.claim.context import build_contexts
from stemmata.model import Document, Source, Span
from stemmata.packs import load_pack

Levels = list[tuple[str, str]]


def read(text: str, claim: str, own: tuple[str, ...] = ()) -> tuple[Source, ...]:
    document = Document("test", "0" * 64, text, "en", published="2025-03-10")
    pack = load_pack()
    contexts = build_contexts(document, annotate(document, pack))
    start = text.index(claim)
    context = next(c for c in contexts if c.span.start <= start < c.span.end)
    return ChainReader(contexts, pack, own).read(context, Span(start, start + len(claim))).sources


def levels(text: str, claim: str) -> Levels:
    """Kind and words of each level, from the nearest on."""
    return [(s.kind.value, s.name or s.descriptor or "") for s in read(text, claim)]


CHAINS: list[tuple[str, str, Levels]] = [
    # Documents as subjects, and who has them.
    (
        "Output fell by a fifth in June, figures from the ministry showed on Friday.",
        "a fifth",
        [("document", "figures from the ministry")],
    ),
    (
        "Letters obtained by CNN show that the yard owes 40 million euros.",
        "40 million",
        [("outlet", "CNN"), ("document", "Letters")],
    ),
    (
        "Invoices that Bloomberg has reviewed suggest the price was doubled.",
        "doubled",
        [("agency", "Bloomberg"), ("document", "Invoices")],
    ),
    (
        "The draft decree, published on the cabinet's site, provides for 90 new posts.",
        "90 new posts",
        [("document", "The draft decree")],
    ),
    # Passives.
    (
        "The BBC was told by three clerks that the files had been burnt.",
        "burnt",
        [("outlet", "BBC"), ("anonymous", "three clerks")],
    ),
    (
        "The dam will hold, the engineer was quoted by Reuters as saying.",
        "will hold",
        [("agency", "Reuters"), ("anonymous", "the engineer")],
    ),
    (
        "The convoy lost 14 trucks. This is stated in a report by the brigade.",
        "14 trucks",
        [("document", "a report by the brigade")],
    ),
    # Three levels.
    (
        "Ukrainska Pravda reports, citing Bloomberg, that two officials put the order at 300 hulls.",
        "300 hulls",
        [("outlet", "Ukrainska Pravda"), ("agency", "Bloomberg"), ("anonymous", "two officials")],
    ),
    (
        "The fleet has ten tugs, Harbour.ee wrote, pointing to a study by the port that cites two pilots.",
        "ten tugs",
        [("outlet", "Harbour.ee"), ("document", "a study by the port"), ("anonymous", "two pilots")],
    ),
    # Said of the whole sentence, or of the one before.
    (
        "The army lost 12 guns, but the bridge, the mayor said, still stands. Ukrinform reports.",
        "still stands",
        [("anonymous", "the mayor")],
    ),
    (
        "Russia fired 60 drones in the night. The head of the district, Ivan Sosna, said this on Telegram.",
        "60 drones",
        [("named", "Ivan Sosna")],
    ),
    # Sources that come back.
    (
        "The ship is late, according to memos seen by the Financial Times. The memos put the delay at nine months.",
        "nine months",
        [("outlet", "Financial Times"), ("document", "The memos")],
    ),
    (
        "Fuel is short, The Daily Courant says. According to the newspaper's sources, 40 wagons are missing.",
        "40 wagons",
        [("outlet", "Daily Courant"), ("anonymous", "sources")],
    ),
]


@pytest.mark.parametrize(("text", "claim", "wanted"), CHAINS)
def test_a_chain_runs_from_the_nearest_source_to_the_furthest(text: str, claim: str, wanted: Levels) -> None:
    assert levels(text, claim) == wanted


def test_what_an_outlet_has_seen_is_a_document_of_which_the_outlet_is_the_nearer_witness() -> None:
    text = "Output has risen to 60 trucks a month, according to an internal table seen by the Meridian Post."
    assert levels(text, "60 trucks") == [("outlet", "Meridian Post"), ("document", "an internal table")]


def test_a_time_before_a_comma_is_no_name_of_a_source() -> None:
    text = "In December, the White House warned that the yard would build ten ships."
    assert levels(text, "ten ships") == [("named", "White House")]


def test_a_byline_and_a_headline_do_not_hide_the_agency_of_the_dateline() -> None:
    text = (
        "Yard gets order\n\nBy Ann Lee\n\nOSLO, May 2 (Reuters) - The yard got an order for ten ships, a broker said."
    )
    assert levels(text, "ten ships") == [("agency", "Reuters"), ("anonymous", "a broker")]


def test_the_page_of_an_outlet_that_has_learned_it_has_no_other_witness() -> None:
    text = "The Kyiv Independent has learned that 40 trucks are missing."
    assert read(text, "40 trucks", ("The Kyiv Independent",)) == ()
    assert [s.name for s in read(text, "40 trucks")] == ["The Kyiv Independent"]


@pytest.mark.parametrize(
    ("text", "claim", "name"),
    [
        ("Ivan Sosna met the crew. The ship, he said, is lost.", "is lost", "Ivan Sosna"),
        ("The crew trusts Zorin. Zorin said the ship was lost.", "was lost", "Zorin"),
    ],
)
def test_a_pronoun_and_a_name_that_opens_a_sentence_are_known(text: str, claim: str, name: str) -> None:
    assert [s.name for s in read(text, claim)] == [name]


@pytest.mark.parametrize(
    ("text", "claim", "stranger"),
    [
        # A place, a listener that is no outlet, a writer of the page and a time give nothing.
        ("Three barns burnt, a guard told Lusa by phone from Mueda.", "Three barns", "Mueda"),
        ("Three barns burnt, a guard told neighbours.", "Three barns", "neighbours"),
        ("Reporting by Jane Moro in Oslo. The fleet has ten tugs, two pilots said.", "ten tugs", "Moro"),
        ("Ports close at night, rescuers found by nightfall.", "Ports close", "nightfall"),
    ],
)
def test_nobody_is_a_source_who_gave_nothing(text: str, claim: str, stranger: str) -> None:
    words = " ".join(f"{s.name} {s.descriptor}" for s in read(text, claim))
    assert stranger not in words


def test_whoever_took_a_picture_made_it_and_does_not_stand_behind_it() -> None:
    sources = read("Pictures taken by Maxar and seen by CNN show 22 new sheds.", "22 new sheds")
    assert [(s.kind.value, s.descriptor) for s in sources] == [
        ("outlet", "CNN"),
        ("document", "Pictures taken by Maxar"),
    ]


def test_a_headline_does_not_speak_for_the_body() -> None:
    text = "Sources: Oslo to sell 54 jets\n\nNorway will sell 54 jets, the Journal of Trade reported."
    assert "Sources" not in " ".join(s.descriptor or "" for s in read(text, "will sell 54 jets"))


@pytest.mark.parametrize(
    "piece",
    [
        "citing X, who cites Y, ",
        "documents seen by X show that ",
        "The Post said, the paper said. ",
        "this is stated in ",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    seconds = []
    for length in (10_000, 40_000):
        text = piece * (length // len(piece))
        started = time.process_time()
        read(text, text[:4])
        seconds.append(time.process_time() - started)
    assert seconds[1] < 10 * max(seconds[0], 0.1)
