"""Train the tagger on attributions and entities."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from stemmata.annotate.tagger.piece import WINDOW
from stemmata.annotate.tagger.words import BEGIN, CUE, FEATURE_SIZES, FEATURES, POINTING, ROLES, SOURCE
from training.corpus import UNLABELLED, Example
from training.network import Tagger, link_scores, load_encoder, path_loss

Outputs = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]  # roles, entities, kinds, query, key
Window = tuple[Example, tuple[int, int]]
_LIKE = 6  # so many batches are sorted by length at a time
_DISTANCE = 0.1  # a link's score falls by this a word between span and cue


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. Rates are Adam's; `grammar_dropout` hides the grammar's labels from that share of windows and
    `piece_dropout` that share of pieces; `path_weight` is the share of the loss taken by whole paths (CRF);
    the weights that come out are a running mean that keeps `average` of itself each step (Polyak and Juditsky 1992)."""

    epochs: int = 4
    batch: int = 16  # windows
    encoder_rate: float = 2.2e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    warm_up: float = 0.05
    grammar_dropout: float = 0.15
    piece_dropout: float = 0.05
    path_weight: float = 0.0
    seed: int = 1
    average: float = 0.995
    link_weight: float = 0.4
    entity_weight: float = 1.0
    kind_weight: float = 0.2
    entity_labels: int = 3


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of equal length with marks round them, padded."""

    ids: Tensor
    mask: Tensor
    features: Tensor
    roles: Tensor
    entities: Tensor
    kinds: Tensor
    links: tuple[
        tuple[int, int, int, int], ...
    ]  # row, piece of the span, its role's place in POINTING, piece of the cue


def train(
    examples: Sequence[Example],
    encoder: Path,
    settings: Settings,
    log: Callable[[str], None],
    progress: Path | None = None,
    start: Mapping[str, Tensor] | None = None,
) -> Tagger:
    """A trained network. The same seed, data and machine give the same weights.

    `start` are weights to begin with in place of the encoder's own. `progress` is a file that keeps the state after
    each epoch; a run that was stopped goes on from there.
    """
    random.seed(settings.seed)
    np.random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    network = Tagger(load_encoder(encoder), settings.entity_labels)
    if start is not None:
        network.load_state_dict(start)
    mean = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(settings.average)
    )
    inner = [p for p in network.encoder.parameters() if p.requires_grad]
    own = {id(p) for p in network.encoder.parameters()}
    outer = [p for p in network.parameters() if id(p) not in own]
    optimizer = torch.optim.AdamW(
        [{"params": inner, "lr": settings.encoder_rate}, {"params": outer, "lr": settings.head_rate}],
        weight_decay=settings.weight_decay,
    )
    per_epoch = sum(len(tile_windows(e, WINDOW // 2)) for e in examples) // settings.batch + 1
    steps = per_epoch * settings.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, settings.warm_up))
    started, step, done = time.perf_counter(), 0, 0
    if progress is not None and progress.is_file():
        kept = torch.load(progress, weights_only=False)
        network.load_state_dict(kept["network"])
        mean.load_state_dict(kept["mean"])
        optimizer.load_state_dict(kept["optimizer"])
        schedule.load_state_dict(kept["schedule"])
        random.setstate(kept["random"])
        torch.set_rng_state(kept["torch"])
        step, done = kept["step"], kept["epochs"]
    network.train()
    for epoch in range(done, settings.epochs):
        windows = [(e, w) for e in examples for w in tile_windows(e, _draw_offset())]
        total = 0.0
        for number, chosen in enumerate(_draw_batches(windows, settings.batch), 1):
            batch = make_batch(chosen, settings.grammar_dropout, settings.piece_dropout)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                outputs = network(batch.ids, batch.mask, batch.features)
            loss = _loss(batch, outputs, network, settings)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            mean.update_parameters(network)
            total += float(loss.detach())
            step += 1
            if step % 50 == 0:
                log(
                    f"epoch {epoch} step {step}/{steps} loss {total / number:.4f} {time.perf_counter() - started:.0f} s"
                )
        if progress is not None:
            kept = {
                "network": network.state_dict(),
                "mean": mean.state_dict(),
                "optimizer": optimizer.state_dict(),
                "schedule": schedule.state_dict(),
                "random": random.getstate(),
                "torch": torch.get_rng_state(),
                "step": step,
                "epochs": epoch + 1,
            }
            torch.save(kept, progress)
    averaged: Tagger = mean.module
    averaged.eval()
    return averaged


def _rate(step: int, steps: int, warm_up: float) -> float:
    warm = max(1, int(steps * warm_up))
    return step / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def _draw_offset() -> int:
    """Every second time none: a text that one window holds is read whole later, and is to be learnt whole, too."""
    return random.choice((0, random.randrange(WINDOW)))


def tile_windows(example: Example, offset: int) -> list[tuple[int, int]]:
    """Windows that tile a text; the first is cut short by `offset`, so that every epoch cuts elsewhere."""
    count = len(example.pieces)
    cuts = sorted({0, *range(offset if offset else WINDOW, count, WINDOW), count})
    return [(a, b) for a, b in pairwise(cuts) if b > a]


def _draw_batches(windows: list[Window], size: int) -> list[list[Window]]:
    """The windows in a new order, batches of windows that are alike in length: the padding costs as much as a text."""
    random.shuffle(windows)
    batches = []
    for begin in range(0, len(windows), _LIKE * size):
        alike = sorted(windows[begin : begin + _LIKE * size], key=lambda window: window[1][1] - window[1][0])
        batches += [alike[i : i + size] for i in range(0, len(alike), size)]
    random.shuffle(batches)
    return batches


CLS, SEP, MASK = 101, 102, 103


def make_batch(windows: Sequence[Window], grammar_dropout: float = 0.0, piece_dropout: float = 0.0) -> Batch:
    """Pad windows to the longest and set marks round them."""
    length = max(end - start for _, (start, end) in windows) + 2
    count = len(windows)
    ids = np.zeros((count, length), dtype=np.int64)
    mask = np.zeros((count, length), dtype=np.int64)
    features = np.broadcast_to(np.array(FEATURE_SIZES), (count, length, len(FEATURES))).copy()
    roles = np.full((count, length, len(ROLES)), UNLABELLED, dtype=np.int64)
    entities = np.full((count, length), UNLABELLED, dtype=np.int64)
    kinds = np.full((count, length), UNLABELLED, dtype=np.int64)
    links: list[tuple[int, int, int, int]] = []
    for row, (example, (start, end)) in enumerate(windows):
        pieces = example.pieces
        size = end - start
        ids[row, 0], ids[row, size + 1] = CLS, SEP
        ids[row, 1 : size + 1] = pieces.ids[start:end]
        mask[row, : size + 2] = 1
        features[row, 1 : size + 1] = piece_features(example, start, end)
        if piece_dropout:
            hidden = np.random.default_rng(random.getrandbits(32)).random(size) < piece_dropout
            ids[row, 1 : size + 1][hidden] = MASK
        if random.random() < grammar_dropout:
            features[row, :, 3:] = FEATURE_SIZES[3:]
        inside = [w for w in np.unique(pieces.word[start:end]) if w >= 0 and start <= pieces.first[w] < end]
        at = pieces.first[inside] - start + 1
        roles[row, at] = example.roles[inside]
        entities[row, at] = example.entities[inside]
        kinds[row, at] = example.kinds[inside]
        place = {w: int(p) for w, p in zip(inside, at, strict=True)}
        links.extend(
            (row, place[span], POINTING.index(role), place[cue])
            for span, role, cue in example.links
            if span in place and cue in place
        )
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy(mask),
        torch.from_numpy(features),
        torch.from_numpy(roles),
        torch.from_numpy(entities),
        torch.from_numpy(kinds),
        tuple(links),
    )


def piece_features(example: Example, start: int, end: int) -> np.ndarray:
    """The features [pieces, features] of a window; pieces that go on with a word have the shape "goes on"."""
    pieces = example.pieces
    word = pieces.word[start:end]
    features = example.words.features[np.maximum(word, 0)].copy()
    goes_on = pieces.first[np.maximum(word, 0)] != np.arange(start, end)
    features[goes_on & (word >= 0), 0] = FEATURE_SIZES[0]
    features[word < 0] = FEATURE_SIZES
    return features


def _loss(batch: Batch, outputs: Outputs, network: Tagger, settings: Settings) -> Tensor:
    roles, entities, kinds, query, key = (o.float() for o in outputs)
    loss = _role_loss(batch, roles, network, settings.path_weight)
    if bool((batch.entities != UNLABELLED).any()):
        loss = loss + settings.entity_weight * functional.cross_entropy(
            entities.flatten(0, 1), batch.entities.flatten(), ignore_index=UNLABELLED
        )
    if bool((batch.kinds != UNLABELLED).any()):
        loss = loss + settings.kind_weight * functional.cross_entropy(
            kinds.flatten(0, 1), batch.kinds.flatten(), ignore_index=UNLABELLED
        )
    if batch.links:
        loss = loss + settings.link_weight * _link_loss(batch, query, key)
    return loss


def _role_loss(batch: Batch, roles: Tensor, network: Tagger, path_weight: float) -> Tensor:
    """The words' labels one by one, and as paths: those of each role in each window as one path."""
    known = batch.roles >= 0
    single = sum(
        (
            functional.cross_entropy(
                roles[:, :, r].flatten(0, 1), batch.roles[:, :, r].flatten(), ignore_index=UNLABELLED
            )
            for r in range(len(ROLES))
            if bool(known[:, :, r].any())
        ),
        start=roles.sum() * 0,
    )
    if not path_weight:
        return single
    paths = [(int(row), int(role)) for row, role in torch.nonzero(known.any(1))]
    if not paths:
        return single
    places = [torch.nonzero(known[row, :, role]).flatten() for row, role in paths]
    pairs = list(zip(paths, places, strict=True))
    scores = nn.utils.rnn.pad_sequence([roles[row, at, role] for (row, role), at in pairs], batch_first=True)
    labels = nn.utils.rnn.pad_sequence(
        [batch.roles[row, at, role] for (row, role), at in pairs], batch_first=True, padding_value=-1
    )
    own = torch.tensor([role for _, role in paths])
    paths_loss = len(ROLES) * path_loss(scores, labels, network.transitions[own], network.opening[own])
    return (1 - path_weight) * single + path_weight * paths_loss


