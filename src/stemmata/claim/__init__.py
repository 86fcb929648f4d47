"""Annotations → Claims: who says it through whom, measure, item, parties, quantity, time, place, stage, stance.

In come a document and its annotations; out go claims that the fidelity guard has let through, and the
number of those that it dropped, by field.
"""

from stemmata.claim.build import EXTRACTOR_VERSION, ClaimsFound, find_claims
from stemmata.claim.guard import Verdict, judge_claim

__all__ = ["EXTRACTOR_VERSION", "ClaimsFound", "Verdict", "find_claims", "judge_claim"]
