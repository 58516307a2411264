"""French numbers: round trips over many ways of writing, number words of three countries, offsets, any text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from num2words import num2words

from aiextract.recognise.numbers import Number, find_numbers

GROUPS = [" ", "\u00a0", "\u202f", "\u2009", ".", "'", "’"]


def read(text: str) -> list[tuple[Decimal, str]]:
    return [(n.value, text[n.start : n.end]) for n in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("quatre-vingt-dix-sept", "97"),
        ("quatre vingt dix sept", "97"),
        ("soixante et onze", "71"),
        ("soixante-et-onze", "71"),
        ("septante-sept", "77"),
        ("huitante-deux", "82"),
        ("octante", "80"),
        ("nonante-neuf", "99"),
        ("vingt et un mille", "21000"),
        ("mille cent", "1100"),
        ("deux mille trois cent quatre", "2304"),
        ("mille milliards", "1e12"),
        ("deux virgule cinq milliards", "2.5e9"),
        ("deux virgule zéro cinq", "2.05"),
        ("trois virgule vingt-cinq", "3.25"),
        ("un milliard et demi", "1.5e9"),
        ("un million et demi", "1.5e6"),
        ("un demi-milliard", "5e8"),
        ("trois quarts de milliard", "7.5e8"),
        ("un quart de milliard", "2.5e8"),
        ("2 milliards 500 millions", "2.5e9"),
        ("un million deux cent mille", "1.2e6"),
        ("3 millions 200 000", "3.2e6"),
        ("500 mille", "500000"),
        ("1 500,50", "1500.50"),
        ("1.500", "1500"),
        ("1'000'000", "1e6"),
        ("1’000’000", "1e6"),
        ("1,234,567.89", "1234567.89"),
        ("2,9", "2.9"),
        ("100 autres millions", "1e8"),
        ("dix-huit cents", "1800"),
        ("un million deux", "1.2e6"),
        ("un demi-millier de milliards", "5e11"),
        ("zéro", "0"),
    ],
)
def test_one_number_is_read_in_full(text: str, value: str) -> None:
    assert read(text) == [(Decimal(value), text)]


@pytest.mark.parametrize(
    ("text", "value", "sense"),
    [
        ("une dizaine", "10", "about"),
        ("une bonne douzaine", "12", "about"),
        ("une quinzaine de milliards", "15e9", "about"),
        ("une centaine de millions", "1e8", "about"),
        ("deux dizaines", "20", "about"),
        ("un millier", "1000", "about"),
        ("plusieurs milliards", "1e9", "vague"),
        ("quelques centaines de millions", "1e8", "vague"),
        ("des dizaines de milliers", "10000", "vague"),
        ("des milliards", "1e9", "vague"),
    ],
)
def test_numbers_that_are_not_exact_say_so(text: str, value: str, sense: str) -> None:
    assert [(n.value, n.sense, n.start, n.end) for n in find_numbers(text)] == [(Decimal(value), sense, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en 2025 500 millions", ["2025", "500 millions"]),
        ("le 9 avril 2024", ["9", "2024"]),
        ("2024-2028", ["2024", "2028"]),
        ("deux et trois", ["deux", "trois"]),
        ("un deux", ["un", "deux"]),
        ("version 2.0.1", []),
        ("A320", []),
        ("G7", []),
        ("le quinquennat, la millième, l'unité, une", ["une"]),
        ("sept cents développeurs", ["sept cents"]),
        ("trente-six heures et vingt minutes", ["trente-six", "vingt"]),
    ],
)
def test_numbers_are_cut_where_they_end(text: str, expected: list[str]) -> None:
    assert [text[n.start : n.end] for n in find_numbers(text)] == expected


def test_a_bare_year_is_known_as_one() -> None:
    assert [n.year_like for n in find_numbers("2025, 2 025 et 3 millions")] == [True, False, False]


@given(st.integers(0, 10**15), st.sampled_from(GROUPS), st.integers(0, 999), st.booleans())
@settings(max_examples=400, deadline=None)
def test_grouped_digits_come_back(value: int, group: str, decimals: int, fraction: bool) -> None:
    digits = f"{value:,}".replace(",", group) + (f",{decimals:03d}" if fraction else "")
    if value < 1000 and fraction and decimals == 0:
        return
    text = f"soit {digits} au total"
    expected = Decimal(value) + (Decimal(decimals).scaleb(-3) if fraction else 0)
    assert read(text) == [(expected, digits)]


@given(st.integers(0, 10**15), st.sampled_from(["fr", "fr_BE", "fr_CH"]), st.booleans())
@settings(max_examples=400, deadline=None)
def test_number_words_come_back(value: int, country: str, hyphens: bool) -> None:
    if value > 1_000_000 and 0 < value % 1000 < 10:
        return  # "un million deux" is 1.2 million in the mouth of a Frenchman
    words = num2words(value, lang=country)
    text = words.replace(" ", "-") if hyphens and value < 1_000_000 else words
    assert read(text) == [(Decimal(value), text)]
    assert read(text.upper()) == [(Decimal(value), text.upper())]


@given(st.integers(1, 999), st.sampled_from([("millions", 6), ("milliards", 9), ("billions", 12)]), st.integers(0, 99))
@settings(max_examples=200, deadline=None)
def test_magnitudes_come_back(value: int, scale: tuple[str, int], decimals: int) -> None:
    word, power = scale
    text = f"{value},{decimals:02d} {word}"
    assert read(text) == [(Decimal(f"{value}.{decimals:02d}").scaleb(power), text)]


@given(st.text(max_size=100) | st.text(alphabet="0123456789 .,'-\u00a0\nmiléondcstrzq", max_size=100))
@settings(max_examples=500, deadline=None)
def test_any_text_is_read_without_a_crash(text: str) -> None:
    found = find_numbers(text)
    assert found == find_numbers(text)
    ends = [0, *(n.end for n in found)]
    assert all(isinstance(n, Number) and end <= n.start < n.end <= len(text) for n, end in zip(found, ends, strict=False))
    assert all(n.value.is_finite() for n in found)
