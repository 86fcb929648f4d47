"""What is fitted behind the network, on texts that it was not trained on: links, thresholds and confidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.isotonic import IsotonicRegression

from stemmata.annotate.tagger.decode import Floats, Run, decode_roles
from stemmata.annotate.tagger.ends import mend_ends
from stemmata.annotate.tagger.judge import JUDGE_FEATURES
from stemmata.annotate.tagger.link import Linked, LinkSettings, link_runs
from stemmata.annotate.tagger.network import Scores
from stemmata.annotate.tagger.words import BEGIN, CONTENT, CUE, FURTHER, INSIDE, LEVELS, SOURCE
from training.corpus import ENTITY_LABELS, Example
from training.link import Decoded, fit_ends, fit_links, fit_logistic, fit_second
from training.network import LINK_SIZE, Tagger

_THRESHOLDS = (-3.0, -2.0, -1.0, 0.0)
_CHANCES = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
_BONUS = {SOURCE: 0.8, CUE: 1.5, CONTENT: 0.8, FURTHER: 0.8}  # larger and smaller ones lost a few tenths
_SHARES = (0.0, 0.1, 0.2, 0.3, 0.4)
_ENTITY_SHARE = 0.25  # chosen on one fold of re3d, where 0 to 1 found 63.0, 63.5 (0.1), 64.6, 64.2 (0.5), 63.0
_RARE = 0.1  # a step that no text has counts as so many
_STEPS = 21  # of the calibration's table


def fit_settings(
    read: Callable[[Example], Scores],
    texts: Sequence[Example],
    unseen: Sequence[Example],
    entities: Sequence[Example],
    network: Tagger,
) -> dict[str, Any]:
    """All that the package needs beside the network, as it stands in `settings.json`.

    `read` runs the exported network, so that all is fitted to what ships; of `network` only the learned transitions
    are used. The confidence is fitted on texts `unseen` in training: of those that trained more is right. `entities`
    are texts labelled with entities.
    """
    opening = network.opening.detach().numpy() + _bonus(network.opening.shape)
    found = [read(example) for example in texts]
    transitions = fit_transitions(network.transitions.detach().numpy(), found, texts) + _bonus(
        network.transitions.shape
    )
    decoded_runs = [decode_roles(one.roles, transitions, opening) for one in found]
    ends = fit_ends(texts, [one.roles for one in found], decoded_runs)
    of_ends = {role: np.array(values, dtype=np.float32) for role, values in ends.items()}

    def decode(example: Example, scores: Scores) -> Decoded:
        runs = mend_ends(decode_roles(scores.roles, transitions, opening), scores.roles, example.words, of_ends)
        return Decoded(example, runs, scores.vectors)

    decoded = [decode(example, scores) for example, scores in zip(texts, found, strict=True)]
    weights = fit_links(decoded)
    second = fit_second(decoded, weights)
    arrays = {role: np.array(values, dtype=np.float32) for role, values in weights.items()}

    def link(given: Sequence[Decoded], least_source: float, judge: Sequence[float]) -> list[list[Linked]]:
        settings = LinkSettings(
            arrays, least_source, np.array(second, dtype=np.float32), np.array(judge, dtype=np.float32), 0.0
        )
        return [link_runs(d.runs, d.vectors, d.example.words, settings) for d in given]

    unjudged = [0.0] * len(JUDGE_FEATURES)
    least_source = max(_THRESHOLDS, key=lambda t: _f1(texts, link(decoded, t, unjudged), SOURCE))
    judged = _fit_judge(texts, link(decoded, least_source, unjudged))
    linked = link(decoded, least_source, judged)
    least = max(_CHANCES, key=lambda chance: _all_f1(texts, _kept(linked, chance)))
    of_unseen = link([decode(example, read(example)) for example in unseen], least_source, judged)
    return {
        "entities": list(ENTITY_LABELS),
        "entity_steps": _stated(count_entity_steps(entities)),
        "transitions": _stated(transitions),
        "opening": _stated(opening),
        "link_size": LINK_SIZE,
        "levels": LEVELS,
        "ends": ends,
        "link": {
            "weights": weights,
            "least_source": least_source,
            "second": second,
            "judge": judged,
            "least_chance": least,
        },
        "calibration": _calibrate(unseen, _kept(of_unseen, least)),
    }


def _bonus(shape: Sequence[int]) -> Floats:
    """What is added to every step that begins a span: more is found, and judged when it is linked."""
    added = np.zeros(shape, dtype=np.float32)
    for role, bonus in _BONUS.items():
        added[role, ..., BEGIN] = bonus
    return added


def _stated(values: Floats) -> list[Any]:
    return np.round(values.astype(np.float64), 4).tolist()  # type: ignore[no-any-return]


def _fit_judge(examples: Sequence[Example], linked: Sequence[Sequence[Linked]]) -> list[float]:
    """Weights that say how likely an attribution is right."""
    rows: list[Floats] = []
    right: list[bool] = []
    for example, items in zip(examples, linked, strict=True):
        gold = gold_attributions(example)
        rows.extend(item.features for item in items)
        right.extend(is_right(found, gold) for found in found_attributions(items))
    return fit_logistic(np.array(rows), right)


def _kept(linked: Sequence[Sequence[Linked]], least: float) -> list[list[Linked]]:
    return [[item for item in items if item.confidence >= least] for items in linked]


def _all_f1(examples: Sequence[Example], linked: Sequence[Sequence[Linked]]) -> float:
    return sum(_f1(examples, linked, role) for role in (SOURCE, CUE, CONTENT)) + _relation(examples, linked)


def fit_transitions(learned: Floats, texts: Sequence[Scores], held_out: Sequence[Example]) -> Floats:
    """What is added for each step of a path: the learned transitions and a share of the labels' own log odds, for each
    role the share that finds most spans whole on the held-out texts."""
    opening = np.zeros((learned.shape[0], learned.shape[1]), dtype=np.float32)
    corpus = _log_transitions(held_out, learned.shape[0])
    golds = [_gold_runs(example) for example in held_out]

    def found(role: int, share: float) -> float:
        added = learned + share * corpus
        return _run_f1(golds, [decode_roles(text.roles, added, opening) for text in texts], role)

    best = [max((found(role, share), -share) for share in _SHARES) for role in range(CONTENT + 1)]
    chosen = [-share for _, share in best]
    shares = np.array([*chosen, *[0.0] * (learned.shape[0] - len(chosen))])  # the corpus knows no further givers
    return np.asarray(learned + shares[:, None, None] * corpus, dtype=np.float32)


def count_entity_steps(examples: Sequence[Example]) -> Floats:
    """What is added for each step from one entity label to the next: a share of the corpus's log odds; nothing where no
    example has entities. Without it mentions fall to pieces where two types are nearly as likely."""
    counts = np.full((len(ENTITY_LABELS), len(ENTITY_LABELS)), _RARE)
    for example in examples:
        known = (example.entities[:-1] >= 0) & (example.entities[1:] >= 0)
        np.add.at(counts, (example.entities[:-1][known], example.entities[1:][known]), 1)
    odds = np.log(counts / counts.sum(axis=1, keepdims=True))
    return np.asarray(_ENTITY_SHARE * (odds - odds.max()), dtype=np.float32)


def _log_transitions(examples: Sequence[Example], roles: int) -> Floats:
    counts = np.ones((roles, 3, 3))
    for example in examples:
        for role in range(roles):
            column = example.roles[:, role]
            steps = (column[:-1] >= 0) & (column[1:] >= 0)
            np.add.at(counts[role], (column[:-1][steps], column[1:][steps]), 1)
    return np.asarray(np.log(counts / counts.sum(2, keepdims=True)), dtype=np.float32)


def _gold_runs(example: Example) -> list[frozenset[tuple[int, int]]]:
    return [
        frozenset((int(b), _span(example, role, int(b)).stop) for b in np.flatnonzero(example.roles[:, role] == BEGIN))
        for role in range(example.roles.shape[1])
    ]


def _run_f1(golds: Sequence[Sequence[frozenset[tuple[int, int]]]], runs: Sequence[list[list[Run]]], role: int) -> float:
    """F1 of the spans of one role."""
    hits = both = 0
    for gold, of_text in zip(golds, runs, strict=True):
        own = {(run.first, run.last) for run in of_text[role]}
        hits += len(own & gold[role])
        both += len(own) + len(gold[role])
    return 2 * hits / max(1, both)


Role = frozenset[int]


def gold_attributions(example: Example) -> list[Mapping[int, Role]]:
    """The words of source, cue and content of each gold attribution."""
    made: list[Mapping[int, Role]] = []
    for cue in np.flatnonzero(example.roles[:, CUE] == BEGIN):
        parts = {role: [s for s, r, c in example.links if r == role and c == cue] for role in (SOURCE, CONTENT)}
        words = {role: frozenset(w for s in spans for w in _span(example, role, s)) for role, spans in parts.items()}
        made.append({**words, CUE: frozenset(_span(example, CUE, int(cue)))})
    return made


def found_attributions(linked: Sequence[Linked]) -> list[Mapping[int, Role]]:
    """The same of those that were found."""
    return [
        {
            SOURCE: _words([item.source] if item.source else []),
            CUE: _words([item.cue]),
            CONTENT: _words(item.contents),
        }
        for item in linked
    ]


def _words(runs: Sequence[Run]) -> Role:
    return frozenset(word for run in runs for word in range(run.first, run.last))


def _span(example: Example, role: int, first: int) -> range:
    last = first + 1
    while last < len(example.roles) and example.roles[last, role] == INSIDE:
        last += 1
    return range(first, last)


def _f1(examples: Sequence[Example], linked: Sequence[Sequence[Linked]], role: int) -> float:
    """F1 of one role's word sets, an attribution each."""
    hits = wanted = found = 0
    for example, items in zip(examples, linked, strict=True):
        gold = [a[role] for a in gold_attributions(example) if a[role]]
        own = [a[role] for a in found_attributions(items) if a[role]]
        wanted, found = wanted + len(gold), found + len(own)
        for words in gold:
            if words in own:
                own.remove(words)
                hits += 1
    return 2 * hits / max(1, wanted + found)


