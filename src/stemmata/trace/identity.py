"""Who a source or a document is, so that a citation finds the page it cites."""

from __future__ import annotations

import re
from functools import cache

from stemmata.model import Document, Source, SourceKind
from stemmata.packs import Pack

_ARTICLE = re.compile(r"^(?:the|a|an)\s+")
_MARKS = re.compile(r"[^\w\s]+")


def name_key(name: str) -> str:
    """A name for comparison: case, leading article, marks and spacing set aside."""
    folded = _MARKS.sub(" ", name.casefold())
    return _ARTICLE.sub("", " ".join(folded.split()))


def source_identity(source: Source) -> str | None:
    """The key of a named source; None for an anonymous or unknown one, which is never merged by its wording."""
    if source.kind in {SourceKind.ANONYMOUS, SourceKind.UNKNOWN} or source.name is None:
        return None
    return name_key(source.name)


def document_identities(document: Document, pack: Pack) -> frozenset[str]:
    """The keys that a citation of this document's outlet may have."""
    keys = {name_key(name) for name in (document.outlet, document.domain) if name}
    known = _canonical_names(pack)
    hosts = {document.domain} if document.domain else set()
    return frozenset(keys | {known[key] for key in keys | hosts if key in known})


@cache
def _canonical_names(pack: Pack) -> dict[str, str]:
    """The key of an outlet's own name, by each of its hosts and by the keys of all its names."""
    found: dict[str, str] = {}
    for outlet in pack.outlets.values():
        own = name_key(outlet.name)
        spellings = [outlet.name, *(name for names in outlet.names.values() for name in names)]
        for key in (*(name_key(name) for name in spellings), *outlet.domains):
            found.setdefault(key, own)
    return found
