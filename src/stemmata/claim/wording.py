"""The whole phrase for a source, where an annotation holds only a part of it: "The" of "The Border Mail".

A name is never cut in two, an article never stands without its noun, and a description set off behind a name ("Ivo
Lank, the plant's head,") belongs to that name.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemmata.annotate.attribution_table import load_attribution_table
from stemmata.annotate.phrase import called_after
from stemmata.annotate.reading import Reading, read_sentence
from stemmata.annotate.subject import phrase_before
from stemmata.annotate.token import Token, word_classes
from stemmata.claim.context import SentenceContext
from stemmata.claim.head import find_head
from stemmata.claim.table import load_claim_tables
from stemmata.model import Span

_SHORTEST_NAME, _LONGEST_NAME = 2, 5  # words
_SHORTEST_DOCUMENT = 3  # tokens: "a report by"
_LONGEST_SUFFIX = 4  # letters behind the point of a name such as "News.example"


def whole_phrase(context: SentenceContext, span: Span) -> Span:
    """`span` widened to the phrase that it is a part of; itself where it is whole."""
    longer = [p for a in context.attributions for p in a.source if p.end == span.end and p.contains(span)]
    span = max(longer, key=lambda p: p.end - p.start, default=span)  # "International Security" of the Institute for …
    first, last = context.token_range(span)
    if last <= first:
        return span
    grammar = load_attribution_table(context.document.language).grammar
    while last - first > 1 and context.tokens[last - 1].lower in grammar.joiners | grammar.coordinators:
        last -= 1
        span = Span(span.start, context.tokens[last - 1].span.end)
    start, end = span.start, span.end
    final = context.tokens[last - 1]
    is_open = final.lower in grammar.possessive_endings and last < len(context.tokens)
    if is_open:
        end = max(end, _behind_article(context, first))
    elif last - first == 1 and final.lower in grammar.determiners | grammar.possessives:
        end = max(end, _behind_article(context, last - 1))
    else:
        last = _behind_name(context, last)
        end = max(end, context.tokens[last - 1].span.end)
    start = min(start, _document_of(context, first))
    is_title = first + 1 < len(context.tokens) and context.tokens[first + 1].text[:1].isupper() and last - first > 1
    is_title = is_title and context.tokens[last - 1].text[:1].isupper()
    if context.tokens[first].lower in grammar.determiners | grammar.possessives and not is_title:
        start = min(start, _name_before(context, first))
    return Span(start, end)


def phrase_at(context: SentenceContext, index: int) -> Span | None:
    """The noun phrase that begins at a token, with what hangs on it and the name behind its comma; None where none."""
    reading = read_sentence(context.text, context.span, (), load_attribution_table(context.document.language))
    phrase = called_after(reading, index) if index < len(reading) else None
    if phrase is None:
        return None
    first, last = phrase
    while last + 1 < len(reading) and reading.lower(last) == "-" and _is_glued(reading, last):
        behind = called_after(reading, last + 1)
        last = behind[1] if behind is not None else last + 2
        head = called_after(reading, last) if last < len(reading) else None
        last = head[1] if head is not None and head[0] == last else last  # "a US-aligned country"
    return reading.extent(first, last)


def _is_glued(reading: Reading, index: int) -> bool:
    """Whether nothing parts a mark from the words on both its sides."""
    before, mark, behind = (reading.tokens[at].span for at in (index - 1, index, index + 1))
    return before.end == mark.start and mark.end == behind.start


def phrase_up_to(context: SentenceContext, relative: Span) -> Span | None:
    """The noun phrase that a relative pronoun stands right behind, a comma aside; None where none does."""
    reading = read_sentence(context.text, context.span, (), load_attribution_table(context.document.language))
    at, _ = context.token_range(relative)
    at -= at > 0 and context.tokens[at - 1].text == ","
    phrase = phrase_before(reading, at) if at > 0 else None
    if phrase is None:
        return None
    agents = reading.table.grammar.agents
    first = next((i + 1 for i in range(phrase[1] - 2, phrase[0], -1) if reading.lower(i) in agents), phrase[0])
    return reading.extent(first, phrase[1])


def paper_before(context: SentenceContext, pronoun: Span) -> Span | None:
    """The document of which the sentence before told last, in words of its own, that a pronoun of a document may mean:
    "published a video on Monday. It shows …"."""
    before = context.previous
    if before is None:
        return None
    table = load_attribution_table(context.document.language)
    tables = load_claim_tables(context.document.language)
    is_plural = pronoun.of(context.text).lower() in tables.words["plural_pronouns"]
    reading = read_sentence(context.text, before.span, (), table)
    for place in range(len(before.tokens) - 1, 0, -1):
        token = before.tokens[place]
        if token.lemmas & table.nouns["documents"] and (token.lower not in token.lemmas) is is_plural:
            phrase = phrase_before(reading, place + 1)
            behind = before.tokens[place + 1 :]
            head = None
            if behind and behind[0].lower == "of":
                head = find_head(behind[1:], tables, context.document.language)
            last = token if head is None else head
            return Span((token.span if phrase is None else reading.extent(*phrase)).start, last.span.end)
    return None


def _document_of(context: SentenceContext, first: int) -> int:
    """Where the document begins that the words at `first` only name the maker of: "a report by the group"."""
    start = context.tokens[first].span.start
    table = load_attribution_table(context.document.language)
    if first < _SHORTEST_DOCUMENT or context.tokens[first - 1].lower not in table.grammar.agents:
        return start
    if not context.tokens[first - 2].lemmas & table.nouns["documents"]:
        return start
    reading = read_sentence(context.text, context.span, (), table)
    phrase = phrase_before(reading, first - 1)
    return start if phrase is None else reading.start(phrase[0])


def _behind_article(context: SentenceContext, index: int) -> int:
    """Where the phrase ends that an article begins."""
    phrase = phrase_at(context, index)
    return context.tokens[index].span.end if phrase is None else phrase.end


def _behind_name(context: SentenceContext, last: int) -> int:
    """The token behind a name whose first part ends before `last`."""
    tokens = context.tokens
    while last < len(tokens) and _is_of_name(tokens[last - 1]):
        following = tokens[last]
        is_adjacent = following.span.start == tokens[last - 1].span.end
        if _is_of_name(following) and not is_adjacent:
            last += 1
        elif (following.text == "-" and is_adjacent and last + 1 < len(tokens) and _is_glued_word(tokens, last)) or (
            following.text == "." and is_adjacent and last + 1 < len(tokens) and _is_suffix(following, tokens[last + 1])
        ):
            last += 2
        else:
            break
    if 1 < last < len(tokens) and tokens[last - 1].text == "." and _is_suffix(tokens[last - 1], tokens[last]):
        last += 1
    return last


def _is_of_name(token: Token) -> bool:
    return token.is_word and (token.text[:1].isupper() or token.text.isdigit())


def _is_glued_word(tokens: Sequence[Token], hyphen: int) -> bool:
    """ "Park Sang" + "-" + "min": a small word that a hyphen makes a part of the name before."""
    following = tokens[hyphen + 1]
    return tokens[hyphen].span.end == following.span.start and following.text.islower()


def _is_suffix(point: Token, token: Token) -> bool:
    """Whether letters stand right behind a point, as in a domain."""
    return point.span.end == token.span.start and token.text.islower() and len(token.text) <= _LONGEST_SUFFIX


def _is_place(context: SentenceContext, name: Span, begin: int) -> bool:
    """Whether a name is a state's, or what stands before its comma is a place that a preposition leads."""
    if begin == 0:
        return False
    if any(e.span.overlaps(name) and e.type in {"location", "state"} for e in context.entities):
        return True
    before = begin - 1 - (context.tokens[begin - 1].text == ",")
    while before > 0 and _is_of_name(context.tokens[before]):
        before -= 1
    language = context.document.language
    is_led = context.tokens[before].lower in load_attribution_table(language).grammar.prepositions
    return is_led and context.tokens[begin - 1].text == "," and before < begin - 2


