"""The door of the optional engine: its options, how it is opened, and a run's account of it in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from stemmata.engine import Engine, EngineClient, EngineError, EngineSettings
from stemmata.packs import Pack

EngineOption = Annotated[
    str | None,
    typer.Option(
        "--engine",
        help="llm: ask a language model about sentences without a claim; sends them to --engine-url. Off by default.",
    ),
]
EngineUrlOption = Annotated[
    str | None,
    typer.Option("--engine-url", envvar="STEMMATA_ENGINE_URL", help="The model's OpenAI-compatible address (…/v1)."),
]
EngineModelOption = Annotated[
    str | None, typer.Option("--engine-model", envvar="STEMMATA_ENGINE_MODEL", help="The model's name there.")
]
EngineKeyOption = Annotated[
    str | None,
    typer.Option("--engine-key", envvar="STEMMATA_ENGINE_KEY", help="Its key; better given by the environment."),
]
EngineAnswersOption = Annotated[
    Path, typer.Option("--engine-answers", help="Where its answers are kept, so that none is paid for twice.")
]
DEFAULT_ANSWERS = Path("stemmata-answers")


@contextmanager
def open_engine(
    kind: str | None, url: str | None, model: str | None, key: str | None, answers: Path, pack: Pack
) -> Iterator[Engine | None]:
    """The engine that was asked for; None, and nothing is sent, where none was. Raises EngineError for another kind, or
    where address, model or httpx is missing."""
    if kind is None:
        yield None
        return
    if kind != "llm":
        raise EngineError(f"--engine {kind}: no such engine; there is llm")
    settings = EngineSettings(address=url or "", model=model or "", key=key, answers=answers)
    with EngineClient(settings) as client:
        yield Engine(client, pack, settings.model)


def account_words(refused: Mapping[str, int], trimmed: Mapping[str, int], engine: Mapping[str, int]) -> Iterator[str]:
    """What the fidelity guard refused and left out, and what the engine was asked and cost, where they did anything."""
    for lead, counts in (
        ("claims dropped by the fidelity guard", refused),
        ("fields left out by the fidelity guard", trimmed),
        ("engine", engine),
    ):
        if counts:
            yield f"{lead}: {', '.join(f'{name} {count}' for name, count in counts.items())}"
