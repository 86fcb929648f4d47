"""The order of the givers of one thing, nearest first: whoever reports another's words is nearer than that other."""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.token import Token, tokenize, word_classes
from stemmata.claim.context import SentenceContext
from stemmata.claim.giver import REPORTS, GiverReader
from stemmata.claim.head import find_head
from stemmata.claim.preceding import gives_before, stands_before
from stemmata.claim.source import is_same_source
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.verb import is_past_form
from stemmata.model import Attribution, Source, SourceKind

_CLEARLY = 0.4  # levels
_FARTHEST = 9.0  # beyond any level
_TELLING = 4  # tokens of the longest way to say that somebody is told
_SHORTEST_PASSIVE = 2  # tokens: "quoted by"
_OBJECT_REACH = 2  # tokens: "carrying two"
_NEGATION_REACH = 4  # tokens: "not been published by"
_LONGEST_TELLING = 10  # tokens of "described to the Lusaka Times by"
_TO = (" to", " with")  # end the phrases behind which whoever is told stands
_COLON = ":"
_PASSING_ON = "passing_on"  # before an outlet whose report another passes on: "relaying SANA"
_PAIR = 2
_INTRODUCTION = 5  # tokens before a source that may say that it is cited


def order_givers(context: SentenceContext, attributions: Sequence[Attribution], givers: GiverReader) -> list[Source]:
    """The givers of some attributions that hold one thing, nearest first, each once.

    Whoever speaks inside what another says stands behind that other. Of one layer, reports come before those whom they
    quote; whoever is named behind "citing" stands behind the report that cites; another report beside a speaker ("she
    told A, B wrote") is the nearer the later it comes.
    """
    layers: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        layers.setdefault(_depth(context, attribution, attributions, givers), []).append(attribution)
    sources = _without_repeats([_order_layer(context, layers[depth], givers) for depth in sorted(layers)])
    known = [source for source in sources if source.kind is not SourceKind.UNKNOWN and not _is_pronoun(source, context)]
    # beside a known giver, a thing that the tagger took for one is none
    return _by_level(context, known or sources, attributions, givers)


def _by_level(
    context: SentenceContext, sources: Sequence[Source], attributions: Sequence[Attribution], givers: GiverReader
) -> list[Source]:
    """The sources, two neighbours the other way round where the tagger sees the first clearly further off; whoever
    stands in the sentence before keeps his place."""
    levels: dict[Source, float] = {}
    for attribution in attributions:
        found = givers.sources_of(attribution)
        is_here = len(found) == 1 and not stands_before(context, found[0], attribution)
        if attribution.level is not None and is_here:
            levels.setdefault(found[0], attribution.level)
    ordered = list(sources)
    for last in range(len(ordered) - 1, 0, -1):
        for i in range(last):
            if levels.get(ordered[i], 0) > levels.get(ordered[i + 1], _FARTHEST) + _CLEARLY:
                ordered[i], ordered[i + 1] = ordered[i + 1], ordered[i]
    return ordered


def _is_pronoun(source: Source, context: SentenceContext) -> bool:
    pronouns = load_claim_tables(context.document.language).words["pronouns"]
    return source.name is None and (source.descriptor or "").lower() in pronouns


def _depth(
    context: SentenceContext, attribution: Attribution, attributions: Sequence[Attribution], givers: GiverReader
) -> int:
    """In how many others' words an attribution stands; all stand in those of one that speaks of the whole sentence.

    "X reports that …, according to Y": Y belongs to what X reports, although it stands behind all of it.
    """
    own = (attribution.source or attribution.cue)[:1]
    others = [other for other in attributions if other is not attribution and not other.cited]
    if _is_report(attribution, givers):
        others = [o for o in others if not _is_set_behind(context, o) or _is_report(o, givers)]
    return sum(
        not other.content
        or any(content.contains(part) and content != part for content in other.content for part in own)
        for other in others
    )


