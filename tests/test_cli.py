"""The command line: what comes out, where, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from aiextract import __version__
from aiextract.cli import app, main
from aiextract.commands.common import code_of
from aiextract.errors import InputError, ModelError, RecordError, RunError

TEXT = "Airbus va investir 2 milliards d’euros à Toulouse."


def call(*arguments: object, given: str = "") -> Result:
    return CliRunner().invoke(app, [str(a) for a in arguments], input=given)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def article(tmp_path: Path, extractor: object) -> Path:
    file = tmp_path / "in.jsonl"
    records = [{"id": "a", "text": TEXT, "date": "2024-04-10", "desk": "eco"}, {"id": "b", "text": "Il fait beau."}]
    file.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return file


def test_version_and_help() -> None:
    assert call("--version").output == f"aiextract {__version__}\n"
    assert "extract" in call("--help").output
    assert call("no-such-command").exit_code == 2


def test_extract_writes_a_line_an_article(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = call("extract", article, "-o", out)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "2 articles, 1 event →" in done.stderr
    one, two = lines(out.read_text(encoding="utf-8"))
    assert (one["id"], one["published"], one["desk"], len(one["events"])) == ("a", "2024-04-10", "eco", 1)
    assert (two["id"], two["events"]) == ("b", [])
    assert "text" not in one


def test_extract_piped_is_jsonl(article: Path) -> None:
    done = call("extract", article, "--keep-text")
    assert [r["id"] for r in lines(done.stdout)] == ["a", "b"]
    assert lines(done.stdout)[0]["text"] == TEXT


def test_extract_from_stdin_as_table_and_csv(extractor: object) -> None:
    table = call("extract", "-", "--format", "table", given=TEXT)
    assert "Airbus → " in table.stdout
    assert "2 G EUR" in table.stdout
    rows = call("extract", "-", "--format", "csv", "--excel", given=TEXT).stdout.splitlines()
    assert rows[1].split(";")[1] == "stdin"


def test_extract_reports_bad_lines_and_goes_on(article: Path) -> None:
    with article.open("a", encoding="utf-8") as stream:
        stream.write('{broken\n{"id": "d", "text": "x", "date": "yesterday"}\n')
    done = call("extract", article)
    assert done.exit_code == 1
    assert len(lines(done.stdout)) == 2
    told = done.stderr.splitlines()
    assert told[0].startswith("aiextract: in.jsonl:3: not JSON")
    assert told[1].startswith("aiextract: in.jsonl:4 (d): published is")


def test_min_confidence_and_own_companies(article: Path, tmp_path: Path) -> None:
    assert lines(call("extract", article, "--min-confidence", "1").stdout)[0]["events"] == []
    own = tmp_path / "own.csv"
    own.write_text("name,kind\nZorblax,firm\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"own\.csv:2: kind is 'firm'"):
        CliRunner().invoke(app, ["extract", str(article), "--companies", str(own)], catch_exceptions=False)


@pytest.mark.parametrize(
    "arguments", [["extract"], ["extract", "-", "--format", "docx"], ["extract", "-", "--format", "table", "-o", "x"], ["run", "-"]]
)
def test_wrong_calls_exit_2(arguments: list[str]) -> None:
    assert call(*arguments).exit_code == 2


@pytest.mark.parametrize(("arguments", "code"), [(["extract", "/no/such/file"], 2), (["extract", "-", "-o", "x.docx"], 2)])
def test_our_errors_are_one_line(
    arguments: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["aiextract", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    told = capsys.readouterr().err
    assert end.value.code == code
    assert told.startswith("aiextract: ")
    assert len(told.splitlines()) == 1


def test_exit_codes_of_errors() -> None:
    assert [code_of(e("")) for e in (RecordError, InputError, RunError, ModelError)] == [1, 2, 2, 3]


def test_amounts_and_periods() -> None:
    (amount,) = lines(call("amounts", "-", given="Une levée de 15 M€.").stdout)
    assert (amount["low"], amount["currency"], amount["span"]["text"]) == ("15000000", "EUR", "15 M€")
    (period,) = lines(call("periods", "-", "--published", "2024-04-10", given="Versé d’ici deux ans.").stdout)
    assert (period["end"], period["duration"]) == ("2026-04", "P2Y")
    assert call("amounts", given="{bad").exit_code == 1


def test_schema_is_json() -> None:
    assert json.loads(call("schema").stdout)["$defs"]["Money"]["properties"]


def test_doctor_tells_model_and_licence(extractor: object) -> None:
    done = call("doctor")
    assert done.exit_code == 0
    assert "licence LGPL-LR" in done.stdout
    assert "<InvestmentEvent" in done.stdout


def test_doctor_without_model_exits_3(monkeypatch: pytest.MonkeyPatch) -> None:
    import aiextract.extractor

    def missing() -> None:
        raise ModelError("not installed. Install it with …")

    monkeypatch.setattr("aiextract.extractor.default_extractor", missing)
    done = call("doctor")
    assert done.exit_code == 3
    assert "Install it with" in done.stdout
    assert aiextract.extractor


def test_explain_and_view(article: Path, tmp_path: Path) -> None:
    told = call("explain", article).stdout
    assert told.startswith("a: 1 event\n")
    assert TEXT in told
    page = tmp_path / "page.html"
    assert call("view", article, "-o", page).exit_code == 0
    assert page.read_text(encoding="utf-8").count('class="card ') == 1


def test_evaluate_now_or_from_a_file(sample: list[dict[str, Any]], tmp_path: Path, extractor: object) -> None:
    gold, out = tmp_path / "gold.jsonl", tmp_path / "out.jsonl"
    gold.write_text("".join(json.dumps(a) + "\n" for a in sample[:4]), encoding="utf-8")
    assert call("extract", gold, "-o", out).exit_code == 0
    from_file, now = (json.loads(call("evaluate", gold, *given, "--json").stdout) for given in ([out], []))
    assert from_file == now
    assert from_file["articles"] == 4
    assert from_file["spans_not_in_text"] == 0
    assert call("evaluate", gold, out, "--brief").stdout.startswith("4 articles")


def test_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    script = "from aiextract.cli import main; main()"
    file = tmp_path / "a.txt"
    file.write_text("15 M€. " * 20_000, encoding="utf-8")
    with subprocess.Popen([sys.executable, "-c", script, "amounts", str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
