"""aiextract: French financial news into structured investment events.

>>> import aiextract
>>> print(aiextract.find_amounts("Une levée de 15 M€")[0].to_dict()["low"])
15000000

``parse`` and ``parse_many`` load the French spaCy model at their first call; amounts and periods need none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from aiextract.deduplicate import Deal, Telling, deduplicate
from aiextract.errors import AiextractError
from aiextract.events import (
    EventDate,
    Extraction,
    Horizon,
    InvestmentEvent,
    Jobs,
    Money,
    Party,
    Period,
    Place,
    Quantity,
    Source,
    Span,
    Stake,
)
from aiextract.fx import convert, sum_events
from aiextract.recognise.amounts import find_amounts
from aiextract.recognise.periods import find_periods
from aiextract.recognise.quantities import find_quantities

if TYPE_CHECKING:
    from spacy.language import Language

    from aiextract.extractor import Extractor

__version__ = "0.1.0"

__all__ = [
    "AiextractError",
    "Deal",
    "EventDate",
    "Extraction",
    "Horizon",
    "InvestmentEvent",
    "Jobs",
    "Money",
    "Party",
    "Period",
    "Place",
    "Quantity",
    "Source",
    "Span",
    "Stake",
    "Telling",
    "convert",
    "deduplicate",
    "edges_frame",
    "find_amounts",
    "find_periods",
    "find_quantities",
    "load",
    "make_extractor",
    "parse",
    "parse_many",
    "parties_frame",
    "render",
    "run",
    "sum_events",
    "to_frame",
]


def parse(text: str, *, published: str | None = None, title: str | None = None, id: str | None = None, **options: Any) -> Extraction:
    """The investment events of one French text.

    ``published`` is the article's ISO date (any precision), against which « mardi » or « d'ici deux ans » are resolved;
    ``options`` are those of :class:`aiextract.options.Options`, and ``companies`` (see :func:`make_extractor`).
    Raises :class:`AiextractError` for a wrong type, an unknown option or a missing model; never for a text.
    """
    return make_extractor(**options).parse(text, published=published, title=title, id=id)


def parse_many(records: Iterable[str | Mapping[str, Any]], *, batch_size: int = 16, **options: Any) -> Iterator[Extraction]:
    """The events of many texts, in order: strings, or mappings with ``text`` and, if known, ``id``, ``published``, ``title``.

    Other keys of a mapping come back in ``Extraction.meta``. Lazy: articles are read as results are taken.
    """
    yield from make_extractor(**options).stream(records, batch_size=batch_size)


def make_extractor(*, companies: Any = None, **options: Any) -> Extractor:
    """An extractor to keep: with ``companies`` (a CSV or TSV file, or rows as mappings) it knows a user's own names too."""
    from aiextract.extractor import extractor_with

    return extractor_with(companies, **options)


def load(**config: Any) -> Language:
    """The French spaCy pipeline with aiextract's components at its end (``doc._.aiextract``, ``doc.spans``)."""
    from aiextract.pipeline.components import load_pipeline

    return load_pipeline(**config)


def run(inputs: Any, output: Any, **options: Any) -> Any:
    """Extract whole corpora from files to a file, resumable, over one or many processes; see :func:`aiextract.batch.runner.run`."""
    from aiextract.batch.runner import run as run_batch

    return run_batch(inputs, output, **options)


def to_frame(extractions: Iterable[Extraction], **options: Any) -> Any:
    """One row per event as a pandas frame with a declared schema; see :func:`aiextract.frame.to_frame`."""
    from aiextract import frame

    return frame.to_frame(extractions, **options)


def parties_frame(extractions: Iterable[Extraction], **options: Any) -> Any:
    """One row per event and party; see :func:`aiextract.frame.parties_frame`."""
    from aiextract import frame

    return frame.parties_frame(extractions, **options)


def edges_frame(extractions: Iterable[Extraction], **options: Any) -> Any:
    """One row per investor and recipient of an event, for networks; see :func:`aiextract.frame.edges_frame`."""
    from aiextract import frame

    return frame.edges_frame(extractions, **options)


def render(extractions: Extraction | Iterable[Extraction], *, title: str = "aiextract") -> str:
    """A self-contained HTML page of articles with their events; see :func:`aiextract.display.render`."""
    from aiextract.display import render as render_page

    return render_page(extractions, title=title)
