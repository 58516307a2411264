"""Anchors: the words that an event can hang on, an amount of money or a trigger without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aiextract.assemble.article import Article, Mark
from aiextract.events import Money
from aiextract.lexicon.frames import frames

__all__ = ["Anchor", "amount_anchors", "trigger_anchors"]

# Frames whose trigger makes an event without an amount: a deal between named parties, a plan, a fund, a building.
_BARE = {"acquire", "sell", "stake", "raise", "lead", "invest", "build", "programme", "launch_fund", "fund_object", "lend"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where an event may be: character offsets, head token, sentence, the amount, and the triggers that govern it."""

    start: int
    end: int
    token: int
    sentence: int
    money: Money | None
    triggers: tuple[int, ...]
    index: int = 0


def amount_anchors(article: Article) -> tuple[Anchor, ...]:
    """An anchor for each amount that is not the conversion of another."""
    anchors: list[Anchor] = []
    for money in article.amounts:
        if money.converts is not None:
            continue
        token = article.tree.head_of(money.span.start, money.span.end)
        sentence = article.parse.tokens[token].sent
        anchors.append(Anchor(money.span.start, money.span.end, token, sentence, money, _governing(article, token), len(anchors)))
    return tuple(anchors)


def _governing(article: Article, token: int) -> tuple[int, ...]:
    """Triggers on the way up from the amount, nearest first; else the nearest triggers of the sentence."""
    up = [t for t in article.tree.ancestors(token, 5) if has_event_frame(article, t)]
    if up:
        return tuple(up)
    first, last = article.parse.sentences[article.parse.tokens[token].sent]
    near = [t for t in range(first, last) if has_event_frame(article, t)]
    return tuple(sorted(near, key=lambda t: abs(t - token))[:2])


def has_event_frame(article: Article, token: int) -> bool:
    """Does an event trigger stand at this token (and not only a distractor)?"""
    return any(not frames()[mark.name].distractor for mark in article.triggers.get(token, ()))


def trigger_anchors(article: Article, amounts: Sequence[Anchor]) -> tuple[Anchor, ...]:
    """Triggers of deals that no amount of their sentence belongs to: a first look, decided by the model."""
    covered = {trigger for anchor in amounts for trigger in anchor.triggers}
    anchors: list[Anchor] = []
    for token, marks in sorted(article.triggers.items()):
        if token in covered or not any(_can_stand_alone(mark) for mark in marks):
            continue
        word = article.parse.tokens[token]
        anchors.append(Anchor(word.start, word.end, token, word.sent, None, (token,), len(amounts) + len(anchors)))
    return tuple(anchors)


def _can_stand_alone(mark: Mark) -> bool:
    return mark.name in _BARE
