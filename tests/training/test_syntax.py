"""The syntax that a parser sees, as the network learns it; and networks made smaller."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

torch = pytest.importorskip("torch", reason="the extra `training` is not installed")
transformers = pytest.importorskip("transformers", reason="the extra `training` is not installed")
pytest.importorskip("sklearn", reason="the extra `training` is not installed")

from training.batch import make_batch  # noqa: E402
from training.corpus import UNLABELLED, Example, read_generated  # noqa: E402
from training.network import Tagger, count_units, load_tagger  # noqa: E402
from training.prune import keep_units, weigh_units  # noqa: E402
from training.syntax import add_syntax, name_relations, parse_texts, syntax_loss  # noqa: E402


@pytest.fixture(scope="module")
def example() -> Example:
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "[SEP]": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return next(iter(read_generated(tokenizer, 1, seed=4)))


def chain(example: Example) -> dict[str, Any]:
    """A row by which every word hangs from the one before it."""
    starts = example.words.starts.tolist()
    names = ["root", *("next" for _ in starts[1:])]
    return {"id": example.id, "starts": starts, "governors": [starts[0], *starts[:-1]], "relations": names}


def test_a_parsed_text_gives_each_word_its_governor_and_relation() -> None:
    def token(start: int, head: int, relation: str, is_space: bool = False) -> SimpleNamespace:
        return SimpleNamespace(idx=start, head=SimpleNamespace(idx=head), dep_=relation, is_space=is_space)

    parsed = [token(0, 5, "nsubj"), token(5, 5, "ROOT"), token(9, 5, "", is_space=True)]
    assert [*parse_texts([("a", "Anna saw\n")], lambda _: parsed)] == [
        {"id": "a", "starts": [0, 5], "governors": [5, 5], "relations": ["nsubj", "ROOT"]}
    ]


def test_governors_are_learnt_by_piece_and_only_within_a_window(example: Example) -> None:
    rows = {example.id: chain(example)}
    names = name_relations(rows)
    (labelled,) = add_syntax([example], rows, names)
    assert labelled.syntax is not None
    middle = int(example.pieces.first[5])
    batch = make_batch([(labelled, (middle, len(example.pieces)))])
    placed = batch.syntax[0]
    assert int(placed[1, 1]) == UNLABELLED, "the governor stands before the window"
    assert int(placed[1, 0]) == names.index("next")
    first = example.pieces.first[6] - middle + 1
    assert int(placed[first, 1]) == 1, "the governor is the piece before"


def test_what_nobody_parsed_teaches_nothing(example: Example) -> None:
    batch = make_batch([(example, (0, len(example.pieces)))])
    vectors = torch.zeros(*batch.ids.shape, 4)
    assert float(syntax_loss(vectors, vectors, vectors, batch)) == 0.0


def test_the_loss_falls_where_each_word_points_at_its_governor(example: Example) -> None:
    rows = {example.id: chain(example)}
    (labelled,) = add_syntax([example], rows, name_relations(rows))
    batch = make_batch([(labelled, (0, len(example.pieces)))])
    size = batch.ids.shape[1]
    relations = torch.zeros(1, size, 2)
    places = torch.eye(size)[None]
    governors = batch.syntax[..., 1].clamp(min=0)
    right = syntax_loss(relations, 30 * places[:, governors[0]], places, batch)
    wrong = syntax_loss(relations, 30 * places, places, batch)
    assert float(right) < float(wrong)


def small_tagger(units: int = 64) -> Tagger:
    torch.manual_seed(3)
    config = transformers.BertConfig(
        vocab_size=300, hidden_size=48, num_hidden_layers=2, num_attention_heads=4, intermediate_size=units
    )
    network = Tagger(transformers.BertModel(config, add_pooling_layer=False), 5)
    network.eval()
    return network


def test_units_that_do_nothing_are_left_out_and_nothing_changes(example: Example) -> None:
    network, idle = small_tagger(), torch.arange(0, 64, 2)
    with torch.no_grad():
        for layer in network.encoder.encoder.layer:
            layer.output.dense.weight[:, idle] = 0
    batch = make_batch([(example, (0, len(example.pieces)))])

    def read(one: Tagger) -> Any:
        return one(batch.ids.clamp(max=299), batch.mask, batch.features)

    watched = [layer.intermediate for layer in network.encoder.encoder.layer]
    worth = weigh_units(network, (read(network)[0].square().sum() for _ in range(2)), watched)
    smaller = small_tagger(32)
    kept = keep_units(network.state_dict(), worth, 32)
    assert count_units(kept) == 32
    smaller.load_state_dict(kept)
    for one, other in zip(read(network), read(smaller), strict=True):
        assert torch.allclose(one, other, atol=1e-5)


def test_weights_of_another_network_are_refused(tmp_path: Any) -> None:
    encoder = small_tagger().encoder
    encoder.save_pretrained(tmp_path)
    strange = {**small_tagger().state_dict(), "heads.weight": torch.zeros(1)}
    with pytest.raises(ValueError, match=r"another network: heads\.weight"):
        load_tagger(tmp_path, 5, strange)
