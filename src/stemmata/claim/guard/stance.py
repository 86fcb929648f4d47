"""What is said and how it is meant, against the words: the measure's trigger, polarity, modality and stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stemmata.claim.guard.table import GuardTable
from stemmata.claim.guard.words import cut_words, ends_with, find_phrases, holds
from stemmata.model import Claim, Modality, Polarity, Span
from stemmata.packs import Pack
from stemmata.packs.schema import Stage, Trigger

_REACH = 110  # characters before a verb in which a denial, a negation or a modal may govern it
_CLOSE = 3  # words between a negation and its verb
_AUXILIARIES = 2
_LONGEST_PARTY = 8  # words
_ENDINGS = ("", "s", "es", "d", "ed", "ing")
_GAP = "…"  # in the pack: some words of the same clause
REACTIONS = frozenset(
    {
        Modality.DENIES,
        Modality.DEFLECTS,
        Modality.DECLINES_COMMENT,
        Modality.NO_RESPONSE,
        Modality.CANNOT_VERIFY,
    }
)


def measure_holds(claim: Claim, text: str, pack: Pack, table: GuardTable, language: str) -> bool:
    """Whether the words that are said to name the measure do, in some inflection, for this sub-kind and modality."""
    measure = pack.measures.get(claim.measure)
    spans = claim.support.get("measure", ())
    if measure is None or not spans:
        return False
    words = cut_words(" ".join(span.of(text) for span in spans))
    if measure.kind == "statement":
        return claim.modality in REACTIONS and modality_holds(claim, text, table, spans)
    own = [t for t in measure.triggers if t.sub_kind == claim.sub_kind]
    fitting = [t for t in own if not t.modalities or claim.modality in {*t.modalities} or claim.modality in REACTIONS]
    if any(_names(trigger, words, table, language) for trigger in fitting):
        return True
    stages = {stage for trigger in fitting for stage in _stages_of(trigger)}
    told = stages & {claim.stage} if claim.stage is not None else stages
    return any(_tells_stage(pack.stages[stage], words, table, language) for stage in sorted(told & pack.stages.keys()))


def _stages_of(trigger: Trigger) -> tuple[str, ...]:
    """The stages whose cues name the measure, in packs that say so."""
    return tuple(getattr(trigger, "stages", ()))


def _tells_stage(stage: Stage, words: Sequence[str], table: GuardTable, language: str) -> bool:
    return any(_in_order(_run(cue), words, table) for cue in stage.cues.get(language, ()))


def _run(phrase: str) -> list[str]:
    """The words of a pack's phrase in order, its gaps left out."""
    return [word for word in phrase.lower().replace("-", " - ").split() if word != _GAP]


def _names(trigger: Trigger, words: Sequence[str], table: GuardTable, language: str) -> bool:
    forms = (trigger.verbs, trigger.nouns, trigger.phrases)
    return any(_in_order(_run(run), words, table) for form in forms for run in form.get(language, ()))


def _in_order(lemmas: Sequence[str], words: Sequence[str], table: GuardTable) -> bool:
    """Whether forms of all `lemmas` stand in `words` in this order; others may stand between, but no word that makes
    another verb of it: "used up" is no form of "use"."""
    rest = list(words)
    for lemma in lemmas:
        place = next((i for i, word in enumerate(rest) if is_form(word, lemma, table)), None)
        if place is None:
            return False
        rest = rest[place + 1 :]
    return not rest or rest[0] not in table.particles


def is_form(word: str, lemma: str, table: GuardTable) -> bool:
    """Whether `word` is a form of `lemma`: irregular ones by table, the others by their endings."""
    if word == lemma or word in table.verbs.get(lemma, ()):
        return True
    stems = {lemma, lemma.removesuffix("e"), lemma + lemma[-1]}
    if lemma.endswith("y"):
        stems.add(lemma[:-1] + "i")
    return any(word == stem + ending for stem in stems for ending in _ENDINGS[1:])


def polarity_holds(claim: Claim, text: str, table: GuardTable) -> bool:
    """A negative claim has its negation or denial in the evidence; a positive one has none that governs its verb."""
    evidence, spans = claim.evidence.span, claim.support.get("polarity", ())
    if claim.polarity is Polarity.NEGATIVE:
        if not spans or not all(evidence.contains(span) for span in spans):
            return False
        words = cut_words(" ".join(span.of(text) for span in spans))
        return holds(words, (*table.negation.words, *table.negation.denials))
    if claim.modality in REACTIONS - {Modality.DENIES}:
        return True
    if claim.modality is Modality.DENIES:
        return False
    is_nought = claim.quantity is not None and claim.quantity.high == 0
    if not is_nought and any(_is_denied_of_all(span, text, evidence, table) for span in claim.support["measure"]):
        return False
    measures = claim.support.get("measure", ())
    if any(_is_denied_between(m, q, text, table) for m in measures for q in claim.support.get("quantity", ())):
        return False
    return not any(_is_negated(span, text, evidence, table) for span in measures)


def _is_denied_between(measure: Span, quantity: Span, text: str, table: GuardTable) -> bool:
    """Whether a negation stands in the clause between the measure's words and the number: "output never rose above"."""
    words = cut_words(text[measure.end : quantity.start])
    cuts = [i for i, word in enumerate(words) if word in table.negation.clauses or word == ","]
    kept = words[cuts[-1] + 1 :] if cuts else words
    negations = find_phrases(kept, table.negation.strict)
    unless = find_phrases(kept, table.negation.unless)
    return any(not any(a <= first < b for a, b, _ in unless) for first, _, _ in negations)


