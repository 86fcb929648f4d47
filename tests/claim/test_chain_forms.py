"""Further forms in which the press says whom it has a thing from: headlines, interviews, papers that are passed on."""

from __future__ import annotations

import pytest

from tests.claim.test_chain_reports import Levels, levels

CASES: list[tuple[str, str, Levels]] = [
    # A headline with an outlet before its colon and a giver behind its dash, which a dash may close again.
    (
        "Reuters: Two quays to shut in Odesa – the deputy port minister –",
        "Two quays",
        [("agency", "Reuters"), ("anonymous", "the deputy port minister")],
    ),
    (
        "State television: Bridge shut for 30 weeks – Judge Horvat",
        "30 weeks",
        [("outlet", "State television"), ("named", "Horvat")],
    ),
    (
        "Customs seized 40 lathes in a year: ministry report seen by Le Monde",
        "40 lathes",
        [("outlet", "Le Monde"), ("document", "ministry report")],
    ),
    # A headline with an outlet that cites somebody before its colon.
    (
        "Kommersant, quoting a ministry source: quarry to close in May",
        "quarry to close in May",
        [("outlet", "Kommersant"), ("anonymous", "a ministry source")],
    ),
    (
        "Bild, citing two envoys: Poland says talks on the canal have failed",
        "talks on the canal have failed",
        [("outlet", "Bild"), ("anonymous", "two envoys"), ("named", "Poland")],
    ),
    (
        "NYT, citing US envoys: Iran told Oman it would send grain",
        "it would send grain",
        [("outlet", "The New York Times"), ("anonymous", "US envoys"), ("named", "Iran")],
    ),
    # An outlet that nobody knows: introduced without an article, or behind the word for its piece.
    (
        "Swedish daily Norran was told by two pilots that the radar had failed.",
        "the radar had failed",
        [("outlet", "Norran"), ("anonymous", "two pilots")],
    ),
    (
        "Meduza relays a report by Sota that 12 clerks have been dismissed.",
        "12 clerks",
        [("outlet", "Meduza"), ("outlet", "Sota")],
    ),
    (
        "The Irish Times understands from senior shepherds that no fence will be built.",
        "no fence will be built",
        [("outlet", "The Irish Times"), ("anonymous", "senior shepherds")],
    ),
    # What a report rests on, and whose words those are.
    (
        "According to a report by Politiken, based on talks with four captains, the ferry lacked a pump.",
        "the ferry lacked a pump",
        [("outlet", "Politiken"), ("anonymous", "four captains")],
    ),
    (
        "According to a Reuters report based on interviews with six traders, the mill will close.",
        "the mill will close",
        [("agency", "Reuters"), ("anonymous", "six traders")],
    ),
    (
        "In an interview with Le Monde, the mayor said 12 roads were shut.",
        "12 roads",
        [("outlet", "Le Monde"), ("anonymous", "the mayor")],
    ),
    # A report of which somebody only thinks something.
    (
        "The mayor, contradicting Reuters, said 12 lanes were dry.",
        "12 lanes were dry",
        [("anonymous", "The mayor")],
    ),
    (
        "The mayor, carrying a copy of the Guardian, said 12 streets were dry.",
        "12 streets were dry",
        [("anonymous", "The mayor")],
    ),
    (
        "The Kyiv Post, carrying a Reuters story, wrote that 12 sluices had burst.",
        "12 sluices",
        [("outlet", "Kyiv Post"), ("agency", "Reuters")],
    ),
    # Whoever is named as the source.
    (
        "Citing Bloomberg, the BBC said the yard would close, with two traders named as the origin.",
        "the yard would close",
        [("outlet", "BBC"), ("agency", "Bloomberg"), ("anonymous", "two traders")],
    ),
    # Whoever had it from somebody.
    (
        "Some 300 carts are stuck at the pass, according to Reuters, which had it from a customs broker.",
        "300 carts",
        [("agency", "Reuters"), ("anonymous", "a customs broker")],
    ),
    (
        "Briefed by the police, members of the council said that the lock had been cut.",
        "the lock had been cut",
        [("anonymous", "members of the council"), ("named", "police")],
    ),
    (
        "The mayor said his deputy had told him that 400 tents were wet.",
        "400 tents",
        [("anonymous", "The mayor"), ("anonymous", "his deputy")],
    ),
    # Outlets whose reporters met somebody.
    (
        "Japanese state television spoke to police sources. The pier is 40 metres short, they said.",
        "40 metres short",
        [("outlet", "Japanese state television"), ("anonymous", "police sources")],
    ),
    # One outlet that is told of twice is one level, two outlets are two.
    (
        "The dam was last seen to in 2009, a Lyon daily, Le Progrès, quotes the road office as saying.",
        "last seen to",
        [("outlet", "Le Progrès"), ("named", "road office")],
    ),
    # Documents that somebody passed on.
    (
        "According to radio intercepts that the General Staff handed to the Kyiv Post, the crew had 30 rounds.",
        "30 rounds",
        [("outlet", "Kyiv Post"), ("named", "General Staff"), ("document", "radio intercepts")],
    ),
    # A speech is the body's; circles are people.
    (
        "Greece has turned it down, writes Reuters, referring to diplomatic circles in Athens.",
        "turned it down",
        [("agency", "Reuters"), ("anonymous", "diplomatic circles in Athens")],
    ),
    # A body's own account; a name that only an interview makes an outlet's.
    ("The foundation has, by its own account, rebuilt 212 huts.", "212 huts", [("named", "foundation")]),
    (
        '"We lost 40 boats," Captain Ivo Kral recalled in a conversation with Respekt.',
        "40 boats",
        [("outlet", "Respekt"), ("named", "Ivo Kral")],
    ),
]


@pytest.mark.parametrize(("text", "claim", "wanted"), CASES, ids=[text[:40] for text, _, _ in CASES])
def test_chain_of_a_form(text: str, claim: str, wanted: Levels) -> None:
    found = levels(text, claim)
    assert [kind for kind, _ in found] == [kind for kind, _ in wanted]
    assert all(words.lower() in name.lower() for (_, name), (_, words) in zip(found, wanted, strict=True)), found


@pytest.mark.parametrize(
    ("text", "claim", "givers"),
    [
        ("Iran tests 40 rockets – live updates", "40 rockets", 0),
        ("Citing the Lyon Star, state television said 40 huts burned.", "40 huts", 2),
        ('"Not one hull has left," insisted Bern\'s envoy to Oslo in a letter to the Security Council.', "hull", 1),
    ],
)
def test_who_only_stands_near_is_no_giver(text: str, claim: str, givers: int) -> None:
    assert len(levels(text, claim)) == givers


def test_a_place_is_no_outlet_for_an_interview_given_there() -> None:
    assert [kind for kind, _ in levels("Mr Kral said in an interview in Paris that 40 hulls leak.", "40 hulls")] == [
        "named"
    ]


def test_people_whom_a_page_quotes_far_below_did_not_speak_to_the_report_of_its_lead() -> None:
    filler = (
        " The yard stands on an island. It was built in 1960. Rain fell. The road is closed. Gulls came. Snow fell."
    )
    lead = "Norva bought 12 boats, the weekly Harbour & Fleet reported, citing two clerks."
    assert levels(f"{lead}{filler} Analysts expect 20 barges by May.", "20 barges") == [("anonymous", "Analysts")]
    assert levels(f"{lead} The clerks said 3 boats had sunk.", "3 boats")[0] == ("outlet", "Harbour & Fleet")
