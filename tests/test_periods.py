"""Time expressions: the table of cases, and what must hold for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import CASES, CaseError, Marked, read_cases

from aiextract.lexicon.load import table
from aiextract.recognise.calendar import last_day
from aiextract.recognise.header import published_of
from aiextract.recognise.periods import find_periods

KEYS = ("start", "end", "duration", "role")
ALL = read_cases((CASES / "periods.toml").read_text(encoding="utf-8"), KEYS)


@pytest.mark.parametrize("case", ALL, ids=lambda c: f"{c.text[:60]}|{c.get('published')}")
def test_case(case: Marked) -> None:
    found = find_periods(case.text, case.get("published"))
    read = [(p.span.text, p.start, p.end, p.duration, p.role) for p in found]
    if case.none:
        assert read == []
    else:
        assert read == [(case.text[case.start : case.end], *(case.get(key) for key in KEYS))]


def test_cases_are_many() -> None:
    assert sum(not case.none for case in ALL) >= 200
    assert sum(case.none for case in ALL) >= 50
    assert len(ALL) >= 250


@pytest.mark.parametrize(
    "content",
    [
        '[[case]]\ntexts = ["[[a"]',
        '[[case]]\ntexts = ["a]] [[b"]',
        '[[case]]\ntexts = ["[[a]] [[b]]"]',
        '[[case]]\ntexts = ["[[a]]", "[[a]]"]',
        '[[case]]\nnone = true\ntexts = ["[[a]]"]',
        '[[case]]\nstrat = "2020"\ntexts = ["[[a]]"]',
        "[[case]]\ntexts = []",
        '[other]\nx = 1\n[[case]]\ntexts = ["a"]',
    ],
)
def test_loader_refuses_malformed(content: str) -> None:
    with pytest.raises(CaseError):
        read_cases(content, KEYS)


_T = table("periods")
NUMBERS = ["2024", "2030", "2025-2026", "12", "1er", "deux", "cinq", "31", "29", "T3", "12/04/2025", "2 500", "à", "dès", "été"]
OTHER = ["\n", "\n\n", ",", ".", "-", "(", "’", "euros", "prochaines", "dernières", "et demi"]
TABLES = ("months", "weekdays", "units", "relative", "follow", "modifiers", "seasons", "parts", "bare")
WORDS = [
    *NUMBERS,
    *OTHER,
    *(word for name in TABLES for word in _T[name]),
    *(word for words in (*_T["suffixes"].values(), _T["links"]["kept"], _T["links"]["dropped"]) for word in words),
    *(word for group in _T["markers"].values() for word in group["words"]),
]
ODD = st.sampled_from(["2024", "9999-12-31", "0001-01-01", "x", ""])
DATES = st.one_of(st.none(), st.dates().map(str), st.dates().map(lambda d: str(d)[:7]), ODD)
DAYS = st.dates().filter(lambda d: 1950 < d.year < 2090).map(str)
UNITS = ["ans", "mois", "jours", "semaines", "années"]
LENGTHS = ["d'ici {} {}", "dans les {} {}", "les {} prochaines {}", "dans {} {}", "sous {} {}"]
STRESS = [
    "2025-",
    "d'ici ",
    "1er ",
    "de 2024 à ",
    "en mars ",
    "deux ",
    "fin de la ",
    "12/",
    "entre ",
    "à la de l' ",
    "cinq ans plus tard ",
    " ",
    "\n",
    "x",
]


def check(text: str, published: str | None) -> None:
    found = find_periods(text, published)
    assert found == find_periods(text, published)
    end = 0
    for period in found:
        span = period.span
        assert text[span.start : span.end] == span.text
        assert span.text
        assert span.start >= end
        end = span.end
        for iso in (period.start, period.end):
            assert iso is None or last_day(iso)
        assert not (period.start and period.end and last_day(period.start) > last_day(period.end)), period


@given(st.text(), DATES)
def test_any_text(text: str, published: str | None) -> None:
    check(text, published)


@given(st.lists(st.sampled_from(WORDS), max_size=14), DATES)
@settings(max_examples=400)
def test_any_words_of_time(words: list[str], published: str | None) -> None:
    check(" ".join(words), published)


FUTURE = [
    "d'ici {}",
    "avant {}",
    "jusqu'à {}",
    "à partir de {}",
    "à compter de {}",
    "en {} prochain",
    "prévu en {}",
    "ouvrira en {}",
    "dès {}",
]


def in_the_past(text: str, published: str) -> bool:
    dates = [period.end or period.start for period in find_periods(text, published)]
    return any(date is not None and last_day(date) < last_day(published) for date in dates)


@given(st.sampled_from(FUTURE), st.sampled_from([m for m in _T["months"] if m not in _T["month_words"]["short"]]), DAYS)
def test_future_never_in_the_past(frame: str, month: str, published: str) -> None:
    assert not in_the_past(frame.format(month), published)


@given(st.sampled_from(LENGTHS), st.integers(1, 99), st.sampled_from(UNITS), DAYS)
def test_future_lengths_never_in_the_past(frame: str, count: int, unit: str, published: str) -> None:
    assert not in_the_past(frame.format(count, unit), published)


@given(st.sampled_from(list(_T["weekdays"])), DAYS)
def test_weekday_looks_back(weekday: str, published: str) -> None:
    (period,) = find_periods(f"a annoncé {weekday} un plan", published)
    assert period.start is not None
    day = last_day(period.start)
    assert 0 <= (last_day(published) - day).days <= 6
    assert day.weekday() == _T["weekdays"][weekday]


def test_dates_spoken_of_before() -> None:
    text = "Le 18 août 2025, SoftBank signe. Quatre jours plus tard, l'État entre. Le même mois, un rival. L'année suivante, rien."
    assert [p.start for p in find_periods(text, "2027-01-05")] == ["2025-08-18", "2025-08-22", "2025-08", "2026"]
    (_, autumn) = find_periods("En mars 2021, un pacte ; à l'automne de la même année, un autre.", "2023-07-12")
    assert autumn.start == "2021"


@pytest.mark.parametrize("unit", STRESS)
def test_linear_time(unit: str) -> None:
    def cost(count: int) -> float:
        text = unit * count
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            find_periods(text, "2024-04-10")
            best = min(best, time.perf_counter() - start)
        return best

    assert cost(8000) < 4 * cost(4000) + 0.02


HEADERS = {
    " date 2025-01 SoftBank est en pourparlers": "2025-01",
    "Publié le 12 mars 2025": "2025-03-12",
    "Titre\n\nPublié le 3 octobre 2024 à 7 h 30 - Temps de lecture": "2024-10-03",
    "Paris, le 3 juin 2024 – Le groupe": "2024-06-03",
    "PARIS, 12 mai 2024 (Agence) - Le groupe": "2024-05-12",
    "COMMUNIQUÉ DE PRESSE\nRennes, le 12 septembre 2025 – 8 h 00": "2025-09-12",
    "Le 12/03/2025 à 14h03": "2025-03-12",
    "Mis à jour le 24/11/2025 à 11 h 02": "2025-11-24",
    "Crypto Actu › Publié : 24 janv. 2024\n\nKiln": "2024-01-24",
    "30 janvier 2026 | Lecture : 5 min": "2026-01-30",
    "Menu\nActualités · Levées\n\nPublié le 29 janvier 2026 à 9 h 12\n\nDaphni": "2026-01-29",
    "Publié le 1er mars 2025": "2025-03-01",
    "En mars 2025, le groupe a levé 3 M€": None,
    "Le groupe a levé 3 M€ le 12 mars 2025": None,
    "Réuni à Paris, le 3 juin 2024, le conseil a tranché": None,
    "Publié le 31 février 2025": None,
    "Un\nDeux\nTrois\nQuatre\nPublié le 12 mars 2025": None,
    "": None,
}


@pytest.mark.parametrize("text", HEADERS)
def test_published_of(text: str) -> None:
    assert published_of(text) == HEADERS[text]


@given(st.text())
def test_published_of_any_text(text: str) -> None:
    published = published_of(text)
    assert published is None or last_day(published)
