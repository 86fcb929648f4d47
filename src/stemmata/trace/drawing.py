"""The nodes and links of one thread while its stemma is drawn.

A captured document hangs from the document that it most likely has it from; else from what it names and nobody
captured, a lost witness. Behind a lost witness stand the sources that its relays name.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from stemmata.model import EdgeEvidence, Source, SourceKind, Thread
from stemmata.packs import Pack
from stemmata.trace.evidence import cite_words, is_stated
from stemmata.trace.identity import document_identities, name_key, source_identity
from stemmata.trace.reading import Reading

# What a chain says is taken to be right this often: by tests of chains on texts (bench/RESULTS.md), not by this room.
STATED = 0.95  # the sentence of the claim names its source
CARRIED = 0.8  # the article names it elsewhere, for the whole
DIGITS = 6  # of a probability that is told: more would differ from machine to machine
_ID_DIGITS = 12


@dataclass(slots=True)
class Node:
    """A witness in the making. `tails` are the chains that its relays give for what stands behind it."""

    id: str
    name: str
    kind: SourceKind
    reading: Reading | None = None
    tails: list[tuple[Reading, tuple[Source, ...]]] = field(default_factory=list)

    @property
    def is_lost(self) -> bool:
        """Whether nobody captured it."""
        return self.reading is None


@dataclass(frozen=True, slots=True)
class Link:
    """`child` has it from `parent`. `behind` are the sources that the child names beyond the parent."""

    parent: str
    child: str
    probability: float
    evidence: tuple[EdgeEvidence, ...]
    behind: tuple[Source, ...]


class Drawing:
    """The nodes, by id, and the link above each, by the child's id."""

    def __init__(self, thread: Thread, readings: Sequence[Reading], pack: Pack) -> None:
        self.thread = thread
        self.pack = pack
        self.nodes: dict[str, Node] = {}
        self.links: dict[str, Link] = {}
        self.captured = tuple(self._add_document(reading) for reading in readings)
        self._pages: dict[str, list[Node]] = {}
        for node, reading in zip(self.captured, readings, strict=True):
            for identity in document_identities(reading.document, pack):
                self._pages.setdefault(identity, []).append(node)

    def _add_document(self, reading: Reading) -> Node:
        document = reading.document
        node = Node(f"w{document.sha256[:_ID_DIGITS]}", document.name, SourceKind.OUTLET, reading)
        self.nodes[node.id] = node
        return node

    def hang_root(self, child: Node, reading: Reading, certainty: float) -> None:
        """Hang a document that has it from none of the others from the first source of its chain that it can have.

        `certainty` is the probability that it has it from none.
        """
        own = document_identities(reading.document, self.pack)
        for position, source in enumerate(reading.chain):
            if source_identity(source) not in own:
                self._link(self._lost(source, child), child, reading, reading.chain, position, certainty)
                return

    def _link(
        self, parent: Node, child: Node, reading: Reading, chain: tuple[Source, ...], position: int, certainty: float
    ) -> None:
        source, behind = chain[position], chain[position + 1 :]
        strength = STATED if is_stated(source, reading) else CARRIED
        evidence = (cite_words(source, parent.name, reading),)
        self.links.setdefault(
            child.id,
            Link(parent.id, child.id, max(10.0**-DIGITS, round(strength * certainty, DIGITS)), evidence, behind),
        )
        if parent.is_lost and behind:
            parent.tails.append((reading, behind))

    def hang_lost(self) -> None:
        """Hang each lost witness from what the relays that cite it name behind it, the best supported first."""
        for _ in range(2 * len(self.nodes) + sum(len(n.tails) for n in self.nodes.values())):
            waiting = [n for n in self.nodes.values() if n.is_lost and n.tails and n.id not in self.links]
            if not waiting:
                return
            node = min(waiting, key=lambda n: n.id)
            reading, tail = best_tail(node)
            if not self._hang_behind(node, reading, tail):
                node.tails.clear()

    def _hang_behind(self, node: Node, reading: Reading, tail: tuple[Source, ...]) -> bool:
        for position, source in enumerate(tail):
            parent = self._page(source, node, reading) or self._lost(source, node)
            if parent.id != node.id and not self._reaches(parent, node):
                self._link(parent, node, reading, tail, position, 1.0)
                return True
        return False

    def _page(self, source: Source, child: Node, reading: Reading) -> Node | None:
        """The captured page that a source names: the latest one not after the page that cites it."""
        identity = source_identity(source)
        if identity is None or source.kind is SourceKind.DOCUMENT:
            return None
        limit = reading.document.published
        pages = [
            node
            for node in self._pages.get(identity, ())
            if node.id != child.id and not _is_later(node.reading, limit) and not self._reaches(node, child)
        ]
        return max(pages, key=lambda n: (_when(n), n.id)) if pages else None

    def _lost(self, source: Source, child: Node) -> Node:
        """The lost witness for a source; an anonymous one belongs to the page or report that names it."""
        identity = source_identity(source)
        key = f"{source.kind is SourceKind.DOCUMENT}:{identity}" if identity else f"{child.id}:{source.kind.value}"
        digest = hashlib.sha256(f"{self.thread.id}\x1f{key}".encode()).hexdigest()[:_ID_DIGITS]
        node = self.nodes.get(f"l{digest}")
        if node is None:
            name = source.name or source.descriptor or "unknown source"
            node = self.nodes[f"l{digest}"] = Node(f"l{digest}", " ".join(name.split()), source.kind)
        return node

    def root_of(self, node: Node) -> str:
        """The id of the witness at the root of a node's tree."""
        here = node.id
        while here in self.links:
            here = self.links[here].parent
        return here

    def _reaches(self, node: Node, target: Node) -> bool:
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


def _when(node: Node) -> str:
    return (node.reading.document.published or "") if node.reading else ""


def _is_later(reading: Reading | None, limit: str | None) -> bool:
    """Whether a page came out after `limit`; on one day, with one time not known, neither is later."""
    published = reading.document.published if reading else None
    if published is None or limit is None:
        return False
    length = min(len(published), len(limit), 16)
    return published[:length] > limit[:length]


def best_tail(node: Node) -> tuple[Reading, tuple[Source, ...]]:
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
