"""Text as found: pages, wrong decoding, hidden signs, cut lines, other languages; every span points into the text as it came."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import SEEDS

from aiextract.events import Span, Value
from aiextract.recognise.language import is_truncated, other_language
from aiextract.text.clean import clean
from aiextract.text.html import looks_like_html
from aiextract.text.limits import parts_of
from aiextract.text.offsets import Layer, Offsets, edited, is_sound, moved
from aiextract.text.repair import readable

ARTICLE = (
    "Airbus investira 2,9 milliards d’euros à Toulouse\n"
    "Le groupe européen Airbus a annoncé mardi qu’il investirait 2,9 milliards d’euros dans une nouvelle usine à Toulouse d’ici 2028, "
    "selon Les Échos. Le projet doit créer 300 emplois en Haute-Garonne.\n"
    "Eurazeo, de son côté, a pris 49 % du capital de la société lyonnaise Vivatis pour 120 millions d’euros."
)


def spans(value: Any) -> Iterator[Span]:
    """All spans inside a value."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif isinstance(value, Value):
        for name in value.__dataclass_fields__:  # type: ignore[attr-defined]
            yield from spans(getattr(value, name))


def told(extraction: Any) -> list[tuple[Any, ...]]:
    """What the events say, without their places in the text."""
    return [
        (
            e.type,
            e.status,
            e.amount and (e.amount.low, e.amount.currency),
            [p.name for p in e.investors],
            [p.name for p in e.recipients],
            [p.name for p in e.places],
        )
        for e in extraction
    ]


# --- offsets -------------------------------------------------------------------------------------------------------


def test_edited_keeps_the_way_back_through_two_passes() -> None:
    first, one = edited("a<b>c&amp;d", [(1, 4, ""), (5, 10, "&")])
    second, two = edited(first, [(1, 2, "")])
    assert (first, second) == ("ac&d", "a&d")
    offsets = Offsets((one, two))
    assert [offsets.span(i, i + 1) for i in range(3)] == [(0, 1), (5, 10), (10, 11)]
    assert offsets.span(0, 3) == (0, 11)
    assert is_sound(one)


def test_offsets_of_an_emptied_text_are_its_start() -> None:
    clean_text, layer = edited("<br>", [(0, 4, "")])
    assert clean_text == ""
    assert Offsets((layer,)).span(0, 0) == (0, 0)
    assert Layer((), (), (), ()).span(0, 0) == (0, 0)


def test_moved_reaches_every_span(made: Any) -> None:
    shifted = moved(made.events, "…" * 3 + made.text, Offsets(), 3)
    assert [s.start - 3 for s in spans(shifted)] == [s.start for s in spans(made.events)]
    assert [s.text for s in spans(shifted)] == [s.text for s in spans(made.events)]


# --- cleaning ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("Airbus investira.", "Airbus investira."),
        ("<p>Airbus &amp; Cie</p><p>2&nbsp;Md&euro;</p>", "\nAirbus & Cie\n2\xa0Md€\n"),
        ("<p>un <b>mot</b> cou<i>pé</i></p>", "\nun mot coupé\n"),
        ("a<script>if (1 < 2) '<p>'</script>b<br>c", "a\nb\nc"),
        ("<table><tr><td>Airbus</td><td>2 M€</td></tr></table>", "\nAirbus | 2 M€ |\n"),
        ("<!-- <p>non</p> --><p>oui</p>", "\noui\n"),
        ("<p>sans fin <!-- ici", "\nsans fin ici"),
        ("<nav>menu", "\nmenu"),
        ('<p title="a > b">mot</p>', "\nmot\n"),
        ("si a < b et c > d", "si a < b et c > d"),
        ("R&D ; AT&T; <nom>", "R&D ; AT&T; <nom>"),
        ("&#8364; &#x20AC; &inconnu;", "€ € &inconnu;"),
        ("lâ€™Ã‰tat Ã©tudie Â« 2 Mâ‚¬ Â»", "l’État étudie « 2 M€ »"),
        ("Ã  Lyon, Ã\xa0 Brest, Ã Nice, sociÃ©tÃ©", "à Lyon, à Brest, à Nice, société"),
        ("sociÃƒÂ©tÃƒÂ©", "société"),
        ("SÃO PAULO, PRIVÉ»", "SÃO PAULO, PRIVÉ»"),
        ("l\x92État, 2 M\x80", "l’État, 2 M€"),
        ("inves\u00adtisse\u200bment\ufeff", "investissement"),
        ("e\u0301te\u0301", "été"),
        ("a\r\nb\rc\u2028d\u2029e", "a\nb\nc\nd\ne"),
        ("un investis-\nsement", "un investissement"),
        ("l’Île-de-\nFrance", "l’Île-de-France"),
        ("porte-avions, un porte-\navions", "porte-avions, un porte-avions"),
        (
            "Le groupe qui a annoncé mardi un budget de 2,9\nmilliards d’euros.",
            "Le groupe qui a annoncé mardi un budget de 2,9 milliards d’euros.",
        ),
        ("Titre court\nune ligne", "Titre court\nune ligne"),
        ("٢٬٩ \U0001d7d9 ２", "2٬9 1 2"),
        ("\ud800a\x00", "\ufffda\ufffd"),
    ],
)
def test_clean_reads(source: str, read: str) -> None:
    found = clean(source)
    assert found.text == read
    for start in range(len(read)):
        left, right = found.offsets.span(start, start + 1)
        assert 0 <= left < right <= len(source)


