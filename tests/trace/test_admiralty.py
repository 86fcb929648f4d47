"""The Admiralty letters: "1" only where origins are independent at the lowest count."""

from __future__ import annotations

import pytest

from stemmata.model import Origins, SourceKind, Stemma, Witness
from stemmata.trace.admiralty import suggest_letters
from stemmata.trace.settling import Settled


def stemma(low: int, best: int, high: int, *, veiled: bool = False, denies: bool = False) -> Stemma:
    roots = tuple(f"r{n}" for n in range(best))
    kind = SourceKind.ANONYMOUS if veiled else SourceKind.NAMED
    witnesses = [Witness(root, None, root, kind, None, lost=True) for root in roots]
    witnesses.append(Witness("w", "0" * 64, "Courier", SourceKind.OUTLET, None, lost=False, denies=denies))
    return Stemma("t", tuple(witnesses), (), Origins(low, high, best, roots, (), tuple((r,) for r in roots)))


def settled(agreeing: int, asked: int) -> Settled:
    return Settled("c", 0.9, agreeing, asked)


@pytest.mark.parametrize(
    ("tree", "value", "letter"),
    [
        (stemma(2, 2, 2), settled(2, 2), "1"),
        (stemma(1, 2, 3), settled(2, 2), "2"),
        (stemma(2, 3, 3), settled(2, 3), "3"),
        (stemma(2, 2, 2), settled(1, 2), "4"),
        (stemma(2, 2, 2, denies=True), settled(2, 2), "3"),
        (stemma(1, 1, 1), settled(1, 1), "3"),
        (stemma(1, 1, 1, veiled=True), settled(1, 1), "6"),
        (stemma(1, 1, 1), None, "3"),
    ],
)
def test_credibility_follows_the_origins(tree: Stemma, value: Settled | None, letter: str) -> None:
    letters = suggest_letters(tree, value)
    assert letters.credibility == letter
    assert letters.reliability == "F"
    assert letters.reason


def test_forty_pages_with_one_origin_confirm_nothing() -> None:
    one = stemma(1, 1, 1)
    pages = tuple(Witness(f"p{n}", f"{n:064d}", f"P{n}", SourceKind.OUTLET, None, lost=False) for n in range(40))
    many = Stemma("t", (*one.witnesses, *pages), (), one.origins)
    assert suggest_letters(many, settled(1, 1)).credibility == "3"
