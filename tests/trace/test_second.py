"""A page made of two: its second parent, people of its own, and the sources that it left out."""

from __future__ import annotations

from stemmata.model import Claim, Document
from stemmata.packs import load_pack
from stemmata.trace import find_mutations, trace_claims
from stemmata.trace.branching import ROOT
from stemmata.trace.feature import read_features
from stemmata.trace.reading import read_documents
from stemmata.trace.second import Second, find_seconds
from tests.trace.build import claim, document, named, officials, outlet

PACK = load_pack()
ONE = (
    "They could make at least 6,000 drones in the old tram depot of Karabash, where nine presses from Tolna were seen"
    " in crates marked for the dairy at Vesely by a driver called Ondrej Malik."
)
TWO = (
    "The mayor of Sazava, Irma Holub, sold 14 barges to a bank in Lomnice, and the harbour at Telc has been shut for 11"
    " days."
)


def seconds(*pairs: tuple[Document, Claim], parents: tuple[int, ...]) -> tuple[Second, ...]:
    """The second parents where the last page's tree and each other page's have origins of their own."""
    documents = {d.sha256: d for d, _ in pairs}
    readings = read_documents([c for _, c in pairs], documents, PACK)
    design = read_features(readings, PACK)
    return find_seconds(parents, design, lambda one, two: {one, two} == {0, 2} or one == two)


def test_a_page_that_names_pages_of_two_origins_has_two_parents() -> None:
    one, two, three = document("A", "2023-02-01", ONE), document("B", "2023-02-02", TWO), document("C", "2023-02-03")
    found = seconds(
        (one, claim(one, (officials(),))),
        (two, claim(two, (named("Mayor"),))),
        (three, claim(three, (outlet("A"), outlet("B")))),
        parents=(ROOT, ROOT, 0),
    )
    assert found == (Second(1, 2, True),)


def test_a_page_that_repeats_what_its_parent_lacks_has_a_second() -> None:
    pages = [
        document("A", "2023-02-01", ONE),
        document("B", "2023-02-02", TWO),
        document("C", "2023-02-03", f"{ONE} {TWO}"),
        *(document(f"D{n}", "2023-02-04", f"Word {n} on nothing that was told in Brod.") for n in range(6)),
    ]
    pairs = [(page, claim(page)) for page in pages]
    assert seconds(*pairs, parents=(ROOT, ROOT, 0, *[ROOT] * 6)) == (Second(1, 2, False),)
    alone = [(page, claim(page)) for page in (pages[0], document("B", "2023-02-02"), document("C", "2023-02-03", ONE))]
    assert seconds(*alone, parents=(ROOT, ROOT, 0)) == ()


def test_a_relay_that_names_nobody_dropped_its_source() -> None:
    above, below = claim(document("Harbour Courier"), (named("The Coast Guard"),)), claim(document("Meridian Post"))
    told = find_mutations(above, below, PACK, parent_sources=above.chain, child_sources=below.chain, is_silent=True)
    assert [(m.field, m.kind, m.parent_value, m.child_value) for m in told] == [
        ("source", "attribution dropped", "The Coast Guard", None)
    ]
    assert find_mutations(above, below, PACK, parent_sources=above.chain, child_sources=below.chain) == ()


def test_a_relay_with_people_of_its_own_may_be_an_origin_of_its_own() -> None:
    text = f"{ONE} Two officers told the Meridian Post the same."
    one, two = document("Harbour Courier", "2023-02-01", ONE), document("Meridian Post", "2023-02-02", text)
    relay = claim(two, (outlet("Harbour Courier"), officials()))
    plain = trace_claims([claim(one, (named("The Coast Guard"),)), relay], [one, two], PACK)
    own = trace_claims(
        [claim(one, (named("The Coast Guard"),)), claim(two, (officials("two officers"),))], [one, two], PACK
    )
    assert [s.origins.high for s in plain.stemmata.values()] == [1]
    assert [s.origins.high for s in own.stemmata.values()] == [2]
