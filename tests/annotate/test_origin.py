"""Whoever a sentence names as its source, and the headlines that name an outlet and a giver."""

from __future__ import annotations

from stemmata.annotate.attribution import find_attributions
from stemmata.annotate.person import find_people
from stemmata.annotate.token import tokenize, word_classes
from stemmata.model import Span


def givers(text: str) -> list[tuple[str, bool]]:
    """The words of each source and whether it is only cited."""
    found = find_attributions(text, [Span(0, len(text))], "en")
    return [(part.of(text), a.cited) for a in found for part in a.source]


def test_who_is_named_as_the_source_is_cited() -> None:
    text = "The yard will close, Reuters reported, with two welders given as the source."
    assert ("two welders", True) in givers(text)


def test_naming_somebody_for_an_office_cites_nobody() -> None:
    text = "The club won, Reuters reported, with two welders named as directors."
    assert not any(is_cited for _, is_cited in givers(text))


def test_a_headline_has_an_outlet_and_a_giver_inside_what_it_says() -> None:
    text = "Reuters: Two wells shut near Turin – the deputy oil minister –"
    assert givers(text) == [("Reuters", False), ("the deputy oil minister", False)]


def test_live_updates_give_nothing() -> None:
    assert givers("Rockets hit two towns near Turin – live updates") == []


def test_whoever_cites_somebody_has_no_office() -> None:
    for text in ("Le Progrès, citing two ministers, said so.", "Ivo Kral, acting president of the club, said so."):
        people = find_people(text, tokenize(text, Span(0, len(text)), "en"), (), "en")
        assert bool(people) == text.startswith("Ivo")


def test_the_general_staff_is_nobody() -> None:
    text = "It was given to the General Staff."
    assert find_people(text, tokenize(text, Span(0, len(text)), "en"), (), "en") == ()


def test_words_that_the_dictionary_has_as_verbs_alone_may_be_nouns() -> None:
    assert "NOUN" in word_classes("intercepts", "en")
