"""What larger networks teach: each speaks only of what it has not learnt, and the student comes to agree."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

torch = pytest.importorskip("torch", reason="the extra `training` is not installed")
transformers = pytest.importorskip("transformers", reason="the extra `training` is not installed")
pytest.importorskip("sklearn", reason="the extra `training` is not installed")

from stemmata.annotate.tagger.words import BEGIN, CUE, ROLES, SOURCE  # noqa: E402
from training.batch import Batch, make_batch, tile_windows  # noqa: E402
from training.corpus import ENTITY_LABELS, Example, read_generated  # noqa: E402
from training.mixing import mix_rows  # noqa: E402
from training.network import Tagger, load_encoder, path_loss  # noqa: E402
from training.teach import UNTAUGHT, Teachers, soft_loss, tie_spans  # noqa: E402

WEIGHTS: Any = {"entity_weight": 0.5, "kind_weight": 0.2, "link_weight": 1.0}


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "[SEP]": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return list(read_generated(tokenizer, 2, seed=4))


def network(seed: int) -> Tagger:
    torch.manual_seed(seed)
    config = transformers.BertConfig(
        vocab_size=128, hidden_size=24, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    made = Tagger(transformers.BertModel(config, add_pooling_layer=False), len(ENTITY_LABELS), dropout=0.0)
    made.eval()
    return made


def read(examples: list[Example], parts: list[int]) -> Batch:
    marked = [replace(e, part=part) for e, part in zip(examples, parts, strict=True)]
    return make_batch([(e, tile_windows(e, 0)[0]) for e in marked])


def chances(one: Tagger, batch: Batch) -> Any:
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        return one(batch.ids, batch.mask, batch.features)[0].float().softmax(-1)


def test_a_teacher_says_nothing_of_the_texts_that_it_has_learnt(examples: list[Example]) -> None:
    teachers = [network(1), network(2)]
    batch = read(examples, [0, 1])
    taught = Teachers(teachers, [1, 0]).read(batch)
    assert torch.allclose(taught.roles[0], chances(teachers[1], batch)[0], atol=1e-5)
    assert torch.allclose(taught.roles[1], chances(teachers[0], batch)[1], atol=1e-5)


def test_of_a_text_that_no_teacher_has_learnt_all_speak(examples: list[Example]) -> None:
    teachers = [network(1), network(2)]
    batch = read(examples, [-1, -1])
    taught = Teachers(teachers, [0, 1]).read(batch)
    both = (chances(teachers[0], batch) + chances(teachers[1], batch)) / 2
    assert torch.allclose(taught.roles, both, atol=1e-5)
    assert torch.allclose(taught.entities.sum(-1), torch.ones(()), atol=1e-4)


def test_teachers_see_what_is_hidden_from_the_student(examples: list[Example]) -> None:
    whole = make_batch([(examples[0], tile_windows(examples[0], 0)[0])])
    hidden = make_batch([(examples[0], tile_windows(examples[0], 0)[0])], grammar_dropout=1.0, piece_dropout=0.5)
    assert not torch.equal(hidden.ids, whole.ids)
    assert not torch.equal(hidden.features, whole.features)
    assert torch.equal(hidden.whole_ids, whole.ids)
    assert torch.equal(hidden.whole_features, whole.features)


def test_the_loss_is_least_for_who_sees_what_the_teacher_sees(examples: list[Example]) -> None:
    teacher, batch = network(1), read(examples, [-1, -1])
    taught = Teachers([teacher], [0]).read(batch)
    with torch.no_grad():
        own = soft_loss(batch, teacher(batch.ids, batch.mask, batch.features), taught, **WEIGHTS)
        other = soft_loss(batch, network(3)(batch.ids, batch.mask, batch.features), taught, **WEIGHTS)
    assert float(own) < float(other)


def test_a_student_comes_to_agree_with_its_teacher(examples: list[Example]) -> None:
    student, batch = network(3), read(examples, [-1, -1])
    taught = Teachers([network(1)], [0]).read(batch)
    optimizer = torch.optim.Adam(student.parameters(), lr=0.01)
    losses = []
    for _ in range(30):
        loss = soft_loss(batch, student(batch.ids, batch.mask, batch.features), taught, **WEIGHTS)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    assert np.isfinite(losses).all()
    assert losses[-1] < losses[0] - 0.1


def test_spans_are_tied_to_cues_and_cues_to_sources_that_begin_somewhere() -> None:
    begins = torch.zeros(1, 4, len(ROLES))
    begins[0, 1, CUE] = begins[0, 3, SOURCE] = 0.9
    cues, sources = tie_spans(torch.randn(1, 4, 3, 8), torch.randn(1, 4, 8), begins)
    assert (cues[0].softmax(-1)[:, :, 1] > 0.999).all()
    assert (sources[0].softmax(-1)[:, 3] > 0.999).all()


def test_the_loss_of_paths_is_that_of_all_paths_counted_one_by_one() -> None:
    torch.manual_seed(0)
    scores, steps, opening = torch.randn(4, 5, 3), torch.randn(4, 3, 3), torch.randn(4, 3)
    labels = torch.randint(0, 3, (4, 5))
    labels[0, 1] = labels[1, 0] = labels[1, 4] = -1  # gaps, in front, within and behind
    labels[2] = -100
    total, words = 0.0, 0
    for one in range(4):
        places = [place for place in range(5) if labels[one, place] >= 0]

        def weigh(path: tuple[int, ...], one: int = one, places: list[int] = places) -> float:
            weight = float(opening[one, path[0]]) + sum(
                float(scores[one, at, label]) for at, label in zip(places, path, strict=True)
            )
            return weight + sum(float(steps[one, a, b]) for a, b in itertools.pairwise(path))

        if places:
            ways = [weigh(path) for path in itertools.product(range(3), repeat=len(places))]
            total += float(np.logaddexp.reduce(ways)) - weigh(tuple(int(labels[one, at]) for at in places))
            words += len(places)
    assert float(path_loss(scores, labels, steps, opening)) == pytest.approx(total / words, abs=1e-5)


def test_begin_labels_are_where_words_begin(examples: list[Example]) -> None:
    batch = read(examples, [-1, -1])
    assert bool((batch.roles == BEGIN).any(-1)[~batch.firsts].logical_not().all())
    assert int(batch.firsts.sum()) == sum(int((e.pieces.first < tile_windows(e, 0)[0][1]).sum()) for e in examples)


def test_mpnet_reads_the_pieces_of_bert(tmp_path: Path) -> None:
    config = transformers.MPNetConfig(
        vocab_size=120, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8
    )
    own = transformers.MPNetModel(config, add_pooling_layer=False)
    own.save_pretrained(tmp_path)
    words = own.embeddings.word_embeddings.weight
    read = load_encoder(tmp_path).embeddings.word_embeddings.weight
    assert torch.equal(read[50], words[54])
    assert [torch.equal(read[mark], words[place]) for mark, place in ((101, 0), (102, 2), (103, 119), (0, 1))] == [
        True
    ] * 4


def test_an_encoder_of_another_kind_is_refused(tmp_path: Path) -> None:
    transformers.GPT2Config(n_layer=1, n_head=1, n_embd=8).save_pretrained(tmp_path)
    with pytest.raises(ValueError, match="gpt2 is none of the encoders known: bert, mpnet"):
        load_encoder(tmp_path)


def row(name: str, text: str, *attributions: tuple[str, str, str]) -> dict[str, Any]:
    def spans(part: str) -> list[list[int]]:
        return [[text.index(part), text.index(part) + len(part)]]

    labelled = [{"source": spans(s), "cue": spans(c), "content": spans(t)} for s, c, t in attributions]
    return {"id": name, "text": text, "attributions": labelled}


def test_parts_of_attributions_change_places_with_parts_that_stand_alike() -> None:
    rows = [
        row("a", "Anna said that rain fell.", ("Anna", "said", "that rain fell")),
        row("b", "Boris claimed that snow melts.", ("Boris", "claimed", "that snow melts")),
    ]
    made = [mixed for seed in range(8) for mixed in mix_rows(rows, seed)]
    texts = {mixed["text"] for mixed in made}
    assert len(texts) > 4
    assert all(text.endswith((" that rain fell.", " that snow melts.")) for text in texts)
    assert all(text.startswith(("Anna ", "Boris ")) for text in texts)
    assert {mixed["id"] for mixed in mix_rows(rows, 3)} == {"a~3", "b~3"}


def test_mixing_leaves_alone_what_nobody_attributed() -> None:
    rows = [row("a", "Rain fell. Anna said that snow melts. Hail came.", ("Anna", "said", "that snow melts"))]
    (mixed,) = mix_rows(rows, 1)
    assert mixed["text"].startswith("Rain fell. ")
    assert mixed["text"].endswith(" Hail came.")


def test_no_teacher_speaks_of_a_text_that_is_to_mend_what_they_see(examples: list[Example]) -> None:
    batch = read(examples, [UNTAUGHT, -1])
    taught = Teachers([network(1), network(2)], [1, 0]).read(batch)
    assert float(taught.roles[0].abs().max()) == 0
    assert float(taught.roles[1].sum(-1).min()) > 0.99
