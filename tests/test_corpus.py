"""Readers and writers: no input is lost, output is whole or not there."""

from __future__ import annotations

import csv
import gzip
import importlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from aiextract.corpus import COLUMNS, Failure, Keys, Record, Style, article_of, atomic, line_of, read, write
from aiextract.corpus.files import optional
from aiextract.corpus.html import article_of_page
from aiextract.corpus.write import write_stream
from aiextract.errors import InputError, OptionError, RunError
from aiextract.events import Extraction


def articles(*paths: Path, **options: Any) -> list[Record]:
    found = list(read(paths, **options))
    assert all(isinstance(record, Record) for record in found), found
    return [record for record in found if isinstance(record, Record)]


def failures(path: Path) -> list[Failure]:
    return [record for record in read([path]) if isinstance(record, Failure)]


def test_text_file_is_one_article_under_its_name(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Airbus investira 2 Md€.\n", encoding="utf-8")
    (record,) = articles(file, published="2024-01")
    assert record.data == {"id": "a.txt", "text": "Airbus investira 2 Md€.\n", "published": "2024-01"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_file_in_an_old_encoding(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("L’été à 2 M€".encode(encoding))
    assert articles(file)[0].data["text"] == "L’été à 2 M€"


def test_json_lines_keep_other_keys_and_report_bad_lines(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    lines = [
        b'{"id": 7, "text": "x", "date": "2024-01-02", "desk": "eco"}',
        b"",
        b"{bad",
        b"[1]",
        b'{"id": "n"}',
        b'{"text": "\xe9"}',
        b'{"text": "y"}',
    ]
    file.write_bytes(b"\n".join(lines))
    first, *wrong, last = list(read([file]))
    assert isinstance(first, Record)
    assert first.data == {"id": "7", "text": "x", "published": "2024-01-02", "desk": "eco"}
    assert isinstance(last, Record)
    assert last.data["id"] == "a.jsonl:7"
    assert [f.place for f in wrong] == ["a.jsonl:3", "a.jsonl:4", "a.jsonl:5", "a.jsonl:6"]
    assert [str(f).split(": ", 1)[1].split(" ")[0] for f in wrong] == ["not", "expected", "no", "not"]
    assert "--text-key" in str(wrong[2])


def test_keys_may_have_other_names(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('url;corps;jour\nu1;"Une phrase;\nsur deux lignes";2024-05-06\nu2;trop;de;cellules\nu3;;\n', encoding="utf-8")
    one, bad, empty = list(read([file], keys=Keys("corps", "url", "jour")))
    assert isinstance(one, Record)
    assert one.data == {"id": "u1", "text": "Une phrase;\nsur deux lignes", "published": "2024-05-06"}
    assert isinstance(bad, Failure)
    assert bad.place == "a.csv:4"
    assert isinstance(empty, Failure)
    assert "no text" in empty.reason


def test_csv_in_windows_1252(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes("id,text\n1,Société à 3 M€\n".encode("cp1252"))
    assert articles(file)[0].data["text"] == "Société à 3 M€"


def test_folder_is_walked_in_order_without_the_output(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "z.txt").write_text("z", encoding="utf-8")
    (tmp_path / "a.html").write_text("<title>T</title><p>y</p>", encoding="utf-8")
    (tmp_path / "out.jsonl").write_text('{"text": "old"}\n', encoding="utf-8")
    (tmp_path / ".hidden.txt").write_text("h", encoding="utf-8")
    (tmp_path / "notes.md").write_text("n", encoding="utf-8")
    found = articles(tmp_path, exclude=[tmp_path / "out.jsonl"])
    assert [(r.data["id"], r.data["text"]) for r in found] == [("a.html", "y"), ("b/z.txt", "z")]
    assert found[0].data["title"] == "T"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (b'\n {"text": "x", "id": "1"}\n{"text": "y", "id": "2"}\n', ["x", "y"]),
        (b"\nUne phrase.\n{pas du JSON}\n", ["\nUne phrase.\n{pas du JSON}\n"]),
        (b"", [""]),
    ],
)
def test_stdin_is_json_lines_or_one_text(given: bytes, expected: list[str]) -> None:
    found = list(read(["-"], stdin=io.BytesIO(given)))
    assert [r.data["text"] for r in found if isinstance(r, Record)] == expected


def test_packed_files_and_one_that_breaks_off(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    packed = gzip.compress("".join(json.dumps({"text": f"x{i * i}"}) + "\n" for i in range(5000)).encode())
    file.write_bytes(packed)
    assert len(articles(file)) == 5000
    file.write_bytes(packed[: len(packed) // 2])
    *_, last = read([file])
    assert isinstance(last, Failure)
    assert "breaks off after line" in last.reason


def test_parquet_there_and_back(tmp_path: Path, made: Extraction) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    import pyarrow

    file = tmp_path / "in.parquet"
    parquet.write_table(pyarrow.Table.from_pylist([{"id": "p", "text": "t", "n": 3}, {"id": "q", "text": None, "n": None}]), file)
    one, bad = list(read([file]))
    assert isinstance(one, Record)
    assert one.data == {"id": "p", "text": "t", "n": 3, "published": None}
    assert isinstance(bad, Failure)
    for style, name in ((Style(), "nested"), (Style(flat=True), "flat")):
        write([article_of(made)], tmp_path / f"{name}.parquet", style=style)
    (nested,) = parquet.read_table(tmp_path / "nested.parquet").to_pylist()
    assert str(nested["events"][0]["amount"]["low"]) == "2900000000.0000"
    assert json.loads(nested["meta"]) == {"origin": "own"}
    (flat,) = parquet.read_table(tmp_path / "flat.parquet").to_pylist()
    assert (flat["investors"], flat["jobs"]) == ("Airbus | Eurazeo", 300)
    write([], tmp_path / "none.parquet", style=Style(flat=True))
    assert parquet.read_table(tmp_path / "none.parquet").schema.names == [c.name for c in COLUMNS]


def test_missing_extra_names_the_install_line() -> None:
    with pytest.raises(RunError, match=r"pip install 'aiextract\[arrow\]'"):
        optional("no_such_module", "aiextract[arrow]", "a Parquet file")


@pytest.mark.parametrize(("name", "message"), [("absent.txt", "no such file"), ("a.docx", "not a known kind")])
def test_unreadable_path_is_an_error_at_once(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "a.docx").write_bytes(b"")
    with pytest.raises(InputError, match=message):
        list(read([tmp_path / name]))


def test_page_gives_lines_title_and_date() -> None:
    page = """<html><head><meta property="article:published_time" content="2024-05-06T08:00">
      <title>T &amp; U</title><script>var a</script></head>
      <body><nav>Menu</nav><h1>Un <b>titre</b></h1><p>Airbus\n investira<br>2&nbsp;Md€</p><footer>c</footer></body></html>"""
    assert article_of_page(page) == {"text": "Un titre\nAirbus investira\n2\xa0Md€", "title": "T & U", "published": "2024-05-06"}


def test_article_of_puts_own_keys_first_and_text_on_demand(made: Extraction) -> None:
    article = article_of(made)
    assert list(article) == ["id", "published", "title", "origin", "events", "quantities", "warnings"]
    assert article_of(made, keep_text=True)["text"] == made.text


def test_line_of_survives_what_json_can_not_hold() -> None:
    line = line_of({"a": "\ud800", "b": float("inf"), "c": importlib})
    assert json.loads(line)["b"] is None
    line.encode("utf-8")


def test_csv_for_excel_is_safe(made: Extraction, tmp_path: Path) -> None:
    file = tmp_path / "o.csv"
    write([article_of(made)], file, style=Style(excel=True, safe=True))
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert row["title"] == "'=Titre <b>"
    assert row["confidence"] == "0,93"
    assert row["amount"] == "2900000000"


def test_csv_has_its_header_without_events_too() -> None:
    stream = io.BytesIO()
    write_stream([], stream, format="csv")
    assert stream.getvalue().decode().strip().split(",") == [c.name for c in COLUMNS]


def test_output_is_whole_or_not_there(tmp_path: Path, made: Extraction) -> None:
    file = tmp_path / "deep" / "o.jsonl"

    def broken() -> Any:
        yield article_of(made)
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        write(broken(), file)
    assert list(file.parent.iterdir()) == []
    write([article_of(made)], file)
    assert [p.name for p in file.parent.iterdir()] == ["o.jsonl"]


def test_same_packed_bytes_every_time(tmp_path: Path, made: Extraction) -> None:
    files = [tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl.gz"]
    for file in files:
        write([article_of(made)], file)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_unwritable_output_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RunError, match="can't be written"), atomic(tmp_path / "file" / "o.jsonl"):
        pass


@pytest.mark.parametrize("name", ["o.docx", "o", "o.parquet.gz"])
def test_unknown_output_format(tmp_path: Path, name: str) -> None:
    with pytest.raises(OptionError):
        write([], tmp_path / name)
