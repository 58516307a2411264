"""What the models see of an anchor: its words, the verbs above it, its sentence and its place in the article."""

from __future__ import annotations

from collections.abc import Mapping

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.article import Article, Mark
from aiextract.assemble.figures import money_features, sum_features
from aiextract.assemble.scene import Features, Scene, near
from aiextract.assemble.surroundings import before_amount, behind_amount, feature_words, in_brackets
from aiextract.lexicon.frames import frames
from aiextract.text.fold import fold

__all__ = ["anchor_features"]


def anchor_features(scene: Scene, anchor: Anchor) -> Features:
    """Is this an event, of what type and status? Figures about the anchor, its sentence and its place in the article."""
    article = scene.article
    folded = article.parse.folded
    features = _near_marks(article, article.triggers, anchor.token, "t") | _near_marks(article, article.cues, anchor.token, "c")
    features |= _governor_features(article, anchor)
    features |= _layout_features(scene, anchor)
    features |= money_features(scene, anchor)
    features[f"w:{before_amount(folded[max(0, anchor.start - 40) : anchor.start])}"] = 1.0
    features |= {f"behind:{name}": 1.0 for name in behind_amount(folded[anchor.end : anchor.end + 25])}
    features |= _party_counts(scene, anchor)
    features |= _quote_features(article, anchor)
    features |= _word_features(article, anchor)
    features |= _tense_features(article, anchor)
    features |= sum_features(scene, anchor)
    return features


def _near_marks(article: Article, marks: Mapping[int, tuple[Mark, ...]], token: int, prefix: str, cap: int = 14) -> Features:
    """For each group of marks in the sentence: how near it stands before and behind."""
    features: Features = {}
    first, last = article.parse.sentences[article.parse.tokens[token].sent]
    for place in range(max(first, token - 40), min(last, token + 40)):
        for mark in marks.get(place, ()):
            side = "before" if place <= token else "behind"
            name = f"{prefix}:{side}:{mark.name}"
            features[name] = max(features.get(name, 0.0), near(abs(place - token), cap))
            features[f"{prefix}:sent:{mark.name}"] = 1.0
    return features


def _party_counts(scene: Scene, anchor: Anchor) -> Features:
    """How many parties the sentence names, and how near the nearest stands on either side."""
    tokens = scene.article.parse.tokens
    parties = [t for t in scene.party_tokens if tokens[t].sent == anchor.sentence]
    left = [anchor.token - t for t in parties if t < anchor.token]
    right = [t - anchor.token for t in parties if t > anchor.token]
    return {
        "parties": min(len(parties), 8),
        "party:before": near(min(left), 15) if left else 0.0,
        "party:behind": near(min(right), 15) if right else 0.0,
    }


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
                if words in feature_words("auxiliaries"):
                    features[f"tn:{side}:after {words}"] = 1.0
            break
    return features


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
    features[f"dep:{tokens[anchor.token].dep}"] = 1.0
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
        features |= _subject_features(article, verb)
    return features


def _subject_features(article: Article, verb: int) -> Features:
    subject = article.tree.subject(verb)
    if subject is None:
        return {}
    token = article.parse.tokens[subject]
    features = {f"subj:{token.pos}": 1.0} | {f"subj:{m.name}": 1.0 for m in article.triggers.get(subject, ())}
    features[f"subj:{token.folded}"] = 1.0 if token.folded in feature_words("pronouns") else 0.0
    return features


def _verb_features(article: Article, verb: int, prefix: str) -> Features:
    """Mood, tense and cues of a verb and its auxiliaries, passive and negation."""
    tokens, tree = article.parse.tokens, article.tree
    features: Features = {}
    for token in (tokens[verb], *tree.auxiliaries(verb)):
        for pair in token.morph.split("|"):
            if pair.startswith(("Mood=", "Tense=", "VerbForm=")):
                features[f"{prefix}:{pair}"] = 1.0
        for mark in article.cues.get(token.index, ()):
            features[f"{prefix}:{mark.name}"] = 1.0
        if token.index != verb:
            features[f"{prefix}:aux:{token.lemma}"] = 1.0 if token.lemma in feature_words("auxiliary_lemmas") else 0.0
    features[f"{prefix}:passive"] = float(tree.is_passive(verb))
    features[f"{prefix}:negated"] = float(tree.is_negated(verb))
    return features


def _layout_features(scene: Scene, anchor: Anchor) -> Features:
    """Where the anchor stands: headline, bullet, sentence, order among the amounts."""
    article = scene.article
    line = article.line(anchor.start)
    first, last = article.parse.sentences[anchor.sentence]
    same = [a for a in scene.anchors if a.sentence == anchor.sentence and a.money is not None]
    return {
        "headline": float(line.headline),
        "bullet": float(line.bullet),
        "boilerplate": float(line.boilerplate),
        "first line": float(line.start == article.lines[0].start),
        "sentence": min(anchor.sentence, 15),
        "sentence length": min(last - first, 80),
        "amounts in sentence": len(same),
        "order in sentence": sum(a.start < anchor.start for a in same),
        "brackets": float(in_brackets(article.parse.text, anchor.start)),
    }


def _quote_features(article: Article, anchor: Anchor) -> Features:
    text = article.parse.text
    line = article.line(anchor.start)
    head = text[line.start : anchor.start]
    open_quote = head.count("«") > head.count("»") or head.count("“") > head.count("”") or head.count('"') % 2 == 1
    question = "?" in text[anchor.end : article.sentence_span(anchor.sentence)[1] + 1]
    return {"quote": float(open_quote), "question": float(question)}
