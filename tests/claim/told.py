"""What a text is made to tell: its claims, and each one's kind, stance and stage."""

from __future__ import annotations

from stemmata.annotate.document import annotate
from stemmata.claim import find_claims
from stemmata.model import Claim, Document
from stemmata.packs import load_pack

PACK = load_pack()


def read(text: str) -> list[Claim]:
    document = Document("d", "0" * 64, text, "en", published="2023-02-05", outlet="Courier")
    return list(find_claims(document, annotate(document, PACK), PACK).claims)


def kind(claim: Claim) -> str:
    return claim.measure if claim.sub_kind is None else f"{claim.measure}/{claim.sub_kind}"


def told(text: str) -> set[tuple[str, str, str, str | None]]:
    return {(kind(c), c.modality.value, c.polarity.value, c.stage) for c in read(text)}
