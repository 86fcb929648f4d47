"""The engine's turn on one document: ask about the sentences without a claim, anchor, judge, count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from stemmata.claim import judge_claim
from stemmata.claim.context import SentenceContext
from stemmata.claim.guard import meets_needs
from stemmata.claim.unframed import Unframed, find_unframed
from stemmata.engine.anchor import Refused, anchor
from stemmata.engine.client import EngineClient
from stemmata.engine.message import Proposal, Unreadable, read_proposals
from stemmata.engine.prompt import make_messages
from stemmata.model import Annotations, Claim, Document
from stemmata.packs import Pack

_AT_ONCE = 8  # sentences in one request
_LONGEST = 1500  # characters of a sentence that is sent


class Engine:
    """An optional second reader. Its proposals enter only where the fidelity guard proves them word by word."""

    def __init__(self, client: EngineClient, pack: Pack, model: str) -> None:
        self._client = client
        self._pack = pack
        self.name = f"llm:{model}"
        self._counts: Counter[str] = Counter()

    @property
    def account(self) -> Mapping[str, int]:
        """What was asked, answered, refused and spent so far, by name."""
        return dict(sorted((self._counts + self._client.account).items()))

    def propose(self, document: Document, annotations: Annotations, claims: Sequence[Claim]) -> tuple[Claim, ...]:
        """`claims` and those that the engine adds, in text order."""
        unframed = find_unframed(document, annotations, claims, self._pack)
        asked = [context for context in unframed.contexts if context.span.end - context.span.start <= _LONGEST]
        kept = {claim.id: claim for claim in claims}
        for start in range(0, len(asked), _AT_ONCE):
            group = asked[start : start + _AT_ONCE]
            self._counts["sentences sent"] += len(group)
            for proposal in self._ask([context.span.of(document.text) for context in group]):
                if not 1 <= proposal.sentence <= len(group):
                    self._counts["refused: sentence"] += 1
                    continue
                claim = self._judge(proposal, group[proposal.sentence - 1], unframed, document)
                if claim is not None:
                    kept.setdefault(claim.id, claim)
        return tuple(sorted(kept.values(), key=lambda claim: (claim.evidence.span, claim.support["measure"][0])))

    def _ask(self, sentences: Sequence[str]) -> list[Proposal]:
        answer = self._client.ask(make_messages(sentences, self._pack))
        if answer is None:
            return []
        try:
            proposals, malformed = read_proposals(answer.content)
        except Unreadable:
            self._counts["failed: unreadable answer"] += 1
            return []
        self._counts["proposals"] += len(proposals) + malformed
        self._counts["refused: shape"] += malformed
        return proposals

    def _judge(
        self, proposal: Proposal, context: SentenceContext, unframed: Unframed, document: Document
    ) -> Claim | None:
        made = anchor(proposal, context, unframed, self._pack, self.name)
        if isinstance(made, Refused):
            self._counts[f"refused: {made.field}"] += 1
            return None
        verdict = judge_claim(made, document, self._pack)
        if verdict.claim is None:
            self._counts[f"refused: {verdict.refused}"] += 1
            return None
        if not meets_needs(verdict.claim, self._pack.measures[verdict.claim.measure]):
            self._counts["refused: too little"] += 1
            return None
        self._counts["accepted"] += 1
        for field in verdict.dropped:
            self._counts[f"left out: {field}"] += 1
        return verdict.claim
