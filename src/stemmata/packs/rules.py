"""What must hold between the rows of a pack, beyond the shape of each: references, names, trees, words."""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import chain

from stemmata.packs.book_rules import find_book_faults, find_broken_book_references
from stemmata.packs.finding import Finding
from stemmata.packs.row import Forms
from stemmata.packs.schema import Pack

_LEVELS = ("class", "family", "model", "variant")
_LATIN_TWINS = frozenset("ABCEHIKMOPSTXYaceiopsxyj")  # letters that look the same in Cyrillic
_CYRILLIC = frozenset({"ru", "uk", "be"})
_SEVERAL_SCRIPTS = frozenset({"ja", "ko", "zh"})
_WORD = re.compile(r"[^\W\d_]+")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
_LONGEST_NAME = 120
_QUESTION_FIELDS = frozenset({"item", "actor", "by_actor", "counterpart", "place", "place_name", "time", "sub_kind"})
# Keys of a trigger that only narrow down what its words name.
_QUALIFIERS = frozenset({"sub_kind", "direction", "modalities", "needs", "items", "stage", "item_is_subject"})
_NEEDED = frozenset(
    {"item", "quantity", "actor", "counterpart", "place", "time", "stage", "modality", "people", "chain", "negative"}
    | {"phrase", "each", "total"}
)


def find_broken_references(pack: Pack) -> Iterator[Finding]:
    """Every id that a row names must exist."""
    where = {
        "items": frozenset(pack.items),
        "outlets": frozenset(pack.outlets),
        "actors": frozenset(pack.actors),
        "places": frozenset(pack.places) | frozenset(pack.actors),  # a place may lie in a state
    }
    links = (
        *(("items", i.id, key, getattr(i, key), "items") for i in pack.items.values() for key in _ITEM_LINKS),
        *(("outlets", o.id, "parent", o.parent, "outlets") for o in pack.outlets.values()),
        *(("outlets", o.id, "country", o.country, "actors") for o in pack.outlets.values()),
        *(("actors", a.id, "state", a.state, "actors") for a in pack.actors.values()),
        *(("places", p.id, "within", p.within, "places") for p in pack.places.values()),
    )
    for table, row, key, value, target in links:
        if value is not None and value not in where[target]:
            yield Finding(table, row, (key,), f"{key} = {value!r} names no row")
    yield from _measure_references(pack)
    yield from find_broken_book_references(pack)


_ITEM_LINKS = ("parent", "decoy_of", "derived_from")


def _measure_references(pack: Pack) -> Iterator[Finding]:
    for measure in pack.measures.values():
        for item in measure.items:
            if item != "*" and item not in pack.items:
                yield Finding("measures", measure.id, ("items",), f"items: {item!r} names no row")
        for number, trigger in enumerate(measure.triggers):
            path = ("trigger", number)
            for item in trigger.items or ():
                if item != "*" and item not in pack.items:
                    yield Finding("measures", measure.id, (*path, "items"), f"items: {item!r} names no row")
            if trigger.stage is not None and trigger.stage not in pack.stages:
                yield Finding("measures", measure.id, (*path, "stage"), f"stage = {trigger.stage!r} names no row")
    for actor in chain.from_iterable(pack.adversaries):
        if actor not in pack.actors:
            yield Finding("pack", "adversaries", (), f"{actor!r} names no actor")
    for item in pack.apart:
        if item not in pack.items:
            yield Finding("pack", "apart", (), f"{item!r} names no item")


def find_faults(pack: Pack) -> Iterator[Finding]:
    """All else that an analyst should know of before a pack is used, table by table."""
    yield from _ids(pack)
    yield from _measures(pack)
    yield from _trees(pack)
    yield from _stages(pack)
    yield from _actors(pack)
    yield from _hosts(pack)
    yield from _doubled_names(pack)
    yield from _spellings(pack)
    yield from find_book_faults(pack)


def _ids(pack: Pack) -> Iterator[Finding]:
    tables = ("measures", "items", "stages", "outlets", "actors", "places")
    for table in (*tables, "accounts", "identities", "oppositions", "conversions"):
        for row in getattr(pack, table):
            if not _ID.fullmatch(row):
                yield Finding(table, row, ("id",), "an id is lower-case words and digits, joined by hyphens")


