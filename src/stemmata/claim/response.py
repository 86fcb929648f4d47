"""Reactions to a report: denials, deflections, refusals, silence, and what somebody could not verify.

A denial of something that a frame holds is that claim with negative polarity; only a reaction that names no
measure of its own becomes a statement. A deflection is not a denial.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemmata.annotate.lexicon import Match
from stemmata.claim.clause import ends_clause
from stemmata.claim.context import SentenceContext
from stemmata.claim.frame import Frame
from stemmata.claim.party import Parties, find_parties
from stemmata.claim.party_name import Party
from stemmata.claim.predicate import names_report
from stemmata.claim.stance import Stance
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.claim.verb import is_negated, is_past_form, is_verb, read_verb_group
from stemmata.model import Attribution, Modality, Polarity, Span
from stemmata.packs import Pack
from stemmata.packs.schema import Trigger

_REQUEST_REACH = 9  # tokens behind "did not respond" in which the request is named
_NEGATION_REACH = 8  # and before it, of a "neither"
_SUBJECT_REACH = 16  # tokens in which whoever reacts is named before the words
_LONGEST_INSERT = 12
_STRONG_MARKS = frozenset(";:—–")
_AGENT_REACH = 6  # and behind them: "no comment from Tehran"
_SAYS_SOMETHING = frozenset({Modality.DENIES, Modality.DEFLECTS})
_SILENT = frozenset({Modality.NO_RESPONSE, Modality.DECLINES_COMMENT})


def find_denial(context: SentenceContext, span: Span) -> Match[Modality] | None:
    """The denying cue that governs the words at `span`: "denied that it had lost 15 tanks"."""
    tables = load_claim_tables(context.document.language)
    for attribution in context.covering(span):
        for cue in attribution.cue:
            first, last = context.token_range(cue)
            for match in tables.response.find_longest(context.tokens[first:last]):
                if match.payload is Modality.DENIES and not is_negated(context, first + match.first):
                    return Match(match.first + first, match.last + first, match.span, match.payload)
    return None


def find_responses(context: SentenceContext, pack: Pack, frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """A sentence's reactions to a report, in text order, one a kind and party. `frames` are its other claims: where
    one of them is denied, the denial is told by it."""
    tables = load_claim_tables(context.document.language)
    measure = next((m for m in pack.measures.values() if m.kind == "statement"), None)
    if measure is None:
        return ()
    told = {frame.hit.stance.modality for frame in frames}
    if any(find_denial(context, frame.hit.span) for frame in frames):
        told.add(Modality.DENIES)
    matches = sorted(
        [*tables.response.find_longest(context.tokens), *_silences(context), *_doubts(context)],
        key=lambda m: (m.first, -m.last),
    )
    found: list[Frame] = []
    end = 0
    for match in matches:
        if match.first < end or match.payload in told or not _reacts(context, match, pack):
            continue
        is_denial = match.payload is Modality.DENIES
        stance = Stance(
            match.payload,
            match.span,
            Polarity.NEGATIVE if is_denial else Polarity.POSITIVE,
            match.span if is_denial else None,
        )
        hit = TriggerHit(measure, Trigger(), "verb", match.first, match.last, match.span, stance)
        party = _find_reacting(context, hit, pack, tables)
        if party is None and (match.payload not in _SAYS_SOMETHING or not _is_said(context, match.span)):
            continue  # a silence or a doubt is somebody's
        same = [f for f in found if f.hit.stance.modality is match.payload]
        if any(_is_same(f.parties.actor, party) or _goes_on(context, f.hit.last, match.first) for f in same):
            continue
        found.append(Frame(context=context, hit=hit, parties=Parties(party, None)))
        end = match.last
    return tuple(found)


def _goes_on(context: SentenceContext, last: int, first: int) -> bool:
    """ "rejected the figures as pure invention" is one reaction: no mark and no "and" stands between its words."""
    joining = load_claim_tables(context.document.language).words["joining"]
    return all(token.is_word and token.lower not in joining for token in context.tokens[last:first])


def _is_same(one: Party | None, other: Party | None) -> bool:
    """Whether two reactions are of one party: both name it with the same words, or neither names any."""
    if one is None or other is None:
        return one is other
    return any(a.overlaps(b) for a in one.spans for b in other.spans)


def _reacts(context: SentenceContext, match: Match[Modality], pack: Pack) -> bool:
    """Whether the words are a reaction to a report or request, or to something about an item, and not mere speech."""
    tables = load_claim_tables(context.document.language)
    if match.payload in _SAYS_SOMETHING:
        if match.payload is Modality.DENIES and (
            is_negated(context, match.first) or _by_nobody(context, match, tables)
        ):
            return False
        names_report = any(True for _ in tables.report.find_all(context.tokens))
        names_item = any(pack.marks_subject(e.entity) for e in context.entities)
        return names_report or (names_item and _is_said(context, match.span)) or _answers(context, match, pack)
    if match.payload is Modality.CANNOT_VERIFY:
        return True
    if any(m.first <= match.first and match.last <= m.last for m in tables.complete.find_all(context.tokens)):
        return True
    following = context.tokens[max(0, match.first - _SUBJECT_REACH) : match.last + _REQUEST_REACH]
    return any(True for _ in tables.request.find_all(following))


def _by_nobody(context: SentenceContext, match: Match[Modality], tables: ClaimTables) -> bool:
    """ "Nobody denied that …", "none of them rejects it": the subject right before the verb is a negative one."""
    opening = match.first
    while opening and not ends_clause(context, opening - 1, tables):
        opening -= 1
    return context.tokens[opening].lower in tables.words["negative_determiners"] and opening < match.first


def _answers(context: SentenceContext, match: Match[Modality], pack: Pack) -> bool:
    """Whether a deflection that somebody speaks, or a denial of "that", answers the sentence before: that one names a
    report or an item."""
    before = context.previous
    tables = load_claim_tables(context.document.language)
    if before is None or not (_points_back(context, match, tables) or _is_spoken_deflection(context, match)):
        return False
    named = any(pack.marks_subject(e.entity) for e in before.entities)
    return named or any(True for _ in tables.report.find_all(before.tokens))


def _is_spoken_deflection(context: SentenceContext, match: Match[Modality]) -> bool:
    return match.payload is Modality.DEFLECTS and _is_said(context, match.span)


def _points_back(context: SentenceContext, match: Match[Modality], tables: ClaimTables) -> bool:
    """ "Iran's foreign minister denied that.": the whole object is a pronoun."""
    behind = context.tokens[match.last : match.last + 2]
    closes = len(behind) == 1 or (len(behind) == 2 and not behind[1].is_word)
    return bool(behind) and closes and behind[0].lower in tables.words["pointing"]


def _silences(context: SentenceContext) -> Iterator[Match[Modality]]:
    """Verbs of answering that the sentence negates before them: "neither ministry responded"."""
    tables = load_claim_tables(context.document.language)
    negations = [m.last for m in tables.negators.find_longest(context.tokens) if m.payload]
    for match in tables.silent_verbs.find_longest(context.tokens):
        between = [context.tokens[n : match.first] for n in negations if n <= match.first]
        if any(len(words) <= _NEGATION_REACH and all(t.text != "," for t in words) for words in between):
            group = read_verb_group(context, match.first)
            span = Span(context.tokens[group.first].span.start, match.span.end)
            yield Match(group.first, match.last, span, Modality.NO_RESPONSE)


def _doubts(context: SentenceContext) -> Iterator[Match[Modality]]:
    """ "could not independently verify": by the phrases, and by verbs of checking that are negated."""
    tables = load_claim_tables(context.document.language)
    for match in tables.doubts.find_longest(context.tokens):
        yield Match(match.first, match.last, match.span, Modality.CANNOT_VERIFY)
    for index, token in enumerate(context.tokens):
        if tables.has("checking", token.lemmas) and is_negated(context, index):
            first = read_verb_group(context, index).first
            span = Span(context.tokens[first].span.start, token.span.end)
            yield Match(first, index + 1, span, Modality.CANNOT_VERIFY)


def _find_reacting(context: SentenceContext, hit: TriggerHit, pack: Pack, tables: ClaimTables) -> Party | None:
    """Whoever reacts: a party that the pack knows, else the subject in the text's own words, else the speaker."""
    is_passive = hit.stance.modality is Modality.CANNOT_VERIFY and is_past_form(context.tokens[hit.last - 1], tables)
    behind = _behind_preposition(context, hit, is_passive, pack, tables)
    if behind is not None or is_passive:
        return behind
    first, last = _asked(context, *_subject(context, hit.first, tables), tables)
    if first == last or (last - first == 1 and context.tokens[first].lower in tables.words["pointing"]):
        return _speaker(context, hit.span) if hit.stance.modality in _SAYS_SOMETHING else None
    if hit.stance.modality is Modality.DENIES and (
        names_report(context, first, last, tables) or _holds_clause(context, first, last, tables)
    ):
        return _speaker(context, hit.span)  # "rumours that … are nonsense": of them it is said, and not by them
    span = Span(context.tokens[first].span.start, context.tokens[last - 1].span.end)
    known = find_parties(context, hit, pack, speakers=True).actor
    if known is not None and all(span.contains(part) for part in known.spans):
        return known
    if any(cue.overlaps(span) for a in context.attributions for cue in a.cue):
        return _speaker(context, hit.span)  # "the maker said it could not confirm"
    return Party(" ".join(span.of(context.text).split()), (span,))


