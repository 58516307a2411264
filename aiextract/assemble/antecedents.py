"""Who is meant by « il », « le groupe », « la firme de Redmond », « la société lyonnaise »: ranked, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aiextract.assemble.article import Article
from aiextract.assemble.entities import Entities, Entity
from aiextract.recognise.mentions import Mention
from aiextract.text.fold import fold

__all__ = ["Antecedent", "resolve"]

_FAR = 12  # sentences back beyond which only the most spoken-of parties are looked at


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The entity a mention points back to, how surely (difference to the second best), and why."""

    entity: int
    score: float
    margin: float
    reason: str


def resolve(article: Article, entities: Entities) -> dict[int, tuple[Antecedent, ...]]:
    """For each description and pronoun, by its start, the entities that it stands for (several for plurals)."""
    resolved: dict[int, tuple[Antecedent, ...]] = {}
    history: list[tuple[int, int, bool]] = []  # (start, entity, subject) of every name and resolved mention so far
    by_start = entities.by_start
    title = {e.index for e in entities.all if article.title and fold(e.name) in fold(article.title)}
    for mention in article.mentions:
        if mention.start in by_start:
            entity = entities.all[by_start[mention.start]]
            history.append((mention.start, entity.index, _is_subject(article, mention)))
            continue
        if mention.sort not in {"description", "pronoun"}:
            continue
        found = _antecedents(article, entities, mention, history, title)
        if found:
            resolved[mention.start] = found
            history.extend((mention.start, a.entity, _is_subject(article, mention)) for a in found[:1])
    return resolved


def _is_subject(article: Article, mention: Mention) -> bool:
    head = article.tree.head_of(mention.start, mention.end)
    return article.parse.tokens[head].dep in {"nsubj", "nsubj:pass"}


def _antecedents(
    article: Article, entities: Entities, mention: Mention, history: list[tuple[int, int, bool]], title: set[int]
) -> tuple[Antecedent, ...]:
    if mention.known:
        for entity in entities.all:
            if entity.known and entity.known.id == mention.known.id:
                return (Antecedent(entity.index, 9.0, 9.0, "paraphrase of the gazetteer"),)
        return ()
    person = _of_person(article, entities, mention)
    if person:
        return person
    latest = _latest(history)
    scored = sorted(
        ((_score(article, entities.all[index], mention, place, subject, title, len(history)), -index) for index, (place, subject) in latest.items()),
        reverse=True,
    )
    scored = [(s, i) for s, i in scored if s > -3.0]
    if not scored:
        return _single_known(entities, mention)
    if mention.plural:
        return tuple(Antecedent(-i, s, 0.5, "plural") for s, i in scored[:2])
    best, index = scored[0]
    margin = best - scored[1][0] if len(scored) > 1 else 3.0
    return (Antecedent(-index, best, margin, "pronoun" if mention.sort == "pronoun" else "description"),)


def _of_person(article: Article, entities: Entities, mention: Mention) -> tuple[Antecedent, ...]:
    """« le groupe de Satya Nadella », « l'entreprise d'Arthur Mensch »: the party whose head stands behind « de »."""
    tail = article.parse.folded[mention.end : mention.end + 4]
    if not tail.startswith((" de ", " d'", " du ")):
        return ()
    for entity in entities.all:
        for name in entity.mentions:
            if 0 < name.start - mention.end <= 5 and entity.person_of is not None:
                return (Antecedent(entity.person_of, 6.0, 6.0, "group of its head"),)
    return ()


def _latest(history: list[tuple[int, int, bool]]) -> Mapping[int, tuple[int, bool]]:
    latest: dict[int, tuple[int, bool]] = {}
    for place, entity, subject in history:
        latest[entity] = (place, subject)
    return latest


def _single_known(entities: Entities, mention: Mention) -> tuple[Antecedent, ...]:
    """Nothing before it: a description at the head of the article may announce the only party that fits its country."""
    if not mention.code or mention.sort != "description":
        return ()
    fits = [e for e in entities.all if e.country == mention.code and e.kind in mention.kind.split("|")]
    return (Antecedent(fits[0].index, 0.5, 0.5, "announced"),) if len(fits) == 1 else ()


def _score(article: Article, entity: Entity, mention: Mention, place: int, subject: bool, title: set[int], total: int) -> float:
    distance = article.sentence(mention.start) - article.sentence(place)
    if distance > _FAR and len(entity.mentions) < 3:
        return -9.0
    same_line = article.line(place).start == article.line(mention.start).start
    score = 2.0 - 0.8 * min(distance, 4) - 0.1 * min(distance, 20) + (0.8 if subject else 0.0) + (0.4 if same_line else 0.0)
    score += min(len(entity.mentions), 6) * 0.15 + (0.5 if entity.index in title else 0.0)
    score -= 0.3 * _names_between(article, place, mention.start)
    return score + _kind_fit(entity, mention) + _place_fit(entity, mention) + _sector_fit(entity, mention)


def _names_between(article: Article, start: int, end: int) -> float:
    count = sum(start < m.start < end and m.sort == "name" for m in article.names)
    return min(count, 5)


def _kind_fit(entity: Entity, mention: Mention) -> float:
    if mention.sort == "pronoun":
        return {"company": 0.5, "fund": 0.4, "": 0.0, "institution": 0.3, "person": -0.6, "government": 0.0, "project": -0.8}.get(entity.kind, 0.0)
    kinds = mention.kind.split("|")
    if entity.kind in kinds:
        return 1.0
    if not entity.kind:
        return -0.4 if "government" not in kinds and "person" not in kinds else -3.0
    if entity.kind == "person" and entity.person_of is not None:
        return -2.5
    return -0.6 if {entity.kind, *kinds} <= {"company", "fund", "institution"} else -5.0


def _place_fit(entity: Entity, mention: Mention) -> float:
    score = 0.0
    if mention.code:
        country = entity.country
        score += 2.0 if country == mention.code else -5.0 if country else -0.4
    city = mention.rule if mention.rule not in {"description", "demonym", "paraphrase", "pronoun"} else ""
    if city:
        seat = entity.known.seat if entity.known else ""
        score += 2.5 if seat == city else -2.0 if seat else 0.3
    return score


def _sector_fit(entity: Entity, mention: Mention) -> float:
    nouns = {fold(m.noun) for m in entity.mentions if m.noun}
    score = 1.2 if mention.noun and mention.noun in nouns else 0.0
    if mention.sectors:
        if entity.sectors:
            score += 1.8 if set(entity.sectors) & set(mention.sectors) else -2.5
        else:
            score -= 0.2
    if mention.noun in {"start-up", "startup", "jeune pousse", "pousse", "licorne", "pepite", "jeune entreprise", "jeune societe", "scale-up"}:
        score += 1.0 if "startups" in entity.sectors else 0.2 if not entity.known else -1.5
    return score
