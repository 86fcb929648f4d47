"""Reading a pack's folder of TOML into a checked `Pack`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from stemmata.packs.books import AccountRule, Conversion, Identity, Opposition
from stemmata.packs.finding import Finding
from stemmata.packs.position import Positions
from stemmata.packs.problem import PackError, Problem
from stemmata.packs.row import Row
from stemmata.packs.rules import find_broken_references
from stemmata.packs.schema import Actor, Item, Measure, Outlet, Pack, Place, Stage

TABLES: dict[str, type[Row]] = {
    "measures": Measure,
    "items": Item,
    "stages": Stage,
    "outlets": Outlet,
    "actors": Actor,
    "places": Place,
    "accounts": AccountRule,
    "identities": Identity,
    "oppositions": Opposition,
    "conversions": Conversion,
}
# What a pack that keeps no books can do without.
_OPTIONAL = frozenset({"accounts", "identities", "oppositions", "conversions"})
_SINGULAR = {"identities": "identity"}  # of tables whose rows are not named by taking off the s
_HEAD = "pack.toml"
_AT_LINE = re.compile(r"\(at line (\d+)")


@cache
def load_pack(name: str = "arms") -> Pack:
    """Read the pack that ships under `name`, or the one in the folder of that path.

    Raises PackError, naming file, line and row, for anything that does not fit.
    """
    return read_pack(*locate_pack(name))


def locate_pack(name: str) -> tuple[Traversable, str]:
    """The folder of a pack, and what to call it in messages: the pack that ships as `name`, else the folder `name`."""
    shipped = _shipped(name)
    if shipped is not None:
        return shipped, name
    if not Path(name).is_dir():
        problem = f"no such pack; there are {', '.join(_names())}, and --pack takes a folder, too"
        raise PackError([Problem(name, None, problem)])
    return Path(name), name.rstrip("/\\") or name


def _names() -> list[str]:
    """The packs that ship."""
    folders = files("stemmata.packs").iterdir()
    return sorted(folder.name for folder in folders if folder.joinpath(_HEAD).is_file())


def _shipped(name: str) -> Traversable | None:
    """The folder of the pack that ships as `name`."""
    folder = files("stemmata.packs").joinpath(name)
    return folder if re.fullmatch(r"[a-z0-9-]+", name) and folder.joinpath(_HEAD).is_file() else None


def read_pack(folder: Traversable, name: str) -> Pack:
    """Read a pack from a folder: `pack.toml`, and one or more files a table (`items.toml`, `items/*.toml`).

    The rows of a table `items` are `[[item]]`. What `pack.toml` borrows of other packs (`[borrow]`, a list of tables or
    their files by pack) is read before the pack's own rows. Raises PackError with all that does not fit.
    """
    read = parse_pack(folder, name)
    if read.pack is None or read.problems:
        raise PackError(read.problems)
    return read.pack


@dataclass
class ParsedPack:
    """A pack as far as it could be read, what did not fit, and where its rows stand."""

    name: str
    pack: Pack | None = None
    problems: list[Problem] = field(default_factory=list)
    _rows: dict[tuple[str, str], Callable[[tuple[str | int, ...]], tuple[str, int | None]]] = field(
        default_factory=dict
    )

    def keep_row(self, table: str, row: str, file: str, positions: Positions, path: tuple[str | int, ...]) -> None:
        """Remember where a row stands."""
        self._rows[table, row] = lambda inner: (file, positions.line_of((*path, *inner)))

    def locate(self, finding: Finding) -> Problem:
        """A rule's finding with its file and line."""
        where = self._rows.get((finding.table, finding.row))
        file, line = where(finding.path) if where else (f"{self.name}/{_HEAD}", None)
        return Problem(file, line, f"{finding.row}: {finding.reason}")


def parse_pack(folder: Traversable, name: str) -> ParsedPack:
    """Read all that can be read of a pack, and say of the rest what does not fit."""
    read = ParsedPack(name)
    if not folder.joinpath(_HEAD).is_file():
        read.problems.append(Problem(f"{name}/{_HEAD}", None, "no such file in the pack"))
        return read
    head_text, head = _read_toml(folder.joinpath(_HEAD), f"{name}/{_HEAD}", read.problems)
    borrowed = _borrowed_files(folder, head.pop("borrow", {}), read)
    tables: dict[str, Any] = {}
    for table, model in TABLES.items():
        lent = [(where, path) for own, where, path in borrowed if own == table]
        tables[table] = _read_rows(
            [*lent, *_own_files(folder, name, table, not lent and table not in _OPTIONAL)], read, table, model
        )
    try:
        pack = Pack.model_validate({"name": name, **head, **tables})
    except ValidationError as problem:
        positions = Positions(head_text)
        for error in problem.errors():
            line = positions.line_of(error["loc"])
            read.problems.append(Problem(f"{name}/{_HEAD}", line, _describe(error["loc"], error["msg"])))
        return read
    if not read.problems:  # a row that was refused would break the references to it as well
        read.problems.extend(map(read.locate, find_broken_references(pack)))
    read.pack = pack
    return read


