"""The media, agencies and institutes that the text gives as its sources.

A known medium counts where the clause speaks of reporting; any other name only by construction: « selon le quotidien X »,
« croit savoir X », « dans les colonnes de X », « d'après une étude du cabinet X ».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from aiextract.assemble.decide import Draft
from aiextract.assemble.features import Scene
from aiextract.assemble.themes import SceneKey
from aiextract.events import Source, Span
from aiextract.lexicon.compile import PhraseIndex, alternation, words_of
from aiextract.lexicon.conjugate import forms
from aiextract.lexicon.gazetteer import Gazetteer
from aiextract.lexicon.load import table
from aiextract.text.fold import fold
from aiextract.text.parse import Parse

__all__ = ["sources_of"]

_UNCONFIRMED = {"rumoured", "in_talks", "denied"}
# Capitals, with small words between them: « Frankfurter Allgemeine », « Investir au Cameroun », « Il Sole 24 Ore ».
_NAME = re.compile(
    r"(?:[A-ZÀ-ÝŸŒ]|\d+(?=[ ]?[A-Z]))[\w&’'.+-]*"
    r"(?:[ \u00a0](?:(?:of|the|and|de|du|des|la|le|les|au|aux|et|&)[ \u00a0])?(?:[A-ZÀ-ÝŸŒ][\w&’'.+-]*|\d+))*"
)
# « (Reuters) - » opens a text; « Il Sole 24 Ore » is no « 24 Ore ».
_DATELINE = re.compile(r"[^)\n]{0,12}\)\s*[-–—]")
_JOINED = re.compile(r"\S\s+[A-ZÀ-Ý][\w’'-]+ $")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A source at its place in the text: offsets, name, sentence; ``carried`` where it names the source of the sentence before,
    ``framed`` where a frame says that it is a source, whatever else it may be taken for."""

    start: int
    end: int
    name: str
    sentence: int
    carried: bool = False
    framed: bool = False


def _any(words: list[str]) -> str:
    return alternation([fold(word) for word in words])


def _leads(name: str) -> list[str]:
    """Leads without their last preposition, which melts with the article (« aux dires du »)."""
    return [re.sub(r" (?:de|à|au)$", "", word) for word in table("sources")["lead"][name]]


@cache
def _part() -> re.Pattern[str]:
    """Between the amounts of one sentence a source speaks for its own part only."""
    return re.compile(rf";|\s-\s|,? (?:{_any(table('sources')['grammar']['parting'])})")


@cache
def _goods() -> re.Pattern[str]:
    """Words before a medium that is bought or sold and says nothing: « racheter Le Parisien », « le sauvetage de La Provence »."""
    grammar = table("sources")["grammar"]
    words = [form for verb in grammar["deal"] for form in forms(verb)]
    articles = _any(grammar["articles"])
    return re.compile(rf"\b(?:{_any([*words, *grammar['goods']])}) +(?:(?:{articles}) *){{0,2}}\"? ?$")


@cache
def _report() -> PhraseIndex[bool]:
    """Any word of reporting: what a known medium needs in its sentence."""
    verbs = [form for verb in table("sources")["lead"]["verbs"] for form in forms(verb)]
    return PhraseIndex((word, True) for word in (*_leads("plain"), *_leads("media"), *verbs, "source", "sources", "article", "dépêche"))


@cache
def _frame() -> re.Pattern[str]:
    """A lead, then article, head noun and the place where the name begins."""
    data = table("sources")
    lead = data["lead"]
    verbs = [form for verb in lead["verbs"] for form, tenses in forms(verb).items() if tenses]
    article = rf"(?:(?:{_any(data['grammar']['articles'])}) *)"
    return re.compile(
        rf"\b(?:(?P<media>(?i:{_any(_leads('media'))}))|(?P<plain>(?i:{_any(_leads('plain'))}))|(?P<verb>{_any(verbs)})),? +"
        rf"(?:(?:{_any(lead['days'])})(?: +(?:matin|soir|dernier))?,? +)?"
        rf"(?:(?:une? |des |les |le |la |l'|son |sa |ses |de )?(?P<work>{_any(lead['works'])})(?: +[a-z]+)? +(?=d))?"
        rf"(?P<melted>{article})?(?:{article})?"
        rf"(?:(?:(?P<noun>{_any(data['noun']['media'])})|(?P<institute>{_any(data['noun']['institute'])}))s?(?: +[a-z]+){{0,2}},? +)?"
        rf"(?P<mark>\"\s*)?(?P<article>(?:le|la|les) +|l')?"
    )


def sources_of(scene: Scene, draft: Draft) -> tuple[Source, ...]:
    """The sources of the event's clauses; where the press only says so, those of a neighbouring sentence too."""
    found = _attributions(SceneKey(scene))
    if not found:
        return ()
    parties = {fold(scene.entities.all[i].name) for i in (*draft.investors, *draft.recipients)}
    told = {anchor.sentence for anchor in draft.anchors}
    own = [
        a
        for a in found
        if a.sentence in told and any(_same_part(scene, a, x.start, told) for x in draft.anchors if x.sentence == a.sentence)
    ]
    if not own:
        own = [a for a in found if a.carried and a.sentence - 1 in told]
    if not own and draft.status in _UNCONFIRMED:
        own = [a for a in found if min(abs(a.sentence - number) for number in told) == 1][:1]
    chosen = {fold(a.name): a for a in reversed(own) if a.framed or fold(a.name) not in parties}
    text = scene.article.parse.text
    return tuple(Source(a.name, Span.of(text, a.start, a.end)) for a in sorted(chosen.values(), key=lambda a: a.start))


