"""How much the fidelity guard catches: lies made of true claims, by field, and the true claims that it refuses.

    python -m bench.mutants examples tests/gold/dev.jsonl
    python -m bench.mutants examples tests/gold/dev.jsonl --missed 20

True claims are those that the program makes of the given inputs; those that the guard refuses or trims are listed with
`--refused`, to be judged by eye.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator

from stemmata.annotate.document import annotate
from stemmata.claim import find_claims
from stemmata.packs import Pack, load_pack
from stemmata.read import Defaults, Reading, read_inputs
from tests.claim.mutants import Truth, is_caught, make_mutants

_CLOCK = "2026-11-23T12:00:00Z"


def read_truths(paths: list[str], pack: Pack) -> Iterator[tuple[Truth, Counter[str], Counter[str]]]:
    """The documents of `paths` with their claims, and what the guard refused and left out in each."""
    for result in read_inputs(paths, captured_at=_CLOCK, pack=pack, defaults=Defaults(None, None, "en")):
        if isinstance(result, Reading):
            annotations = annotate(result.document, pack)
            found = find_claims(result.document, annotations, pack)
            truth = Truth(result.document, annotations, found.claims)
            yield truth, Counter(found.dropped), Counter(found.trimmed)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--missed", type=int, default=0, help="print so many mutants that got through")
    arguments = parser.parse_args()
    pack = load_pack()
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    trimmed: Counter[str] = Counter()
    documents = claims = 0
    missed = []
    for truth, own_refused, own_trimmed in read_truths(arguments.paths, pack):
        documents += 1
        claims += len(truth.claims)
        refused += own_refused
        trimmed += own_trimmed
        for claim in truth.claims:
            for mutant in make_mutants(claim, truth, pack):
                made[mutant.field] += 1
                if is_caught(mutant, truth.document, pack):
                    caught[mutant.field] += 1
                else:
                    missed.append((mutant, truth.document))
    print(f"{documents} documents, {claims} claims let through, {sum(refused.values())} refused")
    print(f"refused by field: {dict(sorted(refused.items()))}; left out by field: {dict(sorted(trimmed.items()))}")
    print(f"| {'field':12} | mutants | caught | |")
    print("|---|---|---|---|")
    for field in sorted(made):
        print(f"| {field:12} | {made[field]} | {caught[field]} | {100 * caught[field] / made[field]:.1f} % |")
    total, all_caught = sum(made.values()), sum(caught.values())
    print(f"| {'all':12} | {total} | {all_caught} | {100 * all_caught / max(1, total):.2f} % |")
    for mutant, document in missed[: arguments.missed]:
        print(f"{mutant.field}: {mutant.change} in {document.id}: {mutant.claim.evidence.quote!r}")


if __name__ == "__main__":
    main()
