"""The tagger's network: a MiniLM encoder, one BIO head a role, and vectors that tie spans to cues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from stemmata.annotate.tagger.words import FEATURE_SIZES, KINDS, POINTING, ROLES

LINK_SIZE = 64
ARC_SIZE = 64  # of the vectors that tie a word to its governor
_SYNTAX = ("relations.", "dependent.", "governor.")


Outputs = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]  # roles, entities, kinds, query, key


class Tagger(nn.Module):
    """In: piece ids, mask and features [batch, pieces(, features)]. Out: role scores [batch, pieces, roles, BIO],
    entity scores [batch, pieces, labels], scores of a giver's kind [batch, pieces, kinds], queries of the roles that
    point [batch, pieces, 3, 64] and keys of cues [batch, pieces, 64]."""

    def __init__(self, encoder: BertModel, entity_labels: int, relations: int = 1, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        # One value more than each feature has: the last says that a piece goes on with a word, or is masked.
        self.features = nn.ModuleList(nn.Embedding(size + 1, width) for size in FEATURE_SIZES)
        for table in self.features:
            nn.init.normal_(table.weight, std=0.02)
        self.dropout = nn.Dropout(dropout)
        self.roles = nn.Linear(width, len(ROLES) * 3)
        self.entities = nn.Linear(width, entity_labels)
        self.kinds = nn.Linear(width, len(KINDS))
        self.query = nn.Linear(width, len(POINTING) * LINK_SIZE)
        self.key = nn.Linear(width, LINK_SIZE)
        self.relations = nn.Linear(width, relations)
        self.dependent = nn.Linear(width, ARC_SIZE)
        self.governor = nn.Linear(width, ARC_SIZE)
        self.transitions = nn.Parameter(torch.zeros(len(ROLES), 3, 3))
        self.opening = nn.Parameter(torch.zeros(len(ROLES), 3))

    def forward(self, ids: Tensor, mask: Tensor, features: Tensor) -> Outputs:
        """Scores of every piece; see the class."""
        return self.read(self.encode(ids, mask, features))

    def encode(self, ids: Tensor, mask: Tensor, features: Tensor) -> Tensor:
        """Hidden states [batch, pieces, width]."""
        embedded = self.encoder.embeddings.word_embeddings(ids)
        for column, table in enumerate(self.features):
            embedded = embedded + table(features[..., column])
        return self.dropout(self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state)

    def read(self, hidden: Tensor) -> Outputs:
        """Scores of every piece by its hidden state; see the class."""
        batch, length, _ = hidden.shape
        roles = self.roles(hidden).view(batch, length, len(ROLES), 3)
        query = self.query(hidden).view(batch, length, len(POINTING), LINK_SIZE)
        return roles, self.entities(hidden), self.kinds(hidden), query, self.key(hidden)

    def read_syntax(self, hidden: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of relations [batch, pieces, names], and vectors [batch, pieces, 64] of words as dependents and as
        governors: learnt beside the others, and exported to nowhere."""
        return self.relations(hidden), self.dependent(hidden), self.governor(hidden)


def load_encoder(folder: Path) -> BertModel:
    """The pretrained encoder, its word embeddings frozen, without dropout of attention: on a CPU that costs half of
    a step, and the network learns too little rather than too much."""
    config = BertConfig.from_pretrained(str(folder), attention_probs_dropout_prob=0.0)
    encoder = BertModel.from_pretrained(str(folder), config=config, add_pooling_layer=False)
    encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    return encoder


def load_tagger(
    folder: Path, entity_labels: int, weights: Mapping[str, Tensor] | None = None, relations: int | None = None
) -> Tagger:
    """The network with `weights`, whose wide layers may be pruned; without any, with those of the encoder in
    `folder` and new heads. Heads for syntax are new where it knows other relations than are asked for."""
    encoder = load_encoder(folder)
    if weights is None:
        return Tagger(encoder, entity_labels, relations or 1)
    encoder.config.intermediate_size = count_units(weights)
    smaller = BertModel(encoder.config, add_pooling_layer=False)
    smaller.embeddings.word_embeddings.weight.requires_grad_(False)
    known = len(weights["relations.bias"]) if "relations.bias" in weights else 0
    network = Tagger(smaller, entity_labels, relations or known or 1)
    if known not in (0, network.relations.out_features):
        weights = {name: tensor for name, tensor in weights.items() if not name.startswith("relations.")}
    missing, strange = network.load_state_dict(weights, strict=False)
    lacking = [name for name in missing if not name.startswith(_SYNTAX)]
    if lacking or strange:
        raise ValueError(f"these weights are of another network: {', '.join([*lacking, *strange])}")
    return network


def count_units(weights: Mapping[str, Tensor]) -> int:
    """How many units the wide layers of such weights have."""
    return len(weights["encoder.encoder.layer.0.intermediate.dense.bias"])


def mean_weights(states: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of several networks' weights; they must have begun with the same ones."""
    return {name: sum((state[name] for state in states[1:]), states[0][name]) / len(states) for name in states[0]}


def link_scores(query: Tensor, key: Tensor) -> Tensor:
    """Scores [batch, spans, cues] of queries [batch, spans, d] and keys [batch, cues, d]."""
    return query @ key.transpose(-1, -2) / float(query.shape[-1]) ** 0.5


def path_loss(scores: Tensor, labels: Tensor, transitions: Tensor, opening: Tensor) -> Tensor:
    """Negative log likelihood of BIO paths in a linear-chain CRF (Lafferty et al. 2001), a word.

    `scores` is [paths, words, labels] and `labels` [paths, words], padded at the end with a negative label;
    `transitions` [paths, labels, labels] and `opening` [paths, labels] are each path's own.
    """
    known = labels >= 0
    safe = labels.clamp(min=0)
    right = scores.gather(2, safe[..., None])[..., 0]
    steps = transitions.flatten(1).gather(1, safe[:, :-1] * scores.shape[2] + safe[:, 1:])
    path = (right * known).sum(1) + (steps * known[:, 1:]).sum(1) + opening.gather(1, safe[:, :1])[:, 0]
    total = opening + scores[:, 0]
    for word in range(1, scores.shape[1]):
        following = torch.logsumexp(total[:, :, None] + transitions, 1) + scores[:, word]
        total = torch.where(known[:, word, None], following, total)
    return (torch.logsumexp(total, 1) - path).sum() / known.sum()


def choose_threads(count: int) -> None:
    """CPU threads for training."""
    torch.set_num_threads(count)
