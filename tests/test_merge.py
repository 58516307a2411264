"""Merging: which tellings are one deal, and what the one event keeps of them. Drafts are made by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.article import read_article
from aiextract.assemble.decide import Draft
from aiextract.assemble.entities import group_entities
from aiextract.assemble.merge import merged
from aiextract.assemble.scene import Scene
from aiextract.events import Money, Span
from aiextract.text.parse import Parse

TEXT = """Airbus met 3 milliards à Toulouse
Airbus investira 2,9 milliards d’euros à Toulouse. Thales y ajoutera 2,9 milliards d’euros, dont 40 millions pour Brest.
Airbus construit une usine. Au total, les 2,9 milliards d’euros d’Airbus iront à Toulouse. Et 40 millions, puis 40 millions."""
AIRBUS, THALES, VERKOR = 0, 1, 2
TOULOUSE, BREST = 0, 1


@pytest.fixture
def scene() -> Scene:
    article = read_article(Parse.of_text(TEXT))
    return Scene(article, (), group_entities(TEXT, (), article.gazetteer), {})


def anchor(words: str, value: str | None, sentence: int, nth: int = 1, currency: str = "EUR") -> Anchor:
    """The anchor at the nth place where the words stand; without a value it is a trigger."""
    start = -1
    for _ in range(nth):
        start = TEXT.index(words, start + 1)
    span = Span.of(TEXT, start, start + len(words))
    money = None if value is None else Money(Decimal(value), Decimal(value), currency, span=span)
    return Anchor(span.start, span.end, 0, sentence, money, ())


def draft(at: Anchor, investors: tuple[int, ...] = (), recipients: tuple[int, ...] = (), **slots: Any) -> Draft:
    parties = {"investors": dict.fromkeys(investors, 0.9), "recipients": dict.fromkeys(recipients, 0.9)}
    return Draft(at, slots.pop("probability", 0.8), {}, **parties, anchors=[at], **slots)


HEADLINE = anchor("3 milliards", "3000000000", 0)
BODY = anchor("2,9 milliards d’euros", "2900000000", 1)
OTHER = anchor("2,9 milliards d’euros", "2900000000", 2, nth=2)
BUILDS = anchor("construit", None, 3)
RECAP = anchor("2,9 milliards d’euros", "2900000000", 4, nth=3)
PART = anchor("40 millions", "40000000", 2)
FIRST, SECOND = anchor("40 millions", "40000000", 5, nth=2), anchor("40 millions", "40000000", 5, nth=3)


def test_nothing_comes_of_nothing(scene: Scene) -> None:
    assert merged(scene, []) == []


def test_headline_body_and_recap_are_one(scene: Scene) -> None:
    (event,) = merged(scene, [draft(HEADLINE, (AIRBUS,)), draft(BODY, (AIRBUS,)), draft(RECAP, (AIRBUS,))])
    assert [a.start for a in event.anchors] == [HEADLINE.start, BODY.start, RECAP.start]


def test_the_more_precise_amount_is_kept(scene: Scene) -> None:
    (event,) = merged(scene, [draft(HEADLINE, (AIRBUS,), probability=0.99), draft(BODY, (AIRBUS,))])
    assert event.anchor is BODY
    assert event.probability == 0.99


def test_what_one_telling_lacks_the_other_gives(scene: Scene) -> None:
    (event,) = merged(scene, [draft(BODY, (AIRBUS,)), draft(RECAP, (AIRBUS,), (VERKOR,), places={TOULOUSE: 0.9})])
    assert set(event.investors) == {AIRBUS}
    assert set(event.recipients) == {VERKOR}
    assert set(event.places) == {TOULOUSE}


def test_other_parties_are_another_deal(scene: Scene) -> None:
    assert len(merged(scene, [draft(BODY, (AIRBUS,)), draft(OTHER, (THALES,))])) == 2


def test_one_names_only_the_investor_the_other_only_the_recipient_are_two(scene: Scene) -> None:
    assert len(merged(scene, [draft(BODY, (AIRBUS,)), draft(RECAP, (), (VERKOR,))])) == 2


def test_other_places_are_another_deal(scene: Scene) -> None:
    drafts = [draft(BODY, (AIRBUS,), places={TOULOUSE: 0.9}), draft(RECAP, (AIRBUS,), places={BREST: 0.9})]
    assert len(merged(scene, drafts)) == 2


def test_another_currency_is_another_deal(scene: Scene) -> None:
    dollars = anchor("2,9 milliards d’euros", "2900000000", 4, nth=3, currency="USD")
    assert len(merged(scene, [draft(BODY, (AIRBUS,)), draft(dollars, (AIRBUS,))])) == 2


def test_another_figure_is_another_deal(scene: Scene) -> None:
    assert [d.anchor for d in merged(scene, [draft(BODY, (AIRBUS,)), draft(PART, (AIRBUS,))])] == [BODY, PART]


def test_only_a_headline_rounds(scene: Scene) -> None:
    rounded = anchor("40 millions", "3000000000", 2)
    assert len(merged(scene, [draft(rounded, (AIRBUS,)), draft(RECAP, (AIRBUS,))])) == 2


def test_the_same_figure_twice_in_a_sentence_is_a_list(scene: Scene) -> None:
    assert len(merged(scene, [draft(FIRST, (AIRBUS,)), draft(SECOND, (AIRBUS,))])) == 2


def test_a_sure_denial_of_the_same_deal_counts(scene: Scene) -> None:
    denial = draft(RECAP, (AIRBUS,), status="denied", scores={"status": 0.9}, probability=0.5)
    (event,) = merged(scene, [draft(BODY, (AIRBUS,), status="rumoured"), denial])
    assert event.status == "denied"


def test_an_unsure_denial_does_not(scene: Scene) -> None:
    denial = draft(RECAP, (AIRBUS,), status="denied", scores={"status": 0.4}, probability=0.5)
    (event,) = merged(scene, [draft(BODY, (AIRBUS,), status="rumoured"), denial])
    assert event.status == "rumoured"


def test_a_bare_deal_told_with_its_amount_is_that_event(scene: Scene) -> None:
    assert [d.anchor for d in merged(scene, [draft(BODY, (AIRBUS,)), draft(BUILDS, (AIRBUS,))])] == [BODY]


def test_a_bare_deal_of_others_stays(scene: Scene) -> None:
    assert len(merged(scene, [draft(BODY, (AIRBUS,)), draft(BUILDS, (THALES,), (VERKOR,))])) == 2


def test_a_bare_deal_of_nobody_is_dropped(scene: Scene) -> None:
    assert merged(scene, [draft(BUILDS)]) == []


def test_bare_deals_of_one_type_and_party_are_one(scene: Scene) -> None:
    again = anchor("iront", None, 4)
    equity, purchase = draft(BUILDS, (AIRBUS,), (VERKOR,), type="equity"), draft(again, (), (VERKOR,), type="equity")
    assert len(merged(scene, [equity, purchase])) == 1
    other = draft(again, (), (VERKOR,), type="grant")
    assert len(merged(scene, [draft(BUILDS, (AIRBUS,), (VERKOR,), type="equity"), other])) == 2
