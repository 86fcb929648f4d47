"""The syntax of texts as a parser sees it: learnt beside the attributions, for contents end where clauses do.

What governs each word and how are silver labels, of spaCy's pipelines (MIT licence). The heads that learn
them are not exported; what the encoder learns by them stays (R. Caruana, "Multitask Learning", 1997).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from stemmata.annotate.tagger.words import Integers, Words
from training.batch import Batch
from training.corpus import UNLABELLED, Example
from training.network import link_scores

_MASKED = -1e4

Row = dict[str, Any]


def parse_texts(texts: Iterable[tuple[str, str]], pipeline: Any) -> Iterator[Row]:
    """For each text the start of every token, its governor's start (a root's is its own) and its relation."""
    for name, text in texts:
        tokens = [token for token in pipeline(text) if not token.is_space]
        yield {
            "id": name,
            "starts": [token.idx for token in tokens],
            "governors": [token.head.idx for token in tokens],
            "relations": [token.dep_ for token in tokens],
        }


def read_syntax(path: Path) -> dict[str, Row]:
    """Rows of `parse_texts`, by id."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, filter(None, lines))}


def name_relations(rows: Mapping[str, Row]) -> tuple[str, ...]:
    """All relations of the rows, in order."""
    return tuple(sorted({relation for row in rows.values() for relation in row["relations"]}))


def add_syntax(examples: Iterable[Example], rows: Mapping[str, Row], relations: tuple[str, ...]) -> Iterator[Example]:
    """The examples, with the syntax of those that have a row."""
    numbers = {relation: number for number, relation in enumerate(relations)}
    for example in examples:
        row = rows.get(example.id)
        yield example if row is None else replace(example, syntax=_align(example.words, row, numbers))


def _align(words: Words, row: Row, numbers: Mapping[str, int]) -> Integers:
    """Relation and governor [words, 2] of each word that begins where a token does, and whose governor does."""
    places = {int(start): number for number, start in enumerate(words.starts)}
    found = np.full((len(words), 2), UNLABELLED, dtype=np.int64)
    for start, governor, relation in zip(row["starts"], row["governors"], row["relations"], strict=True):
        if start in places:
            found[places[start], 0] = numbers[relation]
            if governor in places:
                found[places[start], 1] = places[governor]
    return found


def syntax_loss(relations: Tensor, dependent: Tensor, governor: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of the relations [batch, pieces, names] and of the governors, by the vectors [batch, pieces, d] of
    words as dependents and as governors; 0 where nothing is known."""
    ties = link_scores(dependent, governor) + (1 - batch.mask[:, None]) * _MASKED
    losses = [
        functional.cross_entropy(scores.float().flatten(0, 1), wanted.flatten(), ignore_index=UNLABELLED)
        for scores, wanted in ((relations, batch.syntax[..., 0]), (ties, batch.syntax[..., 1]))
        if bool((wanted != UNLABELLED).any())
    ]
    return torch.stack(losses).sum() if losses else torch.zeros(())
