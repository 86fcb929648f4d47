"""Larger networks as teachers: what they see in a text is learnt beside what people marked in it.

Each teacher learns without one part of the corpus, and says of a text only what it thinks of it unseen; of texts that
none of them learnt all speak, their chances averaged. The student takes their chances for its labels (Hinton et al.,
"Distilling the Knowledge in a Neural Network", 2015): of roles, entities and kinds at the first piece of every word,
and of the cue that each span they see belongs to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from stemmata.annotate.tagger.words import BEGIN, CUE, FURTHER, KINDS, POINTING, SOURCE
from training.batch import Batch
from training.network import Outputs, Tagger, link_scores

UNTAUGHT = -2  # the part of texts of which no teacher speaks
DISTANCE = 0.1  # a link's score falls by this a piece between span and cue
_SEEN = 0.2  # a span begins where teachers give it such a chance
_NEVER = -1e4
_OF_NONE = -1


@dataclass(frozen=True, slots=True)
class Taught:
    """Chances, as the teachers see them: of roles [batch, pieces, roles, BIO], entities [batch, pieces, labels] and
    kinds [batch, pieces, kinds]; `cues` [batch, pointing roles, spans, cues] of each piece as the cue of each as a
    span, and `sources` [batch, cues, sources]."""

    roles: Tensor
    entities: Tensor
    kinds: Tensor
    cues: Tensor
    sources: Tensor


class Teachers:
    """Networks, and the part of the corpus that each has not learnt."""

    def __init__(self, networks: Sequence[Tagger], parts: Sequence[int]) -> None:
        self.networks = networks
        self.parts = torch.tensor(parts, device=next(networks[0].parameters()).device)
        for network in networks:
            network.eval()

    @torch.no_grad()
    def read(self, batch: Batch) -> Taught:
        """What they see in a batch, of which nothing is hidden from them."""
        outputs = []
        for network in self.networks:
            with torch.autocast(batch.ids.device.type, dtype=torch.bfloat16):
                outputs.append(network(batch.whole_ids, batch.mask, batch.whole_features))
        return _average([tuple(o.float() for o in each) for each in outputs], self._weights(batch), batch.firsts)

    def _weights(self, batch: Batch) -> Tensor:
        """How much each teacher has to say of each window [teachers, batch]: 1 in all, or 0 where none may speak."""
        may_speak = (batch.parts[None] == _OF_NONE) | (self.parts[:, None] == batch.parts[None])
        weights = may_speak.float()
        return weights / weights.sum(0).clamp(min=1)


def _average(outputs: Sequence[tuple[Tensor, ...]], weights: Tensor, firsts: Tensor) -> Taught:
    def mean(tensors: Sequence[Tensor]) -> Tensor:
        return sum(  # type: ignore[return-value]
            tensor * weight.view(-1, *[1] * (tensor.dim() - 1)) for tensor, weight in zip(tensors, weights, strict=True)
        )

    roles, entities = (mean([each[i].softmax(-1) for each in outputs]) for i in range(2))
    kinds = mean([each[2][..., : len(KINDS)].softmax(-1) for each in outputs])
    begins = roles[..., BEGIN] * firsts[..., None]
    ties = [tie_spans(each[3], each[4], begins) for each in outputs]
    cues = mean([of_cues.softmax(-1) for of_cues, _ in ties])
    sources = mean([of_sources.softmax(-1) for _, of_sources in ties])
    return Taught(roles, entities, kinds, cues, sources)


def tie_spans(query: Tensor, key: Tensor, begins: Tensor) -> tuple[Tensor, Tensor]:
    """Scores [batch, pointing roles, pieces, pieces] of cues for each piece as a span, and [batch, pieces, pieces] of
    sources for each as a cue, where the chances `begins` [batch, pieces, roles] say that such a span begins."""
    places = torch.arange(query.shape[1], device=query.device)
    away = DISTANCE * (places[:, None] - places).abs()
    scores = link_scores(query.transpose(1, 2), key[:, None]) - away
    cues = scores.masked_fill(begins[:, None, None, :, CUE] < _SEEN, _NEVER)
    sources = scores[:, 0].transpose(1, 2).masked_fill(begins[:, None, :, SOURCE] < _SEEN, _NEVER)
    return cues, sources


def soft_loss(
    batch: Batch, outputs: Outputs, taught: Taught, *, entity_weight: float, kind_weight: float, link_weight: float
) -> Tensor:
    """Cross entropy between the teachers' chances and the network's, a word; of links, a span that they see."""
    roles, entities, kinds, query, key = (o.float() for o in outputs)
    firsts = batch.firsts.float()
    words = firsts.sum().clamp(min=1)
    begins = taught.roles[..., BEGIN] * firsts[..., None]
    loss = (_differ(taught.roles, roles).sum(-1) * firsts).sum() / words
    loss = loss + entity_weight * (_differ(taught.entities, entities) * firsts).sum() / words
    giving = begins[..., SOURCE] + begins[..., FURTHER]
    loss = loss + kind_weight * (_differ(taught.kinds, kinds[..., : len(KINDS)]) * giving).sum() / giving.sum().clamp(
        min=1
    )
    cues, sources = tie_spans(query, key, begins)
    spans = begins[..., list(POINTING)].transpose(1, 2)
    spans = spans * (spans >= _SEEN) * (begins[..., CUE] >= _SEEN).any(1)[:, None, None]
    told = begins[..., CUE] * (begins[..., CUE] >= _SEEN) * (begins[..., SOURCE] >= _SEEN).any(1)[:, None]
    of_links = (_differ(taught.cues, cues) * spans).sum() + (_differ(taught.sources, sources) * told).sum()
    return loss + link_weight * of_links / (spans.sum() + told.sum()).clamp(min=1)


def _differ(chances: Tensor, scores: Tensor) -> Tensor:
    return -(chances * functional.log_softmax(scores, -1)).sum(-1)
