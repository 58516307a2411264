"""Amounts in whole sentences of the press: a blind set, written before any of its results was seen."""

from __future__ import annotations

from decimal import Decimal

import pytest

from aiextract.recognise.amounts import find_amounts

# Whole sentences in the style of the press, written before any result was seen: low|high|currency|bound|per|text of each amount.
PRESS: list[tuple[str, list[str]]] = [
    (
        "Le 3 mars 2024, TotalEnergies a cédé 50 % de son portefeuille solaire pour 550 M$, soit environ 510 M€.",
        ["550e6|550e6|USD|exact||550 M$", "510e6|510e6|EUR|about||510 M€"],
    ),
    (
        "La région votera une subvention de 2,4 millions et la métropole 600.000 euros.",
        ["2.4e6|2.4e6|EUR|exact||2,4 millions", "600000|600000|EUR|exact||600.000 euros"],
    ),
    ("Son chiffre d'affaires a bondi de 12 % à 3,7 Mds d’€ en 2023.", ["3.7e9|3.7e9|EUR|exact||3,7 Mds d’€"]),
    ("Près de la moitié des 54 milliards d'euros de France 2030 a été engagée.", ["54e9|54e9|EUR|exact||54 milliards d'euros"]),
    (
        "Les 1 200 salariés recevront chacun 3 000 euros brut, et 150 euros par mois de prime.",
        ["3000|3000|EUR|exact||3 000 euros", "150|150|EUR|exact|month|150 euros"],
    ),
    (
        "Elle compte 2,1 milliards d'utilisateurs et pèse 1 500 milliards de dollars en Bourse.",
        ["1500e9|1500e9|USD|exact||1 500 milliards de dollars"],
    ),
    (
        "Le titre a clôturé à 41,35 € vendredi, loin de ses 68 euros de 2021.",
        ["41.35|41.35|EUR|exact||41,35 €", "68|68|EUR|exact||68 euros"],
    ),
    ("De 2019 à 2023, l'État a versé 4,2 milliards d'euros à la filière.", ["4.2e9|4.2e9|EUR|exact||4,2 milliards d'euros"]),
    (
        "L'usine, d'une capacité de 40 GWh, coûtera entre 4 et 5 milliards d’euros et créera 3 000 emplois.",
        ["4e9|5e9|EUR|between||4 et 5 milliards d’euros"],
    ),
    ("Le plan passe ainsi de 8 à 12 Md€ d'ici 2030.", ["12e9|12e9|EUR|exact||12 Md€"]),
    (
        "Le budget va être augmenté de 300 millions d'euros, à 2,1 milliards.",
        ["300e6|300e6|EUR|exact||300 millions d'euros", "2.1e9|2.1e9|EUR|exact||2,1 milliards"],
    ),
    (
        "Au Nigeria, le fonds britannique BII prête 75 millions de livres sterling (près de 96 millions de dollars).",
        ["75e6|75e6|GBP|exact||75 millions de livres sterling", "96e6|96e6|USD|about||96 millions de dollars"],
    ),
    ("Berne accorde un crédit de 1,2 milliard de francs.", ["1.2e9|1.2e9|CHF|exact||1,2 milliard de francs"]),
    ("La BAD débloque 45 milliards de francs CFA pour l'électrification du Mali.", ["45e9|45e9|XOF|exact||45 milliards de francs CFA"]),
    (
        "Le Fonds monétaire international versera au Cameroun 72,6 millions de dollars, soit 44 milliards de FCFA.",
        ["72.6e6|72.6e6|USD|exact||72,6 millions de dollars", "44e9|44e9|XAF|exact||44 milliards de FCFA"],
    ),
    ("Volvo Cars investit 10 milliards de couronnes à Göteborg, en Suède.", ["10e9|10e9|SEK|exact||10 milliards de couronnes"]),
    ("LES BREVES – MEDTECH : HEPATIK LEVE 4,5 M€ AUPRES DE DEMETER", ["4.5e6|4.5e6|EUR|exact||4,5 M€"]),
    ("Un investissement estimé à plus de cent millions d'euros par la direction.", ["100e6||EUR|more_than||cent millions d'euros"]),
    ("Mistral AI serait valorisée au moins 6 Mds€.", ["6e9||EUR|at_least||6 Mds€"]),
    (
        "L’aide publique, de 1,5 à 2 milliards d’euros selon les sources, reste à négocier.",
        ["1.5e9|2e9|EUR|between||1,5 à 2 milliards d’euros"],
    ),
    ("Un article 8 du règlement (UE) 2019/2088 et des encours de 12,4 Md€.", ["12.4e9|12.4e9|EUR|exact||12,4 Md€"]),
    ("Rendez-vous le 12 à 14 heures, salle 300, pour 20 euros.", ["20|20|EUR|exact||20 euros"]),
    (
        "Le pétrole valait 82,40 dollars le baril et l'once d'or 2 350 dollars.",
        ["82.40|82.40|USD|exact||82,40 dollars", "2350|2350|USD|exact||2 350 dollars"],
    ),
    (
        "Elle a dépensé la bagatelle de 900 millions d’euros, dont 300 millions pour les puces.",
        ["900e6|900e6|EUR|exact||900 millions d’euros", "300e6|300e6|EUR|exact||300 millions"],
    ),
    (
        "La Chine injectera 344 milliards de yuans (47,5 milliards de dollars) dans les semi-conducteurs.",
        ["344e9|344e9|CNY|exact||344 milliards de yuans", "47.5e9|47.5e9|USD|exact||47,5 milliards de dollars"],
    ),
    ("Une dizaine d'entreprises se partageront quelque 40 M€.", ["40e6|40e6|EUR|about||40 M€"]),
    ("Il faudra débourser 15 euros au lieu de 12.", ["15|15|EUR|exact||15 euros"]),
    ("« Un milliard, ce n'est rien », dit-il.", ["1e9|1e9||exact||Un milliard"]),
    ("Le groupe a supprimé 3 000 postes et provisionné 1,1 Md€.", ["1.1e9|1.1e9|EUR|exact||1,1 Md€"]),
    ("Tesla : 25 000 $ la voiture, 5 Mds$ l'usine.", ["25000|25000|USD|exact||25 000 $", "5e9|5e9|USD|exact||5 Mds$"]),
    ("Les retraites coûtent 345 milliards d’euros par an, soit 14 % du PIB.", ["345e9|345e9|EUR|exact|year|345 milliards d’euros"]),
    ("Le prix de la tonne, 425 euros, a doublé en 6 mois.", ["425|425|EUR|exact||425 euros"]),
    ("La société (capital de 37 000 €, RCS Paris 812 345 678) lève 2 M€.", ["37000|37000|EUR|exact||37 000 €", "2e6|2e6|EUR|exact||2 M€"]),
    ("Contact : 01 44 55 66 77 – tarif 0,15 €/min", ["0.15|0.15|EUR|exact||0,15 €"]),
    (
        "Samsung investira 300.000 milliards de wons, soit 230 milliards de dollars, d’ici 2042.",
        ["3e14|3e14|KRW|exact||300.000 milliards de wons", "230e9|230e9|USD|exact||230 milliards de dollars"],
    ),
    (
        "Le prêt de la Banque mondiale, 500 millions de dollars sur 25 ans, financera 1 200 km de routes.",
        ["500e6|500e6|USD|exact||500 millions de dollars"],
    ),
    (
        "Trois investisseurs ont apporté respectivement 12, 8 et 5 millions d’euros.",
        ["12e6|12e6|EUR|exact||12", "8e6|8e6|EUR|exact||8", "5e6|5e6|EUR|exact||5 millions d’euros"],
    ),
    ("Le fonds a misé 20 M€ en 2021, puis 35 M€ en 2023.", ["20e6|20e6|EUR|exact||20 M€", "35e6|35e6|EUR|exact||35 M€"]),
    ("Avec 8 000 euros d'apport, la banque en prête 150 000.", ["8000|8000|EUR|exact||8 000 euros"]),
    ("Québec prête 60 M$ à l'aluminerie d'Alma, au Saguenay.", ["60e6|60e6|CAD|exact||60 M$"]),
    ("Le Canada et les États-Unis signent ; Washington met 60 M$ dans une mine américaine.", ["60e6|60e6|USD|exact||60 M$"]),
    ("L’entreprise parle d’un investissement « à neuf chiffres » et de 120 embauches.", []),
    ("OpenAI a dépensé entre cinq et sept milliards de dollars l'an dernier.", ["5e9|7e9|USD|between||cinq et sept milliards de dollars"]),
    (
        "Au total, quatre cent cinquante-trois mille euros ont été récoltés.",
        ["453000|453000|EUR|exact||quatre cent cinquante-trois mille euros"],
    ),
    ("Le ticket moyen (250.000 à 500.000 euros) reste modeste.", ["250000|500000|EUR|between||250.000 à 500.000 euros"]),
    ("Montant : 12.500.000 EUR – Durée : 7 ans", ["12.5e6|12.5e6|EUR|exact||12.500.000 EUR"]),
    ("Levée : 8M€ (dont 2M€ de dette)", ["8e6|8e6|EUR|exact||8M€", "2e6|2e6|EUR|exact||2M€"]),
    ("Un projet de 35MUSD à Tema, au Ghana.", ["35e6|35e6|USD|exact||35MUSD"]),
    (
        "Le groupe marocain OCP va mettre 13 MMDH dans l'ammoniac vert, dont 3 MMDH en 2025.",
        ["13e9|13e9|MAD|exact||13 MMDH", "3e9|3e9|MAD|exact||3 MMDH"],
    ),
    ("Sanofi investit un peu plus d’1 milliard d’euros à Vitry.", ["1e9||EUR|more_than||1 milliard d’euros"]),
    (
        "La perte atteint les 3 milliards, contre 1,8 milliard un an plus tôt (en dollars).",
        ["3e9|3e9||exact||3 milliards", "1.8e9|1.8e9||exact||1,8 milliard"],
    ),
    (
        "Le coût, d'abord fixé à 3,3 milliards, dépasse désormais 13 milliards d'euros.",
        ["3.3e9|3.3e9|EUR|exact||3,3 milliards", "13e9||EUR|more_than||13 milliards d'euros"],
    ),
    (
        "Deux milliards et demi de dollars pour une start-up de deux ans et demi.",
        ["2.5e9|2.5e9|USD|exact||Deux milliards et demi de dollars"],
    ),
    ("Une enveloppe maximale de 180 millions d'euros", ["|180e6|EUR|at_most||180 millions d'euros"]),
    ("Le seuil a été fixé à un milliard d’euros minimum.", ["1e9||EUR|at_least||un milliard d’euros"]),
    ("Foxconn y laisserait 1,1 billion de roupies indiennes.", ["1.1e12|1.1e12|INR|exact||1,1 billion de roupies indiennes"]),
    ("un tour de série C de $150M mené par Tiger Global", ["150e6|150e6|USD|exact||$150M"]),
    ("€75 M pour la deeptech", ["75e6|75e6|EUR|exact||€75 M"]),
    ("un fonds de 1 Md d’euros", ["1e9|1e9|EUR|exact||1 Md d’euros"]),
    ("450 000 € HT/an", ["450000|450000|EUR|exact|year|450 000 €"]),
    ("il vend 2 livres à 15 euros et 3 livres à 20 euros", ["15|15|EUR|exact||15 euros", "20|20|EUR|exact||20 euros"]),
    ("L'île Maurice lève 4 milliards de roupies.", ["4e9|4e9|MUR|exact||4 milliards de roupies"]),
    ("La Banque du Liban perd 70 milliards de dollars.", ["70e9|70e9|USD|exact||70 milliards de dollars"]),
    (
        "Le métro d'Alger coûtera 30 milliards de dinars (210 millions d’euros).",
        ["30e9|30e9|DZD|exact||30 milliards de dinars", "210e6|210e6|EUR|exact||210 millions d’euros"],
    ),
    (
        "Le Premier ministre japonais promet 10 000 milliards de yens d'ici à l'exercice 2030.",
        ["1e13|1e13|JPY|exact||10 000 milliards de yens"],
    ),
    ("Un million de fois merci aux 2 millions de Bretons.", []),
    (
        "Sur les 109 milliards annoncés, 20 seulement sont financés, dit Bercy, qui table sur 83 milliards d'euros.",
        ["109e9|109e9|EUR|exact||109 milliards", "20e9|20e9|EUR|exact||20", "83e9|83e9|EUR|exact||83 milliards d'euros"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PRESS, ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_press_sentence_is_read_in_full(text: str, expected: list[str]) -> None:
    def plain(value: Decimal | str | None) -> str:
        return format(Decimal(value).normalize(), "f") if value else ""

    found = [(plain(m.low), plain(m.high), m.currency or "", m.bound, m.per or "", m.span.text) for m in find_amounts(text)]
    wanted = [(plain(low), plain(high), *rest) for low, high, *rest in (line.split("|") for line in expected)]
    assert found == wanted
