from __future__ import annotations

import pytest

from stemmata.read.encoding import decode
from stemmata.read.outcome import ReadError, Reason
from tests.read.conftest import PROSE

RUSSIAN = "Министерство сообщило, что завод передал армии не менее 140 беспилотников. " * 5
WESTERN = PROSE + " “We shall double it” — the café’s owner in Orléans said."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_an_english_text_comes_out_of_any_encoding(encoding: str) -> None:
    assert decode(WESTERN.encode(encoding)) == WESTERN


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "koi8_r", "utf-16"])
def test_a_russian_text_comes_out_of_any_encoding(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


@pytest.mark.parametrize("declared", ["windows-1251", "koi8-r", "iso-8859-5"])
def test_a_page_is_decoded_as_it_declares(declared: str) -> None:
    page = f"<html><head><meta charset='{declared}'></head><body>Завод</body></html>"
    assert decode(page.encode(declared), is_page=True) == page


def test_latin_1_means_windows_1252() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">“Plant” – café'
    assert decode(page.encode("cp1252"), is_page=True) == page


def test_utf_8_goes_before_what_a_page_declares() -> None:
    page = "<meta charset='windows-1251'>“Plant” – café"
    assert decode(page.encode(), is_page=True) == page


def test_line_ends_become_one_kind() -> None:
    assert decode(b"a\r\nb\rc\n\r\nd") == "a\nb\nc\n\nd"


def test_compatibility_characters_are_left_alone() -> None:
    assert decode("ﬁve\u00a0000 ½ e\u0301".encode()) == "ﬁve\u00a0000 ½ e\u0301"


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    broken = ("“Plant” – café. " * 40).encode() + b"\xe2\x80 end"
    assert decode(broken).startswith("“Plant” – café. ")
    assert decode(broken).count("\ufffd") == 1


@pytest.mark.parametrize(
    "content",
    [
        "M\ufffdnist\ufffdr said ".encode() * 40,
        b"\xff\xfe\x00\xd8\x00",
        b"\x01\x02\x03\x04\x05 ab" * 100,
        b"words\x00" * 3,
    ],
)
def test_what_is_no_text_is_unreadable(content: bytes) -> None:
    with pytest.raises(ReadError) as refused:
        decode(content)
    assert refused.value.reason is Reason.UNREADABLE
