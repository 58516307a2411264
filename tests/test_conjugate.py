"""French conjugation: forms with their infinitive and tense, regular and irregular, and words that are no verbs."""

from __future__ import annotations

import pytest

from aiextract.errors import LexiconError
from aiextract.lexicon.conjugate import TENSES, forms
from aiextract.lexicon.load import table

FORMS = [
    # first group
    ("injecte", "injecter", "present"),
    ("mise", "miser", "present"),
    ("misaient", "miser", "imperfect"),
    ("débourseront", "débourser", "future"),
    ("débloquerait", "débloquer", "conditional"),
    ("consacrèrent", "consacrer", "past"),
    ("dotées", "doter", "past_participle"),
    ("finançant", "financer", "present_participle"),
    # … with a soft consonant
    ("finançait", "financer", "imperfect"),
    ("finançons", "financer", "present"),
    ("annonça", "annoncer", "past"),
    ("annoncions", "annoncer", "imperfect"),
    ("engageons", "engager", "present"),
    ("engageait", "engager", "imperfect"),
    ("envisagea", "envisager", "past"),
    # … with a changing stem
    ("rachète", "racheter", "present"),
    ("rachèteraient", "racheter", "conditional"),
    ("rachetons", "racheter", "present"),
    ("lève", "lever", "present"),
    ("lèvera", "lever", "future"),
    ("levé", "lever", "past_participle"),
    ("cède", "céder", "present"),
    ("cédera", "céder", "future"),
    ("célèbre", "célébrer", "present"),
    ("projette", "projeter", "present"),
    ("rappellera", "rappeler", "future"),
    ("renouvelle", "renouveler", "present"),
    ("déploie", "déployer", "present"),
    ("déploiera", "déployer", "future"),
    ("appuient", "appuyer", "present"),
    ("enverrait", "envoyer", "conditional"),
    # second group
    ("investit", "investir", "present"),
    ("investissait", "investir", "imperfect"),
    ("investira", "investir", "future"),
    ("investirait", "investir", "conditional"),
    ("investisse", "investir", "subjunctive"),
    ("investirent", "investir", "past"),
    ("investi", "investir", "past_participle"),
    ("investissant", "investir", "present_participle"),
    ("bâtiront", "bâtir", "future"),
    ("réunies", "réunir", "past_participle"),
    # third group
    ("vend", "vendre", "present"),
    ("vendu", "vendre", "past_participle"),
    ("revendrait", "revendre", "conditional"),
    ("détient", "détenir", "present"),
    ("obtiendra", "obtenir", "future"),
    ("soutenues", "soutenir", "past_participle"),
    ("obtinrent", "obtenir", "past"),
    ("interviendrait", "intervenir", "conditional"),
    ("reprend", "reprendre", "present"),
    ("repris", "reprendre", "past_participle"),
    ("promettait", "promettre", "imperfect"),
    ("promis", "promettre", "past_participle"),
    ("acquiert", "acquérir", "present"),
    ("acquerra", "acquérir", "future"),
    ("acquise", "acquérir", "past_participle"),
    ("offert", "offrir", "past_participle"),
    ("reçoit", "recevoir", "present"),
    ("recevront", "recevoir", "future"),
    ("reçu", "recevoir", "past_participle"),
    ("construit", "construire", "past_participle"),
    ("construisait", "construire", "imperfect"),
    ("produiront", "produire", "future"),
    ("souscrivent", "souscrire", "present"),
    ("conclut", "conclure", "present"),
    ("prévoit", "prévoir", "present"),
    ("prévoira", "prévoir", "future"),
    ("rejoint", "rejoindre", "present"),
    # auxiliaries and modals
    ("pourrait", "pouvoir", "conditional"),
    ("puisse", "pouvoir", "subjunctive"),
    ("devrait", "devoir", "conditional"),
    ("dû", "devoir", "past_participle"),
    ("dues", "devoir", "past_participle"),
    ("veut", "vouloir", "present"),
    ("vont", "aller", "present"),
    ("ira", "aller", "future"),
    ("fera", "faire", "future"),
    ("fasse", "faire", "subjunctive"),
    ("auraient", "avoir", "conditional"),
    ("serait", "être", "conditional"),
    ("était", "être", "imperfect"),
    ("soit", "être", "subjunctive"),
]

# What a rule learnt too broadly would give.
NEVER = [
    ("rachete", "racheter"),
    ("rachette", "racheter"),
    ("annoncait", "annoncer"),
    ("engagait", "engager"),
    ("déploye", "déployer"),
    ("prévoirra", "prévoir"),
    ("préverra", "prévoir"),
    ("tenirait", "tenir"),
    ("investent", "investir"),
    ("recevu", "recevoir"),
    ("dûe", "devoir"),
]


@pytest.mark.parametrize(("form", "infinitive", "tense"), FORMS)
def test_form_has_its_tense(form: str, infinitive: str, tense: str) -> None:
    assert tense in forms(infinitive)[form]


def test_the_table_is_large_enough() -> None:
    assert len(set(FORMS)) == len(FORMS) >= 60
    assert {tense for _, _, tense in FORMS} == set(TENSES) - {"infinitive"}


@pytest.mark.parametrize(("form", "infinitive"), NEVER)
def test_no_such_form(form: str, infinitive: str) -> None:
    assert form not in forms(infinitive)


def test_one_form_may_be_several_tenses() -> None:
    assert forms("investir")["investit"] == {"present", "past"}
    assert forms("injecter")["injecte"] == {"present", "subjunctive"}


def test_prefixes_do_not_make_a_verb_irregular() -> None:
    assert "sert" in forms("servir")
    assert "asservit" in forms("asservir")
    assert "assert" not in forms("asservir")
    assert "répartissent" in forms("répartir")
    assert "répartent" not in forms("répartir")


@pytest.mark.parametrize("word", ["", "er", "usine", "invest", "milliard", "42"])
def test_what_is_no_infinitive_is_an_error(word: str) -> None:
    with pytest.raises(LexiconError, match="conjugation"):
        forms(word)


def test_every_family_is_whole() -> None:
    for family in table("conjugation")["irregular"]:
        found = forms(family)
        assert {tense for tenses in found.values() for tense in tenses} == set(TENSES), family
        assert all(form and form == form.strip() for form in found), family
