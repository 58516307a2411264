"""The scene of an article: anchors, entities and antecedents with the look-ups that all features share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.antecedents import Antecedent
from aiextract.assemble.article import Article
from aiextract.assemble.entities import Entities
from aiextract.assemble.relations import Place, Relation, place_of, relations_of

__all__ = ["Features", "Scene", "near"]

Features = dict[str, float]


def near(distance: float, cap: float) -> float:
    """1 for touching, 0 at the cap and beyond.

    >>> near(0, 10), near(5, 10), near(30, 10)
    (1.0, 0.5, 0.0)
    """
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
