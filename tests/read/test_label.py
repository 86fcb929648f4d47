from __future__ import annotations

import pytest

from stemmata.read.label import clean_label, clean_url, find_host, printable_name, unescape_twice


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("  Plant \n opens\t", "Plant opens"),
        ("Plant\u202e snepo\u2066", "Plant snepo"),
        ("a\x00b\x1b[1m\ud800c", "ab[1mc"),
        ("Zero\u200bwidth", "Zerowidth"),
        ("می\u200cخواهد", "می\u200cخواهد"),
        ("\u202e \u2066", None),
        ("", None),
        (None, None),
        ("x" * 100_000, "x" * 9 + "…"),
    ],
)
def test_a_label_is_one_printable_line(words: str | None, label: str | None) -> None:
    assert clean_label(words, 10 if words and len(words) > 100 else 40) == label


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("//a.example/x", "https://a.example/x"),
        (" HTTP://A.example/x ", "HTTP://A.example/x"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("java\x00script:alert(1)", None),
        ("/news/1", None),
        ("https://", None),
        ("https://a b.example/", None),
        ("https://[::1", None),
        ("https://a.example/" + "x" * 5000, None),
        (None, None),
    ],
)
def test_only_web_addresses_are_kept(address: str | None, url: str | None) -> None:
    assert clean_url(address) == url


def test_a_host_is_known_without_www() -> None:
    assert find_host("https://user@WWW.A.example:8080/x") == "a.example"


def test_entities_that_are_left_are_resolved() -> None:
    assert (
        unescape_twice("Plant &amp; port &#8211; &quot;open&quot; &unknown; AT&T")
        == 'Plant & port – "open" &unknown; AT&T'
    )


def test_a_name_can_be_printed() -> None:
    assert printable_name("a\nb\udcff.txt") == "a\ufffdb\ufffd.txt"
