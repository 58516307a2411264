"""Candidates and features of the other slots: places, periods (horizon or date), jobs and stakes."""

from __future__ import annotations

from dataclasses import dataclass

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.scene import Features, Scene, near
from aiextract.assemble.surroundings import feature_words
from aiextract.events import Period, Place, Quantity, Span
from aiextract.recognise.mentions import Mention
from aiextract.text.fold import fold

__all__ = ["PlaceCandidate", "period_rows", "place_candidates", "place_rows", "quantity_rows"]


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place of the article with all its mentions; ``weak`` where only an adjective names it (« allemand »)."""

    name: str
    code: str
    kind: str
    weak: bool
    mentions: tuple[Mention, ...]


def place_candidates(scene: Scene) -> tuple[PlaceCandidate, ...]:
    """Places named in the article, one candidate a name; countries by adjective only where no noun names them."""
    article = scene.article
    found: dict[str, list[Mention]] = {}
    for mention in article.names:
        metonym = mention.sort == "government" and mention.ambiguous
        if mention.sort == "place" or metonym or (mention.kind == "government" and mention.sort in {"name", "government"}):
            name = article.parse.text[mention.start : mention.end] if metonym else mention.name
            found.setdefault(fold(name), []).append(mention)
    by_adjective: dict[str, list[Mention]] = {}
    for token in article.parse.tokens:
        code = article.gazetteer.demonyms.get(token.folded)
        country = article.gazetteer.by_code.get(code or "")
        if country is not None and token.text[0].islower():
            mention = Mention(token.start, token.end, "demonym", country.name, "", country.code, rule="demonym")
            by_adjective.setdefault(country.name, []).append(mention)
    candidates = []
    for mentions in found.values():
        first = mentions[0]
        name = article.parse.text[first.start : first.end] if first.sort == "government" and first.ambiguous else first.name
        code = next((m.code for m in mentions if m.code), first.known.country if first.known else "")
        told = sorted((*mentions, *by_adjective.pop(name, [])), key=lambda m: m.start)
        candidates.append(PlaceCandidate(name, code, first.rule, False, tuple(told)))
    for name, mentions in by_adjective.items():
        candidates.append(PlaceCandidate(name, mentions[0].code, "demonym", True, tuple(mentions)))
    return tuple(candidates)


def to_place(scene: Scene, candidate: PlaceCandidate, anchor: Anchor) -> Place:
    """The place of a candidate, pointing at its mention nearest to the anchor."""
    best = min(candidate.mentions, key=lambda m: abs(m.start - anchor.start))
    return Place(candidate.name, candidate.code or None, Span.of(scene.article.parse.text, best.start, best.end))


def place_rows(scene: Scene, anchor: Anchor, candidates: tuple[PlaceCandidate, ...], context: Features) -> list[Features]:
    """Features of each place as the place of the anchor's event."""
    rows = [_place_features(scene, anchor, candidate) | context for candidate in candidates]
    order = sorted(range(len(rows)), key=lambda i: -rows[i].get("near", 0.0))
    for rank, index in enumerate(order):
        rows[index]["rank"] = max(0.0, 5.0 - rank)
    inside = sum(bool(r.get("inside")) for r in rows)
    strong = sum(bool(r.get("inside")) and not r.get("weak") for r in rows)
    for row, candidate in zip(rows, candidates, strict=True):
        row["rivals inside"] = min(inside, 6)
        row["strong inside"] = min(strong, 6)
        others = zip(candidates, rows, strict=True)
        row["same country near"] = float(any(c.code == candidate.code and c is not candidate and r.get("inside") for c, r in others))
    return rows


