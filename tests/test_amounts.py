"""Amounts of money: the table of phrasings, what the text leaves out, currencies by country, and properties on any text."""

from __future__ import annotations

import decimal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked import CASES, CaseError, Marked, read_cases

from aiextract.errors import OptionError
from aiextract.events import Money
from aiextract.lexicon.load import table, tsv
from aiextract.recognise.amounts import find_amounts

KEYS = ("low", "high", "currency", "bound", "per")
TABLE = read_cases((CASES / "amounts.toml").read_text(encoding="utf-8"), KEYS)
ROOT = Path(__file__).parent.parent


def told(text: str, **options: object) -> list[tuple[str, str | None]]:
    return [(m.span.text, m.currency) for m in find_amounts(text, **options)]  # type: ignore[arg-type]


def test_table_is_large_enough() -> None:
    assert sum(not case.none for case in TABLE) >= 500
    assert sum(case.none for case in TABLE) >= 150


@pytest.mark.parametrize("case", [c for c in TABLE if not c.none], ids=lambda c: c.text)
def test_amount_is_read_in_full_and_once(case: Marked) -> None:
    found = [(m.low, m.high, m.currency, m.bound, m.per, m.span.start, m.span.end) for m in find_amounts(case.text)]
    low, high = (Decimal(case.get(key)) if case.get(key) else None for key in ("low", "high"))
    assert found == [(low, high, case.get("currency") or None, case.get("bound"), case.get("per") or None, case.start, case.end)]


@pytest.mark.parametrize("case", [c for c in TABLE if c.none], ids=lambda c: c.text)
def test_what_is_no_money_is_left_alone(case: Marked) -> None:
    assert find_amounts(case.text) == ()


@pytest.mark.parametrize(
    "content",
    [
        '[[case]]\nlow = "1"\ntexts = ["[[un euro"]',
        '[[case]]\nlow = "1"\ntexts = ["[[un]] [[euro]]"]',
        '[[case]]\nlow = "1"\nvalue = "1"\ntexts = ["un euro"]',
        '[[case]]\nlow = "1"\ntexts = ["un euro", "un euro"]',
        '[[case]]\nlow = "1"\ntexts = []',
        '[[cases]]\nlow = "1"\ntexts = ["un euro"]',
    ],
)
def test_malformed_case_is_refused(content: str) -> None:
    with pytest.raises(CaseError):
        read_cases(content, KEYS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "3,4 milliards de dollars en Allemagne, 2,1 milliards en Espagne et 2,9 milliards au Japon",
            [("3,4 milliards de dollars", "USD"), ("2,1 milliards", "USD"), ("2,9 milliards", "USD")],
        ),
        (
            "soit 4 milliards d’euros en France, 4,3 en Italie et 3,2 en Allemagne",
            [("4 milliards d’euros", "EUR"), ("4,3", "EUR"), ("3,2", "EUR")],
        ),
        ("3, 4 et 5 milliards d'euros", [("3", "EUR"), ("4", "EUR"), ("5 milliards d'euros", "EUR")]),
        ("35 millions d'euros, dont 10 par Bpifrance et 5 par la Maif", [("35 millions d'euros", "EUR"), ("10", "EUR"), ("5", "EUR")]),
        ("50 millions d'euros ; l'armement en apporte dix.", [("50 millions d'euros", "EUR"), ("dix", "EUR")]),
        ("20 milliards de dollars, contre 15 visés au départ", [("20 milliards de dollars", "USD"), ("15", "USD")]),
        ("Il met 3 milliards. Hier, 2 milliards d'euros.", [("3 milliards", "EUR"), ("2 milliards d'euros", "EUR")]),
        ("5 milliards de dollars pour 2 milliards de tonnes", [("5 milliards de dollars", "USD")]),
        ("5 milliards de dollars, 2 milliards d'habitants et 3 millions de véhicules", [("5 milliards de dollars", "USD")]),
        ("un milliard de dollars. Le site emploiera 300 personnes et 12 robots.", [("un milliard de dollars", "USD")]),
        ("100 millions d'euros. Le vote : 172 voix contre 140.", [("100 millions d'euros", "EUR")]),
        ("12 M€ - 5 M€ de dette", [("12 M€", "EUR"), ("5 M€", "EUR")]),
        ("8 millions d'euros en 2025 et 9 en 2026", [("8 millions d'euros", "EUR"), ("9", "EUR")]),
    ],
)
def test_currency_and_scale_are_taken_over(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("68,7 milliards de dollars (63,4 milliards d’euros)", True),
        ("68,7 milliards de dollars (environ 63,4 milliards d’euros)", True),
        ("1,2 Md€ (quelque 13 milliards de couronnes suédoises)", True),
        ("1,2 Md€, soit 13 milliards de couronnes suédoises, dans un centre", True),
        ("1 milliard d'euros ($1.16 billion)", True),
        ("12,8 milliards de dirhams (soit près de 1,2 milliard d'euros)", True),
        ("1,2 Md€ – soit 13 milliards de couronnes suédoises", True),
        ("1,2 Md€ et 13 milliards de couronnes suédoises", False),
        ("1,2 Md€, 13 milliards de couronnes suédoises", False),
        ("16,2 milliards de dollars (20 euros par action)", False),
        ("10 millions d'euros (dont 3 millions de dollars)", False),
        ("10 millions d'euros (3 millions d'euros de dette)", False),
    ],
)
def test_conversion_points_at_what_it_converts(text: str, pair: bool) -> None:
    first, second = find_amounts(text)
    assert first.converts is None
    assert second.converts == (first.span if pair else None)


