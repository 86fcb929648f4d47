"""Train the tagger on attributions and entities."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.utils.data import DataLoader

from stemmata.annotate.tagger.entity import may_follow
from stemmata.annotate.tagger.piece import WINDOW
from stemmata.annotate.tagger.words import BEGIN, CUE, KINDS, ROLES, SOURCE
from training.batch import Batch, draw_batches, draw_offset, make_batch, tile_windows
from training.corpus import ENTITY_LABELS, UNLABELLED, Example
from training.fit import count_entity_steps
from training.network import Outputs, Tagger, choose_device, link_scores, load_tagger, path_loss
from training.prune import weigh_units
from training.syntax import syntax_loss
from training.teach import DISTANCE, Teachers, soft_loss

_NEVER, _INTO_MENTION = -1e4, -5.0  # steps that labels cannot take; but a window may open inside a mention


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. Rates are Adam's; `grammar_dropout` hides the grammar's labels from that share of windows and
    `piece_dropout` that share of pieces; `path_weight` is the share of the loss of roles taken by whole paths (CRF),
    `entity_path_weight` that of the loss of entities; `soft_weight` is the share of the loss taken by what teachers
    say, where there are any; windows have `sizes` pieces, a text's drawn anew each epoch. The weights that come out
    are a running mean that keeps `average` of itself each step (Polyak and Juditsky 1992). `workers` processes make
    batches, none where it is 0."""

    epochs: int = 4
    batch: int = 16  # windows
    encoder_rate: float = 2.2e-4
    head_rate: float = 1e-3
    weight_decay: float = 0.01
    warm_up: float = 0.05
    grammar_dropout: float = 0.15
    piece_dropout: float = 0.05
    path_weight: float = 0.0
    entity_path_weight: float = 0.5
    seed: int = 1
    average: float = 0.995
    link_weight: float = 0.4
    entity_weight: float = 1.0
    kind_weight: float = 0.2
    level_weight: float = 0.3
    syntax_weight: float = 0.25
    soft_weight: float = 0.0
    entity_labels: int = 3
    sizes: tuple[int, ...] = (WINDOW,)
    workers: int = 0


