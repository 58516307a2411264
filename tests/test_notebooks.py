"""The notebooks run from top to bottom, and what is stored of their outputs is small and shows no machine."""

from __future__ import annotations

import importlib.util
import re
import runpy
from pathlib import Path

import pytest
from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NEEDED = ("nbclient", "ipykernel", "matplotlib", "duckdb", "pyarrow", "currency_converter")
MOST_BYTES = 400_000


@pytest.mark.notebooks
@pytest.mark.filterwarnings("ignore")  # of Jupyter's own
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(path: Path) -> None:
    absent = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if absent:
        pytest.skip(f"pip install 'aiextract[notebooks]' ({', '.join(absent)} missing)")
    done = runpy.run_path(str(ROOT / "tools" / "run_notebooks.py"))["run"](path)
    assert all(output.output_type != "error" for cell in done.cells for output in cell.get("outputs", ()))


def test_there_are_five() -> None:
    assert [path.stem[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_outputs_are_small_and_whole(path: Path) -> None:
    stored = path.read_text(encoding="utf-8")
    assert len(stored) < MOST_BYTES
    assert '"output_type": "error"' not in stored
    assert '"name": "stderr"' not in stored
    assert not re.search(r"/(?:home|root|tmp|work|Users)/", re.sub(r'"image/png": "[^"]*"', "", stored))
    assert '"outputs": [\n    {' in stored or '"outputs": [\n     {' in stored
