"""Generated sentences about who has what from whom, labelled as they are written.

Templates and fillers stand in `relays.toml`; its templates marked `held_out` are for the test alone. In a template
`{2:anonymous!}` is a giver of information: level, kind, and "!" for one further than the subject of the cue;
`{2:named/person!}` is one whose words come from the filler `person`, and `{2:named!=Ann Lee}` has words of its own;
`{1:report'}` owns the giver right behind ("X's sources": one span, two levels). `<...>` are the words of the cue,
`[...]` is what is said, and a `[...]` inside it what the last of several who pass it on says; `(a|b)` is a choice;
other `{slots}` are filled at random and give nothing.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

_TABLE = Path(__file__).with_name("relays.toml")
_PART = re.compile(
    r"\{(?P<level>\d):(?P<kind>[a-z_]+)(?:/(?P<filler>[a-z_]+))?(?P<place>[!']?)(?:=(?P<words>[^{}]+))?\}"
    r"|\{(?P<slot>\w+)\}|(?P<mark>[<>\[\]])"
)
_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeiouAEIO])(?!uni(?:on|t|f|v)|[Ee]u|one\b)")  # spoken, not written
_GROUPS = {
    "report": ("outlet", "outlet", "agency"),
    "speaker": ("named", "named", "role", "anonymous"),
}
_DEEPEST = 6
_OF_A_FACT = 0.4  # this share of clauses are whole facts, the others are put together


@dataclass(frozen=True, slots=True)
class Giver:
    """Characters [start, end) of a giver of information; level 1 is the nearest to the reader.

    One that `is_owner` stands within the words of the giver behind it ("X" of "X's sources") and gets no label.
    """

    start: int
    end: int
    level: int
    kind: str
    is_further: bool
    is_owner: bool = False


@dataclass
class Attributed:
    """One cue with the givers and the contents that belong to it; spans are [start, end) of characters.

    `inner` are parts of contents: what is said by the last of those who pass it on within the others' words.
    """

    givers: list[Giver] = field(default_factory=list)
    cue: tuple[int, int] | None = None
    contents: list[tuple[int, int]] = field(default_factory=list)
    inner: list[tuple[int, int]] = field(default_factory=list)

    @property
    def source(self) -> Giver | None:
        """The giver that is the subject of the cue."""
        return next((g for g in self.givers if not g.is_further), None)


@dataclass
class Generated:
    """A text of one or more sentences with its attributions, in text order."""

    text: str = ""
    attributed: list[Attributed] = field(default_factory=list)


@dataclass(frozen=True)
class Template:
    """One template; `number` is its place in the file."""

    number: int
    text: str
    held_out: bool


def load_templates(path: Path = _TABLE) -> tuple[tuple[Template, ...], Mapping[str, Sequence[str]]]:
    """The templates and the fillers by slot."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    templates = tuple(
        Template(number, row["text"], row.get("held_out", False)) for number, row in enumerate(table["template"])
    )
    return templates, table["fillers"]


class Generator:
    """Fills templates at random; the same seed gives the same sentences."""

    def __init__(self, fillers: Mapping[str, Sequence[str]], seed: int, exchanged: float = 0.0) -> None:
        """`exchanged` is the share of reports with words of their own that get others from the fillers."""
        self._fillers = fillers
        self._exchanged = exchanged
        self._random = random.Random(seed)

    def many(self, templates: Sequence[Template], count: int) -> Iterator[Generated]:
        """`count` texts from templates drawn at random."""
        for _ in range(count):
            yield self.fill(self._random.choice(templates).text)

    def plain(self) -> str:
        """A sentence that nobody gives."""
        return self._clause(True) + "."

    def fill(self, template: str) -> Generated:
        """One text."""
        made = Generated()
        out = _Writer()
        current = Attributed()
        cue_begins, contents_begin = 0, list[int]()
        owner: Giver | None = None
        for match, literal in _parts(self._choose(template)):
            if match is None:
                out.write(literal)
                continue
            mark = match["mark"]
            if match["level"]:
                giver = self._write_giver(match, out, owner)
                owner = giver if giver.is_owner else None
                if current.source is not None and not giver.is_further:
                    current = _next(made, current)
                current.givers.append(giver)
            elif match["slot"]:
                out.write(self._slot(match["slot"]))
            elif mark == "<":
                if current.cue is not None:
                    current = _next(made, current)
                cue_begins = out.begin()
            elif mark == ">":
                current.cue = out.end(cue_begins)
            elif mark == "[":
                contents_begin.append(out.begin())
            else:
                span = out.end(contents_begin.pop())
                (current.inner if contents_begin else current.contents).append(span)
        made.attributed.append(current)
        made.text = out.text
        for attributed in made.attributed:
            attributed.givers = [replace(g, end=_without_mark(out.text, g.start, g.end)) for g in attributed.givers]
        return made

    def _write_giver(self, match: re.Match[str], out: _Writer, owner: Giver | None) -> Giver:
        kind = self._kind(match["kind"])
        words = match["words"]
        if words and kind in _GROUPS["report"] and self._exchanged:
            words = "" if self._random.random() < self._exchanged else words
        start, end = out.write(words or self._slot(match["filler"] or kind))
        is_owner = match["place"] == "'"
        if is_owner:
            out.write("'" if out.text.endswith("s") else "'s")
        if owner is not None:
            start = owner.start
        return Giver(start, end, int(match["level"]), kind, match["place"] != "", is_owner)

    def _kind(self, name: str) -> str:
        """One of the kinds of a group, or the name itself."""
        return self._random.choice(_GROUPS.get(name, (name,)))

    def _choose(self, template: str) -> str:
        return re.sub(r"\(([^()|]*\|[^()]*)\)", lambda m: self._random.choice(m[1].split("|")), template)

    def _slot(self, name: str, depth: int = 0) -> str:
        if name.lower() == "clause":
            return self._clause(name[0].isupper())
        values = self._fillers.get(name) or self._fillers[self._kind(name.lower())]
        words = self._random.choice(values)
        if depth < _DEEPEST:
            words = re.sub(r"\{(\w+)\}", lambda m: self._slot(m[1], depth + 1), self._choose(words))
        if name[0].isupper():
            words = words[:1].upper() + words[1:]
        return _BEFORE_VOWEL.sub(r"\1n ", " ".join(words.split()))

    def _clause(self, opens: bool) -> str:
        if self._random.random() < _OF_A_FACT:
            return self._slot("Fact" if opens else "fact")
        words = f"{self._slot('subject')} {self._slot('predicate')}"
        if self._random.random() < 0.5:
            words = f"{words} {self._slot('tail')}".strip()
        return words[:1].upper() + words[1:] if opens else words


