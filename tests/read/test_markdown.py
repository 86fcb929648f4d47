from __future__ import annotations

import pytest

from stemmata.read.markdown import drop_comments, read_markdown, strip_marks
from tests.read.conftest import CAPTURED_AT, PROSE


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("**At least** 140 *drones*, _not_ more", "At least 140 drones, not more"),
        ("the [Northwire agency](https://n.example/a_(b)) said", "the Northwire agency said"),
        ("as [reported][1] by `sensor_7`", "as reported by sensor_7"),
        ("![a photo](x.jpg) The plant", "The plant"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("5 < 6 and 7 > 3, <b>bold</b>", "5 < 6 and 7 > 3, bold"),
        (r"\*not\* emphasised", "*not* emphasised"),
        ("***both***", "both"),
        ("[a footnote] stays, ~~gone~~ too", "[a footnote] stays, gone too"),
        ("<https://a.example/x>", "https://a.example/x"),
    ],
)
def test_marks_go_and_words_stay(line: str, words: str) -> None:
    assert strip_marks(line) == words


def test_a_file_becomes_its_paragraphs() -> None:
    source = (
        "---\noutlet: Harbour Post\n---\n"
        "# Plant opens a *second* line\n\n"
        "The ministry said on **Monday**\nthat it had received 140 drones.\n\n"
        "> A second line would open,\n> an official said.\n\n"
        "* 140 in January\n* 60 in\n  March\n\n"
        "***\n\n[1]: https://a.example/x\n\n"
        f"{PROSE}\n\n"
        "## Read also\n\n- [Storm closes the ports](https://a.example/storm)\n"
    )
    draft = read_markdown(source, CAPTURED_AT)
    assert draft.text.split("\n\n") == [
        "Plant opens a second line",
        "The ministry said on Monday that it had received 140 drones.",
        "A second line would open, an official said.",
        "* 140 in January\n* 60 in March",
        PROSE,
    ]
    assert draft.title == "Plant opens a second line"
    assert draft.title_span is not None
    assert draft.title_span.of(draft.text) == draft.title
    assert draft.outlet == "Harbour Post"


def test_an_underlined_heading_is_a_title() -> None:
    draft = read_markdown(f"Plant opens\n===========\n\n{PROSE}", CAPTURED_AT)
    assert (draft.title, draft.text) == ("Plant opens", f"Plant opens\n\n{PROSE}")


def test_the_title_of_the_front_matter_goes_before_the_heading() -> None:
    draft = read_markdown(f"---\ntitle: Plant opens\n---\n# World news\n\n{PROSE}", CAPTURED_AT)
    assert (draft.title, draft.title_span) == ("Plant opens", None)


def test_a_comment_that_is_never_closed_stays() -> None:
    assert drop_comments("a <!-- b --> c <!-- d") == "a  c <!-- d"
