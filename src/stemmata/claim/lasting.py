"""How long a thing lasts: a length of time that a trigger counts, "an endurance of 24 hours".

Lengths of time are no quantities among the annotations but times; a measure that asks for one has it read from there.
"""

from __future__ import annotations

from stemmata.annotate.quantity import read_length
from stemmata.claim.context import SentenceContext
from stemmata.claim.table import load_claim_tables
from stemmata.claim.trigger import TriggerHit
from stemmata.model import Quantity, Time

_NEED = "quantity:time"
_LENGTH = "DURATION"
_REACH = 5  # tokens between the words and their length


def find_length(context: SentenceContext, hit: TriggerHit) -> Quantity | None:
    """The length of time that `hit` counts; None where its measure asks for none or none stands by it."""
    if _NEED not in hit.needs:
        return None
    for time in context.times:
        if time.type == _LENGTH and _stands_by(context, hit, time):
            return read_length(context.text, time.span, context.document.language)
    return None


def _stands_by(context: SentenceContext, hit: TriggerHit, time: Time) -> bool:
    """Right before a noun ("a 24-hour endurance"), or behind the words with nothing but small words between."""
    first, last = context.token_range(time.span)
    if last == hit.first:
        return hit.form == "noun"
    between = context.tokens[hit.last : first]
    small = load_claim_tables(context.document.language).words["to_length"]
    return hit.last <= first and len(between) <= _REACH and all(token.lower in small for token in between)
