"""Jobs, shares of capital and physical quantities: the table of cases, the gold figures, and what must hold for any text."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import CASES, CaseError, Marked, read_cases

from aiextract.errors import OptionError
from aiextract.events import Quantity, plain_number
from aiextract.lexicon.load import table
from aiextract.recognise.quantities import find_quantities, to_quantulum

KEYS = ("kind", "low", "high", "unit", "bound", "per")
ALL = read_cases((CASES / "quantities.toml").read_text(encoding="utf-8"), KEYS)
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("dev_[a-e].jsonl"))


def shown(value: Decimal | None) -> str | None:
    return None if value is None else plain_number(value)


@pytest.mark.parametrize("case", ALL, ids=lambda c: c.text[:60])
def test_case(case: Marked) -> None:
    read = [(q.span.text, q.kind, shown(q.low), shown(q.high), q.unit, q.bound, q.per) for q in find_quantities(case.text)]
    if case.none:
        assert read == []
    else:
        values = {"bound": "exact", **dict(case.values)}
        assert read == [(case.text[case.start : case.end], *(values.get(key) for key in KEYS))]


def test_cases_are_many() -> None:
    assert len(ALL) >= 120
    assert sum(case.none for case in ALL) >= 30


def test_loader_refuses_unknown_keys() -> None:
    with pytest.raises(CaseError):
        read_cases('[[case]]\nvalue = "1"\ntexts = ["a"]', KEYS)


def gold_figures() -> list[tuple[str, str, dict[str, Any], str]]:
    """Every gold count of jobs and every gold share: article, kind, gold, text."""
    figures = []
    for path in SEEDS:
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            for event in article["events"]:
                for slot, kind in (("jobs", "jobs"), ("stake", "stake")):
                    if event.get(slot):
                        figures.append((article["id"], kind, event[slot], article["text"]))
    return figures


def agrees(quantity: Quantity, kind: str, gold: dict[str, Any]) -> bool:
    value = quantity.low if quantity.low is not None else quantity.high
    wanted = gold["value"] if isinstance(gold["value"], list) else [gold["value"]]
    return quantity.kind == kind and any(w is not None and Decimal(str(w)) == value for w in wanted)


@pytest.mark.skipif(not SEEDS, reason="the seed corpus is not part of the installed package")
def test_gold_figures() -> None:
    figures = gold_figures()
    missed = [(i, k, g) for i, k, g, text in figures if not any(agrees(q, k, g) for q in find_quantities(text))]
    assert len(figures) > 80
    assert 1 - len(missed) / len(figures) >= 0.95, missed


def check(text: str) -> None:
    found = find_quantities(text)
    assert found == find_quantities(text)
    end = 0
    for quantity in found:
        assert text[quantity.span.start : quantity.span.end] == quantity.span.text
        assert quantity.span.start >= end
        end = quantity.span.end
        assert quantity.low is not None or quantity.high is not None
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high


WORDS = [
    *[
        "12",
        "%",
        "1",
        "200",
        "deux",
        "millions",
        "entre",
        "et",
        "à",
        "de",
        "d'",
        "du",
        "capital",
        "parts",
        "par",
        "an",
        "plus",
        "jusqu'à",
        "2,9",
    ],
    *[
        "emplois",
        "salariés",
        "personnes",
        "embaucher",
        "supprimer",
        "ses",
        "une",
        "centaine",
        "la",
        "moitié",
        "des",
        "détient",
        "pour",
        "Nokia",
    ],
    *["MW", "hectares", "tonnes", "km/h", ".", ",", "-"],
]


@given(st.text())
def test_any_text(text: str) -> None:
    check(text)


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_any_words_of_quantities(words: list[str]) -> None:
    check(" ".join(words))


@pytest.mark.filterwarnings("ignore")
def test_units_are_quantulum_units() -> None:
    from quantulum3 import load

    names = load.units().names
    for unit in table("units")["unit"]:
        assert unit["name"] in names, unit
        assert names[unit["name"]].entity.name == unit["entity"], unit


def test_units_are_named_once() -> None:
    surfaces = [s for unit in table("units")["unit"] for s in (*unit.get("words", ()), *unit.get("symbols", ()))]
    assert len(surfaces) == len(set(surfaces))


@pytest.mark.filterwarnings("ignore")
def test_to_quantulum() -> None:
    (power,) = find_quantities("une puissance de 1,4 GW")
    exchanged = to_quantulum(power)
    assert (exchanged.value, exchanged.unit.name, exchanged.unit.entity.name) == (1.4, "gigawatt", "power")
    (jobs,) = find_quantities("créer 300 emplois")
    with pytest.raises(OptionError):
        to_quantulum(jobs)


@pytest.mark.parametrize("unit", ["1 ", "1 000 ", "12 % ", "entre 1 et ", "un ", "5 emplois ", "emplois ", "pour 5 % de ", " "])
def test_linear_time(unit: str) -> None:
    def cost(count: int) -> float:
        text, best = unit * count, 9.0
        for _ in range(3):
            start = time.perf_counter()
            find_quantities(text)
            best = min(best, time.perf_counter() - start)
        return best

    assert cost(8000) < 4 * cost(4000) + 0.02