def test_clean_leaves_the_sample_corpus_alone() -> None:
    for path in sorted(SEEDS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            assert clean(text).text == text


def test_clean_joins_text_cut_at_a_width() -> None:
    lines = [
        "Le fabricant de batteries Verkor a annoncé avoir levé",
        "deux milliards d’euros pour son usine de Dunkerque,",
        "avec le soutien de",
    ]
    wrapped = "\n".join(
        [*lines, "Macquarie et de la Banque européenne d’investissement", "qui apporte six cents millions d’euros à elle seule."]
    )
    assert "\n" not in clean(wrapped).text.replace("de\nMacquarie", "de Macquarie")


def test_clean_warns() -> None:
    assert [w.partition(":")[0] for w in clean("<p>sociÃ©tÃ© \ufffd</p>").warnings] == ["html", "mojibake", "damaged"]
    assert clean(ARTICLE).warnings == ()


def test_readable_keeps_the_length_and_blanks_data() -> None:
    source = "a " + "x" * 5000 + " \x85\ud83d b"
    assert len(readable(source)) == len(source)
    assert "x" not in readable(source)


def test_html_is_known_by_its_own_names_only() -> None:
    assert looks_like_html("<DIV class=x>") and looks_like_html("a&eacute;b")
    assert not looks_like_html("x < y > z, <Nom> & co;")


@pytest.mark.parametrize("length", [0, 1, 19_999, 20_001, 100_000])
@pytest.mark.parametrize("unit", ["a", "a ", "Un mot. ", "ligne\n", "par\n\n"])
def test_parts_are_the_text(unit: str, length: int) -> None:
    text = (unit * (length // len(unit) + 1))[:length]
    parts = list(parts_of(text))
    assert "".join(text[start:end] for start, end in parts) == text
    assert all(end - start <= 20_000 for start, end in parts)


# --- language ------------------------------------------------------------------------------------------------------

OTHERS = {
    "en": "Microsoft plans to spend $80 billion this fiscal year building out data centers, underscoring the intense capital requirements of artificial "
    "intelligence. More than half of this projected spending will be in the United States, the company said in a blog post on Friday.",
    "de": "Der Chiphersteller Intel will in Magdeburg für 30 Milliarden Euro zwei Fabriken bauen. Das teilte das Unternehmen am Montag in Berlin mit. "
    "Der Bund wird das Vorhaben mit rund zehn Milliarden Euro fördern, hieß es aus Kreisen der Regierung.",
    "es": "Telefónica invertirá 1.200 millones de euros en los próximos tres años en el despliegue de su red de fibra óptica en España, según ha anunciado "
    "este lunes la compañía en un comunicado remitido a la comisión del mercado de valores.",
    "it": "Il gruppo Eni ha annunciato un investimento di 2 miliardi di euro in un nuovo impianto per la produzione di carburanti in Sicilia. Secondo "
    "l'amministratore delegato, il progetto creerà oltre mille posti di lavoro nella regione.",
    "pt": "A Petrobras vai investir 111 bilhões de dólares nos próximos cinco anos, segundo o plano de negócios divulgado pela companhia nesta quinta-feira. "
    "O montante representa um aumento de 9% em relação ao plano anterior da empresa.",
    "nl": "ASML investeert de komende jaren 2,5 miljard euro in een nieuwe campus in Eindhoven. Het bedrijf heeft dat maandag bekendgemaakt. De uitbreiding "
    "moet plaats bieden aan 20.000 werknemers, aldus de fabrikant van chipmachines uit Veldhoven.",
    "other": "Компания инвестирует 500 миллиардов рублей в строительство нового завода в Москве. " * 3,
}


@pytest.mark.parametrize("language", list(OTHERS))
def test_other_languages_are_told(language: str) -> None:
    assert other_language(OTHERS[language]) == language
    assert other_language(ARTICLE + "\n" + OTHERS[language][:150]) is None


@pytest.mark.parametrize("language", list(OTHERS))
def test_a_page_with_a_french_paragraph_is_read(language: str) -> None:
    page = (OTHERS[language] + "\n") * 12
    assert other_language(page) == language
    assert other_language(page + ARTICLE) is None
    assert other_language(ARTICLE + "\n" + page) is None


@pytest.mark.parametrize(
    "text",
    [ARTICLE, ARTICLE.upper(), unicodedata.normalize("NFD", ARTICLE), "", "Hello, world", "1 234,5 " * 100, "Airbus, Vinci, Thales, " * 12],
)
def test_french_and_what_is_no_prose_pass(text: str) -> None:
    assert other_language(text) is None


def test_the_sample_corpus_is_french_and_nearly_all_of_it_whole() -> None:
    texts = [json.loads(line)["text"] for path in sorted(SEEDS.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [t for t in texts if other_language(t)] == []
    assert sum(map(is_truncated, texts)) <= 0.01 * len(texts)


@pytest.mark.parametrize(
    "end",
    [" Le ministre de l’Économie a par ailleurs promis", " La suite est réservée aux abonnés.", " Il a ajouté que…", " Et puis [...]"],
)
def test_truncated_is_seen(end: str) -> None:
    assert is_truncated(ARTICLE + end + " que les crédits, attendus depuis des mois, seraient versés avant la" * ("promis" in end))
    assert not is_truncated(ARTICLE)


# --- through the whole chain ---------------------------------------------------------------------------------------


def _page(text: str) -> str:
    body = "".join(f"<p>{line.replace('milliards', '<b>milliards</b>')}</p>\n" for line in text.split("\n"))
    return f"<html><head><title>x</title><script>var a = '<p>'</script></head><body><nav>Menu 3 M€</nav>{body}</body></html>".replace(
        "é", "&eacute;"
    )


VARIANTS = {
    "html": _page,
    "mojibake": lambda text: text.encode().decode("cp1252", "ignore") if "\x9d" not in text else text,
    "latin-1 mojibake": lambda text: text.encode().decode("latin-1"),
    "soft hyphens": lambda text: text.replace("milli", "mil\u00adli").replace("Airbus", "Air\u200bbus"),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "line separator": lambda text: text.replace("\n", "\u2028"),
    "byte order mark": lambda text: "\ufeff" + text,
}


@pytest.mark.parametrize("name", list(VARIANTS))
def test_damage_changes_no_event_and_spans_point_into_the_source(name: str, extractor: Any) -> None:
    plain = extractor.parse(ARTICLE, published="2025-03-04")
    source = VARIANTS[name](ARTICLE)
    found = extractor.parse(source, published="2025-03-04")
    assert found.text == source
    assert told(found) == told(plain)
    assert len(plain) >= 2
    assert all(source[s.start : s.end] == s.text for s in spans((found.events, found.quantities)))


def test_other_languages_give_no_events_unless_asked(extractor: Any) -> None:
    from aiextract.extractor import Extractor
    from aiextract.options import Options

    source = OTHERS["en"]
    found = extractor.parse(source)
    assert (len(found), found.quantities) == (0, ())
    assert found.warnings[0].startswith("language: not French (looks like en); no events")
    asked = Extractor(extractor.nlp, options=Options(language_check=False)).parse(source)
    assert asked.warnings == ("language: not French (looks like en)",)


def test_a_long_text_is_read_in_parts(extractor: Any) -> None:
    filler = "Le conseil municipal a parlé de la pluie et du beau temps pendant toute la soirée. " * 10
    source = (filler + "\n\n") * 60 + ARTICLE + "\n\n" + (filler + "\n\n") * 10
    found = extractor.parse(source)
    assert [w.partition(":")[0] for w in found.warnings] == ["long"]
    assert {e.amount.span.text for e in found if e.amount} >= {"2,9 milliards d’euros"}
    assert all(source[s.start : s.end] == s.text for s in spans((found.events, found.quantities)))