def _read_toml(path: Traversable, file: str, problems: list[Problem]) -> tuple[str, dict[str, Any]]:
    """A file's text and data; both empty where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
        return text, tomllib.loads(text)
    except FileNotFoundError:
        problems.append(Problem(file, None, "no such file in the pack"))
    except UnicodeDecodeError as problem:
        problems.append(Problem(file, None, f"not UTF-8: {problem}"))
    except tomllib.TOMLDecodeError as problem:
        at = _AT_LINE.search(str(problem))
        problems.append(Problem(file, int(at[1]) if at else None, f"not TOML: {problem}"))
    return "", {}


def _read_rows(
    paths: Iterable[tuple[str, Traversable]], read: ParsedPack, table: str, model: type[Row]
) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    singular = _SINGULAR.get(table, table.removesuffix("s"))
    for where, path in paths:
        text, data = _read_toml(path, where, read.problems)
        positions = Positions(text)
        for key in sorted(data.keys() - {singular} if _array_of(data, singular) or singular not in data else data):
            read.problems.append(Problem(where, positions.line_of((key,)), f"rows of this table are [[{singular}]]"))
        for index, raw in enumerate(_array_of(data, singular)):
            spot = (singular, index)
            title = f"row {index + 1} ({raw.get('id', 'no id')})"
            try:
                row = model.model_validate(raw)
            except ValidationError as problem:
                for error in problem.errors():
                    line = positions.line_of((*spot, *error["loc"]))
                    reason = f"{title}: {_describe(error['loc'], error['msg'])}"
                    read.problems.append(Problem(where, line, reason))
                continue
            if raw["id"] in rows:
                line = positions.line_of((*spot, "id"))
                read.problems.append(Problem(where, line, f"{title}: the id is taken by an earlier row"))
                continue
            rows[raw["id"]] = row
            read.keep_row(table, raw["id"], where, positions, spot)
    return rows


def _array_of(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The rows `[[name]]`; none where something else goes by that name."""
    rows = data.get(name)
    return rows if isinstance(rows, list) and all(isinstance(row, dict) for row in rows) else []


def _files_of(folder: Traversable, table: str) -> Iterator[tuple[str, Traversable]]:
    """The files of a table, by their names."""
    subfolder = folder.joinpath(table)
    if not subfolder.is_dir():
        yield f"{table}.toml", folder.joinpath(f"{table}.toml")
        return
    for path in sorted((p for p in subfolder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name):
        yield f"{table}/{path.name}", path


def _own_files(folder: Traversable, name: str, table: str, is_needed: bool) -> Iterator[tuple[str, Traversable]]:
    """The pack's own files of a table; one that is not there is named as missing only where it is needed."""
    for file, path in _files_of(folder, table):
        if is_needed or path.is_file():
            yield f"{name}/{file}", path


def _borrowed_files(folder: Traversable, wanted: Any, read: ParsedPack) -> list[tuple[str, str, Traversable]]:
    """Table, name and place of every file that is borrowed. Another pack is named as one that ships or as a folder
    beside this one; what it borrows itself is not followed."""
    found: list[tuple[str, str, Traversable]] = []
    head = f"{read.name}/{_HEAD}"
    for lender, entries in wanted.items() if isinstance(wanted, dict) else [("borrow", None)]:
        if not isinstance(entries, list):
            read.problems.append(Problem(head, None, f"borrow.{lender}: give a list of tables or their files"))
            continue
        place = _shipped(lender) or folder.joinpath("..", lender)
        for entry in map(str, entries):
            table, _, file = entry.partition("/")
            files = [(f, path) for f, path in _files_of(place, table) if not file or f == entry]
            if table not in TABLES or not files or not all(path.is_file() for _, path in files):
                read.problems.append(Problem(head, None, f"borrow.{lender}: there is no {entry!r} in that pack"))
                continue
            found.extend((table, f"{lender}/{f}", path) for f, path in files)
    return found


def _describe(location: tuple[str | int, ...], message: str) -> str:
    """A fault with the key that it is in, as the file spells it: "trigger 2: verbs.en: ..."."""
    keys = ".".join(str(part + 1) if isinstance(part, int) else part for part in location)
    return f"{keys}: {message}" if keys else message
