"""Reading one source phrase: outlet, agency, named, anonymous or document, and who that is.

"officials from a country aligned with the U.S." has the head "officials" and names nobody; "Ukraine's air
force" is a body; "a report by the institute" is a document of that body.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.person import find_people, holds_office
from stemmata.annotate.relay import is_agent
from stemmata.annotate.token import Token, noun_lemmas, tokenize, word_classes
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Entity, Source, SourceKind, Span
from stemmata.packs import Pack

_SHORTEST_NAME, _LONGEST_NAME = 2, 4  # words
_MOST_OUTLET_WORDS = 6  # more are a headline
_BEFORE_NAME = 2  # tokens: "the agency Reuters"
_DOMAIN = re.compile(r"[^\W_][\w-]{1,40}(?:\.[\w-]{2,20})?\.[a-z]{2,4}")
_INSIDE_NAMES = frozenset({"'", "’", "'s", "’s", "-", "."})


def read_source(context: SentenceContext, span: Span, pack: Pack) -> Source:
    """The source that the words of `span` name; its kind is unknown for a bare pronoun."""
    tables = load_claim_tables(context.document.language)
    tokens = tokenize(context.text, span, context.document.language)
    words = span.of(context.text)
    entities = [e for e in context.entities if e.span.overlaps(span)]
    head = find_head(tokens, tables, context.document.language)
    outlets = (e for e in entities if e.entity in pack.outlets and e.text.lower() not in tables.words["platforms"])
    outlet = next(outlets, None)
    if head is not None and head.lower in tables.words["pronouns"]:
        return Source(SourceKind.UNKNOWN, None, words, span)
    people = find_people(context.text, tokens, tuple(entities), context.document.language)
    if people:
        return Source(SourceKind.NAMED, people[0].name, words, span)
    is_outlet_name = _is_domain(words) or (
        _looks_like_outlet(tokens, tables) and head is not None and head.text in tables.words["outlet_names"]
    )
    name = _name_behind_comma(tokens, entities)
    if name is not None and head is not None and not head.text[:1].isupper():
        return Source(SourceKind.NAMED, name, words, span)
    if head is not None and _is_document(head, context, span) and not is_outlet_name:
        return _document(words, span, entities, pack)
    body = _body(context, span, entities, head, pack)
    if head is not None and tables.has("anonymous", head.lemmas) and not is_outlet_name:
        return _speaker(words, span, head, body, tables)
    if outlet is not None:
        known = outlet_source(outlet, words, pack)
        return Source(known.kind, known.name, words, span, known.entity)
    if is_outlet_name or _looks_like_outlet(tokens, tables):
        is_agency = any(t.text in tables.words["agency_names"] for t in tokens)
        kind = SourceKind.AGENCY if is_agency else SourceKind.OUTLET
        return Source(kind, strip_article(words, tables), words, span)
    if body is not None:
        name = pack.actors[body.entity or ""].name
        whole = body.span.end - body.span.start >= 0.6 * (span.end - span.start)
        return Source(
            SourceKind.NAMED,
            name if whole else strip_article(words, tables),
            words,
            span,
            body.entity if whole else None,
        )
    if head is not None and tables.has("outlet", head.lemmas):
        return Source(SourceKind.OUTLET, None, words, span)
    own_body = _body_of_the_country(context, tokens, pack, tables)
    if own_body is not None:
        return Source(SourceKind.NAMED, pack.actors[own_body].name, words, span, own_body)
    if head is not None and tables.has("bodies", head.lemmas):
        return Source(SourceKind.NAMED, strip_article(words, tables), words, span)
    language = context.document.language
    if head is not None and _is_common(head, language) and not _is_one_of_name(tokens, head, tables, language):
        is_person = holds_office(head, language) or is_agent(head, load_attribution_table(language))
        return Source(SourceKind.ANONYMOUS if is_person else SourceKind.UNKNOWN, None, words, span)
    if any(t.text[:1].isupper() and t.is_word for t in tokens[1:]) or _opens_with_name(context, span):
        return Source(SourceKind.NAMED, strip_article(words, tables), words, span)
    if head is not None and (holds_office(head, language) or is_agent(head, load_attribution_table(language))):
        return Source(SourceKind.ANONYMOUS, None, words, span)
    return Source(SourceKind.UNKNOWN, None, words, span)


def judged_source(source: Source, kind: SourceKind | None, context: SentenceContext) -> Source:
    """`source` as the tagger judged its kind, where the words alone do not settle it: "the site Telex" is an outlet
    for what it does in the sentence. A name that the pack knows stays what it is."""
    if kind in {None, SourceKind.UNKNOWN, source.kind} or source.entity is not None or source.span is None:
        return source
    if kind is SourceKind.OUTLET and source.kind is not SourceKind.AGENCY:
        tokens = tokenize(context.text, source.span, context.document.language)
        if source.kind is SourceKind.NAMED and _is_no_outlet(tokens, context):
            return source
        return replace(source, kind=kind, name=_name_in(tokens, context))
    is_settled = source.kind is SourceKind.OUTLET and not _is_plural(source, context)
    is_settled = is_settled or (source.name is not None and _is_body(source, context))
    if kind is SourceKind.DOCUMENT and not is_settled:
        return replace(source, kind=kind, name=None)
    if source.kind is SourceKind.UNKNOWN and kind is not None:
        tables = load_claim_tables(context.document.language)
        name = strip_article(source.descriptor or "", tables) if kind is SourceKind.NAMED else None
        return replace(source, kind=kind, name=name or None)
    return source


def _is_plural(source: Source, context: SentenceContext) -> bool:
    """ "court papers": a plural that stands for no newspaper."""
    if source.span is None or source.name is not None:
        return False
    language = context.document.language
    head = find_head(tokenize(context.text, source.span, language), load_claim_tables(language), language)
    return head is not None and head.lower not in noun_lemmas(head.lower, language)


def _is_body(source: Source, context: SentenceContext) -> bool:
    """Whether the head of a source's words is a body's: "the customs committee"."""
    tables = load_claim_tables(context.document.language)
    if source.span is None:
        return False
    tokens = tokenize(context.text, source.span, context.document.language)
    head = find_head(tokens, tables, context.document.language)
    return head is not None and tables.has("bodies", head.lemmas)


def _is_no_outlet(tokens: Sequence[Token], context: SentenceContext) -> bool:
    """ "Haruto Minegishi, the airline's head of operations", "Rheinholt AG": a name that what stands with it makes a
    person's or a company's."""
    tables = load_claim_tables(context.document.language)
    if any(token.text in tables.words["body_names"] for token in tokens[1:]):
        return True
    if any(t.text.islower() and tables.has("bodies", t.lemmas) and not tables.has("outlet", t.lemmas) for t in tokens):
        return True
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), None)
    aside = tokens[comma + 1 :] if comma else ()
    return any(token.is_word and token.text.islower() for token in aside[:2]) and not any(
        tables.has("outlet", token.lemmas) for token in aside
    )


def reporting_source(source: Source, cue_lemmas: frozenset[str], context: SentenceContext) -> Source:
    """`source` where nobody judged its kind: an unknown name that reports, reveals or learns is an outlet's, and so is
    one that a word such as "the broadcaster" introduces."""
    if source.kind is not SourceKind.NAMED or source.entity is not None or source.span is None:
        return source
    tables = load_claim_tables(context.document.language)
    tokens = tokenize(context.text, source.span, context.document.language)
    names = [i for i, token in enumerate(tokens) if token.text[:1].isupper()]
    is_introduced = bool(names) and any(tables.has("outlet", token.lemmas) for token in tokens[: names[0]])
    if not is_introduced and names and names[0] > 0:
        is_introduced = any(tables.has("outlet", t.lemmas) for t in tokens[: names[-1]] if t.text.islower())
    reports = bool(cue_lemmas & load_attribution_table(context.document.language).verbs["reporting"])
    people = find_people(context.text, tokens, (), context.document.language)
    if is_introduced or (reports and not people and not _is_no_outlet(tokens, context)):
        return replace(source, kind=SourceKind.OUTLET, name=_name_in(tokens, context))
    return source


def _name_in(tokens: Sequence[Token], context: SentenceContext) -> str | None:
    """The last run of capitalised words in a phrase: "the Swedish daily Dagens Nyheter" is called Dagens Nyheter."""
    last = next((i for i in range(len(tokens), 0, -1) if tokens[i - 1].text[:1].isupper()), 0)
    first = last
    while first > 0 and (tokens[first - 1].text[:1].isupper() or tokens[first - 1].text in _INSIDE_NAMES):
        first -= 1
    tables = load_claim_tables(context.document.language)
    while first < last and tokens[first].lower in tables.words["definite"] | _INSIDE_NAMES:
        first += 1
    return context.text[tokens[first].span.start : tokens[last - 1].span.end] if first < last else None


def _name_behind_comma(tokens: Sequence[Token], entities: Sequence[Entity]) -> str | None:
    """ "a spokesman for the guard, Ivan Kral,": the name of two to four words that ends the phrase."""
    last = len(tokens) - (bool(tokens) and tokens[-1].text == ",")
    comma = next((i for i in range(last - 1, 0, -1) if tokens[i].text == ","), None)
    if comma is None or not _SHORTEST_NAME <= last - comma - 1 <= _LONGEST_NAME:
        return None
    name = tokens[comma + 1 : last]
    is_known = any(e.span.overlaps(t.span) and e.type != "person" for e in entities for t in name)
    if is_known or not all(t.is_word and t.text[:1].isupper() for t in name):
        return None
    return " ".join(t.text for t in name)


def _body_of_the_country(
    context: SentenceContext, tokens: Sequence[Token], pack: Pack, tables: ClaimTables
) -> str | None:
    """ "the country's air force" in a sentence that names one state: that state's, if the pack knows it."""
    if (
        len(tokens) < 4
        or tokens[0].lower not in tables.words["definite"]
        or not tables.has("country", tokens[1].lemmas)
    ):
        return None
    states = {pack.state_of(e.entity) for e in context.entities if e.entity in pack.actors}
    tail = " ".join(token.lower for token in tokens[3:])
    if len(states) != 1 or not tail:
        return None
    bodies = (actor for actor in pack.actors.values() if actor.kind == "body" and actor.state in states)
    names = (
        (actor.id, name) for actor in bodies for name in (actor.name, *actor.aliases.get(context.document.language, ()))
    )
    return next((id_ for id_, name in names if name.lower().endswith(f" {tail}")), None)