def train(
    examples: Sequence[Example],
    encoder: Path,
    settings: Settings,
    log: Callable[[str], None],
    progress: Path | None = None,
    start: Mapping[str, Tensor] | None = None,
    teachers: Teachers | None = None,
) -> Tagger:
    """A trained network, on a GPU where there is one. The same seed, data and machine give the same weights.

    `start` are weights to begin with in place of the encoder's own. `progress` is a file that keeps the state after
    each epoch; a run that was stopped goes on from there. `teachers` say what they see in every window.
    """
    random.seed(settings.seed)
    np.random.seed(settings.seed)
    torch.manual_seed(settings.seed)
    device = choose_device()
    names = max((int(e.syntax[:, 0].max()) + 1 for e in examples if e.syntax is not None), default=None)
    network = load_tagger(encoder, settings.entity_labels, start, names).to(device)
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
    usual = sum(settings.sizes) // len(settings.sizes)
    per_epoch = sum(len(tile_windows(e, usual // 2, usual)) for e in examples) // settings.batch + 1
    steps = per_epoch * settings.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, settings.warm_up))
    entity_steps = _entity_steps(examples).to(device)
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
        total, total_syntax = torch.zeros((), device=device), torch.zeros((), device=device)
        for number, made in enumerate(_draw_epoch(examples, settings), 1):
            batch = made.to(device)
            with torch.autocast(device.type, dtype=torch.bfloat16):
                hidden = network.encode(batch.ids, batch.mask, batch.features)
                outputs, syntax = network.read(hidden), network.read_syntax(hidden)
            loss = _loss(batch, outputs, network, settings, entity_steps)
            if teachers is not None:
                soft = soft_loss(
                    batch,
                    outputs,
                    teachers.read(batch),
                    entity_weight=settings.entity_weight,
                    kind_weight=settings.kind_weight,
                    link_weight=settings.link_weight,
                )
                loss = (1 - settings.soft_weight) * loss + settings.soft_weight * soft
            relations, dependent, governor = syntax
            of_syntax = syntax_loss(relations, dependent, governor, batch)
            loss = loss + settings.syntax_weight * of_syntax
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            mean.update_parameters(network)
            total += loss.detach()
            total_syntax += of_syntax.detach()
            step += 1
            if step % 50 == 0:
                log(
                    f"epoch {epoch} step {step}/{steps} loss {float(total) / number:.4f}, of syntax "
                    f"{float(total_syntax) / number:.4f}, {time.perf_counter() - started:.0f} s"
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
    averaged: Tagger = mean.module.cpu()
    averaged.eval()
    return averaged


def _draw_epoch(examples: Sequence[Example], settings: Settings) -> Iterable[Batch]:
    """Batches of all windows of the examples, made beside the training where there are workers."""
    windows = []
    for example in examples:
        size = random.choice(settings.sizes) if len(settings.sizes) > 1 else settings.sizes[0]
        windows += [(example, window) for window in tile_windows(example, draw_offset(size), size)]
    chosen: Any = draw_batches(windows, settings.batch)
    make = partial(make_batch, grammar_dropout=settings.grammar_dropout, piece_dropout=settings.piece_dropout)
    if not settings.workers:
        return map(make, chosen)
    return DataLoader(chosen, batch_size=None, collate_fn=make, num_workers=settings.workers, prefetch_factor=8)


def weigh_network(
    network: Tagger, examples: Sequence[Example], settings: Settings, batches: int, log: Callable[[str], None]
) -> list[Tensor]:
    """What each unit of the network's wide layers is worth (see `prune`), by so many batches of the examples."""
    random.seed(settings.seed)
    np.random.seed(settings.seed)
    network.eval()
    steps = _entity_steps(examples)
    windows = [(e, w) for e in examples for w in tile_windows(e, draw_offset())]

    def losses() -> Iterator[Tensor]:
        for number, chosen in enumerate(draw_batches(windows, settings.batch)[:batches], 1):
            batch = make_batch(chosen)
            loss = _loss(batch, network(batch.ids, batch.mask, batch.features), network, settings, steps)
            log(f"batch {number} of {batches}, loss {float(loss.detach()):.4f}")
            yield loss

    watched = [layer.intermediate for layer in network.encoder.encoder.layer]
    return weigh_units(network, losses(), watched)


def _rate(step: int, steps: int, warm_up: float) -> float:
    warm = max(1, int(steps * warm_up))
    return step / warm if step < warm else max(0.0, (steps - step) / max(1, steps - warm))


def _loss(batch: Batch, outputs: Outputs, network: Tagger, settings: Settings, steps: Tensor) -> Tensor:
    roles, entities, kinds, query, key = (o.float() for o in outputs)
    loss = _role_loss(batch, roles, network, settings.path_weight)
    if bool((batch.entities != UNLABELLED).any()):
        loss = loss + settings.entity_weight * _entity_loss(batch, entities, steps, settings.entity_path_weight)
    of_kinds, of_levels = kinds.split([len(KINDS), kinds.shape[2] - len(KINDS)], dim=2)
    loss = loss + settings.kind_weight * _mean_loss(of_kinds, batch.kinds)
    loss = loss + settings.level_weight * _mean_loss(of_levels, batch.levels)
    if len(batch.links):
        loss = loss + settings.link_weight * _link_loss(batch, query, key)
    return loss


def _role_loss(batch: Batch, roles: Tensor, network: Tagger, path_weight: float) -> Tensor:
    """The words' labels one by one, and as paths: those of each role in each window as one path."""
    single = sum(
        (_mean_loss(roles[:, :, r], batch.roles[:, :, r]) for r in range(len(ROLES))),
        start=roles.sum() * 0,
    )
    if not path_weight:
        return single
    rows = len(roles)
    paths = path_loss(
        roles.transpose(1, 2).flatten(0, 1),
        batch.roles.transpose(1, 2).flatten(0, 1),
        network.transitions.repeat(rows, 1, 1),
        network.opening.repeat(rows, 1),
    )
    return (1 - path_weight) * single + path_weight * len(ROLES) * paths


def _mean_loss(scores: Tensor, labels: Tensor) -> Tensor:
    """Cross entropy of scores [batch, pieces, labels], a labelled piece; 0 where nothing is labelled."""
    total = functional.cross_entropy(scores.flatten(0, 1), labels.flatten(), ignore_index=UNLABELLED, reduction="sum")
    return total / (labels != UNLABELLED).sum().clamp(min=1)


def _entity_loss(batch: Batch, entities: Tensor, steps: Tensor, path_weight: float) -> Tensor:
    """The words' labels one by one, and those of each window as a path with the steps of the decoder."""
    single = _mean_loss(entities, batch.entities)
    if not path_weight:
        return single
    rows = torch.nonzero((batch.entities >= 0).any(1)).flatten()
    opening = steps[0].clamp(min=_INTO_MENTION)  # "O" is the first label
    paths = path_loss(
        entities[rows], batch.entities[rows], steps.expand(len(rows), -1, -1), opening.expand(len(rows), -1)
    )
    return (1 - path_weight) * single + path_weight * paths


def _entity_steps(examples: Sequence[Example]) -> Tensor:
    """What each step from label to label adds [labels, labels], as it will stand in the settings."""
    allowed = may_follow(ENTITY_LABELS)
    return torch.from_numpy(np.where(allowed, count_entity_steps(examples), _NEVER).astype(np.float32))


def _link_loss(batch: Batch, query: Tensor, key: Tensor) -> Tensor:
    """Each span chooses among the gold cues of its window, and each cue its source among the gold sources."""
    row, span, role, cue = batch.links.T
    scores = _score_links(query[row, span, role], key[row], span)
    scores = scores.masked_fill(batch.roles[row, :, CUE] != BEGIN, _NEVER)
    # A source that several cues share may choose any of them.
    alike = ((row[:, None] == row) & (span[:, None] == span) & (role[:, None] == role)).float()
    allowed = alike @ functional.one_hot(cue, scores.shape[1]).float() > 0
    losses = (torch.logsumexp(scores, 1) - torch.logsumexp(scores.masked_fill(~allowed, _NEVER), 1)).sum()
    giving = role == 0
    row, span, cue = row[giving], span[giving], cue[giving]
    back = _score_links(key[row, cue], query[row, :, 0], cue)
    back = back.masked_fill(batch.roles[row, :, SOURCE] != BEGIN, _NEVER)
    losses = losses + functional.cross_entropy(back, span, reduction="sum")
    return losses / (len(role) + len(span))


def _score_links(asking: Tensor, asked: Tensor, places: Tensor) -> Tensor:
    """Scores [n, pieces] of links from pieces at `places` [n], their vectors `asking` [n, d], to every piece of their
    windows, with vectors `asked` [n, pieces, d]: nearer ones score more."""
    away = (places[:, None] - torch.arange(asked.shape[1], device=places.device)).abs()
    return link_scores(asking[:, None], asked)[:, 0] - DISTANCE * away
