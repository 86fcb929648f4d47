"""What a user of the arms pack relies on: it loads, is wide enough, and no name stands for two things."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain

import pytest

from stemmata.packs import Forms, Pack, load_pack

LATIN_TWINS = frozenset("ABCEHIKMOPSTXYaceiopsxyj")
RUN = re.compile(r"[^\W\d_]+")
STAGES = [
    "rumoured",
    "considered",
    "negotiated",
    "planned",
    "agreed",
    "contracted",
    "financed",
    "site_chosen",
    "under_construction",
    "equipped",
    "first_article",
    "operational",
    "at_rate",
    "expanded",
]
NO_RANK = {"delayed", "halted", "relocated", "struck", "cancelled", "denied"}
CLASSES = {
    "uav",
    "missile",
    "rocket",
    "bomb",
    "ammunition",
    "aircraft",
    "armour",
    "artillery",
    "air-defence-system",
    "vessel",
    "vehicle",
    "engine",
    "component",
    "explosive",
    "small-arms",
    "satellite",
    "facility",
    "personnel-role",
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def forms_of(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """Every name of the pack with its row and its language."""
    tables: tuple[Mapping[str, Forms], ...] = (
        {item.id: item.aliases for item in pack.items.values()},
        {item.id: item.unless for item in pack.items.values()},
        {actor.id: actor.aliases for actor in pack.actors.values()},
        {actor.id: actor.adjectives for actor in pack.actors.values()},
        {outlet.id: outlet.names for outlet in pack.outlets.values()},
        {place.id: place.aliases for place in pack.places.values()},
    )
    for row, forms in chain.from_iterable(table.items() for table in tables):
        for language, names in forms.items():
            for name in names:
                yield row, language, name


def english(name: str, forms: Forms) -> set[str]:
    return {name, *forms.get("en", ())}


def owners(named: Iterator[tuple[str, set[str]]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row, names in named:
        for name in names:
            found[name].add(row)
    return {name: rows for name, rows in found.items() if len(rows) > 1}


def scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "UNKNOWN").split()[0] for letter in word}


@pytest.mark.parametrize(
    ("table", "least"), [("items", 300), ("actors", 500), ("outlets", 300), ("places", 150), ("stages", 20)]
)
def test_tables_are_wide_enough(pack: Pack, table: str, least: int) -> None:
    assert len(getattr(pack, table)) >= least


def test_models_are_many(pack: Pack) -> None:
    assert sum(item.level in {"model", "variant"} for item in pack.items.values()) >= 150


def test_classes_are_there_and_stand_at_the_top(pack: Pack) -> None:
    classes = {item.id for item in pack.items.values() if item.level == "class"}
    assert classes >= CLASSES
    assert all(pack.items[item].parent is None for item in classes)


def test_every_item_leads_up_to_a_class(pack: Pack) -> None:
    for item in pack.items:
        assert pack.items[pack.lineage(item)[-1]].level == "class", item


def test_a_parent_is_wider_than_its_child(pack: Pack) -> None:
    levels = ["class", "family", "model", "variant"]
    for item in pack.items.values():
        if item.parent is not None:
            parent = pack.items[item.parent]
            narrower = levels.index(parent.level) < levels.index(item.level)
            assert narrower or parent.level == item.level == "family", item.id


def test_items_that_measures_count_exist(pack: Pack) -> None:
    for measure in pack.measures.values():
        for item in (*measure.items, *(i for trigger in measure.triggers for i in trigger.items or ())):
            assert item == "*" or item in pack.items, (measure.id, item)


def test_every_item_names_its_source(pack: Pack) -> None:
    assert [item.id for item in pack.items.values() if not item.source] == []


def test_an_alias_names_one_item(pack: Pack) -> None:
    for language in ("en", "ru", "uk", "fa"):
        named = ((item.id, {*item.aliases.get(language, ()), item.name}) for item in pack.items.values())
        assert owners(named) == {}, language


def test_an_ambiguous_name_is_no_alias(pack: Pack) -> None:
    aliases = {name for item in pack.items.values() for name in (item.name, *chain(*item.aliases.values()))}
    for item in pack.items.values():
        assert aliases.isdisjoint(item.ambiguous), item.id


def test_geran_alone_decides_nothing(pack: Pack) -> None:
    assert "Geran" in pack.items["shahed"].ambiguous
    assert "Geran-2" in pack.items["shahed-136"].aliases["en"]
    assert "Geran-1" in pack.items["shahed-131"].aliases["en"]


@pytest.mark.parametrize("language", ["en", "ru", "uk", "fa"])
def test_an_alias_names_one_actor(pack: Pack, language: str) -> None:
    named = (
        (actor.id, {actor.name, *actor.aliases.get(language, ()), *actor.adjectives.get(language, ())})
        for actor in pack.actors.values()
    )
    assert owners(named) == {}


@pytest.mark.parametrize("language", ["en", "ru", "uk", "fa"])
def test_an_alias_names_one_place(pack: Pack, language: str) -> None:
    assert owners((p.id, {p.name, *p.aliases.get(language, ())}) for p in pack.places.values()) == {}


def test_a_name_belongs_to_one_outlet(pack: Pack) -> None:
    languages = {language for outlet in pack.outlets.values() for language in outlet.names}
    for language in sorted(languages):
        named = ((o.id, {n.casefold() for n in (o.name, *o.names.get(language, ()))}) for o in pack.outlets.values())
        assert owners(named) == {}, language


def test_a_domain_belongs_to_one_outlet(pack: Pack) -> None:
    domains = [domain for outlet in pack.outlets.values() for domain in outlet.domains]
    assert sorted(domains) == sorted(set(domains))
    assert all(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain) for domain in domains)
    assert not any(domain.startswith("www.") for domain in domains)


def test_no_name_crosses_tables(pack: Pack) -> None:
    """An outlet, a body, a place and an item never share an English name: the finder would have to guess."""
    rows = chain(
        ((f"items/{i.id}", english(i.name, i.aliases)) for i in pack.items.values()),
        (
            (f"actors/{a.id}", english(a.name, a.aliases) | set(a.adjectives.get("en", ())))
            for a in pack.actors.values()
        ),
        ((f"outlets/{o.id}", english(o.name, o.names)) for o in pack.outlets.values()),
        ((f"places/{p.id}", english(p.name, p.aliases)) for p in pack.places.values()),
    )
    assert owners(rows) == {}


def test_names_are_written_cleanly(pack: Pack) -> None:
    for row, language, name in forms_of(pack):
        assert name == unicodedata.normalize("NFC", " ".join(name.split())), (row, language, name)
        assert 1 < len(name) <= 120, (row, language, name)


def test_no_word_mixes_scripts(pack: Pack) -> None:
    for row, language, name in forms_of(pack):
        for word in RUN.findall(name):
            assert len(scripts(word)) == 1 or language in {"ja", "ko", "zh"}, (row, language, name)


def test_no_latin_letter_passes_for_a_cyrillic_one(pack: Pack) -> None:
    """A designation such as Х-101 or Т-72 that a keyboard left in Latin would never match a Russian text."""
    for row, language, name in forms_of(pack):
        if language not in {"ru", "uk", "be"}:
            continue
        latin = {letter for letter in name if letter.isalpha() and scripts(letter) == {"LATIN"}}
        cyrillic = any(scripts(letter) == {"CYRILLIC"} for letter in name if letter.isalpha())
        twins_only = bool(latin) and latin <= LATIN_TWINS
        assert not (twins_only and (cyrillic or any(map(str.isdigit, name)))), (row, language, name)


def test_english_names_hold_no_foreign_script(pack: Pack) -> None:
    for row, language, name in forms_of(pack):
        if language == "en":
            assert all(scripts(word) <= {"LATIN"} for word in RUN.findall(name)), (row, name)


def test_states_have_their_russian_ukrainian_and_persian_names(pack: Pack) -> None:
    states = [actor for actor in pack.actors.values() if actor.kind == "state"]
    assert len(states) >= 196
    for language in ("ru", "uk", "fa"):
        assert [s.id for s in states if not s.aliases.get(language)] == []


def test_a_body_stands_under_a_state(pack: Pack) -> None:
    for actor in pack.actors.values():
        assert actor.state is None or pack.actors[actor.state].kind == "state", actor.id
        assert actor.kind != "state" or actor.state is None, actor.id


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Tehran", "iran"),
        ("Moscow", "russia"),
        ("Kyiv", "ukraine"),
        ("Kiev", "ukraine"),
        ("Washington", "united-states"),
        ("Kremlin", "russia"),
        ("White House", "united-states"),
        ("Pentagon", "united-states"),
        ("IRGC", "iran"),
        ("Mossad", "israel"),
    ],
)
def test_metonyms_lead_to_their_state(pack: Pack, name: str, state: str) -> None:
    (actor,) = [a.id for a in pack.actors.values() if name in english(a.name, a.aliases)]
    assert pack.state_of(actor) == state


def test_yelabuga_has_its_spellings(pack: Pack) -> None:
    place = pack.places["yelabuga"]
    assert "Elabuga" in place.aliases["en"]
    assert place.aliases["ru"] == ("Елабуга",)
    assert place.aliases["uk"] == ("Єлабуга",)
    assert pack.places["alabuga"].within == "yelabuga"
    assert place.within == "tatarstan"


@pytest.mark.parametrize(
    ("domain", "name"),
    [
        ("wsj.com", "The Wall Street Journal"),
        ("rbc.ua", "RBC-Ukraine"),
        ("censor.net", "Censor.net"),
        ("dw.com", "Deutsche Welle"),
        ("fararu.com", "Fararu"),
        ("charter97.org", "Charter97"),
        ("israelnationalnews.com", "Israel National News"),
    ],
)
def test_hosts_lead_to_their_outlet(pack: Pack, domain: str, name: str) -> None:
    assert [outlet.name for outlet in pack.outlets.values() if domain in outlet.domains] == [name]


def test_common_words_are_no_outlet(pack: Pack) -> None:
    common = {"Time", "Times", "Sun", "Post", "Mirror", "Independent", "National", "Hill", "Focus", "Dawn", "Journal"}
    names = {name for outlet in pack.outlets.values() for name in english(outlet.name, outlet.names)}
    assert names.isdisjoint(common)


def test_stages_are_ordered(pack: Pack) -> None:
    ranked = sorted((s for s in pack.stages.values() if s.rank is not None), key=lambda s: s.rank or 0)
    assert [stage.id for stage in ranked] == STAGES
    assert [stage.rank for stage in ranked] == list(range(1, len(STAGES) + 1))
    assert {stage.id for stage in pack.stages.values() if stage.rank is None} == NO_RANK


def test_a_cue_belongs_to_one_stage(pack: Pack) -> None:
    assert owners((stage.id, set(stage.cues["en"])) for stage in pack.stages.values()) == {}
    for stage in pack.stages.values():
        assert all(cue == cue.lower() == " ".join(cue.split()) for cue in stage.cues["en"]), stage.id


def test_trigger_stages_exist(pack: Pack) -> None:
    stages = {trigger.stage for measure in pack.measures.values() for trigger in measure.triggers if trigger.stage}
    assert stages <= set(pack.stages)
