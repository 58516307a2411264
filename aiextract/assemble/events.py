"""The whole line for one article: read, decide, merge, fill in, point every value at the source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aiextract.assemble.anchors import amount_anchors, trigger_anchors
from aiextract.assemble.antecedents import resolve
from aiextract.assemble.article import read_article
from aiextract.assemble.decide import drafts_of
from aiextract.assemble.entities import group_entities
from aiextract.assemble.features import Scene
from aiextract.assemble.fill import filled
from aiextract.assemble.merge import merged
from aiextract.assemble.models import Models, load_models
from aiextract.events import Extraction
from aiextract.lexicon.gazetteer import Gazetteer
from aiextract.options import Options
from aiextract.text.parse import Parse

__all__ = ["events_of", "scene_of"]


def scene_of(parse: Parse, *, published: str | None, title: str | None, known: Gazetteer, options: Options) -> Scene:
    """Everything recognised in an article, ready for the models."""
    article = read_article(parse, published=published, title=title, known=known)
    amounts = amount_anchors(article)
    entities = group_entities(parse.text, article.names, known)
    return Scene(article, (*amounts, *trigger_anchors(article, amounts)), entities, resolve(article, entities))


def events_of(
    text: str,
    parse: Parse,
    *,
    known: Gazetteer,
    options: Options,
    id: str | None = None,
    published: str | None = None,
    title: str | None = None,
    meta: Mapping[str, Any] | None = None,
    models: Models | None = None,
    scene: Scene | None = None,
) -> Extraction:
    """The extraction of one parsed article; ``text`` is the source that all spans point into, ``scene`` is what was read of it already."""
    scene = scene or scene_of(parse, published=published, title=title, known=known, options=options)
    drafts, candidates = drafts_of(scene, models or load_models())
    events = tuple(e for e in filled(scene, merged(scene, drafts), candidates, text) if e.confidence >= options.min_confidence)
    return Extraction(text, events, id, scene.article.published, title, scene.article.quantities, (), dict(meta or {}))
