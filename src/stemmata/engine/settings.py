"""Where an engine is asked, and how patiently."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from stemmata.model import StemmataError

_PATH = "/chat/completions"


class EngineError(StemmataError):
    """An engine was asked for and cannot be used."""


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """`address` is the base of an OpenAI-compatible service ("http://127.0.0.1:8080/v1"), `answers` the folder that
    keeps what it answered. `patience` bounds one answer in seconds, from the first byte to the last; `tries` how often
    it is asked; `largest_answer` its size in bytes. After `most_failures` in a row it is left alone for the run."""

    address: str
    model: str
    key: str | None = field(default=None, repr=False)
    answers: Path | None = None
    patience: float = 60.0
    tries: int = 3
    first_wait: float = 1.0
    largest_answer: int = 2_000_000
    most_failures: int = 3

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise EngineError(f"{self.address!r} is no address of an engine; give one such as http://127.0.0.1:8080/v1")
        if not self.model:
            raise EngineError("the engine needs the name of a model: --engine-model, or STEMMATA_ENGINE_MODEL")

    @property
    def url(self) -> str:
        """Where requests are posted to."""
        base = self.address.rstrip("/")
        return base if base.endswith(_PATH) else base + _PATH
