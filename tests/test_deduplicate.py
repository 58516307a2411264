"""Deals told by several articles: a corpus of retellings scored by pairs, and each rule by a case of its own."""

from __future__ import annotations

import itertools
import json
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from conftest import ROOT

from aiextract.deduplicate import Deal, Telling, deduplicate, tellings
from aiextract.errors import InputError, OptionError, RecordError
from aiextract.events import EventDate, Extraction, InvestmentEvent, Money, Party, Place, Source, Span, Stake

CASES = ROOT / "tests" / "cases" / "retellings.jsonl"
SOMEWHERE = Span("x", 0, 1)


def articles() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def located(item: dict[str, Any] | None, text: str) -> dict[str, Any] | None:
    """A filler of the corpus, which gives its words, as the library gives it: with offsets."""
    if item is None:
        return None
    start = text.index(item["text"])
    return {**item, "span": {"text": item["text"], "start": start, "end": start + len(item["text"])}}


def event_of(data: dict[str, Any], text: str) -> InvestmentEvent:
    whole = {"text": text, "start": 0, "end": len(text)}
    slots = {slot: located(data[slot], text) for slot in ("amount", "horizon", "date", "jobs", "stake")}
    sides = {slot: [located(item, text) for item in data[slot]] for slot in ("investors", "recipients", "places", "sources")}
    return InvestmentEvent.from_dict({**data, **slots, **sides, "trigger": whole, "mentions": [whole], "confidence": 0.9})


def corpus() -> tuple[list[Extraction], dict[tuple[str, int], str]]:
    """The retellings as extractions, and the deal of each event."""
    made, deals = [], {}
    for article in articles():
        events = tuple(event_of(event, article["text"]) for event in article["events"])
        made.append(Extraction(article["text"], events, id=article["id"], published=article["published"]))
        deals |= {(article["id"], number): event["deal"] for number, event in enumerate(article["events"], 1)}
    return made, deals


def pairs(groups: Iterator[list[tuple[str, int]]]) -> set[frozenset[tuple[str, int]]]:
    return {frozenset(pair) for group in groups for pair in itertools.combinations(group, 2)}


def wanted(deals: dict[tuple[str, int], str]) -> set[frozenset[tuple[str, int]]]:
    by_deal: dict[str, list[tuple[str, int]]] = {}
    for key, deal in deals.items():
        by_deal.setdefault(deal, []).append(key)
    return pairs(iter(by_deal.values()))


def found(deals: list[Deal]) -> set[frozenset[tuple[str, int]]]:
    return pairs([(m.article, m.number) for m in deal.members] for deal in deals)


def f1(right: set[Any], told: set[Any]) -> float:
    return 2 * len(right & told) / (len(right) + len(told))


def test_retellings_pair_f1() -> None:
    extractions, deals = corpus()
    right, told = wanted(deals), found(deduplicate(extractions))
    assert len({key for pair in right for key in pair}) >= 60
    assert f1(right, told) >= 0.9


def test_order_of_the_input_does_not_matter() -> None:
    extractions, _ = corpus()
    before = deduplicate(extractions)
    for seed in range(3):
        random.Random(seed).shuffle(extractions)
        assert deduplicate(extractions) == before


def told(
    type: str = "equity",
    payer: str = "Nvidia",
    taker: str | None = "Nokia",
    low: str | None = "1e9",
    *,
    high: str | None = None,
    currency: str = "USD",
    bound: str = "exact",
    date: str | None = None,
    status: str = "announced",
    total: bool = False,
    places: tuple[str, ...] = (),
    stake: str | None = None,
    kind: str = "company",
    confidence: float = 0.9,
    source: str | None = None,
) -> InvestmentEvent:
    figure = None if low is None else Decimal(low)
    top = None if bound in {"at_least", "more_than", "vague"} else Decimal(high) if high else figure
    bottom = None if bound in {"at_most", "less_than"} else figure
    return InvestmentEvent(
        type=type,
        status=status,
        total=total,
        investors=(Party(payer, "company", None, SOMEWHERE),) if payer else (),
        recipients=(Party(taker, kind, None, SOMEWHERE),) if taker else (),
        amount=None if figure is None else Money(bottom, top, currency, bound, span=Span(f"{int(figure):,}", 0, 1)),
        places=tuple(Place(*place.split(":"), SOMEWHERE) for place in places),
        horizon=None,
        date=EventDate(date, SOMEWHERE) if date else None,
        jobs=None,
        stake=Stake(Decimal(stake), SOMEWHERE) if stake else None,
        sources=(Source(source, SOMEWHERE),) if source else (),
        themes=(),
        trigger=SOMEWHERE,
        mentions=(SOMEWHERE,),
        confidence=confidence,
    )


