"""What the shipped tagger makes of sentences of our own, checked by eye."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from importlib.resources import files

import pytest

from stemmata.annotate.attribution import read_grammar
from stemmata.annotate.document import annotate
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.tagger.attribute import whole_source
from stemmata.model import Attribution, Document, SourceKind, Span
from stemmata.packs import load_pack

MODEL = files("stemmata.models").joinpath("en")
PACK = load_pack()


def read(text: str) -> tuple[Attribution, ...]:
    return annotate(Document("d", "0" * 64, text, "en", published="2024-05-15"), PACK).attributions


def test_the_file_is_the_one_that_its_settings_and_its_card_are_about() -> None:
    digest = hashlib.sha256(MODEL.joinpath("tagger.onnx").read_bytes()).hexdigest()
    assert json.loads(MODEL.joinpath("settings.json").read_text(encoding="utf-8"))["sha256"] == digest
    assert digest in files("stemmata.models").joinpath("CARD.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The harbour will reopen in May, the mayor said.", "the mayor", "said", "The harbour will reopen in May"),
        (
            "According to two officials, the shipyard has stopped paying its welders.",
            "two officials",
            "According to",
            "the shipyard has stopped paying its welders",
        ),
        (
            "The ministry announced that three ferries would be sold.",
            "The ministry",
            "announced",
            "that three ferries would be sold",
        ),
        ("“We will not pay,” Mr Dahl told the court.", "Mr Dahl", "told", "“We will not pay,”"),
    ],
)
def test_who_says_what(text: str, source: str, cue: str, content: str) -> None:
    found = next(a for a in read(text) if a.source and not a.cited)
    assert [s.of(text) for s in found.source] == [source]
    assert [s.of(text) for s in found.cue] == [cue]
    assert content.strip("“”,") in " ".join(s.of(text) for s in found.content)
    assert 0 < found.confidence < 1


def test_a_further_giver_is_cited() -> None:
    text = "The dam is safe, Reuters reported on Monday, citing three engineers."
    assert [s.of(text) for a in read(text) if a.cited for s in a.source] == ["three engineers"]


def test_the_same_text_gives_the_same_attributions() -> None:
    text = "The dam is safe, the governor said. Critics called that a lie."
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("text", "source", "seen", "wanted"),
    [
        ("Invoices that Reuters has seen show a loss.", "Invoices", "Invoices that Reuters has seen", True),
        ("Invoices of the yard show a loss.", "Invoices", "Invoices of the yard", False),
        ("The invoices that Reuters has seen show a loss.", "invoices", "The invoices that Reuters has seen", False),
    ],
)
def test_a_source_takes_the_relative_clause_that_the_grammar_sees(
    text: str, source: str, seen: str, wanted: bool
) -> None:
    def span_of(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    cue = span_of("show")
    grammar = read_grammar(text, split_sentences(text), "en")
    told = replace(grammar, attributions=(Attribution((span_of(seen),), (cue,), (span_of("a loss"),)),))
    assert whole_source(span_of(source), cue, told) == span_of(seen if wanted else source)


def test_a_newspaper_s_sources_are_no_newspaper() -> None:
    text = "Fuel is short. According to the newspaper's sources, 40 wagons are missing."
    (found,) = [a for a in read(text) if "sources" in " ".join(s.of(text) for s in a.source)]
    assert found.kind is SourceKind.ANONYMOUS
