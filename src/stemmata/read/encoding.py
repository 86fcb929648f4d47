"""Bytes to characters: byte order marks, what a page declares, UTF-8, and only then a guess."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from stemmata.read.outcome import ReadError, Reason

# UTF-32 first: its little-endian mark begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([A-Za-z0-9_:.-]{2,40})""")
HEAD = 4096  # a page must declare its encoding in its first 1,024 bytes; many are later
SAMPLE = 100_000
WESTERN = "cp1252"
# The encodings of the web (WHATWG Encoding Standard); among all that exist, old Macintosh ones win by chance.
GUESSED = (
    "cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp866 koi8_r koi8_u iso8859_2 iso8859_5"
    " gb18030 big5 shift_jis euc_jp euc_kr"
)
# What the WHATWG Encoding Standard makes of labels that pages use for Windows' code pages.
LABELS = {"iso8859-1": WESTERN, "ascii": WESTERN, "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
MOST_LOST = 0.01  # of the characters; beyond that, words are missing
MOST_CONTROLS = 0.02
CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(content: bytes, *, is_page: bool = False) -> str:
    """The characters of a text, line ends made "\\n" and the byte order mark left out.

    `is_page`: also heed an encoding that the first bytes declare, as HTML does.
    Raises ReadError (unreadable) where it is no text or its encoding cannot be told.
    """
    text = _decode(content, is_page)
    sample = text[:SAMPLE]
    if len(CONTROLS.findall(sample)) > MOST_CONTROLS * len(sample):
        raise ReadError(Reason.UNREADABLE, "this is binary data, not text")
    if "\x00" in text and not is_page:
        raise ReadError(Reason.UNREADABLE, "the text holds NUL characters")
    if text.count("\ufffd") > MOST_LOST * len(text):
        raise ReadError(Reason.UNREADABLE, "too many characters are lost (U+FFFD); save it again as UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def looks_binary(content: bytes) -> bool:
    """Whether the first bytes hold NULs that no encoding of text explains."""
    head = content[:HEAD]
    return b"\x00" in head and not any(head.startswith(mark) for mark, _ in MARKS) and _wide(content) is None


def _decode(content: bytes, is_page: bool) -> str:
    for mark, name in MARKS:
        if content.startswith(mark):
            return _strictly(content[len(mark) :], name)
    if wide := _wide(content):
        return _strictly(content, wide)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass  # then it is something else, or damaged
    if is_page and (declared := _declared(content)):
        try:
            return content.decode(declared)
        except UnicodeDecodeError:
            pass  # pages often declare what they are not
    return _damaged_utf8(content) or _guess(content)


def _strictly(content: bytes, name: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as problem:
        raise ReadError(Reason.UNREADABLE, f"not {name.upper()}, as its first bytes say: {problem.reason}") from problem


def _wide(content: bytes) -> str | None:
    """The UTF-16 that a text without a mark is in: Western letters have a NUL at every other place."""
    head = content[:HEAD]
    half = len(head) // 2
    if half < 2 or len(content) % 2:
        return None
    at_even, at_odd = head[::2].count(0), head[1::2].count(0)
    if at_odd > 0.5 * half and at_even < 0.05 * half:
        return "utf-16-le"
    if at_even > 0.5 * half and at_odd < 0.05 * half:
        return "utf-16-be"
    return None


def _declared(content: bytes) -> str | None:
    found = DECLARED.search(content[:HEAD])
    if found is None:
        return None
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None
    # UTF-8 and the wide encodings were tried; codecs such as rot13 are no encodings of text.
    if name.startswith("utf") or not _is_text_codec(name):
        return None
    return LABELS.get(name, name)


def _is_text_codec(name: str) -> bool:
    try:
        return b"a".decode(name) == "a"
    except (LookupError, UnicodeError, ValueError, AssertionError):
        return False


def _damaged_utf8(content: bytes) -> str | None:
    """UTF-8 with a few broken bytes; None where the bytes above 127 are mostly not UTF-8."""
    text = content.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    kept = sum(1 for c in text[:SAMPLE] if c > "\x7f") - text[:SAMPLE].count("\ufffd")
    return text if kept >= 4 * text[:SAMPLE].count("\ufffd") and lost <= MOST_LOST * len(text) else None


def _guess(content: bytes) -> str:
    """The encoding that makes words; a text that is nearly all ASCII is taken for Western."""
    sample = content[:SAMPLE]
    high = sum(byte > 127 for byte in sample)
    if high <= 0.05 * len(sample):
        try:
            return content.decode(WESTERN)
        except UnicodeDecodeError:
            pass  # one of five bytes that cp1252 leaves open
    best = from_bytes(sample, cp_isolation=GUESSED.split()).best()
    if best is None:
        raise ReadError(Reason.UNREADABLE, "its encoding cannot be told; save it again as UTF-8")
    return content.decode(best.encoding, "replace")
