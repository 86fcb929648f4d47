"""What the tests of this room share: a small pack, a day of capture, and a page as news sites make them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from stemmata.packs import Outlet, Pack
from stemmata.read import Defaults, Reading, Refusal, read_inputs

CAPTURED_AT = "2024-03-01T12:00:00Z"
PROSE = (
    "The ministry said on Monday that the new plant had delivered at least 140 drones to the army since January. "
    "Two officials who were not named told the newspaper that a second line would open before the summer."
)


def make_pack() -> Pack:
    """A pack of two outlets and nothing else."""
    outlets = (
        Outlet(
            id="harbour", name="The Harbour Post", domains=("harbourpost.example",), names={"en": ("Harbour Post",)}
        ),
        Outlet(id="northwire", name="Northwire", kind="agency", domains=("northwire.example",)),
    )
    return Pack(
        name="test",
        title="Test",
        version="1",
        measures={},
        items={},
        stages={},
        outlets={outlet.id: outlet for outlet in outlets},
        actors={},
        places={},
    )


Read = Callable[..., list[Reading | Refusal]]


@pytest.fixture
def pack() -> Pack:
    return make_pack()


@pytest.fixture
def read(pack: Pack) -> Read:
    """Read paths with the small pack; keywords are those of Defaults."""

    def read_paths(*paths: Path | str, **defaults: str) -> list[Reading | Refusal]:
        given = [str(path) for path in paths]
        return list(read_inputs(given, captured_at=CAPTURED_AT, pack=pack, defaults=Defaults(**defaults)))

    return read_paths
