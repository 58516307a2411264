"""How right a pipeline's annotations are, for ``nlp.evaluate``: span groups and events against a reference ``Doc``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import registry

from aiextract.events import InvestmentEvent, plain_number
from aiextract.pipeline.extensions import KEYS

__all__ = ["Scores", "score"]

Scores = dict[str, Any]


@registry.scorers("aiextract_scorer")  # type: ignore[untyped-decorator]
def make_scorer() -> Callable[..., Scores]:
    """The scorer of all factories."""
    return score


def score(examples: Iterable[Example], **settings: Any) -> Scores:
    """Span groups by ``Scorer.score_spans``; events by type, amount, currency and names of the parties."""
    examples = list(examples)
    scores: Scores = {}
    for key in KEYS[:3]:
        if any(key in example.reference.spans for example in examples):
            found = Scorer.score_spans(examples, f"spans_{key}", getter=_group, has_annotation=partial(_has_group, key), allow_overlap=True)
            scores.update({name.removeprefix("spans_"): value for name, value in found.items()})
    return scores | _event_scores(examples)


def _has_group(key: str, doc: Doc) -> bool:
    return key in doc.spans


def _group(doc: Doc, attribute: str) -> Any:
    return doc.spans.get(attribute.removeprefix("spans_"), [])


def _event_scores(examples: list[Example]) -> Scores:
    judged = [e for e in examples if (e.reference._.aiextract or {}).get("events") is not None]
    if not judged:
        return {}
    right = given = owed = 0
    for example in judged:
        found, gold = (_event_keys(doc) for doc in (example.predicted, example.reference))
        right, given, owed = right + len(found & gold), given + len(found), owed + len(gold)
    precision, recall = right / given if given else 0.0, right / owed if owed else 0.0
    both = precision + recall
    return {
        "aiextract_events_p": precision,
        "aiextract_events_r": recall,
        "aiextract_events_f": 2 * precision * recall / both if both else 0.0,
    }


def _event_keys(doc: Doc) -> set[tuple[Any, ...]]:
    return {_event_key(event) for event in doc._.aiextract_events}


def _event_key(event: InvestmentEvent) -> tuple[Any, ...]:
    money = event.amount
    figures = (*(plain_number(v) if v is not None else "" for v in (money.low, money.high)), money.currency) if money else ()
    return event.type, figures, frozenset(p.name for p in event.investors), frozenset(p.name for p in event.recipients)
