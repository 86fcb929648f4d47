"""Second-hand reports as the press writes them: who gives a claim, and who only stands near it."""

from __future__ import annotations

import pytest

from stemmata.annotate.document import annotate
from stemmata.claim.build import find_claims
from stemmata.claim.chain import ChainReader
from stemmata.claim.context import build_contexts
from stemmata.model import Document, Source, Span
from stemmata.packs import load_pack

Levels = list[tuple[str, str]]


def read(text: str, claim: str, own: tuple[str, ...] = ()) -> tuple[Source, ...]:
    document = Document("test", "0" * 64, text, "en", published="2025-03-10")
    pack = load_pack()
    contexts = build_contexts(document, annotate(document, pack))
    start = text.index(claim)
    context = next(c for c in contexts if c.span.start <= start < c.span.end)
    return ChainReader(contexts, pack, own).read(context, Span(start, start + len(claim))).sources


def levels(text: str, claim: str, own: tuple[str, ...] = ()) -> Levels:
    """Kind and words of each level, from the nearest on."""
    return [(s.kind.value, s.name or s.descriptor or "") for s in read(text, claim, own)]


CASES: list[tuple[str, str, Levels]] = [
    # Who comes back: by a pronoun, an office, another word, a body's common noun.
    (
        "Lawmaker Han Min-seo, who had been briefed by the National Intelligence Service, spoke on Monday. "
        "Nine ships have sailed, he said.",
        "Nine ships",
        [("named", "Han Min-seo")],
    ),
    (
        "Rail minister Ana Lopes toured the yard. The tunnel will take 900 men, the minister said.",
        "900 men",
        [("named", "Ana Lopes")],
    ),
    (
        "The line will close, a member of the rail committee told Reuters. Forty men will go, the lawmaker said.",
        "Forty men",
        [("agency", "Reuters"), ("anonymous", "the lawmaker")],
    ),
    (
        "The National Intelligence Service counted nine ships. Six more are at sea, the spy agency added.",
        "Six more",
        [("named", "National Intelligence Service")],
    ),
    (
        "Reuters spoke to two pilots. The strip is too short by 300 metres, they said.",
        "300 metres",
        [("agency", "Reuters"), ("anonymous", "two pilots")],
    ),
    # An outlet that some people spoke to is not the one whom others told.
    (
        "Two people told the newspaper Rigas Balss that the bridge was late. Officials in Riga said 40 men had gone.",
        "40 men",
        [("anonymous", "Officials in Riga")],
    ),
    # Names and offices.
    ("The depot holds 900 rounds, the union's top diplomat Ana Lopes said.", "900 rounds", [("named", "Ana Lopes")]),
    ("US Harbor Commissioner Mark Dunn said 40 cranes were idle.", "40 cranes", [("named", "Mark Dunn")]),
    ("One in ten hulls leaks, a Norwegian commander said.", "One in ten", [("anonymous", "a Norwegian commander")]),
    # Outlets known by their form or by what stands with them.
    ("The ferry sank in ten minutes, PortNews reports.", "ten minutes", [("outlet", "PortNews")]),
    ("Two docks will close, the Posten newspaper wrote.", "Two docks", [("outlet", "Posten")]),
    (
        "In an interview with the Riyadh-based news outlet Arab News, Mr Haddad said 12 hulls were ready.",
        "12 hulls",
        [("outlet", "Arab News"), ("named", "Haddad")],
    ),
    # A state's press is the press, a state's view is the state's, a document has a maker.
    ("Ten pilots have come, state television reported.", "Ten pilots", [("outlet", "state television")]),
    ("London's assessment is that 80 hulls are left.", "80 hulls", [("named", "United Kingdom")]),
    (
        "A study published on Monday by the Nordic Harbour Institute shows that 43 wrecks are left.",
        "43 wrecks",
        [("document", "A study published on Monday by the Nordic Harbour Institute")],
    ),
    # The order.
    (
        "Le Monde, as quoted by Reuters, cites the mayor as saying that the bridge cost 4 million euros.",
        "4 million",
        [("agency", "Reuters"), ("outlet", "Le Monde"), ("anonymous", "the mayor")],
    ),
    ("Port to shed 90 men, the mayor says – Le Monde", "90 men", [("outlet", "Le Monde"), ("anonymous", "the mayor")]),
    (
        "Citing Bloomberg, the BBC said that 40 cranes were idle.",
        "40 cranes",
        [("outlet", "BBC"), ("agency", "Bloomberg")],
    ),
    (
        "TASS cited the fisheries chief, Oleg Marin, as saying that 14 boats had been lost.",
        "14 boats",
        [("agency", "TASS"), ("named", "Oleg Marin")],
    ),
    # Where a saying ends.
    (
        "Two blasts were heard, TASS reported, while the governor wrote that six sheds had burnt.",
        "six sheds",
        [("anonymous", "the governor")],
    ),
    (
        "Oslo gave 500 boats, the ministry announced, but 90 leak, according to Le Monde.",
        "500 boats",
        [("named", "ministry")],
    ),
    # Credits.
    (
        "Harbour hit\n\nThe harbour was hit by 14 drones.\n\nSource: Ukrinform\n\nBackground: In May a crane fell.",
        "was hit by 14",
        [("agency", "Ukrinform")],
    ),
    (
        "Nine boats were sunk. This was reported on Facebook by the harbour command, Ukrinform reports.",
        "Nine boats",
        [("agency", "Ukrinform"), ("named", "harbour command")],
    ),
]


