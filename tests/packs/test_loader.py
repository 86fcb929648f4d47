"""A pack that does not fit is refused with the file, the line and the row that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from stemmata.packs import PackError, load_pack
from stemmata.packs.loader import read_pack

FILES = {
    "pack.toml": 'title = "Bread"\nversion = "1"\n',
    "measures.toml": (
        '[[measure]]\nid = "baked"\nkind = "flow"\ndefinition = "loaves out of the oven"\nquestion = "How many?"\n'
    ),
    "items.toml": (
        '[[item]]\nid = "loaf"\nname = "loaf"\nlevel = "class"\n'
        '[[item]]\nid = "rye"\nname = "rye loaf"\nlevel = "family"\nparent = "loaf"\n'
    ),
    "stages.toml": '[[stage]]\nid = "kneaded"\nrank = 1\nlabel = "kneaded"\ncues.en = ["knead"]\n',
    "outlets.toml": '[[outlet]]\nid = "crumb"\nname = "The Crumb"\ncountry = "bakeland"\n',
    "actors.toml": '[[actor]]\nid = "bakeland"\nname = "Bakeland"\nkind = "state"\n',
    "places.toml": '[[place]]\nid = "mill"\nname = "Mill"\nkind = "city"\nwithin = "bakeland"\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def add(folder: Path, name: str, text: str) -> None:
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(text)


def test_a_small_pack_is_read(folder: Path) -> None:
    pack = read_pack(folder, "bread")
    assert (pack.title, pack.version) == ("Bread", "1")
    assert pack.lineage("rye") == ("rye", "loaf")
    assert pack.lineage("brioche") == ("brioche",)
    assert pack.state_of("bakeland") == "bakeland"


def test_a_table_may_be_a_folder(folder: Path) -> None:
    (folder / "outlets.toml").unlink()
    (folder / "outlets").mkdir()
    add(folder, "outlets/north.toml", '[[outlet]]\nid = "crust"\nname = "The Crust"\n')
    add(folder, "outlets/a-south.toml", '[[outlet]]\nid = "crumb"\nname = "The Crumb"\n')
    add(folder, "outlets/notes.txt", "not a table")
    assert list(read_pack(folder, "bread").outlets) == ["crumb", "crust"]


def test_rows_keep_the_order_of_the_file(folder: Path) -> None:
    assert list(read_pack(folder, "bread").items) == ["loaf", "rye"]


def test_the_pack_that_ships_is_read_once() -> None:
    assert load_pack("arms") is load_pack("arms")


def test_a_missing_pack_is_named() -> None:
    with pytest.raises(PackError, match=r"^nothing: no such pack; there are arms, grain"):
        load_pack("nothing")


def test_a_missing_table_is_named(folder: Path) -> None:
    (folder / "stages.toml").unlink()
    with pytest.raises(PackError, match=r"bread/stages\.toml: no such file"):
        read_pack(folder, "bread")


def test_bad_toml_is_named(folder: Path) -> None:
    add(folder, "items.toml", "[[item]\n")
    with pytest.raises(PackError, match=r"bread/items\.toml:10: not TOML"):
        read_pack(folder, "bread")


def test_bytes_that_are_no_text_are_named(folder: Path) -> None:
    (folder / "places.toml").write_bytes(b'[[place]]\nid = "\xff"\n')
    with pytest.raises(PackError, match=r"bread/places\.toml"):
        read_pack(folder, "bread")


def test_an_unknown_key_is_refused(folder: Path) -> None:
    add(folder, "items.toml", '[[item]]\nid = "bun"\nname = "bun"\nlevel = "family"\nalias = "roll"\n')
    with pytest.raises(PackError, match=r"bread/items\.toml:14: row 3 \(bun\): alias: "):
        read_pack(folder, "bread")


def test_a_value_outside_the_list_is_refused(folder: Path) -> None:
    add(folder, "actors.toml", '[[actor]]\nid = "guild"\nname = "Guild"\nkind = "club"\n')
    with pytest.raises(PackError, match=r"bread/actors\.toml:8: row 2 \(guild\): kind: "):
        read_pack(folder, "bread")


def test_a_row_without_an_id_is_refused(folder: Path) -> None:
    add(folder, "places.toml", '[[place]]\nname = "Oven"\nkind = "city"\n')
    with pytest.raises(PackError, match=r"bread/places\.toml:6: row 2 \(no id\): id: "):
        read_pack(folder, "bread")


def test_an_id_taken_twice_is_refused(folder: Path) -> None:
    add(folder, "outlets.toml", '[[outlet]]\nid = "crumb"\nname = "Crumb Daily"\n')
    with pytest.raises(PackError, match=r"bread/outlets\.toml:6: row 2 \(crumb\): the id is taken"):
        read_pack(folder, "bread")


def test_an_id_taken_in_another_file_of_the_table_is_refused(folder: Path) -> None:
    (folder / "places.toml").unlink()
    (folder / "places").mkdir()
    row = '[[place]]\nid = "mill"\nname = "Mill"\nkind = "city"\n'
    add(folder, "places/a.toml", row)
    add(folder, "places/b.toml", row)
    with pytest.raises(PackError, match=r"places/b\.toml:2: row 1 \(mill\): the id is taken"):
        read_pack(folder, "bread")


@pytest.mark.parametrize(
    ("file", "row", "said"),
    [
        (
            "items.toml",
            '[[item]]\nid = "bun"\nname = "bun"\nlevel = "family"\nparent = "cake"\n',
            "bun: parent = 'cake'",
        ),
        (
            "items.toml",
            '[[item]]\nid = "bun"\nname = "bun"\nlevel = "model"\ndecoy_of = "cake"\n',
            "bun: decoy_of = 'cake'",
        ),
        (
            "outlets.toml",
            '[[outlet]]\nid = "crust"\nname = "Crust"\ncountry = "nowhere"\n',
            "crust: country = 'nowhere'",
        ),
        ("outlets.toml", '[[outlet]]\nid = "crust"\nname = "Crust"\nparent = "loafing"\n', "crust: parent = 'loafing'"),
        ("actors.toml", '[[actor]]\nid = "guild"\nname = "Guild"\nkind = "body"\nstate = "x"\n', "guild: state = 'x'"),
        ("places.toml", '[[place]]\nid = "oven"\nname = "Oven"\nkind = "city"\nwithin = "x"\n', "oven: within = 'x'"),
    ],
)
def test_a_reference_to_no_row_is_refused(folder: Path, file: str, row: str, said: str) -> None:
    add(folder, file, row)
    with pytest.raises(PackError) as refusal:
        read_pack(folder, "bread")
    (problem,) = refusal.value.problems
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    assert (problem.file, problem.reason) == (f"bread/{file}", f"{said} names no row")
    assert problem.line is not None
    assert lines[problem.line - 1].startswith(said.split()[1])


def test_a_pack_without_a_title_is_refused(folder: Path) -> None:
    (folder / "pack.toml").write_text('version = "1"\n', encoding="utf-8")
    with pytest.raises(PackError, match=r"(?s)bread/pack\.toml: .*title"):
        read_pack(folder, "bread")


def test_all_faults_are_named_at_once(folder: Path) -> None:
    add(folder, "items.toml", '[[item]]\nid = "bun"\nlevel = "tiny"\n')
    add(folder, "places.toml", '[[place]]\nid = "oven"\nname = "Oven"\n')
    with pytest.raises(PackError) as refusal:
        read_pack(folder, "bread")
    assert [(p.file, p.line) for p in refusal.value.problems] == [
        ("bread/items.toml", 10),
        ("bread/items.toml", 12),
        ("bread/places.toml", 6),
    ]


def test_rows_under_another_name_are_not_lost_in_silence(folder: Path) -> None:
    add(folder, "items.toml", '[[items]]\nid = "bun"\n')
    with pytest.raises(PackError, match=r"bread/items\.toml:10: rows of this table are \[\[item\]\]"):
        read_pack(folder, "bread")


def test_a_pack_is_read_from_a_folder_by_its_path(folder: Path) -> None:
    pack = load_pack(str(folder))
    assert (pack.title, pack.name) == ("Bread", str(folder))
