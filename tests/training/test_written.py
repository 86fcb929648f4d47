"""Texts that people wrote to learn from: what their marks say is what the tagger is taught."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra `training` is not installed")

from stemmata.annotate.tagger.piece import load_tokenizer
from stemmata.annotate.tagger.words import BEGIN, CONTENT, CUE, FURTHER, OUTSIDE, SOURCE
from training.corpus import UNLABELLED, Example
from training.relays import Generator, load_templates
from training.teach import UNTAUGHT
from training.written import Written, label_written, load_written, written_rows

TOKENIZER = load_tokenizer(str(Path(__file__).parents[2] / "src" / "stemmata" / "models" / "en" / "tokenizer.json"))
TEXTS = """{2:document=A letter} shown to {1:outlet!=the Herald} by {3:anonymous!=a clerk} <says> [that the dam leaks].
---
{2:anonymous=Pilots} <told> {1:outlet!=Diena} [that it snowed]. {1:anonymous=The pilots} <said> [they had complained].
chain: they had complained => outlet=Diena; anonymous=The pilots
---
[The contract runs until May.] The ministry did not answer questions from Der Bote.
"""


@pytest.fixture
def texts(tmp_path: Path) -> list[Written]:
    path = tmp_path / "texts.txt"
    path.write_text(TEXTS, encoding="utf-8")
    return load_written(path)


def labelled(example: Example, role: int) -> list[str]:
    starts = np.flatnonzero(example.roles[:, role] == BEGIN)
    return [example.words.text[example.words.starts[i] : example.words.ends[i]] for i in starts]


def test_each_claim_has_the_chain_that_marks_or_its_line_give(texts: list[Written]) -> None:
    chains = {row["claim"]: row["chain"] for row in written_rows(texts)}
    assert chains == {
        "that the dam leaks": [["outlet", "the Herald"], ["document", "A letter"], ["anonymous", "a clerk"]],
        "that it snowed": [["outlet", "Diena"], ["anonymous", "Pilots"]],
        "they had complained": [["outlet", "Diena"], ["anonymous", "The pilots"]],
        "The contract runs until May.": [],
    }


def test_givers_are_labelled_with_their_levels_and_what_nobody_gives_is_not(texts: list[Written]) -> None:
    (example,) = label_written(texts, 1, TOKENIZER, 3)
    starts = example.words.starts
    levels = {
        example.words.text[starts[i] : example.words.ends[i]]: int(example.levels[i]) + 1
        for i in np.flatnonzero(example.levels != UNLABELLED)
    }
    assert levels == {"A": 2, "the": 1, "a": 3, "Pilots": 2, "Diena": 1, "The": 1}
    assert sorted(labelled(example, SOURCE)) == ["A", "Pilots", "The"]
    assert sorted(labelled(example, FURTHER)) == ["Diena", "a", "the"]
    assert sorted(labelled(example, CUE)) == ["said", "says", "told"]
    assert sorted(labelled(example, CONTENT)) == ["that", "that", "they"]
    assert example.part == UNTAUGHT


def test_a_sentence_without_a_marked_cue_is_left_open_but_for_further_givers(texts: list[Written]) -> None:
    (example,) = label_written(texts, 1, TOKENIZER, 3)
    at = example.words.text.index("The ministry did not answer")
    inside = example.words.starts >= at
    inside &= example.words.starts < example.words.text.index("Der Bote", at)
    assert set(example.roles[inside][:, [SOURCE, CUE, CONTENT]].ravel()) == {UNLABELLED}
    assert set(example.roles[inside][:, FURTHER]) == {OUTSIDE}


def test_copies_after_the_first_name_other_outlets_and_nobody_else(texts: list[Written]) -> None:
    first, *others = label_written(texts, 30, TOKENIZER, 3)
    assert "Diena" in first.words.text
    assert any("Diena" not in example.words.text for example in others)
    assert all("Pilots told" in example.words.text for example in others)


def test_a_line_for_a_chain_that_cannot_be_read_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("[It rained.]\nchain: It rained = Diena\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"bad\.txt: 'chain: It rained = Diena'"):
        load_written(path)


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[2] / "training" / "written").glob("*.txt")), ids=lambda p: p.stem
)
def test_the_texts_in_use_are_marked_whole(path: Path) -> None:
    texts = load_written(path)
    assert len(texts) >= 100
    generator = Generator(load_templates()[1], 0)
    for text in texts:
        made = generator.fill(text.marked)
        assert not set("{}[]<>|") & set(made.text), made.text
        for attributed in made.attributed:
            levels = sorted(giver.level for giver in attributed.givers)
            assert levels == list(range(1, len(levels) + 1)), made.text
            assert attributed.contents or not attributed.givers, made.text
            assert attributed.cue is not None or attributed.source is None, made.text
        for claim, chain in text.chains:
            assert made.text.count(claim) == 1
            assert all(giver.lower() in made.text.lower() for _, giver in chain)
