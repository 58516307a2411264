"""Shares of capital in percent: "12 % du capital", "2,9 % de Nokia", "un tiers des parts"; growth rates and the like are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from aiextract.events import Quantity
from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table
from aiextract.recognise.figures import Figure, clause_start, quantity
from aiextract.recognise.numbers import Number

__all__ = ["percent_end", "stake_at", "stakes_in_words"]

_T = table("quantities")
_STAKE = _T["stake"]
_END = r"(?![a-z0-9])"
_PERCENT = re.compile(rf"[ ]{{0,2}}(?:%|(?:{alternation(p for p in _STAKE['percent'] if p != '%')}){_END})")
_CAPITAL = re.compile(rf"[ ]+(?:{alternation(_STAKE['capital'])}){_END}")
_OTHER = re.compile(rf"[ ]+(?:{alternation(_STAKE['other'])}){_END}")
_HOLDER = re.compile(rf"[ ]+(?:{alternation(_STAKE['holder'])})(?:(?<=')|{_END})")
_COMPANY = re.compile(
    rf"(?:[ ]+[a-z-]{{1,12}}){{0,1}}[ ]+(?:{alternation(_STAKE['companies'])}){_END}|[ ]*(?:{alternation(_STAKE['companies'])}){_END}"
)
_NAME = re.compile(r"[  ]*(?:[^\W\d_]{4,14}[  ]){0,1}[A-ZÀ-Ý][\w&'’-]")
_VERB = re.compile(rf"(?<![a-z])(?:{alternation(_STAKE['verbs'])}){_END}")
_SENTENCE = re.compile(r"[.;:!?\n](?![0-9])")
_GLUE = rf"(?:(?:{alternation(_STAKE['glue'])})(?:[ ]+|(?<=')))"
# The word that gives the share its sense, right in front but for bound words, articles and days.
_BEFORE = re.compile(
    rf"""(?<![a-z])(?:(?P<verb>{alternation(_STAKE["verbs"])})|(?P<exchange>{alternation(_STAKE["exchange"])})|(?P<share>{alternation(_STAKE["share"])}))
         [ ]+{_GLUE}{{0,5}}$""",
    re.VERBOSE,
)
_NOT_SHARE = re.compile(rf"(?<![a-z])(?:{alternation(_STAKE['not_share'])}){_END}[^.;:!?]{{0,25}}$")
_CONTEXT = re.compile(rf"(?<![a-z])(?:{alternation(_STAKE['context'])}){_END}")
_NOT_CONTEXT = re.compile(rf"(?<![a-z])(?:{alternation(_STAKE['not_share'])}){_END}")
_FRACTION = re.compile(rf"(?<![a-z0-9])(?P<words>{alternation(_T['fractions'])}){_END}")
_STOP = re.compile(r"[ ]*(?:[.,;:!?)(\n]|$)")


def percent_end(folded: str, at: int) -> int | None:
    """Where the percent sign behind an offset ends, None where there is none.

    >>> percent_end("12 % du capital", 2)
    4
    """
    match = _PERCENT.match(folded, at)
    return match.end() if match else None


def stake_at(text: str, folded: str, figure: Figure, end: int) -> Quantity | None:
    """The share of capital that a figure in percent is, or None."""
    if figure.number.value > 100 or not _is_share(text, folded, figure.start, end):
        return None
    return quantity(text, folded, figure, end, "stake", "percent")


def _is_share(text: str, folded: str, start: int, end: int) -> bool:
    """Whether the words around say capital, or hold, take or give a part of a company."""
    if _OTHER.match(folded, end):
        return False
    if _CAPITAL.match(folded, end):
        return True
    front = clause_start(folded, start)
    if _NOT_SHARE.search(folded, max(0, start - 45), start):
        return False
    before = _BEFORE.search(folded, front, start)
    holder = _HOLDER.match(folded, end) is not None
    if before is None or (before["exchange"] and not holder):
        return _is_traded(text, folded, start, end) or _in_context(folded, start, end)
    if before["exchange"]:
        return holder
    stops = _STOP.match(folded, end) is not None
    return holder or stops or before["share"] is not None or _in_context(folded, start, end)


def _in_context(folded: str, start: int, end: int) -> bool:
    """Whether the sentence speaks of shareholders, near enough, and of no rate, price or market."""
    front = _SENTENCE.split(folded[max(0, start - 90) : start])[-1]
    behind = _SENTENCE.split(folded[end : end + 40])[0]
    words = f"{front} % {behind}"
    return _CONTEXT.search(words) is not None and _NOT_CONTEXT.search(words) is None


def _is_traded(text: str, folded: str, start: int, end: int) -> bool:
    """Whether a company is named behind and a verb of holding or dealing stands further in front: "céder à un fonds 51 % d'Altera"."""
    holder = _HOLDER.match(folded, end)
    if holder is None or not (_NAME.match(text, holder.end()) or _COMPANY.match(folded, holder.end())):
        return False
    floor = max(0, start - 70)
    sentence = max((m.end() for m in _SENTENCE.finditer(folded, floor, start)), default=floor)
    return _VERB.search(folded, sentence, start) is not None


def stakes_in_words(text: str, folded: str) -> Iterator[Quantity]:
    """Shares told as fractions: "un tiers du capital", "la moitié des parts", "la totalité du capital".

    >>> [(q.span.text, str(q.low)) for q in stakes_in_words("la moitié des parts", "la moitie des parts")]
    [('la moitié', '50')]
    """
    for match in _FRACTION.finditer(folded):
        value = Decimal(_T["fractions"][" ".join(match["words"].split())])
        start, end = match.start(), match.end()
        before = _BEFORE.search(folded, clause_start(folded, start), start)
        other = _OTHER.match(folded, end) is not None
        held = before is not None and before["verb"] is not None and value != 100 and _HOLDER.match(folded, end) is not None
        if _CAPITAL.match(folded, end) or (not other and (held or _is_traded(text, folded, start, end))):
            number = Number(value, Decimal(1), start, end)
            yield quantity(text, folded, Figure(number, 0), end, "stake", "percent")
