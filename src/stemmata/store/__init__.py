"""All of it, kept: captures, documents, claims and threads in one ledger.

In come the captures and documents that were read, the claims that were extracted from them and the
threads that were traced over them; out they come again, equal in every field. Captures and documents
are append-only. Claims are replaced document by document, threads as a whole, and neither is written
where nothing changed.
"""

from stemmata.store.errors import CaptureDamaged, StoreError
from stemmata.store.ledger import Kept, Ledger

__all__ = ["CaptureDamaged", "Kept", "Ledger", "StoreError"]
