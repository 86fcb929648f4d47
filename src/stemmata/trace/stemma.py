"""The stemma of a thread, drawn from what its texts cite.

A document hangs from the page that it cites where that page was captured, else from a lost witness of that
name. Behind a lost witness stand the sources that its relays name. Probabilities say how directly the text
states the edge; they are set by hand and not yet calibrated.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stemmata.model import (
    Claim,
    Document,
    Edge,
    EdgeEvidence,
    Mutation,
    Source,
    SourceKind,
    Stemma,
    Thread,
    Witness,
)
from stemmata.packs import Pack
from stemmata.trace.identity import document_identities, name_key, source_identity
from stemmata.trace.mutation import find_mutations
from stemmata.trace.origin import count_origins
from stemmata.trace.reading import Reading, read_documents

STATED = 0.95  # the sentence of the claim names its source
CARRIED = 0.8  # the article names it elsewhere, for the whole
_ID_DIGITS = 12


@dataclass(slots=True)
class _Node:
    """A witness in the making. `tails` are the chains that its relays give for what stands behind it."""

    id: str
    name: str
    kind: SourceKind
    reading: Reading | None = None
    tails: list[tuple[Reading, tuple[Source, ...]]] = field(default_factory=list)

    @property
    def is_lost(self) -> bool:
        return self.reading is None


@dataclass(slots=True)
class _Link:
    """`child` has it from `parent`, by the words of `source` in `reading`."""

    parent: str
    child: str
    source: Source
    reading: Reading


class _Drawing:
    """The nodes and links of one thread while they are collected."""

    def __init__(self, thread: Thread, readings: Sequence[Reading], pack: Pack) -> None:
        self.thread = thread
        self.pack = pack
        self.nodes: dict[str, _Node] = {}
        self.links: dict[str, _Link] = {}
        self.pages: dict[str, list[_Node]] = {}
        for reading in readings:
            node = self._add_document(reading)
            for identity in document_identities(reading.document, pack):
                self.pages.setdefault(identity, []).append(node)

    def _add_document(self, reading: Reading) -> _Node:
        document = reading.document
        name = document.outlet or document.domain or document.title or document.id
        node = _Node(f"w{document.sha256[:_ID_DIGITS]}", name, SourceKind.OUTLET, reading)
        self.nodes[node.id] = node
        return node

    def hang(self, child: _Node, reading: Reading, chain: tuple[Source, ...]) -> None:
        """Link `child` to the nearest source of `chain`, and that to the next, until a captured page is met."""
        for position, source in enumerate(chain):
            parent = self._captured(source, child, reading) or self._lost(source, child, reading)
            if parent.id == child.id or self._reaches(parent, child):
                continue
            self.links.setdefault(child.id, _Link(parent.id, child.id, source, reading))
            if parent.is_lost and chain[position + 1 :]:
                parent.tails.append((reading, chain[position + 1 :]))
            return

    def hang_lost(self) -> None:
        """Hang each lost witness from what the relays that cite it name behind it, the best supported first."""
        waiting = [n for n in self.nodes.values() if n.is_lost and n.tails]
        for _ in range(len(self.nodes) + len(waiting)):
            waiting = [n for n in list(self.nodes.values()) if n.is_lost and n.tails and n.id not in self.links]
            if not waiting:
                return
            node = min(waiting, key=lambda n: n.id)
            reading, tail = _best_tail(node)
            before = len(self.nodes)
            self.hang(node, reading, tail)
            if node.id not in self.links and len(self.nodes) == before:
                node.tails.clear()

    def _captured(self, source: Source, child: _Node, reading: Reading) -> _Node | None:
        """The captured page that a source names: the latest one not after the page that cites it."""
        identity = source_identity(source)
        if identity is None or source.kind is SourceKind.DOCUMENT:
            return None
        limit = reading.document.published
        pages = [
            node
            for node in self.pages.get(identity, ())
            if node.id != child.id and not _is_later(node.reading, limit) and not self._reaches(node, child)
        ]
        return max(pages, key=lambda n: (_when(n), n.id)) if pages else None

    def _lost(self, source: Source, child: _Node, reading: Reading) -> _Node:
        """The lost witness for a source; an anonymous one belongs to the page or report that names it."""
        identity = source_identity(source)
        key = f"{source.kind is SourceKind.DOCUMENT}:{identity}" if identity else f"{child.id}:{source.kind.value}"
        digest = hashlib.sha256(f"{self.thread.id}\x1f{key}".encode()).hexdigest()[:_ID_DIGITS]
        node = self.nodes.get(f"l{digest}")
        if node is None:
            name = source.name or source.descriptor or "unknown source"
            node = self.nodes[f"l{digest}"] = _Node(f"l{digest}", " ".join(name.split()), source.kind)
        return node

    def _reaches(self, node: _Node, target: _Node) -> bool:
        """Whether `target` stands above `node`, so that hanging it below would close a circle."""
        here: str | None = node.id
        seen: set[str] = set()
        while here is not None and here not in seen:
            if here == target.id:
                return True
            seen.add(here)
            link = self.links.get(here)
            here = link.parent if link else None
        return False


def _when(node: _Node) -> str:
    return (node.reading.document.published or "") if node.reading else ""


def _is_later(reading: Reading | None, limit: str | None) -> bool:
    """Whether a page came out after `limit`; on one day, with one time not known, neither is later."""
    published = reading.document.published if reading else None
    if published is None or limit is None:
        return False
    length = min(len(published), len(limit), 16)
    return published[:length] > limit[:length]


def _best_tail(node: _Node) -> tuple[Reading, tuple[Source, ...]]:
    """What most relays name behind a lost witness, and of those the words of the earliest."""
    counted = Counter(_tail_key(tail) for _, tail in node.tails)
    worded = Counter(name_key(tail[0].descriptor or "") for _, tail in node.tails)
    return min(
        node.tails,
        key=lambda rt: (
            -counted[_tail_key(rt[1])],
            -worded[name_key(rt[1][0].descriptor or "")],
            rt[0].document.published or "9999",
            rt[0].document.sha256,
        ),
    )


def _tail_key(tail: tuple[Source, ...]) -> tuple[str, ...]:
    return tuple(source_identity(s) or s.kind.value for s in tail)


def build_stemma(thread: Thread, documents: Mapping[str, Document], pack: Pack) -> Stemma:
    """The stemma of `thread`; `documents` are keyed by sha256."""
    readings = read_documents(thread.claims, dict(documents), pack)
    drawing = _Drawing(thread, readings, pack)
    for node in [n for n in drawing.nodes.values() if n.reading]:
        reading = node.reading
        if reading is not None:
            drawing.hang(node, reading, reading.chain)
    drawing.hang_lost()
    references = {n.id: _reference(n, drawing) for n in drawing.nodes.values()}
    edges = tuple(
        _make_edge(link, drawing, references)
        for link in sorted(drawing.links.values(), key=lambda k: (k.parent, k.child))
    )
    witnesses = tuple(_make_witness(node) for node in drawing.nodes.values())
    worded = {
        node.id: tuple(s for s in node.reading.chain if s.kind is SourceKind.ANONYMOUS)
        for node in drawing.nodes.values()
        if node.reading is not None
    }
    return Stemma(thread.id, witnesses, edges, count_origins(witnesses, edges, worded, documents, pack))


def _reference(node: _Node, drawing: _Drawing) -> Reading | None:
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


def _make_edge(link: _Link, drawing: _Drawing, references: Mapping[str, Reading | None]) -> Edge:
    parent, child = drawing.nodes[link.parent], drawing.nodes[link.child]
    stated = link.source.span is not None and any(
        c.evidence.span.overlaps(link.source.span) for c in link.reading.claims
    )
    return Edge(
        parent=parent.id,
        child=child.id,
        probability=STATED if stated else CARRIED,
        evidence=(_citation(link, parent, stated),),
        mutations=_edge_mutations(parent, child, link, references, drawing.pack),
    )


def _citation(link: _Link, parent: _Node, stated: bool) -> EdgeEvidence:
    words = " ".join((link.source.descriptor or parent.name).split())
    by = link.reading.document.outlet or link.reading.document.id
    where = "in the sentence itself" if stated else "for what the article says as a whole"
    return EdgeEvidence("citation", f"{by} names “{words}” {where}", link.reading.document.sha256, link.source.span)


def _edge_mutations(
    parent: _Node,
    child: _Node,
    link: _Link,
    references: Mapping[str, Reading | None],
    pack: Pack,
) -> tuple[Mutation, ...]:
    """What changed on an edge; nothing is compared where one side has no reading of its own or by its relays."""
    reference, reading = references[parent.id], child.reading
    if reference is None or reading is None or reference.document.sha256 == reading.document.sha256:
        return ()
    if parent.kind is SourceKind.ANONYMOUS:
        return ()
    witnessed_by = reference.document.sha256 if parent.is_lost else None
    behind_parent = _best_tail(parent)[1] if parent.is_lost and parent.tails else reference.chain
    behind_child = reading.chain[reading.chain.index(link.source) + 1 :] if link.source in reading.chain else ()
    return find_mutations(
        reference.principal,
        reading.principal,
        pack,
        (reference.document.language, reading.document.language),
        behind_parent,
        behind_child,
        witnessed_by,
    )


def _make_witness(node: _Node) -> Witness:
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
