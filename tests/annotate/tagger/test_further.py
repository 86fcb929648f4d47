"""Further givers and whole sources: what the tagger marks beside what the grammar reads, on sentences of our own."""

from __future__ import annotations

import pytest

from stemmata.annotate.document import annotate
from stemmata.model import Attribution, Document
from stemmata.packs import load_pack

PACK = load_pack()


def read(text: str) -> tuple[Attribution, ...]:
    return annotate(Document("d", "0" * 64, text, "en", published="2024-05-15"), PACK).attributions


def givers(text: str) -> set[str]:
    return {span.of(text) for a in read(text) if a.cited for span in a.source}


@pytest.mark.parametrize(
    ("text", "no_giver"),
    [
        ("Citing safety concerns, the port in Odesa said that the ferry would stay in May.", "safety"),
        ("Kanal 5 said, without naming a source, that the yard had lost a third of its cranes.", "source"),
        (
            "The depot was empty, a guard told Reuters unnamed, as he may not speak to the media.",
            "the media",
        ),
        ("The yard has shut, its owner, Ana Lind, told The Courier, a Danish weekly.", "a Danish weekly"),
        ("Volta signed a contract worth $3 billion for the delivery of 60 ferries.", "$"),
    ],
)
def test_what_is_no_giver_is_not_cited(text: str, no_giver: str) -> None:
    assert not any(no_giver in giver for giver in givers(text))


def test_a_further_giver_is_a_whole_phrase() -> None:
    text = "On the basis of cargo logs, Agora found that the ships had called there 40 times."
    assert givers(text) == {"cargo logs"}


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Sales fell by a third in May, figures from the guild showed on Monday.", "figures from the guild"),
        ("A study published by the Delta Institute shows 30 docks.", "A study published by the Delta Institute"),
        ("Letters that The Courier has seen show the dock was never built.", "Letters that The Courier has seen"),
        ("Russia sold 300 trucks in May, papers published by hackers show.", "papers published by hackers"),
        ("Twelve barges have sunk, state media reported.", "state media"),
    ],
)
def test_a_source_is_whole(text: str, source: str) -> None:
    main = [a for a in read(text) if a.source and not a.cited and a.content]
    assert source in [span.of(text) for a in main for span in a.source]


def test_a_clause_behind_but_belongs_to_the_one_behind_it() -> None:
    text = "Bergen sold 40 trams, the council announced, but 9 do not run, according to Dagbladet."
    said = {span.of(text): [c.of(text) for c in a.content] for a in read(text) for span in a.source}
    assert said["the council"] == ["Bergen sold 40 trams"]
    assert all("40 trams" not in content for content in said["Dagbladet"])


def test_what_was_not_confirmed_is_not_said_to_be_the_report() -> None:
    text = "The Lund works said it could not confirm the report."
    (found,) = [a for a in read(text) if a.content]
    assert [c.of(text) for c in found.content] == ["it could not confirm the report"]


def test_a_speaker_in_a_quoted_transcript_has_no_mark() -> None:
    text = 'The talk went as follows. "BERG: The dock is shut for good. "LUND: It will open in May.'
    names = {span.of(text) for a in read(text) for span in a.source}
    assert {"BERG", "LUND"} <= names


def test_a_name_behind_a_comma_is_the_speaker_s() -> None:
    text = "Launched by Russia on Friday, according to the navy chief, Petro Lysenko:\n– 40 Kalibr missiles"
    names = [span.of(text) for a in read(text) if not a.cited for span in a.source]
    assert "the navy chief, Petro Lysenko" in names
    assert "Petro Lysenko" not in givers(text)
