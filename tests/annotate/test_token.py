import pytest

from stemmata.annotate.token import noun_lemmas, tokenize, verb_lemmas, word_classes
from stemmata.model import Span


def words(text: str, language: str = "en") -> list[str]:
    return [token.text for token in tokenize(text, Span(0, len(text)), language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Iran's drones", ["Iran", "'s", "drones"]),
        ("they didn’t, we'll", ["they", "did", "n’t", ",", "we", "'ll"]),
        ("the U.S. Army", ["the", "U.S.", "Army"]),
        ("6,000 or 1.7", ["6,000", "or", "1.7"]),
        ("two Shahed-136s", ["two", "Shahed-136s"]),
        ("a US-allied state", ["a", "US", "-", "allied", "state"]),
        ("a so-called think-tank", ["a", "so-called", "think-tank"]),
        ("O'Brien and Sana'a", ["O'Brien", "and", "Sana'a"]),
        ("from 10-15 to 20", ["from", "10", "-", "15", "to", "20"]),
        ("Gen. A. Petrov", ["Gen", ".", "A", ".", "Petrov"]),
        ("wait... no--never", ["wait", "...", "no", "--", "never"]),
    ],
)
def test_cuts_words_and_marks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_offsets_point_into_the_whole_text() -> None:
    text = "First. Kyiv's army fell back."
    tokens = tokenize(text, Span(7, len(text)), "en")
    assert [token.span.of(text) for token in tokens] == [token.text for token in tokens]
    assert tokens[0].span == Span(7, 11)


def test_lemmas_hold_the_word_and_what_it_is_a_form_of() -> None:
    told, drones, mark = tokenize("told drones,", Span(0, 12), "en")
    assert {"told", "tell"} <= told.lemmas
    assert {"drones", "drone"} <= drones.lemmas
    assert mark.lemmas == {","}
    assert (told.is_word, mark.is_word) == (True, False)


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("warheads", "warhead"), ("radars", "radar"), ("Minesweepers", "minesweeper"), ("corvettes", "corvette")],
)
def test_a_plural_that_the_dictionary_lacks_has_its_singular(plural: str, singular: str) -> None:
    (token,) = tokenize(plural, Span(0, len(plural)), "en")
    assert singular in token.lemmas
    assert noun_lemmas(plural.lower(), "en") == (singular,)


@pytest.mark.parametrize(
    ("word", "verb"),
    [("test-fired", "test-fire"), ("re-exports", "re-export"), ("airdropped", "airdrop"), ("torched", "torch")],
)
def test_a_verb_that_the_dictionary_lacks_is_read_by_its_parts(word: str, verb: str) -> None:
    (token,) = tokenize(word, Span(0, len(word)), "en")
    assert verb in token.lemmas
    assert "VERB" in word_classes(word, "en")


@pytest.mark.parametrize("word", ["nuclear-armed", "hundred", "shaheds", "redfield"])
def test_what_only_looks_like_a_verb_is_none(word: str) -> None:
    assert "VERB" not in word_classes(word, "en")


def test_a_language_without_a_dictionary_keeps_the_word_alone() -> None:
    (token,) = tokenize("Сообщил", Span(0, 7), "ru")
    assert token.lemmas == {"сообщил"}
    assert word_classes("сообщил", "ru") == frozenset()
    assert verb_lemmas("said", "ru") == ()


def test_lower_has_plain_marks() -> None:
    (token,) = tokenize("Rock‑Solid’er", Span(0, 13), "xx")
    assert token.lower == "rock-solid'er"
