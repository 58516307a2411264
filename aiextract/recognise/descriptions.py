"""Mentions that point back: definite descriptions (« le groupe », « la société lyonnaise »), demonyms and pronouns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from aiextract.lexicon.frames import plural
from aiextract.lexicon.gazetteer import Gazetteer
from aiextract.lexicon.load import table
from aiextract.recognise.mentions import Mention
from aiextract.text.fold import fold
from aiextract.text.parse import Parse, Token

__all__ = ["find_descriptions"]


@dataclass(frozen=True, slots=True)
class _Noun:
    kinds: tuple[str, ...]
    sectors: tuple[str, ...]
    feminine: bool
    plural: bool


@cache
def _nouns() -> dict[str, _Noun]:
    """Every form of every description noun; a noun that stands in several rows takes the kinds and sectors of all."""
    nouns: dict[str, _Noun] = {}
    for row in table("descriptions")["noun"]:
        for gender in ("m", "f"):
            for noun in row.get(gender, ()):
                for form, many in ((noun, False), (plural(noun), True)):
                    old = nouns.get(fold(form))
                    kinds = tuple(dict.fromkeys([*(old.kinds if old else ()), *row["kinds"]]))
                    free = old is not None and not old.sectors
                    sectors = () if free else tuple(dict.fromkeys([*(old.sectors if old else ()), *row.get("sectors", ())]))
                    nouns[fold(form)] = _Noun(kinds, sectors, gender == "f", many)
    return nouns


@cache
def _pronouns() -> Mapping[str, tuple[bool, bool]]:
    data = table("descriptions")["pronouns"]
    return {fold(w): (key.startswith("f"), key.endswith("p")) for key in ("m", "f", "mp", "fp") for w in data[key]}


def find_descriptions(parse: Parse, names: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Descriptions and pronouns that stand where no name stands, sorted by place."""
    taken = {i for m in names for i in range(m.start, m.end)}
    found: list[Mention] = []
    for token in parse.tokens:
        if token.start in taken:
            continue
        mention = _description(parse, token, names, gazetteer) or _demonym(parse, token, taken, gazetteer) or _pronoun(parse, token)
        if mention and taken.isdisjoint(range(mention.start, mention.end)):
            taken.update(range(mention.start, mention.end))
            found.append(mention)
    return sorted(found, key=lambda m: m.start)


def _longest_noun(parse: Parse, index: int) -> tuple[_Noun | None, int]:
    """The longest description noun that begins at this token (« moteur de recherche » before « moteur »)."""
    tokens = parse.tokens
    nouns = _nouns()
    for size in (5, 4, 3, 2, 1):
        if index + size <= len(tokens):
            words = parse.folded[tokens[index].start : tokens[index + size - 1].end]
            if words in nouns:
                return nouns[words], index + size
    return None, index


def _description(parse: Parse, token: Token, names: list[Mention], gazetteer: Gazetteer) -> Mention | None:
    noun, stop = _longest_noun(parse, token.index)
    if noun is None or token.pos in {"VERB", "AUX"}:
        return None
    tokens = parse.tokens
    first = token.index
    # « ses deux partenaires », « le premier constructeur », « l'ancien monopole »: up to two words between determiner and noun
    for step in (1, 2, 3):
        before = token.index - step
        if before < 0:
            break
        word = tokens[before].folded
        if word in _determiners():
            first = before
            break
        if tokens[before].pos not in {"ADJ", "NUM"}:
            return None
    if first == token.index:
        return None
    end, code, city = _complement(parse, stop, gazetteer)
    if _names_follow(parse, end, names):
        return None
    return Mention(
        tokens[first].start, tokens[end - 1].end, "description", "", "|".join(noun.kinds), code, None,
        noun=tokens[token.index].folded, rule=city or "description", sectors=noun.sectors, feminine=noun.feminine, plural=noun.plural,
    )  # fmt: skip


@cache
def _determiners() -> frozenset[str]:
    return frozenset(fold(w) for w in table("descriptions")["pronouns"]["determiners"])


