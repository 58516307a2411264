"""What the tests share: the one loaded extractor, an extraction made by hand, the sample corpus."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from aiextract.events import EventDate, Extraction, Horizon, InvestmentEvent, Jobs, Money, Party, Place, Source, Span, Stake

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
TEXT = (
    "Airbus a annoncé le 9 avril qu’il investirait 2,9 milliards d’euros à Toulouse d’ici 2028, selon Les Échos."
    " Eurazeo y entre à 49 %, 300 emplois."
)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


@pytest.fixture(scope="session")
def extractor() -> Any:
    """The extractor over the real model, loaded once."""
    from aiextract.extractor import default_extractor

    return default_extractor()


@pytest.fixture
def made() -> Extraction:
    """An extraction with every slot filled, made by hand."""
    figure = Decimal("2900000000")
    event = InvestmentEvent(
        type="investment",
        status="announced",
        total=False,
        investors=(Party("Airbus", "company", None, span("Airbus"), "airbus"), Party("Eurazeo", "fund", None, span("Eurazeo"))),
        recipients=(Party("Projet T", "project", None, span("Toulouse")),),
        amount=Money(figure, figure, "EUR", span=span("2,9 milliards d’euros")),
        places=(Place("Toulouse", "FR", span("Toulouse")),),
        horizon=Horizon(None, "2028", None, span("d’ici 2028")),
        date=EventDate("2024-04-09", span("le 9 avril")),
        jobs=Jobs(300, span("300 emplois")),
        stake=Stake(Decimal("49"), span("49 %")),
        sources=(Source("Les Échos", span("Les Échos")),),
        themes=("aerospace",),
        trigger=span("investirait"),
        mentions=(Span.of(TEXT, 0, TEXT.index(". ") + 1),),
        confidence=0.93,
    )
    return Extraction(TEXT, (event,), id="a", published="2024-04-10", title="=Titre <b>", meta={"origin": "own"})


@pytest.fixture(scope="session")
def sample() -> list[dict[str, Any]]:
    """The first file of the sample corpus."""
    return [json.loads(line) for line in (SEEDS / "dev_a.jsonl").read_text(encoding="utf-8").splitlines()]
