"""The stemma of a thread: who had it from whom, how sure that is, and what changed on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from stemmata.model import Claim, Document, Edge, Mutation, Origins, SourceKind, Stemma, Thread, Witness
from stemmata.packs import Pack
from stemmata.trace.branching import ROOT
from stemmata.trace.change import Positions, weigh_changes
from stemmata.trace.descent import Descent, trace_descent
from stemmata.trace.drawing import CARRIED, DIGITS, Drawing, Link, Node, best_tail
from stemmata.trace.evidence import citing_source, find_evidence
from stemmata.trace.feature import Design, read_features
from stemmata.trace.kinship import measure_kinship
from stemmata.trace.mutation import find_mutations
from stemmata.trace.origin import count_origins
from stemmata.trace.reading import Reading, read_documents
from stemmata.trace.second import find_seconds
from stemmata.trace.weights import Weights, load_weights

# A headline leaves out bounds, times and sources as a matter of course: where a page is read by its headline alone,
# only these fields tell of a change.
_UNNAMED_SECOND = 0.5
TRACER_VERSION = "5"  # to be raised whenever the same claims and weights give another stemma
_KEPT_BY_HEADLINES = frozenset({"number", "unit", "polarity", "item"})


def method_of(pack: Pack, weights: Weights) -> str:
    """What a stemma depends on besides its claims and documents: what the same method drew need not be drawn again."""
    return f"{TRACER_VERSION}/{pack.name}-{pack.version}/{weights.digest}"


def build_stemma(
    thread: Thread, documents: Mapping[str, Document], pack: Pack, weights: Weights | None = None
) -> Stemma:
    """The stemma of `thread`; `documents` are keyed by sha256. `weights` are those that ship where none are given."""
    own = {claim.document: documents[claim.document] for claim in thread.claims}
    readings = read_documents(thread.claims, own, pack)
    weights = weights or load_weights()
    design = read_features(readings, pack)
    descent = trace_descent(design, weights.edge, weights.root)
    drawing = _draw(thread, readings, design, descent, pack)
    references = {n.id: _reference(n, drawing) for n in drawing.nodes.values()}
    changes = _find_changes(drawing, references, descent, weights)
    edges = tuple(
        Edge(link.parent, link.child, link.probability, link.evidence, changes.get(link.child, ()))
        for link in sorted(drawing.links.values(), key=lambda k: (k.parent, k.child))
    )
    witnesses = tuple(_make_witness(node) for node in drawing.nodes.values())
    worded = {
        node.id: tuple(s for s in node.reading.chain if s.kind is SourceKind.ANONYMOUS)
        for node in drawing.nodes.values()
        if node.reading is not None
    }
    kinship = measure_kinship(readings, design, descent, weights.pair)
    languages = {node.id: node.reading.document.language for node in drawing.nodes.values() if node.reading}
    reporting = {
        node.id
        for node, itself, people in zip(drawing.captured, design.citations.itself, design.citations.people, strict=True)
        if itself and people
    }
    trees = np.concatenate([weights.founding, weights.group])
    origins = count_origins(witnesses, edges, worded, languages, reporting, pack, kinship, trees)
    seconds = _find_seconds(drawing, readings, design, descent, origins, pack)
    return Stemma(thread.id, witnesses, edges, origins, seconds, method=method_of(pack, weights))


def _find_seconds(
    drawing: Drawing,
    readings: Sequence[Reading],
    design: Design,
    descent: Descent,
    origins: Origins,
    pack: Pack,
) -> tuple[Edge, ...]:
    """The second parents, as edges beside the tree; one that is not named is as likely as not."""
    group_of = {root: number for number, group in enumerate(origins.groups) for root in group}
    groups = [group_of.get(drawing.root_of(node)) for node in drawing.captured]

    def is_one_origin(one: int, two: int) -> bool:
        return groups[one] is None or groups[one] == groups[two]

    return tuple(
        Edge(
            drawing.captured[second.parent].id,
            drawing.captured[second.child].id,
            CARRIED if second.is_named else _UNNAMED_SECOND,
            find_evidence(second.parent, second.child, readings, design, pack),
        )
        for second in find_seconds(descent.parents, design, is_one_origin)
    )


def _draw(thread: Thread, readings: Sequence[Reading], design: Design, descent: Descent, pack: Pack) -> Drawing:
    drawing = Drawing(thread, readings, pack)
    for number, (node, parent) in enumerate(zip(drawing.captured, descent.parents, strict=True)):
        reading = readings[number]
        if parent == ROOT:
            continue
        cited = citing_source(reading, readings[parent].document, pack)
        drawing.links[node.id] = Link(
            parent=drawing.captured[parent].id,
            child=node.id,
            probability=_told(float(descent.forests.edges[parent, number])),
            evidence=find_evidence(parent, number, readings, design, pack),
            behind=reading.chain[cited[1] + 1 :] if cited else reading.chain,
        )
    for number, (node, parent) in enumerate(zip(drawing.captured, descent.parents, strict=True)):
        if parent == ROOT:
            drawing.hang_root(node, readings[number], float(descent.forests.roots[number]))
    drawing.hang_lost()
    return drawing


def _told(probability: float) -> float:
    """A probability as it is told: in (0, 1], to so many digits that all machines agree."""
    return max(10.0**-DIGITS, min(1.0, round(probability, DIGITS)))


def _reference(node: Node, drawing: Drawing) -> Reading | None:
    """The reading that a node is compared by: its own, or for a lost one that of the relay which agrees best with
    all that hang from it, the earliest of equals."""
    if node.reading is not None:
        return node.reading
    children = [drawing.nodes[link.child].reading for link in drawing.links.values() if link.parent == node.id]
    readings = [r for r in children if r is not None and not r.denies]
    if not readings:
        return None

    def distance(reading: Reading) -> int:
        return sum(len(find_mutations(reading.principal, o.principal, drawing.pack)) for o in readings)

    return min(
        readings,
        key=lambda r: (distance(r), r.document.published or "9999", r.document.id, r.document.sha256),
    )


def _find_changes(
    drawing: Drawing, references: Mapping[str, Reading | None], descent: Descent, weights: Weights
) -> dict[str, tuple[Mutation, ...]]:
    """The mutations on the link above each node, by the node's id."""
    nodes = list(drawing.nodes.values())  # the captured ones come first, in the order of the posterior
    numbers = {node.id: number for number, node in enumerate(nodes)}
    parents = tuple(numbers[drawing.links[n.id].parent] if n.id in drawing.links else ROOT for n in nodes)
    claims = tuple(reading.principal if (reading := references[n.id]) else None for n in nodes)
    compared = {numbers[link.child]: _compare_ends(link, drawing, references) for link in drawing.links.values()}
    found = weigh_changes(Positions(parents, claims, descent.forests.edges), compared, weights.channels)
    return {nodes[number].id: mutations for number, mutations in found.items()}


