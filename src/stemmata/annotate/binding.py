"""Binding each cue of a sentence to the phrase that it has as its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stemmata.annotate.complement import opens_phrase
from stemmata.annotate.cue import Cue, Form, find_cues
from stemmata.annotate.exhibit import document_before
from stemmata.annotate.phrase import phrase_after
from stemmata.annotate.reading import BREAKS, Range, Reading
from stemmata.annotate.subject import phrase_before
from stemmata.annotate.verb_group import before_auxiliaries

_LONGEST_SUBJECT = 20  # tokens of one that opens the sentence
_DASHES = frozenset({"—", "–", "--"})


@dataclass(frozen=True, slots=True)
class Bound:
    """A cue with the tokens [first, last) of its source; None where the text words no source.

    `shares` is true where the source is that of an earlier cue ("X said …, adding that …").
    """

    cue: Cue
    source: Range | None
    shares: bool = False

    @property
    def first(self) -> int:
        """The first token of cue and source; of the cue alone where the source is shared."""
        return self.cue.first if self.source is None or self.shares else min(self.cue.first, self.source[0])

    @property
    def last(self) -> int:
        """Behind the last token of cue and source; of the cue alone where the source is shared."""
        return self.cue.last if self.source is None or self.shares else max(self.cue.last, self.source[1])


def bind_cues(reading: Reading) -> tuple[Bound, ...]:
    """The cues that have the source they need, in text order. What is quoted is not searched."""
    bound: list[Bound] = []
    cues = find_cues(reading)
    for number, cue in enumerate(cues):
        is_free = reading.quotation[cue.verb] is None and not _is_in_source(reading, cue, bound)
        item = _bind(reading, cue, bound) if is_free else None
        if item is not None:
            bound.append(_before_verb(reading, item, cues[number + 1 :]))
    return tuple(bound)


def _before_verb(reading: Reading, item: Bound, behind: Sequence[Cue]) -> Bound:
    """A source behind its cue without the verb of the document that it belongs to, which may look like a noun: "papers
    published by hackers show that …"."""
    if item.source is None or not item.cue.takes("reported_by", "relaying"):
        return item
    first, last = item.source
    verbs = (cue.first for cue in behind if first < cue.first < last and cue.takes("show", "say", "contain"))
    verb = next((verb for verb in verbs if document_before(reading, verb) is not None), last)
    return replace(item, source=(first, verb))


def _is_in_source(reading: Reading, cue: Cue, earlier: Sequence[Bound]) -> bool:
    """Whether the words belong to the source of the cue before: "according to a report by …", but for
    "according to X, which cites Y"."""
    is_aside = reading.lower(cue.first - 1) in reading.table.grammar.asides
    if cue.takes("resting") or (cue.takes("citing") and is_aside):
        return False
    source = earlier[-1].source if earlier else None
    return source is not None and source[0] <= cue.verb < source[1]


def _bind(reading: Reading, cue: Cue, earlier: Sequence[Bound]) -> Bound | None:
    if cue.takes("hearsay"):
        return Bound(cue, phrase_before(reading, before_auxiliaries(reading, cue.first)))
    if cue.takes("own_account"):
        return _bind_own_account(reading, cue)
    if cue.takes("according"):
        return _with_source(cue, _cited_first(reading, cue))
    if cue.takes("relaying", "resting") and reading.lower(cue.last) in reading.table.grammar.naming:
        return _with_source(cue, _who_told(reading, cue.last + 1))
    if cue.takes("reported_by", "relaying", "resting"):
        return _with_source(cue, phrase_after(reading, cue.last, with_asides=False))
    if cue.form is Form.PARTICIPLE:
        return _bind_participle(reading, cue, earlier)
    subject = phrase_before(reading, cue.first)
    if cue.takes("show", "say", "contain"):
        document = document_before(reading, cue.first)
        if document is not None:
            return Bound(cue, document)
    if cue.frames == {"contain"}:
        return None
    if subject is not None and _agrees(reading, cue, subject):
        return Bound(cue, subject)
    if cue.takes("say", "show") and _may_invert(reading, cue):
        inverted = phrase_after(reading, cue.last)
        if inverted is not None and _ends_inversion(reading, inverted[1]) and not _is_in_name(reading, cue, inverted):
            return Bound(cue, inverted)
    if reading.lower(cue.first - 1) in reading.table.grammar.coordinators:
        return _sharing(reading, cue, earlier)
    return None


def _bind_own_account(reading: Reading, cue: Cue) -> Bound | None:
    """ "By its own account, the firm has …": the subject of the sentence's first verb, outside what is quoted."""
    start = cue.last if cue.first == 0 else 0
    for index in range(start + 1, len(reading)):
        if reading.is_finite(index) and reading.quotation[index] is None and not cue.first <= index < cue.last:
            subject = phrase_before(reading, index)
            is_own = subject is not None and subject[0] <= start + 1
            return Bound(cue, subject, shares=True) if is_own else None
    return None


def _who_told(reading: Reading, start: int) -> Range | None:
    """ "on the basis of what two clerks told it": the clerks."""
    teller = phrase_after(reading, start, with_asides=False)
    if teller is None or teller[1] >= len(reading) or not reading.takes(teller[1], "tell", "say"):
        return None
    return teller


def _cited_first(reading: Reading, cue: Cue) -> Range | None:
    """The source of "according to X": where it opens the sentence, an aside must be closed by a comma."""
    source = phrase_after(reading, cue.last)
    if source is None or cue.first > 0 or reading.lower(source[1]) == ",":
        return source
    return phrase_after(reading, cue.last, with_asides=False)


def _with_source(cue: Cue, source: Range | None) -> Bound | None:
    return None if source is None else Bound(cue, source)


