"""What is particular to a subject, as data: measures, items, stages, actors, places, outlets.

A pack is a folder of TOML files; `load_pack` reads and checks one. Code knows no item, outlet or
country by name: an analyst who adds a row needs no programmer. The shape of every row is the
model of the same name in `schema.py`.
"""

from stemmata.packs.loader import PackError, load_pack
from stemmata.packs.schema import Actor, Forms, Item, Measure, Outlet, Pack, Place, Stage

__all__ = [
    "Actor",
    "Forms",
    "Item",
    "Measure",
    "Outlet",
    "Pack",
    "PackError",
    "Place",
    "Stage",
    "load_pack",
]
