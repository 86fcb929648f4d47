"""One report over the demo documents and a hostile one, rendered once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from stemmata.job import make_report, take_in
from stemmata.packs import load_pack
from stemmata.read import Defaults
from stemmata.show import Report, render_dossier
from stemmata.store import Ledger

EXAMPLES = Path(__file__).parents[2] / "examples"
NOW = "2026-11-23T12:00:00Z"
HOSTILE = """Iran delivered 400 drones to Russia in January, <script>window.owned = true</script> officials said.

</mark></div><iframe src="https://evil.example/"></iframe> The Wall Street Journal reported, citing officials, that the
plant could make at least 6,000 drones a year. <style>@import "https://evil.example/x.css"</style> {{ view }} {% raw %}
"""
RECORD = {
    "text": HOSTILE,
    "title": "</title><script>document.title='owned'</script><img src=x onerror=alert(1)>",
    "outlet": "<b onclick=alert(2)>Courier</b>",
    "published": "2023-02-07",
    "url": "javascript:alert(3)",
}


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    if not EXAMPLES.is_dir():
        pytest.skip("examples/ is not beside the tests")
    folder = tmp_path_factory.mktemp("show")
    (folder / "hostile.jsonl").write_text(json.dumps(RECORD) + "\n", encoding="utf-8")
    (folder / "empty<script>.txt").write_text("", encoding="utf-8")
    pack = load_pack()
    with Ledger.open(folder / "show.db") as ledger:
        inputs = [str(EXAMPLES), str(folder / "hostile.jsonl"), str(folder / "empty<script>.txt")]
        intake = take_in(inputs, ledger, pack, NOW, Defaults(published=None, outlet=None, language=None))
        assert [line.reason for line in intake.account if line.outcome == "refused"] == ["empty"]
        yield make_report(ledger, pack, None, intake, "Reports & <i>rumours</i>", NOW, "test")


@pytest.fixture(scope="session")
def page(report: Report) -> str:
    return render_dossier(report)
