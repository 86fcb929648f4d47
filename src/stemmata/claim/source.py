"""Reading one source phrase: outlet, agency, named, anonymous or document, and who that is.

"officials from a country aligned with the U.S." has the head "officials" and names nobody; "Ukraine's air
force" is a body; "a report by the institute" is a document of that body.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.person import find_people, holds_office
from stemmata.annotate.relay import is_agent
from stemmata.annotate.token import Token, noun_lemmas, tokenize, word_classes
from stemmata.claim.context import SentenceContext
from stemmata.claim.document_source import read_document
from stemmata.claim.head import find_head, is_common, is_document, names_body, opens_with_name
from stemmata.claim.outlet import is_domain, looks_like_outlet, outlet_source
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Entity, Source, SourceKind, Span
from stemmata.packs import Pack

_SHORTEST_NAME, _LONGEST_NAME = 2, 4  # words
_SOME_OF_THEM = 3  # tokens


def read_source(context: SentenceContext, span: Span, pack: Pack) -> Source:
    """The source that the words of `span` name; its kind is unknown for a bare pronoun."""
    tables = load_claim_tables(context.document.language)
    tokens = tokenize(context.text, span, context.document.language)
    words = span.of(context.text)
    entities = [e for e in context.entities if e.span.overlaps(span)]
    head = find_head(tokens, tables, context.document.language)
    outlets = (e for e in entities if e.entity in pack.outlets and e.text.lower() not in tables.words["platforms"])
    outlet = next(outlets, None)
    if _is_some_of_them(tokens, tables):
        return Source(SourceKind.ANONYMOUS, None, words, span)
    if head is not None and head.lower in tables.words["pronouns"]:
        return Source(SourceKind.UNKNOWN, None, words, span)
    people = find_people(context.text, tokens, tuple(entities), context.document.language)
    if people:
        return Source(SourceKind.NAMED, people[0].name, words, span)
    is_outlet_name = is_domain(words) or (
        looks_like_outlet(tokens, tables) and head is not None and head.text in tables.words["outlet_names"]
    )
    name = _name_behind_comma(tokens, entities)
    if name is not None and head is not None and not head.text[:1].isupper():
        return Source(SourceKind.NAMED, name, words, span)
    name = _name_behind_noun(context, tokens, entities, tables)
    if name is not None:
        return Source(SourceKind.NAMED, name, words, span)
    if head is not None and outlet is None and names_body(tokens, head, tables):
        return Source(SourceKind.NAMED, strip_article(words, tables), words, span)
    if head is not None and _is_press(tokens, head, tables):
        return Source(SourceKind.OUTLET, None, words, span)
    if head is not None and is_document(head, context, span) and not is_outlet_name:
        return read_document(context, span, head, entities, pack)
    body = _body(context, span, entities, head, pack)
    is_name = head is not None and _is_inside_name(tokens, head)
    if head is not None and tables.has("anonymous", head.lemmas) and not is_outlet_name and not is_name:
        return _speaker(words, span, head, body, tables, tokens)
    longer = _longer_name(tokens, outlet, entities, tables) if outlet is not None else None
    if longer is not None:
        return Source(SourceKind.OUTLET, longer, words, span)
    if head is not None and is_other_agency(tokens, head, tables):
        return Source(SourceKind.NAMED, strip_article(words, tables), words, span)
    if outlet is not None:
        known = outlet_source(outlet, words, pack)
        return Source(known.kind, known.name, words, span, known.entity)
    if is_outlet_name or looks_like_outlet(tokens, tables):
        is_agency = any(t.text in tables.words["agency_names"] for t in tokens)
        kind = SourceKind.AGENCY if is_agency else SourceKind.OUTLET
        return Source(kind, strip_article(words, tables), words, span)
    if body is not None and head is not None and _are_its_people(tokens, head, body, tables, context.document.language):
        return Source(SourceKind.ANONYMOUS, None, words, span)
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
    if head is not None and _is_policy_paper(tokens, head, tables):
        return Source(SourceKind.DOCUMENT, None, words, span)
    if head is not None and tables.has("outlet", head.lemmas):
        owners = load_attribution_table(context.document.language).grammar.possessive_endings
        is_owned = tables.has("owned_pages", head.lemmas) and any(t.lower in owners for t in tokens)
        name = _name_before_noun(tokens, head, entities)
        return Source(SourceKind.DOCUMENT if is_owned else SourceKind.OUTLET, None if is_owned else name, words, span)
    if head is not None and tables.has("own_pieces", head.lemmas):
        owner = _name_before_noun(tokens, head, entities)  # "an Antara dispatch"
        if owner is not None:
            return Source(SourceKind.OUTLET, owner, words, span)
    own_body = _body_of_the_country(context, tokens, pack, tables)
    if own_body is not None:
        return Source(SourceKind.NAMED, pack.actors[own_body].name, words, span, own_body)
    if head is not None and tables.has("bodies", head.lemmas):
        return Source(SourceKind.NAMED, strip_article(words, tables), words, span)
    language = context.document.language
    if head is not None and is_common(head, language) and not _is_one_of_name(tokens, head, tables, language):
        is_person = is_people(head, tables, language)
        return Source(SourceKind.ANONYMOUS if is_person else SourceKind.UNKNOWN, None, words, span)
    if any(t.text[:1].isupper() and t.is_word for t in tokens[1:]) or opens_with_name(context, span):
        return Source(SourceKind.NAMED, strip_article(words, tables), words, span)
    if head is not None and is_people(head, tables, language):
        return Source(SourceKind.ANONYMOUS, None, words, span)
    return Source(SourceKind.UNKNOWN, None, words, span)


def is_people(head: Token, tables: ClaimTables, language: str) -> bool:
    """Whether a head noun is one for people: by their office, by what they do, or as "member" and "mother" are."""
    is_agents = is_agent(head, load_attribution_table(language))
    return holds_office(head, language) or is_agents or tables.has("people", head.lemmas)


def _are_its_people(tokens: Sequence[Token], head: Token, body: Entity, tables: ClaimTables, language: str) -> bool:
    """ "Hamas fighters", "an IRGC officer": people without a name, behind the name of the body that they belong to."""
    if head.span.start < body.span.end or not head.text[:1].islower() or tables.has("bodies", head.lemmas):
        return False
    grammar = load_attribution_table(language).grammar
    is_one = tokens[0].lower in grammar.singular
    if any(t.lower in grammar.possessive_endings for t in tokens if body.span.start < t.span.start < head.span.start):
        return False  # "the country's joint chiefs" are those of that country and may be all of them
    return is_people(head, tables, language) and (is_one or head.lower not in noun_lemmas(head.lower, language))


def _is_some_of_them(tokens: Sequence[Token], tables: ClaimTables) -> bool:
    """ "one of them", "two of whom": people, if they say anything."""
    last = tokens[-1].lower if tokens else ""
    is_plural = last in tables.words["plural_pronouns"] or last in tables.words["relative_people"]
    return len(tokens) == _SOME_OF_THEM and is_plural and tokens[1].lower in tables.words["partitive"]


def is_other_agency(tokens: Sequence[Token], head: Token, tables: ClaimTables) -> bool:
    """ "the spy agency", "the space agency": a body, where no word for news stands before the noun."""
    at = tokens.index(head)
    if not at or not tables.has("agency", head.lemmas) or not tokens[at - 1].text.islower():
        return False
    return not tables.words["of_news"] & {*tokens[at - 1].lemmas, tokens[at - 1].lower}


def _longer_name(
    tokens: Sequence[Token], outlet: Entity, entities: Sequence[Entity], tables: ClaimTables
) -> str | None:
    """The whole name of which a known outlet's is the end: "The New Harbour Post" is not the Harbour Post."""
    first = next((i for i, token in enumerate(tokens) if token.span.start >= outlet.span.start), 0)
    begin = first
    while begin > 0 and tokens[begin - 1].is_word and tokens[begin - 1].text[:1].isupper():
        token = tokens[begin - 1]
        is_known = any(e.span.overlaps(token.span) for e in entities if e is not outlet)
        if is_known or token.lower in tables.words["definite"] or tables.has("outlet", token.lemmas):
            break
        begin -= 1
    if begin == first or (
        begin == 0 and len(tokens) > 1 and first == 1 and tokens[0].lower in tables.words["prepositions"]
    ):
        return None
    inside = [t for t in tokens[begin:] if t.span.end <= outlet.span.end]
    is_name = looks_like_outlet(inside, tables)
    return " ".join(t.text for t in inside) if is_name else None


