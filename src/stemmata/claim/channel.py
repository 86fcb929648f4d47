"""The outlet that a source's own words name: "documents seen by the Journal", "emails that the Post has reviewed".

Whoever saw, obtained or was shown a thing is the nearer witness of it; whoever described it stands between.
"""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.lexicon import Match
from stemmata.annotate.token import Token
from stemmata.claim.context import SentenceContext
from stemmata.claim.head import find_head
from stemmata.claim.outlet import bare_outlet_at, outlet_at
from stemmata.claim.source import is_people
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.wording import phrase_at
from stemmata.model import Source, SourceKind, Span
from stemmata.packs import Pack

_COMMA_AND_WHO = 2  # tokens behind a source
_INFORMING = 8  # tokens behind "who": "had earlier been briefed by"
_BY = " by"
_NEGATION_REACH = 3  # tokens: "not yet been shown to"
_SHORTEST_NAME = 1
_LONGEST_PASSING = 4  # tokens of "that were seen by"


@dataclass(frozen=True, slots=True)
class Channel:
    """`inner` is what the outlet has, `giver` who described it to the outlet, or, where `giver_is_behind`, whom `inner`
    itself names as its source; `publisher` is another outlet that made public what `outlet` has."""

    inner: Span
    outlet: Source | None
    giver: Span | None = None
    giver_is_behind: bool = False
    publisher: Source | None = None


def split_channel(context: SentenceContext, span: Span, pack: Pack) -> Channel | None:
    """The parts of a source's words; None where they name no outlet that has it from the rest."""
    tables = load_claim_tables(context.document.language)
    first, last = context.token_range(span)
    last = _behind_what_passed(context, last, tables)
    for match in tables.passed_on.find_all(context.tokens[first:last]):
        at = first + match.first
        if match.first == 0 or _is_noun(context.tokens[at], match.payload, tables) or _is_denied(context, at):
            continue
        channel = _behind_participle(context, first, match, last, pack, tables)
        if channel is not None:
            return channel
    return _in_relative(context, first, last, pack, tables)


def _is_denied(context: SentenceContext, index: int) -> bool:
    """Whether "not" stands before what was done: "not published by X"."""
    negations = load_attribution_table(context.document.language).grammar.negations
    return any(token.lower in negations for token in context.tokens[max(0, index - _NEGATION_REACH) : index])


def _behind_what_passed(context: SentenceContext, last: int, tables: ClaimTables) -> int:
    """Where a source ends with "seen by X", or ", reported by X,", if these words stand right behind it and were left
    out."""
    tokens = context.tokens
    comma = int(last < len(tokens) and tokens[last].text == ",")
    for match in tables.passed_on.find_all(tokens[last + comma : last + comma + _LONGEST_PASSING]):
        if match.first == 0:
            phrase = phrase_at(context, last + comma + match.last)
            end = last if phrase is None else context.token_range(phrase)[1]
            is_closed = not comma or (end < len(tokens) and tokens[end].text == ",")
            return end if is_closed else last
    return last


def split_told(context: SentenceContext, span: Span, pack: Pack) -> tuple[Source, Span] | None:
    """ "a former admiral to Le Soir", beside a headline's mark: the outlet and who speaks to it; else None."""
    tables = load_claim_tables(context.document.language)
    first, last = context.token_range(span)
    at = next((i for i in range(first + 1, last - 1) if context.tokens[i].lower in tables.words["infinitive"]), None)
    if at is None:
        return None
    outlet = outlet_at(context, at + 1, pack) or bare_outlet_at(context, at + 1)
    is_whole = outlet is not None and outlet.span is not None and context.token_range(outlet.span)[1] >= last
    return (outlet, Span(span.start, context.tokens[at - 1].span.end)) if outlet is not None and is_whole else None


def split_possessive(context: SentenceContext, span: Span) -> tuple[Span, Span] | None:
    """ "the newspaper's sources in the navy": the owner and the sources; None for any other words."""
    tables = load_claim_tables(context.document.language)
    endings = load_attribution_table(context.document.language).grammar.possessive_endings
    first, last = context.token_range(span)
    at = next((i for i in range(first + 1, last - 1) if context.tokens[i].lower in endings), None)
    if at is None:
        return None
    inner = Span(context.tokens[at + 1].span.start, span.end)
    head = find_head(context.tokens[at + 1 : last], tables, context.document.language)
    if head is None or not tables.has("informants", head.lemmas):
        return None
    return Span(context.tokens[first].span.start, context.tokens[at - 1].span.end), inner