def _holds_clause(context: SentenceContext, first: int, last: int, tables: ClaimTables) -> bool:
    """Whether tokens [first, last) are a clause and no subject: "the fund bought 36, its head said, rejecting …"."""
    tokens = context.tokens
    verbs = (i for i in range(first, last) if is_verb(context, i) and not tables.has("auxiliary", tokens[i].lemmas))
    relative = tables.words["relative_break"] | {"that"}
    return any(not any(token.lower in relative for token in tokens[first:i]) for i in verbs)


def _speaker(context: SentenceContext, span: Span) -> Party | None:
    """Whoever says the words at `span`, in the text's own words."""
    for attribution in context.attributions:
        inside = [part for part in attribution.source if context.span.contains(part)]
        if inside and any(part.overlaps(span) for part in (*attribution.cue, *attribution.content)):
            return Party(" ".join(inside[0].of(context.text).split()).rstrip(","), (inside[0],))
    return _speaks_before(context, span)


def _speaks_before(context: SentenceContext, span: Span) -> Party | None:
    """The speaker to whom a participle belongs: "…, the head of the fund said on Monday, rejecting a report"."""
    first, _ = context.token_range(span)
    if not first or context.tokens[first - 1].text != "," or not context.tokens[first].lower.endswith("ing"):
        return None
    before = [(cue, a) for a in context.attributions for cue in a.cue if cue.end <= context.tokens[first - 1].span.end]
    if not before:
        return None
    cue, attribution = max(before, key=lambda pair: pair[0].end)
    _, behind = context.token_range(cue)
    inside = [part for part in attribution.source if context.span.contains(part)]
    if not inside or any(is_verb(context, index) for index in range(behind, first)):
        return None
    return Party(" ".join(inside[0].of(context.text).split()).rstrip(","), (inside[0],))


