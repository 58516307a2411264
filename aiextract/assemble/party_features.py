"""What the models see of a party beside an anchor: where it is named, in which role, and how it compares to its rivals."""

from __future__ import annotations

from collections.abc import Sequence

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.article import Article
from aiextract.assemble.entities import Entity
from aiextract.assemble.relations import Place
from aiextract.assemble.scene import Features, Scene, near
from aiextract.assemble.surroundings import before_party, behind_party, feature_word, feature_words, in_brackets
from aiextract.text.fold import fold

__all__ = ["party_candidates", "party_features", "party_rows"]

_DEPS = (
    *("nsubj", "nsubj:pass", "obj", "iobj", "obl:arg", "obl:mod", "obl:agent", "nmod"),
    *("appos", "conj", "ROOT", "xcomp", "flat:name", "dep", "acl:relcl"),
)
# What parties are rivals in.
_RIVALS = ("s:own:investor", "s:own:recipient", "s:other:investor", "s:subject", "s:has", "s:sort:pronoun", "s:sort:description")


def party_candidates(scene: Scene, anchor: Anchor) -> tuple[int, ...]:
    """Entities that may be parties of the anchor: spoken of nearby, in a headline, or the most in the article."""
    counts = {index: len(places) for index, places in scene.places.items()}
    often = set(sorted(counts, key=lambda i: -counts[i])[:3])
    article = scene.article
    line = article.line(anchor.start)
    found = []
    for entity in scene.entities.all:
        for place, _ in scene.places[entity.index]:
            start = place.mention.start
            near_enough = -5 <= place.sentence - anchor.sentence <= 2 or line.start <= start < line.end
            if near_enough or entity.index in often or article.line(start).headline:
                found.append(entity.index)
                break
    return tuple(found)


def party_rows(scene: Scene, anchor: Anchor, candidates: Sequence[int], context: Features) -> list[Features]:
    """Features of the candidate entities as parties of the anchor's event, with how each compares to its rivals."""
    rows = [party_features(scene, anchor, scene.entities.all[index], context) for index in candidates]
    _add_ranks(scene, anchor, candidates, rows)
    for key in (*_RIVALS, f"s:prep:{feature_word('agent')}"):
        count = sum(bool(row.get(key)) for row in rows)
        for row in rows:
            row[f"rivals:{key}"] = min(count - bool(row.get(key)), 6)
    return rows


def _add_ranks(scene: Scene, anchor: Anchor, candidates: Sequence[int], rows: list[Features]) -> None:
    """Order of the entities by nearness to the anchor: before it, behind it, in earlier sentences, in its line."""
    line = scene.article.line(anchor.start)
    spots: dict[str, list[tuple[int, int]]] = {"before": [], "behind": [], "earlier": [], "line": [], "count": []}
    for number, index in enumerate(candidates):
        places = [p for p, _ in scene.places[index]]
        left = [anchor.token - p.token for p in places if p.sentence == anchor.sentence and p.token < anchor.token]
        right = [p.token - anchor.token for p in places if p.sentence == anchor.sentence and p.token >= anchor.token]
        back = [anchor.token - p.token for p in places if p.sentence < anchor.sentence]
        opening = [p.token for p in places if line.start <= p.mention.start < anchor.start]
        for name, found in (("before", left), ("behind", right), ("earlier", back), ("line", opening)):
            if found:
                spots[name].append((min(found), number))
        spots["count"].append((-len(places), number))
    for name, ranked in spots.items():
        for rank, (_, index) in enumerate(sorted(ranked)):
            rows[index][f"rank:{name}"] = max(0.0, 6.0 - rank)
            if name in {"before", "behind"}:
                rows[index][f"rank:{name} from outside"] = max(0.0, 4.0 - (len(ranked) - 1 - rank))


