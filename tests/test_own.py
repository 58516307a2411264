"""A user's own companies: any common table, found in texts, and faults told with file, line and mend."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from aiextract.errors import InputError, LexiconError
from aiextract.lexicon.compile import words_of
from aiextract.lexicon.gazetteer import gazetteer
from aiextract.lexicon.own import with_companies
from aiextract.text.fold import fold


def found(known: Any, text: str) -> list[str]:
    folded = fold(text)
    return [o.name for index in known.own for _, _, o in index.find(words_of(folded), folded)]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_table_with_any_separator(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "own.csv"
    rows = [
        ["Name", "country", "aliases", "kind", "siren"],
        ["Zorblax", "fr", "Zorblax SAS|ZBX", "fund", "1"],
        ["", "", "", "", ""],
        ["Quivor", "", "", "", ""],
    ]
    file.write_text("\ufeff" + "\n".join(mark.join(row) for row in rows), encoding="utf-8")
    known = with_companies(gazetteer(), file)
    assert found(known, "zorblax sas, ZBX et Quivor") == ["Zorblax", "Zorblax", "Quivor"]
    assert (known.by_name["Zorblax"].country, known.by_name["Zorblax"].kind, known.by_name["Quivor"].kind) == ("FR", "fund", "company")
    assert "Zorblax" not in gazetteer().by_name


def test_mappings_with_people_and_paraphrases() -> None:
    rows = [{"name": "Zorblax", "people": ["Zoé Zorb"], "paraphrases": ["roi du zorb"], "id": "FR-1", "aliases": None}]
    known = with_companies(gazetteer(), rows)
    assert known.by_name["Zorblax"].id == "FR-1"
    assert known.people.get("Zoé Zorb").party == "Zorblax"  # type: ignore[union-attr]
    assert known.paraphrases.get("roi du zorb").name == "Zorblax"  # type: ignore[union-attr]
    assert len(known.people) == len(gazetteer().people) + 1
    assert len(known.paraphrases) == len(gazetteer().paraphrases) + 1


def test_own_names_win_and_add_up() -> None:
    once = with_companies(gazetteer(), [{"name": "Airbus", "country": "NL"}])
    twice = with_companies(once, [{"name": "Zorblax"}])
    assert found(twice, "Airbus et Zorblax") == ["Zorblax", "Airbus"]
    assert twice.by_name["Airbus"].country == "NL"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("nom,country\nX,FR\n", r"own.csv:1: no column 'name'"),
        ("name,country\nX,FR\n,FR\n", r"own.csv:3: no name"),
        ("name,kind\nX,firm\n", r"own.csv:2: kind is 'firm'; give one of company"),
        ("name,country\nX,France\n", r"own.csv:2: country is 'FRANCE'; give an ISO"),
        ("name,country\nX,FR,Y\n", r"own.csv:2: 3 cells where the header names 2"),
        (b"name\n\xe9\n", r"own.csv: not UTF-8"),
        (None, r"own.csv: No such file"),
    ],
)
def test_faults_name_file_line_and_mend(tmp_path: Path, content: str | bytes | None, message: str) -> None:
    file = tmp_path / "own.csv"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(LexiconError, match=message):
        with_companies(gazetteer(), file)


def test_faulty_rows() -> None:
    with pytest.raises(LexiconError, match="companies, row 2: expected a mapping"):
        with_companies(gazetteer(), [{"name": "A"}, "B"])  # type: ignore[list-item]
    with pytest.raises(InputError, match="path or rows"):
        with_companies(gazetteer(), 3)  # type: ignore[arg-type]


def test_in_a_text(extractor: Any) -> None:
    from aiextract.extractor import extractor_with

    text = "Zorblax va investir 12 millions d’euros dans une usine à Lyon."
    (event,) = extractor_with([{"name": "Zorblax", "id": "FR-1"}]).parse(text)
    assert [(p.name, p.id) for p in event.investors] == [("Zorblax", "FR-1")]
