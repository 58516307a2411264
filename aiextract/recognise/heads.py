"""Parties named by a head noun and its complement: « l'université de Strasbourg », « le conseil régional Grand Est », « l'État hongrois »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from aiextract.lexicon.compile import alternation
from aiextract.lexicon.gazetteer import Country, Gazetteer
from aiextract.lexicon.load import table
from aiextract.recognise.mentions import Mention
from aiextract.text.fold import fold
from aiextract.text.parse import Parse, Token

__all__ = ["governments", "headed_names", "institutions"]

_LINKS = {"de", "du", "des", "d'", "la", "le", "les", "l'", "pour", "et", "en", "a", "au", "aux", "-"}
_OF = r"(?: (?:de la|de l'|de|du|des)(?: |(?<='))| d'| )"


def _heads(key: str) -> list[str]:
    words: list[str] = table("descriptions")["heads"][key]
    return [fold(w) for w in words]


# --- capital heads with complements in lower case ------------------------------------------------------------------


@cache
def _capital_heads() -> re.Pattern[str]:
    prefixes = table("descriptions")["prefix"]
    heads = [head for kind in ("institution", "fund", "government", "company", "project") for head in prefixes[kind]]
    return re.compile(rf"\b(?:{alternation(fold(h) for h in heads)})\b")


def _kind_of_head(head: str) -> str:
    prefixes: dict[str, list[str]] = table("descriptions")["prefix"]
    return next((kind for kind, heads in prefixes.items() if any(fold(h) == head for h in heads)), "")


def institutions(parse: Parse, known: Sequence[Mention]) -> Iterator[Mention]:
    """« Université de Tsukuba », « Fonds national pour l'innovation »: a capital head, then its complements."""
    tokens = parse.tokens
    at = {t.start: t.index for t in tokens}
    at |= {t.start + 2: t.index for t in tokens if len(t.text) > 3 and t.text[1] in "'’"}
    starts = {m.start for m in known if m.known and m.sort == "name"}
    for match in _capital_heads().finditer(parse.folded):
        index = at.get(match.start())
        if index is None or not parse.text[match.start()].isupper() or match.start() in starts:
            continue
        end = _complements(tokens, index, starts)
        if end > index + 1:
            start, stop = match.start(), tokens[end - 1].end
            yield Mention(start, stop, "name", parse.text[start:stop], _kind_of_head(match[0]), rule="institution head")


def _complements(tokens: tuple[Token, ...], index: int, known: set[int]) -> int:
    """One past the last token of the name: adjectives, « de … » complements; « et » never leads to another name."""
    stop = cursor = index + 1
    while cursor < len(tokens) and cursor - index < 12:
        token = tokens[cursor]
        capital = token.text[:1].isupper()
        if "\n" in token.text or token.sent != tokens[index].sent:
            break
        if token.pos in {"VERB", "AUX", "PUNCT", "NUM", "PRON", "SCONJ", "ADV"} and not capital:
            break
        joined = tokens[cursor - 1].folded in _LINKS or capital and tokens[cursor - 1].text[:1].isupper()
        if capital:
            if any(tokens[i].folded == "et" for i in range(stop, cursor)) or (token.start in known and not joined):
                break
            stop = cursor + 1
        elif token.pos == "ADJ" and cursor == stop:
            stop = cursor + 1
        elif token.pos in {"NOUN", "ADJ"} and cursor - 1 >= stop and tokens[cursor - 1].folded in _LINKS and cursor - stop <= 2:
            stop = cursor + 1
        elif token.folded not in _LINKS:
            break
        cursor += 1
    return stop


# --- lower-case heads with a name as complement --------------------------------------------------------------------


@cache
def _head_pattern() -> re.Pattern[str]:
    heads = [h for key in ("government", "institution", "company", "project") for h in _heads(key)]
    return re.compile(rf"\b({alternation(heads)})((?: (?!de\b|du\b|des\b|la\b|le\b|en\b|a\b|et\b)[a-z-]{{4,}}){{0,2}}?){_OF}?\"? ?$")


@cache
def _key_of(head: str) -> str:
    return next((key for key in ("government", "institution", "company", "project") if head in _heads(key)), "")


