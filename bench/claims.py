"""Score claims against paragraphs labelled by hand.

    python bench/claims.py GOLD [PREDICTED] [--pack NAME] [--errors]

GOLD holds the input records of `stemmata annotate` with their `claims` (tests/gold/README.md says how they are
labelled); PREDICTED what `stemmata annotate` printed for them; without it the command is run here.

**Matching.** Within a paragraph, a gold and a found claim may be matched where they have the same measure and their
evidence overlaps. Of all one-to-one matchings the one with the highest sum is taken: 100 a pair, +40 where the
quantity is the same (null and null too), +20 where the quantities' words overlap, +4 item, +2 actor, +1 each for
modality and stage. Ties go to text order.

**A claim is right** where its match has the same quantity too: low, high, basis and unit (of `about`, `almost` and
`order_word` the numbers may be an interval round the gold one's, or meet it). Precision, recall and F1 count right
claims. **Fields** are counted on all matched pairs: a field is right where both have the same value, null included;
else it is missing (found null), added (gold null) or wrong. `item` wants the same id; a wider one counts as "wider",
not as right. `actor` and `counterpart` are compared by state where the pack knows the party as a state's body, else
by id or by a common word; as sets where several are joined. `time` wants the same start and end; where the gold one
has an open side, the closed one and the relation ("since a day" may end with the publication); `place` the same id or
a common word. A source fits where its kind does (outlet and agency fit each other; a gold `also_kind` is a second
kind) and it shares a content word of name or descriptor with the gold one. `nearest`, `furthest` and `chain` compare
with `chain` or `also_chain`, whichever fits better.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stemmata.packs import Pack, load_pack

Record = dict[str, Any]

_EMPTY = frozenset(
    ["the", "a", "an", "of", "in", "by", "for", "from", "its", "his", "her", "their", "to", "who", "and", "s"]
)
_SOFT = frozenset({"about", "almost", "order_word"})
_REPORTS = frozenset({"outlet", "agency"})
_FREE_PARAGRAPHS = 25  # the number that false claims on claim-free paragraphs are stated per
_NEAR = 1e-6


def main(arguments: Sequence[str]) -> int:
    """Print the figures; with --errors every miss, false claim and wrong field with its text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", nargs="?", type=Path)
    parser.add_argument("--pack", default="arms")
    parser.add_argument("--errors", action="store_true", help="print each error with its text, by class")
    chosen = parser.parse_args(arguments)
    gold = _read(chosen.gold.read_text(encoding="utf-8"))
    found = _read(chosen.predicted.read_text(encoding="utf-8") if chosen.predicted else _annotate(chosen))
    missing = [key for key in gold if key not in found]
    if missing:
        print(f"no prediction for {', '.join(missing)}", file=sys.stderr)
    score = score_all(gold, found, load_pack(chosen.pack))
    _print_figures(score)
    if chosen.errors:
        _print_errors(score)
    return 0


