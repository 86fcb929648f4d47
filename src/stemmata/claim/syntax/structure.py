"""Clauses: which phrases stand before and behind which verb group, and which phrases belong to one another.

One pass over the chunks, from left to right, with a stack of the clauses that are still open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from stemmata.annotate.token import Token
from stemmata.claim.syntax.chunk import Chunk, Form, Voice, cut_chunks
from stemmata.claim.syntax.clause import draft_clauses
from stemmata.claim.syntax.draft import Draft, DraftGroup
from stemmata.claim.syntax.table import load_syntax_table
from stemmata.claim.syntax.word import read_words
from stemmata.claim.syntax.word_class import Marks

__all__ = ["Form", "Group", "Phrase", "Structure", "Voice", "read_structure"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase, tokens [first, last), with its head noun.

    `preposition` governs it; `host` is the phrase that stands before that preposition ("delivery" of "delivery of 40
    drones"), `group` the verb group before it in its clause. `beside` is the phrase that it names again, in commas or
    brackets. `joined` is the first phrase of the list that it stands in. `part_of` is the whole that "of which" names.
    """

    first: int
    last: int
    head: int
    preposition: str | None = None
    host: int | None = None
    group: int | None = None
    beside: int | None = None
    joined: int | None = None
    part_of: int | None = None
    is_pronoun: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group, tokens [first, last), with its main verb; phrases are indexes into `Structure.phrases`.

    `modifies` is the phrase that it says something of, as a participle or in a relative clause; that phrase stands
    among its subjects or objects, too. `obliques` hang on it by a preposition. `parent` is the group that an infinitive
    belongs to. `is_gapped`: its verb is the one of the clause before ("Iran ordered 24 jets and Egypt 30").
    `times` are the tokens [first, last) of the times of its clause.
    """

    first: int
    last: int
    main: int
    voice: Voice
    form: Form
    subjects: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    indirect: int | None = None
    obliques: tuple[tuple[str, int], ...] = ()
    modifies: int | None = None
    parent: int | None = None
    is_gapped: bool = False
    times: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Structure:
    """The phrases and verb groups of one sentence, in text order."""

    phrases: tuple[Phrase, ...]
    groups: tuple[Group, ...]

    @cached_property
    def _phrase_of(self) -> dict[int, int]:
        return {token: index for index, p in enumerate(self.phrases) for token in range(p.first, p.last)}

    def phrase_at(self, token: int) -> int | None:
        """The phrase that a token stands in."""
        return self._phrase_of.get(token)

    def groups_at(self, first: int, last: int) -> tuple[int, ...]:
        """The groups whose main verb is among the tokens [first, last); a gapped clause has its verb there, too."""
        return tuple(index for index, group in enumerate(self.groups) if first <= group.main < last)


def read_structure(tokens: Sequence[Token], marks: Marks, language: str) -> Structure:
    """The structure of a sentence; raises SyntaxTableError for a language that has no table."""
    table = load_syntax_table(language)
    chunks = cut_chunks(tokens, read_words(tokens, marks, table), table)
    return _freeze(draft_clauses(chunks, tokens, table))


def _freeze(draft: Draft) -> Structure:
    phrases = tuple(
        Phrase(
            p.chunk.first,
            p.chunk.last,
            p.chunk.head,
            p.preposition,
            p.host,
            p.group,
            p.beside,
            p.joined,
            p.part_of,
            p.chunk.is_pronoun,
        )
        for p in draft.phrases
    )
    return Structure(phrases, tuple(_freeze_group(group, group.chunk) for group in draft.groups))


def _freeze_group(group: DraftGroup, chunk: Chunk) -> Group:
    return Group(
        chunk.first,
        chunk.last,
        chunk.head,
        group.voice,
        group.form,
        tuple(group.subjects),
        tuple(group.objects),
        group.indirect,
        tuple(group.obliques),
        group.modifies,
        group.parent,
        group.is_gapped,
        tuple(group.times),
    )
