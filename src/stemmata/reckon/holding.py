"""Who holds what: the accounts that tell what came into somebody's hands, went out of them, and is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stemmata.model import Account
from stemmata.packs import Pack
from stemmata.packs.books import Identity
from stemmata.reckon.account import name_account
from stemmata.reckon.relation import giver_and_taker, owner_of
from stemmata.reckon.scope import maker_of


@dataclass(frozen=True, slots=True)
class Holding:
    """`account` is what is in hand, be anything booked there or not. `inflows` and `outflows` are accounts (ids) by
    series: several accounts of one series count the same things. `fates` tell of part of what went out. `is_closed`:
    nothing else can have come in, for it was made elsewhere and delivered."""

    account: Account
    inflows: dict[str, tuple[str, ...]]
    outflows: tuple[str, ...]
    fates: tuple[str, ...]
    levels: tuple[str, ...]
    is_closed: bool


def find_holdings(accounts: Sequence[Account], pack: Pack) -> list[Holding]:
    """The holdings of which accounts tell what is in hand, or both what came in and what went out; by account id."""
    found: dict[str, Holding] = {}
    whole = [a for a in accounts if a.sub_kind is None and a.place is None and a.item is not None]
    for identity in pack.identities.values():
        if identity.kind != "stock":
            continue
        shapes: dict[tuple[str, str | None, str | None, str], list[Account]] = {}
        for account in whole:
            owner = owner_of(account, pack)
            if owner is not None:
                shapes.setdefault((owner, account.item, account.scope, account.unit), []).append(account)
        for (owner, _, _, _), own in shapes.items():
            holding = _hold(owner, own, whole, identity, pack)
            if holding.levels or (holding.inflows and (holding.outflows or holding.fates)):
                found[holding.account.id] = holding
    return [found[key] for key in sorted(found)]


def _hold(owner: str, own: Sequence[Account], whole: Sequence[Account], identity: Identity, pack: Pack) -> Holding:
    sample = own[0]
    side = identity.stock or ""
    maker = maker_of(sample.scope)
    is_closed = maker is not None and maker != owner
    inflows: dict[str, list[str]] = {}
    for account in whole:
        if (account.item, account.unit) != (sample.item, sample.unit):
            continue
        if pack.accounts[account.side].partner is not None:
            giver, taker = giver_and_taker(account, pack)
            fits = (
                account.scope in {None, sample.scope} and giver == maker if is_closed else account.scope == sample.scope
            )
            if taker == owner and giver is not None and fits:
                inflows.setdefault(f"from {giver}", []).append(account.id)
        elif account in own and account.side in identity.inflows and not is_closed:
            inflows.setdefault(account.side, []).append(account.id)
    parts = {part for row in pack.identities.values() if row.kind == "sum" for part in row.parts}
    return Holding(
        account=name_account(
            replace(
                sample,
                id="/".join(("actual", side, owner, "-", sample.item or "-", sample.scope or "-", "-")),
                side=side,
                actor=owner,
                counterpart=None,
                is_balance=True,
            ),
            pack,
        ),
        inflows={series: tuple(ids) for series, ids in inflows.items()},
        outflows=tuple(a.id for a in own if a.side in identity.outflows and pack.accounts[a.side].partner is None),
        fates=tuple(a.id for a in own if a.side in parts),
        levels=tuple(a.id for a in own if a.side == side),
        is_closed=is_closed,
    )