def _annotate(chosen: argparse.Namespace) -> str:
    command = [sys.executable, "-m", "stemmata", "annotate", str(chosen.gold), "--pack", chosen.pack, "--jobs", "1"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _read(lines: str) -> dict[str, Record]:
    rows = [json.loads(line) for line in lines.splitlines() if line.strip()]
    return {str(row["id"]): row for row in rows}


@dataclass
class Score:
    """What was counted over all paragraphs. `errors` are (class, paragraph, words) in order."""

    gold: int = 0
    found: int = 0
    matched: int = 0
    right: int = 0
    free: int = 0
    free_false: int = 0
    fields: dict[str, Counter[str]] = field(default_factory=dict)
    errors: list[tuple[str, str, str]] = field(default_factory=list)

    def note(self, name: str, outcome: str, paragraph: str, words: str) -> None:
        """Count one field's outcome, and keep it as an error where it is one."""
        self.fields.setdefault(name, Counter())[outcome] += 1
        if outcome != "right":
            self.errors.append((f"{name}: {outcome}", paragraph, words))


def score_all(gold: Mapping[str, Record], found: Mapping[str, Record], pack: Pack) -> Score:
    """Match and count every paragraph of `gold`; one without a prediction holds no found claims."""
    score = Score()
    for key, row in gold.items():
        wanted, got = row["claims"], found.get(key, {}).get("claims", [])
        score.gold += len(wanted)
        score.found += len(got)
        if not wanted:
            score.free += 1
            score.free_false += len(got)
        pairs = match_claims(wanted, got, pack)
        score.matched += len(pairs)
        for i, j in pairs:
            _count_pair(score, key, wanted[i], got[j], pack)
        matched_gold, matched_found = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, claim in enumerate(wanted):
            if i not in matched_gold:
                score.errors.append((f"missed {claim['measure']}", key, brief(claim)))
        for j, claim in enumerate(got):
            if j not in matched_found:
                kind = "false on a claim-free paragraph" if not wanted else f"false {claim['measure']}"
                score.errors.append((kind, key, brief(claim)))
    return score


def _count_pair(score: Score, key: str, wanted: Record, got: Record, pack: Pack) -> None:
    words = f"{brief(wanted)}\n      found {brief(got)}"
    score.right += same_quantity(wanted["quantity"], got["quantity"])
    for name, judge in FIELDS.items():
        score.note(name, judge(wanted, got, pack), key, words)


# --- Matching ----------------------------------------------------------------------------------------


def match_claims(wanted: Sequence[Record], got: Sequence[Record], pack: Pack) -> list[tuple[int, int]]:
    """The one-to-one matching with the highest sum, as (gold, found) indices."""
    gains = [[pair_gain(w, g, pack) for g in got] for w in wanted]
    return [(i, j) for i, j in best_assignment(gains) if gains[i][j] > 0]


def pair_gain(wanted: Record, got: Record, pack: Pack) -> int:
    """What matching the two is worth; 0 where they may not be matched."""
    if wanted["measure"] != got["measure"] or not _overlap(wanted["evidence"]["span"], got["evidence"]["span"]):
        return 0
    gain = 100 + 40 * same_quantity(wanted["quantity"], got["quantity"])
    if wanted["quantity"] and got["quantity"]:
        gain += 20 * _overlap(wanted["quantity"]["span"], got["quantity"]["span"])
    gain += 4 * (_item(wanted, got, pack) == "right") + 2 * (_party("actor")(wanted, got, pack) == "right")
    return gain + sum(int(wanted[name] == got[name]) for name in ("modality", "stage"))


def best_assignment(gains: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Rows to columns with the highest total (the Hungarian method with potentials, cubic time)."""
    rows, columns = len(gains), max((len(row) for row in gains), default=0)
    size = max(rows, columns)
    cost = [[-gains[i][j] if i < rows and j < columns else 0 for j in range(size)] for i in range(size)]
    row_price, column_price = [0] * (size + 1), [0] * (size + 1)
    owner, way = [0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        owner[0], column = row, 0
        least, used = [sys.maxsize] * (size + 1), [False] * (size + 1)
        while owner[column]:
            used[column] = True
            here, delta, following = owner[column], sys.maxsize, 0
            for j in range(1, size + 1):
                if used[j]:
                    continue
                reduced = cost[here - 1][j - 1] - row_price[here] - column_price[j]
                if reduced < least[j]:
                    least[j], way[j] = reduced, column
                if least[j] < delta:
                    delta, following = least[j], j
            for j in range(size + 1):
                if used[j]:
                    row_price[owner[j]] += delta
                    column_price[j] -= delta
                else:
                    least[j] -= delta
            column = following
        while column:
            owner[column], column = owner[way[column]], way[column]
    return sorted((owner[j] - 1, j - 1) for j in range(1, size + 1) if owner[j] <= rows and j <= columns)


def _overlap(left: Sequence[int], right: Sequence[int]) -> bool:
    return left[0] < right[1] and right[0] < left[1]


# --- Fields ------------------------------------------------------------------------------------------


def same_quantity(wanted: Record | None, got: Record | None) -> bool:
    """Whether number, basis and unit are the same; two nulls are."""
    if wanted is None or got is None:
        return wanted is got
    if wanted["basis"] != got["basis"] or wanted["unit"] != got["unit"]:
        return False
    if wanted["basis"] in _SOFT:
        low = got["low"] if got["low"] is not None else got["high"]
        high = got["high"] if got["high"] is not None else got["low"]
        gold_low = wanted["low"] if wanted["low"] is not None else wanted["high"]
        gold_high = wanted["high"] if wanted["high"] is not None else wanted["low"]
        return bool(low <= gold_high + _NEAR and gold_low <= high + _NEAR)
    return _close(wanted["low"], got["low"]) and _close(wanted["high"], got["high"])


def _close(left: float | None, right: float | None) -> bool:
    if left is None or right is None:
        return left is right
    return abs(left - right) <= _NEAR * max(1.0, abs(left))


def _compare(wanted: Any, got: Any, same: bool) -> str:
    if (wanted is None and got is None) or same:
        return "right"
    if got is None:
        return "missing"
    return "added" if wanted is None else "wrong"


def _plain(name: str) -> Callable[[Record, Record, Pack], str]:
    return lambda wanted, got, pack: _compare(wanted[name], got[name], wanted[name] == got[name])


def _of_quantity(name: str) -> Callable[[Record, Record, Pack], str]:
    def judge(wanted: Record, got: Record, pack: Pack) -> str:
        left, right = ((claim["quantity"] or {}).get(name) for claim in (wanted, got))
        return _compare(left, right, left == right)

    return judge


def _number(wanted: Record, got: Record, pack: Pack) -> str:
    left, right = wanted["quantity"], got["quantity"]
    return _compare(left, right, same_quantity(left, right))


def _item(wanted: Record, got: Record, pack: Pack) -> str:
    left, right = wanted["item"], got["item"]
    if left is not None and right is not None and left != right and right in pack.lineage(left):
        return "wider"
    return _compare(left, right, left == right)


def _state(party: str, pack: Pack) -> str:
    """The state that a body belongs to; a company or an armed group stands for itself."""
    row = pack.actors.get(party)
    return pack.state_of(party) if row is not None and row.kind in {"state", "body"} else party


def _party(name: str) -> Callable[[Record, Record, Pack], str]:
    def judge(wanted: Record, got: Record, pack: Pack) -> str:
        left, right = wanted[name], got[name]
        same = False
        if left is not None and right is not None:
            same = {_state(p, pack) for p in left.split("+")} == {_state(p, pack) for p in right.split("+")}
            same = same or (left not in pack.actors and "+" not in left and not _words(left).isdisjoint(_words(right)))
        return _compare(left, right, same)

    return judge


def _place(wanted: Record, got: Record, pack: Pack) -> str:
    left, right = wanted["place"], got["place"]
    same = left == right
    if left is not None and right is not None and left not in pack.places:
        same = same or not _words(left).isdisjoint(_words(right))
    return _compare(left, right, same)


def _time(wanted: Record, got: Record, pack: Pack) -> str:
    left, right = wanted["time"], got["time"]
    same = False
    if left is not None and right is not None:
        closed = [side for side in ("start", "end") if left[side] is not None]
        is_open = len(closed) < len(("start", "end"))
        same = all(left[side] == right[side] for side in closed)
        same = same and (not is_open or left["relation"] == right["relation"])
    return _compare(left, right, same)


def _chain(part: Callable[[Sequence[Record]], Sequence[Record]]) -> Callable[[Record, Record, Pack], str]:
    """Judges the levels that `part` takes of a chain."""

    def judge(wanted: Record, got: Record, pack: Pack) -> str:
        right = part(got["chain"])
        outcomes = []
        for chain in (wanted["chain"], wanted.get("also_chain")):
            if chain is None:
                continue
            left = part(chain)
            same = len(left) == len(right) and all(map(source_fits, left, right))
            outcomes.append(_compare(left or None, right or None, same))
        return "right" if "right" in outcomes else outcomes[0]

    return judge


def source_fits(wanted: Record, got: Record) -> bool:
    """Whether a found level is the gold one: a fitting kind, and a content word in common."""
    kinds = {wanted["kind"], wanted.get("also_kind")}
    if kinds & _REPORTS:
        kinds |= _REPORTS
    left, right = (_words(f"{s['name'] or ''} {s['descriptor'] or ''}") for s in (wanted, got))
    return got["kind"] in kinds and not left.isdisjoint(right)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold())) - _EMPTY


FIELDS: dict[str, Callable[[Record, Record, Pack], str]] = {
    "quantity": _number,
    "basis": _of_quantity("basis"),
    "per": _of_quantity("per"),
    "item": _item,
    "time": _time,
    "stage": _plain("stage"),
    "modality": _plain("modality"),
    "polarity": _plain("polarity"),
    "actor": _party("actor"),
    "counterpart": _party("counterpart"),
    "place": _place,
    "nearest": _chain(lambda chain: chain[:1]),
    "furthest": _chain(lambda chain: chain[-1:]),
    "chain": _chain(lambda chain: chain),
}


# --- Printing ----------------------------------------------------------------------------------------


def brief(claim: Record) -> str:
    """One claim in a line: what an eye needs to see the difference."""
    number = claim["quantity"]
    time = claim["time"]
    shown = [
        claim["measure"] + (f"/{claim['sub_kind']}" if claim.get("sub_kind") else ""),
        f"{number['text']!r} [{number['low']}, {number['high']}] {number['basis']} {number['unit']}"
        + (f" per {number['per']}" if number["per"] else "")
        if number
        else "no number",
        *(f"{name}={claim[name]}" for name in ("item", "actor", "counterpart", "place", "stage") if claim[name]),
        *([f"time={time['start']}..{time['end']}"] if time else []),
        claim["modality"] + (" NOT" if claim["polarity"] == "negative" else ""),
        " < ".join(f"{s['kind']}:{s['name'] or s['descriptor']}" for s in claim["chain"]) or "no source",
    ]
    return " | ".join(shown) + f"\n      “{claim['evidence']['quote']}”"


def _print_figures(score: Score) -> None:
    print(f"gold {score.gold}, found {score.found}, matched {score.matched}, right {score.right}")
    precision, recall = _share(score.right, score.found), _share(score.right, score.gold)
    print(f"claims (measure + quantity with basis + evidence): {_f1(precision, recall)}")
    print(f"measure + evidence alone:                          {_f1(*_loose(score))}")
    per = _FREE_PARAGRAPHS * score.free_false / score.free if score.free else 0.0
    print(f"false claims on {score.free} claim-free paragraphs: {score.free_false} ({per:.1f} per {_FREE_PARAGRAPHS})")
    print(f"\n{'of matched claims':18}{'right':>8}{'missing':>9}{'added':>7}{'wrong':>7}{'wider':>7}")
    for name, counts in score.fields.items():
        others = "".join(f"{counts[kind]:>{width}}" for kind, width in _COLUMNS)
        print(f"{name:18}{100 * _share(counts['right'], counts.total()):>8.1f}{others}")


_COLUMNS = (("missing", 9), ("added", 7), ("wrong", 7), ("wider", 7))


def _loose(score: Score) -> tuple[float, float]:
    return _share(score.matched, score.found), _share(score.matched, score.gold)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> str:
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"P {100 * precision:.1f}  R {100 * recall:.1f}  F1 {100 * both:.1f}"


def _print_errors(score: Score) -> None:
    for kind in sorted({kind for kind, _, _ in score.errors}):
        rows = list(_of_kind(score, kind))
        print(f"\n== {kind} ({len(rows)})")
        for key, words in rows:
            print(f"  {key} {words}")


def _of_kind(score: Score, kind: str) -> Iterator[tuple[str, str]]:
    return ((key, words) for named, key, words in score.errors if named == kind)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
