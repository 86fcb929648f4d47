"""Refusing pages whose structure would keep the extraction busy for minutes.

The limits come from measuring lxml 6.1 (libxml2 2.14) and trafilatura 2.3: time grows with the square of the
attributes of one tag (20,000: about 1 s) and of the inline elements of one block (8,000: 2.5 s), and with the number of
elements (20,000: about 2 s). Long articles have about 3,000 elements, live blogs up to about 15,000.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from stemmata.read.outcome import ReadError, Reason

MOST_MARKS = 400_000  # "<", scripts and comments included
MOST_ATTRIBUTES = 500
MOST_ELEMENTS = 20_000
MOST_FORMS = 500
MOST_INLINE_PAIRS = 50_000_000
DEEPEST = 200  # elements inside one another; the extraction recurses, libxml2 itself stops at 256

# Nothing of these is text of an article; without them the counts are those of the text.
NO_TEXT = ("script", "style", "svg", "math", "template", "noscript", "iframe", "object", "canvas", "select")
BLOCKS = frozenset({"p", "li", "td", "th", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dd", "dt"})
# Elements that the extraction turns into marks within a line, which it goes through again for each of them.
# fmt: off
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var",
})
# fmt: on

# A page is passed over once, from left to right: every pattern is possessive, so that none is tried twice.
MARKUP = re.compile(
    r"""<!--(?:-?>|(?:[^-]|-(?!-!?>))*+(?:--!?>)?)
    | <(?P<raw>script|style|textarea|title|xmp)(?=[\s/>])
    | <[a-zA-Z][^\s/>]*+""",
    re.VERBOSE | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>"'][^\s>]*+)?+)?+""")
RAW_END = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title", "xmp")}


def parse_page(source: str) -> HtmlElement:
    """The tree of a page that is safe to extract from.

    Raises ReadError: unreadable for a structure beyond the limits, no_article_text for a page without elements.
    """
    marks = source.count("<")
    if marks > MOST_MARKS:
        raise ReadError(Reason.UNREADABLE, f"the page has {marks} tags; the limit is {MOST_MARKS}")
    _check_attributes(source)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as problem:
        raise ReadError(Reason.NO_ARTICLE_TEXT, "the page is empty") from problem
    if any("depth" in entry.message for entry in parser.error_log.filter_from_fatals()):
        raise _too_deep(256)
    return tree


def check_size(tree: HtmlElement) -> None:
    """Refuse (ReadError, unreadable) a tree, without its scripts, that the extraction would take too long for."""
    blocks: list[HtmlElement] = [tree]  # those that are open
    inline: Counter[HtmlElement] = Counter()
    elements = depth = forms = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if event == "end":
            depth -= 1
            if tag in BLOCKS:
                blocks.pop()
            continue
        elements += 1
        depth += 1
        forms += tag == "form"
        if depth > DEEPEST:
            raise _too_deep(depth)
        if tag in INLINE:
            inline[blocks[-1]] += 1
        elif tag in BLOCKS:
            blocks.append(element)
    if elements > MOST_ELEMENTS:
        raise ReadError(Reason.UNREADABLE, f"the page has {elements} elements; the limit is {MOST_ELEMENTS}")
    if forms > MOST_FORMS:
        raise ReadError(Reason.UNREADABLE, f"the page has {forms} forms; the limit is {MOST_FORMS}")
    if sum(count * count for count in inline.values()) > MOST_INLINE_PAIRS:
        raise ReadError(Reason.UNREADABLE, f"one paragraph of the page has {max(inline.values())} elements")


def _too_deep(depth: int) -> ReadError:
    return ReadError(Reason.UNREADABLE, f"its elements are nested more than {depth - 1} deep; the limit is {DEEPEST}")


def _check_attributes(source: str) -> None:
    """Refuse a tag with thousands of attributes; scripts and comments are passed over as a browser does."""
    here = 0
    while found := MARKUP.search(source, here):
        here = found.end()
        if source.startswith("<!--", found.start()):
            continue
        count = 0
        while attribute := ATTRIBUTE.match(source, here):
            here = attribute.end()
            count += 1
            if count > MOST_ATTRIBUTES:
                raise ReadError(Reason.UNREADABLE, f"a tag of the page has more than {MOST_ATTRIBUTES} attributes")
        if raw := found["raw"]:
            end = RAW_END[raw.lower()].search(source, here)
            here = end.start() if end else len(source)
