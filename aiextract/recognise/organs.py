"""States and regions by their organs: « l'État hongrois », « gouvernement fédéral », « ministère québécois », « l'État », « l'Union »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from aiextract.lexicon.compile import alternation
from aiextract.lexicon.gazetteer import Country, Gazetteer
from aiextract.lexicon.load import table
from aiextract.recognise.mentions import Mention
from aiextract.text.fold import fold
from aiextract.text.parse import Parse

__all__ = ["governments"]


@cache
def _organ() -> re.Pattern[str]:
    organs = alternation(map(fold, table("descriptions")["heads"]["organ"]))
    levels = alternation(map(fold, table("descriptions")["heads"]["levels"]))
    return re.compile(rf"\b({organs})(?: ({levels}))?(?= |$|[,.;:)])")


_STATE = re.compile(r"(?<![dD]['’])\b[EÉ](?:tat|TAT)\b(?! (?:de|du) (?:la |l['’])?[A-ZÉ]| d['’][A-ZÉ]| membre|-)")


def governments(parse: Parse, known: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """« l'État hongrois », « gouvernement fédéral », « ministère québécois », « l'État » alone: states and regions by their organs."""
    counts = _countries(parse, known, gazetteer)
    main = gazetteer.by_code.get(_most(counts)) or gazetteer.by_code["FR"]
    for match in _organ().finditer(parse.folded):
        yield from (
            _by_adjective(parse, match, gazetteer) or _by_person(parse, match, known, gazetteer) or _federal(match, counts, gazetteer)
        )
    for bare in _STATE.finditer(parse.text):
        yield _state(bare.start(), bare.end(), main)
    yield from _union(parse, known, gazetteer)


def _state(start: int, end: int, country: Country) -> Mention:
    return Mention(start, end, "government", country.name, "government", country.code, rule="government")


_NEXT = re.compile(r" ([\w-]+)")


def _by_adjective(parse: Parse, match: re.Match[str], gazetteer: Gazetteer) -> list[Mention]:
    found: list[Mention] = []
    behind = _NEXT.match(parse.folded, match.end())
    end = match.end()
    if behind and behind[1] == "et" and match[2]:
        behind = _NEXT.match(parse.folded, behind.end())
        end = behind.start(1) if behind else end
    if behind:
        country = gazetteer.by_code.get(gazetteer.demonyms.get(behind[1], ""))
        region = gazetteer.city_demonyms.get(behind[1], "")
        start = match.start() if end == match.end() else behind.start(1)
        if country:
            found.append(_state(start, behind.end(1), country))
        elif region:
            kind = gazetteer.places.get(region)
            rule = f"territory:{kind.kind if kind else 'region'}"
            found.append(Mention(start, behind.end(1), "name", region, "government", kind.country if kind else "", rule=rule))
        if found and start != match.start() and match[2] == "federal":
            found.append(
                _state(match.start(), match.end(), country or gazetteer.by_code[(kind.country if region and kind else "") or "CA"])
            )
    return found


def _by_person(parse: Parse, match: re.Match[str], known: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """« le gouvernement de François Legault »: the state of its head."""
    for mention in known:
        if mention.rule == "person" and 0 < mention.start - match.end() <= 4 and mention.noun:
            country = next((c for c in gazetteer.by_code.values() if c.name == mention.noun), None)
            if country:
                return [_state(match.start(), mention.end, country)]
            known_region = gazetteer.places.get(mention.noun)
            if known_region:
                return [
                    Mention(match.start(), mention.end, "name", mention.noun, "government", known_region.country, rule="territory:region")
                ]
    return []


def _federal(match: re.Match[str], counts: dict[str, float], gazetteer: Gazetteer) -> list[Mention]:
    """« le gouvernement fédéral »: of the federation that the article speaks of most."""
    if match[2] not in {"federal", "federale"}:
        return []
    federations = {code: n for code, n in counts.items() if code in table("descriptions")["heads"]["federations"]}
    country = gazetteer.by_code.get(_most(federations))
    return [_state(match.start(), match.end(), country)] if country else []


_UNION = re.compile(
    r"(?<=[lL]['’])(?:Union|Europe)\b(?! [a-zé]*(?:enne|ale|ique)\b)(?! de | des | du )|(?<=\b[lL]a )Commission\b(?! [a-zé])"
)


def _union(parse: Parse, known: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """« l'Union », « la Commission », where the article speaks of the European Union by name."""
    if any(m.code == "EU" for m in known):
        for match in _UNION.finditer(parse.text):
            article = 2 if parse.folded[match.start() - 1] == "'" else 0
            yield _state(match.start() - article, match.end(), gazetteer.by_code["EU"])


def _countries(parse: Parse, known: Sequence[Mention], gazetteer: Gazetteer) -> dict[str, float]:
    """How much an article speaks of each country, by states, places, demonyms and the homes of its companies."""
    counts: dict[str, float] = {}
    for mention in known:
        code = mention.code
        if code and code != "EU" and mention.sort in {"place", "government"}:
            counts[code] = counts.get(code, 0.0) + (1.0 if mention.rule in {"country", "government"} else 0.5)
        elif mention.known and mention.known.country and mention.sort == "name":
            counts[mention.known.country] = counts.get(mention.known.country, 0.0) + 0.25
    for token in parse.tokens:
        demonym = gazetteer.demonyms.get(token.folded)
        if demonym and demonym != "EU":
            counts[demonym] = counts.get(demonym, 0.0) + 0.7
    if "FR" in counts:
        counts["FR"] = 1.5 * counts["FR"] + 0.5
    return counts


def _most(counts: dict[str, float]) -> str:
    return max(counts, key=lambda c: (counts[c], c)) if counts else ""
