"""A new document costs its own threads only, and what comes of it is what a run from nothing gives."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stemmata.trace
from stemmata.model import Claim, Document, Modality
from stemmata.packs import load_pack
from stemmata.trace import Traced, trace_claims
from tests.trace.build import claim, document, officials, outlet

PACK = load_pack()
LINES = (
    "Workers in three shifts turn out at least 6,000 drones a year in the new halls, said officials.",
    "No word on what it costs; the mayor of Mersin calls it a gift of the neighbours, and smiles.",
)


def make_pages() -> list[tuple[Document, list[Claim]]]:
    """Pages of several threads: relays, vague ones, one that gives two numbers, one in doubt."""
    made = []
    for number, name in enumerate("ABCDEFGHIJ"):
        page = document(name, f"2023-02-{number % 5 + 1:02d}", text=f"{LINES[number % 2]} {name * 5}")
        chain = (outlet("ABCDE"[number % 5]), officials())
        actor = ("iran", "ukraine", None, "iran+russia", "russia")[number % 5]
        own = [claim(page, chain, actor=actor, place=("russia", None)[number % 2], number=6000 + number // 4)]
        if number % 3 == 0:
            own.append(claim(page, measure="delivered", modality=Modality.ASSERTED, actor="iran", number=400))
        made.append((page, own))
    return made


PAGES = make_pages()


def trace(numbers: list[int], earlier: Traced | None) -> Traced:
    documents = [PAGES[n][0] for n in numbers]
    claims = [c for n in numbers for c in PAGES[n][1]]
    known = [(t, earlier.stemmata[t.id]) for t in earlier.threads] if earlier else []
    return trace_claims(claims, documents, PACK, known)


@settings(deadline=None, max_examples=30)
@given(order=st.permutations(range(len(PAGES))), cuts=st.sets(st.integers(1, len(PAGES) - 1)))
def test_any_order_and_any_split_give_what_a_run_from_nothing_gives(order: list[int], cuts: set[int]) -> None:
    earlier = None
    for end in (*sorted(cuts), len(order)):
        earlier = trace(order[:end], earlier)
    assert earlier == trace(list(range(len(PAGES))), None)


def test_only_the_threads_of_a_new_document_are_drawn() -> None:
    before = trace(list(range(9)), None)
    with patch.object(stemmata.trace, "build_stemma", wraps=stemmata.trace.build_stemma) as drawn:
        after = trace(list(range(10)), before)
    new = PAGES[9][0].sha256
    touched = {t.id for t in after.threads if new in {c.document for c in t.claims}}
    assert {call.args[0].id for call in drawn.call_args_list} == touched
    assert len(touched) < len(after.threads)


def test_what_another_method_drew_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = trace(list(range(10)), None)
    monkeypatch.setattr(stemmata.trace, "method_of", lambda pack, weights: "another")
    with patch.object(stemmata.trace, "build_stemma", wraps=stemmata.trace.build_stemma) as drawn:
        after = trace(list(range(10)), before)
    assert drawn.call_count == len(after.threads)