def is_same_source(one: Source, other: Source) -> bool:
    """Whether two sources are one and the same mention, or one outlet, body or name."""
    if one.entity is not None and one.entity == other.entity:
        return True
    if one.span is not None and other.span is not None and one.span.overlaps(other.span):
        return True
    return (one.name, one.descriptor) == (other.name, other.descriptor)


def outlet_source(entity: Entity, words: str | None, pack: Pack) -> Source:
    """The source for an outlet or agency that the pack knows."""
    row = pack.outlets[entity.entity or ""]
    kind = SourceKind.AGENCY if row.kind == "agency" else SourceKind.OUTLET
    return Source(kind, row.name, words, entity.span, row.id)


def outlet_at(context: SentenceContext, index: int, pack: Pack, reach: int = _BEFORE_NAME) -> Source | None:
    """The outlet whose name begins at a token or at most `reach` behind it, for an article and "the agency" before it;
    None for anything else."""
    tables = load_claim_tables(context.document.language)
    for entity in context.entities:
        begin, _ = context.token_range(entity.span)
        if entity.entity in pack.outlets and 0 <= begin - index <= reach:
            return outlet_source(entity, entity.text, pack)
    index += index < len(context.tokens) and context.tokens[index].lower in tables.words["definite"]
    last = index
    while last < len(context.tokens) and context.tokens[last].is_word and context.tokens[last].text[:1].isupper():
        last += 1
    if last == index or not _looks_like_outlet(context.tokens[index:last], tables):
        return None
    span = Span(context.tokens[index].span.start, context.tokens[last - 1].span.end)
    return Source(SourceKind.OUTLET, span.of(context.text), span.of(context.text), span)


