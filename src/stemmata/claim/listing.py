"""Rows of a list or a table: what its heading says of each ("Losses since February:" and then "tanks – 3,245 (+4)").

A row is a line with a number and no verb; its heading is the line above the rows that ends in a colon.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stemmata.claim.context import SentenceContext
from stemmata.claim.item import find_counted_item
from stemmata.claim.named import CountedItem, item_of_phrase
from stemmata.claim.trigger import TriggerHit, find_triggers
from stemmata.model import Quantity
from stemmata.packs import Pack

_MOST_ROWS = 60
_LONGEST_ROW = 40  # tokens

Counts = Callable[[TriggerHit, Quantity, CountedItem | None, Pack], bool]


@dataclass(frozen=True, slots=True)
class Row:
    """A row's number and item, with the trigger of its heading."""

    heading: SentenceContext
    hit: TriggerHit
    quantity: Quantity
    counted: CountedItem


def find_rows(context: SentenceContext, pack: Pack, counts: Counts) -> tuple[Row, ...]:
    """What the heading of a list says of one of its rows; nothing where the sentence is no row."""
    if not _is_row(context):
        return ()
    heading = _heading_of(context)
    if heading is None:
        return ()
    rows = []
    hits = tuple(find_triggers(heading, pack))
    for quantity in context.quantities:
        if _is_in_brackets(context, quantity):
            continue  # "(+6)": since when, the row does not say
        counted = _item_of_row(context, quantity, pack)
        hit = next((h for h in hits if counted is not None and counts(h, quantity, counted, pack)), None)
        if hit is not None and counted is not None:
            rows.append(Row(heading, hit, quantity, counted))
    return tuple(rows)


def _is_row(context: SentenceContext) -> bool:
    """A short line by itself, with a number and no verb."""
    if not context.quantities or len(context.tokens) > _LONGEST_ROW or not _is_line(context):
        return False
    return not context.structure.groups


def _is_line(context: SentenceContext) -> bool:
    text, start = context.text, context.span.start
    return start > 0 and text[:start].rstrip(" \t")[-1:] == "\n"


def _heading_of(context: SentenceContext) -> SentenceContext | None:
    here = context.previous
    for _ in range(_MOST_ROWS):
        if here is None:
            return None
        if here.span.of(here.text).rstrip().endswith(":"):
            return here
        if not (_is_line(here) and (here.quantities and not here.structure.groups)):
            return None
        here = here.previous
    return None


def _is_in_brackets(context: SentenceContext, quantity: Quantity) -> bool:
    before = context.text[context.span.start : quantity.span.start]
    return before.count("(") > before.count(")")


def _item_of_row(context: SentenceContext, quantity: Quantity, pack: Pack) -> CountedItem | None:
    """The item that the number counts, or that stands right before it in the row."""
    first, _ = context.token_range(quantity.span)
    before = [p for p in context.structure.phrases if p.last <= first]
    if quantity.item_span is not None or not before:
        return find_counted_item(context, quantity, pack)
    found = item_of_phrase(context, before[-1], pack)
    return None if found is None else CountedItem(found.entity, found.span, context)
