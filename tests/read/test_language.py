from __future__ import annotations

import pytest

from stemmata.read.language import name_language, settle_language
from stemmata.read.outcome import ReadError, Reason
from tests.read.conftest import PROSE

GERMAN = (
    "Das Ministerium teilte am Montag mit, dass das neue Werk seit Januar mindestens 140 Drohnen geliefert hat. " * 3
)


@pytest.mark.parametrize("declared", [None, "en", "en-US", "EN", "eng", "uk", "nonsense", "x" * 9999])
def test_an_english_text_is_english_whatever_is_declared(declared: str | None) -> None:
    assert settle_language(PROSE * 2, declared) == "en"


def test_a_short_text_is_believed_to_be_what_is_declared() -> None:
    assert settle_language("Drohnen: 140 in Januar", "en") == "en"


@pytest.mark.parametrize("declared", [None, "de", "en"])
def test_a_long_german_text_is_german_whatever_is_declared(declared: str | None) -> None:
    with pytest.raises(ReadError) as refused:
        settle_language(GERMAN, declared)
    assert (refused.value.reason, refused.value.detail) == (
        Reason.UNSUPPORTED_LANGUAGE,
        "German (de) is not read yet",
    )


def test_a_language_with_tables_is_read() -> None:
    assert settle_language(GERMAN, None, {"en", "de"}) == "de"


def test_names_in_other_scripts_do_not_make_a_text_foreign() -> None:
    assert settle_language(PROSE + " The plant is called «Завод» (Завод номер сто сорок).", None) == "en"


@pytest.mark.parametrize("text", ["140 – 260 – 310 %", "🚀" * 300, "a1 b2 c3", "1234567890 " * 50 + "in all of it"])
def test_a_text_without_letters_is_none(text: str) -> None:
    with pytest.raises(ReadError) as refused:
        settle_language(text, "en")
    assert refused.value.reason is Reason.NO_ARTICLE_TEXT


def test_a_language_is_named_in_words() -> None:
    assert [name_language(code) for code in ("uk", "fa", "qq")] == [
        "Ukrainian (uk)",
        "Persian (fa)",
        "the language 'qq'",
    ]
