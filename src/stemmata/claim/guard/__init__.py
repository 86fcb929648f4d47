"""The fidelity guard: every claim is read again from its evidence before it leaves the room.

The reading here is on purpose a second one, simpler than the grammars' and with tables of its own. A field that the
words do not carry is left out where the claim can stand without it; else the claim is refused. Both are counted under
the field. Nothing is repaired.
"""

from stemmata.claim.guard.number import read_numbers
from stemmata.claim.guard.table import GuardError, load_guard_table
from stemmata.claim.guard.verdict import Verdict, judge_claim, meets_needs

__all__ = ["GuardError", "Verdict", "judge_claim", "load_guard_table", "meets_needs", "read_numbers"]
