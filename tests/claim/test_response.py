"""Reactions to a report: who gives which, and what is none."""

from __future__ import annotations

import pytest

from stemmata.annotate.document import annotate
from stemmata.claim import find_claims
from stemmata.model import Claim, Document
from stemmata.packs import load_pack

PACK = load_pack()


def read(text: str) -> list[Claim]:
    document = Document("d", "0" * 64, text, "en", published="2023-02-05", outlet="Courier")
    return list(find_claims(document, annotate(document, PACK), PACK).claims)


def kind(claim: Claim) -> str:
    return claim.measure if claim.sub_kind is None else f"{claim.measure}/{claim.sub_kind}"


def told(text: str) -> set[tuple[str, str, str, str | None]]:
    return {(kind(c), c.modality.value, c.polarity.value, c.stage) for c in read(text)}


REPORT = "Iran supplies drones to Russia. "


@pytest.mark.parametrize(
    ("reaction", "modality"),
    [
        ("The Kremlin did not immediately respond to a request for comment.", "no_response"),
        ("Iran's mission in New York could not be reached for comment on Sunday.", "no_response"),
        ("There was no immediate comment from Tehran.", "no_response"),
        ("Requests for comment sent to the Russian defence ministry went unanswered.", "no_response"),
        ("Neither the Kremlin nor the Iranian foreign ministry responded to questions.", "no_response"),
        ("A Pentagon spokesman declined to comment on the report.", "declines_comment"),
        ("The ministry, asked about the figure, refused to be drawn.", "declines_comment"),
        ("Reuters was unable to independently verify the account.", "cannot_verify"),
        ("CNN has not been able to verify the documents.", "cannot_verify"),
        ("Tehran rejected the report as baseless.", "denies"),
        ("The Iranian ambassador called the accusations a fabrication.", "denies"),
        ("“These claims are untrue,” the foreign ministry's spokesman Nasser Kanaani said.", "denies"),
        (
            "Asked about the report, the Kremlin's spokesman said that Russia had its own development programmes.",
            "deflects",
        ),
        ("Peskov said he had no knowledge of the newspaper's sources.", "deflects"),
    ],
)
def test_a_reaction_is_one_statement(reaction: str, modality: str) -> None:
    (claim,) = [c for c in read(REPORT + reaction) if c.evidence.span.start >= len(REPORT)]
    assert (claim.measure, claim.modality.value) == ("statement", modality)
    assert claim.polarity.value == ("negative" if modality == "denies" else "positive")


@pytest.mark.parametrize(
    "words", ["The claim could not be independently verified.", "The ministry did not deny the report."]
)
def test_what_nobody_says_is_no_reaction(words: str) -> None:
    assert [c for c in read(REPORT + words) if c.evidence.span.start >= len(REPORT)] == []


def test_two_reactions_of_one_sentence_are_told_apart() -> None:
    text = REPORT + "The Kremlin did not reply to questions, and the firm that runs the works declined to comment."
    statements = [c for c in read(text) if c.measure == "statement"]
    assert [(c.actor, c.modality.value) for c in statements] == [
        ("kremlin", "no_response"),
        ("the firm that runs the works", "declines_comment"),
    ]
    assert all(c.chain == () for c in statements)


@pytest.mark.parametrize(
    ("reaction", "actor"),
    [
        ("There was no immediate comment from Tehran.", "iran"),
        ("Emails to the ministry were not returned.", "the ministry"),
        ("Rumours about a closing are nonsense, the general staff said.", "the general staff"),
        ("These claims are false, the ambassador said.", "the ambassador"),
        ("The Iranian ambassador called the accusations a fabrication.", "The Iranian ambassador"),
        ("AFP could not immediately verify the authenticity of the footage.", "AFP"),
        ("The authenticity of the documents could not be verified by the BBC.", "the BBC"),
        ("A spokesman for the plant refused to answer questions from Reuters.", "A spokesman for the plant"),
        ("The ministry, asked about the figure, refused to be drawn.", "The ministry"),
    ],
)
def test_whoever_reacts_is_named(reaction: str, actor: str) -> None:
    (claim,) = [c for c in read(REPORT + reaction) if c.evidence.span.start >= len(REPORT)]
    assert claim.actor == actor


def test_whoever_says_that_it_could_not_confirm_is_the_one_who_could_not() -> None:
    text = "Two officials said 40 missiles were sent. The Dukas works said it could not confirm the report."
    (claim,) = [c for c in read(text) if c.measure == "statement"]
    assert claim.actor == "The Dukas works"


def test_what_nobody_denied_is_no_denial() -> None:
    assert not [c for c in read("Nobody denied that Russia had lost 40 tanks.") if c.modality.value == "denies"]
    assert [c for c in read("Russia denied that it had lost 40 tanks.") if c.modality.value == "denies"]


def test_a_clause_before_a_denial_is_no_party() -> None:
    text = (
        "The Estonian fund has bought 36 Shahed drones from a Turkish maker, the head of the fund said on Monday, "
        "rejecting a report that it had paid twice as much."
    )
    (denial,) = [c for c in read(text) if c.measure == "statement"]
    assert denial.actor == "the head of the fund"
