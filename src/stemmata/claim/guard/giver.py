"""Chains against their words: each source's wording, name and kind, and what an unnamed one is said to be."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from stemmata.claim.guard.naming import load_names, named_in
from stemmata.claim.guard.number import read_numbers
from stemmata.claim.guard.table import GuardTable
from stemmata.claim.guard.words import cut_words, find_phrases, holds, plain
from stemmata.model import Anonymity, Claim, Document, Source, SourceKind, Span
from stemmata.packs import Pack

_NEIGHBOUR = 360  # characters beside the evidence in which the sentences next to it tell of its source
_LONGEST_SPEECH = 4000  # characters of a list or a speech behind the words that open it
_LONGEST_LABEL = 16  # characters: "Source: "
_BESIDE = 3  # words
_BEFORE = 30
_CITING_REACH = 4  # words
_REPORTS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})
_PROPER = re.compile(r"\b[^\W\d_a-z][\w'’.-]*")


def prove_chain(claim: Claim, document: Document, pack: Pack, table: GuardTable) -> tuple[Source, ...]:
    """The chain from the nearest source to the last one whose words stand and can have given this evidence.

    Of a source whose words stand but do not carry its kind, its name or what it is said to be, only the words are left.
    """
    proven: list[Source] = []
    for place, source in enumerate(claim.chain):
        if not _stands_there(source, claim, document, table):
            break
        if place and _is_inverted(claim.chain[place - 1], source, claim, document.text, table):
            near = claim.chain[place - 1].span
            is_cited = near is not None and _is_cited(near, document.text, claim.evidence.span, table)
            return () if is_cited else tuple(proven)  # whoever cites it stands nearer, and is not told
        proven.append(_what_words_carry(source, document, pack, table))
    return tuple(proven)


def _stands_there(source: Source, claim: Claim, document: Document, table: GuardTable) -> bool:
    span, words = source.span, source.descriptor
    if span is None or words is None or not words.strip():
        return False
    is_literal = _is_word_for_word(words, span.of(document.text))
    return is_literal and _is_in_reach(source, span, claim, document, table)


def _what_words_carry(source: Source, document: Document, pack: Pack, table: GuardTable) -> Source:
    words = source.descriptor or ""
    if not _kind_holds(source, words, document, pack, table):
        return replace(source, kind=SourceKind.UNKNOWN, name=None, entity=None, anonymity=None)
    if not _anonymity_holds(source.anonymity, words, pack, table, document.language):
        return replace(source, anonymity=None)
    return source


def _is_word_for_word(words: str, stated: str) -> bool:
    """Case and all, only spaces aside."""
    return " ".join(words.split()) in " ".join(stated.split())


def _is_in_reach(source: Source, span: Span, claim: Claim, document: Document, table: GuardTable) -> bool:
    """Whether a source may give this evidence: it stands there or next to it, is a report that the text relays, opens
    the list or the speech that the evidence is part of, or is meant by a pronoun or a "the" in the evidence."""
    evidence = claim.evidence.span
    if evidence.overlaps(span) or source.kind in _REPORTS:
        return True
    line = document.text.rfind("\n", 0, span.start) + 1
    label, colon, _ = document.text[line : span.start][:_LONGEST_LABEL].partition(":")
    if colon and label.strip(" *_").lower() in table.source.credit_lines:
        return True
    gap = evidence.start - span.end if span.end <= evidence.start else span.start - evidence.end
    if gap <= _NEIGHBOUR:
        return True
    if span.end <= evidence.start and gap <= _LONGEST_SPEECH:
        between = document.text[span.end : evidence.start]
        if (":" in between[:_NEIGHBOUR] and "\n" in between) or between.count("“") > between.count("”"):
            return True
    return _is_pointed_back_at(source, cut_words(evidence.of(document.text)), table)


def _is_pointed_back_at(source: Source, words: list[str], table: GuardTable) -> bool:
    """Whether a pronoun beside a verb of saying, or "the officials", may mean a source told before."""
    own = {word.removesuffix("s") for word in cut_words(source.descriptor or "")}
    heads = {*table.source.unnamed, *table.source.document, *table.source.outlet}
    for index, word in enumerate(words):
        beside = words[max(0, index - _BESIDE) : index + _BESIDE + 1]
        if word in table.source.pronouns and holds(beside, table.source.saying):
            return True
        if word in table.source.definite:
            named = [noun for noun in words[index + 1 : index + 1 + _BESIDE] if noun in heads]
            if any(noun.removesuffix("s") in own for noun in named):
                return True
    return False


def _kind_holds(source: Source, words: str, document: Document, pack: Pack, table: GuardTable) -> bool:
    """Whether the words make the source what it is said to be, and carry its name."""
    kind = source.kind
    if kind is SourceKind.UNKNOWN:
        return source.name is None
    if kind is SourceKind.ANONYMOUS:
        return source.name is None and source.entity is None and _is_unnamed(words, pack, table, document.language)
    if source.name is not None and not _name_holds(source, words, document, pack):
        return False
    run = cut_words(words)
    if kind in _REPORTS:
        if source.entity is not None:
            row = pack.outlets.get(source.entity)
            return row is not None and row.kind == ("agency" if kind is SourceKind.AGENCY else "outlet")
        if _is_of_government(run, table) and not holds(run, table.source.saying):
            return False
        return source.name is not None or holds(run, table.source.outlet)
    if kind is SourceKind.DOCUMENT:
        return holds(run, table.source.document) or _is_pointed_at(run, table)
    if source.name is None:
        return False
    return not (source.entity is None and _is_only_unnamed(words, table))


def _is_of_government(run: list[str], table: GuardTable) -> bool:
    """Whether a word for a body of the state stands there; "state television" is none."""
    press = table.source.press
    words = [word for word, behind in zip(run, [*run[1:], ""], strict=True) if behind not in press]
    return holds(words, table.source.government)


def _is_pointed_at(run: list[str], table: GuardTable) -> bool:
    return bool(run) and run[0] in {*table.source.definite, *table.source.pronouns}


def _is_unnamed(words: str, pack: Pack, table: GuardTable, language: str) -> bool:
    """Whether somebody is meant whom the words do not name."""
    run = cut_words(words)
    if holds(run, table.source.unnamed):
        return True
    if named_in(words, load_names(pack, language).outlets):
        return False
    if run and (run[0] in table.source.counted or run[0] in table.source.pronouns):
        return True
    is_thing = holds(run, table.source.document) or holds(run, table.source.outlet)
    spoken = words.split()
    tie = next((i for i, word in enumerate(spoken) if i and word.lower() in table.source.ties), len(spoken))
    is_plural = spoken[tie - 1].endswith("s")  # "spies in Kyiv"
    head = " ".join(spoken[:tie]) if is_plural else words
    return not is_thing and not any(match.start() for match in _PROPER.finditer(head))


def _is_only_unnamed(words: str, table: GuardTable) -> bool:
    """ "American officials", "two sources in Kyiv": heads that name nobody, and no name of a person beside them."""
    run = cut_words(words)
    heads = [(first, last) for first, last, _ in find_phrases(run, table.source.unnamed)]
    if not heads:
        return bool(run) and run[0] in table.source.counted
    first, last = heads[0]
    behind = words.lower().replace("’", "'").find(run[last - 1])
    tail = words[behind + len(run[last - 1]) :]
    lead = run[:first]
    is_plural = run[last - 1].endswith("s") or run[last - 1] in {"people", "men", "women"}
    is_counted = bool(lead) and (lead[0] in {*table.number.words, *table.number.order, *table.fillers})
    has_name = re.match(r"[\s,]+[^\W\d_a-z][\w'’.-]+", tail) is not None or "," in words
    return (is_plural or is_counted) and not has_name and not holds(run, table.source.bodies)


def _name_holds(source: Source, words: str, document: Document, pack: Pack) -> bool:
    """Whether the name stands in the words, is the pack's for them, or stands in the text and is pointed back to."""
    name = plain(source.name or "")
    if source.entity is not None:
        names = load_names(pack, document.language)
        row = pack.outlets.get(source.entity) or pack.actors.get(source.entity)
        if row is None or plain(row.name) != name:
            return False
        ids = [*named_in(words, names.outlets), *named_in(words, names.actors)]
        if any(source.entity in found for found in ids):
            return True
        points_back = not _PROPER.search(words[1:])
        return points_back and _is_named_somewhere(source.entity, document, pack)
    if name in plain(words):
        return True
    ids = [*named_in(words, load_names(pack, document.language).actors)]
    if any(plain(pack.actors[id_].name) == name for found in ids for id_ in found):
        return True
    return not _PROPER.search(words[1:]) and name in _whole(document.text)


