"""Themes: from the event's own clause first, never from a party's name, and no words of another event."""

from __future__ import annotations

import re
from typing import Any

import pytest

from aiextract.assemble.themes import clause_of, theme_words
from aiextract.events import THEMES
from aiextract.lexicon.load import table
from aiextract.text.fold import fold
from aiextract.text.parse import Parse


def words(text: str) -> set[tuple[str, bool]]:
    return {(hit.theme, hit.strong) for hit in theme_words(Parse.of_text(text))}


def test_table_names_the_themes_of_the_schema() -> None:
    data = table("themes")
    assert set(data["words"]) == set(THEMES)
    assert {*data["implied"], *data["offset"]} <= set(THEMES)
    for theme, group in data["words"].items():
        assert set(group) <= {"strong", "weak", "verbs"}, theme
        both = {fold(w) for w in group["strong"]} & {fold(w) for w in group["weak"]}
        assert not both, theme


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("des câbles sous-marins", "telecoms"),
        ("deux hauts-fourneaux", "steel"),
        ("des centres de données", "data_centers"),
        ("SES BATTERIES", "batteries"),
        ("une usine dopée à l’IA", "artificial_intelligence"),
        ("elle recyclera le papier", "environment"),
        ("deux EPR", "nuclear"),
    ],
)
def test_word_in_its_forms(text: str, theme: str) -> None:
    assert (theme, True) in words(text)


@pytest.mark.parametrize(
    "text",
    [
        "selon The Information",
        "j’ai reçu le chèque",
        "en train de négocier",
        "le journal de 20 heures",
        "la chaîne de valeur",
        "son mode d’emploi",
        "le conseil d’administration",
    ],
)
def test_word_in_another_sense(text: str) -> None:
    assert not words(text)


@pytest.mark.parametrize(
    ("text", "amount", "clause"),
    [
        ("a mis 3 M€ dans A et 4 M€ dans B", "3 M€", "a mis 3 M€ dans A"),
        ("a mis 3 M€ dans A et 4 M€ dans B", "4 M€", " et 4 M€ dans B"),
        ("10 M€ pour X, Y ; le reste, soit 4 M€, pour Z", "10 M€", "10 M€ pour X, Y "),
        ("2,5 M€ en A, dont 1,5 M€ en B", "2,5 M€", "2,5 M€ en A"),
    ],
)
def test_clause_of_an_amount(text: str, amount: str, clause: str) -> None:
    amounts = [m.span() for m in re.finditer(r"\d+(?:,\d+)? M€", text)]
    low, high = clause_of(fold(text), (0, len(text)), amounts, text.index(amount))
    assert text[low:high] == clause


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Air Liquide va investir 250 millions d’euros dans une usine d’électrolyseurs à Dunkerque.", ("energy", "hydrogen")),
        ("Mistral AI a annoncé qu’il investirait 30 millions d’euros à Lyon.", ()),
        ("Safran va investir 20 millions d’euros dans des robots à Bordeaux.", ("robotics",)),
    ],
)
def test_event(extractor: Any, text: str, themes: tuple[str, ...]) -> None:
    (event,) = extractor.parse(text)
    assert event.themes == themes


def test_each_amount_has_its_own(extractor: Any) -> None:
    text = (
        "Amazon va investir 8,8 milliards d’euros dans des centres de données en Allemagne "
        "et 1,2 milliard d’euros dans des entrepôts en France."
    )
    assert [event.themes for event in extractor.parse(text)] == [("data_centers",), ("logistics",)]
