"""All that was recognised in one article, with look-ups: what the assembly of events works on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from aiextract.assemble.syntax import Tree
from aiextract.events import Money, Period, Quantity
from aiextract.lexicon.compile import words_of
from aiextract.lexicon.frames import WordIndex, cues, frames_index
from aiextract.lexicon.gazetteer import Gazetteer, gazetteer
from aiextract.recognise.amounts import find_amounts
from aiextract.recognise.descriptions import find_descriptions
from aiextract.recognise.header import published_of
from aiextract.recognise.mentions import Mention
from aiextract.recognise.names import find_names
from aiextract.recognise.periods import find_periods
from aiextract.recognise.quantities import find_quantities
from aiextract.text.fold import fold
from aiextract.text.parse import Parse

__all__ = ["Article", "Line", "Mark", "read_article"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A trigger or cue at a token: its group, lemma, and the tenses of the form (empty for nouns and phrases)."""

    name: str
    lemma: str
    tenses: frozenset[str]
    noun: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text: headline, bullet, boilerplate or plain."""

    start: int
    end: int
    headline: bool
    bullet: bool
    boilerplate: bool


@dataclass(frozen=True)
class Article:
    """One article, read: parse, amounts, periods, quantities, mentions, and triggers and cues by token."""

    parse: Parse
    published: str | None
    title: str | None
    amounts: tuple[Money, ...]
    periods: tuple[Period, ...]
    quantities: tuple[Quantity, ...]
    names: tuple[Mention, ...]
    descriptions: tuple[Mention, ...]
    triggers: Mapping[int, tuple[Mark, ...]]
    cues: Mapping[int, tuple[Mark, ...]]
    lines: tuple[Line, ...]
    gazetteer: Gazetteer

    @cached_property
    def tree(self) -> Tree:
        """The dependency trees."""
        return Tree(self.parse)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Names, descriptions and pronouns in the order of the text."""
        return tuple(sorted((*self.names, *self.descriptions), key=lambda m: m.start))

    @cached_property
    def _line_starts(self) -> Sequence[int]:
        return [line.start for line in self.lines]

    def sentence(self, place: int) -> int:
        """Number of the sentence at a character offset."""
        tokens = self.parse.tokens
        return tokens[self.tree.token_at(place)].sent if tokens else 0

    def line(self, place: int) -> Line:
        """The line at a character offset."""
        return self.lines[max(0, bisect_left(self._line_starts, place + 1) - 1)]

    def sentence_span(self, number: int) -> tuple[int, int]:
        """Character offsets of a sentence, without outer white space."""
        first, last = self.parse.sentences[number]
        start, end = self.parse.tokens[first].start, self.parse.tokens[last - 1].end
        text = self.parse.text
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        return start, end


def read_article(parse: Parse, *, published: str | None = None, title: str | None = None, known: Gazetteer | None = None) -> Article:
    """Recognise everything in one parsed article."""
    known = known or gazetteer()
    text = parse.text
    published = published or published_of(text)
    amounts = find_amounts(text)
    names = find_names(parse, known, [(m.span.start, m.span.end) for m in amounts])
    descriptions = find_descriptions(parse, names, known)
    return Article(
        parse,
        published,
        title,
        amounts,
        find_periods(text, published),
        find_quantities(text),
        tuple(names),
        tuple(descriptions),
        _marks(parse, frames_index()),
        _marks(parse, cues()),
        _lines(text, parse.folded),
        known,
    )


def _marks(parse: Parse, index: WordIndex) -> dict[int, tuple[Mark, ...]]:
    marks: dict[int, list[Mark]] = {}
    for token in parse.tokens:
        word = token.text.lower().replace("’", "'")
        # Capitals and text without accents are looked up folded, other words as they are: « verse » is not « versé ».
        loose = token.text.isupper() and len(token.text) > 2
        verbs = index.verbs.get(token.folded if loose else word, ())
        nouns = index.nouns.get(token.folded if loose else word, ())
        if verbs and nouns:
            verbs, nouns = (verbs, ()) if token.pos in {"VERB", "AUX"} else ((), nouns)
        found = [Mark(name, lemma, tenses, False) for name, lemma, tenses in verbs]
        found += [Mark(name, lemma, frozenset(), True) for name, lemma in nouns]
        if found:
            marks[token.index] = found
    words = words_of(parse.folded)
    starts = {token.start: token.index for token in parse.tokens}
    for start, end, names in index.phrases.find(words, parse.folded, overlapping=True):
        at = starts.get(start)
        if at is not None:
            marks.setdefault(at, []).extend(Mark(name, parse.folded[start:end], frozenset(), True) for name in names)
    return {place: tuple(found) for place, found in marks.items()}


_BULLET = re.compile(r"\s*(?:[-–—•*▪·]|\d{1,2}[.)])\s")


def _lines(text: str, folded: str) -> tuple[Line, ...]:
    lines = []
    offset = 0
    boiler = cues().phrases
    for number, content in enumerate(text.split("\n")):
        end = offset + len(content)
        stripped = content.strip()
        words = words_of(folded[offset:end])
        short = 0 < len(stripped) < 160 and stripped[-1] not in ".!;:»,…" if stripped else False
        boilerplate = len(words) < 40 and any("boilerplate" in names for _, _, names in boiler.find(words, folded[offset:end]))
        lines.append(
            Line(
                offset, end, (short or (number == 0 and len(stripped) < 160)) and len(words) > 1, bool(_BULLET.match(content)), boilerplate
            )
        )
        offset = end + 1
    return tuple(lines)


def folded_words(text: str) -> list[str]:
    """The folded words of a short text.

    >>> folded_words("L’Oréal & Cie")
    ['l', 'oreal', '&', 'cie']
    """
    return [word for word, _, _ in words_of(fold(text))]
