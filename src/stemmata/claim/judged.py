"""The kind of a source where its words alone do not settle it: by the tagger's judgement, or by what it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.person import find_people
from stemmata.annotate.token import Token, noun_lemmas, tokenize
from stemmata.claim.context import SentenceContext
from stemmata.claim.head import find_head
from stemmata.claim.outlet import has_inner_capital, is_domain, is_outlet_form, is_title_article
from stemmata.claim.source import is_other_agency, strip_article
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Entity, Source, SourceKind

_INSIDE_NAMES = frozenset({"'", "’", "'s", "’s", "-", ".", "&"})


def judged_source(source: Source, kind: SourceKind | None, context: SentenceContext) -> Source:
    """`source` as the tagger judged its kind, where the words alone do not settle it: "the site Telex" is an outlet
    for what it does in the sentence. A name that the pack knows stays what it is."""
    described = _by_description(source, context)
    if described is not None:
        return described
    if kind in {None, SourceKind.UNKNOWN, source.kind} or source.entity is not None or source.span is None:
        return source
    pronouns = load_claim_tables(context.document.language).words["pronouns"]
    if (source.descriptor or "").lower() in pronouns and kind is not SourceKind.DOCUMENT:
        return source  # whoever it stands for says what it is
    if kind is SourceKind.OUTLET and source.kind is not SourceKind.AGENCY:
        tokens = tokenize(context.text, source.span, context.document.language)
        if source.kind is SourceKind.DOCUMENT:
            name = _name_behind_maker(tokens, context)
            return source if name is None else replace(source, kind=kind, name=name)
        if source.kind is SourceKind.NAMED and _is_no_outlet(tokens, context):
            return source
        if source.kind is SourceKind.ANONYMOUS and _is_people(source, context, is_small=True):
            return source
        if source.kind is not SourceKind.OUTLET and _is_common_plural(tokens, context):
            return replace(source, kind=SourceKind.ANONYMOUS, name=None)
        return replace(source, kind=kind, name=_name_in(tokens, context))
    is_settled = source.kind is SourceKind.OUTLET and not _is_plural(source, context)
    is_settled = is_settled or (source.name is not None and _is_body(source, context))
    is_settled = is_settled or (source.kind is SourceKind.ANONYMOUS and _is_people(source, context))
    if kind is SourceKind.DOCUMENT and not is_settled:
        return replace(source, kind=kind, name=None)
    if source.kind is SourceKind.UNKNOWN and kind is not None:
        tables = load_claim_tables(context.document.language)
        name = strip_article(source.descriptor or "", tables) if kind is SourceKind.NAMED else None
        return replace(source, kind=kind, name=name or None)
    return source


def _by_description(source: Source, context: SentenceContext) -> Source | None:
    """ "Radio Horn, an exile broadcaster,": the outlet that the words behind a name's comma make of it."""
    if source.kind is not SourceKind.NAMED or source.entity is not None or source.span is None:
        return None
    language = context.document.language
    tables = load_claim_tables(language)
    tokens = tokenize(context.text, source.span, language)
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), None)
    if not comma or not all(_is_of_name(t) or t.text in _INSIDE_NAMES for t in tokens[:comma]):
        return None
    head = find_head(tokens[comma + 1 :], tables, language)
    is_outlet = head is not None and tables.has("outlet", head.lemmas) and not is_other_agency(tokens, head, tables)
    if not is_outlet or tokens[comma + 1].lower not in load_attribution_table(language).grammar.determiners:
        return None
    return replace(source, kind=SourceKind.OUTLET, name=_name_in(tokens[:comma], context))


