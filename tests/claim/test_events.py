"""Visits, meetings, agreements and sanctions: claims where they have to do with the subject, and only there."""

from __future__ import annotations

import pytest

from tests.claim.told import kind, read, told


@pytest.mark.parametrize(
    ("text", "measure", "modality"),
    [
        (
            "An Iranian delegation visited the Alabuga drone plant on 5 January, officials said.",
            "events/visit",
            "asserted",
        ),
        (
            "Russian defence minister Sergei Shoigu toured a missile exhibition in Tehran, state television said.",
            "events/visit",
            "asserted",
        ),
        (
            "North Korean officials plan to visit a drone factory in Kazan next month, Yonhap reported.",
            "events/visit",
            "plans",
        ),
        (
            "The United States on Thursday sanctioned two Chinese firms that make engines for Garpiya drones.",
            "designation",
            "asserted",
        ),
        ("The EU imposed sweeping new sanctions on three Iranian drone makers on Monday.", "designation", "asserted"),
        (
            "Washington added six Chinese companies to its entity list over drone components for Iran.",
            "designation",
            "asserted",
        ),
        ("Two generals were blacklisted by the European Union over the drones.", "designation", "asserted"),
        (
            "Russia and Iran signed an agreement on drone cooperation in November, the Post reported.",
            "events/agreement",
            "asserted",
        ),
        (
            "Turkey and Ukraine have signed a memorandum of understanding on a drone training centre.",
            "events/agreement",
            "asserted",
        ),
    ],
)
def test_an_event_is_found(text: str, measure: str, modality: str) -> None:
    assert (measure, modality) in {found[:2] for found in told(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The mayor visited the flooded town on Monday and met residents. He declined to comment on the budget.",
        "The senator called the report false. Her office did not respond to a request for comment.",
        "The company opened a chocolate factory in Ohio in May and hired 300 workers, the governor said.",
        "The president met Xi Jinping in Beijing and signed an agreement on trade.",
        "The union launched a strike at the car plant, and production was halted for three days.",
        "The star delivered 20 songs, and the band's tour will visit Germany in May.",
        "The allies will seek new U.N. sanctions and other measures over the missiles, the president said.",
        "Sanctions on Iran were the theme of the talks on missiles, the minister said.",
    ],
)
def test_what_has_nothing_to_do_with_arms_or_is_no_act_gives_nothing(text: str) -> None:
    assert read(text) == []


def test_a_word_about_arms_far_away_ties_no_visit_to_them() -> None:
    filler = "The harvest was good and the roads were dry. " * 12
    text = f"A missile was in the museum. {filler}Russia's president met Xi Jinping in Beijing on Friday."
    assert read(text) == []


def test_whoever_signs_acts_and_is_no_source() -> None:
    (claim,) = read("Turkey and Ukraine have signed a memorandum of understanding on a drone training centre.")
    assert (kind(claim), claim.actor, claim.chain) == ("events/agreement", "turkey+ukraine", ())
