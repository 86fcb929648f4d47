from __future__ import annotations

import pytest

from stemmata.packs import Pack
from stemmata.read.outlet import settle_outlet


@pytest.mark.parametrize(
    ("url", "declared", "site_name", "default", "expected"),
    [
        ("https://www.harbourpost.example/a", None, "HP Online", None, ("The Harbour Post", "harbourpost.example")),
        ("https://m.harbourpost.example/a", None, None, None, ("The Harbour Post", "m.harbourpost.example")),
        ("https://notharbourpost.example/a", None, None, None, (None, "notharbourpost.example")),
        ("https://a.example/x", None, "Another Paper", "Default", ("Another Paper", "a.example")),
        ("https://a.example/x", "harbour post", "Another Paper", None, ("The Harbour Post", "a.example")),
        ("https://www.harbourpost.example/a", "Other", None, None, ("Other", "harbourpost.example")),
        (None, None, None, "northwire", ("Northwire", None)),
        ("javascript:alert(1)", None, None, None, (None, None)),
        (None, "x" * 500, None, None, ("x" * 119 + "…", None)),
    ],
)
def test_the_outlet_is_settled_in_order(
    pack: Pack,
    url: str | None,
    declared: str | None,
    site_name: str | None,
    default: str | None,
    expected: tuple[str | None, str | None],
) -> None:
    assert settle_outlet(pack, url=url, declared=declared, site_name=site_name, default=default) == expected