def _is_policy_paper(tokens: Sequence[Token], head: Token, tables: ClaimTables) -> bool:
    """ "a ministry paper", "a white paper": a document and no newspaper."""
    at = tokens.index(head)
    if not at or head.lower not in tables.words["papers"]:
        return False
    before = tokens[at - 1]
    return before.text.islower() and (
        before.lower in tables.words["paper_kinds"] or tables.has("bodies", before.lemmas)
    )


def _name_before_noun(tokens: Sequence[Token], head: Token, entities: Sequence[Entity]) -> str | None:
    """ "the Posten newspaper": the name right before the noun, where it is of nothing that is known."""
    at = tokens.index(head)
    first = at
    while first > 0 and tokens[first - 1].is_word and tokens[first - 1].text[:1].isupper():
        first -= 1
    name = tokens[first:at]
    if not name or first == 0 or any(e.span.overlaps(t.span) for e in entities for t in name):
        return None
    return " ".join(t.text for t in name)


def _is_inside_name(tokens: Sequence[Token], head: Token) -> bool:
    """ "The Maritime Executive": a head with a capital behind another capital, in the singular, is part of a name."""
    at = tokens.index(head)
    return at > 1 and head.text[:1].isupper() and tokens[at - 1].text[:1].isupper() and at == len(tokens) - 1


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