def is_right(found: Mapping[int, Role], gold: Sequence[Mapping[int, Role]]) -> bool:
    """Whether one gold attribution shares a word with the found one in every role (a role that both lack is shared)."""
    return any(all(g[r] & found[r] or not (g[r] or found[r]) for r in (SOURCE, CUE, CONTENT)) for g in gold)


def _relation(examples: Sequence[Example], linked: Sequence[Sequence[Linked]]) -> float:
    hits = wanted = found = 0
    for example, items in zip(examples, linked, strict=True):
        gold, own = gold_attributions(example), found_attributions(items)
        hits += sum(is_right(a, gold) for a in own)
        wanted, found = wanted + len(gold), found + len(own)
    return 2 * hits / max(1, wanted + found)


def _calibrate(examples: Sequence[Example], linked: Sequence[Sequence[Linked]]) -> list[list[float]]:
    """Raw confidences and the share of attributions that are right there (isotonic regression, Zadrozny and Elkan
    2002), as a table of two rows."""
    raw: list[float] = []
    right: list[bool] = []
    for example, items in zip(examples, linked, strict=True):
        gold = gold_attributions(example)
        for item, found in zip(items, found_attributions(items), strict=True):
            raw.append(item.confidence)
            right.append(is_right(found, gold))
    fitted = IsotonicRegression(y_min=0.01, y_max=0.99, out_of_bounds="clip").fit(raw, right)
    steps = np.quantile(raw, np.linspace(0, 1, _STEPS))
    return [np.round(steps, 4).tolist(), np.round(fitted.predict(steps), 4).tolist()]
