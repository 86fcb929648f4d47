"""Accounts → relations: which accounts the pack's identities tie, and how.

Only accounts that claims are booked in are tied, and those that an identity needs between them. The world is open: an
account that no claim bounds above may be as large as it likes, and then nothing follows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stemmata.model import Account, Book
from stemmata.packs import Pack
from stemmata.packs.books import Identity
from stemmata.reckon.scope import is_within, maker_of


@dataclass(frozen=True, slots=True)
class Relation:
    """`smaller` together are at most `larger`, times `factor`.

    `per_period`: in every period; else only what has run up to a day. `lag_days`: the smaller ones are counted so much
    earlier, at most (negative: later). `is_overnight`: what a short period counts may belong to the days before on
    the other side. `by_scope`: it holds only if no scope was left unsaid. A balance is `stock`: it grows by
    no more than `larger` less `smaller`.
    """

    identity: str
    smaller: tuple[str, ...]
    larger: tuple[str, ...]
    per_period: bool = False
    factor: float = 1.0
    lag_days: int = 0
    is_overnight: bool = False
    by_scope: bool = False
    stock: str | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """The accounts that are reckoned, by id, those in between included, and what ties them."""

    accounts: dict[str, Account]
    relations: tuple[Relation, ...]
    running: dict[str, str]  # the identity by which an account's count never falls


def tie_accounts(accounts: Sequence[Account], pack: Pack) -> Network:
    """What the pack's identities say of the accounts of what happened; those of other books are tied to nothing."""
    nodes = {a.id: a for a in accounts if a.book is Book.ACTUAL}
    relations: dict[tuple[object, ...], Relation] = {}
    for identity in pack.identities.values():
        for relation in _RELATE[identity.kind](identity, nodes, pack):
            key = (relation.identity, relation.smaller, relation.larger, relation.stock, relation.lag_days)
            relations.setdefault(key, relation)
    running = {
        node.id: identity.id
        for identity in pack.identities.values()
        if identity.kind == "running"
        for node in nodes.values()
        if node.side in identity.accounts
    }
    return Network(nodes, tuple(relations.values()), running)


def owner_of(account: Account, pack: Pack) -> str | None:
    """Whose things an account counts; None where that is not known."""
    match pack.accounts[account.side].owner:
        case "actor":
            return account.actor
        case "counterpart":
            return account.counterpart
        case _:
            others = [o.sides for o in pack.oppositions.values() if account.actor in o.sides]
            return next((s for s in others[0] if s != account.actor), None) if len(others) == 1 else None


def _by_side(nodes: dict[str, Account], sides: Sequence[str]) -> list[Account]:
    return [node for node in nodes.values() if node.side in sides]


def _is_part(narrow: Account, wide: Account, pack: Pack) -> bool:
    """Whether what `narrow` counts is among what `wide` counts, by item, scope, place and sub-kind."""
    if narrow.unit != wide.unit or narrow.item is None or wide.item is None:
        return False
    return (
        wide.item in pack.lineage(narrow.item)
        and is_within(narrow.scope, wide.scope)
        and (wide.place is None or _lies_in(narrow.place, wide.place, pack))
        and wide.sub_kind in {None, narrow.sub_kind}
    )


def _lies_in(narrow: str | None, wide: str, pack: Pack) -> bool:
    if narrow is None or narrow == wide:
        return narrow == wide
    here: str | None = narrow
    for _ in range(len(pack.places)):
        row = pack.places.get(here or "")
        here = row.within if row else None
        if here == wide:
            return True
        if here is None:
            break
    return False


def _is_by_scope(narrow: Account, wide: Account) -> bool:
    """Whether the wider one is wider only by not saying more."""
    return wide.scope is None and (narrow.scope is not None or narrow.item != wide.item)


def _no_relations(identity: Identity, nodes: dict[str, Account], pack: Pack) -> Iterator[Relation]:
    return iter(())


def _parts(identity: Identity, nodes: dict[str, Account], pack: Pack) -> Iterator[Relation]:
    groups: dict[tuple[str, str | None, str | None], list[Account]] = defaultdict(list)
    for node in _by_side(nodes, identity.accounts):
        if node.actor is not None:
            groups[node.side, node.actor, node.counterpart].append(node)
    for group in groups.values():
        for narrow in group:
            wider = [wide for wide in group if wide.id != narrow.id and _is_part(narrow, wide, pack)]
            for wide in wider:
                # A tie that two others make together is left out.
                if not any(w.id != wide.id and _is_part(w, wide, pack) for w in wider):
                    yield Relation(
                        identity.id, (narrow.id,), (wide.id,), per_period=True, by_scope=_is_by_scope(narrow, wide)
                    )