def _asked(context: SentenceContext, first: int, last: int, tables: ClaimTables) -> tuple[int, int]:
    """The part of a subject that names who was asked: "emails to the ministry" were not returned by the ministry."""
    if not any(tables.request.find_all(context.tokens[first:last])):
        return first, last
    behind = [index for index in range(first, last) if context.tokens[index].lower in tables.words["towards"]]
    return (behind[-1] + 1, last) if behind else (first, last)


def _behind_preposition(
    context: SentenceContext, hit: TriggerHit, is_passive: bool, pack: Pack, tables: ClaimTables
) -> Party | None:
    """ "no immediate comment from Tehran", "could not be verified by Reuters"."""
    is_nominal = context.tokens[hit.first].lower in tables.words["negative_determiners"]
    before = (tables.words["agent"] if is_passive else frozenset()) | (
        tables.words["away"] if is_nominal else frozenset()
    )
    for index in range(hit.last, min(len(context.tokens) - 1, hit.last + _AGENT_REACH)):
        if context.tokens[index].lower not in before:
            continue
        start = context.tokens[index + 1].span.start
        for entity in context.entities:
            is_near = 0 <= entity.span.start - start <= len("the ")
            if is_near and (entity.entity in pack.actors or entity.entity in pack.outlets):
                value = entity.entity if entity.entity in pack.actors else entity.text
                return Party(value or entity.text, (entity.span,))
    return None


def _subject(context: SentenceContext, first: int, tables: ClaimTables) -> tuple[int, int]:
    """The tokens [first, last) of the subject before the words at token `first`, a relative clause in it included."""
    end = min(read_verb_group(context, _verb_before(context, first, tables)).first, first)
    begin = end
    while begin and end - begin < _SUBJECT_REACH:
        token = context.tokens[begin - 1]
        if token.lower in tables.words["relative_break"] | {"that"}:
            begin -= 1
            continue
        opening = _insert_opening(context, begin - 1)
        if begin == end and opening is not None:
            begin = end = opening
            continue
        if not token.is_word and token.text not in {"'", "’", "-", "'s", "’s", "."}:
            break
        if token.lower in tables.words["joining"] and begin > 1 and ends_clause(context, begin - 2, tables):
            break
        if ends_clause(context, begin - 1, tables) and token.lower not in tables.words["joining"]:
            break
        begin -= 1
    leading = tables.words["leading"] | tables.words["expletive"]
    while begin < end and context.tokens[begin].lower in leading:
        begin += 1
    return begin, end


def _verb_before(context: SentenceContext, first: int, tables: ClaimTables) -> int:
    """The verb whose object the words are said of: "called the accusations a fabrication"; else the words."""
    if is_verb(context, first):
        return first
    for index in range(first - 1, max(-1, first - 1 - _SUBJECT_REACH), -1):
        if context.tokens[index].text in _STRONG_MARKS:
            break
        if tables.has("branding", context.tokens[index].lemmas) and is_verb(context, index):
            return index
    return first


def _insert_opening(context: SentenceContext, comma: int) -> int | None:
    """The opening comma of an insert that ends at the comma at `comma`: "the ministry, asked about it, refused"."""
    if context.tokens[comma].text != ",":
        return None
    for index in range(comma - 1, max(0, comma - _LONGEST_INSERT), -1):
        if context.tokens[index].text == ",":
            return index
    return None


def _is_said(context: SentenceContext, span: Span) -> bool:
    """Whether somebody says it: the words are an attribution's cue, or stand in its content."""

    def touches(attribution: Attribution) -> bool:
        return any(part.overlaps(span) for part in (*attribution.cue, *attribution.content))

    return any(touches(a) and a.source for a in context.attributions)
