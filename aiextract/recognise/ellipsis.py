"""What a text leaves out between its amounts: the currency taken over, the "millions" taken over, conversions in brackets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from aiextract.events import Bound, Money, Span
from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table
from aiextract.recognise.bounds import bound_of
from aiextract.recognise.money_units import stems
from aiextract.recognise.numbers import EXACT, Number

__all__ = ["Draft", "fill_in"]

_DATA: dict[str, Any] = table("amounts")
# A sentence ends at a full stop before a capital or a quote, or with the line.
_SENTENCE = re.compile(r"[.!?…][\"»”)\]]*\s+(?=[^a-z\s])|\n+")
_PARAGRAPH = re.compile(r"\n+")
_LEAD = alternation(_DATA["conversion"]["lead"]).replace(r"\ +", "[ ]+")
_OPEN = re.compile(rf"[ \n]{{0,2}}(?:[(\[](?:(?:{_LEAD})[ ]+)?|[,–-][ ]?(?:{_LEAD})[ ]+|=[ ]*)")
_UNIT_PRICE = re.compile(rf"[ ]+(?:{alternation(_DATA['conversion']['unit_prices'])})(?![a-z])")

_BARE: dict[str, list[str]] = _DATA["bare"]
_BARE_LEFT = re.compile(rf"(?:(?<![a-z0-9])|(?=[,;]))(?:{alternation(_BARE['left'])})[ ]+$")
_DECIMAL_LEFT = re.compile(rf"(?:(?<![a-z0-9])|(?=[,;]))(?:{alternation(_BARE['left'] + _BARE['decimal_left'])})[ ]+$")
_BARE_RIGHT = re.compile(
    rf"""(?![ ]+(?:{alternation(_BARE["right_not"])})) [ ]+ (?:{stems(_BARE["right"])}) (?![a-z]) (?!(?<=[ ]a)[ ]+[0-9])
      | [ ]?[.,;»"]?$""",
    re.VERBOSE,
)
# "en apporte", "peut en coûter", "en avait déjà versé": the pronoun stands for the money named before.
_EN_VERB = re.compile(
    rf"""(?<![a-z0-9]) en [ ] (?:(?:{alternation(_BARE["pronouns"])})[ ])?
         (?:(?:{alternation(_BARE["auxiliaries"])})[ ] | [a-z]+r[ ])?
         (?:{stems(_BARE["verbs"])}) (?:[ ](?:{alternation(_BARE["helpers"])}))? [ ]+$""",
    re.VERBOSE,
)
_VERB_RIGHT = re.compile(rf"[ ]?[.,;:!?)]|[ ]*$|[ ]*\n|[ ]+(?:{stems(_BARE['verb_right'])})(?![a-z])")


