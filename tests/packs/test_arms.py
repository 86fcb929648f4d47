"""What a user of the arms pack relies on: it is wide enough, and its names lead where a reader expects.

That no name stands for two things, and the like, is what every pack is checked for: see test_check.py.
"""

from __future__ import annotations

import pytest

from stemmata.annotate.entity import find_entities
from stemmata.model import Span
from stemmata.packs import Forms, Pack, load_pack

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


def english(name: str, forms: Forms) -> set[str]:
    return {name, *forms.get("en", ())}


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


def test_every_item_names_its_source(pack: Pack) -> None:
    assert [item.id for item in pack.items.values() if not item.source] == []


def test_geran_alone_decides_nothing(pack: Pack) -> None:
    assert "Geran" in pack.items["shahed"].ambiguous
    assert "Geran-2" in pack.items["shahed-136"].aliases["en"]
    assert "Geran-1" in pack.items["shahed-131"].aliases["en"]


def test_states_have_their_russian_ukrainian_and_persian_names(pack: Pack) -> None:
    states = [actor for actor in pack.actors.values() if actor.kind == "state"]
    assert len(states) >= 196
    for language in ("ru", "uk", "fa"):
        assert [s.id for s in states if not s.aliases.get(language)] == []


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


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("The utility bought 14 helicopters, nine vehicles and two boats.", False),
        ("The airline lost two planes and a private jet.", False),
        ("Police found 40 rifles in a barn.", False),
        ("The navy lost two warships.", True),
        ("They sent 14 attack helicopters.", True),
        ("They built three drones.", True),
        ("They sent a Black Hawk.", True),
        ("The drone factory burned.", True),
    ],
)
def test_what_the_world_at_large_has_too_does_not_make_a_text_about_arms(pack: Pack, text: str, named: bool) -> None:
    found = find_entities(text, (Span(0, len(text)),), pack, "en")
    assert any(pack.marks_subject(entity.entity) for entity in found) is named


@pytest.mark.parametrize(
    ("words", "item"),
    [
        ("Patriot missiles", "patriot-missile"),
        ("PAC-3 interceptors", "pac-3"),
        ("Patriot batteries", "patriot"),
        ("155mm rounds", "artillery-shell-155"),
        ("152-mm artillery shells", "artillery-shell-152"),
        ("shells", "artillery-shell"),
        ("anti-aircraft warfare systems", "air-defence-system"),
        ("vehicles and fuel tanks", "vehicle"),
        ("guided aerial bombs", "glide-bomb"),
        ("sea drones", "naval-drone"),
        ("interceptor drones", "interceptor-uav"),
        ("fibre-optic drones", "fpv-uav"),
        ("Shahed-type drones", "shahed"),
        ("AH-64E Apache helicopters", "ah-64"),
        ("warheads", "warhead"),
    ],
)
def test_the_words_of_the_press_lead_to_their_item(pack: Pack, words: str, item: str) -> None:
    text = f"They counted 20 {words} there."
    found = find_entities(text, (Span(0, len(text)),), pack, "en")
    assert [(e.text, e.entity) for e in found] == [(words, item)]
