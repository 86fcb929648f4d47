"""How well entities are found in defence texts that trained nothing: folds over re3d, whole documents apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from stemmata.annotate.entity import find_entities
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.tagger.decode import Floats
from stemmata.annotate.tagger.entity import merge_entities, tag_entities
from stemmata.annotate.tagger.network import read_windows
from stemmata.annotate.tagger.words import Integers
from stemmata.packs import load_pack
from training.batch import make_batch
from training.corpus import ENTITY_LABELS, TYPES, Example, shipped_rows, sure_entities
from training.fit import count_entity_steps
from training.network import LINK_SIZE, Tagger, mean_weights
from training.train import Settings, train

_OF_PACK = {"outlet": "organisation", "agency": "organisation"}  # the pack's types, in re3d's terms

Found = frozenset[tuple[int, int, str]]


def score_folds(
    path: Path,
    examples: Sequence[Example],
    encoder: Path,
    settings: Settings,
    folds: int,
    log: Callable[[str], None],
    start: Mapping[str, torch.Tensor] | None = None,
    runs: int = 1,
) -> dict[str, tuple[int, int, int]]:
    """Right, found and gold entities by type (and "all"), of exact span and type, of the file that `examples` are of,
    each document read by a network
    that was trained on the other folds from `start` (the mean of so many `runs`, each of its own seed); the pack's
    names are merged in as `annotate` does it."""
    rows = shipped_rows(path)
    counts: Counter[tuple[str, str]] = Counter()
    for fold in range(folds):
        trained = [e for number, e in enumerate(examples) if number % folds != fold]
        network = _train_runs(trained, encoder, settings, log, start, runs)
        steps = count_entity_steps(trained)
        for number in range(fold, len(rows), folds):
            _count(counts, find(network, examples[number], steps), frozenset(sure_entities(rows[number])))
        log(f"fold {fold + 1} of {folds}: {' '.join(map(str, _total(counts)))} right, found, gold so far")
    names = sorted({name for _, name in counts})
    by_type = {name: tuple(counts[what, name] for what in ("right", "found", "gold")) for name in names}
    return {"all": _total(counts), **by_type}  # type: ignore[dict-item]


def _train_runs(
    examples: Sequence[Example],
    encoder: Path,
    settings: Settings,
    log: Callable[[str], None],
    start: Mapping[str, torch.Tensor] | None,
    runs: int,
) -> Tagger:
    trained = [
        train(examples, encoder, replace(settings, seed=settings.seed + run), log, start=start) for run in range(runs)
    ]
    network = trained[0]
    network.load_state_dict(mean_weights([one.state_dict() for one in trained]))
    return network


def find(network: Tagger, example: Example, steps: Floats) -> Found:
    """The entities of one text, as `annotate` would give them; `steps` are those of `count_entity_steps`."""

    def run(window: tuple[int, int], rows: Integers) -> Sequence[Floats]:
        batch = make_batch([(example, window)])
        with torch.no_grad():
            return [output.float().numpy()[:, rows] for output in network(batch.ids, batch.mask, batch.features)]

    words = example.words
    scores = read_windows(words, example.pieces, (len(ENTITY_LABELS), LINK_SIZE), run)
    pack = load_pack()
    names = find_entities(words.text, split_sentences(words.text), pack, "en")
    merged = merge_entities(
        names, tuple(tag_entities(words, scores.entities, ENTITY_LABELS, steps, names)), words, pack.items
    )
    known = {*TYPES.values()}
    typed = ((entity, _OF_PACK.get(entity.type, entity.type)) for entity in merged)
    return frozenset((e.span.start, e.span.end, kind) for e, kind in typed if kind in known)


def f1(counted: tuple[int, int, int]) -> float:
    """F1 in percent of (right, found, gold)."""
    right, found, gold = counted
    return 200 * right / max(1, found + gold)


def _count(counts: Counter[tuple[str, str]], found: Found, gold: Found) -> None:
    for what, entities in (("right", found & gold), ("found", found), ("gold", gold)):
        counts.update((what, kind) for _, _, kind in entities)


def _total(counts: Counter[tuple[str, str]]) -> Any:
    return tuple(sum(n for (what, _), n in counts.items() if what == wanted) for wanted in ("right", "found", "gold"))
