"""Silver labels: another tagger's mentions and the pack's weapons, as rows that training reads like gold ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

from stemmata.model import Entity, Span
from training.corpus import ENTITY_LABELS, UNLABELLED, add_entities, read_entities
from training.silver import Word, read_texts, silver_row

TEXT = "Norway moved 14 old tanks past Anna Berg on 3 May."


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    made = Tokenizer(WordLevel({"[UNK]": 0, "[SEP]": 1}, unk_token="[UNK]"))
    made.pre_tokenizer = BertPreTokenizer()
    return made


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    begin = text.index(words)
    return begin, begin + len(words)


def row(name: str = "a") -> dict[str, object]:
    mentions = [(*at("Norway"), "GPE"), (*at("14"), "CARDINAL"), (*at("Anna Berg"), "PERSON"), (*at("3 May"), "DATE")]
    mentions.append((*at("past"), "EVENT"))
    phrase: list[Word] = [(*at("14"), "NUM"), (*at("old"), "ADJ"), (*at("tanks"), "NOUN")]
    tanks = Entity(Span(*at("tanks")), "weapon", "tanks", "tank")
    return silver_row(name, TEXT, mentions, [phrase], [tanks])


def labels(silver: dict[str, object]) -> list[tuple[str, str]]:
    return [(TEXT[e["span"][0] : e["span"][1]], e["type"]) for e in silver["entities"]]  # type: ignore[attr-defined]


def test_mentions_are_called_as_in_the_gold_corpus_and_what_it_lacks_is_left_out() -> None:
    assert ("Norway", "Location") in labels(row())
    assert ("3 May", "Temporal") in labels(row())
    assert "past" not in {words for words, _ in labels(row())}


def test_a_weapon_is_the_noun_phrase_that_ends_in_the_pack_s_name_without_its_count() -> None:
    assert ("old tanks", "Weapon") in labels(row())
    assert ("14", "Quantity") in labels(row())


def test_a_weapon_does_not_take_its_owner_along() -> None:
    text = "the army's old tank"
    phrase: list[Word] = [
        (0, 3, "DET"),
        (4, 8, "NOUN"),
        (8, 10, "PART"),
        (11, 14, "ADJ"),
        (15, 19, "NOUN"),
    ]
    made = silver_row("a", text, [], [phrase], [Entity(Span(15, 19), "weapon", "tank", "tank")])
    assert [text[slice(*e["span"])] for e in made["entities"]] == ["old tank"]


def test_a_weapon_outside_every_noun_phrase_stands_by_itself() -> None:
    made = silver_row("a", TEXT, [], [], [Entity(Span(*at("tanks")), "weapon", "tanks", "tank")])
    assert labels(made) == [("tanks", "Weapon")]


def test_texts_come_from_jsonl_and_from_timeml_without_its_markup(tmp_path: Path) -> None:
    lines, markup = tmp_path / "a.jsonl", tmp_path / "war.tml"
    lines.write_text(json.dumps({"id": 7, "text": "One."}) + "\n\n", encoding="utf-8")
    markup.write_text("<DCT>2001</DCT><TEXT>\nIn <TIMEX3 tid='t1'>May</TIMEX3> &amp; June.\n</TEXT>", encoding="utf-8")
    assert list(read_texts(lines)) == [("7", "One.")]
    assert list(read_texts(markup)) == [("war", "In May & June.")]


def test_silver_entities_join_the_corpus_s_own_labels_of_a_text(tmp_path: Path, tokenizer: Tokenizer) -> None:
    path = tmp_path / "silver.jsonl"
    path.write_text("\n".join(json.dumps(row(name)) for name in "ab"), encoding="utf-8")
    unlabelled = [e for e in read_entities(path, tokenizer) if e.id == "a"]
    unlabelled[0].entities[:] = UNLABELLED
    joined = list(add_entities(unlabelled, path, tokenizer))
    assert [e.id for e in joined] == ["a", "b"]
    for example in joined:
        names = [ENTITY_LABELS[label] for label in example.entities]
        assert names[:5] == ["B-location", "O", "B-quantity", "B-weapon", "I-weapon"]


def test_a_silver_text_that_is_not_the_corpus_s_is_refused(tmp_path: Path, tokenizer: Tokenizer) -> None:
    path, other = tmp_path / "silver.jsonl", tmp_path / "other.jsonl"
    path.write_text(json.dumps(row()), encoding="utf-8")
    other.write_text(json.dumps({**row(), "text": TEXT + " "}), encoding="utf-8")
    with pytest.raises(ValueError, match="not that of the corpus"):
        list(add_entities(read_entities(path, tokenizer), other, tokenizer))
