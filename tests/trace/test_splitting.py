"""The words of a text: one by one, and many texts at once, which must come to the same."""

from __future__ import annotations

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from stemmata.trace.spelling import spelling_key
from stemmata.trace.splitting import MOST_WORDS, read_plain, split_words

SIGNS = tuple(" \n\t\r\u00a0\u202f\u2009.,:;!?'’-–_/“”\"(")
PARTS = ("Tehran", "the", "Елабуга", "İzmir", "ǅ", "1", "23", "456", "7890", "²", "½", "ª", "漢", "\ud800", "e\u0301")


def told_one_by_one(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The words of a text and the keys of its names and numbers, by the way that gives each its place."""
    words = list(islice(split_words(text), MOST_WORDS))
    facts = dict.fromkeys(word.folded for word in words if word.is_fact)
    return [word.folded for word in words], [(f, f if f[0].isdigit() else spelling_key(f)) for f in facts]


def told_at_once(text: str) -> tuple[list[str], list[tuple[str, str]]]:
    words, facts = read_plain(text)
    return words, list(facts.items())


@given(st.lists(st.sampled_from(SIGNS + PARTS), max_size=30).map("".join))
def test_what_is_read_at_once_is_what_is_read_one_by_one(text: str) -> None:
    assert told_at_once(text) == told_one_by_one(text)


@given(st.text(max_size=60))
def test_any_letters_at_all_are_read_alike(text: str) -> None:
    assert told_at_once(text) == told_one_by_one(text)


def test_a_number_that_spaces_part_is_one_word_and_its_neighbours_are_others() -> None:
    words, facts = read_plain("By 6 000 or 12 345 678 or 1.234 567 of 4 5678")
    assert words == ["by", "6000", "or", "12345678", "or", "1.234", "567", "of", "4", "5678"]
    assert list(facts) == ["6000", "12345678", "1.234", "567", "4", "5678"]


def test_a_capital_that_opens_a_sentence_makes_no_name_whatever_stands_between() -> None:
    assert list(read_plain("It ended. – Penza fell.\nTula held ( Kazan too")[1]) == ["kazan"]
    assert list(read_plain("It ended – Penza fell")[1]) == ["penza"]


def test_of_a_book_only_the_first_words_are_read() -> None:
    text = "in a/b Tula " * MOST_WORDS
    words, facts = read_plain(text)
    assert (len(words), words[:4], list(facts)) == (MOST_WORDS, ["in", "a", "b", "tula"], ["tula"])
    assert "penza" not in read_plain(f"{text}Penza")[1]


def test_a_footnotes_mark_makes_no_number_of_a_word() -> None:
    assert [word.is_fact for word in split_words("he said ¹twice and ²")] == [False, False, False, False, True]


def test_of_one_endless_stretch_only_the_first_words_are_read() -> None:
    for text in ("Ab;" * 3 * MOST_WORDS, "1 234," * 2 * MOST_WORDS, "a b " * MOST_WORDS, "—" * 5 * MOST_WORDS):
        assert told_at_once(text) == told_one_by_one(text)
