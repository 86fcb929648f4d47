"""What can go wrong in a ledger, told with the ledger's name and the mend."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from stemmata.model import StemmataError
from stemmata.store import sqlite


class StoreError(StemmataError):
    """A ledger cannot be opened, read or written, or was given something that it cannot keep."""


class CaptureDamaged(StoreError):
    """The bytes of a capture are no longer those that its SHA-256 names."""


@contextmanager
def named(where: str) -> Iterator[None]:
    """Put the ledger's name before every StoreError, and turn the database's own errors into them."""
    try:
        yield
    except StoreError as problem:
        raise type(problem)(f"{where}: {problem}") from problem.__cause__
    except DBAPIError as problem:
        raise StoreError(f"{where}: {sqlite.mend_for(problem.orig) or problem.orig}") from problem
    except sqlite.DriverError as problem:
        raise StoreError(f"{where}: {sqlite.mend_for(problem) or problem}") from problem
    except (SQLAlchemyError, OSError) as problem:
        raise StoreError(f"{where}: {problem}") from problem