def _is_named_somewhere(entity: str, document: Document, pack: Pack) -> bool:
    named = _all_named(document.text, document.language, pack)
    actor = pack.actors.get(entity)
    return entity in named or (actor is not None and actor.state is not None and actor.state in named)


@lru_cache(maxsize=4)
def _all_named(text: str, language: str, pack: Pack) -> frozenset[str]:
    """Every outlet and actor that a text names anywhere: claims of one document are judged one after another."""
    names = load_names(pack, language)
    found = [*named_in(text, names.outlets), *named_in(text, names.actors)]
    return frozenset(id_ for ids in found for id_ in ids)


@lru_cache(maxsize=4)
def _whole(text: str) -> str:
    return plain(text)


def _anonymity_holds(anonymity: Anonymity | None, words: str, pack: Pack, table: GuardTable, language: str) -> bool:
    """Whether count, level and side of an unnamed source are in its words: an ally's official is not the state's."""
    if anonymity is None:
        return True
    run = cut_words(words)
    if anonymity.count is not None:
        articles = table.number.grammar["articles"]
        numbers = {value for n in read_numbers(words, table) for value in n.values}
        if float(anonymity.count) not in numbers and not (anonymity.count == 1 and run[:1] and run[0] in articles):
            return False
    if anonymity.level is not None and not holds(run, table.source.levels.get(anonymity.level, ())):
        return False
    states = {pack.state_of(id_) for ids in named_in(words, load_names(pack, language).actors) for id_ in ids}
    if not set(anonymity.side) <= states:
        return False
    return not anonymity.side or anonymity.is_ally == holds(run, table.source.ally)


def _is_inverted(near: Source, far: Source, claim: Claim, text: str, table: GuardTable) -> bool:
    """Whether a report stands behind what it cites, or behind people, with no word that cites it."""
    spans = (near.span, far.span)
    if any(span is None or not claim.evidence.span.contains(span) for span in spans) or far.kind not in _REPORTS:
        return False
    near_cited, far_cited = (_is_cited(span, text, claim.evidence.span, table) for span in spans if span is not None)
    return not far_cited and (near_cited or near.kind not in _REPORTS)


def _is_cited(span: Span, text: str, evidence: Span, table: GuardTable) -> bool:
    """Whether a giver stands behind "citing" or the like; who is behind "quoted by" does the quoting."""
    before = cut_words(text[max(evidence.start, span.start - _BEFORE) : span.start])[-_CITING_REACH:]
    return holds(before, table.source.citing) and not holds(before, table.party["agent"])
