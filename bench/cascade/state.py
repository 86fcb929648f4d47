"""What one report holds to be so, and the ways in which a relay changes it."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from bench.cascade.wording import Family, load_words

# How much more often a story counts items than money or stages.
_USUAL_STORY = 3.0
PLAIN, SHARPER, INVERTED, NAMED = "plain", "sharper", "inverted", "named"


@dataclass(frozen=True, slots=True)
class State:
    """A report's main claim and its details. `people` is the row of the people behind it, or the name of a body; `unit`
    a currency, `stage` how far a programme is, each empty where the story has none; `is_denied`: told as not so."""

    measure: int
    actor: str
    other: str
    item: str
    place: str
    number: int
    bound: str
    per: str | None
    time: str
    modality: str
    people: int | str
    people_form: str
    unit: str = ""
    stage: str = ""
    is_denied: bool = False
    details: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def new_state(family: Family, chance: random.Random) -> State:
    """A story's facts as its first origin holds them."""
    rows = range(len(family.measures))
    row = chance.choices(rows, weights=[_USUAL_STORY if m.counts == "items" else 1.0 for m in family.measures])[0]
    measure = family.measures[row]
    actor, other = chance.choice(measure.parties)
    detail = {d.id: {slot: new_value(kind, chance) for slot, kind in d.slots.items()} for d in family.details}
    return State(
        measure=row,
        actor=actor,
        other=other,
        item=chance.choice(measure.items),
        place=chance.choice(measure.places),
        number=new_number(chance) if measure.counts == "items" else chance.randint(110, 990),
        bound=chance.choices(list(load_words()["bounds"]), weights=[4, 3, 2, 1, 1, 3])[0],
        per=chance.choice(["month", "year"]) if "could" in measure.modalities and chance.random() < 0.3 else None,
        time=chance.choice(measure.times),
        modality=measure.modalities[0],
        people=chance.randrange(len(load_words()["people"])),
        people_form=PLAIN,
        unit=chance.choice(list(load_words()["currencies"])) if measure.counts == "money" else "",
        stage=chance.choice(list(load_words()["stages"])[:2]) if measure.counts == "stages" else "",
        details=detail,
    )