def split_informed(context: SentenceContext, span: Span) -> tuple[Span, Span] | None:
    """ "the lawmaker, who had been briefed by the service", "X, which has had access to the file": both of them,
    whether the words for the source hold the relative clause or end before it; None for any other words."""
    tables = load_claim_tables(context.document.language)
    grammar = load_attribution_table(context.document.language).grammar
    first, last = context.token_range(span)
    end = min(len(context.tokens), last + _COMMA_AND_WHO)
    relatives = grammar.person_relatives | tables.words["that_which"]
    who = next((i for i in range(first + 1, end) if context.tokens[i].lower in relatives), None)
    if who is None:
        return _informed_by(context, first, last, tables)
    if any(t.is_word for t in context.tokens[last:who]):
        return None
    match = next(iter(tables.has_it_from.find_all(context.tokens[who + 1 : who + _INFORMING])), None)
    giver = phrase_at(context, who + 1 + match.last) if match is not None else None
    if match is None or giver is None or _is_denied(context, who + 1 + match.first):
        return None
    inner_end = who - (context.tokens[who - 1].text == ",")
    return Span(span.start, context.tokens[inner_end - 1].span.end), giver


def _informed_by(context: SentenceContext, first: int, last: int, tables: ClaimTables) -> tuple[Span, Span] | None:
    """ "lawmakers briefed by the service": both of them."""
    tokens = context.tokens[first:last]
    match = next((m for m in tables.has_it_from.find_all(tokens) if m.first and m.payload.endswith(_BY)), None)
    giver = phrase_at(context, first + match.last) if match is not None else None
    if match is None or giver is None or _is_denied(context, first + match.first):
        return None
    language = context.document.language
    people = find_head(tokens[: match.first], tables, language)
    if people is None or not (tables.has("anonymous", people.lemmas) or is_people(people, tables, language)):
        return None  # "a briefing by the service"
    return Span(tokens[0].span.start, tokens[match.first - 1].span.end), giver


def _behind_participle(
    context: SentenceContext, first: int, match: Match[str], last: int, pack: Pack, tables: ClaimTables
) -> Channel | None:
    """ "documents seen by X", "an assessment described to it by two diplomats"."""
    tokens = context.tokens
    at = first + match.last
    end = first + match.first
    passer = _passer_before(context, first, end, tables)
    end = end if passer is None else passer[0]
    while end > first + 1 and not _may_end(tokens[end - 1].lower, tables):
        end -= 1
    inner = Span(tokens[first].span.start, tokens[end - 1].span.end)
    outlet = outlet_at(context, at, pack) or _unknown_outlet(context, first, match, last, tables)
    if outlet is not None:
        second = _second_outlet(context, at, last, pack, tables)
        if second is not None and second[0].entity != outlet.entity:
            is_outer = second[1] in tables.words["made_public"] and match.payload not in tables.words["made_public"]
            outer, inner_outlet = (second[0], outlet) if is_outer else (outlet, second[0])
            return Channel(inner, inner_outlet, None if passer is None else passer[1], publisher=outer)
    giver = _giver_behind(context, at, last, tables) if passer is None else passer[1]
    if outlet is None and (giver is None or tokens[at].lower not in tables.words["pronouns"]):
        return None
    return Channel(inner, outlet, giver)


def _is_noun(token: Token, payload: str, tables: ClaimTables) -> bool:
    """ "a report by the institute", where "reported by" would be the verb."""
    return payload in tables.words["noun_before_maker"] and token.lower == payload.split()[0]


def _second_outlet(
    context: SentenceContext, at: int, last: int, pack: Pack, tables: ClaimTables
) -> tuple[Source, str] | None:
    """ "obtained by X and published by Y": Y and what it did, behind the name that begins at `at`."""
    for match in tables.passed_on.find_all(context.tokens[at:last]):
        before = context.tokens[at + match.first - 1] if match.first else None
        is_joined = before is not None and before.lower in tables.words["joining"]
        outlet = outlet_at(context, at + match.last, pack) if is_joined else None
        if outlet is not None:
            return outlet, match.payload
    return None


