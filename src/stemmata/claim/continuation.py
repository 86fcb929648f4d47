"""What the sentences around a claim tell of where its source has it: "Kompas attributed the figure to a lawmaker."

A sentence right behind the claim, whose subject is the claim's furthest source, may name who gave it; one right before
it may say whom an outlet spoke to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.subject import find_subject
from stemmata.claim.context import SentenceContext
from stemmata.claim.outlet import outlet_at
from stemmata.claim.source import read_source, strip_article
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.verb import is_negated
from stemmata.claim.wording import phrase_at
from stemmata.model import Source, SourceKind, Span
from stemmata.packs import Pack

_SUBJECT = 6  # tokens in which a continuing sentence names its subject
_VERB_REACH = 5  # tokens between the subject and its verb
_LONGEST_GAP = 10  # tokens between the verb and the preposition before the giver
_REPORTS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})
_SHORTEST_INITIALS = 2

ReadSource = Callable[[SentenceContext, Span], Source | None]


def find_giver_behind(context: SentenceContext, sources: Sequence[Source], read: ReadSource) -> Source | None:
    """Whoever the sentence `context` says that one of `sources`, a report, has it from."""
    tables = load_claim_tables(context.document.language)
    if not any(source.kind in _REPORTS for source in sources):
        return None
    subject_end = _subject_end(context, sources, tables)
    if subject_end is None:
        return None
    verb = _verb_behind(context, subject_end, tables)
    if verb is None:
        return None
    span = _giver_behind(context, verb, tables)
    source = read(context, span) if span is not None else None
    return None if source is None or source.kind in {SourceKind.UNKNOWN, *_REPORTS} else source


def goes_on(context: SentenceContext, sources: Sequence[Source]) -> bool:
    """Whether a sentence's subject is one of `sources`, all reports, or "it", which may stand for one, and a verb says
    that it has a thing from somebody: "It criticised two officials" does not."""
    tables = load_claim_tables(context.document.language)
    if not all(source.kind in _REPORTS for source in sources):
        return False  # whoever told them is known
    if not _tells_whence(context, tables):
        return False
    opening = next((t.lower for t in context.tokens if t.is_word), "")
    return opening in tables.words["empty_pronouns"] or _subject_end(context, sources, tables) is not None


def _tells_whence(context: SentenceContext, tables: ClaimTables) -> bool:
    """Whether a sentence has words for having a thing from somebody, which are not denied."""
    matches = [
        match
        for phrases in (tables.cites, tables.learned, tables.has_from)
        for match in phrases.find_all(context.tokens)
    ]
    negatives = tables.words["negative_determiners"]
    return any(
        not is_negated(context, match.first)
        and not any(token.lower in negatives for token in context.tokens[match.last : match.last + 1])
        for match in matches
    )


def find_teller(context: SentenceContext, cue: Span, read: ReadSource) -> Source | None:
    """Whoever stands right behind the cue of one who hears it: "HotNews was told by the minister", "the paper learned
    from three clerks"; or the document behind "has seen"."""
    tables = load_claim_tables(context.document.language)
    first, last = context.token_range(cue)
    if last >= len(context.tokens):
        return None
    lemmas = {lemma for token in context.tokens[first:last] for lemma in token.lemmas}
    learning = load_attribution_table(context.document.language).verbs["learning"]
    behind = context.tokens[last].lower
    is_passive = tables.has("agent", frozenset({behind})) and bool(lemmas & tables.words["tells"])
    is_learned = behind in tables.words["away"] and bool(lemmas & learning)
    has_document = any(tables.has("has_seen", frozenset({lemma})) for lemma in lemmas)
    if not (is_passive or is_learned or has_document):
        return None
    span = phrase_at(context, last + (is_passive or is_learned))
    source = read(context, span) if span is not None else None
    if source is None or source.kind in {SourceKind.UNKNOWN, *_REPORTS}:
        return None
    return source if is_passive or is_learned or source.kind is SourceKind.DOCUMENT else None


def find_interviewed(context: SentenceContext, span: Span) -> Span | None:
    """The people of "interviews with two aides", where such a word opens the phrase, its article aside; else None."""
    tables = load_claim_tables(context.document.language)
    first, last = context.token_range(span)
    first += first < last and context.tokens[first].lower in tables.words["single"]
    is_talk = first + 2 < last and tables.has("conversation", context.tokens[first].lemmas)
    if not is_talk or context.tokens[first + 1].lower not in tables.words["with"]:
        return None
    return Span(context.tokens[first + 2].span.start, span.end)


def find_interviewer(context: SentenceContext, source: Source, pack: Pack, read: ReadSource) -> Source | None:
    """The outlet that the sentence `context`, right before, says to have spoken to `source`."""
    found = find_meeting(context, pack)
    if found is None:
        return None
    outlet, span = found
    met = read(context, span)
    return outlet if met is not None and _is_one(met, source, load_claim_tables(context.document.language)) else None


def find_meeting(context: SentenceContext, pack: Pack) -> tuple[Source, Span] | None:
    """The outlet that a sentence says to have spoken to somebody, and the words for whom; None for any other."""
    tables = load_claim_tables(context.document.language)
    if not any(True for _ in tables.interviews.find_all(context.tokens)):
        return None
    subject = find_subject(context.text, context.span, context.document.language)
    if subject is None:
        return None
    start, behind = context.token_range(subject)
    verb = next((m for m in tables.interviews.find_all(context.tokens[behind : behind + _VERB_REACH])), None)
    span = (
        phrase_at(context, behind + verb.last)
        if verb is not None and behind + verb.last < len(context.tokens)
        else None
    )
    outlet = _newsroom_at(context, start, behind, pack, tables) if span is not None else None
    return None if outlet is None or span is None else (outlet, span)


