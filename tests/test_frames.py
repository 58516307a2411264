"""Triggers and cues: the tables are large enough, every frame says who is who, and every form is found."""

from __future__ import annotations

import pytest

from aiextract.lexicon.compile import words_of
from aiextract.lexicon.frames import cues, frames, frames_index, plural
from aiextract.lexicon.load import table
from aiextract.text.fold import fold

ROLES = {"investor", "recipient", "seller", "project", "round", "money", "place", "action", ""}
ROWS = table("frames")["frame"]


def groups_of(form: str) -> set[str]:
    index = frames_index()
    return {group[0] for group in (*index.verbs.get(form, ()), *index.nouns.get(form, ()))}


def test_tables_are_large_enough() -> None:
    assert len({verb for row in ROWS for verb in row.get("verbs", ())}) >= 150
    assert len({noun for row in ROWS for noun in row.get("nouns", ())}) >= 120


def test_names_stand_once() -> None:
    assert len({row["name"] for row in ROWS}) == len(ROWS) == len(frames())


@pytest.mark.parametrize("name", sorted(frames()))
def test_every_frame_has_its_roles(name: str) -> None:
    frame = frames()[name]
    roles = {frame.subject, frame.object, frame.agent, *frame.prepositions.values()}
    assert roles <= ROLES
    if frame.distractor:
        assert roles == {""}
    else:
        assert frame.subject
        assert frame.object
        assert frame.agent
        assert roles & {"investor", "recipient"}


def test_prepositions_are_folded() -> None:
    for frame in frames().values():
        assert all(fold(preposition) == preposition for preposition in frame.prepositions), frame.name


@pytest.mark.parametrize(
    ("form", "frame"),
    [
        ("investira", "invest"),
        ("investissements", "invest"),
        ("débloquerait", "give"),
        ("debloquerait", "give"),  # without accents, as in capitals
        ("rachète", "acquire"),
        ("levées", "raise"),
        ("finançait", "fund_object"),
        ("prêterait", "lend"),
    ],
)
def test_a_form_opens_its_frame(form: str, frame: str) -> None:
    assert frame in groups_of(form)


@pytest.mark.parametrize("form", ["chat", "mercredi", "toulouse", "douze"])
def test_other_words_open_none(form: str) -> None:
    assert groups_of(form) == set()


def test_a_verb_tells_its_infinitive_and_tenses() -> None:
    assert ("invest", "investir", frozenset({"conditional"})) in frames_index().verbs["investirait"]


def test_phrases_are_found_in_all_forms_of_their_verb() -> None:
    text = fold("L’État a mis la main à la poche.")
    found = [(text[start:end], names) for start, end, names in frames_index().phrases.find(words_of(text), text)]
    assert ("mis la main a la poche", ("invest",)) in found


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("selon des sources proches", "rumour"),
        ("en pourparlers avec", "talks"),
        ("a jeté l’éponge", "cancel"),
        ("fermement démenti", "deny"),
        ("feu vert de Bruxelles", "announce"),
    ],
)
def test_cues_are_found(text: str, cue: str) -> None:
    folded = fold(text)
    assert cue in {name for _, _, names in cues().phrases.find(words_of(folded), folded, overlapping=True) for name in names}


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("levée de fonds", "levées de fonds"),
        ("tour de table", "tours de table"),
        ("capital", "capitaux"),
        ("enjeu", "enjeux"),
        ("fonds", "fonds"),
        ("prix", "prix"),
        ("bal", "bals"),
        ("prêt", "prêts"),
    ],
)
def test_plural(one: str, many: str) -> None:
    assert plural(one) == many