@pytest.mark.parametrize(
    ("text", "countries", "code"),
    [
        ("5 millions de dirhams", ["AE"], "AED"),
        ("5 millions de dirhams", ["MA"], "MAD"),
        ("À Rabat, 5 millions de dirhams", ["AE"], "AED"),
        ("5 millions de dinars", ["DZ"], "DZD"),
        ("5 millions de dinars", ["KW", "DZ"], "KWD"),
        ("5 millions de dinars", [], None),
        ("5 millions de couronnes", [], None),
        ("5 millions de francs CFA", ["CM"], "XAF"),
        ("5 millions de francs CFA", ["SN"], "XOF"),
        ("5 millions de francs", ["SN"], "XOF"),
        ("5 millions de francs", ["CH"], "CHF"),
        ("5 millions de pesos", ["CO"], "COP"),
        ("5 millions de dollars", ["CA"], "CAD"),
        ("5 millions de dollars", ["FR"], "USD"),
        ("5 millions de dollars américains", ["CA"], "USD"),
    ],
)
def test_countries_given_settle_ambiguous_names(text: str, countries: list[str], code: str | None) -> None:
    assert [m.currency for m in find_amounts(text, countries=countries)] == [code]


def test_bare_dollar_takes_the_currency_given() -> None:
    assert told("15 M$ et 3 M$ US", currency="CAD") == [("15 M$", "CAD"), ("3 M$ US", "USD")]
    assert told("15 M€", currency="CAD") == [("15 M€", "EUR")]


def test_article_that_qualifies_canadian_dollars_keeps_the_bare_ones_american() -> None:
    text = "Au Canada, Ludoboréal, à Montréal, lève 3 millions de dollars canadiens. Le baril vaut 63 dollars."
    assert [m.currency for m in find_amounts(text)] == ["CAD", "USD"]


@pytest.mark.parametrize("noun", ["milliard", "milliards"])
def test_neither_order_nor_case_of_the_apostrophe_matters(noun: str) -> None:
    readings = {(m.low, m.currency) for a in "'’ʼ" for m in find_amounts(f"2 {noun} d{a}euros")}
    assert readings == {(Decimal("2e9"), "EUR")}


