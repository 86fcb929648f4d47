"""All of it, kept: captures, documents, claims, threads and decisions in one ledger.

In come the captures and documents that were read, the claims that were extracted from them, the
threads that were traced over them and what people decided; out they come again, equal in every field. Captures,
documents and decisions are append-only. Claims are replaced document by document, threads as a whole, and neither is
written where nothing changed.
"""

from stemmata.store.decisions import decisions_in_force
from stemmata.store.errors import CaptureDamaged, StoreError
from stemmata.store.ledger import Kept, Ledger

__all__ = ["CaptureDamaged", "Kept", "Ledger", "StoreError", "decisions_in_force"]
