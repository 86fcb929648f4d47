"""Chains of two and three levels: who told whom, what was handed to an outlet, and who only hears it."""

from __future__ import annotations

import pytest

from tests.claim.test_chain_reports import Levels, levels

CASES: list[tuple[str, str, Levels]] = [
    # A document that was released or handed to an outlet; one that another outlet made public.
    (
        "Ledgers released to the Lusaka Times under a court order show 31 beds were never bought.",
        "31 beds",
        [("outlet", "Lusaka Times"), ("document", "Ledgers")],
    ),
    (
        "Cables obtained by Der Spiegel and published by Le Monde show that 40 lorries were never paid for.",
        "40 lorries",
        [("outlet", "Le Monde"), ("outlet", "Spiegel"), ("document", "Cables")],
    ),
    (
        "A survey by the lake board, reported by the BBC, found that 60 piers were rotten.",
        "60 piers",
        [("outlet", "BBC"), ("document", "A survey")],
    ),
    # Whoever was told by somebody, or tells of somebody who told, stands between.
    (
        "The Lake Herald reported that firemen had been told by a baker that 12 sheds were alight.",
        "12 sheds",
        [("outlet", "Lake Herald"), ("anonymous", "firemen"), ("anonymous", "a baker")],
    ),
    (
        "Ida Holm told the Lake Herald that her uncle rang her from the pier and said 12 boats had sunk.",
        "12 boats",
        [("outlet", "Lake Herald"), ("named", "Ida Holm"), ("anonymous", "her uncle")],
    ),
    (
        "Amnesty International said villagers had told its staff that 40 goats were shot.",
        "40 goats",
        [("named", "Amnesty International"), ("anonymous", "villagers")],
    ),
    (
        "The mayor told the BBC that engineers had assured him the weir would hold.",
        "the weir would hold",
        [("outlet", "BBC"), ("anonymous", "The mayor"), ("anonymous", "engineers")],
    ),
    (
        "Senators briefed by the finance ministry said the loan was lost.",
        "the loan was lost",
        [("anonymous", "Senators"), ("named", "finance ministry")],
    ),
    # People of a party or an armed group have no name; a body with its abbreviation has one.
    ("Hezbollah fighters said 12 wells were dry.", "12 wells", [("anonymous", "Hezbollah fighters")]),
    ("The Order of Lake Engineers (OLE) said 12 locks leaked.", "12 locks", [("named", "Order of Lake Engineers")]),
    # A place in capitals is where it was written.
    ("QUETTA: The council has sold 40 plots, residents said.", "40 plots", [("anonymous", "residents")]),
    # A headline that closes with who says it.
    (
        "Le Monde: Lyon to sell nine trams, council papers show",
        "nine trams",
        [("outlet", "Le Monde"), ("document", "council papers")],
    ),
    ("One in five wells is dry, survey finds", "One in five wells", [("document", "survey")]),
    # Courts and parliaments hear, and print nothing.
    ("Surgeon Ada Holm told Lake Crown Court that 12 knives were found.", "12 knives", [("named", "Ada Holm")]),
    ("A clerk told the Mersey inquiry that 12 files were burnt.", "12 files", [("anonymous", "A clerk")]),
    # Two outlets side by side; one that passes on another.
    (
        "Rents rose by a tenth, according to a paper seen by Die Zeit, Kyiv Post reports.",
        "a tenth",
        [("outlet", "Kyiv Post"), ("outlet", "Die Zeit"), ("document", "a paper")],
    ),
    (
        "The Kyiv Post, picking up a Reuters story, said 12 barges had sunk.",
        "12 barges",
        [("outlet", "Kyiv Post"), ("agency", "Reuters")],
    ),
    (
        "The fire was first reported by the BBC, which quoted two sailors saying that 12 barges had sunk.",
        "12 barges",
        [("outlet", "BBC"), ("anonymous", "two sailors")],
    ),
    # A place before a comma is nobody's name.
    (
        "A wall fell on 12 carts in Ghana's Upper Region, a harbour clerk told Reuters.",
        "12 carts",
        [("agency", "Reuters"), ("anonymous", "a harbour clerk")],
    ),
    (
        "The quay has been shut, two army sources said, speaking to Reuters on condition of anonymity.",
        "The quay",
        [("agency", "Reuters"), ("anonymous", "two army sources")],
    ),
    (
        "Two traders told the BBC that the yard had closed. One of them said 12 men had left.",
        "12 men",
        [("outlet", "BBC"), ("anonymous", "One of them")],
    ),
    (
        "The BBC reported that 12 barges had sunk. The broadcaster cites a letter from the owner.",
        "12 barges",
        [("outlet", "BBC"), ("document", "a letter")],
    ),
]