def reporting_source(source: Source, cue_lemmas: frozenset[str], context: SentenceContext, is_judged: bool) -> Source:
    """`source` with the kind that what it does gives it: an unknown name that reports, reveals or learns is an
    outlet's, and so is one that a word such as "the broadcaster" introduces. Where its kind was judged (`is_judged`),
    that stands, but for a name that only an outlet can have where it reports."""
    if source.kind is not SourceKind.NAMED or source.entity is not None or source.span is None:
        return source
    if is_judged:
        return _by_form(source, cue_lemmas, context)
    tables = load_claim_tables(context.document.language)
    tokens = tokenize(context.text, source.span, context.document.language)
    has_article = bool(tokens) and tokens[0].lower in tables.words["definite"]
    names = [i for i, token in enumerate(tokens) if token.text[:1].isupper() and not (has_article and i == 0)]
    is_introduced = bool(names) and any(tables.has("outlet", token.lemmas) for token in tokens[: names[0]])
    opens_with_state = bool(names) and any(
        e.type == "nationality" and e.span.overlaps(tokens[names[0]].span) for e in context.entities
    )
    if not is_introduced and names and (names[0] > 0 or opens_with_state):  # "Swedish daily Norran"
        is_introduced = any(tables.has("outlet", t.lemmas) for t in tokens[: names[-1]] if t.text.islower())
    reports = bool(cue_lemmas & load_attribution_table(context.document.language).verbs["reporting"])
    people = find_people(context.text, tokens, (), context.document.language)
    if is_introduced or (reports and not people and not _is_no_outlet(tokens, context)):
        return replace(source, kind=SourceKind.OUTLET, name=_name_in(tokens, context))
    return source


def _by_form(source: Source, cue_lemmas: frozenset[str], context: SentenceContext) -> Source:
    """An outlet where a name has an outlet's form and reports: "KazTAG reports", ", The Gleaner wrote"."""
    verbs = load_attribution_table(context.document.language).verbs
    if source.span is None or not cue_lemmas & (verbs["reporting"] | verbs["learning"] | verbs["citing"]):
        return source
    tokens = tokenize(context.text, source.span, context.document.language)
    tables = load_claim_tables(context.document.language)
    has_article = bool(tokens) and tokens[0].lower in tables.words["definite"]
    name = tokens[has_article:]
    if not name or not all((t.is_word and t.text[:1].isupper()) or has_inner_capital(t.text) for t in name):
        return source
    if any(t.text in tables.words["body_names"] for t in name) or source.span.overlaps(context.tokens[0].span):
        is_title = False
    else:
        is_title = has_article and is_title_article(tokens[0], opens=False)
    form = is_outlet_form(name, has_article, tables) and not name[0].text.isupper()
    return replace(source, kind=SourceKind.OUTLET, name=_name_in(tokens, context)) if is_title or form else source


def heading_outlet(source: Source, context: SentenceContext) -> Source:
    """An outlet where a name beside a headline's mark has a form that only outlets' have: "… – La República"."""
    if source.kind is not SourceKind.NAMED or source.entity is not None or source.span is None:
        return source
    tokens = tokenize(context.text, source.span, context.document.language)
    tables = load_claim_tables(context.document.language)
    is_initials = all(token.text.isupper() for token in tokens)
    if is_initials or not all(t.is_word for t in tokens) or not is_outlet_form(tokens, False, tables):
        return source
    return replace(source, kind=SourceKind.OUTLET)


def _is_no_outlet(tokens: Sequence[Token], context: SentenceContext) -> bool:
    """ "Haruto Minegishi, the airline's head of operations", "Rheinholt AG": a name that what stands with it makes a
    person's or a company's."""
    tables = load_claim_tables(context.document.language)
    if any(token.text in tables.words["body_names"] for token in tokens[1:]):
        return True
    head = find_head(tokens, tables, context.document.language)
    if head is not None and is_other_agency(tokens, head, tables):
        return True
    if any(t.text.islower() and tables.has("bodies", t.lemmas) and not tables.has("outlet", t.lemmas) for t in tokens):
        return True
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), None)
    aside = tokens[comma + 1 :] if comma else ()
    return any(token.is_word and token.text.islower() for token in aside[:2]) and not any(
        tables.has("outlet", token.lemmas) for token in aside
    )


def _is_plural(source: Source, context: SentenceContext) -> bool:
    """ "court papers": a plural that stands for no newspaper."""
    if source.span is None or source.name is not None:
        return False
    language = context.document.language
    head = find_head(tokenize(context.text, source.span, language), load_claim_tables(language), language)
    return head is not None and head.lower not in noun_lemmas(head.lower, language)


