"""Runs of words in capitals that may be names: « Mistral AI », « Fonderies du Val de Nied », « ams-Osram », « Jolt Capital V »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from aiextract.lexicon.load import table, tsv
from aiextract.recognise.mentions import Mention
from aiextract.text.fold import fold
from aiextract.text.parse import Parse, Token

__all__ = ["capital_runs", "common_words", "name_words", "opens_sentence", "title_case_lines"]

_FUNCTION = {"DET", "ADP", "PRON", "ADV", "CCONJ", "SCONJ", "AUX", "VERB", "INTJ", "NUM", "PUNCT"}
# « L'angevine » may be one token: the elided word is no part of a name.
_ELISION = re.compile(r"^(?:[ldjmnstcLDJMNSTC]|[Qq]u|[Ll]orsqu|[Pp]uisqu|[Jj]usqu)['’](?=\w)")
_CAMEL = re.compile(r"[a-zé]{1,9}-?[A-ZÉ]\w+$")


@cache
def common_words() -> frozenset[str]:
    """Folded words that French news writes in lower case: a capital at the head of a sentence does not make them names.

    >>> "course" in common_words(), "eurazeo" in common_words()
    (True, False)
    """
    return frozenset(fold(row["word"]) for row in tsv("common_words"))


@cache
def name_words(key: str) -> frozenset[str]:
    """A list of words of the descriptions table, folded."""
    return frozenset(fold(word) for word in table("descriptions")[key])


@cache
def _last_words() -> frozenset[str]:
    groups: dict[str, list[str]] = table("descriptions")["suffix"]
    return frozenset(fold(word) for words in groups.values() for word in words)


def capital_runs(parse: Parse, title_lines: list[tuple[int, int]]) -> Iterator[Mention]:
    """Runs of capitals as names without a kind, each trimmed of what only opens its sentence."""
    tokens = parse.tokens
    index = 0
    while index < len(tokens):
        if not (_capitalised(tokens[index]) or _figure_name(tokens, index)):
            index += 1
            continue
        stop = _run_end(parse, index)
        for first, last in _split(parse, index, stop):
            mention = _run(parse, first, last, title_lines)
            if mention is not None:
                yield mention
        index = stop


def _run(parse: Parse, first: int, last: int, title_lines: list[tuple[int, int]]) -> Mention | None:
    begin = _skip_opening(parse, first, last)
    if begin is None or begin >= last:
        return None
    elided = _ELISION.match(parse.tokens[begin].text)
    start = parse.tokens[begin].start + (elided.end() if elided else 0)
    end = parse.tokens[last - 1].end
    while end > start and not parse.text[end - 1].isalnum() and parse.text[end - 1] not in "!+":
        end -= 1
    words = parse.folded[start:end]
    if end - start < 2 or words in name_words("no_names") or any(s <= start < e for s, e in title_lines):
        return None
    if "\n" in words or not any(c.isalpha() for c in words):
        return None
    return Mention(start, end, "name", parse.text[start:end], rule="capitals")


def _bare(token: Token) -> str:
    return _ELISION.sub("", token.text)


def _capitalised(token: Token) -> bool:
    text = _bare(token)
    if not text or not any(c.isalpha() for c in text):
        return False
    return text[0].isupper() or (text[0].isdigit() and text[-1].isupper() and len(text) > 2) or bool(len(text) > 2 and _CAMEL.match(text))


def _figure_name(tokens: tuple[Token, ...], index: int) -> bool:
    """« 777 Partners »: a figure directly in front of a word that ends names of funds or companies."""
    ahead = index + 1
    return tokens[index].text.isdigit() and ahead < len(tokens) and tokens[ahead].text[:1].isupper() and tokens[ahead].folded in _last_words()


def _run_end(parse: Parse, index: int) -> int:
    """One past the run: capitals and figures, joined by small words that stand between two capitals without a comma."""
    tokens = parse.tokens
    inner, breaking = name_words("inner"), name_words("inner_breaks")
    stop = index + 1
    while stop < len(tokens):
        token = tokens[stop]
        if "\n" in token.text:
            break
        glued = tokens[stop - 1].end == token.start and "\n" not in tokens[stop - 1].text
        if glued and token.text in "-–&'’." and stop + 1 < len(tokens) and tokens[stop + 1].start == token.end and tokens[stop + 1].text[0].isalnum():
            if token.text != "." or tokens[stop + 1].text[0].isupper():
                stop += 2
                continue
        if token.sent != tokens[index].sent or (token.text[0].isupper() and token.folded in name_words("openers") and token.folded != "a"):
            break
        if _capitalised(token) and not _ELISION.match(token.text):
            stop += 1
            continue
        if token.text.isdigit() and len(token.text) < 3 and tokens[stop - 1].end + 1 >= token.start:
            stop += 1
            continue
        small = token.folded.strip("'") in inner and not (token.text in "-–—" and tokens[stop - 1].end < token.start)
        if not small or token.folded in breaking:
            break
        ahead = stop + 1
        if ahead < len(tokens) and tokens[ahead].folded.strip("'") in inner:
            ahead += 1
        if ahead < len(tokens) and _capitalised(tokens[ahead]) and "\n" not in tokens[ahead - 1].text and tokens[ahead].sent == token.sent:
            stop = ahead + 1
            continue
        break
    return stop


def _split(parse: Parse, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """« McPhy de Belfort » is two names, « Fonderies du Val de Nied » and « Ladreit de Lacharrière » are one each."""
    tokens = parse.tokens
    begin = first
    for place in range(first + 1, stop - 1):
        token = tokens[place]
        if token.folded in {"de", "du", "des", "d'", "d"} and place > begin and tokens[place - 1].folded not in name_words("inner"):
            if tokens[begin].folded in common_words() or _one_entity(parse, tokens[begin].start, tokens[place + 1].end):
                continue
            yield begin, place
            begin = place + 1
            while begin < stop and tokens[begin].folded.strip("'") in name_words("inner"):
                begin += 1
    if begin < stop:
        yield begin, stop


def _one_entity(parse: Parse, start: int, end: int) -> bool:
    return any(e.start <= start and end <= e.end and e.label in {"PER", "LOC"} for e in parse.entities)


def _skip_opening(parse: Parse, first: int, stop: int) -> int | None:
    """Drop function words and common nouns that only stand in capitals because they open a sentence."""
    tokens = parse.tokens
    while first < stop:
        token = tokens[first]
        opening = opens_sentence(parse, first)
        last = first + 1 == stop
        word = fold(_bare(token))
        if token.folded in name_words("titles") or (token.folded in name_words("openers") and (opening or last or token.pos in {"DET", "ADP", "PRON"})):
            first += 1
        elif token.pos in _FUNCTION and not token.text.isupper() and (token.pos in {"DET", "ADP", "PRON", "CCONJ"} or (opening and word in common_words())):
            first += 1
        elif opening and last and (word in common_words() or (token.pos in {"NOUN", "ADJ", "VERB"} and not _labelled(parse, token))):
            return None
        elif opening and _common_head(parse, first, stop) or word.endswith("'"):
            first += 1
        else:
            return first
    return None


def _common_head(parse: Parse, first: int, stop: int) -> bool:
    """« Actionnaire Bpifrance »: a common noun that opens the sentence, then a name; « Compagnie des Alpes » is one name."""
    tokens = parse.tokens
    if tokens[first].folded not in name_words("lower_heads"):
        return False
    return tokens[first + 1].folded.strip("'") not in name_words("inner") if first + 1 < stop else False


def opens_sentence(parse: Parse, index: int) -> bool:
    """Does the token stand where every word takes a capital: first in sentence, quote, bracket or line?"""
    sent = parse.sentences[parse.tokens[index].sent]
    if index == sent[0] or not index:
        return True
    before = parse.tokens[index - 1]
    return before.text in {"«", '"', "“", "–", "-", "•", ":", "(", ".", "!", "?", "—", "|", ">"} or "\n" in before.text


def _labelled(parse: Parse, token: Token) -> bool:
    return any(e.start <= token.start and token.end <= e.end for e in parse.entities)


def title_case_lines(text: str) -> list[tuple[int, int]]:
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
