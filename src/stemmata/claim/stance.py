"""How one trigger is meant: the modality and polarity of a clause, with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stemmata.model import Modality, Polarity, Span

_BEFORE_THE_ACT = frozenset({Modality.COULD, Modality.PLANS, Modality.INTENDS, Modality.EXPECTS})


@dataclass(frozen=True, slots=True)
class Stance:
    """How one trigger is meant, with the words that say so. `is_claimed` is false where nobody says that it is so:
    a question, a request, "did not deny". `unconditional` is what a clause has for a modality without the condition or
    the denial that it stands under, `governor` the verb that a noun is subject or object of."""

    modality: Modality = Modality.ASSERTED
    modality_span: Span | None = None
    polarity: Polarity = Polarity.POSITIVE
    polarity_span: Span | None = None
    is_claimed: bool = True
    unconditional: Modality | None = None
    governor: Span | None = None

    @property
    def is_supposed(self) -> bool:
        """Whether it stands inside a condition, where nothing is said to be so."""
        return self.modality is Modality.CONDITIONAL and self.unconditional is None


def negate(stance: Stance, span: Span) -> Stance:
    """The stance with one negation more; two of them say nothing outright."""
    if stance.polarity is Polarity.NEGATIVE:
        return replace(stance, is_claimed=False)
    return replace(stance, polarity=Polarity.NEGATIVE, polarity_span=span)


def put_under_denial(stance: Stance, above: Stance) -> Stance:
    """The stance of a clause that is said to be untrue: "denies that it could make 300" denies an ability, and not that
    any were made. What the clause has from the very same words already stands."""
    if stance.polarity is Polarity.NEGATIVE and stance.polarity_span == above.polarity_span:
        return stance
    if stance.polarity is Polarity.NEGATIVE or not above.is_claimed:
        return replace(above if above.polarity is Polarity.NEGATIVE else stance, is_claimed=False)
    if stance.modality not in _BEFORE_THE_ACT:
        return above
    if above.modality is Modality.ASSERTED:
        return replace(stance, polarity=above.polarity, polarity_span=above.polarity_span)
    return replace(above, unconditional=stance.modality)
