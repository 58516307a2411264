"""Names of parties and places: gazetteer, runs of capitals, institution heads and the spans of the entity model, combined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from aiextract.lexicon.compile import alternation, words_of
from aiextract.lexicon.gazetteer import Gazetteer, Organisation
from aiextract.lexicon.load import table
from aiextract.recognise.mentions import Mention, without_overlaps
from aiextract.text.fold import fold
from aiextract.text.parse import Parse, Token

__all__ = ["find_names"]

_PARTY_KINDS = {"company", "fund", "institution", "government", "project", "media", "person"}


def find_names(parse: Parse, gazetteer: Gazetteer, amounts: list[tuple[int, int]]) -> list[Mention]:
    """Names of organisations, people, states and places, sorted and without overlaps; ``amounts`` are kept free of names."""
    blocked = _Blocked(amounts)
    title_lines = _title_case_lines(parse.text)
    known = list(_known(parse, gazetteer))
    found = [*known, *_state(parse, known, gazetteer), *_runs(parse, title_lines), *_institutions(parse), *_entities(parse)]
    found = [m for m in found if not blocked.touches(m.start, m.end)]
    ranked = sorted(found, key=lambda m: (-_weight(m), m.start - m.end, m.start))
    kept = without_overlaps(ranked)
    labels = {(e.start, e.end): e.label for e in parse.entities}
    return [_described(replace(m, label=m.label or _label_at(m, labels)), parse) for m in kept]


class _Blocked:
    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._places = {i for start, end in spans for i in range(start, end)}

    def touches(self, start: int, end: int) -> bool:
        return not self._places.isdisjoint(range(start, end))


def _weight(mention: Mention) -> int:
    """Longer wins, but what is known wins over a run of capitals that merely starts earlier or ends later by a common word."""
    return (mention.end - mention.start) + (6 if mention.known or mention.rule in {"government", "country", "person"} else 0)


def _label_at(mention: Mention, labels: dict[tuple[int, int], str]) -> str:
    exact = labels.get((mention.start, mention.end))
    if exact:
        return exact
    return next((label for (s, e), label in labels.items() if s < mention.end and mention.start < e), "")


# --- the gazetteer -------------------------------------------------------------------------------------------------


def _known(parse: Parse, gazetteer: Gazetteer) -> Iterator[Mention]:
    words = words_of(parse.folded)
    text = parse.text
    for index in (*gazetteer.own, gazetteer.organisations):
        for start, end, known in index.find(words, parse.folded):
            if parse.folded[start:end] not in _no_names() and _capital(text, start, known.name) and not _lower_tail(text, start, end):
                yield from _organisation(known, start, end)
    for start, end, known in gazetteer.paraphrases.find(words, parse.folded):
        yield Mention(start, end, "description", known.name, known.kind, "", known, rule="paraphrase", noun=text[start:end].split()[0])
    for start, end, country in gazetteer.governments.find(words, parse.folded):
        if text[start].isupper() or " " in text[start:end].strip() or "\u00a0" in text[start:end]:
            metonym = text[start:end].count(" ") == 0
            yield Mention(start, end, "government", country.name, "government", country.code, rule="government", ambiguous=metonym)
    for start, end, country in gazetteer.countries.find(words, parse.folded):
        if text[start].isupper() or " " in text[start:end]:
            yield Mention(start, end, "place", country.name, "government", country.code, rule="country")
    for start, end, person in gazetteer.people.find(words, parse.folded):
        if text[start].isupper():
            yield Mention(start, end, "person", person.name, "person", "", rule="person", noun=person.party)
    for start, end, spot in gazetteer.places.find(words, parse.folded):
        if text[start].isupper():
            kind = "government" if spot.kind in {"region", "province", "state"} else ""
            yield Mention(start, end, "place", spot.name, kind, spot.country, rule=f"place:{spot.kind}")


_STATE = re.compile(r"\b[EÉ](?:tat|TAT)\b(?! de | d'| du |-)")


def _state(parse: Parse, known: list[Mention], gazetteer: Gazetteer) -> Iterator[Mention]:
    """« l'État » alone is the state that the article speaks of most, France where it names none."""
    country = gazetteer.by_code.get(main_country(parse, known, gazetteer)) or gazetteer.by_code["FR"]
    for match in _STATE.finditer(parse.text):
        yield Mention(match.start(), match.end(), "government", country.name, "government", country.code, rule="government")


