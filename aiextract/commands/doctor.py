"""``aiextract doctor``: versions, model, licence and one parsed sentence, to paste into a question."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib import metadata

from aiextract import __version__
from aiextract.commands.common import NO_MODEL
from aiextract.errors import ModelError
from aiextract.lexicon.load import table

__all__ = ["doctor"]

_PARTS = ("spacy", "numpy", "pandas", "quantulum3", "pyarrow", "typer", "rich", "tqdm")


def doctor() -> int:
    """Print how this installation is; returns the exit code."""
    print(f"aiextract {__version__}")
    print(f"python {platform.python_version()}, {platform.system()} {platform.machine()}")
    for name, version in _versions():
        print(f"{name} {version}")
    from aiextract.extractor import default_extractor

    try:
        extractor = default_extractor()
    except ModelError as error:
        print(f"model missing: {error}")
        return NO_MODEL
    meta = extractor.nlp.meta
    licence, author = (meta.get(key) or "unknown" for key in ("license", "author"))
    print(f"model {meta['lang']}_{meta['name']} {meta['version']}, licence {licence}, by {author}")
    sentence = table("samples")["sentence"]
    found = extractor.parse(sentence)
    print(f"« {sentence} »")
    print("\n".join(f"  {event!r}" for event in found) or "  no events")
    return 0


def _versions() -> Iterator[tuple[str, str]]:
    for name in _PARTS:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            yield name, "not installed"
