"""What the money is for: the words of the event's own clause first, then those of its neighbourhood, weighed by theme.

The words stand in ``themes.toml``, with the weight of each kind of evidence. Words inside a party's name support nothing, words in
the clause of another amount little; known sectors of a party only strengthen what the text itself says.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from aiextract.assemble.decide import Draft
from aiextract.assemble.features import Scene, near
from aiextract.events import THEMES
from aiextract.lexicon.compile import PhraseIndex, alternation, words_of
from aiextract.lexicon.conjugate import forms as verb_forms
from aiextract.lexicon.frames import plural
from aiextract.lexicon.load import table
from aiextract.text.fold import fold
from aiextract.text.parse import Parse

__all__ = ["SceneKey", "clause_of", "evidence", "theme_words", "themes_in"]

# Nearer to the amount than this (in characters), a word counts for more.
_REACH = 120
# How far a word may stand before and behind a recipient's name to say what it is (« la biotech X », « X, spécialiste de »).
_BEFORE, _BEHIND = 25, 45
# Where a word must stand at least once: what is spoken of elsewhere and fits the parties only strengthens this.
_SUPPORT = {
    kind + mark
    for kind in ("clause", "sentence", "before", "after", "before busy", "after busy", "title", "recipient")
    for mark in ("", " weak")
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A word of the table: its theme, whether it means that theme alone, and how it must be written."""

    theme: str
    strong: bool
    verb: bool
    capitals: bool
    accents: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A theme word in a text: offsets, theme, strength and sentence."""

    start: int
    end: int
    theme: str
    strong: bool
    sentence: int


def _word_forms(phrase: str) -> set[str]:
    """A phrase with its plurals: of its first word, and of every word before the first preposition."""
    small = table("themes")["grammar"]["prepositions"]
    words = phrase.split(" ")
    stop = next((n for n, word in enumerate(words) if word in small or word[1:2] in ("'", "’")), len(words))
    return {phrase, plural(phrase), " ".join([*(plural(word) for word in words[:stop]), *words[stop:]])}


@cache
def _index() -> PhraseIndex[tuple[_Entry, ...]]:
    found: dict[str, list[_Entry]] = {}

    def add(form: str, *entries: _Entry) -> None:
        found.setdefault(" ".join(word for word, _, _ in words_of(fold(form))), []).extend(entries)

    for theme, group in table("themes")["words"].items():
        for strength in ("strong", "weak"):
            for word in group[strength]:
                for form in _word_forms(word):
                    # a short word without its accent is another word (« thé », « the »)
                    accents = form.lower() if len(word) <= 4 and fold(word) != word.lower() else ""
                    add(form, _Entry(theme, strength == "strong", False, word.isupper() and len(word) <= 6, accents))
        for verb in group.get("verbs", ()):
            for form in verb_forms(verb):
                add(form, _Entry(theme, True, True, False, ""))
    for phrase in table("themes")["idle"]["words"]:
        for form in _word_forms(phrase):
            add(form)
    return PhraseIndex((form, tuple(dict.fromkeys(entries))) for form, entries in found.items())


def _fits(entry: _Entry, word: str) -> bool:
    if entry.capitals:
        return word.isupper() or word.rstrip("s").isupper()
    return not entry.accents or word.isupper() or word.lower() == entry.accents


def theme_words(parse: Parse) -> Iterator[Hit]:
    """The theme words of a text in order.

    >>> [(hit.theme, hit.strong) for hit in theme_words(Parse.of_text("une centrale et des panneaux solaires"))]
    [('energy', False), ('renewables', True)]
    """
    starts = [token.start for token in parse.tokens]
    for start, end, entries in _index().find(words_of(parse.folded), parse.folded):
        word = parse.text[start:end]
        token = parse.tokens[bisect_right(starts, start) - 1] if starts else None
        verb = token is not None and token.pos in {"VERB", "AUX"} and token.end >= end
        for entry in entries:
            # « il recherche », « elle élève »: a verb that looks like the noun is not the noun
            if _fits(entry, word) and (entry.verb or not verb or word.isupper()):
                yield Hit(start, end, entry.theme, entry.strong, token.sent if token else 0)


@dataclass(frozen=True)
class _Reading:
    """The theme words of an article, those in names set apart, and in how many sentences each theme is spoken of."""

    hits: tuple[Hit, ...]
    in_names: tuple[Hit, ...]
    spread: Mapping[str, int]
    first_line: int
    amounts: Mapping[int, tuple[tuple[int, int], ...]]


class SceneKey:
    """A scene as a key, equal to itself only: scenes are large and no two are compared."""

    __slots__ = ("scene",)

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def __hash__(self) -> int:
        return id(self.scene)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SceneKey) and other.scene is self.scene


@lru_cache(maxsize=1)
def _read(key: SceneKey) -> _Reading:
    """Read an article once for all its events."""
    scene = key.scene
    article = scene.article
    names = [m for m in article.names if m.sort in {"name", "person"}]
    begins = [m.start for m in names]
    free, named = [], []
    for hit in theme_words(article.parse):
        place = bisect_right(begins, hit.start) - 1
        name = names[place] if place >= 0 and hit.end <= names[place].end else None
        # « Hydrogène : … », « deux EPR »: an unknown name that is nothing but the theme word is none
        if name is not None and (name.known or (hit.start, hit.end) != (name.start, name.end)):
            named.append(hit)
        else:
            free.append(hit)
    spread = Counter(theme for theme, _ in {(h.theme, h.sentence) for h in free if h.strong})
    amounts: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for anchor in scene.anchors:
        if anchor.money is not None:
            amounts[anchor.sentence].append((anchor.start, anchor.end))
    first_line = article.lines[0].end if article.lines else 0
    return _Reading(tuple(free), tuple(named), spread, first_line, {n: tuple(sorted(a)) for n, a in amounts.items()})


@cache
def _cuts() -> tuple[re.Pattern[str], ...]:
    """What parts the clauses of two amounts, the strongest first."""
    grammar = table("themes")["grammar"]
    strong, weak = (alternation([fold(word) for word in grammar[name]]) for name in ("parting", "joining"))
    patterns = (r"[;•|\n]|(?<=\w)\s-\s", rf",? (?:{strong})\b|, (?:{weak})\b|\. ", r",(?!\d)|:", rf" (?:{weak})\b")
    return tuple(re.compile(pattern) for pattern in patterns)


def clause_of(folded: str, sentence: tuple[int, int], amounts: Iterable[tuple[int, int]], start: int) -> tuple[int, int]:
    """The part of a sentence that belongs to the amount at ``start``: up to the clause of the next amount.

    >>> text = "2 milliards a des puces, dont 1 milliard a la recherche"
    >>> clause_of(text, (0, len(text)), [(0, 11), (30, 40)], 0)
    (0, 23)
    """
    low, high = sentence
    for left, right in pairwise(sorted(amounts)):
        between = folded[left[1] : right[0]]
        cuts = next((found for cut in _cuts() if (found := list(cut.finditer(between)))), None)
        place = left[1] + (cuts[-1].start() if cuts else 0)
        if right[0] <= start:
            low = place
        else:
            return low, place
    return low, high


def evidence(scene: Scene, draft: Draft) -> dict[str, Counter[str]]:
    """For each theme what speaks for it, by kind of evidence (1 or a share of it)."""
    reading = _read(SceneKey(scene))
    article = scene.article
    told = {anchor.sentence for anchor in draft.anchors}
    clauses = []
    for anchor in draft.anchors:
        span = article.sentence_span(anchor.sentence)
        amounts = reading.amounts.get(anchor.sentence, ()) if anchor.money is not None else ()
        clauses.append((anchor, clause_of(article.parse.folded, span, amounts, anchor.start)))
    recipients = _by_sentence(scene, draft.recipients)
    found: dict[str, Counter[str]] = defaultdict(Counter)

    def note(theme: str, kind: str, value: float = 1.0) -> None:
        found[theme][kind] = max(found[theme][kind], value)  # type: ignore[assignment]

    for hit in reading.hits:
        mark = "" if hit.strong else " weak"
        mine = [anchor for anchor, (low, high) in clauses if low <= hit.start < high]
        for anchor in mine:
            gap = hit.start - anchor.end if hit.start >= anchor.end else anchor.start - hit.end
            note(hit.theme, "near" + mark, near(max(0, gap), _REACH))
            if hit.start >= anchor.end:
                note(hit.theme, "behind" + mark)
        note(hit.theme, ("clause" if mine else _zone(hit, told, reading)) + mark)
        if hit.start < reading.first_line and hit.sentence not in told:
            note(hit.theme, "title" + mark)
        if any(0 <= start - hit.end < _BEFORE or 0 <= hit.start - end < _BEHIND for start, end in recipients.get(hit.sentence, ())):
            note(hit.theme, "recipient" + mark)
    for hit in reading.in_names:
        if hit.sentence in told and hit.theme in found:
            note(hit.theme, "name")
    for chosen, kind in ((draft.recipients, "recipient sector"), (draft.investors, "investor sector")):
        for index in chosen:
            sectors = scene.entities.all[index].sectors
            for theme in found.keys() & set(sectors):
                note(theme, kind, 1 / len(sectors))
    size = max(4, len(article.parse.sentences))
    for theme, count in reading.spread.items():
        note(theme, "spread", count / size)
    _combine(found)
    return found


def _zone(hit: Hit, told: set[int], reading: _Reading) -> str:
    """Where a word outside the event's clauses stands; a neighbour with amounts of its own speaks of something else."""
    sentence = hit.sentence
    if sentence in told:
        amounts = reading.amounts.get(sentence)
        return "rival" if amounts and hit.start >= amounts[0][0] else "sentence"
    busy = " busy" if sentence in reading.amounts else ""
    if sentence + 1 in told:
        return "before" + busy
    if sentence - 1 in told:
        return "after" + busy
    return "elsewhere"