@pytest.mark.parametrize(("text", "claim", "expected"), CASES, ids=[claim for _, claim, _ in CASES])
def test_the_chain_of_a_report(text: str, claim: str, expected: Levels) -> None:
    assert levels(text, claim) == expected


NOBODY: list[tuple[str, str]] = [
    ("It was reported that 40 cranes were idle.", "40 cranes"),
    ("The brigade is believed to have lost 11 boats.", "11 boats"),
    ("The Journal wrote that a yard would open. Iran's navy has some 60 old boats.", "60 old boats"),
    ("If the council agrees, Berlin would deliver 100 boats.", "100 boats"),
    ("NEW DELHI: The navy bought 40 boats in May.", "40 boats"),
    ("Harbour hit\n\nSource: Ukrinform\n\nBackground: In May 12 cranes fell.", "12 cranes"),
    ("The guard showed a boat with 12 oars.", "12 oars"),
]


@pytest.mark.parametrize(("text", "claim"), NOBODY, ids=[claim for _, claim in NOBODY])
def test_what_nobody_gives_has_no_source(text: str, claim: str) -> None:
    assert levels(text, claim) == []


def test_the_pages_own_outlet_is_no_level_by_any_of_its_names() -> None:
    text = "A Kyiv Independent investigation has found that nine yards import lathes."
    assert levels(text, "nine yards", ("kyivindependent.com",)) == []
    assert [kind for kind, _ in levels(text, "nine yards")] == ["outlet"]


def test_a_platform_is_no_level() -> None:
    assert levels("Ten boats sank, the harbour command wrote on Telegram.", "Ten boats") == [
        ("named", "harbour command")
    ]


def test_a_hour_in_brackets_is_no_agency() -> None:
    text = "BEIRUT (7:00 A.M.) – Ten tanks were hit, the army said."
    assert [kind for kind, _ in levels(text, "Ten tanks")] == ["named"]


def test_a_credit_line_passes_the_guard_however_far_below_it_stands() -> None:
    filler = " ".join(f"The {word} was calm." for word in ("sea", "wind", "town", "port", "road", "sky") * 8)
    text = f"Ukrainian forces shot down 12 Shahed drones overnight.\n\n{filler}\n\nSource: Ukrinform"
    document = Document("test", "0" * 64, text, "en", published="2025-03-10")
    pack = load_pack()
    claims = find_claims(document, annotate(document, pack), pack).claims
    assert [s.name for claim in claims for s in claim.chain] == ["Ukrinform"]


def test_whoever_denies_is_the_source_of_the_denial() -> None:
    text = (
        "Iran will build a Shahed drone plant near Omsk, according to the Sunday Tribune. "
        "The Kremlin called the article a fantasy."
    )
    document = Document("test", "0" * 64, text, "en", published="2025-03-10")
    pack = load_pack()
    denials = [c for c in find_claims(document, annotate(document, pack), pack).claims if c.measure == "statement"]
    assert [[s.name for s in claim.chain] for claim in denials] == [["Kremlin"]]


DENIALS = [
    (
        "The Norvan air force denied that it plans to buy 30 howitzers from France, a number first given by the "
        "Lake Post, which cited two people close to the firm.",
        ["Norvan air force"],
    ),
    ("The Kremlin denied a report by Reuters, citing officials, that Iran had delivered 400 missiles.", ["Kremlin"]),
    ("Iran denied that it had supplied 60 drones to Russia, as two U.S. officials told Reuters.", ["Iran"]),
    ("The agency said the Kremlin denied that Russia had bought 200 drones from Iran.", ["The agency", "Kremlin"]),
    ("Iran has repeatedly denied delivering missiles to Russia, according to the Lake Post.", ["Lake Post", "Iran"]),
]


@pytest.mark.parametrize(("text", "chain"), DENIALS, ids=[text[:40] for text, _ in DENIALS])
def test_whoever_gave_what_is_denied_is_not_behind_the_denial(text: str, chain: list[str]) -> None:
    document = Document("test", "0" * 64, text, "en", published="2025-03-10")
    pack = load_pack()
    (claim,) = find_claims(document, annotate(document, pack), pack).claims
    assert claim.polarity.value == "negative"
    assert [(s.name or s.descriptor or "").removeprefix("the ").removeprefix("The ") for s in claim.chain] == [
        name.removeprefix("The ") for name in chain
    ]


@pytest.mark.parametrize("heading", ["The night's tally", "Result", "Photo"])
def test_a_heading_that_names_what_follows_gives_nothing(heading: str) -> None:
    assert levels(f"{heading}: 31 boats and two tugs sunk; nine boats raised.", "31 boats") == []
