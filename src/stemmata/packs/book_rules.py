"""What must hold in the tables by which a pack keeps its books: accounts, identities, oppositions, conversions."""

from __future__ import annotations

from collections.abc import Iterator

from stemmata.packs.books import Identity
from stemmata.packs.finding import Finding
from stemmata.packs.schema import Pack

# What each kind of identity needs to be told, and what else it may be told.
_NEEDED = {
    "running": {"accounts"},
    "part": {"accounts"},
    "sum": {"whole", "parts"},
    "transfer": {"sent", "got"},
    "supply": {"used", "supplied"},
    "stock": {"stock", "inflows", "outflows"},
}
_FREE = {"id", "kind", "words"}
_ALSO = {"transfer": {"tolerance", "lag_days"}}


def find_broken_book_references(pack: Pack) -> Iterator[Finding]:
    """Every measure, account, item and actor that these tables name must exist."""
    for account in pack.accounts.values():
        for key in ("measures", "planned", "capacity"):
            for measure in getattr(account, key):
                if measure not in pack.measures:
                    yield Finding("accounts", account.id, (key,), f"{key}: {measure!r} names no measure")
    for identity in pack.identities.values():
        for key, names in identity.names().items():
            for name in names:
                if name not in pack.accounts:
                    yield Finding("identities", identity.id, (key,), f"{key}: {name!r} names no account")
    for opposition in pack.oppositions.values():
        for side in opposition.sides:
            if side not in pack.actors:
                yield Finding("oppositions", opposition.id, ("sides",), f"sides: {side!r} names no actor")
    for conversion in pack.conversions.values():
        for item in conversion.items:
            if item not in pack.items:
                yield Finding("conversions", conversion.id, ("items",), f"items: {item!r} names no item")


def find_book_faults(pack: Pack) -> Iterator[Finding]:
    """What else would make the books wrong: a measure booked twice, an identity without a part, an empty interval."""
    yield from _accounts(pack)
    for identity in pack.identities.values():
        yield from _identity(identity, pack)
    for opposition in pack.oppositions.values():
        if opposition.sides[0] == opposition.sides[1]:
            yield Finding("oppositions", opposition.id, ("sides",), "nobody stands opposed to himself")
    for conversion in pack.conversions.values():
        if conversion.low > conversion.high:
            reason = f"low {conversion.low:g} lies above high {conversion.high:g}"
            yield Finding("conversions", conversion.id, ("low",), reason)


def _accounts(pack: Pack) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for account in pack.accounts.values():
        for key in ("measures", "planned", "capacity"):
            for measure in getattr(account, key):
                if owners.setdefault(measure, account.id) != account.id:
                    reason = f"{key}: {measure!r} is booked in {owners[measure]!r} as well"
                    yield Finding("accounts", account.id, (key,), reason)


def _identity(identity: Identity, pack: Pack) -> Iterator[Finding]:
    told = identity.model_fields_set - _FREE
    needed = _NEEDED[identity.kind]
    for key in sorted(needed - identity.names().keys()):
        yield Finding("identities", identity.id, ("kind",), f"an identity of kind {identity.kind} needs {key}")
    for key in sorted(told - needed - _ALSO.get(identity.kind, set())):
        reason = f"{key} means nothing in an identity of kind {identity.kind}"
        yield Finding("identities", identity.id, (key,), reason)
    for key, names in identity.names().items():
        wanted = "balance" if key == "stock" else "flow"
        for name in names:
            rule = pack.accounts.get(name)
            if rule is not None and rule.kind != wanted and identity.kind != "part":
                reason = f"{key}: {name!r} is a {rule.kind}, and a {wanted} is meant here"
                yield Finding("identities", identity.id, (key,), reason)