def _next(made: Generated, current: Attributed) -> Attributed:
    """Close one attribution and open the next; givers and contents that stand behind the closed one's last cue in a
    sentence of their own go along."""
    following = Attributed()
    if current.cue is not None and current.source is not None:
        last = max(current.cue[1], current.source.end)
        cut = _cut(made, current, last)
        following.contents = [c for c in current.contents if c[0] >= cut]
        following.inner = [c for c in current.inner if c[0] >= cut]
        current.inner = [c for c in current.inner if c[0] < cut]
        current.contents = [c for c in current.contents if c[0] < cut]
        following.givers = [g for g in current.givers if g.start >= cut and g is not current.source]
        current.givers = [g for g in current.givers if g.start < cut or g is current.source]
    made.attributed.append(current)
    return following


def _cut(made: Generated, current: Attributed, last: int) -> int:
    """Where the next attribution's parts may begin: behind the first content after the cue, if it had none before."""
    before = [c for c in current.contents if c[1] <= last]
    after = [c for c in current.contents if c[0] >= last]
    if before or not after:
        return last
    return after[0][1]


def _without_mark(text: str, start: int, end: int) -> int:
    """The end of a giver whose closing comma gave way to another mark."""
    return start + len(text[start:end].rstrip(".;:"))


def _parts(template: str) -> Iterator[tuple[re.Match[str] | None, str]]:
    at = 0
    for match in _PART.finditer(template):
        if match.start() > at:
            yield None, template[at : match.start()]
        yield match, ""
        at = match.end()
    if at < len(template):
        yield None, template[at:]


def chain_rows(count: int, seed: int, *, held_out: bool) -> Iterator[dict[str, Any]]:
    """`count` generated texts with the chain of each content, the nearest giver first, as `bench/chains.py` reads
    them."""
    templates, fillers = load_templates()
    chosen = [template for template in templates if template.held_out is held_out]
    for made in Generator(fillers, seed).many(chosen, count):
        yield from read_chains(made)


def read_chains(made: Generated) -> Iterator[dict[str, Any]]:
    """The chain of each content of a text; of words within which somebody else speaks, that of what he says."""
    for attributed in made.attributed:
        givers = sorted(attributed.givers, key=lambda giver: giver.level)
        if givers and attributed.contents:
            claim = made.text[slice(*(attributed.inner or attributed.contents)[0])]
            chain = [[giver.kind, made.text[giver.start : giver.end]] for giver in givers]
            yield {"text": made.text, "claim": claim, "chain": chain}


class _Writer:
    """Puts a text together; commas that double are written once and sentences open with a capital."""

    def __init__(self) -> None:
        self.text = ""

    def begin(self) -> int:
        """Where the next words will begin."""
        return len(self.text)

    def end(self, begin: int) -> tuple[int, int]:
        """The words written since `begin`, space aside."""
        words = self.text[begin:]
        return begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())

    def write(self, words: str) -> tuple[int, int]:
        """Append words; the span they got."""
        if self.text.endswith(",") and words[:1] in ",.;:":
            words = words[1:] if words[0] == "," else words
            self.text = self.text if words[:1] not in ".;:" else self.text[:-1]
        if self.text.endswith(" ") or not self.text:
            words = words.lstrip()
        opens = not self.text.rstrip(' “"(') or self.text.rstrip(' “"(')[-1:] in ".?!\n"
        if opens and words[:1].islower():
            words = words[0].upper() + words[1:]
        begin = len(self.text)
        self.text += words
        return self.end(begin)
