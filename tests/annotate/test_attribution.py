import time

import pytest

from stemmata.annotate.attribution import find_attributions
from stemmata.annotate.attribution_table import AttributionTableError
from stemmata.annotate.sentence import split_sentences
from stemmata.model import Attribution

Roles = tuple[str, str, list[str]]


def find(text: str) -> tuple[Attribution, ...]:
    return find_attributions(text, split_sentences(text), "en")


def roles(text: str) -> list[Roles]:
    """Source, cue and contents of every attribution, as words."""
    return [
        (
            " ".join(s.of(text) for s in a.source),
            " ".join(s.of(text) for s in a.cue),
            [s.of(text) for s in a.content],
        )
        for a in find(text)
    ]


FORMS: list[tuple[str, Roles]] = [
    ("The ministry said that it lost 12 tanks.", ("The ministry", "said", ["that it lost 12 tanks"])),
    ("It lost 12 tanks, the ministry said.", ("the ministry", "said", ["It lost 12 tanks"])),
    (
        "The works are shut, said Ivo Lank, the head of the plant.",
        ("Ivo Lank, the head of the plant", "said", ["The works are shut"]),
    ),
    (
        "According to the air force, 40 drones fell.",
        ("the air force", "According to", ["40 drones fell"]),
    ),
    ("40 drones fell, according to the air force.", ("the air force", "according to", ["40 drones fell"])),
    (
        "Two officials told the Herald that the deal was off.",
        ("Two officials", "told", ["that the deal was off"]),
    ),
    ("The deal, he told reporters on Monday, is off.", ("he", "told", ["The deal", "is off"])),
    (
        "Kyiv has repeatedly warned that the depots are empty.",
        ("Kyiv", "has repeatedly warned", ["that the depots are empty"]),
    ),
    ("Tehran denies that it sold them.", ("Tehran", "denies", ["that it sold them"])),
    ("The Herald has learned that the yard is shut.", ("The Herald", "has learned", ["that the yard is shut"])),
    (
        "The institute's report says the army is short of shells.",
        ("The institute's report", "says", ["the army is short of shells"]),
    ),
    (
        "A report by the institute says stocks are low.",
        ("A report by the institute", "says", ["stocks are low"]),
    ),
    (
        "The fleet said in a statement on Monday that two ships sank.",
        ("The fleet", "said", ["that two ships sank"]),
    ),
    (
        "Two senior officers from a state allied with Kyiv said the line held.",
        ("Two senior officers from a state allied with Kyiv", "said", ["the line held"]),
    ),
    ("The plant is believed to employ 300 people.", ("", "is believed", ["The plant", "to employ 300 people"])),
    ("The plant reportedly opened in May.", ("", "reportedly", ["The plant", "opened in May"])),
    ("“We won,” the coach said.", ("the coach", "said", ["“We won,”"])),
    ("“Did we win?” Coach Brandt asked.", ("Coach Brandt", "asked", ["“Did we win?”"])),
    ("The coach said: “We won.”", ("The coach", "said:", ["“We won.”"])),
    ("As reported by the Herald, the bridge is down.", ("the Herald", "As reported by", ["the bridge is down"])),
    ("Herald: Omsk to get a second plant", ("Herald", ":", ["Omsk to get a second plant"])),
    ("Omsk to get a second plant — Reuters", ("Reuters", "—", ["Omsk to get a second plant"])),
]


@pytest.mark.parametrize(("text", "expected"), FORMS, ids=[text for text, _ in FORMS])
def test_reads_the_forms_of_the_press(text: str, expected: Roles) -> None:
    assert roles(text) == [expected]


def test_a_quotation_round_its_speaker_and_after_the_sentence_is_one_content() -> None:
    text = '"We have our own plans," said Ana Ruiz, the spokeswoman, on Monday. "Nobody asked us."'
    assert roles(text) == [
        ("Ana Ruiz, the spokeswoman", "said", ['"We have our own plans,"', '"Nobody asked us."']),
    ]


def test_a_quotation_announced_by_a_colon_may_open_the_next_paragraph() -> None:
    text = "The mayor said in a statement:\n\n“The bridge stays open.”\n\nIt was built in 1960."
    assert [contents for _, _, contents in roles(text)] == [["“The bridge stays open.”"]]


def test_a_quotation_left_open_goes_on_in_the_next_paragraph() -> None:
    text = "“The bridge stays open,” the mayor said. “It is safe.\n\n“It is also new.”"
    assert roles(text)[0][2] == ["“The bridge stays open,”", "“It is safe.", "“It is also new.”"]


