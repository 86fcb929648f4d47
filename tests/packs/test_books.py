"""What a pack says about its books is checked: every fault by file, line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from stemmata.packs import check_pack, load_pack

HEAD = """title = "Tried"
version = "1"
item_mention = "weapon"
apart = ["facility", "personnel-role"]
[borrow]
arms = ["measures", "items", "stages", "actors", "outlets", "places"]
"""
ACCOUNT = """[[account]]
id = "{id}"
kind = "{kind}"
measures = ["{measure}"]
words = "made"
"""


def make_pack(folder: Path, **files: str) -> Path:
    pack = folder / "tried"
    pack.mkdir()
    (pack / "pack.toml").write_text(HEAD, encoding="utf-8")
    for name, text in files.items():
        (pack / f"{name}.toml").write_text(text, encoding="utf-8")
    return pack


MADE = ACCOUNT.format(id="made", kind="flow", measure="produced")
HELD = ACCOUNT.format(id="held", kind="balance", measure="stock")


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        (
            {"accounts": ACCOUNT.format(id="made", kind="flow", measure="baked")},
            "accounts.toml:4: made: measures: 'baked'",
        ),
        (
            {"accounts": ACCOUNT.format(id="made", kind="pile", measure="produced")},
            "accounts.toml:3: row 1 (made): kind",
        ),
        (
            {"accounts": MADE + ACCOUNT.format(id="too", kind="flow", measure="produced")},
            "accounts.toml:9: too: measures: 'produced' is booked in 'made' as well",
        ),
        (
            {
                "accounts": MADE,
                "identities": '[[identity]]\nid = "x"\nkind = "running"\naccounts = ["sold"]\nwords = "w"\n',
            },
            "identities.toml:4: x: accounts: 'sold' names no account",
        ),
        (
            {"accounts": MADE, "identities": '[[identity]]\nid = "x"\nkind = "sum"\nwhole = "made"\nwords = "w"\n'},
            "identities.toml:3: x: an identity of kind sum needs parts",
        ),
        (
            {
                "accounts": MADE + HELD,
                "identities": '[[identity]]\nid = "x"\nkind = "running"\naccounts = ["held"]\nwords = "w"\n',
            },
            "identities.toml:4: x: accounts: 'held' is a balance, and a flow is meant here",
        ),
        (
            {
                "accounts": MADE,
                "identities": '[[identity]]\nid="x"\nkind="running"\naccounts=["made"]\nlag_days=3\nwords="w"\n',
            },
            "identities.toml:5: x: lag_days means nothing in an identity of kind running",
        ),
        (
            {"oppositions": '[[opposition]]\nid = "x"\nsides = ["russia", "russia"]\nsource = "s"\n'},
            "oppositions.toml:3: x: nobody stands opposed to himself",
        ),
        (
            {"conversions": '[[conversion]]\nid="x"\nunit="strike"\nitems=["missile"]\nlow=9\nhigh=3\nsource="s"\n'},
            "conversions.toml:5: x: low 9 lies above high 3",
        ),
    ],
)
def test_a_fault_of_the_books_is_named_by_its_line(tmp_path: Path, files: dict[str, str], fault: str) -> None:
    (problem,) = check_pack(str(make_pack(tmp_path, **files)))
    assert fault in str(problem)


def test_a_pack_without_accounts_keeps_no_books_and_has_no_fault(tmp_path: Path) -> None:
    pack = make_pack(tmp_path)
    assert check_pack(str(pack)) == ()
    assert load_pack(str(pack)).accounts == {}


def test_the_arms_pack_books_every_measure_that_its_ledger_column_speaks_of() -> None:
    pack = load_pack()
    booked = {measure for rule in pack.accounts.values() for measure in rule.measures}
    assert {measure.id for measure in pack.measures.values() if measure.ledger} == booked