def main_country(parse: Parse, known: list[Mention], gazetteer: Gazetteer) -> str:
    """The country that an article names most, by states, places and demonyms; "" where it names none."""
    counts: dict[str, float] = {}
    for mention in known:
        if mention.code and mention.sort in {"place", "government"}:
            counts[mention.code] = counts.get(mention.code, 0.0) + (1.0 if mention.rule in {"country", "government"} else 0.5)
    for token in parse.tokens:
        code = gazetteer.demonyms.get(token.folded)
        if code:
            counts[code] = counts.get(code, 0.0) + 0.7
    return max(counts, key=lambda c: (counts[c], c)) if counts else ""


def _organisation(known: Organisation, start: int, end: int) -> Iterator[Mention]:
    kind = {"media": "company"}.get(known.kind, known.kind)
    code = known.country if known.kind == "government" else "EU" if known.name == "Union européenne" else ""
    yield Mention(start, end, "name", known.name, kind, code, known, rule="gazetteer", sectors=known.sectors, ambiguous=known.ambiguous)


def _capital(text: str, start: int, name: str) -> bool:
    return text[start].isupper() or text[start].isdigit() or (name[:1].islower() and text[start] == name[0])


def _lower_tail(text: str, start: int, end: int) -> bool:
    """A one-word name in a text must not be a piece of a longer hyphenated word (« Orange-Amère »)."""
    return end < len(text) and text[end] in "-’'" and end + 1 < len(text) and text[end + 1].islower()


# --- runs of capitals ----------------------------------------------------------------------------------------------

_INNER = {"de", "du", "des", "d", "la", "le", "les", "et", "&", "of", "the", "for", "and", "von", "van", "al", "ben", "bin", "l", "-", "'", "en", "sur"}
_OPEN_CLASS = {"PROPN", "X", "NOUN", "ADJ"}


def _runs(parse: Parse, title_lines: list[tuple[int, int]]) -> Iterator[Mention]:
    tokens = parse.tokens
    index = 0
    while index < len(tokens):
        if not _capitalised(tokens[index]):
            index += 1
            continue
        stop = _run_end(tokens, index)
        first = _skip_opening(parse, index, stop, title_lines)
        if first is not None and first < stop:
            start, end = tokens[first].start, tokens[stop - 1].end
            while end > start and not parse.text[end - 1].isalnum() and parse.text[end - 1] not in "!+":
                end -= 1
            if end - start > 1 and parse.folded[start:end] not in _no_names() and not _in_lines(start, title_lines):
                yield Mention(start, end, "name", parse.text[start:end], rule="capitals")
        index = stop


@cache
def _openers() -> frozenset[str]:
    return frozenset(fold(word) for word in table("descriptions")["openers"])


@cache
def _titles() -> frozenset[str]:
    return frozenset(fold(word) for word in table("descriptions")["titles"])


@cache
def _no_names() -> frozenset[str]:
    return frozenset(fold(word) for word in table("descriptions")["no_names"])


def _capitalised(token: Token) -> bool:
    text = token.text
    return any(c.isalpha() for c in text) and (text[0].isupper() or (len(text) > 2 and text[1].isupper()) or (text[0].isdigit() and text[-1].isupper() and len(text) > 2))


