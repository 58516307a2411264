"""How the mentions of a sentence stand to its triggers: subject, object, agent or complement, as roles of the frames."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from aiextract.assemble.article import Article
from aiextract.assemble.surroundings import feature_word
from aiextract.lexicon.frames import Frame, frames
from aiextract.recognise.mentions import Mention

__all__ = ["Place", "Relation", "place_of", "relations_of"]

# Links over which a name shares the part of the word that it hangs on.
_JOINED = frozenset({"conj", "appos", "flat:name", "flat:foreign", "nmod"})


@dataclass(frozen=True, slots=True)
class Relation:
    """A role that a frame gives to a mention: ``direct`` where the parse shows it, else over a governing verb."""

    trigger: int
    frame: str
    role: str
    direct: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands in its sentence: head token, that of its coordination, dependency, preposition, relations."""

    mention: Mention
    token: int
    top: int
    sentence: int
    dep: str
    preposition: str
    relations: tuple[Relation, ...]


def relations_of(article: Article) -> Mapping[int, tuple[Relation, ...]]:
    """Roles by token: what each trigger of the article makes of the tokens around it."""
    found: dict[int, list[Relation]] = {}
    for trigger, marks in article.triggers.items():
        for mark in marks:
            frame = frames()[mark.name]
            if not frame.distractor:
                for token, role, direct in _arguments(article, trigger, frame, mark.noun):
                    if role:
                        found.setdefault(token, []).append(Relation(trigger, mark.name, role, direct))
    return {token: tuple(dict.fromkeys(relations)) for token, relations in found.items()}


def _arguments(article: Article, trigger: int, frame: Frame, noun: bool) -> Iterator[tuple[int, str, bool]]:
    """Tokens around a trigger with the role that its frame gives them, and whether the parse shows it directly."""
    tree, tokens = article.tree, article.parse.tokens
    passive = not noun and tree.is_passive(trigger)
    subject = tree.subject(trigger) if not noun else None
    if subject is not None:
        yield subject, frame.object if passive else frame.subject, True
    if noun:
        for above in tree.ancestors(trigger, 3):
            if tokens[above].pos in {"VERB", "AUX"}:
                over = tree.subject(above)
                if over is not None:
                    yield over, frame.subject, False
                break
    for child in tree.children[trigger]:
        dep = tokens[child].dep
        if dep in {"obj", "iobj"}:
            yield child, frame.object, True
        elif dep.startswith(("obl", "nmod", "advmod")):
            preposition = tree.preposition(child)
            if preposition == feature_word("agent"):
                yield child, frame.agent, True
            elif preposition in frame.prepositions:
                yield child, frame.prepositions[preposition], True


def place_of(article: Article, relations: Mapping[int, tuple[Relation, ...]], mention: Mention) -> Place:
    """The place of a mention; a name in a list or apposition takes the relations of the list's first or the noun before it."""
    tree, tokens = article.tree, article.parse.tokens
    token = tree.head_of(mention.start, mention.end)
    top = token
    found = list(relations.get(top, ()))
    for _ in range(4):
        head = tokens[top].head
        if head == top or tokens[top].dep not in _JOINED or tokens[head].pos in {"VERB", "AUX"}:
            break
        if tokens[top].dep == "nmod" and tree.preposition(top):
            break
        top = head
        found += relations.get(top, ())
    preposition = tree.preposition(top) or tree.preposition(token)
    return Place(mention, token, top, tokens[token].sent, tokens[top].dep, preposition, tuple(dict.fromkeys(found)))
