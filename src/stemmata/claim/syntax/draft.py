"""What a sentence's clauses are built in: phrases and groups while their ties are made, and the clauses still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from stemmata.annotate.token import Token
from stemmata.claim.syntax.ahead import Ahead
from stemmata.claim.syntax.chunk import Chunk, Form, Kind, Voice
from stemmata.claim.syntax.table import SyntaxTable

PASSED = 4  # chunks of times and sayings that may stand between two that belong together


@dataclass(slots=True)
class DraftPhrase:
    """A phrase while its ties are made; the fields are those of `structure.Phrase`."""

    chunk: Chunk
    preposition: str | None = None
    host: int | None = None
    group: int | None = None
    beside: int | None = None
    joined: int | None = None
    part_of: int | None = None


@dataclass(slots=True)
class DraftGroup:
    """A verb group while its ties are made; the fields are those of `structure.Group`."""

    chunk: Chunk
    voice: Voice
    form: Form
    subjects: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    indirect: int | None = None
    obliques: list[tuple[str, int]] = field(default_factory=list)
    modifies: int | None = None
    parent: int | None = None
    is_gapped: bool = False
    times: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """All phrases and groups of a sentence."""

    phrases: list[DraftPhrase] = field(default_factory=list)
    groups: list[DraftGroup] = field(default_factory=list)


@dataclass(slots=True)
class OpenClause:
    """An open clause. `gap` is the noun that a relative clause is about; `finite` its own verb, `last` the latest;
    `whole` what "of which" names before the part."""

    subjects: list[int] = field(default_factory=list)
    finite: int | None = None
    last: int | None = None
    gap: int | None = None
    whole: int | None = None
    is_relative: bool = False
    is_dependent: bool = False
    times: list[tuple[int, int]] = field(default_factory=list)


class Ties:
    """The state of the pass over a sentence's chunks, and the steps that all of it takes."""

    def __init__(self, chunks: Sequence[Chunk], tokens: Sequence[Token], table: SyntaxTable) -> None:
        self.chunks, self.tokens, self.table = chunks, tokens, table
        self.ahead = Ahead(chunks, table)
        self.draft = Draft()
        self.stack: list[OpenClause] = [OpenClause()]
        self.preposition: Chunk | None = None
        self.phrase: int | None = None  # the latest
        self.brackets: list[tuple[int | None, list[OpenClause]]] = []
        self.in_list: int | None = None  # the group whose objects are listed behind a colon
        self.list_head: int | None = None  # the phrase right before the colon
        self.is_listing = False
        self.without_subject: list[int] = []  # "Having sent 40, Berlin …": their subject is the next one

    @property
    def clause(self) -> OpenClause:
        """The clause on top."""
        return self.stack[-1]

    def kind_before(self, index: int) -> Kind | None:
        """The kind of the chunk before, what says who says it and times left out."""
        for chunk in reversed(self.chunks[max(0, index - PASSED) : index]):
            if chunk.kind not in {Kind.ASIDE, Kind.TIME}:
                return chunk.kind
        return None

    def add_phrase(self, phrase: DraftPhrase) -> int:
        """Add a phrase; its number."""
        phrase.group = self.clause.last if phrase.group is None else phrase.group
        self.draft.phrases.append(phrase)
        return len(self.draft.phrases) - 1

    def next_clause(self) -> OpenClause:
        """A clause beside the present one; what stands over it is over."""
        ended = self.clause
        self.close_clause(ended)
        times = [] if ended.is_relative else list(ended.times)
        return OpenClause(is_dependent=ended.is_dependent, times=times)

    def open_clause(self, is_dependent: bool = False) -> None:
        """Put a clause on top of those that are open."""
        self.stack.append(OpenClause(is_dependent=is_dependent))
        self.preposition = None

    def close_clause(self, clause: OpenClause) -> None:
        """Give the times that a clause began with to its verb."""
        if clause.times and clause.finite is not None:
            group = self.draft.groups[clause.finite]
            group.times = sorted({*group.times, *clause.times})

    def index_of(self, chunk: Chunk) -> int:
        """The place of a chunk."""
        return self.ahead.index_of(chunk)