def find_holder(context: SentenceContext, paper: Source, pack: Pack) -> Source | None:
    """The outlet that the sentence `context` says to have seen or got a paper named there: "The Post has obtained an
    audit"."""
    if paper.kind is not SourceKind.DOCUMENT or paper.span is None or not paper.span.overlaps(context.span):
        return None
    tables = load_claim_tables(context.document.language)
    subject = find_subject(context.text, context.span, context.document.language)
    if subject is None:
        return None
    start, behind = context.token_range(subject)
    between = context.tokens[behind : context.token_range(paper.span)[0]][:_VERB_REACH]
    verb = next((i for i, token in enumerate(between) if tables.has("has_seen", token.lemmas)), None)
    if verb is None or is_negated(context, behind + verb):
        return None
    if any(token.lower in tables.words["prepositions"] for token in between[verb + 1 :]):
        return None  # "has verified a video of a burning audit"
    return _newsroom_at(context, start, behind, pack, tables)


def _newsroom_at(context: SentenceContext, first: int, last: int, pack: Pack, tables: ClaimTables) -> Source | None:
    """The outlet that the subject of a sentence is, or whose reporters."""
    outlet = outlet_at(context, first, pack)
    if outlet is not None and outlet.span is not None and context.token_range(outlet.span)[1] <= last:
        return outlet
    tokens = context.tokens[first:last]
    of = next((i for i, token in enumerate(tokens) if token.lower in tables.words["of_outlet"]), None)
    if of is not None and of > 0 and tables.has("newspeople", tokens[of - 1].lemmas):
        name = Span(tokens[of + 1].span.start, tokens[-1].span.end) if of + 1 < len(tokens) else None
        is_name = name is not None and any(t.text[:1].isupper() for t in tokens[of + 1 :])
        known = outlet_at(context, first + of + 1, pack)
        if known is not None or name is None or not is_name:
            return known
        return Source(SourceKind.OUTLET, strip_article(name.of(context.text), tables), name.of(context.text), name)
    source = read_source(context, Span(tokens[0].span.start, tokens[-1].span.end), pack) if tokens else None
    return source if source is not None and source.kind in _REPORTS else None


def _is_one(met: Source, source: Source, tables: ClaimTables) -> bool:
    """Whether "the officials" or "he" may be those whom the outlet spoke to."""
    words = (source.descriptor or source.name or "").lower().split()
    if met.kind is SourceKind.NAMED:
        return source.name == met.name or words[-1:] == [word.lower() for word in (met.name or "").split()[-1:]]
    if met.descriptor == source.descriptor:
        return True  # "they"
    if words[-1:] and words[-1] in tables.words["plural_pronouns"]:
        return met.kind is SourceKind.ANONYMOUS  # "one of them"
    met_words = (met.descriptor or "").lower().split()
    is_definite = bool(words) and words[0] in tables.words["definite"]
    return is_definite and words[-1] in met_words


def _subject_end(context: SentenceContext, sources: Sequence[Source], tables: ClaimTables) -> int | None:
    """Behind the subject that opens a sentence, where that is one of `sources` or stands for one."""
    opening = context.tokens[:_SUBJECT]
    names = [name.lower().split() for s in sources if s.kind in _REPORTS and (name := s.name)]
    for index, token in enumerate(opening):
        if not token.is_word:
            return None
        following = opening[index + 1].lower if index + 1 < len(opening) else ""
        is_named = any(token.lower in name for name in names if token.text[:1].isupper()) and index < 4
        is_initials = len(token.text) >= _SHORTEST_INITIALS and any(
            token.text == "".join(word[0] for word in name).upper() for name in names
        )
        is_noun = index > 0 and opening[0].lower in tables.words["definite"] and tables.has("outlet", token.lemmas)
        is_noun = is_noun and not any(before.text[:1].isupper() for before in opening[1:index])
        if (is_named or is_initials or is_noun) and not any(following in name for name in names):
            return index + 1
        if index and not token.text[:1].isupper() and token.lower not in tables.words["definite"]:
            return None
    return None


def _verb_behind(context: SentenceContext, start: int, tables: ClaimTables) -> int | None:
    """Behind the verb that tells where it has something from."""
    window = context.tokens[start : start + _VERB_REACH]
    found = next(iter(tables.has_from.find_all(window)), None)
    return None if found is None else start + found.last


def _giver_behind(context: SentenceContext, verb: int, tables: ClaimTables) -> Span | None:
    """The phrase behind the first "to", "on", "from" or "with" after the verb, or right behind it."""
    for index in range(verb - 1, min(len(context.tokens), verb + _LONGEST_GAP)):
        if context.tokens[index].lower in tables.words["from_whom"]:
            span = phrase_at(context, index + 1)
            return None if span is None else _behind_conversation(context, span, tables)
    return None


def _behind_conversation(context: SentenceContext, span: Span, tables: ClaimTables) -> Span:
    """ "conversations with two aides": the aides; any other phrase as it is."""
    first, last = context.token_range(span)
    for index in range(first + 1, last - 1):
        is_talk = tables.has("conversation", context.tokens[index - 1].lemmas)
        if is_talk and context.tokens[index].lower in tables.words["with_whom"]:
            return Span(context.tokens[index + 1].span.start, span.end)
    return span
