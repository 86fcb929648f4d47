"""Mentions of entities from scores that are made up."""

from __future__ import annotations

import numpy as np
import pytest

from stemmata.annotate.attribution import read_grammar
from stemmata.annotate.sentence import split_sentences
from stemmata.annotate.tagger.entity import may_follow, merge_entities, tag_entities
from stemmata.annotate.tagger.words import Words, read_words
from stemmata.model import Entity, Span

LABELS = ("O", "B-place", "I-place", "B-person", "I-person")
STEPS = np.zeros((5, 5), dtype=np.float32)


def words_of(text: str) -> Words:
    sentences = split_sentences(text)
    return read_words(text, sentences, read_grammar(text, sentences, "en"))


def found(text: str, likely: dict[str, dict[str, float]], steps: np.ndarray = STEPS) -> list[tuple[str, str]]:
    words = words_of(text)
    scores = np.zeros((len(words), len(LABELS)), dtype=np.float32)
    scores[:, 0] = 9.0
    for number, written in enumerate(words.written):
        for label, score in likely.get(written, {}).items():
            scores[number, 0] = 0.0
            scores[number, LABELS.index(label)] = score
    return [(entity.text, entity.type) for entity in tag_entities(words, scores, LABELS, steps)]


def test_a_mention_keeps_one_type_to_its_end() -> None:
    likely = {"Lake": {"B-place": 5.0}, "Anna": {"I-place": 4.0, "I-person": 4.5}, "froze": {}}
    assert found("Then Lake Anna froze.", likely) == [("Lake Anna", "place")]


def test_no_mention_opens_in_the_middle() -> None:
    assert found("Then Anna left.", {"Anna": {"I-person": 6.0, "B-person": 5.0}}) == [("Anna", "person")]


def test_two_mentions_may_touch() -> None:
    likely = {"Anna": {"B-person": 6.0}, "Oslo": {"B-place": 6.0}}
    assert found("Anna Oslo left.", likely) == [("Anna", "person"), ("Oslo", "place")]


def test_a_step_that_the_corpus_does_not_know_costs() -> None:
    steps = STEPS.copy()
    steps[LABELS.index("B-person"), LABELS.index("B-place")] = -5.0
    likely = {"Anna": {"B-person": 6.0}, "Oslo": {"B-place": 6.0, "I-person": 4.0}}
    assert found("Anna Oslo left.", likely, steps) == [("Anna Oslo", "person")]


def best_by_one(logs: np.ndarray, steps: np.ndarray) -> list[int]:
    """The labels of the best path through a whole text, word by word; a word outside stands before and behind it."""
    allowed = np.where(may_follow(LABELS), steps, -np.inf)
    totals, before = allowed[0] + logs[0], []
    for word in logs[1:]:
        reached = totals[:, None] + allowed
        before.append(reached.argmax(axis=0))
        totals = reached.max(axis=0) + word
    path = [int((totals + allowed[:, 0]).argmax())]
    for best in reversed(before):
        path.append(int(best[path[-1]]))
    return path[::-1]


@pytest.mark.parametrize("seed", range(20))
def test_stretches_of_all_lengths_that_are_read_at_once_have_their_best_paths(seed: int) -> None:
    chance = np.random.default_rng(seed)
    words = words_of(" ".join(chance.choice(["Anna", "Oslo", "Lake"], size=60)))
    scores = chance.normal(0, 2, (60, len(LABELS))).astype(np.float32)
    scores[chance.choice(60, size=12, replace=False), 0] = 60.0  # surely outside: the stretches end here
    steps = chance.normal(0, 1, STEPS.shape).astype(np.float32)
    path = [LABELS[label] for label in best_by_one(scores, steps)]
    begins = [i for i, label in enumerate(path) if label.startswith("B")]
    ends = [next((i for i in range(begin + 1, 60) if not path[i].startswith("I")), 60) for begin in begins]
    wanted = [words.extent(begin, end) for begin, end in zip(begins, ends, strict=True)]
    assert [entity.span for entity in tag_entities(words, scores, LABELS, steps)] == wanted


def test_a_text_without_words_has_no_mention() -> None:
    words = words_of("")
    assert list(tag_entities(words, np.zeros((0, 5), dtype=np.float32), LABELS, STEPS)) == []


def test_a_mention_ends_in_no_mark_and_no_small_word() -> None:
    likely = {"Lake": {"B-place": 6.0}, "Anna": {"I-place": 6.0}, ",": {"I-place": 4.0}, "and": {"I-place": 4.0}}
    assert found("At Lake Anna, and then home.", likely) == [("Lake Anna", "place")]


def test_a_small_word_behind_a_hyphen_belongs_to_its_word() -> None:
    likely = {"break": {"B-place": 6.0}, "-": {"I-place": 6.0}, "in": {"I-place": 6.0}}
    assert found("The break-in hurt.", likely) == [("break-in", "place")]


def test_a_name_has_one_type_in_a_text() -> None:
    words = words_of("Anna left. Then Anna slept, and the Anna sank.")
    scores = np.zeros((len(words), len(LABELS)), dtype=np.float32)
    scores[:, 0] = 9.0
    for number, (person, place) in zip((0, 4, 9), ((6.0, 2.0), (5.0, 2.0), (3.0, 4.0)), strict=True):
        assert words.written[number] == "Anna"
        scores[number] = (0.0, place, 0.0, person, 0.0)
    assert [e.type for e in tag_entities(words, scores, LABELS, STEPS)] == ["person"] * 3


def test_small_words_that_are_written_alike_may_differ_in_type() -> None:
    words = words_of("They left, and they sank.")
    scores = np.zeros((len(words), len(LABELS)), dtype=np.float32)
    scores[:, 0] = 9.0
    scores[4] = (0.0, 5.0, 0.0, 3.0, 0.0)
    assert [e.type for e in tag_entities(words, scores, LABELS, STEPS)] == ["place"]


ACTING = ("O", "B-location", "I-location", "B-organisation", "I-organisation")


def name(text: str, written: str, kind: str, id_: str) -> Entity:
    begin = text.index(written)
    return Entity(Span(begin, begin + len(written)), kind, written, id_)


def test_a_country_that_the_tagger_passed_over_is_the_place_or_the_body_it_takes_it_for() -> None:
    text = "Norway and Chad joined."
    words = words_of(text)
    scores = np.zeros((len(words), len(ACTING)), dtype=np.float32)
    scores[:, 0] = 9.0
    scores[0, ACTING.index("B-organisation")] = 2.0
    scores[2, ACTING.index("B-location")] = 2.0
    names = [name(text, "Norway", "location", "norway"), name(text, "Chad", "location", "chad")]
    mentions = tuple(tag_entities(words, scores, ACTING, STEPS, names))
    assert [(e.text, e.type) for e in mentions] == [("Norway", "organisation"), ("Chad", "location")]
    merged = merge_entities(names, mentions, words, frozenset())
    assert [(e.entity, e.type) for e in merged] == [("norway", "organisation"), ("chad", "location")]


def test_a_mention_that_is_a_part_of_an_item_s_name_gives_way_to_it() -> None:
    text = "They bought glide bombs and bombs."
    words = words_of(text)
    item = name(text, "glide bombs", "weapon", "glide-bomb")
    part = name(text, "bombs", "organisation", "")
    assert [e.text for e in merge_entities([item], [part], words, {"glide-bomb"})] == ["glide bombs"]
    assert [e.text for e in merge_entities([item], [part], words, frozenset())] == ["bombs"]
