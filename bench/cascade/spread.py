"""A cascade: origins, relays of relays, what each writes and whom it names, and the truth of it all."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone

from bench.cascade.state import State, add_matter, changed_fields, mutate, new_state, other_origin
from bench.cascade.tell import Credit, Manner, Telling, write_report
from bench.cascade.wording import Family, load_words

START = datetime(2023, 2, 6, 6, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Setting:
    """How hard a cascade is to read. `own_matter` is the share of relays that add facts of their own, brief aside;
    `unnamed` that of origins that tell what their own reporters saw and name nobody for it, not even themselves;
    `same_words` that of sentences which a page that is rewritten or brief keeps as they stand."""

    name: str
    manners: tuple[float, float, float, float]  # verbatim, rewritten, brief, translated
    cites: tuple[float, float, float, float]  # parent, origin, both, none
    mutation: float
    missing_origin: float
    missing_relay: float
    date_only: float
    two_parents: float
    origins: tuple[float, float, float, float]  # one to four
    agreeing_origins: float
    own_matter: float
    unnamed: float = 0.0
    same_words: float = 0.0


DEFAULT = Setting(
    name="default",
    manners=(0.35, 0.4, 0.15, 0.1),
    cites=(0.4, 0.25, 0.15, 0.2),
    mutation=0.18,
    missing_origin=0.3,
    missing_relay=0.05,
    date_only=0.2,
    two_parents=0.05,
    origins=(0.45, 0.3, 0.15, 0.1),
    agreeing_origins=0.25,
    own_matter=0.0,
)
HARD = Setting(
    name="hard",
    manners=(0.15, 0.4, 0.25, 0.2),
    cites=(0.2, 0.3, 0.1, 0.4),
    mutation=0.28,
    missing_origin=0.5,
    missing_relay=0.15,
    date_only=0.5,
    two_parents=0.1,
    origins=(0.35, 0.3, 0.2, 0.15),
    agreeing_origins=0.45,
    own_matter=0.0,
)
ADDING = Setting(
    name="adding",
    manners=(0.2, 0.45, 0.2, 0.15),
    cites=(0.3, 0.25, 0.1, 0.35),
    mutation=0.2,
    missing_origin=0.4,
    missing_relay=0.1,
    date_only=0.3,
    two_parents=0.1,
    origins=(0.4, 0.3, 0.2, 0.1),
    agreeing_origins=0.35,
    own_matter=0.45,
)
# Nearly all take it from one another without a word, some with a fact of their own; else as in DEFAULT.
SILENT = Setting(
    name="silent",
    manners=(0.3, 0.4, 0.2, 0.1),
    cites=(0.05, 0.05, 0.0, 0.9),
    mutation=0.18,
    missing_origin=0.3,
    missing_relay=0.05,
    date_only=0.2,
    two_parents=0.05,
    origins=(0.45, 0.3, 0.15, 0.1),
    agreeing_origins=0.25,
    own_matter=0.25,
    unnamed=0.85,
    same_words=0.4,
)
SETTINGS = {one.name: one for one in (DEFAULT, HARD, ADDING, SILENT)}


@dataclass(frozen=True, slots=True)
class Told:
    """A captured report: what `stemmata` is given. `published` is ISO 8601, a day alone where the hour is not kept."""

    id: str
    outlet: str
    published: str
    text: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of a captured report. `parents` are the captured reports nearest above it, empty where there is
    none; `changed` the fields of its main claim that differ from those of the first of them, or of its lost original
    where it names that one, None where nobody could know; `origin` numbers the independent sources."""

    parents: tuple[str, ...]
    origin: int
    manner: str
    changed: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Cascade:
    """One story: the reports in no order that tells anything, and the truth of each by its id."""

    reports: tuple[Told, ...]
    truth: dict[str, Truth]


@dataclass(slots=True)
class _Page:
    number: int
    outlet: str
    at: float
    state: State
    telling: Telling
    parent: int | None
    second: int | None
    origin: int
    manner: Manner
    captured: bool
    credit: Credit
    children: int = 0