def find_head(tokens: Sequence[Token], tables: ClaimTables, language: str) -> Token | None:
    """The head noun of a phrase: its last word before a preposition, participle, comma, bracket or relative word."""
    head: Token | None = None
    for index, token in enumerate(tokens):
        stops = token.lower in tables.words["prepositions"] or token.lower in tables.words["relative"]
        if stops and index and tables.has("partitives", tokens[index - 1].lemmas):
            continue  # "hundreds of statements"
        if not stops and not token.is_word and (token.text in _INSIDE_NAMES or token.text[:1].isdigit()):
            continue
        if (stops or not token.is_word) and head is not None:
            break
        if token.is_word and not stops:
            if head is not None and _is_participle(token, language):
                break
            head = token
            if tables.has("anonymous", token.lemmas) and not _goes_on(tokens, index, tables, language):
                break
    return head


def _is_participle(token: Token, language: str) -> bool:
    """ "an email sent to traders": a form that can only be a verb's."""
    return token.text.islower() and word_classes(token.lower, language) == {"VERB"}


def _goes_on(tokens: Sequence[Token], index: int, tables: ClaimTables, language: str) -> bool:
    """ "official figures", "expert reports": a word for people before the noun that it describes."""
    if index + 1 >= len(tokens):
        return False
    documents = load_attribution_table(language).nouns["documents"]
    return bool(tokens[index + 1].lemmas & documents) or tables.has("bodies", tokens[index + 1].lemmas)


def strip_article(words: str, tables: ClaimTables) -> str:
    """A name without its leading article, at most 120 characters."""
    first, _, rest = words.partition(" ")
    name = rest if rest and first.lower() in tables.words["definite"] else words
    return " ".join(name.split())[:120]


