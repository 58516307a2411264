"""Triggers and cues, compiled: every form of every verb, noun and phrase of ``frames.toml`` and ``cues.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from aiextract.lexicon.compile import PhraseIndex
from aiextract.lexicon.conjugate import forms
from aiextract.lexicon.load import table
from aiextract.text.fold import fold

__all__ = ["Frame", "WordIndex", "cues", "frames", "frames_index"]


@dataclass(frozen=True, slots=True)
class Frame:
    """What a trigger says of the parties around it: the role of its subject, object, agent and prepositions."""

    name: str
    subject: str
    object: str
    agent: str
    prepositions: Mapping[str, str]
    distractor: bool


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Words and phrases of named groups: ``verbs`` and ``nouns`` by form, ``phrases`` over several words.

    ``verbs[form]`` gives for each group the infinitive and tenses; keys stand twice, as written and folded, so that
    capitals and missing accents are read too.
    """

    verbs: Mapping[str, tuple[tuple[str, str, frozenset[str]], ...]]
    nouns: Mapping[str, tuple[tuple[str, str], ...]]
    phrases: PhraseIndex[tuple[str, ...]]


def plural(noun: str) -> str:
    """The plural of a French noun (of its first word, in a compound).

    >>> plural("levée de fonds"), plural("capital"), plural("enjeu")
    ('levées de fonds', 'capitaux', 'enjeux')
    """
    word, space, rest = noun.partition(" ")
    if word.endswith(("s", "x", "z")):
        return noun
    if word.endswith(("au", "eu")):
        return word + "x" + space + rest
    if word.endswith("al") and len(word) > 4:
        return word[:-1] + "ux" + space + rest
    return word + "s" + space + rest


def _both(word: str) -> tuple[str, ...]:
    lowered = word.lower()
    return (lowered,) if fold(lowered) == lowered else (lowered, fold(lowered))


def _index(groups: Iterable[tuple[str, Mapping[str, Any]]]) -> WordIndex:
    verbs: dict[str, list[tuple[str, str, frozenset[str]]]] = {}
    nouns: dict[str, list[tuple[str, str]]] = {}
    phrases: dict[str, list[str]] = {}
    for name, group in groups:
        for verb in dict.fromkeys(group.get("verbs", ())):
            for form, tenses in forms(verb).items():
                for key in _both(form):
                    verbs.setdefault(key, []).append((name, verb, tenses))
        for noun in dict.fromkeys(group.get("nouns", ())):
            for form in {noun, plural(noun)}:
                if " " in noun:
                    phrases.setdefault(form, []).append(name)
                else:
                    for key in _both(form):
                        nouns.setdefault(key, []).append((name, noun))
        for phrase in group.get("phrases", ()):
            for form in _phrase_forms(phrase):
                phrases.setdefault(form, []).append(name)
    return WordIndex(
        {key: tuple(value) for key, value in verbs.items()},
        {key: tuple(dict.fromkeys(value)) for key, value in nouns.items()},
        PhraseIndex((phrase, tuple(dict.fromkeys(names))) for phrase, names in phrases.items()),
    )


def _phrase_forms(phrase: str) -> Iterable[str]:
    """A phrase that begins with an infinitive stands for all forms of its verb."""
    first, _, rest = phrase.removeprefix("s'").partition(" ")
    if rest and first.endswith(("er", "ir", "re")) and not first.endswith("ière"):
        yield from (f"{form} {rest}" for form in forms(first))
    yield phrase


@cache
def frames() -> dict[str, Frame]:
    """The frames by name."""
    return {
        row["name"]: Frame(
            row["name"],
            row.get("subject", ""),
            row.get("object", ""),
            row.get("agent", ""),
            {fold(k): v for k, v in row.get("prepositions", {}).items()},
            row.get("distractor", False),
        )
        for row in table("frames")["frame"]
    }


@cache
def frames_index() -> WordIndex:
    """Every trigger form with the frames that it can open."""
    return _index((row["name"], row) for row in table("frames")["frame"])


@cache
def cues() -> WordIndex:
    """Every cue form (plan, talks, rumour, denial, cancellation, announcement, total, negation …)."""
    return _index(table("cues").items())