def new_number(chance: random.Random) -> int:
    """A number as reports print them: some round, some odd."""
    size = chance.choice([10, 100, 1000])
    number = chance.randint(11, 99) * size
    return number if chance.random() < 0.6 else number + chance.randint(1, 9) * max(1, size // 10)


def new_value(kind: str, chance: random.Random) -> str:
    """A value for a slot of that kind."""
    words = load_words()
    if kind == "person":
        return f"{chance.choice(words['given'])} {chance.choice(words['family'])}"
    if kind == "quote":
        return f"{chance.choice(words['quote_openings'])} {chance.choice(words['quote_endings'])}"
    if kind == "day":
        return f"{chance.choice(words['months'])} {chance.randint(1, 28)}"
    if kind == "money":
        return f"${chance.randint(12, 980)} million"
    ranges = {"small": (3, 40), "hundreds": (110, 980), "kilometres": (40, 1900), "share": (11, 89)}
    if kind in ranges:
        return str(chance.randint(*ranges[kind]))
    tables = {"bank": "banks", "firm": "firms", "part": "parts", "town": "towns", "month": "months"}
    return str(chance.choice(words[tables.get(kind, f"{kind}s")]))


def other_origin(state: State, family: Family, chance: random.Random, agrees: float) -> State:
    """The same question answered by somebody else: own people, own details, perhaps the same number."""
    fresh = new_state(family, chance)
    while fresh.measure != state.measure:
        fresh = new_state(family, chance)
    kept = {k: v for k, v in state.details.items() if chance.random() < 0.15}
    same = chance.random() < agrees
    return replace(
        state,
        number=state.number if same else fresh.number,
        bound=state.bound if same and chance.random() < 0.5 else fresh.bound,
        time=state.time if chance.random() < 0.7 else fresh.time,
        people=fresh.people,
        details={**fresh.details, **kept},
    )


def add_matter(
    state: State, told: Collection[str], family: Family, chance: random.Random
) -> tuple[State, tuple[str, ...]]:
    """`state` with facts of a relay's own in place of some details that its parent does not tell, and which: it asked
    around, or looked into its files."""
    free = sorted(set(state.details) - set(told))
    chosen = chance.sample(free, min(len(free), chance.choice([1, 1, 2])))
    slots = {d.id: d.slots for d in family.details}
    fresh = {name: {slot: new_value(kind, chance) for slot, kind in slots[name].items()} for name in chosen}
    return replace(state, details={**state.details, **fresh}), tuple(chosen)


def mutate(state: State, family: Family, chance: random.Random, rate: float) -> State:
    """`state` as a relay passes it on; each field changes by itself, at about `rate` for the likeliest."""
    measure = family.measures[state.measure]
    if chance.random() < rate:
        state = replace(state, bound=_changed_bound(state.bound, chance))
    if chance.random() < rate * 0.4:
        state = replace(state, number=_changed_number(state.number, chance))
    if chance.random() < rate * 0.35:
        state = replace(state, time=chance.choice([t for t in measure.times if t != state.time] or [state.time]))
    if state.per is not None and chance.random() < rate * 0.3:
        state = replace(state, per=None if chance.random() < 0.7 else {"month": "year", "year": "month"}[state.per])
    if state.unit and chance.random() < rate * 0.4:
        state = replace(state, unit=chance.choice([u for u in load_words()["currencies"] if u != state.unit]))
    if state.stage and chance.random() < rate * 0.8:
        state = replace(state, stage=_changed_stage(state.stage, chance))
    if measure.counts == "items" and not state.is_denied and chance.random() < rate * 0.1:
        state = replace(state, is_denied=True)
    if chance.random() < rate * 0.5 and len(measure.modalities) > 1:
        later = measure.modalities[measure.modalities.index(state.modality) + 1 :]
        state = replace(state, modality=chance.choice(later)) if later else state
    if chance.random() < rate * 0.15:
        state = replace(state, place=chance.choice([p for p in measure.places if p != state.place]))
    if isinstance(state.people, int) and state.people_form == PLAIN and chance.random() < rate * 0.5:
        form = INVERTED if load_words()["people"][state.people]["inverted"] and chance.random() < 0.2 else SHARPER
        state = replace(state, people_form=form)
    return replace(
        state, details={k: _changed_detail(k, dict(v), family, chance, rate) for k, v in state.details.items()}
    )


def _changed_stage(stage: str, chance: random.Random) -> str:
    """The next stage, more often than the one before."""
    stages: list[str] = list(load_words()["stages"])
    place = stages.index(stage)
    after = place + 1 if place == 0 or chance.random() < 0.8 else place - 1
    return stages[after] if after < len(stages) else stages[place - 1]


def _changed_bound(bound: str, chance: random.Random) -> str:
    ways = {
        "at_least": ["exact", "more_than", "up_to"],
        "more_than": ["exact", "at_least"],
        "up_to": ["exact", "at_least"],
        "about": ["exact"],
        "almost": ["exact", "about"],
        "exact": ["about", "at_least"],
    }
    return chance.choice(ways[bound])


def _changed_number(number: int, chance: random.Random) -> int:
    step = 10 ** (len(str(number)) - 1)
    rounded = round(number / step) * step
    if rounded != number and chance.random() < 0.6:
        return int(rounded)
    return number + chance.choice([-1, 1]) * step if chance.random() < 0.7 and number > step else number * 10


def _changed_detail(
    detail: str, values: dict[str, str], family: Family, chance: random.Random, rate: float
) -> Mapping[str, str]:
    """A wrong month, a respelt name, a slipped digit: the small faults by which copies are known."""
    if chance.random() > rate * 0.3:
        return values
    slots = next(d.slots for d in family.details if d.id == detail)
    slot = chance.choice(sorted(values))
    value, kind = values[slot], slots[slot]
    if kind == "quote":
        return values  # the words of others are left as they are
    if kind == "person":
        given, name = value.split()
        values[slot] = f"{given} {load_words()['respelt'].get(name, name)}"
    elif value.isdigit():
        values[slot] = str(int(value) + chance.choice([-1, 1, 10]))
    else:
        values[slot] = new_value(kind, chance)
    return values


def changed_fields(before: State, after: State, tells_people: bool) -> frozenset[str]:
    """The fields of the main claim that differ. The people count only where both reports name them."""
    found = set()
    if before.bound != after.bound and not before.stage:
        found.add("bound")
    if before.number != after.number and not before.stage:
        found.add("number")
    if before.unit != after.unit:
        found.add("unit")
    if before.stage != after.stage:
        found.add("stage")
    if before.is_denied != after.is_denied:
        found.add("polarity")
    if before.time != after.time or before.per != after.per:
        found.add("period")
    if before.modality != after.modality and not before.stage:
        found.add("modality")
    if before.place != after.place:
        found.add("place")
    if tells_people and before.people_form != after.people_form:
        found.add("source")
    return frozenset(found)
