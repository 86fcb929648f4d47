"""What an engine may answer: checked for its shape here, for its truth by the guard."""

from __future__ import annotations

import json
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from stemmata.model import Basis, Modality, Polarity

_MOST = 64  # proposals in one answer
Words = Annotated[str, Field(min_length=1, max_length=2000)]


class Unreadable(Exception):
    """An answer that does not have the shape that was asked for."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ProposedNumber(_Part):
    """A number in the sentence's own words, and what the engine takes it to mean."""

    text: Words
    low: float | None = None
    high: float | None = None
    basis: Basis = Basis.EXACT
    unit: str = "count"
    per: str | None = None


class Proposal(_Part):
    """A claim that the engine reads in one sentence; every field but `measure` and the enumerations is in its words."""

    sentence: int
    quote: Words
    measure: str
    sub_kind: str | None = None
    trigger: Words
    item: Words | None = None
    actor: Words | None = None
    counterpart: Words | None = None
    place: Words | None = None
    number: ProposedNumber | None = None
    time: Words | None = None
    modality: Modality = Modality.ASSERTED
    modality_words: Words | None = None
    polarity: Polarity = Polarity.POSITIVE
    polarity_words: Words | None = None
    source: Words | None = None


class _Proposals(_Part):
    claims: Annotated[tuple[dict[str, Any], ...], Field(max_length=_MOST)]


class Usage(_Part):
    """The tokens of one request."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Message(_Part):
    content: str | None = None


class _Choice(_Part):
    message: _Message


class ChatAnswer(_Part):
    """The part of a chat completion that is used."""

    choices: Annotated[tuple[_Choice, ...], Field(min_length=1)]
    usage: Usage | None = None

    @property
    def content(self) -> str:
        """The text of the first choice."""
        return self.choices[0].message.content or ""


def read_answer(body: bytes) -> ChatAnswer:
    """A chat completion; raises Unreadable for anything else."""
    try:
        return ChatAnswer.model_validate_json(body)
    except ValidationError as problem:
        raise Unreadable("no chat completion") from problem


def read_proposals(content: str) -> tuple[list[Proposal], int]:
    """The proposals in an answer's text, and how many more did not have the shape, a fence around it aside.

    Raises Unreadable where the text holds no JSON object with a list of claims.
    """
    first, last = content.find("{"), content.rfind("}")
    try:
        listed = _Proposals.model_validate(json.loads(content[first : last + 1]))
    except (ValueError, RecursionError) as problem:
        raise Unreadable("no JSON object with claims") from problem
    proposals, malformed = [], 0
    for raw in listed.claims:
        try:
            proposals.append(Proposal.model_validate(raw))
        except ValidationError:
            malformed += 1
    return proposals, malformed
