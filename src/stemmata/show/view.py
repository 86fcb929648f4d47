"""What the dossier's template prints, made ready: everything in words, every number with its link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from stemmata.model import Claim, Document, Doubt, Modality, Mutation, Origins, Polarity, Stemma, Thread, Witness
from stemmata.packs import Pack
from stemmata.show.books import BooksView, make_books
from stemmata.show.passage import Passage, cut_passages
from stemmata.show.plot import Row, draw_plot
from stemmata.show.report import Report
from stemmata.show.tree import Label, draw_tree, tree_words
from stemmata.show.words import (
    chain_words,
    changed_value,
    count_words,
    day_words,
    field_words,
    mutation_words,
    quantity_words,
    short_field,
    stance_words,
    time_words,
    told_mutation,
    value_words,
)
from stemmata.trace.admiralty import Letters, suggest_letters
from stemmata.trace.settling import settle_threads

_CLOCK = slice(11, 16)
_SURE = 0.9  # a change at least so likely is told without its probability


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim as a line: who prints what, from whom, and where its words stand."""

    href: str
    outlet: str
    date: str
    quote: str
    value: str
    time: str
    chain: str
    stance: str
    is_negative: bool
    in_title: bool
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One mutation with both readings side by side; `key` is its place on the page, `kind` what it is called."""

    key: str
    field: str
    kind: str | None
    sure: str | None
    before: str
    after: str
    parent: str
    child: str
    parent_quote: str | None
    child_quote: str | None
    child_href: str
    note: str | None


@dataclass(frozen=True, slots=True)
class DoubtView:
    """A link to another thread that the texts leave open."""

    href: str
    question: str
    reason: str


@dataclass(frozen=True, slots=True)
class ThreadView:
    """One thread as it is shown."""

    id: str
    question: str
    sentence: str
    values: str
    value_href: str | None
    documents: int
    outlets: int
    origins: str
    plot: Markup
    tree: Markup
    tree_words: tuple[str, ...]
    claims: tuple[ClaimView, ...]
    changes: tuple[ChangeView, ...]
    responses: tuple[ClaimView, ...]
    reasons: tuple[str, ...]
    lost: tuple[str, ...]
    letters: Letters
    doubts: tuple[DoubtView, ...]


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document with its text cut into passages."""

    key: str
    outlet: str
    title: str | None
    date: str
    date_note: str
    url: str | None
    sha256: str
    passages: tuple[Passage, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class DossierView:
    """The whole dossier."""

    report: Report
    made: str
    shared: tuple[ThreadView, ...]
    single: tuple[ThreadView, ...]
    documents: tuple[DocumentView, ...]
    outlets: int
    refused: int
    books: BooksView | None
    due_on: str


def make_view(report: Report) -> DossierView:
    """Everything that the template needs."""
    maker = _Maker(report)
    threads = [maker.thread(thread) for thread in report.threads]
    return DossierView(
        report=report,
        made=f"{day_words(report.made_at)}, {report.made_at[_CLOCK]} UTC",
        shared=tuple(t for t in threads if t.documents > 1),
        single=tuple(t for t in threads if t.documents <= 1),
        documents=tuple(maker.document(d) for d in report.documents),
        outlets=len({d.outlet or d.domain or d.sha256 for d in report.documents}),
        refused=sum(line.outcome == "refused" for line in report.account),
        books=maker.books(report),
        due_on=day_words(report.due_on),
    )


class _Maker:
    """Makes the views of one report; holds what each of them looks up."""

    def __init__(self, report: Report) -> None:
        self.pack: Pack = report.pack
        self.documents: Mapping[str, Document] = {d.sha256: d for d in report.documents}
        self.claims: Mapping[str, Claim] = {c.id: c for c in report.claims}
        self.by_document: dict[str, list[Claim]] = {}
        for claim in report.claims:
            self.by_document.setdefault(claim.document, []).append(claim)
        self.stemmata = report.stemmata
        self.settled = settle_threads((t, report.stemmata[t.id]) for t in report.threads)
        self.questions: Mapping[str, str] = {t.id: t.question for t in report.threads}

    def books(self, report: Report) -> BooksView | None:
        """The books over the report's threads; None where nothing was reckoned."""
        if report.balance is None:
            return None
        return make_books(report.balance, report.forecasts, report.decisions, self.claims, self.documents, self.pack)

    def outlet(self, sha256: str) -> str:
        return self.documents[sha256].name

    def thread(self, thread: Thread) -> ThreadView:
        stemma = self.stemmata[thread.id]
        shas = {c.document for c in thread.claims}
        outlets = len({self.outlet(sha) for sha in shas})
        values, href = self._values(thread)
        changes = self._changes(stemma)
        key = f"{thread.id}"
        return ThreadView(
            id=thread.id,
            question=thread.question,
            sentence=_thread_sentence(len(shas), outlets, stemma),
            values=values,
            value_href=href,
            documents=len(shas),
            outlets=outlets,
            origins=origin_words(stemma.origins),
            plot=Markup(self._plot(thread, stemma, key)),
            tree=Markup(
                draw_tree(stemma, self._labels(stemma), f"Who had it from whom: {thread.question}", f"{key}-tree")
            ),
            tree_words=tuple(tree_words(stemma, self._told(stemma))),
            letters=suggest_letters(stemma, self.settled.get(thread.id)),
            doubts=tuple(self._doubt(doubt) for doubt in stemma.doubts),
            claims=tuple(self.claim(c) for c in thread.claims),
            changes=changes,
            responses=tuple(self.claim(c) for c in thread.responses),
            reasons=stemma.origins.reasons,
            lost=tuple(w.name for w in stemma.witnesses if w.lost),
        )

    def claim(self, claim: Claim) -> ClaimView:
        document = self.documents[claim.document]
        return ClaimView(
            href=f"#{claim.id}",
            outlet=self.outlet(claim.document),
            date=day_words(document.published),
            quote=" ".join(claim.evidence.quote.split()),
            value=quantity_words(claim.quantity) if claim.quantity else "",
            time=time_words(claim.time, document.text) if claim.time else "",
            chain=chain_words(claim.chain),
            stance=stance_words(claim, self.pack),
            is_negative=claim.polarity is Polarity.NEGATIVE,
            in_title=claim.in_title,
            people=tuple(f"{p.name}, {p.office}" if p.office else p.name for p in claim.people),
        )

    def document(self, document: Document) -> DocumentView:
        own = self.by_document.get(document.sha256, [])
        note = f"from {document.published_from}" if document.published_from else "no date found"
        return DocumentView(
            key=f"d-{document.sha256[:16]}",
            outlet=self.outlet(document.sha256),
            title=document.title,
            date=day_words(document.published),
            date_note=note,
            url=document.url,
            sha256=document.sha256,
            passages=cut_passages(document.text, own),
            claims=len(own),
        )

    def _values(self, thread: Thread) -> tuple[str, str | None]:
        """The value that most claims print, and how many others there are."""
        printed = [(value_words(c.quantity), c.id) for c in thread.claims if c.quantity]
        if not printed:
            return "no number", None
        counted = Counter(words for words, _ in printed)
        most = min(counted, key=lambda words: (-counted[words], words))
        href = next(f"#{id_}" for words, id_ in printed if words == most)
        others = len(counted) - 1
        return (f"{most} (and {count_words(others, 'other reading')})" if others else most), href

    def _labels(self, stemma: Stemma) -> dict[str, Label]:
        changes: dict[str, list[Mutation]] = {}
        for edge in stemma.edges:
            changes.setdefault(edge.child, []).extend(edge.mutations)
        labels = {}
        names = {w.id: w.name for w in stemma.witnesses}
        for witness in stemma.witnesses:
            claim = self._principal(witness)
            value = value_words(claim.quantity) if claim and claim.quantity else None
            if claim and claim.modality is Modality.DENIES:
                value = "denies it"
            lines = [_brief_change(m, self.pack) for m in changes.get(witness.id, ())]
            lines += [
                f"headline{_field_note(m)}: {changed_value(m, m.child_value, self.pack)}" for m in witness.headline
            ]
            lines += [f"also from {names[e.parent]}" for e in stemma.seconds if e.child == witness.id]
            own = changes.get(witness.id, ())
            there = f"#{_change_key(stemma, witness, 0)}" if own else None
            labels[witness.id] = Label(value, tuple(lines), f"#{claim.id}" if claim else None, len(own), there)
        return labels

    def _told(self, stemma: Stemma) -> dict[str, list[str]]:
        return {e.child: [told_mutation(m, self.pack) for m in e.mutations] for e in stemma.edges}

    def _doubt(self, doubt: Doubt) -> DoubtView:
        asked = self.questions.get(doubt.thread)
        return DoubtView(f"#{doubt.thread}" if asked else "#", asked or doubt.thread, doubt.reason)

    def _principal(self, witness: Witness) -> Claim | None:
        return self.claims.get(witness.claims[0]) if witness.claims else None

    def _plot(self, thread: Thread, stemma: Stemma, key: str) -> str:
        rows = []
        for witness in sorted(stemma.witnesses, key=lambda w: (w.published or "9999", w.name, w.id)):
            claim = self._principal(witness)
            if claim is None or claim.quantity is None:
                continue
            words = value_words(claim.quantity)
            denies = claim.polarity is Polarity.NEGATIVE
            rows.append(Row(witness.name, day_words(witness.published), words, claim.quantity, denies, f"#{claim.id}"))
        units = Counter(r.quantity.unit for r in rows)
        main = min(units, key=lambda u: (-units[u], u)) if units else None
        return draw_plot(
            [r for r in rows if r.quantity.unit == main], f"Values over time: {thread.question}", f"{key}-plot"
        )

    def _changes(self, stemma: Stemma) -> tuple[ChangeView, ...]:
        names = {w.id: w.name for w in stemma.witnesses}
        by_id = {w.id: w for w in stemma.witnesses}
        views = [
            self._change(
                m, names[e.parent], names[e.child], by_id[e.child], _change_key(stemma, by_id[e.child], number)
            )
            for e in stemma.edges
            for number, m in enumerate(e.mutations)
        ]
        for witness in stemma.witnesses:
            key = f"{_change_key(stemma, witness, 0)}-headline"
            views.extend(
                self._change(m, f"{witness.name}, text", f"{witness.name}, headline", witness, f"{key}-{number}")
                for number, m in enumerate(witness.headline)
            )
        return tuple(views)

    def _change(self, mutation: Mutation, parent: str, child: str, witness: Witness, key: str) -> ChangeView:
        by = mutation.witnessed_by
        return ChangeView(
            key=key,
            kind=mutation.kind,
            sure=None if mutation.probability >= _SURE else f"probability {mutation.probability:.2f}",
            field=field_words(mutation.field),
            before=changed_value(mutation, mutation.parent_value, self.pack),
            after=changed_value(mutation, mutation.child_value, self.pack),
            parent=parent,
            child=child,
            parent_quote=_one_line(mutation.parent_quote),
            child_quote=_one_line(mutation.child_quote),
            child_href=f"#{witness.claims[0]}" if witness.claims else "#",
            note=f"not captured; as {self.outlet(by)} relays it" if by is not None and by in self.documents else None,
        )


def _change_key(stemma: Stemma, witness: Witness, number: int) -> str:
    return f"{stemma.thread}-{witness.id}-change-{number}"


def _field_note(mutation: Mutation) -> str:
    """Which field of the headline differs, where its value does not say so itself."""
    return "" if mutation.field in {"bound", "number"} else f", {short_field(mutation.field)}"


def _brief_change(mutation: Mutation, pack: Pack) -> str:
    """A change as a box of the tree has room for; a source is named by what it became."""
    if mutation.field == "source":
        return f"source → {changed_value(mutation, mutation.child_value, pack)}"
    return mutation_words(mutation, pack)


def _one_line(quote: str | None) -> str | None:
    return " ".join(quote.split()) if quote is not None else None


def origin_words(origins: Origins) -> str:
    """The interval as a reader writes it: "1", "1 to 2"."""
    return str(origins.low) if origins.low == origins.high else f"{origins.low} to {origins.high}"


def _thread_sentence(documents: int, outlets: int, stemma: Stemma) -> str:
    """What the thread comes to, in one sentence."""
    names = {w.id: w.name for w in stemma.witnesses}
    origins = stemma.origins
    who = f"{count_words(documents, 'report')} by {count_words(outlets, 'outlet')} " + (
        "prints this" if documents == 1 else "print this"
    )
    if not stemma.edges:
        return f"{who}; no source is named." if documents == 1 else f"{who}; none names where it has it from."
    roots: Sequence[str] = [names[r] for r in origins.roots]
    best = count_words(origins.best, "origin")
    perhaps = "" if origins.low == origins.high else f", perhaps as many as {origins.high}"
    if len(roots) == 1:
        return f"{who}. All of it goes back to {roots[0]}: {best}{perhaps}."
    return f"{who}. It goes back to {best}{perhaps}."
