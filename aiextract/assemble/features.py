"""What the models see: named figures about an anchor and about a party, place or period beside it. All are small and plain.

A feature that is 0 is left out. Distances are capped and turned round (1 near, 0 far), so that absence is 0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.antecedents import Antecedent
from aiextract.assemble.article import Article, Mark
from aiextract.assemble.entities import Entities, Entity
from aiextract.assemble.relations import Place, Relation, place_of, relations_of
from aiextract.lexicon.frames import frames
from aiextract.text.fold import fold

__all__ = ["Scene", "anchor_features", "party_candidates", "party_rows"]

Features = dict[str, float]

_PREPOSITIONS = (
    "de", "a", "pour", "par", "dans", "sur", "avec", "contre", "en", "aupres de", "chez", "selon", "d'apres", "entre", "sous", "vers", "dont", "soit",
    "jusqu'a", "aux cotes de", "via", "apres", "outre", "hors", "a hauteur de", "face a", "depuis", "d'ici", "comme",
)  # fmt: skip
_SORTS = ("name", "person", "government", "place", "description", "pronoun")
_DEPS = ("nsubj", "nsubj:pass", "obj", "iobj", "obl:arg", "obl:mod", "obl:agent", "nmod", "appos", "conj", "ROOT", "xcomp", "flat:name", "dep", "acl:relcl")


def near(distance: float, cap: float) -> float:
    """1 for touching, 0 at the cap and beyond."""
    return max(0.0, 1.0 - distance / cap)


@dataclass(frozen=True)
class Scene:
    """An article with its anchors, entities and antecedents: what features are read from."""

    article: Article
    anchors: tuple[Anchor, ...]
    entities: Entities
    antecedents: Mapping[int, tuple[Antecedent, ...]]

    @cached_property
    def relations(self) -> Mapping[int, tuple[Relation, ...]]:
        """Roles by token."""
        return relations_of(self.article)

    @cached_property
    def places(self) -> Mapping[int, tuple[tuple[Place, float], ...]]:
        """For each entity its mentions in the text with the certainty that it is meant (1 for its name)."""
        found: dict[int, list[tuple[Place, float]]] = {e.index: [] for e in self.entities.all}
        for mention in self.article.mentions:
            place = None
            if mention.start in self.entities.by_start:
                place = place_of(self.article, self.relations, mention)
                entity = self.entities.all[self.entities.by_start[mention.start]]
                found[entity.index].append((place, 1.0))
                if entity.person_of is not None:
                    found[entity.person_of].append((place, 0.8))
            for antecedent in self.antecedents.get(mention.start, ()):
                place = place or place_of(self.article, self.relations, mention)
                found[antecedent.entity].append((place, 0.3 + 0.1 * max(0.0, min(4.0, antecedent.margin))))
        return {index: tuple(places) for index, places in found.items()}

    @cached_property
    def party_tokens(self) -> Sequence[int]:
        """Tokens at which a party is named or meant, in order."""
        return sorted({place.token for places in self.places.values() for place, _ in places})


# --- the anchor ----------------------------------------------------------------------------------------------------


def _near_marks(article: Article, marks: Mapping[int, tuple[Mark, ...]], token: int, prefix: str, cap: int = 14) -> Features:
    """For each group of marks in the sentence: how near it stands before and behind."""
    features: Features = {}
    first, last = article.parse.sentences[article.parse.tokens[token].sent]
    for place in range(max(first, token - 40), min(last, token + 40)):
        for mark in marks.get(place, ()):
            side = "before" if place <= token else "behind"
            value = near(abs(place - token), cap)
            for name in (f"{prefix}:{side}:{mark.name}",):
                features[name] = max(features.get(name, 0.0), value)
            key = f"{prefix}:sent:{mark.name}"
            features[key] = 1.0
    return features


def anchor_features(scene: Scene, anchor: Anchor) -> Features:
    """Is this an event, of what type and status? Figures about the anchor, its sentence and its place in the article."""
    article = scene.article
    tokens = article.parse.tokens
    features = _near_marks(article, article.triggers, anchor.token, "t") | _near_marks(article, article.cues, anchor.token, "c")
    features |= _governor_features(article, anchor)
    features |= _layout_features(scene, anchor)
    features |= _money_features(scene, anchor)
    before = _word_before(article, anchor)
    features[f"w:{before}"] = 1.0
    behind = article.parse.folded[anchor.end : anchor.end + 25]
    features |= _behind_features(behind)
    sentence_parties = [t for t in scene.party_tokens if tokens[t].sent == anchor.sentence]
    features["parties"] = min(len(sentence_parties), 8)
    left = [anchor.token - t for t in sentence_parties if t < anchor.token]
    right = [t - anchor.token for t in sentence_parties if t > anchor.token]
    features["party:before"] = near(min(left), 15) if left else 0.0
    features["party:behind"] = near(min(right), 15) if right else 0.0
    features |= _quote_features(article, anchor)
    features |= _word_features(article, anchor)
    features |= _tense_features(article, anchor)
    features |= _sum_features(scene, anchor)
    return features


def _word_features(article: Article, anchor: Anchor) -> Features:
    """Lemmas around the anchor and above it in the tree."""
    tokens, tree = article.parse.tokens, article.tree
    inside = tree.span_tokens(anchor.start, anchor.end)
    first, last = article.parse.sentences[anchor.sentence]
    features: Features = {}
    for place in range(max(first, inside.start - 6), inside.start):
        features[f"l:{fold(tokens[place].lemma)}"] = 1.0 if inside.start - place > 2 else 2.0
    for place in range(inside.stop, min(last, inside.stop + 6)):
        features[f"r:{fold(tokens[place].lemma)}"] = 1.0 if place - inside.stop > 2 else 2.0
    for step, place in enumerate(tree.ancestors(anchor.token, 4)):
        if place not in inside:
            features.setdefault(f"u:{fold(tokens[place].lemma)}", 4.0 - step)
    opening = [fold(t.lemma) for t in tokens[first : first + 3]]
    features |= {f"o:{word}": 1.0 for word in opening}
    return features


_AUXILIARIES = {
    "a", "ont", "avait", "avaient", "aura", "aurait", "auraient", "va", "vont", "allait", "vient de", "viennent de", "venait de", "est", "sont", "etait", "sera",
    "serait", "pourrait", "pourraient", "devrait", "devraient", "doit", "doivent", "peut", "veut", "pour", "de", "a ete", "ont ete", "ayant", "en", "afin de",
}  # fmt: skip


def _tense_features(article: Article, anchor: Anchor) -> Features:
    """Tense of the nearest trigger verb before and behind the anchor, with the small word in front of it."""
    tokens = article.parse.tokens
    first, last = article.parse.sentences[anchor.sentence]
    features: Features = {}
    for side, places in (("left", range(anchor.token, first - 1, -1)), ("right", range(anchor.token + 1, last))):
        for place in places:
            verb = next((m for m in article.triggers.get(place, ()) if m.tenses and not frames()[m.name].distractor), None)
            if verb is None:
                continue
            features |= {f"tn:{side}:{tense}": near(abs(place - anchor.token), 25) for tense in verb.tenses}
            for width in (1, 2):
                words = " ".join(t.folded.rstrip("'") for t in tokens[max(first, place - width) : place])
                if words in _AUXILIARIES:
                    features[f"tn:{side}:after {words}"] = 1.0
            break
    return features


def _sum_features(scene: Scene, anchor: Anchor) -> Features:
    """Is the amount the sum of others, or one of the parts of another?"""
    value = _number(anchor)
    if value is None:
        return {}
    same = [a for a in scene.anchors if a is not anchor and _number(a) is not None and a.money and anchor.money and a.money.currency == anchor.money.currency]
    close = sorted((a for a in same if abs(a.sentence - anchor.sentence) <= 4), key=lambda a: a.start)
    behind = [v for a in close if a.start > anchor.start and (v := _number(a))]
    before = [v for a in close if a.start < anchor.start and (v := _number(a))]
    smaller = [v for v in behind if v < value]
    text = scene.article.parse.folded
    return {
        "sum of next": float(_adds_up(value, behind[:6])),
        "sum of previous": float(_adds_up(value, before[::-1][:6])),
        "part of previous": float(any(_adds_up(larger, [value, *[v for v in (*before[-4:], *behind[:5]) if v != larger]], needs=value) for larger in before[-4:] if larger > value)),
        "smaller behind": min(len(smaller), 6),
        "smaller in sentence": float(sum((_number(a) or value) < value and a.sentence == anchor.sentence and a.start > anchor.start for a in close)),
        "larger before": float(any(v > value for v in before[-3:])),
        "largest": float(all(v <= value for v in (_number(a) or 0 for a in same))),
        "dont behind": float(" dont " in text[anchor.end : anchor.end + 40]),
        "dont before": float(" dont " in text[max(0, anchor.start - 20) : anchor.start]),
        "amounts near": min(len(close), 10),
    }


def _number(anchor: Anchor) -> float | None:
    money = anchor.money
    if money is None:
        return None
    value = money.low if money.low is not None else money.high
    return float(value) if value else None


def _adds_up(total: float, parts: Sequence[float], needs: float | None = None) -> bool:
    """Do two or more neighbouring parts make the total, to one percent?"""
    for start in range(len(parts) - 1):
        running = parts[start]
        for stop in range(start + 1, len(parts)):
            running += parts[stop]
            if abs(running - total) <= 0.01 * total and (needs is None or needs in parts[start : stop + 1]):
                return True
            if running > 1.02 * total:
                break
    return False


def _governor_features(article: Article, anchor: Anchor) -> Features:
    """The words that the anchor hangs on, with mood and tense of the nearest verb."""
    features: Features = {}
    tokens, tree = article.parse.tokens, article.tree
    up = [anchor.token, *tree.ancestors(anchor.token, 5)] if anchor.money is None else list(tree.ancestors(anchor.token, 5))
    for step, place in enumerate(up):
        for mark in article.triggers.get(place, ()):
            features.setdefault(f"g:{mark.name}", 1.0 - 0.15 * step)
        for mark in article.cues.get(place, ()):
            features.setdefault(f"gc:{mark.name}", 1.0 - 0.15 * step)
    token = tokens[anchor.token]
    features[f"dep:{token.dep}"] = 1.0
    if up:
        features[f"gpos:{tokens[up[0]].pos}"] = 1.0
    verb = next((p for p in up if tokens[p].pos in {"VERB", "AUX"}), None)
    if verb is None:
        first, last = article.parse.sentences[anchor.sentence]
        verb = next((p for p in sorted(range(first, last), key=lambda p: abs(p - anchor.token)) if tokens[p].pos == "VERB"), None)
    if verb is not None:
        features |= _verb_features(article, verb, "v")
        head = tokens[verb].head
        if head != verb and tokens[head].pos in {"VERB", "AUX"}:
            features |= _verb_features(article, head, "vv")
        subject = tree.subject(verb)
        if subject is not None:
            features[f"subj:{tokens[subject].pos}"] = 1.0
            features |= {f"subj:{m.name}": 1.0 for m in article.triggers.get(subject, ())}
            features[f"subj:{tokens[subject].folded}"] = 1.0 if tokens[subject].folded in {"il", "elle", "ils", "elles", "on", "nous", "qui", "je"} else 0.0
    return features


def _verb_features(article: Article, verb: int, prefix: str) -> Features:
    tokens, tree = article.parse.tokens, article.tree
    features: Features = {}
    group = (tokens[verb], *tree.auxiliaries(verb))
    for token in group:
        for pair in token.morph.split("|"):
            if pair.startswith(("Mood=", "Tense=", "VerbForm=")):
                features[f"{prefix}:{pair}"] = 1.0
        for mark in article.cues.get(token.index, ()):
            features[f"{prefix}:{mark.name}"] = 1.0
        if token.index != verb:
            features[f"{prefix}:aux:{token.lemma}"] = 1.0 if token.lemma in {"avoir", "être", "aller", "venir", "pouvoir", "devoir", "vouloir", "faire"} else 0.0
    features[f"{prefix}:passive"] = float(tree.is_passive(verb))
    features[f"{prefix}:negated"] = float(tree.is_negated(verb))
    return features


def _layout_features(scene: Scene, anchor: Anchor) -> Features:
    article = scene.article
    line = article.line(anchor.start)
    length = max(1, len(article.parse.text))
    first, last = article.parse.sentences[anchor.sentence]
    same = [a for a in scene.anchors if a.sentence == anchor.sentence and a.money is not None]
    return {
        "headline": float(line.headline),
        "bullet": float(line.bullet),
        "boilerplate": float(line.boilerplate),
        "first line": float(line.start == article.lines[0].start),
        "sentence": min(anchor.sentence, 15),
        "position": anchor.start / length,
        "length": min(length, 6000) / 1000,
        "sentence length": min(last - first, 80),
        "amounts in sentence": len(same),
        "order in sentence": sum(a.start < anchor.start for a in same),
        "amounts": len([a for a in scene.anchors if a.money is not None]),
        "brackets": float(_in_brackets(article.parse.text, anchor.start)),
    }


def _in_brackets(text: str, place: int) -> bool:
    window = text[max(0, place - 60) : place]
    return window.rfind("(") > window.rfind(")")


def _money_features(scene: Scene, anchor: Anchor) -> Features:
    money = anchor.money
    if money is None:
        return {"bare": 1.0}
    value = money.low if money.low is not None else money.high
    size = math.log10(float(value)) if value else 0.0
    twins = sum(_same_value(a, anchor) for a in scene.anchors) - 1
    features = {f"bound:{money.bound}": 1.0, "size": size, "twins": twins, f"per:{money.per}": 1.0 if money.per else 0.0}
    features["no magnitude"] = float(not re.search(r"[mkg]|illi", fold(money.span.text)))
    earlier = [a for a in scene.anchors if _same_value(a, anchor) and a.start < anchor.start]
    features["told before"] = float(bool(earlier))
    larger = [a for a in scene.anchors if a.money and a.money.low and value and a.sentence == anchor.sentence and a.money.low > value]
    features["larger in sentence"] = len(larger)
    return features


def _same_value(left: Anchor, right: Anchor) -> bool:
    a, b = left.money, right.money
    return a is not None and b is not None and (a.low or a.high) == (b.low or b.high) and a.currency == b.currency


_BOUND_WORDS = re.compile(
    r"(?:(?:plus|moins|pres|autour|environ|quelque|quelques|au|jusqu'a|un|une|peu|bon|les|le|des|la|seulement|pas|total|l'ordre|hauteur) ?(?:de |d'|du |des |a )?)+$"
)


def _word_before(article: Article, anchor: Anchor) -> str:
    """The small word in front of the amount and its bound words: « de », « pour », « à », « dont » …"""
    before = article.parse.folded[max(0, anchor.start - 40) : anchor.start].rstrip()
    words = re.findall(r"[\w']+|[^\w\s]", _BOUND_WORDS.sub("", before + " ").rstrip() or before)
    last = words[-1].rstrip("'") if words else ""
    last = {"d": "de", "du": "de", "des": "de", "au": "a", "aux": "a"}.get(last, last)
    if last in _PREPOSITIONS or (last and not last[0].isalnum()):
        return last
    return "other" if last else "start"


_BEHIND = {
    "de": re.compile(r"^ ?(?:de|d'|du|des) "),
    "an": re.compile(r"^ ?(?:/ ?an|par an|l'an|annuel|chaque annee|par mois|/ ?mois)"),
    "comma": re.compile(r"^ ?,"),
    "stop": re.compile(r"^ ?[.;!?]"),
    "bracket": re.compile(r"^ ?\)"),
    "colon": re.compile(r"^ ?:"),
    "dans": re.compile(r"^ ?(?:dans|en|au|aux|a) "),
    "pour": re.compile(r"^ ?pour "),
    "chacun": re.compile(r"^ ?chacun"),
    "participle": re.compile(r"^ ?\w+(?:e|es|ee|ees|is|ise|us|ue)\b"),
    "sur": re.compile(r"^ ?sur "),
    "par": re.compile(r"^ ?par "),
    "supplementaires": re.compile(r"^ ?(?:supplementaire|de plus|nouve)"),
    "percent": re.compile(r"^[^.]{0,20}%"),
}


def _behind_features(behind: str) -> Features:
    return {f"behind:{name}": 1.0 for name, pattern in _BEHIND.items() if pattern.search(behind)}


def _quote_features(article: Article, anchor: Anchor) -> Features:
    text = article.parse.text
    line = article.line(anchor.start)
    head = text[line.start : anchor.start]
    open_quote = head.count("«") > head.count("»") or head.count("“") > head.count("”") or head.count('"') % 2 == 1
    question = "?" in text[anchor.end : article.sentence_span(anchor.sentence)[1] + 1]
    return {"quote": float(open_quote), "question": float(question)}


# --- the party -----------------------------------------------------------------------------------------------------


def party_candidates(scene: Scene, anchor: Anchor) -> tuple[int, ...]:
    """Entities that may be parties of the anchor: spoken of nearby, in a headline, or the most in the article."""
    counts = {index: len(places) for index, places in scene.places.items()}
    often = set(sorted(counts, key=lambda i: -counts[i])[:3])
    article = scene.article
    line = article.line(anchor.start)
    found = []
    for entity in scene.entities.all:
        for place, _ in scene.places[entity.index]:
            near_enough = -5 <= place.sentence - anchor.sentence <= 2
            if near_enough or entity.index in often or line.start <= place.mention.start < line.end or article.line(place.mention.start).headline:
                found.append(entity.index)
                break
    return tuple(found)


def party_rows(scene: Scene, anchor: Anchor, candidates: Sequence[int], context: Features) -> list[Features]:
    """Features of the candidate entities as parties of the anchor's event, with how each compares to its rivals."""
    rows = [party_features(scene, anchor, scene.entities.all[index], context) for index in candidates]
    _add_ranks(scene, anchor, candidates, rows)
    for key in ("s:own:investor", "s:own:recipient", "s:other:investor", "s:subject", "s:prep:par", "s:has", "s:sort:pronoun", "s:sort:description"):
        count = sum(bool(row.get(key)) for row in rows)
        for row in rows:
            row[f"rivals:{key}"] = min(count - bool(row.get(key)), 6)
    return rows


