"""Words for what is counted, in the many ways of the press; and sentences that look alike and count nothing."""

from __future__ import annotations

import pytest

from stemmata.annotate.document import annotate
from stemmata.claim import find_claims
from stemmata.model import Claim, Document
from stemmata.packs import load_pack

PACK = load_pack()


def read(text: str) -> list[Claim]:
    document = Document("d", "0" * 64, text, "en", published="2025-03-04")
    return list(find_claims(document, annotate(document, PACK), PACK).claims)


def told(text: str) -> list[str]:
    """Measure, item, words of the number, modality: one line a claim."""
    return sorted(
        f"{c.measure} {c.item} {c.quantity.text if c.quantity else None} {c.modality.value}" for c in read(text)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bombers dropped 14 bombs on the site, the Pentagon said.", ["launched bomb 14 asserted"]),
        ("Ukrainian drones torched four tanks at the depot, the general staff said.", ["lost tank four asserted"]),
        ("The strike wrecked three launchers, the ministry said.", ["lost launcher three asserted"]),
        ("The raid put three tanks out of action, officials said.", ["lost tank three asserted"]),
        ("The missile flies at Mach 2.8, the maker says.", ["attribute missile Mach 2.8 asserted"]),
        ("The missile can reach speeds of Mach 5.", ["attribute missile Mach 5 could"]),
        ("The drone can fly up to 2,000 km, the company says.", ["attribute uav up to 2,000 km could"]),
        ("The rockets can hit targets up to 300 km away.", ["attribute rocket up to 300 km could"]),
        (
            "The missile has a range of 500 km and carries a 450-kg warhead.",
            ["attribute missile 500 km asserted", "attribute missile 450-kg asserted"],
        ),
        ("The yard finishes two submarines a year.", ["produced submarine two asserted"]),
        ("The plant rolled out 30 tanks last year.", ["produced tank 30 asserted"]),
        ("Factories churned out 2,000 drones in May.", ["produced uav 2,000 asserted"]),
        ("Analysts put Russia's losses at 40 tanks.", ["lost tank 40 asserted"]),
        ("Russian losses were estimated at 40 tanks.", ["lost tank 40 asserted"]),
        ("Russia's stock of missiles stood at 900 in May.", ["stock missile 900 asserted"]),
        ("Iran's stockpile numbered 3,000 missiles, the general said.", ["stock missile 3,000 asserted"]),
        ("The army's losses totalled 120 tanks.", ["lost tank 120 asserted"]),
        ("The drones were resold for $20,000 each.", ["price uav $20,000 asserted"]),
        ("Each drone fetched $5,000 on the market.", ["price uav $5,000 asserted"]),
        ("A single missile is priced at $4 million.", ["price missile $4 million asserted"]),
        ("One Shahed goes for $35,000.", ["price shahed $35,000 asserted"]),
        ("The jet carries a price tag of $80 million.", ["price fighter $80 million asserted"]),
        ("The first ten K2 tanks reached Poland in December.", ["delivered k2-tank ten asserted"]),
        ("Six howitzers landed in Estonia on Friday.", ["delivered howitzer Six asserted"]),
        ("Twelve tanks were flown to Ukraine by Poland.", ["delivered tank Twelve asserted"]),
        ("Germany must hand over 20 tanks to Ukraine under the accord.", ["delivered tank 20 plans"]),
        ("Canada gifted Ukraine 50 armoured vehicles.", ["delivered armour 50 asserted"]),
        ("Norway earmarked eight tanks for Ukraine.", ["delivered tank eight plans"]),
        ("Spain pledged ten tanks to Ukraine.", ["delivered tank ten intends"]),
        ("Turkey offered Pakistan 30 drones.", ["delivered uav 30 intends"]),
        ("The salvo held 12 missiles, the air force said.", ["launched missile 12 asserted"]),
        (
            "The barrage comprised 40 drones and 8 missiles.",
            ["launched uav 40 asserted", "launched missile 8 asserted"],
        ),
        ("The overnight attack consisted of 90 drones.", ["launched uav 90 asserted"]),
        ("The attack included 17 missiles, officials said.", ["launched missile 17 asserted"]),
        ("The attack involved 60 drones, the air force said.", ["launched uav 60 asserted"]),
        ("Russia sent 90 drones against Kyiv overnight.", ["launched uav 90 asserted"]),
        ("Russia sent around 90 drones towards Odesa overnight.", ["launched uav around 90 asserted"]),
        ("The Houthis sent two missiles at a tanker.", ["launched missile two asserted"]),
        ("Russia sent 60 drones to Ukraine overnight.", []),
        ("Iran sent 60 drones to Russia.", ["delivered uav 60 asserted"]),
        ("China sent 30 fighter jets towards Taiwan, the ministry said.", []),
        ("North Korea test-fired two ballistic missiles on Monday.", ["launched ballistic-missile two asserted"]),
        ("NATO jets intercepted two Russian bombers over the Baltic.", []),
        ("Air defences repelled 30 drones, the governor said.", ["intercepted uav 30 asserted"]),
        ("Four drones disappeared from radar.", ["lost_ew uav Four asserted"]),
        ("Three missiles evaded the defences and two slipped past them.", ["hit missile Three asserted"]),
        ("Two Su-34 bombers crashed in May, the ministry said.", ["lost su-34 Two asserted"]),
        ("Ukraine is running out of tanks, the minister said.", ["stock tank None asserted"]),
        ("Stocks of missiles are running low, officials said.", ["stock missile None asserted"]),
        ("The army has 40 tanks left.", ["stock tank 40 asserted"]),
        ("Only 30 tanks remain, the colonel said.", ["stock tank 30 asserted"]),
        ("Russia's stock of missiles has dwindled to 120.", ["stock missile 120 asserted"]),
        ("Forty tanks left the depot.", []),
        ("40 tanks left for the front.", []),
        ("Taiwan's fleet of 141 F-16s is old.", ["stock f-16 141 asserted"]),
        ("Poland received 10 K2s in March.", ["received k2-tank 10 asserted"]),
        ("Ukraine launched two Flamingos at a plant, it said.", ["launched flamingo two asserted"]),
        ("The Czech army sold four L-39s to Uganda.", ["delivered l-39 four asserted"]),
        ("Argentina is in talks on 12 F-16s with Denmark.", ["order f-16 12 intends"]),
        ("Denmark is in talks to sell 12 F-16 to Argentina.", ["delivered f-16 12 intends"]),
        ("Peru ordered 12 F-16.", ["order f-16 12 asserted"]),
        ("The rumours turned out to be 40 drones short.", []),
        (
            "A Saudi official denied that any agreement on Chinese missiles had been reached.",
            ["events None None denies"],
        ),
        ("A small number of tanks arrived in Ukraine.", []),
        ("The contract covers 180 K2 tanks.", ["order k2-tank 180 asserted"]),
        (
            "The deal, worth an estimated $6.5 billion, covers 180 tanks.",
            ["contract_value tank an estimated $6.5 billion asserted", "order tank 180 asserted"],
        ),
        ("Confiscated were 20 missiles bound for Yemen, officials said.", []),
        ("Coast guards seized 20 missiles on a dhow.", ["captured missile 20 asserted"]),
        (
            "The attack knocked out two launchers and wiped out 12 tanks, the agency said.",
            ["lost launcher two asserted", "lost tank 12 asserted"],
        ),
        ("The brigade is down to its last 40 shells.", ["stock artillery-shell 40 asserted"]),
        ("He said that one Leopard tank had been lost.", ["lost leopard one asserted"]),
        ("Russia was down to 229 Kalibr missiles, the minister said.", ["stock kalibr 229 asserted"]),
        ("Washington accused Ankara of sending 40 drones to Libya.", ["delivered uav 40 asserted"]),
        ("Monitors verified 300 tank losses in the war.", ["lost tank 300 asserted"]),
        ("The army lost at least 80 units of equipment, the project said.", ["lost weapon at least 80 asserted"]),
        ("The mission reported that rebels launched 30 airstrikes with drones.", ["events None 30 asserted"]),
        (
            "Hanwha signed a contract worth $2 billion for the delivery of 90 howitzers.",
            ["contract_value howitzer $2 billion asserted", "order howitzer 90 asserted"],
        ),
        ("Deliveries of 12 fighter jets are planned for 2028, the firm said.", ["delivered fighter 12 plans"]),
        (
            "The drone maker sold 30 drones to Kenya. The deal is worth $90 million.",
            ["contract_value uav $90 million asserted", "delivered uav 30 asserted"],
        ),
        ("The guard handed over the first batch of drones to Sudan.", ["delivered uav None asserted"]),
        ("Iran armed the Houthis with drones, the report said.", ["delivered uav None asserted"]),
    ],
)
def test_each_word_tells_its_measure_and_no_other(text: str, expected: list[str]) -> None:
    assert told(text) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The drone can stay aloft for more than 24 hours, the maker said.",
            ["attribute uav more than 24 hours could"],
        ),
        ("The drone has a 24-hour endurance.", ["attribute uav 24-hour asserted"]),
        ("The Akinci drone has an endurance of up to 24 hours.", ["attribute akinci up to 24 hours asserted"]),
        ("The Shahed-129 drone can fly for 24 hours.", ["attribute shahed-129 24 hours could"]),
        ("The drone flew for 12 hours before it was lost.", []),
        ("The drone has been in service for two years.", []),
    ],
)
def test_how_long_a_thing_stays_up(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_an_accuser_does_not_supply() -> None:
    (claim,) = read("Washington accused Ankara of sending 40 drones to Libya.")
    assert (claim.actor, claim.counterpart) == ("turkey", "libya")


def test_an_attack_from_a_state_is_not_its_own() -> None:
    (claim,) = read("The attack from Lebanon involved 40 drones, the army said.")
    assert (claim.measure, claim.actor) == ("launched", None)


@pytest.mark.parametrize(
    "text",
    [
        "The EU plans to name firms that help Russia make drones in its sanctions package.",
        "The list names firms for the supply of banned materials for attack drones to Russia.",
        "The plant is known for production of Guided Multiple Launch Rocket System rockets.",
    ],
)
def test_words_inside_a_name_or_a_longer_noun_tell_nothing(text: str) -> None:
    assert read(text) == []


def test_a_contract_is_for_what_its_infinitive_names() -> None:
    (claim,) = read("The firm was awarded an $861 million contract to produce HIMARS launchers.")
    assert (claim.measure, claim.item) == ("contract_value", "himars")


def test_a_headline_in_capitals_plans() -> None:
    (claim,) = read("Lockheed Martin To Boost HIMARS Production To 96 Launchers Per Year")
    assert (claim.measure, claim.modality.value) == ("plan", "plans")


def test_a_gerund_behind_a_place_has_no_actor() -> None:
    (claim,) = read("Ukraine struck bases across Russia using 117 drones.")
    assert (claim.measure, claim.actor) == ("launched", None)


MISSILES = "Iran has sent 400 missiles to Russia, six sources told Reuters. "


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Iran's envoy said the talk of missiles was baseless.", "denies"),
        ("The Kremlin called the report disinformation.", "denies"),
        ("A ministry spokesman said the assessment was flat-out wrong.", "denies"),
        ("The embassy said the story had nothing to do with reality.", "denies"),
        ("The foreign ministry said the report was fake.", "denies"),
        ("Tehran's mission sent no reply.", "no_response"),
        ("The defence ministry would not discuss the shipment.", "declines_comment"),
        ("Moscow remained silent.", "no_response"),
        ("The company did not immediately return calls.", "no_response"),
        ("The firm did not immediately return emails.", "no_response"),
        ("The ministry gave no answer.", "no_response"),
        ("The Kremlin spokesman said he knew nothing of it.", "deflects"),
        ("He said he had no information about that.", "deflects"),
        ("The White House declined to elaborate.", "declines_comment"),
        ("The minister dismissed the estimate as rubbish.", "denies"),
        ("The Pentagon would neither confirm nor deny the account.", "declines_comment"),
        ("The embassy brushed aside the allegations.", "denies"),
        ("The plant's director could not be reached.", "no_response"),
        ("Calls to the company went unanswered.", "no_response"),
        ("The ministry has yet to comment.", "no_response"),
        ("A spokesperson for the firm declined an interview.", "declines_comment"),
        ("The Kremlin rejected the figures as pure invention.", "denies"),
        ("The factory is made up of four halls.", None),
        ("He said nothing new on Monday about the weather.", None),
        ("Officials said the roads were in bad shape.", None),
        ("The general rejected the plan to attack.", None),
        ("The court dismissed the case.", None),
        ("Iran's foreign minister denied that.", "denies"),
    ],
)
def test_a_reaction_is_told_by_its_words(text: str, modality: str | None) -> None:
    reactions = [claim.modality.value for claim in read(MISSILES + text) if claim.measure == "statement"]
    assert reactions == ([] if modality is None else [modality])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The navy lost two ships in March, Ukraine's navy said.", ["lost vessel two asserted"]),
        ("The Israel Defense Forces carried out 120 strikes overnight, it said.", ["events None 120 asserted"]),
        ("Rheinmetall will deliver 300 trucks to Austria next year.", ["delivered vehicle 300 plans"]),
        ("The US Army ordered 400 vehicles from the company.", ["order vehicle 400 asserted"]),
        ("The army trained 400 soldiers in May, Estonia's armed forces said.", ["personnel troops 400 asserted"]),
        ("The city ordered 40 vehicles from the maker.", []),
        ("The ferry company bought two ships.", []),
        ("The Pentagon's spokesman declined to comment on the budget. The senator visited Paris on Monday.", []),
        ("Lockheed Martin sponsors the race. The mayor met residents and declined to comment.", []),
    ],
)
def test_a_maker_or_a_force_opens_the_subject_for_what_is_counted(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_adversaries_deliver_nothing_to_one_another() -> None:
    assert read("Russia sent 60 drones to Odesa overnight.") == []
    assert told("Iran sent 60 drones to Russia.") == ["delivered uav 60 asserted"]
