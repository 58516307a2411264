"""The public names, and that importing them is quick: neither spaCy nor pandas nor quantulum3."""

from __future__ import annotations

import subprocess
import sys

import pytest

import aiextract

PUBLIC = [
    "AiextractError",
    "Deal",
    "EventDate",
    "Extraction",
    "Horizon",
    "InvestmentEvent",
    "Jobs",
    "Money",
    "Party",
    "Period",
    "Place",
    "Quantity",
    "Source",
    "Span",
    "Stake",
    "Telling",
    "convert",
    "deduplicate",
    "edges_frame",
    "find_amounts",
    "find_periods",
    "find_quantities",
    "load",
    "make_extractor",
    "parse",
    "parse_many",
    "parties_frame",
    "render",
    "run",
    "sum_events",
    "to_frame",
]
HEAVY = ("spacy", "pandas", "numpy", "quantulum3", "pyarrow", "tqdm")


def loaded_after(code: str) -> str:
    check = f"{code}\nimport sys\nprint([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", check], input="Une levée de 15 M€ d'ici 2028", capture_output=True, text=True, check=True)
    return done.stderr.strip()


def test_public_names_are_these() -> None:
    assert sorted(aiextract.__all__) == sorted(PUBLIC)
    for name in aiextract.__all__:
        assert getattr(aiextract, name).__doc__


def test_import_loads_nothing_heavy() -> None:
    assert loaded_after("import aiextract") == "[]"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["extract", "--help"], ["schema"], ["amounts", "-"], ["periods", "-"]])
def test_light_commands_load_nothing_heavy(arguments: list[str]) -> None:
    run = f"""
import sys
from aiextract.cli import main
sys.argv = ["aiextract", *{arguments!r}]
try:
    main()
except SystemExit as end:
    assert not end.code
"""
    assert loaded_after(run) == "[]"


def test_parse_twice_and_with_options(extractor: object) -> None:
    for _ in range(2):
        assert len(aiextract.parse("Airbus va investir 2 milliards d’euros à Toulouse.")) == 1
    assert len(aiextract.parse("Airbus va investir 2 milliards d’euros à Toulouse.", min_confidence=1.0)) == 0
    assert [len(x) for x in aiextract.parse_many(["Rien.", {"text": "Airbus va investir 2 milliards d’euros à Toulouse."}])] == [0, 1]
