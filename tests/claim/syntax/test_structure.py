"""The shallow reading of clauses by itself: who stands before and behind which verb. No pack, no annotations."""

from __future__ import annotations

import time
from bisect import bisect_left
from dataclasses import dataclass

import pytest

from stemmata.annotate.quantity import find_quantities
from stemmata.annotate.token import Token, tokenize
from stemmata.claim.syntax import Group, Marks, Structure, Voice, read_structure
from stemmata.model import Span


@dataclass(frozen=True)
class Read:
    """A structure with the words of its tokens."""

    structure: Structure
    tokens: tuple[Token, ...]

    def words(self, phrase: int) -> str:
        found = self.structure.phrases[phrase]
        return " ".join(t.text for t in self.tokens[found.first : found.last])

    def group(self, verb: str, number: int = 0) -> Group:
        return [g for g in self.structure.groups if self.tokens[g.main].text == verb][number]

    def subjects(self, verb: str, number: int = 0) -> list[str]:
        return [self.words(p) for p in self.group(verb, number).subjects]

    def objects(self, verb: str, number: int = 0) -> list[str]:
        return [self.words(p) for p in self.group(verb, number).objects]

    def phrase(self, words: str) -> int:
        return next(i for i in range(len(self.structure.phrases)) if self.words(i) == words)


def read(text: str) -> Read:
    """Read a sentence with its numbers marked, and nothing else."""
    whole = Span(0, len(text))
    tokens = tokenize(text, whole, "en")
    starts = [token.span.start for token in tokens]
    numbers = []
    for quantity in find_quantities(text, (whole,), "en"):
        counted = quantity.item_span
        end = quantity.span.end if counted is None else min(quantity.span.end, counted.start)
        numbers.append((bisect_left(starts, quantity.span.start), bisect_left(starts, end)))
    return Read(read_structure(tokens, Marks(numbers=tuple(numbers)), "en"), tokens)


def test_an_active_verb_has_its_subject_before_and_its_objects_behind() -> None:
    found = read("Norway sold 12 trucks and 30 boats to Chile.")
    assert found.subjects("sold") == ["Norway"]
    assert found.objects("sold") == ["12 trucks", "30 boats"]
    assert [(p, found.words(w)) for p, w in found.group("sold").obliques] == [("to", "Chile")]


def test_a_passive_verb_has_what_it_is_done_to_before_it() -> None:
    found = read("40 boats and 12 trucks were sold by Norway.")
    assert found.group("sold").voice is Voice.PASSIVE
    assert found.subjects("sold") == ["40 boats", "12 trucks"]
    assert [(p, found.words(w)) for p, w in found.group("sold").obliques] == [("by", "Norway")]


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects"),
    [
        ("The boats that Norway sold were old.", "sold", ["Norway"], ["The boats"]),
        ("The boats Norway sold were old.", "sold", ["Norway"], ["The boats"]),
        ("The boats, which were sold in May, sank.", "sold", ["The boats"], []),
        ("The boats sold to Chile were old.", "sold", ["The boats"], []),
        ("The boats, sold by Norway, were old.", "sold", ["The boats"], []),
        ("The boats, 30 of which were sold, sank.", "sold", ["30"], []),
        ("Of the 71 boats, 60 were sold.", "sold", ["60"], []),
    ],
)
def test_a_modifier_says_something_of_its_noun(text: str, verb: str, subjects: list[str], objects: list[str]) -> None:
    found = read(text)
    assert (found.subjects(verb), found.objects(verb)) == (subjects, objects)


def test_a_modified_noun_keeps_its_own_verb() -> None:
    found = read("The boats sold to Chile were repaired in May.")
    assert found.subjects("repaired") == ["The boats"]
    assert found.group("sold").modifies == found.group("repaired").subjects[0]
    assert found.group("repaired").modifies is None


