"""One entity for all names of a party in an article: « SoftBank », « le groupe Softbank », « SoftBank Group Corp. »."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aiextract.lexicon.compile import words_of
from aiextract.lexicon.gazetteer import Gazetteer, Organisation, identifier
from aiextract.recognise.mentions import Mention
from aiextract.text.fold import fold

__all__ = ["Entities", "Entity", "group_entities"]

# Legal forms and group words that a name may carry or not.
_LEGAL = {"sa", "sas", "se", "ag", "nv", "inc", "corp", "ltd", "gmbh", "spa", "plc", "group", "groupe", "company", "co", "corporation", "limited", "llc", "sca"}


# Words that a region's or city's name may carry or not: « Région Bretagne », « conseil régional de Bretagne ».
_REGION = {"region", "conseil", "regional", "departemental", "departement", "de", "du", "la", "le", "l", "d", "des", "ville", "canton", "gouvernement", "province", "mairie", "metropole"}


@dataclass(frozen=True, slots=True)
class Entity:
    """A party or person of an article: canonical name, kind, home country, and its name mentions in the order of the text."""

    index: int
    name: str
    kind: str
    code: str
    known: Organisation | None
    sectors: tuple[str, ...]
    mentions: tuple[Mention, ...]
    person_of: int | None = None

    @property
    def country(self) -> str:
        """Home country as far as known."""
        return (self.known.country if self.known else "") or self.code


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities of an article and, for each name mention by its start, its entity."""

    all: tuple[Entity, ...]
    by_start: dict[int, int]


class _Group:
    def __init__(self, mention: Mention) -> None:
        self.mentions = [mention]

    def key_words(self) -> list[str]:
        return max((_words(m.name) for m in self.mentions), key=len)


def _words(name: str) -> list[str]:
    words = [w for w, _, _ in words_of(fold(name))]
    return [w for w in words if w not in _LEGAL] or words


def _key(mention: Mention) -> str:
    if mention.sort in {"government"} or (mention.rule == "country"):
        return f"state:{mention.code}"
    if mention.known and mention.code:
        return f"state:{mention.code}"
    if mention.kind == "government":
        return "region:" + " ".join(w for w in _words(mention.name) if w not in _REGION)
    if mention.known:
        return f"known:{mention.known.id}"
    return "name:" + " ".join(_words(mention.name))


def group_entities(text: str, names: Iterable[Mention], gazetteer: Gazetteer) -> Entities:
    """Group name mentions into entities; short forms and acronyms join the long name that introduced them."""
    groups: dict[str, _Group] = {}
    for mention in names:
        if mention.sort == "place" and not mention.kind and not mention.label == "ORG":
            continue
        key = _key(mention)
        if key in groups:
            groups[key].mentions.append(mention)
        else:
            groups[key] = _Group(mention)
    _join_short_forms(groups)
    _join_acronyms(text, groups)
    entities = [_entity(index, group, text) for index, group in enumerate(groups.values())]
    entities = _with_persons(entities, gazetteer)
    by_start = {m.start: e.index for e in entities for m in e.mentions}
    return Entities(tuple(entities), by_start)


def _join_short_forms(groups: dict[str, _Group]) -> None:
    """« Mistral » joins « Mistral AI », « Saadé » joins « Rodolphe Saadé »: a run of whole words of one longer name only."""
    keys = [k for k in groups if not k.startswith(("state:", "region:"))]
    for key in sorted(keys, key=lambda k: len(groups[k].key_words())):
        group = groups[key]
        words = group.key_words()
        if key.startswith("known:") or not words or len(" ".join(words)) < 3:
            continue
        hosts = []
        for other in keys:
            if other == key or other not in groups:
                continue
            longer = groups[other].key_words()
            person = any(m.sort == "person" for m in groups[other].mentions)
            if len(longer) > len(words) and (longer[-len(words) :] == words if person else longer[: len(words)] == words):
                hosts.append(other)
        if len(hosts) == 1:
            groups[hosts[0]].mentions += group.mentions
            groups[hosts[0]].mentions.sort(key=lambda m: m.start)
            del groups[key]


def _join_acronyms(text: str, groups: dict[str, _Group]) -> None:
    """« Banque de développement … (BDEAC) »: what stands alone in brackets behind a name and shares its first letter is the same."""
    by_end = {m.end: key for key, group in groups.items() for m in group.mentions}
    for key in list(groups):
        if key not in groups or key.startswith(("state:", "region:")):
            continue
        for mention in groups[key].mentions:
            opening = mention.start - 1
            closed = text[mention.end : mention.end + 1] == ")"
            if not closed or opening < 1 or text[opening] != "(":
                continue
            host = next((by_end[e] for e in range(opening, max(0, opening - 3), -1) if e in by_end), None)
            if host and host != key and host in groups and _abbreviates(mention.name, groups[host]):
                keep, drop = (key, host) if groups[key].mentions[0].known and not groups[host].mentions[0].known else (host, key)
                groups[keep].mentions += groups[drop].mentions
                groups[keep].mentions.sort(key=lambda m: m.start)
                del groups[drop]
                break


def _abbreviates(short: str, group: _Group) -> bool:
    words = group.key_words()
    letters = [c for c in fold(short) if c.isalpha()]
    return short.isupper() and bool(letters) and bool(words) and words[0][0] == letters[0] and len(letters) <= len(words) + 4


def _written(canonical: str, mentions: list[Mention], text: str) -> str:
    """The canonical name where the article writes it, else its own longest form (« Samsung » for Samsung Electronics)."""
    forms = [text[m.start : m.end] for m in mentions]
    longest = max(forms, key=len, default=canonical)
    acronym = canonical.isupper() and len(canonical) < 7 and " " in longest
    if not acronym and (not forms or any(_words(form) == _words(canonical) for form in forms)):
        return canonical
    return longest


def _entity(index: int, group: _Group, text: str) -> Entity:
    mentions = group.mentions
    known = next((m.known for m in mentions if m.known), None)
    first = mentions[0]
    if known:
        name = _written(known.name, [m for m in mentions if m.sort != "description"], text)
    elif first.sort == "government" or first.rule == "country":
        name = first.name
    else:
        name = max((m.name for m in mentions), key=lambda n: (len(_words(n)), -mentions[0].start))
    kinds = [m.kind for m in mentions if m.kind]
    kind = max(dict.fromkeys(kinds), key=kinds.count) if kinds else ""
    code = next((m.code for m in mentions if m.code), "")
    sectors = tuple(dict.fromkeys(s for m in mentions for s in m.sectors))
    return Entity(index, name, kind, code, known, sectors, tuple(mentions))


def _with_persons(entities: list[Entity], gazetteer: Gazetteer) -> list[Entity]:
    """Somebody known as head of a party of this article stands for it: « le groupe de Satya Nadella »."""
    by_name = {e.name: e.index for e in entities}
    linked = []
    for entity in entities:
        party = next((m.noun for m in entity.mentions if m.rule == "person" and m.noun), "")
        linked.append(replace(entity, person_of=by_name.get(party)))
    return linked


def party_id(entity: Entity) -> str | None:
    """The stable id of a known party."""
    if entity.known:
        return entity.known.id
    return identifier(entity.name) if entity.kind == "government" and entity.code else None