def test_table_of_currencies_is_generated_and_complete() -> None:
    assert len(tsv("currencies")) >= 60
    assert {"EUR", "USD", "XOF", "XAF", "MAD", "AED", "FRF"} <= {row["code"] for row in tsv("currencies")}
    pytest.importorskip("babel")
    done = subprocess.run([sys.executable, "tools/generate_currencies.py", "--check"], cwd=ROOT, check=False)
    assert done.returncode == 0, "run tools/generate_currencies.py"


@pytest.mark.parametrize("row", [r for r in tsv("currencies") if r["code"] != "ZWG"], ids=lambda r: r["code"])
def test_every_currency_is_read_by_name_and_code(row: dict[str, str]) -> None:
    of = "d'" if row["many"][0] in "aeiou" else "de "
    name = row["many"].replace(" (BEAC)", "").replace(" (BCEAO)", "")
    expected = "XOF" if row["code"] == "XAF" else row["code"]
    assert [m.currency for m in find_amounts(f"12 millions {of}{name}")] == [expected]
    assert [m.currency for m in find_amounts(f"12 millions {row['code']}")] == [row["code"]]


def test_every_bound_phrase_is_read() -> None:
    for bound, phrases in table("amounts")["bounds"].items():
        for phrase in phrases:
            word = phrase.replace("*", "e" if phrase != "franchi* la barre de" else "r")
            front = word[:-1] + "'" if word.endswith("'") else word + " "
            assert [m.bound for m in find_amounts(f"{front}3 Md€")] == [bound], phrase


def test_reading_does_not_depend_on_the_decimal_context() -> None:
    with decimal.localcontext(prec=3):
        assert find_amounts("1 234 567 891 euros")[0].low == Decimal(1234567891)


def test_quantulum_form() -> None:
    quantity = find_amounts("entre 15 et 25 milliards de dollars")[0].to_quantulum()
    assert (quantity.value, quantity.uncertainty, quantity.unit.currency_code) == (2e10, 5e9, "USD")
    assert find_amounts("plus de 3 M€")[0].to_quantulum().value == 3e6
    with pytest.raises(OptionError, match=r"no unit for MAD; it knows AUD, .*EUR"):
        find_amounts("5 millions de dirhams")[0].to_quantulum()


def check(text: str, found: tuple[Money, ...]) -> None:
    end = 0
    for money in found:
        assert text[money.span.start : money.span.end] == money.span.text
        assert end <= money.span.start < money.span.end
        end = money.span.end
        assert money.low is not None or money.high is not None
        assert money.low is None or money.high is None or money.low <= money.high
        assert money.currency is None or (len(money.currency) == 3 and money.currency.isupper())
        assert money.converts is None or money.converts.end <= money.span.start
        assert Money.from_dict(money.to_dict()) == money


PIECES = st.sampled_from(
    [
        *(
            "3",
            "15",
            "1",
            "000",
            "2,5",
            "1.000",
            "2025",
            "un",
            "une",
            "des",
            "plusieurs",
            "quinzaine",
            "demi",
            "milliards",
            "millions",
            "billion",
        ),
        *("$", "€", "Md€", "M$", "k€", "US", "CA", "USD", "d'euros", "de", "dollars", "francs", "livres", "CFA", "cents", "tonnes", "%"),
        *("et", "à", "entre", "plus", "près", "jusqu'à", "par", "an", "en", "soit", "dont", "pas", "chaque"),
        *("(", ")", ".", ",", ";", "-", "’", "\n", "\u202f", "\u00a0"),
    ]
)


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_without_a_crash(text: str) -> None:
    check(text, find_amounts(text))


@given(st.lists(PIECES, max_size=30), st.sampled_from([" ", "", "\u00a0"]))
@settings(max_examples=600, deadline=None)
def test_any_heap_of_money_words_is_read_without_a_crash(pieces: list[str], glue: str) -> None:
    text = glue.join(pieces)
    found = find_amounts(text)
    check(text, found)
    assert find_amounts(text) == found