def _is_report(attribution: Attribution, givers: GiverReader) -> bool:
    return any(source.kind in REPORTS for source in givers.sources_of(attribution))


def _is_set_behind(context: SentenceContext, attribution: Attribution) -> bool:
    """Whether the cue is one such as "according to"."""
    prepositional = load_attribution_table(context.document.language).prepositional
    return any(" ".join(cue.of(context.text).lower().split()) in prepositional for cue in attribution.cue)


def _order_layer(context: SentenceContext, attributions: Sequence[Attribution], givers: GiverReader) -> list[Source]:
    tables = load_claim_tables(context.document.language)
    reports: list[Source] = []
    beside: list[Source] = []
    others: list[Source] = []
    for attribution in sorted(attributions, key=lambda a: (a.cited, min(p.start for p in (*a.source, *a.cue)))):
        for source in givers.sources_of(attribution):
            if givers.is_own(source) or _is_no_giver(context, source, attribution, tables):
                continue
            is_before = stands_before(context, source, attribution)
            if is_before and not gives_before(context, source, attributions, givers):
                continue
            if source.kind not in REPORTS and (
                (is_before and source.kind is SourceKind.DOCUMENT) or _is_before_colon(context, source, attribution)
            ):
                others.insert(0, source)  # "In it, the clerks say", "X, citing clerks: the mayor says …"
                continue
            is_main = not attribution.cited and any(
                source.span is None or part.overlaps(source.span) for part in attribution.source
            )
            (others if source.kind not in REPORTS else reports if is_main else beside).append(source)
    has_main = bool(reports)
    for source in beside:
        is_behind = not _speaks_itself(context, source, tables) if has_main else _is_cited(context, source, tables)
        reports.insert(len(reports) if is_behind else 0, source)
    return [*_without_descriptions(context, reports), *others]


def _is_before_colon(context: SentenceContext, source: Source, attribution: Attribution) -> bool:
    """Whether a colon stands right behind one who is cited: whoever speaks behind it was heard by that one."""
    if not attribution.cited or source.span is None or not source.span.overlaps(context.span):
        return False
    _, last = context.token_range(source.span)
    return last < len(context.tokens) and context.tokens[last].text == _COLON


def _without_descriptions(context: SentenceContext, reports: Sequence[Source]) -> list[Source]:
    """Reports without those that only say what another is, a comma away: "a Lyon daily, Le Progrès"."""
    return [one for one in reports if not any(_describes(context, one, other) for other in reports if other is not one)]


def _describes(context: SentenceContext, one: Source, other: Source) -> bool:
    """Whether the words for a report are common ones and stand beside another's name, parted by one comma from it and
    closed by another."""
    spans = [s.span for s in (one, other) if s.span is not None and s.span.overlaps(context.span)]
    if len(spans) != _PAIR or other.name is None:
        return False
    language = context.document.language
    tables = load_claim_tables(language)
    head = find_head(tokenize(context.text, spans[0], language), tables, language)
    if head is None or head.text[:1].isupper() or not tables.has("outlet", head.lemmas):
        return False
    first, second = sorted(spans, key=lambda span: span.start)
    is_beside = context.text[first.end : second.start].strip() == ","
    is_closed = context.text[second.end : context.span.end].strip()[:1] in {"", ",", ".", ")"}
    is_definite = spans[0].of(context.text).split()[0].lower() in load_attribution_table(language).grammar.determiners
    return is_beside and is_closed and is_definite


def _tokens_before(context: SentenceContext, source: Source) -> Sequence[Token]:
    """The few tokens before a source in its sentence."""
    if source.span is None or not source.span.overlaps(context.span):
        return ()
    first, _ = context.token_range(source.span)
    return [t for t in context.tokens[max(0, first - _INTRODUCTION) : first] if not _is_adverb(t, context)]


