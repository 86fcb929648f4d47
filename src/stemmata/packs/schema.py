"""The shape of a pack's rows. Unknown keys are refused, so that a typing error is seen at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pydantic import Field

from stemmata.model import Modality
from stemmata.packs.books import AccountRule, Booking, Conversion, Identity, Opposition
from stemmata.packs.row import Forms, Language, Row


class Trigger(Row):
    """Words that name a measure: verbs and nouns are lemmas ("shoot down"), phrases stand as written; "…" in one of
    them stands for a few words of the same clause ("impose … sanction").

    `direction` says who stands where: in "A gave B" the subject gives ("to"), in "B received from A" it
    takes ("from"). `modalities` limits the trigger to clauses of these modalities (empty: any), so that one
    verb can name an ability, a plan or a thing done. `needs` and `items` replace the measure's own.
    `stages` makes the cues of these stages name the measure too ("construction … begin"), each with its own stage;
    where `stage_words` are given, only cues that hold one of these words ("production").
    `item_is_subject` marks verbs that say something of the item itself ("the plant became operational").
    `counterpart_after` are prepositions behind which the counterpart stands in the text's own words
    ("sanctions against the suppliers of ..."). `counted_after` are prepositions behind which the verb names what it
    counts, besides its object: "supplied Moscow with 400 drones". `unless` are phrases in which the words mean
    something else ("meet demand"); with `unless_counted` they make no claim in a sentence that counts something
    anyway; a trigger that `gives_way` is heard only where no other of its measure and sub-kind stands in the sentence.
    `with_preposition` are prepositions of which one must stand behind the verb ("sent … against"),
    `without_preposition` those of which none may. `follows_count` marks words that stand behind what they count
    ("40 left").
    `modality` is what the words themselves say ("pledge"). `is_weak` marks words that count only where no other ones
    do ("have"). `actor_is_owner` marks verbs whose subject does it to another one, who is the actor ("destroyed 40
    Russian tanks").
    """

    verbs: Forms = {}
    nouns: Forms = {}
    phrases: Forms = {}
    sub_kind: str | None = None
    direction: Literal["to", "from"] = "to"
    modalities: tuple[Modality, ...] = ()
    needs: tuple[str, ...] | None = None
    items: tuple[str, ...] | None = None
    stage: str | None = None
    stages: tuple[str, ...] = ()
    stage_words: Forms = {}
    item_is_subject: bool = False
    counterpart_after: Forms = {}
    counted_after: Forms = {}
    unless: Forms = {}
    unless_counted: bool = False
    gives_way: bool = False
    with_preposition: Forms = {}
    without_preposition: Forms = {}
    follows_count: bool = False
    modality: Modality | None = None
    is_weak: bool = False
    actor_is_owner: bool = False


class Measure(Row):
    """What a number counts, or what kind of event or property a claim states.

    `question` is what a thread of such claims answers; {item}, {actor}, {by_actor}, {counterpart}, {place},
    {place_name}, {time} and {sub_kind} are filled in, or left out where they are not known; `sub_questions` are
    those of sub-kinds. `question_ahead` is asked where what is claimed is still to come (planned, intended, expected).
    `sub_kinds` says of each what it is, `roles` what the claim's actor and counterpart are in it ("recipient").
    `family` names the question: claims of one family may meet in one thread (ability and plan
    answer "how many will it make?"). `needs` lists the fields without which no claim is made; alternatives
    are joined by "|" ("quantity|stage"). `units` are those that its quantity may have ("length", "money" and
    the like stand for all units of that dimension), `items` the classes of items that it may count
    ("*": any that the pack knows). `teller_acts`: whoever counts these for its own side counts what that
    side did, as of aircraft shot down; so counts by two sides do not meet where the words leave out who acted.
    """

    id: str
    kind: Literal[
        "commitment",
        "intention",
        "ability",
        "flow",
        "transfer",
        "balance",
        "money",
        "count",
        "property",
        "event",
        "statement",
    ]
    definition: str
    question: str
    question_without_actor: str | None = None
    question_ahead: str | None = None
    question_ahead_without_actor: str | None = None
    teller_acts: bool = False
    sub_questions: dict[str, str] = {}
    sub_kinds: dict[str, str] = {}
    roles: dict[Literal["actor", "counterpart"], str] = {}
    family: str | None = None
    needs: tuple[str, ...] = ()
    units: tuple[str, ...] = ("count",)
    items: tuple[str, ...] = ("*",)
    ledger: str | None = None
    triggers: tuple[Trigger, ...] = Field(default=(), alias="trigger")

    @property
    def question_family(self) -> str:
        """The family, or the measure itself where it stands alone."""
        return self.family or self.id


class Item(Row):
    """A thing that is counted. class > family > model > variant; `parent` is the next wider one.

    `plural` is the name of more than one, where it is not the name with an s. `unless` holds phrases in which
    an alias means something else ("think tank"): where such a phrase stands, nothing is named.
    `marks_subject`: whether a text that names it is about the pack's subject; left out, it is unless its class is kept
    apart. So an arms plant can say yes, and a thing that the world at large has too (ships, helicopters) no. `mention`
    is the type of entity that its names are, and those of all narrower ones; left out, the pack's `item_mention`.
    `prefixes` stand before the proper name of one such thing: "HMS", of a ship.
    """

    id: str
    name: str
    plural: str | None = None
    level: Literal["class", "family", "model", "variant"]
    parent: str | None = None
    aliases: Forms = {}
    ambiguous: tuple[str, ...] = ()  # aliases that do not decide between this item and another
    unless: Forms = {}
    prefixes: Forms = {}
    marks_subject: bool | None = None
    mention: str | None = None
    decoy_of: str | None = None
    derived_from: str | None = None
    source: str | None = None

    @property
    def plural_name(self) -> str:
        """What more than one are called: a class of items with an s, a model's name as it is."""
        takes_s = self.name.islower() and not self.name.endswith("s")
        return self.plural or (f"{self.name}s" if takes_s else self.name)


class Stage(Row):
    """A stage of a programme. `rank` orders those that follow one another; None: at any time."""

    id: str
    rank: int | None = None
    label: str
    cues: Forms = {}  # lemmas or phrases


class Outlet(Row):
    """A publisher of reports or a news agency, with its hosts and its names in several scripts."""

    id: str
    name: str
    kind: Literal["outlet", "agency"] = "outlet"
    country: str | None = None
    language: Language | None = None
    domains: tuple[str, ...] = ()
    names: Forms = {}
    parent: str | None = None


class Actor(Row):
    """A state or body that acts. `state` is the state a body belongs to, or that a capital stands for.

    `marks_subject`: whether what is counted beside it is of the pack's subject, though the world at large has such
    things too: the ships of a navy, the vehicles of an arms maker.
    """

    id: str
    name: str
    kind: Literal["state", "body", "company", "group"]
    state: str | None = None
    marks_subject: bool = False
    aliases: Forms = {}
    adjectives: Forms = {}
    source: str | None = None


class Place(Row):
    """A place that claims name, with its spellings. `within` is the next wider place or state."""

    id: str
    name: str
    kind: str
    within: str | None = None
    aliases: Forms = {}
    source: str | None = None


class Pack(Row):
    """A whole pack, each table keyed by id, in the order of its files.

    `apart` are classes of items that "*" in a measure does not mean, such as buildings and people. `item_mention`
    is the type of entity that a name of an item is, where no row on its branch says otherwise. `everyday` are
    items that are told of in every context ("vehicle"), so that one of them does not tie a visit to the subject.
    `adversaries` are pairs of actors of whom neither delivers anything to the other.
    `stand_ins` are words that may stand for a thing named before, each with the classes that it can mean ("guns").
    `crafts` are classes whose doing is their state's ("a U.S. warship").
    """

    name: str
    title: str
    version: str
    apart: tuple[str, ...] = ()
    adversaries: tuple[tuple[str, str], ...] = ()
    item_mention: str = "item"
    everyday: tuple[str, ...] = ()
    crafts: tuple[str, ...] = ()
    stand_ins: dict[str, tuple[str, ...]] = {}
    measures: dict[str, Measure]
    items: dict[str, Item]
    stages: dict[str, Stage]
    outlets: dict[str, Outlet]
    actors: dict[str, Actor]
    places: dict[str, Place]
    booking: Booking = Booking()
    accounts: dict[str, AccountRule] = {}
    identities: dict[str, Identity] = {}
    oppositions: dict[str, Opposition] = {}
    conversions: dict[str, Conversion] = {}

    def __hash__(self) -> int:
        """A pack is itself: lexicons made from it are kept by identity."""
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def lineage(self, item: str) -> tuple[str, ...]:
        """The item and all wider ones, narrowest first; an item that the pack does not know stands alone."""
        line: list[str] = []
        here: str | None = item
        while here is not None and here not in line:
            line.append(here)
            row = self.items.get(here)
            here = row.parent if row else None
        return tuple(line)

    def mention_of(self, item: str) -> str:
        """The type of entity that a name of this item is."""
        rows = (self.items[row] for row in self.lineage(item) if row in self.items)
        return next((row.mention for row in rows if row.mention is not None), self.item_mention)

    def is_of_class(self, item: str | None, classes: Iterable[str]) -> bool:
        """Whether an item is of one of `classes`; "*" stands for all that are not kept apart."""
        if item is None or item not in self.items:
            return False
        line = frozenset(self.lineage(item))
        wanted = frozenset(classes)
        return not wanted.isdisjoint(line) or ("*" in wanted and line.isdisjoint(self.apart))

    def marks_subject(self, item: str | None) -> bool:
        """Whether a text that names `item` is about the pack's subject."""
        row = self.items.get(item or "")
        if row is None:
            return False
        return row.marks_subject if row.marks_subject is not None else self.is_of_class(item, ("*",))

    def counts_subject(self, actor: str | None) -> bool:
        """Whether what is counted beside `actor` is of the pack's subject."""
        row = self.actors.get(actor or "")
        return row is not None and row.marks_subject

    def opens_subject(self, name: str | None) -> bool:
        """Whether a text that names `name`, an item or an actor, may hold claims about the pack's subject."""
        return self.marks_subject(name) or self.counts_subject(name)

    def ties_to_subject(self, item: str | None) -> bool:
        """Whether what is told beside `item` has to do with the pack's subject."""
        return self.marks_subject(item) and item not in self.everyday

    def state_of_place(self, place: str) -> str:
        """The state that a place lies in; the widest place known where none is given."""
        here, seen = place, set()
        while here in self.places and here not in seen:
            seen.add(here)
            here = self.places[here].within or here
        return here

    def state_of(self, actor: str) -> str:
        """The state that a body belongs to; itself for a company, which does not act for its state, and where no state
        is given."""
        row = self.actors.get(actor)
        return row.state if row and row.state and row.kind != "company" else actor
