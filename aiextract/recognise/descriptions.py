"""Mentions that point back: definite descriptions (« le groupe », « la société lyonnaise »), demonyms and pronouns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from aiextract.lexicon.gazetteer import Gazetteer
from aiextract.lexicon.load import table
from aiextract.recognise.mentions import Mention
from aiextract.recognise.nouns import Noun, nouns
from aiextract.recognise.wordlists import name_words
from aiextract.text.fold import fold
from aiextract.text.parse import Parse, Token

__all__ = ["find_descriptions"]


@cache
def _pronouns() -> Mapping[str, tuple[bool, bool]]:
    data = table("descriptions")["pronouns"]
    return {fold(w): (key.startswith("f"), key.endswith("p")) for key in ("m", "f", "mp", "fp") for w in data[key]}


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(fold(w) for w in table("descriptions")["pronouns"][key])


def find_descriptions(parse: Parse, names: list[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Descriptions and pronouns that stand where no name stands, sorted by place."""
    taken = {i for m in names for i in range(m.start, m.end)}
    quotes = _quotes(parse.text)
    found: list[Mention] = []
    for token in parse.tokens:
        if token.start in taken:
            continue
        mention = (
            _description(parse, token, names, gazetteer)
            or _demonym(parse, token, taken, gazetteer)
            or _pronoun(parse, token)
            or _speaker(token, quotes)
        )
        if mention and taken.isdisjoint(range(mention.start, mention.end)):
            taken.update(range(mention.start, mention.end))
            found.append(replace(mention, around=gazetteer.around.get(mention.city, ())) if mention.city else mention)
    return sorted(found, key=lambda m: m.start)


# --- nouns -----------------------------------------------------------------------------------------------------------


def _longest_noun(parse: Parse, index: int) -> tuple[Noun | None, int]:
    """The longest description noun that begins at this token (« moteur de recherche » before « moteur »)."""
    tokens = parse.tokens
    if tokens[index].folded not in _first_words():
        return None, index
    for size in (5, 4, 3, 2, 1):
        if index + size <= len(tokens):
            noun = nouns().get(parse.folded[tokens[index].start : tokens[index + size - 1].end])
            if noun is not None:
                return noun, index + size
    return None, index


@cache
def _first_words() -> frozenset[str]:
    """First tokens of nouns: the tokeniser cuts at spaces and some hyphens."""
    return frozenset(part for noun in nouns() for part in (noun.split(" ")[0], noun.split(" ")[0].split("-")[0]))


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
        if tokens[before].folded in _words("determiners"):
            first = before
            break
        if tokens[before].pos not in {"ADJ", "NUM"}:
            break
    end, code, city = _complement(parse, stop, gazetteer)
    if first == token.index and not (code or city):
        return None  # without a determiner only « armateur danois », « fondeur taïwanais »
    if _names_follow(parse, end, names):
        return None
    end, code, city = _seat(parse, end, code, city, names)
    spot = gazetteer.places.get(city) if city and not code else None
    code = spot.country if spot else code
    many = first < token.index and tokens[first].folded in _words("plural_determiners")
    return Mention(
        tokens[first].start, tokens[end - 1].end, "description", "", "|".join(noun.kinds), code, None,
        noun=parse.folded[tokens[token.index].start : tokens[stop - 1].end], rule="description", sectors=noun.sectors,
        feminine=noun.feminine, plural=noun.plural or many, city=city,
    )  # fmt: skip


def _complement(parse: Parse, stop: int, gazetteer: Gazetteer) -> tuple[int, str, str]:
    """Adjectives behind the noun: a demonym gives a country or city (« la société lyonnaise », « le géant américain »)."""
    tokens = parse.tokens
    code = city = ""
    end = stop
    while end < len(tokens) and end - stop < 3:
        token = tokens[end]
        word = token.folded
        # « sino-européen », « franco-belge »: the first part says the home
        prefix = table("descriptions")["demonym_prefixes"].get(word.split("-")[0]) if "-" in word else None
        if prefix:
            code = prefix
        elif word in gazetteer.demonyms:
            code = gazetteer.demonyms[word]
        elif word in gazetteer.city_demonyms:
            city = gazetteer.city_demonyms[word]
        elif token.pos != "ADJ" or "\n" in token.text:
            break
        end += 1
    return end, code, city


def _seat(parse: Parse, end: int, code: str, city: str, names: Sequence[Mention]) -> tuple[int, str, str]:
    """« la firme de Redmond », « le groupe du Maryland », « la start-up basée à Lyon »: the place says where its seat is."""
    tokens = parse.tokens
    last = tokens[end - 1].end
    for mention in names:
        if mention.start <= last or mention.start - last > 16 or mention.sort not in {"place", "government"}:
            continue
        link = parse.folded[last : mention.start].strip()
        if link in name_words("seat_links") and not mention.rule.startswith("territory"):
            if mention.rule in {"country", "government"} and not mention.ambiguous:
                return end, code or mention.code, city
            return end, code, city or (parse.text[mention.start : mention.end] if mention.ambiguous else mention.name)
    return end, code, city