def _run_end(tokens: tuple[Token, ...], index: int) -> int:
    """The end of the run: capitals and figures, joined by small words that stand between two capitals without a comma."""
    stop = index + 1
    while stop < len(tokens):
        token = tokens[stop]
        if "\n" in token.text or token.sent != tokens[index].sent or (token.text[0].isupper() and token.folded in _openers()):
            break
        if _capitalised(token) or (token.text.isdigit() and len(token.text) < 3 and tokens[stop - 1].end + 1 >= token.start):
            stop += 1
            continue
        ahead = stop + 1
        small = token.folded.strip("'") in _INNER
        if small and token.folded in {"et", "en", "sur", "le", "la", "les"}:
            break
        if token.text in "-–—" and tokens[stop - 1].end < token.start:
            break
        if small and ahead < len(tokens) and tokens[ahead].folded.strip("'") in _INNER:
            ahead += 1
        if small and ahead < len(tokens) and _capitalised(tokens[ahead]) and "\n" not in tokens[ahead - 1].text:
            stop = ahead + 1
            continue
        break
    return stop


@cache
def _lower_words() -> frozenset[str]:
    data = table("descriptions")
    words = {word for row in data["noun"] for gender in ("m", "f") for word in row.get(gender, ())}
    return frozenset(fold(w) for w in words)


def _skip_opening(parse: Parse, first: int, stop: int, title_lines: list[tuple[int, int]]) -> int | None:
    """Drop function words and common nouns that only stand in capitals because they open a sentence."""
    tokens = parse.tokens
    while first < stop:
        token = tokens[first]
        opening = _opens_sentence(parse, first)
        if token.folded in _titles():
            first += 1
        elif token.pos in {"DET", "ADP", "PRON", "ADV", "CCONJ", "SCONJ", "AUX", "VERB", "INTJ", "NUM", "PUNCT"} and (opening or token.pos in {"DET", "ADP", "PRON", "CCONJ"}) and not token.text.isupper():
            first += 1
        elif opening and token.pos in {"NOUN", "ADJ"} and first + 1 == stop and not _labelled(parse, token):
            return None
        elif opening and (token.folded in _lower_words() or token.folded.endswith("'")):
            first += 1
        else:
            return first
    return None


def _opens_sentence(parse: Parse, index: int) -> bool:
    sent = parse.sentences[parse.tokens[index].sent]
    before = parse.tokens[index - 1] if index else None
    return index == sent[0] or before is None or before.text in {"«", '"', "“", "–", "-", "•", ":", "(", ".", "!", "?", "—"} or "\n" in before.text


def _labelled(parse: Parse, token: Token) -> bool:
    return any(e.start <= token.start and token.end <= e.end for e in parse.entities)


# --- institutions named by their first word ------------------------------------------------------------------------


@cache
def _institution_heads() -> re.Pattern[str]:
    heads = [head for kind in ("institution", "fund", "government", "company") for head in table("descriptions")["prefix"][kind]]
    return re.compile(rf"\b(?:{alternation(fold(h) for h in heads)})\b")


def _kind_of_head(head: str) -> str:
    prefixes: dict[str, list[str]] = table("descriptions")["prefix"]
    return next((kind for kind, heads in prefixes.items() if any(fold(h) == head for h in heads)), "")


# Words of lower case that a name of an institution holds: « Banque de développement des États de l'Afrique centrale ».
_CHAIN = re.compile(r"(?:[ -](?:de|du|des|d'|pour|en|et|la|le|les|l'|a|au|aux|sur)(?=[ \w])|[ ']*(?:l'|d')?[^\W\d_][\w'&.-]*)")


def _institutions(parse: Parse) -> Iterator[Mention]:
    """« Université de Tsukuba », « Fonds national pour l'innovation »: a capital head, then its complements up to the last capital."""
    tokens = parse.tokens
    at = {t.start: t.index for t in tokens}
    for match in _institution_heads().finditer(parse.folded):
        index = at.get(match.start())
        if index is None or not parse.text[match.start()].isupper():
            continue
        end = _complements(tokens, index)
        if end > index + 1:
            start, stop = tokens[index].start, tokens[end - 1].end
            yield Mention(start, stop, "name", parse.text[start:stop], _kind_of_head(match[0]), rule="institution head")


