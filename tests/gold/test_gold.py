"""The gold set keeps to its own rules: every quote stands in its text, every value is in the vocabulary."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from stemmata.model import Basis, Modality, Polarity, Relation, SourceKind
from stemmata.packs import load_pack

FOLDER = Path(__file__).parent
ROWS = [
    json.loads(line)
    for name in ("dev.jsonl", "check.jsonl", "fresh.jsonl", "heldout.jsonl")
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()
]
CLAIMS = [pytest.param(row, claim, id=f"{row['id']}.{n}") for row in ROWS for n, claim in enumerate(row["claims"])]
PACK = load_pack()
NAMED_PARTIES = {name for actor in PACK.actors.values() for name in (actor.name, *actor.aliases.get("en", ()))}
Record = dict[str, Any]


def stands_at(text: str, span: list[int], words: str) -> bool:
    return text[span[0] : span[1]] == words


@pytest.mark.parametrize(("row", "claim"), CLAIMS)
def test_every_quote_stands_in_its_text(row: Record, claim: Record) -> None:
    text = row["text"]
    assert stands_at(text, claim["evidence"]["span"], claim["evidence"]["quote"])
    quantity, time = claim["quantity"], claim["time"]
    if quantity:
        assert stands_at(text, quantity["span"], quantity["text"])
        assert claim["evidence"]["span"][0] <= quantity["span"][0] < quantity["span"][1] <= claim["evidence"]["span"][1]
    if time:
        assert stands_at(text, time["span"], time["text"])
    for source in (*claim["chain"], *claim.get("also_chain", ())):
        assert source["descriptor"] in text


@pytest.mark.parametrize(("row", "claim"), CLAIMS)
def test_every_value_is_in_the_vocabulary(row: Record, claim: Record) -> None:
    assert claim["measure"] in PACK.measures
    assert claim["stage"] is None or claim["stage"] in PACK.stages
    assert claim["modality"] in set(Modality)
    assert claim["polarity"] in set(Polarity)
    for source in (*claim["chain"], *claim.get("also_chain", ())):
        assert source["kind"] in set(SourceKind)
    if claim["quantity"]:
        assert claim["quantity"]["basis"] in set(Basis)
        assert claim["quantity"]["low"] is not None or claim["quantity"]["high"] is not None
    if claim["time"]:
        assert claim["time"]["relation"] in set(Relation)
        ends = [claim["time"][side] for side in ("start", "end") if claim["time"][side]]
        assert [date.fromisoformat(day) for day in ends] == sorted(date.fromisoformat(day) for day in ends)


@pytest.mark.parametrize(("row", "claim"), CLAIMS)
def test_what_the_pack_knows_goes_by_its_id(row: Record, claim: Record) -> None:
    """An id is lower-case and known; words of the text stand where the pack has no row."""
    known: dict[str, set[str]] = {"item": set(PACK.items), "place": {*PACK.places, *PACK.actors}}
    for field, table in known.items():
        value = claim[field]
        assert value is None or value in table or value.casefold() in row["text"].casefold(), (field, value)
    for field in ("actor", "counterpart"):
        for party in (claim[field] or "").split("+"):
            assert not party or party in PACK.actors or party in row["text"], (field, party)


@pytest.mark.parametrize(("row", "claim"), CLAIMS)
def test_words_stand_only_where_the_pack_has_no_name(row: Record, claim: Record) -> None:
    for field in ("actor", "counterpart"):
        for party in (claim[field] or "").split("+"):
            assert party in PACK.actors or party not in NAMED_PARTIES, (field, party)


def test_ids_are_unique() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)
