"""Train the tagger on attributions and entities."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from stemmata.annotate.tagger.entity import may_follow
from stemmata.annotate.tagger.piece import WINDOW
from stemmata.annotate.tagger.words import BEGIN, CUE, ROLES, SOURCE
from training.batch import Batch, draw_batches, draw_offset, make_batch, tile_windows
from training.corpus import ENTITY_LABELS, UNLABELLED, Example
from training.fit import count_entity_steps
from training.network import Outputs, Tagger, link_scores, load_tagger, path_loss
from training.prune import weigh_units
from training.syntax import syntax_loss

_NEVER, _INTO_MENTION = -1e4, -5.0  # steps that labels cannot take; but a window may open inside a mention
_DISTANCE = 0.1  # a link's score falls by this a word between span and cue


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. Rates are Adam's; `grammar_dropout` hides the grammar's labels from that share of windows and
    `piece_dropout` that share of pieces; `path_weight` is the share of the loss of roles taken by whole paths (CRF),
    `entity_path_weight` that of the loss of entities; the weights that come out are a running mean that keeps `average`
    of itself each step (Polyak and Juditsky 1992)."""

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
    syntax_weight: float = 0.25
    entity_labels: int = 3


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
    names = max((int(e.syntax[:, 0].max()) + 1 for e in examples if e.syntax is not None), default=None)
    network = load_tagger(encoder, settings.entity_labels, start, names)
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
    entity_steps = _entity_steps(examples)
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
        windows = [(e, w) for e in examples for w in tile_windows(e, draw_offset())]
        total, total_syntax = 0.0, 0.0
        for number, chosen in enumerate(draw_batches(windows, settings.batch), 1):
            batch = make_batch(chosen, settings.grammar_dropout, settings.piece_dropout)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                hidden = network.encode(batch.ids, batch.mask, batch.features)
                outputs, syntax = network.read(hidden), network.read_syntax(hidden)
            loss = _loss(batch, outputs, network, settings, entity_steps)
            of_syntax = syntax_loss(*syntax, batch)
            loss = loss + settings.syntax_weight * of_syntax
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            mean.update_parameters(network)
            total += float(loss.detach())
            total_syntax += float(of_syntax.detach())
            step += 1
            if step % 50 == 0:
                log(
                    f"epoch {epoch} step {step}/{steps} loss {total / number:.4f}, of syntax "
                    f"{total_syntax / number:.4f}, {time.perf_counter() - started:.0f} s"
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


def _entity_loss(batch: Batch, entities: Tensor, steps: Tensor, path_weight: float) -> Tensor:
    """The words' labels one by one, and those of each window as a path with the steps of the decoder."""
    known = batch.entities >= 0
    single = functional.cross_entropy(entities.flatten(0, 1), batch.entities.flatten(), ignore_index=UNLABELLED)
    if not path_weight:
        return single
    rows = [int(row) for row in torch.nonzero(known.any(1))]
    scores = nn.utils.rnn.pad_sequence([entities[row, known[row]] for row in rows], batch_first=True)
    labels = nn.utils.rnn.pad_sequence(
        [batch.entities[row, known[row]] for row in rows], batch_first=True, padding_value=-1
    )
    opening = steps[0].clamp(min=_INTO_MENTION)  # "O" is the first label
    paths = path_loss(scores, labels, steps.expand(len(rows), -1, -1), opening.expand(len(rows), -1))
    return (1 - path_weight) * single + path_weight * paths


def _entity_steps(examples: Sequence[Example]) -> Tensor:
    """What each step from label to label adds [labels, labels], as it will stand in the settings."""
    allowed = may_follow(ENTITY_LABELS)
    return torch.from_numpy(np.where(allowed, count_entity_steps(examples), _NEVER).astype(np.float32))


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
