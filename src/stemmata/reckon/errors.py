"""The error of this room."""

from __future__ import annotations

from stemmata.model import StemmataError


class ReckonError(StemmataError):
    """The books cannot be reckoned as asked: a decision that means nothing, a solver that gave up."""
