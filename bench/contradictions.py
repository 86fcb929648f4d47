"""Whether planted contradictions are found, and no others: python -m bench.contradictions [--runs 500] [--first 0].

Each run makes random books that add up (40 claims over 18 months), asks for contradictions (there are none), plants one
to three of eight kinds, and asks again. Counted are alarms in books that add up, planted ones that hold no found set,
found sets that a claim could be taken from, and books that still do not add up without what was set aside.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Sequence

from bench.books.consistent import Books, make_books, plant
from stemmata.packs import Pack, load_pack


def try_books(seed: int, pack: Pack) -> Counter[str]:
    """What went well and wrong with the books of one seed."""
    books = make_books(seed, pack)
    count = Counter(runs=1, alarms=len(books.teller.find_conflicts()))
    plant(books, seed, 1 + seed % 3)
    balance = books.teller.reckon()
    found = [frozenset(contradiction.claims) for contradiction in balance.contradictions]
    count.update(
        planted=len(books.planted),
        missed=sum(not any(own <= planted for own in found) for planted in books.planted),
        sets=len(found),
        idle=sum(not is_minimal(own, books) for own in found),
        unfinished=not balance.is_complete,
    )
    aside = {claim for entry in balance.entries if entry.id in balance.set_aside for claim in entry.claims}
    rest = [claim.id for claim in books.teller.claims if claim.id not in aside]
    count.update(left=len(books.teller.find_conflicts(rest)) > 0)
    return count


def is_minimal(members: frozenset[str], books: Books) -> bool:
    """Whether these claims cannot all be true, and can without any one of them; by reckoning them alone."""
    find_conflicts = books.teller.find_conflicts
    return find_conflicts(sorted(members)) == {members} and not any(
        find_conflicts(sorted(members - {member})) for member in members
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the counts; exit status 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args(arguments)
    pack, start = load_pack(), time.process_time()
    total: Counter[str] = Counter()
    for seed in range(options.first, options.first + options.runs):
        total += try_books(seed, pack)
    print(
        f"{total['runs']} runs, {total['planted']} planted: {total['missed']} missed; {total['sets']} sets found,"
        f" {total['idle']} with an idle member; {total['alarms']} alarms in books that add up; {total['left']} books"
        f" that do not add up after setting aside; {total['unfinished']} searches cut short;"
        f" {time.process_time() - start:.0f} s"
    )
    raise SystemExit(1 if total["missed"] or total["idle"] or total["alarms"] or total["left"] else 0)


if __name__ == "__main__":
    main()
