"""Threads → the balance: numbers as entries in books, and what does not add up.

In come threads with their stemmata; out go accounts and entries, what each account must be month by month, which claims
cannot all be true and what would reconcile them; and what became of what was promised for a day. The method is told
in docs/balance.md.
"""

from stemmata.reckon.errors import ReckonError
from stemmata.reckon.forecast import find_forecasts
from stemmata.reckon.reckoning import reckon

__all__ = ["ReckonError", "find_forecasts", "reckon"]
