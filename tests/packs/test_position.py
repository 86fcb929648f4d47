"""A fault is named by the line on which an editor finds it."""

from __future__ import annotations

import pytest

from stemmata.packs.position import Path, Positions

TEXT = '''# a comment
title = "x"

[[item]]
id = "a"
aliases.en = [
    "[[item]]",
    "id = 3",
]
note = """
[[item]]
id = "no row"
"""

[[item]]  # the second
id = "b"
  [[item.trigger]]
  verbs.en = ["go"]
  [[item.trigger]]
  "verbs".ru = ["x"]
[item.aliases]
uk = ["y"]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("item", 0), 4),
        (("item", 0, "aliases", "en", 1), 6),
        (("item", 0, "note"), 10),
        (("item", 1), 15),
        (("item", 1, "id"), 16),
        (("item", 1, "missing"), 15),
        (("item", 1, "trigger", 0, "verbs", "en"), 18),
        (("item", 1, "trigger", 1, "verbs"), 20),
        (("item", 1, "aliases", "uk"), 22),
        (("item", 2), 4),
        (("nothing",), None),
    ],
)
def test_a_path_leads_to_its_line(path: Path, line: int | None) -> None:
    assert Positions(TEXT).line_of(path) == line
