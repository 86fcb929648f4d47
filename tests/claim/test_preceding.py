"""Who gave a thing may stand in the sentence before, where the sentence points back at it, and else does not."""

from __future__ import annotations

import pytest

from tests.claim.test_chain_reports import Levels, levels

CASES: list[tuple[str, str, Levels]] = [
    (
        "The Harbour Gazette has obtained an audit of the port. It puts the losses at 4 million euros.",
        "the losses at 4 million euros",
        [("outlet", "Harbour Gazette"), ("document", "an audit of the port")],
    ),
    (
        "Reporters from Nordlys interviewed five dockers. The cranes had not been inspected since spring, they said.",
        "The cranes had not been inspected",
        [("outlet", "Nordlys"), ("anonymous", "five dockers")],
    ),
    (
        "Reporters from Nordlys interviewed five dockers. The cranes are 40 years old, the dockers said.",
        "40 years old",
        [("outlet", "Nordlys"), ("anonymous", "the dockers")],
    ),
    (
        "El Tribuno has seen minutes of the meeting. In them, the chairman says that the bank lost 9 million.",
        "the bank lost 9 million",
        [("outlet", "El Tribuno"), ("document", "minutes of the meeting"), ("anonymous", "the chairman")],
    ),
    ("The army published a video on Monday. It shows three boats on fire.", "three boats", [("document", "a video")]),
    # Nothing points back: the sentence before tells of something else.
    (
        "The agency Interfax did not reply. Officials said 30 drones had been lost.",
        "30 drones",
        [("anonymous", "Officials")],
    ),
    (
        "Der Spiegel interviewed the mayor on Friday. The council said 40 barns burnt.",
        "40 barns",
        [("named", "council")],
    ),
    (
        "The president met journalists from the BBC. Two aides later said that 30 drones had been lost.",
        "30 drones",
        [("anonymous", "Two aides")],
    ),
]


@pytest.mark.parametrize(("text", "claim", "expected"), CASES, ids=[claim for _, claim, _ in CASES])
def test_the_sentence_before_gives_what_points_back_at_it(text: str, claim: str, expected: Levels) -> None:
    assert levels(text, claim) == expected
