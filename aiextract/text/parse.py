"""The parse of an article as plain frozen values, so that no rule above needs spaCy to be read or tested."""

from __future__ import annotations

from dataclasses import dataclass

from aiextract.text.fold import fold

__all__ = ["Entity", "Parse", "Token"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its place in the text and in the tree; ``head`` and ``sent`` are indexes, ``folded`` is for matching."""

    index: int
    text: str
    folded: str
    start: int
    end: int
    lemma: str
    pos: str
    morph: str
    dep: str
    head: int
    sent: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A span that the named-entity model marked: ORG, LOC, PER or MISC."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """Tokens, sentences (token ranges) and named entities of one text."""

    text: str
    folded: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...]

    @classmethod
    def of_text(cls, text: str) -> Parse:
        """A parse without tokens: for texts in which nothing is to be found."""
        return cls(text, fold(text), (), (), ())