def _compare_ends(link: Link, drawing: Drawing, references: Mapping[str, Reading | None]) -> tuple[Mutation, ...]:
    """All that differs between the two ends of a link; nothing where one has no reading of its own or by its relays."""
    parent, child = drawing.nodes[link.parent], drawing.nodes[link.child]
    reference, reading = references[parent.id], child.reading
    if reference is None or reading is None or reference.document == reading.document:
        return ()
    if parent.kind is SourceKind.ANONYMOUS:
        return ()
    found = find_mutations(
        reference.principal,
        reading.principal,
        drawing.pack,
        (reference.document.language, reading.document.language),
        best_tail(parent)[1] if parent.is_lost and parent.tails else reference.chain,
        link.behind,
        reference.document.sha256 if parent.is_lost else None,
        is_silent=not reading.chain,
    )
    if reference.principal.in_title or reading.principal.in_title:
        return tuple(mutation for mutation in found if mutation.field in _KEPT_BY_HEADLINES)
    return found


def _make_witness(node: Node) -> Witness:
    reading = node.reading
    if reading is None:
        return Witness(node.id, None, node.name, node.kind, None, lost=True)
    return Witness(
        id=node.id,
        document=reading.document.sha256,
        name=node.name,
        kind=node.kind,
        published=reading.document.published,
        lost=False,
        claims=tuple(claim.id for claim in reading.claims),
        headline=reading.headline,
        denies=reading.denies,
    )


def principal_claim(witness: Witness, claims: Mapping[str, Claim]) -> Claim | None:
    """The claim by which a captured witness is read; None for a lost one."""
    return claims[witness.claims[0]] if witness.claims else None
