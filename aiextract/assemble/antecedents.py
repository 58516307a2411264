"""Who is meant by « il », « le groupe », « la firme de Redmond », « la société lyonnaise »: ranked, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from aiextract.assemble.article import Article
from aiextract.assemble.entities import Entities, Entity
from aiextract.assemble.fits import WEIGHTS, fit
from aiextract.assemble.relations import Relation, relations_of
from aiextract.recognise.mentions import Mention
from aiextract.recognise.wordlists import name_words
from aiextract.text.fold import fold

__all__ = ["Antecedent", "resolve"]

_FAR = 12  # sentences back beyond which only the most spoken-of parties are looked at
_LEAST = -3.0  # below it nobody is meant


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The entity a mention points back to, how surely (difference to the second best), and why."""

    entity: int
    score: float
    margin: float
    reason: str


@dataclass(slots=True)
class _Seen:
    """What was read of an entity so far: where last, in which role, how often."""

    place: int
    sentence: int
    subject: bool
    aside: bool
    verb: int
    count: int = 1
    subjects: int = 0


@dataclass(frozen=True)
class _Reading:
    """An article with its parties, those of its title, and the one that it is about."""

    article: Article
    entities: Entities
    title: frozenset[int]
    topic: int | None

    @cached_property
    def relations(self) -> Mapping[int, tuple[Relation, ...]]:
        return relations_of(self.article)


def resolve(article: Article, entities: Entities) -> dict[int, tuple[Antecedent, ...]]:
    """For each description and pronoun, by its start, the entities that it stands for (several for plurals)."""
    resolved: dict[int, tuple[Antecedent, ...]] = {}
    seen: dict[int, _Seen] = {}
    folded_title = fold(article.title or "")
    title = frozenset(e.index for e in entities.all if folded_title and fold(e.name) in folded_title)
    reading = _Reading(article, entities, title, _topic(article, entities, title))
    for mention in article.mentions:
        if mention.start in entities.by_start:
            _see(article, seen, entities.by_start[mention.start], mention)
        elif mention.sort in {"description", "pronoun"}:
            found = _antecedents(reading, mention, seen)
            if found:
                resolved[mention.start] = found
                if len(found) == 1 and mention.rule != "speaker":
                    _see(article, seen, found[0].entity, mention)
    return resolved


def _see(article: Article, seen: dict[int, _Seen], entity: int, mention: Mention) -> None:
    head = article.tree.head_of(mention.start, mention.end)
    token = article.parse.tokens[head]
    subject = token.dep in {"nsubj", "nsubj:pass"}
    aside = article.tree.preposition(head) in name_words("asides")
    old = seen.get(entity)
    now = _Seen(
        mention.start,
        token.sent,
        subject,
        aside,
        _verb(article, head),
        (old.count if old else 0) + 1,
        (old.subjects if old else 0) + subject,
    )
    seen[entity] = now


def _verb(article: Article, token: int) -> int:
    """The verb that a token depends on most nearly, -1 where there is none."""
    tokens = article.parse.tokens
    return next((i for i in article.tree.ancestors(token, 5) if tokens[i].pos in {"VERB", "AUX"}), -1)


def _topic(article: Article, entities: Entities, title: frozenset[int]) -> int | None:
    """The party that the article is about: named in its title, early and often."""
    best, most = None, 0.0
    for entity in entities.all:
        if entity.kind in {"person", "government"} or _medium(entity):
            continue
        first = article.sentence(entity.mentions[0].start)
        value = (
            len(entity.mentions) + (2.0 if entity.index in title else 0.0) + (1.0 if first <= 1 else 0.0) + (0.5 if entity.kind else 0.0)
        )
        if value > most:
            best, most = entity.index, value
    return best


def _medium(entity: Entity) -> bool:
    return entity.known is not None and entity.known.kind == "media"


def _antecedents(reading: _Reading, mention: Mention, seen: dict[int, _Seen]) -> tuple[Antecedent, ...]:
    article, entities = reading.article, reading.entities
    if mention.known:
        known = [e for e in entities.all if e.known and e.known.id == mention.known.id]
        return tuple(Antecedent(e.index, 9.0, 9.0, "paraphrase of the gazetteer") for e in known[:1])
    if mention.rule == "speaker":
        return _speaker(article, entities, mention, reading.topic)
    of_person = _of_person(article, entities, mention)
    if of_person:
        return of_person
    if mention.noun in name_words("firsts") | name_words("seconds"):
        return _of_two(article, entities, mention, seen)
    head = article.tree.head_of(mention.start, mention.end)
    scored = sorted(((_score(reading, entities.all[i], mention, s, head), -i) for i, s in seen.items()), reverse=True)
    scored = [(s, i) for s, i in scored if s > _LEAST]
    announced = _announced(entities, mention, {-i for _, i in scored})
    if announced and (not scored or scored[0][0] < 0.5):
        return announced
    if not scored:
        return ()
    if mention.plural:
        return tuple(Antecedent(-i, s, 0.5, "plural") for s, i in scored[: 3 if mention.noun in name_words("threes") else 2])
    best, index = scored[0]
    margin = best - scored[1][0] if len(scored) > 1 else 3.0
    return (Antecedent(-index, best, margin, "pronoun" if mention.sort == "pronoun" else "description"),)


