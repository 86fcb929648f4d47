"""Contents that a tagger gives somebody are dropped where they begin in the middle of another sentence."""

from __future__ import annotations

import pytest

from stemmata.annotate.attribution import read_grammar
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.tagger.said import without_strays
from stemmata.model import Attribution, Span


def kept(text: str, cue: str, *contents: str) -> list[str]:
    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    tagged = Attribution((), (span(cue),), tuple(span(words) for words in contents))
    grammar = read_grammar(text, split_sentences(text), "en")
    return [piece.of(text) for piece in without_strays(tagged, grammar).content]


@pytest.mark.parametrize(
    ("text", "cue", "contents", "expected"),
    [
        ("Norva sold 1,700 boats. A ledger lists them.", "lists", ["1,700 boats", "them"], ["them"]),
        ("Norva sold boats. A ledger lists them.", "lists", ["Norva sold boats", "them"], ["Norva sold boats", "them"]),
        ('The mayor was "very tired". So he said again.', "said", ['"very tired"', "again"], ['"very tired"', "again"]),
        ("Norva sold 1,700 boats. This a ledger lists.", "lists", ["1,700 boats"], ["1,700 boats"]),  # it has no other
    ],
)
def test_a_piece_from_the_middle_of_another_sentence(
    text: str, cue: str, contents: list[str], expected: list[str]
) -> None:
    assert kept(text, cue, *contents) == expected
