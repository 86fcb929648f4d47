"""What a number counts whose noun the words leave out."""

from __future__ import annotations

import pytest

from tests.claim.told import kind, read


def counted(text: str) -> list[tuple[str, str, str | None]]:
    return [(kind(c), c.quantity.text, c.item) for c in read(text) if c.quantity is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Russia sent Shahed drones against Odesa. Air defence crews shot down at least three.",
            ("intercepted", "at least three", "shahed"),
        ),
        (
            "Nineteen drones crossed the border. Allied fighters shot down four.",
            ("intercepted", "four", "uav"),
        ),
        ("Iran fired 40 missiles at the base. One of them hit a hangar.", ("hit", "One", "missile")),
        ("Three drones attacked a depot and one of them was shot down.", ("intercepted", "one", "uav")),
        ("Prague has sent 20 howitzers. It will send 12 more of the guns.", ("delivered", "12", "howitzer")),
        (
            "Iran fired 300 drones and missiles, of which 90 percent were intercepted.",
            ("intercepted", "90 percent", None),
        ),
        (
            "The works built 400 tanks in 2021, of which 250 were new T-90Ms.",
            ("produced", "250", "t-90"),
        ),
        ("Its 40,000 155mm shells have been sent to Ukraine.", ("delivered", "40,000", "artillery-shell-155")),
        ("The army chief put the number of downed missiles at 87.", ("intercepted", "87", "missile")),
        (
            "The company made 1.2 million shells last year and 2 million the year before.",
            ("produced", "2 million", "artillery-shell"),
        ),
    ],
)
def test_it_is_the_nearest_thing_that_such_a_verb_counts(text: str, expected: tuple[str, str, str | None]) -> None:
    assert expected in counted(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Russia sent 40 drones and 12 missiles. Ukraine shot down 30.", "30"),
        ("One of the largest missiles ever built was shown in the square.", "One"),
        ("Germany ordered the tanks and the howitzers. France received 18.", "18"),
    ],
)
def test_what_may_be_several_things_or_none_is_not_counted(text: str, number: str) -> None:
    assert number not in [found[1] for found in counted(text)]
