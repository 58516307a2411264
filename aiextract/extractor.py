"""From text to events: one extractor holds the spaCy pipeline, the gazetteer and the options."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from spacy.language import Language

from aiextract.assemble.events import events_of
from aiextract.assemble.gate import Part, can_hold_events, parts_to_read
from aiextract.errors import InputError, OptionError, RecordError
from aiextract.events import Extraction
from aiextract.lexicon.gazetteer import Gazetteer, gazetteer
from aiextract.options import Options
from aiextract.pipeline.build import MODEL, load_model, parse_of
from aiextract.recognise.header import published_of
from aiextract.recognise.language import is_truncated, other_language
from aiextract.text.clean import Clean, clean
from aiextract.text.offsets import moved
from aiextract.text.parse import Parse

__all__ = ["Extractor", "default_extractor"]

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")
_BATCH = 16
_TOGETHER = 50_000  # characters given to spaCy at once: it needs about 3 kB for each


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
        readings = [self._reading(record) for record in records]
        parts = [(number, part) for number, reading in enumerate(readings) for part in reading.parts]
        found: list[list[Extraction]] = [[] for _ in readings]
        given = 0
        for group in _groups(parts):
            texts = [readings[number].clean.text[part.start : part.end] for number, part in group]
            parses = self._parses([("" if part.figures else text) for text, (_, part) in zip(texts, group, strict=True)])
            for (number, part), text, parse in zip(group, texts, parses, strict=True):
                found[number].append(self._part(readings[number], part.start, "" if part.figures else text, parse))
            while given < len(readings) and len(found[given]) == len(readings[given].parts):
                yield _joined(readings[given], found[given])
                found[given] = []
                given += 1

    def _reading(self, record: _Record) -> _Reading:
        """The record cleaned, judged and cut into the parts to be read (none in another language)."""
        if len(record.text) > self.options.max_length:
            raise InputError(
                f"a text of {len(record.text):,} characters is over max_length ({self.options.max_length:,}); cut it into articles"
            )
        found = clean(record.text)
        published = record.published or published_of(found.text)
        warnings = list(found.warnings)
        language = other_language(found.text)
        if language is not None:
            warnings.append(
                f"language: not French (looks like {language})" + ("; no events were looked for" if self.options.language_check else "")
            )
            if self.options.language_check:
                return _Reading(record, found, published, (Part(0, 0),), tuple(warnings))
        elif is_truncated(found.text):
            warnings.append("truncated: the text seems to end in the middle")
        parts = tuple(parts_to_read(found.text))
        if len(parts) > 1:
            warnings.append(f"long: read in {len(parts)} parts, each like an article of its own")
        if figures := sum(part.end - part.start for part in parts if part.figures):
            warnings.append(f"figures: {figures:,} characters hold hardly anything but amounts; no events were looked for there")
        return _Reading(record, found, published, parts, tuple(warnings))

    def _parses(self, texts: list[str]) -> list[Parse]:
        """The parses of some texts, by spaCy where something may be found."""
        wanted = [not self.options.gate or can_hold_events(text) for text in texts]
        with self._lock, self.nlp.memory_zone():
            docs = self.nlp.pipe([text for text, want in zip(texts, wanted, strict=True) if want], batch_size=_BATCH)
            return [parse_of(next(docs)) if want else Parse.of_text(text) for text, want in zip(texts, wanted, strict=True)]

    def _part(self, reading: _Reading, start: int, text: str, parse: Parse) -> Extraction:
        record = reading.record
        found = events_of(
            text,
            parse,
            id=record.id,
            published=reading.published,
            title=record.title,
            meta=record.meta,
            known=self.known,
            options=self.options,
        )
        if text == record.text:
            return found
        source, offsets = record.text, reading.clean.offsets
        events = moved(found.events, source, offsets, start)
        return replace(found, text=source, events=events, quantities=moved(found.quantities, source, offsets, start))


@dataclass(frozen=True)
class _Reading:
    """A record as it is read: clean text, its parts, and notices."""

    record: _Record
    clean: Clean
    published: str | None
    parts: tuple[Part, ...]
    warnings: tuple[str, ...]


def _groups(parts: list[tuple[int, Part]]) -> Iterator[list[tuple[int, Part]]]:
    """Parts in groups that spaCy can hold together."""
    group: list[tuple[int, Part]] = []
    size = 0
    for part in parts:
        length = part[1].end - part[1].start
        if group and (size + length > _TOGETHER or len(group) == _BATCH):
            yield group
            group, size = [], 0
        group.append(part)
        size += length
    if group:
        yield group


def _joined(reading: _Reading, found: list[Extraction]) -> Extraction:
    """One extraction of the parts of a text."""
    first = found[0]
    if len(found) == 1 and not reading.warnings and first.text == reading.record.text:
        return first
    events = tuple(event for part in found for event in part.events)
    quantities = tuple(quantity for part in found for quantity in part.quantities)
    return replace(first, text=reading.record.text, events=events, quantities=quantities, warnings=(*first.warnings, *reading.warnings))


def _checked(record: Mapping[str, Any]) -> _Record:
    if not isinstance(record, Mapping):
        raise InputError(f"a record must be a str or a mapping with a 'text', not {type(record).__name__}")
    text = record.get("text")
    if not isinstance(text, str):
        raise InputError(
            f'text must be a str, not {type(text).__name__}; pass the article\'s words, e.g. parse("Airbus investira 2 Md€ à Toulouse.")'
        )
    published = record.get("published", record.get("date"))
    if published is not None:
        published = str(published)[:10]
        if not _DATE.match(published):
            raise RecordError(
                f"published is {record.get('published', record.get('date'))!r}; give an ISO date such as '2025-11-11', '2025-11' or '2025'"
            )
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
