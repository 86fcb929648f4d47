"""Cascades through `stemmata` itself: texts in, documents and claims out, kept between runs where a folder is given."""

from __future__ import annotations

import hashlib
import json
import pickle
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import stemmata
from bench.cascade.spread import Cascade, Told
from stemmata.claim import EXTRACTOR_VERSION
from stemmata.extraction import extract
from stemmata.model import Claim, Document
from stemmata.packs import Pack
from stemmata.read import Defaults, Reading, read_inputs

CAPTURED_AT = "2026-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Read:
    """The documents and claims of one cascade; `ids` gives each report's id by its document's hash."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    ids: Mapping[str, str]


def read_cascade(cascade: Cascade, pack: Pack, cache: Path | None = None) -> Read:
    """What `stemmata` reads in the reports. The extraction of a text that `cache` holds is not done again."""
    documents: list[Document] = []
    claims: list[Claim] = []
    ids: dict[str, str] = {}
    for reading in _read(cascade.reports, pack):
        document = reading.document
        documents.append(document)
        ids[document.sha256] = document.id
        claims.extend(_claims(document, pack, cache))
    return Read(tuple(documents), tuple(claims), ids)


def _read(reports: Sequence[Told], pack: Pack) -> list[Reading]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        lines = [json.dumps(_record(report)) for report in reports]
        path.write_text("\n".join(lines) + "\n")
        found = list(
            read_inputs(
                [str(path)],
                captured_at=CAPTURED_AT,
                pack=pack,
                defaults=Defaults(published=None, outlet=None, language=None),
            )
        )
    readings = [r for r in found if isinstance(r, Reading)]
    if len(readings) != len(reports):
        raise ValueError(f"{len(reports) - len(readings)} of {len(reports)} simulated reports were refused")
    return readings


def _record(report: Told) -> dict[str, str]:
    title = report.text.partition("\n")[0]
    return {
        "id": report.id,
        "outlet": report.outlet,
        "published": report.published,
        "language": "en",
        "title": title,
        "text": report.text,
    }


def _claims(document: Document, pack: Pack, cache: Path | None) -> tuple[Claim, ...]:
    if cache is None:
        return extract(document, pack).found.claims
    facts = (stemmata.__version__, EXTRACTOR_VERSION, pack.version, document.sha256)
    kept = cache / hashlib.sha256("\x1f".join(map(str, facts)).encode()).hexdigest()
    if kept.exists():
        claims: tuple[Claim, ...] = pickle.loads(kept.read_bytes())
        return claims
    claims = extract(document, pack).found.claims
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(pickle.dumps(claims))
    return claims
