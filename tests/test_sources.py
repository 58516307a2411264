"""Sources: media by name or by construction; no parties, no goods, no datelines, one clause each."""

from __future__ import annotations

from typing import Any

import pytest

from aiextract.lexicon.load import table

DEAL = "Airbus investirait 300 millions d’euros dans une usine à Toulouse"


def names(extractor: Any, text: str) -> list[list[str]]:
    events = extractor.parse(text)
    for event in events:
        for source in event.sources:
            assert text[source.span.start : source.span.end] == source.span.text
    return [[source.name for source in event.sources] for event in events]


def test_table_has_no_doubles() -> None:
    for group in table("sources").values():
        for words in group.values():
            assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"{DEAL}, selon le Financial Times.", "Financial Times"),
        (f"{DEAL}, rapporte mardi Bloomberg.", "Bloomberg"),
        (f"{DEAL}, croit savoir « Contexte ».", "Contexte"),
        (f"{DEAL}, a indiqué à l’AFP une source proche du dossier.", "AFP"),
        (f"{DEAL}, d’après des sources citées par Reuters.", "Reuters"),
        (f"Selon le quotidien régional Zorbalien, {DEAL}.", "Zorbalien"),
        (f"{DEAL}, lit-on dans les colonnes du Zorbalien.", "Zorbalien"),
        (f"{DEAL}, d’après une étude du cabinet Zorbex.", "Zorbex"),
        (f"{DEAL}, aux dires du site Zorbex.fr.", "Zorbex.fr"),
        (f"{DEAL}, à en croire le Zorbtown Times.", "Zorbtown Times"),
        (f"{DEAL}. L’information vient du Wall Street Journal.", "Wall Street Journal"),
    ],
)
def test_source(extractor: Any, text: str, source: str) -> None:
    assert names(extractor, text) == [[source]]


@pytest.mark.parametrize(
    "text",
    [
        f"{DEAL}, selon le groupe.",
        f"{DEAL}, selon Airbus.",
        f"{DEAL}, croit savoir la presse économique.",
        f"{DEAL}, selon une source proche du dossier.",
        f"(Reuters) - {DEAL}, a-t-il annoncé.",
        f"{DEAL}, a indiqué son patron.",
    ],
)
def test_no_source(extractor: Any, text: str) -> None:
    assert names(extractor, text) == [[]]


def test_each_clause_has_its_own(extractor: Any) -> None:
    text = (
        "Airbus investirait 300 millions d’euros à Toulouse, selon Reuters ; "
        "Safran, lui, investirait 40 millions d’euros à Bordeaux, selon Les Échos."
    )
    assert names(extractor, text) == [["Reuters"], ["Les Échos"]]


def test_bought_medium_is_no_source(extractor: Any) -> None:
    assert names(extractor, "Airbus a annoncé avoir racheté Le Parisien pour 81 millions d’euros.") == [[]]
