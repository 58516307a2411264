"""Does a description or pronoun fit an entity: kind, gender, country, city, sector, and the noun that it was called by?"""

from __future__ import annotations

from aiextract.assemble.entities import Entity
from aiextract.recognise.mentions import Mention
from aiextract.recognise.nouns import nouns
from aiextract.recognise.wordlists import name_words
from aiextract.text.fold import fold

__all__ = ["WEIGHTS", "fit"]

# Set on the sample corpus; the scale is that of the thresholds in ``antecedents``.
WEIGHTS: dict[str, float] = {
    "base": 1.2, "distance": 0.7, "far": 0.1, "subject": 0.5, "line": 0.3, "aside": -0.4, "count": 0.15,
    "subjects": 0.2, "title": 0.4, "topic": 0.5, "between": 0.3, "medium": -3.0, "parallel": 0.3, "same verb": -2.0,
    "last": 1.5, "last between": 1.0, "kind": 1.0, "first kind": 0.2, "figure": -1.0, "kind near": -1.0,
    "kind none": -0.4, "kind wrong": -5.0, "place-like": -1.5, "person label": -1.0, "pronoun company": 0.6,
    "pronoun fund": 0.3, "pronoun institution": 0.3, "pronoun person": -0.6, "pronoun government": -0.4,
    "pronoun project": -0.8, "pronoun none": -0.3, "gender": 0.8, "gender wrong": -1.5, "country": 2.0,
    "country wrong": -5.0, "country unknown": -0.4, "city": 2.5, "city wrong": -1.5, "city unknown": 0.0, "sector": 1.5,
    "main sector": 0.6, "sector wrong": -2.5, "sector unknown": -0.3, "noun": 1.8, "in name": 2.0, "startup": 1.0,
    "startup wrong": -1.5,
}  # fmt: skip


def fit(entity: Entity, mention: Mention) -> float:
    """How well the words of a mention fit an entity; far below zero where they rule it out."""
    return _kind(entity, mention) + _gender(entity, mention) + _place(entity, mention) + _sector(entity, mention)


def _kind(entity: Entity, mention: Mention) -> float:
    w = WEIGHTS
    first = entity.mentions[0]
    score = w["figure"] * (not entity.known and entity.name[-1:].isdigit())
    if not entity.kind:
        score += w["place-like"] * (first.label == "LOC" or first.sort == "place") + w["person label"] * (first.label == "PER")
    if mention.sort == "pronoun":
        return score + w[f"pronoun {entity.kind or 'none'}"] if f"pronoun {entity.kind or 'none'}" in w else score
    kinds = mention.kind.split("|")
    kind = "government" if entity.code == "EU" else entity.kind
    if kind in kinds:
        return score + w["kind"] + (w["first kind"] if kind == kinds[0] else 0.0)
    if not entity.kind:
        return score + (w["kind none"] if "government" not in kinds and "person" not in kinds else -3.0)
    if entity.kind == "person" and entity.person_of is not None:
        return -2.5
    return score + (w["kind near"] if {entity.kind, *kinds} <= {"company", "fund", "institution"} else w["kind wrong"])


def _gender(entity: Entity, mention: Mention) -> float:
    """Only pronouns agree with the party itself; a description agrees with its own noun."""
    if mention.sort != "pronoun" or mention.plural or not entity.gender:
        return 0.0
    return WEIGHTS["gender"] if entity.gender == ("f" if mention.feminine else "m") else WEIGHTS["gender wrong"]


def _place(entity: Entity, mention: Mention) -> float:
    w = WEIGHTS
    score = 0.0
    if mention.code:
        homes = {entity.country, *entity.homes} - {""}
        near = 0.0 if mention.city else w["country"]  # the country of a city only rules out
        score += near if mention.code in homes else w["country wrong"] if homes else w["country unknown"]
    if mention.city:
        seats = {*entity.cities, entity.known.seat if entity.known else ""} - {""}
        around = mention.around or (mention.city,)
        score += w["city"] if seats & {*around} else w["city wrong"] if seats else w["city unknown"]
    return score


def _sector(entity: Entity, mention: Mention) -> float:
    w = WEIGHTS
    if mention.sort != "description":
        return 0.0
    score = w["noun"] if mention.noun and mention.noun in entity.nouns else 0.0
    if mention.noun and mention.noun in fold(entity.name).replace("'", " ").split():
        score += w["in name"]
    if mention.sectors:
        if entity.sectors[:1] and entity.sectors[0] in mention.sectors:
            score += w["main sector"]
        mine = {*entity.sectors, *(s for noun in entity.nouns if noun in nouns() for s in nouns()[noun].sectors)}
        score += (w["sector"] if mine & {*mention.sectors} else w["sector wrong"]) if mine else w["sector unknown"]
    if mention.noun in name_words("young"):
        score += (
            w["startup"]
            if "startups" in entity.sectors or {*entity.nouns} & name_words("young")
            else 0.2
            if not entity.known
            else w["startup wrong"]
        )
    return score
