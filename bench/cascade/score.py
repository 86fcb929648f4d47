"""How much of a cascade's truth a tree finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations

from bench.cascade.spread import Cascade, Truth
from stemmata.model import Stemma


@dataclass(frozen=True, slots=True)
class Drawn:
    """What was drawn over the captured reports of one cascade, by their ids.

    `parents` holds the nearest captured report above each, None where there is none; `groups` the origin that each is
    put under; `best`, `low`, `high` the number of origins; `changes` the fields said to have changed at each report;
    `seconds` the second parents, as (parent, child).
    """

    parents: Mapping[str, str | None]
    groups: Mapping[str, str]
    best: int
    low: int
    high: int
    changes: Mapping[str, frozenset[str]]
    seconds: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True)
class Tally:
    """Counts over cascades; each figure is a share of all that were asked."""

    counts: dict[str, float] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        """Add to a count."""
        self.counts[name] = self.counts.get(name, 0.0) + value

    def share(self, part: str, whole: str) -> float:
        """One count over another; 0 where there is nothing."""
        return self.counts.get(part, 0.0) / self.counts[whole] if self.counts.get(whole) else 0.0

    def f1(self, name: str) -> float:
        """F1 of `name` from its counts of hits, found and true ones."""
        found, true = self.counts.get(f"{name}.found", 0.0), self.counts.get(f"{name}.true", 0.0)
        return 2 * self.counts.get(f"{name}.hit", 0.0) / (found + true) if found + true else 1.0

    def figures(self) -> dict[str, float]:
        """All figures."""
        return {
            "parent": self.share("parent.right", "reports"),
            "ancestors": self.f1("ancestor"),
            "origins": self.share("origins.exact", "cascades"),
            "coverage": self.share("origins.covered", "cascades"),
            "width": self.share("origins.width", "cascades"),
            "same": self.f1("same"),
            "mutations": self.f1("mutation"),
            "read": self.share("reports.read", "reports"),
        }


def score(cascade: Cascade, drawn: Drawn, tally: Tally) -> None:
    """Add what one drawing gets right to `tally`. A report that is in no thread has no parent and no origin."""
    truth = cascade.truth
    ids = sorted(truth)
    parents = {i: drawn.parents.get(i) for i in ids}
    tally.add("cascades", 1)
    tally.add("reports", len(ids))
    tally.add("reports.read", sum(i in drawn.parents for i in ids))
    tally.add("parent.right", sum(_is_parent(parents[i], truth[i]) for i in ids))
    true_pairs = {(a, i) for i in ids for a in _above({j: (truth[j].parents or (None,))[0] for j in ids}, i)}
    found_pairs = {(a, i) for i in ids for a in _above(parents, i)}
    _count(tally, "ancestor", found_pairs, true_pairs)
    origins = len({t.origin for t in truth.values()})
    tally.add("origins.exact", drawn.best == origins)
    tally.add("origins.covered", drawn.low <= origins <= drawn.high)
    tally.add("origins.width", drawn.high - drawn.low)
    same = {(a, b) for a, b in combinations(ids, 2) if truth[a].origin == truth[b].origin}
    put = {(a, b) for a, b in combinations(ids, 2) if drawn.groups.get(a, a) == drawn.groups.get(b, b)}
    _count(tally, "same", put, same)
    _score_seconds(truth, drawn, tally)
    known = [i for i in ids if truth[i].changed is not None]
    changed = {(i, f) for i in known for f in truth[i].changed or ()}
    found = {(i, f) for i in known for f in drawn.changes.get(i, ())}
    _count(tally, "mutation", found, changed)
    for field_name in sorted({f for _, f in changed | found}):
        of_field = {(i, f) for i, f in found if f == field_name}
        _count(tally, f"mutation.{field_name}", of_field, {(i, f) for i, f in changed if f == field_name})


def _score_seconds(truth: Mapping[str, Truth], drawn: Drawn, tally: Tally) -> None:
    """Second parents of another origin; one that is the first parent in truth is right, too."""
    true = {(p, i) for i, t in truth.items() for p in t.parents[1:] if truth[p].origin != t.origin}
    tally.add("second.true", len(true))
    tally.add("second.found", len(drawn.seconds))
    tally.add("second.hit", len(drawn.seconds & true))
    tally.add("second.right", sum(parent in truth[child].parents for parent, child in drawn.seconds))


def _is_parent(parent: str | None, truth: Truth) -> bool:
    return parent in truth.parents if truth.parents else parent is None


def _above(parents: Mapping[str, str | None], node: str) -> list[str]:
    found: list[str] = []
    here = parents.get(node)
    while here is not None and here not in found:
        found.append(here)
        here = parents.get(here)
    return found


def _count(tally: Tally, name: str, found: set[tuple[str, str]], true: set[tuple[str, str]]) -> None:
    tally.add(f"{name}.hit", len(found & true))
    tally.add(f"{name}.found", len(found))
    tally.add(f"{name}.true", len(true))


def drawn_from(stemma: Stemma, ids: Mapping[str, str]) -> Drawn:
    """A stemma as it is scored. Mutations against a parent that was not captured are not asked for."""
    names = {w.id: ids[w.document] for w in stemma.witnesses if w.document is not None}
    above = {e.child: e.parent for e in stemma.edges}
    parents: dict[str, str | None] = {}
    for witness, name in names.items():
        here = above.get(witness)
        seen: set[str] = set()
        while here is not None and here not in names and here not in seen:
            seen.add(here)
            here = above.get(here)
        parents[name] = names.get(here) if here is not None else None
    group_of = {member: group[0] for group in stemma.origins.groups for member in group}
    groups = {}
    for witness, name in names.items():
        root = witness
        while root in above:
            root = above[root]
        groups[name] = group_of.get(root, root)
    changes = {
        names[e.child]: frozenset(m.field for m in e.mutations if m.probability >= 0.5)
        for e in stemma.edges
        if e.child in names
    }
    seconds = frozenset((names[e.parent], names[e.child]) for e in stemma.seconds)
    return Drawn(parents, groups, stemma.origins.best, stemma.origins.low, stemma.origins.high, changes, seconds)
