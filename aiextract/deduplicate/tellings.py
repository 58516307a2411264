"""Who told what: events with the article that they come from, and the deals that several articles tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from aiextract.errors import InputError
from aiextract.events import Extraction, InvestmentEvent, Value

__all__ = ["Deal", "Results", "Telling", "tellings"]


@dataclass(frozen=True, slots=True)
class Telling(Value):
    """An event and the article that tells it: the article's id, the event's number in it (from 1) and its publication date."""

    article: str
    number: int
    event: InvestmentEvent
    published: str | None = None

    @property
    def date(self) -> str | None:
        """When it happened, as far as is known: the event's own date, else that of the article."""
        return self.event.date.value if self.event.date else self.published


@dataclass(frozen=True, slots=True)
class Deal(Value):
    """One deal, told by one or more articles.

    ``event`` is its fullest telling (its spans point into the text of ``article``) with the status of all tellings together;
    it is a total where one of them is. ``members`` are the tellings by date, ``reasons`` say why each one belongs here.
    """

    event: InvestmentEvent
    article: str
    members: tuple[Telling, ...]
    reasons: tuple[str, ...] = ()

    @property
    def articles(self) -> tuple[str, ...]:
        """The ids of the articles that tell the deal, each once, by date."""
        return tuple(dict.fromkeys(member.article for member in self.members))

    @property
    def sources(self) -> tuple[str, ...]:
        """The media, agencies and institutes that the articles name as their sources."""
        return tuple(dict.fromkeys(source.name for member in self.members for source in member.event.sources))

    @property
    def date(self) -> str | None:
        """When it happened, by the telling that ``event`` was taken from, else by the first one that says."""
        own = next((m.date for m in self.members if m.article == self.article and m.event.trigger == self.event.trigger), None)
        return own or next((m.date for m in self.members if m.date), None)

    def explain(self) -> str:
        """The event, and a line for each telling with the reason why it is one."""
        return "\n".join([repr(self.event)[1:-1], *(f"  {reason}" for reason in self.reasons)])

    def __repr__(self) -> str:
        return f"<Deal {repr(self.event)[17:-1]} ({len(self.members)} telling{'s' * (len(self.members) != 1)})>"


Result = Extraction | InvestmentEvent | Telling | Deal | Mapping[str, Any]
Results = Extraction | Iterable[Result]


def tellings(results: Results) -> Iterator[Telling]:
    """The events of extractions, of articles in dictionary form, of deals, or events as they are, each with its article.

    An article without an id, or a bare event, is known by its place in the input (``"1"``, ``"2"`` …).

    >>> list(tellings([{"id": "a", "published": "2025-03-01", "events": []}]))
    []
    """
    for place, result in enumerate([results] if isinstance(results, Extraction) else results, 1):
        if isinstance(result, Telling):
            yield result
        elif isinstance(result, Deal):
            yield Telling(result.article, 1, result.event, result.date)
        elif isinstance(result, InvestmentEvent):
            yield Telling(str(place), 1, result)
        elif isinstance(result, Extraction):
            yield from _of_article(result.id or str(place), result.published, result)
        elif isinstance(result, Mapping) and "events" in result:
            events = (InvestmentEvent.from_dict(event) for event in result["events"])
            yield from _of_article(str(result.get("id") or place), result.get("published"), events)
        elif isinstance(result, Mapping):
            yield Telling(str(place), 1, InvestmentEvent.from_dict(result))
        else:
            raise InputError(f"expected extractions, events or articles in dictionary form, got {type(result).__name__}")


def _of_article(article: str, published: str | None, events: Iterable[InvestmentEvent]) -> Iterator[Telling]:
    for number, event in enumerate(events, 1):
        yield Telling(article, number, event, published)