def _measures(pack: Pack) -> Iterator[Finding]:
    for measure in pack.measures.values():
        keys = ("question", "question_without_actor", "question_ahead", "question_ahead_without_actor")
        questions = [(key, getattr(measure, key) or "") for key in keys]
        for key, question in (*questions, *(("sub_questions", q) for q in measure.sub_questions.values())):
            unknown = sorted({name for _, name, _, _ in string.Formatter().parse(question) if name} - _QUESTION_FIELDS)
            if unknown:
                known = ", ".join(sorted(_QUESTION_FIELDS))
                yield Finding("measures", measure.id, (key,), f"{key}: no field {unknown[0]!r}; there are {known}")
        for name in measure.sub_questions:
            if name not in measure.sub_kinds:
                yield Finding("measures", measure.id, ("sub_questions", name), f"{name!r} is none of its sub_kinds")
        for number, trigger in enumerate(measure.triggers):
            if trigger.sub_kind is not None and trigger.sub_kind not in measure.sub_kinds:
                reason = f"{trigger.sub_kind!r} is none of the measure's sub_kinds"
                yield Finding("measures", measure.id, ("trigger", number, "sub_kind"), reason)
        yield from _needs(measure.id, ("needs",), measure.needs)
        for number, trigger in enumerate(measure.triggers):
            yield from _needs(measure.id, ("trigger", number, "needs"), trigger.needs or ())
            if trigger.model_fields_set <= _QUALIFIERS:
                yield Finding("measures", measure.id, ("trigger", number), "a trigger without words finds nothing")
        if not measure.triggers and measure.kind != "statement":
            yield Finding("measures", measure.id, (), "a measure without a trigger finds nothing")


def _needs(measure: str, path: tuple[str | int, ...], needs: Iterable[str]) -> Iterator[Finding]:
    for name in chain.from_iterable(need.split("|") for need in needs):
        if name.partition(":")[0] not in _NEEDED:
            known = ", ".join(sorted(_NEEDED))
            yield Finding("measures", measure, path, f"needs: no field {name!r}; there are {known}")


def _trees(pack: Pack) -> Iterator[Finding]:
    for item in pack.items.values():
        line = pack.lineage(item.id)
        top = pack.items[line[-1]]
        if top.parent is not None:
            yield Finding("items", item.id, ("parent",), f"its parents go round in a circle: {' < '.join(line)}")
        elif top.level != "class":
            reason = f"the branch ends in {top.id!r}, which is no class"
            yield Finding("items", item.id, ("level" if top is item else "parent",), reason)
        elif item.parent is not None:
            above, own = _LEVELS.index(pack.items[item.parent].level), _LEVELS.index(item.level)
            if not (above < own or pack.items[item.parent].level == item.level == "family"):
                yield Finding("items", item.id, ("parent",), f"the parent {item.parent!r} is not wider than the item")


def _stages(pack: Pack) -> Iterator[Finding]:
    ranks: dict[int, str] = {}
    for stage in pack.stages.values():
        if stage.rank is not None and ranks.setdefault(stage.rank, stage.id) != stage.id:
            yield Finding("stages", stage.id, ("rank",), f"rank {stage.rank} is taken by {ranks[stage.rank]!r}")
    cues: dict[tuple[str, str], str] = {}
    for stage in pack.stages.values():
        for language, words in stage.cues.items():
            for cue in words:
                path = ("cues", language)
                if cue != " ".join(cue.lower().split()):
                    yield Finding("stages", stage.id, path, f"{cue!r}: cues are lemmas in lower case")
                if cues.setdefault((language, cue), stage.id) != stage.id:
                    yield Finding("stages", stage.id, path, f"{cue!r} is a cue of {cues[language, cue]!r} as well")


def _actors(pack: Pack) -> Iterator[Finding]:
    for actor in pack.actors.values():
        if actor.kind == "state" and actor.state is not None:
            yield Finding("actors", actor.id, ("state",), "a state stands under no state")
        elif actor.state is not None and pack.actors[actor.state].kind != "state":
            yield Finding("actors", actor.id, ("state",), f"{actor.state!r} is no state")


