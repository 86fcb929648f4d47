"""Attributions from what the tagger scored, with those that it cannot see added from the grammar.

The tagger reads one layer of who says what, and beside it the further givers of the same content ("X reported, citing
Y": Y). A further giver that only the grammar sees is kept, with the content that the tagger gave to the one who cites.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from stemmata.annotate.attribution import GrammarReading
from stemmata.annotate.nearby import Nearby, overlap
from stemmata.annotate.reading import Reading
from stemmata.annotate.relay import is_citable, is_document, is_relay
from stemmata.annotate.tagger.basis import before_basis
from stemmata.annotate.tagger.decode import Run, decode_roles
from stemmata.annotate.tagger.ends import mend_ends
from stemmata.annotate.tagger.further import REPORTS, SOURCE_KINDS, find_further, read_level, with_name, without_tellers
from stemmata.annotate.tagger.link import Linked, keep_sure, link_runs
from stemmata.annotate.tagger.nested import calls, has_that, hears
from stemmata.annotate.tagger.network import Network, Scores
from stemmata.annotate.tagger.said import with_content, without_others, without_strays
from stemmata.annotate.tagger.words import KINDS, Words
from stemmata.model import Attribution, SourceKind, Span

_QUOTATION_MARKS = '"“”„«»'
_LONGEST_GAP = 3  # characters between "according to" and its source
_GRAMMAR_ALONE = 0.45  # of what only the grammar sees, this share was right on 25 texts that trained neither


def tag_attributions(
    words: Words, scores: Scores, grammar: GrammarReading, network: Network
) -> tuple[Attribution, ...]:
    """The attributions of a text in the order of their cues."""
    decoded = decode_roles(scores.roles, network.transitions, network.opening)
    runs = mend_ends(decoded, scores.roles, words, network.ends)
    linked = keep_sure(link_runs(runs, scores.vectors, words, network.links), network.links)
    tagged: list[Attribution] = []
    for item in linked:
        outer = with_name(words, item.further, _make(words, item, scores, grammar, network), scores.kinds)
        tagged.append(outer)
        if outer.content:
            tagged.extend(find_further(words, item.further, outer, scores, grammar))
    tagged = [item for item in tagged if not _is_naming(item, grammar)]
    others = Nearby(grammar.starts, ((item, item.source) for item in tagged))
    tagged = [_mend(item, others, grammar) for item in tagged]
    tagged = without_tellers(tagged, grammar)
    tagged += _missed(tagged, grammar)
    merged = [*tagged, *_missed(tagged, grammar), *_cited(tagged, grammar)]  # what stands in what was missed
    return tuple(sorted(merged, key=lambda a: ((a.cue or a.source)[0].start, a.cited)))


def _mend(tagged: Attribution, others: Nearby[Attribution], grammar: GrammarReading) -> Attribution:
    """Source and content, as the grammar corrects them."""
    sourced = without_strays(_with_source(tagged, others, grammar), grammar)
    return with_content(without_others(sourced, grammar), grammar)


def _make(words: Words, item: Linked, scores: Scores, grammar: GrammarReading, network: Network) -> Attribution:
    cue = words.extent(item.cue.first, item.cue.last)
    source: tuple[Span, ...] = ()
    kind = level = None
    if item.source is not None:
        tagged = words.extent(item.source.first, item.source.last)
        source = (whole_source(_without_mark(tagged, words), cue, grammar),)
        is_document_before = source[0].start < tagged.start  # it speaks, not what the tagger saw
        level = read_level(scores.levels, item.source)
        kind = None if is_document_before else _own_kind(item.source, words, scores, grammar)
    reading = grammar.readings[int(words.sentence[item.cue.first])]
    relays = kind in REPORTS or any(_relays(reading, span, cue) for span in source)
    contents = tuple(words.extent(run.first, run.last) for run in item.contents)
    confidence = network.calibrate(item.confidence)
    return Attribution(source, (cue,), contents, relays, kind=kind, confidence=confidence, level=level)


def _without_mark(source: Span, words: Words) -> Span:
    """A source without a quotation mark at its edge whose other one is not in it."""
    written = source.of(words.text)
    name = written.strip(_QUOTATION_MARKS + " ")
    if not name or name == written or any(mark in name for mark in _QUOTATION_MARKS):
        return source
    first = written.index(name)
    is_closed = first > 0 and first + len(name) < len(written)
    return source if is_closed else Span(source.start + first, source.start + first + len(name))


def whole_source(source: Span, cue: Span, grammar: GrammarReading) -> Span:
    """A source as the grammar sees it at the same cue, where the tagger has a part of it: with the relative clause or
    participle behind it ("invoices that X has seen", "a study published by X"), but not one that cites ("a report that
    cited X"); and with the document before it, where that is what speaks ("figures from X")."""
    same = [a for a in grammar.with_cue((cue,)) if a.source and not a.cited]
    before = next((a for a in same if a.relay and _stands_behind(source, a.source[0], grammar)), None)
    if before is not None:
        return before.source[0]
    longer = next(
        (a.source[0] for a in same if a.source[0].start == source.start and a.source[0].end > source.end), None
    )
    reading = grammar.touching(source)
    if longer is None or reading is None:
        return source
    following = next((i for i, t in enumerate(reading.tokens) if t.span.start >= source.end), None)
    near = [*reading.touching(source)[1:], *([] if following is None else [following])]
    is_cut = following is not None and reading.is_nominal(following)  # within the noun phrase: "state" of "state media"
    is_described = is_cut or any(
        reading.lower(i) in reading.table.grammar.relatives or reading.is_past_form(i) for i in near
    )
    cites = any(a.cited for a in grammar.with_source((longer,))) or before_basis(longer, reading) != longer
    return longer if is_described and not cites else source


def _stands_behind(source: Span, whole: Span, grammar: GrammarReading) -> bool:
    """Whether a source is what a preposition adds to the head of the whole: "figures from X"."""
    reading = grammar.touching(source)
    if whole.end != source.end or whole.start >= source.start or reading is None:
        return False
    before = next((t.lower for t in reversed(reading.tokens) if t.span.end <= source.start), "")
    return before in reading.table.grammar.prepositions


def _own_kind(run: Run, words: Words, scores: Scores, grammar: GrammarReading) -> SourceKind | None:
    """What kind of giver a source is; no report, where it only belongs to one ("the newspaper's sources"). None where
    the tagger sees none, and the words say that it is a document or a report."""
    shares = scores.kinds[run.first].copy()
    reading = grammar.readings[int(words.sentence[run.first])]
    span = words.extent(run.first, run.last)
    inside = reading.touching(span)
    owned = any(reading.lower(i) in reading.table.grammar.possessive_endings for i in inside[:-1])
    if owned and reading.tokens[inside[-1]].text.islower() and not _relays(reading, span, span):
        shares[KINDS.index("report")] = -np.inf
    kind = SOURCE_KINDS[KINDS[int(np.argmax(shares))]]
    phrase = (inside[0], inside[-1] + 1)
    is_known = is_document(reading, phrase) or _relays(reading, span, span)
    return None if kind is SourceKind.UNKNOWN and is_known else kind


def _relays(reading: Reading, source: Span, cue: Span) -> bool:
    """Whether a source's head is a report or a reporter."""
    inside = reading.touching(source)
    lemmas = {lemma for i in reading.touching(cue) for lemma in reading.tokens[i].lemmas}
    lemma = min(lemmas & reading.table.verbs["reporting"], default="")
    return bool(inside) and is_relay(reading, (inside[0], inside[-1] + 1), lemma)


def _cited(tagged: Sequence[Attribution], grammar: GrammarReading) -> Iterator[Attribution]:
    """The grammar's cited sources, with the content of the tagged attribution that passes them on."""
    cues = Nearby(grammar.starts, ((other, other.cue) for other in tagged))
    sources = Nearby(grammar.starts, ((other, other.source) for other in tagged if other.cited))
    contents = Nearby(grammar.starts, ((other, other.content) for other in tagged))
    for attribution in grammar.attributions:
        if not attribution.cited:
            continue
        seen = (*cues.overlapping(attribution.cue), *sources.overlapping(attribution.source))
        if any(not _is_who_cites(other, attribution, grammar) for other in seen):
            continue
        outer = contents.overlapping(attribution.content)
        if outer:
            best = max(outer, key=lambda a: a.confidence)
            yield replace(attribution, content=best.content, confidence=best.confidence)
        else:
            yield attribution


def _with_source(tagged: Attribution, others: Nearby[Attribution], grammar: GrammarReading) -> Attribution:
    """An attribution whose source the tagger does not see, or takes from the words around it, with the one that the
    grammar sees at the same cue."""
    found = next((a for a in grammar.with_cue(tagged.cue) if a.source and not a.cited), None)
    if found is not None and len(tagged.content) > 1 and found.source == tagged.content[:1]:
        # it took the subject of "Poland says" for a part of what is said
        return replace(tagged, source=found.source, content=tagged.content[1:], kind=None, level=None)
    if found is None or overlap(found.source, tagged.content):
        return tagged
    if tagged.source and not _has_wrong_source(tagged, found, others, grammar):
        return tagged
    kind = None if tagged.source else tagged.kind
    relays = found.relay or (tagged.relay and not tagged.source)
    reading = grammar.holding(found.source[0])
    source = found.source if reading is None else (before_basis(found.source[0], reading), *found.source[1:])
    return replace(tagged, source=source, relay=relays, kind=kind, level=None)


def _has_wrong_source(
    tagged: Attribution, found: Attribution, others: Nearby[Attribution], grammar: GrammarReading
) -> bool:
    """Whether the source that the tagger sees belongs to other words than the cue, where the grammar sees `found`."""
    return (
        _is_astray(tagged, grammar) or _is_outer(tagged, found, others, grammar) or _is_quoted(tagged, found, grammar)
    )


def _is_quoted(tagged: Attribution, found: Attribution, grammar: GrammarReading) -> bool:
    """Whether the tagger took whoever is quoted for the one who quotes: "X was cited in Y as saying"."""
    if tagged.cited or overlap(tagged.source, found.source):
        return False
    same = grammar.with_source(tagged.source)
    return any(a.cited and a.source == tagged.source and a.content == found.content for a in same)


def _is_outer(tagged: Attribution, found: Attribution, others: Nearby[Attribution], grammar: GrammarReading) -> bool:
    """Whether a source belongs to the cue of another, behind which the cue has a subject of its own right before it:
    "X said that Y denied …", or one who calls first: "X said that Y had called and said …"."""
    if len(tagged.cue) != 1 or tagged.cited or tagged.source[0].end > found.source[0].start:
        return False
    is_own = 0 <= tagged.cue[0].start - found.source[-1].end <= 1 or calls(found, grammar)
    return any(
        other is not tagged
        and other.source == tagged.source
        and len(other.cue) == 1
        and tagged.source[0].end <= other.cue[0].start
        and other.cue[0].end <= found.source[0].start
        and is_own
        for other in others.overlapping(tagged.source)
    )


def _is_astray(tagged: Attribution, grammar: GrammarReading) -> bool:
    """Whether the source of a cue such as "according to" does not stand right behind it."""
    if len(tagged.cue) != 1 or tagged.cited:
        return False
    cue, source = tagged.cue[0], tagged.source[0]
    reading = grammar.holding(cue)
    if reading is None:
        return False
    words = " ".join(token.lower for token in reading.tokens if cue.contains(token.span))
    return words in reading.table.prepositional and not cue.end <= source.start <= cue.end + _LONGEST_GAP


def _missed(tagged: Sequence[Attribution], grammar: GrammarReading) -> Iterator[Attribution]:
    """What the grammar reads where the tagger saw nobody say anything: reports that relay something, whoever plainly
    says or reports it; inside what another says only where that is a report, and there also whoever thinks or shows
    it."""
    spoken = Nearby(grammar.starts, ((other, (*other.source, *other.cue)) for other in tagged if not other.cited))
    contents: Nearby[Attribution] = Nearby(grammar.starts)
    known = 0
    for attribution in grammar.attributions:
        if attribution.cited or not attribution.content:
            continue
        parts = (*attribution.source, *attribution.cue)
        if spoken.overlapping(parts):
            continue
        for other in tagged[known:]:  # it may grow by what is found here
            contents.add(other, other.content)
        known = len(tagged)
        near = contents.overlapping(parts[:1])
        holders = [other for other in near if any(c.contains(p) for c in other.content for p in parts[:1])]
        is_nested = bool(holders)
        in_relay = any(other.relay for other in holders)
        is_view = any(_is_according(other, grammar) for other in holders) and _is_plain(attribution, grammar, True)
        is_passed = _tells_speaker(attribution, grammar) or hears(attribution, grammar) or calls(attribution, grammar)
        is_passed = is_passed or (has_that(attribution, grammar) and _is_said(attribution, grammar))
        is_view = is_view or (is_nested and is_passed)
        if is_nested and not in_relay and not is_view and not _is_plain(attribution, grammar, False):
            continue
        if not is_nested and near:
            continue
        is_told = is_nested and (is_passed or (in_relay and _is_said(attribution, grammar)))
        if attribution.relay or is_told or _is_plain(attribution, grammar, is_nested):
            yield replace(attribution, confidence=_GRAMMAR_ALONE)


def _tells_speaker(attribution: Attribution, grammar: GrammarReading) -> bool:
    """ "The mayor said his deputy had told him that …": whom a thing is told stands right behind the cue as a pronoun,
    and is the one in whose words all this stands."""
    if len(attribution.cue) != 1 or len(attribution.source) != 1:
        return False
    cue = attribution.cue[0]
    reading = grammar.holding(cue)
    inside = reading.touching(cue) if reading is not None else range(0)
    if reading is None or not inside or inside[-1] + 1 >= len(reading):
        return False
    is_hearer = reading.lower(inside[-1] + 1) in reading.table.grammar.object_pronouns
    return is_hearer and reading.takes(inside[-1], "tell")


def _is_said(attribution: Attribution, grammar: GrammarReading) -> bool:
    """Whether people or a body that can be cited say a thing: "the paper reports that officials have warned of …"."""
    if len(attribution.source) != 1 or len(attribution.cue) != 1:
        return False
    source, cue = attribution.source[0], attribution.cue[0]
    reading = grammar.holding(cue)
    inside = reading.touching(source) if reading is not None else range(0)
    if reading is None or not inside or not is_citable(reading, (inside[0], inside[-1] + 1)):
        return False
    return any(reading.takes(i, "say", "tell") for i in reading.touching(cue))


def _is_according(attribution: Attribution, grammar: GrammarReading) -> bool:
    """Whether a cue is one such as "according to": what another thinks may stand in it."""
    cue = attribution.cue[0] if len(attribution.cue) == 1 else None
    reading = grammar.holding(cue) if cue is not None else None
    if cue is None or reading is None:
        return False
    return " ".join(t.lower for t in reading.tokens if cue.contains(t.span)) in reading.table.prepositional


def _is_plain(attribution: Attribution, grammar: GrammarReading, is_nested: bool) -> bool:
    """Whether a source says or reports a thing in so many words: "Reuters reported", "per Reuters"."""
    if len(attribution.source) != 1 or len(attribution.cue) != 1:
        return False
    source, cue = attribution.source[0], attribution.cue[0]
    reading = grammar.holding(cue)
    if reading is None:
        return False
    table = reading.table
    words = tuple(token.lower for token in reading.tokens if cue.contains(token.span))
    lemmas = {lemma for token in reading.tokens if cue.contains(token.span) for lemma in token.lemmas}
    if " ".join(words) in table.prepositional or not any(word[0].isalnum() for word in words):
        return True
    if (
        is_nested
        and lemmas & (table.verbs["think"] | table.verbs["show"] | table.verbs["only_with_at"]) - table.verbs["knowing"]
    ):
        return not any(t.lower in table.grammar.personal for t in reading.tokens if source.contains(t.span))
    if lemmas & table.verbs["only_with_at"]:
        return True  # the grammar takes these only with a figure behind "at"
    inside = reading.touching(source)
    named = any(reading.is_capitalised(i) for i in inside)
    if not named and not is_nested and lemmas & table.verbs["plain"]:
        return bool(inside) and any(reading.tokens[i].lemmas & table.nouns["sources"] for i in inside)
    return named and bool(lemmas & (table.verbs["reporting"] | table.verbs["plain"]))


def _is_naming(tagged: Attribution, grammar: GrammarReading) -> bool:
    """Whether the tagger took for what is said how somebody is named: "with two officials named as the origin"."""
    return bool(tagged.content) and any(
        a.cited and all(any(cue.contains(content) for cue in a.cue) for content in tagged.content)
        for a in grammar.with_cue(tagged.content)
    )


def _is_who_cites(tagged: Attribution, cited: Attribution, grammar: GrammarReading) -> bool:
    """Whether the tagger took whoever cites for the one cited: "X cited the minister as saying"."""
    if tagged.cited or not tagged.source or overlap(tagged.source, cited.source):
        return False
    return any(not a.cited and overlap(a.content, cited.content) for a in grammar.with_source(tagged.source))
