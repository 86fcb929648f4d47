"""Whom "he", "the newspaper" and "the Post" stand for: somebody whom the text named before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from stemmata.annotate.subject import find_subject
from stemmata.annotate.token import Token, noun_lemmas, tokenize
from stemmata.claim.context import SentenceContext
from stemmata.claim.continuation import find_meeting
from stemmata.claim.head import find_head
from stemmata.claim.source import is_body, read_source
from stemmata.claim.table import ClaimTables, load_claim_tables
from stemmata.model import Attribution, Entity, Source, SourceKind, Span
from stemmata.packs import Pack

_REPORTS = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})
_LONGEST_CALL = 3  # tokens: "the spy agency"
_CLAUSE = 5  # words; what is longer and begins in lower case tells of a thing
_LONGEST_PIECE = 2  # tokens: "the report"
_ACCOUNT = 4  # sentences in which somebody is looked for whom "the minister" may stand for
_LONGEST_LOOK_BACK = 2  # sentences in which a name is looked for that "the newspaper" may stand for


class Antecedents:
    """What a document has named so far. Outlets are added as they are read, in text order."""

    def __init__(
        self,
        contexts: Sequence[SentenceContext],
        pack: Pack,
        sources_of: Callable[[Attribution], tuple[Source, ...]],
        is_own: Callable[[Source], bool],
    ) -> None:
        """`sources_of` gives the sources of an attribution already read; `is_own` knows the document's own outlet."""
        self._contexts = contexts
        self._pack = pack
        self._sources_of = sources_of
        self._is_own = is_own
        self._mentioned: list[Source] = []
        self._full_names: dict[str, dict[str, Source]] = {}  # outlets of several words, by their last and by name

    def mention(self, outlet: Source) -> None:
        """Add an outlet that the text names."""
        self._mentioned.append(outlet)
        words = (outlet.name or "").split()
        if len(words) > 1:
            self._full_names.setdefault(words[-1], {}).setdefault(outlet.name or "", outlet)

    def in_full(self, source: Source) -> Source:
        """The outlet whose name the text gave in full before: "the Post" is the Kyiv Post."""
        word = (source.name or "").split()
        if len(word) != 1:
            return source
        full = self._full_names.get(word[0], {})
        if len(full) != 1:
            return source
        known = next(iter(full.values()))
        return replace(source, kind=known.kind, name=known.name, entity=known.entity)

    def stood_for(self, context: SentenceContext, source: Source, span: Span, tables: ClaimTables) -> Source:
        """The outlet that "the newspaper" or "the report" means, if the text named one before."""
        if not _points_at_known(context, span, tables):
            return source
        head = find_head(tokenize(context.text, span, context.document.language), tables, context.document.language)
        if source.kind is SourceKind.DOCUMENT and not _is_own_piece(context, span, head, tables):
            return source
        outlet = self._outlet_before(span)
        body = self._body_before(context, span, head)
        if body is not None and (outlet is None or outlet.span is None or body.span.start > outlet.span.start):
            name = self._pack.actors[body.entity or ""].name
            return Source(SourceKind.NAMED, name, source.descriptor, span, body.entity)
        if outlet is None and source.kind is SourceKind.OUTLET:
            outlet = self._name_before(context, span)
        return source if outlet is None else Source(outlet.kind, outlet.name, source.descriptor, span, outlet.entity)

    def people_before(
        self, context: SentenceContext, span: Span, pronoun: str, speakers: Sequence[Source], tables: ClaimTables
    ) -> Iterator[Source]:
        """Whom a pronoun may mean, the likeliest first; `speakers` are those who spoke last, the latest at the end."""
        speaker = next((s for s in reversed(speakers) if agrees(pronoun, s, tables, context.document.language)), None)
        if pronoun in tables.words["personal_pronouns"]:
            person = self._person_before(context, span)
            subject = self._subject_before(context)
            before = self._contexts[context.index - 1].span if context.index else context.span
            has_spoken = speaker is not None and speaker.span is not None and speaker.span.end > before.start
            for nearer in (person, subject if subject is not None and _is_person_name(subject) else None):
                if nearer is not None and not has_spoken:
                    yield nearer
        met = self._met_before(context)
        about = [self._subject_before(context), self._own_subject(context, span)]
        if pronoun in tables.words["personal_pronouns"]:
            about = [one for one in about if one is None or self._may_be_person(one)]
        for candidate in (met, speaker, *about):
            if candidate is not None:
                yield candidate

    def _may_be_person(self, source: Source) -> bool:
        """Whether the words may mean somebody: "the production of drones in Ukraine" said nothing."""
        words = (source.descriptor or "").split()
        is_named = source.kind is not SourceKind.NAMED or source.entity is not None
        return (
            is_named or self.is_person(source) or any(word[:1].isupper() for word in words[:1]) or len(words) < _CLAUSE
        )

    def called(self, context: SentenceContext, source: Source, span: Span, tables: ClaimTables) -> Source:
        """Whom "the minister" or "the command" means: the only person, or the body last named, with that word in the
        sentences right before; `source` where there is none."""
        language = context.document.language
        tokens = tokenize(context.text, span, language)
        is_short = len(tokens) == _LONGEST_PIECE or tables.has("agency", tokens[-1].lemmas)
        if not is_short or len(tokens) > _LONGEST_CALL or not _points_at_known(context, span, tables):
            return source
        noun = tokens[-1]
        if source.kind is SourceKind.ANONYMOUS and noun.lower in noun_lemmas(noun.lower, language):
            found = self._people_called(context, noun, span)
            name = next(iter(found)) if len(found) == 1 else None
            return source if name is None else replace(source, kind=SourceKind.NAMED, name=name, anonymity=None)
        if source.kind is SourceKind.NAMED and source.entity is None and _names_body(noun, tables):
            body = self._body_before(context, span, noun)
            if body is not None and body.entity is not None:
                return replace(source, name=self._pack.actors[body.entity].name, entity=body.entity)
        return source

    def _people_called(self, context: SentenceContext, noun: Token, span: Span) -> frozenset[str]:
        """The people named before with a word as their office or in what is said of them."""
        names: set[str] = set()
        for index in range(context.index, max(-1, context.index - _ACCOUNT - 1), -1):
            before = self._contexts[index]
            for person in before.people:
                if person.span.end <= span.start and noun.lower in (person.office or "").lower().split():
                    names.add(person.name)
            for said in (s for a in before.attributions for s in self._sources_of(a)):
                words = (said.descriptor or "").lower().replace(",", " ").split()
                is_person = said.kind is SourceKind.NAMED and said.entity is None and said.name is not None
                if is_person and _is_before(said, span) and noun.lower in words and said.name:
                    names.add(said.name)
            if names:
                break
        return frozenset(names)

    def _met_before(self, context: SentenceContext) -> Source | None:
        """Whomever the sentence right before says that an outlet spoke to: "AFP spoke to two clerks. They said …"."""
        if context.index == 0:
            return None
        before = self._contexts[context.index - 1]
        meeting = find_meeting(before, self._pack)
        if meeting is None:
            return None
        source = read_source(before, meeting[1], self._pack)
        if source.kind is SourceKind.UNKNOWN and (source.descriptor or "").islower():
            return replace(source, kind=SourceKind.ANONYMOUS)  # "two pilots": an outlet speaks to people
        return source if source.kind in {SourceKind.NAMED, SourceKind.ANONYMOUS} else None

    def _body_before(self, context: SentenceContext, span: Span, head: Token | None) -> Entity | None:
        """The body last named before `span` whose own name has the word that now stands for it: "the agency" may be the
        Defense Intelligence Agency."""
        if head is None:
            return None
        for index in range(context.index, max(-1, context.index - _LONGEST_LOOK_BACK - 1), -1):
            for entity in reversed(self._contexts[index].entities):
                actor = self._pack.actors.get(entity.entity or "")
                is_called = actor is not None and actor.kind == "body" and head.lower in self._words_for(actor.name)
                if is_called and entity.span.end <= span.start:
                    return entity
        return None

    def _words_for(self, name: str) -> frozenset[str]:
        """The words that a body may be called by: those of its name, and "agency" where it is a service."""
        words = frozenset(name.lower().split())
        tables = load_claim_tables(self._contexts[0].document.language)
        return words | tables.words["agency"] if words & tables.words["called_agency"] else words

    def _outlet_before(self, span: Span) -> Source | None:
        """The outlet that the text named last before `span`, its own aside."""
        before = [
            s
            for s in self._mentioned
            if s.span is not None and s.span.end <= span.start and not self._is_own(s) and s.name
        ]
        return max(before, key=lambda s: s.span.start if s.span else 0) if before else None

    def _name_before(self, context: SentenceContext, span: Span) -> Source | None:
        """The name that the sentences right before are about, which nothing says to be a person or another body: what
        else can "the newspaper" mean where no outlet was named?"""
        for index in range(context.index, max(-1, context.index - _LONGEST_LOOK_BACK - 1), -1):
            said = [s for a in self._contexts[index].attributions for s in self._sources_of(a)]
            speaker = next((s for s in said if _is_bare_name(self._contexts[index], s) and _is_before(s, span)), None)
            if speaker is not None and not self.is_person(speaker):
                return replace(speaker, kind=SourceKind.OUTLET)
            other = self._contexts[index]
            if other is context:
                continue  # what its own sentence is about is what the newspaper says
            subject = find_subject(context.text, other.span, context.document.language)
            if subject is None or subject.end > span.start or not subject.of(context.text)[:1].isupper():
                continue
            source = read_source(other, subject, self._pack)
            if _is_bare_name(other, source) and not self.is_person(source):
                return replace(source, kind=SourceKind.OUTLET)
        return None

    def is_person(self, source: Source) -> bool:
        """Whether the text introduces somebody with an office whose name is a source's, or ends or begins so."""
        name = (source.name or "").split()
        people = (person.name.split() for context in self._contexts for person in context.people)
        return any(name and (person[-1:] == name[-1:] or person[:1] == name) for person in people)

    def _person_before(self, context: SentenceContext, span: Span) -> Source | None:
        """The only person whom the sentence before names, where that sentence names one and no other."""
        if context.index == 0:
            return None
        people = {p.name: p for p in self._contexts[context.index - 1].people}
        if len(people) != 1:
            return None
        person = next(iter(people.values()))
        return Source(SourceKind.NAMED, person.name, person.name, person.span)

    def _subject_before(self, context: SentenceContext) -> Source | None:
        """Whoever the sentence before is about, if its subject names people or a body."""
        if context.index == 0:
            return None
        before = self._contexts[context.index - 1]
        subject = find_subject(context.text, before.span, context.document.language)
        if subject is None:
            return None
        source = read_source(before, subject, self._pack)
        return source if source.kind in {SourceKind.NAMED, SourceKind.ANONYMOUS, *_REPORTS} else None

    def _own_subject(self, context: SentenceContext, pronoun: Span) -> Source | None:
        """Whoever the sentence itself is about, before a pronoun in it: "The agency has been told, it said"."""
        subject = find_subject(context.text, context.span, context.document.language)
        if subject is None or subject.end > pronoun.start:
            return None
        source = read_source(context, subject, self._pack)
        return source if source.kind is SourceKind.NAMED else None


