"""Making what a page or a record says of itself safe to print: titles, names of outlets, addresses."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

TITLE_LENGTH = 500
OUTLET_LENGTH = 120
URL_LENGTH = 2000
ID_LENGTH = 200

# C0 and C1 controls, lone surrogates, non-characters, and the marks that turn or hide text on a screen.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?")


def drop_unprintable(words: str) -> str:
    """The words without control characters and without marks that hide, join or turn what is shown."""
    return UNPRINTABLE.sub("", words)


def clean_label(words: str | None, length: int) -> str | None:
    """One printable line of at most `length` characters; None where nothing is left."""
    if words is None:
        return None
    line = " ".join(drop_unprintable(words[: length * 8]).split())
    if len(line) > length:
        line = line[: length - 1].rstrip() + "…"
    return line or None


def unescape_twice(words: str) -> str:
    """Resolve entities that are still there after a page was parsed: many sites escape their metadata twice."""
    return html.unescape(words) if ENTITY.search(words[: TITLE_LENGTH * 8]) else words


def clean_url(address: str | None) -> str | None:
    """An absolute http or https address; None for anything else."""
    if address is None:
        return None
    address = UNPRINTABLE.sub("", address[: URL_LENGTH + 1]).strip()
    if len(address) > URL_LENGTH or any(c.isspace() for c in address):
        return None
    if address.startswith("//"):
        address = f"https:{address}"
    return address if find_host(address) else None


def find_host(url: str | None) -> str | None:
    """The host of an http or https address in lower case, without "www."; None where there is none."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:  # a malformed address has no host
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or not HOST.fullmatch(host):
        return None
    return host.rstrip(".").removeprefix("www.") or None


def printable_name(path: str) -> str:
    """A path as it can be printed: undecodable bytes and control characters become U+FFFD."""
    name = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in name)