def _is_negated(verb: Span, text: str, evidence: Span, table: GuardTable) -> bool:
    before = _clause_before(verb, text, evidence, table)
    kept = [word for word in before if word != ","]
    for first, last, _ in find_phrases(kept, table.negation.strict):
        looks_so = any(a <= first < b for a, b, _ in find_phrases(kept, table.negation.unless))
        if not looks_so and len(kept) - last <= _AUXILIARIES:
            return True
    own = cut_words(verb.of(text))
    if holds(own, table.negation.strict) and not holds(own, table.negation.unless):
        return True
    return bool(find_phrases(before, table.negation.governing))


def _is_denied_of_all(verb: Span, text: str, evidence: Span, table: GuardTable) -> bool:
    """Whether the verb's subject is "none" or the like."""
    before = _clause_before(verb, text, evidence, table)
    commas = [i for i, word in enumerate(before) if word == ","]
    return holds(before[commas[-1] + 1 :] if commas else before, table.negation.subjects)


def _clause_before(verb: Span, text: str, evidence: Span, table: GuardTable) -> list[str]:
    """The words before a verb, back to where its clause begins."""
    words = cut_words(text[max(evidence.start, verb.start - _REACH) : verb.start])
    cuts = [i for i, word in enumerate(words) if word in table.negation.clauses]
    return words[cuts[-1] + 1 :] if cuts else words


def modality_holds(
    claim: Claim, text: str, table: GuardTable, spans: Iterable[Span] = (), is_state: bool = False
) -> bool:
    """A stance other than "asserted" has its words in the evidence; an asserted verb has none right before it. With
    `is_state` the measure is none that anybody does: a plan for it is a forecast."""
    if claim.modality is Modality.ASSERTED:
        return not any(
            _is_governed(span, text, claim.evidence.span, table) and not _is_told_above(span, claim, text, table)
            for span in claim.support.get("measure", ())
        )
    stated = tuple(claim.support.get("modality", ())) or tuple(spans)
    if not stated or not all(claim.evidence.span.contains(span) for span in stated):
        return False
    words = cut_words(" ".join(span.of(text) for span in stated))
    kind = claim.modality.value
    kinds = (kind, Modality.PLANS.value) if is_state and claim.modality is Modality.EXPECTS else (kind,)
    return any(holds(words, table.modality[k]) or " ".join(words) in table.modality_alone.get(k, ()) for k in kinds)


def _is_governed(verb: Span, text: str, evidence: Span, table: GuardTable) -> bool:
    """Whether a modal governs the verb: right before it, or in its clause where the verb tells no past by itself."""
    words = cut_words(text[max(evidence.start, verb.start - _REACH) : verb.start])
    own = cut_words(verb.of(text))
    if holds(own, table.governs) or holds(own, table.tells_plan):
        return True
    light = {*table.negation.strict, *table.party["passive"], *table.light_verbs}
    close = list(words)
    while close and (close[-1] in light or close[-1].endswith("ly")) and ends_with(close, table.governs) is None:
        close = close[:-1]
    if ends_with(close, table.governs) is not None:
        return True
    if close and close[-1] in table.infinitives:
        return close[-2:-1] == [] or close[-2] not in table.achieves
    if _is_past(own[0], table) or (words and words[-1] in table.fillers):
        return False
    cuts = [i for i, word in enumerate(words) if word in table.negation.clauses or word in {",", "that"}]
    return holds(words[cuts[-1] + 1 :] if cuts else words, table.governs)


def _is_told_above(verb: Span, claim: Claim, text: str, table: GuardTable) -> bool:
    """Whether what governs an infinitive is itself told, as the claim's negation or its stage: "failed to deliver",
    "signed a contract to buy"."""
    above = (*(claim.support.get("polarity", ())), *(claim.support.get("stage", ())))
    between = [cut_words(text[span.end : verb.start]) for span in above if span.end <= verb.start]
    reached = [cut_words(span.of(text)) for span in above if span.end <= verb.start]
    return any(
        (words and words[-1] in table.infinitives and (len(words) == 1 or _is_party(words[:-1], table)))
        or (not words and told and told[-1] in table.infinitives)
        for words, told in zip(between, reached, strict=True)
    )


def _is_party(words: Sequence[str], table: GuardTable) -> bool:
    """ "signed a deal *with the French government* to buy": a party behind its preposition, and nothing else."""
    is_led = words[0] in {*table.party["against"], *table.party["away"]}
    stops = {*table.noun_stops, *table.infinitives} - {*table.number.grammar["joins"]}
    return is_led and len(words) <= _LONGEST_PARTY and stops.isdisjoint(words[1:]) and "," not in words


def _is_past(word: str, table: GuardTable) -> bool:
    """Whether a verb's form tells the past: "delivered", "gave"."""
    return word.endswith("ed") or any(
        word in forms and not word.endswith(("s", "ing")) for forms in table.verbs.values()
    )


def stage_holds(claim: Claim, text: str, pack: Pack, table: GuardTable, language: str) -> bool:
    """Whether the words that are said to give the stage do: a cue of it, or the trigger that stands for it."""
    stage, spans = pack.stages.get(claim.stage or ""), claim.support.get("stage", ())
    if stage is None or not spans:
        return False
    words = cut_words(" ".join(span.of(text) for span in spans))
    if _tells_stage(stage, words, table, language):
        return claim.polarity is Polarity.NEGATIVE or not _is_taken_back(spans[0], text, claim.evidence.span, table)
    measure = pack.measures.get(claim.measure)
    triggers = measure.triggers if measure else ()
    return any(t.stage == claim.stage and _names(t, words, table, language) for t in triggers)


def _is_taken_back(span: Span, text: str, evidence: Span, table: GuardTable) -> bool:
    before = cut_words(text[max(evidence.start, span.start - _REACH) : span.start])[-_CLOSE:]
    return holds(before, table.stage_negators) and not holds(before, table.negation.unless)
