"""Parties named by a head noun and its complement: « l'université de Strasbourg », « le conseil régional Grand Est »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from aiextract.lexicon.compile import alternation
from aiextract.lexicon.frames import frames_index
from aiextract.lexicon.load import table
from aiextract.recognise.mentions import Mention
from aiextract.text.fold import fold
from aiextract.text.parse import Parse, Token

__all__ = ["headed_names", "institutions", "level_of", "metropolis", "territory_of"]

_LINKS = {"de", "du", "des", "d'", "la", "le", "les", "l'", "pour", "et", "en", "a", "au", "aux", "-"}
_OF = r"(?: (?:de la|de l'|de|du|des)(?: |(?<='))| d'| )"


@cache
def _heads(key: str) -> tuple[str, ...]:
    return tuple(fold(w) for w in table("descriptions")["heads"][key])


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
        if "\n" in token.text or (token.sent != tokens[index].sent and not tokens[cursor - 1].text[-1].isalnum()):
            break
        if token.pos in {"VERB", "AUX", "PUNCT", "NUM", "PRON", "SCONJ", "ADV"} and not capital:
            break
        joined = tokens[cursor - 1].folded in _LINKS or (capital and tokens[cursor - 1].text[:1].isupper())
        if capital:
            if any(tokens[i].folded == "et" for i in range(stop, cursor)) or (token.start in known and not joined):
                break
            stop = cursor + 1
        elif token.folded in frames_index().verbs and token.pos != "NOUN":
            break
        elif (token.pos == "ADJ" and cursor == stop) or (
            token.pos in {"NOUN", "ADJ"} and cursor - 1 >= stop and tokens[cursor - 1].folded in _LINKS and cursor - stop <= 2
        ):
            stop = cursor + 1
        elif token.folded not in _LINKS or (
            token.folded in {"la", "le", "les"} and tokens[cursor - 1].folded not in {"de", "pour", "a", "en", "et"}
        ):
            break
        cursor += 1
    return stop


# --- lower-case heads with a name as complement --------------------------------------------------------------------


_KEYS = ("government", "institution", "company", "project", "family")


@cache
def _head_pattern() -> re.Pattern[str]:
    heads = [h for key in _KEYS for h in _heads(key)]
    return re.compile(rf"\b({alternation(heads)})((?: (?!de\b|du\b|des\b|la\b|le\b|en\b|a\b|et\b)[a-z-]{{4,}}){{0,2}}?){_OF}?\"? ?$")


_WORD = re.compile(r"[a-z]+")


@cache
def _head_words() -> frozenset[str]:
    """Words without which no head can stand in front: asked first, since the pattern is slow."""
    return frozenset(_WORD.findall(h)[0] for key in _KEYS for h in _heads(key))


@cache
def _key_of(head: str) -> str:
    return next((key for key in _KEYS if head in _heads(key)), "")


def headed_names(parse: Parse, names: Sequence[Mention]) -> list[Mention]:
    """Names widened by the common noun that says what they are: institutions keep it, territories and plans are named without."""
    widened = []
    for mention in names:
        low = max(0, mention.start - 60)
        low = max(low, parse.folded.rfind("\n", 0, mention.start) + 1)
        before = parse.folded[low : mention.start]
        match = _head_pattern().search(before) if not _head_words().isdisjoint(_WORD.findall(before)) else None
        widened.append(_headed(parse, mention, match, low) if match else mention)
    return widened


def _headed(parse: Parse, mention: Mention, match: re.Match[str], low: int) -> Mention:
    key = _key_of(re.sub(" +", " ", match[1]))
    start = low + match.start(1)
    direct = match.end(2) == match.end(1) and match.end() - match.end(2) <= 1
    if key == "government":
        if (
            (direct and match[1] not in _heads("direct"))
            or mention.sort == "person"
            or (mention.known and mention.kind != "government")
            or mention.sort == "government"
        ):
            return mention
        if mention.rule == "country" and not match[1].startswith(("gouvernement", "etat", "executif", "tresor")):
            return mention
        rule = mention.rule if mention.rule == "country" else f"territory:{level_of(match[1])}"
        words = parse.text[mention.start : mention.end]
        other = mention.known is not None and fold(territory_of(mention.name)[1]) != fold(words)
        named = replace(mention, known=None, name=words) if other else mention
        return replace(
            named, start=start, sort="government" if mention.rule == "country" else "name", kind="government", rule=rule, local=False
        )
    if key == "family":
        family = Mention(start, mention.end, "name", parse.text[start : mention.end], "person", rule="head", noun=match[1])
        return family if direct and not mention.known else mention
    if (
        mention.sort == "description"
        or mention.rule in {"country", "government"}
        or (mention.known and mention.sort == "name" and not direct)
    ):
        return mention
    if key == "project":
        return replace(mention, kind="project", sort="name") if not mention.known and mention.sort == "name" and direct else mention
    text = parse.text[start : mention.end]
    if direct and match[1] in _heads("with_link"):
        return mention
    if key == "company" and (mention.sort == "person" or (direct and not mention.rule.startswith("place"))):
        return mention
    return Mention(
        start, mention.end, "name", text, "institution" if key == "institution" else "company", rule="head", label="ORG", noun=match[1]
    )


_METROPOLIS = re.compile(r"(?: [a-z]+)?[ -](?:metropole|agglomeration|agglo)\b")


def metropolis(parse: Parse, mention: Mention) -> Mention:
    """« Chartres métropole », « Saint-Brieuc Armor Agglomération »: the city with its neighbours is a party of its own."""
    tail = _METROPOLIS.match(parse.folded, mention.end) if mention.rule == "place:city" else None
    if tail is None:
        return mention
    name = parse.text[mention.start : tail.end()]
    return replace(mention, end=tail.end(), sort="name", name=name, kind="government", rule="territory:metropolis")


@cache
def _territory_heads() -> re.Pattern[str]:
    return re.compile(rf"^({alternation(_heads('government'))})(?: (?:de la|du|des|de) | d'| de l'| )")


def territory_of(name: str) -> tuple[str, str]:
    """The head noun and the bare name of a territory, "" where there is none.

    >>> territory_of("Région Bretagne"), territory_of("Département de l'Isère"), territory_of("Nantes Métropole")
    (('region', 'Bretagne'), ('departement', 'Isère'), ('', 'Nantes Métropole'))
    """
    match = _territory_heads().match(fold(name))
    if match is None or (match[1] in _heads("linked") and match[0] == f"{match[1]} "):
        return "", name
    return match[1], re.sub(r"^[Ll]['’]", "", name[match.end() :])


def level_of(head: str) -> str:
    """Is the territory of a head noun a city or a region?

    >>> level_of("mairie"), level_of("canton")
    ('city', 'region')
    """
    return "city" if head in _heads("city") else "region"