def _same_part(scene: Scene, source: Attribution, anchor: int, told: set[int]) -> bool:
    """Do an amount and a source of its sentence belong together: no cut between them that another amount lies behind?"""
    folded = scene.article.parse.folded
    low, high = sorted((source.start, anchor))
    cuts = [low + m.start() for m in _part().finditer(folded[low:high])]
    if _bracketed(folded, source.start, anchor):
        return False
    if not cuts:
        return True
    others = [a.start for a in scene.anchors if a.sentence == source.sentence and a.start != anchor]
    return not any(cuts[0] < place if source.start > anchor else place < cuts[-1] for place in others)


def _bracketed(folded: str, source: int, anchor: int) -> bool:
    """Does the source stand in brackets that the amount is outside of (« 23 milliards, d'après Forbes »)?"""
    opening = folded.rfind("(", 0, source)
    closing = folded.find(")", opening) if opening >= 0 else -1
    inside = opening >= 0 and closing > source and "\n" not in folded[opening:closing]
    return inside and not opening < anchor < closing and any(c.isdigit() for c in folded[opening:source])


@lru_cache(maxsize=1)
def _attributions(key: SceneKey) -> tuple[Attribution, ...]:
    """All sources of an article in order, found once for all its events."""
    article = key.scene.article
    parse = article.parse
    words = words_of(parse.folded)
    reported = {article.sentence(start) for start, _, _ in _report().find(words, parse.folded)} if parse.tokens else set()
    people = [(e.start, e.end) for e in parse.entities if e.label == "PER"]
    found: list[Attribution] = []
    for number in sorted(reported):
        start, end = article.sentence_span(number)
        for low, high, name, sure in _framed(parse.text[start:end], parse.folded[start:end], article.gazetteer):
            if sure or not any(a <= start + low < b for a, b in people):
                found.append(Attribution(start + low, start + high, name, number, _carried(parse.folded[start:end]), sure))
    for start, end, organisation in article.gazetteer.organisations.find(words, parse.folded) if parse.tokens else ():
        if organisation.kind == "media" and not organisation.ambiguous and _capitals(parse.text[start:end], organisation.name):
            number = article.sentence(start)
            first, last = article.sentence_span(number)
            if _credits(parse, first, start, end, last, number in reported):
                found.append(Attribution(start, end, organisation.name, number, _carried(parse.folded[first:last])))
    free = [a for n, a in enumerate(found) if not any(b.start < a.end and a.start < b.end for b in found[:n])]
    return tuple(sorted(free, key=lambda a: a.start))


def _carried(sentence: str) -> bool:
    """« L'information vient de X »: about the sentence before."""
    return sentence.startswith(tuple(fold(word) for word in table("sources")["grammar"]["carried"]))


def _credits(parse: Parse, first: int, start: int, end: int, last: int, reported: bool) -> bool:
    """Does a known medium stand as a source, not as a dateline, a piece of a longer name or the thing that is bought?"""
    before, behind = parse.text[first:start], parse.text[end : end + 20]
    if _DATELINE.match(behind) or _JOINED.search(before) or re.match(r" [A-ZÀ-Ý]", behind):
        return False
    credit = before.endswith("(") and behind.startswith(")") and end + 3 >= last
    return credit or (reported and _goods().search(parse.folded[first:start]) is None)


def _framed(text: str, folded: str, known: Gazetteer) -> Iterator[tuple[int, int, str, bool]]:
    """Names in a frame that says by itself that a source follows."""
    cased = "".join(plain.upper() if letter.isupper() else plain for letter, plain in zip(text, folded, strict=True))
    place = 0
    while frame := _frame().search(cased, place):
        place = frame.start() + 1  # « lit-on dans les colonnes de X »: a frame may begin inside another
        match = _NAME.match(text, frame.end())
        if match is None:
            continue
        place = match.end()
        begin, name = frame.end(), match[0].rstrip(".'’-")
        melted = ("Le ", "Les ") if (frame["melted"] or "").strip() in {"du", "au", "le", "des", "aux", "les"} else ()
        medium = _medium(name, known) or next((found for word in melted if (found := _medium(word + name, known, len(word)))), None)
        if medium is not None:
            yield begin, begin + medium[0], medium[1], True
            continue
        quoted = bool(frame["mark"]) and text[begin + len(name) :].lstrip()[:1] in ("»", "”", '"')
        if frame["noun"] or (frame["institute"] and not frame["verb"]) or (not frame["verb"] and (quoted or _looks_like_medium(name))):
            yield begin, begin + len(name), name, True
        elif frame["media"] and known.organisations.get(name) is None:
            yield begin, begin + len(name), name, False


def _medium(name: str, known: Gazetteer, skip: int = 0) -> tuple[int, str] | None:
    """Length (less ``skip``) and canonical name of the longest beginning of a name that is a known medium."""
    ends = [match.end() for match in re.finditer(r"\S+", name)]
    for end in reversed(ends):
        organisation = known.organisations.get(name[:end])
        if organisation is not None:
            return (end - skip, organisation.name) if organisation.kind == "media" and end > skip else None
    return None


def _looks_like_medium(name: str) -> bool:
    data = table("sources")["name"]
    words = name.split()
    site = re.search(r"\w\.(?:fr|com|net|info|eu|org|be|ch|ma|ca)$", name) is not None
    return bool(site or words[-1] in data["last"] or (len(words) > 1 and words[0] in data["first"]))


def _capitals(written: str, name: str) -> bool:
    """Is a name written with capitals where it has them: « La Presse », not « La presse »?"""
    (mine, size), (capitals, _) = (_initials(written), _initials(name))
    return mine >= min(capitals, size)


def _initials(name: str) -> tuple[int, int]:
    """How many words of a name begin with a capital or figure, and how many there are."""
    words = re.findall(r"[^ '’\u00a0-]+", name)
    return sum(not word[0].islower() for word in words), len(words)