def _is_adverb(token: Token, context: SentenceContext) -> bool:
    """ "quoted anonymously by": an adverb between a verb and its preposition."""
    endings = load_attribution_table(context.document.language).endings["adverb"]
    return token.lower.endswith(endings) and word_classes(token.lower, context.document.language) == {"ADV"}


def _is_cited(context: SentenceContext, source: Source, tables: ClaimTables) -> bool:
    """Whether words such as "citing", "with reference to" or "briefed by" stand before a source; who is behind "quoted
    by" does the quoting."""
    before = _tokens_before(context, source)
    if any(True for _ in tables.has_it_from.find_all(before)) or _has_told_outlet(context, source, tables):
        return True
    if before and before[-1].lower in tables.words["agent"]:
        before = before[:-_SHORTEST_PASSIVE]
    phrases = load_attribution_table(context.document.language).phrases
    if source.kind in REPORTS and any(match.payload == _PASSING_ON for match in phrases.find_all(before)):
        return True
    return any(True for _ in tables.cites.find_all(before))


def _speaks_itself(context: SentenceContext, source: Source, tables: ClaimTables) -> bool:
    """Whether a report beside another passes that one on: ", X wrote", "according to X"."""
    if source.span is None or not source.span.overlaps(context.span) or _is_cited(context, source, tables):
        return False
    before = _tokens_before(context, source)[-2:]
    if any(token.lower in tables.words["carriers"] for token in before):
        return True
    _, last = context.token_range(source.span)
    verbs = load_attribution_table(context.document.language).verbs
    behind = [token for token in context.tokens[last : last + 3] if token.is_word][:2]
    return any(token.lemmas & (verbs["reporting"] | verbs["say"]) for token in behind)


def _is_denied(before: Sequence[Token], context: SentenceContext) -> bool:
    """ "not published by X", "were not briefed by X": nothing came from there."""
    negations = load_attribution_table(context.document.language).grammar.negations
    return any(token.lower in negations for token in before[-_NEGATION_REACH:])


def _only_asks(before: Sequence[Token], context: SentenceContext) -> bool:
    """ "The minister, asked by the Journal about a report, said": whoever asks; experts asked by it speak to it."""
    tables = load_claim_tables(context.document.language)
    table = load_attribution_table(context.document.language)
    asked = before[-_SHORTEST_PASSIVE:]
    is_agent = len(asked) == _SHORTEST_PASSIVE and asked[1].lower in tables.words["agent"]
    opening = before[-_SHORTEST_PASSIVE - 1 : -_SHORTEST_PASSIVE]  # none, a comma or "when": no noun
    is_agent = is_agent and not any(t.is_word and t.lower not in table.grammar.conjunctions for t in opening)
    return is_agent and bool(asked[0].lemmas & table.verbs["ask"])


def _doubts_it(before: Sequence[Token], context: SentenceContext, source: Source) -> bool:
    """ "a post that the Journal could not verify": who does not do so is the subject of a relative clause."""
    if source.span is None or not source.span.overlaps(context.span):
        return False
    if before[-1].lower not in load_claim_tables(context.document.language).words["that_which"]:
        return False
    grammar = load_attribution_table(context.document.language).grammar
    _, last = context.token_range(source.span)
    behind = [token.lower for token in context.tokens[last : last + _SHORTEST_PASSIVE]]
    is_auxiliary = bool(behind) and behind[0] in grammar.auxiliaries | grammar.modals
    return is_auxiliary and any(word in grammar.negations for word in behind)


def _is_judged(before: Sequence[Token], context: SentenceContext) -> bool:
    """ "The mayor, echoing the Journal, said": a participle right before it tells what is thought of it."""
    tables = load_claim_tables(context.document.language)
    verb = before[-2:][0] if before[-1].lower in tables.words["definite"] else before[-1]
    endings = load_attribution_table(context.document.language).endings["gerund"]
    return verb.lower.endswith(endings) and tables.has("comments_on", verb.lemmas)