@pytest.mark.parametrize(("text", "claim", "wanted"), CASES, ids=[text[:40] for text, _, _ in CASES])
def test_chain_of_layers(text: str, claim: str, wanted: Levels) -> None:
    found = levels(text, claim)
    assert [kind for kind, _ in found] == [kind for kind, _ in wanted], found
    assert all(words.lower() in name.lower() for (_, name), (_, words) in zip(found, wanted, strict=True)), found


@pytest.mark.parametrize(
    ("text", "claim", "wanted"),
    [
        ("The ship, carrying two Norvan officials, said 12 men were lost.", "12 men", "officials"),
        ("NATO: Norva lost 12 boats, officials said.", "12 boats", "boats"),
        ("A memo obtained by CNN and rejected by the Lake Post says 12 boats sank.", "12 boats", "Post"),
        ("A memo obtained by CNN, not published by the BBC, says 12 boats sank.", "12 boats", "BBC"),
        ("Documents not leaked to the Guardian show that 12 boats sank.", "12 boats", "the Guardian"),
        ("Clerks who were not briefed by NATO said 12 boats had sunk.", "12 boats", "NATO"),
        ("Carts fell off a bridge near Arusha, Tanzania, a clerk told Reuters.", "Carts", "Tanzania"),
        ("Mina Holm told Lake Crown Court that 12 knives were found.", "12 knives", "Court"),
        ("Norva bought 12 boats, the navy said in a report sent to lawmakers on Sunday.", "12 boats", "lawmakers"),
        ("Norva bought 12 boats, the navy said in a memo handed to members of parliament.", "12 boats", "members"),
        ("Another 12 boats sank, the Norvan navy said on the Telegram app.", "12 boats", "Telegram"),
        ("Norva bought 12 boats, the Herald reported. It criticised two officials.", "12 boats", "officials"),
        (
            "Norva bought 12 boats. This was reported by the Herald, which did not cite the brigade.",
            "12 boats",
            "brigade",
        ),
        ("The minister burned a map. It shows that Norva bought 12 boats.", "12 boats", "It"),
    ],
)
def test_no_level_that_the_words_do_not_carry(text: str, claim: str, wanted: str) -> None:
    assert not any(wanted in name for _, name in levels(text, claim))


def test_speakers_of_a_transcript_are_no_places() -> None:
    text = "HARRIS: Our yard lost 12 boats.\nBROOK: The ministry said that 40 men had left."
    assert [name for _, name in levels(text, "12 boats")] == ["HARRIS"]


@pytest.mark.parametrize(
    "text",
    [
        "Listening to two officials, the Herald said Norva bought 12 boats.",
        "Writing to lawmakers on Monday, the minister said Norva bought 12 boats.",
        "Thanks to two clerks, the Herald learned that Norva bought 12 boats.",
    ],
)
def test_a_sentence_that_opens_with_whom_one_spoke_to_is_read(text: str) -> None:
    assert not any("lawmakers" in name for _, name in levels(text, "12 boats"))


def test_sources_who_asked_not_to_be_named_are_the_cited_ones() -> None:
    text = (
        "Norva has signed a contract for 16 cargo aircraft from the Ostland company Aerokop, the daily Lake Mirror "
        "reported on Wednesday, citing two officials at the ministry in Lankburg who asked not to be named."
    )
    assert [kind for kind, _ in levels(text, "16 cargo aircraft")] == ["outlet", "anonymous"]


def test_whom_a_report_is_attributed_to_is_no_addressee() -> None:
    text = "Norva bought 12 boats, the Herald said, in a report attributed to two officials."
    assert ("anonymous", "two officials") in levels(text, "12 boats")