def _agrees(reading: Reading, cue: Cue, subject: Range) -> bool:
    """A bare verb that may be a noun needs a plural subject; a quoted subject does not reach out of its quotation."""
    head = subject[1] - 1
    if reading.quotation[head] is not None and not reading.is_quote_mark(head):
        return False
    if cue.first != cue.verb or reading.lower(cue.verb) != cue.lemma or "NOUN" not in reading.classes(cue.verb):
        return True
    if opens_phrase(reading, cue.last) or (reading.opens_quotation(cue.last) and not reading.is_capitalised(head)):
        return True  # but "called the Post report “…”"
    nearest = next((i for i in range(head, subject[0], -1) if reading.is_determiner(i)), None)
    if nearest is not None and reading.lower(nearest) in reading.table.grammar.singular:
        return False  # "comment on a Journal report about …"
    words = {reading.lower(head), reading.lower(subject[0])}
    if words & reading.table.grammar.plural_subjects or reading.has_link(*subject):
        return True
    return any(reading.is_plural(i) or reading.tokens[i].text[0].isdigit() for i in range(*subject))


def _may_invert(reading: Reading, cue: Cue) -> bool:
    """ "…," said X: the verb stands right behind a quotation, a comma or a dash."""
    before = cue.first - 1
    if cue.first != cue.verb:
        return False
    if before < 0:
        return not reading.is_headline and reading.is_capitalised(cue.last) if cue.last < len(reading) else False
    return reading.lower(before) in _DASHES or reading.lower(before) == "," or reading.closes_quotation(before)


def _is_in_name(reading: Reading, cue: Cue, inverted: Range) -> bool:
    """Whether what looks like a verb opens the subject of the next one: ", state media reported"."""
    is_bare = reading.lower(cue.verb) == cue.lemma and "NOUN" in reading.classes(cue.verb)
    return is_bare and inverted[1] < len(reading) and reading.takes(inverted[1], "say", "show")


def _ends_inversion(reading: Reading, end: int) -> bool:
    """Whether a phrase behind its verb is the subject: no verb of its own may follow it."""
    grammar = reading.table.grammar
    if end >= len(reading):
        return True
    lower = reading.lower(end)
    is_mark = not reading.tokens[end].is_word
    is_open = is_mark or lower in grammar.prepositions or lower in grammar.conjunctions or reading.is_temporal(end)
    return is_open or (reading.is_past_form(end) and end + 1 < len(reading))


def _bind_participle(reading: Reading, cue: Cue, earlier: Sequence[Bound]) -> Bound | None:
    """ ", adding that …" and "a statement saying …" hang on the subject of the clause before them."""
    if cue.first == 0:
        return Bound(cue, None) if cue.takes("citing") else None
    before = reading.tokens[cue.first - 1]
    is_behind_mark = before.text == "," or reading.closes_quotation(cue.first - 1) or before.text in _DASHES
    is_behind_noun = bool(before.lemmas & reading.table.nouns["saying"])
    if is_behind_mark or is_behind_noun or before.lower in reading.table.grammar.coordinators:
        shared = _sharing(reading, cue, earlier)
        if shared is None and cue.takes("citing") and cue.first > _LONGEST_SUBJECT:
            return Bound(cue, None)
        if shared is None and cue.takes("citing"):
            subject = phrase_before(reading, cue.first - 1)
            shared = Bound(cue, subject if subject is not None and subject[0] == 0 else None, shares=True)
        return shared
    return None


def _sharing(reading: Reading, cue: Cue, earlier: Sequence[Bound]) -> Bound | None:
    """Bind to the source of the cue before, or else to the subject of the sentence's first verb; behind "and", to
    whoever got in touch before it."""
    caller = _caller_before(reading, cue, earlier)
    if caller is not None:
        return Bound(cue, caller, shares=True)
    for item in reversed(earlier):
        if item.source is not None and not item.cue.takes("impersonal", "relaying", "resting"):
            return Bound(cue, item.source, shares=True)
    for index in range(1, cue.first):
        if reading.is_finite(index) and reading.quotation[index] is None:
            subject = phrase_before(reading, index)
            if subject is not None and reading.lower(subject[0]) in reading.table.grammar.relatives:
                continue
            return None if subject is None else Bound(cue, subject, shares=True)
        if reading.lower(index) in BREAKS:
            return None
    opening = _opening_subject(reading, cue.first)
    return None if opening is None else Bound(cue, opening, shares=True)


def _caller_before(reading: Reading, cue: Cue, earlier: Sequence[Bound]) -> Range | None:
    """ "his brother phoned him and said": the brother, where "and" joins the cue to a verb of getting in touch."""
    if reading.lower(cue.first - 1) not in reading.table.grammar.coordinators:
        return None
    floor = max((item.cue.last for item in earlier), default=0)
    for index in range(cue.first - 2, floor, -1):
        if reading.lower(index) in BREAKS:
            return None
        if reading.takes(index, "contacting") and reading.is_past_form(index) and not reading.is_capitalised(index):
            return phrase_before(reading, before_auxiliaries(reading, index))
    return None


def _opening_subject(reading: Reading, limit: int) -> Range | None:
    """The phrase before the first past form, if it opens the sentence; else the name that opens it."""
    for index in range(1, limit):
        if reading.is_past_form(index) and not reading.is_capitalised(index):
            subject = phrase_before(reading, index)
            if subject is not None and subject[0] == 0:
                return subject
    end = 0
    while end < len(reading) and reading.is_capitalised(end) and (end or reading.is_nominal(0)):
        end += 1
    return (0, end) if end and not reading.is_headline and not reading.is_adverb(0) else None
