"""One error tree; a bad call is told clearly, a strange text never."""

from __future__ import annotations

from typing import Any

import pytest

import aiextract
from aiextract import errors


def test_every_error_is_of_the_tree() -> None:
    classes = [getattr(errors, name) for name in errors.__all__]
    assert all(issubclass(c, errors.AiextractError) for c in classes)
    assert all(c.__name__ in (errors.__doc__ or "") and c.__doc__ for c in classes)


@pytest.mark.parametrize("text", [None, 3, b"bytes", ["a"]])
def test_wrong_type_is_a_type_error_of_ours(extractor: Any, text: Any) -> None:
    with pytest.raises(errors.InputError, match="must be a") as told:
        extractor.parse(text)
    assert isinstance(told.value, TypeError)


@pytest.mark.parametrize("published", ["yesterday", "24-1-1", "2024/01/02"])
def test_wrong_date_names_the_form(extractor: Any, published: str) -> None:
    with pytest.raises(errors.RecordError, match="ISO date"):
        extractor.parse("x", published=published)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"treshold": 1}, "unknown option 'treshold'; there are min_confidence"),
        ({"min_confidence": 2}, "0 to 1"),
        ({"currency": "$"}, "ISO 4217"),
    ],
)
def test_wrong_option_names_the_right_ones(extractor: Any, options: dict[str, Any], message: str) -> None:
    from aiextract.extractor import extractor_with

    with pytest.raises(errors.OptionError, match=message):
        extractor_with(**options)


def test_missing_model_names_both_commands() -> None:
    from aiextract.pipeline.build import load_model

    with pytest.raises(errors.ModelError, match=r"(?s)aiextract\[model\].*spacy download fr_core_news_md"):
        load_model("fr_no_such_model")


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00\ud800\udfff", "\n" * 5000, "€" * 3000, "The company will invest 3 billion dollars in Ohio.", "🏭" * 500, "a" * 100_000],
)
def test_no_text_raises(extractor: Any, text: str) -> None:
    found = extractor.parse(text)
    assert found.text == text
    for event in found:
        assert text[event.trigger.start : event.trigger.end] == event.trigger.text


def test_long_text(extractor: Any) -> None:
    text = "Airbus va investir 2 milliards d’euros à Toulouse.\n\n" + "Il fait beau.\n" * 5_000
    assert len(extractor.parse(text)) >= 1


def test_errors_are_importable_from_the_top() -> None:
    assert aiextract.AiextractError is errors.AiextractError
