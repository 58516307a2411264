"""Recognition of parties: the table of cases, and what must hold for any text."""

from __future__ import annotations

from typing import Any

import pytest
from marked import CASES, Marked, read_cases

from aiextract.assemble.article import read_article
from aiextract.assemble.entities import Entity, group_entities
from aiextract.lexicon.gazetteer import gazetteer
from aiextract.lexicon.load import table, tsv, tsv_names
from aiextract.pipeline.build import load_model, parse_of
from aiextract.text.fold import fold
from aiextract.text.parse import Parse

NAMES = read_cases((CASES / "names.toml").read_text(encoding="utf-8"), ("name", "kind", "xfail"))


@pytest.fixture(scope="module")
def nlp() -> Any:
    return load_model()


def entities_at(nlp: Any, case: Marked) -> list[Entity]:
    article = read_article(parse_of(nlp(case.text)))
    found = group_entities(case.text, article.names, article.gazetteer)
    return [e for e in found.all for m in e.mentions if m.start < case.end and case.start < m.end]


def marks(case: Marked) -> Any:
    return pytest.param(case, id=case.text[:60], marks=pytest.mark.xfail(strict=True) if case.get("xfail") else ())


@pytest.mark.parametrize("case", [marks(case) for case in NAMES])
def test_names_case(nlp: Any, case: Marked) -> None:
    found = entities_at(nlp, case)
    if not case.get("name"):
        words = fold(case.text[case.start : case.end])
        assert words not in {fold(e.name) for e in found}
        assert not any(e.kind == "government" for e in found)
        return
    assert fold(case.get("name")) in {fold(e.name) for e in found}
    if case.get("kind"):
        assert case.get("kind") in {e.kind for e in found}


def test_names_table_is_large_enough() -> None:
    assert len(NAMES) >= 250


def test_names_of_nothing() -> None:
    article = read_article(Parse.of_text(""))
    assert article.names == ()
    assert group_entities("", (), gazetteer()).all == ()


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "«", "(((", "A", "É. ", "’’’", "l’", "1kx 2Africa", "De De De", "Le Le La", "🙂 Renault 🙂"]
)
def test_names_any_text_is_read(nlp: Any, text: str) -> None:
    article = read_article(parse_of(nlp(text)))
    for mention in article.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
    places = [i for m in article.mentions for i in range(m.start, m.end)]
    assert len(places) == len(set(places))


def test_gazetteer_names_stand_once() -> None:
    names = [row["name"] for file in tsv_names("org_") for row in tsv(file)]
    assert len(names) == len(set(names)) >= 4000


def test_gazetteer_aliases_mean_one_party() -> None:
    parties: dict[str, set[str]] = {}
    for file in tsv_names("org_"):
        for row in tsv(file):
            for alias in filter(None, row["aliases"].split("|")):
                parties.setdefault(fold(alias), set()).add(row["name"])
    assert {alias: names for alias, names in parties.items() if len(names) > 1} == {}


def test_gazetteer_common_words_are_flagged() -> None:
    common = {row["word"] for row in tsv("common_words")}
    unflagged = [
        row["name"]
        for file in tsv_names("org_")
        for row in tsv(file)
        if row["name"].lower() in common and "ambiguous" not in row["flags"].split("|")
    ]
    assert unflagged == []


def test_description_nouns_have_kinds() -> None:
    for row in table("descriptions")["noun"]:
        assert row["kinds"]
        assert row.get("m") or row.get("f")