def _is_common_plural(tokens: Sequence[Token], context: SentenceContext) -> bool:
    """ "spies in Kyiv": people in the plural are no outlet."""
    tables = load_claim_tables(context.document.language)
    head = find_head(tokens, tables, context.document.language)
    if head is None or head.text[:1].isupper() or any(tables.has("outlet", t.lemmas) for t in tokens):
        return False
    singulars = noun_lemmas(head.lower, context.document.language)
    return bool(singulars) and head.lower not in singulars


def _is_body(source: Source, context: SentenceContext) -> bool:
    """Whether the head of a source's words is a body's: "the customs committee"."""
    tables = load_claim_tables(context.document.language)
    if source.span is None:
        return False
    tokens = tokenize(context.text, source.span, context.document.language)
    head = find_head(tokens, tables, context.document.language)
    return head is not None and tables.has("bodies", head.lemmas)


def _is_people(source: Source, context: SentenceContext, *, is_small: bool = False) -> bool:
    """Whether the head of a source's words is one for people: "diplomatic circles", "a source in the port"; with
    `is_small` only where it is written small ("the Observer" may be a newspaper)."""
    language = context.document.language
    tables = load_claim_tables(language)
    tokens = tokenize(context.text, source.span, language) if source.span is not None else ()
    head = find_head(tokens, tables, language)
    if head is None or (is_small and not head.text.islower()):
        return False
    return tables.has("anonymous", head.lemmas)


def _name_in(tokens: Sequence[Token], context: SentenceContext) -> str | None:
    """The last run of capitalised words in a phrase: "the Swedish daily Dagens Nyheter" is called Dagens Nyheter."""
    address = context.text[tokens[0].span.start : tokens[-1].span.end].split()[-1] if tokens else ""
    if is_domain(address):
        return address  # "the Kyrgyz outlet 24.kg"
    last = next((i for i in range(len(tokens), 0, -1) if _is_of_name(tokens[i - 1])), 0)
    tables = load_claim_tables(context.document.language)
    first = last
    while first > 0 and (_is_of_name(tokens[first - 1]) or _is_inside_name(tokens, first - 1, tables)):
        first -= 1
    while first < last and tokens[first].lower in tables.words["definite"] | _INSIDE_NAMES:
        first += 1
    if first < last and any(e.type == "nationality" and _covers(e, tokens[first:last]) for e in context.entities):
        return None  # "the U.S. outlet"
    return context.text[tokens[first].span.start : tokens[last - 1].span.end] if first < last else None


def _is_inside_name(tokens: Sequence[Token], index: int, tables: ClaimTables) -> bool:
    """Whether a mark or a foreign particle stands inside a name: the "de" of "Diário de Notícias"."""
    if tokens[index].text in _INSIDE_NAMES:
        return True
    is_particle = tokens[index].text in tables.words["name_particles"]
    return is_particle and index > 0 and _is_of_name(tokens[index - 1])


def _covers(entity: Entity, tokens: Sequence[Token]) -> bool:
    return all(entity.span.overlaps(token.span) for token in tokens)


def _name_behind_maker(tokens: Sequence[Token], context: SentenceContext) -> str | None:
    """ "a report by Sota": the name alone that stands behind the word for a piece, which known names do not."""
    tables = load_claim_tables(context.document.language)
    at = next((i for i, t in enumerate(tokens) if t.lower in tables.words["makers"]), None)
    if not at or not tables.has("own_pieces", tokens[at - 1].lemmas):
        return None
    name = tokens[at + 1 + (at + 1 < len(tokens) and tokens[at + 1].lower in tables.words["definite"]) :]
    is_known = any(e.entity is not None and e.span.overlaps(t.span) for e in context.entities for t in name)
    is_body = any(t.text in tables.words["body_names"] for t in name)
    return None if is_known or is_body or not all(_is_of_name(t) for t in name) else _name_in(name, context)


def _is_of_name(token: Token) -> bool:
    return token.text[:1].isupper() or has_inner_capital(token.text)
