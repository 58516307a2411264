"""The same text gives the same bytes: alone or in any batch, again and again, with any hash seed, from any thread, gated or not."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from conftest import ROOT, SEEDS

from aiextract.extractor import Extractor
from aiextract.options import Options

PLAIN = [
    "Il a plu toute la nuit sur la rade de Brest, et le marché du matin s’est tenu sous les halles.",
    "Le maire a inauguré le nouveau gymnase. Les élèves ont chanté, puis tout le monde a goûté aux crêpes.",
    "La recette demande deux œufs, un litre de lait et 250 g de farine.",
    "Le film dure deux heures ; il est projeté mardi à 20 h 30 au Rex.",
]


def lines(found: Any) -> list[str]:
    return [json.dumps(extraction.to_dict(), ensure_ascii=False) for extraction in found]


@pytest.fixture(scope="module")
def articles() -> list[dict[str, Any]]:
    rows = [json.loads(line) for path in sorted(SEEDS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    return [{key: row[key] for key in ("id", "text", "published", "title") if row.get(key) is not None} for row in rows[::12]]


@pytest.fixture(scope="module")
def expected(articles: list[dict[str, Any]], extractor: Any) -> list[str]:
    return lines(extractor.parse(**article) for article in articles)


@pytest.mark.parametrize("batch_size", [1, 7, 16, 64])
def test_batches_change_nothing(batch_size: int, articles: list[dict[str, Any]], expected: list[str], extractor: Any) -> None:
    assert lines(extractor.stream(articles, batch_size=batch_size)) == expected


def test_neighbours_change_nothing(articles: list[dict[str, Any]], expected: list[str], extractor: Any) -> None:
    mixed = [entry for article in articles for entry in ({"text": PLAIN[len(article["text"]) % 4]}, article)]
    assert lines(extractor.stream(mixed))[1::2] == expected


def test_the_gate_changes_no_event(articles: list[dict[str, Any]], expected: list[str], extractor: Any) -> None:
    ungated = Extractor(extractor.nlp, options=Options(gate=False))
    texts = [*articles, *({"text": text} for text in PLAIN)]
    assert [e.events for e in ungated.stream(texts)] == [e.events for e in extractor.stream(texts)]
    assert lines(ungated.stream(articles)) == expected


def test_the_gate_changes_no_event_of_a_sentence(articles: list[dict[str, Any]], extractor: Any) -> None:
    ungated = Extractor(extractor.nlp, options=Options(gate=False))
    sentences = [{"text": part} for article in articles[:20] for part in article["text"].split(". ")]
    assert [e.events for e in ungated.stream(sentences)] == [e.events for e in extractor.stream(sentences)]


def test_threads_change_nothing(articles: list[dict[str, Any]], expected: list[str], extractor: Any) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert lines(pool.map(lambda article: extractor.parse(**article), articles)) == expected


_SCRIPT = """
import json, sys
from aiextract.extractor import default_extractor
for found in default_extractor().stream(json.load(sys.stdin)):
    print(json.dumps(found.to_dict()))
"""


def test_hash_seeds_change_nothing(articles: list[dict[str, Any]], expected: list[str]) -> None:
    given = json.dumps(articles[:12])
    for seed in ("1", "4242"):
        run = subprocess.run(
            [sys.executable, "-c", _SCRIPT],
            input=given,
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        assert [json.loads(line) for line in run.stdout.splitlines()] == [json.loads(line) for line in expected[:12]]


def test_a_stream_is_lazy(extractor: Any) -> None:
    def endless() -> Any:
        while True:
            yield "Airbus investira 2 M€ à Lyon."

    stream = extractor.stream(endless(), batch_size=4)
    assert [len(next(stream)) for _ in range(9)] == [1] * 9


def test_a_long_text_is_read_part_by_part(extractor: Any) -> None:
    """What spaCy holds at once is bounded, however long the text is."""
    given: list[int] = []

    class _Counting:
        def __getattr__(self, name: str) -> Any:
            return getattr(extractor.nlp, name)

        def pipe(self, texts: list[str], **settings: Any) -> Any:
            given.append(sum(map(len, texts)))
            return extractor.nlp.pipe(texts, **settings)

    deal = "\n\nLe fonds Zorbec a investi 30 millions d’euros dans la société Vivatis, à Brest.\n\n"
    text = (" ".join(PLAIN * 25) + deal) * 30
    found = Extractor(_Counting()).parse(text)  # type: ignore[arg-type]
    assert len(text) > 200_000
    assert max(given) <= 50_000
    assert {e.amount.span.text for e in found if e.amount} == {"30 millions d’euros"}
    assert all(text[e.amount.span.start : e.amount.span.end] == e.amount.span.text for e in found if e.amount)


def test_every_promise_names_a_test_that_exists() -> None:
    page, here = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8"), ""
    named = re.findall(r"(test_\w+\.py)?::(test_\w+)", page)
    assert len(named) > 20
    for file, name in named:
        here = file or here
        assert f"def {name}(" in (ROOT / "tests" / here).read_text(encoding="utf-8"), f"{here}::{name}"
