import pytest

from stemmata.annotate.quotation import find_quotations, is_left_open


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "go" and "stay".', ['"go"', '"stay"']),
        ("He said “go ‘now’ or never”.", ["“go ‘now’ or never”"]),
        ("He said ''go'' twice.", ["''go''"]),
        ("He said «go».", ["«go»"]),
        ("He said 'go now.'", ["'go now.'"]),
        ('It said "go” once.', ['"go”']),
        ("The officials' cars weren't theirs.", []),
        ('A 6" pipe.', []),
    ],
)
def test_pairs_marks_of_every_style(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in find_quotations(text)] == expected


def test_a_paragraph_closes_what_it_leaves_open() -> None:
    text = "“First part.\n\n“Second part.” End."
    first, second = find_quotations(text)
    assert (first.of(text), second.of(text)) == ("“First part.", "“Second part.”")
    assert (is_left_open(text, first), is_left_open(text, second)) == (True, False)
