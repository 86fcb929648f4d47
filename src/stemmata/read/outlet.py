"""Who published it: the pack's name for an outlet that it knows, else what the input says."""

from __future__ import annotations

from functools import lru_cache

from stemmata.packs import Outlet, Pack
from stemmata.read.label import OUTLET_LENGTH, clean_label, find_host


def settle_outlet(
    pack: Pack, *, url: str | None, declared: str | None, site_name: str | None, default: str | None
) -> tuple[str | None, str | None]:
    """The name to print and the host of an outlet; None where neither is known.

    What the author of a record declared stands first, then the pack's outlet for the host, then what the
    page calls its site, then what the user said on the command line. A name that the pack knows
    becomes the pack's spelling of it.
    """
    host = find_host(url)
    declared = clean_label(declared, OUTLET_LENGTH)
    if declared is None and (known := find_by_host(pack, host)):
        return known.name, host
    name = declared or clean_label(site_name, OUTLET_LENGTH) or clean_label(default, OUTLET_LENGTH)
    by_name = _by_name(pack).get(name.casefold()) if name else None
    return (by_name.name if by_name else name), host


def find_by_host(pack: Pack, host: str | None) -> Outlet | None:
    """The pack's outlet for a host or for a wider domain of it (m.example.org is example.org)."""
    by_domain = _by_domain(pack)
    while host and "." in host:
        if host in by_domain:
            return by_domain[host]
        host = host.partition(".")[2]
    return None


@lru_cache(maxsize=8)
def _by_domain(pack: Pack) -> dict[str, Outlet]:
    return {domain.lower().removeprefix("www."): o for o in pack.outlets.values() for domain in o.domains}


@lru_cache(maxsize=8)
def _by_name(pack: Pack) -> dict[str, Outlet]:
    """Outlets by each of their names; a name of two outlets names neither."""
    found: dict[str, set[str]] = {}
    for outlet in pack.outlets.values():
        for name in (outlet.name, *(form for forms in outlet.names.values() for form in forms)):
            found.setdefault(name.casefold(), set()).add(outlet.id)
    return {name: pack.outlets[next(iter(ids))] for name, ids in found.items() if len(ids) == 1}
