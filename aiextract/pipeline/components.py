"""The spaCy factories: ``nlp.add_pipe("aiextract")`` on a French pipeline, or its four steps one by one. Nothing linguistic.

>>> import spacy
>>> nlp = spacy.blank("fr")
>>> _ = nlp.add_pipe("aiextract_amounts")
>>> doc = nlp("Une levée de 15 M€ pour Verkor")
>>> [(span.text, span.id_) for span in doc.spans["aiextract_amounts"]]
[('15 M€', 'EUR')]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from aiextract.assemble.article import read_article
from aiextract.assemble.entities import Entity, group_entities
from aiextract.assemble.events import events_of, scene_of
from aiextract.errors import ModelError, RecordError
from aiextract.events import InvestmentEvent, Money
from aiextract.lexicon.frames import frames
from aiextract.lexicon.gazetteer import Gazetteer, gazetteer
from aiextract.lexicon.own import _file_rows, with_companies
from aiextract.options import Options
from aiextract.pipeline.build import MODEL, cut_currency_signs, load_model, parse_of
from aiextract.pipeline.extensions import mark, store
from aiextract.pipeline.scoring import Scores
from aiextract.recognise.amounts import find_amounts
from aiextract.text.parse import Parse

__all__ = ["Component", "load_pipeline"]

Rows = tuple[tuple[tuple[str, str], ...], ...]
_PARSE = ("token.pos", "token.morph", "token.lemma", "token.dep", "token.head", "doc.sents", "doc.ents")


@lru_cache(maxsize=8)
def _gazetteer(rows: Rows) -> Gazetteer:
    return with_companies(gazetteer(), [dict(row) for row in rows]) if rows else gazetteer()


class Component:
    """A step of the chain, or all of it: reads a ``Doc``, sets span groups and plain values, changes nothing else.

    Holds only its settings, so that it is cheap to copy to other processes; a table of companies travels with the pipeline.
    """

    def __init__(
        self, step: str, *, options: Options | None = None, companies: str | None = None, scorer: Callable[..., Scores] | None = None
    ) -> None:
        self.step = step
        self.options = options or Options()
        self.scorer = scorer
        self._companies = companies
        self._rows: Rows | None = None if companies else ()

    @property
    def known(self) -> Gazetteer:
        """The packaged names with those of the user's table, which is read at the first use."""
        return _gazetteer(self.rows)

    @property
    def rows(self) -> Rows:
        """The user's companies as plain rows."""
        if self._rows is None:
            self._rows = tuple(tuple(sorted(row.items())) for _, row in _file_rows(Path(str(self._companies))))
        return self._rows

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document."""
        _STEPS[self.step](self, doc)
        return doc

    def score(self, examples: Iterable[Example], **settings: Any) -> Scores:
        """Precision, recall and F1 of the span groups and events."""
        return self.scorer(examples, **settings) if self.scorer else {}

    def _settings(self) -> dict[str, Any]:
        options = {"min_confidence": self.options.min_confidence, "currency": self.options.currency}
        return {"options": options, "companies": [dict(row) for row in self.rows]}

    def _set(self, settings: dict[str, Any]) -> Component:
        try:
            self.options = Options.of(dict(settings["options"]))
            self._rows = tuple(tuple(sorted((str(k), str(v)) for k, v in row.items())) for row in settings["companies"])
        except (KeyError, TypeError, AttributeError) as error:
            raise RecordError(
                f"the settings of the saved component {self.step} can't be read ({error!r}); save the pipeline again"
            ) from error
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The settings as bytes."""
        data: bytes = srsly.msgpack_dumps(self._settings())
        return data

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Component:
        """The settings back from bytes."""
        return self._set(srsly.msgpack_loads(data))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the settings, with the user's companies, into a directory."""
        directory = Path(path)
        directory.mkdir(parents=True, exist_ok=True)
        srsly.write_json(directory / "settings.json", self._settings())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Component:
        """Read what :meth:`to_disk` wrote."""
        return self._set(srsly.read_json(Path(path) / "settings.json"))


# --- the steps -----------------------------------------------------------------------------------------------------


def _parse(component: Component, doc: Doc) -> Parse:
    if len(doc) and not doc.has_annotation("SENT_START"):
        raise ModelError(f"{component.step} needs sentences; put a parser (of {MODEL}, for example) or a sentencizer before it")
    return parse_of(doc) if len(doc) else Parse.of_text(doc.text)


def _mark_amounts(doc: Doc, amounts: Iterable[Money]) -> None:
    amounts = tuple(amounts)
    mark(doc, "aiextract_amounts", ((m.span.start, m.span.end, "AMOUNT", m.currency or "") for m in amounts))
    store(doc, amounts=[m.to_dict() for m in amounts])


def _mark_parties(doc: Doc, entities: Iterable[Entity]) -> None:
    found = sorted((m.start, m.end, (e.kind or "other").upper(), e.name) for e in entities for m in e.mentions)
    mark(doc, "aiextract_parties", found)
    store(doc, parties=[{"name": name, "kind": kind.lower(), "text": doc.text[s:e], "start": s, "end": e} for s, e, kind, name in found])


def _mark_commitments(doc: Doc, parse: Parse, triggers: Any) -> None:
    rows = []
    for token, marks in sorted(triggers.items()):
        names = [m.name for m in marks if not frames()[m.name].distractor]
        rows += [(parse.tokens[token].start, parse.tokens[token].end, "COMMITMENT", names[0])] if names else []
    mark(doc, "aiextract_commitments", rows)
    store(doc, commitments=[{"frame": frame, "text": doc.text[s:e], "start": s, "end": e} for s, e, _, frame in rows])


