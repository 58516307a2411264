"""The JSON Schema of an article's result, derived from the dataclasses of :mod:`aiextract.events`."""

from __future__ import annotations

import inspect
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from typing import Any, Literal

from aiextract.events import THEMES, Extraction, Value

__all__ = ["json_schema"]

_NUMBER = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}
_FLAT = {str: "string", int: "integer", float: "number", bool: "boolean"}
# In an article's line the text is written on demand only, and the keys that travelled along stand beside ours.
_ON_DEMAND = {"text", "title", "meta"}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one line of ``aiextract extract``.

    >>> json_schema()["$defs"]["Span"]["required"]
    ['text', 'start', 'end']
    """
    found: dict[str, dict[str, Any]] = {}
    _definition(Extraction, found)
    article = found.pop("Extraction")
    article["properties"].pop("meta")
    article["required"] = [name for name in (f.name for f in fields(Extraction)) if name not in _ON_DEMAND]
    article["additionalProperties"] = True
    found["InvestmentEvent"]["properties"]["themes"]["items"] = {"enum": list(THEMES)}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "aiextract article"}
    return {**head, **article, "$defs": dict(sorted(found.items()))}


def _definition(cls: type[Value], found: dict[str, dict[str, Any]]) -> None:
    hints = typing.get_type_hints(cls)
    definition: dict[str, Any] = {}
    found[cls.__name__] = definition  # before its fields: a type may hold itself
    own = fields(cls)  # type: ignore[arg-type]
    definition |= {
        "type": "object",
        "description": " ".join((inspect.getdoc(cls) or "").split("\n\n")[0].split()),
        "properties": {f.name: _type(hints[f.name], found) for f in own},
        "required": [f.name for f in own if f.default is MISSING and f.default_factory is MISSING],
        "additionalProperties": False,
    }


def _type(hint: Any, found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        inner = [_type(a, found) for a in args if a is not type(None)]
        return {"anyOf": [*inner, {"type": "null"}]} if type(None) in args else {"anyOf": inner}
    if origin is Literal:
        return {"enum": list(args)}
    if origin is tuple:
        return {"type": "array", "items": _type(args[0], found)}
    if hint is Decimal:
        return dict(_NUMBER)
    if isinstance(hint, type) and issubclass(hint, Value):
        if hint.__name__ not in found:
            _definition(hint, found)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object"}
    return {"type": _FLAT[hint]}