def _name_before(context: SentenceContext, first: int) -> int:
    """Where the name begins that a comma parts from the description at `first`; the description's start where none."""
    tokens = context.tokens
    start = tokens[first].span.start
    if first < _SHORTEST_NAME or tokens[first - 1].text != ",":
        return start
    begin = first - 1
    while begin > 0 and _is_of_name(tokens[begin - 1]) and not tokens[begin - 1].text.isdigit():
        begin -= 1
    length = first - 1 - begin
    if any(time.span.overlaps(tokens[at].span) for time in context.times for at in range(begin, first - 1)):
        return start  # "In December, the White House"
    grammar = load_attribution_table(context.document.language).grammar
    opens = begin == 0 or not (tokens[begin - 1].is_word or tokens[begin - 1].lower in grammar.possessive_endings)
    if length and _is_place(context, Span(tokens[begin].span.start, tokens[first - 1].span.start), begin):
        return start  # "near Arusha, Tanzania, a hospital worker said"
    is_indefinite = tokens[first].lower in grammar.singular
    is_known_word = bool(word_classes(tokens[begin].lower, context.document.language)) if length == 1 else False
    shortest = 1 if is_indefinite and not is_known_word else _SHORTEST_NAME  # "Oryx, a group that counts losses,"
    return tokens[begin].span.start if opens and shortest <= length <= _LONGEST_NAME else start
