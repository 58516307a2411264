"""What aiextract leaves on a spaCy ``Doc``: span groups, one plain dictionary, getters for objects, colours. Registered here only.

| key | label of a span | id of a span |
|---|---|---|
| ``doc.spans["aiextract_amounts"]`` | ``AMOUNT`` | currency |
| ``doc.spans["aiextract_parties"]`` | kind: ``COMPANY``, ``GOVERNMENT``, ``FUND``, … | canonical name |
| ``doc.spans["aiextract_commitments"]`` | ``COMMITMENT`` | the frame that the word opens |
| ``doc.spans["aiextract_events"]`` (triggers) | type: ``INVESTMENT``, ``ACQUISITION``, … | index in ``doc._.aiextract["events"]`` |
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc, Span

from aiextract.events import KINDS, TYPES, Extraction, InvestmentEvent, Money

__all__ = ["COLOURS", "KEYS", "mark", "register", "store"]

KEYS = ("aiextract_amounts", "aiextract_parties", "aiextract_commitments", "aiextract_events")

_KIND_COLOURS = ("#b3d4fc", "#c9c1f5", "#d7e8ba", "#f7d9a8", "#f6c6d8", "#d6d6c2", "#dddddd")
# What displaCy paints the labels with; found by the entry point `spacy_displacy_colors`.
COLOURS: dict[str, str] = {
    "AMOUNT": "#ffe08a",
    "COMMITMENT": "#f4b6a6",
    **{kind.upper(): colour for kind, colour in zip(KINDS, _KIND_COLOURS, strict=True)},
    **{type_.upper(): "#a8e0c8" for type_ in TYPES},
}


def register() -> None:
    """Make ``doc._.aiextract`` and its getters known to spaCy; done at import, harmless when repeated."""
    if not Doc.has_extension("aiextract"):
        Doc.set_extension("aiextract", default=None)
        Doc.set_extension("aiextract_published", default=None)
        Doc.set_extension("aiextract_events", getter=events_of_doc)
        Doc.set_extension("aiextract_amounts", getter=amounts_of_doc)
        Doc.set_extension("aiextract_extraction", getter=extraction_of_doc)


def store(doc: Doc, **values: Any) -> None:
    """Add plain values (dictionaries, lists, strings, numbers) to ``doc._.aiextract``."""
    doc._.aiextract = {**(doc._.aiextract or {}), **values}


def mark(doc: Doc, key: str, rows: Iterable[tuple[int, int, str, str]]) -> None:
    """Set a span group from (start, end, label, id) in characters, each widened to whole tokens."""
    spans = (doc.char_span(start, end, label=label, span_id=id_, alignment_mode="expand") for start, end, label, id_ in rows)
    doc.spans[key] = [span for span in spans if isinstance(span, Span)]


def _stored(doc: Doc, key: str) -> list[dict[str, Any]]:
    return list((doc._.aiextract or {}).get(key, ()))


def events_of_doc(doc: Doc) -> tuple[InvestmentEvent, ...]:
    """The events as objects (``doc._.aiextract_events``)."""
    return tuple(InvestmentEvent.from_dict(row) for row in _stored(doc, "events"))


def amounts_of_doc(doc: Doc) -> tuple[Money, ...]:
    """The amounts as objects (``doc._.aiextract_amounts``)."""
    return tuple(Money.from_dict(row) for row in _stored(doc, "amounts"))


def extraction_of_doc(doc: Doc) -> Extraction:
    """All of it as aiextract returns it (``doc._.aiextract_extraction``): for frames, pages and explanations."""
    return Extraction(doc.text, events_of_doc(doc), published=(doc._.aiextract or {}).get("published"))


register()