def _link_loss(batch: Batch, query: Tensor, key: Tensor) -> Tensor:
    """Each span chooses among the gold cues of its window, and each cue its source among the gold sources."""
    losses, counts = [], 0
    by_row: dict[int, list[tuple[int, int, int]]] = {}
    for row, span, role, cue in batch.links:
        by_row.setdefault(row, []).append((span, role, cue))
    for row, links in by_row.items():
        cues = torch.nonzero(batch.roles[row, :, CUE] == BEGIN).flatten()
        sources = torch.nonzero(batch.roles[row, :, SOURCE] == BEGIN).flatten()
        spans = torch.tensor([s for s, _, _ in links])
        kinds = torch.tensor([r for _, r, _ in links])
        chosen = torch.tensor([c for _, _, c in links])
        scores = _score_links(query[row, spans, kinds], key[row, cues], spans, cues)
        target = (chosen[:, None] == cues[None]).long().argmax(1)
        # A source that several cues share may choose any of them.
        right = (spans[:, None, None] == spans[None, :, None]) & (kinds[:, None, None] == kinds[None, :, None])
        allowed = (right & (chosen[None, :, None] == cues[None, None, :])).any(1)
        losses.append((torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~allowed, -1e9), 1)).sum())
        counts += len(target)
        giving = kinds == 0
        if bool(giving.any()):
            own = chosen[giving]
            back = _score_links(query[row, sources, torch.zeros_like(sources)], key[row, own], sources, own)
            wanted = (spans[giving][:, None] == sources[None]).long().argmax(1)
            losses.append(functional.cross_entropy(back.T, wanted, reduction="sum"))
            counts += len(wanted)
    return torch.stack(losses).sum() / counts


def _score_links(query: Tensor, key: Tensor, spans: Tensor, cues: Tensor) -> Tensor:
    return link_scores(query[None], key[None])[0] - _DISTANCE * (spans[:, None] - cues[None]).abs()
