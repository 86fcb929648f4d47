"""To programs: the contract's JSON objects for documents, threads, stemmata, the books, forecasts and decisions."""

from stemmata.export.balance import balance_record, ledger_rows
from stemmata.export.decision import decision_records
from stemmata.export.forecast import forecast_record
from stemmata.export.record import (
    annotation_record,
    claim_record,
    document_record,
    stemma_record,
    thread_record,
)

__all__ = [
    "annotation_record",
    "balance_record",
    "claim_record",
    "decision_records",
    "document_record",
    "forecast_record",
    "ledger_rows",
    "stemma_record",
    "thread_record",
]