def _names_follow(parse: Parse, end: int, names: list[Mention]) -> bool:
    """« le groupe SoftBank » is the name's own apposition, no description of its own."""
    if end >= len(parse.tokens):
        return False
    place = parse.tokens[end].start
    return (
        any(m.start <= place + 1 and place < m.end and m.sort in {"name", "person"} for m in names) and parse.tokens[end].text not in ",;:("
    )


# --- demonyms --------------------------------------------------------------------------------------------------------


def _demonym(parse: Parse, token: Token, taken: set[int], gazetteer: Gazetteer) -> Mention | None:
    """« le néerlandais », « la grenobloise », « L’Américain » as a noun: a determiner in front, no noun behind."""
    start, word, before = token.start, token.folded, parse.tokens[token.index - 1].folded if token.index else ""
    if word.startswith("l'"):
        start, word, before = token.start, word[2:], "l'"
    code = gazetteer.demonyms.get(word, "")
    city = gazetteer.city_demonyms.get(word, "")
    if not (code or city) or before not in _words("demonym_articles"):
        return None
    if start == token.start and word == token.folded:
        start = parse.tokens[token.index - 1].start
        if start in taken:
            return None
    after = parse.tokens[token.index + 1] if token.index + 1 < len(parse.tokens) else None
    if after is not None and (
        after.start in taken or (after.pos in {"NOUN", "PROPN"} and (token.head == after.index or token.pos == "ADJ"))
    ):
        return None
    if token.pos == "ADJ" and token.head < token.index and parse.tokens[token.head].pos == "NOUN" and token.head == token.index - 1:
        return None
    many = before in {"les", "aux", "des"}
    return Mention(
        start,
        token.end,
        "description",
        "",
        "company|fund|institution",
        code,
        noun="",
        rule="demonym",
        feminine=before == "la",
        plural=many,
        city=city,
    )


# --- pronouns --------------------------------------------------------------------------------------------------------


def _pronoun(parse: Parse, token: Token) -> Mention | None:
    tokens = parse.tokens
    words = token.folded
    end = token.index + 1
    if words in _words("openings") and end < len(tokens):
        two = parse.folded[token.start : tokens[end].end]
        three = parse.folded[token.start : tokens[min(end + 1, len(tokens) - 1)].end]
        if two in _pronouns():
            words, end = two, end + 1
        elif three in _pronouns():
            words, end = three, end + 2
    if words in _words("ordinals") and end < len(tokens) and tokens[end].pos in {"NOUN", "ADJ", "PROPN", "NUM"}:
        return None
    if words not in _pronouns() or (words == "il" and _impersonal(parse, token)):
        return None
    if words in _words("subjects_only") and token.dep not in {"nsubj", "nsubj:pass"}:
        return None
    if words in _words("stressed") and (
        parse.folded[token.end : token.end + 5] in {"-meme", "-mem"} or parse.folded[token.end : token.end + 5] == " seul"
    ):
        return None
    feminine, many = _pronouns()[words]
    return Mention(token.start, tokens[end - 1].end, "pronoun", "", "", noun=words, rule="pronoun", feminine=feminine, plural=many)


def _quotes(text: str) -> list[tuple[int, int]]:
    """Quoted stretches, and lines of an interview that begin with a dash."""
    found: list[tuple[int, int]] = []
    start = -1
    for place, char in enumerate(text):
        if char in "«“":
            start = place
        elif char in "»”" and start >= 0:
            found.append((start, place))
            start = -1
    return found


def _speaker(token: Token, quotes: Sequence[tuple[int, int]]) -> Mention | None:
    """« nous », « je », « on » where somebody is quoted: the speaker's party."""
    word = token.folded
    if word not in _words("speaker") and not (word in _words("speaker_quoted") and any(s < token.start < e for s, e in quotes)):
        return None
    return Mention(token.start, token.end, "pronoun", "", "", noun=word, rule="speaker", plural=False)


@cache
def _impersonal_verbs() -> frozenset[str]:
    from aiextract.lexicon.conjugate import forms

    verbs = table("descriptions")["pronouns"]["impersonal"]
    return frozenset(fold(form) for verb in verbs for form in forms(verb))


def _impersonal(parse: Parse, token: Token) -> bool:
    """« il faut », « il s'agit », « il y a », « s'il s'avère »: nobody."""
    ahead = [t.folded for t in parse.tokens[token.index + 1 : token.index + 5]]
    if not ahead:
        return False
    if ahead[0] == "y" and ahead[1:2] and ahead[1].startswith(("a", "eu")):
        return True
    verb = next((w for w in ahead if w not in _words("clitics")), "")
    reflexive = "s'" in ahead[:2]
    if verb in _impersonal_verbs() and (reflexive or not verb.startswith("agi")) and not verb.startswith(("sembl", "rest")):
        return True
    if verb in _words("impersonal_forms") or (token.dep == "expl:subj" and verb in _words("impersonal_with_parse")):
        return True
    return verb in _words("be") and len(ahead) > 1 and any(w in _words("be_impersonal") for w in ahead[1:4])
