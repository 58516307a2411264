"""Fuzz target: the whole way from text to events, with the parser. `python fuzz/fuzz_parse.py -max_total_time=1200`."""

from __future__ import annotations

import sys

import atheris

# Only the recognisers of characters guide the search: compiled with counters, the later floors make atheris itself keep memory.
with atheris.instrument_imports(include=["aiextract"]):
    import aiextract.recognise.amounts
    import aiextract.recognise.periods
    import aiextract.recognise.quantities
    import aiextract.text.clean  # noqa: F401

from common import check_spans, text_of

from aiextract.events import Extraction
from aiextract.extractor import Extractor, default_extractor
from aiextract.options import Options

_EXTRACTOR = default_extractor()
_UNGATED = Extractor(_EXTRACTOR.nlp, options=Options(gate=False, language_check=False))


def one_input(data: bytes) -> None:
    """No exception, right offsets, the same with and without the gate, there and back through a dictionary."""
    text = text_of(data)
    found = _EXTRACTOR.parse(text, published="2024-05-01")
    check_spans(text, (found.events, found.quantities))
    if Extraction.from_dict(found.to_dict()) != found:
        raise AssertionError("the extraction does not come back from its dictionary")
    if not any(w.startswith("language") for w in found.warnings) and _UNGATED.parse(text, published="2024-05-01").events != found.events:
        raise AssertionError("the gate changes the events")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