def _add_ranks(scene: Scene, anchor: Anchor, candidates: Sequence[int], rows: list[Features]) -> None:
    """Order of the entities by nearness to the anchor: before it, behind it, in earlier sentences, in its line."""
    line = scene.article.line(anchor.start)
    spots: dict[str, list[tuple[int, int]]] = {"before": [], "behind": [], "earlier": [], "line": [], "count": []}
    for number, index in enumerate(candidates):
        places = [p for p, c in scene.places[index]]
        left = [anchor.token - p.token for p in places if p.sentence == anchor.sentence and p.token < anchor.token]
        right = [p.token - anchor.token for p in places if p.sentence == anchor.sentence and p.token >= anchor.token]
        back = [anchor.token - p.token for p in places if p.sentence < anchor.sentence]
        opening = [p.token for p in places if line.start <= p.mention.start < anchor.start]
        for name, found in (("before", left), ("behind", right), ("earlier", back), ("line", opening)):
            if found:
                spots[name].append((min(found), number))
        spots["count"].append((-len(places), number))
    for name, found in spots.items():
        for rank, (_, index) in enumerate(sorted(found)):
            rows[index][f"rank:{name}"] = max(0.0, 6.0 - rank)
            if name in {"before", "behind"}:
                rows[index][f"rank:{name} from outside"] = max(0.0, 4.0 - (len(found) - 1 - rank))


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
        "brackets": float(_in_brackets(article.parse.text, place.mention.start)),
        f"dep:{place.dep}": 1.0 if place.dep in _DEPS else 0.0,
        f"sort:{place.mention.sort}": 1.0,
        f"prep:{place.preposition}": 1.0 if place.preposition in _PREPOSITIONS else 0.0,
    }
    features |= _verb_relation(scene, anchor, place)
    features |= _lemmas_at(article, place, low, high)
    for index in list(article.tree.ancestors(place.top, 3))[:2]:
        for mark in article.triggers.get(index, ()):
            features[f"gov:{mark.name}"] = 1.0
    for index in between if len(between) < 25 else ():
        for mark in article.triggers.get(index, ()):
            features[f"between:{mark.name}"] = 1.0
    features |= {f"word:{w}": 1.0 for w in _words_before(article, place)}
    features |= {f"after:{k}": 1.0 for k in _words_behind(article, place)}
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


