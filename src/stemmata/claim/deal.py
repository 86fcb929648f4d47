"""What a deal obliges to: "signed a contract with Dassault to supply 24 jets" tells of a supply to come."""

from __future__ import annotations

from stemmata.claim.context import SentenceContext
from stemmata.claim.stance import Stance
from stemmata.claim.syntax import Form, Group
from stemmata.claim.table import load_claim_tables
from stemmata.model import Modality


def find_deal(context: SentenceContext, group: Group) -> int | None:
    """The phrase of the deal that an infinitive's group hangs on, as the object of the verb before it."""
    tables, structure = load_claim_tables(context.document.language), context.structure
    if group.form is not Form.INFINITIVE or group.parent is None:
        return None
    objects = structure.groups[group.parent].objects
    return next((p for p in objects if tables.has("deals", context.tokens[structure.phrases[p].head].lemmas)), None)


def stance_of_deal(context: SentenceContext, to: int) -> Stance | None:
    """The stance that a deal before the infinitive at token `to` gives to it."""
    group = next((g for g in context.structure.groups if g.first == to), None)
    deal = find_deal(context, group) if group is not None else None
    if deal is None:
        return None
    return Stance(Modality.PLANS, context.tokens[context.structure.phrases[deal].head].span)
