"""A tagger that tells how far givers are from the reader, and of which it has no doubt, is believed where it does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stemmata.annotate.document import annotate
from stemmata.claim.chain import ChainReader
from stemmata.claim.context import build_contexts
from stemmata.model import Attribution, Document, SourceKind, Span
from stemmata.packs import load_pack

OUTLET, PEOPLE, PAPER = SourceKind.OUTLET, SourceKind.ANONYMOUS, SourceKind.DOCUMENT
Giver = tuple[str, SourceKind, float | None, bool]  # words, kind, level, whether the tagger is sure


def chain(text: str, cue: str, content: str, main: Giver, *further: Giver) -> list[str]:
    """The kinds of the chain of `content`, with the attribution that a tagger would give."""

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    said = (span(content),)
    words, kind, level, _ = main
    tagged = [Attribution((span(words),), (span(cue),), said, kind is OUTLET, kind=kind, level=level)]
    for words, kind, level, is_sure in further:
        tagged.append(Attribution((span(words),), (), said, kind is OUTLET, True, kind, level=level, is_sure=is_sure))
    document = Document("test", "0" * 64, text, "en", published="2025-03-10")
    pack = load_pack()
    contexts = build_contexts(document, replace(annotate(document, pack), attributions=tuple(tagged)))
    context = next(c for c in contexts if c.span.overlaps(said[0]))
    return [source.kind.value for source in ChainReader(contexts, pack).read(context, said[0]).sources]


MEMO = "The bridge is unsafe, two engineers wrote in a memo that the Lake Post has read."


@pytest.mark.parametrize(
    ("of_memo", "expected"),
    [
        (2.0, ["outlet", "document", "anonymous"]),
        (2.9, ["outlet", "anonymous", "document"]),  # too near to be clearly on this side
        (None, ["outlet", "anonymous", "document"]),
    ],
)
def test_who_is_clearly_nearer_comes_before(of_memo: float | None, expected: list[str]) -> None:
    main = ("two engineers", PEOPLE, None if of_memo is None else 3.0, False)
    memo, post = ("a memo", PAPER, of_memo, True), ("the Lake Post", OUTLET, 1.0, True)
    assert chain(MEMO, "wrote", "The bridge is unsafe", main, memo, post) == expected


CARRIED = "Half the wells are dry, according to tables passed by a clerk to the Lake Post."


@pytest.mark.parametrize(
    ("is_sure", "expected"), [(True, ["outlet", "anonymous", "document"]), (False, ["outlet", "document"])]
)
def test_who_is_sure_to_give_needs_no_words_that_say_so(is_sure: bool, expected: list[str]) -> None:
    main = ("tables", PAPER, 3.0, False)
    clerk, post = ("a clerk", PEOPLE, 2.0, is_sure), ("the Lake Post", OUTLET, 1.0, True)
    assert chain(CARRIED, "according to", "Half the wells are dry", main, clerk, post) == expected


@pytest.mark.parametrize(
    ("text", "cue", "main", "no_giver", "expected"),
    [
        (
            "The dam leaks, the mayor said in a letter to three councillors.",
            "said",
            "the mayor",
            ("three councillors", PEOPLE, 2.0, True),
            ["anonymous"],
        ),
        (
            "The dam leaks, a diver told the Lake Post by phone from Mirovka.",
            "told",
            "a diver",
            ("Mirovka", OUTLET, 1.0, True),
            ["outlet", "anonymous"],
        ),
        (
            "The dam leaks, the mayor, asked by the Lake Post, said.",
            "said",
            "the mayor",
            ("the Lake Post", OUTLET, 1.0, True),
            ["anonymous"],
        ),
        (
            "The dam leaks, a diver said in a post that the Lake Post could not verify.",
            "said",
            "a diver",
            ("the Lake Post", OUTLET, 1.0, True),
            ["anonymous"],
        ),
    ],
)
def test_who_hears_asks_or_doubts_it_and_places_give_nothing_however_sure(
    text: str, cue: str, main: str, no_giver: Giver, expected: list[str]
) -> None:
    assert chain(text, cue, "The dam leaks", (main, PEOPLE, 2.0, False), no_giver) == expected
