"""What the shipped tagger makes of sentences of our own, checked by eye."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

import pytest

from stemmata.annotate.document import annotate
from stemmata.model import Attribution, Document, SourceKind
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


def test_a_source_keeps_the_relative_clause_behind_it() -> None:
    text = "Invoices that Reuters has reviewed suggest the price was doubled."
    assert [s.of(text) for a in read(text) for s in a.source][:1] == ["Invoices that Reuters has reviewed"]


def test_a_newspaper_s_sources_are_no_newspaper() -> None:
    text = "Fuel is short. According to the newspaper's sources, 40 wagons are missing."
    (found,) = [a for a in read(text) if "sources" in " ".join(s.of(text) for s in a.source)]
    assert found.kind is SourceKind.ANONYMOUS
