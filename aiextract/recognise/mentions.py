"""The mention: words of the text that name, describe or point back to a party or a place."""

from __future__ import annotations

from dataclasses import dataclass

from aiextract.lexicon.gazetteer import Organisation

__all__ = ["Mention", "without_overlaps"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A candidate mention.

    ``sort`` is ``name``, ``person``, ``government``, ``place``, ``demonym``, ``description`` or ``pronoun``; ``name`` the canonical
    name as far as the words alone tell; ``kind`` a party kind or ``""``; ``known`` the gazetteer entry; ``label`` the label
    of the named-entity model; ``noun`` the apposition in front or the head of a description; ``rule`` says what found it;
    ``home`` and ``city`` the country and city that the words around it tell (« la start-up grenobloise »), ``gender`` "m", "f" or "";
    ``local`` marks a territory that stands only where something happens (« en Allemagne »),
    ``around`` the cities that the city or region of a description covers.
    """

    start: int
    end: int
    sort: str
    name: str
    kind: str = ""
    code: str = ""
    known: Organisation | None = None
    label: str = ""
    noun: str = ""
    rule: str = ""
    sectors: tuple[str, ...] = ()
    feminine: bool = False
    plural: bool = False
    ambiguous: bool = False
    home: str = ""
    city: str = ""
    gender: str = ""
    local: bool = False
    around: tuple[str, ...] = ()


def without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """The mentions that stay when two overlap: the earlier in the list wins; sorted by place.

    >>> a, b = Mention(0, 5, "name", "A"), Mention(3, 9, "name", "B")
    >>> [m.name for m in without_overlaps([b, a])]
    ['B']
    """
    taken: list[Mention] = []
    used: set[int] = set()
    for mention in mentions:
        places = range(mention.start, mention.end)
        if used.isdisjoint(places):
            used.update(places)
            taken.append(mention)
    return sorted(taken, key=lambda m: (m.start, m.end))
