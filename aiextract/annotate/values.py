"""What the words of a span mean, read by the library's own readers: for spans that an annotator drew or moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aiextract.events import Value
from aiextract.lexicon.gazetteer import gazetteer
from aiextract.recognise.amounts import find_amounts
from aiextract.recognise.numbers import find_numbers
from aiextract.recognise.periods import find_periods
from aiextract.recognise.quantities import find_quantities

__all__ = ["value_of"]


def value_of(label: str, words: str, published: str | None = None) -> dict[str, Any] | None:
    """The value of a labelled span in dictionary form, without its span; None where the words can't be read.

    >>> value_of("AMOUNT", "15 M€")["low"], value_of("PLACE", "Allemagne"), value_of("STAKE", "49 %")
    ('15000000', {'name': 'Allemagne', 'code': 'DE'}, {'value': '49'})
    """
    return _READERS[label](words, published)


def _party(words: str, published: str | None) -> dict[str, Any]:
    known = gazetteer()
    if found := known.organisations.get(words) or known.paraphrases.get(words):
        kind = found.kind if found.kind in {"institution", "fund", "government"} else "company"
        return {"name": found.name, "kind": kind, "code": None, "id": found.id}
    if state := known.governments.get(words) or known.countries.get(words):
        return {"name": state.name, "kind": "government", "code": state.code, "id": None}
    return {"name": words, "kind": "person" if known.people.get(words) else "company", "code": None, "id": None}


def _place(words: str, published: str | None) -> dict[str, Any]:
    known = gazetteer()
    if state := known.countries.get(words):
        return {"name": state.name, "code": state.code}
    spot = known.places.get(words)
    return {"name": words, "code": (spot.country or None) if spot else None}


def _amount(words: str, published: str | None) -> dict[str, Any] | None:
    return _bare(next(iter(find_amounts(words)), None))


def _horizon(words: str, published: str | None) -> dict[str, Any] | None:
    period = next(iter(find_periods(words, published)), None)
    return {"start": period.start, "end": period.end, "duration": period.duration} if period else None


def _date(words: str, published: str | None) -> dict[str, Any] | None:
    period = next(iter(find_periods(words, published)), None)
    value = (period.start or period.end) if period else None
    return {"value": value} if value else None


def _number(words: str) -> Any:
    return next((number.value for number in find_numbers(words)), None)


def _jobs(words: str, published: str | None) -> dict[str, Any] | None:
    number = _number(words)
    return None if number is None else {"value": int(number)}


def _stake(words: str, published: str | None) -> dict[str, Any] | None:
    number = next((q.low for q in find_quantities(words) if q.kind == "stake"), None)
    number = _number(words) if number is None else number
    return None if number is None else {"value": format(number, "f")}


def _capacity(words: str, published: str | None) -> dict[str, Any] | None:
    return _bare(next(iter(find_quantities(words)), None))


def _source(words: str, published: str | None) -> dict[str, Any]:
    return {"name": words}


def _bare(value: Value | None) -> dict[str, Any] | None:
    return None if value is None else {key: item for key, item in value.to_dict().items() if key != "span"}


_READERS: dict[str, Callable[[str, str | None], dict[str, Any] | None]] = {
    "PARTY": _party,
    "AMOUNT": _amount,
    "PLACE": _place,
    "HORIZON": _horizon,
    "DATE": _date,
    "JOBS": _jobs,
    "STAKE": _stake,
    "SOURCE": _source,
    "CAPACITY": _capacity,
}