def _hosts(pack: Pack) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for outlet in pack.outlets.values():
        for host in outlet.domains:
            if not _HOST.fullmatch(host) or host.startswith("www."):
                reason = f"{host!r}: a host in lower case, without https:// and www."
                yield Finding("outlets", outlet.id, ("domains",), reason)
            if owners.setdefault(host, outlet.id) != outlet.id:
                yield Finding("outlets", outlet.id, ("domains",), f"{host!r} is a host of {owners[host]!r} as well")


def _doubled_names(pack: Pack) -> Iterator[Finding]:
    """A name must not stand for two rows of a language: the finder would have to guess."""
    rows = list(_named_rows(pack))
    languages = sorted({language for _, _, _, _, forms in rows for language in forms} | {"en"})
    for language in languages:
        owners: dict[str, tuple[str, str]] = {}
        for table, row, name, key, forms in rows:
            spelt = [(name, "name")] if name is not None else []
            for word, path in (*spelt, *((form, key) for form in forms.get(language, ()))):
                held = owners.setdefault(_folded(table, word), (table, row))
                # Names of other languages are not looked for yet; there, only rows of one table must differ.
                if held != (table, row) and (held[0] == table or language == "en"):
                    reason = f"{word!r} ({language}) is a name of {held[1]!r} in {held[0]} as well"
                    yield Finding(table, row, (path, *((language,) if path != "name" else ())), reason)
    spellings = {n for i in pack.items.values() for n in (i.name, *chain(*i.aliases.values()))}
    for item in pack.items.values():
        for name in item.ambiguous:
            if name in spellings:
                yield Finding("items", item.id, ("ambiguous",), f"{name!r} is ambiguous here and an alias elsewhere")


def _folded(table: str, name: str) -> str:
    return name.casefold() if table == "outlets" else name


def _named_rows(pack: Pack) -> Iterator[tuple[str, str, str | None, str, Forms]]:
    """Each table's rows: table, id, name, the key of the forms, the forms. An actor has two lists of them."""
    for item in pack.items.values():
        yield "items", item.id, item.name, "aliases", item.aliases
    for actor in pack.actors.values():
        yield "actors", actor.id, actor.name, "aliases", actor.aliases
        yield "actors", actor.id, None, "adjectives", actor.adjectives
    for outlet in pack.outlets.values():
        yield "outlets", outlet.id, outlet.name, "names", outlet.names
    for place in pack.places.values():
        yield "places", place.id, place.name, "aliases", place.aliases


def _spellings(pack: Pack) -> Iterator[Finding]:
    unless = (("items", item.id, None, "unless", item.unless) for item in pack.items.values())
    for table, row, _, key, forms in (*_named_rows(pack), *unless):
        for language, names in forms.items():
            for name in names:
                reason = fault_of_spelling(name, language)
                if reason is not None:
                    yield Finding(table, row, (key, language), f"{name!r}: {reason}")


def fault_of_spelling(name: str, language: str) -> str | None:
    """Why a name would never be found in a text of its language; None where nothing is wrong with it."""
    if name != unicodedata.normalize("NFC", " ".join(name.split())):
        return "spaces at the ends or doubled, or letters that are not composed (NFC)"
    if not 1 < len(name) <= _LONGEST_NAME:
        return f"names have 2 to {_LONGEST_NAME} characters"
    words = [_scripts(word) for word in _WORD.findall(name)]
    if language not in _SEVERAL_SCRIPTS and any(len(scripts) > 1 for scripts in words):
        return "a word mixes scripts: it looks right and never matches"
    if language == "en" and any(not scripts <= {"LATIN"} for scripts in words):
        return "an English name in another script"
    if language in _CYRILLIC:
        latin = {letter for letter in name if letter.isalpha() and _scripts(letter) == {"LATIN"}}
        is_like_cyrillic = bool(latin) and latin <= _LATIN_TWINS
        if is_like_cyrillic and any({"CYRILLIC"} == scripts for scripts in words):
            return "Latin letters that look like Cyrillic ones"
        if is_like_cyrillic and any(map(str.isdigit, name)):
            return "Latin letters that look like Cyrillic ones"
    return None


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "UNKNOWN").split()[0] for letter in word}