def _complement(parse: Parse, stop: int, gazetteer: Gazetteer) -> tuple[int, str, str]:
    """Adjectives behind the noun: a demonym gives a country or city (« la société lyonnaise », « le géant américain »)."""
    tokens = parse.tokens
    code = city = ""
    end = stop
    while end < len(tokens) and end - stop < 3:
        token = tokens[end]
        if token.folded in gazetteer.demonyms:
            code = gazetteer.demonyms[token.folded]
        elif token.folded in gazetteer.city_demonyms:
            city = gazetteer.city_demonyms[token.folded]
        elif token.pos != "ADJ" or "\n" in token.text:
            break
        end += 1
    return end, code, city


def _names_follow(parse: Parse, end: int, names: list[Mention]) -> bool:
    """« le groupe SoftBank » is the name's own apposition, no description of its own."""
    if end >= len(parse.tokens):
        return False
    place = parse.tokens[end].start
    return any(m.start <= place + 1 and place < m.end and m.sort in {"name", "person"} for m in names) and parse.tokens[end].text not in ",;:("


def _demonym(parse: Parse, token: Token, taken: set[int], gazetteer: Gazetteer) -> Mention | None:
    """« le néerlandais », « la grenobloise » as a noun: a determiner in front, no noun behind."""
    code = gazetteer.demonyms.get(token.folded, "")
    city = gazetteer.city_demonyms.get(token.folded, "")
    if not (code or city) or token.index == 0:
        return None
    tokens = parse.tokens
    before = tokens[token.index - 1]
    after = tokens[token.index + 1] if token.index + 1 < len(tokens) else None
    if before.folded not in {"le", "la", "l'", "du", "au", "les", "aux", "des"} or (before.start in taken):
        return None
    if after is not None and (after.pos in {"NOUN", "PROPN", "ADJ"} or after.start in taken):
        return None
    many = before.folded in {"les", "aux", "des"}
    feminine = before.folded == "la"
    return Mention(before.start, token.end, "description", "", "company|fund|institution", code, noun="", rule=city or "demonym", feminine=feminine, plural=many)


def _pronoun(parse: Parse, token: Token) -> Mention | None:
    tokens = parse.tokens
    words = token.folded
    end = token.index + 1
    if words in {"ce", "cette", "ces", "le", "la", "les", "tous", "toutes", "celui", "celle", "ceux", "celles"} and end < len(tokens):
        two = parse.folded[token.start : tokens[end].end]
        three = parse.folded[token.start : tokens[min(end + 1, len(tokens) - 1)].end]
        if two in _pronouns():
            words, end = two, end + 1
        elif three in _pronouns():
            words, end = three, end + 2
    if words in {"le premier", "le second", "la premiere", "la seconde"} and end < len(tokens) and tokens[end].pos in {"NOUN", "ADJ", "PROPN", "NUM"}:
        return None
    if words not in _pronouns() or (words in {"il", "elle", "lui"} and _impersonal(parse, token)):
        return None
    if words in {"tous", "les deux", "les trois", "lui", "eux"} and token.dep not in {"nsubj", "nsubj:pass"}:
        return None
    feminine, many = _pronouns()[words]
    return Mention(token.start, tokens[end - 1].end, "pronoun", "", "", noun=words, rule="pronoun", feminine=feminine, plural=many)


@cache
def _impersonal_verbs() -> frozenset[str]:
    from aiextract.lexicon.conjugate import forms

    verbs = table("descriptions")["pronouns"]["impersonal"]
    return frozenset(fold(form) for verb in verbs for form in forms(verb))


def _impersonal(parse: Parse, token: Token) -> bool:
    """« il faut », « il s'agit », « il y a », « s'il s'avère »: nobody."""
    ahead = [t.folded for t in parse.tokens[token.index + 1 : token.index + 4]]
    if token.folded != "il" or not ahead:
        return False
    if ahead[0] == "y" and ahead[1:2] and ahead[1].startswith(("a", "eu")):
        return True
    skip = {"ne", "n'", "s'", "se", "y", "en"}
    verb = next((w for w in ahead if w not in skip), "")
    reflexive = "s'" in ahead[:2]
    return verb in _impersonal_verbs() and (reflexive or verb not in {"agit", "agissait", "agira", "agirait"}) and not verb.startswith(("sembl", "rest")) or (
        verb in {"est", "etait", "serait", "sera"} and len(ahead) > 1 and ahead[-1] in {"que", "de", "question", "vrai", "possible", "temps", "prevu", "encore"}
    )
