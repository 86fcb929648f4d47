"""Whom "the company" or "the country" means: the only company, or state, that its own sentence named before.

A claim's parties are proven from its evidence, so nobody is sought in another sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.claim.context import SentenceContext
from stemmata.claim.syntax import Phrase
from stemmata.claim.table import load_claim_tables
from stemmata.model import Entity, Span
from stemmata.packs import Pack

_ROLES = (("company_roles", "company"), ("state_roles", "state"))


def meant_by_role(
    context: SentenceContext, phrase: Phrase, actors: Sequence[Entity], pack: Pack
) -> tuple[str, Span] | None:
    """The actor that a definite phrase without a name stands for; `actors` are those of the sentence, in text order.
    None where several, or none, of that kind were named before it."""
    tables = load_claim_tables(context.document.language)
    if context.tokens[phrase.first].lower not in tables.words["definite"]:
        return None
    lemmas = context.tokens[phrase.head].lemmas
    kind = next((kind for role, kind in _ROLES if tables.has(role, lemmas)), None)
    start = context.tokens[phrase.first].span.start
    before = [e for e in actors if e.span.end <= start and pack.actors[e.entity or ""].kind == kind]
    if len({entity.entity for entity in before}) != 1:
        return None
    return before[-1].entity or "", before[-1].span
