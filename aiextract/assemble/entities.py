"""One entity for all names of a party in an article: « SoftBank », « le groupe Softbank », « SoftBank Group Corp. »."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from aiextract.assemble.joins import Group, join_groups
from aiextract.lexicon.compile import alternation
from aiextract.lexicon.gazetteer import Gazetteer, Organisation, identifier
from aiextract.lexicon.load import table
from aiextract.recognise.heads import territory_of
from aiextract.recognise.mentions import Mention
from aiextract.recognise.nouns import nouns
from aiextract.text.fold import fold

__all__ = ["Entities", "Entity", "group_entities", "party_id"]


@dataclass(frozen=True, slots=True)
class Entity:
    """A party or person of an article: canonical name, kind, code of a state, and its name mentions in the order of the text.

    ``person_of`` is the party that a person heads; ``homes``, ``cities``, ``nouns`` and ``gender`` are what the article says of it.
    """

    index: int
    name: str
    kind: str
    code: str
    known: Organisation | None
    sectors: tuple[str, ...]
    mentions: tuple[Mention, ...]
    person_of: int | None = None
    homes: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    gender: str = ""

    @property
    def country(self) -> str:
        """Home country as far as known."""
        return (self.known.country if self.known else "") or self.code or (self.homes[0] if self.homes else "")


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of an article and, for each name mention by its start, its entity."""

    all: tuple[Entity, ...]
    by_start: dict[int, int]


def group_entities(text: str, names: Iterable[Mention], gazetteer: Gazetteer) -> Entities:
    """Group name mentions into entities; short forms and acronyms join the long name that introduced them."""
    mentions = _promoted(fold(text), list(names))
    groups: dict[str, Group] = {}
    for mention in mentions:
        if mention.sort == "place" and not mention.kind and mention.label != "ORG":
            continue
        groups.setdefault(_key(mention, gazetteer), Group([])).mentions.append(mention)
    _politicians(groups, gazetteer)
    # « en Allemagne », « au Texas »: a state that is only ever a place is no party.
    groups = {key: g for key, g in groups.items() if not key.startswith(_TERRITORIES) or any(not m.local for m in g.mentions)}
    join_groups(text, groups)
    entities = [_entity(index, key, group, text) for index, (key, group) in enumerate(groups.items())]
    entities = _with_persons(entities, fold(text))
    by_start = {m.start: e.index for e in entities for m in e.mentions}
    return Entities(tuple(entities), by_start)


_TERRITORIES = ("state:", "region:", "city:")


def _key(mention: Mention, gazetteer: Gazetteer) -> str:
    if mention.sort == "government" or mention.rule == "country":
        return f"state:{mention.code}"
    if mention.known and mention.code:
        return f"state:{mention.code}"
    if mention.kind == "government":
        level = "city" if mention.rule in {"place:city", "territory:city"} else "region"
        return f"{level}:{fold(territory_of(mention.name)[1])}"
    if mention.known:
        return f"known:{mention.known.id}"
    return "name:" + " ".join(Group([mention]).key_words())


# --- cities and regions that are only spoken of as « la Ville », « la Région » ----------------------------------------


@cache
def _offices(level: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(fold(p) for p in table('descriptions')['heads'][level])})\b")


def _promoted(folded: str, names: list[Mention]) -> list[Mention]:
    """Where « la Ville » or « la Région » acts and no such party is named, the place that the article names most is it."""
    for level, kinds in (
        ("city_offices", {"place:city"}),
        ("region_offices", {"place:region", "place:province", "place:department", "place:state"}),
    ):
        office = _offices(level).search(folded)
        if office is None:
            continue
        level_key = "territory:city" if level == "city_offices" else "territory:region"
        spots = [m for m in names if m.rule in kinds or m.rule == level_key]
        if not spots or any(m.rule == level_key for m in spots):
            continue
        counts = Counter(m.name for m in spots)
        before = [m for m in spots if m.start < office.start()] or spots
        best = max(before, key=lambda m: (counts[m.name], m.start)).name
        names = [replace(m, kind="government", local=False) if m.name == best and m.rule in kinds else m for m in names]
    return names


def _politicians(groups: dict[str, Group], gazetteer: Gazetteer) -> None:
    """« Joe Biden » is his state where the article names it in no other way."""
    for key in [k for k in groups if k.startswith("name:")]:
        first = groups[key].mentions[0]
        country = gazetteer.countries.get(first.noun) if first.rule == "person" and first.noun else None
        code = country.code if country else None
        if code and f"state:{code}" not in groups:
            groups[f"state:{code}"] = Group(
                [replace(m, sort="government", name=first.noun, kind="government", code=code) for m in groups.pop(key).mentions]
            )


# --- from group to entity --------------------------------------------------------------------------------------------


def _words_equal(one: str, other: str) -> bool:
    return Group.words_of(one) == Group.words_of(other)