def _sums(identity: Identity, nodes: dict[str, Account], pack: Pack) -> Iterator[Relation]:
    wholes = [n for n in _by_side(nodes, (identity.whole or "",)) if n.actor is not None and n.place is None]
    parts = _by_side(nodes, identity.parts)
    for whole in wholes:
        chosen: list[str] = []
        by_scope = False
        for side in identity.parts:
            own = [
                part
                for part in parts
                if part.side == side and owner_of(part, pack) == owner_of(whole, pack) and _is_part(part, whole, pack)
            ]
            if not own:
                continue
            by_scope = by_scope or any(_is_by_scope(part, whole) for part in own)
            joint = _join(own, whole, side, nodes, pack)
            chosen.append(joint)
            for part in own:
                if part.id != joint:
                    yield Relation(identity.id, (part.id,), (joint,), per_period=True)
        if chosen:
            yield Relation(
                identity.id, tuple(chosen), (whole.id,), per_period=True, is_overnight=True, by_scope=by_scope
            )


def _join(own: Sequence[Account], whole: Account, side: str, nodes: dict[str, Account], pack: Pack) -> str:
    """The account of one side that holds all of `own` and no more than `whole`: one of them, or one in between."""
    for part in own:
        if all(_is_part(other, part, pack) for other in own):
            return part.id
    between = replace(
        whole, id=f"between/{side}/{whole.id}", side=side, actor=own[0].actor, counterpart=own[0].counterpart, name=""
    )
    nodes.setdefault(between.id, between)
    return between.id


def _transfers(identity: Identity, nodes: dict[str, Account], pack: Pack) -> Iterator[Relation]:
    gots: dict[tuple[str | None, ...], Account] = {
        (n.actor, n.counterpart, n.item, n.scope, n.sub_kind, n.place, n.unit): n
        for n in _by_side(nodes, (identity.got or "",))
        if n.actor is not None and n.counterpart is not None
    }
    for sent in _by_side(nodes, (identity.sent or "",)):
        got = gots.get((sent.counterpart, sent.actor, sent.item, sent.scope, sent.sub_kind, sent.place, sent.unit))
        if got is None:
            continue
        yield Relation(identity.id, (got.id,), (sent.id,), factor=1 + identity.tolerance)
        yield Relation(
            identity.id, (sent.id,), (got.id,), factor=1 / (1 - identity.tolerance), lag_days=identity.lag_days
        )


def _supplies(identity: Identity, nodes: dict[str, Account], pack: Pack) -> Iterator[Relation]:
    supplied = _by_side(nodes, identity.supplied)
    for used in _by_side(nodes, identity.used):
        maker, owner = maker_of(used.scope), owner_of(used, pack)
        if maker is None or owner is None or maker == owner:
            continue
        for supply in supplied:
            giver, taker = giver_and_taker(supply, pack)
            if (giver, taker) == (maker, owner) and supply.place is None and _is_part(used, supply, pack):
                yield Relation(identity.id, (used.id,), (supply.id,), by_scope=_is_by_scope(used, supply))


def giver_and_taker(supply: Account, pack: Pack) -> tuple[str | None, str | None]:
    """Who hands over and who gets what an account with another party counts."""
    is_giver = pack.accounts[supply.side].partner == "giver"
    return (supply.counterpart, supply.actor) if is_giver else (supply.actor, supply.counterpart)


def _stocks(identity: Identity, nodes: dict[str, Account], pack: Pack) -> Iterator[Relation]:
    for stock in _by_side(nodes, (identity.stock or "",)):
        if stock.actor is None:
            continue
        ins = [_exact(stock, side, nodes) for side in identity.inflows]
        if any(node is None for node in ins):
            continue  # one of them nobody counted, so it may have been any number
        outs = [
            _join(own, stock, side, nodes, pack)
            for side in identity.outflows
            if (
                own := [
                    node
                    for node in _by_side(nodes, (side,))
                    if owner_of(node, pack) == stock.actor and _is_part(node, stock, pack)
                ]
            )
        ]
        yield Relation(
            identity.id, tuple(outs), tuple(node for node in ins if node is not None), per_period=True, stock=stock.id
        )


def _exact(stock: Account, side: str, nodes: dict[str, Account]) -> str | None:
    """The account of a side that counts all that comes into a stock."""
    shape = (stock.actor, None, stock.item, stock.scope, stock.sub_kind, stock.place, stock.unit)
    for node in nodes.values():
        if node.side == side and shape == (
            node.actor, node.counterpart, node.item, node.scope, node.sub_kind, node.place, node.unit
        ):  # fmt: skip
            return node.id
    return None


_RELATE = {
    "running": _no_relations,
    "part": _parts,
    "sum": _sums,
    "transfer": _transfers,
    "supply": _supplies,
    "stock": _stocks,
}