def party_features(scene: Scene, anchor: Anchor, entity: Entity, context: Features) -> Features:
    """Is this entity the investor or the recipient of the anchor's event? ``context`` are features of the anchor itself."""
    features: Features = dict(context)
    features |= _entity_features(scene, entity)
    places = scene.places[entity.index]
    inside = [(p, c) for p, c in places if p.sentence == anchor.sentence]
    before = [(p, c) for p, c in places if p.sentence < anchor.sentence]
    behind = [(p, c) for p, c in places if p.sentence > anchor.sentence]
    if inside:
        best = min(inside, key=lambda pc: _rank(pc[0], anchor) - 3 * pc[1])
        features |= _inside_features(scene, anchor, *best, prefix="s")
        rest = [pc for pc in inside if pc is not best]
        if rest:
            second = min(rest, key=lambda pc: _rank(pc[0], anchor))
            features["s2:has"] = 1.0
            features |= {f"s2:{k}": v for k, v in _role_counts(second[0], anchor).items()}
    if before:
        features |= _outside_features(scene, anchor, *max(before, key=lambda pc: pc[0].mention.start), prefix="p")
    if behind:
        features |= _outside_features(scene, anchor, *min(behind, key=lambda pc: pc[0].mention.start), prefix="n")
    return features


def _rank(place: Place, anchor: Anchor) -> float:
    """Smaller is better: a role at the anchor's own triggers, then nearness."""
    own = any(r.trigger in anchor.triggers for r in place.relations)
    return abs(place.token - anchor.token) - (25 if own else 0) - (8 if place.relations else 0)


def _role_counts(place: Place, anchor: Anchor) -> Features:
    features: Features = {}
    for relation in place.relations:
        own = "own" if relation.trigger in anchor.triggers else "other"
        how = "direct" if relation.direct else "over"
        features[f"{own}:{relation.role}"] = max(features.get(f"{own}:{relation.role}", 0.0), 1.0 if relation.direct else 0.6)
        features[f"{how}:{relation.frame}:{relation.role}"] = 1.0
    return features


def _inside_features(scene: Scene, anchor: Anchor, place: Place, certainty: float, prefix: str) -> Features:
    article = scene.article
    tokens = article.parse.tokens
    low, high = sorted((place.token, anchor.token))
    between = range(low + 1, high)
    features = _role_counts(place, anchor)
    features |= {
        "has": 1.0,
        "certainty": certainty,
        "before": float(place.token < anchor.token),
        "touching": float(0 <= anchor.start - place.mention.end <= 3),
        "touching behind": float(0 <= place.mention.start - anchor.end <= 6),
        "near": near(high - low, 30),
        "distance": min(high - low, 60),
        "amounts between": sum(a.money is not None and low < a.token < high and a is not anchor for a in scene.anchors),
        "parties between": sum(low < t < high for t in scene.party_tokens),
        "verbs between": min(sum(tokens[i].pos == "VERB" for i in between), 6),
        "commas between": min(sum(tokens[i].text in ",;:()–" for i in between), 6),
        "first": float(place.token - article.parse.sentences[place.sentence][0] < 4),
        "brackets": float(in_brackets(article.parse.text, place.mention.start)),
        f"dep:{place.dep}": 1.0 if place.dep in _DEPS else 0.0,
        f"sort:{place.mention.sort}": 1.0,
        f"prep:{place.preposition}": 1.0 if place.preposition in feature_words("prepositions") else 0.0,
    }
    features |= _verb_relation(scene, anchor, place)
    features |= _lemmas_at(article, place, low, high)
    for index in list(article.tree.ancestors(place.top, 3))[:2]:
        for mark in article.triggers.get(index, ()):
            features[f"gov:{mark.name}"] = 1.0
    for index in between if len(between) < 25 else ():
        for mark in article.triggers.get(index, ()):
            features[f"between:{mark.name}"] = 1.0
    folded, start, end = article.parse.folded, place.mention.start, place.mention.end
    features |= {f"word:{word}": 1.0 for word in before_party(folded[max(0, start - 28) : start])}
    features |= {f"after:{name}": 1.0 for name in behind_party(folded[end : end + 12])}
    return {f"{prefix}:{key}": value for key, value in features.items() if value}


def _lemmas_at(article: Article, place: Place, low: int, high: int) -> Features:
    """The word a mention hangs on with its link, its neighbours, and the verbs between it and the anchor."""
    tokens = article.parse.tokens
    head = tokens[tokens[place.top].head]
    inside = article.tree.span_tokens(place.mention.start, place.mention.end)
    features = {f"h:{place.dep}:{fold(head.lemma)}": 1.0, f"hp:{place.preposition}:{fold(head.lemma)}": 1.0}
    if inside.start:
        features[f"b:{fold(tokens[inside.start - 1].lemma)}"] = 1.0
    if inside.start > 1:
        features[f"bb:{fold(tokens[inside.start - 2].lemma)}"] = 1.0
    if inside.stop < len(tokens):
        features[f"f:{fold(tokens[inside.stop].lemma)}"] = 1.0
    if high - low < 25:
        features |= {f"m:{fold(tokens[i].lemma)}": 1.0 for i in range(low + 1, high) if tokens[i].pos == "VERB"}
    return features