def _written(canonical: str, mentions: Sequence[Mention], text: str) -> str:
    """The canonical name where the article writes it, else its own longest form (« Samsung » for Samsung Electronics)."""
    forms = [text[m.start : m.end] for m in mentions]
    longest = max(forms, key=len, default=canonical)
    acronym = canonical.isupper() and len(canonical) < 7 and " " in longest
    if not acronym and (not forms or any(_words_equal(form, canonical) for form in forms)):
        return canonical
    return longest


def _entity(index: int, key: str, group: Group, text: str) -> Entity:
    mentions = group.mentions
    known = next((m.known for m in mentions if m.known), None)
    first = mentions[0]
    state = key.startswith("state:")
    if state:
        name = next((m.name for m in mentions if m.rule in {"country", "government"}), first.name)
    elif key.startswith(("region:", "city:")):
        name = territory_of(max((m.name for m in mentions), key=len))[1]
    elif known:
        name = _written(known.name, [m for m in mentions if m.sort != "description" and m.known], text)
    else:
        name = _without_form(max((m.name for m in mentions), key=lambda n: (len(Group.words_of(n)), n != n.upper(), -mentions[0].start)))
    sectors = tuple(dict.fromkeys(s for m in mentions for s in m.sectors))
    return Entity(
        index, name, _kind(key, mentions), next((m.code for m in mentions if m.code), "") if state else "", known, sectors, tuple(mentions),
        homes=tuple(dict.fromkeys(m.home for m in mentions if m.home)),
        cities=tuple(dict.fromkeys(m.city for m in mentions if m.city)),
        nouns=tuple(dict.fromkeys(m.noun for m in mentions if m.noun and m.rule != "person")),
        gender=_gender(mentions),
    )  # fmt: skip


def _without_form(name: str) -> str:
    """« Verdal SA » without its legal form, and with plain apostrophes."""
    first, _, last = name.replace("’", "'").rpartition(" ")
    return first if first and fold(last).strip(".") in table("descriptions")["heads"]["forms"] else name.replace("’", "'")


def _kind(key: str, mentions: Sequence[Mention]) -> str:
    if key == "state:EU":
        return "institution"
    if key.startswith(_TERRITORIES):
        return "government"
    known = next((m.kind for m in mentions if m.known), "")
    if known:
        return known
    kinds = [m.kind for m in mentions if m.kind]
    if kinds:
        return max(dict.fromkeys(kinds), key=kinds.count)
    return ""


def _gender(mentions: Sequence[Mention]) -> str:
    genders = [m.gender for m in mentions if m.gender]
    head = next((nouns()[w] for m in mentions for w in [fold(m.name).split()[0]] if m.name and w in nouns()), None)
    if head is not None:
        genders.append("f" if head.feminine else "m")
    return max(dict.fromkeys(genders), key=genders.count) if genders else ""


# --- people ----------------------------------------------------------------------------------------------------------


@cache
def _heads() -> str:
    return alternation(fold(w) for w in table("descriptions")["heads"]["chiefs"])


def _with_persons(entities: list[Entity], folded: str) -> list[Entity]:
    """Somebody known as head of a party of this article, or called so in it, stands for it: « le groupe de Satya Nadella »."""
    by_name = {e.name: e.index for e in entities}
    by_known = {e.known.name: e.index for e in entities if e.known}
    starts = sorted((m.start, m.end, e.index, m.sort) for e in entities for m in e.mentions)
    linked = []
    for entity in entities:
        party = next((m.noun for m in entity.mentions if m.rule == "person" and m.noun), "")
        index = by_name.get(party, by_known.get(party))
        if index is None and _may_be_person(entity):
            index = _called_head(entity, starts, folded, entities)
        linked.append(replace(entity, person_of=index if index != entity.index else None))
    return linked


def _may_be_person(entity: Entity) -> bool:
    return entity.kind == "person" or (not entity.kind and any(m.label == "PER" for m in entity.mentions))


def _called_head(entity: Entity, starts: list[tuple[int, int, int, str]], folded: str, entities: list[Entity]) -> int | None:
    """« X, PDG de Y »; « le patron de Y, X »; « le fondateur de la société, X » is left to the antecedents."""
    behind = re.compile(rf",? [^.,;\n]{{0,30}}?\b(?:{_heads()})\b[^.;\n]{{0,25}}?(?:de |d'|du )(?:l'|la |le )?[^.,;\n]{{0,18}}$")
    before = re.compile(rf"\b(?:{_heads()})\b[^.,;\n]{{0,25}}?(?:de |d'|du )(?:l'|la |le )?[^.,;\n]{{0,14}}$")
    for mention in entity.mentions:
        for start, end, index, sort in starts:
            other = entities[index]
            if index == entity.index or sort == "person" or other.kind in {"person", "government"}:
                continue
            if 0 < start - mention.end < 90 and behind.fullmatch(folded, mention.end, start):
                return index
            if 0 < mention.start - end <= 3 and before.search(folded[max(0, start - 70) : start]):
                return index
    return None


def party_id(entity: Entity) -> str | None:
    """The stable id of a known party."""
    if entity.known:
        return entity.known.id
    return identifier(entity.name) if entity.kind == "government" and entity.code else None
