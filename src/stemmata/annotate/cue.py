"""Finding the words that say that somebody says, thinks, shows or wants something."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from stemmata.annotate.attribution_table import frames_by_lemma, load_attribution_table
from stemmata.annotate.complement import CLAUSE_FRAMES, opens_clause, opens_phrase, settle_frames
from stemmata.annotate.number import load_number_tables
from stemmata.annotate.phrase import phrase_after
from stemmata.annotate.reading import Reading
from stemmata.annotate.relay import is_document, is_relay
from stemmata.annotate.token import verb_lemmas
from stemmata.annotate.verb_group import auxiliaries_before

_MOST_CUES = 40  # of one sentence; real ones have fewer than ten

OBJECT_FRAMES = ("judge", "want")
# Phrases that are cues only before a name, and what they are then.
_NEED_A_NAME = {"according_to_name": "according", "relaying_name": "relaying"}
_FRAMES = frozenset((*CLAUSE_FRAMES, *OBJECT_FRAMES, "citing", "appearing", "impersonal", "contain"))


class Form(StrEnum):
    """How a verbal cue stands in its clause."""

    FINITE = "finite"
    PARTICIPLE = "participle"
    PASSIVE = "passive"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Cue:
    """Tokens [first, last) are the cue; `verb` is its main word; `frames` are those that its lemma takes."""

    first: int
    last: int
    verb: int
    lemma: str
    frames: frozenset[str]
    form: Form

    def takes(self, *frames: str) -> bool:
        """Whether the cue takes one of these frames."""
        return not self.frames.isdisjoint(frames)


def find_cues(reading: Reading) -> tuple[Cue, ...]:
    """The first 40 cues of a sentence, in text order, without overlap; phrases win over single verbs."""
    phrases = list(_find_phrases(reading))
    taken = {i for cue in phrases for i in range(cue.first, cue.last)}
    verbs = (
        _without_phrase(cue, taken)
        for i in _possible_verbs(reading)
        if i not in taken
        for cue in _read_verb(reading, i)
    )
    cues: list[Cue] = []
    for cue in sorted([*phrases, *verbs], key=lambda c: (c.first, -c.last)):
        if not cues or cue.first >= cues[-1].last:
            cues.append(cue)
    return tuple(cues[:_MOST_CUES])


def _without_phrase(cue: Cue, taken: Container[int]) -> Cue:
    """A verb without the particle that belongs to a phrase behind it: "reports on the basis of"."""
    return replace(cue, last=cue.verb + 1) if cue.last - 1 > cue.verb and cue.last - 1 in taken else cue


def _find_phrases(reading: Reading) -> Iterator[Cue]:
    for match in reading.table.phrases.find_longest(reading.tokens):
        name = match.payload
        first = match.first
        is_aside = first == 0 or reading.lower(first - 1) == ","
        if name == "relaying_name" and is_aside and _is_giver_behind(reading, match.last):
            name = "resting"
        elif name == "passing_on":
            is_cue = is_aside and reading.has_gerund_ending(first)
            if not is_cue or not _is_report_behind(reading, match.last):
                continue
            name = "resting"
        elif name in _NEED_A_NAME:
            named = phrase_after(reading, match.last, with_asides=False) if _opens_name(reading, match.last) else None
            if named is None or (name == "relaying_name" and not is_relay(reading, named, "report")):
                continue
            name = _NEED_A_NAME[name]
        elif name == "according_to_document":
            document = phrase_after(reading, match.last, with_asides=False)
            if document is None or not is_document(reading, document):
                continue
            name = "according"
        if name == "no_comment":
            first = auxiliaries_before(reading, first)[0]
        yield Cue(first, match.last, match.first, name, frozenset((name,)), Form.PHRASE)


def _is_giver_behind(reading: Reading, index: int) -> bool:
    """Whether unnamed people stand here who give information: "referring to two officers", not "to the attack"."""
    phrase = phrase_after(reading, index, with_asides=False)
    if phrase is None:
        return False
    first = next((i for i in range(*phrase) if reading.lower(i) in reading.table.grammar.linking), phrase[1])
    head = reading.tokens[first - 1]
    return head.text.islower() and bool(head.lemmas & reading.table.nouns["sources"])


def _is_report_behind(reading: Reading, index: int) -> bool:
    """Whether a named outlet or its report stands here: "carrying a Post story", not "carrying two officials"."""
    phrase = phrase_after(reading, index, with_asides=False)
    if phrase is None or not is_relay(reading, phrase, "report"):
        return False
    name = next((i for i in range(*phrase) if reading.is_capitalised(i)), None)
    partitives = reading.table.nouns["partitives"]  # "carrying a copy of the Post"
    return name is not None and not any(reading.tokens[i].lemmas & partitives for i in range(phrase[0], name))


def _opens_name(reading: Reading, index: int) -> bool:
    """Whether a name begins here, its article aside."""
    index += index < len(reading) and reading.is_determiner(index)
    return index < len(reading) and reading.is_capitalised(index)


def _possible_verbs(reading: Reading) -> list[int]:
    """The words that may be a form of a verb which is a cue."""
    language = reading.table.language
    return [i for i, token in enumerate(reading.tokens) if token.is_word and _read_frames(token.lower, language)]


def _read_verb(reading: Reading, index: int) -> Iterator[Cue]:
    """The cue whose main verb is at `index`, if its form and what stands round it let it be one."""
    read = _read_frames(reading.tokens[index].lower, reading.table.language)
    if read is None or reading.is_quote_mark(index):
        return
    lemma, frames = read
    first, auxiliaries = auxiliaries_before(reading, index)
    grammar = reading.table.grammar
    before = reading.lower(first - 1)
    if any(word in grammar.modals for word in auxiliaries):
        return
    form = _form(reading, index, auxiliaries)
    if form is None or before in grammar.infinitive:
        return
    is_noun = before in grammar.determiners or (before in grammar.possessives and before not in grammar.pronouns)
    if is_noun and form is not Form.PASSIVE:
        return
    if not auxiliaries and not _is_verbal(reading, index):
        return
    last = _with_particle(reading, index, lemma)
    if last == index + 1 and lemma in reading.table.verbs["only_with_particle"]:
        return
    if _is_reduced(reading, index, lemma, auxiliaries):
        return
    if form is Form.PASSIVE:
        impersonal = frames & {"impersonal"}
        if impersonal and reading.lower(index + 1) in grammar.infinitive:
            yield Cue(first, index + 1, index, lemma, impersonal, form)
        return
    if "appearing" in frames:
        shown = _shown_behind(reading, index)
        if shown is not None:
            yield Cue(first, index + 3, index + 2, shown, frozenset({"show"}), form)
        elif reading.lower(index + 1) in grammar.infinitive or last > index + 1:
            yield Cue(first, index + 1, index, lemma, frozenset({"impersonal"}), form)
        return
    frames = settle_frames(reading, index, lemma, frames) if last == index + 1 else frames - {"impersonal"}
    if frames:
        if reading.lower(last) == ":" and "say" in frames:
            last += 1
        yield Cue(first, last, index, lemma, frames, form)


def passive_group(reading: Reading, index: int) -> int | None:
    """The first token of the passive verb group that ends with the participle at `index`; None where none does."""
    if not reading.is_past_form(index):
        return None
    first, auxiliaries = auxiliaries_before(reading, index)
    return first if _form(reading, index, auxiliaries) is Form.PASSIVE else None


def _shown_behind(reading: Reading, index: int) -> str | None:
    """The verb of "appear to show"."""
    if reading.lower(index + 1) not in reading.table.grammar.infinitive or index + 2 >= len(reading):
        return None
    verbs = reading.table.verbs
    return next((lemma for lemma in reading.verbs(index + 2) if lemma in verbs["show"] | verbs["suggesting"]), None)


def _is_reduced(reading: Reading, index: int, lemma: str, auxiliaries: tuple[str, ...]) -> bool:
    """ "people briefed on the talks": who is told something stands before the verb, and nobody behind it."""
    if auxiliaries or not reading.table.takes(lemma, "tell") or not reading.is_past_form(index):
        return False
    return reading.lower(index + 1) in reading.table.grammar.prepositions


@lru_cache(maxsize=65536)
def _read_frames(lower: str, language: str) -> tuple[str, frozenset[str]] | None:
    """The likeliest verb that a word may be a form of and that is a cue, with what it takes; None where none is."""
    table = load_attribution_table(language)
    for lemma in verb_lemmas(lower, language):
        frames = frames_by_lemma(language).get(lemma, frozenset()) & _FRAMES
        if lemma in table.particles:
            frames |= {"particle"}
        if frames:
            return lemma, frames
    return None


def _form(reading: Reading, index: int, auxiliaries: tuple[str, ...]) -> Form | None:
    grammar = reading.table.grammar
    is_be = bool(auxiliaries) and any(a in grammar.be for a in auxiliaries[:2])
    if reading.has_gerund_ending(index):
        return Form.FINITE if is_be else Form.PARTICIPLE
    if is_be and reading.is_past_form(index):
        has_perfect = auxiliaries[0] in grammar.have and auxiliaries[0] not in grammar.be
        return Form.FINITE if has_perfect else Form.PASSIVE
    return Form.FINITE


def _is_verbal(reading: Reading, index: int) -> bool:
    """Whether a word that may be a noun is a verb here: by what comes behind it, and no adjective before it."""
    grammar = reading.table.grammar
    if reading.is_capitalised(index) and index > 0:
        return reading.is_headline or reading.lower(index - 1) in {":", ";"}
    if "NOUN" not in reading.classes(index) or reading.is_past_form(index):
        return True
    if index > 0 and reading.classes(index - 1) == {"ADJ"} and reading.lower(index - 1) not in grammar.plural_subjects:
        return False
    behind = reading.lower(index + 1)
    cites = reading.has_gerund_ending(index + 1) and reading.takes(index + 1, "citing")
    if cites and reading.is_capitalised(index - 1):
        return True  # "UNN reports citing …"
    if (
        behind in {":", ",", "."}
        or behind in grammar.infinitive
        or behind[:1].isdigit()
        or behind in load_number_tables(reading.table.language).words
        or reading.opens_quotation(index + 1)
        or opens_phrase(reading, index + 1)
    ):
        return True
    if index + 1 >= len(reading):
        return False
    if behind in grammar.prepositions:
        return reading.is_capitalised(index - 1) or reading.lower(index - 1) in grammar.pronouns
    return reading.is_capitalised(index + 1) or opens_clause(reading, index + 1)


def _with_particle(reading: Reading, index: int, lemma: str) -> int:
    for particle in reading.table.particles.get(lemma, ()):
        end = index + 1 + len(particle)
        written = tuple(reading.lower(i) for i in range(index + 1, end))
        if written == particle and end < len(reading) and not reading.is_temporal(end):
            return end
    return index + 1