def _verb_relation(scene: Scene, anchor: Anchor, place: Place) -> Features:
    """Do mention and anchor hang on the same verb, and is the mention its subject?"""
    tree, tokens = scene.article.tree, scene.article.parse.tokens
    above = [i for i in tree.ancestors(anchor.token, 6) if tokens[i].pos in {"VERB", "AUX"}]
    features: Features = {}
    for step, verb in enumerate(above[:3]):
        subject = tree.subject(verb)
        if subject is not None and subject in (place.top, place.token):
            passive = tree.is_passive(verb)
            features[f"subject{'-passive' if passive else ''}"] = 1.0 - 0.25 * step
            break
    mine = [i for i in tree.ancestors(place.top, 6) if tokens[i].pos in {"VERB", "AUX"}]
    features["same verb"] = float(bool(above and mine and above[0] == mine[0]))
    features["in chain"] = float(place.top in tree.ancestors(anchor.token, 6) or anchor.token in tree.ancestors(place.token, 6))
    return features


def _outside_features(scene: Scene, anchor: Anchor, place: Place, certainty: float, prefix: str) -> Features:
    article = scene.article
    low, high = sorted((place.token, anchor.token))
    gap = abs(anchor.sentence - place.sentence)
    features = {
        "has": 1.0,
        "sentences": near(gap, 8),
        "certainty": certainty,
        "subject": float(place.dep in {"nsubj", "nsubj:pass"}),
        "same line": float(article.line(place.mention.start).start == article.line(anchor.start).start),
        "parties between": min(sum(low < t < high for t in scene.party_tokens), 10),
        "amounts between": min(sum(a.money is not None and low < a.token < high for a in scene.anchors), 8),
        f"sort:{place.mention.sort}": 1.0,
        f"prep:{place.preposition}": 1.0 if place.preposition in feature_words("outside_prepositions") else 0.0,
        "headline": float(article.line(place.mention.start).headline),
    }
    for relation in place.relations:
        features[f"role:{relation.role}"] = 1.0
        features[f"{relation.frame}:{relation.role}"] = 1.0
    return {f"{prefix}:{key}": value for key, value in features.items() if value}


def _entity_features(scene: Scene, entity: Entity) -> Features:
    article = scene.article
    places = scene.places[entity.index]
    counts = sorted((len(p) for p in scene.places.values()), reverse=True)
    roles = [r for p, c in places if c > 0.4 for r in p.relations]
    features: Features = {
        f"e:kind:{entity.kind}": 1.0,
        "e:known": float(entity.known is not None),
        "e:media": float(entity.known is not None and entity.known.kind == "media"),
        "e:ambiguous": float(entity.mentions[0].ambiguous),
        f"e:sort:{entity.mentions[0].sort}": 1.0,
        f"e:label:{entity.mentions[0].label}": 1.0,
        "e:mentions": min(len(places), 10),
        "e:rank": min(counts.index(len(places)), 10),
        "e:first sentence": float(any(p.sentence <= 1 for p, _ in places)),
        "e:headline": float(any(article.line(p.mention.start).headline for p, _ in places)),
        "e:title": float(bool(article.title) and fold(entity.name) in fold(article.title or "")),
        "e:person of": float(entity.person_of is not None),
        "e:startup": float("startups" in entity.sectors),
        "e:finance": float("finance" in entity.sectors),
        "e:noun": float(bool(entity.mentions[0].noun)),
        "e:investor roles": min(sum(r.role == "investor" for r in roles), 6),
        "e:recipient roles": min(sum(r.role == "recipient" for r in roles), 6),
        "e:seller roles": min(sum(r.role == "seller" for r in roles), 6),
        "e:subjects": min(sum(p.dep in {"nsubj", "nsubj:pass"} for p, _ in places), 6),
        "e:words": min(len(entity.name.split()), 6),
        "e:entities": min(len(scene.places), 30),
        "e:share": len(places) / max(1, sum(counts)),
    }
    return {key: value for key, value in features.items() if value}