def agrees(pronoun: str, speaker: Source, tables: ClaimTables, language: str) -> bool:
    """Whether a pronoun may stand for a source of that kind; "he" is no body."""
    if pronoun in tables.words["personal_pronouns"]:
        return speaker.kind in {SourceKind.NAMED, SourceKind.ANONYMOUS} and not is_body(speaker, language)
    if pronoun in tables.words["plural_pronouns"]:
        return speaker.kind is SourceKind.ANONYMOUS
    return speaker.kind in {SourceKind.NAMED, SourceKind.DOCUMENT}


def _names_body(noun: Token, tables: ClaimTables) -> bool:
    return tables.has("bodies", noun.lemmas) or tables.has("agency", noun.lemmas)


def _is_bare_name(context: SentenceContext, source: Source) -> bool:
    """Whether a source is a name and nothing else, and no person's or known body's."""
    if source.kind is not SourceKind.NAMED or source.entity is not None or source.span is None or source.name is None:
        return False
    if any(person.span.overlaps(source.span) for person in context.people):
        return False
    words = source.name.split()
    return all(word[:1].isupper() for word in words) and not any("'" in w or "’" in w for w in words[:-1])


def _is_own_piece(context: SentenceContext, span: Span, head: Token | None, tables: ClaimTables) -> bool:
    """Whether "the report" is the outlet's own; "the company's annual report" is the company's."""
    if head is None or not tables.has("own_pieces", head.lemmas):
        return False
    first, last = context.token_range(span)
    return last - first <= _LONGEST_PIECE or any(
        tables.has("outlet", t.lemmas) and t.text.islower() for t in context.tokens[first:last]
    )


def _is_person_name(source: Source) -> bool:
    """Whether a source's words are a first and a last name, or more, and nothing that the pack knows."""
    words = (source.descriptor or "").split()
    is_bare = source.kind is SourceKind.NAMED and source.entity is None and all(w[:1].isupper() for w in words)
    return is_bare and len(words) > 1


def _is_before(source: Source, span: Span) -> bool:
    return source.span is not None and source.span.end <= span.start


def _points_at_known(context: SentenceContext, span: Span, tables: ClaimTables) -> bool:
    """ "the report", "the paper's sources": something named before, not something new."""
    first = span.of(context.text).split(maxsplit=1)[0].lower()
    return first in tables.words["definite"]
