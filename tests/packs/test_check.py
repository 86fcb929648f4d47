"""Every rule that a pack must keep names the row that breaks it, by its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from stemmata.cli import app
from stemmata.packs import check_pack
from tests.packs.test_loader import FILES, add

MEASURE = '[[measure]]\nid = "sold"\nkind = "flow"\ndefinition = "d"\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    add(tmp_path, "measures.toml", '  [[measure.trigger]]\n  verbs.en = ["bake"]\n')
    return tmp_path


@pytest.mark.parametrize("name", ["arms", "grain"])
def test_a_pack_that_ships_has_no_fault(name: str) -> None:
    assert check_pack(name) == ()


def test_a_small_pack_has_no_fault(folder: Path) -> None:
    assert check_pack(str(folder)) == ()


@pytest.mark.parametrize(
    ("file", "rows", "line", "said"),
    [
        ("items.toml", '[[item]]\nid = "Bun"\nname = "bun"\nlevel = "class"\n', 11, "an id is lower-case"),
        ("items.toml", '[[item]]\nid = "bun"\nname = "loaf"\nlevel = "class"\n', 12, "'loaf' (en) is a name of 'loaf'"),
        ("items.toml", '[[item]]\nid = "bun"\nname = "bun"\nlevel = "family"\n', 13, "which is no class"),
        (
            "items.toml",
            '[[item]]\nid = "bun"\nname = "bun"\nlevel = "model"\nparent = "roll"\n'
            '[[item]]\nid = "roll"\nname = "roll"\nlevel = "model"\nparent = "bun"\n',
            14,
            "in a circle",
        ),
        (
            "items.toml",
            '[[item]]\nid = "bun"\nname = "bun"\nlevel = "class"\naliases.ru = ["Xлеб"]\n',
            14,
            "mixes scripts",
        ),
        (
            "items.toml",
            '[[item]]\nid = "t-72"\nname = "T-72"\nlevel = "class"\naliases.ru = ["T-72"]\n',
            14,
            "look like Cyrillic",
        ),
        ("items.toml", '[[item]]\nid = "bun"\nname = "bun"\nlevel = "class"\nambiguous = ["loaf"]\n', 14, "ambiguous"),
        ("items.toml", '[[item]]\nid = "bun"\nname = "bun"\nlevel = "class"\naliases.en = [" bun"]\n', 14, "spaces"),
        ("outlets.toml", '[[outlet]]\nid = "crust"\nname = "The Crumb"\n', 7, "is a name of 'crumb'"),
        ("outlets.toml", '[[outlet]]\nid = "crust"\nname = "Crust"\ndomains = ["www.a.b"]\n', 8, "without https"),
        (
            "places.toml",
            '[[place]]\nid = "oven"\nname = "Bakeland"\nkind = "city"\n',
            8,
            "of 'bakeland' in actors",
        ),
        ("stages.toml", '[[stage]]\nid = "b"\nlabel = "b"\ncues.en = ["knead"]\n', 9, "a cue of 'kneaded'"),
        ("stages.toml", '[[stage]]\nid = "b"\nrank = 1\nlabel = "b"\n', 8, "rank 1 is taken"),
        ("actors.toml", '[[actor]]\nid = "a"\nname = "A1"\nkind = "state"\nstate = "bakeland"\n', 9, "under no state"),
        ("measures.toml", MEASURE + 'question = "How many {cake}?"\n', 12, "no field 'cake'"),
        ("measures.toml", MEASURE + 'question = "?"\n', 8, "without a trigger"),
        ("measures.toml", MEASURE + 'question = "?"\n  [[measure.trigger]]\n', 13, "a trigger without words"),
        (
            "measures.toml",
            MEASURE + 'question = "?"\n  [[measure.trigger]]\n  verbs.en = ["sell"]\n  sub_kind = "x"\n',
            15,
            "none of the measure's sub_kinds",
        ),
        (
            "measures.toml",
            MEASURE + 'question = "?"\n  [[measure.trigger]]\n  verbs.en = ["sell"]\n  needs = ["loaf"]\n',
            15,
            "needs: no field 'loaf'",
        ),
        (
            "measures.toml",
            MEASURE + 'question = "?"\n  [[measure.trigger]]\n  verbs.en = ["sell"]\n  items = ["cake"]\n',
            15,
            "items: 'cake' names no row",
        ),
    ],
)
def test_a_broken_rule_is_named_by_its_line(folder: Path, file: str, rows: str, line: int, said: str) -> None:
    add(folder, file, rows)
    problems = check_pack(str(folder))
    found = [(Path(p.file).name, p.line) for p in problems if said in p.reason]
    assert (file, line) in found, problems


def test_the_command_prints_faults_and_says_so_with_its_status(folder: Path) -> None:
    good = CliRunner().invoke(app, ["pack", "check", str(folder)])
    assert (good.exit_code, good.stdout) == (0, "")
    add(folder, "items.toml", '[[item]]\nid = "bun"\nname = "bun"\nlevel = "tiny"\n')
    bad = CliRunner().invoke(app, ["pack", "check", str(folder)])
    assert bad.exit_code == 1
    assert bad.stdout.startswith(f"{folder}/items.toml:13: row 3 (bun): level: ")