def _complements(tokens: tuple[Token, ...], index: int) -> int:
    """One past the last token of the name: adjectives, « de … » complements with capitals; ends on a noun or adjective."""
    stop = cursor = index + 1
    while cursor < len(tokens) and cursor - index < 12:
        token = tokens[cursor]
        if "\n" in token.text or token.pos in {"VERB", "AUX", "PUNCT", "NUM", "PRON", "SCONJ", "ADV"} and not _capitalised(token):
            break
        if _capitalised(token):
            stop = cursor + 1
        elif token.pos == "ADJ" and cursor == stop:
            stop = cursor + 1
        elif token.pos == "NOUN" and cursor - 1 >= stop and tokens[cursor - 1].folded in {"d'", "de", "du", "des", "pour", "l'", "la", "les"} and cursor - stop <= 2:
            stop = cursor + 1
        elif token.folded not in {"de", "du", "des", "d'", "la", "le", "les", "l'", "pour", "et", "en", "a", "au", "aux", "-"}:
            break
        cursor += 1
    return stop


# --- the entity model ----------------------------------------------------------------------------------------------


def _entities(parse: Parse) -> Iterator[Mention]:
    for entity in parse.entities:
        start, end = entity.start, entity.end
        words = parse.text[start:end]
        if "\n" in words or len(words.strip()) < 2 or parse.folded[start:end] in _no_names() or not any(c.isupper() for c in words):
            continue
        if entity.label == "LOC":
            yield Mention(start, end, "place", words, label="LOC", rule="entity model")
        elif entity.label == "PER":
            yield Mention(start, end, "person", words, "person", label="PER", rule="entity model")
        elif words[0].isupper() and len(words.split()) <= 7:
            yield Mention(start, end, "name", words, label=entity.label, rule="entity model")


# --- what stands around a name -------------------------------------------------------------------------------------


@cache
def _appositions() -> dict[str, str]:
    groups: dict[str, list[str]] = table("descriptions")["apposition"]
    return {fold(word): kind for kind, words in groups.items() for word in words}


@cache
def _suffixes() -> dict[str, str]:
    groups: dict[str, list[str]] = table("descriptions")["suffix"]
    return {fold(word): kind for kind, words in groups.items() for word in words}


def _described(mention: Mention, parse: Parse) -> Mention:
    """Give a mention its kind from the word in front (« la start-up X ») or its own last word (« X Capital »)."""
    if mention.sort not in {"name", "place", "person"} or mention.known or mention.rule in {"country", "person"}:
        return mention
    before = parse.folded[max(0, mention.start - 30) : mention.start].rstrip(" \"'")
    previous = re.findall(r"[\w-]+(?:' ?)?", before)[-2:]
    noun = next((w for w in reversed(previous) if w in _appositions()), "")
    words = fold(mention.name).split()
    kind = mention.kind or (_appositions()[noun] if noun else "") or _suffixes().get(words[-1], "")
    kind = {"media": "company"}.get(kind, kind)
    sort = "name" if noun and mention.sort == "place" and kind in {"company", "fund"} else mention.sort
    return replace(mention, kind=kind, noun=noun or mention.noun, sort=sort)


# --- lines in which every word has a capital -----------------------------------------------------------------------


def _title_case_lines(text: str) -> list[tuple[int, int]]:
    """Lines whose words nearly all begin with a capital: there a capital says nothing."""
    lines = []
    offset = 0
    for line in text.split("\n"):
        words = [w for w in re.findall(r"[^\W\d_]{2,}", line) if len(w) > 2]
        capitals = sum(w[0].isupper() for w in words)
        if len(words) >= 4 and capitals >= 0.75 * len(words):
            lines.append((offset, offset + len(line)))
        offset += len(line) + 1
    return lines


def _in_lines(place: int, lines: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in lines)
