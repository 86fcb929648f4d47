"""The main job, in the order of the rooms: read, annotate, claim, keep, trace, reckon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from stemmata.claim import EXTRACTOR_VERSION
from stemmata.engine import Engine
from stemmata.extraction import Extracted, Failure, Outcome, extract_all, with_engine
from stemmata.model import Ruling, Stemma, Thread
from stemmata.packs import Pack
from stemmata.read import Defaults, Reading, Reason, Refusal, read_inputs
from stemmata.reckon import find_forecasts, reckon
from stemmata.show import AccountLine, Report
from stemmata.store import Kept, Ledger, decisions_in_force
from stemmata.trace import Traced, trace_claims

REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of a run's inputs: one account line each, in order; the hashes of all documents that are
    now kept, each once; how many claims the fidelity guard refused, what it left out of others, by field;
    what the optional engine was asked, answered and cost; and the threads as they stood before, which need not be drawn
    again where nothing new belongs to them."""

    account: tuple[AccountLine, ...]
    sha256s: tuple[str, ...]
    dropped: Mapping[str, int]
    trimmed: Mapping[str, int]
    engine: Mapping[str, int] = field(default_factory=dict)
    earlier: tuple[tuple[Thread, Stemma], ...] = ()

    @property
    def has_refusals(self) -> bool:
        """Whether some input was refused."""
        return any(line.outcome == REFUSED for line in self.account)


def take_in(
    paths: Sequence[str],
    ledger: Ledger,
    pack: Pack,
    captured_at: str,
    defaults: Defaults,
    on_line: Callable[[AccountLine], None] = lambda line: None,
    jobs: int = 1,
    engine: Engine | None = None,
) -> Intake:
    """Read every input of `paths` and keep what is new, with its claims. A refused input stops nothing.

    `captured_at` is UTC, ISO 8601; `on_line` is called with each account line as it is settled; `jobs`
    is the number of processes; `engine` is asked about what the grammar left open.
    """
    earlier = ledger.threads()
    account: list[AccountLine] = []
    shas: dict[str, None] = {}
    dropped: Counter[str] = Counter()
    trimmed: Counter[str] = Counter()
    version = f"{EXTRACTOR_VERSION}/{pack.name}-{pack.version}"
    version += f"+{engine.name}" if engine is not None else ""

    def is_new(reading: Reading) -> bool:
        return ledger.extractor_version(reading.document.sha256) != version

    readings = (_as_kept(r, ledger) for r in read_inputs(paths, captured_at=captured_at, pack=pack, defaults=defaults))
    for result, outcome in extract_all(readings, pack, jobs, is_new):
        if isinstance(result, Refusal):
            line = AccountLine(result.name, REFUSED, result.reason.value, result.detail)
        else:
            is_due = isinstance(outcome, Extracted) and is_new(result)
            if is_due and isinstance(outcome, Extracted):
                outcome = with_engine(result.document, outcome, engine)
            line = _settle(result, outcome, ledger, version)
            if is_due and isinstance(outcome, Extracted):
                dropped.update(outcome.found.dropped)
                trimmed.update(outcome.found.trimmed)
            if line.outcome != REFUSED:
                shas.setdefault(result.document.sha256)
        account.append(line)
        on_line(line)
    asked = engine.account if engine is not None else {}
    return Intake(
        tuple(account), tuple(shas), dict(sorted(dropped.items())), dict(sorted(trimmed.items())), asked, earlier
    )


def _as_kept(result: Reading | Refusal, ledger: Ledger) -> Reading | Refusal:
    """A reading of what the ledger keeps already, with the document as it is kept."""
    if isinstance(result, Reading) and ledger.knows(result.document.sha256):
        return replace(result, document=ledger.documents([result.document.sha256])[0])
    return result


def _settle(reading: Reading, outcome: Outcome, ledger: Ledger, version: str) -> AccountLine:
    """Keep one document with its claims; what this version has extracted before is left as it is.

    The claims come first: a text that breaks the extraction is refused and not half kept.
    """
    if isinstance(outcome, Failure):
        return AccountLine(reading.name, REFUSED, Reason.UNREADABLE.value, outcome.detail)
    sha256 = reading.document.sha256
    if outcome is None or ledger.extractor_version(sha256) == version:
        return AccountLine(reading.name, Kept.KNOWN.value, None, None)
    kept = ledger.keep(reading.capture, reading.document)
    ledger.set_claims(sha256, outcome.found.claims, version)
    return AccountLine(reading.name, kept.value, None, None)


def trace_ledger(ledger: Ledger, pack: Pack, earlier: Sequence[tuple[Thread, Stemma]] | None = None) -> Traced:
    """Trace everything that the ledger keeps, and keep the threads. `earlier` are those that stood before the last
    intake (None: those that stand); where no claim of theirs has changed they are not drawn again."""
    known = ledger.threads() if earlier is None else earlier
    traced = trace_claims(ledger.claims(), ledger.documents(), pack, known)
    ledger.set_threads(traced.threads, [traced.stemmata[t.id] for t in traced.threads])
    return traced


def make_report(
    ledger: Ledger,
    pack: Pack,
    sha256s: Iterable[str] | None,
    intake: Intake | None,
    title: str,
    made_at: str,
    version: str,
) -> Report:
    """The report over the documents with these hashes, or over all that the ledger keeps."""
    wanted = None if sha256s is None else tuple(sha256s)
    documents = ledger.documents(wanted)
    claims = ledger.claims(wanted)
    traced = trace_ledger(ledger, pack, intake.earlier if intake else None)
    if len(documents) != len(ledger.documents()):
        traced = trace_claims(claims, documents, pack, [(t, traced.stemmata[t.id]) for t in traced.threads])
    claimed = {claim.id for claim in claims}
    decisions = tuple(d for d in decisions_in_force(ledger.decisions()) if d.claim in claimed)
    by_sha = {document.sha256: document for document in documents}
    aside = {decision.claim for decision in decisions if decision.action is Ruling.SET_ASIDE}
    day = date.fromisoformat(made_at[:10])
    return Report(
        title=title,
        made_at=made_at,
        version=version,
        documents=documents,
        claims=claims,
        threads=traced.threads,
        stemmata=traced.stemmata,
        account=intake.account if intake else (),
        counters=intake.dropped if intake else {},
        trimmed=intake.trimmed if intake else {},
        engine=intake.engine if intake else {},
        pack=pack,
        balance=reckon(traced.threads, traced.stemmata, by_sha, pack, decisions),
        forecasts=find_forecasts(traced.threads, by_sha, pack, day, aside),
        due_on=day.isoformat(),
        decisions=decisions,
    )
