"""Antecedents: who « il », « le groupe », « la société lyonnaise » is, by the table of cases, and what must hold for any text."""

from __future__ import annotations

from typing import Any

import pytest
from marked import CASES, Marked, read_cases

from aiextract.assemble.antecedents import resolve
from aiextract.assemble.article import read_article
from aiextract.assemble.entities import group_entities
from aiextract.pipeline.build import load_model, parse_of
from aiextract.text.fold import fold

ANTECEDENTS = read_cases((CASES / "antecedents.toml").read_text(encoding="utf-8"), ("party", "xfail"))


@pytest.fixture(scope="module")
def nlp() -> Any:
    return load_model()


def meant(nlp: Any, case: Marked) -> set[str]:
    """Folded names of the parties that the marked words name or stand for."""
    article = read_article(parse_of(nlp(case.text)))
    entities = group_entities(case.text, article.names, article.gazetteer)
    resolved = resolve(article, entities)
    inside = [m.start for m in article.mentions if m.start < case.end and case.start < m.end]
    named = {entities.by_start[start] for start in inside if start in entities.by_start}
    pointed = {a.entity for start in inside for a in resolved.get(start, ())}
    return {fold(entities.all[index].name) for index in named | pointed}


def marks(case: Marked) -> Any:
    return pytest.param(case, id=case.text[:60], marks=pytest.mark.xfail(strict=True) if case.get("xfail") else ())


@pytest.mark.parametrize("case", [marks(case) for case in ANTECEDENTS])
def test_antecedents_case(nlp: Any, case: Marked) -> None:
    found = meant(nlp, case)
    if case.get("party"):
        assert fold(case.get("party")) in found
    else:
        assert found == set()


def test_antecedents_table_is_large_enough() -> None:
    assert len(ANTECEDENTS) >= 200


def test_antecedents_say_why(nlp: Any) -> None:
    text = "Renault et Sanofi se parlent. Le laboratoire mettra 3 millions. Ils signent lundi."
    article = read_article(parse_of(nlp(text)))
    for found in resolve(article, group_entities(text, article.names, article.gazetteer)).values():
        for antecedent in found:
            assert antecedent.reason
            assert antecedent.margin >= 0
