"""Write docs/api.md from the docstrings of the public names: `python tools/make_api_docs.py`; ``--check`` compares instead."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

TARGET = Path(__file__).parent.parent / "docs" / "api.md"
# The modules that users import from, in the order of the page.
MODULES = (
    "aiextract",
    "aiextract.extractor",
    "aiextract.options",
    "aiextract.errors",
    "aiextract.frame",
    "aiextract.display",
    "aiextract.deduplicate",
    "aiextract.fx",
    "aiextract.evaluate",
    "aiextract.annotate",
    "aiextract.corpus",
    "aiextract.batch.runner",
    "aiextract.adapters.ray",
    "aiextract.adapters.spark",
    "aiextract.schema",
    "aiextract.pipeline.components",
    "aiextract.pipeline.extensions",
)
HEAD = """# API reference

Made from the docstrings by `tools/make_api_docs.py`; a test sees to it that it is current. The examples run as tests.
"""
_ROLE = re.compile(r":\w+:`~?(?:[\w.]*\.)?(\w+)`")
_LITERAL = re.compile(r"``(.+?)``", re.DOTALL)


def page() -> str:
    """The whole page."""
    modules = [importlib.import_module(name) for name in MODULES]
    contents = "\n".join(f"- [`{m.__name__}`](#{m.__name__.replace('.', '')}): {_first_line(m)}" for m in modules)
    return "\n".join([HEAD, contents, "", *(line for m in modules for line in _module(m))]).rstrip() + "\n"


def _first_line(module: ModuleType) -> str:
    return _markdown((module.__doc__ or "").split("\n\n")[0].replace("\n", " ").rstrip(".:"))


def _module(module: ModuleType) -> Iterator[str]:
    yield from (f"## {module.__name__}", "", _docstring(module), "")
    for name in sorted(module.__all__, key=str.lower):
        yield from _member(f"{module.__name__}.{name}", getattr(module, name), name)


def _member(path: str, value: Any, name: str) -> Iterator[str]:
    if inspect.isclass(value):
        yield from (f"### {name}", "", _docstring(value), "")
        if dataclasses.is_dataclass(value):
            yield from ("| field | type |", "|---|---|")
            yield from (f"| `{f.name}` | `{str(f.type).replace('|', chr(92) + '|')}` |" for f in dataclasses.fields(value))
            yield ""
        for key, member in vars(value).items():
            function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
            if not key.startswith("_") and inspect.isfunction(function) and function.__doc__:
                call = f"`{key}`" if isinstance(member, property) else f"`{key}{_signature(function)}`"
                yield from (f"#### {call}", "", _docstring(function), "")
    elif callable(value):
        yield from (f"### {name}", "", f"`{name}{_signature(value)}`", "", _docstring(value), "")
    else:
        shown = repr(value)
        yield from (f"### {name}", "", f"`{shown if len(shown) < 300 else type(value).__name__}`", "")


def _signature(function: Any) -> str:
    return re.sub(r"\b(?:collections\.abc|typing|pathlib)\.", "", str(inspect.signature(function)).replace("'", ""))


def _docstring(value: Any) -> str:
    """A docstring as Markdown: examples and drawings fenced, roles and literals as code."""
    blocks = re.split(r"\n\n", inspect.cleandoc(value.__doc__ or ""))
    return "\n\n".join(_block(block) for block in blocks)


def _block(block: str) -> str:
    if block.startswith(">>>"):
        return f"```pycon\n{block}\n```"
    if block.startswith("    "):
        return f"```text\n{inspect.cleandoc(block)}\n```"
    return _markdown(block)


def _markdown(text: str) -> str:
    return _LITERAL.sub(r"`\1`", _ROLE.sub(r"`\1`", text))


if __name__ == "__main__":
    if "--check" in sys.argv[1:]:
        sys.exit(TARGET.read_text(encoding="utf-8") != page())
    TARGET.write_text(page(), encoding="utf-8")
