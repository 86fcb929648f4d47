"""Reading a pack's folder of TOML into a checked `Pack`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import ValidationError

from stemmata.model import StemmataError
from stemmata.packs.schema import Actor, Item, Measure, Outlet, Pack, Place, Row, Stage

TABLES: dict[str, type[Row]] = {
    "measures": Measure,
    "items": Item,
    "stages": Stage,
    "outlets": Outlet,
    "actors": Actor,
    "places": Place,
}


class PackError(StemmataError):
    """A pack's file is missing, is not TOML, or holds a row that does not fit its schema."""


@cache
def load_pack(name: str = "arms") -> Pack:
    """Read the pack that ships under `name`.

    Raises PackError, naming the file and the row, for anything that does not fit.
    """
    return read_pack(files("stemmata.packs").joinpath(name), name)


def read_pack(folder: Traversable, name: str) -> Pack:
    """Read a pack from a folder: `pack.toml`, and one or more files a table (`items.toml`, `items/*.toml`).

    The rows of a table `items` are `[[item]]`.
    """
    head = _read_toml(folder.joinpath("pack.toml"), name)
    tables: dict[str, Any] = {table: _read_rows(folder, name, table, model) for table, model in TABLES.items()}
    try:
        pack = Pack(name=name, **head, **tables)
    except (TypeError, ValidationError) as problem:
        raise PackError(f"{name}/pack.toml: {problem}") from problem
    _check_references(pack)
    return pack


def _read_toml(path: Traversable, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as problem:
        raise PackError(f"{name}/{path.name}: no such file in the pack") from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise PackError(f"{name}/{path.name}: {problem}") from problem


def _read_rows(folder: Traversable, name: str, table: str, model: type[Row]) -> dict[str, Row]:
    subfolder = folder.joinpath(table)
    paths = (
        sorted((p for p in subfolder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
        if subfolder.is_dir()
        else [folder.joinpath(f"{table}.toml")]
    )
    rows: dict[str, Row] = {}
    for path in paths:
        for number, raw in enumerate(_read_toml(path, name).get(table.removesuffix("s"), ()), start=1):
            where = f"{name}/{path.name}: row {number} ({raw.get('id', 'no id')})"
            try:
                row = model.model_validate(raw)
            except ValidationError as problem:
                raise PackError(f"{where}: {problem}") from problem
            key = raw["id"]
            if key in rows:
                raise PackError(f"{where}: the id is taken by an earlier row")
            rows[key] = row
    return rows


def _check_references(pack: Pack) -> None:
    """Every id that a row names must exist."""
    for item in pack.items.values():
        for field in ("parent", "decoy_of", "derived_from"):
            _must_exist(pack, "items", item.id, field, getattr(item, field), pack.items)
    for outlet in pack.outlets.values():
        _must_exist(pack, "outlets", outlet.id, "parent", outlet.parent, pack.outlets)
        _must_exist(pack, "outlets", outlet.id, "country", outlet.country, pack.actors)
    for actor in pack.actors.values():
        _must_exist(pack, "actors", actor.id, "state", actor.state, pack.actors)
    for place in pack.places.values():
        _must_exist(pack, "places", place.id, "within", place.within, {**pack.places, **pack.actors})


def _must_exist(pack: Pack, table: str, row: str, field: str, value: str | None, known: object) -> None:
    if value is not None and value not in known:  # type: ignore[operator]
        raise PackError(f"{pack.name}/{table}: {row}: {field} = {value!r} names no row")
