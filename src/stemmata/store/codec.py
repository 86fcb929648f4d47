"""Claims and stemmata as JSON text and back, equal in every field.

pydantic reads the shape from the dataclasses of `stemmata.model` and checks it strictly on the way back.
The same value always gives the same text (keys sorted), so that texts can be compared to see a change.
Numbers are doubles: a whole number above 2**53 would lose its last digits.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError, from_json

from stemmata.model import Claim, Stemma
from stemmata.store.errors import StoreError

CLAIM = TypeAdapter(Claim)
STEMMA = TypeAdapter(Stemma)
CLAIM_COLUMNS = (
    "id",
    "document",
    "measure",
    "item",
    "actor",
    "counterpart",
    "place",
    "stage",
    "modality",
    "polarity",
)


def claim_row(claim: Claim, position: int) -> dict[str, Any]:
    """The row of table `claims` for the claim at `position` in its document.

    Raises StoreError, naming claim and document, for what no database can hold.
    """
    owner = f"claim {claim.id!a} of document {claim.document!a}"
    refuse_unstorable(claim.support, owner)  # pydantic mends a key's half character instead of failing
    fields = _plain(CLAIM, claim, owner)
    row = {name: fields.pop(name) for name in CLAIM_COLUMNS}
    return {**row, "position": position, "body": _text(fields, owner)}


def claim_from(row: Mapping[str, Any]) -> Claim:
    """The claim of a row of table `claims`; StoreError where it was damaged or edited by hand."""
    owner = f"claim {row['id']!a} of document {row['document']!a}"
    try:
        fields = from_json(row["body"])
        fields.update((name, row[name]) for name in CLAIM_COLUMNS)
        return CLAIM.validate_json(json.dumps(fields), strict=True)
    except (ValueError, TypeError, AttributeError) as problem:
        raise StoreError(f"{owner} cannot be read back ({_brief(problem)}); extract it again") from problem


def stemma_text(stemma: Stemma) -> str:
    """A stemma as JSON. Raises StoreError, naming the thread, for what no database can hold."""
    owner = f"the stemma of thread {stemma.thread!a}"
    return _text(_plain(STEMMA, stemma, owner), owner)


def stemma_from(text: str, thread: str) -> Stemma:
    """The stemma of JSON text; StoreError where it was damaged or edited by hand."""
    try:
        return STEMMA.validate_json(text, strict=True)
    except ValidationError as problem:
        raise StoreError(
            f"the stemma of thread {thread!a} cannot be read back ({_brief(problem)}); trace it again"
        ) from problem


def refuse_unstorable(value: object, owner: str) -> None:
    """Raise StoreError, naming `owner`, where a text in `value` holds a NUL or half a surrogate pair.

    UTF-8 has no lone surrogates, and PostgreSQL keeps no NUL.
    """
    for text in _texts(value):
        if "\0" in text:
            raise StoreError(f"{owner} holds a NUL character, which cannot be kept; read it again")
        try:
            text.encode()
        except UnicodeEncodeError as problem:
            raise _half_character(owner) from problem


def _plain(adapter: TypeAdapter[Any], value: object, owner: str) -> dict[str, Any]:
    try:
        plain: dict[str, Any] = adapter.dump_python(value, mode="json", warnings="error")
    except UnicodeEncodeError as problem:
        raise _half_character(owner) from problem
    except PydanticSerializationError as problem:
        raise StoreError(f"{owner} does not have the shape of the model: {_brief(problem)}") from problem
    refuse_unstorable(plain, owner)
    return plain


def _text(plain: Mapping[str, Any], owner: str) -> str:
    try:
        return json.dumps(plain, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    except ValueError as problem:
        raise StoreError(f"{owner} holds a number that is not one (infinity or NaN)") from problem


def _half_character(owner: str) -> StoreError:
    return StoreError(
        f"{owner} holds half a character (a lone surrogate), which cannot be kept; "
        "read it again with the right encoding"
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(key)
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _brief(problem: Exception) -> str:
    """The first line of an error, bounded: pydantic's run over many."""
    return " ".join(str(problem).split("\n")[:3])[:300]
