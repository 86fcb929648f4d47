"""How threads grow with claims: python -m bench.thread_growth [--most 1000000].

Simulated claims, four a document of 40 made-up words, in stories of about 40 claims on 60 items by 40 parties over ten
years, a tenth of them without an actor and a fifth relays of another page's words; half of all claims are of one item.
CPU seconds of one process for `find_threads`, and the highest memory that it took.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Sequence
from datetime import date, timedelta

from stemmata.model import Basis, Claim, Document, Evidence, Modality, Polarity, Quantity, Source, SourceKind, Span
from stemmata.packs import Pack, load_pack
from stemmata.trace import find_threads

STORY = 40  # claims
A_DOCUMENT = 4  # claims
MEASURES = ("delivered", "launched", "intercepted", "produced", "lost", "order", "stock", "capacity")
FIRST = date(2015, 1, 1)


def make_claims(count: int, pack: Pack) -> tuple[list[Claim], dict[str, Document]]:
    """`count` claims and their documents, wholly determined by the count."""
    chance = random.Random(count)
    items = chance.sample(sorted(i for i, row in pack.items.items() if row.level != "class"), 60)
    actors = chance.sample(sorted(pack.actors), 40)
    vocabulary = ["".join(chance.choices("abcdefghijklmnoprstuv", k=6)) for _ in range(20_000)]
    claims: list[Claim] = []
    documents: dict[str, Document] = {}
    while len(claims) < count:
        day = FIRST + timedelta(days=chance.randrange(3650))
        item = items[0] if chance.random() < 0.5 else chance.choice(items)
        actor, measure, number = chance.choice(actors), chance.choice(MEASURES), float(chance.randint(3, 9000))
        texts: list[str] = []
        for _ in range(STORY // A_DOCUMENT):
            fresh = " ".join(chance.choices(vocabulary, k=40))
            text = chance.choice(texts) if texts and chance.random() < 0.2 else fresh
            texts.append(text)
            name = f"{len(documents):064x}"
            published = (day + timedelta(days=chance.randrange(5))).isoformat()
            documents[name] = Document(name[-12:], name, text, "en", outlet=f"Outlet {chance.randrange(900)}",
                                       published=published)  # fmt: skip
            for place in range(A_DOCUMENT):
                who = None if chance.random() < 0.1 else actor
                claims.append(_claim(name, place, measure, item, who, number, chance))
    return claims[:count], documents


def _claim(
    document: str, place: int, measure: str, item: str, actor: str | None, number: float, chance: random.Random
) -> Claim:
    span = Span(place, place + 1)
    printed = number if chance.random() < 0.7 else number + chance.randint(1, 50)
    quantity = Quantity(span, str(printed), printed, printed, Basis.EXACT)
    source = Source(SourceKind.OUTLET, f"Outlet {chance.randrange(900)}", None, span)
    modality = Modality.COULD if measure == "capacity" else Modality.ASSERTED
    return Claim(
        f"c{document[-12:]}{place}", document, measure, None, item, actor, None, None, quantity, None, None, modality,
        Polarity.POSITIVE, (source,), Evidence(span, "x", "", ""),
    )  # fmt: skip


def print_growth(sizes: Sequence[int], pack: Pack) -> None:
    """One line a size."""
    for size in sizes:
        claims, documents = make_claims(size, pack)
        started = time.process_time()
        threads = find_threads(claims, documents, pack)
        seconds = time.process_time() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
        print(
            f"{size:,} claims of {len(documents):,} documents: {seconds:.1f} s, {size / seconds:,.0f} claims a second, "
            f"{len(threads):,} threads, {peak:.2f} GB with the claims",
            flush=True,
        )


def main() -> None:
    """Print sizes from a thousand to the most asked for, ten times as many each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=1_000_000)
    most = parser.parse_args().most
    print_growth([size for size in (1000, 10_000, 100_000, 1_000_000) if size <= most], load_pack())


if __name__ == "__main__":
    main()
