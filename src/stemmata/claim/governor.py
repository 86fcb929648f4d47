"""The modality and polarity of one trigger, from the words that govern it.

The nearest governing word decides: "plans to start delivering" is a plan, "has started delivering" is not. A verb's
group says whether it has a modal; an infinitive, a gerund or a noun is led to the word that it hangs on, and takes
that word's stance. What is only asked, wished or wondered is no claim. All positions are token indexes of one
sentence.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from stemmata.annotate.lexicon import Match
from stemmata.annotate.token import verb_lemmas, word_classes
from stemmata.claim.clause import ends_clause
from stemmata.claim.condition import find_conditions, is_asked, put_under_conditions
from stemmata.claim.context import SentenceContext
from stemmata.claim.deal import stance_of_deal
from stemmata.claim.nominal import find_verb, qualifies_noun
from stemmata.claim.predicate import find_denied_being, insert_end, is_called_untrue, is_counterfactual, is_denied_word
from stemmata.claim.stance import Stance, negate, put_under_denial
from stemmata.claim.table import Effect, load_claim_tables
from stemmata.claim.verb import is_negated, is_participle, is_progressive, is_verb, read_verb_group
from stemmata.model import Modality, Polarity, Span

_DEEPEST = 5  # governors above one another
_GOVERNOR_REACH = _REPORT_REACH = 12  # between an infinitive and what governs it; "dismissed a report that"
_SUBJECT_REACH = 14
_PREDICATE_REACH = _HEADLINE_REACH = _CONJOINED_REACH = 20
# "received almost no drones", "help the company build", "no evidence so far that"
_OBJECT_REACH, _HELPED_REACH, _THAT_REACH = 3, 5, 7
_SENTENCES = 4  # whose readers are kept: triggers of a sentence are read one after another
_STRONG_MARKS = frozenset(";:—–")
_GOVERN_SENTENCES = frozenset({Effect.DENIES, Effect.UNSAID, Effect.CANNOT_VERIFY, Effect.EXPECTS, Effect.NEGATIVE})
_OWN = frozenset({Effect.PLANS, Effect.INTENDS, Effect.EXPECTS})


def find_stance(context: SentenceContext, first: int, last: int, is_noun: bool) -> Stance:
    """The stance of the trigger at tokens [first, last)."""
    reader = _read(context)
    head = None if is_noun else find_verb(context, first, last)
    if head is None:
        stance = reader.under_complement(reader.of_noun(first, last, 0), first)
    else:
        stance = reader.of_verb(head, last, 0)
    if stance.polarity is Polarity.POSITIVE and is_called_untrue(context, first, last, reader.denials):
        stance = replace(stance, is_claimed=False)
    return put_under_conditions(context, reader.own(stance, first, last), first, reader.conditions)


@lru_cache(maxsize=_SENTENCES)
def _read(context: SentenceContext) -> _Reader:
    return _Reader(context)


class _Reader:
    """Reads stances in one sentence; `depth` counts the governors above one another."""

    def __init__(self, context: SentenceContext) -> None:
        self._context = context
        self._tokens = context.tokens
        self._language = context.document.language
        self._tables = load_claim_tables(self._language)
        self._governors = {m.last: m for m in self._tables.governors.find_longest(context.tokens)}
        responses = self._tables.response.find_longest(context.tokens)
        self._denials = {m.last: m for m in responses if m.payload is Modality.DENIES}
        self.denials = tuple(self._denials.values())
        self.conditions = find_conditions(context)
        self._openings = {m.first: m for m in self._governors.values()}
        self._look_alikes = frozenset(
            index
            for match in self._tables.negators.find_longest(context.tokens)
            if not match.payload
            for index in range(match.first, match.last)
        )

    # --- Verbs ---------------------------------------------------------------------------------------

    def of_verb(self, head: int, last: int, depth: int) -> Stance:
        """The stance of the verb at `head`, whose words end at `last`."""
        if depth > _DEEPEST:
            return Stance()
        group = read_verb_group(self._context, head)
        token = self._tokens[head]
        if group.modal is not None:
            stance = self._of_modal(group.modal, group.first, head)
            if group.has_perfect and is_counterfactual(self._context, group.modal, head, self._tables):
                stance = replace(stance, is_claimed=False)
        elif group.infinitive is not None:
            stance = self._of_infinitive(group.infinitive, depth, group.has_perfect)
        elif group.has_be or group.has_perfect or group.has_do:
            stance = Stance()
        elif is_progressive(token, self._language):
            stance = self._governor_before(group.first, depth) or Stance()  # "capable of making", "began making"
        else:
            stance = self._of_bare(head, group.first, depth)
        negation = group.negation
        if negation is None:
            is_finite = group.infinitive is None and not is_progressive(token, self._language)
            negation = self._negative_party(group.first if is_finite else None, last)
        if negation is not None and negation not in self._look_alikes:
            stance = negate(stance, self._tokens[negation].span)
        if group.infinitive is None and not is_progressive(token, self._language):
            stance = self.under_complement(stance, group.first)
        return stance

    def _of_modal(self, modal: int, first: int, head: int) -> Stance:
        for index in range(first, head):
            match = self._openings.get(index)
            if match is not None and match.last <= head and match.payload is Effect.EXPECTS:
                return Stance(Modality.EXPECTS, match.span)
        word = self._tokens[modal]
        return self._apply(self._tables.modals[word.lower], word.span, Stance())

    def _of_infinitive(self, to: int, depth: int, is_perfect: bool) -> Stance:
        """ "plans to", "is to", "flew there to": what it hangs on. "Claims to have shot down" is of what is done."""
        if to and self._tables.has("passive", self._tokens[to - 1].lemmas):
            span = Span(self._tokens[to - 1].span.start, self._tokens[to].span.end)
            return Stance(Modality.PLANS, span)
        direct = self._governors.get(to + 1)
        if direct is not None:
            return self._governed_by(direct, depth)
        if found := stance_of_deal(self._context, to) or self._governor_before(to, depth):
            return found
        near = range(max(0, to - _HEADLINE_REACH), to)
        if near and not is_perfect and not any(is_verb(self._context, index) for index in near):
            return Stance(Modality.PLANS, self._tokens[to].span)  # "Berlin to send tanks": a headline's future
        return Stance()

    def _of_bare(self, head: int, first: int, depth: int) -> Stance:
        """A verb without auxiliaries: the second of two ("plans to build and sell"), one behind "help", or finite."""
        token = self._tokens[head]
        is_base = token.lower in verb_lemmas(token.lower, self._language)
        if first and self._tokens[first - 1].lower in self._tables.words["joining"]:
            earlier = self._conjoined(first - 1, is_base)
            if earlier is not None:
                return self.of_verb(earlier, earlier + 1, depth + 1)
        if is_base:
            for index in range(first - 1, max(-1, first - 1 - _HELPED_REACH), -1):
                if ends_clause(self._context, index, self._tables):
                    break
                if self._tables.has("helping", self._tokens[index].lemmas):
                    return self.of_verb(index, index + 1, depth + 1)
        return Stance()

    def _conjoined(self, joint: int, is_base: bool) -> int | None:
        """The earlier verb of the same form that a verb behind `joint` is joined to."""
        for index in range(joint - 1, max(-1, joint - 1 - _CONJOINED_REACH), -1):
            token = self._tokens[index]
            if token.text in _STRONG_MARKS or token.lower in self._tables.words["complementizers"]:
                return None
            group = read_verb_group(self._context, index) if "VERB" in self._classes(index) else None
            if group is None or group.first == index:
                continue
            if is_base and token.lower in verb_lemmas(token.lower, self._language):
                return index
            if not is_base and is_participle(token, self._tables) and (group.has_be or group.has_perfect):
                return index
        return None

    # --- Nouns ---------------------------------------------------------------------------------------

    def of_noun(self, first: int, last: int, depth: int) -> Stance:
        """The stance of a noun: what qualifies it, what governs it, or what is said of it."""
        if depth > _DEEPEST:
            return Stance()
        negation: Span | None = None
        begin = first
        phrase = self._context.structure.phrase_at(first)
        opening = first if phrase is None else self._context.structure.phrases[phrase].first
        for index in range(first - 1, max(-1, first - 1 - _GOVERNOR_REACH), -1):
            token = self._tokens[index]
            qualifier = self._tables.attributes.get(token.lower.rpartition("-")[2])  # "long-anticipated"
            if qualifier is not None:
                return self._apply(qualifier, token.span, Stance())
            if token.lower in self._tables.words["negative_determiners"] and index not in self._look_alikes:
                negation = token.span
            if index < opening and not self._is_inside_noun_phrase(index):
                break
            begin = index
        stance = self._of_phrase(begin, last, depth)
        return negate(stance, negation) if negation is not None else stance

    def _of_phrase(self, begin: int, last: int, depth: int) -> Stance:
        governor = self._governors.get(begin)
        if governor is not None:
            return self._governed_by(governor, depth)
        if begin and not ends_clause(self._context, begin - 1, self._tables):
            before = begin - 1
            if self._is_preposition(before):
                head = self._head_before(before)
                if head is not None and "NOUN" in self._classes(head) and not is_verb(self._context, head):
                    return self.of_noun(head, last, depth + 1)
                found = self._governor_before(before, depth)
                return found if found is not None else self._of_predicate(last, depth)
            if is_verb(self._context, before) or self._governs_directly(before):
                return self._under_verb(before, depth)
        return self._of_predicate(last, depth)

    def _of_predicate(self, last: int, depth: int) -> Stance:
        """What is said of a subject that ends before `last`: "deliveries of them, he said, are expected to begin"."""
        qualifier: int | None = None
        index = self._complement_end(last)
        while index < min(len(self._tokens), last + _PREDICATE_REACH):
            token = self._tokens[index]
            if token.text == ",":
                closing = insert_end(self._context, index, self._tables)
                if closing is None:
                    break
                index = closing
            elif token.text in _STRONG_MARKS or token.lower in self._tables.words["relative_break"]:
                break
            elif not self._context.outside_content(token.span):
                match = self._openings.get(index)
                if match is not None and read_verb_group(self._context, index).first < index:
                    return self._governed_by(match, depth)
                if is_denied_word(self._context, index, self._tables):
                    return self._under_verb(index, depth)
                if is_verb(self._context, index) and not self._tables.has("auxiliary", token.lemmas):
                    if not self._may_qualify(index):
                        return self._under_verb(index, depth)
                    qualifier = index if qualifier is None else qualifier
            index += 1
        # A participle only qualifies its noun where another verb follows: "the drones made in May were sold".
        if qualifier is None or is_progressive(self._tokens[qualifier], self._language):
            denied = find_denied_being(self._context, last, self._tables, self._look_alikes)
            return Stance() if denied is None else negate(Stance(), self._tokens[denied].span)
        planned = self._openings.get(qualifier)  # "with deliveries planned for 2028"
        return self._under_verb(qualifier, depth) if planned is None else self._governed_by(planned, depth)

    def _complement_end(self, last: int) -> int:
        """Behind the infinitive that a noun before `last` takes: "a deal to supply" is not yet supplied, but made."""
        opening = self._openings.get(last - 1)
        takes_one = opening is not None and opening.last == last + 1 < len(self._tokens)
        return last + 2 if takes_one and self._tokens[last].lower in self._tables.words["infinitive"] else last

    def _under_verb(self, index: int, depth: int) -> Stance:
        """The stance of the verb at `index`, for a noun that is its subject or object."""
        return replace(self.of_verb(index, index + 1, depth + 1), governor=self._tokens[index].span)

    def _may_qualify(self, index: int) -> bool:
        """Whether a form without auxiliary may be a participle that qualifies the noun before it."""
        token = self._tokens[index]
        if read_verb_group(self._context, index).first < index:
            return False
        following = self._tokens[index + 1].lower if index + 1 < len(self._tokens) else ""
        is_passive_form = is_participle(token, self._tables) and following in self._tables.words["prepositions"]
        return is_progressive(token, self._language) or is_passive_form

    # --- What governs --------------------------------------------------------------------------------

    def _governor_before(self, position: int, depth: int) -> Stance | None:
        """The stance of the nearest governing word or verb before `position` in its clause."""
        index = position - 1
        lowest = max(-1, position - 1 - _GOVERNOR_REACH)
        while index > lowest:
            match = self._governors.get(index + 1)
            if match is not None:
                return self._governed_by(match, depth)
            if ends_clause(self._context, index, self._tables):
                return None
            if is_verb(self._context, index):
                return self.of_verb(index, index + 1, depth + 1)
            index -= 1
        return None

    def _governed_by(self, match: Match[Effect], depth: int) -> Stance:
        """The stance that a governing word gives, with the negation that it stands under itself."""
        if is_verb(self._context, match.first):
            above = self.of_verb(match.first, match.last, depth + 1)
        else:
            negation = self._negative_determiner(match.first)
            above = Stance() if negation is None else negate(Stance(), self._tokens[negation].span)
            above = self.under_complement(above, match.first)  # "not true that it plans to": verb or noun
        if match.payload is Effect.DENIES and above.polarity is Polarity.NEGATIVE:
            return replace(above, is_claimed=False)
        if match.payload in {Effect.NEGATIVE, Effect.UNSAID}:
            return self._apply(match.payload, match.span, above)
        stance = self._apply(match.payload, match.span, Stance())
        if above.polarity is Polarity.NEGATIVE and above.polarity_span is not None:
            stance = negate(stance, above.polarity_span)
        return replace(stance, is_claimed=stance.is_claimed and above.is_claimed)

    def _apply(self, effect: Effect, span: Span, base: Stance) -> Stance:
        if effect is Effect.UNSAID:
            return replace(base, is_claimed=False)
        if effect is Effect.NEGATIVE:
            return negate(base, span)
        if effect is Effect.UNLIKELY:
            return Stance(Modality.EXPECTS, span, Polarity.NEGATIVE, span)
        if effect is Effect.INABLE:
            return Stance(Modality.COULD, span, Polarity.NEGATIVE, span)
        if effect is Effect.DENIES:
            return Stance(Modality.DENIES, span, Polarity.NEGATIVE, span)
        return Stance(Modality(effect.value), span)

    def under_complement(self, stance: Stance, first: int) -> Stance:
        """The stance of a finite clause under "that", "whether" or "if"."""
        for index in range(first - 1, max(-1, first - 1 - _SUBJECT_REACH), -1):
            token = self._tokens[index]
            if is_asked(self._context, index, self._tables):
                return replace(stance, is_claimed=False)
            if token.lower in self._tables.words["that"]:
                return self._under_that(stance, index)
            if token.text in _STRONG_MARKS or token.lower in self._tables.strong_boundaries | {","}:
                break
        return stance

    def _under_that(self, stance: Stance, that: int) -> Stance:
        near = range(max(0, that - _REPORT_REACH), that)
        is_reported = any(self._tables.has("reporting", self._tokens[index].lemmas) for index in near)
        if is_reported and any(self._tables.has("branding", self._tokens[index].lemmas) for index in near):
            for denial in self._denials.values():
                return Stance(Modality.DENIES, denial.span, Polarity.NEGATIVE, denial.span)
        if that and self._tables.has("reporting", self._tokens[that - 1].lemmas):
            for denial in self._denials.values():  # "any claim that it had sold them was false"
                before = self._tokens[max(that, denial.first - _OBJECT_REACH) : denial.first]
                if denial.first > that and any(self._tables.has("passive", token.lemmas) for token in before):
                    return Stance(Modality.DENIES, denial.span, Polarity.NEGATIVE, denial.span)
        for index in range(that, max(0, that - (_REPORT_REACH if is_reported else _THAT_REACH)), -1):
            match = self._governors.get(index) or self._governors.get(index + 1)
            may_deny = is_reported or (match is None and index == that)  # "it is a myth that"
            denied = self._denials.get(index) if may_deny else None
            if denied is not None and not is_negated(self._context, denied.first):
                match = Match(denied.first, denied.last, denied.span, Effect.DENIES)
            if match is None or match.payload not in _GOVERN_SENTENCES or qualifies_noun(self._context, match.last - 1):
                continue
            above = self._governed_by(match, 1)
            if not above.is_claimed or match.payload is not Effect.EXPECTS:
                return put_under_denial(stance, above)
            return replace(stance, modality=above.modality, modality_span=above.modality_span)
        return stance

    def own(self, stance: Stance, first: int, last: int) -> Stance:
        """The stance of words that are a stance themselves: "in talks over", "negotiates"."""
        match = self._openings.get(first)
        if match is None or match.last > last or match.payload not in _OWN or stance.modality is not Modality.ASSERTED:
            return stance
        return replace(stance, modality=Modality(match.payload.value), modality_span=match.span)

    # --- Words ---------------------------------------------------------------------------------------

    def _classes(self, index: int) -> frozenset[str]:
        return word_classes(self._tokens[index].lower, self._language)

    def _is_preposition(self, index: int) -> bool:
        return self._tokens[index].lower in self._tables.words["prepositions"]

    def _governs_directly(self, index: int) -> bool:
        """Whether a word that may be noun or verb takes the noun behind it as its object: "will halt deliveries"."""
        return "VERB" in self._classes(index) and read_verb_group(self._context, index).first < index

    def _head_before(self, preposition: int) -> int | None:
        """The noun or verb right before a preposition; None where another word stands there."""
        index = preposition - 1
        if index < 0 or not self._tokens[index].is_word or ends_clause(self._context, index, self._tables):
            return None
        return index

    def _is_inside_noun_phrase(self, index: int) -> bool:
        token = self._tokens[index]
        if token.lower in self._tables.words["in_noun_phrase"] or (token.text == "." and index + 1 < len(self._tokens)):
            return True  # "a Jan. 5 visit"
        if not token.is_word or ends_clause(self._context, index, self._tables) or self._is_preposition(index):
            return False
        if self._governors.get(index + 1) is not None or is_verb(self._context, index):
            return False
        if token.text[:1].isupper() or token.text[:1].isdigit():
            return True
        classes = self._classes(index)
        return bool(classes & {"ADJ", "NOUN", "PROPN", "NUM"}) or not classes

    def _negative_determiner(self, first: int) -> int | None:
        """ "has no plans to", "no sign that"."""
        for index in range(first - 1, max(-1, first - 3), -1):
            if self._tokens[index].lower in self._tables.words["negative_determiners"]:
                return index
            if not self._is_inside_noun_phrase(index):
                break
        return None

    def _negative_party(self, first: int | None, last: int) -> int | None:
        """A "no" or "neither" before the subject of a finite verb that begins at `first`, or right behind the verb
        before its object."""
        negative = self._tables.words["negative_determiners"]
        for index in range(first - 1, max(-1, first - 1 - _SUBJECT_REACH), -1) if first is not None else ():
            token = self._tokens[index]
            if token.lower in negative and index not in self._look_alikes:
                return index
            is_bound = ends_clause(self._context, index, self._tables) and token.lower not in {"and", ","}
            if is_bound or is_verb(self._context, index) or self._context.outside_content(token.span):
                break
        for index in range(last, min(len(self._tokens), last + _OBJECT_REACH)):
            token = self._tokens[index]
            if token.lower in negative and index not in self._look_alikes:
                return index
            if not self._is_preposition(index) and "ADV" not in self._classes(index):
                break
        return None