def _is_part(before: Sequence[Token], context: SentenceContext) -> bool:
    """ "carrying a copy of the Journal": a thing, and nothing that it writes."""
    table = load_attribution_table(context.document.language)
    near = before[-_SHORTEST_PASSIVE:]
    is_of = len(near) == _SHORTEST_PASSIVE and near[1].lower in table.grammar.genitives
    return is_of and bool(near[0].lemmas & table.nouns["partitives"])


def _is_object(before: Sequence[Token], tables: ClaimTables) -> bool:
    """Whether the words before a phrase make it what is carried or hit: "carrying officials", "carrying two officials",
    of which the phrase may lack the number."""
    near = before[-_OBJECT_REACH:] if before[-1].is_word else before[-1:]
    return any(token.lower in tables.words["no_introduction"] for token in near)


def _is_no_giver(context: SentenceContext, source: Source, attribution: Attribution, tables: ClaimTables) -> bool:
    """Whether a further giver only hears it or carries it ("told journalists", "on Telegram"), belongs to the words for
    a document ("a report by the institute"), says what another is ("described as an envoy"), is a place ("by phone from
    Mueda") or a clause."""
    words = " ".join((source.descriptor or "").lower().split())
    is_carried = words in tables.words["platforms"] or (attribution.cited and _is_platform(words, tables))
    if is_carried or not any(c.isalnum() for c in words) or words in tables.words["definite"]:
        return True
    if not attribution.cited or source.span is None:
        return False
    if stands_before(context, source, attribution) and context.previous is not None:
        return _is_no_giver(context.previous, source, attribution, tables)
    if not attribution.cue and not any(part.overlaps(context.span) for part in attribution.source):
        return not attribution.is_sure
    if _is_of_another_clause(context, source, attribution):
        return True
    before = _tokens_before(context, source)
    if not before or (not attribution.is_sure and _has_clause(context, source, tables)):
        return bool(before)
    if any(match.last == len(before) for match in tables.described_as.find_all(before)):
        return True
    if source.kind in REPORTS and source.name is None and before[-1].lower in tables.words["broadcast_on"]:
        return True
    if not attribution.cue and (_is_denied(before, context) or _is_judged(before, context)):
        return True
    if not attribution.cue and (_only_asks(before, context) or _doubts_it(before, context, source)):
        return True
    if not attribution.cue and source.kind in REPORTS and _is_part(before, context):
        return True
    is_from_place = before[-1].lower in tables.words["place_marks"] and not attribution.cue and source.entity is None
    if not attribution.cue and source.kind not in REPORTS and not attribution.is_sure and _is_object(before, tables):
        return True
    if (
        source.kind in REPORTS
        and source.entity is None
        and before[-1].lower in tables.words["makers"]
        and not attribution.is_sure
    ):
        verbs = load_attribution_table(context.document.language).verbs
        says = bool(before[:-1]) and bool(before[-2].lemmas & (verbs["say"] | verbs["citing"]))
        passes = says or (bool(before[:-1]) and tables.has("editions", before[-2].lemmas))
        passes = passes or any(m.last == len(before) for m in tables.passed_on.find_all(before))
        return not attribution.cue and not passes
    if source.kind in REPORTS:
        return is_from_place and not any(True for _ in tables.learned.find_all(before[-3:]))
    recent = before[-_TELLING:]
    is_told = any(match.last == len(recent) for match in tables.told.find_all(recent))
    is_told = is_told and not _is_interviewed(before, tables)
    is_told = is_told and not (attribution.is_sure and source.kind is SourceKind.DOCUMENT)  # "wrote in a memo"
    is_told = is_told or (not attribution.cue and _is_addressed(context, before, tables))
    is_maker = before[-1].lower in tables.words["makers"] and not attribution.cue and not attribution.is_sure
    return is_told or (is_maker and not _is_cited(context, source, tables))


