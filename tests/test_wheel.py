"""The wheel holds all that a run needs: unpacked elsewhere, with the network off, it reads a report."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MOST_BYTES = 30_000_000  # of the tagger's weights
NO_NETWORK = """
import socket

def refuse(*args, **kwargs):
    raise OSError("the network is off")

socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refuse
"""
REPORT = "The yard will close in May, two officials told the Gdynia Courier.\n"


pytestmark = pytest.mark.skipif(
    not (ROOT / "src" / "stemmata" / "models" / "en" / "tagger.onnx").is_file(),
    reason="this checkout holds no weights for the tagger",
)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    build = pytest.importorskip("hatchling.build", reason="hatchling builds the wheel")
    folder = tmp_path_factory.mktemp("wheel")
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        name = build.build_wheel(str(folder))
    finally:
        os.chdir(before)
    with zipfile.ZipFile(folder / name) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_the_weights_are_in_the_wheel_and_small_enough(unpacked: Path) -> None:
    model = unpacked / "stemmata" / "models" / "en"
    assert 1_000_000 < (model / "tagger.onnx").stat().st_size <= MOST_BYTES
    assert (model / "tokenizer.json").is_file()
    assert (model.parent / "CARD.md").is_file()


def test_the_unpacked_wheel_reads_a_report_with_the_network_off(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), str(unpacked)])
    run = subprocess.run(
        [sys.executable, "-c", "import stemmata, sys; print(stemmata.__file__, file=sys.stderr);"
         "from stemmata.cli import main; sys.argv[0] = 'stemmata'; main()", "annotate", "report.txt"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": paths, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert str(unpacked) in run.stderr
    (attribution,) = [a for a in json.loads(run.stdout)["attributions"] if a["cue"]]
    assert run.returncode == 0
    (start, end) = attribution["source"][0]
    assert REPORT[start:end] == "two officials"
    assert attribution["confidence"] < 1, "the grammar's certainty: the tagger did not run"
