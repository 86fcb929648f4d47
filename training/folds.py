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
from stemmata.annotate.tagger.piece import WINDOW
from stemmata.annotate.tagger.words import KINDS, LEVELS, Integers
from stemmata.packs import load_pack
from training.batch import make_batch
from training.corpus import ENTITY_LABELS, TYPES, Example, shipped_rows, sure_entities
from training.fit import count_entity_steps
from training.network import LINK_SIZE, Tagger, choose_device, mean_weights
from training.teach import Teachers
from training.train import Settings, train

_BATCH, _AVERAGE = 4, 0.98  # few texts: small batches, a short mean
_TEACHER_EPOCHS, _REPEATS = 10, 4
READ_SHORT = 160  # pieces of the shorter windows that are learnt
_OF_PACK = {"outlet": "organisation", "agency": "organisation"}  # the pack's types, in re3d's terms

Found = frozenset[tuple[int, int, str]]


def score_folds(
    path: Path,
    examples: Sequence[Example],
    learn: Callable[[Sequence[Example]], Tagger],
    folds: int,
    log: Callable[[str], None],
) -> dict[str, tuple[int, int, int]]:
    """Right, found and gold entities by type (and "all"), of exact span and type, of the file that `examples` are of,
    each document read by a network that did `learn` the other folds; the pack's names are merged in as `annotate` does
    it."""
    rows = shipped_rows(path)
    counts: Counter[tuple[str, str]] = Counter()
    for fold in range(folds):
        trained = [e for number, e in enumerate(examples) if number % folds != fold]
        network = learn(trained)
        steps = count_entity_steps(trained)
        for number in range(fold, len(rows), folds):
            _count(counts, find(network, examples[number], steps), frozenset(sure_entities(rows[number])))
        log(f"fold {fold + 1} of {folds}: {' '.join(map(str, _total(counts)))} right, found, gold so far")
    names = sorted({name for _, name in counts})
    by_type = {name: tuple(counts[what, name] for what in ("right", "found", "gold")) for name in names}
    return {"all": _total(counts), **by_type}  # type: ignore[dict-item]


def plain_folds(
    encoder: Path, settings: Settings, silver: Sequence[Example], runs: int, log: Callable[[str], None]
) -> Callable[[Sequence[Example]], Tagger]:
    """Learns a fold's texts after the silver ones, if there are any: the mean of so many runs, each of its own seed."""
    start = None
    if silver:
        first = replace(settings, epochs=1, batch=8, average=0.99, entity_path_weight=0.0)
        start = train(silver, encoder, first, log).state_dict()

    def learn(examples: Sequence[Example]) -> Tagger:
        return _mean_of_runs(examples, encoder, settings, log, start, None, runs)

    return learn


def taught_folds(
    encoder: Path,
    teacher_encoder: Path,
    settings: Settings,
    silver: Sequence[Example],
    others: Sequence[Example],
    runs: int,
    log: Callable[[str], None],
) -> Callable[[Sequence[Example]], Tagger]:
    """Learns a fold's texts with a teacher that is made of the larger encoder for this fold alone: it learns the silver
    texts and the fold's; what it then sees in these and in `others` the network learns beside their labels."""

    def learn(examples: Sequence[Example]) -> Tagger:
        first = replace(settings, epochs=1, batch=16, encoder_rate=6e-5, average=_AVERAGE, entity_path_weight=0.0)
        begun = train(silver, teacher_encoder, first, log).state_dict()
        own = replace(settings, epochs=_TEACHER_EPOCHS, batch=6, encoder_rate=5e-5, average=_AVERAGE)
        teachers = Teachers([train(examples, teacher_encoder, own, log, start=begun).to(choose_device())], [0])
        wide = replace(
            settings,
            epochs=1,
            batch=16,
            average=_AVERAGE,
            entity_path_weight=0.0,
            soft_weight=0.7,
            sizes=(READ_SHORT, WINDOW),
        )
        start = train([*silver, *others, *[*examples] * _REPEATS], encoder, wide, log, teachers=teachers).state_dict()
        taught = replace(settings, soft_weight=0.5)
        return _mean_of_runs(examples, encoder, taught, log, start, teachers, runs)

    return learn


def _mean_of_runs(
    examples: Sequence[Example],
    encoder: Path,
    settings: Settings,
    log: Callable[[str], None],
    start: Mapping[str, torch.Tensor] | None,
    teachers: Teachers | None,
    runs: int,
) -> Tagger:
    small = replace(settings, batch=_BATCH, average=_AVERAGE)
    trained = [
        train(examples, encoder, replace(small, seed=settings.seed + run), log, start=start, teachers=teachers)
        for run in range(runs)
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
    scores = read_windows(words, example.pieces, (len(ENTITY_LABELS), len(KINDS) + LEVELS, LINK_SIZE), run)
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
