"""A state in words: one report, written anew, after another's words, or in two lines."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bench.cascade.state import NAMED, State
from bench.cascade.wording import Family, capitalise, choose, load_words

_BASE = {
    "produce": ("produce", "produced"),
    "make": ("make", "made"),
    "build": ("build", "built"),
    "assemble": ("assemble", "assembled"),
    "manufacture": ("manufacture", "manufactured"),
    "turn-out": ("turn out", "turned out"),
}


class Manner(StrEnum):
    """How a report is written: by its own people, after its parent's words, in others, in two lines, or out of
    another language (all in other words, no headline shared)."""

    OWN = "own"
    VERBATIM = "verbatim"
    REWRITTEN = "rewritten"
    BRIEF = "brief"
    TRANSLATED = "translated"


@dataclass(frozen=True, slots=True)
class Telling:
    """A report's words: its main clause, its details as (detail, form, sentence), the whole text, and the facts that
    clause and details tell."""

    clause: str
    clause_form: int
    details: tuple[tuple[str, int, str], ...]
    text: str
    tells_people: bool
    tells_place: bool
    tells_time: bool
    facts: tuple[object, ...]
    values: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Credit:
    """Whom a report names: the page that it has it from, the outlet that was first, the people behind."""

    near: str | None
    origin: str | None
    people: bool


def write_report(
    state: State,
    family: Family,
    manner: Manner,
    credit: Credit,
    outlet: str,
    before: Telling | None,
    chance: random.Random,
    own: bool,
    extra: tuple[tuple[str, int, str], ...] = (),
    added: tuple[str, ...] = (),
    same_words: float = 0.0,
) -> Telling:
    """The words of a report. `before` is its parent's telling, None for who was first; `extra` are sentences that it
    has from a second parent, `added` the details that it tells and its parent does not, `same_words` the share of
    sentences that a rewritten or brief page keeps as they stand."""
    kept = same_words if manner in {Manner.REWRITTEN, Manner.BRIEF} else 0.0
    form = _clause_form(state, family, manner, before, chance, kept)
    facts = _main_facts(state)
    is_copied = manner is Manner.VERBATIM and before is not None and before.facts == facts
    clause = before.clause if is_copied and before is not None else _clause(state, family, form, chance)
    rows = {d.id: d.forms for d in family.details}
    details = (
        *_details(state, family, manner, before, chance, kept),
        *(_tell_detail(state, rows[name], name, None, chance) for name in added),
    )
    lead, follow = _lead(clause, state, family, credit, outlet, own, chance)
    number_last = [text for _, _, text in (*details, *extra)]
    lines = [capitalise(lead) + ".", *follow, *number_last]
    if manner is not Manner.BRIEF and chance.random() < 0.6:
        background = chance.choice(list(family.house["background"]))
        lines.append(background.format(actor=state.actor, other=state.other))
    if chance.random() < 0.5:
        lines.append(chance.choice(list(family.house["closing"])))
    title = _headline(state, family, chance)
    half = max(1, len(lines) // 2)
    body = " ".join(lines[:half]) + ("\n\n" + " ".join(lines[half:]) if lines[half:] else "")
    has_people = own or credit.people
    shown = family.measures[state.measure].forms[form]
    return Telling(
        clause,
        form,
        (*details, *extra),
        f"{title}\n\n{body}",
        has_people,
        "{place}" in shown,
        "{time}" in shown,
        facts,
        {name: dict(state.details[name]) for name, _, _ in details},
    )


def _main_facts(state: State) -> tuple[object, ...]:
    """What a main clause tells: a page that copies another and changes none of it prints the same words."""
    return (state.number, state.bound, state.per, state.time, state.modality, state.place, state.unit, state.stage,
            state.is_denied)  # fmt: skip


def _clause_form(
    state: State, family: Family, manner: Manner, before: Telling | None, chance: random.Random, same_words: float
) -> int:
    forms = range(len(family.measures[state.measure].forms))
    if before is None:
        return chance.choice(forms)
    if manner is Manner.VERBATIM or _keeps(same_words, chance):
        return before.clause_form
    return chance.choice([f for f in forms if f != before.clause_form])


def _clause(state: State, family: Family, form: int, chance: random.Random) -> str:
    words = load_words()
    template = choose(family.measures[state.measure].forms[form], chance)
    bound = words["bounds"][state.bound][0] if state.unit else chance.choice(words["bounds"][state.bound])
    number = f"{state.number:,}" if chance.random() < 0.9 else str(state.number)
    if state.unit:
        number = words["currencies"][state.unit].format(number=number)
    clause = " ".join(
        template.format(
            actor=state.actor,
            other=state.other,
            item=state.item,
            place=state.place,
            time=chance.choice(words["times"][state.time]),
            quantity=f"{bound} {number}".strip(),
            per=f" a {state.per}" if state.per else "",
            stage=chance.choice(words["stages"][state.stage]) if state.stage else "",
            **_verbs(state, template),
        ).split()
    )
    return chance.choice(list(family.house["denial"])).format(clause=clause) if state.is_denied else clause


def _verbs(state: State, template: str) -> dict[str, str]:
    plural = " and " in state.actor if template.startswith("{actor}") else template.startswith(("workshops", "{quan"))
    found = {}
    for key, (base, done) in _BASE.items():
        if state.modality == "could":
            found[key], found[f"be-{done.split()[0]}"] = f"could {base}", f"could be {done}"
        elif state.modality == "plans":
            found[key] = f"{'plan' if plural else 'plans'} to {base}"
            found[f"be-{done.split()[0]}"] = f"are planned to be {done}"
        else:
            found[key] = f"{'are' if plural else 'is'} expected to {base}"
            found[f"be-{done.split()[0]}"] = f"are expected to be {done}"
    return found


def people_words(state: State, chance: random.Random) -> str:
    """The words for the people behind a claim."""
    if isinstance(state.people, str) or state.people_form == NAMED:
        return str(state.people)
    return str(chance.choice(load_words()["people"][state.people][state.people_form]))


def _lead(
    clause: str, state: State, family: Family, credit: Credit, outlet: str, own: bool, chance: random.Random
) -> tuple[str, list[str]]:
    cite = family.cite
    people = people_words(state, chance)
    weekday = chance.choice(load_words()["weekdays"])
    if own:
        kind = "said" if isinstance(state.people, str) else "own"
        form = chance.choice(list(cite[kind]))
        return form.format(clause=clause, people=people, outlet=f"the {outlet}", weekday=weekday), []
    near = f"the {credit.near}" if credit.near else None
    origin = f"the {credit.origin}" if credit.origin else None
    if near and origin and near != origin:
        lead = chance.choice(list(cite["both"])).format(clause=clause, near=near, source=origin)
    elif near or origin:
        lead = chance.choice([*cite["lead"], *cite["trail"]]).format(clause=clause, source=near or origin)
    else:
        bare = chance.choice(list(cite["bare"])).format(clause=clause)
        return bare if not credit.people else f"{clause}, {people} said", []
    if credit.people and (near is None or origin is None or near == origin):
        lead = f"{lead}, {chance.choice(list(cite['behind'])).format(people=people)}"
    follow = []
    if chance.random() < 0.25:
        follow.append(capitalise(choose(chance.choice(list(cite["later"])), chance).format(source=near or origin)))
    return lead, follow


def _keeps(share: float, chance: random.Random) -> bool:
    return share > 0 and chance.random() < share


def _details(
    state: State, family: Family, manner: Manner, before: Telling | None, chance: random.Random, same_words: float
) -> tuple[tuple[str, int, str], ...]:
    low, high = family.mechanics["sentences"]
    rows = {d.id: d for d in family.details}
    if before is None:
        names = chance.sample(sorted(state.details), min(len(state.details), chance.randint(low, high)))
        return tuple(_tell_detail(state, rows[n].forms, n, None, chance) for n in names)
    told = list(before.details)
    if manner is Manner.VERBATIM:
        kept = [row for row in told if chance.random() < 0.85]
        return tuple(_copy_detail(row, state, rows[row[0]].forms, before, chance) for row in kept)
    if manner is Manner.BRIEF:
        kept = chance.sample(told, min(len(told), chance.choice([0, 1, 1, 2])))
    else:
        kept = [row for row in told if chance.random() < 0.75]
        chance.shuffle(kept)
    found = []
    for row in kept:
        name, form, _ = row
        if _keeps(same_words, chance):
            found.append(_copy_detail(row, state, rows[name].forms, before, chance))
            continue
        others = [f for f in range(len(rows[name].forms)) if f != form]
        found.append(_tell_detail(state, rows[name].forms, name, chance.choice(others), chance))
    return tuple(found)


def _copy_detail(
    row: tuple[str, int, str], state: State, forms: tuple[str, ...], before: Telling, chance: random.Random
) -> tuple[str, int, str]:
    """A sentence as it stands, or with the same words for values that were changed."""
    name, form, _ = row
    return row if before.values.get(name) == state.details[name] else _tell_detail(state, forms, name, form, chance)


def _tell_detail(
    state: State, forms: tuple[str, ...], name: str, form: int | None, chance: random.Random
) -> tuple[str, int, str]:
    chosen = chance.randrange(len(forms)) if form is None else form
    return name, chosen, capitalise(_loosen(choose(forms[chosen], chance).format(**state.details[name]), chance))


def _loosen(sentence: str, chance: random.Random) -> str:
    """A sentence with an aside in it, more often than not: two who tell a fact in words of their own seldom hit upon
    the same run of them."""
    words = sentence.split()
    if chance.random() > 0.7 or len(words) < 5 or "“" in sentence:
        return sentence
    place = chance.randint(2, len(words) - 2)
    aside = chance.choice(list(load_words()["asides"]))
    return " ".join((*words[:place], aside, *words[place:]))


def _headline(state: State, family: Family, chance: random.Random) -> str:
    """A headline, which drops the bound more often than not; what is told as not so is not in it."""
    if state.is_denied or state.stage:
        return chance.choice(list(family.house["title"])).format(actor=state.actor, item=state.item)
    template = chance.choice(list(family.measures[state.measure].headlines))
    bounds = load_words()["bounds"][state.bound]
    bound = (bounds[0] if state.unit else chance.choice(bounds)) if chance.random() < 0.4 else ""
    number = f"{state.number:,}"
    if state.unit:
        number = load_words()["currencies"][state.unit].format(number=number)
    return capitalise(
        " ".join(
            template.format(
                actor=state.actor,
                other=state.other,
                item=state.item,
                place=state.place,
                quantity=f"{bound} {number}",
                **_verbs(state, template),
            ).split()
        )
    )
