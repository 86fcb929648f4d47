"""The evidence for an edge between two captured documents, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stemmata.model import Claim, Document, EdgeEvidence, Quantity, Source
from stemmata.packs import Pack
from stemmata.trace.feature import Design
from stemmata.trace.identity import document_identities, source_identity
from stemmata.trace.moment import moment_interval
from stemmata.trace.reading import Reading
from stemmata.trace.slip import Pair
from stemmata.trace.wordprint import Words, longest_run, rare_facts, shared_names, shared_words_in_order

# Fewer words than these in order are a phrase that anybody may use.
_TELLING_RUN = 6
_MOST_FACTS = 4
_RARE_SHARE = 0.34  # of the thread's documents, that hold a reading which tells descent
_LEAST_ORDERED = 3  # names and numbers in the same order, below which a translation leaves no trace
_DAY_HOURS = 24


def citing_source(child: Reading, parent: Document, pack: Pack) -> tuple[Source, int] | None:
    """The source in `child`'s chain that is `parent`'s outlet, and its place in the chain."""
    identities = document_identities(parent, pack)
    for position, source in enumerate(child.chain):
        if source_identity(source) in identities:
            return source, position
    return None


def is_stated(source: Source, reading: Reading) -> bool:
    """Whether the sentence of a claim names the source itself, rather than the article as a whole."""
    return source.span is not None and any(c.evidence.span.overlaps(source.span) for c in reading.claims)


def cite_words(source: Source, name: str, reading: Reading) -> EdgeEvidence:
    """Evidence that a document names a source."""
    words = " ".join((source.descriptor or name).split())
    by = reading.document.name
    where = "in the sentence itself" if is_stated(source, reading) else "for what the article says as a whole"
    return EdgeEvidence("citation", f"{by} names “{words}” {where}", reading.document.sha256, source.span)


def find_evidence(parent: int, child: int, readings: Sequence[Reading], design: Design, pack: Pack) -> tuple[
    EdgeEvidence, ...
]:  # fmt: skip
    """Why document `child` is taken to have it from document `parent`; never empty."""
    found: list[EdgeEvidence] = []
    above, below = readings[parent], readings[child]
    name = above.document.name
    cited = citing_source(below, above.document, pack)
    sha256 = below.document.sha256
    if cited is not None:
        found.append(cite_words(cited[0], name, below))
    elif design.citations.mentioned[parent, child]:
        found.append(EdgeEvidence("citation", f"mentions {name} by name", sha256))
    found.extend(_reuse(parent, child, design, sha256))
    found.extend(_variants(parent, child, readings, design))
    found.append(EdgeEvidence("time", _time_words(above.document.published, below.document.published)))
    return tuple(found)


def _reuse(parent: int, child: int, design: Design, sha256: str) -> list[EdgeEvidence]:
    one, two = design.words[parent].plain, design.words[child].plain
    length, start = longest_run(one, two)
    found = []
    if length >= _TELLING_RUN:
        words = " ".join(two[start : start + length])
        shared = shared_words_in_order(one, two)
        found.append(EdgeEvidence("reuse", f"shares {shared} words in order, {length} at a stretch: “{words}”", sha256))
    quotes = sorted(design.words[parent].quotes & design.words[child].quotes)
    if quotes:
        found.append(EdgeEvidence("reuse", f"prints the same quotation: “{quotes[0]}”", sha256))
    return found


def _variants(parent: int, child: int, readings: Sequence[Reading], design: Design) -> list[EdgeEvidence]:
    found = []
    above, below = readings[parent].principal, readings[child].principal
    shared = _shared_reading(above, below, readings)
    if shared is not None:
        found.append(EdgeEvidence("variant", shared, below.document, below.quantity.span if below.quantity else None))
    held = Counter(f for words in design.words for f in words.facts)
    most = max(2, int(_RARE_SHARE * len(readings)))
    if readings[parent].document.language != readings[child].document.language:
        found.extend(_names_across(design.words[parent], design.words[child], below.document))
        return found
    slips = _shared_slips(parent, child, design)
    if slips:
        listed = ", ".join(f"“{ours}” (others: “{theirs}”)" for ours, theirs in slips[:_MOST_FACTS])
        found.append(
            EdgeEvidence("variant", f"reads as it does where others have it otherwise: {listed}", below.document)
        )
    facts = rare_facts(design.words[parent], design.words[child], held, most)
    if facts:
        listed = ", ".join(f"“{f}”" for f in facts[:_MOST_FACTS])
        more = f" and {len(facts) - _MOST_FACTS} more" if len(facts) > _MOST_FACTS else ""
        few = max(held[f] for f in facts[:_MOST_FACTS])
        words = f"shares names and numbers that at most {few} of {len(readings)} reports have: {listed}{more}"
        found.append(EdgeEvidence("variant", words, below.document))
    return found


def _shared_slips(parent: int, child: int, design: Design) -> list[Pair]:
    """What two pages tell alike and others only by a slip of it, or what it is a slip of; each with the reading of the
    others, those first that fewest have."""
    above, below = design.words[parent].facts, design.words[child].facts
    found = []
    for pair in sorted(design.slips):
        for ours, theirs in (pair, pair[::-1]):
            if ours in above & below and theirs not in above | below:
                readers = sum(ours in words.facts for words in design.words)
                others = sum(theirs in words.facts and ours not in words.facts for words in design.words)
                if others:
                    found.append((readers / (readers + others), ours, theirs))
    return [(ours, theirs) for _, ours, theirs in sorted(found)]


def _names_across(above: Words, below: Words, sha256: str) -> list[EdgeEvidence]:
    """What two pages in different languages tell of the same names and numbers."""
    ordered, names = shared_names(above, below)
    if ordered < _LEAST_ORDERED:
        return []
    listed = ", ".join(f"“{name}”" for name in names[:_MOST_FACTS])
    more = f" and {len(names) - _MOST_FACTS} more" if len(names) > _MOST_FACTS else ""
    words = f"tells {ordered} of the same names and numbers in the same order, in another language: {listed}{more}"
    return [EdgeEvidence("variant", words, sha256)]


def _shared_reading(above: Claim, below: Claim, readings: Sequence[Reading]) -> str | None:
    """The form of the number that the two share, where not most reports print it so."""
    if above.quantity is None or below.quantity is None or _form(above.quantity) != _form(below.quantity):
        return None
    count = sum(r.principal.quantity is not None and _form(r.principal.quantity) == _form(below.quantity)
                for r in readings)  # fmt: skip
    if count * 2 > len(readings):
        return None
    return (
        f"gives the same reading, “{' '.join(below.quantity.text.split())}”, as {count} of {len(readings)} reports do"
    )


def _form(quantity: Quantity) -> tuple[object, ...]:
    return (quantity.low, quantity.high, quantity.basis, quantity.unit, quantity.per)


def _time_words(above: str | None, below: str | None) -> str:
    if above is None or below is None:
        return "which of the two came out first is not known"
    first, second = moment_interval(above), moment_interval(below)
    if first[1] <= second[0] or (first[0] < second[0] and len(above) > 10 and len(below) > 10):
        hours = (sum(second) - sum(first)) / 2
        if len(above) > 10 and len(below) > 10 and hours < 2 * _DAY_HOURS:
            return f"came out {max(1, round(hours))} hours later" if hours >= 1.5 else "came out within two hours of it"
        days = max(1, round(hours / _DAY_HOURS))
        return f"came out {days} days later" if days > 1 else "came out a day later"
    return "the stamps do not tell which of the two came out first"
