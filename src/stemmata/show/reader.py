"""The reader's view: texts with their attributions, chains and claims, so that an error can be seen and reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stemmata.model import Annotations, Claim, Document, Span
from stemmata.packs import Pack
from stemmata.show.marking import MarkedPassage, mark_text
from stemmata.show.page import read_part, render_page
from stemmata.show.words import (
    chain_words,
    count_words,
    day_words,
    quantity_words,
    source_words,
    stance_words,
    time_words,
)

_FIELDS = (
    ("quantity", "Number"),
    ("item", "Item"),
    ("actor", "Who acts"),
    ("counterpart", "Other side"),
    ("place", "Place"),
    ("time", "When"),
    ("said", "Said when"),
    ("scope", "Scope"),
    ("people", "People"),
)


@dataclass(frozen=True, slots=True)
class ReadText:
    """A document with what was found in it."""

    document: Document
    annotations: Annotations
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a claim: what it is called, what was read, and on which words."""

    name: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class CardView:
    """One claim as a card. `report` is a report of an error in plain text, to be sent by the reader."""

    number: int
    key: str
    title: str
    stance: str
    is_negative: bool
    chain: tuple[str, ...]
    fields: tuple[FieldView, ...]
    proposed_by: str | None
    report: str


@dataclass(frozen=True, slots=True)
class TextView:
    """One text with its cards. `key` begins the ids of all that is in it."""

    key: str
    title: str
    meta: str
    sha256: str
    counts: str
    passages: tuple[MarkedPassage, ...]
    cards: tuple[CardView, ...]
    claim_keys: dict[int, str]
    report: str


@dataclass(frozen=True, slots=True)
class ReaderView:
    """The whole page."""

    title: str
    version: str
    texts: tuple[TextView, ...]


def render_reader(texts: Sequence[ReadText], pack: Pack, version: str) -> str:
    """The page as text. The same texts always give the same page."""
    views = tuple(_text_view(number, text, pack, version) for number, text in enumerate(texts, start=1))
    title = views[0].title if len(views) == 1 else count_words(len(views), "text")
    style = "\n".join([read_part("static/dossier.css"), read_part("static/reader.css"), *_rules(views)])
    return render_page("reader.html.j2", ReaderView(title, version, views), style, read_part("static/reader.js"))


def _rules(views: Sequence[TextView]) -> Iterator[str]:
    """A claim that is pointed at marks its own words, without a script."""
    for view in views:
        for card in view.cards:
            yield f".text:has(#{card.key}:target) .w-{card.key}{{background:var(--hot);box-shadow:0 2px 0 var(--ink)}}"


def _text_view(number: int, read: ReadText, pack: Pack, version: str) -> TextView:
    document = read.document
    keys = {place: f"t{number}c{place}" for place in range(1, len(read.claims) + 1)}
    title = document.title or document.outlet or document.id
    outlet = document.outlet if document.title else None
    return TextView(
        key=f"t{number}",
        title=title,
        meta=" · ".join(part for part in (outlet, day_words(document.published), document.language) if part),
        sha256=document.sha256,
        counts=f"{count_words(len(read.annotations.attributions), 'attribution')}, "
        f"{count_words(len(read.claims), 'claim')}",
        passages=mark_text(document.text, read.annotations, read.claims),
        cards=tuple(_card(place, keys[place], claim, read, pack, version) for place, claim in _numbered(read.claims)),
        claim_keys=keys,
        report=_missed_report(document, version),
    )


def _numbered(claims: Sequence[Claim]) -> Iterator[tuple[int, Claim]]:
    return enumerate(claims, start=1)


def _card(number: int, key: str, claim: Claim, read: ReadText, pack: Pack, version: str) -> CardView:
    measure = claim.measure.replace("_", " ").capitalize()
    return CardView(
        number=number,
        key=key,
        title=f"{measure}, {claim.sub_kind.replace('-', ' ')}" if claim.sub_kind else measure,
        stance=stance_words(claim, pack),
        is_negative=claim.polarity.value == "negative",
        chain=tuple(f"{source_words(source)} ({source.kind.value})" for source in claim.chain),
        fields=tuple(_fields(claim, read.document.text, pack)),
        proposed_by=claim.proposed_by,
        report=_report(claim, read.document, pack, version),
    )


def _fields(claim: Claim, text: str, pack: Pack) -> Iterator[FieldView]:
    yield FieldView("Measure", claim.measure.replace("_", " "), _words(claim.support.get("measure", ()), text))
    for field, name in _FIELDS:
        value = _value(claim, field, text, pack)
        if value:
            words = _words(claim.support.get(field, ()), text)
            yield FieldView(name, value, "" if words.lower() in value.lower() else words)


def _value(claim: Claim, field: str, text: str, pack: Pack) -> str | None:
    if field == "quantity":
        return quantity_words(claim.quantity) if claim.quantity else None
    if field == "time":
        return time_words(claim.time, text) if claim.time else None
    if field == "said":
        return time_words(claim.said, text) if claim.said else None
    if field == "people":
        return ", ".join(person.name for person in claim.people) or None
    ids = {"item": claim.item, "actor": claim.actor, "counterpart": claim.counterpart, "place": claim.place}.get(
        field, claim.scope
    )
    return " and ".join(_name(id_, pack) for id_ in ids.split("+")) if ids else None


def _name(id_: str, pack: Pack) -> str:
    row = pack.items.get(id_) or pack.actors.get(id_) or pack.places.get(id_)
    return row.name if row else id_


def _words(spans: Sequence[Span], text: str) -> str:
    return " … ".join(" ".join(span.of(text).split()) for span in spans)


def _report(claim: Claim, document: Document, pack: Pack, version: str) -> str:
    """Everything that is needed to find the claim again, and room for what is wrong."""
    span = claim.evidence.span
    read = "; ".join(f"{f.name.lower()}: {f.value}" for f in _fields(claim, document.text, pack))
    return "\n".join(
        (
            f"Stemmata {version}, pack {pack.name} {pack.version}: an error in a claim",
            f"document: sha256 {document.sha256}",
            f"claim: {claim.id}",
            f"span: {span.start}-{span.end}",
            f"quote: {' '.join(claim.evidence.quote.split())}",
            f"read as: {read}; {stance_words(claim, pack)}",
            f"from: {chain_words(claim.chain) or 'no source'}",
            "wrong: ",
        )
    )


def _missed_report(document: Document, version: str) -> str:
    return "\n".join(
        (
            f"Stemmata {version}: something missed",
            f"document: sha256 {document.sha256}",
            "quote: ",
            "missed: ",
        )
    )