def _place_features(scene: Scene, anchor: Anchor, candidate: PlaceCandidate) -> Features:
    article = scene.article
    tree, tokens = article.tree, article.parse.tokens
    best = min(candidate.mentions, key=lambda m: (article.sentence(m.start) != anchor.sentence, abs(m.start - anchor.start)))
    token = tree.head_of(best.start, best.end)
    gap = tokens[token].sent - anchor.sentence
    preposition = tree.preposition(token)
    line = article.line(best.start)
    low, high = sorted((token, anchor.token))
    governed = [r.role for r in scene.relations.get(token, ())]
    return {
        "inside": float(gap == 0),
        "before": float(best.start < anchor.start),
        "near": near(high - low, 40) if gap == 0 else 0.0,
        "distance": min(high - low, 80) if gap == 0 else 99.0,
        "sentences": max(-6.0, min(6.0, float(gap))),
        "same line": float(line.start == article.line(anchor.start).start),
        f"prep:{preposition}": float(preposition in feature_words("place_prepositions")),
        f"rule:{candidate.kind}": 1.0,
        "weak": float(candidate.weak),
        "adjective": float(best.sort == "demonym"),
        "mentions": min(len(candidate.mentions), 6),
        "headline": float(any(article.line(m.start).headline for m in candidate.mentions)),
        "title": float(bool(article.title) and fold(candidate.name) in fold(article.title or "")),
        "dateline": float(_dateline(scene, best)),
        "brackets": float(article.parse.text[best.start - 1 : best.start] == "("),
        "subject": float(tokens[token].dep in {"nsubj", "nsubj:pass"}),
        f"dep:{tokens[token].dep}": 1.0,
        "role place": float("place" in governed),
        "role recipient": float("recipient" in governed),
        "role investor": float("investor" in governed),
        "amounts between": min(sum(a.money is not None and low < a.token < high for a in scene.anchors), 6),
        "commas between": min(sum(tokens[i].text in ",;:" for i in range(low, high)) if gap == 0 else 9, 9),
        "verbs between": min(sum(tokens[i].pos == "VERB" for i in range(low, high)) if gap == 0 else 9, 9),
        "country": float(candidate.kind in {"country", "government", "demonym"}),
        "first sentence": float(article.sentence(best.start) <= 1),
    }


def _dateline(scene: Scene, mention: Mention) -> bool:
    """« PARIS (Agence) – », « (Abidjan) »: where the article was written, not where the money goes."""
    article = scene.article
    line = article.line(mention.start)
    head = article.parse.text[line.start : mention.start].strip(" (\t")
    tail = article.parse.folded[mention.end : mention.end + 14].strip()
    return not head and (mention.end - line.start) < 45 and (tail.startswith(("-", "(", ")", ",", "/")))


# --- periods -------------------------------------------------------------------------------------------------------


def period_rows(scene: Scene, anchor: Anchor, context: Features) -> list[Features]:
    """Features of each period of the article as horizon or date of the anchor's event."""
    periods = scene.article.periods
    rows = [_period_features(scene, anchor, period) | context for period in periods]
    inside = [r for r in rows if r["inside"]]
    for row, period in zip(rows, periods, strict=True):
        row["rivals inside"] = min(len(inside), 5)
        row["nearest"] = float(row["inside"] > 0 and row["near"] >= max((r["near"] for r in inside), default=0.0))
        nearer = [p.role for r, p in zip(rows, periods, strict=True) if r is not row and r["inside"] and r["near"] > row["near"]]
        row["same role nearer"] = float(period.role in nearer)
    return rows


