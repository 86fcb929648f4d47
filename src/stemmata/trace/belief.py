"""What to believe where sources give different values: votes weighed by record, and copies counted once.

After X. L. Dong, L. Berti-Equille and D. Srivastava, "Integrating conflicting data: the role of source dependence"
(VLDB 2009), with three things of its own. Sources that never differ where others do are one voice. A source too little
known to be tested against another is discounted by how often it shares values that look wrong, which is how copies
show. And a source with little record is believed as sources with as little record have turned out, not as the average.

One set of constants serves every question; they were chosen on two public sets (bench/fusion.py).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stemmata.trace.voice import find_voices, pair

_FALSE_VALUES = 5  # wrong values that a source may give instead of the right one, all as likely
_USUAL = 0.8  # how often a source is right before anything is known of it
_STRENGTH = 4.0  # claims that the record of sources like it counts for
_VOLUMES = (1, 3, 10, 50)  # claims that part sources by how much record they have
_COPY, _NO_COPY = 1.0, 4.0  # a shared wrong value and four that are its own: what is thought of a source at first
_TESTED = 15  # disputed objects in common after which two sources that differ are known to be independent
_LEAST, _MOST = 0.05, 0.99  # no source is always wrong or always right
_UNDISPUTED = 0.97
_ROUNDS = 10

Object = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """`source` says that `object` has `value`; of several by one source on one object the last counts."""

    source: str
    object: Object
    value: str


@dataclass(frozen=True, slots=True)
class Belief:
    """What is most likely of an object: the value, its probability, and the probabilities of all that were stated."""

    value: str
    probability: float
    stated: Mapping[str, float]


def find_beliefs(statements: Iterable[Statement]) -> dict[Object, Belief]:
    """What to believe of each object, by object in sorted order."""
    said: dict[Object, dict[str, str]] = defaultdict(dict)
    for statement in statements:
        said[statement.object][statement.source] = statement.value
    voices = find_voices(said.values())
    heard = {key: _hear(said[key], voices) for key in sorted(said)}
    judge = _Judge(heard)
    for _ in range(_ROUNDS):
        judge.weigh()
        judge.learn()
    found = {}
    for key in heard:
        stated = judge.stated[key]
        value = min(stated, key=lambda v: (-round(stated[v], 9), v))
        found[key] = Belief(value, stated[value], stated)
    return found


def _hear(said: Mapping[str, str], voices: Mapping[str, str]) -> dict[str, str]:
    """The value of each voice: that of most of its sources."""
    by_voice: dict[str, Counter[str]] = defaultdict(Counter)
    for source in sorted(said):
        by_voice[voices.get(source, source)][said[source]] += 1
    return {voice: min(counts, key=lambda v: (-counts[v], v)) for voice, counts in by_voice.items()}


class _Judge:
    """The values' probabilities and the voices' records, each from the other in turn."""

    def __init__(self, heard: Mapping[Object, Mapping[str, str]]) -> None:
        self._heard = heard
        self._disputed = [key for key, voices in heard.items() if len(set(voices.values())) > 1]
        volume = Counter(voice for voices in heard.values() for voice in voices)
        self._volume = {voice: sum(count > bound for bound in _VOLUMES) for voice, count in volume.items()}
        self._together: Counter[tuple[str, str]] = Counter()
        for key in self._disputed:
            names = sorted(heard[key])
            self._together.update(pair(a, b) for number, a in enumerate(names) for b in names[:number])
        self.right = dict.fromkeys(volume, _USUAL)
        self.copies = dict.fromkeys(volume, _COPY / (_COPY + _NO_COPY))
        self.stated: dict[Object, dict[str, float]] = {
            key: dict.fromkeys(voices.values(), _UNDISPUTED) for key, voices in heard.items()
        }

    def weigh(self) -> None:
        """The probabilities of the disputed values, given the records of those who state them."""
        for key in self._disputed:
            by_value: dict[str, list[str]] = defaultdict(list)
            for voice, value in self._heard[key].items():
                by_value[value].append(voice)
            votes = {value: self._vote(voices) for value, voices in by_value.items()}
            highest = max(*votes.values(), 0.0)
            unstated = max(0, _FALSE_VALUES + 1 - len(votes)) * math.exp(-highest)
            total = sum(math.exp(v - highest) for v in votes.values()) + unstated
            self.stated[key] = {value: math.exp(v - highest) / total for value, v in votes.items()}

    def _vote(self, voices: Sequence[str]) -> float:
        ordered = sorted(voices, key=lambda v: (self.copies[v], -self.right[v], v))
        vote = 0.0
        for number, voice in enumerate(ordered):
            right = min(_MOST, max(_LEAST, self.right[voice]))
            is_tested = all(self._together[pair(voice, other)] >= _TESTED for other in ordered[:number])
            weight = 1.0 if is_tested else 1.0 - self.copies[voice]
            vote += weight * math.log(_FALSE_VALUES * right / (1.0 - right))
        return vote

    def learn(self) -> None:
        """The voices' records, given the probabilities of the values."""
        right: dict[str, float] = defaultdict(float)
        wrong: dict[str, float] = defaultdict(float)
        shared: dict[str, float] = defaultdict(float)
        count: Counter[str] = Counter()
        for key, voices in self._heard.items():
            if len(voices) < 2:
                continue
            held = Counter(voices.values())
            for voice, value in voices.items():
                chance = self.stated[key][value]
                right[voice] += chance
                count[voice] += 1
                wrong[voice] += 1.0 - chance
                shared[voice] += (1.0 - chance) * (held[value] > 1)
        by_volume_right: dict[int, float] = defaultdict(float)
        by_volume: Counter[int] = Counter()
        for voice, claims in count.items():
            by_volume_right[self._volume[voice]] += right[voice]
            by_volume[self._volume[voice]] += claims
        for voice, claims in count.items():
            volume = self._volume[voice]
            usual = (by_volume_right[volume] + _STRENGTH * _USUAL) / (by_volume[volume] + _STRENGTH)
            self.right[voice] = (right[voice] + _STRENGTH * usual) / (claims + _STRENGTH)
            self.copies[voice] = (shared[voice] + _COPY) / (wrong[voice] + _COPY + _NO_COPY)