def spread_story(family: Family, setting: Setting, seed: int, size: int | None = None) -> Cascade:
    """One cascade of 8 to 40 captured reports, or about `size`, wholly determined by its seed."""
    chance = random.Random(f"{family.name}/{setting.name}/{seed}")
    wanted = size if size is not None else round(8 + 32 * chance.betavariate(1.2, 2.2))
    outlets = _outlets(chance)
    count = min(chance.choices([1, 2, 3, 4], weights=setting.origins)[0], max(1, wanted // 4))
    pages: list[_Page] = []
    states: list[State] = []
    is_statement: list[bool] = []
    first = new_state(family, chance)
    for origin in range(count):
        state = first if origin == 0 else other_origin(first, family, chance, setting.agreeing_origins)
        unnamed = setting.unnamed > 0 and chance.random() < setting.unnamed
        statement = not unnamed and chance.random() < family.mechanics["statement"]
        if statement:
            taken = {s.people for s in states}
            state = replace(state, people=chance.choice([b for b in load_words()["bodies"]["names"] if b not in taken]))
        states.append(state)
        is_statement.append(statement)
        at = 0.0 if origin == 0 else chance.expovariate(1 / 30)
        _first_page(pages, family, setting, state, origin, (statement, unnamed), at, outlets, chance)
    while sum(p.captured for p in pages) < wanted:
        _relay(pages, family, setting, states, is_statement, outlets, chance)
    return _as_cascade(pages, setting, chance)


def _outlets(chance: random.Random) -> list[str]:
    words = load_words()
    names = [f"{one} {two}" for one in words["outlets_first"] for two in words["outlets_second"]]
    chance.shuffle(names)
    return names


def _first_page(
    pages: list[_Page],
    family: Family,
    setting: Setting,
    state: State,
    origin: int,
    kind: tuple[bool, bool],
    at: float,
    outlets: list[str],
    chance: random.Random,
) -> None:
    """The page of an origin; `kind`: whether it is a body's own statement, and whether it names nobody."""
    statement, unnamed = kind
    outlet = outlets.pop()
    credit = Credit(None, None, not unnamed)
    telling = write_report(state, family, Manner.OWN, credit, outlet, None, chance, own=not unnamed)
    captured = chance.random() >= setting.missing_origin or statement
    pages.append(_Page(len(pages), outlet, at, state, telling, None, None, origin, Manner.OWN, captured, credit))


def _relay(
    pages: list[_Page],
    family: Family,
    setting: Setting,
    states: Sequence[State],
    is_statement: Sequence[bool],
    outlets: list[str],
    chance: random.Random,
) -> None:
    origin = chance.randrange(len(states)) if chance.random() < 0.4 else chance.choice(pages).origin
    own = [p for p in pages if p.origin == origin]
    outlet = outlets.pop()
    delay = chance.lognormvariate(math.log(family.mechanics["delay_hours"]), 0.9)
    if is_statement[origin] and chance.random() < 0.3:  # hears the body itself
        state = mutate(states[origin], family, chance, setting.mutation / 2)
        telling = write_report(state, family, Manner.OWN, Credit(None, None, True), outlet, None, chance, own=True)
        page = _Page(
            len(pages), outlet, own[0].at + delay, state, telling, None, None, origin, Manner.OWN, True,
            Credit(None, None, True),
        )  # fmt: skip
        pages.append(page)
        return
    latest = max(p.at for p in own)
    weights = [
        (family.mechanics["first_pull"] if p.parent is None else 1.0)
        * (1 + p.children) ** family.mechanics["attachment"]
        * math.exp(-(latest - p.at) / family.mechanics["patience_hours"])
        for p in own
    ]
    parent = chance.choices(own, weights=weights)[0]
    parent.children += 1
    state = mutate(parent.state, family, chance, setting.mutation)
    manner = chance.choices(
        [Manner.VERBATIM, Manner.REWRITTEN, Manner.BRIEF, Manner.TRANSLATED], weights=setting.manners
    )[0]
    credit = _credit(parent, pages, setting, is_statement[origin], chance)
    second, extra = _second_parent(parent, pages, setting, manner, chance)
    added: tuple[str, ...] = ()
    if setting.own_matter and manner is not Manner.BRIEF and chance.random() < setting.own_matter:
        told = {name for name, _, _ in (*parent.telling.details, *extra)}
        state, added = add_matter(state, told, family, chance)
    telling = write_report(
        state, family, manner, credit, outlet, parent.telling, chance, own=False, extra=extra, added=added,
        same_words=setting.same_words,
    )  # fmt: skip
    at = max(parent.at, second.at if second else 0.0) + delay
    page = _Page(
        len(pages), outlet, at, state, telling, parent.number, second.number if second else None, origin, manner,
        chance.random() >= setting.missing_relay, credit,
    )  # fmt: skip
    pages.append(page)


def _credit(parent: _Page, pages: Sequence[_Page], setting: Setting, statement: bool, chance: random.Random) -> Credit:
    """Whom a relay names. Only what its parent tells can be passed on."""
    kind = chance.choices(["parent", "origin", "both", "none"], weights=setting.cites)[0]
    first = next(p.outlet for p in pages if p.origin == parent.origin)
    knows_first = parent.parent is None or parent.credit.origin is not None or parent.credit.near == first
    people = parent.telling.tells_people and chance.random() < 0.6
    if statement:
        return Credit(parent.outlet if kind in {"parent", "both"} else None, None, parent.telling.tells_people)
    if kind == "parent" or (kind in {"both", "origin"} and not knows_first):
        return Credit(parent.outlet, None, people)
    if kind == "origin":
        return Credit(None, first, people)
    if kind == "both":
        return Credit(parent.outlet, first, people)
    return Credit(None, None, False)


def _second_parent(
    parent: _Page, pages: Sequence[_Page], setting: Setting, manner: Manner, chance: random.Random
) -> tuple[_Page | None, tuple[tuple[str, int, str], ...]]:
    """A second page whose details a report takes up, as they stand."""
    told = {name for name, _, _ in parent.telling.details}
    others = [p for p in pages if p.number != parent.number and any(n not in told for n, _, _ in p.telling.details)]
    if manner is Manner.BRIEF or not others or chance.random() >= setting.two_parents:
        return None, ()
    second = chance.choice(others)
    rows = [row for row in second.telling.details if row[0] not in told]
    return second, tuple(rows[:2])


def _as_cascade(pages: Sequence[_Page], setting: Setting, chance: random.Random) -> Cascade:
    captured = [p for p in pages if p.captured]
    ids = {p.number: f"r{number}" for number, p in enumerate(chance.sample(captured, len(captured)))}
    reports = sorted(
        (Told(ids[p.number], p.outlet, _stamp(p.at, setting, chance), p.telling.text) for p in captured),
        key=lambda r: int(r.id[1:]),
    )
    truth = {}
    for page in captured:
        near = _captured_above(page.parent, pages)
        second = _captured_above(page.second, pages)
        parents = tuple(ids[n] for n in dict.fromkeys((near, second)) if n is not None)
        if near is None:
            parents = ()
        truth[ids[page.number]] = Truth(parents, page.origin, page.manner.value, _changes(page, near, pages))
    return Cascade(tuple(reports), truth)


def _captured_above(number: int | None, pages: Sequence[_Page]) -> int | None:
    while number is not None and not pages[number].captured:
        number = pages[number].parent
    return number


def _changes(page: _Page, near: int | None, pages: Sequence[_Page]) -> frozenset[str] | None:
    """Against the captured parent; None for who has none: what a lost page said cannot be known."""
    if near is None:
        return None
    above = pages[near]
    people = page.telling.tells_people and above.telling.tells_people
    found = set(changed_fields(above.state, page.state, people))
    if _names_anybody(above) and not _names_anybody(page):
        found.add("source")
    if not (above.telling.tells_place and page.telling.tells_place):
        found.discard("place")
    return frozenset(found)


def thin_out(cascade: Cascade, kept: int, seed: int) -> Cascade:
    """The cascade as if only so many of its reports had been captured, wholly determined by the seed."""
    chance = random.Random(f"thin/{kept}/{seed}")
    reports = cascade.reports
    chosen = {r.id for r in chance.sample(reports, min(kept, len(reports)))}
    truth = {}
    for name in sorted(chosen):
        full = cascade.truth[name]
        above = [_kept_above(parent, cascade, chosen) for parent in full.parents]
        parents = tuple(dict.fromkeys(p for p in above if p is not None)) if above and above[0] is not None else ()
        truth[name] = replace(full, parents=parents, changed=full.changed if full.parents[:1] == parents[:1] else None)
    return Cascade(tuple(r for r in reports if r.id in chosen), truth)


def _kept_above(name: str | None, cascade: Cascade, chosen: set[str]) -> str | None:
    while name is not None and name not in chosen:
        name = next(iter(cascade.truth[name].parents), None)
    return name


def _names_anybody(page: _Page) -> bool:
    credit = page.credit
    return page.telling.tells_people or credit.near is not None or credit.origin is not None


def _stamp(at: float, setting: Setting, chance: random.Random) -> str:
    moment = START + timedelta(hours=at)
    zone = timezone(timedelta(hours=chance.choice([0, 0, 1, 2, 3, -5])))
    local = moment.astimezone(zone).replace(microsecond=0)
    return local.date().isoformat() if chance.random() < setting.date_only else local.isoformat()
