"""What a network is trained on, as the command line asks for it."""

from __future__ import annotations

import argparse
from dataclasses import replace

from tokenizers import Tokenizer

from training.corpus import (
    Example,
    add_entities,
    read_attributions,
    read_entities,
    read_generated,
    read_rows,
    read_unlabelled,
)
from training.mixing import mix_rows
from training.silver import read_texts
from training.syntax import add_syntax, name_relations, read_syntax
from training.written import label_written, load_written

HELD_OUT = 80  # texts of the corpus that fit the links and the confidence, never the network


def gather_examples(chosen: argparse.Namespace, tokenizer: Tokenizer) -> list[Example]:
    """All texts that `train` learns: a teacher those of the other parts of the corpus; who has teachers all of them,
    and the mixed and unlabelled ones."""
    examples = list(read_generated(tokenizer, chosen.generated, chosen.seed))
    if chosen.polnear:
        path = chosen.polnear / "train.jsonl"
        marked = list(read_attributions(path, tokenizer, slice(None, -HELD_OUT)))
        if chosen.parts:
            marked = [e for number, e in enumerate(marked) if number % chosen.parts != chosen.without]
        if chosen.teachers:
            marked = [replace(e, part=number % len(chosen.teachers)) for number, e in enumerate(marked)]
        examples += marked
        rows = read_rows(path)[:-HELD_OUT]
        for seed in range(chosen.mixed):
            examples += read_unlabelled(((r["id"], r["text"]) for r in mix_rows(rows, seed)), tokenizer)
    for path in chosen.written:
        examples += label_written(load_written(path), chosen.copies, tokenizer, chosen.seed)
    for path in chosen.texts:
        examples += read_unlabelled(read_texts(path), tokenizer)
    if chosen.re3d:
        examples += list(read_entities(chosen.re3d / "train.jsonl", tokenizer)) * chosen.repeats
    if chosen.silver:
        examples = list(add_entities(examples, chosen.silver, tokenizer))
    if chosen.syntax:
        of_texts = read_syntax(chosen.syntax)
        examples = list(add_syntax(examples, of_texts, name_relations(of_texts)))
    return examples
