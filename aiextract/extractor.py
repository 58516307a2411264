"""From text to events: one extractor holds the spaCy pipeline, the gazetteer and the options."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from spacy.language import Language

from aiextract.assemble.events import events_of
from aiextract.errors import InputError, OptionError, RecordError
from aiextract.events import Extraction
from aiextract.lexicon.gazetteer import Gazetteer, gazetteer
from aiextract.options import Options
from aiextract.pipeline.build import MODEL, load_model, parse_of

__all__ = ["Extractor", "default_extractor"]

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_BATCH = 16


@dataclass(frozen=True)
class _Record:
    """An input as it came: what is read of it, and the keys that travel along."""

    text: str
    id: str | None
    published: str | None
    title: str | None
    meta: Mapping[str, Any]


class Extractor:
    """Reads investment events out of French texts. Load it once; it may be used from several threads."""

    def __init__(self, nlp: Language, *, known: Gazetteer | None = None, options: Options | None = None) -> None:
        self.nlp = nlp
        self.known = known or gazetteer()
        self.options = options or Options()
        self._lock = threading.Lock()  # one spaCy pipeline is not safe in several threads at once

    def parse(self, text: str, *, published: str | None = None, title: str | None = None, id: str | None = None) -> Extraction:
        """The investment events of one text; see :func:`aiextract.parse`."""
        record = _checked({"text": text, "published": published, "title": title, "id": id})
        return next(self._run([record]))

    def stream(self, records: Iterable[str | Mapping[str, Any]], *, batch_size: int = _BATCH) -> Iterator[Extraction]:
        """The events of many texts or records, in order; see :func:`aiextract.parse_many`."""
        batch: list[_Record] = []
        for record in records:
            batch.append(_checked({"text": record} if isinstance(record, str) else record))
            if len(batch) == batch_size:
                yield from self._run(batch)
                batch = []
        if batch:
            yield from self._run(batch)

    def _run(self, records: list[_Record]) -> Iterator[Extraction]:
        for record in records:
            if len(record.text) > self.options.max_length:
                raise InputError(f"a text of {len(record.text):,} characters is over max_length ({self.options.max_length:,}); cut it into articles")
        with self._lock:
            texts = [_readable(record.text) for record in records]
            self.nlp.max_length = max(self.nlp.max_length, self.options.max_length + 1)
            with self.nlp.memory_zone():
                parses = [parse_of(doc) for doc in self.nlp.pipe(texts, batch_size=_BATCH)]
        for record, parse in zip(records, parses, strict=True):
            yield events_of(
                record.text, parse, id=record.id, published=record.published, title=record.title, meta=record.meta, known=self.known, options=self.options
            )


_UNREADABLE = re.compile("[\ud800-\udfff\x00]")


def _readable(text: str) -> str:
    """Lone surrogates and NUL, which spaCy can't hold, replaced one for one."""
    return _UNREADABLE.sub("\ufffd", text)


def _checked(record: Mapping[str, Any]) -> _Record:
    if not isinstance(record, Mapping):
        raise InputError(f"a record must be a str or a mapping with a 'text', not {type(record).__name__}")
    text = record.get("text")
    if not isinstance(text, str):
        raise InputError(f"text must be a str, not {type(text).__name__}; pass the article's words, e.g. parse(\"Airbus investira 2 Md€ à Toulouse.\")")
    published = record.get("published", record.get("date"))
    if published is not None:
        published = str(published)[:10]
        if not _DATE.match(published):
            raise RecordError(f"published is {record.get('published', record.get('date'))!r}; give an ISO date such as '2025-11-11', '2025-11' or '2025'")
    id_, title = record.get("id"), record.get("title")
    meta = {k: v for k, v in record.items() if k not in {"text", "id", "published", "date", "title", "events"}}
    return _Record(text, None if id_ is None else str(id_), published, title if isinstance(title, str) else None, meta)


@cache
def _model(name: str) -> Language:
    return load_model(name)


@cache
def default_extractor(options: Options = Options()) -> Extractor:  # noqa: B008 - frozen value
    """The extractor behind :func:`aiextract.parse`, loaded at the first call."""
    return Extractor(_model(MODEL), options=options)


def extractor_with(companies: Any = None, **options: Any) -> Extractor:
    """An extractor with a user's own companies and options."""
    known = gazetteer()
    if companies is not None:
        from aiextract.lexicon.own import with_companies

        known = with_companies(known, companies)
    elif not options:
        return default_extractor()
    if not isinstance(options, dict):
        raise OptionError("options must be keyword arguments")
    return Extractor(_model(MODEL), known=known, options=Options.of(options))
