"""From a draft to the frozen event: names, spans, themes, mentions, reasons and confidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import cast

from aiextract.assemble.decide import Draft
from aiextract.assemble.entities import Entity, party_id
from aiextract.assemble.features import Scene
from aiextract.assemble.slots import PlaceCandidate, to_place
from aiextract.assemble.sources import sources_of
from aiextract.assemble.themes import themes_in
from aiextract.events import EventDate, Horizon, InvestmentEvent, Jobs, Kind, Party, Period, Quantity, Reason, Span, Stake

__all__ = ["filled"]


def filled(scene: Scene, drafts: Sequence[Draft], candidates: tuple[PlaceCandidate, ...], text: str) -> Iterator[InvestmentEvent]:
    """The events of the drafts, in the order of the text; spans point into ``text``."""
    for draft in sorted(drafts, key=lambda d: d.anchor.start):
        yield _event(scene, draft, candidates, text)


def _event(scene: Scene, draft: Draft, candidates: tuple[PlaceCandidate, ...], text: str) -> InvestmentEvent:
    sentences = sorted({anchor.sentence for anchor in draft.anchors})
    mentions = tuple(Span.of(text, *scene.article.sentence_span(number)) for number in sentences)
    trigger = _trigger(scene, draft, text)
    return InvestmentEvent(
        type=draft.type,  # type: ignore[arg-type]
        status=draft.status,  # type: ignore[arg-type]
        total=draft.total,
        investors=tuple(_party(scene, draft, scene.entities.all[i], text) for i in _in_order(draft.investors)),
        recipients=tuple(_party(scene, draft, scene.entities.all[i], text) for i in _in_order(draft.recipients)),
        amount=draft.anchor.money,
        places=tuple(to_place(scene, candidates[i], draft.anchor) for i in _in_order(draft.places)),
        horizon=_horizon(draft.horizon),
        date=_date(draft.date),
        jobs=Jobs(int(draft.jobs.low or draft.jobs.high or 0), draft.jobs.span) if draft.jobs else None,
        stake=Stake(draft.stake.low or draft.stake.high or Decimal(0), draft.stake.span) if draft.stake else None,
        sources=sources_of(scene, draft),
        themes=themes_in(scene, draft),
        trigger=trigger,
        mentions=mentions,
        confidence=_confidence(draft),
        capacity=_capacity(scene, draft),
        reasons=tuple(_reasons(scene, draft)),
    )


def _in_order(chosen: dict[int, float]) -> list[int]:
    return sorted(chosen)


def _party(scene: Scene, draft: Draft, entity: Entity, text: str) -> Party:
    """The party at its mention nearest to the amount, in the same sentence if there is one."""
    places = [p for p, c in scene.places[entity.index] if c >= 0.3] or [p for p, _ in scene.places[entity.index]]
    best = min(places, key=lambda p: (p.sentence != draft.anchor.sentence, abs(p.token - draft.anchor.token)))
    kind = cast(Kind, entity.kind or ("person" if entity.mentions[0].sort == "person" else "company"))
    code = entity.code if kind in {"government", "institution"} and entity.code else None
    return Party(entity.name, kind, code, Span.of(text, best.mention.start, best.mention.end), party_id(entity))


def _horizon(period: Period | None) -> Horizon | None:
    return Horizon(period.start, period.end, period.duration, period.span) if period else None


def _date(period: Period | None) -> EventDate | None:
    value = (period.start or period.end) if period else None
    return EventDate(value, period.span) if period and value else None


def _trigger(scene: Scene, draft: Draft, text: str) -> Span:
    tokens = scene.article.parse.tokens
    if draft.anchor.triggers:
        token = tokens[draft.anchor.triggers[0]]
        return Span.of(text, token.start, token.end)
    return Span.of(text, draft.anchor.start, draft.anchor.end)


# Quantities that measure people or shares and no plant.
_NO_CAPACITY = {"jobs", "headcount", "job_cuts", "stake"}


def _capacity(scene: Scene, draft: Draft) -> Quantity | None:
    """The physical size nearest to the amount in its own sentence (« 1,4 GW », « 20 000 tonnes par an »)."""
    if draft.type not in {"investment", "public_programme", "grant"}:
        return None
    article = scene.article
    near = [q for q in article.quantities if q.kind not in _NO_CAPACITY and article.sentence(q.span.start) == draft.anchor.sentence]
    return min(near, key=lambda q: abs(q.span.start - draft.anchor.start), default=None)


def _confidence(draft: Draft) -> float:
    """Probability that event and main party are right."""
    party = draft.scores.get("investor", 1.0) if draft.investors else draft.scores.get("recipient", 1.0)
    return round(min(0.99, max(0.01, draft.probability * (0.35 + 0.65 * party))), 3)


def _reasons(scene: Scene, draft: Draft) -> Iterator[Reason]:
    text = scene.article.parse.text
    anchor = draft.anchor
    yield Reason("event", f"event model {draft.probability:.2f}", text[anchor.start : anchor.end])
    for name in ("type", "status", "total"):
        yield Reason(name, f"{name} model {draft.scores.get(name, 0):.2f}", str(getattr(draft, name)), draft.rejected.get(name, ()))
    for name, chosen in (("investor", draft.investors), ("recipient", draft.recipients)):
        for index, value in sorted(chosen.items()):
            entity = scene.entities.all[index]
            why = _mention_reason(scene, index, anchor.start)
            yield Reason(name + "s", f"party model {value:.2f}, {why}", entity.name, draft.rejected.get(name, ()))


def _mention_reason(scene: Scene, index: int, place: int) -> str:
    best = min(scene.places[index], key=lambda pc: abs(pc[0].mention.start - place))[0]
    for antecedent in scene.antecedents.get(best.mention.start, ()):
        if antecedent.entity == index:
            return f"« {scene.article.parse.text[best.mention.start : best.mention.end]} » by {antecedent.reason}"
    return best.mention.rule or best.mention.sort