def _passer_before(context: SentenceContext, first: int, verb: int, tables: ClaimTables) -> tuple[int, Span] | None:
    """ "figures that the company gave to X": where "that" stands, and who does it; None where nobody is named there, as
    in "which were given to X"."""
    tokens = context.tokens
    relative = next((i for i in range(verb - 1, first, -1) if tokens[i].lower in tables.words["that_which"]), None)
    if relative is None or relative + 1 >= verb:
        return None
    last = verb
    while last > relative + 1 and any(
        tables.has(kind, tokens[last - 1].lemmas) for kind in ("have", "passive", "floating")
    ):
        last -= 1
    if last == relative + 1 or any(tokens[i].lower in tables.words["copulas"] for i in range(relative + 1, last)):
        return None
    return relative, Span(tokens[relative + 1].span.start, tokens[last - 1].span.end)


def _may_end(lower: str, tables: ClaimTables) -> bool:
    """Whether a word may end what an outlet has: no "which", no "were"."""
    return lower != "," and not any(
        lower in tables.words[kind] for kind in ("joining", "relative", "passive", "copulas")
    )


def _unknown_outlet(
    context: SentenceContext, first: int, match: Match[str], last: int, tables: ClaimTables
) -> Source | None:
    """A bare name behind "obtained by", where a document stands before, or behind "quoted by": a newsroom, unless it is
    a known body."""
    documents = load_attribution_table(context.document.language).nouns["documents"]
    head = find_head(context.tokens[first : first + match.first], tables, context.document.language)
    is_document = head is not None and bool(head.lemmas & documents) and match.payload in tables.words["newsroom"]
    if not is_document and match.payload not in tables.words["quoting"]:
        return None
    return _bare_name_at(context, first + match.last, last, tables)


def _newsroom_at(context: SentenceContext, first: int, relative: int, last: int, tables: ClaimTables) -> Source | None:
    """The bare name that opens the clause of "a letter that X has seen"."""
    documents = load_attribution_table(context.document.language).nouns["documents"]
    head = find_head(context.tokens[first:relative], tables, context.document.language)
    if head is None or not head.lemmas & documents:
        return None
    return _bare_name_at(context, relative + 1, last, tables)


def _bare_name_at(context: SentenceContext, begin: int, last: int, tables: ClaimTables) -> Source | None:
    """The capitalised words from a token on as an outlet's name; None where they are a known name or a body's."""
    begin += begin < last and context.tokens[begin].lower in tables.words["definite"]
    end = begin
    while end < len(context.tokens) and context.tokens[end].is_word and context.tokens[end].text[:1].isupper():
        end += 1
    if end - begin < _SHORTEST_NAME:
        return None
    span = Span(context.tokens[begin].span.start, context.tokens[end - 1].span.end)
    is_known = any(e.span.overlaps(span) for e in context.entities)
    is_body = any(t.text in tables.words["body_names"] for t in context.tokens[begin:end])
    is_body = is_body or tables.has("people", context.tokens[end - 1].lemmas)  # "the Liberal Democrats"
    name = span.of(context.text)
    return None if is_known or is_body else Source(SourceKind.OUTLET, name, name, span)


def _giver_behind(context: SentenceContext, at: int, last: int, tables: ClaimTables) -> Span | None:
    """Behind "by", whoever described a thing to whom it was described."""
    for index in range(at, last - 1):
        if context.tokens[index].lower in tables.words["joining"]:
            return None  # "obtained by X and rejected by Y"
        if tables.has("agent", context.tokens[index].lemmas):
            return Span(context.tokens[index + 1].span.start, context.tokens[last - 1].span.end)
    return None


def _in_relative(context: SentenceContext, first: int, last: int, pack: Pack, tables: ClaimTables) -> Channel | None:
    """ "documents that X has reviewed"."""
    tokens = context.tokens
    relative = next((i for i in range(first + 1, last - 1) if tokens[i].lower in tables.words["that_which"]), None)
    if relative is None:
        return None
    end = relative - (tokens[relative - 1].text == ",")
    inner = Span(tokens[first].span.start, tokens[end - 1].span.end)
    cites = next((m for m in tables.cites.find_all(tokens[relative + 1 : relative + 3])), None)
    if cites is not None:
        phrase = phrase_at(context, relative + 1 + cites.last)
        return None if phrase is None else Channel(inner, None, phrase, giver_is_behind=True)
    outlet = outlet_at(context, relative + 1, pack) or _newsroom_at(context, first, relative, last, tables)
    if outlet is None or outlet.span is None:
        return None
    _, behind = context.token_range(outlet.span)
    if not any(tables.has("has_seen", token.lemmas) for token in tokens[behind:last]):
        return None
    return Channel(inner, outlet)
