"""What is printed round an article and is not part of it: links to others, newsletters, cookies.

The phrases are data (`tables/<language>.toml`). All tables hold at once: a page in one language often ends in another.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LONGEST_NOTICE = 400  # characters; a longer line says something besides
LONGEST_LINK = 200  # characters of a line that is the title of another article
LAST_LINES = 80  # boilerplate is looked for in no more lines than these
BULLET = re.compile(r"\s*(?:[-*•·–—►▪●■→»>]\s*|\d{1,2}[.)]\s+)")
DECORATION = re.compile(r"(?:[^\w\"'“”„«‘’©(\[]|_)*")  # bullets, emoji, stars; a quotation is no notice
MOST_DECORATION = 40
# What follows a heading: nothing, or a mark that announces what comes.
ANNOUNCES = re.compile(r"\s*(?:[:：|>»→…]|[-–—]\s|\.{3}|$)")
ENDS_A_SENTENCE = re.compile(r"[.!?…。؟][\"'”’»)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Cues:
    """The phrases of all tables, each kind as one pattern for the start of a line."""

    headings: re.Pattern[str]
    asides: re.Pattern[str]
    notices: re.Pattern[str]
    banners: re.Pattern[str]
    bylines: re.Pattern[str]


def find_trailer(text: str) -> int:
    """Where the boilerplate at the end of a text begins; the length of the text where there is none.

    A notice is cut with its line; a heading ("Read also:") with the links below it, as far as they are the
    last thing in the text. A text that is nothing else is left whole.
    """
    lines = _last_lines(text)
    end = len(text)
    for start, line in reversed(lines):
        words = line.strip()
        if not words:
            continue
        if _is_heading(words) or _is_notice(words):
            end = start
        elif not _is_link(words):
            break
    return end if text[:end].strip() else len(text)


def drop_banners(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs of a page without banners and without "Read also" links between them."""
    kept: list[str] = []
    in_aside = False
    for paragraph in paragraphs:
        words = paragraph.strip()
        if _matches(load_cues().banners, words) and len(words) <= LONGEST_NOTICE:
            continue
        if _is_aside(words):
            # A heading alone announces the bullets below it; one with a link announces nothing more.
            in_aside = True
            continue
        if in_aside and BULLET.match(words) and _is_link(words):
            continue
        in_aside = False
        kept.append(paragraph)
    return kept


def is_byline(line: str) -> bool:
    """Whether a line names its author, photographer or day rather than what the text is about."""
    return _matches(load_cues().bylines, line) is not None


@cache
def load_cues() -> Cues:
    """The phrases of every table of this room."""
    phrases: dict[str, list[str]] = {name: [] for name in Cues.__dataclass_fields__}
    tables = files("stemmata.read").joinpath("tables")
    for path in sorted(tables.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            for name, rows in tomllib.loads(path.read_text(encoding="utf-8")).items():
                phrases[name] += rows
    return Cues(**{name: _pattern(rows) for name, rows in phrases.items()})


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    """One pattern of all phrases, the longest first; no phrase ends within a word."""
    ordered = sorted({p.replace("'", "['’]") for p in map(re.escape, phrases)}, key=lambda p: (-len(p), p))
    return re.compile(rf"(?:{'|'.join(ordered)})(?!\w)", re.IGNORECASE)


def _matches(pattern: re.Pattern[str], line: str) -> re.Match[str] | None:
    """The phrase at the start of a line, behind bullets, emoji and other decoration."""
    decoration = DECORATION.match(line, 0, MOST_DECORATION)
    return pattern.match(line, decoration.end() if decoration else 0)


def _is_heading(line: str) -> bool:
    found = _matches(load_cues().headings, line)
    return found is not None and len(line) <= LONGEST_NOTICE and ANNOUNCES.match(line, found.end()) is not None


def _is_aside(line: str) -> bool:
    found = _matches(load_cues().asides, line)
    return found is not None and len(line) <= LONGEST_LINK and ANNOUNCES.match(line, found.end()) is not None


def _is_notice(line: str) -> bool:
    cues = load_cues()
    return len(line) <= LONGEST_NOTICE and bool(_matches(cues.notices, line) or _matches(cues.banners, line))


def _is_link(line: str) -> bool:
    """Whether a line may be the title of another article: short, and no sentence unless it is a bullet."""
    if len(line) > LONGEST_LINK:
        return False
    return BULLET.match(line) is not None or ENDS_A_SENTENCE.search(line) is None


def _last_lines(text: str) -> list[tuple[int, str]]:
    """The last lines with where they start."""
    lines: list[tuple[int, str]] = []
    end = len(text)
    while end > 0 and len(lines) < LAST_LINES:
        start = text.rfind("\n", 0, end) + 1
        lines.append((start, text[start:end]))
        end = start - 1
    return lines[::-1]