def _period_features(scene: Scene, anchor: Anchor, period: Period) -> Features:
    article = scene.article
    tree, tokens = article.tree, article.parse.tokens
    token = tree.head_of(period.span.start, period.span.end)
    gap = tokens[token].sent - anchor.sentence
    low, high = sorted((token, anchor.token))
    verbs = [i for i in range(low, high) if tokens[i].pos == "VERB"] if gap == 0 else []
    value = period.start or period.end
    published = article.published
    mine = [i for i in tree.ancestors(token, 5) if tokens[i].pos in {"VERB", "AUX"}]
    own = [i for i in tree.ancestors(anchor.token, 5) if tokens[i].pos in {"VERB", "AUX"}]
    words = article.parse.folded[period.span.start : period.span.end].split()
    before = article.parse.folded[max(0, period.span.start - 12) : period.span.start].split()
    return {
        "inside": float(gap == 0),
        "before": float(period.span.start < anchor.start),
        "near": near(high - low, 40) if gap == 0 else 0.0,
        "distance": min(high - low, 60) if gap == 0 else 99.0,
        "sentences": max(-6.0, min(6.0, float(gap))),
        "same line": float(article.line(period.span.start).start == article.line(anchor.start).start),
        f"role:{period.role}": 1.0,
        "duration": float(period.duration is not None),
        "resolved": float(value is not None),
        "precision": len(value or "") / 10,
        "past": float(bool(value and published and value[:7] < published[:7])),
        "future": float(bool(value and published and value > published)),
        "now": float(bool(value and published and value[:7] == published[:7])),
        "first sentence": float(tokens[token].sent <= 1),
        "opens sentence": float(token - article.parse.sentences[tokens[token].sent][0] < 4),
        "verbs between": min(len(verbs), 6),
        "commas between": min(sum(tokens[i].text in ",;:" for i in range(low, high)) if gap == 0 else 9, 9),
        "amounts between": min(sum(a.money is not None and low < a.token < high for a in scene.anchors), 6),
        "same verb": float(bool(mine and own and mine[0] == own[0])),
        "verb of mine is cue": float(bool(mine) and any(c.name in {"announce", "done"} for c in article.cues.get(mine[0], ()))),
        f"word:{words[0].rstrip(chr(39)) if words else ''}": 1.0,
        f"before:{before[-1] if before else ''}": 1.0,
        "brackets": float(article.parse.text[max(0, period.span.start - 1) : period.span.start] == "("),
    }


# --- jobs and stakes -----------------------------------------------------------------------------------------------


def quantity_rows(scene: Scene, anchor: Anchor, quantities: tuple[Quantity, ...], context: Features) -> list[Features]:
    """Features of each quantity (jobs or stakes) as the anchor's."""
    rows = [_quantity_features(scene, anchor, quantity) | {"quantities": min(len(quantities), 6)} | context for quantity in quantities]
    for index, row in enumerate(rows):
        row["nearest"] = float(all(row["distance"] <= other["distance"] for other in rows))
        row["order"] = min(index, 6)
    return rows


def _quantity_features(scene: Scene, anchor: Anchor, quantity: Quantity) -> Features:
    article = scene.article
    tree, tokens = article.tree, article.parse.tokens
    token = tree.head_of(quantity.span.start, quantity.span.end)
    gap = tokens[token].sent - anchor.sentence
    low, high = sorted((token, anchor.token))
    between = [a for a in scene.anchors if a.money is not None and low < a.token < high]
    sentence = range(*article.parse.sentences[tokens[token].sent])
    cue_names = {mark.name for i in sentence for mark in article.cues.get(i, ())}
    around = range(max(sentence.start, token - 8), min(sentence.stop, token + 8))
    frame_names = {mark.name for i in around for mark in article.triggers.get(i, ())}
    return {
        "inside": float(gap == 0),
        "before": float(quantity.span.start < anchor.start),
        "near": near(high - low, 40) if abs(gap) <= 1 else 0.0,
        "distance": min(high - low, 120),
        "sentences": max(-6.0, min(6.0, float(gap))),
        "same line": float(article.line(quantity.span.start).start == article.line(anchor.start).start),
        "amounts between": min(len(between), 6),
        "amounts in article": min(sum(a.money is not None for a in scene.anchors), 20),
        "events in its sentence": min(sum(a.money is not None and a.sentence == tokens[token].sent for a in scene.anchors), 4),
        "first amount": float(anchor.index == 0),
        f"kind:{quantity.kind}": 1.0,
        f"bound:{quantity.bound}": 1.0,
        **{f"cue:{name}": 1.0 for name in cue_names},
        **{f"frame:{name}": 1.0 for name in frame_names},
    }
