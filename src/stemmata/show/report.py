"""What a dossier is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stemmata.model import Balance, Claim, Decision, Document, Forecast, Stemma, Thread
from stemmata.packs import Pack


@dataclass(frozen=True, slots=True)
class AccountLine:
    """What came of one input: `outcome` is new, known or refused; a refused one has a reason and a detail."""

    name: str
    outcome: str
    reason: str | None
    detail: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one dossier shows. `stemmata` are keyed by thread id, `made_at` is UTC, ISO 8601;
    `counters` say how many claims the fidelity guard refused, by field, `trimmed` what it left out of others,
    `engine` what the optional engine was asked, answered and cost. `balance` is None where nothing was reckoned;
    `forecasts` are as they stood on `due_on` (ISO day), `decisions` those that are in force."""

    title: str
    made_at: str
    version: str
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    threads: tuple[Thread, ...]
    stemmata: Mapping[str, Stemma]
    account: tuple[AccountLine, ...]
    counters: Mapping[str, int]
    pack: Pack
    trimmed: Mapping[str, int] = field(default_factory=dict)
    engine: Mapping[str, int] = field(default_factory=dict)
    balance: Balance | None = None
    forecasts: tuple[Forecast, ...] = ()
    due_on: str | None = None
    decisions: tuple[Decision, ...] = ()
