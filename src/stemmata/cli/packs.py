"""The door to subject packs."""

from __future__ import annotations

from typing import Annotated

import typer

from stemmata.cli.options import JsonOption
from stemmata.cli.printing import print_json
from stemmata.cli.shell import err
from stemmata.packs import check_pack


def check(
    pack: Annotated[str, typer.Argument(help="A pack's folder, or the name of one that ships.")],
    as_json: JsonOption = False,
) -> None:
    """Name every fault of a pack by file, line and reason; exit status 1 where there is one."""
    problems = check_pack(pack)
    if as_json:
        print_json([{"file": p.file, "line": p.line, "reason": p.reason} for p in problems])
    else:
        for problem in problems:
            print(problem)
    err.print(f"{pack}: {len(problems) or 'no'} fault{'' if len(problems) == 1 else 's'}", markup=False)
    raise typer.Exit(1 if problems else 0)