def headed_names(parse: Parse, names: Sequence[Mention]) -> list[Mention]:
    """Names widened by the common noun that says what they are: institutions keep it, territories and plans are named without."""
    widened = []
    for mention in names:
        low = max(0, mention.start - 60)
        low = max(low, parse.folded.rfind("\n", 0, mention.start) + 1)
        before = parse.folded[low : mention.start]
        match = _head_pattern().search(before)
        widened.append(_headed(parse, mention, match, low) if match else mention)
    return widened


def _headed(parse: Parse, mention: Mention, match: re.Match[str], low: int) -> Mention:
    key = _key_of(re.sub(" +", " ", match[1]))
    start = low + match.start(1)
    direct = match.end(2) == match.end(1) and match.end() - match.end(2) <= 1
    if key == "government":
        if mention.sort == "person" or (mention.known and mention.kind != "government") or mention.sort == "government":
            return mention
        if mention.rule == "country" and not match[1].startswith(("gouvernement", "etat", "executif", "tresor")):
            return mention
        rule = mention.rule if mention.rule in {"country"} else f"territory:{_level(match[1])}"
        return replace(mention, start=start, sort="government" if mention.rule == "country" else "name", kind="government", rule=rule)
    if mention.sort == "description" or mention.rule in {"country", "government"} or (mention.known and mention.sort == "name" and not direct):
        return mention
    if key == "project":
        return replace(mention, kind="project", sort="name") if not mention.known and mention.sort == "name" and direct else mention
    text = parse.text[start : mention.end]
    if key == "company" and mention.sort == "person":
        return mention
    return Mention(start, mention.end, "name", text, "institution" if key == "institution" else "company", rule="head", label="ORG", noun=match[1])


@cache
def _level(head: str) -> str:
    """Is a territory a city or a region?"""
    return "city" if head in _heads("city") else "region"


# --- states by their organs ----------------------------------------------------------------------------------------


@cache
def _organ() -> re.Pattern[str]:
    organs = alternation(_heads("organ"))
    return re.compile(rf"\b({organs})(?: (federal|federale|central|centrale|provincial|provinciale|regional|regionale|cantonal|public|publics|publique))?(?= |$|[,.;:)])")


_STATE = re.compile(r"\b[EÉ](?:tat|TAT)\b(?! de | d'| d’| du |-)")


def governments(parse: Parse, known: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """« l'État hongrois », « gouvernement fédéral », « ministère québécois », « l'État » alone: states and regions by their organs."""
    counts = _countries(parse, known, gazetteer)
    main = gazetteer.by_code.get(_most(counts)) or gazetteer.by_code["FR"]
    for match in _organ().finditer(parse.folded):
        yield from _by_adjective(parse, match, gazetteer) or _by_person(parse, match, known, gazetteer) or _federal(match, counts, gazetteer)
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
            found.append(_state(match.start(), match.end(), country or gazetteer.by_code[(kind.country if region and kind else "") or "CA"]))
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
                return [Mention(match.start(), mention.end, "name", mention.noun, "government", known_region.country, rule="territory:region")]
    return []


def _federal(match: re.Match[str], counts: dict[str, float], gazetteer: Gazetteer) -> list[Mention]:
    """« le gouvernement fédéral »: of the federation that the article speaks of most."""
    if match[2] not in {"federal", "federale"}:
        return []
    federations = {code: n for code, n in counts.items() if code in table("descriptions")["heads"]["federations"]}
    country = gazetteer.by_code.get(_most(federations))
    return [_state(match.start(), match.end(), country)] if country else []


_UNION = re.compile(r"(?<=[lL]['’])(?:Union|Europe)\b(?! [a-zé]*(?:enne|ale|ique)\b)(?! de | des | du )|(?<=\b[lL]a )Commission\b(?! [a-zé])")


def _union(parse: Parse, known: Sequence[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """« l'Union », « la Commission », where the article speaks of the European Union by name."""
    if any(m.code == "EU" for m in known):
        for match in _UNION.finditer(parse.text):
            yield _state(match.start(), match.end(), gazetteer.by_code["EU"])


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
        counts["FR"] += 0.5
    return counts


def _most(counts: dict[str, float]) -> str:
    return max(counts, key=lambda c: (counts[c], c)) if counts else ""
