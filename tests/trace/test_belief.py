"""What to believe where sources differ: copies are one voice, and a record counts."""

from __future__ import annotations

import random

from stemmata.model import Basis
from stemmata.packs import load_pack
from stemmata.trace import trace_claims
from stemmata.trace.belief import Statement, find_beliefs
from stemmata.trace.settling import settle_threads
from stemmata.trace.voice import find_voices
from tests.trace.build import claim, document, named


def statements(copies: int) -> tuple[list[Statement], dict[tuple[str, ...], str]]:
    """Three good sources that err by themselves, and a bad one with copies of it that repeat its errors."""
    chance = random.Random(5)
    truth: dict[tuple[str, ...], str] = {(f"o{n}",): f"v{n}" for n in range(120)}
    made = []
    for key, value in truth.items():
        for source in ("alpha", "beta", "gamma"):
            said = value if chance.random() < 0.85 else f"wrong {chance.randrange(9)}"
            made.append(Statement(source, key, said))
        bad = value if chance.random() < 0.45 else f"slip {key[0]}"
        made.extend(Statement(f"echo {n}", key, bad) for n in range(copies))
    return made, truth


def test_copies_that_outvote_the_truth_are_counted_once() -> None:
    made, truth = statements(copies=5)
    beliefs = find_beliefs(made)
    right = sum(beliefs[key].value == value for key, value in truth.items())
    assert right / len(truth) > 0.85  # a majority vote is right in less than half


def test_sources_that_never_differ_are_one_voice_and_good_ones_are_not() -> None:
    made, _ = statements(copies=3)
    said: dict[tuple[str, ...], dict[str, str]] = {}
    for statement in made:
        said.setdefault(statement.object, {})[statement.source] = statement.value
    voices = find_voices(said.values())
    assert {voices[f"echo {n}"] for n in range(3)} == {"echo 0"}
    assert not {"alpha", "beta", "gamma"} & set(voices)


def test_the_order_of_statements_changes_nothing() -> None:
    made, _ = statements(copies=2)
    shuffled = made[:]
    random.Random(1).shuffle(shuffled)
    assert find_beliefs(made) == find_beliefs(shuffled)


def test_probabilities_of_what_was_stated_leave_room_for_what_was_not() -> None:
    made, _ = statements(copies=1)
    for belief in find_beliefs(made).values():
        assert belief.probability == max(belief.stated.values())
        assert sum(belief.stated.values()) <= 1 + 1e-9


def test_a_number_that_many_pages_have_from_one_body_is_one_statement() -> None:
    pack = load_pack()
    echoes = [document(name) for name in ("Harbour Courier", "Meridian Post", "Baltic Dispatch")]
    others = [document(name) for name in ("Levant Ledger", "Gulf Observer")]
    bodies = ("NATO", "the Pentagon")
    pairs = [(page, claim(page, (named("Ukraine's air force"),))) for page in echoes]
    pairs += [
        (page, claim(page, (named(body),), number=900, basis=Basis.EXACT))
        for page, body in zip(others, bodies, strict=True)
    ]
    traced = trace_claims([c for _, c in pairs], [d for d, _ in pairs], pack)
    (thread,) = traced.threads
    settled = settle_threads([(thread, traced.stemmata[thread.id])])[thread.id]
    assert (settled.origins, settled.asked) == (2, 3)
    assert next(c for c in thread.claims if c.id == settled.claim).quantity == pairs[3][1].quantity
