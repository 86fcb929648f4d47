"""Texts that people wrote to learn from, with the marks of a template around the words themselves.

`written/*.txt` hold texts that lines of `---` separate: `{1:outlet=The Herald}` is a giver with its words, the other
marks are those of `relays`. A line "chain: CLAIM => kind=giver; kind=giver" behind a text gives the chain of a claim
whose givers do not all stand by it, the nearest first. What stands in `[...]` without a giver, nobody gives.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from stemmata.annotate.tagger.words import CONTENT, CUE, OUTSIDE, SOURCE, Integers
from training.corpus import PRONOUNS, UNLABELLED, Example, label_generated
from training.relays import Generator, load_templates, read_chains
from training.teach import UNTAUGHT

_PARAGRAPHS = 4
_EXCHANGED = 0.5  # of the outlets' names in every copy but the first
_CHAIN = "chain:"
_BETWEEN = re.compile(r"(?m)^---\s*$")


@dataclass(frozen=True, slots=True)
class Written:
    """A text with its marks, and (claim, [[kind, giver], …]) for the chains that the marks do not hold."""

    marked: str
    chains: tuple[tuple[str, list[list[str]]], ...] = ()


def load_written(path: Path) -> list[Written]:
    """The texts of a file. ValueError where a line for a chain cannot be read."""
    return [_read(text, path) for text in _BETWEEN.split(path.read_text(encoding="utf-8")) if text.strip()]


def label_written(texts: Sequence[Written], copies: int, tokenizer: Tokenizer, seed: int) -> Iterator[Example]:
    """Every text once in each of so many copies, in another company each time, and with other names of outlets in all
    copies but the first. No teacher speaks of them: what they see is what these texts are to mend."""
    fillers = load_templates()[1]
    chance = random.Random(seed)
    for copy in range(copies):
        generator = Generator(fillers, seed + copy, exchanged=_EXCHANGED if copy else 0.0)
        order = chance.sample(texts, len(texts))
        for at in range(0, len(order), _PARAGRAPHS):
            made = [generator.fill(text.marked) for text in order[at : at + _PARAGRAPHS]]
            example = label_generated(made, generator.plain(), tokenizer, f"written-{seed + copy}-{at}")
            yield replace(example, roles=_without_unmarked(example), part=UNTAUGHT)


def _without_unmarked(example: Example) -> Integers:
    """The example's roles; a sentence without a marked cue may hold attributions that its writer did not mark: what
    stands outside the marks there is unlabelled, but for further givers."""
    roles, sentence = example.roles.copy(), example.words.sentence
    with_cue = np.unique(sentence[roles[:, CUE] != OUTSIDE])
    bare = ~np.isin(sentence, with_cue)
    for role in (SOURCE, CUE, CONTENT):
        roles[bare & (roles[:, role] == OUTSIDE), role] = UNLABELLED
    return roles


def written_rows(texts: Sequence[Written]) -> Iterator[dict[str, Any]]:
    """The chain of each claim of the texts, as `bench/chains.py` reads them; none that holds a pronoun, which says of
    nobody who it is."""
    generator = Generator(load_templates()[1], 0)
    for text in texts:
        made = generator.fill(text.marked)
        told = [row for row in read_chains(made) if not any(claim in row["claim"] for claim, _ in text.chains)]
        own = [a.contents[0] for a in made.attributed if a.contents and not a.givers]
        told += [{"text": made.text, "claim": made.text[begin:end], "chain": []} for begin, end in own]
        told += [{"text": made.text, "claim": claim, "chain": chain} for claim, chain in text.chains]
        named = (row for row in told if not any(giver.lower() in PRONOUNS for _, giver in row["chain"]))
        yield from (row for row in named if made.text.count(row["claim"]) == 1)


def _read(text: str, path: Path) -> Written:
    lines = text.strip().splitlines()
    chains = [_read_chain(line, path) for line in lines if line.startswith(_CHAIN)]
    marked = "\n".join(line for line in lines if not line.startswith(_CHAIN)).strip()
    return Written(marked, tuple(chains))


def _read_chain(line: str, path: Path) -> tuple[str, list[list[str]]]:
    claim, arrow, givers = line.removeprefix(_CHAIN).partition("=>")
    chain = [part.strip().split("=", 1) for part in givers.split(";") if part.strip()]
    if not arrow or any(len(level) != 2 for level in chain):
        raise ValueError(f"{path}: {line!r} is not 'chain: CLAIM => kind=giver; kind=giver'")
    return claim.strip(), chain
