"""The command ``aiextract``: exit codes 0 all right, 1 some articles failed, 2 wrong call, 3 the French model is missing."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from aiextract import __version__
from aiextract.commands.common import articles, code_of, extractor_of, quiet_pipe, tell
from aiextract.corpus import Keys, Style
from aiextract.errors import AiextractError

__all__ = ["app", "main"]

app = typer.Typer(
    name="aiextract",
    help="French financial news into structured investment events.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


class Format(StrEnum):
    """What comes out."""

    jsonl = "jsonl"
    csv = "csv"
    table = "table"
    parquet = "parquet"


class OnError(StrEnum):
    """What to do at an article that fails."""

    stop = "stop"
    skip = "skip"


Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Files (.txt .jsonl .html .csv .parquet; .gz .zst), folders, or -.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="File to write, whole or not at all.")]
Published = Annotated[str | None, typer.Option(metavar="DATE", help="ISO date of articles that carry none.")]
Companies = Annotated[Path | None, typer.Option(help="CSV or TSV of your own companies: name, kind, country, aliases …")]
MinConfidence = Annotated[float | None, typer.Option(help="Leave out events below it (0 to 1).")]
Currency = Annotated[str | None, typer.Option(help="What a bare $ means (ISO 4217), else the article decides.")]
TextKey = Annotated[str, typer.Option(help="Key or column of the text.")]
IdKey = Annotated[str, typer.Option(help="Key or column of the id.")]
DateKey = Annotated[str | None, typer.Option(help="Key or column of the publication date (published, else date).")]
KeepText = Annotated[bool, typer.Option("--keep-text", help="Write each article's text too.")]
Excel = Annotated[bool, typer.Option("--excel", help="CSV for a French Excel: semicolons, decimal commas.")]
ExcelSafe = Annotated[bool, typer.Option("--excel-safe", help="CSV: disarm cells that begin like formulas.")]
Flat = Annotated[bool, typer.Option("--flat", help="Parquet: a row an event.")]


def _version(wanted: bool) -> None:
    if wanted:
        print(f"aiextract {__version__}")
        raise typer.Exit


@app.callback()
def top(version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False) -> None:
    """French financial news into structured investment events."""


@app.command()
def extract(
    paths: Paths,
    output: Output = None,
    format: Annotated[Format | None, typer.Option(help="By default by the output's name; a table on a terminal, else jsonl.")] = None,
    published: Published = None,
    min_confidence: MinConfidence = None,
    companies: Companies = None,
    currency: Currency = None,
    text_key: TextKey = "text",
    id_key: IdKey = "id",
    date_key: DateKey = None,
    keep_text: KeepText = False,
    excel: Excel = False,
    excel_safe: ExcelSafe = False,
    flat: Flat = False,
) -> None:
    """Extract the investment events of articles."""
    from aiextract.corpus.write import format_of

    if output and format != Format.table:
        format_of(output, format)
    if format == Format.table and output:
        raise typer.BadParameter("a table goes to the terminal; leave out -o, or choose csv")
    records = articles(paths, Keys(text_key, id_key, date_key), published, [output] if output else [])
    from aiextract.commands.extract import extract as run_extract

    extractor = extractor_of(companies, min_confidence=min_confidence, currency=currency)
    style = Style(excel=excel, safe=excel_safe, flat=flat)
    raise typer.Exit(run_extract(records, extractor, output, format, style=style, keep_text=keep_text))


@app.command()
def run(
    paths: Annotated[list[Path], typer.Argument(metavar="IN… OUT", help="Inputs as for extract, then the output (.jsonl .csv .parquet).")],
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 works in this one.")] = 1,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was interrupted.")] = False,
    errors: Annotated[Path | None, typer.Option(help="Where articles that fail are told (default OUT.errors.jsonl).")] = None,
    on_error: Annotated[OnError, typer.Option(help="What to do at an article that fails.")] = OnError.stop,
    published: Published = None,
    min_confidence: MinConfidence = None,
    companies: Companies = None,
    currency: Currency = None,
    text_key: TextKey = "text",
    id_key: IdKey = "id",
    date_key: DateKey = None,
    keep_text: KeepText = False,
    excel: Excel = False,
    excel_safe: ExcelSafe = False,
    flat: Flat = False,
) -> None:
    """Extract from a corpus: several processes, resumable, every failed article told."""
    from aiextract.batch.runner import Terminated
    from aiextract.batch.runner import run as run_corpus

    if len(paths) < 2:
        raise typer.BadParameter("give at least one input and, last, the output")
    chosen: dict[str, Any] = {"min_confidence": min_confidence, "currency": currency}
    try:
        summary = run_corpus(
            paths[:-1],
            paths[-1],
            workers=workers,
            resume=resume,
            errors=errors,
            on_error=on_error.value,
            published=published,
            keys=Keys(text_key, id_key, date_key),
            keep_text=keep_text,
            style=Style(excel=excel, safe=excel_safe, flat=flat),
            companies=companies,
            **{name: value for name, value in chosen.items() if value is not None},
        )
    except KeyboardInterrupt as stop:
        tell(f"interrupted; {paths[-1]}.partial is safe, go on with --resume")
        raise typer.Exit(143 if isinstance(stop, Terminated) else 130) from None
    tell(summary)
    raise typer.Exit(1 if summary.failed else 0)


@app.command()
def amounts(paths: Paths = [Path("-")], currency: Currency = None) -> None:  # noqa: B006 - typer copies it
    """Print the amounts of money of texts as JSON lines; needs no model."""
    from aiextract.commands.find import find
    from aiextract.recognise.amounts import find_amounts

    raise typer.Exit(find(articles(paths, Keys(), None), lambda text, published: find_amounts(text, currency=currency)))


@app.command()
def periods(paths: Paths = [Path("-")], published: Published = None) -> None:  # noqa: B006 - typer copies it
    """Print the dates, deadlines and durations of texts as JSON lines; needs no model."""
    from aiextract.commands.find import find
    from aiextract.recognise.periods import find_periods

    raise typer.Exit(find(articles(paths, Keys(), published), find_periods))


@app.command()
def schema() -> None:
    """Print the JSON Schema of an article's result."""
    import json

    from aiextract.schema import json_schema

    with quiet_pipe():
        print(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@app.command()
def doctor() -> None:
    """Print versions, the model with its licence, and one parsed sentence."""
    from aiextract.commands.doctor import doctor as examine

    raise typer.Exit(examine())


@app.command()
def explain(paths: Paths, published: Published = None, companies: Companies = None) -> None:
    """Print why each event of articles is what it is, slot by slot."""
    records = articles(paths, Keys(), published)
    from aiextract.commands.pages import explain_all

    raise typer.Exit(explain_all(records, extractor_of(companies)))


@app.command()
def view(
    paths: Paths,
    output: Annotated[Path, typer.Option("-o", "--output", help="HTML page to write.")],
    published: Published = None,
    companies: Companies = None,
) -> None:
    """Write articles with their events marked as one HTML page."""
    records = articles(paths, Keys(), published)
    from aiextract.commands.pages import view_all

    raise typer.Exit(view_all(records, extractor_of(companies), output))


@app.command()
def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD", help="Gold JSONL; a folder, or several joined by commas.")],
    predicted: Annotated[Path | None, typer.Argument(metavar="PRED", help="Output of extract; else gold is extracted now.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    brief: Annotated[bool, typer.Option("--brief", help="Print the main figures only.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Print each event that is not exactly right.")] = False,
) -> None:
    """Score events against gold: found, exact, slot by slot, with intervals and errors by class."""
    from aiextract.commands.score import score

    raise typer.Exit(score(gold, predicted, as_json=json, brief=brief, show=show))


def main() -> None:
    """Run the command line; our own errors are one line on standard error."""
    try:
        app()
    except AiextractError as error:
        tell(error)
        sys.exit(code_of(error))
