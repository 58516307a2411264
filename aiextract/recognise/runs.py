"""Runs of words in capitals that may be names: « Mistral AI », « Fonderies du Val de Nied », « ams-Osram », « Jolt Capital V »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from aiextract.lexicon.frames import frames_index
from aiextract.lexicon.load import table
from aiextract.recognise.mentions import Mention
from aiextract.recognise.wordlists import common_words, name_words
from aiextract.text.fold import fold
from aiextract.text.parse import Parse, Token

__all__ = ["capital_runs", "opens_sentence"]

_FUNCTION = {"DET", "ADP", "PRON", "ADV", "CCONJ", "SCONJ", "AUX", "VERB", "INTJ", "NUM", "PUNCT"}
# « L'angevine » may be one token: the elided word is no part of a name.
_ELISION = re.compile(r"^(?:[ldjmnstcLDJMNSTC]|[Qq]u|[Ll]orsqu|[Pp]uisqu|[Jj]usqu)['’](?=\w)")
_STUB = re.compile(r"(?<![\w'’])[a-z]{1,3}-$")
_INITIALS = re.compile(r"(?:[a-z]\. ?){1,3}[a-z]?\.?")
_FIGURED = re.compile(r"\d+(?:[A-Z]|[A-Z]\w*[a-zA-Z])$")
_CAMEL = re.compile(r"[a-zé]{1,9}-?[A-ZÉ]\w+$")


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
    stub = _STUB.search(parse.text[max(0, start - 5) : start])
    start -= len(stub[0]) if stub else 0
    if fold(_bare(parse.tokens[begin])) in common_words() or parse.tokens[begin].pos == "NOUN":
        end = _stretched(parse, begin, last, end)
    words = parse.folded[start:end]
    if end - start < 2 or words in name_words("no_names") or any(s <= start < e for s, e in title_lines):
        return None
    if "\n" in words or not any(c.isalpha() for c in words) or _INITIALS.fullmatch(words):
        return None
    return Mention(start, end, "name", parse.text[start:end], rule="capitals")


def _stretched(parse: Parse, first: int, last: int, end: int) -> int:
    """« Loterie romande », « École des métiers de la mer »: a common noun with a capital goes on as far as the entity model says."""
    tokens = parse.tokens
    start = tokens[first].start
    entity = next((e for e in parse.entities if start - 4 < e.start <= start and e.end > end and e.label != "PER"), None)
    if entity is None or "\n" in parse.text[start : entity.end]:
        return end
    for token in tokens[last:]:
        if token.start >= entity.end:
            return entity.end
        article = token.pos == "DET" and tokens[token.index - 1].pos != "ADP"
        if (
            article
            or token.pos not in {"NOUN", "ADJ", "PROPN", "ADP", "DET"}
            or token.folded in {"en", "par", "avec", "chez", "sur", "dans"}
        ):
            break
    return end


def _bare(token: Token) -> str:
    return _ELISION.sub("", token.text) if token.text[1:2] in "'’" or token.text[2:3] in "'’" else token.text


def _capitalised(token: Token) -> bool:
    text = _bare(token)
    if not text or (text.islower() and text.isalpha()) or not any(c.isalpha() for c in text):
        return False
    return (
        text[0].isupper()
        or (text[0].isdigit() and len(text) > 2 and bool(_FIGURED.match(text)))
        or bool(len(text) > 2 and _CAMEL.match(text))
    )


def _figure_name(tokens: tuple[Token, ...], index: int) -> bool:
    """« 777 Partners »: a figure directly in front of a word that ends names of funds or companies."""
    ahead = index + 1
    return (
        tokens[index].text.isdigit()
        and len(tokens[index].text) < 4
        and ahead < len(tokens)
        and tokens[ahead].text[:1].isupper()
        and tokens[ahead].folded in _last_words()
    )


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
        if (
            glued
            and token.text in "-–&'’."
            and stop + 1 < len(tokens)
            and tokens[stop + 1].start == token.end
            and tokens[stop + 1].text[0].isalnum()
            and (token.text != "." or tokens[stop + 1].text[0].isupper())
        ):
            stop += 2
            continue
        if (
            token.folded in {"le", "la"}
            and stop + 1 < len(tokens)
            and _one_entity(parse, tokens[index].start, tokens[stop + 1].end, {"PER"})
        ):
            stop += 2
            continue
        if _sentence_ends(parse, stop) or (
            token.text[0].isupper()
            and token.folded in name_words("openers")
            and token.folded != "a"
            and tokens[stop - 1].folded not in {"d'", "de"}
        ):
            break
        if _capitalised(token) and not (_ELISION.match(token.text) and token.text[0].islower()):
            stop += 1
            continue
        if (
            token.text.isdigit()
            and len(token.text) < 3
            and tokens[stop - 1].end + 1 >= token.start
            and parse.text[token.end : token.end + 2].strip()[:1] not in {*"%€$"}
        ):
            stop += 1
            continue
        if token.text in "'’" and tokens[stop - 1].folded.endswith("s") and stop + 1 < len(tokens) and tokens[stop + 1].text[:1].isupper():
            stop += 1
            continue
        if (
            token.folded == "et"
            and tokens[index].folded in common_words()
            and stop + 1 < len(tokens)
            and _one_entity(parse, tokens[index].start, tokens[stop + 1].end, {"ORG", "MISC"})
        ):
            stop += 2
            continue
        small = token.folded.strip("'") in inner and not (token.text in "-–—" and tokens[stop - 1].end < token.start)
        if not small or token.folded in breaking:
            break
        ahead = stop + 1
        if ahead < len(tokens) and tokens[ahead].folded.strip("'") in inner:
            ahead += 1
        if ahead < len(tokens) and _capitalised(tokens[ahead]) and "\n" not in tokens[ahead - 1].text:
            stop = ahead + 1
            continue
        break
    return stop


def _sentence_ends(parse: Parse, index: int) -> bool:
    """The parser also ends sentences inside names: only a stop in front of the word ends one for sure."""
    before = parse.tokens[index - 1]
    return before.sent != parse.tokens[index].sent and not (
        before.text[-1] not in ".!?;:»" and "\n" not in before.text and parse.tokens[index].start <= before.end + 1
    )


def _split(parse: Parse, first: int, stop: int) -> Iterator[tuple[int, int]]:
    """« McPhy de Belfort » is two names, « Fonderies du Val de Nied » and « Ladreit de Lacharrière » are one each."""
    tokens = parse.tokens
    begin = first
    for place in range(first + 1, stop - 1):
        token = tokens[place]
        if token.folded in {"de", "du", "des", "d'", "d"} and place > begin and tokens[place - 1].folded not in name_words("inner"):
            article = tokens[begin].folded in {"la", "le", "les"} or (begin > 0 and tokens[begin - 1].folded in {"la", "le", "les", "l'"})
            if article or tokens[begin].folded in common_words() or _one_entity(parse, tokens[begin].start, tokens[place + 1].end, {"PER"}):
                continue
            yield begin, place
            begin = place + 1
            while begin < stop and tokens[begin].folded.strip("'") in name_words("inner"):
                begin += 1
    if begin < stop:
        yield begin, stop


def _one_entity(parse: Parse, start: int, end: int, labels: set[str]) -> bool:
    return any(e.start <= start and end <= e.end and e.label in labels for e in parse.entities)


def _skip_opening(parse: Parse, first: int, stop: int) -> int | None:
    """Drop function words and common nouns that only stand in capitals because they open a sentence."""
    tokens = parse.tokens
    while first < stop:
        token = tokens[first]
        opening = opens_sentence(parse, first)
        last = first + 1 == stop
        word = fold(_bare(token))
        if (
            token.folded in name_words("titles")
            or (token.folded in name_words("openers") and (opening or last or token.pos in {"DET", "ADP", "PRON"}))
            or (
                token.pos in _FUNCTION
                and not token.text.isupper()
                and (token.pos in {"DET", "ADP", "PRON", "CCONJ"} or (opening and (word in common_words() or word.endswith("ez"))))
            )
        ):
            first += 1
        elif opening and last and (word in common_words() or (token.pos in {"NOUN", "ADJ", "VERB"} and not _labelled(parse, token))):
            return None
        elif (opening and _common_head(parse, first, stop)) or (word.endswith("'") and not _glued(parse, first, stop)):
            first += 1
        else:
            return first
    return None


def _glued(parse: Parse, first: int, stop: int) -> bool:
    return first + 1 < stop and parse.tokens[first + 1].start == parse.tokens[first].end and parse.tokens[first + 1].text[:1].isupper()


def _common_head(parse: Parse, first: int, stop: int) -> bool:
    """« Actionnaire Bpifrance »: a common noun that opens the sentence, then a name; « Compagnie des Alpes » is one name."""
    tokens = parse.tokens
    word = tokens[first].folded
    if word in frames_index().nouns and first + 1 < stop:
        return tokens[first + 1].folded in {"de", "d'", "du", "des", "par", "chez"}
    if word not in name_words("lower_heads"):
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