def _mark_events(doc: Doc, events: Iterable[InvestmentEvent], published: str | None) -> None:
    events = tuple(events)
    mark(doc, "aiextract_events", ((e.trigger.start, e.trigger.end, e.type.upper(), str(i)) for i, e in enumerate(events)))
    store(doc, events=[e.to_dict() for e in events], published=published)


def _amounts(component: Component, doc: Doc) -> None:
    _mark_amounts(doc, find_amounts(doc.text))


def _parties(component: Component, doc: Doc) -> None:
    article = read_article(_parse(component, doc), known=component.known)
    _mark_parties(doc, group_entities(doc.text, article.names, component.known).all)


def _commitments(component: Component, doc: Doc) -> None:
    parse = _parse(component, doc)
    _mark_commitments(doc, parse, read_article(parse, known=component.known).triggers)


def _events(component: Component, doc: Doc) -> None:
    _run(component, doc, everything=False)


def _all(component: Component, doc: Doc) -> None:
    _run(component, doc, everything=True)


def _run(component: Component, doc: Doc, *, everything: bool) -> None:
    parse, published = _parse(component, doc), doc._.aiextract_published
    scene = scene_of(parse, published=published, title=None, known=component.known, options=component.options)
    if everything:
        _mark_amounts(doc, scene.article.amounts)
        _mark_parties(doc, scene.entities.all)
        _mark_commitments(doc, parse, scene.article.triggers)
    found = events_of(doc.text, parse, known=component.known, options=component.options, published=published, scene=scene)
    _mark_events(doc, found.events, found.published)


_STEPS: dict[str, Callable[[Component, Doc], None]] = {
    "aiextract_amounts": _amounts,
    "aiextract_parties": _parties,
    "aiextract_commitments": _commitments,
    "aiextract_events": _events,
    "aiextract": _all,
}


# --- factories -----------------------------------------------------------------------------------------------------


def _required(nlp: Language) -> None:
    """Note in the pipeline's meta what it needs, for `spacy package`: spaCy finds that by itself for some build tools only."""
    requirements = nlp.meta.setdefault("requirements", [])
    if not any(re.match(r"aiextract\b", entry) for entry in requirements):
        try:
            major, minor = version("aiextract").split(".")[:2]
            requirements.append(f"aiextract>={major}.{minor},<{major}.{int(minor) + 1}")
        except (PackageNotFoundError, ValueError):
            requirements.append("aiextract")


_SCORER = {"@scorers": "aiextract_scorer"}
_STORED = ["doc.spans", "doc._.aiextract"]


@Language.factory("aiextract_amounts", assigns=_STORED, default_config={"scorer": _SCORER})
def make_amounts(nlp: Language, name: str, scorer: Callable[..., Scores] | None) -> Component:
    """Amounts of money; needs nothing of the pipeline."""
    _required(nlp)
    return Component("aiextract_amounts", scorer=scorer)


@Language.factory("aiextract_parties", assigns=_STORED, requires=list(_PARSE), default_config={"companies": None, "scorer": _SCORER})
def make_parties(nlp: Language, name: str, companies: str | None, scorer: Callable[..., Scores] | None) -> Component:
    """Names of parties and places, each with its canonical name."""
    _required(nlp)
    return Component("aiextract_parties", companies=companies, scorer=scorer)


@Language.factory("aiextract_commitments", assigns=_STORED, requires=list(_PARSE), default_config={"scorer": _SCORER})
def make_commitments(nlp: Language, name: str, scorer: Callable[..., Scores] | None) -> Component:
    """Words that commit money."""
    _required(nlp)
    return Component("aiextract_commitments", scorer=scorer)


_EVENT_CONFIG = {"min_confidence": 0.0, "currency": None, "companies": None, "scorer": _SCORER}


@Language.factory(
    "aiextract_events",
    assigns=_STORED,
    requires=list(_PARSE),
    default_config=_EVENT_CONFIG,
    default_score_weights={"aiextract_events_f": 1.0},
)
def make_events(
    nlp: Language, name: str, min_confidence: float, currency: str | None, companies: str | None, scorer: Callable[..., Scores] | None
) -> Component:
    """Events alone."""
    _required(nlp)
    return Component(
        "aiextract_events", options=Options(min_confidence=min_confidence, currency=currency), companies=companies, scorer=scorer
    )


@Language.factory(
    "aiextract", assigns=_STORED, requires=list(_PARSE), default_config=_EVENT_CONFIG, default_score_weights={"aiextract_events_f": 1.0}
)
def make_aiextract(
    nlp: Language, name: str, min_confidence: float, currency: str | None, companies: str | None, scorer: Callable[..., Scores] | None
) -> Component:
    """The whole chain in one pass."""
    _required(nlp)
    return Component("aiextract", options=Options(min_confidence=min_confidence, currency=currency), companies=companies, scorer=scorer)


@registry.callbacks("aiextract_tokenizer")  # type: ignore[untyped-decorator]
def make_tokenizer_callback() -> Callable[[Language], Language]:
    """For ``[nlp.after_creation]`` of a config: the tokenizer's rule that « 2 M€. » ends in a full stop."""
    return cut_currency_signs


def load_pipeline(**config: Any) -> Language:
    """The French model with the whole chain at its end; ``config`` is that of the factory ``aiextract``."""
    nlp = load_model(MODEL)
    nlp.add_pipe("aiextract", config=config)
    return nlp
