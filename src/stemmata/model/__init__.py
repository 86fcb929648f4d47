"""The vocabulary of Stemmata: the nouns every room speaks.

Nothing here reads, writes or decides. Offsets are always characters (code points) of
`Document.text`, half open: `text[start:end]`. `None` means that the text does not say.
"""

from stemmata.model.annotation import Annotations, Attribution, Basis, Entity, Quantity, Relation, SourceKind, Time
from stemmata.model.books import (
    Account,
    Balance,
    Book,
    Bound,
    Contradiction,
    Entry,
    FalseAlarm,
    Reconciliation,
    Standing,
    StockEstimate,
    Timing,
    Unbooked,
)
from stemmata.model.claim import Anonymity, Claim, Evidence, Modality, Person, Polarity, Source
from stemmata.model.decision import Decision, Ruling
from stemmata.model.forecast import Forecast, Outcome
from stemmata.model.stemma import Doubt, Edge, EdgeEvidence, Mutation, Origins, Stemma, Thread, Witness
from stemmata.model.text import Capture, Document, Span, StemmataError

__all__ = [
    "Account",
    "Annotations",
    "Anonymity",
    "Attribution",
    "Balance",
    "Basis",
    "Book",
    "Bound",
    "Capture",
    "Claim",
    "Contradiction",
    "Decision",
    "Document",
    "Doubt",
    "Edge",
    "EdgeEvidence",
    "Entity",
    "Entry",
    "Evidence",
    "FalseAlarm",
    "Forecast",
    "Modality",
    "Mutation",
    "Origins",
    "Outcome",
    "Person",
    "Polarity",
    "Quantity",
    "Reconciliation",
    "Relation",
    "Ruling",
    "Source",
    "SourceKind",
    "Span",
    "Standing",
    "Stemma",
    "StemmataError",
    "StockEstimate",
    "Thread",
    "Time",
    "Timing",
    "Unbooked",
    "Witness",
]
