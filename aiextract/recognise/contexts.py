"""What stands around a name says what it is: « la start-up grenobloise X », « X, spécialiste belge du cloud », « X Capital »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from aiextract.lexicon.compile import words_of
from aiextract.lexicon.gazetteer import Gazetteer
from aiextract.lexicon.load import table
from aiextract.recognise.mentions import Mention
from aiextract.recognise.nouns import Noun, nouns
from aiextract.text.fold import fold
from aiextract.text.parse import Parse

__all__ = ["described"]

# Between a name and its apposition: « X, un », « X (ex-Y), le », « X est une ».
_OPENS = re.compile(r" ?(?:\([^)]{0,40}\))?(?:,| est| -| –)? ?(?:une?|le|la|l'|leader|numero)? ?")
_ROMAN = re.compile(r"[ivx]{1,4}")
_SEAT = re.compile(r"[^.;:\n«»]{0,60}?\b(?:basee?|installee?|implantee?|etablie?|sise?|siege (?:est )?) (?:a|en|au|pres de) ")


def described(parse: Parse, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """The mentions with kind, noun, sectors, home and city as far as their surroundings tell."""
    found = []
    low = 0
    for mention in mentions:
        found.append(_described(parse, mention, low, gazetteer) if mention.sort in {"name", "person", "place"} else mention)
        low = mention.end
    return found


@cache
def _appositions() -> dict[str, str]:
    groups: dict[str, list[str]] = table("descriptions")["apposition"]
    return {fold(word): kind for kind, words in groups.items() for word in words}


@cache
def _suffixes() -> dict[str, str]:
    groups: dict[str, list[str]] = table("descriptions")["suffix"]
    return {fold(word): kind for kind, words in groups.items() for word in words}


def _described(parse: Parse, mention: Mention, low: int, gazetteer: Gazetteer) -> Mention:
    before = _before(parse, mention, low)
    noun, home, city = _nearest(before, gazetteer, -1)
    behind = [] if mention.sort == "place" else _behind(parse, mention)
    noun2, home2, city2 = _nearest(behind, gazetteer, 1)
    city2 = city2 or ("" if mention.sort == "place" else _seat(parse, mention, gazetteer))
    mention = replace(mention, home=home or home2, city=city or city2)
    words = next((w for w in (noun, noun2) if w), "")
    sectors = tuple(dict.fromkeys((*mention.sectors, *(s for w in (noun, noun2) if w and w in nouns() for s in nouns()[w].sectors))))
    feminine = bool(noun and noun in nouns() and nouns()[noun].feminine)
    gender = ("f" if feminine else "m") if noun and noun in nouns() else _article_gender(parse, mention)
    mention = replace(mention, gender=gender)
    if mention.known or mention.rule in {"country", "person"} or mention.rule.startswith("territory"):
        return replace(mention, noun=mention.noun if mention.rule == "person" else words)
    touching = bool(before and noun) and " ".join(before).endswith(noun)
    parts = [w for w, _, _ in words_of(fold(mention.name))] or [""]
    numbered = len(parts) > 1 and _ROMAN.fullmatch(parts[-1]) is not None
    last = parts[-2] if numbered else parts[-1]
    if mention.sort == "place" and not touching:
        return mention
    kind = (
        mention.kind
        or (_suffixes().get(last, "") if numbered else "")
        or _appositions().get(noun, "")
        or _kind_of(nouns().get(noun))
        or _suffixes().get(last, "")
        or _kind_of(nouns().get(parts[0]))
        or _kind_of(nouns().get(noun2))
    )
    kind = {"media": "company"}.get(kind, kind)
    if kind == "person" and mention.sort == "name" and not touching:
        kind = mention.kind
    sort = "name" if touching and mention.sort == "place" and kind in {"company", "fund"} else mention.sort
    if sort == "place":
        kind = mention.kind
    return replace(mention, kind=kind, noun=words or mention.noun, sort=sort, sectors=sectors)


def _kind_of(noun: Noun | None) -> str:
    return noun.kinds[0] if noun and noun.kinds[0] != "government" else ""


def _before(parse: Parse, mention: Mention, low: int) -> list[str]:
    """Up to four words directly in front, not over a comma, a bracket or another name."""
    head = re.split(r"[,;:.()\n]", parse.folded[max(low, mention.start - 60) : mention.start])[-1]
    words = re.findall(r"[\w-]+'?", head)[-4:]
    for place in range(len(words) - 1, -1, -1):
        if words[place] in {"de", "du", "des", "d'", "et", "a", "par", "avec", "chez", "pour", "que", "qui"}:
            return words[place + 1 :]
    return words


def _behind(parse: Parse, mention: Mention) -> list[str]:
    """Up to five words of an apposition behind: « X, spécialiste lyonnais de », « X, la biotech »."""
    match = _OPENS.match(parse.folded, mention.end)
    if not match or match.end() == mention.end or match[0].strip() == "":
        return []
    tail = re.split(r"[,;:.()\n]", parse.folded[match.end() : match.end() + 60])[0]
    words = re.findall(r"[\w-]+'?", tail)[:4]
    return words if words and (words[0] in nouns() or (words[1:2] and words[1] in nouns())) else []


def _nearest(words: Sequence[str], gazetteer: Gazetteer, step: int) -> tuple[str, str, str]:
    """The noun nearest to the name, and the country and city of a demonym beside it."""
    noun = home = city = ""
    for place in range(len(words))[::step]:
        word = words[place]
        pair = " ".join(words[max(0, place - 1) : place + 1] if step < 0 else words[place : place + 2])
        if not noun:
            noun = next((w for w in (pair, word) if w in nouns() or w in _appositions()), "")
        home = home or gazetteer.demonyms.get(word, "")
        city = city or gazetteer.city_demonyms.get(word, "")
    return noun, home, city


def _seat(parse: Parse, mention: Mention, gazetteer: Gazetteer) -> str:
    """« X, basée à Lyon »."""
    match = _SEAT.match(parse.folded, mention.end)
    if not match or match.end() - mention.end > 90:
        return ""
    spot = next(
        iter(
            gazetteer.places.find(words_of(parse.folded[match.end() : match.end() + 40])[:4], parse.folded[match.end() : match.end() + 40])
        ),
        None,
    )
    return spot[2].name if spot and spot[0] == 0 else ""


def _article_gender(parse: Parse, mention: Mention) -> str:
    """« la BDEAC » is a she, « le Crédit Mutuel » a he."""
    head = parse.folded[max(0, mention.start - 4) : mention.start]
    return "f" if re.search(r"(?:^|\W)la $", head) else "m" if re.search(r"(?:^|\W)(?:le|du|au) $", head) else ""