def _of_person(article: Article, entities: Entities, mention: Mention) -> tuple[Antecedent, ...]:
    """« le groupe de Satya Nadella », « la société fondée par Hélène Huby »: the party whose head stands behind."""
    if mention.sort != "description":
        return ()
    for entity in entities.all:
        if entity.person_of is None:
            continue
        for name in entity.mentions:
            gap = article.parse.folded[mention.end : name.start] if 0 < name.start - mention.end <= 28 else ""
            if gap.strip() in name_words("of_person"):
                return (Antecedent(entity.person_of, 6.0, 6.0, "party of its head"),)
    return ()


def _speaker(article: Article, entities: Entities, mention: Mention, topic: int | None) -> tuple[Antecedent, ...]:
    """« nous », « je »: the party of whoever speaks nearby, else the one that the article is about."""
    here = article.sentence(mention.start)
    people = [
        (abs(article.sentence(m.start) - here), m.start < mention.start, e)
        for e in entities.all
        if e.person_of is not None
        for m in e.mentions
    ]
    near = sorted((d, before, e.index) for d, before, e in people if d <= 3)
    if near:
        party = entities.all[near[0][2]].person_of
        return (Antecedent(party, 2.0, 1.0, "speaker"),) if party is not None else ()
    return (Antecedent(topic, 1.0, 0.5, "speaker"),) if topic is not None else ()


def _of_two(article: Article, entities: Entities, mention: Mention, seen: dict[int, _Seen]) -> tuple[Antecedent, ...]:
    """« le premier », « le second »: of the two parties named last in one sentence, in their order."""
    here = article.sentence(mention.start)
    for back in (1, 0, 2, 3):
        named = [
            m.start
            for m in article.names
            if m.start < mention.start and article.sentence(m.start) == here - back and m.start in entities.by_start
        ]
        order = list(dict.fromkeys(entities.by_start[start] for start in named))
        order = [
            i
            for i in order
            if entities.all[i].kind in {"company", "fund", "institution", ""} and i in seen and not _medium(entities.all[i])
        ]
        if len(order) >= 2:
            index = order[-2] if mention.noun in name_words("firsts") else order[-1]
            return (Antecedent(index, 2.0, 1.0, "order"),)
    return ()


def _announced(entities: Entities, mention: Mention, before: Iterable[int]) -> tuple[Antecedent, ...]:
    """Nothing before it: a description at the head of the article may announce the only party that fits its country or city."""
    if mention.sort != "description" or not (mention.code or mention.city):
        return ()
    kinds = mention.kind.split("|")
    known = {*before}
    fits = [e for e in entities.all if e.index not in known and e.kind in kinds and _fits_place(e, mention)]
    return (Antecedent(fits[0].index, 0.5, 0.5, "announced"),) if len(fits) == 1 else ()


def _fits_place(entity: Entity, mention: Mention) -> bool:
    if mention.city:
        return mention.city in entity.cities or bool(entity.known and entity.known.seat == mention.city)
    return entity.country == mention.code


def _score(reading: _Reading, entity: Entity, mention: Mention, seen: _Seen, head: int) -> float:
    w, article = WEIGHTS, reading.article
    token = article.parse.tokens[head]
    distance = token.sent - seen.sentence
    if distance > _FAR and seen.count < 3:
        return -9.0
    same_line = article.line(seen.place).start == article.line(mention.start).start
    score = w["base"] - w["distance"] * min(distance, 4) - w["far"] * min(distance, 20)
    score += w["subject"] * seen.subject + w["line"] * same_line + w["aside"] * seen.aside
    score += w["count"] * min(seen.count, 6) + w["subjects"] * min(seen.subjects, 4) + w["title"] * (entity.index in reading.title)
    score += w["topic"] * (entity.index == reading.topic)
    score -= w["between"] * min(_names_between(article, seen.place, mention.start), 5)
    score += w["medium"] * _medium(entity)
    score += _side(reading, entity, mention)
    subject = token.dep in {"nsubj", "nsubj:pass"}
    score += w["parallel"] * (subject and seen.subject)
    verb = _verb(article, head)
    score += w["same verb"] * (distance == 0 and verb >= 0 and verb == seen.verb and not _possessive(article, mention))
    if mention.noun in name_words("lasts"):
        score += w["last"] * (distance <= 1 and not seen.subject) - w["last between"] * _names_between(article, seen.place, mention.start)
    return score + fit(entity, mention)


_SIDES = (("buyers", "investor"), ("sellers", "seller"), ("targets", "recipient"))


def _side(reading: _Reading, entity: Entity, mention: Mention) -> float:
    """« l'acheteur », « le vendeur », « la cible »: by the role that the article gave the party in a deal."""
    wanted = next((role for key, role in _SIDES if mention.noun in name_words(key)), "")
    if not wanted:
        return 0.0
    tree = reading.article.tree
    roles = {r.role for m in entity.mentions for r in reading.relations.get(tree.head_of(m.start, m.end), ())}
    return 2.5 if wanted in roles else -1.5 if roles else 0.0


def _possessive(article: Article, mention: Mention) -> bool:
    return article.parse.folded[mention.start : mention.end].split(" ")[0] in name_words("possessives")


def _names_between(article: Article, start: int, end: int) -> int:
    names: Sequence[Mention] = article.names
    return sum(start < m.start < end and m.sort == "name" for m in names)
