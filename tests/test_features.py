"""Features on sentences made by hand: what the models are told of amounts, parties, places, periods and jobs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aiextract.assemble.anchors import Anchor
from aiextract.assemble.events import scene_of
from aiextract.assemble.features import Features, Scene, anchor_features, near, party_candidates, party_rows
from aiextract.assemble.slots import period_rows, place_candidates, place_rows, quantity_rows
from aiextract.lexicon.load import table
from aiextract.options import Options
from aiextract.pipeline.build import parse_of
from aiextract.text.fold import fold

Read = Callable[[str], Scene]


@pytest.fixture(scope="module")
def read(extractor: Any) -> Read:
    def scene(text: str) -> Scene:
        parse = parse_of(extractor.nlp(text))
        return scene_of(parse, published="2024-04-10", title=None, known=extractor.known, options=Options())

    return scene


def at(scene: Scene, words: str) -> Anchor:
    """The anchor whose words begin so."""
    return next(a for a in scene.anchors if scene.article.parse.text.startswith(words, a.start))


def seen(scene: Scene, words: str) -> Features:
    return anchor_features(scene, at(scene, words))


def parties(scene: Scene, words: str) -> dict[str, Features]:
    """The features of each candidate by its name."""
    anchor = at(scene, words)
    found = party_candidates(scene, anchor)
    return dict(zip((scene.entities.all[i].name for i in found), party_rows(scene, anchor, found, {}), strict=True))


# --- the anchor ----------------------------------------------------------------------------------------------------


def test_near_is_one_at_hand_and_zero_far_off() -> None:
    assert [near(d, 10) for d in (0, 5, 10, 99)] == [1.0, 0.5, 0.0, 0.0]


def test_trigger_and_tense(read: Read) -> None:
    row = seen(read("Airbus va investir 2 milliards d’euros à Toulouse."), "2 milliards")
    assert row["t:before:invest"] > 0.8
    assert row["g:invest"] == 1.0
    assert row["tn:left:infinitive"] > 0.9
    assert row["tn:left:after va"] == 1.0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Airbus lance un plan de 2 milliards d’euros.", "w:de"),
        ("Airbus lance un plan d’environ 2 milliards d’euros.", "w:de"),
        ("Airbus s’engage à hauteur de 2 milliards d’euros.", "w:a"),
        ("Airbus achète Verkor pour 2 milliards d’euros.", "w:pour"),
        ("Airbus investit 2 milliards d’euros.", "w:other"),
        ("Airbus achète Verkor (2 milliards d’euros).", "w:("),
    ],
)
def test_word_in_front_of_the_amount(read: Read, text: str, word: str) -> None:
    row = seen(read(text), "2 milliards")
    assert [name for name in row if name.startswith("w:")] == [word]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Airbus investit 2 milliards d’euros par an à Toulouse.", "behind:an"),
        ("Airbus investit 2 milliards d’euros, dit-il.", "behind:comma"),
        ("Airbus investit 2 milliards d’euros dans Verkor.", "behind:dans"),
        ("Airbus et Thales investissent 2 milliards d’euros chacun.", "behind:chacun"),
    ],
)
def test_words_behind_the_amount(read: Read, text: str, name: str) -> None:
    assert seen(read(text), "2 milliards")[name] == 1.0


def test_a_sum_and_its_parts(read: Read) -> None:
    scene = read("Airbus investira 10 milliards d’euros, dont 6 milliards d’euros à Brest et 4 milliards d’euros à Lyon.")
    total, part = seen(scene, "10 milliards"), seen(scene, "6 milliards")
    assert (total["sum of next"], total["part of previous"], total["dont behind"]) == (1.0, 0.0, 1.0)
    assert (part["sum of next"], part["part of previous"], part["dont before"]) == (0.0, 1.0, 1.0)
    assert (total["largest"], part["largest"], part["larger before"]) == (1.0, 0.0, 1.0)
    assert total["smaller in sentence"] == 2.0


def test_size_bound_and_twins(read: Read) -> None:
    scene = read("Airbus investira plus de 3 milliards d’euros. Ces 3 milliards d’euros iront à Toulouse. Un pain coûte 3 euros.")
    first = anchor_features(scene, scene.anchors[0])
    again = anchor_features(scene, scene.anchors[1])
    assert first["bound:more_than"] == 1.0
    assert first["size"] == pytest.approx(9.477, abs=0.001)
    assert (first["twins"], first["told before"], again["told before"]) == (1, 0.0, 1.0)
    assert (first["no magnitude"], seen(scene, "3 euros")["no magnitude"]) == (0.0, 1.0)


def test_a_trigger_without_amount_is_bare(read: Read) -> None:
    row = seen(read("Airbus rachète Verkor."), "rachète")
    assert row["bare"] == 1.0
    assert row["g:acquire"] == 1.0
    assert "size" not in row


def test_quote_question_and_negation(read: Read) -> None:
    assert seen(read("« Nous investirons 2 milliards d’euros », dit Airbus."), "2 milliards")["quote"] == 1.0
    assert seen(read("Airbus investira-t-il 2 milliards d’euros ?"), "2 milliards")["question"] == 1.0
    row = seen(read("Airbus n’investira pas 2 milliards d’euros."), "2 milliards")
    assert row["v:negated"] == 1.0
    assert (row["quote"], row["question"]) == (0.0, 0.0)


# --- parties -------------------------------------------------------------------------------------------------------


def test_investor_and_recipient_by_their_roles(read: Read) -> None:
    found = parties(read("Eurazeo a investi 20 millions d’euros dans Verkor."), "20 millions")
    assert found["Eurazeo"]["s:own:investor"] == 1.0
    assert found["Eurazeo"]["s:before"] == 1.0
    assert "s:own:recipient" not in found["Eurazeo"]
    assert found["Verkor"]["s:own:recipient"] == 1.0
    assert found["Verkor"]["s:prep:dans"] == 1.0
    assert found["Verkor"]["s:word:dans"] == 1.0
    assert found["Eurazeo"]["s:after:a verb"] == 1.0


def test_the_agent_of_a_passive(read: Read) -> None:
    found = parties(read("Verkor a été racheté par Eurazeo pour 20 millions d’euros."), "20 millions")
    assert found["Eurazeo"]["s:prep:par"] == 1.0
    assert found["Eurazeo"]["s:own:investor"] == 1.0
    assert found["Verkor"]["rivals:s:prep:par"] == 1


def test_ranks_go_by_nearness(read: Read) -> None:
    found = parties(read("Selon Reuters, Eurazeo investira 20 millions d’euros chez Verkor."), "20 millions")
    assert found["Eurazeo"]["rank:before"] > found["Reuters"]["rank:before"]
    assert "rank:before" not in found["Verkor"]
    assert found["Verkor"]["rank:behind"] == 6.0


def test_a_party_of_an_earlier_sentence(read: Read) -> None:
    found = parties(read("Verkor se porte bien. Eurazeo investira 20 millions d’euros."), "20 millions")
    assert found["Verkor"]["p:has"] == 1.0
    assert "s:has" not in found["Verkor"]
    assert 0 < found["Verkor"]["p:sentences"] < 1


def test_zeros_are_left_out_of_party_rows(read: Read) -> None:
    for row in parties(read("Eurazeo a investi 20 millions d’euros dans Verkor."), "20 millions").values():
        assert all(value for name, value in row.items() if name.startswith(("s:", "p:", "n:", "e:")))


# --- places, periods, quantities -----------------------------------------------------------------------------------

PLANT = "Airbus investira 2 milliards d’euros à Toulouse d’ici 2028 et créera 300 emplois. Le siège reste à Paris depuis 1970."


def test_the_place_beside_the_amount_is_nearest(read: Read) -> None:
    scene = read(PLANT)
    anchor, candidates = at(scene, "2 milliards"), place_candidates(scene)
    rows = dict(zip((c.name for c in candidates), place_rows(scene, anchor, candidates, {}), strict=True))
    assert (rows["Toulouse"]["inside"], rows["Paris"]["inside"]) == (1.0, 0.0)
    assert rows["Toulouse"]["prep:a"] == 1.0
    assert rows["Toulouse"]["rank"] > rows["Paris"]["rank"]


def test_an_adjective_is_a_weak_place(read: Read) -> None:
    (place,) = place_candidates(read("Le marché allemand attire 2 milliards d’euros."))
    assert (place.name, place.code, place.weak) == ("Allemagne", "DE", True)


def test_the_period_beside_the_amount_is_nearest(read: Read) -> None:
    scene = read(PLANT)
    rows = {p.span.text: row for p, row in zip(scene.article.periods, period_rows(scene, at(scene, "2 milliards"), {}), strict=True)}
    until = next(row for words, row in rows.items() if "2028" in words)
    since = next(row for words, row in rows.items() if "1970" in words)
    assert (until["nearest"], since["nearest"]) == (1.0, 0.0)
    assert (until["future"], since["past"]) == (1.0, 1.0)


def test_jobs_beside_the_amount(read: Read) -> None:
    scene = read(PLANT)
    jobs = tuple(q for q in scene.article.quantities if q.kind == "jobs")
    (row,) = quantity_rows(scene, at(scene, "2 milliards"), jobs, {"a:headline": 1.0})
    assert (row["inside"], row["nearest"], row["kind:jobs"], row["quantities"]) == (1.0, 1.0, 1.0, 1)
    assert row["a:headline"] == 1.0


# --- the table of words --------------------------------------------------------------------------------------------


def test_table_is_folded_but_for_lemmas() -> None:
    data = table("features")
    for key in ("prepositions", "outside_prepositions", "place_prepositions", "auxiliaries", "pronouns", "before_party"):
        assert all(fold(word) == word for word in data[key]), key
        assert len(set(data[key])) == len(data[key]), key
    assert set(data["outside_prepositions"]) <= set(data["prepositions"])


def test_capacity_is_the_size_in_the_amount_s_sentence(extractor: Any) -> None:
    text = "TotalEnergies investira 2 milliards d'euros dans une centrale solaire de 1,4 GW au Maroc d'ici 2028."
    (event,) = extractor.parse(text, published="2025-03-01")
    assert event.capacity is not None
    assert event.capacity.kind == "power"
