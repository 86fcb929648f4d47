"""The tagger's network: a MiniLM encoder, one BIO head a role, and vectors that tie spans to cues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoConfig, BertModel, MPNetModel, PreTrainedModel

from stemmata.annotate.tagger.words import FEATURE_SIZES, KINDS, LEVELS, POINTING, ROLES

LINK_SIZE = 64
ARC_SIZE = 64  # of the vectors that tie a word to its governor
_SYNTAX = ("relations.", "dependent.", "governor.")
# MPNet has BERT's pieces, four places on, and marks of its own: what stands for BERT's padding, [CLS], [SEP], [MASK].
_MPNET_SHIFT = 4
_MPNET_MARKS = {0: 1, 101: 0, 102: 2, 103: -1}
_NEVER = -1e4

Outputs = tuple[Tensor, Tensor, Tensor, Tensor, Tensor]  # roles, entities, kinds, query, key


class Tagger(nn.Module):
    """In: piece ids, mask and features [batch, pieces(, features)]. Out: role scores [batch, pieces, roles, BIO],
    entity scores [batch, pieces, labels], scores of a giver's kind and level [batch, pieces, kinds + levels], queries
    of the roles that point [batch, pieces, 3, 64] and keys of cues [batch, pieces, 64]."""

    def __init__(self, encoder: PreTrainedModel, entity_labels: int, relations: int = 1, dropout: float = 0.1) -> None:
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
        self.kinds = nn.Linear(width, len(KINDS) + LEVELS)
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


def load_encoder(folder: Path) -> PreTrainedModel:
    """The pretrained encoder, its word embeddings frozen, without dropout of attention: on a CPU that costs half of
    a step, and the network learns too little rather than too much.

    BERT's kind (what ships), or MPNet (a teacher), whose embeddings are put in the order of BERT's pieces. ValueError
    for another.
    """
    config = AutoConfig.from_pretrained(str(folder), attention_probs_dropout_prob=0.0)
    if config.model_type not in _ENCODERS:
        raise ValueError(f"{folder}: {config.model_type} is none of the encoders known: {', '.join(_ENCODERS)}")
    encoder = _ENCODERS[config.model_type].from_pretrained(str(folder), config=config, add_pooling_layer=False)
    words = encoder.embeddings.word_embeddings
    if config.model_type == "mpnet":
        own = words.weight.data
        words.weight.data = torch.cat([own[_MPNET_SHIFT:-1], own[-1:].expand(_MPNET_SHIFT + 1, -1)])
        for piece, mark in _MPNET_MARKS.items():
            words.weight.data[piece] = own[mark]
    words.weight.requires_grad_(False)
    return encoder


_ENCODERS = {"bert": BertModel, "mpnet": MPNetModel}


def load_tagger(
    folder: Path, entity_labels: int, weights: Mapping[str, Tensor] | None = None, relations: int | None = None
) -> Tagger:
    """The network with `weights`, whose wide layers may be pruned; without any, with those of the encoder in
    `folder` and new heads. Heads for syntax are new where it knows other relations than are asked for."""
    encoder = load_encoder(folder)
    if weights is None:
        return Tagger(encoder, entity_labels, relations or 1)
    encoder.config.intermediate_size = count_units(weights)
    smaller = type(encoder)(encoder.config, add_pooling_layer=False)
    smaller.embeddings.word_embeddings.weight.requires_grad_(False)
    known = len(weights["relations.bias"]) if "relations.bias" in weights else 0
    network = Tagger(smaller, entity_labels, relations or known or 1)
    if known not in (0, network.relations.out_features):
        weights = {name: tensor for name, tensor in weights.items() if not name.startswith("relations.")}
    missing, strange = network.load_state_dict(_with_levels(weights), strict=False)
    lacking = [name for name in missing if not name.startswith(_SYNTAX)]
    if lacking or strange:
        raise ValueError(f"these weights are of another network: {', '.join([*lacking, *strange])}")
    return network


def _with_levels(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The weights; those of a network that did not tell levels apart with a layer that knows nothing of them yet."""
    rows = ("kinds.weight", "kinds.bias")
    lacking = len(KINDS) + LEVELS - len(weights["kinds.bias"])
    padded = {name: functional.pad(weights[name], (0, 0) * (weights[name].dim() - 1) + (0, lacking)) for name in rows}
    return {**weights, **padded}


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
    """Negative log likelihood of label paths in a linear-chain CRF (Lafferty et al. 2001), a word.

    `scores` is [paths, places, labels] and `labels` [paths, places], negative where no word of the path stands;
    `transitions` [paths, labels, labels] and `opening` [paths, labels] are each path's own. The sum over all paths is
    a product of matrices, taken in pairs, pairs of pairs and so on: few steps, as a GPU likes them.
    """
    known = labels >= 0
    safe = labels.clamp(min=0)
    size = scores.shape[2]
    places = torch.arange(labels.shape[1], device=labels.device)
    last = torch.where(known, places, -1).cummax(1).values
    before = functional.pad(last[:, :-1], (1, 0), value=-1)  # the place of the path's word before
    steps = transitions.flatten(1).gather(1, safe.gather(1, before.clamp(min=0)) * size + safe)
    begun = opening.gather(1, safe)
    right = scores.gather(2, safe[..., None])[..., 0] + torch.where(before < 0, begun, steps)
    entered = torch.where((before < 0)[..., None, None], opening[:, None, None], transitions[:, None])
    nothing = torch.full((size, size), _NEVER, device=scores.device).fill_diagonal_(0.0)
    matrices = torch.where(known[..., None, None], entered + scores[:, :, None], nothing)
    while matrices.shape[1] > 1:
        if matrices.shape[1] % 2:
            matrices = torch.cat([matrices, nothing.expand(len(matrices), 1, -1, -1)], 1)
        matrices = torch.logsumexp(matrices[:, 0::2, :, :, None] + matrices[:, 1::2, None], 3)
    total = torch.logsumexp(matrices[:, 0, 0], 1)
    return (total - (right * known).sum(1)).sum() / known.sum().clamp(min=1)


def choose_device() -> torch.device:
    """A GPU where there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def choose_threads(count: int) -> None:
    """CPU threads for training."""
    torch.set_num_threads(count)