def _by_sentence(scene: Scene, chosen: Iterable[int]) -> Mapping[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for index in chosen:
        for mention in scene.entities.all[index].mentions:
            found[scene.article.sentence(mention.start)].append((mention.start, mention.end))
    return found


def _combine(found: Mapping[str, Counter[str]]) -> None:
    """Neighbours count for more where the clause itself says nothing of any theme."""
    silent = not any(kinds["clause"] for kinds in found.values())
    for kinds in found.values():
        for kind in ("before", "title", "name"):
            if silent and kinds[kind]:
                kinds[kind + " alone"] = kinds[kind]
        if not silent:
            kinds["other words"] = 1


def themes_in(scene: Scene, draft: Draft) -> tuple[str, ...]:
    """Themes that the event's clauses and their neighbourhood support, in the order of the schema."""
    data = table("themes")
    weights: Mapping[str, float] = data["weights"]
    offset: Mapping[str, float] = data["offset"]
    found: set[str] = set()
    for theme, kinds in evidence(scene, draft).items():
        if (
            _SUPPORT & kinds.keys()
            and offset.get(theme, 0.0) + sum(weights.get(kind, 0.0) * value for kind, value in kinds.items()) >= weights["bar"]
        ):
            found.update((theme, *data["implied"].get(theme, ())))
    return tuple(theme for theme in THEMES if theme in found)