def test_a_verb_with_an_object_is_no_participle() -> None:
    found = read("Norway sold 40 boats built by its yards.")
    assert found.objects("sold") == ["40 boats"]
    assert found.subjects("built") == ["40 boats"]


def test_of_which_ties_the_part_to_its_whole() -> None:
    found = read("The boats, 30 of which were sold, sank.")
    part = found.structure.phrases[found.phrase("30")]
    assert part.part_of == found.phrase("The boats")
    assert found.subjects("sank") == ["The boats"]


def test_a_second_clause_has_its_own_subject_and_object() -> None:
    found = read("Norway bought 71 boats and Chile sold 60, lost 8 at sea.")
    assert (found.subjects("bought"), found.objects("bought")) == (["Norway"], ["71 boats"])
    assert (found.subjects("sold"), found.objects("sold")) == (["Chile"], ["60"])
    assert (found.subjects("lost"), found.objects("lost")) == (["Chile"], ["8"])


def test_a_verb_that_is_left_out_is_the_one_before() -> None:
    found = read("Norway ordered 24 boats and Chile 30.")
    gapped = found.group("ordered", 1)
    assert gapped.is_gapped
    assert (found.subjects("ordered", 1), found.objects("ordered", 1)) == (["Chile"], ["30"])


def test_a_thing_given_is_told_from_the_one_it_is_given_to() -> None:
    found = read("Norway gave Chile 40 boats.")
    group = found.group("gave")
    assert group.indirect is not None
    assert (found.words(group.indirect), found.objects("gave")) == ("Chile", ["40 boats"])


def test_an_infinitive_has_the_subject_of_its_verb() -> None:
    found = read("Norway plans to build a yard that could make 200 boats a year.")
    assert (found.subjects("build"), found.objects("build")) == (["Norway"], ["a yard"])
    assert (found.subjects("make"), found.objects("make")) == (["a yard"], ["200 boats"])
    assert found.group("build").parent == found.structure.groups.index(found.group("plans"))


def test_a_list_behind_a_colon_is_what_the_verb_takes() -> None:
    found = read("The navy sank: 15 boats, 3 ferries, 40 rafts.")
    assert found.objects("sank") == ["15 boats", "3 ferries", "40 rafts"]


def test_rows_behind_a_colon_stand_beside_their_heading() -> None:
    found = read("Losses: boats – 40; ferries – 3.")
    phrases = found.structure.phrases
    assert phrases[found.phrase("40")].beside == found.phrase("boats")
    assert phrases[found.phrase("3")].beside == found.phrase("ferries")
    assert phrases[found.phrase("ferries")].beside == found.phrase("Losses")


def test_what_hangs_on_a_noun_is_tied_to_it() -> None:
    found = read("The delivery of the first batch of 40 boats was late.")
    phrases = found.structure.phrases
    batch = phrases[found.phrase("40 boats")].host
    assert batch is not None
    assert found.words(batch) == "the first batch"
    assert phrases[batch].host == found.phrase("The delivery")


def test_what_is_included_is_tied_to_what_was_counted() -> None:
    found = read("Norway lost 12 boats, including four ferries.")
    assert found.structure.phrases[found.phrase("four ferries")].host == found.phrase("12 boats")


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The museum showed 12 captured boats.", "captured"),
        ("Each launch costs money.", "launch"),
        ("The Swedish-made boats were sold.", "made"),
    ],
)
def test_a_word_inside_a_noun_phrase_is_no_verb(text: str, verb: str) -> None:
    found = read(text)
    assert not any(found.tokens[g.main].text == verb for g in found.structure.groups)


def test_the_time_that_is_taken_grows_with_the_length() -> None:
    unit = "The boats, 30 of which Norway sold to Chile, and 12 rafts were lost, "

    def seconds(times: int) -> float:
        text = unit * times + "it said."
        begin = time.process_time()
        read(text)
        return time.process_time() - begin

    seconds(4)
    assert seconds(160) < 40 * max(seconds(20), 0.005)
