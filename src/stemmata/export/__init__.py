"""To programs: the contract's JSON objects for documents, threads and stemmata."""

from stemmata.export.record import (
    annotation_record,
    claim_record,
    document_record,
    stemma_record,
    thread_record,
)

__all__ = ["annotation_record", "claim_record", "document_record", "stemma_record", "thread_record"]
