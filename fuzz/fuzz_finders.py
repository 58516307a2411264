"""Fuzz target: cleaning, language and the finders of amounts, periods and quantities. `python fuzz/fuzz_finders.py -max_total_time=1200`."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["aiextract"]):
    from aiextract.assemble.gate import can_hold_events, parts_to_read
    from aiextract.recognise.amounts import find_amounts
    from aiextract.recognise.header import published_of
    from aiextract.recognise.language import is_truncated, other_language
    from aiextract.recognise.periods import find_periods
    from aiextract.recognise.quantities import find_quantities
    from aiextract.text.clean import clean

from common import check_spans, text_of


def one_input(data: bytes) -> None:
    """No exception, right offsets, ordered and apart."""
    text = text_of(data)
    found = clean(text)
    found.text.encode("utf-8")
    for place in range(0, len(found.text), 7):
        start, end = found.offsets.span(place, place + 1)
        if not 0 <= start < end <= len(text):
            raise AssertionError(f"{place} of the clean text comes from {start}:{end} of {len(text)}")
    other_language(text)
    is_truncated(text)
    published = published_of(text)
    can_hold_events(text)
    if "".join(text[p.start : p.end] for p in parts_to_read(text)) != text:
        raise AssertionError("the parts are not the text")
    for values in (find_amounts(text), find_periods(text, published or "2024-05-01"), find_periods(text), find_quantities(text)):
        check_spans(text, values)
        last = 0
        for value in values:
            if value.span.start < last:
                raise AssertionError(f"{value!r} overlaps the one before")
            last = value.span.end
            if type(value).from_dict(value.to_dict()) != value:
                raise AssertionError(f"{value!r} does not come back")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