def _document(words: str, span: Span, entities: Sequence[Entity], pack: Pack) -> Source:
    """A document, named by the body whose it is where the words say so; an outlet's report is the outlet."""
    for entity in entities:
        if entity.entity in pack.outlets:
            named = outlet_source(entity, words, pack)
            return Source(named.kind, named.name, words, span, named.entity)
    for entity in entities:
        if entity.entity in pack.actors and pack.actors[entity.entity].kind != "state":
            return Source(SourceKind.DOCUMENT, pack.actors[entity.entity].name, words, span, entity.entity)
    return Source(SourceKind.DOCUMENT, None, words, span)


def _body(
    context: SentenceContext, span: Span, entities: Sequence[Entity], head: Token | None, pack: Pack
) -> Entity | None:
    """The body that speaks: one that the head belongs to, never one that is only mentioned after it."""
    for entity in entities:
        if entity.entity not in pack.actors or entity.type == "nationality":
            continue
        if head is None or entity.span.start <= head.span.start or _speaks_for(context, span, entity):
            return entity
    return None


def _speaks_for(context: SentenceContext, span: Span, entity: Entity) -> bool:
    """ "a spokesman for the ministry": the body follows at once after "for", "of" or "at"."""
    tables = load_claim_tables(context.document.language)
    between = context.text[span.start : entity.span.start].lower().split()
    return len(between) >= 2 and any(word in tables.words["for_body"] for word in between[-2:])


def _speaker(words: str, span: Span, head: Token, body: Entity | None, tables: ClaimTables) -> Source:
    """A spokesman speaks for the body that is named with him; an official of it stays anonymous."""
    if body is not None and tables.has("spokesman", head.lemmas):
        return Source(SourceKind.NAMED, strip_article(words, tables), words, span, body.entity)
    return Source(SourceKind.ANONYMOUS, None, words, span)


def _is_document(head: Token, context: SentenceContext, span: Span) -> bool:
    is_common = head.text[:1].islower() or head.span.start == context.span.start
    return is_common and bool(head.lemmas & load_attribution_table(context.document.language).nouns["documents"])


def _is_domain(words: str) -> bool:
    """ "News.example": a name that is an address is an outlet's."""
    return _DOMAIN.fullmatch(words) is not None


def _is_common(head: Token, language: str) -> bool:
    """Whether a head is a common noun: written small, or a plural that the dictionary has, with a capital only for
    opening its sentence."""
    if head.text[:1].islower():
        return True
    singulars = noun_lemmas(head.lower, language)
    return bool(singulars) and head.lower not in singulars and not head.text.isupper()


def _is_one_of_name(tokens: Sequence[Token], head: Token, tables: ClaimTables, language: str) -> bool:
    """ "the mayor of Kharkiv", "Tesla's board": one person or body that a name makes definite, whoever it is."""
    at = tokens.index(head)
    if any(token.text[:1].isupper() for token in tokens[1:at]) or (at and tokens[0].text[:1].isupper()):
        return not tables.has("anonymous", head.lemmas) and head.lower in noun_lemmas(head.lower, language)
    is_definite = tokens[0].lower in tables.words["definite"] and head.lower in noun_lemmas(head.lower, language)
    return is_definite and any(token.text[:1].isupper() for token in tokens[at + 1 :])


def _looks_like_outlet(tokens: Sequence[Token], tables: ClaimTables) -> bool:
    names = [t for t in tokens if t.text[:1].isupper() and t.is_word]
    return 2 <= len(names) <= _MOST_OUTLET_WORDS and any(t.text in tables.words["outlet_names"] for t in names[1:])


def _opens_with_name(context: SentenceContext, span: Span) -> bool:
    """Whether a capitalised word names someone. One that opens a sentence does where no dictionary has it, or where the
    text has it inside a sentence too."""
    if not context.text[span.start].isupper():
        return False
    tokens = context.tokens[slice(*context.token_range(span))]
    opens = not any(t.is_word for t in context.tokens if t.span.end <= span.start)
    if not opens or not tokens:
        return not opens
    language = context.document.language
    word = tokens[0].text
    is_known = bool(word_classes(tokens[0].lower, language)) or tokens[0].lower in _function_words(language)
    return not is_known or (word.isalpha() and _is_written_inside(word, context.text))


@lru_cache(maxsize=1024)
def _is_written_inside(word: str, text: str) -> bool:
    """Whether a text has a capitalised word behind a small one."""
    return re.search(rf"[^\W\d_A-Z]\s{re.escape(word)}\b", text) is not None


def _function_words(language: str) -> frozenset[str]:
    grammar = load_attribution_table(language).grammar
    return grammar.determiners | grammar.possessives | grammar.pronouns | grammar.function_words
