"""What is sold or planned without a name of its own: « sa division de robotique industrielle », « le plan « Cannelure » »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from aiextract.lexicon.compile import alternation
from aiextract.lexicon.frames import frames_index
from aiextract.lexicon.load import table
from aiextract.recognise.mentions import Mention
from aiextract.text.fold import fold
from aiextract.text.parse import Parse, Token

__all__ = ["quoted_names", "sold_assets"]

_DEALS = {"acquire", "sell"}


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(fold(w) for w in table("descriptions")["assets"][key])


# --- quoted names ----------------------------------------------------------------------------------------------------


@cache
def _quoted() -> re.Pattern[str]:
    heads = alternation(fold(w) for w in table("descriptions")["assets"]["quoted"])
    return re.compile(rf'\b({heads})(?: [a-z]+)? " ?([^"\n]{{3,40}}?) ?"')


def quoted_names(parse: Parse) -> Iterator[Mention]:
    """« le plan « Alimentation durable » », « le fonds « pertes et dommages » »: a short quotation behind its head is a name."""
    for match in _quoted().finditer(parse.folded):
        start, end = match.span(2)
        if parse.folded[start:end].count(" ") < 5:
            kind = "fund" if match[1].startswith("fonds") else "project"
            yield Mention(start, end, "name", parse.text[start:end], kind, rule="quoted", noun=match[1])


# --- parts of a company that change hands ----------------------------------------------------------------------------


def sold_assets(parse: Parse) -> Iterator[Mention]:
    """« X cède sa division de robotique »: a noun of an asset with a complement, only where a verb or noun of sale governs it."""
    for token in parse.tokens:
        if token.folded in _words("parts") | _words("sites") and token.pos == "NOUN" and _sold(parse, token):
            stop = _complement_end(parse, token.index)
            if stop > token.index + 1:
                start, end = token.start, parse.tokens[stop - 1].end
                kind = "company" if token.folded in _words("parts") else "project"
                yield Mention(start, end, "name", parse.text[start:end], kind, rule="asset", noun=token.folded)


def _sold(parse: Parse, token: Token) -> bool:
    head = parse.tokens[token.head]
    if head.index == token.index:
        return False
    verbs = {name for name, _, _ in frames_index().verbs.get(head.folded, ())}
    if verbs & _DEALS and head.pos in {"VERB", "AUX"}:
        return token.dep in {"obj", "nsubj:pass"}
    nouns = {name for name, _ in frames_index().nouns.get(head.folded, ())}
    return bool(nouns & _DEALS) and token.dep == "nmod"


def _complement_end(parse: Parse, index: int) -> int:
    """One past adjectives and « de » with common nouns: names inside stay names of their own."""
    tokens = parse.tokens
    stop = cursor = index + 1
    while cursor < len(tokens) and cursor - index < 7 and not tokens[cursor].text[:1].isupper():
        token = tokens[cursor]
        if token.pos in {"ADJ", "NOUN"} and token.text.isalpha() and token.folded not in frames_index().verbs:
            stop = cursor + 1
        elif token.folded not in {"de", "d'", "du", "des"}:
            break
        cursor += 1
    return stop
