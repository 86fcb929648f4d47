"""What is particular to a subject, as data: measures, items, stages, actors, places, outlets.

A pack is a folder of TOML files; `load_pack` reads and checks one. Code knows no item, outlet or
country by name: an analyst who adds a row needs no programmer. The shape of every row is the
model of the same name in `schema.py`.
"""

from stemmata.packs.check import check_pack
from stemmata.packs.loader import load_pack
from stemmata.packs.problem import PackError, Problem
from stemmata.packs.row import Forms
from stemmata.packs.schema import Actor, Item, Measure, Outlet, Pack, Place, Stage

__all__ = [
    "Actor",
    "Forms",
    "Item",
    "Measure",
    "Outlet",
    "Pack",
    "PackError",
    "Place",
    "Problem",
    "Stage",
    "check_pack",
    "load_pack",
]
