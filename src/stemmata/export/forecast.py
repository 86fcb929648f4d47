"""Forecasts as JSON objects. Their keys are stable; keys may be added, never renamed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stemmata.model import Claim, Document, Forecast


def forecast_record(
    forecast: Forecast, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> dict[str, Any]:
    """What `stemmata balance --due --json` prints of each forecast. `claims` are by id, `documents` by sha256."""
    return {
        "forecast": forecast.words,
        "thread": forecast.thread,
        "issued": forecast.issued,
        "deadline": forecast.deadline,
        "outcome": forecast.outcome.value,
        "reason": forecast.reason,
        "claims": [_quoted(claims[c], documents) for c in forecast.claims],
        "evidence": [_quoted(claims[c], documents) for c in forecast.evidence],
    }


def _quoted(claim: Claim, documents: Mapping[str, Document]) -> dict[str, Any]:
    document = documents[claim.document]
    return {
        "claim": claim.id,
        "document": document.id,
        "outlet": document.outlet,
        "published": document.published,
        "quote": claim.evidence.quote,
        "chain": [source.name or source.descriptor for source in claim.chain],
    }
