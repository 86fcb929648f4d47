"""What the tagger is trained on says who gives what, and is silent where nobody labelled it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from stemmata.annotate.tagger.piece import load_tokenizer
from stemmata.annotate.tagger.words import BEGIN, CONTENT, CUE, FURTHER, INSIDE, OUTSIDE, SOURCE
from training.corpus import UNLABELLED, Example, label_generated, read_attributions
from training.relays import Generator, load_templates

TOKENIZER = load_tokenizer(str(Path(__file__).parents[2] / "src" / "stemmata" / "models" / "en" / "tokenizer.json"))
FILLERS = load_templates()[1]


def spans(example: Example, role: int) -> list[str]:
    """The words of each labelled span of a role."""
    labels = example.roles[:, role]
    found: list[list[int]] = []
    for word, label in enumerate(labels):
        if label == BEGIN:
            found.append([word])
        elif label == INSIDE:
            found[-1].append(word)
    return [example.words.text[example.words.starts[s[0]] : example.words.ends[s[-1]]] for s in found]


def generated(template: str) -> Example:
    return label_generated([Generator(FILLERS, 3).fill(template)], "The bridge is closed.", TOKENIZER, "one")


def test_whoever_tells_within_the_words_of_a_report_is_a_further_giver_of_its_whole_content() -> None:
    example = generated("{1:agency} <wrote> [that {2:named/person!} told {3:outlet!} [that it rained]].")
    (content,) = spans(example, CONTENT)
    further = spans(example, FURTHER)
    assert len(spans(example, SOURCE)) == 1
    assert spans(example, CUE) == ["wrote"]
    assert len(further) == 2
    assert all(words in content for words in further)
    assert content.endswith("that it rained")
    assert [role for _, role, _ in example.links].count(FURTHER) == 2


def test_an_owned_source_is_labelled_once_with_its_owner() -> None:
    example = generated("{1:outlet'} {2:anonymous/contacts} <say> [it rained].")
    assert spans(example, FURTHER) == []
    (source,) = spans(example, SOURCE)
    assert example.words.text.startswith(source)
    assert "'" in source


def test_who_is_only_named_near_a_cue_is_labelled_as_nobody() -> None:
    example = generated("{1:role}, echoing {report}, <said> [that it rained].")
    assert len(spans(example, SOURCE)) == 1
    assert set(example.roles[:, FURTHER]) == {OUTSIDE}


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("The ministry said the bridge was closed.", False),
        ("The Herald wrote that the mayor had said that the bridge was closed.", True),
        ("The mayor, briefed by engineers, said the bridge was closed.", True),
    ],
)
def test_further_givers_are_left_open_where_the_corpus_may_hide_one(text: str, is_open: bool, tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text(json.dumps({"id": "1", "text": text, "attributions": []}), encoding="utf-8")
    (example,) = read_attributions(path, TOKENIZER)
    assert np.all(example.roles[:, FURTHER] == (UNLABELLED if is_open else OUTSIDE))
