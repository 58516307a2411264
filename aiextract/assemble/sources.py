"""The media, agencies and institutes that the text gives as its sources."""

from __future__ import annotations

import re
from functools import cache

from aiextract.assemble.decide import Draft
from aiextract.assemble.features import Scene
from aiextract.events import Source, Span
from aiextract.lexicon.compile import alternation
from aiextract.lexicon.load import table
from aiextract.text.fold import fold

__all__ = ["sources_of"]


@cache
def _report() -> re.Pattern[str]:
    words = [fold(w) for w in table("cues")["report"]["phrases"]]
    return re.compile(rf"\b(?:{alternation(words)})\b")


def sources_of(scene: Scene, draft: Draft) -> tuple[Source, ...]:
    """Media named in the event's sentences beside a word of reporting; parties of the event are none."""
    article = scene.article
    parties = {*draft.investors, *draft.recipients}
    sentences = {anchor.sentence for anchor in draft.anchors}
    found = []
    for entity in scene.entities.all:
        media = (entity.known is not None and entity.known.kind == "media") or any(m.noun in _media_nouns() for m in entity.mentions)
        if not media or entity.index in parties:
            continue
        for mention in entity.mentions:
            number = article.sentence(mention.start)
            if number in sentences or (draft.status in {"rumoured", "in_talks", "denied"} and min(abs(number - s) for s in sentences) <= 1):
                start, end = article.sentence_span(number)
                if _report().search(article.parse.folded[start:end]):
                    found.append(Source(entity.name, Span.of(article.parse.text, mention.start, mention.end)))
                    break
    return tuple(found)


@cache
def _media_nouns() -> frozenset[str]:
    return frozenset(fold(w) for w in table("descriptions")["apposition"]["media"]) - {"agence", "site", "chaine", "lettre"}
