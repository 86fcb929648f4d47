"""The letters that the Admiralty code would give a thread's value, as far as a tree can tell.

The code (NATO STANAG 2511; AJP-2.1) grades a source A to F and an item of information 1 to 6. No tree knows how
reliable a source has been, so the source is F. What a tree does know is how many origins say a thing: "1, confirmed" is
suggested only where two agree that are independent at the lowest count. It is a suggestion, with its reason, for a
person.
"""

from __future__ import annotations

from dataclasses import dataclass

from stemmata.model import Stemma
from stemmata.trace.settling import Settled

UNJUDGED = "F"


@dataclass(frozen=True, slots=True)
class Letters:
    """`reliability` of the source and `credibility` of the information, each as the code's letter, and why."""

    reliability: str
    credibility: str
    reason: str


def suggest_letters(stemma: Stemma, settled: Settled | None) -> Letters:
    """The letters for a thread's likeliest value; `settled` is None where no number is asserted."""
    origins = stemma.origins
    differing = settled.asked - settled.origins if settled is not None else 0
    surely, likely = origins.low - differing, origins.best - differing
    denied = sorted(w.name for w in stemma.witnesses if w.denies)
    but = f"; {', '.join(denied)} denies it" if denied else ""
    if surely >= 2 and not denied:
        return Letters(UNJUDGED, "1", f"at least {surely} independent origins agree")
    if likely >= 2 and likely > differing:
        if denied or differing:
            others = f"; {differing} say another thing" if differing else ""
            return Letters(UNJUDGED, "3", f"most likely {likely} independent origins agree{others}{but}")
        return Letters(UNJUDGED, "2", f"most likely {likely} independent origins agree, but they may be {origins.low}")
    if differing or denied:
        said = f"{differing} of {differing + max(1, likely)} origins say another thing" if differing else "one origin"
        return Letters(UNJUDGED, "4" if differing >= likely else "3", f"{said}{but}")
    if _is_veiled(stemma):
        return Letters(UNJUDGED, "6", "all goes back to one origin, which is unnamed: nothing here confirms it")
    return Letters(UNJUDGED, "3", "one origin, and nothing here confirms or contradicts it")


def _is_veiled(stemma: Stemma) -> bool:
    kinds = {w.id: w.kind.value for w in stemma.witnesses if w.lost}
    return all(kinds.get(root) in {"anonymous", "unknown"} for root in stemma.origins.roots)