def article(id: str, published: str | None, *events: InvestmentEvent) -> Extraction:
    return Extraction("x", events, id=id, published=published)


BASE = told()
SITE = told("investment", "Sanofi", None, places=("Vitry-sur-Seine:FR",))
PAIRS = [
    # what the second article tells, and whether it is the deal of the first
    (BASE, "2025-10-28", told(), "2025-10-29", True),
    (BASE, "2025-10-28", told(payer=""), "2025-10-29", True),
    (BASE, "2025-10-28", told(low=None), "2025-10-30", True),
    (BASE, "2025-10-28", told(low="1.03e9"), "2025-10-30", True),
    (BASE, "2025-10-28", told(low="9e8", bound="more_than"), "2025-10-30", True),
    (BASE, "2025-10-28", told(low="8e8", high="1.2e9", bound="between"), "2025-10-30", True),
    (BASE, "2025-10-28", told(low="1e9", bound="vague"), "2025-10-30", True),
    (BASE, "2025-10-28", told("acquisition"), "2025-10-30", True),
    (BASE, "2025-10-28", told(status="completed"), "2026-03-01", True),
    (BASE, "2025-10-28", told(date="2025-10"), "2027-06-01", True),
    (BASE, "2025-10-28", told(low="2e9"), "2025-10-29", False),
    (BASE, "2025-10-28", told(currency="EUR"), "2025-10-29", False),
    (BASE, "2025-10-28", told("debt"), "2025-10-29", False),
    (BASE, "2025-10-28", told(taker="Intel"), "2025-10-29", False),
    (BASE, "2025-10-28", told(payer="SoftBank"), "2025-10-29", False),
    (BASE, "2025-10-28", told(), "2027-01-10", False),
    (BASE, "2025-10-28", told(low=None), "2026-06-01", False),
    (BASE, "2025-10-28", told(low="1.02e9", total=True), "2025-10-28", False),
    (BASE, "2025-10-28", told(total=True), "2025-10-28", True),
    (told(low=None, stake="10"), "2025-10-28", told(low=None, stake="20"), "2025-10-28", False),
    (told("acquisition", low=None), "2024-01-01", told("acquisition"), "2025-06-01", True),
    (told(taker="Aligned"), "2025-10-15", told(taker="Aligned Data Centers"), "2025-10-15", True),
    (told(taker="Aligned", low=None), "2025-10-15", told(taker="Aligned Data Centers", low=None), "2025-10-15", False),
    (told(payer="BEI"), "2025-10-15", told(payer="Banque européenne d’investissement"), "2025-10-15", True),
    (told("funding_round", "Partech", "Noria"), "2025-03-11", told("funding_round", "Serena", "Noria"), "2025-03-12", True),
    (told("funding_round", "Partech", "Noria"), "2025-03-11", told("funding_round", "Partech", "Vulcanys"), "2025-03-11", False),
    (SITE, "2024-05-13", told("investment", "Sanofi", None, places=("France:FR",)), "2024-05-14", True),
    (SITE, "2024-05-13", told("investment", "Sanofi", None, places=("Francfort:DE",)), "2024-05-14", False),
    (SITE, "2024-05-13", told("investment", "Sanofi", None, None, places=("Vitry-sur-Seine:FR",)), "2024-05-14", True),
    (SITE, "2024-05-13", told("investment", "Sanofi", None, None), "2024-05-14", False),
    (SITE, None, told("investment", "Sanofi", None, places=("Vitry-sur-Seine:FR",)), None, True),
]


@pytest.mark.parametrize(("first", "when", "second", "later", "one"), PAIRS)
def test_deduplicate_pair(first: InvestmentEvent, when: str | None, second: InvestmentEvent, later: str | None, one: bool) -> None:
    deals = deduplicate([article("a", when, first), article("b", later, second)])
    assert len(deals) == (1 if one else 2)


def test_events_of_one_article_stay_apart() -> None:
    assert len(deduplicate(article("a", "2025-10-28", BASE, replace(BASE, trigger=Span("y", 1, 2))))) == 2


