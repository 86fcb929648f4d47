"""The rooms follow the way of the data: each imports the vocabulary, the packs, itself and earlier rooms only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import stemmata

WAY = ("read", "annotate", "claim", "engine", "resolve", "trace", "reckon", "store", "show", "export")
AFTER_THE_WAY = ("extraction", "job", "cli")  # what runs several rooms, and the doors
BEFORE_THE_WAY = ("model", "packs", "models")  # in this order, too
NOT_A_NAME = {"utils", "util", "helpers", "helper", "common", "misc"}
MOST_LINES = 400

SOURCE = Path(stemmata.__file__).parent
MODULES = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py"))


def wrong_arrows(source: Path, module: str) -> list[str]:
    """The imports of a module (a path under `source`) that point at something later on the way."""
    order = (*BEFORE_THE_WAY, *WAY, *AFTER_THE_WAY)
    room = module.split("/")[0].removesuffix(".py")
    if room not in order:
        # A module beside the rooms (`python -m stemmata`) stands at the end of the way.
        return [] if "/" not in module else [f"{module}: the room {room} has no place on the way"]
    earlier = set(order[: order.index(room) + 1])
    tree = ast.parse((source / module).read_text(encoding="utf-8"))
    return [
        f"{module} imports {target}"
        for target in _imports(tree, module)
        if target.split(".")[0] == "stemmata" and not _is_among(target, earlier)
    ]


def _is_among(target: str, rooms: set[str]) -> bool:
    """Whether a dotted name lies in one of `rooms`; what the package itself says (its version) is free to all."""
    parts = target.split(".")
    return parts[1:] == ["__version__"] or (len(parts) > 1 and parts[1] in rooms)


def _imports(tree: ast.Module, module: str) -> Iterator[str]:
    """Every dotted name that is imported anywhere in a module, relative ones made absolute."""
    package = ["stemmata", *module.split("/")[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            origin = ".".join([*base, *([node.module] if node.module else [])])
            if origin == "stemmata":
                yield from (f"stemmata.{alias.name}" for alias in node.names)
            else:
                yield origin


@pytest.mark.parametrize("module", MODULES)
def test_a_room_imports_only_what_stands_before_it(module: str) -> None:
    assert wrong_arrows(SOURCE, module) == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_one_idea_that_its_name_says(module: str) -> None:
    assert not NOT_A_NAME & {part.removesuffix(".py") for part in module.split("/")}
    lines = len((SOURCE / module).read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES, f"{module} has {lines} lines: look for the second idea in it"


@pytest.mark.parametrize(
    ("module", "line", "right"),
    [
        ("trace/graph.py", "from stemmata.model import Claim", True),
        ("trace/graph.py", "from stemmata.packs import load_pack", True),
        ("trace/graph.py", "from stemmata.claim.build import build_claims", True),
        ("trace/graph.py", "from stemmata import __version__", True),
        ("trace/graph.py", "from .thread import find_threads", True),
        ("trace/graph.py", "import sqlalchemy, store", True),
        ("trace/graph.py", "from stemmata.store import Ledger", False),
        ("trace/graph.py", "import stemmata.show.page as page", False),
        ("trace/graph.py", "from stemmata import show", False),
        ("trace/graph.py", "from stemmata import cli", False),
        ("trace/graph.py", "from ..store import Ledger", False),
        ("trace/graph.py", "from .. import store", False),
        ("trace/graph.py", "def draw():\n    from stemmata.store import Ledger", False),
        ("trace/graph.py", "import stemmata", False),
        ("store/migrations/env.py", "from stemmata.store.tables import METADATA", True),
        ("store/migrations/env.py", "from ...show import page", False),
        ("packs/loader.py", "from stemmata.read import read_paths", False),
        ("model/claim.py", "from stemmata.packs import load_pack", False),
        ("cli/reading.py", "from stemmata.show import page", True),
        ("cli/reading.py", "from stemmata.job import take_in", True),
        ("job.py", "from stemmata.cli.shell import fail", False),
        ("__main__.py", "from stemmata.cli import main", True),
        ("gossip/graph.py", "", False),
    ],
)
def test_the_check_tells_right_arrows_from_wrong(tmp_path: Path, module: str, line: str, right: bool) -> None:
    path = tmp_path / module
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(line + "\n", encoding="utf-8")
    assert (wrong_arrows(tmp_path, module) == []) is right