def _is_addressed(context: SentenceContext, before: Sequence[Token], tables: ClaimTables) -> bool:
    """ "in a letter to the council", "a report sent to lawmakers": whoever a paper or speech is meant for."""
    if len(before) < _SHORTEST_PASSIVE or before[-1].lower not in tables.words["infinitive"]:
        return False
    nouns = load_attribution_table(context.document.language).nouns
    papers = nouns["documents"] | nouns["saying"]
    if before[-2].lemmas & papers:
        return True
    is_sent = tables.has("sending", before[-2].lemmas) and is_past_form(before[-2], tables)
    return is_sent and len(before) > _SHORTEST_PASSIVE and bool(before[-3].lemmas & papers)


def _is_platform(words: str, tables: ClaimTables) -> bool:
    """ "Telegram", "the Telegram app": it carries what its users write."""
    named = [word for word in words.split() if word not in tables.words["definite"]]
    while len(named) > 1 and named[-1] in tables.words["platform_nouns"]:
        named.pop()
    return " ".join(named) in tables.words["platforms"]


def _has_told_outlet(context: SentenceContext, source: Source, tables: ClaimTables) -> bool:
    """ "described to Diena by two pilots": who stands behind "by", where a thing was passed on to a name."""
    if source.span is None or not source.span.overlaps(context.span):
        return False
    first, _ = context.token_range(source.span)
    if first < _SHORTEST_PASSIVE or context.tokens[first - 1].lower not in tables.words["agent"]:
        return False
    before = context.tokens[max(0, first - _LONGEST_TELLING) : first - 1]
    for match in tables.passed_on.find_all(before):
        name = before[match.last :]
        if name and match.payload.endswith(_TO) and all(_is_of_name(token, tables) for token in name):
            return True
    return False


def _is_of_name(token: Token, tables: ClaimTables) -> bool:
    return token.text[:1].isupper() or token.lower in tables.words["definite"] | tables.words["name_particles"]


def _is_interviewed(before: Sequence[Token], tables: ClaimTables) -> bool:
    """Whether the tokens before a giver say that an outlet spoke to it: "NRC, which spoke with"."""
    match = next((m for m in tables.interviews.find_all(before) if m.last == len(before)), None)
    if match is None:
        return False
    opening = [t for t in before[: match.first] if not tables.has("have", t.lemmas)][-1:]
    return bool(opening) and opening[0].lower in tables.words["that_which"]


def _is_of_another_clause(context: SentenceContext, source: Source, attribution: Attribution) -> bool:
    """Whether the sentence opens one clause against another and the giver stands in the second, behind what is said in
    the first: "While the mayor said that …, two drivers whom A met counted 31"."""
    if attribution.cue or source.span is None or not attribution.content:
        return False
    tables = load_claim_tables(context.document.language)
    opening = next((t for t in context.tokens if t.is_word), None)
    if opening is None or opening.lower not in tables.strong_boundaries:
        return False
    end = max(part.end for part in attribution.content)
    return any(t.text == "," and end <= t.span.start < source.span.start for t in context.tokens)


def _has_clause(context: SentenceContext, source: Source, tables: ClaimTables) -> bool:
    """Whether a giver's words hold a verb that nothing relative opens: "the figures are not yet public"."""
    if source.span is None:
        return False
    first, last = context.token_range(source.span)
    grammar = load_attribution_table(context.document.language).grammar
    for token in context.tokens[first:last]:
        if token.lower in grammar.relatives | grammar.asides:
            return False
        if token.lower in (grammar.be | grammar.have) - grammar.possessive_endings - grammar.nonfinite:
            return True
    return False


def _without_repeats(layers: Sequence[Sequence[Source]]) -> list[Source]:
    """Each source once, where it stands deepest: a giver that is seen beside two reports belongs to the inner one."""
    kept: list[Source] = []
    for layer in layers:
        kept = [old for old in kept if not any(is_same_source(old, new) for new in layer if new.kind not in REPORTS)]
        for source in layer:
            if not any(is_same_source(source, other) for other in kept):
                kept.append(source)
    return kept
