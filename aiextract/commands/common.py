"""What the commands share: exit codes, quiet pipes, words for people on standard error, the articles to read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from aiextract.corpus import Failure, Keys, Record, line_of, read
from aiextract.errors import AiextractError, ModelError, RecordError

if TYPE_CHECKING:
    from aiextract.extractor import Extractor

__all__ = ["FAILED", "NO_MODEL", "USAGE", "articles", "code_of", "emit", "extractor_of", "quiet_pipe", "tell"]

FAILED, USAGE, NO_MODEL = 1, 2, 3


def code_of(error: AiextractError) -> int:
    """The exit code of an error: 1 an article failed, 3 the model is missing, 2 the call was wrong."""
    if isinstance(error, ModelError):
        return NO_MODEL
    return FAILED if isinstance(error, RecordError) else USAGE


def tell(words: object) -> None:
    """Say something to people, apart from the output."""
    print(f"aiextract: {words}", file=sys.stderr)


@contextmanager
def quiet_pipe() -> Iterator[None]:
    """Where the reader of our output goes away (``| head``), stop without a word."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def emit(values: Iterable[dict[str, Any]]) -> None:
    """Print values as JSON lines."""
    with quiet_pipe():
        for value in values:
            sys.stdout.buffer.write(line_of(value).encode())


def extractor_of(companies: Path | None, **options: Any) -> Extractor:
    """The extractor for the options of a command line; those not given stay what they are."""
    from aiextract.extractor import extractor_with

    chosen = {name: value for name, value in options.items() if value is not None}
    return extractor_with(companies, **chosen)


def articles(paths: Iterable[Path], keys: Keys, published: str | None, exclude: Iterable[Path] = ()) -> Iterator[Record | Failure]:
    """The articles of the paths of a command line; that there are any to read is checked before anything is loaded."""
    from aiextract.corpus.read import files_of

    paths = list(paths)
    files_of(paths)
    return read(paths, keys=keys, published=published, exclude=list(exclude))
