"""Generated sentences carry the labels that their templates say, and the held-out ones stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.relays import Generated, Generator, Template, chain_rows, load_templates

TEMPLATES, FILLERS = load_templates()


def made(template: str, seed: int = 1) -> Generated:
    return Generator(FILLERS, seed).fill(template)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEMPLATES), st.integers(0, 1000))
def test_every_label_covers_words_of_the_text(template: Template, seed: int) -> None:
    text = made(template.text, seed)
    assert not set("{}[]|") & set(text.text)
    assert "  " not in text.text
    assert ",," not in text.text
    spans = [span for a in text.attributed for span in (*a.contents, *([a.cue] if a.cue else []))]
    spans += [(g.start, g.end) for a in text.attributed for g in a.givers]
    assert spans
    for start, end in spans:
        words = text.text[start:end]
        assert words.strip() == words != ""


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(TEMPLATES), st.integers(0, 1000))
def test_levels_run_from_one_without_a_gap_and_one_giver_is_the_cue_s(template: Template, seed: int) -> None:
    for attributed in made(template.text, seed).attributed:
        levels = {giver.level for giver in attributed.givers}
        assert levels == set(range(1, len(levels) + 1)) or not levels
        assert sum(not giver.is_further for giver in attributed.givers) <= 1


def test_the_same_seed_gives_the_same_sentences() -> None:
    one, two = (list(Generator(FILLERS, 7).many(TEMPLATES, 20)) for _ in range(2))
    assert [m.text for m in one] == [m.text for m in two]


def test_held_out_templates_share_no_wording_with_the_others() -> None:
    own = {t.text for t in TEMPLATES if not t.held_out}
    held = [t.text for t in TEMPLATES if t.held_out]
    assert len(held) >= 15
    assert not own & set(held)


@pytest.mark.parametrize(
    ("template", "givers", "cue", "contents"),
    [
        (
            "{1:agency} <reported>, citing {2:document!}, [that it rained].",
            [(1, False), (2, True)],
            "reported",
            ["that it rained"],
        ),
        (
            "[“It rained,”] {2:role} <told> {1:outlet!}, [“and it snowed.”]",
            [(2, False), (1, True)],
            "told",
            ["“It rained,”", "“and it snowed.”"],
        ),
    ],
)
def test_a_template_s_marks_become_labels(
    template: str, givers: list[tuple[int, bool]], cue: str, contents: list[str]
) -> None:
    text = made(template)
    (attributed,) = text.attributed
    assert [(g.level, g.is_further) for g in attributed.givers] == givers
    assert attributed.cue is not None
    assert text.text[slice(*attributed.cue)] == cue
    assert [text.text[slice(*content)] for content in attributed.contents] == contents


def test_two_cues_in_one_template_are_two_attributions() -> None:
    text = made("{1:role} <said> [it rained]. {1:role} <added> [that it snowed].")
    assert [text.text[slice(*a.cue)] for a in text.attributed if a.cue] == ["said", "added"]
    assert [[text.text[slice(*c)] for c in a.contents] for a in text.attributed] == [["it rained"], ["that it snowed"]]


def test_chains_of_held_out_templates_name_their_givers_nearest_first() -> None:
    rows = list(chain_rows(40, 3, held_out=True))
    assert len(rows) >= 40
    for row in rows:
        assert row["claim"] in row["text"]
        assert all(words in row["text"] for _, words in row["chain"])
    assert rows == list(chain_rows(40, 3, held_out=True))
    assert {row["text"] for row in rows}.isdisjoint(row["text"] for row in chain_rows(40, 3, held_out=False))
