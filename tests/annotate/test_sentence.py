import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemmata.annotate.sentence import split_sentences


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Brig. Gen. A. Rahimi met Mr. Lee and the U.S. Army on Jan. 5 in St. Petersburg.",
        "The price rose by 1.5 percent, or $2.75, to No. 3 on the list.",
        '"We leave at dawn," the captain said.',
        "“Will it fly?” she asked the crowd.",
        "The talks … have stalled ... again.",
        "Acme Corp. Chairman Jo Park left.",
        "The unit (it fired twice.) moved on.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert sentences(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He lives in the U.S. The firm does not.", ["He lives in the U.S.", "The firm does not."]),
        ('It is "over." Nobody came.', ['It is "over."', "Nobody came."]),
        ("They met at 5 p.m. It rained.", ["They met at 5 p.m.", "It rained."]),
        ("It was 2023. The plant opened.", ["It was 2023.", "The plant opened."]),
        ("Is it? “Yes.” Fine!", ["Is it?", "“Yes.”", "Fine!"]),
        ("One.[1] Two.[2]", ["One.[1]", "Two.[2]"]),
    ],
)
def test_a_stop_at_the_end_ends_it(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_a_closing_quotation_mark_belongs_to_its_sentence() -> None:
    assert sentences("She said: “Go. Now.” He went.") == ["She said: “Go.", "Now.”", "He went."]


def test_a_break_at_a_link_is_mended() -> None:
    text = "In March the bank \n\nfroze the accounts of the firm\n\n, which had bought engines.\n\nNext item."
    assert sentences(text) == [
        "In March the bank \n\nfroze the accounts of the firm\n\n, which had bought engines.",
        "Next item.",
    ]


def test_headlines_and_list_items_stand_alone() -> None:
    text = "Plant to open in May\n\nThe plant will open.\n\n• First point\n\n• second point\n\nRead also:\n\nmore"
    assert sentences(text) == [
        "Plant to open in May",
        "The plant will open.",
        "• First point",
        "• second point",
        "Read also:",
        "more",
    ]


def test_lines_of_a_fixed_width_are_one_paragraph() -> None:
    lines = [
        "The minister said that the Northern Fleet would get its first",
        "Kestrel drones in the spring of next year, and that the works in",
        "Omsk had been widened for them, at a cost that the Ministry of",
        "Finance had not yet agreed to, by a firm whose name he would not",
        "give.",
    ]
    assert len(sentences("\n".join(lines))) == 1


def test_an_item_number_is_not_a_sentence() -> None:
    assert sentences("1. The first point stands.") == ["1. The first point stands."]


@given(st.text(alphabet='aB .!?\n"”“’,:•1-', max_size=400))
def test_every_character_but_white_space_is_in_exactly_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(not s.of(text)[0].isspace() and not s.of(text)[-1].isspace() for s in spans)
    assert sum(len(s.of(text).split()) > 0 for s in spans) == len(spans)
    covered = "".join("".join(s.of(text).split()) for s in spans)
    assert covered == "".join(text.split())


@pytest.mark.parametrize("piece", ["a", "a ", ". ", '" ', "\n", "“a\n", ".[a]", "a.b"])
def test_hostile_text_is_cut_in_linear_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    started = time.process_time()
    spans = split_sentences(text)
    assert time.process_time() - started < 15
    assert all(span.end - span.start <= 2000 for span in spans)


@pytest.mark.parametrize(
    "dateline",
    ["SEOUL —", "LONDON, Oct 30 (Reuters) -", "Kyiv, Feb 6 2024 (Black Sea Desk) –", "WASHINGTON (AP) --"],
)
def test_a_dateline_stands_alone(dateline: str) -> None:
    report = "The plant will open in May, officials said."
    assert sentences(f"{dateline} {report}") == [dateline, report]


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia – a close partner – has paid for it.",
        "The USA – and its partners – said so.",
        "NATO leaders met on Monday – the third time this year.",
        "A plant (Yelabuga) – the largest – is planned.",
    ],
)
def test_a_dash_makes_no_dateline(sentence: str) -> None:
    assert sentences(sentence) == [sentence]
