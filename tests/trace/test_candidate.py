"""Which of many documents may have it from one another: by shared runs, and across scripts by names in order."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from stemmata.packs import load_pack
from stemmata.trace import candidate
from stemmata.trace.candidate import find_candidates
from stemmata.trace.evidence import find_evidence
from stemmata.trace.feature import read_features
from stemmata.trace.reading import read_documents
from stemmata.trace.spelling import spelling_key
from stemmata.trace.wordprint import compare_words, read_words
from tests.trace.build import claim, document

PACK = load_pack()

NAMES = ("Yelabuga", "Tehran", "Hormozgan", "Bloomberg", "Jafari", "Mersin", "Astrakhan")
CYRILLIC = ("Елабуге", "Тегераном", "Хормозган", "Блумберг", "Джафари", "Мерсине", "Астрахань")


def noise(seed: int, words: int = 60) -> str:
    """A text of made-up words that no other seed gives."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choices("abcdefghijklmnop", k=7)) for _ in range(words))


def pairs(texts: list[tuple[str, str]]) -> set[tuple[int, int]]:
    found = find_candidates((read_words(text) for text, _ in texts), [language for _, language in texts])
    return {(one, two) for one, two in found.pairs.tolist()}


def test_a_relay_in_mostly_other_words_is_a_candidate_and_strangers_are_none() -> None:
    shared = noise(0, 25)
    texts = [(f"{shared} {noise(1, 70)}", "en"), (f"{noise(2, 70)} {shared}", "en")]
    texts += [(noise(seed), "en") for seed in range(3, 40)]
    assert pairs(texts) == {(0, 1)}


def test_a_story_that_hundreds_print_stays_together() -> None:
    texts = [(noise(0), "en")] * 300
    found = pairs(texts)
    reached = {0}
    for one, two in sorted(found):
        if one in reached:
            reached.add(two)
    assert len(reached) == 300
    assert len(found) < 300 * 50  # and is not compared each with each


def test_it_is_all_one_in_how_large_batches_pages_are_read_and_pairs_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(3)
    stories = [noise(seed, 20) for seed in range(4)]
    texts = [(" ".join(chance.sample(stories, 2)), chance.choice(("en", "ru"))) for _ in range(60)]
    told = "they saw " + " and ".join(NAMES)
    texts += [("", "en"), ("word", "en"), (told, "en"), ("они видели " + " и ".join(CYRILLIC), "ru"), (told, "en")]
    at_once = pairs(texts)
    assert {(62, 63), (62, 64), (63, 64)} <= at_once
    monkeypatch.setattr(candidate, "_CHUNK", 3)
    monkeypatch.setattr(candidate, "_BATCH", 5)
    monkeypatch.setattr(candidate, "_MOST_REMEMBERED", 10)
    assert pairs(texts) == at_once


def test_names_in_another_script_and_order_make_a_candidate() -> None:
    told = "they saw " + " and ".join(NAMES) + " with 6,000 of them"
    foreign = "они видели " + " и ".join(CYRILLIC) + ", всего 6 000"
    others = [(f"they met {noise(seed, 30).title()}", "en") for seed in range(20)]
    assert pairs([(told, "en"), *others, (foreign, "ru")]) == {(0, 21)}


def test_the_same_names_in_another_order_are_no_translation() -> None:
    told = "they saw " + " and ".join(NAMES)
    turned = "они видели " + " и ".join(reversed(CYRILLIC))
    assert pairs([(told, "en"), (turned, "ru")]) == set()


def test_no_document_or_one_gives_no_candidate() -> None:
    assert pairs([]) == set()
    assert pairs([("", "en")]) == set()
    assert pairs([("", "en"), ("word", "ru")]) == set()


@pytest.mark.parametrize(
    "spellings",
    [
        ("Yelabuga", "Елабуга", "Елабуге", "Єлабуга"),
        ("Zelensky", "Zelenskyy", "Зеленский", "Зеленського"),
        ("Kharkiv", "Харків", "Харьков"),
        ("Jafari", "Djafari", "Джафари"),
        ("Kyiv", "Kiev", "Київ", "Киев"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({spelling_key(name) for name in spellings}) == 1


def test_other_names_have_other_keys() -> None:
    names = ("Tehran", "Moscow", "Kyiv", "Alabuga", "Reuters", "Warsaw", "Jafari", "Karpenko")
    assert len({spelling_key(name) for name in names}) == len(names)


def test_thousands_are_read_alike_and_decimals_are_not_thousands() -> None:
    assert {"6000", "1.5"} <= read_words("by 6 000 or 1,5 of them").facts
    assert {"6000", "1.5"} <= read_words("by 6,000 or 1.5 of them").facts


def test_facts_are_shared_across_scripts_only_between_languages() -> None:
    words = [read_words("they saw " + " and ".join(NAMES)), read_words("они видели " + " и ".join(CYRILLIC))]
    assert compare_words(words, ["en", "ru"])[0].facts[0, 1] > 0.2
    assert compare_words(words, ["en", "en"])[0].facts[0, 1] == 0


def test_a_page_and_its_translation_share_evidence_in_words() -> None:
    one = document("Coast Mail", "2023-02-01", "they saw " + " and ".join(NAMES) + " with 6,000 of them")
    foreign = "они видели " + " и ".join(CYRILLIC) + ", всего 6 000"
    two = replace(document("Берег", "2023-02-02", foreign), language="ru")
    readings = read_documents([claim(one), claim(two)], {d.sha256: d for d in (one, two)}, PACK)
    design = read_features(readings, PACK)
    told = [e.text for e in find_evidence(0, 1, readings, design, PACK) if e.kind == "variant"]
    assert any("in the same order, in another language" in words and "“елабуге”" in words for words in told)
    assert design.overlap.facts[0, 1] > design.overlap.runs[0, 1] == 0
