"""Finding the words that say that somebody says, thinks, shows or wants something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from stemmata.annotate.exhibit import document_before
from stemmata.annotate.phrase import phrase_after
from stemmata.annotate.reading import Reading
from stemmata.annotate.relay import is_document, is_relay
from stemmata.annotate.subject import phrase_before
from stemmata.annotate.token import word_classes

_MOST_AUXILIARIES = 6
_MOST_CUES = 40  # of one sentence; real ones have fewer than ten
_DASHES = frozenset({"—", "–", "--"})
_CLAUSE_REACH = 9  # words between a verb and the finite verb of the clause that it takes

CLAUSE_FRAMES = ("say", "tell", "ask", "think", "show")
OBJECT_FRAMES = ("judge", "want")
# Phrases that are cues only before a name, and what they are then.
_NEED_A_NAME = {"according_to_name": "according", "relaying_name": "relaying"}
_FRAMES = (*CLAUSE_FRAMES, *OBJECT_FRAMES, "citing", "appearing", "impersonal", "contain")


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
    verbs = (cue for i in range(len(reading)) if i not in taken for cue in _read_verb(reading, i))
    cues: list[Cue] = []
    for cue in sorted([*phrases, *verbs], key=lambda c: (c.first, -c.last)):
        if not cues or cue.first >= cues[-1].last:
            cues.append(cue)
    return tuple(cues[:_MOST_CUES])


def _find_phrases(reading: Reading) -> Iterator[Cue]:
    for match in reading.table.phrases.find_longest(reading.tokens):
        name = match.payload
        first = match.first
        if name in _NEED_A_NAME:
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
            first = _auxiliaries_before(reading, first)[0]
        yield Cue(first, match.last, match.first, name, frozenset((name,)), Form.PHRASE)


def _opens_name(reading: Reading, index: int) -> bool:
    """Whether a name begins here, its article aside."""
    index += index < len(reading) and reading.is_determiner(index)
    return index < len(reading) and reading.is_capitalised(index)


def _auxiliaries_before(reading: Reading, verb: int) -> tuple[int, tuple[str, ...]]:
    """Where the verb group begins, and its auxiliaries, modals and negations, nearest first."""
    grammar = reading.table.grammar
    first, index, words = verb, verb - 1, []
    while index >= 0 and verb - index <= _MOST_AUXILIARIES:
        lower = reading.lower(index)
        if lower in grammar.auxiliaries or lower in grammar.modals or lower in grammar.negations:
            if lower in grammar.possessive_endings and not _is_verbal_clitic(reading, index):
                break
            words.append(lower)
            first = index
        elif reading.is_adverb(index):
            first = index
        else:
            break
        index -= 1
    while first < verb and reading.is_adverb(first) and (first == 0 or reading.lower(first - 1) == ","):
        first += 1
    return first, tuple(words)


def before_auxiliaries(reading: Reading, verb: int) -> int:
    """The first token of the verb group that runs up to token `verb`."""
    return _auxiliaries_before(reading, verb)[0]


def _is_verbal_clitic(reading: Reading, index: int) -> bool:
    return reading.lower(index - 1) in reading.table.grammar.personal


def _read_verb(reading: Reading, index: int) -> Iterator[Cue]:
    """The cue whose main verb is at `index`, if its form and what stands round it let it be one."""
    lemma, frames = _frames(reading, index)
    if not frames or reading.is_quote_mark(index):
        return
    first, auxiliaries = _auxiliaries_before(reading, index)
    grammar = reading.table.grammar
    before = reading.lower(first - 1)
    if any(word in grammar.modals for word in auxiliaries):
        return
    form = _form(reading, index, auxiliaries)
    if form is None or before in grammar.infinitive:
        return
    if before in grammar.determiners | grammar.possessives - grammar.pronouns and form is not Form.PASSIVE:
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
    frames = _settle(reading, index, lemma, frames) if last == index + 1 else frames - {"impersonal"}
    if frames:
        if reading.lower(last) == ":" and "say" in frames:
            last += 1
        yield Cue(first, last, index, lemma, frames, form)


def passive_group(reading: Reading, index: int) -> int | None:
    """The first token of the passive verb group that ends with the participle at `index`; None where none does."""
    if not reading.is_past_form(index):
        return None
    first, auxiliaries = _auxiliaries_before(reading, index)
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


def _frames(reading: Reading, index: int) -> tuple[str, frozenset[str]]:
    table = reading.table
    if not reading.tokens[index].is_word:
        return "", frozenset()
    for lemma in reading.verbs(index):
        frames = frozenset(frame for frame in _FRAMES if table.takes(lemma, frame))
        if lemma in table.particles:
            frames |= {"particle"}
        if frames:
            return lemma, frames
    return "", frozenset()


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
    if (
        behind in {":", ",", "."}
        or behind in grammar.infinitive
        or behind[:1].isdigit()
        or reading.opens_quotation(index + 1)
        or opens_phrase(reading, index + 1)
    ):
        return True
    if index + 1 >= len(reading):
        return False
    if behind in grammar.prepositions:
        return reading.is_capitalised(index - 1) or reading.lower(index - 1) in grammar.pronouns
    return reading.is_capitalised(index + 1) or opens_clause(reading, index + 1)


def opens_phrase(reading: Reading, index: int) -> bool:
    """A word that can only begin a clause or a noun phrase."""
    grammar = reading.table.grammar
    lower = reading.lower(index)
    is_pronoun = lower in grammar.personal or lower in grammar.object_pronouns or lower in grammar.possessives
    return is_pronoun or lower in grammar.complementizers or lower in grammar.determiners


def _with_particle(reading: Reading, index: int, lemma: str) -> int:
    for particle in reading.table.particles.get(lemma, ()):
        end = index + 1 + len(particle)
        written = tuple(reading.lower(i) for i in range(index + 1, end))
        if written == particle and end < len(reading) and not reading.is_temporal(end):
            return end
    return index + 1


def _settle(reading: Reading, index: int, lemma: str, frames: frozenset[str]) -> frozenset[str]:
    """Drop the frames that what follows the verb does not bear out."""
    table, grammar = reading.table, reading.table.grammar
    kept = frames - {"impersonal", "particle"}
    clause = opens_clause(reading, _behind_origin(reading, index, lemma)) or _is_parenthetical(reading, index)
    clause = clause or _is_inverted(reading, index)
    quoted = _is_beside_quotation(reading, index)
    by_document = "show" in kept and document_before(reading, _auxiliaries_before(reading, index)[0]) is not None
    if lemma in table.verbs["only_with_clause"] and not clause and not quoted and not by_document:
        kept -= set(CLAUSE_FRAMES)
    if (
        lemma in table.verbs["only_with_quotation"]
        and not quoted
        and reading.lower(index + 1) not in grammar.complementizers
    ):
        kept -= {"say"}
    if "judge" in kept and lemma in table.verbs["only_with_at"] and not _has_figure_at(reading, index):
        kept -= {"judge"}
    if "want" in kept and reading.lower(index + 1) not in grammar.infinitive:
        kept -= {"want"}
    if "judge" in kept and not _opens_object(reading, index + 1):
        kept -= {"judge"}
    if "think" in kept and not clause and not (quoted or "judge" in kept or "want" in kept or "say" in kept):
        kept -= {"think"}
    return kept


def _behind_origin(reading: Reading, index: int, lemma: str) -> int:
    """Behind "from two clerks" where that stands right behind a verb of learning; else behind the verb."""
    if lemma not in reading.table.verbs["learning"] or reading.lower(index + 1) not in reading.table.grammar.origins:
        return index + 1
    giver = phrase_after(reading, index + 2, with_asides=False)
    return index + 1 if giver is None else giver[1]


def _is_parenthetical(reading: Reading, index: int) -> bool:
    """ ", figures from the office showed on Wednesday.": the clause of the verb is set off behind what it is about."""
    subject = phrase_before(reading, _auxiliaries_before(reading, index)[0])
    if subject is None or subject[0] < 2:
        return False
    is_set_off = reading.lower(subject[0] - 1) in {",", *_DASHES} or reading.closes_quotation(subject[0] - 1)
    end = _behind_origin(reading, index, reading.verbs(index)[0])
    while end < len(reading) and (
        reading.is_temporal(end) or reading.is_adverb(end) or reading.lower(end) in reading.table.grammar.time_words
    ):
        end += 1
    return is_set_off and (end >= len(reading) or reading.lower(end) in {",", ".", ";", *_DASHES})


def _is_inverted(reading: Reading, index: int) -> bool:
    """ ", shows a report by the centre": what shows a thing stands behind its verb."""
    if index == 0 or not (reading.lower(index - 1) in {",", *_DASHES} or reading.closes_quotation(index - 1)):
        return False
    document = phrase_after(reading, index + 1, with_asides=False)
    return document is not None and is_document(reading, document)


def _has_figure_at(reading: Reading, index: int) -> bool:
    """ "puts the output at 1,200": "at" and a number stand behind the verb in its clause."""
    for position in range(index + 1, min(len(reading) - 1, index + _CLAUSE_REACH)):
        if reading.lower(position) in {",", ";", ":"}:
            return False
        if reading.lower(position) in reading.table.grammar.figures:
            rest = reading.tokens[position + 1 : position + 4]
            return any(t.text[0].isdigit() or "NUM" in word_classes(t.lower, reading.table.language) for t in rest)
    return False


def _is_beside_quotation(reading: Reading, index: int) -> bool:
    after = index + 2 if reading.lower(index + 1) in {",", ":"} else index + 1
    if reading.opens_quotation(after):
        return True
    return any(reading.closes_quotation(i) for i in range(max(0, index - 6), index))


def opens_clause(reading: Reading, start: int) -> bool:
    """Whether a clause begins at `start`: "that", or a subject and a finite verb soon after."""
    grammar = reading.table.grammar
    lower = reading.lower(start)
    if lower in grammar.complementizers:
        return True
    if lower in grammar.personal:
        return True
    for index in range(start, min(len(reading), start + _CLAUSE_REACH)):
        if reading.lower(index) in {",", ";", ":", ".", "?"} or reading.lower(index) in grammar.conjunctions:
            return False
        if index > start and reading.is_finite(index):
            return True
    return False


def _opens_object(reading: Reading, start: int) -> bool:
    if start >= len(reading):
        return False
    is_gerund = reading.has_gerund_ending(start)
    return opens_phrase(reading, start) or reading.is_nominal(start) or reading.opens_quotation(start) or is_gerund
