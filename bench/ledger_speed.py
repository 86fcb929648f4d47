"""How long the books take, and how that grows: python -m bench.ledger_speed [--entries 500 5000 50000] [--plant 20].

Ten years of monthly accounts: ten accounts a theatre (delivered, received, launched, shot down, ...), tied by the arms
pack's identities, 125 entries each; more entries are more theatres. CPU seconds of one process and one thread.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Sequence

from bench.books.consistent import Theatre, make_books, plant
from stemmata.packs import Pack, load_pack
from stemmata.packs.books import Opposition

MONTHS = 120
ENTRIES_A_THEATRE = 1250


def make_theatres(pack: Pack, count: int) -> tuple[Pack, list[Theatre]]:
    """So many theatres that have nothing to do with one another, and a pack that knows who is opposed in each."""
    states = [a for a in pack.actors.values() if a.kind == "state" and a.adjectives.get("en") and a.id != "iran"]
    pairs = [(states[2 * n].id, states[2 * n + 1].id) for n in range(count)]
    oppositions = {f"o{n}": Opposition(id=f"o{n}", sides=pair, source="made up") for n, pair in enumerate(pairs)}
    oppositions |= pack.oppositions
    return pack.model_copy(update={"oppositions": oppositions}), [Theatre("iran", a, b) for a, b in pairs]


def time_books(pack: Pack, entries: int, planted: int) -> tuple[float, int, int]:
    """CPU seconds, contradictions found and bounds given for books of so many entries."""
    own, theatres = make_theatres(pack, max(1, entries // ENTRIES_A_THEATRE))
    books = make_books(1, own, MONTHS, entries, theatres)
    if planted:
        plant(books, 1, planted, MONTHS)
    start = time.process_time()
    balance = books.teller.reckon(is_drawn=True)
    return time.process_time() - start, len(balance.contradictions), len(balance.bounds)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, nargs="+", default=[500, 1250, 5000])
    parser.add_argument("--plant", type=int, default=20)
    options = parser.parse_args(arguments)
    pack = load_pack()
    for entries in options.entries:
        seconds, contradictions, bounds = time_books(pack, entries, options.plant)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{entries:6} entries: {seconds:7.1f} s, {contradictions} contradictions, {bounds} monthly bounds,"
            f" {memory:.0f} MB at most"
        )


if __name__ == "__main__":
    main()
