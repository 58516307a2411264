"""Nothing raises on any text, offsets are always right, and the answer is always the same: properties, and the saved finds of fuzzing."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aiextract.corpus import read
from aiextract.errors import AiextractError
from aiextract.events import Extraction, InvestmentEvent, Money, Span, Value
from aiextract.lexicon.gazetteer import gazetteer
from aiextract.lexicon.own import with_companies
from aiextract.recognise.amounts import find_amounts
from aiextract.recognise.header import published_of
from aiextract.recognise.language import is_truncated, other_language
from aiextract.recognise.periods import find_periods
from aiextract.recognise.quantities import find_quantities
from aiextract.text.clean import clean
from aiextract.text.fold import fold
from aiextract.text.offsets import is_sound

CASES = ROOT / "tests" / "cases" / "hostile.jsonl"

# Words and signs that the grammars know, glued at random: they reach deeper than random characters.
PIECES = """Airbus|Microsoft|l’État|le groupe|la firme de Redmond|il|qui|investira|a investi|lève|rachète|renonce|dément|selon Reuters|de|d’|à|en|pour|par|
Toulouse|au Japon|2|2,9|1 000|1.000,50|III|٣|２|½|un|une|deux|vingt-et-un|cent|mille|million|millions|milliard|milliards|Md|Mds|M|k|€|$|US$|euros|dollars|d’euros|
FCFA|francs CFA|livres|%|du capital|emplois|MW|GW|plus de|moins de|entre|et|ou|jusqu’à|près de|plusieurs|une quinzaine de|chacun|par an|/an|(|)|«|»|,|.|;|:|-|–|\n|
\n\n|\t|\xa0|\u202f|\u00ad|\u200b|\ufeff|\u202e|\u2028|\x00|\ud800|\U0001f680|e\u0301|\u0301|<p>|</p>|<b>|<script>|</script>|<!--|&nbsp;|&euro;|&#8364;|&#0;|Ã©|â‚¬|Â«|
2024|mars|le 3 mars 2024|12/03/2025|d’ici 2030|d’ici deux ans|sur quatre ans|depuis|fin|au premier trimestre|- |• |1er|Publié le|AIRBUS INVESTIT|ß|ﬁ|İ|ŉ|ǆ""".split(
    "|"
)

chars = st.characters(codec=None)  # lone surrogates and unassigned code points too
anything = st.text(chars, max_size=300)
glued = st.lists(st.sampled_from(PIECES), max_size=60).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda space: space.join(words))
)
texts = st.one_of(anything, glued, st.lists(st.one_of(glued, anything), max_size=4).map("".join))

REPEATED = [
    "a",
    " ",
    "\n",
    "(",
    "«",
    "-",
    "'",
    "é",
    "€",
    "1",
    "1 ",
    "1,",
    "1 M€ ",
    "un ",
    "<",
    "<p>",
    "&",
    "\u0301",
    "\u200b",
    "\u202e",
    "🚀",
    "A",
    "Airbus ",
    "\ud800",
    "\x00",
    "e\u0301",
]

quick = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


def spans(value: Any) -> list[Span]:
    if isinstance(value, Span):
        return [value]
    if isinstance(value, tuple):
        return [span for item in value for span in spans(item)]
    return [span for name in value.__dataclass_fields__ for span in spans(getattr(value, name))] if isinstance(value, Value) else []


def right(text: str, found: Any) -> None:
    for span in spans(found):
        assert 0 <= span.start <= span.end <= len(text)
        assert text[span.start : span.end] == span.text


FINDERS: dict[str, Callable[[str], Any]] = {
    "amounts": find_amounts,
    "periods": lambda text: find_periods(text, "2024-05-01"),
    "periods without a date": find_periods,
    "quantities": find_quantities,
}


@pytest.mark.parametrize("name", list(FINDERS))
@quick
@given(text=texts)
def test_finders_are_total(name: str, text: str) -> None:
    found = FINDERS[name](text)
    right(text, found)
    assert found == FINDERS[name](text)
    places = [(value.span.start, value.span.end) for value in found]
    assert places == sorted(places)
    assert all(left[1] <= after[0] for left, after in zip(places, places[1:], strict=False))
    for value in found:
        assert type(value).from_dict(json.loads(json.dumps(value.to_dict()))) == value


@quick
@given(text=texts)
def test_cleaning_is_total_and_finds_its_way_back(text: str) -> None:
    found = clean(text)
    assert found == clean(text)
    assert all(map(is_sound, found.offsets.layers))
    found.text.encode("utf-8")  # nothing is left that can't be written
    last = 0
    for place in range(len(found.text)):
        start, end = found.offsets.span(place, place + 1)
        assert 0 <= start < end <= len(text)
        assert start >= last or start >= found.offsets.span(place - 1, place)[0]
        last = start
    right(text, tuple(Span.of(text, *found.offsets.span(0, n)) for n in (0, len(found.text))))


@quick
@given(text=texts)
def test_small_judgements_are_total(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert other_language(text) == other_language(text)
    assert is_truncated(text) in {True, False}
    assert published_of(text) is None or published_of(text)


@settings(quick, max_examples=200)
@given(text=texts, published=st.sampled_from([None, "2024", "2024-05", "2024-05-01"]))
def test_parse_is_total(text: str, published: str | None, extractor: Any) -> None:
    found = extractor.parse(text, published=published)
    assert found.text == text
    right(text, (found.events, found.quantities))
    assert found == extractor.parse(text, published=published)
    assert Extraction.from_dict(found.to_dict()) == found


@pytest.mark.parametrize("unit", REPEATED)
def test_a_million_of_one_sign(unit: str) -> None:
    # Figures are the dearest: for them a tenth, the rest is in benchmarks/linear.py.
    text = unit * (1_000_000 // (10 if unit in {"1 ", "un ", "1 M€ "} else 1) // len(unit))
    for finder in FINDERS.values():
        right(text, finder(text)[:100])
    assert len(clean(text).text) <= len(text)


@pytest.mark.parametrize("unit", ["a", "\n", "(", "«", "-", "'", "1 M€ ", "<p>", "\u0301", "\ud800", "un ", "A", "."])
def test_parse_of_a_long_run_of_one_sign(unit: str, extractor: Any) -> None:
    text = unit * (60_000 // len(unit))
    right(text, extractor.parse(text).events)


def test_parse_of_a_million_letters(extractor: Any) -> None:
    assert len(extractor.parse("a" * 1_000_000)) == 0


def test_composed_and_decomposed_text_tell_the_same(extractor: Any, sample: list[dict[str, Any]]) -> None:
    for article in sample[:4]:
        composed, decomposed = (extractor.parse(unicodedata.normalize(form, article["text"])) for form in ("NFC", "NFD"))
        assert [(e.type, e.status, [p.name for p in e.investors]) for e in composed] == [
            (e.type, e.status, [p.name for p in e.investors]) for e in decomposed
        ]
        right(decomposed.text, decomposed.events)


# --- values from outside -------------------------------------------------------------------------------------------

keys = st.sampled_from(
    [*InvestmentEvent.__dataclass_fields__, *Money.__dataclass_fields__, "text", "start", "end", "name", "kind", "events"]
)
scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["investment", "announced", "1e9999999", "NaN", "2.5", "EUR"])
)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=12), max_leaves=30)


@quick
@given(data=values)
@example(data={"low": "1e9999999", "high": None, "currency": "EUR", "span": {"text": "", "start": 0, "end": 0}})
@pytest.mark.parametrize("kind", [InvestmentEvent, Extraction, Money, Span])
def test_from_dict_reads_or_refuses(kind: type[Value], data: Any) -> None:
    try:
        kind.from_dict(data)
    except AiextractError as error:
        assert str(error)


@settings(quick, max_examples=60)
@given(
    content=st.binary(max_size=300) | texts.map(lambda t: t.encode("utf-8", "surrogatepass")),
    suffix=st.sampled_from([".txt", ".jsonl", ".html", ".csv", ".tsv", ".jsonl.gz"]),
)
def test_readers_answer_for_every_input(content: bytes, suffix: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("in") / f"in{suffix}"
    path.write_bytes(content)
    try:
        found = list(read([path]))
    except AiextractError as error:
        assert str(error)
        return
    assert found == list(read([path]))


names = st.text(chars, max_size=20)


@settings(quick, max_examples=40)
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {"name": names},
            optional={"aliases": names, "country": names, "kind": names, "people": names, "paraphrases": names, "flags": names},
        ),
        max_size=4,
    )
)
def test_own_companies_are_taken_or_refused(rows: list[dict[str, str]]) -> None:
    try:
        known = with_companies(gazetteer(), rows)
    except AiextractError as error:
        assert str(error)
        return
    for row in rows:
        known.own[0].get(row["name"])


@settings(quick, max_examples=40)
@given(content=st.binary(max_size=200) | st.lists(st.lists(names, min_size=1, max_size=3), max_size=4).map(lambda rows: _table(rows)))
def test_own_company_files_are_taken_or_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("own") / "mine.csv"
    path.write_bytes(content)
    try:
        with_companies(gazetteer(), path)
    except AiextractError as error:
        assert "mine.csv" in str(error)


def _table(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([["name", "aliases", "kind"], *rows])
    return out.getvalue().encode("utf-8", "replace")


# --- what was found once -------------------------------------------------------------------------------------------


def _hostile() -> list[dict[str, str]]:
    return [json.loads(line) for line in Path(CASES).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", _hostile(), ids=lambda case: case["id"])
def test_hostile_texts(case: dict[str, str], extractor: Any) -> None:
    text = case["text"] * int(case.get("times", 1))
    for finder in FINDERS.values():
        right(text, finder(text))
    found = extractor.parse(text)
    right(text, (found.events, found.quantities))