def test_an_article_given_twice_counts_once() -> None:
    assert [len(deal.members) for deal in deduplicate([article("a", "2025-10-28", BASE)] * 2)] == [1]


def test_a_scant_telling_joins_no_two_deals() -> None:
    first, second = told(low="1e9"), told(low="3e9")
    deals = deduplicate([article("a", "2025-10-20", first), article("b", "2025-10-21", told(low=None)), article("c", "2025-10-22", second)])
    assert sorted(len(deal.members) for deal in deals) == [1, 2]


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (("rumoured", "announced"), "announced"),
        (("announced", "planned"), "announced"),
        (("rumoured", "denied"), "denied"),
        (("announced", "cancelled"), "cancelled"),
        (("announced", "cancelled", "completed"), "completed"),
        (("denied", "rumoured"), "denied"),
        (("denied", "announced"), "announced"),
    ],
)
def test_status_of_a_deal(statuses: tuple[str, ...], status: str) -> None:
    articles = [article(str(n), f"2025-10-2{n}", told(status=s)) for n, s in enumerate(statuses)]
    (deal,) = deduplicate(articles)
    assert deal.event.status == status


def test_deal_takes_the_fullest_telling_and_keeps_all_sources() -> None:
    scant = told(low="1e9", bound="about", source="Reuters", confidence=0.99)
    full = told(low="9.8e8", places=("Espoo:FI",), source="Les Échos")
    (deal,) = deduplicate([article("a", "2025-10-27", scant), article("b", "2025-10-28", full)])
    assert deal.event == full
    assert (deal.article, deal.articles, deal.sources, deal.date) == ("b", ("a", "b"), ("Reuters", "Les Échos"), "2025-10-28")
    assert deal.reasons[1] == "b#1: the fullest telling"
    assert deal.reasons[0].startswith("a#1: investor nvidia; recipient nokia; ")
    assert "1 day apart" in deal.explain()
    assert repr(deal) == "<Deal equity/announced: Nvidia → Nokia, 980,000,000 (2 tellings)>"
    assert Deal.from_dict(json.loads(json.dumps(deal.to_dict()))) == deal


def test_convert_lets_two_currencies_agree() -> None:
    articles = [article("a", "2025-10-28", told()), article("b", "2025-10-28", told(low="8.6e8", currency="EUR"))]
    assert len(deduplicate(articles)) == 2
    assert len(deduplicate(articles, convert=lambda money, to, on: Decimal("0.86e9") if to == "EUR" else Decimal("1e9"))) == 1


def test_tellings_of_every_form() -> None:
    extraction = article("a", "2025-10-28", BASE)
    line = {"id": "b", "published": "2025-10-28", "events": [BASE.to_dict()]}
    forms = list(tellings([extraction, line, BASE, BASE.to_dict(), Telling("z", 3, BASE), *deduplicate(extraction)]))
    assert [(t.article, t.number) for t in forms] == [("a", 1), ("b", 1), ("3", 1), ("4", 1), ("z", 3), ("a", 1)]
    assert all(t.event == BASE for t in forms)


@pytest.mark.parametrize(("bad", "error"), [([3], InputError), ([{"id": "a", "events": [{}]}], RecordError), ([{}], RecordError)])
def test_bad_input(bad: list[Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        deduplicate(bad)


def test_bad_window() -> None:
    with pytest.raises(OptionError, match="days is 0"):
        deduplicate([], days=0)


def made_up(many: int) -> list[Extraction]:
    """Rounds of start-ups with names of four syllables, each told by about three articles, by fifty funds."""
    articles = []
    for number in range(many):
        chance, own = random.Random(number // 3), random.Random(number)
        name = "".join(chance.choice("bcdfglmnprst") + chance.choice("aeiou") for _ in range(4))
        event = told("funding_round", f"Fonds {chance.randrange(50)}", name, str(chance.randrange(1, 2000) * 100_000))
        day = f"20{chance.randrange(10, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 20) + own.randrange(8):02}"
        articles.append(article(str(number), day, event))
    return articles


def test_time_grows_with_the_number_of_events() -> None:
    spent = []
    for many in (1500, 6000):
        articles = made_up(many)
        start = time.process_time()
        deals = deduplicate(articles)
        spent.append(time.process_time() - start)
        assert len(deals) == many // 3
    assert spent[1] < 4 * 3 * spent[0] + 0.5
