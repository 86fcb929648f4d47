"""Annotations and claims of many documents, in order, over several processes where that pays."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice

from stemmata.annotate.document import annotate, uncollected
from stemmata.claim import ClaimsFound, find_claims
from stemmata.engine import Engine
from stemmata.model import Annotations, Document
from stemmata.packs import Pack, load_pack
from stemmata.read import Reading, Refusal

FEW = 24  # documents; for fewer, starting processes takes longer than it saves
_AHEAD = 4  # documents that wait, a process


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a document holds."""

    annotations: Annotations
    found: ClaimsFound


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document could not be taken apart, in words for the account."""

    detail: str


Outcome = Extracted | Failure | None


def default_jobs() -> int:
    """The processes that this machine has cores for, at most eight."""
    return min(8, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def extract(document: Document, pack: Pack) -> Extracted:
    """Annotations and claims of one document."""
    with uncollected():
        annotations = annotate(document, pack)
        return Extracted(annotations, find_claims(document, annotations, pack))


def with_engine(document: Document, extracted: Extracted, engine: Engine | None) -> Extracted:
    """What was extracted, with the claims that an engine adds; as it was where none was asked for."""
    if engine is None:
        return extracted
    claims = engine.propose(document, extracted.annotations, extracted.found.claims)
    return replace(extracted, found=replace(extracted.found, claims=claims))


def extract_all(
    results: Iterable[Reading | Refusal],
    pack: Pack,
    jobs: int = 1,
    wanted: Callable[[Reading], bool] = lambda reading: True,
) -> Iterator[tuple[Reading | Refusal, Outcome]]:
    """Each result in order with what was extracted from it; None for a refusal and for what is not `wanted`.

    A document that breaks its process is a Failure and stops no other. Other processes load the pack by its name.
    """
    stream = iter(results)
    first = list(islice(stream, FEW if jobs > 1 else 0))
    if jobs <= 1 or len(first) < FEW:
        for result in chain(first, stream):
            yield result, _attempt(result.document, pack) if isinstance(result, Reading) and wanted(result) else None
        return
    with _Workers(pack.name, jobs) as workers:
        waiting: deque[tuple[Reading | Refusal, Future[Outcome] | None]] = deque()
        for result in chain(first, stream):
            due = result.document if isinstance(result, Reading) and wanted(result) else None
            waiting.append((result, workers.submit(due) if due is not None else None))
            if len(waiting) > jobs * _AHEAD:
                yield workers.settle(*waiting.popleft())
        while waiting:
            yield workers.settle(*waiting.popleft())


def describe_failure(problem: Exception) -> str:
    """An error nobody foresaw, for the account: it names the error and asks for the text."""
    return f"an error in Stemmata ({type(problem).__name__}: {problem}); please report it with the text"


def _attempt(document: Document, pack: Pack) -> Outcome:
    try:
        extracted = extract(document, pack)
    except Exception as problem:
        return Failure(describe_failure(problem))
    _keep_tables()
    return extracted


@cache
def _keep_tables() -> None:
    """Once a process: the tables that the first document had loaded stay, so the collector of garbage passes over them
    from then on (it took some three parts in a hundred of the time)."""
    gc.collect()
    gc.freeze()


@cache
def _pack(name: str) -> Pack:
    return load_pack(name)


def _attempt_elsewhere(document: Document, pack: str) -> Outcome:
    return _attempt(document, _pack(pack))


class _Workers:
    """Processes that take documents apart; when one dies, those that waited are tried again one at a time."""

    def __init__(self, pack: str, jobs: int) -> None:
        self._pack = pack
        self._pool = self._start(jobs)

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *problem: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def submit(self, document: Document) -> Future[Outcome]:
        try:
            return self._pool.submit(_attempt_elsewhere, document, self._pack)
        except BrokenProcessPool as problem:
            broken: Future[Outcome] = Future()
            broken.set_exception(problem)
            return broken

    def settle(self, result: Reading | Refusal, future: Future[Outcome] | None) -> tuple[Reading | Refusal, Outcome]:
        if future is None or isinstance(result, Refusal):
            return result, None
        try:
            return result, future.result()
        except BrokenProcessPool:
            return result, self._alone(result.document)

    def _alone(self, document: Document) -> Outcome:
        with self._start(1) as pool:
            try:
                return pool.submit(_attempt_elsewhere, document, self._pack).result()
            except BrokenProcessPool:
                return Failure("the process that read it died, most likely for want of memory")

    @staticmethod
    def _start(jobs: int) -> ProcessPoolExecutor:
        # Forking would copy the threads of onnxruntime half alive.
        return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