class Draft(NamedTuple):
    """An amount whose currency may still be missing."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    currency: str | None
    bound: Bound
    per: str | None
    scale: Decimal


class Layout:
    """Where sentences and paragraphs of a text end, so that two offsets can be compared."""

    def __init__(self, text: str) -> None:
        self._sentences = [m.end() for m in _SENTENCE.finditer(text)]
        self._paragraphs = [m.end() for m in _PARAGRAPH.finditer(text)]

    def distance(self, one: int, other: int) -> int:
        """0 in the same sentence, 1 in the same paragraph, 2 in the same text."""
        if bisect_right(self._sentences, one) == bisect_right(self._sentences, other):
            return 0
        return 1 if bisect_right(self._paragraphs, one) == bisect_right(self._paragraphs, other) else 2


def fill_in(text: str, folded: str, drafts: Sequence[Draft], bare: Sequence[Number]) -> tuple[Money, ...]:
    """The amounts with the currency that they leave out, and the link of each conversion to what it converts."""
    if not drafts:
        return ()
    layout = Layout(text)
    told = _conversions(folded, drafts)
    drafts = _with_bare(folded, drafts, [draft for draft in drafts if draft.start not in told], bare, layout)
    explicit = [i for i, draft in enumerate(drafts) if draft.currency and draft.start not in told]
    usual = _usual(drafts, explicit)
    amounts = []
    for index, draft in enumerate(drafts):
        currency = draft.currency or _taken_over(drafts, explicit, index, layout, usual)
        converts = Span.of(text, *told[draft.start]) if draft.start in told else None
        span = Span.of(text, draft.start, draft.end)
        amounts.append(Money(draft.low, draft.high, currency, draft.bound, draft.per, span=span, converts=converts))
    return tuple(amounts)


def _with_bare(folded: str, drafts: Sequence[Draft], heads: Sequence[Draft], bare: Sequence[Number], layout: Layout) -> Sequence[Draft]:
    """The amounts with the figures between them that take over "millions": "4 milliards en France, 4,3 en Italie"."""
    found: list[Draft] = []
    taken_up = {draft.start for draft in drafts}
    starts = [draft.start for draft in heads]
    last_bare = -1  # the last figure that was no money
    for number in bare:
        at = bisect_left(starts, number.start)
        before = heads[at - 1] if at else None
        if (
            before is None
            or number.start < before.end
            or number.start in taken_up
            or number.sense != "exact"
            or not 0 < number.value < 1_000_000
            or number.year_like
        ):
            last_bare = last_bare if number.year_like else number.start
            continue
        near = before.scale >= 1_000_000 and number.start - before.end < 320 and layout.distance(before.end - 1, number.start) < 2
        taken = _bare(folded, number, before) if near else None
        follows = last_bare < before.end and layout.distance(before.end - 1, number.start) == 0
        if taken and (follows or taken[0]):
            found.append(taken[1])
        else:
            last_bare = number.start
    return sorted((*drafts, *found)) if found else drafts


def _bare(folded: str, number: Number, before: Draft) -> tuple[bool, Draft] | None:
    """A bare figure read with the scale and currency of the amount before it, and whether "en" and a verb bring it."""
    bounded = bound_of(folded, number.start, number.end, before.end)
    left = min(number.start, bounded.start) if bounded else number.start
    behind = bounded.end if bounded and bounded.start > number.start else number.end
    verb = _EN_VERB.search(folded, max(before.end, left - 40), left) and _VERB_RIGHT.match(folded, behind)
    opened = _BARE_LEFT if number.value == number.value.to_integral_value() else _DECIMAL_LEFT
    if not verb and not (
        (opened.search(folded, max(before.end, left - 14), left) or (bounded and bounded.bound != "about"))
        and (_BARE_RIGHT.match(folded, behind) or ((opened is _DECIMAL_LEFT or bounded) and _VERB_RIGHT.match(folded, behind)))
    ):
        return None
    if not number.digits and not verb:
        return None
    value = EXACT.multiply(number.value, before.scale)
    bound: Bound = bounded.bound if bounded else "exact"
    low = None if bound in ("at_most", "less_than") else value
    high = None if bound in ("at_least", "more_than") else value
    return bool(verb), Draft(number.start, number.end, low, high, before.currency, bound, None, before.scale)


def _taken_over(drafts: Sequence[Draft], explicit: Sequence[int], index: int, layout: Layout, usual: str | None) -> str | None:
    """The currency of the nearest amount that names one in the sentence, the paragraph; else the one usual in the text."""
    at = bisect_left(explicit, index)
    before = drafts[explicit[at - 1]] if at else None
    behind = drafts[explicit[at]] if at < len(explicit) else None
    here = drafts[index].start
    far = layout.distance(before.start, here) if before else 3
    if before and far == 0:
        return before.currency
    if behind and layout.distance(here, behind.start) == 0:
        return behind.currency
    return before.currency if before and far == 1 else usual


def _usual(drafts: Sequence[Draft], explicit: Sequence[int]) -> str | None:
    """The currency that most amounts of a text name; the first amount counts twice more, for it opens the subject."""
    counts = Counter(drafts[index].currency for index in (*explicit[:1], *explicit[:1], *explicit))
    return counts.most_common(1)[0][0] if counts else None


def _conversions(folded: str, drafts: Sequence[Draft]) -> dict[int, tuple[int, int]]:
    """Where each amount starts that tells the one before again in another currency, to where that one stands."""
    told: dict[int, tuple[int, int]] = {}
    for one, other in pairwise(drafts):
        if not other.currency or one.currency == other.currency or other.start - one.end > 48 or one.start in told:
            continue
        opened = _OPEN.match(folded, one.end)
        if opened is None or opened.end() > other.start or _UNIT_PRICE.match(folded, other.end):
            continue
        bounded = bound_of(folded, other.start, other.start, one.end)
        if opened.end() == other.start or (bounded and bounded.start <= opened.end()):
            told[other.start] = (one.start, one.end)
    return told
