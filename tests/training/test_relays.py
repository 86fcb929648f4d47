"""Generated sentences carry the labels that their templates say, and the held-out ones stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.relays import Generated, Generator, Template, chain_rows, load_templates, read_chains

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


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: str(template.number))
def test_every_template_can_be_filled_and_names_kinds_that_chains_know(template: Template) -> None:
    for seed in range(3):
        text = made(template.text, seed)
        assert any(a.cue or a.contents for a in text.attributed)
        kinds = {giver.kind for a in text.attributed for giver in a.givers}
        assert kinds <= {"outlet", "agency", "named", "role", "anonymous", "document"}
        assert not {"<", ">"} & set(text.text)


def test_a_giver_may_have_its_words_from_another_filler_than_its_kind() -> None:
    text = made("{1:role} <said>, quoting {2:named/place!}, [that it rained].")
    further = text.attributed[0].givers[1]
    assert further.kind == "named"
    assert text.text[further.start : further.end] in FILLERS["place"]


@pytest.mark.parametrize("seed", range(8))
def test_the_owner_of_a_giver_stands_within_its_words_and_is_a_level_of_its_own(seed: int) -> None:
    text = made("{1:outlet'} {2:anonymous/contacts} <say> [it rained].", seed)
    (attributed,) = text.attributed
    owner, whole = attributed.givers
    assert [owner.is_owner, whole.is_owner] == [True, False]
    assert attributed.source == whole
    assert whole.start == owner.start < owner.end < whole.end
    assert text.text[owner.end : whole.end].startswith(("'s ", "' "))
    (row,) = read_chains(text)
    assert [words for _, words in row["chain"]] == [
        text.text[owner.start : owner.end],
        text.text[whole.start : whole.end],
    ]


def test_within_another_s_words_the_claim_is_what_the_last_one_says() -> None:
    text = made("{1:agency} <reported> [that {2:role!} told {3:outlet!} [that it rained]] on {weekday}.")
    (attributed,) = text.attributed
    (content,) = attributed.contents
    (inner,) = attributed.inner
    assert inner[1] == content[1]
    assert all(content[0] < giver.start < giver.end < inner[0] for giver in attributed.givers[1:])
    (row,) = read_chains(text)
    assert row["claim"] == "that it rained"
    assert [kind for kind, _ in row["chain"]] == ["agency", "role", "outlet"]


def test_who_is_named_without_a_level_gives_nothing() -> None:
    text = made("{1:role}, echoing {report}, <said> [that it rained]. {Report} was silent.")
    (attributed,) = text.attributed
    assert [giver.kind for giver in attributed.givers] == ["role"]
    assert text.text.split(". ")[1][0].isupper()


def test_there_are_many_chains_of_three_levels_in_both_parts() -> None:
    for held_out, least in ((False, 40), (True, 8)):
        chosen = [t for t in TEMPLATES if t.held_out is held_out]
        deep = [t for t in chosen if max(len(a.givers) for a in made(t.text).attributed) >= 3]
        assert len(deep) >= least
