"""Who gave a thing may stand in the sentence before or behind, where one points back at the other, and else not."""

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
    (
        "The council released a study on Friday. It shows that 40 wells are dry.",
        "40 wells",
        [("document", "a study")],
    ),
    # The sentence behind says who reported it, and from whom.
    (
        "The port will be closed on Sunday. Interfax reported this, citing two clerks.",
        "The port will be closed",
        [("agency", "Interfax"), ("anonymous", "two clerks")],
    ),
    (
        "Riga has received 30 tugs. This was reported by Ukrinform with reference to the transport ministry.",
        "30 tugs",
        [("agency", "Ukrinform"), ("named", "transport ministry")],
    ),
    (
        "Clerks told the Harbour Gazette that 12 boats sank. The Gazette printed parts of a letter on Monday.",
        "12 boats sank",
        [("outlet", "Harbour Gazette"), ("anonymous", "Clerks")],
    ),
    # A credit to all of it names whom the report has it from.
    (
        "This was reported by Ukrinform with reference to the port authority. A buoy sank near Kerch on Monday.",
        "A buoy sank",
        [("agency", "Ukrinform"), ("named", "port authority")],
    ),
    (
        "This was reported by Ukrinform with reference to the port authority. Two pilots said 3 buoys sank.",
        "3 buoys",
        [("agency", "Ukrinform"), ("anonymous", "Two pilots")],
    ),
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
def test_a_sentence_gives_what_points_at_it(text: str, claim: str, expected: Levels) -> None:
    assert levels(text, claim) == expected