_CUE_BEFORE = {
    "par", "avec", "chez", "de", "a", "dans", "aupres", "selon", "fonds", "groupe", "filiale", "notamment", "dont", "mene", "menee", "emmene", "emmenee", "conduit",
    "mere", "rival", "concurrent", "patron", "pdg", "et", "comme", "ainsi", "pour", "contre", "face", "chef", "file", "president", "directeur", "fondateur",
    "analyste", "action", "titre", "start-up", "societe", "rachat", "acquisition", "capital", "cotes", "actionnaire", "actionnaires", "historiques", "d'apres",
}  # fmt: skip


def _words_before(article: Article, place: Place) -> list[str]:
    head = article.parse.folded[max(0, place.mention.start - 28) : place.mention.start]
    words = [w.rstrip("'") for w in re.findall(r"[\w-]+'?", head)][-3:]
    return [{"d": "de", "du": "de", "des": "de", "au": "a", "aux": "a"}.get(w, w) for w in words if w in _CUE_BEFORE or w in {"d", "du", "des", "au", "aux"}]


_AFTER = {
    "comma": re.compile(r"^ ?,"),
    "bracket": re.compile(r"^ ?\("),
    "colon": re.compile(r"^ ?:"),
    "a verb": re.compile(r"^ ?(?:a|ont|va|vont|avait|aurait) "),
    "et": re.compile(r"^ ?(?:et|ainsi que) "),
    "stop": re.compile(r"^ ?[.;!?»]"),
    "figure": re.compile(r"^ ?[,(:–-]* ?\d"),
}


def _words_behind(article: Article, place: Place) -> list[str]:
    tail = article.parse.folded[place.mention.end : place.mention.end + 12]
    return [name for name, pattern in _AFTER.items() if pattern.search(tail)]


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
        f"prep:{place.preposition}": 1.0 if place.preposition in {"par", "selon", "chez", "de", "a", "dans", "aupres de"} else 0.0,
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


def event_frames() -> tuple[str, ...]:
    """Names of the frames that are no distractors."""
    return tuple(name for name, frame in frames().items() if not frame.distractor)