def test_an_inner_source_gives_what_the_outer_passes_on() -> None:
    text = "CNN, citing two port officials, reported that the ship had sailed."
    assert roles(text) == [
        ("two port officials", "citing", ["that the ship had sailed"]),
        ("CNN", "reported", ["that the ship had sailed"]),
    ]
    assert [a.relay for a in find(text)] == [False, True]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("The ship has sailed, the Herald reported, citing two port officials.", "two port officials"),
        ("Novosti reports with reference to the Herald that the ship has sailed.", "the Herald"),
    ],
)
def test_the_inner_source_may_stand_behind(text: str, inner: str) -> None:
    found = roles(text)
    assert [source for source, _, _ in found][1] == inner
    assert found[0][2] == found[1][2]


def test_a_report_that_is_named_in_the_passive_gives_the_subject() -> None:
    assert roles("The deal was first reported by the Herald, which cited two sources.") == [
        ("the Herald", "first reported by", ["The deal"]),
        ("two sources", "cited", ["The deal"]),
    ]


def test_a_source_that_is_itself_attributed_is_read_once() -> None:
    text = "According to a May 2 report by the Herald, the ship has sailed."
    assert roles(text) == [("a May 2 report by the Herald", "According to", ["the ship has sailed"])]


def test_citing_a_reason_is_no_inner_source() -> None:
    found = roles("The agency closed the port, citing high winds.")
    assert found == [("The agency", "citing", ["high winds"])]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        (
            "Neither state did, but the firm did not respond to requests for comment.",
            "the firm",
            "did not respond to requests for comment",
        ),
        (
            "A spokesman for the yard declined to comment on the list.",
            "A spokesman for the yard",
            "declined to comment",
        ),
    ],
)
def test_no_answer_is_an_attribution_without_a_statement(text: str, source: str, cue: str) -> None:
    assert (source, cue) in [(s, c) for s, c, _ in roles(text)]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Lena Holt, who led the talks, said they failed.", "Lena Holt, who led the talks,"),
        ("Lena Holt, speaking in Oslo, said they failed.", "Lena Holt"),
        ("The group's leader, Lena Holt, said they failed.", "The group's leader, Lena Holt,"),
        ("In Oslo on Friday, Lena Holt said they failed.", "Lena Holt"),
        ("Holt, Brandt and their aides said they failed.", "Holt, Brandt and their aides"),
    ],
)
def test_a_source_keeps_what_names_it_and_drops_when_and_how(text: str, source: str) -> None:
    assert roles(text)[0][0] == source


def test_a_second_verb_shares_the_source_and_ends_the_first_content() -> None:
    assert roles("The mayor said the dam held, adding that the road was shut.") == [
        ("The mayor", "said", ["the dam held"]),
        ("The mayor", "adding", ["that the road was shut"]),
    ]


def test_each_of_two_sources_keeps_its_own_content() -> None:
    assert roles("Kyiv said 30 drones fell, while Moscow said 12 did.") == [
        ("Kyiv", "said", ["30 drones fell"]),
        ("Moscow", "said", ["12 did"]),
    ]


@pytest.mark.parametrize(
    ("text", "relays"),
    [
        ("The Northern Times reported that it rained.", True),
        ("The newspaper writes that it rained.", True),
        ("State media reported that it rained.", True),
        ("BBC reported that it rained.", True),
        ("The minister reported that it rained.", False),
        ("An official at the newspaper said that it rained.", False),
        ("He said that it rained.", False),
    ],
)
def test_a_source_that_is_a_report_relays(text: str, relays: bool) -> None:
    assert [a.relay for a in find(text)] == [relays]


@pytest.mark.parametrize(
    "text",
    [
        "The plant opened in May.",
        "It sells to the United States and its allies.",
        "The peace plans of both states failed.",
        "He could say more.",
        "The claims of the firm were paid.",
        "Read also:",
        "",
    ],
)
def test_nothing_is_said_where_nobody_says_it(text: str) -> None:
    assert find(text) == ()


def test_what_is_quoted_is_not_searched_for_cues() -> None:
    assert roles('"They say it rained," she said.') == [("she", "said", ['"They say it rained,"'])]


def test_a_language_without_a_table_is_refused() -> None:
    with pytest.raises(AttributionTableError, match="'xx'"):
        find_attributions("A b.", (), "xx")


@pytest.mark.parametrize(
    "piece", ["he said, ", 'he said "a" ', "saying, ", "citing X, ", 'he said: "', "according to ", "and A ", "(A "]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    started = time.process_time()
    find(text)
    assert time.process_time() - started < 20


def test_the_same_text_gives_the_same_attributions() -> None:
    text = " ".join(sentence for sentence, _ in FORMS[:10])
    assert find(text) == find(text)
