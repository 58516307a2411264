"""The JSON Schema describes what is written: a small validator of the keywords it uses checks real output."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from aiextract.corpus import article_of, line_of
from aiextract.events import Extraction
from aiextract.schema import json_schema

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool, "null": type(None)}


def faults(schema: dict[str, Any], value: Any, definitions: dict[str, Any], at: str = "$") -> list[str]:
    if "$ref" in schema:
        return faults(definitions[schema["$ref"].rpartition("/")[2]], value, definitions, at)
    if "anyOf" in schema:
        return min((faults(option, value, definitions, at) for option in schema["anyOf"]), key=len)
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{at}: {value!r}"]
    if not isinstance(value, TYPES[schema["type"]]):
        return [f"{at}: {value!r} is no {schema['type']}"]
    found = []
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        found.append(f"{at}: {value!r} against {schema['pattern']}")
    if isinstance(value, list):
        found += [fault for i, item in enumerate(value) for fault in faults(schema["items"], item, definitions, f"{at}[{i}]")]
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        found += [f"{at}: no {key}" for key in schema.get("required", ()) if key not in value]
        if not schema.get("additionalProperties", True):
            found += [f"{at}: unknown {key}" for key in value if key not in properties]
        found += [f for key, item in value.items() if key in properties for f in faults(properties[key], item, definitions, f"{at}.{key}")]
    return found


def check(article: dict[str, Any]) -> list[str]:
    schema = json_schema()
    return faults(schema, json.loads(line_of(article)), schema["$defs"])


def test_every_slot_fits(made: Extraction) -> None:
    assert check(article_of(made)) == []
    assert check(article_of(made, keep_text=True)) == []


@pytest.mark.parametrize(
    ("slot", "value", "fault"),
    [("type", "gift", "type"), ("amount", {"low": "1e9"}, "amount"), ("confidence", "high", "confidence"), ("themes", ["magic"], "themes")],
)
def test_what_is_wrong_does_not_fit(made: Extraction, slot: str, value: Any, fault: str) -> None:
    article = article_of(made)
    article["events"][0][slot] = value
    assert any(fault in told for told in check(article))


def test_real_output_fits(extractor: Any, sample: list[dict[str, Any]]) -> None:
    for found in extractor.stream(sample[:5]):
        assert check(article_of(found)) == []


def test_schema_is_derived_from_the_types() -> None:
    schema = json_schema()
    assert schema["$defs"]["InvestmentEvent"]["properties"]["status"]["enum"][0] == "completed"
    assert set(schema["required"]) == {"id", "published", "events", "quantities", "warnings"}