def _name_behind_noun(
    context: SentenceContext, tokens: Sequence[Token], entities: Sequence[Entity], tables: ClaimTables
) -> str | None:
    """ "the union's top diplomat Ana Lopes", "veteran Ivo Kral": the name of two to four words right behind a word for
    people."""
    language = context.document.language
    table = load_attribution_table(language)
    for index, token in enumerate(tokens[:-_SHORTEST_NAME]):
        if not token.is_word:
            continue
        last = index + 1
        while last < len(tokens) and tokens[last].is_word and tokens[last].text[:1].isupper():
            last += 1
        run = tokens[index + 1 : last]
        if not _SHORTEST_NAME <= len(run) <= _LONGEST_NAME or any(_is_taken(t, entities) for t in run):
            continue
        is_person = tables.has("anonymous", token.lemmas) or holds_office(token, language)
        is_person = is_person or (token.text.islower() and is_agent(token, table))
        if is_person and not any(t.text in tables.words["outlet_names"] | tables.words["body_names"] for t in run):
            return " ".join(t.text for t in run)
    return None


def _is_taken(token: Token, entities: Sequence[Entity]) -> bool:
    return any(e.span.overlaps(token.span) and e.type != "person" for e in entities)


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


def is_body(source: Source, language: str) -> bool:
    """Whether a named source is a body or company and no person: by the pack, or by a word in its name or behind it."""
    if source.kind is not SourceKind.NAMED:
        return False
    tables = load_claim_tables(language)
    words = (source.name or source.descriptor or "").split()
    if source.entity is not None or any(word in tables.words["body_names"] for word in words):
        return True
    if len(words) == 1 and words[0].isupper() and len(words[0]) > 1:
        return True
    last = words[-1].lower() if words else ""
    return tables.has("bodies", frozenset({last, *noun_lemmas(last, language)}))


def is_platform(source: Source, context: SentenceContext) -> bool:
    """Whether a source's words only name where others write: "on Telegram", "X"."""
    words = (source.descriptor or "").lower().split()
    return " ".join(words) in load_claim_tables(context.document.language).words["platforms"]


def is_same_source(one: Source, other: Source) -> bool:
    """Whether two sources are one and the same mention, or one outlet, body or name."""
    if one.entity is not None and one.entity == other.entity:
        return True
    if one.span is not None and other.span is not None and one.span.overlaps(other.span):
        return True
    return (one.name, one.descriptor) == (other.name, other.descriptor)


def strip_article(words: str, tables: ClaimTables) -> str:
    """A name without its leading article, at most 120 characters."""
    first, _, rest = words.partition(" ")
    name = rest if rest and first.lower() in tables.words["definite"] else words
    return " ".join(name.split())[:120]


def _is_press(tokens: Sequence[Token], head: Token, tables: ClaimTables) -> bool:
    """ "media reports", "press articles": outlets that nobody names; the Journal's report is the Journal's."""
    at = tokens.index(head)
    is_noun_before = at > 0 and tokens[at - 1].text.islower() and tables.has("outlet", tokens[at - 1].lemmas)
    return is_noun_before and tables.has("own_pieces", head.lemmas)


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


def _speaker(
    words: str, span: Span, head: Token, body: Entity | None, tables: ClaimTables, tokens: Sequence[Token]
) -> Source:
    """A spokesman speaks for the body that is named with him, known or not; an official of it stays anonymous."""
    is_spokesman = tables.has("spokesman", head.lemmas)
    is_one_of_many = tokens[0].lower in tables.words["single"]  # "a police spokesman"
    is_of_body = not is_one_of_many and any(_is_of_body(token, tables) for token in tokens if token is not head)
    if is_spokesman and (body is not None or is_of_body):
        return Source(SourceKind.NAMED, strip_article(words, tables), words, span, body.entity if body else None)
    return Source(SourceKind.ANONYMOUS, None, words, span)


def _is_of_body(token: Token, tables: ClaimTables) -> bool:
    """Whether a word of a phrase is a common noun for a body: "the navy's spokesman"."""
    return token.text.islower() and tables.has("bodies", token.lemmas)


def _is_one_of_name(tokens: Sequence[Token], head: Token, tables: ClaimTables, language: str) -> bool:
    """ "the mayor of Kharkiv", "Tesla's board": one person or body that a name makes definite, whoever it is."""
    at = tokens.index(head)
    grammar = load_attribution_table(language).grammar
    if tokens[0].lower in grammar.singular and not tables.has("bodies", head.lemmas):
        return False  # "a Ukrainian commander"
    opener = tokens[0].lower in grammar.determiners | grammar.pronouns or bool(word_classes(tokens[0].lower, language))
    is_name_first = bool(at) and tokens[0].text[:1].isupper() and not opener
    if any(token.text[:1].isupper() for token in tokens[1:at]) or is_name_first:
        return not tables.has("anonymous", head.lemmas) and head.lower in noun_lemmas(head.lower, language)
    is_definite = tokens[0].lower in tables.words["definite"] and head.lower in noun_lemmas(head.lower, language)
    return is_definite and any(token.text[:1].isupper() for token in tokens[at + 1 :])
